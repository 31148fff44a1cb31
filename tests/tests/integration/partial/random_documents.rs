//! Random documents in random pieces: what a partial shows is true at any time, and whole at the end.

use std::fmt::Write as _;

use proptest::prelude::*;
use structured_core::partial::{Field, PartialParser};

use super::snapshots::{Everything, EverythingPartial, MathReasoning, Mood};
use crate::random::cases;

fn everything() -> impl Strategy<Value = Everything> {
    let leaf = (
        any::<String>(),
        any::<i64>(),
        any::<f64>().prop_filter("JSON has no such number", |float| float.is_finite()),
        any::<bool>(),
        prop_oneof![Just(Mood::Good), Just(Mood::VeryBad)],
        any::<Option<String>>(),
        any::<Option<u8>>(),
        prop::collection::vec(-1e9..1e9, 0..4),
        prop::collection::vec(prop::collection::vec(any::<String>(), 0..3), 0..3),
    )
        .prop_map(|(text, whole, float, flag, mood, maybe_text, maybe_whole, floats, texts)| Everything {
            text,
            whole,
            float,
            flag,
            mood,
            maybe_text,
            maybe_whole,
            floats,
            texts,
            inner: None,
        });
    leaf.prop_recursive(3, 4, 1, |inner| {
        (inner.clone(), inner).prop_map(|(outer, inner)| Everything { inner: Some(Box::new(inner)), ..outer })
    })
}

/// How a document is written: which members come first, what else is in it, which characters are escaped.
#[derive(Debug, Clone)]
struct Style {
    rotation: usize,
    space: &'static str,
    escapes: bool,
    unknown: Option<serde_json::Value>,
}

fn style() -> impl Strategy<Value = Style> {
    let unknown = prop_oneof![
        Just(None),
        Just(Some(serde_json::json!({"a": [1, -0.5e3, "\"]}", {"b": null}], "c": {}}))),
        Just(Some(serde_json::json!("\u{1f600}\\"))),
    ];
    (0usize..10, prop_oneof![Just(""), Just(" "), Just("\r\n\t")], any::<bool>(), unknown)
        .prop_map(|(rotation, space, escapes, unknown)| Style { rotation, space, escapes, unknown })
}

impl Style {
    fn write(&self, value: &serde_json::Value, into: &mut String) {
        use serde_json::Value;
        match value {
            Value::Object(members) => {
                let mut members: Vec<_> = members.clone().into_iter().collect();
                let rotation = self.rotation % members.len().max(1);
                members.rotate_left(rotation);
                let unknown = self.unknown.iter().map(|value| (String::from("unknown \"key\""), value.clone()));
                members.extend(unknown);
                self.write_all(members, '{', '}', into, |style, (key, value), into| {
                    style.write_text(&key, into);
                    into.push_str(style.space);
                    into.push(':');
                    into.push_str(style.space);
                    let style = if key.starts_with("unknown") { &style.plain() } else { style };
                    style.write(&value, into);
                });
            }
            Value::Array(items) => {
                self.write_all(items.clone(), '[', ']', into, |style, item, into| style.write(&item, into));
            }
            Value::String(text) => self.write_text(text, into),
            other => into.push_str(&other.to_string()),
        }
    }

    fn plain(&self) -> Self {
        Self { unknown: None, ..self.clone() }
    }

    fn write_all<I>(
        &self,
        items: Vec<I>,
        open: char,
        close: char,
        into: &mut String,
        write: fn(&Self, I, &mut String),
    ) {
        into.push(open);
        for (index, item) in items.into_iter().enumerate() {
            into.push_str(if index == 0 { "" } else { "," });
            into.push_str(self.space);
            write(self, item, into);
            into.push_str(self.space);
        }
        into.push(close);
    }

    fn write_text(&self, text: &str, into: &mut String) {
        if !self.escapes {
            return into.push_str(&serde_json::to_string(text).expect("text is JSON"));
        }
        into.push('"');
        for unit in text.encode_utf16() {
            write!(into, "\\u{unit:04X}").expect("a `String` takes any text");
        }
        into.push('"');
    }
}

fn is_beginning(field: &Field<String>, of: &str) -> bool {
    match field {
        Field::Absent => true,
        Field::Growing(text) => of.starts_with(text.as_str()),
        Field::Done(text) => of == text,
    }
}

