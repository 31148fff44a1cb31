//! The texts of all rejections: a UI test shows each of them, and each has the form of the project and is part of the
//! documentation.

mod page;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use page::{Case, cases, page};
use proc_macro2::{TokenStream, TokenTree};

fn member() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn workspace() -> PathBuf {
    member().join("..")
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn all_cases() -> Vec<Case> {
    ["ui", "ui-build"].iter().flat_map(|folder| cases(&member().join("ui/tests").join(folder))).collect()
}

#[test]
fn every_recorded_message_has_its_case_and_every_case_its_message() {
    for folder in ["ui", "ui-build"] {
        let folder = member().join("ui/tests").join(folder);
        let passing = folder.join("pass");
        let stem = |path: &PathBuf| path.with_extension("");
        let cases: BTreeSet<PathBuf> =
            files(&folder, "rs").iter().filter(|path| !path.starts_with(&passing)).map(stem).collect();
        let messages: BTreeSet<PathBuf> = files(&folder, "stderr").iter().map(stem).collect();
        assert!(!cases.is_empty(), "no cases in {}", folder.display());
        assert_eq!(cases, messages);
    }
}

/// Texts in the sources that no compilation can show, with the reason.
const NEVER_SHOWN: &[(&str, &str)] = &[
    ("the type is known only where the generic type is used", "stands for a parameter in checks that then do nothing"),
    ("no profile has the keyword `", "every keyword is in some profile"),
    ("mention it in the description", "the help of the text above"),
    ("reaches more than 8,192 types, which no API takes", "too large for a case"),
    ("ask for it in several answers", "the help of the text above"),
    ("the schema has more than 1,048,576 bytes, and no API takes one of that size", "too large for a case"),
    ("the schema nests more than 8,192 values, and no API takes one of that depth", "too large for a case"),
    ("is not JSON at line", "a case has no file of its own; `bound_files.rs` shows it"),
    ("cannot be read:", "a case has no file of its own"),
    ("is not UTF-8", "a case has no file of its own"),
    ("has a pattern of its own, which says what serde reads", "needs rust_decimal; `foreign_types.rs` shows it"),
    ("remove `pattern`; the schema has that of the type", "the help of the text above"),
    ("expected a number", "the text about the form of the value takes its place"),
    ("Those of [`", "the doc comment of a generated function"),
    ("What is known so far of", "the doc comment of a generated type"),
];

/// What generated code contains, which is text in the sources too, and what no message contains.
const GENERATED: &[&str] = &["_structured", "&__LATER", "&__BOUNDS", "#[allow("];

#[test]
fn every_text_of_the_sources_is_shown_by_a_case() {
    let shown: String = ["ui", "ui-build"]
        .iter()
        .flat_map(|folder| files(&member().join("ui/tests").join(folder), "stderr"))
        .map(|path| read(&path))
        .collect();
    let mut sources = files(&workspace().join("structured-derive/src"), "rs");
    let schema = workspace().join("structured-core/src/schema");
    sources.extend(files(&schema.join("check"), "rs"));
    sources.extend(["constant.rs", "mod.rs", "reason.rs"].map(|file| schema.join(file)));
    let mut missing = Vec::new();
    for source in &sources {
        let tokens: TokenStream = read(source).parse().unwrap_or_else(|error| panic!("{}: {error}", source.display()));
        let mut texts = Vec::new();
        literals(tokens, &mut texts);
        for text in texts.iter().flat_map(|text| prose(text)) {
            let mut excepted = NEVER_SHOWN.iter().map(|(never, _)| never).chain(GENERATED);
            let excepted = excepted.any(|never| text.contains(never));
            if !excepted && !shown.contains(text) {
                missing.push(format!("{}: {text}", source.file_name().unwrap_or_default().display()));
            }
        }
    }
    assert!(missing.is_empty(), "no UI case shows these texts:\n{}", missing.join("\n"));
}

/// The string literals of a source, without those of attributes (doc comments) and tests. The texts of
/// `#[diagnostic::…]` are included.
fn literals(tokens: TokenStream, texts: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut last = String::new();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                tokens.next_if(|next| next.to_string() == "!");
                if let Some(TokenTree::Group(group)) = tokens.peek() {
                    let attribute = group.stream();
                    if attribute.to_string().starts_with("diagnostic :: on_unimplemented") {
                        literals(attribute, texts);
                    }
                    tokens.next();
                }
            }
            TokenTree::Group(group) if last != "tests" => literals(group.stream(), texts),
            TokenTree::Literal(literal) => {
                if let syn::Lit::Str(text) = syn::Lit::new(literal.clone()) {
                    texts.push(text.value());
                }
            }
            _ => {}
        }
        last = token.to_string();
    }
}

/// The parts of a literal that appear in a message unchanged and have more than one word.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    text.split(['{', '}', '\n']).map(|part| part.trim_start_matches("help: ").trim()).filter(|part| {
        part.split(' ').filter(|word| word.len() > 1 && word.chars().any(char::is_alphabetic)).count() > 1
    })
}

#[test]
fn every_error_says_what_is_wrong_and_what_to_write_instead() {
    for case in all_cases() {
        assert!(!case.errors.is_empty(), "{} has no error", case.name);
        for error in &case.errors {
            let what = format!("{}: {}", case.name, error.what);
            let first = error.what.chars().next().unwrap_or_default();
            assert!(
                !error.what.ends_with('.') && !error.help.iter().any(|help| help.ends_with('.')),
                "full stop: {what}"
            );
            assert!(!first.is_uppercase(), "upper case: {what}");
            assert!(error.is_borrowed() || !error.help.is_empty(), "no help: {what}");
        }
    }
}

#[test]
fn one_mistake_is_one_error_unless_the_case_says_otherwise() {
    for case in all_cases() {
        let errors = case.errors.iter().filter(|error| !error.is_rustcs()).count();
        let source = read(&case.source);
        let expected = source
            .lines()
            .find_map(|line| line.strip_prefix("// errors: "))
            .map_or(1, |count| count.trim().parse().unwrap_or_else(|error| panic!("{}: {count}: {error}", case.name)));
        assert_eq!(errors, expected, "{}", case.name);
    }
}

/// Cases in which a bound of a derived impl is not satisfied, and the compiler explains where the bound comes from.
const EXPLAINED_BY_THE_COMPILER: &[&str] = &[
    "generic/parameter_without_a_schema",
    "partial/enum_that_cannot_be_cloned",
    "partial/nested_type_without_partial",
    "root/enum",
    "root/enum_in_a_generic_function",
    "root/newtype",
    "root/unit_struct",
    "tools/arguments_that_are_no_object",
];

#[test]
fn no_error_says_that_it_originates_in_the_derive() {
    for case in all_cases() {
        if EXPLAINED_BY_THE_COMPILER.contains(&case.name.as_str()) {
            continue;
        }
        let text = read(&case.source.with_extension("stderr"));
        assert!(!text.contains("originates in the derive macro"), "{}", case.name);
        assert!(!text.contains("in this derive macro expansion"), "{}", case.name);
    }
}

#[test]
fn the_documentation_lists_every_rejection() {
    let path = workspace().join("structured-core/docs/rejections.md");
    let page = page(&all_cases());
    if std::env::var_os("STRUCTURED_DOCS").is_some_and(|value| value == "overwrite") {
        fs::write(&path, &page).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == page,
        "{} is not in step; run `STRUCTURED_DOCS=overwrite cargo test -p structured-tests --test integration rejections`",
        path.display()
    );
}
