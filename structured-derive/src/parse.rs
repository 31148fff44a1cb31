//! The item as serde sees it, together with our attributes.

use proc_macro2::{Ident, Span, TokenTree};
use serde_derive_internals::ast::Container;
use serde_derive_internals::{Ctxt, Derive};
use syn::punctuated::Punctuated;
use syn::{Attribute, DeriveInput, Meta, MetaList, Token};

use crate::attribute::{self, Attributes};
use crate::context::{Context, Message};
use crate::symbol::Place;

/// The parsed source: the item, parsed by serde's own parser, and the `#[structured(…)]` of the type.
pub(crate) struct Parsed<'a> {
    pub(crate) container: Container<'a>,
    pub(crate) attributes: Attributes,
}

/// Parses the item. Returns `None` if serde does not support it.
pub(crate) fn parse<'a>(input: &'a DeriveInput, context: &Context) -> Option<Parsed<'a>> {
    if let syn::Data::Union(data) = &input.data {
        context.error(
            data.union_token,
            &Message {
                what: "a union has no JSON form: nothing tells which of its fields is set",
                help: "use an enum",
            },
        );
        return None;
    }
    let attributes = attribute::parse(&input.attrs, Place::Type, context);
    // serde's errors have serde's texts, so that the compiler shows only one if the type also has
    // `#[derive(Deserialize)]`.
    let serde = Ctxt::new();
    let private = Ident::new("_structured", Span::call_site());
    let container = Container::from_ast(&serde, input, Derive::Deserialize, &private);
    if let Err(error) = serde.check() {
        context.add(error);
    }
    Some(Parsed { container: container?, attributes })
}

/// The keys of all `#[serde(…)]` in `attributes`, for messages about them.
pub(crate) fn serde_keys(attributes: &[Attribute]) -> Vec<Ident> {
    serde_lists(attributes).flat_map(keys).collect()
}

/// The keys of those `#[serde(…)]` that mention one of the `names`. The others are not parsed, because that takes several
/// times as long as a look at their tokens.
pub(crate) fn serde_keys_with(attributes: &[Attribute], names: &[&str]) -> Vec<Ident> {
    let mentions = |token| matches!(token, TokenTree::Ident(word) if names.contains(&word.to_string().as_str()));
    serde_lists(attributes).filter(|list| list.tokens.clone().into_iter().any(mentions)).flat_map(keys).collect()
}

/// The key `name`, if it is present.
pub(crate) fn serde_key(attributes: &[Attribute], name: &str) -> Option<Ident> {
    serde_keys_with(attributes, &[name]).into_iter().find(|key| key == name)
}

fn serde_lists(attributes: &[Attribute]) -> impl Iterator<Item = &MetaList> {
    attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("serde") => Some(list),
        _ => None,
    })
}

fn keys(list: &MetaList) -> Vec<Ident> {
    let metas = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    metas.iter().flatten().filter_map(|meta| meta.path().get_ident().cloned()).collect()
}
