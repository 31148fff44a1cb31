//! The checks of flattened fields, as tokens.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::check_at;
use crate::leaf::{Flatten, Leaf};
use crate::model::{Model, Value};
use crate::types::node_of;

/// The checks of flattened fields, for an object whose properties are checked together.
pub(crate) fn flatten_checks(leaves: &[Leaf<'_>], partial: bool) -> TokenStream {
    let mut checks = TokenStream::new();
    for (value, Flatten { span, path }) in leaves.iter().filter_map(flattened) {
        let node = node_of(&value.ty.ty);
        let check = if partial { "flattened_partial" } else { "flattened" };
        checks.extend(check_at(*span, check, quote!(&__NODE, &[#(#path),*], #node)));
    }
    checks
}

/// The checks of a generic type with a partial, for its flattened fields that no instance checks.
pub(crate) fn partial_checks(model: &Model, leaves: &[Leaf<'_>]) -> TokenStream {
    let mut checks = TokenStream::new();
    for (value, _) in leaves.iter().filter_map(flattened).filter(|(value, _)| model.partial && !value.ty.generic) {
        checks.extend(check_at(value.span, "flattened_in_partial", node_of(&value.ty.ty)));
    }
    checks
}

fn flattened<'l, 'a>(leaf: &'l Leaf<'a>) -> Option<(&'a Value, &'l Flatten)> {
    leaf.as_type().zip(leaf.flatten.as_ref())
}
