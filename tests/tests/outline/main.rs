//! The outlines by which const code recognises the schema of a type in a file, without writing it.
//!
//! This is a crate of its own, because it contains the modules of structured-derive that compute the outline of a file.

#![expect(dead_code, reason = "the modules of structured-derive have more than these tests use")]

mod file;
#[path = "../../../structured-derive/src/json.rs"]
mod json;
#[path = "../../../structured-derive/src/outline.rs"]
mod outline;

use structured_core::__private::outline as outline_of;
use structured_core::{Schema, StructuredOutput, json_schema};
use structured_tests::Random;
use structured_tests::types::accepted_types;

/// The schemas of accepted types that have an outline, with it.
fn outlined() -> Vec<(&'static str, u128)> {
    let types = accepted_types().map(|accepted| (accepted.schema, outline_of(accepted.node)));
    types.filter(|(_, outline)| *outline != 0).collect()
}

#[test]
fn a_type_has_the_outline_of_its_schema() {
    for (schema, outline) in outlined() {
        assert_eq!(file::read(schema), Some((schema.to_owned(), outline)), "{schema}");
    }
}

#[test]
fn most_structs_have_an_outline() {
    let structs: Vec<_> = accepted_types().filter(|it| it.schema.starts_with(r#"{"type":"object""#)).collect();
    let without: Vec<_> = structs.iter().filter(|it| outline_of(it.node) == 0).map(|it| (it.family, it.name)).collect();
    assert!(3 * without.len() < structs.len(), "{} structs, without an outline: {without:#?}", structs.len());
}

/// Descriptions of both a field and its type, each with several paragraphs.
#[derive(StructuredOutput)]
#[expect(dead_code, reason = "only the schema is of interest")]
struct Joined {
    /// One.
    ///
    /// Two, and a \n\n that is no end.
    inner: Inner,
    /// One.
    newtype: Newtype,
    /// One.
    option: Option<Other>,
    list: Vec<Newtype>,
    undescribed: OnlyType,
}

/// Three.
///
/// Four.
#[derive(StructuredOutput)]
#[expect(dead_code, reason = "only the schema is of interest")]
struct Inner {
    /// Five.
    ///
    ///
    /// Six.
    a: u8,
}

/// Two.
#[derive(StructuredOutput)]
#[expect(dead_code, reason = "only the schema is of interest")]
struct Newtype(i64);

/// Two.
#[derive(StructuredOutput)]
#[expect(dead_code, reason = "only the schema is of interest")]
enum Other {
    A,
    B,
}

/// Seven.
#[derive(StructuredOutput)]
struct OnlyType {}

/// Every number of fields around the four that const code reads in one step, with types that have bounds in some
/// profiles at each place.
macro_rules! structs {
    ($($name:ident: $profile:literal, { $($field:ident: $ty:ty),* $(,)? })*) => {
        $(
            #[derive(StructuredOutput)]
            #[structured(profile = $profile)]
            #[expect(dead_code, reason = "only the schema is of interest")]
            struct $name { $($field: $ty),* }
        )*

        #[test]
        fn fields_are_counted_at_every_place() {
            $( assert_same::<$name>(); )*
        }
    };
}

structs! {
    Three: "openai", { a: String, b: u8, c: bool }
    Four: "openai", { a: String, b: f64, c: bool, d: Option<i64> }
    FourWithBounds: "openai", { a: String, b: u8, c: bool, d: Option<i64> }
    FourInLlama: "llama.cpp", { a: Vec<u16>, b: u8, c: Option<Vec<i8>>, d: Option<i32> }
    Five: "openai", { a: u8, b: u8, c: u8, d: u8, e: u8 }
    Eight: "openai", { a: i64, b: i64, c: String, d: bool, e: i64, f: Vec<f64>, g: String, h: Option<u64> }
    Nine: "llama.cpp", { a: i64, b: i64, c: String, d: bool, e: i64, f: Vec<f64>, g: String, h: Option<u64>, i: Other }
    Lists: "openai", { a: Vec<Vec<String>>, b: Vec<Option<bool>>, c: Option<Vec<Vec<u8>>>, d: Box<i64>, e: Vec<Box<i64>> }
    Names: "openai", { a: Other, b: Other, c: Option<Other>, d: Vec<Other>, e: Option<Vec<Other>> }
}

#[track_caller]
fn assert_same<T: Schema>() {
    let schema = json_schema::<T>();
    assert_eq!(file::read(schema), Some((schema.to_owned(), outline_of(T::NODE))));
}

#[test]
fn descriptions_are_joined_as_in_the_schema() {
    assert_same::<Joined>();
}

/// Types that hold each other, each once: structs, lists, and untagged enums.
macro_rules! inside_each_other {
    ($first:ident $second:ident $($rest:ident)*) => {
        #[derive(StructuredOutput)]
        #[structured(profile = "llama.cpp")]
        #[expect(dead_code, reason = "only the schema is of interest")]
        pub(crate) struct $first { inside: $second }
        inside_each_other!($second $($rest)*);
    };
    ($last:ident) => {
        #[derive(StructuredOutput)]
        #[structured(profile = "llama.cpp")]
        #[expect(dead_code, reason = "only the schema is of interest")]
        pub(crate) struct $last { text: String }
    };
}

mod structs {
    use super::StructuredOutput;

    inside_each_other!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A1 B1 C1 D1 E1 F1 G1 H1 I1 J1 K1 L1 M1 N1);
}

/// Enums that hold each other in lists.
macro_rules! unions_inside_each_other {
    ($first:ident $second:ident $($rest:ident)*) => {
        #[derive(serde::Deserialize, StructuredOutput)]
        #[serde(untagged)]
        #[structured(profile = "llama.cpp")]
        #[expect(dead_code, reason = "only the schema is of interest")]
        pub(crate) enum $first { Number(i64), List(Vec<$second>) }
        unions_inside_each_other!($second $($rest)*);
    };
    ($last:ident) => {
        #[derive(serde::Deserialize, StructuredOutput)]
        #[structured(profile = "llama.cpp")]
        #[expect(dead_code, reason = "only the schema is of interest")]
        pub(crate) struct $last { text: String }
    };
}

mod unions {
    use super::StructuredOutput;

    unions_inside_each_other!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z);

    #[derive(StructuredOutput)]
    #[structured(profile = "llama.cpp")]
    #[expect(dead_code, reason = "only the schema is of interest")]
    pub(crate) struct Root {
        a: A,
    }
}

