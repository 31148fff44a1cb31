//! Doc comments as descriptions.

use syn::{Attribute, Meta};

use crate::context::{Context, Message};
use crate::description::literal;
use crate::item::is_doc_comment;

/// The text of the doc comments in `attributes`. Each paragraph is joined to one line, and everything else is
/// unchanged.
pub(crate) fn description(attributes: &[Attribute], context: &Context) -> Option<String> {
    let mut lines = Vec::new();
    for attribute in attributes {
        let Meta::NameValue(meta) = &attribute.meta else { continue };
        if !is_doc_comment(attribute) && !meta.path.is_ident("doc") {
            continue;
        }
        match literal(&meta.value) {
            Some(text) => push_lines(&text, &mut lines),
            None => context.error(
                &meta.value,
                &Message {
                    what: "this doc comment is computed by a macro, and the derive sees only the macro's name",
                    help: "write it as `#[structured(description = include_str!(\"...\"))]`, or with another constant expression",
                },
            ),
        }
    }
    let text = unwrapped(&lines);
    (!text.is_empty()).then_some(text)
}

/// Adds the lines of one comment. `/// text` is `#[doc = " text"]`, and `/** … */` is one text with many lines.
fn push_lines(text: &str, lines: &mut Vec<String>) {
    // Most comments have one line. An empty one counts, because it ends a paragraph.
    if !text.contains('\n') {
        let line = without_return(text);
        return lines.push(line.strip_prefix(' ').unwrap_or(line).to_owned());
    }
    lines.extend(block_lines(&text.split('\n').map(without_return).collect::<Vec<_>>()));
}

fn without_return(line: &str) -> &str {
    line.strip_suffix('\r').unwrap_or(line)
}

/// The lines of a block comment without the column of asterisks and without the indentation, as rustdoc shows them.
fn block_lines(lines: &[&str]) -> Vec<String> {
    let is_filled = |line: &&&str| !line.trim().is_empty();
    let rest = lines.get(1..).unwrap_or_default();
    let has_asterisks = rest.iter().filter(is_filled).all(|line| line.trim_start().starts_with('*'));
    let text_of = |line: &&str| -> String {
        let asterisk = line.trim_start().strip_prefix('*').filter(|_| has_asterisks);
        asterisk.unwrap_or(line).to_owned()
    };
    let rest: Vec<String> = rest.iter().map(text_of).collect();
    let indentation = |line: &String| line.len() - line.trim_start().len();
    let least = rest.iter().filter(|line| !line.trim().is_empty()).map(indentation).min().unwrap_or(0);
    let first = lines.first().map(|first| first.trim_start().to_owned());
    let rest = rest.iter().map(|line| line.get(least..).unwrap_or_default().to_owned());
    first.into_iter().filter(|first| !first.is_empty()).chain(rest).collect()
}

/// The block of Markdown that a line belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    /// No block: the previous line ended its block.
    None,
    Paragraph,
    List,
    /// The fence that ends it.
    Code(char, usize),
    /// HTML, or other text in angle brackets. It ends with an empty line.
    Markup,
}

/// Joins the lines of a paragraph, as Markdown would show them. The line breaks of the source have no meaning for a
/// model.
fn unwrapped(lines: &[String]) -> String {
    // Most comments have one line. Macros run unoptimized, so such a line is returned without further checks.
    if let [line] = lines
        && !line.ends_with('\\')
    {
        return line.trim().to_owned();
    }
    let (mut text, mut block, mut breaks) = (String::new(), Block::None, false);
    for (i, line) in lines.iter().enumerate() {
        let next = next_block(block, line, lines.get(i + 1).map_or("", String::as_str));
        let goes_on = next == Block::Paragraph || next == Block::List && !starts_item(line);
        let joins = next == block && goes_on && !breaks;
        if !text.is_empty() {
            text.push(if joins { ' ' } else { '\n' });
        }
        let is_literal = matches!(next, Block::Code(..) | Block::Markup);
        breaks = !is_literal && (line.ends_with("  ") || line.ends_with('\\'));
        let line = if is_literal { line.trim_end() } else { line.trim_end_matches('\\').trim_end() };
        text.push_str(if joins { line.trim_start() } else { line });
        block = if is_closed(block, next, line) { Block::None } else { next };
    }
    text.trim().to_owned()
}

/// Whether a fence has ended, or a line that is a block of its own.
fn is_closed(before: Block, block: Block, line: &str) -> bool {
    matches!((before, block), (Block::Code(..), Block::Code(mark, count))
        if fence(line).is_some_and(|(own, length)| own == mark && length >= count && line.trim().chars().all(|c| c == mark)))
}

/// The block of `line`, after `block`. `following` is the next line.
fn next_block(block: Block, line: &str, following: &str) -> Block {
    if let Block::Code(..) = block {
        return block;
    }
    let trimmed = line.trim();
    if trimmed.is_empty() {
        return Block::None;
    }
    if block == Block::Markup {
        return block;
    }
    if let Some((mark, count)) = fence(line) {
        return Block::Code(mark, count);
    }
    if is_markup(trimmed) {
        return Block::Markup;
    }
    if starts_item(line) && (block != Block::Paragraph || interrupts(trimmed)) {
        return Block::List;
    }
    if is_alone(trimmed) || is_underline(following) || block == Block::None && line.starts_with("    ") {
        return Block::None;
    }
    match block {
        Block::List => Block::List,
        _ => Block::Paragraph,
    }
}

