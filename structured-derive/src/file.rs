//! The schema file that a type is bound to: read when the derive expands, and quoted in the form that schemas print.
//!
//! Formatting does not count, nor does the order of keywords in a schema; the order of properties does. So the file is
//! read into a tree, its keywords are put in order, and it is printed without whitespace: const code then compares
//! two texts.

use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::LitStr;

use crate::json::quoted;
use crate::model::Model;
use crate::types::Owner;

/// Keywords in the order in which schemas print them; others stand behind these, in the order of the file, and
/// definitions come last.
const ORDER: &[&str] = &[
    "description",
    "title",
    "$ref",
    "type",
    "enum",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "anyOf",
];

/// How deep a schema file may nest.
const MAX_LEVELS: usize = 256;

/// The check that the file is the type's schema, and the test that writes it.
pub(crate) fn emit(file: &LitStr, model: &Model, owner: &Owner<'_>, krate: &TokenStream) -> (TokenStream, TokenStream) {
    let (name, path, this) = (&model.name.text, file.value(), &owner.this);
    let mode = quote!(_structured::core::option_env!("STRUCTURED_SCHEMAS"));
    let span = file.span();
    let schema = quote!(_structured::json_schema::<#this>());
    let check = match read(&path) {
        Ok(text) => {
            let tracked = quote! {
                const _: &[_structured::core::primitive::u8] =
                    _structured::core::include_bytes!(_structured::core::concat!(
                        _structured::core::env!("CARGO_MANIFEST_DIR"),
                        "/",
                        #path
                    ));
            };
            let call = quote_spanned!(span=> _structured::file(#name, #path, #schema, #text, #mode));
            quote!(#tracked const _: () = #call;)
        }
        Err(why) => {
            let call = quote_spanned!(span=> _structured::no_file(#name, #path, #why, #mode));
            quote!(const _: () = #call;)
        }
    };
    let test = format_ident!("__structured_schema_file_of_{}", owner.ident);
    let ident = owner.ident;
    let test = quote! {
        #[cfg(test)]
        #[doc(hidden)]
        #[#krate::__private::core::prelude::v1::test]
        #[allow(non_snake_case)]
        fn #test() {
            #krate::__private::run(
                #krate::__private::core::env!("CARGO_MANIFEST_DIR"),
                #path,
                #krate::__private::json_schema::<#ident>(),
            );
        }
    };
    (check, test)
}

/// The file as schemas print it, or what is wrong with it.
fn read(path: &str) -> Result<String, String> {
    let folder = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let bytes = fs::read(Path::new(&folder).join(path)).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "does not exist".to_owned(),
        _ => format!("cannot be read: {error}"),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    let mut reader = Reader { text: &text, at: 0 };
    let json = reader.document().ok_or_else(|| {
        let before = text.get(..reader.at).unwrap_or(&text);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        format!("is not JSON at line {line}, column {column}")
    })?;
    let mut out = String::with_capacity(text.len());
    write(&json, Kind::Schema, &mut out);
    Ok(out)
}

enum Json {
    /// A literal or number, as it is written.
    Word(String),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// What the members of an object are.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Keywords.
    Schema,
    /// Names, each with a schema.
    Schemas,
    Data,
}

fn write(json: &Json, kind: Kind, out: &mut String) {
    match json {
        Json::Word(word) => out.push_str(word),
        Json::String(text) => out.push_str(&quoted(text)),
        Json::Array(elements) => {
            out.push('[');
            for (i, element) in elements.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { "," });
                write(element, kind, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (i, (name, value)) in in_order(members, kind).into_iter().enumerate() {
                out.push_str(if i == 0 { "" } else { "," });
                out.push_str(&quoted(name));
                out.push(':');
                let inner = match (kind, name) {
                    (Kind::Schemas, _) | (Kind::Schema, "items" | "anyOf") => Kind::Schema,
                    (Kind::Schema, "properties" | "$defs") => Kind::Schemas,
                    _ => Kind::Data,
                };
                match required(members, kind, name) {
                    Some(names) => write(&Json::Array(names), Kind::Data, out),
                    None => write(value, inner, out),
                }
            }
            out.push('}');
        }
    }
}

fn in_order(members: &[(String, Json)], kind: Kind) -> Vec<(&str, &Json)> {
    let mut ordered: Vec<(&str, &Json)> = members.iter().map(|(name, value)| (name.as_str(), value)).collect();
    if kind == Kind::Schema {
        let place = |name: &str| ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len());
        ordered.sort_by_key(|(name, _)| if *name == "$defs" { ORDER.len() + 1 } else { place(name) });
    }
    ordered
}

/// The names of `required` in the order of the properties, if they are the same names.
fn required(members: &[(String, Json)], kind: Kind, name: &str) -> Option<Vec<Json>> {
    let find = |wanted: &str| members.iter().find(|(name, _)| name == wanted).map(|(_, value)| value);
    let (Kind::Schema, "required", Json::Array(required), Json::Object(properties)) =
        (kind, name, find("required")?, find("properties")?)
    else {
        return None;
    };
    let is_required =
        |property: &str| required.iter().any(|name| matches!(name, Json::String(name) if name == property));
    let all = required.len() == properties.len() && properties.iter().all(|(property, _)| is_required(property));
    all.then(|| properties.iter().map(|(property, _)| Json::String(property.clone())).collect())
}

/// Reads JSON; where it fails, `at` is the place.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn document(&mut self) -> Option<Json> {
        self.eat("\u{feff}");
        let json = self.value(0)?;
        self.skip_space();
        (self.at == self.text.len()).then_some(json)
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    /// Goes over `token`, if it is there.
    fn eat(&mut self, token: &str) -> bool {
        let is_there = self.rest().starts_with(token);
        self.at += if is_there { token.len() } else { 0 };
        is_there
    }

    fn value(&mut self, level: usize) -> Option<Json> {
        self.skip_space();
        if level > MAX_LEVELS {
            return None;
        }
        match self.rest().chars().next()? {
            '{' => self
                .list('{', '}', |this| {
                    this.skip_space();
                    let name = this.string()?;
                    this.skip_space();
                    let value = if this.eat(":") { this.value(level + 1)? } else { return None };
                    Some((name, value))
                })
                .map(Json::Object),
            '[' => self.list('[', ']', |this| this.value(level + 1)).map(Json::Array),
            '"' => self.string().map(Json::String),
            _ => self.word(),
        }
    }

    fn list<T>(&mut self, open: char, close: char, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut items = Vec::new();
        self.at += open.len_utf8();
        self.skip_space();
        if self.rest().starts_with(close) {
            self.at += close.len_utf8();
            return Some(items);
        }
        loop {
            items.push(item(self)?);
            self.skip_space();
            if self.rest().starts_with(close) {
                self.at += close.len_utf8();
                return Some(items);
            }
            if !self.eat(",") {
                return None;
            }
        }
    }

    fn word(&mut self) -> Option<Json> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c)).unwrap_or(rest.len());
        let word = rest.get(..end)?;
        let is_word = matches!(word, "true" | "false" | "null")
            || (word.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && word.parse::<f64>().is_ok());
        let word = is_word.then(|| word.to_owned())?;
        self.at += end;
        Some(Json::Word(word))
    }

    fn string(&mut self) -> Option<String> {
        if !self.eat("\"") {
            return None;
        }
        let mut out = String::new();
        loop {
            let c = self.rest().chars().next()?;
            if c < ' ' {
                return None;
            }
            self.at += c.len_utf8();
            match c {
                '"' => return Some(out),
                '\\' => out.push(self.escape()?),
                _ => out.push(c),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        Some(match c {
            '"' | '\\' | '/' => c,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let first = self.hex()?;
                if !(0xd800..0xdc00).contains(&first) {
                    return char::from_u32(first);
                }
                if !self.eat("\\u") {
                    return None;
                }
                let second = self.hex()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                return char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second);
            }
            _ => return None,
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let code = u32::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(code)
    }
}