type EightLists<T> = Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<T>>>>>>>>;

#[derive(StructuredOutput)]
#[structured(profile = "llama.cpp")]
#[expect(dead_code, reason = "only the schema is of interest")]
struct DeepLists {
    lists: EightLists<EightLists<EightLists<EightLists<structs::N1>>>>,
}

/// The const interpreter fails if calls are nested too deep.
const DEEP: [u128; 3] = [outline_of(structs::A::NODE), outline_of(unions::Root::NODE), outline_of(DeepLists::NODE)];

#[test]
fn types_that_are_nested_deep_compile_and_have_no_outline() {
    assert_eq!(DEEP, [0; 3]);
    assert_same::<structs::Z>();
}

/// The bodies of a number to a base of which some power is near the modulus could cancel each other.
#[test]
fn two_changes_of_plain_types_do_not_cancel_each_other() {
    let scalars = ["\"string\"", "\"number\"", "\"boolean\"", "\"integer\""];
    let schemas = scalars.iter().flat_map(|scalar| {
        let list = format!(r#""items":{{"type":{scalar}}}"#);
        [
            format!(r#"{{"type":{scalar}}}"#),
            format!(r#"{{"type":[{scalar},"null"]}}"#),
            format!(r#"{{"type":"array",{list}}}"#),
            format!(r#"{{"type":["array","null"],{list}}}"#),
        ]
    });
    let with_bounds = [("-128", "127"), ("-32768", "32767"), ("-2147483648", "2147483647")].map(|(low, high)| {
        format!(r#"{{"type":["array","null"],"items":{{"type":"integer","minimum":{low},"maximum":{high}}}}}"#)
    });
    let schemas: Vec<String> = schemas.chain(with_bounds).collect();
    let mut outlines = std::collections::HashSet::new();
    for distance in 1..40 {
        outlines.clear();
        for first in &schemas {
            for last in &schemas {
                let mut properties = vec![first.as_str()];
                properties.resize(distance, &schemas[0]);
                properties.push(last);
                let names: Vec<String> = (0..properties.len()).map(|i| format!("\"p{i}\"")).collect();
                let members: Vec<String> = names.iter().zip(&properties).map(|(n, p)| format!("{n}:{p}")).collect();
                let (members, names) = (members.join(","), names.join(","));
                let schema = format!(
                    r#"{{"type":"object","properties":{{{members}}},"required":[{names}],"additionalProperties":false}}"#
                );
                let (_, outline) = file::read(&schema).unwrap();
                assert!(outline != 0 && outlines.insert(outline), "{schema}");
            }
        }
    }
}

/// A type that has the name of a type of the standard library.
mod shadowed {
    use structured_core::StructuredOutput;

    #[derive(StructuredOutput)]
    #[expect(dead_code, reason = "only the schema is of interest")]
    pub(crate) struct String {
        text: std::string::String,
    }

    #[derive(StructuredOutput)]
    #[expect(dead_code, reason = "only the schema is of interest")]
    pub(crate) struct Shadowed {
        name: String,
        other: i64,
    }
}

#[test]
fn a_type_with_the_name_of_another_is_not_taken_for_it() {
    let outline = outline_of(shadowed::Shadowed::NODE);
    let schema = json_schema::<shadowed::Shadowed>();
    let with_a_string = r#"{"type":"object","properties":{"name":{"type":"string"},"other":{"type":"integer"}},"required":["name","other"],"additionalProperties":false}"#;
    assert_ne!(file::read(schema).unwrap().1, 0);
    assert_ne!(file::read(with_a_string).unwrap().1, outline);
}

/// The tokens of a JSON text without white space.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => {
                let mut escaped = false;
                let end = rest.char_indices().skip(1).find(|(_, c)| {
                    let is_end = *c == '"' && !escaped;
                    escaped = *c == '\\' && !escaped;
                    is_end
                });
                end.expect("the string ends").0 + 1
            }
            '{' | '}' | '[' | ']' | ':' | ',' => 1,
            _ => rest.find(['{', '}', '[', ']', ':', ',']).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after;
    }
    tokens
}

/// The ranges of the members and elements at `start`, which is an opening bracket, without the commas.
fn items(tokens: &[&str], start: usize) -> Vec<std::ops::Range<usize>> {
    let (mut items, mut depth, mut from) = (Vec::new(), 0, start + 1);
    for (i, token) in tokens.iter().enumerate().skip(start + 1) {
        match *token {
            "{" | "[" => depth += 1,
            "}" | "]" if depth == 0 => {
                if from < i {
                    items.push(from..i);
                }
                return items;
            }
            "}" | "]" => depth -= 1,
            "," if depth == 0 => {
                items.push(from..i);
                from = i + 1;
            }
            _ => {}
        }
    }
    items
}

/// A text that differs from `schema` in one place or two: a character, a token, or a member.
fn changed(schema: &str, random: &mut Random) -> String {
    let tokens = tokens(schema);
    let pick = |random: &mut Random, of: &dyn Fn(&str) -> bool| {
        let places: Vec<usize> = (0..tokens.len()).filter(|i| of(tokens[*i])).collect();
        places[random.below(places.len())]
    };
    let is_text = |token: &str| token.starts_with('"');
    let mut new: Vec<&str> = tokens.clone();
    match random.below(6) {
        // Two texts change places, or one takes the place of the other.
        0 => {
            let (a, b) = (pick(random, &is_text), pick(random, &is_text));
            new.swap(a, b);
        }
        1 => {
            let (a, b) = (pick(random, &is_text), pick(random, &is_text));
            new[a] = tokens[b];
        }
        // Two members or elements change places, or one is left out or repeated.
        kind @ 2..=4 => {
            let items = items(&tokens, pick(random, &|token| token == "{" || token == "["));
            if items.is_empty() {
                return schema.to_owned();
            }
            let mut order: Vec<usize> = (0..items.len()).collect();
            let (a, b) = (random.below(items.len()), random.below(items.len()));
            match kind {
                2 => order.swap(a, b),
                3 => drop(order.remove(a)),
                _ => order.insert(a, b),
            }
            let moved: Vec<String> = order.iter().map(|i| tokens[items[*i].clone()].concat()).collect();
            let (start, end) = (items[0].start, items[items.len() - 1].end);
            return [tokens[..start].concat(), moved.join(","), tokens[end..].concat()].concat();
        }
        // A character changes, or is left out.
        _ => {
            let mut characters: Vec<char> = schema.chars().collect();
            let place = random.below(characters.len());
            if random.below(2) == 0 {
                characters[place] = ['a', 'b', ' ', '1', '\\', 'n', '"'][random.below(7)];
            } else {
                characters.remove(place);
            }
            return characters.into_iter().collect();
        }
    }
    new.concat()
}

#[test]
fn a_file_that_says_something_else_has_another_outline() {
    let mut random = Random(0x5eed_0f0a_0771_1e56);
    let (mut others, mut same) = (0, 0);
    for (schema, outline) in outlined() {
        for _ in 0..400 {
            let mut text = changed(schema, &mut random);
            if random.below(3) == 0 {
                text = match file::read(&text) {
                    Some((canonical, _)) if canonical != schema => changed(&canonical, &mut random),
                    _ => text,
                };
            }
            let Some((canonical, of_file)) = file::read(&text) else { continue };
            if canonical == schema {
                assert!(of_file == outline || of_file == 0, "{text}");
                same += 1;
            } else {
                assert_ne!(of_file, outline, "{schema}\n{text}");
                others += usize::from(of_file != 0);
            }
        }
    }
    assert!(others > 2_000 && same > 2_000, "{others} others, {same} that say the same");
}
