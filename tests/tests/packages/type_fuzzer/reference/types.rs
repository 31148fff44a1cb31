//! The types that a type names, and instances of generic types.

use crate::any_type::model::{Body, Case, Content, Field, Scalar, Tagging, Ty};
use crate::any_type::source::LENGTH;

/// The type with its parameters replaced.
pub(super) fn instance(ty: &Ty, arguments: &[Ty]) -> Ty {
    let inner = |ty: &Ty| Box::new(instance(ty, arguments));
    match ty {
        Ty::Parameter(i) => arguments[*i].clone(),
        Ty::Wrapped(name, ty) => Ty::Wrapped(name, inner(ty)),
        Ty::Option(ty) => Ty::Option(inner(ty)),
        Ty::List(name, ty) => Ty::List(name, inner(ty)),
        Ty::Array(ty, length) => Ty::Array(inner(ty), *length),
        Ty::ArrayOfLength(ty) => Ty::Array(inner(ty), LENGTH),
        Ty::Named(i, own) => Ty::Named(*i, own.iter().map(|ty| instance(ty, arguments)).collect()),
        Ty::WithList | Ty::WithFunctions => Ty::List("Vec", Box::new(Ty::Scalar(Scalar::named("u32")))),
        Ty::As(_, declared) => Ty::Scalar(declared),
        other => other.clone(),
    }
}

/// Whether two types are the same instance of one definition. Arguments that are in nothing that is read do not count.
pub(super) fn is_same(case: &Case, a: &Ty, b: &Ty) -> bool {
    match (a, b) {
        (Ty::Named(a, of_a), Ty::Named(b, of_b)) if a == b => {
            let body = &case.types[*a].body;
            let mut arguments = of_a.iter().zip(of_b).enumerate().filter(|(i, _)| is_needed(*a, body, *i));
            arguments.all(|(_, (a, b))| argument_name(a) == argument_name(b))
        }
        _ => false,
    }
}

/// The name of an argument in definition names, by which instances are distinguished.
fn argument_name(ty: &Ty) -> String {
    match ty {
        Ty::Scalar(scalar) => scalar.name.to_owned(),
        Ty::Option(ty) => format!("Option_{}", argument_name(ty)),
        Ty::List(_, ty) => format!("Vec_{}", argument_name(ty)),
        Ty::Array(ty, length) => format!("Vec{length}_{}", argument_name(ty)),
        Ty::Wrapped(_, ty) => argument_name(ty),
        other => format!("{other:?}"),
    }
}

/// The types of the case that a type names, each with whether it is flattened.
pub(super) fn named_in(body: &Body, found: &mut Vec<(usize, bool)>) {
    fn of(ty: &Ty, is_flattened: bool, found: &mut Vec<(usize, bool)>) {
        match ty {
            Ty::Wrapped(_, inner)
            | Ty::Option(inner)
            | Ty::List(_, inner)
            | Ty::Array(inner, _)
            | Ty::ArrayOfLength(inner) => of(inner, is_flattened, found),
            Ty::Named(index, arguments) => {
                found.push((*index, is_flattened));
                for ty in arguments {
                    of(ty, false, found);
                }
            }
            _ => {}
        }
    }
    for (ty, is_flattened) in read_types(body) {
        of(ty, is_flattened, found);
    }
    if let Body::Converted { ty, .. } = body {
        of(ty, false, found);
    }
}

fn types_of(fields: &[Field]) -> Vec<(&Ty, bool)> {
    fields.iter().filter(|field| field.is_read()).map(|field| (&field.ty, field.flatten)).collect()
}

/// The types of all fields that serde reads, each with whether it is flattened.
fn read_types(body: &Body) -> Vec<(&Ty, bool)> {
    match body {
        Body::Struct { fields, .. } => types_of(fields),
        Body::Newtype { field, .. } => vec![(&field.ty, false)],
        Body::Enum { variants, tagging, .. } => {
            let is_internal = matches!(tagging, Tagging::Internal { .. });
            let read = variants.iter().filter(|variant| !variant.skip_deserializing);
            read.flat_map(|variant| match &variant.content {
                Content::Unit => Vec::new(),
                Content::Newtype(field) => vec![(&field.ty, is_internal && !variant.untagged)],
                Content::Struct(fields) => types_of(fields),
            })
            .collect()
        }
        Body::Converted { .. } | Body::Numbers { .. } | Body::Unit => Vec::new(),
    }
}

/// Whether a parameter of type `own` is used by the fields that are read, so that it distinguishes instances. The type
/// inside itself does not count as a use of the parameter.
pub(super) fn is_needed(own: usize, body: &Body, parameter: usize) -> bool {
    fn names(own: usize, ty: &Ty, parameter: usize) -> bool {
        match ty {
            Ty::Parameter(i) => *i == parameter,
            Ty::Wrapped(_, inner)
            | Ty::Option(inner)
            | Ty::List(_, inner)
            | Ty::Array(inner, _)
            | Ty::ArrayOfLength(inner) => names(own, inner, parameter),
            Ty::Named(i, arguments) => *i != own && arguments.iter().any(|ty| names(own, ty, parameter)),
            _ => false,
        }
    }
    read_types(body).into_iter().any(|(ty, _)| names(own, ty, parameter))
}
