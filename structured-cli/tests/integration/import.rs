//! `structured import`: the types it writes, and what it says where there are none.

use std::fs;

use crate::golden::{files, hold, said, structured};

#[test]
fn unions_recursion_constraints_and_descriptions_have_their_rust() {
    hold("import-drawing.txt", &said(structured().args(["import", "drawing.json"])));
}

#[test]
fn a_schema_that_is_not_strict_is_refused_with_the_report_of_lint() {
    hold("import-refused.txt", &said(structured().args(["import", "twice.json"])));
}

#[test]
fn a_part_without_a_type_is_underlined_where_the_file_has_it() {
    // What is fixed on the way (`definitions`, `const`) does not move the place.
    let schema = "{\"type\": \"json_schema\", \"json_schema\": {\"name\": \"x\", \"strict\": true, \"schema\": {\r\n\
        \"definitions\": {\"Kind\": {\"type\": \"string\", \"const\": \"a\"}},\r\n\
        \"type\": \"object\",\r\n\
        \"properties\": {\r\n  \"kind\": {\"$ref\": \"#/definitions/Kind\"},\r\n  \
        \"größe\": {\"anyOf\": [{\"type\": \"string\", \"pattern\": \"^a\"},\r\n    {\"type\": \"string\", \"format\": \"date\"}]}\r\n},\r\n\
        \"required\": [\"kind\", \"größe\"], \"additionalProperties\": false}}}";
    hold("import-no-type.txt", &said(structured().args(["import", "-"]).write_stdin(schema)));
}

#[test]
fn lists_of_types_and_empty_objects_have_their_rust() {
    let schema = r#"{"type": "object", "properties": {
        "amount": {"type": ["string", "number", "integer", "null"], "description": "With or without a unit."},
        "options": {"type": "object", "properties": {}, "required": [], "additionalProperties": false},
        "gen": {"anyOf": [{"type": "string"}, {"type": "null"}, {"type": "string", "enum": ["auto"]}]},
        "reserved": {"type": "null", "description": "Not used yet."}, "listed": {"type": ["string", "null"], "enum": [null]},
        "nothings": {"type": "array", "items": {"type": "null", "description": "Nothing at all."}}},
        "required": ["amount", "options", "gen", "reserved", "listed", "nothings"], "additionalProperties": false}"#;
    hold("import-kinds.txt", &said(structured().args(["import", "-"]).write_stdin(schema)));
}

#[test]
fn output_goes_to_the_file_that_was_named() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("weather.rs");
    structured().args(["import", "weather.json", "-o"]).arg(&out).assert().code(0).stdout("");
    assert!(fs::read_to_string(&out).unwrap().contains("pub struct Weather {"));
}

