//! Partials of types with parameters, of arrays, and of the arguments of tools.

use serde::Deserialize;
use serde_json::{Value, json};
use structured_core::partial::{AnswerParser, Field, PartialParser};
use structured_core::{PartialCalls, StructuredOutput, ToolCall, Tools, chat, responses};

#[derive(Debug, Clone, PartialEq, Deserialize, StructuredOutput)]
#[structured(partial)]
struct Step {
    text: String,
}

#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
#[structured(partial)]
struct Page<T> {
    items: Vec<T>,
    next: Option<T>,
}

#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
#[structured(name = "steps", partial)]
struct Steps {
    page: Page<Step>,
    numbers: Page<i64>,
}

#[test]
fn a_type_with_parameters_grows_with_the_partials_of_its_arguments() {
    let mut parser = AnswerParser::<Steps>::new();
    parser.push(r#"{"page": {"items": [{"text": "one"}, {"text": "tw"#).expect("a start of the type");
    let page: &PagePartial<Step> = parser.snapshot().page.value().expect("it has begun");
    let [Field::Done(one), Field::Growing(two)] = page.items.items() else { panic!("{page:?}") };
    assert_eq!((one.text.as_str(), two.text.as_str()), ("one", "tw"));
    parser.push(r#"o"}], "next": null}, "numbers": {"items": [1, 2], "next": 3}}"#).expect("the rest");
    let step = |text: &str| Step { text: text.into() };
    let page = Page { items: vec![step("one"), step("two")], next: None };
    assert_eq!(parser.finish(), Ok(Steps { page, numbers: Page { items: vec![1, 2], next: Some(3) } }));
}

/// Each variant has the parameters that it uses.
#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
#[serde(tag = "type", rename_all = "snake_case")]
#[structured(partial)]
enum Block<T, U>
where
    U: Clone,
{
    Items { items: Vec<T>, title: String },
    Two { left: T, right: Option<U> },
    Note { text: String },
    Held(Page<U>),
    Rule,
}

#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
#[serde(tag = "kind", content = "value")]
#[structured(partial)]
enum Adjacent<T> {
    One(T),
    Many { all: Vec<T> },
    None,
}

#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
#[structured(partial)]
enum External<T> {
    One(T),
    Many { all: Vec<T> },
    None,
}

/// The partial of an enum without a tag is the enum itself.
#[derive(Debug, Clone, PartialEq, Deserialize, StructuredOutput)]
#[serde(untagged)]
#[structured(partial)]
enum Untagged<T> {
    One(T),
    Many(Vec<T>),
}

#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
#[structured(partial)]
struct Blocks {
    internal: Vec<Block<Step, i64>>,
    adjacent: Vec<Adjacent<Step>>,
    external: Vec<External<bool>>,
    untagged: Vec<Untagged<i64>>,
}

const BLOCKS: &str = r#"{"internal": [{"type": "items", "items": [{"text": "one"}, {"text": "two"}], "title": "t"},
    {"type": "two", "left": {"text": "l"}, "right": 7}, {"type": "note", "text": "n"},
    {"type": "held", "items": [1, 2], "next": 3}, {"type": "rule"}],
    "adjacent": [{"kind": "One", "value": {"text": "a"}}, {"kind": "Many", "value": {"all": [{"text": "b"}]}},
    {"kind": "None"}], "external": [{"One": true}, {"Many": {"all": [false]}}, "None"], "untagged": [1, [2, 3]]}"#;

#[test]
fn an_enum_with_parameters_grows_with_the_partials_of_its_arguments() {
    let mut parser = AnswerParser::<Blocks>::new();
    let (start, end) = BLOCKS.split_at(BLOCKS.find("wo\"").expect("the second item"));
    parser.push(start).expect("a start of the type");
    let [Field::Growing(BlockPartial::<Step, i64>::Items(items))] = parser.snapshot().internal.items() else {
        panic!("{:?}", parser.snapshot())
    };
    let items: &BlockItemsPartial<Step> = items;
    let [Field::Done(one), Field::Growing(two)] = items.items.items() else { panic!("{items:?}") };
    assert_eq!((one.text.as_str(), two.text.as_str()), ("one", "t"));
    parser.push(end).expect("the rest");
    let [_, Field::Done(BlockPartial::Two(two)), Field::Done(BlockPartial::Note(note)), ..] =
        parser.snapshot().internal.items()
    else {
        panic!("{:?}", parser.snapshot())
    };
    let note: &BlockNotePartial = note;
    assert_eq!((note.text.as_str(), &two.right), ("n", &Field::Done(Some(7))));
    assert_eq!(parser.finish().expect("whole"), serde_json::from_str::<Blocks>(BLOCKS).expect("whole"));
}

