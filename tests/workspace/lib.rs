//! The pages for readers of the repository, whose Rust code runs as doctests.

#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../../README.md")]
    mod readme {}

    #[doc = include_str!("../../structured-core/README.md")]
    mod structured_core {}

    #[doc = include_str!("../../structured-derive/attributes.md")]
    mod structured_derive {}

    #[doc = include_str!("../../structured-lint/README.md")]
    mod structured_lint {}
}