/// The fence that begins or ends a code block.
fn fence(line: &str) -> Option<(char, usize)> {
    let trimmed = line.trim_start();
    let mark = trimmed.chars().next().filter(|mark| ['`', '~'].contains(mark))?;
    let count = trimmed.chars().take_while(|c| *c == mark).count();
    let is_inline = mark == '`' && trimmed.trim_start_matches('`').contains('`');
    (count >= 3 && !is_inline).then_some((mark, count))
}

/// Whether a line begins with a tag such as `<example>`, and not with an address such as `<https://…>`.
fn is_markup(line: &str) -> bool {
    let Some(tag) = line.strip_prefix('<') else { return false };
    let tag = tag.strip_prefix(['/', '!', '?']).unwrap_or(tag);
    let name = tag.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_".contains(c));
    name.len() < tag.len() && (name.is_empty() || name.starts_with(['>', ' ', '/', '\t']) && !name.starts_with("//"))
        || tag.starts_with("--")
}

/// Whether a line begins a list item.
fn starts_item(line: &str) -> bool {
    let trimmed = line.trim_start();
    let bullet = ["- ", "* ", "+ "].iter().any(|mark| trimmed.starts_with(mark));
    let rest = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < trimmed.len() && (rest.starts_with(". ") || rest.starts_with(") "));
    bullet || numbered
}

/// Whether an item ends the paragraph before it. A number does so only if it is 1, so that a wrapped number does not.
fn interrupts(item: &str) -> bool {
    !item.starts_with(|c: char| c.is_ascii_digit()) || item.starts_with("1.") || item.starts_with("1)")
}

/// Whether a line is a block of its own in any context: a heading, a quote, a table row, a rule, a link definition.
fn is_alone(line: &str) -> bool {
    let heading = line.trim_start_matches('#');
    let is_heading = heading.len() < line.len() && (heading.is_empty() || heading.starts_with(' '));
    let is_definition = line.starts_with('[') && line.contains("]: ");
    is_heading || line.starts_with('>') || is_row(line) || is_underline(line) || is_definition
}

/// Whether a line is a row of a table. A separator in backticks does not count.
fn is_row(line: &str) -> bool {
    if !line.contains('|') {
        return false;
    }
    let outside: String = line.split('`').step_by(2).collect();
    line.starts_with('|') || outside.contains(" | ")
}

/// Whether a line is `===`, `---`, `***`, or the second line of a table. It makes the previous line a block of its own.
fn is_underline(line: &str) -> bool {
    let line = line.trim();
    let mut marks = line.bytes().filter(|byte| !b" |:".contains(byte));
    let Some(mark) = marks.next() else { return false };
    line.len() >= 3 && b"=-*_".contains(&mark) && marks.all(|other| other == mark)
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

    #[test]
    fn headings_tables_and_hard_breaks_keep_their_lines() {
        for text in [
            "# Head\ntext",
            "Head\n====\ntext",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "a | b\n--- | ---\n1 | 2",
            "> quoted\n> twice",
            "[a]: https://example.com\n[b]: https://example.com",
            "<example>\n  <city>Ulm</city>\n</example>\n\ntext",
            "~~~\na\nb\n~~~",
            "text\n\n    let code = 1;\n    let more = 2;",
        ] {
            assert_eq!(unwrapped(&lines(text)), text);
        }
        assert_eq!(unwrapped(&lines("one  \ntwo\\\nthree\nfour")), "one\ntwo\nthree four");
    }

    #[test]
    fn what_only_looks_like_a_block_is_joined() {
        assert_eq!(unwrapped(&lines("see chapter\n2. There")), "see chapter 2. There");
        assert_eq!(unwrapped(&lines("as #5 and\n#6 say")), "as #5 and #6 say");
        assert_eq!(unwrapped(&lines("see\n<https://example.com> for\nmore")), "see <https://example.com> for more");
        assert_eq!(unwrapped(&lines("`a | b`\nis one")), "`a | b` is one");
        assert_eq!(unwrapped(&lines("1. one\n    goes on\n2. two")), "1. one goes on\n2. two");
    }

    fn of(item: &syn::DeriveInput) -> Option<String> {
        description(&item.attrs, &Context::default())
    }

    #[test]
    fn a_block_comment_loses_its_asterisks_and_its_indentation() {
        let asterisks: syn::DeriveInput = syn::parse_quote! {
            #[doc = "\n     * The name of it,\n     * in full.\n     *\n     * - a\n     *   b\n     "]
            struct Documented;
        };
        assert_eq!(of(&asterisks).as_deref(), Some("The name of it, in full.\n\n- a b"));
        let bare: syn::DeriveInput = syn::parse_quote! {
            #[doc = " The name of it,\n        in full.\n\n        * an item\n    "]
            struct Documented;
        };
        assert_eq!(of(&bare).as_deref(), Some("The name of it, in full.\n\n* an item"));
    }
}
