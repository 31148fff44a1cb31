//! The types of fields as serde reads them, and types that no JSON can represent.

use proc_macro2::Span;
use serde_derive_internals::ast::Field;
use syn::spanned::Spanned;
use syn::{ExprPath, Type};

use crate::attribute::Attributes;
use crate::context::{Context, Message};
use crate::model::{Annotations, Value};
use crate::parse::{serde_key, serde_keys_with};
use crate::types::{FieldType, Owner, printed};

/// The keys of serde that name a function of the user's, which reads or writes the value.
pub(crate) const CUSTOM: [&str; 3] = ["with", "deserialize_with", "serialize_with"];

/// Rejects `#[serde(borrow)]` on a `Cow<[u8]>`, which is read from a list of numbers only without that attribute.
fn reject_borrowed_bytes(field: &Field<'_>, context: &Context) {
    let Type::Path(path) = field.ty else { return };
    let Some(last) = path.path.segments.last().filter(|last| last.ident == "Cow") else { return };
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else { return };
    let is_bytes = arguments.args.iter().any(
        |argument| matches!(argument, syn::GenericArgument::Type(Type::Slice(slice)) if is_named(&slice.elem, "u8")),
    );
    if !is_bytes {
        return;
    }
    if let Some(key) = serde_key(&field.original.attrs, "borrow") {
        context.error(
            &key,
            &Message {
                what: "serde reads a borrowed `Cow<[u8]>` from a string, and writes it as a list of numbers",
                help: "remove `borrow`, or use `Vec<u8>`",
            },
        );
    }
}

/// The type of a field: its own, or the type that `as` names for its JSON.
pub(crate) fn value(field: &Field<'_>, owner: &Owner<'_>, context: &Context) -> Value {
    value_read_by(field.attrs.deserialize_with(), field, owner, context)
}

/// The type of a field that is read by this function.
pub(crate) fn value_read_by(
    function: Option<&ExprPath>,
    field: &Field<'_>,
    owner: &Owner<'_>,
    context: &Context,
) -> Value {
    let attributes = context.attributes_of(field.original);
    let as_type = as_type(function, field, &attributes);
    if as_type.is_none() {
        reject_borrowed_bytes(field, context);
        let keys = serde_keys_with(&field.original.attrs, &CUSTOM);
        for name in CUSTOM {
            if let Some(key) = keys.iter().find(|key| *key == name) {
                let name = match &field.original.ident {
                    Some(ident) => ident.to_string(),
                    None => "the field".to_owned(),
                };
                let what = format!("`{key}` changes the JSON of `{name}` in a way that the derive cannot see");
                context
                    .error(key, &Message { what: &what, help: "declare its JSON: `#[structured(as = \"String\")]`" });
            }
        }
    }
    let ty = field_type(as_type.as_ref().unwrap_or(field.ty), owner, context);
    let span = match (&field.original.ident, &attributes.as_type) {
        (Some(ident), None) => ident.span(),
        _ => ty.ty.span(),
    };
    let mut value = Value { opaque: function.is_some(), ..without_attributes(ty, span) };
    if as_type.is_some() && !value.opaque {
        value.own = owner.rewrite(field.ty).ok();
    }
    value.constraints.clone_from(&attributes.constraints);
    crate::constraint::check(&value.constraints, context);
    value
}

