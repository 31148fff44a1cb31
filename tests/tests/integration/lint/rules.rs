//! The linter's rules, one by one: what is reported, where, and what is not.

use structured_core::profile::{LLAMA_CPP, OPENAI, OPENAI_2024_08, Profile};
use structured_lint::{Document, Rule, Severity, Violation};

use crate::linear::{TIMES, assert_linear};

/// `properties` as a strict object.
pub(super) fn object(properties: &str) -> String {
    let document = Document::read(&format!("{{{properties}}}")).unwrap();
    let names: Vec<String> =
        document.root.members().unwrap().iter().map(|member| format!("{:?}", member.name)).collect();
    let names = names.join(",");
    format!(r#"{{"type":"object","properties":{{{properties}}},"required":[{names}],"additionalProperties":false}}"#)
}

/// Each violation as `rule pointer`.
pub(super) fn found(schema: &str, profile: &Profile) -> Vec<String> {
    structured_lint::check(schema, profile).iter().map(line).collect()
}

pub(super) fn line(violation: &Violation) -> String {
    let mark = if violation.severity == Severity::Warning { "?" } else { "" };
    format!("{mark}{} {}", violation.rule.name(), violation.pointer)
}

#[track_caller]
fn finds(property: &str, expected: &[&str]) {
    assert_eq!(found(&object(&format!("\"p\":{property}")), &OPENAI), expected, "{property}");
}

#[test]
fn all_violations_are_reported_at_once() {
    let schema = r##"{
        "type": "object",
        "properties": {
            "a": {"oneOf": [{"type": "string", "uniqueItems": true}, {"type": "object", "properties": {"x": {}}}]},
            "b": {"$ref": "#/$defs/Missing", "title": "B"},
            "c": {"type": "array"}
        },
        "required": ["a", "z"]
    }"##;
    let expected = [
        "open-object ",
        "optional-property ",
        "unknown-required ",
        "keyword /properties/a",
        "keyword /properties/a/oneOf/0",
        "open-object /properties/a/oneOf/1",
        "optional-property /properties/a/oneOf/1",
        "missing-type /properties/a/oneOf/1/properties/x",
        "reference-siblings /properties/b",
        "reference-target /properties/b",
        "missing-items /properties/c",
    ];
    assert_eq!(found(schema, &OPENAI), expected);
}

