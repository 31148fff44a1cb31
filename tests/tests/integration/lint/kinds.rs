//! Schemas that people have, each of a kind that once was broken by a fix, or was not looked at.

use serde_json::Value;
use structured_core::profile::{OPENAI, Profile};
use structured_lint::{Rule, Severity, Strictified, Violation, check, strictify};

use crate::linear::{TIMES, assert_linear};

pub(super) fn errors(violations: &[Violation]) -> Vec<String> {
    let errors = violations.iter().filter(|violation| violation.severity == Severity::Error);
    errors.map(|violation| format!("{} {}", violation.rule.name(), violation.pointer)).collect()
}

pub(super) fn fixed(schema: &str) -> (Value, Strictified) {
    let fixed = strictify(schema, &OPENAI);
    (serde_json::from_str(&fixed.text).unwrap(), fixed)
}

/// `property` as the only one of a strict object.
pub(super) fn with(property: &str) -> String {
    format!(r#"{{"type":"object","properties":{{"p":{property}}},"required":["p"],"additionalProperties":false}}"#)
}

#[track_caller]
fn becomes(property: &str, after: &str) {
    let (text, fixed) = fixed(&with(property));
    assert_eq!(text["properties"]["p"], serde_json::from_str::<Value>(after).unwrap(), "{:#?}", fixed.changes);
    assert_eq!(errors(&fixed.left), Vec::<String>::new());
}

#[track_caller]
fn stays(property: &str, errors_left: &[&str]) {
    let (text, fixed) = fixed(&with(property));
    assert_eq!(text["properties"]["p"], serde_json::from_str::<Value>(property).unwrap(), "{:#?}", fixed.changes);
    assert_eq!(errors(&fixed.left), errors_left);
}

#[test]
fn a_root_reference_with_properties_beside_it_is_merged_with_its_definition() {
    let (text, fixed) = fixed(
        r##"{"$ref":"#/$defs/Base","type":"object","properties":{"extra":{"type":"string"}},"required":["extra"],
            "$defs":{"Base":{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}}}"##,
    );
    assert_eq!(errors(&fixed.left), Vec::<String>::new());
    let mut names: Vec<&String> = text["properties"].as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(names, ["extra", "id"], "{text}");
}

#[test]
fn a_reference_that_hides_what_is_beside_it_is_left_alone() {
    // Up to draft 7, `type` and `properties` here mean nothing.
    let schema = r##"{"$schema":"http://json-schema.org/draft-07/schema#","type":"object",
        "properties":{"p":{"$ref":"#/definitions/A","type":"object","properties":{"x":{"type":"string"}}}},
        "required":["p"],"additionalProperties":false,"definitions":{"A":{"type":"string"}}}"##;
    let (_, fixed) = fixed(schema);
    assert_eq!(fixed.changes, []);
    assert_eq!(errors(&fixed.left), ["reference-siblings /properties/p"]);
}

