//! What `lint::strictify` makes of schemas that are not strict.

use structured_core::lint::{self, Document, Severity};
use structured_core::profile::{OPENAI, OPENAI_2024_08, Profile};

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
    let strict = lint::strictify(before, profile);
    let minified = |text: &str| Document::read(text).unwrap().root.to_minified();
    assert_eq!(minified(&strict.text), minified(after), "{:#?}", strict.changes);
    assert_eq!(strict.left, [], "{}", strict.text);
    assert_eq!(lint::unmendable(before, profile), 0);
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
fn unions_are_any_of_and_constants_are_enums() {
    mends(
        &OPENAI,
        r#"{"oneOf":[{"type":"string"},{"type":"integer"}]}"#,
        r#"{"anyOf":[{"type":"string"},{"type":"integer"}]}"#,
    );
    mends(&OPENAI, r#"{"const":"a"}"#, r#"{"enum":["a"],"type":"string"}"#);
    mends(&OPENAI, r#"{"enum":[null,"a",1]}"#, r#"{"enum":[null,"a",1],"type":["string","integer","null"]}"#);
    mends(&OPENAI, r#"{"enum":[1,2.5]}"#, r#"{"enum":[1,2.5],"type":"number"}"#);
    mends(&OPENAI, r#"{"type":"string","const":"a","enum":["a"]}"#, r#"{"type":"string","enum":["a"]}"#);
    mends(&OPENAI, r#"{"type":"string","nullable":true}"#, r#"{"type":["string","null"]}"#);
    mends(&OPENAI, r#"{"type":"string","nullable":false}"#, r#"{"type":"string"}"#);
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
        r##"{"type":"object","properties":{"p":{"description":"d","anyOf":[{"$ref":"#/$defs/A"}]},"q":{"anyOf":[{"$ref":"#/$defs/A"},{"type":"null"}]}},
            "required":["p","q"],"additionalProperties":false,"$defs":{"A":{"type":"string"}}}"##,
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
        r#"{"type":"object","properties":{"default":{"type":"string"},"oneOf":{"type":"string"}},"required":["default","oneOf"],"additionalProperties":false}"#,
    );
}

#[test]
fn schemas_in_envelopes_are_mended_in_place() {
    let body = r#"{"model":"m","messages":[],"tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{"type":"object","properties":{}}}}],"temperature":0.50}"#;
    let strict = lint::strictify(body, &OPENAI);
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
        "{}",
    ] {
        let whole = format!(
            r#"{{"type":"object","properties":{{"p":{schema}}},"required":["p"],"additionalProperties":false}}"#
        );
        let strict = lint::strictify(&whole, &OPENAI);
        assert_eq!(strict.text, whole, "{:#?}", strict.changes);
        assert!(strict.left.iter().any(|violation| violation.severity == Severity::Error), "{schema}");
    }
    for text in ["{", r#"{"a":1,"a":2}"#, ""] {
        let strict = lint::strictify(text, &OPENAI);
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
        &format(r#""strict":true,"#, r#"{"enum":["a"],"type":"string"}"#),
    );
    let hint = format("", r#"{"not":{}}"#);
    let left = lint::strictify(&*hint, &OPENAI);
    assert_eq!((left.text.contains("strict"), left.changes.len()), (false, 0), "{}", left.text);
    let off = format(r#""strict":false,"#, string);
    assert_eq!(lint::strictify(&*off, &OPENAI).text, off);
}
