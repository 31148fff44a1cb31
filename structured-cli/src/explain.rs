//! `structured explain`: what a rule requires, why, and an example; and the page with all rules.

use structured_lint::{Explanation, Rule};

use crate::args::ExplainArgs;
use crate::exit::Outcome;
use crate::failure::Failure;
use crate::terminal::Terminal;

/// The address of the page with all rules.
const PAGE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/structured-cli/docs/rules.md");

pub(crate) fn run(args: &ExplainArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let rule = args.rule.as_deref().and_then(Rule::named);
    let text = rule.map_or_else(listed, |rule| explained(rule, terminal));
    terminal.out(|out| out.write_all(text.as_bytes()))?;
    Ok(Outcome::Fine)
}

/// Every rule, on one line each.
fn listed() -> String {
    let lines: Vec<String> =
        Rule::ALL.iter().map(|rule| format!("{:<20} {}", rule.name(), rule.description())).collect();
    lines.join("\n") + "\n"
}

fn explained(rule: Rule, terminal: &Terminal) -> String {
    let Explanation { what, why, source, example, fix, .. } = rule.explanation();
    let heading = |text: &str| terminal.paint(text, "1");
    let words = format!("{}: {what}\n\n{why}\nSource: {source}.\n", heading(rule.name()));
    if example.is_empty() {
        return words;
    }
    let (example, fix) = (laid_out(example), laid_out(fix));
    format!("{words}\n{}\n{example}\n{}\n{fix}", heading("Refused"), heading("Accepted"))
}

/// A JSON text over several lines; unchanged if it is not JSON.
fn laid_out(text: &str) -> String {
    match structured_lint::Document::read(text) {
        Ok(document) if document.duplicates.is_empty() => document.root.to_pretty(),
        _ => format!("{text}\n"),
    }
}

/// The address of `rule` on that page.
pub(crate) fn uri(rule: Rule) -> String {
    format!("{PAGE}#{}", rule.name())
}

/// The page with all rules, which is `docs/rules.md`.
#[must_use]
pub fn page() -> String {
    let intro = "# The rules of `structured lint`\n\nEach rule has the name that reports print. The examples are refused, or \
                 warned about, under the profile `openai`. `structured explain RULE` prints an entry of this page.\n";
    let entries: Vec<String> = Rule::ALL.iter().map(|rule| entry(*rule)).collect();
    format!("{intro}{}", entries.concat())
}

fn entry(rule: Rule) -> String {
    let Explanation { what, why, source, example, fix, .. } = rule.explanation();
    let words = format!("\n## {}\n\n{what}\n\n{why}\n\nSource: {source}.\n", rule.name());
    if example.is_empty() {
        return words;
    }
    let (example, fix) = (laid_out(example), laid_out(fix));
    format!("{words}\nRefused:\n\n```json\n{example}```\n\nAccepted:\n\n```json\n{fix}```\n")
}