fn is_whole<P: PartialEq>(field: &Field<P>, of: &P) -> bool {
    !field.is_growing() && field.done().is_none_or(|value| value == of)
}

fn is_list_beginning<P, V>(
    field: &Field<Vec<Field<P>>>,
    of: &[V],
    mut item: impl FnMut(&Field<P>, &V) -> bool,
) -> bool {
    let items = field.items();
    let whole = items.iter().rev().skip(usize::from(field.is_growing())).all(Field::is_done);
    let visible = items.iter().all(|item| !item.is_absent());
    let length = if field.is_done() { items.len() == of.len() } else { items.len() <= of.len() };
    whole && visible && length && items.iter().zip(of).all(|(field, value)| item(field, value))
}

/// Whether a snapshot says nothing but the truth about the value.
fn is_true(partial: &EverythingPartial, of: &Everything) -> bool {
    let maybe_text = match (&partial.maybe_text, &of.maybe_text) {
        (Field::Absent | Field::Done(None), None) | (Field::Absent, _) => true,
        (Field::Growing(Some(text)), Some(of)) => of.starts_with(text.as_str()),
        (Field::Done(Some(text)), Some(of)) => text == of,
        _ => false,
    };
    let inner = match (&partial.inner, &of.inner) {
        (Field::Absent | Field::Done(None), None) | (Field::Absent, _) => true,
        (Field::Growing(Some(partial)) | Field::Done(Some(partial)), Some(of)) => is_true(partial, of),
        _ => false,
    };
    is_beginning(&partial.text, &of.text)
        && is_whole(&partial.whole, &of.whole)
        && is_whole(&partial.float, &of.float)
        && is_whole(&partial.flag, &of.flag)
        && is_whole(&partial.mood, &of.mood)
        && maybe_text
        && is_whole(&partial.maybe_whole, &of.maybe_whole)
        && is_list_beginning(&partial.floats, &of.floats, is_whole)
        && is_list_beginning(&partial.texts, &of.texts, |texts, of| {
            is_list_beginning(texts, of, |text, of| is_beginning(text, of))
        })
        && inner
}

fn is_complete(partial: &EverythingPartial) -> bool {
    partial.text.is_done()
        && partial.whole.is_done()
        && partial.float.is_done()
        && partial.flag.is_done()
        && partial.mood.is_done()
        && partial.maybe_text.is_done()
        && partial.maybe_whole.is_done()
        && partial.floats.is_done()
        && partial.texts.is_done()
        && partial.inner.done().is_some_and(|inner| inner.as_deref().is_none_or(is_complete))
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn any_document_in_any_pieces_is_seen_truly_and_at_the_end_wholly(
        value in everything(),
        style in style(),
        lengths in prop::collection::vec(0usize..9, 1..20),
    ) {
        let mut text = String::new();
        style.write(&serde_json::to_value(&value).expect("any value is JSON"), &mut text);
        let read: Everything = serde_json::from_str(&text).expect("serde reads it");
        let mut parser = PartialParser::<Everything>::new();
        let mut rest = text.as_bytes();
        for length in lengths.iter().cycle().map(|length| length + usize::from(lengths.iter().all(|&length| length == 0))) {
            let (piece, after) = rest.split_at(length.min(rest.len()));
            parser.push_bytes(piece).expect("the document is of the type");
            prop_assert!(is_true(parser.snapshot(), &read), "{:#?}", parser.snapshot());
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert!(parser.is_done());
        prop_assert!(is_complete(&parser.finish().expect("complete")));
    }

    #[test]
    fn any_text_that_is_not_the_type_fails_where_serde_fails_it(text in r#"[{}\[\]",:a0-9 ]{0,12}"#, cut in 0usize..12) {
        let text = format!(r#"{{"steps":{text},"final_answer":""}}"#);
        let mut parser = PartialParser::<MathReasoning>::new();
        let (first, second) = text.split_at(cut.min(text.len()));
        let partial = parser.push(first).and_then(|()| parser.push(second)).and_then(|()| parser.finish());
        let serde = serde_json::from_str::<MathReasoning>(&text);
        // serde also reads a struct from an array of its members, which no schema admits.
        let may_differ = text.contains("[[") || text.contains(",[");
        prop_assert!(partial.is_ok() == serde.is_ok() || (may_differ && partial.is_err()), "{}", text);
    }
}
