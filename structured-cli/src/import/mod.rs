//! `structured import`: a schema file as Rust types whose derived schema equals it.

mod branches;
mod case;
mod cover;
mod integer;
mod kinds;
mod members;
mod model;
mod names;
mod normal;
mod older;
mod reading;
mod recursion;
mod rust;

use std::path::Path;

use structured_core::__private::replace_file;
use structured_core::profile::{NAME_LENGTH, Profile};
use structured_lint::{Change, Effect, JsonValue, Position, Rule, Severity, Span, Violation};

use self::model::Item;
use self::reading::NoType;

use crate::args::ImportArgs;
use crate::exit::Outcome;
use crate::failure::Failure;
use crate::report::Finding;
use crate::terminal::Terminal;
use crate::visible::escaped;
use crate::{input, report};

/// The Rust types of a schema.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The source, in the style of rustfmt.
    pub code: String,
    /// The identifier of the root type.
    pub root: String,
    /// The schema that the types are derived to, pretty: the file's, in the spelling that the derive has.
    pub schema: String,
    /// The profile that the types are derived under.
    pub profile: &'static Profile,
    /// In what the derived schema differs from the file.
    pub remarks: Vec<String>,
}

/// Why there are no Rust types for a schema.
#[derive(Debug, Clone)]
pub enum Refused {
    /// The profile refuses the schema.
    Violations(Vec<Violation>),
    /// The schema is fine, and Rust has no type for parts of it: all that are known, at least one.
    Obstacles(Vec<Obstacle>),
}

/// A place that no Rust type describes.
#[derive(Debug, Clone)]
pub struct Obstacle {
    /// JSON pointer to the place, from the root of the file.
    pub pointer: String,
    /// The place in the text, where it is one place.
    pub position: Option<Position>,
    /// What it is.
    pub what: String,
    /// What to write instead.
    pub help: String,
}

/// Writes the Rust types of the schema in `text`, a file called `source`.
///
/// Without a `profile`, the first one that takes the schema is used.
///
/// # Errors
/// If no profile takes the schema, or no Rust type describes a part of it.
pub fn import(text: &str, source: &str, profile: Option<&'static Profile>) -> Result<Imported, Refused> {
    let profile = choose(text, profile).map_err(Refused::Violations)?;
    let strict = structured_lint::strictify(text, profile);
    let mut remarks: Vec<String> = strict.changes.iter().map(remark).collect();
    let Some(root) = strict.document else { return Err(obstacle("there is no schema", NO_SCHEMA)) };
    let located = structured_lint::find_schemas(&root);
    let located = match located.as_slice() {
        [located] => located,
        [] => return Err(obstacle("there is no schema in here that the API would enforce", NO_SCHEMA)),
        several => {
            let what = format!("there are {} schemas in here, and types are written for one", several.len());
            return Err(obstacle(&what, "put one of them into a file of its own"));
        }
    };
    let Some(schema) = root.pointer(&located.pointer) else { return Err(obstacle("there is no schema", NO_SCHEMA)) };
    let mut schema = schema.clone();
    older::update(&mut schema, profile, &mut remarks);
    normal::normalize(&mut schema, &mut remarks);
    let sent_as = located.name.as_deref();
    let name = root_name(&schema, sent_as, source);
    let reader = reading::read(&schema, &name, sent_as, profile);
    let mut reader = reader.map_err(|found| {
        let placed = found.into_iter().map(|no_type| no_type.placed(&root, &located.pointer, text));
        Refused::Obstacles(placed.collect())
    })?;
    if reader.items[0].notes.description.is_some() {
        remarks.push("the root: its description becomes that of the response format or tool".into());
    } else {
        reader.items[0].notes.description.clone_from(&located.description);
    }
    recursion::break_cycles(&mut reader.items);
    name_legally(&mut reader.items);
    remarks.append(&mut reader.remarks);
    let root = reader.items[0].ident.clone();
    let code = rust::print(&reader.items, profile, source);
    Ok(Imported { code, root, schema: schema.to_pretty(), profile, remarks })
}

