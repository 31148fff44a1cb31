//! Replaces a file so that no reader ever sees half of it.

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Replaces `path` with a file that contains `text` and has the same permissions. If `path` is a link, its target is
/// replaced.
///
/// # Errors
/// If the file is read-only, or if the new one cannot be written next to it. The old file is then unchanged.
pub fn replace_file(path: &Path, text: &str) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let permissions = fs::metadata(&target).map(|metadata| metadata.permissions()).ok();
    if permissions.as_ref().is_some_and(Permissions::readonly) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let (beside, file) = create_beside(&target)?;
    fill(file, text, permissions).and_then(|()| fs::rename(&beside, &target)).inspect_err(|_| {
        fs::remove_file(&beside).unwrap_or_default();
    })
}

/// A new file in the folder of `target`, so that the rename stays on one file system.
fn create_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    const ATTEMPTS: u32 = 100;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for attempt in 0..ATTEMPTS {
        let beside = target.with_file_name(std::format!(".{name}.{}-{attempt}.tmp", std::process::id()));
        match File::create_new(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

fn fill(mut file: File, text: &str, permissions: Option<Permissions>) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))
}