/// The type that `as` names for the JSON of a field, or the type that belongs to a function of `structured_core::with`.
pub(crate) fn as_type(function: Option<&ExprPath>, field: &Field<'_>, attributes: &Attributes) -> Option<Type> {
    if attributes.as_type.is_some() {
        return attributes.as_type.clone();
    }
    let path = &function?.path;
    let segments: Vec<String> = path.segments.iter().rev().take(3).map(|segment| segment.ident.to_string()).collect();
    let [function, module, with] = &segments[..] else { return None };
    let ty = field.ty;
    match (with.as_str(), module.as_str(), function.as_str()) {
        ("with", "entries", "deserialize") => Some(syn::parse_quote!(<#ty as _structured::AsEntries>::Json)),
        ("with", "json_text", "deserialize") => Some(syn::parse_quote!(_structured::String)),
        _ => None,
    }
}

/// A type without attributes of its own.
pub(crate) fn plain_value(ty: &Type, owner: &Owner<'_>, context: &Context) -> Value {
    let ty = field_type(ty, owner, context);
    let span = ty.ty.span();
    without_attributes(ty, span)
}

fn without_attributes(ty: FieldType, span: Span) -> Value {
    Value { ty, annotations: Annotations::NONE, constraints: Vec::new(), opaque: false, own: None, span }
}

/// The type as generated items name it. Mistakes are reported.
fn field_type(ty: &Type, owner: &Owner<'_>, context: &Context) -> FieldType {
    reject_syntax(ty, context);
    owner.rewrite(ty).unwrap_or_else(|polymorphic| {
        let own = format!(
            "{}<{}>",
            owner.ident,
            owner.parameters.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        );
        let what =
            format!("`{own}` contains `{}`, which contains a larger one again, without end", printed(&polymorphic.ty));
        let help = format!("use the same parameters: `{own}`");
        context.error(&polymorphic.ty, &Message { what: &what, help: &help });
        // No code is generated from the model of a type with an error.
        FieldType { ty: ty.clone(), generic: false, plain: None, may_recur: false, argued: None }
    })
}

/// Rejects types that no JSON can represent, wherever they occur.
fn reject_syntax(ty: &Type, context: &Context) {
    let (what, help) = match ty {
        Type::Ptr(_) => ("a raw pointer has no JSON form", "use the value itself"),
        Type::FnPtr(_) => ("a function has no JSON form", "use a value, or `#[serde(skip)]`"),
        Type::TraitObject(_) => (
            "a trait object can be anything, and a strict schema must describe every value",
            "use an enum of the types you expect",
        ),
        Type::ImplTrait(_) => (
            "`impl Trait` can be anything, and a strict schema must describe every value",
            "use an enum of the types you expect",
        ),
        Type::Never(_) => ("`!` has no value, so no JSON exists for it", "remove the field"),
        Type::Reference(reference) => match borrowed(&reference.elem) {
            Some(rejection) => rejection,
            None => return reject_syntax(&reference.elem, context),
        },
        Type::Paren(paren) => return reject_syntax(&paren.elem, context),
        Type::Group(group) => return reject_syntax(&group.elem, context),
        Type::Slice(slice) => return reject_syntax(&slice.elem, context),
        Type::Array(array) => return reject_syntax(&array.elem, context),
        Type::Path(path) => return reject_arguments(path, context),
        _ => return,
    };
    context.error(ty, &Message { what, help });
}

/// Why data that borrows from the text is not read as the schema describes it, and what to use instead.
fn borrowed(ty: &Type) -> Option<(&'static str, &'static str)> {
    match ty {
        Type::Slice(slice) if is_named(&slice.elem, "u8") => Some((
            "serde reads `&[u8]` from a string, and writes it as a list of numbers",
            "use `Vec<u8>` for a list of numbers, or `String`",
        )),
        Type::Path(_) if is_named(ty, "str") || is_named(ty, "Path") => Some((
            "a string with an escape (a line break, a quote) is not in the text as it is, so serde cannot borrow it",
            "use `String`, or `Cow<'a, str>` with `#[serde(borrow)]`, which copies where it has to",
        )),
        _ => None,
    }
}

/// Whether a type is called `name`, without arguments.
fn is_named(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == name && last.arguments.is_none()))
}

fn reject_arguments(path: &syn::TypePath, context: &Context) {
    for segment in &path.path.segments {
        if let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments {
            for argument in &arguments.args {
                if let syn::GenericArgument::Type(ty) = argument {
                    reject_syntax(ty, context);
                }
            }
        }
    }
}