const NO_SCHEMA: &str = "give a schema, or a response format or tool that is strict and has one";

fn obstacle(what: &str, help: &str) -> Refused {
    let (what, help) = (what.into(), help.into());
    Refused::Obstacles(vec![Obstacle { pointer: String::new(), position: None, what, help }])
}

impl NoType {
    /// The obstacle with its place in the file: the schema stands at `pointer` in `root`, which was read from `text`.
    fn placed(self, root: &JsonValue, pointer: &str, text: &str) -> Obstacle {
        let pointer = format!("{pointer}{}", self.pointer);
        let span = if self.span == Span::default() { nearest(root, &pointer) } else { self.span };
        Obstacle { pointer, position: Some(Position::of(span, text)), what: self.what, help: self.help.into() }
    }
}

/// Where the innermost value around `pointer` stands that was in the file.
fn nearest(root: &JsonValue, pointer: &str) -> Span {
    let ends = pointer.match_indices('/').map(|(at, _)| at).chain([pointer.len()]);
    let mut around = ends.filter_map(|end| root.pointer(pointer.get(..end)?)).map(|node| node.span);
    around.rfind(|span| *span != Span::default()).unwrap_or(root.span)
}

/// What `import` says about a change that makes the schema strict.
fn remark(change: &Change) -> String {
    let consequence = if change.effect == Effect::Wider { ": the types admit more than the file does" } else { "" };
    format!("{}: {}{consequence}", place(&change.pointer), change.what)
}

fn place(pointer: &str) -> &str {
    if pointer.is_empty() { "the root" } else { pointer }
}

/// How reports call the rule that a schema has Rust types.
const NO_TYPE: &str = "no-type";

/// The profiles whose schemas are derived, oldest first.
fn strict_profiles() -> impl Iterator<Item = &'static Profile> {
    Profile::ALL.iter().filter(|profile| profile.strict)
}

/// The profile that was asked for, or the first that takes the schema; else what the newest has against it.
fn choose(text: &str, profile: Option<&'static Profile>) -> Result<&'static Profile, Vec<Violation>> {
    let strict: Vec<&'static Profile> = match profile {
        Some(profile) => vec![profile],
        None => strict_profiles().collect(),
    };
    let mut found = Vec::new();
    for profile in strict {
        found = errors(text, profile);
        if found.is_empty() && !profile.strict {
            found = errors_of_structure(text);
        }
        if found.is_empty() {
            return Ok(profile);
        }
    }
    Err(found)
}

fn errors(text: &str, profile: &Profile) -> Vec<Violation> {
    let mut found = structured_lint::check(text, profile);
    found.retain(|violation| violation.severity == Severity::Error);
    found
}

/// Rules that are a matter of the profile; the types are none the worse for them.
const OF_PROFILES: &[Rule] = &[
    Rule::Levels,
    Rule::Properties,
    Rule::EnumValues,
    Rule::LongEnum,
    Rule::TotalCharacters,
    Rule::Format,
    Rule::FirstProperty,
];

/// What keeps a schema from being strict: types are closed, their fields are there, and nothing else narrows them.
fn errors_of_structure(text: &str) -> Vec<Violation> {
    let mut found = strict_profiles().last().map_or_else(Vec::new, |profile| errors(text, profile));
    found.retain(|violation| !OF_PROFILES.contains(&violation.rule));
    found
}

