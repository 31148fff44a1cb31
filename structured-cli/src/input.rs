//! The files that the command line selects, and their content.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::formats::FileFormat;

/// The largest file that is read: a hundred times the largest schema that an API accepts.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The largest file of JSON Lines that is read: the largest batch that the API accepts.
const MAX_BYTES_OF_LINES: u64 = 200 * 1024 * 1024;

/// Folders that do not contain the user's own schemas.
const SKIPPED: &[&str] = &["target", "node_modules"];

/// The path that means standard input.
pub(crate) const STANDARD_INPUT: &str = "-";

/// The name of a file in reports.
pub(crate) fn name(path: &Path) -> String {
    if is_standard_input(path) { "<stdin>".into() } else { path.display().to_string() }
}

pub(crate) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// A file to be checked.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    /// Whether the command line names it, or it was found in a folder.
    pub(crate) is_named: bool,
}

/// The files that `paths` select: files themselves, and all schema files below folders, sorted. A folder without any is
/// a separate failure.
pub(crate) fn files(paths: &[PathBuf]) -> (Vec<Input>, Vec<Failure>) {
    let (mut files, mut failures) = (Vec::new(), Vec::new());
    for path in paths {
        if is_standard_input(path) || !path.is_dir() {
            files.push(Input { path: path.clone(), is_named: true });
            continue;
        }
        let before = files.len();
        match add_folder(path, &mut files) {
            Ok(()) if files.len() == before => failures.push(Failure::no_files(name(path))),
            Ok(()) => {}
            Err(failure) => failures.push(failure),
        }
    }
    (files, failures)
}

fn add_folder(folder: &Path, files: &mut Vec<Input>) -> Result<(), Failure> {
    let failed = |source| Failure::read(folder.display().to_string(), source);
    let mut entries: Vec<fs::DirEntry> =
        fs::read_dir(folder).map_err(failed)?.collect::<io::Result<_>>().map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        // The type of the entry itself, without following links: a link to a folder above would have no end.
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() && !is_skipped(&name) {
            add_folder(&path, files)?;
        } else if !kind.is_dir() && may_hold_schemas(&path) && path.is_file() {
            files.push(Input { path, is_named: false });
        }
    }
    Ok(())
}

/// Whether a folder of this name does not contain the user's own schemas.
pub(crate) fn is_skipped(name: &str) -> bool {
    name.starts_with('.') || SKIPPED.contains(&name)
}

pub(crate) fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

/// Whether a file below a folder is checked. Files of JSON Lines are large, and are checked only if they are named.
fn may_hold_schemas(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["json", "jsonc", "yaml", "yml"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

fn limit(path: &Path) -> u64 {
    if FileFormat::of(path) == FileFormat::JsonLines { MAX_BYTES_OF_LINES } else { MAX_BYTES }
}

/// The bytes of a file, or of standard input.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |source| Failure::read(name(path), source);
    if is_standard_input(path) {
        return read_limited(path, io::stdin().lock());
    }
    let file = fs::File::open(path).map_err(failed)?;
    let bytes = file.metadata().map_err(failed)?.len();
    if bytes > limit(path) {
        return Err(Failure::too_large(name(path), bytes, limit(path)));
    }
    read_limited(path, file)
}

/// Not every file has a known size.
fn read_limited(path: &Path, source: impl Read) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    source.take(limit(path) + 1).read_to_end(&mut bytes).map_err(|source| Failure::read(name(path), source))?;
    let length = bytes.len() as u64;
    if length > limit(path) {
        return Err(Failure::too_large(name(path), length, limit(path)));
    }
    match first_of_no_text(&bytes) {
        Some((at, byte)) => Err(Failure::binary(name(path), at, byte)),
        None => Ok(bytes),
    }
}

/// The position of the first byte that no text contains: a zero, or another control character in bytes that are not
/// UTF-8. A text in another encoding has none, and is reported with its place.
fn first_of_no_text(bytes: &[u8]) -> Option<(usize, u8)> {
    let is_text = std::str::from_utf8(bytes).is_ok();
    let is_foreign = |byte: u8| byte == 0 || !is_text && byte.is_ascii_control() && !byte.is_ascii_whitespace();
    bytes.iter().copied().enumerate().find(|(_, byte)| is_foreign(*byte))
}
