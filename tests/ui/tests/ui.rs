//! Code that must not compile, and the errors that the compiler reports. Each file contains one mistake, and the name
//! of the file states the rule.
//!
//! The `.stderr` files are recorded with the compiler of `rust-toolchain.toml`. After an intended change of a text,
//! `TRYBUILD=overwrite cargo test -p structured-ui-tests` records it, and `STRUCTURED_DOCS=overwrite cargo test -p
//! structured-tests --test integration rejections` updates the documentation.

use trybuild::TestCases;

#[test]
fn what_the_api_would_refuse_does_not_compile() {
    let cases = TestCases::new();
    cases.compile_fail("tests/ui/combined.rs");
    cases.compile_fail("tests/ui/*/*.rs");
}

/// Some mistakes appear only in an instance of a generic type, which `cargo check` does not examine. If one of the
/// cases passes, trybuild runs `cargo build`.
#[test]
fn what_only_an_instance_shows_does_not_build() {
    let cases = TestCases::new();
    cases.pass("tests/ui-build/pass/*.rs");
    cases.compile_fail("tests/ui-build/*.rs");
}