#[test]
fn a_refused_root_is_looked_into_as_any_other() {
    let array = r#"{"type":"array","items":{"type":"object","properties":{"a":{"oneOf":[{"type":"string"}]}},"additionalProperties":false}}"#;
    assert_eq!(found(array, &OPENAI), ["root-type ", "optional-property /items", "keyword /items/properties/a"]);
    let untyped = r#"{"properties":{"a":{"type":"array"}},"required":["a"]}"#;
    assert_eq!(found(untyped, &OPENAI), ["root-type ", "open-object ", "missing-items /properties/a"]);
    let union = r#"{"anyOf":[{"type":"object","properties":{"a":{}},"required":["a"],"additionalProperties":false}]}"#;
    assert_eq!(found(union, &OPENAI), ["root-type ", "missing-type /anyOf/0/properties/a"]);
    let reference = r##"{"$ref":"#/$defs/A","$defs":{"A":{"type":"object","properties":{}}}}"##;
    assert_eq!(found(reference, &OPENAI), ["root-type ", "open-object /$defs/A"]);
    let enumerated = object(r#""a":{"not":{}}"#).replace("\"type\":\"object\"", r#""type":"object","enum":["x"]"#);
    assert_eq!(found(&enumerated, &OPENAI), ["root-union ", "keyword /properties/a"]);
    assert_eq!(found("[]", &OPENAI), ["not-a-schema "]);
}

#[test]
fn an_object_that_is_a_union_is_no_map() {
    let branch = object(r#""x":{"type":"string"}"#);
    for keyword in ["oneOf", "allOf"] {
        let schema = format!(r#"{{"type":"object","{keyword}":[{branch}]}}"#);
        let violations = structured_lint::check(&object(&format!("\"p\":{schema}")), &OPENAI);
        assert_eq!(violations.iter().map(line).collect::<Vec<_>>(), ["keyword /properties/p"]);
        assert!(violations[0].message.ends_with(&format!("'{keyword}' is not permitted.")));
    }
    let violations =
        structured_lint::check(&object(&format!(r#""p":{{"type":"object","anyOf":[{branch}]}}"#)), &OPENAI);
    assert_eq!(violations.iter().map(line).collect::<Vec<_>>(), ["missing-properties /properties/p"]);
    assert_eq!(violations[0].help, "leave `type` out: each branch of `anyOf` has its own");
}

#[test]
fn places_are_those_of_the_text() {
    let schema = "{\n  \"type\": \"object\",\n  \"properties\": {\"größe\": {\"type\": \"string\", \"not\": {}}},\n  \"required\": [\"größe\"],\n  \"additionalProperties\": false\n}";
    let violations = structured_lint::check(schema, &OPENAI);
    let [violation] = violations.as_slice() else { panic!("{violations:?}") };
    let position = violation.position.unwrap();
    assert_eq!((position.line, position.column), (3, 46));
    assert_eq!(&schema[position.span.start..position.span.end], "\"not\"");
    assert_eq!(violation.pointer, "/properties/größe");
    let value: serde_json::Value = serde_json::from_str(schema).unwrap();
    let of_value = structured_lint::check(&value, &OPENAI);
    assert_eq!(of_value.len(), 1);
    assert_eq!((&of_value[0].message, of_value[0].position), (&violation.message, None));
}

#[test]
fn a_mark_of_byte_order_is_no_column() {
    for text in ["{\"a\" 1}", "{\"type\": \"objekt\"}"] {
        let column = |text: &str| {
            let position = structured_lint::check(text, &OPENAI)[0].position.unwrap();
            (position.line, position.column)
        };
        assert_eq!(column(&format!("\u{feff}{text}")), column(text));
    }
}

#[test]
fn every_schema_says_its_type() {
    finds("{}", &["missing-type /properties/p"]);
    finds(r#"{"const": 1}"#, &["missing-type /properties/p"]);
    finds(r#"{"type": "text"}"#, &["not-a-schema /properties/p"]);
    finds(r#"{"type": []}"#, &["not-a-schema /properties/p"]);
    finds(r#"{"type": ["string", "string"]}"#, &["not-a-schema /properties/p"]);
    finds("true", &["not-a-schema /properties/p"]);
    finds(r#"{"type": ["string", "null"], "enum": ["a", null]}"#, &[]);
}

#[test]
fn enum_values_are_of_their_type_and_have_no_quotes() {
    finds(r#"{"type": "integer", "enum": [1, 2.5, "3"]}"#, &["enum-value /properties/p", "enum-value /properties/p"]);
    finds(r#"{"type": "integer", "enum": [1.0, 2e1, -0.0, 10e-1]}"#, &[]);
    finds(r#"{"type": "integer", "enum": [1e-1]}"#, &["enum-value /properties/p"]);
    finds(r#"{"type": "string", "const": "a", "enum": ["b", "c"]}"#, &["unsatisfiable /properties/p"]);
    finds(r#"{"type": "string", "enum": []}"#, &["not-a-schema /properties/p"]);
    finds(r#"{"type": "string", "const": "a\"b"}"#, &["literal /properties/p"]);
    finds(r#"{"type": "string", "pattern": "^[a-z]+$", "enum": ["a", "A"]}"#, &["enum-value /properties/p"]);
    finds(r#"{"type": "string", "pattern": "\\p{Weird}", "enum": ["a"]}"#, &["pattern /properties/p"]);
    finds(r#"{"type": "integer", "minimum": 2, "enum": [1, 2]}"#, &["enum-value /properties/p"]);
    finds(r#"{"type": "number", "multipleOf": 0.1, "enum": [0.3, 0.35]}"#, &["enum-value /properties/p"]);
    finds(r#"{"type": "string", "const": "aé", "maxLength": 2}"#, &["?disputed-keyword /properties/p"]);
    let violations =
        structured_lint::check(&object(r#""p":{"type":"string","pattern":"^[a-z]+$","enum":["A"]}"#), &OPENAI);
    let expected = "context=('properties', 'p'), enum value A does not validate against {'type': 'string', 'pattern': '^[a-z]+$'}.";
    assert!(violations[0].message.ends_with(expected), "{violations:#?}");
    let violations = structured_lint::check(&object(r#""p":{"type":"object","enum":["string"]}"#), &OPENAI);
    assert!(
        violations.iter().any(|violation| violation
            .message
            .ends_with("context=('properties', 'p'), enum value string does not validate against {'type': 'object'}.")),
        "{violations:#?}"
    );
}

#[test]
fn references_lead_to_definitions_or_to_the_root() {
    finds(r##"{"type": "array", "items": {"$ref": "#"}}"##, &[]);
    finds(r##"{"$ref": "#/properties/p"}"##, &["reference-target /properties/p"]);
    finds(r#"{"$ref": "other.json#/$defs/A"}"#, &["reference-target /properties/p"]);
    finds(r#"{"$ref": 1}"#, &["reference-target /properties/p"]);
    let looping = r##"{"type":"object","properties":{"p":{"$ref":"#/$defs/A"}},"required":["p"],"additionalProperties":false,
        "$defs":{"A":{"$ref":"#/$defs/B"},"B":{"$ref":"#/$defs/A"},"C~/":{"type":"string"},"D":{"$ref":"#/$defs/C~0~1"}}}"##;
    assert_eq!(found(looping, &OPENAI), ["reference-cycle /$defs/A", "reference-cycle /$defs/B"]);
}

#[test]
fn references_may_be_percent_encoded() {
    let schema = |target: &str| {
        let root = object(&format!(r##""p":{{"$ref":"#/$defs/{target}"}}"##));
        format!(
            r#"{},"$defs":{{"größe x":{{"type":"string"}},"50%":{{"type":"string"}}}}}}"#,
            root.strip_suffix('}').unwrap()
        )
    };
    for target in ["größe x", "gr%C3%B6%C3%9Fe%20x", "50%", "50%25"] {
        assert_eq!(found(&schema(target), &OPENAI), Vec::<String>::new(), "{target}");
    }
    for target in ["gr%C3x", "%", "%2", "%zz", "50%2525"] {
        assert_eq!(found(&schema(target), &OPENAI), ["reference-target /properties/p"], "{target}");
    }
}

#[test]
fn a_definition_is_no_branch_of_itself() {
    let schema = r##"{"type":"object","properties":{"p":{"$ref":"#/$defs/A"}},"required":["p"],"additionalProperties":false,
        "$defs":{"A":{"anyOf":[{"type":"string"},{"$ref":"#/$defs/B"}]},"B":{"anyOf":[{"$ref":"#/$defs/A"},{"type":"integer"}]},
        "C":{"anyOf":[{"type":"string"},{"type":"array","items":{"$ref":"#/$defs/C"}}]}}}"##;
    assert_eq!(found(schema, &OPENAI), ["reference-cycle /$defs/A", "reference-cycle /$defs/B"]);
    let mend = &structured_lint::check(schema, &OPENAI)[0].help;
    assert_eq!(mend, "`A` is a branch of itself; remove that branch");
}

#[test]
fn a_finite_document_satisfies_the_schema() {
    // `definitions` of objects, each with one property.
    let schema = |definitions: &[(&str, &str)]| {
        let definitions: Vec<String> =
            definitions.iter().map(|(name, property)| format!("\"{name}\":{}", object(property))).collect();
        let root = object(r##""p":{"$ref":"#/$defs/A"}"##);
        format!("{},\"$defs\":{{{}}}}}", root.strip_suffix('}').unwrap(), definitions.join(","))
    };
    let circle = schema(&[
        ("A", r##""b":{"$ref":"#/$defs/B"}"##),
        ("B", r##""a":{"anyOf":[{"$ref":"#/$defs/A"},{"type":"array","items":{"$ref":"#/$defs/B"},"minItems":1}]}"##),
        ("C", r##""a":{"$ref":"#/$defs/A"}"##),
    ]);
    assert_eq!(found(&circle, &OPENAI), ["unsatisfiable /$defs/A"]);
    let violation = &structured_lint::check(&circle, &OPENAI)[0];
    assert_eq!(violation.message, "every value of `A` contains another one, so no finite JSON exists for it");
    assert_eq!(violation.help, "let a property of the circle take `null`, or make it an array: `A` → `B` → `A`");
    assert_eq!(&circle[violation.position.unwrap().span.start..][..3], "\"A\"");
    for end in [
        r##"{"anyOf":[{"$ref":"#/$defs/A"},{"type":"null"}]}"##,
        r##"{"type":"array","items":{"$ref":"#/$defs/A"}}"##,
        r##"{"anyOf":[{"$ref":"#/$defs/A"},{"$ref":"#/$defs/C"}]}"##,
    ] {
        let schema = schema(&[
            ("A", r##""b":{"$ref":"#/$defs/B"}"##),
            ("B", &format!("\"a\":{end}")),
            ("C", r#""x":{"type":"string"}"#),
        ]);
        assert_eq!(found(&schema, &OPENAI), Vec::<String>::new(), "{end}");
    }
    assert_eq!(found(&object(r##""next":{"$ref":"#"}"##), &OPENAI), ["unsatisfiable "]);
    // Servers that are not strict require what `required` lists.
    let optional = r##"{"type":"object","properties":{"next":{"$ref":"#"}}}"##;
    assert_eq!(found(optional, &LLAMA_CPP).iter().filter(|line| line.starts_with("unsat")).count(), 0);
}

#[test]
fn a_long_chain_of_definitions_is_followed_in_linear_time() {
    let schema = |count: usize| {
        let mut definitions: Vec<String> = (0..count)
            .map(|index| {
                let next = (index + 7919) % count;
                format!("\"D{index}\":{}", object(&format!(r##""x":{{"$ref":"#/$defs/D{next}"}}"##)))
            })
            .collect();
        definitions.push(r#""End":{"type":"string"}"#.into());
        let root = object(r##""p":{"$ref":"#/$defs/D0"}"##);
        format!("{},\"$defs\":{{{}}}}}", root.strip_suffix('}').unwrap(), definitions.join(","))
    };
    assert_linear("a chain", &schema(250), &schema(250 * TIMES), |schema| {
        let unsatisfiable = found(schema, &LLAMA_CPP).into_iter().filter(|line| line.starts_with("unsat")).count();
        assert_eq!(unsatisfiable, 1);
    });
}

#[test]
fn bounds_leave_room_and_have_values_of_their_kind() {
    finds(r#"{"type": "integer", "minimum": 5, "maximum": 5}"#, &[]);
    finds(r#"{"type": "integer", "minimum": 5, "maximum": 4}"#, &["unsatisfiable /properties/p"]);
    finds(r#"{"type": "number", "minimum": 5, "exclusiveMaximum": 5}"#, &["unsatisfiable /properties/p"]);
    finds(
        r#"{"type": "array", "items": {"type": "string"}, "minItems": 3, "maxItems": 2}"#,
        &["unsatisfiable /properties/p"],
    );
    finds(r#"{"type": "number", "minimum": "5"}"#, &["not-a-schema /properties/p"]);
    finds(r#"{"type": "number", "multipleOf": 0}"#, &["not-a-schema /properties/p"]);
    finds(r#"{"type": "array", "items": {"type": "string"}, "minItems": 1.5}"#, &["not-a-schema /properties/p"]);
    finds(r#"{"type": "string", "pattern": 5}"#, &["not-a-schema /properties/p"]);
    finds(r#"{"type": "string", "title": 5}"#, &["not-a-schema /properties/p"]);
    finds(r#"{"type": "string", "pattern": "^(?!x)"}"#, &["pattern /properties/p"]);
    finds(r#"{"type": "string", "pattern": "^(?:x|\\(?=)$"}"#, &[]);
}

#[test]
fn branches_begin_with_properties_that_tell_them_apart() {
    let branch = |first: &str| object(&format!("{first},\"rest\":{{\"type\":\"string\"}}"));
    let union = |a: &str, b: &str| format!(r#"{{"anyOf": [{}, {}]}}"#, branch(a), branch(b));
    let tag = |value: &str| format!(r#""t":{{"type":"string","enum":["{value}"]}}"#);
    finds(&union(&tag("a"), &tag("b")), &[]);
    finds(&union(&tag("a"), &tag("a")), &["first-property /properties/p"]);
    finds(
        &union(r#""t":{"type":"string","description":"one"}"#, r#""t":{"description":"two","type":"string"}"#),
        &["first-property /properties/p"],
    );
    finds(&union(r#""t":{"type":"string"}"#, r#""u":{"type":"string"}"#), &[]);
    // Through references too.
    let shared = r##"{"type":"object","properties":{"p":{"anyOf":[{"$ref":"#/$defs/A"},{"$ref":"#/$defs/B"}]}},"required":["p"],
        "additionalProperties":false,"$defs":{"A":A,"B":B}}"##;
    let shared =
        shared.replace(":A", &format!(":{}", branch(&tag("a")))).replace(":B", &format!(":{}", branch(&tag("a"))));
    assert_eq!(found(&shared, &OPENAI), ["first-property /properties/p"]);
}

#[test]
fn levels_count_objects_and_start_anew_in_definitions() {
    let nested = |levels: usize| {
        let mut schema = object(r#""x":{"type":"integer"}"#);
        for _ in 1..levels {
            schema = object(&format!(r#""x":{{"anyOf":[{{"type":"array","items":{schema}}},{{"type":"null"}}]}}"#));
        }
        schema
    };
    for (profile, limit) in [(&OPENAI_2024_08, 5), (&OPENAI, 10)] {
        assert_eq!(found(&nested(limit), profile), Vec::<String>::new());
        let violations = structured_lint::check(&nested(limit + 1), profile);
        assert_eq!(violations.iter().map(|violation| violation.rule).collect::<Vec<_>>(), [Rule::Levels]);
        assert!(violations[0].message.ends_with(&format!("{} levels of nesting exceeds limit of {limit}.", limit + 1)));
        let pointer = "/properties/x/anyOf/0/items".repeat(limit);
        assert_eq!(violations[0].pointer, pointer);
    }
    let hoisted = object(r##""x":{"$ref":"#/$defs/D"}"##);
    let hoisted = format!("{},\"$defs\":{{\"D\":{}}}}}", hoisted.strip_suffix('}').unwrap(), nested(5));
    assert_eq!(found(&hoisted, &OPENAI_2024_08), Vec::<String>::new());
}

#[test]
fn names_and_values_together_have_a_limit() {
    let property = |index: usize| format!(r#""{index:0>200}":{{"type":"string","const":"{index:0>200}"}}"#);
    let schema = |count: usize| object(&(0..count).map(property).collect::<Vec<_>>().join(","));
    assert_eq!(found(&schema(37), &OPENAI_2024_08), Vec::<String>::new());
    assert_eq!(found(&schema(38), &OPENAI_2024_08), ["total-characters "]);
    assert_eq!(found(&schema(101), &OPENAI_2024_08), ["properties ", "total-characters "]);
}

#[test]
fn disputed_and_unknown_keywords_are_warnings() {
    finds(r#"{"type": "string", "default": "a"}"#, &["?disputed-keyword /properties/p"]);
    finds(r#"{"type": "string", "minLength": 1}"#, &["?disputed-keyword /properties/p"]);
    finds(r#"{"type": "string", "x-order": 1}"#, &["?unknown-keyword /properties/p"]);
    finds(r#"{"type": "string", "nullable": true}"#, &["?nullable /properties/p"]);
    finds(r#"{"type": "string", "nullable": false}"#, &[]);
    finds(r#"{"type": "string", "$defs": {}}"#, &["keyword /properties/p"]);
}

#[test]
fn a_server_without_strict_mode_is_only_asked_what_it_refuses() {
    let schema = r##"{"type":"object","properties":{"p":{"type":"number","multipleOf":2},"q":{"$ref":"#"}}}"##;
    assert_eq!(found(schema, &LLAMA_CPP), ["?keyword /properties/p", "reference-target /properties/q"]);
    let message = &structured_lint::check(schema, &LLAMA_CPP)[1].message;
    assert_eq!(
        message,
        "JSON schema error at #/properties/q: unsupported $ref #, only references into the same document are supported"
    );
}

#[test]
fn duplicate_names_are_found_wherever_they_are() {
    let many: Vec<String> = (0..50).map(|index| format!("\"p{}\":{{\"type\":\"string\"}}", index % 40)).collect();
    let schema = object(&many.join(","));
    let violations = structured_lint::check(&schema, &OPENAI);
    assert_eq!(violations.len(), 10, "{violations:#?}");
    assert!(violations.iter().all(|violation| violation.rule == Rule::DuplicateName));
    assert_eq!(violations[0].pointer, "/properties/p0");
}
