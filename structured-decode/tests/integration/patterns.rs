//! What a `pattern` admits, and which patterns are refused.

use structured_decode::{Constraint, Vocab};

use crate::{admits, of_value};

/// As ECMA-262 means them, which JSON Schema refers to; where readers differ, what all of them take.
#[test]
fn patterns_mean_what_json_schema_means_by_them() {
    let of_pattern = |pattern: &str| of_value(&serde_json::json!({"type": "string", "pattern": pattern}).to_string());
    let cases: [(&str, &[&str], &[&str]); 23] = [
        ("k", &["k", "ak", "kk!"], &["", "a"]),
        (r"^[^\s]$", &["a", "\u{200b}"], &[" ", "\u{a0}", "\u{feff}", "\u{85}"]),
        (r"^\s$", &[" "], &["a", "\u{a0}"]),
        (r"^\S$", &["a"], &[" ", "\u{a0}", "\u{feff}"]),
        (r"^[^\S]$", &[" "], &["a", "\u{a0}"]),
        (r"^[^\D]$", &["1"], &["a", "١"]),
        (r"^[\W\d]$", &["1", "-", "é"], &["a", "_"]),
        ("^.$", &["a", "é"], &["\u{2028}", "ab"]),
        ("^[a&&b]$", &["a", "&", "b"], &["c"]),
        ("^[[~~]$", &["[", "~"], &["]"]),
        ("^[+--]$", &["+", ",", "-"], &["."]),
        ("^abc$|^def$", &["abc", "def"], &["abcdef", "ab"]),
        ("^$|^[0-9]{2}$", &["", "12"], &["1"]),
        ("(^a|b)c", &["ac", "acx", "xbc"], &["xac", "c"]),
        (r"^[\w\s-.]$", &["a", " ", "-", "."], &["\u{e}", "+", ","]),
        (r"^[\w-z]$", &["a", "-"], &["`"]),
        ("^[^--b]$", &["c", " "], &["a", "-", "b", "0"]),
        (r"^[^]$", &["a"], &["", "ab"]),
        (r"^a[]?$", &["a"], &["aa", "a]"]),
        (r"^\u0041\x42\cJ?\u{43}\ud83d\ude00\/\-$", &["ABC😀/-"], &["ABC😀/"]),
        (r"^[\]\-^\b]$", &["]", "-", "^"], &["b"]),
        (r"^(?:a|(?<name>b)){2,3}?$", &["ab", "bbb"], &["a", "abab"]),
        (r"^\p{Lu}[\P{L}]$", &["A1"], &["a1", "AB"]),
    ];
    for (pattern, admitted, refused) in cases {
        let constraint = of_pattern(pattern);
        for (texts, is_admitted) in [(admitted, true), (refused, false)] {
            for text in texts {
                assert_eq!(admits(&constraint, &format!(r#"{{"v":"{text}"}}"#)), is_admitted, "{pattern} and {text:?}");
            }
        }
    }
}

#[test]
fn what_a_pattern_means_to_some_readers_alone_is_refused() {
    for pattern in [
        "(?i)a",
        "(?=a)",
        "(?<!a)b",
        "a++",
        "a{2, 3}",
        "a{,3}",
        "{",
        "*a",
        "a]",
        r"\a",
        r"\A",
        r"\1",
        r"\pL",
        r"\p{Greek}",
        r"\x{2}",
        r"\U00000041",
        r"\ud800",
        "[z-a]",
        "[a",
        r"\",
    ] {
        let schema = serde_json::json!({"type": "string", "pattern": pattern}).to_string();
        let object = format!(r#"{{"type":"object","properties":{{"v":{schema}}}}}"#);
        let error = Constraint::from_schema(&object, &Vocab::bytes().unwrap()).err().map(|error| error.to_string());
        let error = error.unwrap_or_else(|| panic!("{pattern} is taken"));
        assert!(error.contains(&format!("at `#/properties/v`: the pattern `{pattern}` cannot be read: ")), "{error}");
    }
}