#[test]
fn an_enum_with_parameters_is_the_same_in_any_split() {
    let shown = |length: usize| {
        let mut parser = PartialParser::<Blocks>::new();
        let pieces = BLOCKS.as_bytes().chunks(length);
        pieces.for_each(|piece| parser.push_bytes(piece).expect("the type"));
        format!("{:?}", parser.snapshot().clone())
    };
    let at_once = shown(BLOCKS.len());
    assert!((1..12).all(|length| shown(length) == at_once), "{at_once}");
}

#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
#[structured(profile = "openai", partial)]
struct Pair {
    pair: [i64; 2],
}

#[test]
fn an_array_has_its_length_as_serde_wants_it() {
    for (text, fits) in [
        (r#"{"pair": [1, 2]}"#, true),
        (r#"{"pair": [1]}"#, false),
        (r#"{"pair": []}"#, false),
        (r#"{"pair": [1, 2, 3]}"#, false),
        (r#"{"pair": [1, 2,]}"#, false),
    ] {
        assert_eq!(serde_json::from_str::<Pair>(text).is_ok(), fits, "{text}");
        for length in 1..text.len() {
            let mut parser = PartialParser::<Pair>::new();
            let pushed = text.as_bytes().chunks(length).try_for_each(|piece| parser.push_bytes(piece));
            assert_eq!(pushed.and_then(|()| parser.finish().map(drop)).is_ok(), fits, "{text} in pieces of {length}");
        }
    }
    let mut parser = PartialParser::<Pair>::new();
    parser.push(r#"{"pair": [1, 2"#).expect("a start of the type");
    assert_eq!(parser.snapshot().pair.items(), [Field::Done(1)]);
    let error = parser.push(", 3]}").expect_err("one too many");
    assert!(error.to_string().contains("`pair`: the array does not have 2 elements"), "{error}");
}

#[test]
fn a_parser_gives_the_value_at_the_end_or_says_what_is_wrong() {
    let mut parser = AnswerParser::<Step>::new();
    for piece in r#"{"text": "Grüße 😀"}"#.as_bytes().chunks(1) {
        parser.push_bytes(piece).expect("the type");
    }
    assert_eq!(parser.finish(), Ok(Step { text: "Grüße 😀".into() }));
    let mut parser = AnswerParser::<Step>::new();
    parser.push(r#"{"text": "Gr"#).expect("a start");
    assert!(parser.finish().expect_err("no end").is_unfinished());
}

#[derive(Debug, Tools)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partials are read")]
enum Action {
    Plan(Steps),
    Note(Step),
}

fn deltas(pieces: &[(&str, &str)]) -> String {
    let chunk = |(at, (name, text)): (usize, &(&str, &str))| {
        let mut call = json!({"index": 0, "function": {"name": name, "arguments": text}});
        if at == 0 {
            call["id"] = "call_1".into();
        }
        format!("data: {}\n\n", json!({"choices": [{"delta": {"tool_calls": [call]}}]}))
    };
    pieces.iter().enumerate().map(chunk).collect()
}

#[test]
fn the_arguments_of_a_call_are_seen_while_they_stream() {
    let mut stream = chat::StreamReader::<Value>::new();
    stream.push(deltas(&[("Step", ""), ("", r#"{"te"#), ("", r#"xt": "Buy m"#), ("", r#"ilk"}"#)]).as_bytes());
    let mut calls = PartialCalls::<Action>::new();
    let mut seen = Vec::new();
    while let Some(event) = stream.next_event().expect("no error") {
        let chat::Event::ToolCallDelta { index, call, .. } = event else { continue };
        match calls.update(index, call) {
            Some(ActionPartial::Note(step)) => seen.push(step.text.as_str().to_owned()),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(seen, ["", "", "Buy m", "Buy milk"]);
}

#[test]
fn a_call_of_the_responses_api_is_seen_too_and_an_unknown_one_is_not() {
    let mut stream = responses::StreamReader::<Value>::new();
    let item = json!({"type": "function_call", "id": "i", "call_id": "c", "name": "steps", "arguments": ""});
    for event in [
        json!({"type": "response.output_item.added", "output_index": 0, "item": item}),
        json!({"type": "response.function_call_arguments.delta", "output_index": 0, "delta": "{\"page\": {\"items\": [{"}),
    ] {
        stream.push(format!("data: {event}\n\n").as_bytes());
    }
    let mut calls = PartialCalls::<Action>::new();
    let mut items = 0;
    while let Some(event) = stream.next_event().expect("no error") {
        let responses::Event::ToolCallDelta { output_index, call, .. } = event else { continue };
        if let Some(ActionPartial::Plan(steps)) = calls.update(usize::try_from(output_index).expect("small"), call) {
            items = steps.page.value().map_or(0, |page| page.items.items().len());
        }
    }
    assert_eq!(items, 1);
    assert!(calls.update(1, &ToolCall::function("c", "launch", "{}")).is_none());
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Tree<T> {
    value: T,
    first: Option<Box<Tree<T>>>,
    others: Vec<Self>,
}

#[test]
fn the_partial_of_a_generic_type_that_contains_itself_contains_itself() {
    let mut parser = PartialParser::<Tree<String>>::new();
    parser.push(r#"{"value":"root","first":{"value":"inn"#).unwrap();
    let Field::Growing(Some(first)) = &parser.snapshot().first else { panic!("no tree") };
    assert_eq!(first.value.as_str(), "inn");
    parser.push(r#"er","first":null,"others":[]},"others":[{"value":"la"#).unwrap();
    let last = parser.snapshot().others.items().last().and_then(Field::value).unwrap();
    assert_eq!(last.value.as_str(), "la");
}

#[test]
fn the_calls_of_one_namespace_are_seen_and_no_others() {
    let call = |namespace: Option<&str>, name: &str, arguments: &str| -> ToolCall {
        let mut item = json!({"type": "function_call", "call_id": "c", "name": name, "arguments": arguments});
        item.as_object_mut()
            .expect("an object")
            .extend(namespace.map(|namespace| ("namespace".into(), namespace.into())));
        serde_json::from_value(item).expect("a call")
    };
    let text = |partial: Option<ActionPartial<'_>>| match partial {
        Some(ActionPartial::Note(step)) => Some(step.text.as_str().to_owned()),
        Some(other) => panic!("{other:?}"),
        None => None,
    };
    let mut calls = PartialCalls::<Action>::in_namespace("crm");
    assert_eq!(text(calls.update(0, &call(Some("crm"), "Step", r#"{"text": "Buy"#))).as_deref(), Some("Buy"));
    assert_eq!(
        text(calls.update(0, &call(Some("crm"), "Step", r#"{"text": "Buy milk"}"#))).as_deref(),
        Some("Buy milk")
    );
    for (place, other) in [(1, Some("shop")), (2, None), (3, Some("")), (4, Some("crm2"))] {
        assert_eq!(text(calls.update(place, &call(other, "Step", r#"{"text": "Buy"#))), None, "{other:?}");
    }
    assert_eq!(text(calls.update(5, &call(Some("crm"), "launch", "{}"))), None);

    let mut outside = PartialCalls::<Action>::new();
    assert_eq!(text(outside.update(0, &call(Some("crm"), "Step", r#"{"text": "Buy"#))), None);
    assert_eq!(text(outside.update(1, &call(None, "Step", r#"{"text": "Buy"#))).as_deref(), Some("Buy"));
}

#[test]
fn a_streamed_call_of_a_namespace_is_seen() {
    let item = json!({"type": "function_call", "id": "i", "call_id": "c", "namespace": "crm", "name": "Step", "arguments": ""});
    let mut stream = responses::StreamReader::<Value>::new();
    for event in [
        json!({"type": "response.output_item.added", "output_index": 0, "item": item}),
        json!({"type": "response.function_call_arguments.delta", "output_index": 0, "delta": "{\"text\": \"Buy m"}),
        json!({"type": "response.function_call_arguments.delta", "output_index": 0, "delta": "ilk\"}"}),
    ] {
        stream.push(format!("data: {event}\n\n").as_bytes());
    }
    let mut calls = PartialCalls::<Action>::in_namespace("crm");
    let mut seen = Vec::new();
    while let Some(event) = stream.next_event().expect("no error") {
        let responses::Event::ToolCallDelta { output_index, call, .. } = event else { continue };
        match calls.update(usize::try_from(output_index).expect("small"), call) {
            Some(ActionPartial::Note(step)) => seen.push(step.text.as_str().to_owned()),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(seen, ["", "Buy m", "Buy milk"]);
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Signed<'a, T, U> {
    name: String,
    #[serde(flatten)]
    content: T,
    #[serde(flatten)]
    boxed: Box<U>,
    others: Vec<T>,
    #[serde(skip)]
    note: &'a str,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Letter {
    text: String,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only the partial is read")]
struct Stamp {
    cents: u32,
}

#[test]
fn a_type_may_flatten_its_parameters() {
    let mut parser = PartialParser::<Signed<'_, Letter, Stamp>>::new();
    parser.push(r#"{"name": "Ada", "cents": 95, "text": "Dear", "others": [{"text": "Si"#).unwrap();
    let signed = parser.snapshot();
    assert_eq!(signed.content.text.as_str(), "Dear");
    assert_eq!(signed.boxed.cents, Field::Done(95));
    assert_eq!(signed.others.value().unwrap()[0].value().unwrap().text.as_str(), "Si");
}
