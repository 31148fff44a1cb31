//! What `structured_lint::strictify` makes of schemas that are not strict.

use std::fs;
use std::path::Path;

use structured_core::profile::{LLAMA_CPP, OPENAI, OPENAI_2024_08, Profile};
use structured_lint::{Document, Rule, Severity};

/// A property's schema before and after, inside of an object where it is optional or not.
#[track_caller]
fn mends(profile: &Profile, before: &str, after: &str) {
    let whole = |schema: &str| {
        format!(r#"{{"type":"object","properties":{{"p":{schema}}},"required":["p"],"additionalProperties":false}}"#)
    };
    mends_root(profile, &whole(before), &whole(after));
}

#[track_caller]
fn mends_root(profile: &Profile, before: &str, after: &str) {
    let strict = structured_lint::strictify(before, profile);
    let minified = |text: &str| Document::read(text).unwrap().root.to_minified();
    assert_eq!(minified(&strict.text), minified(after), "{:#?}", strict.changes);
    assert_eq!(strict.left, [], "{}", strict.text);
    assert_eq!(structured_lint::count_unfixable(before, profile), 0);
    assert!(!strict.changes.is_empty() || strict.text == before);
}

#[test]
fn objects_are_closed_and_what_was_optional_takes_null() {
    mends_root(
        &OPENAI,
        r##"{"type":"object","properties":{
            "a":{"type":"string"},"b":{"type":"integer","enum":[1,2]},"c":{"type":["string","null"]},
            "d":{"anyOf":[{"type":"string"},{"type":"integer"}]},"e":{"$ref":"#/$defs/E"},
            "f":{"type":"object","properties":{"x":{"type":"string"}},"required":["x"],"additionalProperties":true}},
            "required":["b"],"$defs":{"E":{"type":"string"}}}"##,
        r##"{"type":"object","properties":{
            "a":{"type":["string","null"]},"b":{"type":"integer","enum":[1,2]},"c":{"type":["string","null"]},
            "d":{"anyOf":[{"type":"string"},{"type":"integer"},{"type":"null"}]},"e":{"anyOf":[{"$ref":"#/$defs/E"},{"type":"null"}]},
            "f":{"type":["object","null"],"properties":{"x":{"type":"string"}},"required":["x"],"additionalProperties":false}},
            "required":["a","b","c","d","e","f"],"$defs":{"E":{"type":"string"}},"additionalProperties":false}"##,
    );
}

#[test]
fn an_optional_enum_lists_null() {
    mends_root(
        &OPENAI,
        r#"{"type":"object","properties":{"p":{"enum":["a","b"]}},"additionalProperties":false}"#,
        r#"{"type":"object","properties":{"p":{"enum":["a","b",null],"type":["string","null"]}},"additionalProperties":false,"required":["p"]}"#,
    );
}