#[test]
fn nothing_is_written_where_there_are_no_types() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["order.json", "cycle.json", "latin1.json", "broken.json"] {
        let out = folder.path().join("out.rs");
        structured().args(["import", file, "-o"]).arg(&out).assert().code(1);
        assert!(!out.exists(), "{file}");
    }
    let missing = folder.path().join("no/such/folder/out.rs");
    structured().args(["import", "weather.json", "-o"]).arg(&missing).assert().code(101);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn an_integer_is_the_rust_type_whose_bounds_it_has() {
    let cases = [
        (r#""minimum": 0, "maximum": 255"#, "pub n: u8,"),
        (r#""maximum": 65535, "minimum": 0"#, "pub n: u16,"),
        (r#""minimum": -2147483648, "maximum": 2147483647"#, "pub n: i32,"),
        (r#""minimum": 0"#, "pub n: u64,"),
        (r#""minimum": 0, "maximum": 100"#, "#[structured(maximum = 100)]\n    pub n: u64,"),
        (r#""minimum": 1, "maximum": 255"#, "#[structured(minimum = 1, maximum = 255)]\n    pub n: i64,"),
        (r#""minimum": -1"#, "#[structured(minimum = -1)]\n    pub n: i64,"),
    ];
    for (bounds, field) in cases {
        let schema = format!(
            r#"{{"type": "object", "properties": {{"n": {{"type": "integer", {bounds}}}}}, "required": ["n"], "additionalProperties": false}}"#
        );
        let said = said(structured().args(["import", "-"]).write_stdin(schema));
        assert!(said.contains(field), "{bounds}: {said}");
    }
}

#[test]
fn names_that_are_no_rust_names_get_some() {
    let schema = r#"{"type": "object", "properties": {
        "type": {"type": "string", "enum": ["self", "Self", "1", "größer", "", "a b", "a-b"]},
        "date info": {"type": "string"}, "dateInfo": {"type": "integer"}, "2nd": {"type": "boolean"}, "日付": {"type": "string"},
        "option": {"type": "object", "properties": {"vec": {"type": "array", "items": {"type": "object", "properties":
            {"x": {"type": "number"}, "y": {"type": "string"}}, "required": ["x", "y"], "additionalProperties": false}}},
            "required": ["vec"], "additionalProperties": false}},
        "required": ["type", "date info", "dateInfo", "2nd", "日付", "option"], "additionalProperties": false}"#;
    hold("import-names.txt", &said(structured().args(["import", "-"]).write_stdin(schema)));
}

#[cfg(unix)]
#[test]
fn no_text_of_the_file_or_its_name_leaves_its_comment_or_turns_its_direction() {
    let schema = "{\"type\": \"object\", \"description\": \"\", \"properties\": {\
        \"a\": {\"type\": \"string\", \"description\": \"left \\u202e right\"}, \
        \"b\": {\"type\": \"string\", \"description\": \"isolated \u{2066} text\"}, \
        \"c\": {\"type\": \"string\", \"description\": \"bell \\u0007\"}}, \
        \"required\": [\"a\", \"b\", \"c\"], \"additionalProperties\": false}";
    let folder = tempfile::tempdir().unwrap();
    let name = "evil\npub fn x(){}.json";
    fs::write(folder.path().join(name), schema).unwrap();
    hold("import-unseen.txt", &said(structured().current_dir(folder.path()).args(["import", name])));
}

#[test]
fn what_has_no_types_is_called_what_it_is() {
    let refusal = |input: &str, words: &str| {
        let said = said(structured().args(["import", "-"]).write_stdin(input));
        assert!(said.starts_with("exit code 1\n") && said.contains(words), "{input}: {said}");
    };
    refusal("", "no types for `<stdin>`: it is not JSON");
    refusal(
        r#"{"model": "m", "messages": []}"#,
        "there is no schema in here that the API would enforce\nhelp: give a schema",
    );
    refusal(
        r#"{"type": "object", "properties": {"a": {"type": "integer", "enum": [9007199254740992, 0]}}, "required": ["a"], "additionalProperties": false}"#,
        "from 2⁵³ on, not every reader of JSON keeps a whole number exact",
    );
}

#[test]
fn an_error_of_writing_names_the_file_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("missing/x.rs");
    let said = said(structured().args(["import", "weather.json", "-o"]).arg(&out));
    assert!(said.contains("missing/x.rs`: No such file or directory") && !said.contains(".structured-"), "{said}");
}

#[test]
fn the_types_are_as_rustfmt_has_them() {
    let variant = |tag: &str, rest: &str, names: &str| {
        format!(
            r#"{{"type": "object", "properties": {{"kind": {{"type": "string", "enum": ["{tag}"]}}{rest}}}, "required": ["kind"{names}], "additionalProperties": false}}"#
        )
    };
    let fitting =
        variant("fits", r#", "first": {"type": "string"}, "second": {"type": "number"}"#, r#", "first", "second""#);
    let noted = variant("noted", r#", "x": {"type": "string", "description": "Noted."}"#, r#", "x""#);
    let described = |length: usize| format!(r#"{{"type": "string", "description": "a  {}"}}"#, "x".repeat(length));
    let schema = format!(
        r#"{{"type": "object", "properties": {{"a": {}, "b": {}, "c": {}, "short": {{"anyOf": [{fitting}, {}]}}, "mixed": {{"anyOf": [{fitting}, {noted}]}}}},
            "required": ["a", "b", "c", "short", "mixed"], "additionalProperties": false}}"#,
        described(61),
        described(62),
        described(300),
        variant("other", r#", "y": {"type": "boolean"}"#, r#", "y""#),
    );
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.rs");
    for (name, input) in [("drawing", fs::read_to_string(files().join("drawing.json")).unwrap()), ("made", schema)] {
        structured().args(["import", "-", "-o"]).arg(&out).write_stdin(input).assert().code(0);
        let checked =
            std::process::Command::new("rustfmt").args(["--edition", "2024", "--check"]).arg(&out).output().unwrap();
        assert!(checked.status.success(), "{name}: {}", String::from_utf8_lossy(&checked.stdout));
    }
}

#[test]
fn all_parts_without_a_type_are_reported_at_once() {
    let schema = r##"{
"type": "object",
"properties": {
  "nothing": {"type": "boolean", "enum": [true]},
  "fine": {"type": "string"},
  "inner": {"type": "object", "properties": {
    "odd": {"type": "number", "enum": [1.5]}
  }, "required": ["odd"], "additionalProperties": false},
  "once": {"$ref": "#/$defs/List"},
  "twice": {"$ref": "#/$defs/List"}
},
"$defs": {"List": {"type": "array", "items": {"type": "boolean", "enum": [false]}}},
"required": ["nothing", "fine", "inner", "once", "twice"],
"additionalProperties": false
}"##;
    let said = said(structured().args(["import", "-"]).write_stdin(schema));
    assert!(said.starts_with("exit code 1\n"), "{said}");
    for place in ["<stdin>:4:42]", "<stdin>:7:39]", "<stdin>:12:74]"] {
        assert_eq!(said.matches(place).count(), 1, "{place}: {said}");
    }
    assert_eq!(said.matches("no-type at ").count(), 3, "{said}");
    assert!(said.ends_with("its schema is strict, and Rust has no type for these parts\n"), "{said}");
}

#[test]
fn a_server_that_is_not_strict_is_no_excuse_for_wrong_types() {
    let imports = |schema: &str| said(structured().args(["import", "-", "--profile", "llama.cpp"]).write_stdin(schema));
    let object = |property: &str| {
        format!(
            r#"{{"type": "object", "properties": {{"p": {property}}}, "required": ["p"], "additionalProperties": false}}"#
        )
    };
    for (schema, words) in [
        (r#"{"type": "array", "items": {"type": "string"}}"#.to_owned(), "root-type\n"),
        (r#"{"type": "object", "properties": {"p": {"type": "string"}}}"#.to_owned(), "optional-property\n"),
        (object(r#"{"type": "string", "not": {"enum": ["a"]}}"#), "keyword at /properties/p\n"),
        (object(r#"{"allOf": [{"type": "string"}, {"type": "integer"}]}"#), "keyword at /properties/p\n"),
        (object(r#"{"type": "object"}"#), "missing-properties\n"),
    ] {
        let said = imports(&schema);
        assert!(said.starts_with("exit code 1\n") && said.contains(words), "{schema}: {said}");
        assert!(said.contains("its schema is not strict"), "{said}");
    }
    let help = "help: `structured lint --fix --profile openai <stdin>` fixes what can be fixed\n";
    assert!(imports(r#"{"type": "object", "properties": {"p": {"type": "string"}}}"#).contains(help));
    // What the server has and others have not is no matter of structure.
    let deep = (0..12).fold(object(r#"{"type": "string", "format": "uri", "minimum": 1}"#), |inner, _| object(&inner));
    assert!(imports(&deep).starts_with("exit code 0\n"), "{}", imports(&deep));
}

#[test]
fn the_help_of_a_refusal_names_the_profile_that_refused() {
    let open = r#"{"type": "object", "properties": {}, "required": []}"#;
    for (profile, help) in [
        ("openai-2024-08", "help: `structured lint --fix <stdin>` fixes"),
        ("openai", "help: `structured lint --fix --profile openai <stdin>` fixes"),
    ] {
        let said = said(structured().args(["import", "-", "--profile", profile]).write_stdin(open));
        assert!(said.contains(help), "{said}");
    }
}

#[test]
fn definitions_of_one_name_under_both_keywords_are_two_types() {
    let schema = r##"{"type": "object",
        "properties": {"new": {"$ref": "#/$defs/A"}, "old": {"$ref": "#/definitions/A"}, "other": {"$ref": "#/definitions/B"}},
        "required": ["new", "old", "other"], "additionalProperties": false,
        "$defs": {"A": {"type": "object", "properties": {"x": {"type": "string"}}, "required": ["x"], "additionalProperties": false}},
        "definitions": {
            "A": {"type": "object", "properties": {"y": {"type": "integer"}}, "required": ["y"], "additionalProperties": false},
            "B": {"type": "object", "properties": {"a": {"$ref": "#/definitions/A"}}, "required": ["a"], "additionalProperties": false}}}"##;
    let said = said(structured().args(["import", "-"]).write_stdin(schema));
    for line in ["pub new: A,", "pub old: A2,", "pub x: String,", "pub y: i64,", "pub other: B,", "pub a: A2,"] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let note = "note: the definition `A` of `definitions` is called `A2`: `$defs` has one of its name\n";
    assert!(said.contains(note) && said.contains("note: the root: moved `definitions` into `$defs`\n"), "{said}");
}

#[test]
fn a_whole_number_with_a_point_is_a_whole_number() {
    let schema = r#"{"type": "object", "properties": {"a": {"type": "integer", "enum": [1.0, 2]}}, "required": ["a"], "additionalProperties": false}"#;
    let said = said(structured().args(["import", "-"]).write_stdin(schema));
    assert!(said.contains("    N1 = 1,\n    N2 = 2,\n"), "{said}");
}

#[test]
fn every_difference_to_the_file_is_noted() {
    let object = |property: &str| {
        format!(
            r#"{{"type": "object", "properties": {{"p": {property}}}, "required": ["p"], "additionalProperties": false}}"#
        )
    };
    for (property, words) in [
        (
            r#"{"description": "When it was closed.", "anyOf": [{"type": "string", "description": "RFC 3339, UTC."}, {"type": "null"}]}"#,
            "note: /properties/p: the `description` of the branch is left out: \"RFC 3339, UTC.\"",
        ),
        (
            r#"{"type": "object", "properties": {}, "additionalProperties": false}"#,
            "note: /properties/p: added `\"required\": []`, which the types have",
        ),
        (
            r#"{"type": "string", "minLength": 2}"#,
            "note: /properties/p: moved `minLength` into the description: the types admit more than the file does",
        ),
        (
            r##"{"description": "Mine.", "anyOf": [{"$ref": "#/$defs/Word"}]}"##,
            "note: /properties/p: the `description` of the branch",
        ),
    ] {
        let schema =
            object(property).replacen('{', r#"{"$defs": {"Word": {"type": "string", "description": "Theirs."}}, "#, 1);
        let said = said(structured().args(["import", "--profile", "openai", "-"]).write_stdin(schema));
        assert!(said.starts_with("exit code 0\n"), "{said}");
        assert!(said.contains(words) || property.contains("Word") && said.contains("Theirs."), "{said}");
    }
}
