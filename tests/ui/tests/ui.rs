//! What does not compile, and what the compiler then says: one mistake a file, and the file's name says the rule.
//!
//! The `.stderr` files are recorded with the compiler of `rust-toolchain.toml`. After a text was changed on purpose,
//! `TRYBUILD=overwrite cargo test -p structured-ui-tests` records it, and `STRUCTURED_DOCS=overwrite cargo test
//! -p structured-tests --test integration rejections` brings the documentation in step.

use trybuild::TestCases;

#[test]
fn what_the_api_would_refuse_does_not_compile() {
    let cases = TestCases::new();
    cases.compile_fail("tests/ui/combined.rs");
    cases.compile_fail("tests/ui/*/*.rs");
}

/// Some mistakes show only in an instance of a generic type, which `cargo check` does not look at; with a case that
/// passes among them, trybuild runs `cargo build`.
#[test]
fn what_only_an_instance_shows_does_not_build() {
    let cases = TestCases::new();
    cases.pass("tests/ui-build/pass/*.rs");
    cases.compile_fail("tests/ui-build/*.rs");
}
