//! `#[structured(partial)]` and serde's attributes: the partial has serde's names and serde's shapes.

use std::borrow::Cow;
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use serde::Deserialize;
use structured_core::StructuredOutput;
use structured_core::partial::{Field, Partial, PartialParser, Root};

fn pushed<T: Partial<Partial: Root>>(text: &str) -> PartialParser<T> {
    let mut parser = PartialParser::new();
    parser.push(text).expect("the text is a beginning of the type");
    parser
}

fn refused<T: Partial<Partial: Root>>(text: &str) -> String {
    PartialParser::<T>::new().push(text).expect_err("the text is wrong").to_string()
}

#[derive(Deserialize, StructuredOutput)]
#[serde(rename_all = "camelCase")]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Named {
    first_name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(alias = "mail", alias = "e-mail")]
    email: String,
    r#loop: bool,
}

#[test]
fn keys_are_serdes_names_and_aliases() {
    let named = pushed::<Named>(r#"{"firstName": "a", "type": "b", "e-mail": "c", "loop": true, "first_name": 7}"#);
    assert!(named.is_done());
    let named = named.snapshot();
    assert_eq!((named.first_name.as_str(), named.kind.as_str(), named.email.as_str()), ("a", "b", "c"));
    assert_eq!(named.r#loop, Field::Done(true));
}

#[test]
fn a_key_and_its_alias_are_one_key() {
    let text = r#"{"mail": "c", "email": "d""#;
    assert_eq!(refused::<Named>(text), "`email`: the key occurs twice in one object (line 1, column 24)");
}

#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
#[structured(partial)]
struct Nothings {
    one: (),
    unit: Option<Box<Always>>,
    several: Vec<()>,
}

#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
#[structured(partial)]
struct Always;

#[test]
fn a_unit_is_done_with_its_null_and_nothing_else_is_a_unit() {
    let mut parser = pushed::<Nothings>(r#"{"one": nu"#);
    assert_eq!(parser.snapshot().one, Field::Absent);
    parser.push(r#"ll, "several": [null, nul"#).unwrap();
    assert_eq!(parser.snapshot().one, Field::Done(()));
    parser.push("l]}").unwrap();
    assert_eq!(parser.finish().unwrap().several, Field::Done(vec![Field::Done(()), Field::Done(())]));
    assert!(pushed::<Nothings>(r#"{"unit": null, "one": null, "several": []}"#).is_done());
    assert_eq!(refused::<Nothings>(r#"{"one": 1"#), "`one`: expected `null`, found `1` (line 1, column 9)");
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Person {
    name: String,
    #[serde(flatten)]
    address: Address,
    #[serde(flatten)]
    contact: Contact,
    age: u8,
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Address {
    street: String,
    #[serde(flatten)]
    place: City,
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct City {
    city: String,
    zip: u32,
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Contact {
    phone: String,
}

#[test]
fn flattened_members_are_filled_in_their_own_partials() {
    let text = r#"{"phone": "1", "other": [], "zip": 7, "name": "n", "city": "c", "age": 3, "street": "s"#;
    let person = pushed::<Person>(text);
    let person = person.snapshot();
    assert_eq!(person.contact.phone.as_str(), "1");
    assert_eq!(person.address.place.zip, Field::Done(7));
    assert_eq!(person.address.place.city, Field::Done(String::from("c")));
    assert_eq!(person.address.street, Field::Growing(String::from("s")));
    assert_eq!((person.name.as_str(), person.age), ("n", Field::Done(3)));
}

#[test]
fn a_flattened_member_that_is_missing_or_wrong_is_named() {
    let text = r#"{"phone": "1", "zip": 7, "name": "n", "age": 3, "street": "s"}"#;
    assert_eq!(refused::<Person>(text), "the object ends without the key `city` (line 1, column 62)");
    let text = r#"{"zip": "7""#;
    assert_eq!(refused::<Person>(text), "`zip`: expected a number, found `\"` (line 1, column 9)");
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
struct Id(#[expect(dead_code, reason = "only the partial is read")] u64);

#[derive(Deserialize, StructuredOutput)]
#[serde(transparent)]
#[structured(partial)]
struct Title {
    #[expect(dead_code, reason = "only the partial is read")]
    text: String,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(try_from = "String")]
#[structured(partial)]
struct Even(#[expect(dead_code, reason = "only the partial is read")] u64);

impl TryFrom<String> for Even {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

fn seconds<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Wrapped {
    id: Id,
    title: Title,
    even: Even,
    #[serde(deserialize_with = "seconds")]
    #[structured(as = "String")]
    seconds: u64,
}

#[test]
fn a_type_that_is_written_as_another_has_the_partial_of_that() {
    let wrapped = pushed::<Wrapped>(r#"{"id": 7, "title": "a", "even": "12", "seconds": "3"#);
    let wrapped = wrapped.snapshot();
    assert_eq!(wrapped.id, Field::Done(7));
    assert_eq!(wrapped.title, Field::Done(String::from("a")));
    assert_eq!(wrapped.even.as_str(), "12");
    assert_eq!(wrapped.seconds, Field::Growing(String::from("3")));
}

#[derive(Deserialize, StructuredOutput)]
#[serde(deny_unknown_fields)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Strict {
    given: String,
    #[serde(default)]
    maybe: u8,
    #[serde(skip)]
    hidden: u8,
}

#[test]
fn a_member_with_a_default_may_be_missing_and_stays_absent() {
    let strict = pushed::<Strict>(r#"{"given": "a"}"#);
    assert!(strict.is_done());
    assert!(strict.snapshot().maybe.is_absent());
}

#[test]
fn a_type_that_denies_unknown_keys_denies_them_here_too() {
    assert_eq!(
        refused::<Strict>(r#"{"hidden": 1"#),
        "the key `hidden` is not one of the type, which denies unknown keys (line 1, column 10)"
    );
}

#[derive(Debug, Clone, PartialEq, Deserialize, StructuredOutput)]
#[serde(tag = "type", rename_all = "lowercase")]
#[structured(partial)]
enum Shape {
    Circle { radius: f64 },
    Point,
}

#[derive(Debug, Clone, PartialEq, Deserialize, StructuredOutput)]
#[serde(untagged)]
#[structured(partial)]
enum Answer {
    Text(String),
    Number(f64),
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Drawing {
    shapes: Vec<Shape>,
    best: Option<Shape>,
    answer: Answer,
}

#[test]
fn an_untagged_enum_is_seen_when_it_is_whole() {
    assert!(pushed::<Drawing>(r#"{"answer": "ye"#).snapshot().answer.is_absent());
    let drawing = pushed::<Drawing>(r#"{"answer": "yes""#);
    assert_eq!(drawing.snapshot().answer, Field::Done(Answer::Text(String::from("yes"))));
}

/// Borrowed and shared values.
#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Held<'a> {
    #[serde(borrow)]
    borrowed: Cow<'a, str>,
    #[serde(borrow)]
    cow: Cow<'a, str>,
    boxed: Box<str>,
    list: VecDeque<Box<Tree>>,
    set: BTreeSet<u8>,
    bytes: Box<[u8]>,
}

/// A type that contains itself.
#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Tree {
    label: String,
    children: Vec<Self>,
    next: Option<Box<Tree>>,
}

#[test]
fn borrowed_values_are_owned_in_the_partial_and_collections_are_lists() {
    let text = r#"{"borrowed": "a", "cow": "b\n", "boxed": "c", "list": [{"label": "x", "children": [{"label": "y"#;
    let held = pushed::<Held<'_>>(text);
    let held = held.snapshot();
    assert_eq!((held.borrowed.as_str(), held.cow.as_str(), held.boxed.as_str()), ("a", "b\n", "c"));
    let tree = held.list.items().first().and_then(Field::value).expect("a tree is growing");
    let child = tree.children.items().first().and_then(Field::value).expect("a child is growing");
    assert_eq!(child.label, Field::Growing(String::from("y")));
    let text = r#"{"set": [3, 1], "bytes": [255]"#;
    let held = pushed::<Held<'_>>(text);
    assert_eq!(held.snapshot().set.items(), [Field::Done(3), Field::Done(1)]);
    assert_eq!(held.snapshot().bytes.items(), [Field::Done(255)]);
}

fn is_partial<T: Partial>() {}

#[test]
fn types_that_are_written_as_text_have_partials() {
    is_partial::<[char; 3]>();
    is_partial::<std::net::IpAddr>();
    is_partial::<Box<str>>();
    is_partial::<Box<std::path::Path>>();
    is_partial::<Rc<std::path::Path>>();
    is_partial::<Arc<std::path::Path>>();
    is_partial::<std::num::NonZeroU8>();
    is_partial::<chrono::DateTime<chrono::Utc>>();
    is_partial::<Vec<chrono::NaiveDate>>();
    is_partial::<jiff::Zoned>();
    is_partial::<time::OffsetDateTime>();
    is_partial::<Option<url::Url>>();
    is_partial::<uuid::Uuid>();
}

#[derive(Debug, Clone, Copy, PartialEq, serde_repr::Deserialize_repr, StructuredOutput)]
#[structured(repr, partial)]
#[repr(u8)]
enum Stars {
    One = 1,
    Ten = 10,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Review {
    stars: Stars,
    others: Vec<Stars>,
}

#[test]
fn a_number_of_an_enum_is_seen_when_it_is_whole() {
    let mut parser = pushed::<Review>(r#"{"stars": 1"#);
    assert!(parser.snapshot().stars.done().is_none());
    parser.push(r#"0, "others": [1"#).expect("more numbers");
    assert_eq!(parser.snapshot().stars.done(), Some(&Stars::Ten));
    parser.push("]}").expect("the end");
    let review = parser.finish().expect("whole");
    assert_eq!(format!("{review:?}"), "ReviewPartial { stars: Done(Ten), others: Done([Done(One)]) }");
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
struct NoArguments {}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
enum Move {
    Wait {},
    Stop(NoArguments),
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Turn {
    moves: Vec<Move>,
    arguments: NoArguments,
}

#[test]
fn objects_without_properties_have_partials() {
    assert_eq!(format!("{:?}", pushed::<NoArguments>("{}").finish().expect("whole")), "NoArgumentsPartial");
    let text = r#"{"moves": [{"Wait": {}}, {"Stop": {}}], "arguments": {}}"#;
    let shown = format!("{:?}", pushed::<Turn>(text).finish().expect("whole"));
    assert!(shown.contains("arguments: Done(NoArgumentsPartial)"), "{shown}");
}

mod inner {
    use super::{Arc, Deserialize, Rc, StructuredOutput};

    /// Seen from outside.
    #[derive(Deserialize, StructuredOutput)]
    #[structured(partial)]
    #[expect(dead_code, reason = "only the partial is read")]
    pub(super) struct Public {
        /// A text.
        pub(super) text: String,
        hidden: Option<bool>,
    }

    #[test]
    fn shared_values_have_partials() {
        super::is_partial::<Rc<Public>>();
        super::is_partial::<Option<Arc<[Rc<str>]>>>();
    }
}

#[test]
fn the_partial_is_as_visible_as_the_type_and_can_be_named() {
    let public: inner::PublicPartial =
        pushed::<inner::Public>(r#"{"text": "a", "hidden": null}"#).finish().expect("whole");
    assert_eq!(format!("{public:?}"), r#"PublicPartial { text: Done("a"), hidden: Done(None) }"#);
}

#[test]
fn a_partial_can_be_kept_while_the_parser_goes_on() {
    let mut parser = pushed::<inner::Public>(r#"{"text": "a"#);
    let kept = parser.snapshot().clone();
    parser.push("b").expect("more text");
    assert_eq!((kept.text.as_str(), parser.snapshot().text.as_str()), ("a", "ab"));
}
