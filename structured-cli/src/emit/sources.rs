//! The sources that name a schema file. The tests of some types never run: those of a library with `test = false`, of a
//! function body, of a benchmark, of a package that was not selected. Their files are not orphans.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::bound::normal;
use crate::input;

/// Where a schema file is named.
#[derive(Debug)]
pub(super) struct Naming {
    /// The source with the attribute.
    pub(super) source: PathBuf,
    /// The folder of its package.
    pub(super) package: PathBuf,
}

/// The files that attributes below `root` name, and where.
pub(super) fn named_files(root: &Path) -> BTreeMap<PathBuf, Naming> {
    let mut named = BTreeMap::new();
    visit(root, root, &mut named);
    named
}

/// `package` is the nearest folder above that has a manifest: paths are relative to it.
fn visit(folder: &Path, package: &Path, named: &mut BTreeMap<PathBuf, Naming>) {
    let package = if folder.join("Cargo.toml").is_file() { folder } else { package };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if !input::is_skipped(&entry.file_name().to_string_lossy()) {
                visit(&path, package, named);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && let Ok(text) = fs::read_to_string(&path)
        {
            let naming = || Naming { source: path.clone(), package: package.to_owned() };
            named.extend(attributes(&text).map(|file| (normal(&package.join(file)), naming())));
        }
    }
}

/// The strings after `file =` in the attributes called `structured`, except those in comments.
fn attributes(source: &str) -> impl Iterator<Item = &str> {
    let attributes = source.match_indices("structured(").filter(|(at, _)| !is_commented(source, *at));
    attributes.filter_map(|(at, _)| {
        let attribute = source.get(at..)?.split(")]").next()?;
        attribute.match_indices("file").find_map(|(at, key)| {
            // The name `profile` ends with `file`, too.
            let is_whole = attribute.get(..at)?.ends_with(['(', ',', ' ', '\n', '\t']);
            let value = attribute.get(at + key.len()..).filter(|_| is_whole)?.trim_start().strip_prefix('=')?;
            value.trim_start().strip_prefix('"')?.split('"').next()
        })
    })
}

/// Whether a line comment begins before `at` on its line.
fn is_commented(source: &str, at: usize) -> bool {
    let line = source.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    line.trim_start().starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_however_they_are_spaced() {
        let source = "#[structured(file = \"a.json\")] #[structured(profile = \"x\", file=\n\"b/c.json\")] let file = other;\n\
             /// #[structured(file = \"not.json\")]\nlet file = \"not.json\";";
        assert_eq!(attributes(source).collect::<Vec<_>>(), ["a.json", "b/c.json"]);
    }
}
