//! `#[derive(StructuredOutput)]`: a strict JSON Schema from a Rust type and its serde attributes.
//!
//! Use it through `structured-core`, which re-exports it and contains everything that generated code uses.
//!
//! The derive is a pipeline with one file per stage:
//!
//! | stage | file | in → out |
//! |---|---|---|
//! | parse | `item.rs`, `parse.rs`, `attribute.rs`, `docs.rs` | the item → serde's view of it and our attributes |
//! | model | `model.rs`, `variant.rs` | → what the JSON looks like: names, order, shapes; no attributes left |
//! | check | `check.rs` | mistakes that the syntax alone shows |
//! | emit | `emit.rs`, `emit_flatten.rs`, `emit_node.rs`, `emit_root.rs`, `emit_schemars.rs`, `scope.rs`, `source.rs`, `file/` | → the static description, the impls, the checks that need other types |
//! | partial | `partial/` | the same for `#[structured(partial)]`: the struct of the known part of an answer, and its impls |
//!
//! The first three stages report to one `Context` and continue, so that a type shows all its errors at once. After
//! errors, `stand_in.rs` gives the type an impl, so that one mistake causes only one error.
#![forbid(unsafe_code)]

mod argued;
mod attribute;
mod check;
mod constraint;
mod context;
mod description;
mod docs;
mod emit;
mod emit_flatten;
mod emit_instance;
mod emit_node;
mod emit_root;
mod emit_schemars;
mod expand;
mod file;
mod fingerprint;
mod generics;
mod item;
mod json;
mod leaf;
mod model;
mod outline;
mod parse;
mod partial;
mod repr;
mod scope;
mod source;
mod stand_in;
mod symbol;
mod tools;
mod types;
mod value;
mod variant;

use proc_macro::TokenStream;

use crate::item::Item;

#[doc = include_str!("../attributes.md")]
#[proc_macro_derive(StructuredOutput, attributes(structured, serde))]
pub fn derive_structured_output(input: TokenStream) -> TokenStream {
    match syn::parse(input) {
        Ok(Item(input)) => expand::derive(&input).into(),
        Err(error) => error.into_compile_error().into(),
    }
}

/// Turns an enum whose variants each hold the arguments of one tool into a set of function tools.
///
/// See the trait `Tools`. `#[structured(crate = "path")]` sets the path of structured-core if it has another name.
#[proc_macro_derive(Tools, attributes(structured))]
pub fn derive_tools(input: TokenStream) -> TokenStream {
    match syn::parse(input) {
        Ok(Item(input)) => tools::derive(&input).into(),
        Err(error) => error.into_compile_error().into(),
    }
}
