//! The checks of flattened fields, as tokens.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::check_at;
use crate::model::{Content, Model, Object, Shape, Value};
use crate::types::node_of;

/// The checks of the flattened fields of an object. `steps` is the path to it from the node of the type.
pub(crate) fn flatten_checks(object: &Object, partial: bool, steps: &mut Vec<usize>, checks: &mut TokenStream) {
    for (i, property) in object.properties.iter().enumerate() {
        steps.push(i);
        match (&property.value, property.flatten) {
            (Content::Type(value), Some(span)) => {
                let node = node_of(&value.ty.ty);
                let check = if partial { quote!(flattened_partial) } else { quote!(flattened) };
                checks.extend(check_at(span, &check, &quote!(&__NODE, &[#(#steps),*], #node)));
            }
            (Content::Object(inner), _) => flatten_checks(inner, partial, steps, checks),
            _ => {}
        }
        steps.pop();
    }
}

/// The checks of a generic type with a partial, for its flattened fields that no instance checks.
pub(crate) fn partial_checks(model: &Model, flattened: &[&Value]) -> TokenStream {
    let mut checks = TokenStream::new();
    for value in flattened.iter().filter(|value| model.partial && !value.ty.generic) {
        checks.extend(check_at(value.span, &quote!(flattened_in_partial), &node_of(&value.ty.ty)));
    }
    checks
}

/// The values whose types are flattened. Their own checks report the reason if a type has no schema.
pub(crate) fn flattened_types(model: &Model) -> Vec<&Value> {
    let mut flattened = Vec::new();
    let objects: Vec<&Object> = match &model.shape {
        Shape::Object(object) => vec![object],
        Shape::Union(branches) => branches
            .iter()
            .filter_map(|branch| match &branch.content {
                Content::Object(object) => Some(object),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    for object in objects {
        flattened_in(object, &mut flattened);
    }
    flattened
}

fn flattened_in<'a>(object: &'a Object, flattened: &mut Vec<&'a Value>) {
    for property in &object.properties {
        match (&property.value, property.flatten) {
            (Content::Type(value), Some(_)) => flattened.push(value),
            (Content::Object(inner), _) => flattened_in(inner, flattened),
            _ => {}
        }
    }
}
