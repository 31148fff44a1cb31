//! Keywords beside references, unions and lists of values: enforced together, or refused.

use structured_decode::{Constraint, Vocab};

use crate::admits;

fn built(schema: &str) -> Result<Constraint, String> {
    Constraint::from_schema(schema, &Vocab::bytes().unwrap()).map_err(|error| error.to_string())
}

fn assert_answers(schema: &str, admitted: &[&str], refused: &[&str]) {
    let constraint = built(schema).unwrap_or_else(|error| panic!("{schema}: {error}"));
    for answer in admitted {
        assert!(admits(&constraint, answer), "{schema} must admit {answer}");
    }
    for answer in refused {
        assert!(!admits(&constraint, answer), "{schema} must refuse {answer}");
    }
}

fn assert_refused(schema: &str, message: &str) {
    let error = built(schema).err();
    assert_eq!(error.as_deref(), Some(&*format!("the schema cannot be enforced at {message}")), "{schema}");
}

/// An object with a property `x` of the definition `A`, which stands among these definitions.
fn with_definitions(definitions: &str) -> String {
    format!(
        r##"{{"type":"object","properties":{{"x":{{"$ref":"#/$defs/A"}}}},"required":["x"],"additionalProperties":false,
            "$defs":{{{definitions}}}}}"##
    )
}

