//! `structured_lint::strictify` leaves the layout of a document alone: what did not change stands there byte for byte.

use std::fs;
use std::path::Path;

use structured_core::profile::{OPENAI, OPENAI_2024_08};
use structured_lint::{Document, Strictified};

/// Mends `before` for today's profile and holds the text against `after`.
#[track_caller]
fn becomes(before: &str, after: &str) {
    let strict = structured_lint::strictify(before, &OPENAI);
    assert_eq!(strict.text, after, "{:#?}", strict.changes);
}

#[test]
fn a_change_on_one_line_stays_on_it() {
    becomes(
        r#"{
    "type": "object",
    "properties": {
        "a": { "const": "x" },
        "b":   {"type" : "string"}
    },
    "required": [ "a", "b" ], "additionalProperties": false
}
"#,
        r#"{
    "type": "object",
    "properties": {
        "a": { "const": "x", "type": "string" },
        "b":   {"type" : "string"}
    },
    "required": [ "a", "b" ], "additionalProperties": false
}
"#,
    );
}

#[test]
fn tabs_windows_lines_and_a_missing_final_newline_stay() {
    becomes(
        "{\r\n\t\"type\": \"object\",\r\n\t\"properties\": {\r\n\t\t\"a\": {\r\n\t\t\t\"type\": \"string\"\r\n\t\t}\r\n\t},\r\n\t\"required\": [\r\n\t\t\"a\"\r\n\t]\r\n}",
        "{\r\n\t\"type\": \"object\",\r\n\t\"properties\": {\r\n\t\t\"a\": {\r\n\t\t\t\"type\": \"string\"\r\n\t\t}\r\n\t},\r\n\t\"required\": [\r\n\t\t\"a\"\r\n\t],\r\n\t\"additionalProperties\": false\r\n}",
    );
}

#[test]
fn a_minified_document_stays_minified_and_a_single_line_a_single_line() {
    becomes(
        r#"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}"#,
        r#"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}"#,
    );
    becomes(
        r#"{"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}"#,
        r#"{"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": false}"#,
    );
}

#[test]
fn names_and_values_keep_their_spelling_and_the_rest_of_a_body_its_layout() {
    let body = r#"{ "messages" : [ {"role":"user",
   "content":"\u0041 \/ é"} ], "model": "m", "temperature": 1e0,
  "tools": [{"type": "function", "function": {"name": "f", "strict": true, "parameters": {"type": "object", "properties":
    {"\u0061": {"type": "number", "minimum": 1.50}}, "required": ["\u0061"]}}}]
}"#;
    let strict = structured_lint::strictify(body, &OPENAI);
    for kept in [
        "[ {\"role\":\"user\",\n   \"content\":\"\\u0041 \\/ é\"} ]",
        "1e0",
        r#"{"\u0061": {"type": "number", "minimum": 1.50}}"#,
        r#"["\u0061"]"#,
    ] {
        assert!(strict.text.contains(kept), "{kept}\n{}", strict.text);
    }
}

#[test]
fn what_moves_into_another_place_is_indented_as_that_place_is() {
    becomes(
        r#"{
  "type": "object",
  "properties": {
    "a": {
      "allOf": [
        {
          "type": "object",
          "properties": {
            "x": {
              "type": "string"
            }
          },
          "required": ["x"],
          "additionalProperties": false
        }
      ]
    }
  },
  "required": ["a"],
  "additionalProperties": false
}"#,
        r#"{
  "type": "object",
  "properties": {
    "a": {
      "type": "object",
      "properties": {
        "x": {
          "type": "string"
        }
      },
      "required": ["x"],
      "additionalProperties": false
    }
  },
  "required": ["a"],
  "additionalProperties": false
}"#,
    );
}

#[test]
fn a_value_in_memory_has_no_layout_and_is_printed_pretty() {
    let value = serde_json::json!({"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]});
    let strict = structured_lint::strictify(&value, &OPENAI);
    assert!(strict.text.starts_with("{\n  \""), "{}", strict.text);
    assert!(strict.text.ends_with("}\n"), "{}", strict.text);
}

/// The same document in several layouts.
fn layouts(text: &str) -> [String; 5] {
    let root = Document::read(text).unwrap().root;
    let pretty = root.to_pretty();
    let tabs: Vec<String> = pretty
        .lines()
        .map(|line| {
            let text = line.trim_start();
            "\t".repeat((line.len() - text.len()) / 2) + text
        })
        .collect();
    let one_line = pretty.lines().map(str::trim_start).collect::<Vec<_>>().join(" ");
    [text.to_owned(), root.to_minified(), tabs.join("\r\n"), one_line, pretty]
}

#[test]
fn whatever_the_layout_the_text_is_the_mended_document() {
    let mut changed = 0;
    for folder in ["valid", "invalid"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/schemas").join(folder);
        for entry in fs::read_dir(folder).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            let layouts = layouts(&text);
            for profile in [&OPENAI_2024_08, &OPENAI] {
                let mended: Vec<Strictified> =
                    layouts.iter().map(|layout| structured_lint::strictify(layout, profile)).collect();
                for (layout, strict) in layouts.iter().zip(&mended) {
                    assert_eq!(strict.changes, mended[0].changes, "{layout}");
                    assert!(
                        Document::read(&strict.text).unwrap().root == *strict.document.as_ref().unwrap(),
                        "{layout}"
                    );
                    assert_eq!(strict.text.contains('\n'), layout.contains('\n'), "{layout}");
                }
                let pretty = &mended[mended.len() - 1];
                if !pretty.changes.is_empty() {
                    changed += 1;
                    // In the layout of `to_pretty`, the text is what `to_pretty` makes of it.
                    assert_eq!(pretty.text, pretty.document.as_ref().unwrap().to_pretty());
                }
            }
        }
    }
    assert!(changed > 30, "{changed} schemas were mended");
}