/// The profile by whose rules `text` was refused.
fn judge(text: &str, profile: Option<&'static Profile>) -> &'static Profile {
    let newest = strict_profiles().last().unwrap_or(&Profile::ALL[0]);
    profile.filter(|profile| profile.strict || !errors(text, profile).is_empty()).unwrap_or(newest)
}

/// Gives types a name for the wire where the identifier is none.
fn name_legally(items: &mut [Item]) {
    let is_legal = |ident: &str| {
        ident.len() <= NAME_LENGTH && ident.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    for item in items {
        if item.name.is_none() && !is_legal(&item.ident) {
            let ascii = item.ident.chars().filter(char::is_ascii_alphanumeric).take(NAME_LENGTH);
            let ascii: String = ascii.collect();
            item.name = Some(if ascii.is_empty() { "Type".into() } else { ascii });
        }
    }
}

/// The title, the name on the wire, or the name of the file.
fn root_name(schema: &JsonValue, sent_as: Option<&str>, source: &str) -> String {
    let title = schema.get("title").and_then(JsonValue::as_str).filter(|title| title.chars().any(char::is_alphabetic));
    let stem = Path::new(source).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = title.or(sent_as).map(str::to_owned).or(stem);
    name.filter(|name| name.chars().any(char::is_alphabetic) && !name.starts_with('<'))
        .unwrap_or_else(|| "Answer".into())
}

pub(crate) fn run(args: &ImportArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let name = input::name(&args.file);
    let bytes = input::read(&args.file)?;
    let profile = args.profile.as_deref().and_then(Profile::named);
    let Ok(text) = String::from_utf8(bytes.clone()) else {
        let violations = structured_lint::check(bytes.as_slice(), profile.unwrap_or(&Profile::ALL[0]));
        let findings: Vec<_> = violations.iter().map(Finding::from).collect();
        terminal.note(&report::excerpts(&name, &String::from_utf8_lossy(&bytes), &findings, terminal));
        return Ok(Outcome::Findings);
    };
    let imported = match import(&text, &name, profile) {
        Ok(imported) => imported,
        Err(refused) => {
            terminal.note(&explain(&refused, &name, &text, profile, terminal));
            return Ok(Outcome::Findings);
        }
    };
    for remark in &imported.remarks {
        terminal.note(&format!("{}: {}", terminal.paint("note", "1;36"), escaped(remark)));
    }
    match &args.output {
        Some(path) => {
            replace_file(path, &imported.code).map_err(|source| Failure::write(path.display().to_string(), source))?;
            let written = terminal.paint("wrote", "1;32");
            let path = path.display().to_string();
            terminal.note(&format!("{written} {}: `{}` and what it needs", escaped(&path), imported.root));
        }
        None => terminal.out(|out| out.write_all(imported.code.as_bytes()))?,
    }
    Ok(Outcome::Fine)
}

fn explain(
    refused: &Refused,
    name: &str,
    text: &str,
    profile: Option<&'static Profile>,
    terminal: &Terminal,
) -> String {
    let error = terminal.paint("error", "1;31");
    let shown = escaped(name);
    match refused {
        Refused::Violations(violations) => {
            let findings: Vec<_> = violations.iter().map(Finding::from).collect();
            let excerpts = report::excerpts(name, text, &findings, terminal);
            let is_no_json = violations.iter().any(|violation| violation.rule == Rule::Json);
            let why = if is_no_json { "it is not JSON" } else { "its schema is not strict" };
            let judge = judge(text, profile);
            let help = if structured_lint::count_unfixable(text, judge) < violations.len() {
                let rules =
                    if *judge == Profile::ALL[0] { String::new() } else { format!("--profile {} ", judge.name) };
                format!("\nhelp: `structured lint --fix {rules}{shown}` fixes what can be fixed")
            } else {
                String::new()
            };
            format!("{excerpts}{error}: no types for `{shown}`: {why}{help}")
        }
        Refused::Obstacles(obstacles) => {
            if let [Obstacle { position: None, what, help, .. }] = obstacles.as_slice() {
                return format!("{error}: no types for `{shown}`: {what}\nhelp: {help}");
            }
            let findings: Vec<_> = obstacles.iter().map(Finding::from).collect();
            let excerpts = report::excerpts(name, text, &findings, terminal);
            let parts = if obstacles.len() == 1 { "this part" } else { "these parts" };
            format!("{excerpts}{error}: no types for `{shown}`: its schema is strict, and Rust has no type for {parts}")
        }
    }
}

impl<'a> From<&'a Obstacle> for Finding<'a> {
    fn from(obstacle: &'a Obstacle) -> Self {
        Self {
            code: NO_TYPE,
            severity: Severity::Error,
            pointer: &obstacle.pointer,
            position: obstacle.position,
            message: &obstacle.what,
            help: &obstacle.help,
        }
    }
}
