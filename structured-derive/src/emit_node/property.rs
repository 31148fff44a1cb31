//! The properties of an object.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Token;

use super::{bare_type, constraints, content, flattened, hashes};
use crate::json::escaped;
use crate::model::{Content, Object, Property};
use crate::outline::{self, name_hash, property_hash};
use crate::source::{append_call, arguments_of, text_literal, tokens_of};
use crate::types::{Plain, node_inside};

/// Whether the hash of a property can be added without its type, because the type has the name of a plain type.
fn is_plain(property: &Property) -> bool {
    let Some(value) = bare_type(&property.value) else { return false };
    property.annotations.title.is_none()
        && value.constraints.is_empty()
        && matches!(value.ty.plain, Some(Plain::Scalar | Plain::Simple))
}

/// The list of the properties, with a comma after it. The hashes of those with plain types are added to `sum`, which is
/// `None` if one is not known.
pub(super) fn properties(object: &Object, sum: &mut Option<u64>) -> TokenStream {
    let mut tokens = TokenStream::new();
    for (i, property) in object.properties.iter().enumerate() {
        append_property(property, i, sum, &mut tokens);
        Token![,](Span::call_site()).to_tokens(&mut tokens);
    }
    let list = Group::new(Delimiter::Bracket, tokens);
    quote!(const { &#list },)
}

/// Appends a property. Its tokens are appended one by one, because a stream of its own would be copied.
fn append_property(property: &Property, place: usize, sum: &mut Option<u64>, tokens: &mut TokenStream) {
    let name = escaped(&property.name.text);
    if property.flatten.is_some() {
        let link = flattened(&property.value);
        return tokens.extend(quote!(_structured::StaticProperty::flatten(#name, #link)));
    }
    let comma = if place == 0 { "" } else { "," };
    let start = format!("{comma}\"{name}\":{{");
    let (new, prefix, described) = match &property.annotations.description {
        Some(description) => {
            let start = format!("{start}\"description\":\"");
            match description.as_text().map(escaped) {
                Some(text) => ("described", text_literal(&format!("{start}{text}")), outline::description_hash(&text)),
                None => ("described", description.escaped_after(&start), None),
            }
        }
        None => ("property", text_literal(&start), Some(0)),
    };
    let named = name_hash(place, &name);
    let texts = format!("{prefix}, {}usize", name.len());
    let outline = if is_plain(property) {
        *sum = sum.zip(described).map(|(sum, described)| sum.wrapping_add(property_hash(named, described)));
        None
    } else {
        *sum = sum.filter(|_| described.is_some());
        Some(hashes(Some(named), described))
    };
    match bare_type(&property.value) {
        // If the type has no schema, this function fails at the field. The call also has half as many tokens as one with
        // the node of the type.
        Some(value) if value.ty.plain.is_some() => {
            append_call(&format!("{new}_of"), Some(&value.ty.ty), tokens_of(&texts), value.span, tokens);
            if let Some(outline) = outline {
                tokens.extend(tokens_of(&format!(".outlined({outline})")));
            }
        }
        Some(value) => {
            let texts = format!("{texts}, {}", outline.unwrap_or_default());
            let arguments = arguments_of(&texts, node_inside(&value.ty));
            append_call(&format!("{new}_to"), None, arguments, Span::call_site(), tokens);
        }
        None => {
            let texts = format!("{texts}, {}", outline.unwrap_or_default());
            let arguments = arguments_of(&texts, content(&property.value));
            append_call(new, None, arguments, Span::call_site(), tokens);
        }
    }
    if let Some(title) = &property.annotations.title {
        let title = escaped(title);
        tokens.extend(quote!(.titled(#title)));
    }
    if property.default {
        tokens.extend(quote!(.defaulted()));
    }
    if !property.aliases.is_empty() {
        let aliases = property.aliases.iter().map(|alias| escaped(alias));
        tokens.extend(quote!(.aliased(&[#(#aliases),*])));
    }
    if matches!(&property.value, Content::Type(value) if value.opaque) {
        tokens.extend(quote!(.opaque()));
    }
    if let Content::Type(value) = &property.value
        && let Some(constraints) = constraints(&value.constraints)
    {
        tokens.extend(tokens_of(&format!(".constrained({constraints})")));
    }
}
