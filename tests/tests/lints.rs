//! A user's strict lints stay quiet about what the derive writes.
//!
//! The compiler's lints are checked when this file is compiled, clippy's when clippy runs over the tests, as CI does.
#![forbid(unsafe_code)]
#![deny(
    warnings,
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    deprecated_in_future,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    future_incompatible,
    keyword_idents,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_debug_implementations,
    missing_docs,
    nonstandard_style,
    non_local_definitions,
    redundant_imports,
    redundant_lifetimes,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unused,
    unused_crate_dependencies,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(
    clippy::all,
    clippy::cargo,
    clippy::nursery,
    clippy::pedantic,
    clippy::absolute_paths,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::arbitrary_source_item_ordering,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    clippy::indexing_slicing,
    clippy::integer_division,
    clippy::items_after_statements,
    clippy::large_stack_arrays,
    clippy::min_ident_chars,
    clippy::missing_docs_in_private_items,
    clippy::missing_inline_in_public_items,
    clippy::panic,
    clippy::same_name_method,
    clippy::semicolon_inside_block,
    clippy::semicolon_outside_block,
    clippy::single_char_lifetime_names,
    clippy::std_instead_of_core,
    clippy::str_to_string,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::wildcard_imports
)]
#![expect(unused_crate_dependencies, reason = "the other tests of this package use them")]

/// Types of every shape, as public as a library's.
pub mod shapes {
    extern crate alloc;

    use alloc::borrow::Cow;
    use structured_core::StructuredOutput;

    /// A root with lifetimes, a recursion and every kind of field.
    #[derive(Debug, StructuredOutput)]
    #[non_exhaustive]
    pub struct Root<'text> {
        /// Borrowed.
        pub borrowed: Cow<'text, str>,
        /// Children.
        pub children: Vec<Self>,
        /// Borrowed or not.
        pub cow: Cow<'text, str>,
        /// Flattened.
        #[serde(flatten)]
        pub flattened: Flattened,
        /// A generic one.
        pub generic: Generic<u8, 3>,
        /// Perhaps a newtype.
        pub newtype: Option<Newtype>,
        /// Tagged.
        pub tagged: Tagged,
        /// Untagged.
        pub untagged: Untagged,
    }

    /// With one property.
    #[derive(Debug, Clone, Copy, StructuredOutput)]
    #[non_exhaustive]
    pub struct Flattened {
        /// How sure.
        #[serde(default)]
        pub sure: Sure,
    }

    /// With fields of plain types.
    #[derive(Debug, StructuredOutput)]
    #[non_exhaustive]
    pub struct Plain {
        /// How many.
        pub count: u32,
        /// A list.
        pub list: Vec<String>,
        /// Perhaps another type.
        pub perhaps: Option<Sure>,
        /// A text.
        pub text: String,
    }

    /// One of two.
    #[derive(Debug, Clone, Copy, Default, StructuredOutput)]
    #[non_exhaustive]
    pub enum Sure {
        /// Not sure.
        No,
        /// Sure.
        #[default]
        Yes,
    }

    /// With both kinds of parameters.
    #[derive(Debug, StructuredOutput)]
    #[non_exhaustive]
    pub struct Generic<Value, const LENGTH: usize> {
        /// More of them.
        pub rest: Vec<Self>,
        /// One.
        pub value: Value,
    }

    /// A string.
    #[derive(Debug, StructuredOutput)]
    #[non_exhaustive]
    pub struct Newtype(pub String);

    /// Tagged.
    #[derive(Debug, StructuredOutput)]
    #[serde(tag = "type")]
    #[non_exhaustive]
    pub enum Tagged {
        /// With named fields.
        Fields {
            /// A number.
            value: f64,
        },
        /// With nothing.
        Nothing,
    }

    /// Untagged.
    #[derive(Debug, StructuredOutput)]
    #[serde(untagged)]
    #[non_exhaustive]
    pub enum Untagged {
        /// An integer.
        Integer(i64),
        /// Texts.
        Texts(Vec<String>),
    }

    /// With bounds.
    #[derive(Debug, Clone, Copy, StructuredOutput)]
    #[structured(profile = "openai")]
    #[non_exhaustive]
    pub struct Bounded {
        /// From one to five.
        #[structured(minimum = 1, maximum = 5)]
        pub stars: u8,
    }
}

#[test]
fn strict_lints_say_nothing_about_generated_code() {
    use structured_core::StructuredOutput as _;

    assert!(shapes::Root::JSON_SCHEMA.contains("\"#\""), "the root contains itself");
    assert_eq!(shapes::Bounded::NAME, "Bounded", "a name is the type's");
}
