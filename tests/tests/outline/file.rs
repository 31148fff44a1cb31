//! What structured-derive makes of a schema file. The modules need `crate::json` and `crate::outline`.

#[path = "../../../structured-derive/src/file/canonical.rs"]
mod canonical;
#[path = "../../../structured-derive/src/file/outline.rs"]
mod outline;
#[path = "../../../structured-derive/src/file/reader.rs"]
mod reader;

/// The schema in the form in which schemas are printed, and its outline, or zero if it has none.
pub(crate) fn read(text: &str) -> Option<(String, u128)> {
    let json = reader::Reader::new(text).document()?;
    let mut canonical = String::new();
    canonical::write(&json, &mut canonical);
    Some((canonical, outline::outline(&json).unwrap_or_default()))
}
