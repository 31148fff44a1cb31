//! Broken and hostile input: the linter and the fixer end, without a panic, and say the same as other readers.

use std::fs;
use std::path::Path;

use structured_core::profile::{LLAMA_CPP, OPENAI, Profile};
use structured_lint::{Document, Rule, Severity};
use structured_tests::Random;

use crate::linear::{TIMES, assert_linear};

fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/schemas");
    let mut texts = Vec::new();
    for kind in ["valid", "invalid"] {
        for entry in fs::read_dir(folder.join(kind)).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            if text.len() < 4_000 {
                // Without the indentation, so that a changed byte mostly changes something.
                let value: serde_json::Value = serde_json::from_str(&text).unwrap();
                texts.push(value.to_string());
            }
        }
    }
    texts.sort();
    texts
}

/// Pieces that turn a schema into another one, or into none.
const PIECES: &[&str] = &[
    "",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\\ud83d",
    "null",
    "true",
    "-0.5e3",
    "01",
    "1.",
    "\"$ref\":\"#\",",
    "\"oneOf\":",
    "\"allOf\":[{}],",
    "\"type\":\"object\",",
    "\"enum\":[null,1,\"x\"],",
    "\"const\":{},",
    "\"properties\":",
    "\"items\":{\"$ref\":\"#/$defs/a\"},",
    "\"$defs\":{\"a\":{\"$ref\":\"#/$defs/a\"}},",
    "\"anyOf\":[],",
    "\"required\":7,",
    "é",
    "\u{0}",
    " ",
];

