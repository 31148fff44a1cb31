//! The committed schemas.

use std::fs;
use std::path::Path;

/// Name and text of each, sorted.
pub(crate) fn all() -> Vec<(String, String)> {
    // The tests are built by a package in this folder, and the walks by one beside it.
    let packages = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().take(2);
    let folder = packages.map(|package| package.join("tests/schemas")).find(|folder| folder.exists()).unwrap();
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}