#[test]
fn keywords_beside_a_reference_that_a_reference_leads_to_are_enforced() {
    let lengths = with_definitions(r##""A":{"$ref":"#/$defs/B","maxLength":2},"B":{"type":"string"}"##);
    assert_answers(&lengths, &[r#"{"x":"ab"}"#], &[r#"{"x":"abc"}"#]);
    let bounds = with_definitions(r##""A":{"$ref":"#/$defs/B","minimum":0},"B":{"type":"integer"}"##);
    assert_answers(&bounds, &[r#"{"x":5}"#], &[r#"{"x":-5}"#]);
    let both = with_definitions(
        r##""A":{"$ref":"#/$defs/B","minimum":0},"B":{"$ref":"#/$defs/C","maximum":9},"C":{"type":"integer","multipleOf":2}"##,
    );
    assert_answers(&both, &[r#"{"x":8}"#], &[r#"{"x":10}"#, r#"{"x":-2}"#, r#"{"x":3}"#]);
}

#[test]
fn keywords_beside_a_reference_at_the_root_are_enforced() {
    let one = r#""$defs":{"A":{"type":"object","properties":{"k":{"type":"string"}},"required":["k"],"additionalProperties":false}}"#;
    assert_refused(
        &format!(r##"{{"$ref":"#/$defs/A","maxProperties":0,{one}}}"##),
        "`#`: `maxProperties` is 0, and all 1 `properties` are always written; help: remove it",
    );
    let schema = format!(r##"{{"$ref":"#/$defs/A","properties":{{"k":{{"maxLength":1}}}},{one}}}"##);
    assert_answers(&schema, &[r#"{"k":"v"}"#], &[r#"{"k":"vv"}"#]);
}

#[test]
fn required_names_beside_a_union_leave_the_branches_that_have_them() {
    let branch = |name: &str| {
        format!(
            r#"{{"type":"object","properties":{{"{name}":{{"type":"string"}}}},"required":["{name}"],"additionalProperties":false}}"#
        )
    };
    let union = format!(r#""anyOf":[{},{}]"#, branch("a"), branch("b"));
    assert_answers(&format!(r#"{{{union},"required":["a"]}}"#), &[r#"{"a":"x"}"#], &[r#"{"b":"x"}"#]);
    assert_refused(&format!(r#"{{{union},"required":["c"]}}"#), "`#`: `required` names `c`, which `properties` lacks");
}

#[test]
fn a_closed_object_beside_a_union_forbids_what_only_the_branches_list() {
    let union =
        r#""anyOf":[{"properties":{"b":{"type":"null"}}},{"properties":{"c":{"type":"null"}},"required":["c"]}]"#;
    let schema =
        format!(r#"{{"type":"object","properties":{{"a":{{"type":"null"}}}},"additionalProperties":false,{union}}}"#);
    assert_answers(&schema, &[r#"{"a":null}"#], &[r#"{"a":null,"b":null}"#, r#"{"a":null,"c":null}"#]);
    let schema = format!(r#"{{"type":"object","properties":{{"a":{{"type":"null"}}}},{union}}}"#);
    assert_answers(&schema, &[r#"{"a":null,"b":null}"#, r#"{"a":null,"c":null}"#], &[r#"{"a":null}"#]);
}

#[test]
fn values_are_those_that_the_keywords_beside_them_admit() {
    assert_refused(
        r#"{"enum":[{"a":1}],"required":["b"]}"#,
        "`#`: `enum` has no value that the keywords beside it admit",
    );
    let schema =
        r#"{"enum":[{"a":1},{"a":"x","b":[2]},{"b":[]},[],"text","te"],"required":["b"],"minLength":3,"maxItems":0}"#;
    assert_answers(schema, &[r#"{"a":"x","b":[2]}"#, r#"{"b":[]}"#, "[]", r#""text""#], &[r#"{"a":1}"#, r#""te""#]);
    let schema = r#"{"enum":[{"a":1},{"a":2},{"a":3.5}],"properties":{"a":{"enum":[1.0,2,3],"minimum":2}}}"#;
    assert_answers(schema, &[r#"{"a":2}"#], &[r#"{"a":1}"#, r#"{"a":3.5}"#]);
    let schema =
        r#"{"const":["a",{"b":null}],"items":{"type":["string","object"],"additionalProperties":{"type":"null"}}}"#;
    assert_answers(schema, &[r#"["a",{"b":null}]"#], &["[]"]);
}

#[test]
fn conjunctions_put_properties_and_bounds_together() {
    let schema = r##"{"allOf":[{"$ref":"#/$defs/Named"},{"type":"object","properties":{"age":{"type":"integer","minimum":0}},"required":["age"]}],
        "properties":{"age":{"maximum":9}},"$defs":{"Named":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}}}"##;
    assert_answers(
        schema,
        &[r#"{"name":"n","age":9}"#],
        &[r#"{"name":"n","age":10}"#, r#"{"age":9,"name":"n"}"#, r#"{"name":"n"}"#],
    );
}

#[test]
fn a_recursion_with_keywords_beside_its_references_is_enforced_at_every_level() {
    let schema = r##"{"$ref":"#/$defs/Node","$defs":{"Node":{"type":"object","properties":{"name":{"type":"string"},
        "next":{"anyOf":[{"$ref":"#/$defs/Node","properties":{"name":{"maxLength":1}}},{"type":"null"}]}}}}}"##;
    assert_answers(
        schema,
        &[r#"{"name":"abc","next":{"name":"a","next":{"name":"b","next":null}}}"#],
        &[
            r#"{"name":"abc","next":{"name":"ab","next":null}}"#,
            r#"{"name":"a","next":{"name":"b","next":{"name":"cc","next":null}}}"#,
        ],
    );
}

#[test]
fn keywords_that_narrow_no_value_of_the_type_change_nothing() {
    let schema = r#"{"type":"string","minimum":5,"uniqueItems":true,"required":["a"],"maxLength":1}"#;
    assert_answers(schema, &[r#""a""#, r#""""#], &[r#""ab""#]);
}

#[test]
fn a_reference_into_a_schema_with_an_id_of_its_own_is_refused() {
    let schema = r##"{"type":"object","properties":{"x":{"$ref":"#/$defs/A/properties/y"}},"required":["x"],"additionalProperties":false,
        "$defs":{"A":{"$id":"http://e/x","type":"object","properties":{"y":{"$ref":"#/$defs/q"}},"$defs":{"q":{"type":"integer"}}},
        "q":{"type":"string"}}}"##;
    assert_refused(
        schema,
        "`#/properties/x`: `$ref` names `#/$defs/A/properties/y`, which is inside `#/$defs/A`, and the `$id` there gives \
         references another meaning; help: remove that `$id`",
    );
    let schema = with_definitions(r#""A":{"$id":"http://e/x","type":"null"}"#);
    assert_refused(&schema, "`#/$defs/A`: `$id` below the root changes the meaning of references; help: remove it");
    // A property of that name is none.
    let schema =
        with_definitions(r##""A":{"$ref":"#/$defs/B/properties/$id"},"B":{"properties":{"$id":{"type":"null"}}}"##);
    assert_answers(&schema, &[r#"{"x":null}"#], &[]);
}

#[test]
fn a_reference_that_begins_with_the_id_of_the_root_is_followed() {
    let schema = r#"{"$id":"https://example.com/s","type":"object","properties":{"x":{"$ref":"https://example.com/s#/$defs/A"}},
        "$defs":{"A":{"type":"null"}}}"#;
    assert_answers(schema, &[r#"{"x":null}"#], &[]);
    let schema = with_definitions(r##""A":{"$ref":"#name"},"B":{"$anchor":"name","type":"null"}"##);
    assert_refused(
        &schema,
        "`#/$defs/A`: `$ref` names `#name`, which is an anchor and cannot be followed; help: write the path, as in \
         `#/$defs/Name`",
    );
}

#[test]
fn malformed_keywords_are_refused_where_they_stand() {
    for (schema, message) in [
        (r#"{"type":"object","properties":[]}"#, "`#`: `properties` must be an object with a schema for each name"),
        (r#"{"type":"object","properties":{},"required":[3]}"#, "`#`: `required` must be a list of names"),
        (r#"{"type":"object","properties":{},"required":"a"}"#, "`#`: `required` must be a list of names"),
        (
            r#"{"type":"object","properties":{},"additionalProperties":3}"#,
            "`#`: `additionalProperties` must be a schema, `true` or `false`",
        ),
        (
            r#"{"type":"array","items":[{"type":"null"}]}"#,
            "`#`: `items` must be one schema for all items; help: write an object with a property for each item instead of a \
             list",
        ),
        (r#"{"type":"array","items":3}"#, "`#`: `items` must be a schema"),
        (r#"{"enum":"a"}"#, "`#`: `enum` must list at least one value"),
        (r#"{"enum":[]}"#, "`#`: `enum` must list at least one value"),
        (r#"{"anyOf":[]}"#, "`#`: `anyOf` must list at least one schema"),
        (r#"{"allOf":{}}"#, "`#`: `allOf` must list at least one schema"),
        (r#"{"$ref":3}"#, "`#`: `$ref` must be a string"),
        (r#"{"type":3}"#, "`#`: `type` must name a type"),
        (r#"{"type":[]}"#, "`#`: `type` must name a type"),
        (r#"{"type":"strng"}"#, "`#`: `strng` is not a type"),
        (r#"{"type":"string","pattern":3}"#, "`#`: `pattern` must be a string"),
        (r#"{"type":"string","format":3}"#, "`#`: `format` must be a string"),
        (r#"{"type":"string","maxLength":-1}"#, "`#`: `maxLength` must be a natural number"),
        (r#"{"type":["integer","null"],"minimum":"1"}"#, "`#`: `minimum` must be a number"),
        (r#"{"type":["number","null"],"multipleOf":0}"#, "`#`: `multipleOf` must be a number above zero"),
    ] {
        assert_refused(schema, message);
    }
}

/// Two schemas that exclude each other: nothing satisfies both, so the branch is left out, and without another it is an
/// error.
#[test]
fn what_nothing_satisfies_is_left_out_of_a_union_and_refused_alone() {
    let none = r#"{"type":"string","allOf":[{"type":"integer"}]}"#;
    assert_refused(none, "`#`: no type is in all the `type`s that apply here");
    assert_answers(&format!(r#"{{"anyOf":[{none},{{"type":"null"}}]}}"#), &["null"], &[r#""a""#]);
    let lengths =
        r#"{"type":"object","properties":{"a":{"type":"string","pattern":"^aa","maxLength":1},"b":{"type":"null"}}}"#;
    assert_answers(&format!(r#"{{"anyOf":[{lengths},{{"type":"null"}}]}}"#), &["null"], &[]);
    let vocab = Vocab::bytes().unwrap();
    let mut constraint = built(&format!(r#"{{"anyOf":[{lengths},{{"type":"null"}}]}}"#)).unwrap();
    let mut logits = vec![0.0; vocab.len()];
    constraint.mask(&mut logits).unwrap();
    assert!(logits[usize::from(b'{')].is_infinite(), "a branch that cannot be ended must not be begun");
}

/// A tab is only ever a choice, never needed to end.
#[test]
fn a_vocabulary_without_a_tab_is_taken() {
    let tokens: Vec<Vec<u8>> = (0..=u8::MAX).map(|byte| if byte == b'\t' { Vec::new() } else { vec![byte] }).collect();
    let vocab = Vocab::new(&tokens, &[], &[9]).unwrap();
    let schema = r#"{"type":"object","properties":{"a":{"type":"array","items":{"type":"string","minLength":2}}}}"#;
    let constraint = Constraint::from_schema(schema, &vocab).unwrap();
    assert_eq!(vocab.decode(&constraint.close()), br#"{"a":[]}"#);
}
