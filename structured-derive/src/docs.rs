//! Doc comments as descriptions.

use syn::{Attribute, Expr, Lit, Meta};

use crate::context::{Context, Message};

/// The text of the doc comments among `attributes`: paragraphs on one line each, lists and code as they are.
pub(crate) fn description(attributes: &[Attribute], context: &Context) -> Option<String> {
    let mut lines = Vec::new();
    for attribute in attributes {
        let Meta::NameValue(meta) = &attribute.meta else { continue };
        if !meta.path.is_ident("doc") {
            continue;
        }
        match literal(&meta.value) {
            // Not `lines()`, which makes no line of an empty comment: it ends a paragraph.
            Some(text) => lines.extend(text.split('\n').map(without_leading_space)),
            None => context.error(
                &meta.value,
                &Message {
                    what: "this doc comment is computed by a macro, and the derive sees only the macro's name",
                    help: "say the description in `#[structured(description = \"...\")]`",
                },
            ),
        }
    }
    let text = unwrapped(&lines);
    (!text.is_empty()).then_some(text)
}

/// Whether there is a doc comment that the derive cannot read.
fn literal(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Expr::Group(group) => literal(&group.expr),
        _ => None,
    }
}

/// `/// text` is `#[doc = " text"]`.
fn without_leading_space(line: &str) -> String {
    line.strip_prefix(' ').unwrap_or(line).trim_end().to_owned()
}

/// Joins the lines of a paragraph, as Markdown would show them; the source's line breaks say nothing to a model.
fn unwrapped(lines: &[String]) -> String {
    let mut text = String::new();
    let mut in_code = false;
    let mut joins = false;
    for line in lines {
        let fence = line.trim_start().starts_with("```");
        let own_line = in_code || fence || line.is_empty() || starts_block(line);
        if !text.is_empty() {
            text.push(if joins && !own_line { ' ' } else { '\n' });
        }
        text.push_str(if joins && !own_line { line.trim_start() } else { line });
        in_code ^= fence;
        joins = !(in_code || fence || line.is_empty() || line.starts_with('#'));
    }
    text.trim().to_owned()
}

/// Whether the line begins something that is not a part of the paragraph before: a list item, a heading, a quote, a
/// table row, indented code.
fn starts_block(line: &str) -> bool {
    let trimmed = line.trim_start();
    let bullet = ["- ", "* ", "+ ", "> ", "|", "#"].iter().any(|mark| trimmed.starts_with(mark));
    let digits = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.len() < trimmed.len() && (digits.starts_with(". ") || digits.starts_with(") "));
    bullet || numbered || line.starts_with("    ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_wrapped_paragraph_becomes_one_line() {
        assert_eq!(
            unwrapped(&lines("The number of the address. Eg. for\n123 main st.")),
            "The number of the address. Eg. for 123 main st."
        );
    }

    #[test]
    fn an_empty_comment_line_ends_a_paragraph() {
        let item: syn::DeriveInput = syn::parse_quote! {
            #[doc = " One"]
            #[doc = " two."]
            #[doc = ""]
            #[doc = " Three."]
            struct Documented;
        };
        assert_eq!(description(&item.attrs, &Context::default()).as_deref(), Some("One two.\n\nThree."));
    }

    #[test]
    fn paragraphs_lists_and_code_keep_their_lines() {
        let text = "One\ntwo.\n\nThree:\n- a\n- b\n  goes on\n```\nx\n y\n```\nend";
        assert_eq!(unwrapped(&lines(text)), "One two.\n\nThree:\n- a\n- b goes on\n```\nx\n y\n```\nend");
    }
}
