//! Descriptions: text that the macro knows, and constants whose text only the compiler knows.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Lit, LitStr};

use crate::context::{Context, Message};
use crate::json::escaped;
use crate::source::text_literal;
use crate::types::{Owner, with_ident_as};

/// A description, not yet escaped for JSON.
#[derive(Clone)]
pub(crate) struct Description {
    pieces: Vec<Piece>,
}

#[derive(Clone)]
enum Piece {
    Text(String),
    Constant {
        /// The constant of the generated code that holds the text.
        constant: Ident,
        /// The source text of the expression, for the fingerprint of the type.
        written: String,
        /// Whether the text belongs to an item of a list, which indents its later lines.
        indented: bool,
    },
}

impl Description {
    /// The value of `description = …`. A literal is text, and any other expression becomes a constant.
    ///
    /// Returns `None` for an empty text, and for an expression that cannot be a constant, which is reported.
    pub(crate) fn of_value(value: &Expr, owner: &Owner<'_>, context: &Context) -> Option<Self> {
        if let Some(text) = literal(value) {
            return (!text.is_empty()).then(|| text.into());
        }
        let this = &owner.this;
        let expression = with_ident_as(value.to_token_stream(), "Self", &quote!(<#this>));
        if owner.names_parameter(expression.clone()) {
            let what =
                "a description is the same for all instances of a generic type, and this one depends on a parameter";
            let help = "use a text that names no parameter, nor `Self`";
            context.error(value, &Message { what, help });
            return None;
        }
        let written = expression.to_string();
        let piece = Piece::Constant { constant: context.constant(expression, value.span()), written, indented: false };
        Some(Self { pieces: vec![piece] })
    }

    /// The description with `text` after it.
    pub(crate) fn then_text(mut self, text: &str) -> Self {
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
        self
    }

    /// The description with another one after it.
    pub(crate) fn then(mut self, other: Self) -> Self {
        for piece in other.pieces {
            match piece {
                Piece::Text(text) => self = self.then_text(&text),
                constant @ Piece::Constant { .. } => self.pieces.push(constant),
            }
        }
        self
    }

    /// The description as an item of a list: its later lines are indented.
    pub(crate) fn indented(self) -> Self {
        let indent = |piece| match piece {
            Piece::Text(text) => Piece::Text(text.replace('\n', "\n  ")),
            Piece::Constant { constant, written, .. } => Piece::Constant { constant, written, indented: true },
        };
        Self { pieces: self.pieces.into_iter().map(indent).collect() }
    }

    /// The text, if the macro knows all of it.
    pub(crate) fn as_text(&self) -> Option<&str> {
        if let [Piece::Text(text)] = &self.pieces[..] { Some(text) } else { None }
    }

    /// The code of the text, escaped for JSON, with `prefix` before it.
    pub(crate) fn escaped_after(&self, prefix: &str) -> String {
        if let Some(text) = self.as_text() {
            return text_literal(&format!("{prefix}{}", escaped(text)));
        }
        let prefix = Some(prefix).filter(|prefix| !prefix.is_empty()).map(raw);
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => raw(&escaped(text)),
            Piece::Constant { constant, indented: false, .. } => format!("_structured::Piece::escaped({constant})"),
            Piece::Constant { constant, indented: true, .. } => format!("_structured::Piece::indented({constant})"),
        });
        joined(prefix.into_iter().chain(pieces))
    }

    /// Whether the text in JSON may differ from the text itself.
    pub(crate) fn has_escapes(&self) -> bool {
        !matches!(self.as_text(), Some(text) if escaped(text) == text)
    }

    /// The code of the text itself.
    pub(crate) fn plain(&self) -> String {
        if let Some(text) = self.as_text() {
            return text_literal(text);
        }
        joined(self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => raw(text),
            Piece::Constant { constant, .. } => format!("_structured::Piece::plain({constant})"),
        }))
    }

    /// Visits the texts that the fingerprint of the type covers.
    pub(crate) fn for_each_text(&self, mut visit: impl FnMut(&str)) {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => visit(text),
                Piece::Constant { written, .. } => visit(written),
            }
        }
    }
}

impl From<String> for Description {
    fn from(text: String) -> Self {
        Self { pieces: vec![Piece::Text(text)] }
    }
}

/// The text of a string literal, which a macro may have put into an invisible group.
pub(crate) fn literal(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(value_of(text)),
            Lit::Verbatim(text) => value_of_token(text),
            _ => None,
        },
        Expr::Group(group) => literal(&group.expr),
        _ => None,
    }
}

/// The code of a piece that is text.
fn raw(text: &str) -> String {
    format!("_structured::Piece::raw({})", text_literal(text))
}

/// The code of a constant text of several pieces, as a block expression.
fn joined(pieces: impl Iterator<Item = String>) -> String {
    let pieces = pieces.collect::<Vec<_>>().join(",");
    format!(
        "{{
            const __PIECES: &[_structured::Piece] = &[{pieces}];
            const __TEXT: &_structured::Joined<{{ _structured::joined_length(__PIECES) }}> =
                &_structured::Joined::of(__PIECES);
            __TEXT.text()
        }}"
    )
}

/// The constants of the descriptions, as items of the generated code.
pub(crate) fn constants(constants: &[(TokenStream, proc_macro2::Span)]) -> TokenStream {
    let items = constants.iter().enumerate().map(|(index, (expression, span))| {
        let name = constant_name(index);
        // The type has the span of the expression, so that a type error underlines the expression alone.
        let text = quote_spanned!(*span=> &'static _structured::core::primitive::str);
        quote!(const #name: #text = #expression;)
    });
    quote!(#(#items)*)
}

/// The name of the constant with this index.
pub(crate) fn constant_name(index: usize) -> Ident {
    format_ident!("__DESCRIPTION_{index}")
}

/// The value of a string literal.
fn value_of(text: &LitStr) -> String {
    plain_value(&text.token().to_string()).unwrap_or_else(|| text.value())
}

/// The value of a token, if it is a string literal.
fn value_of_token(text: &Literal) -> Option<String> {
    plain_value(&text.to_string()).or_else(|| match Lit::new(text.clone()) {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    })
}

/// The value of a string literal that has no other escapes than those that doc comments have. Macros run unoptimized,
/// and syn reads literals character by character.
fn plain_value(written: &str) -> Option<String> {
    let mut rest = written.strip_prefix('"')?.strip_suffix('"')?;
    if rest.contains('\r') {
        return None;
    }
    let mut value = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once('\\') {
        value.push_str(before);
        let mut escape = after.chars();
        value.push(match escape.next()? {
            'n' => '\n',
            quoted @ ('\'' | '"' | '\\') => quoted,
            _ => return None,
        });
        rest = escape.as_str();
    }
    value.push_str(rest);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_has_the_value_that_syn_reads() {
        for written in [
            r#"" plain""#,
            r#"" it\'s \"so\", a\\b""#,
            r#""one\ntwo\\""#,
            r#""\u{e9}\t\x41""#,
            "\"one \\\n  line\"",
            "\"one\r\ntwo\"",
            "r\"a\\b\"",
            "r##\"a\"#b\"##",
        ] {
            let text: LitStr = syn::parse_str(written).unwrap();
            assert_eq!(value_of(&text), text.value(), "{written}");
            assert_eq!(value_of_token(&text.token()), Some(text.value()), "{written}");
        }
        assert_eq!(value_of_token(&Literal::u8_suffixed(1)), None);
        assert_eq!(value_of_token(&Literal::byte_string(b"text")), None);
    }
}
