//! Generated code as text, which the compiler turns into tokens.
//!
//! Macros run unoptimized, and the compiler does not: its lexer makes a token in a third of the time that `quote!`
//! takes. So code that most types have, and that names nothing of the user's, is text. Its tokens have the same place as
//! those of `quote!`. Functions that return such code say so, and return a `String`.

use proc_macro2::{Delimiter, Group, Ident, LexError, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt as _};
use syn::Token;

/// The tokens of `code`.
pub(crate) fn tokens_of(code: &str) -> TokenStream {
    // proc_macro2 would first read the text with a lexer of its own, which unit tests need: they have no compiler.
    let tokens = if proc_macro::is_available() {
        code.parse().map(|tokens: proc_macro::TokenStream| tokens.into()).map_err(|error| error.to_string())
    } else {
        code.parse().map_err(|error: LexError| error.to_string())
    };
    tokens.unwrap_or_else(|error| syn::Error::new(Span::call_site(), error).into_compile_error())
}

/// The arguments of a call: those in `code`, and one that is not text.
pub(crate) fn arguments_of(code: &str, last: TokenStream) -> TokenStream {
    [tokens_of(&format!("{code},")), last].into_iter().collect()
}

/// A string literal with the value `text`.
pub(crate) fn text_literal(text: &str) -> String {
    format!("{text:?}")
}

/// The compiler takes no raw string with more hashes.
const MOST_HASHES: usize = 255;

/// A string literal with the value of a long `text`. An ASCII text is a raw string, which the compiler reads faster,
/// because nothing in it is escaped.
pub(crate) fn long_text_literal(text: &str) -> String {
    // Other characters may have to be escaped in source text: a raw string cannot hold a carriage return, and the
    // compiler refuses characters that change the direction of a text.
    if !text.is_ascii() || text.contains('\r') {
        return text_literal(text);
    }
    let count = hashes_after_a_quote(text) + 1;
    if count > MOST_HASHES {
        return text_literal(text);
    }
    let hashes = "#".repeat(count);
    ["r", &hashes, "\"", text, "\"", &hashes].concat()
}

/// The greatest number of hashes that follow one another after a quote.
///
/// It looks for hashes, of which a text has fewer than quotes, by a search that is compiled optimized.
fn hashes_after_a_quote(text: &str) -> usize {
    let mut most = 0;
    let mut rest = text;
    while let Some(start) = rest.find('#') {
        let (before, hashes) = rest.split_at(start);
        rest = hashes.trim_start_matches('#');
        if before.ends_with('"') {
            most = most.max(hashes.len() - rest.len());
        }
    }
    most
}

/// Appends `_structured::function::<Ty>(arguments)`, or without the type.
pub(crate) fn append_call(
    function: &str,
    ty: Option<&dyn ToTokens>,
    arguments: TokenStream,
    span: Span,
    tokens: &mut TokenStream,
) {
    let mut arguments = in_parentheses(arguments);
    arguments.set_span(span);
    tokens.append(Ident::new("_structured", span));
    Token![::](span).to_tokens(tokens);
    tokens.append(Ident::new(function, span));
    if let Some(ty) = ty {
        Token![::](span).to_tokens(tokens);
        Token![<](span).to_tokens(tokens);
        ty.to_tokens(tokens);
        Token![>](span).to_tokens(tokens);
    }
    tokens.append(arguments);
}

/// `tokens` in parentheses.
///
/// `quote!` appends a group as one token. It copies a stream token by token, which takes two more calls of the compiler.
pub(crate) fn in_parentheses(tokens: TokenStream) -> Group {
    Group::new(Delimiter::Parenthesis, tokens)
}

/// `tokens` in braces.
pub(crate) fn in_braces(tokens: TokenStream) -> Group {
    Group::new(Delimiter::Brace, tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_the_value_of_its_literal() {
        let hashes = format!("\"{}", "#".repeat(300));
        let texts = [
            "",
            "a\"b\\c\nd\r\t\0\u{1}é",
            "e\u{301}",
            "\u{202e}\u{2028}\u{feff}",
            "{braces}",
            "'",
            "\"#\"###\"",
            "#",
            "a\rb",
            &hashes[..MOST_HASHES],
            &hashes[..=MOST_HASHES],
            &hashes,
        ];
        for text in texts {
            for literal in [text_literal(text), long_text_literal(text)] {
                let literal: syn::LitStr = syn::parse2(tokens_of(&literal)).unwrap();
                assert_eq!(literal.value(), text);
            }
        }
    }
}