#[test]
fn unions_are_any_of_and_types_are_those_of_the_values() {
    mends(
        &OPENAI,
        r#"{"oneOf":[{"type":"string"},{"type":"integer"}]}"#,
        r#"{"anyOf":[{"type":"string"},{"type":"integer"}]}"#,
    );
    mends(&OPENAI, r#"{"const":"a"}"#, r#"{"const":"a","type":"string"}"#);
    mends(&OPENAI, r#"{"enum":[null,"a",1]}"#, r#"{"enum":[null,"a",1],"type":["string","integer","null"]}"#);
    mends(&OPENAI, r#"{"enum":[1,2.5]}"#, r#"{"enum":[1,2.5],"type":"number"}"#);
    mends(&OPENAI, r#"{"type":"string","nullable":true}"#, r#"{"type":["string","null"]}"#);
}

#[test]
fn all_of_is_merged_where_its_branches_agree() {
    mends(&OPENAI, r#"{"allOf":[{"type":"string"}],"description":"d"}"#, r#"{"description":"d","type":"string"}"#);
    mends_root(
        &OPENAI,
        r##"{"type":"object","properties":{"p":{"allOf":[{"$ref":"#/$defs/A"}],"description":"d"},"q":{"allOf":[{"$ref":"#/$defs/A"}]}},
            "required":["p","q"],"additionalProperties":false,"$defs":{"A":{"type":"string"}}}"##,
        r##"{"type":"object","properties":{"p":{"description":"d","anyOf":[{"$ref":"#/$defs/A"}]},"q":{"$ref":"#/$defs/A"}},
            "required":["p","q"],"additionalProperties":false,"$defs":{"A":{"type":"string"}}}"##,
    );
    mends(
        &OPENAI,
        r#"{"allOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},{"type":"object","properties":{"b":{"type":"string"}},"required":["b"]}]}"#,
        r#"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"required":["a","b"],"additionalProperties":false}"#,
    );
}

#[test]
fn what_a_profile_lacks_is_said_in_the_description() {
    let before = r#"{"type":"string","format":"uri","pattern":"^a","minLength":1,"description":"A link."}"#;
    mends(
        &OPENAI,
        before,
        r#"{"type":"string","pattern":"^a","description":"A link. (format: uri; at least 1 character)"}"#,
    );
    let after = r#"{"type":"string","description":"A link. (format: uri; matches the regular expression ^a; at least 1 character)"}"#;
    mends(&OPENAI_2024_08, before, after);
    mends(
        &OPENAI_2024_08,
        r#"{"type":"array","items":{"type":"number","exclusiveMinimum":0},"maxItems":2,"uniqueItems":true}"#,
        r#"{"type":"array","items":{"type":"number","description":"greater than 0"},"description":"at most 2 items; no two items are equal"}"#,
    );
}

#[test]
fn references_stand_alone() {
    mends_root(
        &OPENAI,
        r##"{"type":"object","properties":{"p":{"$ref":"#/definitions/A","description":"d","default":null},"q":{"$ref":"#/definitions/A","nullable":true}},
            "required":["p","q"],"additionalProperties":false,"definitions":{"A":{"type":"string"}},"$schema":"x"}"##,
        r##"{"type":"object","properties":{"p":{"description":"d","anyOf":[{"$ref":"#/definitions/A"}]},"q":{"anyOf":[{"$ref":"#/definitions/A"},{"type":"null"}]}},
            "required":["p","q"],"additionalProperties":false,"definitions":{"A":{"type":"string"}},"$schema":"x"}"##,
    );
    mends_root(
        &OPENAI,
        r##"{"$ref":"#/definitions/A","definitions":{"A":{"type":"object","properties":{"x":{"type":"string"}},"required":["x"],"additionalProperties":false}}}"##,
        r#"{"type":"object","properties":{"x":{"type":"string"}},"required":["x"],"additionalProperties":false}"#,
    );
    mends_root(
        &OPENAI,
        r##"{"$ref":"#/$defs/A","$defs":{"A":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/A"},{"type":"null"}]}},"required":["next"],"additionalProperties":false}}}"##,
        r##"{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/A"},{"type":"null"}]}},"required":["next"],"additionalProperties":false,
            "$defs":{"A":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/A"},{"type":"null"}]}},"required":["next"],"additionalProperties":false}}}"##,
    );
}

#[test]
fn annotations_go_and_properties_of_their_names_stay() {
    mends(
        &OPENAI,
        r#"{"type":"object","properties":{"default":{"type":"string","default":"x","examples":["y"],"$comment":"z","x-order":1},"oneOf":{"type":"string"}},"required":["default","oneOf"],"additionalProperties":false}"#,
        r#"{"type":"object","properties":{"default":{"type":"string","description":"default: \"x\""},"oneOf":{"type":"string"}},"required":["default","oneOf"],"additionalProperties":false}"#,
    );
}

#[test]
fn schemas_in_envelopes_are_mended_in_place() {
    let body = r#"{"model":"m","messages":[],"tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{"type":"object","properties":{}}}}],"temperature":0.50}"#;
    let strict = structured_lint::strictify(body, &OPENAI);
    assert_eq!(strict.changes[0].pointer, "/tools/0/function/parameters");
    assert!(strict.text.contains("\"temperature\":0.50"), "numbers keep their spelling: {}", strict.text);
}

#[test]
fn what_would_change_the_meaning_stays_and_stays_reported() {
    for schema in [
        r#"{"type":"object","additionalProperties":{"type":"string"}}"#,
        r#"{"type":"array","prefixItems":[{"type":"string"}],"items":{"type":"string"}}"#,
        r#"{"type":"string","not":{"enum":["a"]}}"#,
        r#"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"if":{},"additionalProperties":false}"#,
        r#"{"allOf":[{"type":"string"},{"type":"integer"}]}"#,
        r#"{"type":"string","enum":["a\"b"]}"#,
        r#"{"type":"string","const":"a","enum":["b","c"]}"#,
        r#"{"type":"array","prefixItems":[{"type":"string"}],"items":{"type":"string"},"unevaluatedItems":false}"#,
        r#"{"type":"array","items":[{"type":"string"}],"additionalItems":false}"#,
        "{}",
    ] {
        let whole = format!(
            r#"{{"type":"object","properties":{{"p":{schema}}},"required":["p"],"additionalProperties":false}}"#
        );
        let strict = structured_lint::strictify(&whole, &OPENAI);
        assert_eq!(strict.text, whole, "{:#?}", strict.changes);
        assert!(strict.left.iter().any(|violation| violation.severity == Severity::Error), "{schema}");
    }
    for text in ["{", r#"{"a":1,"a":2}"#, ""] {
        let strict = structured_lint::strictify(text, &OPENAI);
        assert_eq!((strict.text.as_str(), strict.changes.len()), (text, 0));
        assert!(!strict.left.is_empty());
    }
}

#[test]
fn strict_mode_is_turned_on_where_nothing_is_left_that_it_would_refuse() {
    let format = |strict: &str, property: &str| {
        format!(
            r#"{{"type":"json_schema","json_schema":{{"name":"n",{strict}"schema":{{"type":"object","properties":{{"p":{property}}},"required":["p"],"additionalProperties":false}}}}}}"#
        )
    };
    let string = r#"{"type":"string"}"#;
    mends_root(&OPENAI, &format("", string), &format(r#""strict":true,"#, string));
    mends_root(
        &OPENAI,
        &format("", r#"{"const":"a"}"#),
        &format(r#""strict":true,"#, r#"{"const":"a","type":"string"}"#),
    );
    let hint = format("", r#"{"not":{}}"#);
    let left = structured_lint::strictify(&*hint, &OPENAI);
    assert_eq!((left.text.contains("strict"), left.changes.len()), (false, 0), "{}", left.text);
    let off = format(r#""strict":false,"#, string);
    assert_eq!(structured_lint::strictify(&*off, &OPENAI).text, off);
}

#[test]
fn a_root_is_never_let_be_null() {
    mends_root(
        &OPENAI,
        r#"{"type":"object","nullable":true,"properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}"#,
        r#"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}"#,
    );
}

/// An optional property's schema before and after.
#[track_caller]
fn admits_null(before: &str, after: &str) {
    mends_root(
        &OPENAI,
        &format!(r#"{{"type":"object","properties":{{"p":{before}}},"required":[],"additionalProperties":false}}"#),
        &format!(r#"{{"type":"object","properties":{{"p":{after}}},"required":["p"],"additionalProperties":false}}"#),
    );
}

#[test]
fn what_may_be_null_may_be_so_by_each_of_its_keywords() {
    admits_null(
        r#"{"type":"string","anyOf":[{"type":"string","enum":["a"]},{"type":"string","pattern":"^b"}]}"#,
        r#"{"type":["string","null"],"anyOf":[{"type":"string","enum":["a"]},{"type":"string","pattern":"^b"},{"type":"null"}]}"#,
    );
    admits_null(
        r#"{"type":["string","null"],"anyOf":[{"type":"string"}]}"#,
        r#"{"type":["string","null"],"anyOf":[{"type":"string"},{"type":"null"}]}"#,
    );
    admits_null(r#"{"type":["string","null"],"enum":["a"]}"#, r#"{"type":["string","null"],"enum":["a",null]}"#);
    admits_null(r#"{"type":"string","const":"a"}"#, r#"{"type":["string","null"],"enum":["a",null]}"#);
    admits_null(r#"{"type":"string","enum":["a","b"],"const":"a"}"#, r#"{"type":["string","null"],"enum":["a",null]}"#);
}

#[test]
fn an_enum_that_lists_null_lists_it_once() {
    mends(
        &OPENAI,
        r#"{"type":"string","nullable":true,"enum":["c","f",null]}"#,
        r#"{"type":["string","null"],"enum":["c","f",null]}"#,
    );
    let optional =
        r#"{"type":"object","properties":{"p":{"type":"string","enum":["c",null]}},"additionalProperties":false}"#;
    assert_eq!(structured_lint::strictify(optional, &OPENAI).text.matches(",null]").count(), 1);
}

#[test]
fn a_type_that_all_branches_have_goes_with_one_of() {
    let branch = |name: &str| {
        format!(
            r#"{{"type":"object","properties":{{"{name}":{{"type":"string"}}}},"required":["{name}"],"additionalProperties":false}}"#
        )
    };
    let branches = format!("[{},{}]", branch("a"), branch("b"));
    mends(&OPENAI, &format!(r#"{{"type":"object","oneOf":{branches}}}"#), &format!(r#"{{"anyOf":{branches}}}"#));
}

#[test]
fn a_bound_of_draft_4_is_said_as_what_it_is() {
    let before = r#"{"type":"number","minimum":0,"exclusiveMinimum":true,"maximum":9,"exclusiveMaximum":false}"#;
    mends(&OPENAI_2024_08, before, r#"{"type":"number","description":"greater than 0; at most 9"}"#);
    mends(&OPENAI, before, r#"{"type":"number","exclusiveMinimum":0,"maximum":9}"#);
}

#[test]
fn a_contradiction_stays_and_stays_reported() {
    for (schema, rule) in [
        (r#"{"type":"integer","minimum":5,"maximum":1}"#, Rule::Unsatisfiable),
        (r#"{"type":"string","const":"a","enum":["b","c"]}"#, Rule::Unsatisfiable),
        (r#"{"type":"integer","minimum":5,"enum":[1,7]}"#, Rule::EnumValue),
    ] {
        let whole = format!(
            r#"{{"type":"object","properties":{{"p":{schema}}},"required":["p"],"additionalProperties":false}}"#
        );
        for profile in [&OPENAI, &OPENAI_2024_08] {
            let strict = structured_lint::strictify(&whole, profile);
            assert_eq!(strict.text, whole, "{:#?}", strict.changes);
            assert!(strict.left.iter().any(|violation| violation.rule == rule), "{schema}: {:#?}", strict.left);
        }
    }
}

#[test]
fn what_the_linter_calls_clean_comes_back_unchanged() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/schemas/valid");
    let mut texts: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    texts.extend(
        [
            r##"{"$schema":"s","$id":"i","type":"object","properties":{"a":{"type":"string","const":"x","nullable":false},
                "b":{"$ref":"#/definitions/B"}},"required":["a","b"],"additionalProperties":false,
                "definitions":{"B":{"anyOf":[{"type":"string"}],"discriminator":{}}},"$defs":{}}"##,
            r##"{"type":"object","properties":{"a":{"type":"string","default":"x"},"b":{"$ref":"#/definitions/B","description":"d"},
                "c":{"items":{"const":1}},"d":{}},"definitions":{"B":{"properties":{"x":{}}}}}"##,
            r#"{"type":"object","properties":{"a":{"type":"string","properties":{"x":{}},"items":{}}},"required":["a"],"additionalProperties":false}"#,
        ]
        .map(str::to_owned),
    );
    let mut clean = 0;
    for text in &texts {
        for profile in Profile::ALL {
            if structured_lint::check(text, profile).is_empty() {
                clean += 1;
                let strict = structured_lint::strictify(text, profile);
                assert_eq!(strict.changes, [], "{} {text}", profile.name);
                assert_eq!(strict.text, *text);
            }
        }
    }
    assert!(clean > 150, "{clean} schemas were clean");
}

#[test]
fn a_server_that_is_not_strict_gets_no_strict_objects() {
    mends_root(
        &LLAMA_CPP,
        r#"{"type":"object","properties":{"a":{"type":"string","x-order":1},"b":{"type":"object"}}}"#,
        r#"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"object"}}}"#,
    );
}
