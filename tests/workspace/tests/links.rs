//! The links of the Markdown pages lead to files and headings that exist, and those of pages that are published with a
//! crate to nothing that only the repository has. The files that the pages for maintainers name exist, too.

use std::fs;
use std::path::{Path, PathBuf};

/// Pages that are shown on crates.io or docs.rs, without the rest of the repository beside them.
const PUBLISHED: &[&str] = &["README.md", "attributes.md", "guarantee.md", "const-schema.md", "rejections.md"];

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace is two folders up")
}

/// The pages in `folder` and its subfolders, without those of builds and tests.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("an entry can be read").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && !name.starts_with('.') && !["target", "tests"].contains(&name) {
            pages(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

/// The targets of the links in `page`, without those to other sites and to items of Rust.
fn links(page: &str) -> Vec<&str> {
    let inline = page.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    let defined = page.lines().filter(|line| line.starts_with('[')).filter_map(|line| line.split_once("]: "));
    inline
        .chain(defined.map(|(_, target)| target))
        .filter(|target| !target.contains("://") && !target.contains("::"))
        .collect()
}

/// The anchors of the headings in `page`, as GitHub makes them.
fn anchors(page: &str) -> Vec<String> {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    headings
        .map(|line| line.trim_start_matches('#').trim().to_lowercase().chars().filter(kept).collect::<String>())
        .map(|heading| heading.replace(' ', "-"))
        .collect()
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    let mut all = Vec::new();
    pages(&workspace(), &mut all);
    assert!(all.len() > 10, "only these pages were found: {all:?}");
    let mut broken = Vec::new();
    for path in &all {
        let page = fs::read_to_string(path).expect("a page is text");
        for link in links(&page) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { path.with_file_name("").join(file) };
            let has_anchor = anchor.is_empty()
                || fs::read_to_string(&target).is_ok_and(|page| anchors(&page).iter().any(|known| known == anchor));
            if !target.exists() || !has_anchor {
                broken.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
}

#[test]
fn a_published_page_links_to_nothing_that_only_the_repository_has() {
    let (root, mut all) = (workspace(), Vec::new());
    pages(&root, &mut all);
    let is_published = |path: &&PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        path.parent() != Some(&root) && PUBLISHED.contains(&name)
    };
    for path in all.iter().filter(is_published) {
        let page = fs::read_to_string(path).expect("a page is text");
        let relative: Vec<_> = links(&page).into_iter().filter(|link| !link.starts_with('#')).collect();
        assert!(relative.is_empty(), "{} links to {relative:?}", path.display());
    }
}

/// The paths that `page` names as code, from the root of the workspace.
fn named_paths(page: &str) -> impl Iterator<Item = &str> {
    let is_path = |code: &&str| {
        let begins = ["structured-", "tests/", "docs/", ".ci/"].iter().any(|start| code.starts_with(start));
        begins && code.contains('/') && !code.contains([' ', '*'])
    };
    page.split('`').skip(1).step_by(2).filter(is_path)
}

#[test]
fn every_file_that_maintainers_are_sent_to_exists() {
    for name in ["CONTRIBUTING.md", "docs/architecture.md"] {
        let page = fs::read_to_string(workspace().join(name)).expect("the page is text");
        let paths: Vec<_> = named_paths(&page).collect();
        assert!(paths.len() > 10, "{name} names only {paths:?}");
        let missing: Vec<_> = paths.into_iter().filter(|path| !workspace().join(path).exists()).collect();
        assert!(missing.is_empty(), "{name} names what is not there: {missing:?}");
    }
}
