//! The schema file that a type is bound to. It is read when the derive expands, and quoted in the form in which schemas
//! are printed.
//!
//! Formatting and the order of keywords in a schema are ignored, but the order of properties is not. So the file is
//! read into a tree, its keywords are put in order, and it is printed without white space. Const code then compares the
//! outline of the tree with that of the type, and only if they differ the two texts.
//!
//! Cargo builds macros without optimisation, in release builds too. The reader therefore works on bytes, and a part
//! that needs no change stays a slice of the file.

mod canonical;
mod outline;
mod reader;

use std::fs;
use std::path::PathBuf;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, format_ident, quote};
use syn::{LitStr, Path, Token};

use self::reader::Reader;
use crate::model::Model;
use crate::scope::crate_path;
use crate::source::{append_call, in_braces, long_text_literal, text_literal, tokens_of};
use crate::types::Owner;

/// The generated code for a bound type, in addition to its description.
pub(crate) struct Bound {
    /// The text of the file, if it could be read, and the check that it is the type's schema.
    pub(crate) in_scope: TokenStream,
    /// The test that writes the file. It is outside of the scope that contains the rest.
    pub(crate) test: TokenStream,
    is_read: bool,
}

impl Bound {
    /// The type's schema: the text of the file if that is the same, because a text in the source costs the compiler
    /// less than a text that it computes.
    pub(crate) fn schema(&self, rendered: &TokenStream) -> TokenStream {
        if self.is_read { quote!(if __AGREES { __FILE } else { #rendered }) } else { rendered.clone() }
    }
}

/// The check that the file is the type's schema, and the test that writes it. Most of it is text, because macros run
/// unoptimized.
pub(crate) fn emit(file: &LitStr, model: &Model, owner: &Owner<'_>, fingerprint: u64) -> Bound {
    let path = file.value();
    let read = read(&path);
    let is_there = read.is_ok() || in_package(&path).is_file();
    let mut in_scope = TokenStream::new();
    check(file.span(), &path, is_there, &read, model, owner, &mut in_scope);
    registration(&path, fingerprint, owner, is_there.then_some(&read), &mut in_scope);
    Bound { in_scope, test: test(model, owner, fingerprint), is_read: read.is_ok() }
}

/// The code of an expression that tells the compiler to track the file, which has to exist.
///
/// The path is written out, because `concat!` and `env!` in generated code cost the compiler more.
fn tracked(path: &str) -> String {
    format!("_structured::core::include_bytes!({})", text_literal(&in_package(path).to_string_lossy()))
}

/// Appends the text of the file, if it could be read, and the check that it is the type's schema.
fn check(
    span: Span,
    path: &str,
    is_there: bool,
    read: &Result<Schema, String>,
    model: &Model,
    owner: &Owner<'_>,
    tokens: &mut TokenStream,
) {
    let tracked = tracked(path);
    let (name, path) = (text_literal(&model.name.text), text_literal(path));
    let mode = "_structured::core::option_env!(\"STRUCTURED_SCHEMAS\")";
    match read {
        Ok(schema) => {
            let text = long_text_literal(&schema.text);
            // The file is not tracked by an item of its own, because each item costs the compiler.
            tokens.extend(tokens_of(&format!(
                "const __FILE: &'static _structured::core::primitive::str = {{ _ = {tracked}; {text} }};
                const __AGREES: _structured::core::primitive::bool ="
            )));
            append_call(
                "agrees",
                Some(&owner.this),
                tokens_of(&format!("__FILE, {:#x}u128", schema.outline)),
                Span::call_site(),
                tokens,
            );
            tokens.extend(tokens_of("; const _: () ="));
            let arguments = tokens_of(&format!("{name},{path},__FILE,__AGREES,{mode}"));
            append_call("file", Some(&owner.this), arguments, span, tokens);
        }
        Err(why) => {
            // A file that does not exist cannot be tracked.
            if is_there {
                tokens.extend(tokens_of(&format!("const _: &[_structured::core::primitive::u8] = {tracked};")));
            }
            tokens.extend(tokens_of("const _: () ="));
            let arguments = tokens_of(&format!("{name}, {path}, {}, {mode}", text_literal(why)));
            append_call("no_file", None, arguments, span, tokens);
        }
    }
    Token![;](Span::call_site()).to_tokens(tokens);
}

/// Appends the constants that the test of the type uses.
fn registration(
    path: &str,
    fingerprint: u64,
    owner: &Owner<'_>,
    read: Option<&Result<Schema, String>>,
    tokens: &mut TokenStream,
) {
    let read = match read {
        Some(Ok(_)) => "_structured::Some(_structured::Ok(__FILE))".to_owned(),
        Some(Err(why)) => format!("_structured::Some(_structured::Err({}))", text_literal(why)),
        None => "_structured::None".to_owned(),
    };
    let mut body = tokens_of(&format!(
        "const FOLDER: &'static _structured::core::primitive::str = _structured::core::env!(\"CARGO_MANIFEST_DIR\");
        const PATH: &'static _structured::core::primitive::str = {};
        const READ: _structured::core::option::Option<_structured::core::result::Result<
            &'static _structured::core::primitive::str,
            &'static _structured::core::primitive::str,
        >> = {read};
        const SCHEMA: &'static _structured::core::primitive::str =",
        text_literal(path)
    ));
    append_call("json_schema", Some(&owner.this), TokenStream::new(), Span::call_site(), &mut body);
    Token![;](Span::call_site()).to_tokens(&mut body);
    tokens.extend(tokens_of("#[cfg(test)] impl _structured::BoundType<"));
    owner.this.to_tokens(tokens);
    tokens.extend(tokens_of("> for _structured::Number<"));
    tokens.extend(number(fingerprint, &tokens_of("_structured")));
    Token![>](Span::call_site()).to_tokens(tokens);
    tokens.append(in_braces(body));
}

/// The test that writes the file.
///
/// It is in a module, because there rustc's warning about tests in function bodies (that they never run) can be
/// allowed, but not at the test itself. A type in a function body has no name in that module, so the test refers to the
/// type by its number.
fn test(model: &Model, owner: &Owner<'_>, fingerprint: u64) -> TokenStream {
    let name = format_ident!("__structured_schema_file_of_{}", owner.ident);
    let (import, krate) = crate_path_one_module_deeper(model.krate.as_ref());
    let private = quote!(#krate::__private);
    let number = number(fingerprint, &private);
    quote! {
        #[cfg(test)]
        #[doc(hidden)]
        #[allow(non_snake_case, dead_code, unnameable_test_items)]
        mod #name {
            #import
            #[#private::core::prelude::v1::test]
            fn test() {
                #private::run::<_, #number>();
            }
        }
    }
}

/// The number of the type. It is the same in all places where the derive uses it.
fn number(fingerprint: u64, private: &TokenStream) -> TokenStream {
    quote!({ #private::number(#fingerprint, #private::core::line!(), #private::core::column!()) })
}

/// The path of structured-core from a module next to the type, and the import that the module needs for it.
fn crate_path_one_module_deeper(said: Option<&Path>) -> (Option<TokenStream>, TokenStream) {
    let Some(path) = said.filter(|path| path.leading_colon.is_none()) else { return (None, crate_path(said)) };
    let mut segments = path.segments.iter();
    let Some(first) = segments.next() else { return (None, crate_path(said)) };
    if first.ident == "crate" {
        return (None, quote!(#path));
    }
    if first.ident == "super" {
        return (None, quote!(super::#path));
    }
    if first.ident == "self" {
        return (None, quote!(super #(::#segments)*));
    }
    let import = quote! {
        #[allow(unused_imports)]
        use super::*;
    };
    (Some(import), quote!(#path))
}

/// The location of a path that an attribute names.
pub(crate) fn in_package(path: &str) -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join(path)
}

/// A schema in a file.
struct Schema {
    /// The schema in the form in which schemas are printed.
    text: String,
    /// Its outline, or zero if it has a part that outlines do not describe.
    outline: u128,
}

/// The schema in the file, or what is wrong with it.
fn read(path: &str) -> Result<Schema, String> {
    let bytes = fs::read(in_package(path)).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "does not exist".to_owned(),
        _ => format!("cannot be read: {error}"),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    schema(&text).map_err(|at| {
        let before = text.get(..at).unwrap_or(&text);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        format!("is not JSON at line {line}, column {column}")
    })
}

/// The schema in a text, or the position at which the text is not JSON.
fn schema(text: &str) -> Result<Schema, usize> {
    let mut reader = Reader::new(text);
    let json = reader.document().ok_or(reader.at())?;
    let mut canonical = String::with_capacity(text.len());
    canonical::write(&json, &mut canonical);
    Ok(Schema { text: canonical, outline: outline::outline(&json).unwrap_or_default() })
}

#[cfg(test)]
mod tests {
    fn canonical_text(text: &str) -> Result<String, usize> {
        super::schema(text).map(|schema| schema.text)
    }

    #[test]
    fn formatting_and_the_order_of_keywords_are_gone() {
        let file =
            "\u{feff}{ \"properties\": {\"type\": {\"type\" : \"string\"},\r\n\t\"a\": {}}, \"type\": \"object\" }\n";
        let text = r#"{"type":"object","properties":{"type":{"type":"string"},"a":{}}}"#;
        assert_eq!(canonical_text(file).as_deref(), Ok(text));
    }

    #[test]
    fn strings_are_escaped_as_schemas_escape_them() {
        let file =
            r#"{"description": "\u0041\/\u00e9\ud83d\ude00 \u000A\u001F\"\\ é", "\u0074ype": "object", "x": "\t"}"#;
        let text = r#"{"description":"A/é😀 \n\u001f\"\\ é","type":"object","x":"\t"}"#;
        assert_eq!(canonical_text(file).as_deref(), Ok(text));
        let printed = r#"["\"\\\b\f\n\r\t","é\\","\\\""]"#;
        assert_eq!(canonical_text(printed).as_deref(), Ok(printed));
        assert_eq!(canonical_text(r#""\"\/\n""#).as_deref(), Ok(r#""\"/\n""#));
    }

    #[test]
    fn a_text_that_is_not_json_has_the_place_of_the_error() {
        for (file, at) in [(r#""\n\q""#, 4), (r#""\n\"#, 4), (r#""\n"#, 3), ("\"\\n\n\"", 3), (r#""\/\u12""#, 5)] {
            assert_eq!(canonical_text(file), Err(at), "{file}");
        }
    }

    #[test]
    fn required_follows_the_properties_if_it_names_the_same() {
        let file = |required| {
            canonical_text(&format!("{{\"properties\": {{\"a\": 1, \"b\": 2}}, \"required\": {required}}}")).unwrap()
        };
        assert_eq!(file(r#"["b", "a"]"#), file(r#"["a", "b"]"#));
        for others in [
            r#"["b", "b"]"#,
            r#"["b"]"#,
            r#"["a"]"#,
            r#"["a", "b", "c"]"#,
            r#"["b", "c"]"#,
            r#"["b", "a", "c"]"#,
            r#"["b", 1]"#,
            "true",
        ] {
            assert!(file(others).ends_with(&format!("\"required\":{}}}", others.replace(' ', ""))), "{others}");
        }
    }

    #[test]
    fn numbers_are_those_of_json_and_no_others() {
        for number in ["0", "-0", "10", "0.5", "-0.50", "1e5", "1E+5", "1e-05", "0e0", "123456789012345678901234567890"]
        {
            assert_eq!(canonical_text(number).as_deref(), Ok(number));
        }
        let others = [
            "01",
            "-01",
            "00",
            "1.",
            "1.e5",
            ".5",
            "-.5",
            "-",
            "+1",
            "1e",
            "1e+",
            "1e1.5",
            "e5",
            "1ee5",
            "1.2.3",
            "--1",
            "0x1",
            "0b1",
            "1_000",
            "1f",
            "1f32",
            "NaN",
            "nan",
            "inf",
            "-inf",
            "Infinity",
            "-Infinity",
            "infinity",
            "True",
            "nul",
            "nulll",
            "٣",
            "１",
        ];
        for word in others {
            assert!(canonical_text(word).is_err(), "{word}");
            assert!(canonical_text(&format!("{{\"a\": [{word}]}}")).is_err(), "{word}");
        }
    }

    #[test]
    fn what_is_no_json_has_a_place() {
        let cases = [
            ("", 0),
            ("  ", 2),
            ("{\"a\" 1}", 5),
            ("{\"a\":1,}", 7),
            ("[1 2]", 3),
            ("[tru]", 1),
            ("[01e]", 1),
            ("[\"a\nb\"]", 3),
            ("[\"\\x\"]", 3),
            ("[\"\\ud800\"]", 8),
            ("[\"\\u12g4\"]", 4),
            ("[\"é", 4),
            ("{} {}", 3),
        ];
        for (text, place) in cases {
            assert_eq!(canonical_text(text), Err(place), "{text:?}");
        }
        assert!(canonical_text(&"[".repeat(100_000)).is_err());
    }
}
