//! Files below a schema folder that no type is bound to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::bound::BoundFile;
use crate::input;

/// The `.json` files in the folders of the bound files, and below them, that no type is bound to.
///
/// With `of_one_package`, only the types of that package are known: folders outside of it may contain the files of
/// others.
pub(super) fn orphans(files: &BTreeMap<PathBuf, BoundFile>, of_one_package: bool) -> BTreeSet<PathBuf> {
    let folders: BTreeSet<&Path> = files
        .iter()
        .filter(|(_, file)| !(of_one_package && file.is_outside))
        .filter_map(|(path, _)| path.parent())
        .collect();
    let mut orphans = BTreeSet::new();
    for folder in folders {
        add(folder, files, &mut orphans);
    }
    orphans
}

fn add(folder: &Path, files: &BTreeMap<PathBuf, BoundFile>, orphans: &mut BTreeSet<PathBuf>) {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let entries: Vec<fs::DirEntry> = fs::read_dir(folder).into_iter().flatten().flatten().collect();
    if input::is_skipped(&name) || name == "src" || entries.iter().any(is_code) {
        return;
    }
    for entry in entries {
        let path = entry.path();
        // The type of the entry itself, without following links: a link to a folder above would have no end.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            add(&path, files, orphans);
        } else if input::is_json(&path) && path.is_file() && !files.contains_key(&path) {
            orphans.insert(path);
        }
    }
}

/// Whether this folder is for code, the root of a package, or a folder of tests, where JSON files may be anything.
fn is_code(entry: &fs::DirEntry) -> bool {
    let path = entry.path();
    entry.file_name() == "Cargo.toml" || path.extension().is_some_and(|extension| extension == "rs")
}
