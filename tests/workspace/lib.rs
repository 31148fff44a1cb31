//! The pages for readers of the repository, whose Rust code runs as doctests.

#[doc = include_str!("../../README.md")]
pub mod readme {}

#[doc = include_str!("../../docs/schemars.md")]
pub mod coming_from_schemars {}

#[doc = include_str!("../../structured-core/README.md")]
pub mod structured_core_readme {}

#[doc = include_str!("../../structured-lint/README.md")]
pub mod structured_lint_readme {}
