//! The partials of enums whose variants hold data: seen from the moment their tag is known.

use serde::Deserialize;
use structured_core::StructuredOutput;
use structured_core::partial::{Field, Partial, PartialParser, Root};

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Image {
    url: String,
    width: u32,
}

/// Told apart by a member.
#[derive(Debug, Deserialize, StructuredOutput)]
#[serde(tag = "type", rename_all = "snake_case")]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
enum Block {
    /// Some words.
    Text {
        /// The words.
        body: String,
        #[serde(default)]
        level: u8,
    },
    #[serde(alias = "picture")]
    Image(Image),
    List {
        blocks: Vec<Block>,
    },
    Rule,
}

/// Told apart by a member beside the content.
#[derive(Debug, Deserialize, StructuredOutput)]
#[serde(tag = "kind", content = "value")]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
enum Fact {
    Name(String),
    Age(u8),
    Place { city: String },
    Nothing,
}

/// Told apart by the key.
#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
enum Step {
    Think(String),
    Draw(Box<Image>),
    Walk { to: String, steps: u8 },
    Stop,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Page {
    blocks: Vec<Block>,
    fact: Option<Fact>,
    steps: Vec<Step>,
}

fn parsed<T: Partial<Partial: Root>>(text: &str, length: usize) -> PartialParser<T> {
    let mut parser = PartialParser::new();
    for piece in text.as_bytes().chunks(length) {
        parser.push_bytes(piece).expect("the text is a beginning of the type");
    }
    parser
}

/// What is seen of a text, the same however it is cut.
fn seen(text: &str) -> PagePartial {
    let at_once = parsed::<Page>(text, text.len());
    for length in 1..9 {
        let in_pieces = parsed::<Page>(text, length);
        assert_eq!(format!("{:?}", in_pieces.snapshot()), format!("{:?}", at_once.snapshot()), "in pieces of {length}");
        assert_eq!(in_pieces.is_done(), at_once.is_done());
    }
    if at_once.is_done() {
        serde_json::from_str::<Page>(text).expect("serde reads what the partial parser reads");
    }
    at_once.snapshot().clone()
}

fn message(text: &str) -> String {
    let error = |length: usize| {
        let mut parser = PartialParser::<Page>::new();
        text.as_bytes().chunks(length).find_map(|piece| parser.push_bytes(piece).err()).expect("wrong").to_string()
    };
    assert_eq!(error(1), error(text.len()));
    error(1)
}

#[test]
fn a_variant_grows_when_its_tag_is_known() {
    assert!(seen(r#"{"blocks": [{"type": "tex"#).blocks.items().is_empty());
    let page = seen(r#"{"blocks": [{"type": "text", "body": "Hel"#);
    let [Field::Growing(BlockPartial::Text(text))] = page.blocks.items() else {
        panic!("one text is growing: {page:?}")
    };
    assert_eq!(text.body, Field::Growing(String::from("Hel")));
}

#[test]
fn each_variant_is_filled_with_its_members() {
    let page = seen(
        r#"{"blocks": [{"type": "rule"}, {"type": "picture", "url": "u", "width": 7},
        {"type": "list", "blocks": [{"type": "text", "body": "b", "level": 2}, {"type": "list", "blocks": [{"type":"rule"}, "#,
    );
    let [rule, image, list] = page.blocks.items() else { panic!("three blocks: {page:?}") };
    assert!(matches!(rule, Field::Done(BlockPartial::Rule)));
    let Field::Done(BlockPartial::Image(image)) = image else { panic!("an image: {image:?}") };
    assert_eq!((image.url.as_str(), image.width), ("u", Field::Done(7)));
    let Field::Growing(BlockPartial::List(list)) = list else { panic!("a list: {list:?}") };
    let [Field::Done(BlockPartial::Text(text)), Field::Growing(BlockPartial::List(inner))] = list.blocks.items() else {
        panic!("a text and a list: {list:?}")
    };
    assert_eq!(text.level, Field::Done(2));
    assert!(matches!(inner.blocks.items(), [Field::Done(BlockPartial::Rule)]));
}

#[test]
fn members_before_the_tag_are_kept_for_it() {
    let page = seen(r#"{"blocks": [{"width": 7, "why": [{}], "url": "a\u00e9", "type": "image"#);
    assert!(page.blocks.items().is_empty());
    let page = seen(r#"{"blocks": [{"width": 7, "why": [{}], "url": "a\u00e9", "type": "image""#);
    let [Field::Growing(BlockPartial::Image(image))] = page.blocks.items() else { panic!("an image: {page:?}") };
    assert_eq!((image.url.done().map(String::as_str), image.width), (Some("aé"), Field::Done(7)));
    let page = seen(r#"{"blocks": [{"blocks": [{"body": "x", "type": "text"}], "type": "list"}], "steps": []}"#);
    let [Field::Done(BlockPartial::List(list))] = page.blocks.items() else { panic!("a list: {page:?}") };
    assert!(matches!(list.blocks.done().map(Vec::as_slice), Some([Field::Done(BlockPartial::Text(_))])));
}

#[test]
fn adjacent_content_grows_in_its_place() {
    let page = seen(r#"{"fact": {"kind": "Name", "value": "Al"#);
    assert!(matches!(&page.fact, Field::Growing(Some(FactPartial::Name(Field::Growing(name)))) if name == "Al"));
    let page = seen(r#"{"fact": {"kind": "Place", "value": {"city": "Pa"#);
    let Field::Growing(Some(FactPartial::Place(Field::Growing(place)))) = &page.fact else {
        panic!("a place: {page:?}")
    };
    assert_eq!(place.city.as_str(), "Pa");
    let page = seen(r#"{"fact": {"value": 12, "other": 1, "kind": "Age"}, "#);
    assert!(matches!(page.fact, Field::Done(Some(FactPartial::Age(Field::Done(12))))));
    assert!(matches!(seen(r#"{"fact": {"kind": "Nothing"}"#).fact, Field::Done(Some(FactPartial::Nothing))));
    assert!(matches!(seen(r#"{"fact": null"#).fact, Field::Done(None)));
}

#[test]
fn external_content_grows_in_its_place() {
    let page = seen(r#"{"steps": ["Stop", {"Think": "Hm"}, {"Draw": {"url": "u", "width": 1}}, {"Walk": {"to": "ho"#);
    let [
        Field::Done(StepPartial::Stop),
        Field::Done(StepPartial::Think(_)),
        Field::Done(StepPartial::Draw(draw)),
        walk,
    ] = page.steps.items()
    else {
        panic!("four steps: {page:?}")
    };
    assert_eq!(draw.done().map(|image| image.width), Some(Field::Done(1)));
    let Field::Growing(StepPartial::Walk(Field::Growing(walk))) = walk else { panic!("a walk: {walk:?}") };
    assert_eq!(walk.to, Field::Growing(String::from("ho")));
}

#[test]
fn what_serde_would_refuse_is_an_error_with_its_place() {
    let cases = [
        (r#"{"blocks": [{"type": "video"}"#, "`blocks[0]`: `video` is not a variant of the type (line 1, column 29)"),
        (r#"{"blocks": [{"body": "x"}"#, "`blocks[0]`: the object ends without the key `type` (line 1, column 25)"),
        (r#"{"blocks": [{"type": "text"}"#, "`blocks[0]`: the object ends without the key `body` (line 1, column 28)"),
        (
            r#"{"blocks": [{"type": "text", "body": 7"#,
            "`blocks[0].body`: expected a string, found `7` (line 1, column 38)",
        ),
        (r#"{"blocks": [{"body": 7, "type": "text""#, "`blocks[0]`: expected a string, found `7` (line 1, column 39)"),
        (
            r#"{"blocks": [{"type": "rule", "type""#,
            "`blocks[0]`: the key occurs twice in one object (line 1, column 36)",
        ),
        (r#"{"fact": {"kind": "Age"}"#, "`fact`: the object ends without the key `value` (line 1, column 24)"),
        (
            r#"{"fact": {"kind": "Age", "value": -1}"#,
            "`fact.value`: invalid value: integer `-1`, expected u8 (line 1, column 35)",
        ),
        (
            r#"{"steps": ["Walk""#,
            "`steps[0]`: the variant `Walk` has no value here, but it contains one (line 1, column 18)",
        ),
        (
            r#"{"steps": [{"Stop""#,
            "`steps[0]`: the variant `Stop` has a value here, but it contains none (line 1, column 19)",
        ),
        (r#"{"steps": [{}"#, "`steps[0]`: expected the name of a variant, found `}` (line 1, column 13)"),
        (
            r#"{"steps": [7"#,
            "`steps[0]`: expected the name of a variant, or an object with it as its key, found `7` (line 1, column 12)",
        ),
        (
            r#"{"steps": [{"Think": "a", "Stop""#,
            "`steps[0]`: the key `Stop` is not one of the type, which denies unknown keys (line 1, column 33)",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(message(text), expected, "{text}");
    }
}

#[test]
fn nesting_in_kept_members_is_an_error_and_no_overflow() {
    let text = format!(r#"{{"blocks": [{}{}"#, r#"{"blocks": ["#.repeat(5_000), r#"], "type": "list"}"#.repeat(5_000));
    let mut parser = PartialParser::<Page>::new();
    let error = parser.push(&text).and_then(|()| parser.push("]}")).expect_err("too deep");
    assert!(error.to_string().contains("nested deeper than 127 levels"), "{error}");
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[serde(tag = "type")]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
enum Boxed {
    Image(Box<Image>),
    Framed {
        frame: String,
        #[serde(flatten)]
        image: Box<Image>,
    },
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Poster {
    content: Boxed,
    #[serde(flatten)]
    background: Box<Image>,
}

#[test]
fn a_boxed_struct_grows_where_it_is_flattened_or_shares_its_object_with_the_tag() {
    let mut parser = PartialParser::<Poster>::new();
    parser.push(r#"{"content":{"type":"Image","url":"a"#).unwrap();
    let Field::Growing(BoxedPartial::Image(image)) = &parser.snapshot().content else { panic!("no image") };
    assert_eq!(image.url.as_str(), "a");
    parser.push(r#"","width":1},"url":"b"#).unwrap();
    assert_eq!(parser.snapshot().background.url.as_str(), "b");
    parser.push(r#"","width":2}"#).unwrap();
    assert_eq!(parser.snapshot().background.width, Field::Done(2));

    let mut parser = PartialParser::<Poster>::new();
    parser.push(r#"{"content":{"type":"Framed","frame":"oak","url":"c"#).unwrap();
    let Field::Growing(BoxedPartial::Framed(framed)) = &parser.snapshot().content else { panic!("no frame") };
    assert_eq!((framed.frame.as_str(), framed.image.url.as_str()), ("oak", "c"));
}