#[test]
fn properties_beside_a_union_go_into_its_branches() {
    let branch = |name: &str| {
        format!(r#"{{"type":"object","properties":{{"{name}":{{"type":"string"}}}},"required":["{name}"]}}"#)
    };
    let closed = |name: &str| {
        format!(
            r#"{{"type":"object","properties":{{"{name}":{{"type":"string"}},"id":{{"type":"string"}}}},"required":["id","{name}"],"additionalProperties":false}}"#
        )
    };
    becomes(
        &format!(
            r#"{{"type":"object","properties":{{"id":{{"type":"string"}}}},"required":["id"],"oneOf":[{},{}]}}"#,
            branch("card"),
            branch("iban")
        ),
        &format!(r#"{{"anyOf":[{},{}]}}"#, closed("card"), closed("iban")),
    );
}

#[test]
fn one_of_several_required_lists_becomes_a_branch_each() {
    let property = r#"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"anyOf":[{"required":["a"]},{"required":["b"]}]}"#;
    let branch = |a: &str, b: &str| {
        format!(
            r#"{{"type":"object","properties":{{"a":{{"type":{a}}},"b":{{"type":{b}}}}},"required":["a","b"],"additionalProperties":false}}"#
        )
    };
    let (string, nullable) = (r#""string""#, r#"["string","null"]"#);
    let (text, _) = fixed(&with(property));
    let expected = format!(r#"{{"anyOf":[{},{}]}}"#, branch(string, nullable), branch(nullable, string));
    assert_eq!(text["properties"]["p"], serde_json::from_str::<Value>(&expected).unwrap());
}

#[test]
fn parts_that_have_no_value_in_common_are_unsatisfiable() {
    let closed = |name: &str| {
        format!(
            r#"{{"type":"object","properties":{{"{name}":{{"type":"string"}}}},"required":["{name}"],"additionalProperties":false}}"#
        )
    };
    let union = format!(
        r#"{{"type":"object","properties":{{"id":{{"type":"string"}}}},"required":["id"],"additionalProperties":false,"anyOf":[{},{}]}}"#,
        closed("card"),
        closed("iban")
    );
    stays(&union, &["unsatisfiable /properties/p"]);
    let merged = format!(r#"{{"allOf":[{},{}]}}"#, closed("a"), closed("b"));
    stays(&merged, &["keyword /properties/p"]);
    stays(r#"{"type":"string","anyOf":[{"type":"integer"},{"type":"boolean"}]}"#, &["unsatisfiable /properties/p"]);
}

#[test]
fn an_optional_reference_beside_properties_is_not_only_null() {
    let schema = r##"{"type":"object","properties":{"p":{"$ref":"#/$defs/A","properties":{"y":{"type":"string"}},"required":["y"]}},
        "additionalProperties":false,"$defs":{"A":{"type":"object","properties":{"x":{"type":"string"}},"required":["x"]}}}"##;
    let (text, fixed) = fixed(schema);
    assert_eq!(errors(&fixed.left), Vec::<String>::new());
    let validator = jsonschema::validator_for(&text).unwrap();
    assert!(validator.is_valid(&serde_json::json!({"p": {"x": "", "y": ""}})), "{text}");
    assert!(validator.is_valid(&serde_json::json!({"p": null})), "{text}");
}

#[test]
fn a_map_that_is_written_as_empty_properties_stays_a_map() {
    stays(r#"{"type":"object","description":"Anything.","properties":{}}"#, &["open-object /properties/p"]);
    stays(r#"{"type":"object","properties":{},"additionalProperties":true}"#, &["open-object /properties/p"]);
}

#[test]
fn a_misspelled_name_in_required_is_left_with_what_it_may_have_been() {
    let schema = r#"{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},"required":["nmae","age"]}"#;
    let (text, fixed) = fixed(schema);
    assert_eq!(text["required"], serde_json::json!(["nmae", "age"]));
    assert_eq!(text["properties"]["name"], serde_json::json!({"type": "string"}));
    let unknown = fixed.left.iter().find(|violation| violation.rule == Rule::UnknownRequired).unwrap();
    assert_eq!(unknown.help, "did you mean `name`?");
}

#[test]
fn what_a_reference_points_to_becomes_a_definition() {
    let schema = r##"{"type":"object","properties":{"pet":{"$ref":"#/components/schemas/Pet"},"again":{"$ref":"#/properties/pet"}},
        "required":["pet","again"],"components":{"schemas":{"Pet":{"type":"object","properties":{"name":{"type":"string"}}}}}}"##;
    let (text, fixed) = fixed(schema);
    assert_eq!(errors(&fixed.left), Vec::<String>::new(), "{text}");
    assert_eq!(text["properties"]["pet"]["$ref"], "#/$defs/Pet");
    assert!(text.get("components").is_none(), "{text}");
}

#[test]
fn a_container_that_a_reference_still_points_into_is_not_dropped() {
    let schema =
        r##"{"type":"object","properties":{"p":{"$ref":"#/parts/A"}},"required":["p"],"parts":{"A":7},"x":1}"##;
    let (text, _) = fixed(schema);
    assert!(text.get("parts").is_some() && text.get("x").is_none(), "{text}");
}

#[test]
fn a_constant_with_its_own_default_is_required_and_never_null() {
    let schema = r#"{"type":"object","properties":{"k":{"type":"string","const":"a","default":"a"},"n":{"type":"integer"}},"required":["n"]}"#;
    let (text, fixed) = fixed(schema);
    assert_eq!(text["properties"]["k"], serde_json::json!({"type": "string", "const": "a"}));
    assert_eq!(text["required"], serde_json::json!(["k", "n"]));
    assert_eq!(errors(&fixed.left), Vec::<String>::new());
}

#[test]
fn a_default_is_told_to_the_model() {
    becomes(
        r#"{"type":"integer","default":10,"description":"How many."}"#,
        r#"{"type":"integer","description":"How many. (default: 10)"}"#,
    );
    becomes(r#"{"type":["string","null"],"default":null}"#, r#"{"type":["string","null"]}"#);
}

#[test]
fn a_branch_that_admits_nothing_goes() {
    becomes(
        r#"{"anyOf":[{"anyOf":[{"not":{}},{"type":"number"}]},{"type":"null"}]}"#,
        r#"{"anyOf":[{"anyOf":[{"type":"number"}]},{"type":"null"}]}"#,
    );
}

#[test]
fn the_list_of_types_of_a_root_becomes_object() {
    let schema = with(r#"{"type":"string"}"#).replacen(r#""object""#, r#"["object","null"]"#, 1);
    let found = check(&schema, &OPENAI);
    assert!(found[0].help.starts_with("write `\"type\": \"object\"`"), "{found:#?}");
    assert_eq!(strictify(&schema, &OPENAI).text, with(r#"{"type":"string"}"#));
}

#[test]
fn keywords_are_valid_wherever_they_stand() {
    for (property, pointer) in [
        (r#"{"type":"object","properties":{},"required":true,"additionalProperties":false}"#, ""),
        (r#"{"type":"object","properties":[],"required":[],"additionalProperties":false}"#, ""),
        (r#"{"type":"object","properties":{},"required":[1],"additionalProperties":false}"#, ""),
        (r#"{"type":"array","items":7}"#, "/items"),
        (r#"{"type":"string","enum":"a"}"#, ""),
        (r#"{"type":"string","enum":[]}"#, ""),
        (r#"{"type":"string","not":{"enum":{}}}"#, "/not"),
        (r#"{"type":"string","allOf":[{"pattern":1}]}"#, "/allOf/0"),
        (
            r#"{"type":"object","properties":{"x":{"type":"string"}},"required":["x"],"additionalProperties":{"type":"dict"}}"#,
            "/additionalProperties",
        ),
        (r#"{"type":"array","items":{"type":"string"},"contains":{"minLength":-1}}"#, "/contains"),
        (r#"{"type":"array","items":{"type":"string"},"prefixItems":{}}"#, ""),
        (r#"{"type":"object","patternProperties":{"a":{"multipleOf":0}}}"#, "/patternProperties/a"),
        (r#"{"type":"string","dependentRequired":{"a":"b"}}"#, ""),
    ] {
        let found = errors(&check(&with(property), &OPENAI));
        let expected = format!("not-a-schema /properties/p{pointer}");
        assert!(found.contains(&expected), "{property}: {found:?}");
        assert_eq!(found.iter().filter(|line| line.starts_with("not-a-schema")).count(), 1, "{property}: {found:?}");
    }
    let found =
        check(&with(r#"{"type":"object","properties":{},"required":true,"additionalProperties":false}"#), &OPENAI);
    assert_eq!(found[0].message, "Invalid schema for response_format 'schema': True is not of type 'array'.");
}

#[test]
fn an_unknown_type_is_answered_with_the_nearest() {
    for (name, kind) in [("dict", "object"), ("strng", "string"), ("STRING", "string"), ("float", "number")] {
        let found = check(&with(&format!(r#"{{"type":"{name}"}}"#)), &OPENAI);
        assert!(found[0].help.starts_with(&format!("write `\"{kind}\"`")), "{name}: {found:#?}");
    }
}

#[test]
fn a_pattern_is_a_regular_expression() {
    for pattern in ["([A-Z]", r"\\p{L}+", "(?<year>[0-9]+)", r"\\u{1F600}", r"a\\z", "*a", "[z-a]"] {
        for profile in Profile::ALL {
            let found = check(&with(&format!(r#"{{"type":"string","pattern":"{pattern}"}}"#)), profile);
            assert!(
                found.iter().any(|found| found.rule == Rule::Pattern && found.severity == Severity::Error),
                "{pattern}: {found:#?}"
            );
        }
    }
    let found = check(&with(r#"{"type":"string","pattern":"([A-Z]"}"#), &OPENAI);
    assert_eq!(found[0].message, "Invalid schema for response_format 'schema': '([A-Z]' is not a 'regex'.");
}

#[test]
fn the_example_of_each_rule_breaks_it_and_the_fixed_one_does_not() {
    let about_size =
        [Rule::Depth, Rule::Levels, Rule::Properties, Rule::EnumValues, Rule::LongEnum, Rule::TotalCharacters];
    for rule in Rule::ALL {
        let explanation = rule.explanation();
        let breaks = |text: &str| check(text, &OPENAI).iter().any(|violation| violation.rule == *rule);
        assert_eq!(explanation.example.is_empty(), about_size.contains(rule), "{}", rule.name());
        if !explanation.example.is_empty() {
            assert!(breaks(explanation.example), "{}: {:#?}", rule.name(), check(explanation.example, &OPENAI));
            let left = check(explanation.fix, &OPENAI);
            assert_eq!(left, [], "{}", rule.name());
        }
    }
}

/// Fixes a schema in a thread with a small stack, as servers have them.
fn is_fixed(schema: &str) {
    let fixed = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
        thread.spawn_scoped(scope, || strictify(schema, &OPENAI).text.len()).unwrap().join()
    });
    let length = fixed.expect("no panic");
    assert!(length < 50_000_000, "{length} bytes");
}

#[test]
fn merging_does_not_double_again_and_again() {
    let root = |first: &str, definitions: &str| {
        format!(
            r##"{{"type":"object","properties":{{"p":{{"$ref":"#/$defs/{first}"}}}},"required":["p"],"additionalProperties":false,"$defs":{{{definitions}}}}}"##
        )
    };
    let last = r#""D40":{"type":"object","properties":{"x":{"type":"string"}},"required":["x"]}"#;
    let level =
        |index: usize, body: &str| format!("\"D{index}\":{}", body.replace("NEXT", &format!("#/$defs/D{}", index + 1)));
    for body in [
        r#"{"allOf":[{"$ref":"NEXT"},{"$ref":"NEXT"}]}"#,
        r#"{"allOf":[{"type":"object","properties":{"a":{"$ref":"NEXT"}}},{"type":"object","properties":{"b":{"$ref":"NEXT"}}}]}"#,
        r#"{"anyOf":[{"$ref":"NEXT"},{"$ref":"NEXT"}],"type":"object","properties":{"a":{"type":"string"}}}"#,
        r#"{"type":"object","properties":{"a":{"$ref":"NEXT","required":["x"]},"b":{"$ref":"NEXT","required":["x"]}}}"#,
    ] {
        let definitions: Vec<String> = (0..40).map(|index| level(index, body)).chain([last.to_owned()]).collect();
        is_fixed(&root("D0", &definitions.join(",")));
    }
}

fn chain_of_references(count: usize) -> String {
    let chain: Vec<String> = (0..count)
        .map(|index| format!(r##""D{index}":{{"$ref":"#/$defs/D{}","required":["x"]}}"##, index + 1))
        .collect();
    let last = format!(r#""D{count}":{{"type":"object","properties":{{"x":{{"type":"string"}}}}}}"#);
    format!(r##"{{"$ref":"#/$defs/D0","$defs":{{{},{last}}}}}"##, chain.join(","))
}

#[test]
fn long_chains_and_wide_objects_are_fixed_in_linear_time() {
    type Kind = (&'static str, fn(usize) -> String);
    let kinds: [Kind; 5] = [
        ("a chain of references", chain_of_references),
        ("properties that refer to each other", |count| {
            let wide: Vec<String> = (0..count)
                .map(|index| format!(r##""p{index}":{{"$ref":"#/properties/p{}"}}"##, (index + 1) % count))
                .collect();
            format!(r#"{{"type":"object","properties":{{{}}}}}"#, wide.join(","))
        }),
        ("required properties with a typo", |count| {
            let typos: Vec<String> = (0..count).map(|index| format!(r#""name{index}""#)).collect();
            let properties: Vec<String> =
                (0..count).map(|index| format!(r#""nmae{index}":{{"type":"string"}}"#)).collect();
            let (properties, typos) = (properties.join(","), typos.join(","));
            format!(r#"{{"type":"object","properties":{{{properties}}},"required":[{typos}]}}"#)
        }),
        ("unknown keywords", |count| {
            let unknown: Vec<String> =
                (0..count).map(|index| format!(r##""x-{index}":{{"$ref":"#/x-{index}/nowhere"}}"##)).collect();
            format!(r#"{{"type":"object","properties":{{}},{}}}"#, unknown.join(","))
        }),
        ("components that refer to each other", |count| {
            let components: Vec<String> = (0..count)
                .map(|index| format!(r##""C{index}":{{"allOf":[{{"$ref":"#/components/schemas/C{}"}},{{"type":"object","properties":{{"p{index}":{{"type":"string"}}}}}}]}}"##, (index + 1) % count))
                .collect();
            format!(r#"{{"openapi":"3.1.0","components":{{"schemas":{{{}}}}}}}"#, components.join(","))
        }),
    ];
    for (kind, schema) in kinds {
        assert_linear(kind, &schema(250), &schema(250 * TIMES), |schema| {
            drop(strictify(schema, &OPENAI));
        });
    }
}

#[test]
fn long_chains_and_deep_schemas_are_fixed_on_a_small_stack() {
    is_fixed(&chain_of_references(20_000));
    let deep = (0..250).fold(r#"{"type":"string"}"#.to_owned(), |inner, _| format!(r#"{{"allOf":[{inner}]}}"#));
    is_fixed(&format!(r#"{{"type":"object","properties":{{"p":{deep}}}}}"#));
}
