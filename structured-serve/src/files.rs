//! Files: the input and output of batches, and the data for fine-tuning.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use serde::Serialize;

use crate::api_error::ApiError;
use crate::rules::message;
use crate::wire::now;

/// The most bytes of all files together, which is the limit of the API for one file of a batch.
pub(crate) const MOST_BYTES: usize = 200 << 20;
/// The purposes of files, in the order in which the API lists them.
const PURPOSES: &[&str] = &["fine-tune", "assistants", "batch", "user_data", "responses", "vision", "evals"];

/// A file, without its content.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FileObject {
    pub(crate) id: String,
    object: &'static str,
    bytes: usize,
    created_at: u64,
    filename: String,
    pub(crate) purpose: String,
    status: &'static str,
}

/// The files, by id.
#[derive(Debug, Default)]
pub(crate) struct Files(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    files: BTreeMap<String, (FileObject, Bytes)>,
    bytes: usize,
    next: u64,
}

impl Files {
    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stores an uploaded file.
    pub(crate) fn upload(&self, filename: &str, purpose: &str, content: Bytes) -> Result<FileObject, ApiError> {
        if !PURPOSES.contains(&purpose) {
            return Err(message::invalid_value("purpose", purpose, PURPOSES));
        }
        if purpose == "batch" && !filename.to_ascii_lowercase().ends_with(".jsonl") {
            let message =
                format!("Invalid file format for Batch API. Must be .jsonl, and the file is named '{filename}'.");
            return Err(ApiError::invalid(message));
        }
        self.keep(filename, purpose, content)
    }

    /// Stores a file, if there is room.
    pub(crate) fn keep(&self, filename: &str, purpose: &str, content: Bytes) -> Result<FileObject, ApiError> {
        let mut kept = self.lock();
        if kept.bytes + content.len() > MOST_BYTES {
            return Err(message::body_too_large(MOST_BYTES));
        }
        kept.bytes += content.len();
        kept.next += 1;
        let file = FileObject {
            id: format!("file-{:022x}", kept.next),
            object: "file",
            bytes: content.len(),
            created_at: now(),
            filename: filename.to_owned(),
            purpose: purpose.to_owned(),
            status: "processed",
        };
        kept.files.insert(file.id.clone(), (file.clone(), content));
        Ok(file)
    }

    pub(crate) fn get(&self, id: &str) -> Result<(FileObject, Bytes), ApiError> {
        self.lock().files.get(id).cloned().ok_or_else(|| message::no_such("File", id))
    }

    pub(crate) fn list(&self) -> Vec<FileObject> {
        self.lock().files.values().rev().map(|(file, _)| file.clone()).collect()
    }

    pub(crate) fn delete(&self, id: &str) -> Result<(), ApiError> {
        let mut kept = self.lock();
        let (_, content) = kept.files.remove(id).ok_or_else(|| message::no_such("File", id))?;
        kept.bytes -= content.len();
        Ok(())
    }
}
