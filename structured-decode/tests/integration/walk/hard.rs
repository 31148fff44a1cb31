//! Schemas that strain the machinery: what the engine and the automaton read must still be one language.

/// Name and text of each.
pub(crate) fn all() -> Vec<(String, String)> {
    let values = VALUES.iter().map(|(name, schema)| (format!("hard: {name}"), object(schema)));
    let patterns = PATTERNS.iter().map(|pattern| {
        let schema = serde_json::json!({"type": "string", "pattern": pattern});
        (format!("hard: pattern {pattern}"), object(&schema.to_string()))
    });
    let roots = ROOTS.iter().map(|(name, schema)| (format!("hard: {name}"), (*schema).to_owned()));
    values.chain(patterns).chain(roots).collect()
}

/// Recursions that can be read in several ways at each level, which takes its time.
pub(crate) fn ambiguous() -> Vec<(String, String)> {
    AMBIGUOUS.iter().map(|(name, schema)| (format!("hard: {name}"), (*schema).to_owned())).collect()
}

/// An object with one property.
pub(crate) fn object(schema: &str) -> String {
    format!(r#"{{"type":"object","properties":{{"v":{schema}}},"required":["v"],"additionalProperties":false}}"#)
}

/// Most do not say what may stand before or behind, or ask for something only near the end of a budget.
const PATTERNS: &[&str] = &[
    "k",
    "^.+@.+$",
    "^[^@]+@[^@]+[.][a-z]{2,}$",
    "^[^#]*(#[0-9]{20})?$",
    r"^[^(]*(\([a-z]{3,}\))?$",
    r"^\\/[ab]{2}$",
    r"^(/[a-z]+)+\/?$",
    "^abc$|^def$",
    "^$|^[0-9]{5}$",
    "(^a|b$)",
    r"^[^\s]+$",
    r"^[^\S]{2}x$",
    r"^\S+\s\d[\w.-]*$",
    r"^[^\d\W]+$",
    "^[[&~^-]{2}$",
    "^.$",
    r"^\p{Lu}[\p{L} ]{0,5}$",
    "^a+?b*?$",
    "é$",
];

const VALUES: &[(&str, &str)] = &[
    ("an escaped backslash before a slash", r#"{"enum":["a\\/b","c"]}"#),
    ("an object as a value", r#"{"enum":[1,{"a":[],"b":{"c":null}}]}"#),
    (
        "an object as a value beside objects",
        r#"{"anyOf":[{"const":{"a":"xxxxxxxx"}},{"type":"object","properties":{"a":{"type":"string"}}}]}"#,
    ),
    (
        "an array as a value beside arrays",
        r#"{"anyOf":[{"enum":[[1,2,[3,"x"]]]},{"type":"array","items":{"type":"integer"}}]}"#,
    ),
    ("values that begin with each other", r#"{"enum":[1,12,1.5,"1","12",null,true,-1,1e20,"\u0001\"é😀\u007f"]}"#),
    (
        "numbers of two kinds",
        r#"{"anyOf":[{"type":"integer","minimum":10},{"type":"number","maximum":5},{"enum":[7,77,7.5]}]}"#,
    ),
    (
        "arrays that begin alike",
        r#"{"anyOf":[{"type":"array","items":{"type":"integer"}},{"type":"array","items":{"type":["integer","null"]},"minItems":2},{"type":"array","items":{"type":"string"},"maxItems":1}]}"#,
    ),
    (
        "a branch that no string fits",
        r#"{"anyOf":[{"type":"string","pattern":"^a{5}$","maxLength":3},{"type":"null"}]}"#,
    ),
    ("a pattern and lengths", r#"{"type":"string","pattern":"^(ab|abc)+$","minLength":7,"maxLength":8}"#),
    ("bounds of many digits", r#"{"type":"number","minimum":-999999999999998.5,"exclusiveMaximum":123456789012.3}"#),
    ("multiples without bounds", r#"{"type":"number","multipleOf":2.5}"#),
    ("a range between two decimals", r#"{"type":"number","minimum":0.1,"maximum":0.15}"#),
];

const ROOTS: &[(&str, &str)] = &[
    (
        "an empty array as a value beside arrays",
        r#"{"anyOf":[{"type":"object","properties":{"a":{"const":[]},"b":{"type":"string","minLength":30}}},{"type":"object","properties":{"a":{"type":"array","items":{"type":"null"}},"c":{"type":"null"}}},{"type":"object","properties":{"a":{"enum":[[],[[]],{}]},"d":{"type":"null"}}}]}"#,
    ),
    (
        "arrays as values in a recursion",
        r##"{"type":"object","properties":{"v":{"enum":[1,[[[1]]]]},"n":{"anyOf":[{"$ref":"#"},{"type":"null"}]}}}"##,
    ),
    (
        "odd names",
        r#"{"type":"object","properties":{"":{"type":"null"},"a\"b\\":{"type":"null"},"a\\/b":{"type":"null"},"\n/~é😀":{"type":"null"},"/":{"enum":["/","//","\\","/*","\\/","&","~"]}}}"#,
    ),
    (
        "references with escapes",
        r##"{"type":"object","properties":{"a":{"$ref":"#/$defs/x%20y"},"b":{"$ref":"#/$defs/x~1z"}},"$defs":{"x y":{"type":"null"},"x/z":{"$ref":"#/$defs/w"},"w":{"enum":["w"]}}}"##,
    ),
];

const AMBIGUOUS: &[(&str, &str)] = &[
    (
        "a recursion that can be read in two ways",
        r##"{"anyOf":[{"type":"array","items":{"anyOf":[{"$ref":"#"},{"enum":[true]}]}},{"type":"array","items":{"anyOf":[{"$ref":"#"},{"type":"null"}]}}]}"##,
    ),
    (
        "a recursion that can be read in seven ways",
        r##"{"anyOf":[{"type":"array","items":{"anyOf":[{"$ref":"#"},{"const":1}]}},{"type":"array","items":{"anyOf":[{"$ref":"#"},{"const":2}]}},{"type":"array","items":{"anyOf":[{"$ref":"#"},{"const":3}]}},{"type":"array","items":{"anyOf":[{"$ref":"#"},{"const":4}]}},{"type":"array","items":{"anyOf":[{"$ref":"#"},{"const":5}]}},{"type":"array","items":{"anyOf":[{"$ref":"#"},{"const":6}]}},{"type":"array","items":{"anyOf":[{"$ref":"#"},{"const":7}]}}]}"##,
    ),
];
