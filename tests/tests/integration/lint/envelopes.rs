//! Where schemas are found: in response formats, tools, requests, `OpenAPI` documents; and what is checked around them.

use serde_json::{Value, json};
use structured_core::profile::OPENAI;
use structured_lint::{Rule, check, find_schemas, strictify};

use super::kinds::{errors, fixed, with};
use super::rules::{found, line, object};

#[test]
fn schemas_are_found_in_every_envelope() {
    let bad = object(r#""p":{"type":"array"}"#);
    let envelopes = [
        (
            r#"{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":§}}"#,
            "/json_schema/schema",
            "response_format 'n'",
        ),
        (r#"{"name":"n","strict":true,"schema":§}"#, "/schema", "response_format 'n'"),
        (r#"{"type":"json_schema","name":"n","strict":true,"schema":§}"#, "/schema", "response_format 'n'"),
        (
            r#"{"type":"function","function":{"name":"n","strict":true,"parameters":§}}"#,
            "/function/parameters",
            "function 'n'",
        ),
        (r#"{"type":"function","name":"n","strict":true,"parameters":§}"#, "/parameters", "function 'n'"),
        (
            r#"{"model":"m","input":"i","text":{"format":{"type":"json_schema","name":"n","strict":true,"schema":§}}}"#,
            "/text/format/schema",
            "response_format 'n'",
        ),
        (
            r#"{"model":"m","messages":[],"tools":[{"type":"web_search"},{"type":"function","function":{"name":"n","strict":true,"parameters":§}}]}"#,
            "/tools/1/function/parameters",
            "function 'n'",
        ),
        (
            r#"{"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[],"response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":§}}}}"#,
            "/body/response_format/json_schema/schema",
            "response_format 'n'",
        ),
    ];
    for (envelope, pointer, subject) in envelopes {
        let violations = check(&envelope.replace('§', &bad), &OPENAI);
        assert_eq!(
            violations.iter().map(line).collect::<Vec<_>>(),
            [format!("missing-items {pointer}/properties/p")],
            "{envelope}"
        );
        assert!(
            violations[0]
                .message
                .starts_with(&format!("Invalid schema for {subject}: In context=('properties', 'p'), "))
        );
    }
}

#[test]
fn envelopes_have_their_parts() {
    let good = object(r#""p":{"type":"string"}"#);
    for (envelope, expected, message) in [
        (
            r#"{"type":"json_schema","json_schema":{"strict":true,"schema":§}}"#,
            "envelope /json_schema",
            "Missing required parameter: 'response_format.json_schema.name'.",
        ),
        (
            r#"{"type":"json_schema","json_schema":{"name":"n","strict":true}}"#,
            "envelope /json_schema",
            "Missing required parameter: 'response_format.json_schema.schema'.",
        ),
        (
            r#"{"type":"json_schema","json_schema":{"name":"a b","strict":true,"schema":§}}"#,
            "name /json_schema/name",
            "Invalid 'response_format.json_schema.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
        ),
        (
            r#"{"type":"json_schema","name":"NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN","strict":true,"schema":§}"#,
            "name /name",
            "Invalid 'text.format.name': string too long. Expected a string with maximum length 64, but got a string with length 65 instead.",
        ),
        (
            r#"{"model":"m","messages":[],"response_format":{"type":"bogus"}}"#,
            "envelope /response_format",
            "Invalid value: 'bogus'. Supported values are: 'json_object', 'json_schema', and 'text'.",
        ),
        (
            r#"{"model":"m","input":"i","text":{"format":{"type":"bogus","name":"n","schema":§}}}"#,
            "envelope /text/format",
            "Invalid value: 'bogus'. Supported values are: 'json_object', 'json_schema', and 'text'.",
        ),
        (
            r#"{"model":"m","input":"i","text":{"format":{"name":"n","schema":§}}}"#,
            "envelope /text/format",
            "Missing required parameter: 'text.format.type'.",
        ),
        (
            r#"{"model":"m","messages":[],"response_format":"json"}"#,
            "envelope /response_format",
            "Invalid type for 'response_format': expected an object, but got a string instead.",
        ),
        (
            r#"{"type":"json_schema","json_schema":{"name":"n","schema":§}}"#,
            "?not-strict /json_schema",
            "`strict` is not `true`, without it the schema is only a hint; it is checked as if it were strict",
        ),
    ] {
        let violations = check(&envelope.replace('§', &good), &OPENAI);
        assert_eq!(violations.iter().map(line).collect::<Vec<_>>(), [expected], "{envelope}");
        assert_eq!(violations[0].message, message);
    }
    let unclear = r#"{"type":"function","function":{"name":"n","strict":"yes","parameters":{"type":"object"}}}"#;
    assert_eq!(found(unclear, &OPENAI), ["envelope /function/strict", "missing-properties /function/parameters"]);
    assert_eq!(
        check(unclear, &OPENAI)[0].message,
        "Invalid type for 'tools[0].function.strict': expected a boolean, but got a string instead."
    );
    let loose = r#"{"type":"function","function":{"name":"n","strict":false,"parameters":{"type":"object"}}}"#;
    assert_eq!(found(loose, &OPENAI), ["?not-strict /function"]);
}

#[test]
fn strict_stands_inside_json_schema() {
    let schema = with(r#"{"type":"string"}"#);
    let format = |outer: &str, inner: &str| {
        format!(r#"{{"type":"json_schema",{outer}"json_schema":{{"name":"a",{inner}"schema":{schema}}}}}"#)
    };
    let wrong = format(r#""strict":true,"#, "");
    let found = check(&wrong, &OPENAI);
    assert_eq!(found[0].message, "Unknown parameter: 'response_format.strict'.");
    assert_eq!(strictify(&wrong, &OPENAI).text, format("", r#""strict":true,"#));
    let tool = format!(r#"{{"type":"function","strict":true,"function":{{"name":"f","parameters":{schema}}}}}"#);
    assert_eq!(check(&tool, &OPENAI)[0].message, "Unknown parameter: 'tools[0].strict'.");
    assert_eq!(errors(&strictify(&tool, &OPENAI).left), Vec::<String>::new());
}

#[test]
fn tools_of_all_kinds_are_found() {
    let schema = r#"{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}"#;
    let mcp = format!(r#"{{"name":"get","description":"d","inputSchema":{schema},"outputSchema":{schema}}}"#);
    let anthropic = format!(r#"{{"name":"get","input_schema":{schema}}}"#);
    for (document, pointers) in [
        (mcp.clone(), &["/inputSchema", "/outputSchema"][..]),
        (format!(r#"{{"tools":[{mcp}]}}"#), &["/tools/0/inputSchema", "/tools/0/outputSchema"]),
        (format!("[{mcp}]"), &["/0/inputSchema", "/0/outputSchema"]),
        (
            format!(r#"{{"jsonrpc":"2.0","id":1,"result":{{"tools":[{mcp}]}}}}"#),
            &["/result/tools/0/inputSchema", "/result/tools/0/outputSchema"],
        ),
        (anthropic.clone(), &["/input_schema"]),
        (format!(r#"{{"model":"m","messages":[],"tools":[{anthropic}]}}"#), &["/tools/0/input_schema"]),
        (
            format!(
                r#"{{"model":"m","messages":[],"output_config":{{"format":{{"type":"json_schema","schema":{schema}}}}}}}"#
            ),
            &["/output_config/format/schema"],
        ),
        (
            format!(r#"{{"model":"m","messages":[],"functions":[{{"name":"f","parameters":{schema}}}]}}"#),
            &["/functions/0/parameters"],
        ),
    ] {
        let root = structured_lint::Document::read(&document).unwrap().root;
        let found: Vec<String> = find_schemas(&root).into_iter().map(|located| located.pointer).collect();
        assert_eq!(found, pointers, "{document}");
        let open: Vec<String> = pointers.iter().map(|pointer| format!("open-object {pointer}")).collect();
        assert_eq!(errors(&check(&document, &OPENAI)), open, "{document}");
        let fixed = strictify(&document, &OPENAI);
        assert_eq!(errors(&fixed.left), Vec::<String>::new());
        assert!(!fixed.text.contains("strict"), "these tools have no switch: {}", fixed.text);
    }
}

#[test]
fn tools_are_as_many_and_their_descriptions_as_long_as_the_api_takes() {
    let tool = |description: usize| {
        format!(
            r#"{{"type":"function","function":{{"name":"f","description":"{}","strict":true,"parameters":{}}}}}"#,
            "é".repeat(description),
            with(r#"{"type":"string"}"#)
        )
    };
    let list = |count: usize| format!("[{}]", vec![tool(1); count].join(","));
    assert_eq!(check(&tool(1_024), &OPENAI), []);
    let found = check(&tool(1_025), &OPENAI);
    assert_eq!(
        found[0].message,
        "Invalid 'tools[0].function.description': string too long. Expected a string with maximum length 1024, but got a \
         string with length 1025 instead."
    );
    assert_eq!(check(&list(128), &OPENAI), []);
    let found = check(&list(129), &OPENAI);
    assert_eq!(
        found[0].message,
        "Invalid 'tools': array too long. Expected an array with maximum length 128, but got an array with length 129 \
         instead."
    );
}

#[test]
fn the_components_of_an_openapi_document_are_checked() {
    let document = r##"{"openapi":"3.1.0","info":{"title":"t"},"paths":{},"components":{"schemas":{
        "Pet":{"type":"object","properties":{"kind":{"$ref":"#/components/schemas/Kind"},"mother":{"$ref":"#/components/schemas/Pet"},
            "lost":{"$ref":"#/components/schemas/Lost"}},"required":["kind"]},
        "Kind":{"type":"string","enum":["cat","dog"]},
        "Dog":{"allOf":[{"$ref":"#/components/schemas/Pet"},{"type":"object","properties":{"barks":{"type":"boolean"}}}]}}}}"##;
    let found = errors(&check(document, &OPENAI));
    assert_eq!(
        found,
        [
            "open-object /components/schemas/Pet",
            "optional-property /components/schemas/Pet",
            "reference-target /components/schemas/Pet/properties/lost",
            "keyword /components/schemas/Dog",
        ]
    );
    let (text, fixed) = fixed(&document.replace(r##","lost":{"$ref":"#/components/schemas/Lost"}"##, "").replace(
        r##"
            "lost":{"$ref":"#/components/schemas/Lost"}"##,
        r#""found":{"type":"string"}"#,
    ));
    assert_eq!(errors(&fixed.left), Vec::<String>::new(), "{text:#}");
    let dog = &text["components"]["schemas"]["Dog"];
    assert_eq!(dog["additionalProperties"], false, "{dog}");
    assert!(dog["properties"].get("kind").is_some() && dog["properties"].get("barks").is_some(), "{dog}");
    assert_eq!(text["info"]["title"], "t");
}

#[test]
fn a_file_without_a_schema_says_what_was_looked_for() {
    let found = check(r#"{"name":"package","version":"1.0.0"}"#, &OPENAI);
    assert_eq!(found[0].rule, Rule::NoSchema);
    assert!(found[0].help.contains("inputSchema") && found[0].help.contains("OpenAPI"), "{}", found[0].help);
}

#[test]
fn a_tool_of_the_responses_api_may_have_a_name_of_128_characters_and_other_names_64() {
    let parameters = json!({"type": "object", "properties": {}, "required": [], "additionalProperties": false});
    let named = |length: usize| json!({"name": "a".repeat(length), "strict": true, "parameters": &parameters});
    let errors = |tool: Value| {
        let request = json!({"model": "m", "tools": [tool]}).to_string();
        check(request.as_str(), &OPENAI).len()
    };
    let responses = |length: usize| {
        let mut tool = named(length);
        tool["type"] = json!("function");
        errors(tool)
    };
    let chat = |length: usize| errors(json!({"type": "function", "function": named(length)}));
    assert_eq!((responses(64), responses(128), responses(129)), (0, 0, 1));
    assert_eq!((chat(64), chat(65)), (0, 1));
}
