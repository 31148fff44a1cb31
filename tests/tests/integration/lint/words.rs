//! What the linter says of a place: no more than is true of it, and a way out that leads on.

use structured_core::profile::{OPENAI, Profile};
use structured_lint::{Rule, Severity, Violation};

/// `schema` as the only property of a strict object.
fn object(schema: &str) -> String {
    format!(r#"{{"type":"object","properties":{{"p":{schema}}},"required":["p"],"additionalProperties":false}}"#)
}

/// Each violation as `rule pointer`.
fn found(schema: &str, profile: &Profile) -> Vec<String> {
    let violations = structured_lint::check(schema, profile);
    violations.iter().map(|violation| format!("{} {}", violation.rule.name(), violation.pointer)).collect()
}

#[test]
fn an_annotation_of_json_schema_is_not_called_unknown_to_it() {
    for (keyword, words) in [
        ("deprecated", "`deprecated` is not a keyword that the API knows: "),
        ("$comment", "`$comment` is not a keyword that the API knows: "),
        ("x-order", "`x-order` is not a keyword of JSON Schema: "),
    ] {
        let violations = structured_lint::check(&object(&format!(r#"{{"type":"string","{keyword}":1}}"#)), &OPENAI);
        assert!(violations[0].message.starts_with(words), "{}", violations[0].message);
        assert_eq!((violations.len(), violations[0].severity), (1, Severity::Warning));
    }
}

#[test]
fn a_reference_to_nothing_is_told_so() {
    for (target, nothing) in [("#/definitions/none", true), ("#/$defs/none", true), ("#/properties/p", false)] {
        let violations = structured_lint::check(&object(&format!(r#"{{"$ref":"{target}"}}"#)), &OPENAI);
        assert_eq!(violations[0].rule, Rule::ReferenceTarget);
        let told = format!("there is nothing at `{target}`; ");
        assert_eq!(violations[0].help.starts_with(&told), nothing, "{}", violations[0].help);
    }
}

#[test]
fn a_map_is_extra_in_required_only_if_it_stands_there() {
    let schema = |required: &str| {
        format!(
            r#"{{"type":"object","properties":{{"a":{{"type":"object","additionalProperties":{{"type":"string"}}}}}},"required":[{required}],"additionalProperties":false}}"#
        )
    };
    assert_eq!(found(&schema(r#""a""#), &OPENAI), ["missing-properties "]);
    assert!(
        structured_lint::check(&schema(r#""a""#), &OPENAI)[0].message.ends_with("Extra required key 'a' supplied.")
    );
    assert_eq!(found(&schema(""), &OPENAI), ["optional-property ", "missing-properties /properties/a"]);
    let messages = structured_lint::check(&schema(""), &OPENAI);
    assert!(messages.iter().all(|violation| !violation.message.contains("Extra")), "{messages:#?}");
}

#[test]
fn a_document_without_a_schema_is_told_so() {
    for document in [
        r#"{"model":"m","messages":[]}"#,
        r#"{"model":"m","messages":[],"response_format":{"type":"json_object"}}"#,
        r#"{"type":"function","name":"n"}"#,
    ] {
        for profile in Profile::ALL {
            assert_eq!(found(document, profile), ["no-schema "], "{document}");
        }
    }
}

#[test]
fn json_that_is_no_schema_is_not_called_a_broken_one() {
    for document in [
        r#"{"name":"app","version":"1.0.0","type":"module","dependencies":{"x":"^1"}}"#,
        r#"{"compilerOptions":{"strict":true},"include":["src"]}"#,
        r#"{"name":"f","description":"d","input_schema":7}"#,
        r#"{"type":"json_object"}"#,
    ] {
        for profile in Profile::ALL {
            assert_eq!(found(document, profile), ["no-schema "], "{document}");
        }
    }
    for schema in
        [r#"{"type":"string"}"#, r#"{"type":[]}"#, r#"{"enum":[1]}"#, r#"{"$schema":"s"}"#, "{}", "[]", "[{}]"]
    {
        assert!(!found(schema, &OPENAI).contains(&"no-schema ".to_owned()), "{schema}");
    }
}

#[test]
fn a_list_of_tools_is_checked_as_the_one_of_a_request() {
    let tools =
        r#"[{"type":"web_search"},{"type":"function","name":"n","strict":true,"parameters":{"type":"object"}}]"#;
    assert_eq!(found(tools, &OPENAI), ["missing-properties /1/parameters"]);
    let unnamed = r#"[{"type":"function","strict":true}]"#;
    assert_eq!(structured_lint::check(unnamed, &OPENAI)[0].message, "Missing required parameter: 'tools[0].name'.");
}

#[test]
fn what_is_wrong_with_a_text_that_is_no_json_is_said_with_its_own_way_out() {
    for (text, what, mend) in [
        ("", "expected a JSON value, but the text is empty", "write one JSON value"),
        (r#"{"type": "object","#, "but the file ends here", "write the rest of the file"),
        ("{\"a\u{1b}\": 1}", "a string must not contain the control character U+001B", r"write `\u001b`, or end"),
        ("{\"a\n", "the control character U+000A", r"write `\n`, or end the string"),
        (r#"{"a" 1}"#, "expected `:` after the property name, found `1`", "correct this place"),
        (r#"["a"#, "this string does not end", "close it"),
        ("{} {}", "expected the end of the file", "write one JSON value, and nothing after it"),
        ("'", "expected a JSON value, found `'`", "write one JSON value"),
        ("[\u{1}]", r"expected a JSON value, found `\u{1}`", "correct this place"),
        ("[01]", "a number does not start with `0`", "remove the `0`"),
    ] {
        let violations = structured_lint::check(text, &OPENAI);
        let [Violation { rule: Rule::Json, message, help: way_out, .. }] = violations.as_slice() else {
            panic!("{text}: {violations:#?}");
        };
        assert!(message.contains(what) && way_out.starts_with(mend), "{text}: {message}: {way_out}");
    }
}
