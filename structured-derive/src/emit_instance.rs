//! The impls of a generic type that describe its instances.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, GenericParam, Type, parse_quote};

use crate::emit::call_site;
use crate::emit_node;
use crate::fingerprint;
use crate::generics::{Parameters, where_clause};
use crate::model::{Model, Shape, Value};
use crate::types::{node_inside, node_of};

/// Expands to:
///
/// ```text
/// use InsideInline as __Here;                 // for a newtype or an inline type, and `Inside` for others
/// impl<T: Schema> Instance for Page<T> { const DEFINITION: &'static Definition = …; }
/// impl<T: Schema, __Around: Around> SchemaInside<__Around> for Page<T> {
///     const CONTENT: SchemaNode = …;          // the node, or the reason why a field has none
///     const NODE: SchemaNode = instance::<Self, __Around>();
/// }
/// impl<T: Schema> Schema for Page<T> { const NODE: SchemaNode = instance::<Self, Outermost>(); }
/// ```
///
/// `types` are those of the fields, which only an instance can check. `needed` are the types that need a schema.
pub(crate) fn schema(
    input: &DeriveInput,
    model: &Model,
    parameters: &Parameters<'_>,
    types: &[&Value],
    needed: &[Type],
) -> TokenStream {
    let definition = emit_node::definition(model, parameters, needed, fingerprint::of_model(model), false);
    let node = emit_node::node(model, &quote!(*<Self as _structured::Instance>::DEFINITION));
    let ok = quote! {
        _structured::Ok(_structured::NodeRef::to_type(
            const { &#node },
            <Self as _structured::Instance>::FINGERPRINT,
        ))
    };
    let content = if types.is_empty() { ok } else { content(types, &ok) };
    let ident = call_site(&input.ident);
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let mut generics = input.generics.clone();
    let around: GenericParam = parse_quote!(__Around: _structured::Around);
    generics.params.push(around);
    let (impl_generics_inside, _, _) = generics.split_for_impl();
    let where_clause = where_clause(&input.generics, needed, None);
    let here = if model.inline.is_some() || matches!(model.shape, Shape::Newtype(_)) {
        quote!(InsideInline)
    } else {
        quote!(Inside)
    };
    quote! {
        use _structured::#here as __Here;
        #[automatically_derived]
        impl #impl_generics _structured::Instance for #ident #ty_generics #where_clause {
            const DEFINITION: &'static _structured::Definition = const { &#definition };
        }
        #[automatically_derived]
        impl #impl_generics_inside _structured::SchemaInside<__Around> for #ident #ty_generics #where_clause {
            const CONTENT: _structured::SchemaNode = #content;
            const NODE: _structured::SchemaNode = _structured::instance::<Self, __Around>();
        }
        #[automatically_derived]
        impl #impl_generics _structured::Schema for #ident #ty_generics #where_clause {
            const NODE: _structured::SchemaNode = _structured::instance::<Self, _structured::Outermost>();
        }
    }
}

/// The node, or the first reason why the type of a field has none.
fn content(types: &[&Value], ok: &TokenStream) -> TokenStream {
    let nodes = types.iter().map(|value| node_inside(&value.ty));
    let recurring: Vec<TokenStream> =
        types.iter().filter(|value| value.ty.argued.is_some()).map(|value| node_of(&value.ty.ty)).collect();
    // Nothing calls the closure, because evaluating these nodes could lead back here. The compiler reports a type
    // without a schema at the first mention. At a later one, it would add a note about our function.
    let mentions = (!recurring.is_empty()).then(|| quote!(let _ = || [#(#recurring),*];));
    quote! {{
        #mentions
        match _structured::first_reason(&[#(#nodes),*]) {
            _structured::Some(__reason) => _structured::Err(__reason),
            _structured::None => #ok,
        }
    }}
}
