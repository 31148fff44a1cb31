//! Writing a file so that nobody ever sees half of it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Replaces `path` by a file with `text`; on failure the old file stays as it was.
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
    // A link stays a link: what it points to is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file =
        tempfile::Builder::new().prefix(".structured-").tempfile_in(folder).map_err(|error| unnamed(&error))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    set_permissions(&file, &target)?;
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// The error without the path that `tempfile` adds: the temporary file is not the one that anybody asked for.
fn unnamed(error: &io::Error) -> io::Error {
    let code = error.get_ref().and_then(std::error::Error::source);
    let code = code.and_then(|source| source.downcast_ref::<io::Error>()).and_then(io::Error::raw_os_error);
    code.map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

/// Temporary files are for their owner only; a schema file is as readable as the one it replaces, or as any new file.
fn set_permissions(file: &tempfile::NamedTempFile, target: &Path) -> io::Result<()> {
    match fs::metadata(target) {
        Ok(metadata) => file.as_file().set_permissions(metadata.permissions()),
        #[cfg(unix)]
        Err(_) => {
            use std::os::unix::fs::PermissionsExt;
            file.as_file().set_permissions(fs::Permissions::from_mode(0o644))
        }
        #[cfg(not(unix))]
        Err(_) => Ok(()),
    }
}
