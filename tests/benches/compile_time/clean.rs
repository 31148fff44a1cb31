//! What a build costs that starts with nothing.

use std::path::Path;

use crate::measure::{clean_build, core_path, say};

/// Measures schemars beside structured-core.
pub(crate) fn measure(folder: &Path) {
    let schemars = clean_build(folder, "clean_schemars", "schemars = \"1\"");
    let ours = clean_build(
        folder,
        "clean_ours",
        &format!("structured-core = {{ {}, default-features = false, features = [\"derive\", \"std\"] }}", core_path()),
    );
    let all = clean_build(folder, "clean_ours_json", &format!("structured-core = {{ {} }}", core_path()));
    say(&format!(
        "clean build: schemars {schemars:.1} s, structured-core with derive {ours:.1} s ({:.2} of schemars), with all defaults {all:.1} s",
        ours / schemars
    ));
}