fn mutated(text: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(3) {
        let boundary = |at: usize| (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap();
        let start = boundary(random.below(text.len() + 1));
        let end = boundary((start + random.below(12)).min(text.len()));
        let piece = PIECES[random.below(PIECES.len())];
        text = format!("{}{piece}{}", &text[..start], &text[end..]);
    }
    text
}

#[test]
fn mutated_schemas_are_read_as_serde_json_reads_them() {
    let mut random = Random(1);
    let mut valid = 0;
    for text in texts() {
        for _ in 0..300 {
            let text = mutated(&text, &mut random);
            let document = Document::read(&text);
            let value = serde_json::from_str::<serde_json::Value>(&text);
            assert_eq!(document.is_ok(), value.is_ok(), "{text}");
            if let (Ok(document), Ok(value)) = (document, value) {
                valid += 1;
                let again: serde_json::Value = serde_json::from_str(&document.root.to_pretty()).unwrap();
                assert_eq!(again, value, "{text}");
                assert_eq!(
                    document.root.to_minified(),
                    Document::read(&document.root.to_pretty()).unwrap().root.to_minified()
                );
            }
        }
    }
    assert!(valid > 1_000, "{valid} mutated schemas were JSON");
}

#[test]
fn mending_never_panics_never_breaks_and_is_done_at_once() {
    let mut random = Random(2);
    for text in texts() {
        for _ in 0..150 {
            let text = mutated(&text, &mut random);
            for profile in Profile::ALL {
                let before = structured_lint::check(&text, profile);
                let strict = structured_lint::strictify(&text, profile);
                let again = structured_lint::strictify(&strict.text, profile);
                assert_eq!(again.changes, [], "{text}\n{}", strict.text);
                if let Some(document) = &strict.document {
                    assert!(Document::read(&strict.text).unwrap().root == *document, "{text}\n{}", strict.text);
                }
                let is_clean = before.iter().all(|violation| violation.severity == Severity::Warning);
                assert!(
                    !before.is_empty() || strict.changes.is_empty(),
                    "{}: {text}\n{:#?}",
                    profile.name,
                    strict.changes
                );
                let stays_clean = strict.left.iter().all(|violation| violation.severity == Severity::Warning);
                assert!(!is_clean || stays_clean, "{}: {text}\n{:#?}", profile.name, strict.left);
            }
        }
    }
}

#[test]
fn depth_is_limited_and_not_the_stack() {
    let deep = |levels: usize| format!("{}1{}", r#"{"items":"#.repeat(levels), "}".repeat(levels));
    assert!(Document::read(&deep(256)).is_ok());
    let malformed = Document::read(&deep(257)).unwrap_err();
    assert!(malformed.too_deep);
    assert!(structured_lint::check(&deep(100_000), &OPENAI)[0].message.contains("more than 256 levels deep"));
    let mut value = serde_json::Value::Null;
    for _ in 0..300 {
        value = serde_json::json!([value]);
    }
    assert!(structured_lint::check(&value, &OPENAI)[0].message.contains("more than 256 levels deep"));
}

#[test]
fn a_cycle_of_references_is_walked_once() {
    let mut definitions: Vec<String> = (0..200)
        .map(|index| {
            format!(
                r##""d{index}":{{"anyOf":[{{"$ref":"#/$defs/d{}"}},{{"$ref":"#/$defs/d{}"}}]}}"##,
                (index + 1) % 200,
                (index + 7) % 200
            )
        })
        .collect();
    definitions.push(r##""loop":{"$ref":"#/$defs/loop"}"##.into());
    let schema = format!(
        r##"{{"type":"object","properties":{{"p":{{"$ref":"#/$defs/d0"}}}},"required":["p"],"additionalProperties":false,"$defs":{{{}}}}}"##,
        definitions.join(",")
    );
    let violations = structured_lint::check(&schema, &OPENAI);
    assert!(violations.iter().all(|violation| violation.rule == Rule::ReferenceCycle), "{violations:#?}");
    assert_eq!(violations.len(), 201);
}

#[test]
fn many_findings_in_one_long_line_are_no_quadratic_work() {
    let schema = |count: usize| {
        let properties: Vec<String> = (0..count).map(|index| format!(r#""p{index}":{{}}"#)).collect();
        format!(r#"{{"type":"object","properties":{{{}}}}}"#, properties.join(","))
    };
    let violations = structured_lint::check(&schema(2_000), &OPENAI);
    assert!(violations.len() > 2_000);
    assert!(violations.iter().all(|violation| violation.position.is_some()));
    is_linear(&[OPENAI], schema);
}

/// Checks, counts what mending leaves, and mends schemas of two sizes.
#[track_caller]
fn is_linear(profiles: &[Profile], schema: impl Fn(usize) -> String) {
    const SMALL: usize = 150;
    let (small, large) = (schema(SMALL), schema(SMALL * TIMES));
    for profile in profiles {
        assert_linear(profile.name, &small, &large, |schema| {
            let violations = structured_lint::check(schema, profile);
            let left = structured_lint::count_unfixable(schema, profile);
            let strict = structured_lint::strictify(schema, profile);
            assert!(left <= violations.len(), "{left} of {}", violations.len());
            assert!(Document::read(&strict.text).is_ok());
        });
    }
}

#[test]
fn many_optional_properties_are_no_quadratic_work() {
    let properties =
        |count: usize| (0..count).map(|index| format!(r#""p{index}":{{"type":"string"}}"#)).collect::<Vec<_>>();
    let object = |properties: &str| format!(r#"{{"type":"object","properties":{{{properties}}},"required":["p0"]}}"#);
    is_linear(&[OPENAI], |count| object(&properties(count).join(",")));
    is_linear(&[OPENAI], |count| object(&properties(count).join(",")).replacen('{', "{\n", 1));
    is_linear(&[OPENAI], |count| object(&properties(count).join(",\n")));
    is_linear(&[LLAMA_CPP], |count| {
        object(&properties(count).join(",")).replace(r#""required":["p0"]"#, r#""required":["p0","p0"]"#)
    });
}

#[test]
fn many_merged_or_required_properties_are_no_quadratic_work() {
    let half = |letter: char, count: usize| {
        let names: Vec<String> = (0..count).map(|index| format!("\"{letter}{index}\"")).collect();
        let properties: Vec<String> = names.iter().map(|name| format!(r#"{name}:{{"type":"string"}}"#)).collect();
        format!(r#"{{"type":"object","properties":{{{}}},"required":[{}]}}"#, properties.join(","), names.join(","))
    };
    is_linear(&[OPENAI, LLAMA_CPP], |count| {
        let (a, b) = (half('a', count), half('b', count));
        format!(r#"{{"type":"object","properties":{{"p":{{"allOf":[{a},{b}]}}}},"required":["p"]}}"#)
    });
    is_linear(&[LLAMA_CPP], |count| half('a', count));
}

#[test]
fn chains_and_rings_of_references_are_walked_once() {
    let root = |definitions: &[String]| {
        format!(
            r##"{{"type":"object","properties":{{"p":{{"$ref":"#/$defs/D0"}}}},"required":["p"],"additionalProperties":false,"$defs":{{{}}}}}"##,
            definitions.join(",")
        )
    };
    is_linear(Profile::ALL, |count| {
        let mut chain: Vec<String> =
            (0..count).map(|index| format!(r##""D{index}":{{"$ref":"#/$defs/D{}"}}"##, index + 1)).collect();
        let branches: Vec<String> = (0..count).map(|index| format!(r##"{{"$ref":"#/$defs/D{index}"}}"##)).collect();
        chain.push(format!(
            r#""D{count}":{{"type":"object","properties":{{}},"required":[],"additionalProperties":false}}"#
        ));
        chain.push(format!(r#""Any":{{"anyOf":[{}]}}"#, branches.join(",")));
        root(&chain)
    });
    let ring = |count: usize| {
        let next = |index: usize| (index + 1) % count;
        let definitions: Vec<String> = (0..count)
            .map(|index| {
                format!(r##""D{index}":{{"anyOf":[{{"$ref":"#/$defs/D{}"}},{{"type":"null"}}]}}"##, next(index))
            })
            .collect();
        root(&definitions)
    };
    is_linear(Profile::ALL, ring);
    let circular = structured_lint::check(&ring(2_000), &OPENAI);
    assert_eq!(circular.iter().filter(|violation| violation.rule == Rule::ReferenceCycle).count(), 2_000);
    is_linear(Profile::ALL, |count| {
        let lost: Vec<String> =
            (0..count).map(|index| format!(r##""D{index}":{{"$ref":"#/$defs/X%2{index}"}}"##)).collect();
        root(&lost)
    });
}

#[test]
fn a_long_line_of_nested_objects_is_broken_once_a_level() {
    is_linear(Profile::ALL, |count| {
        let levels = count / 50;
        let nested = format!(
            "{}{{\"type\":\"string\"}}{}",
            r#"{"type":"object","properties":{"p":"#.repeat(levels),
            "}}".repeat(levels)
        );
        format!("{{\"type\":\"object\",\n\"properties\":{{\"p\":{nested}}}}}")
    });
}
