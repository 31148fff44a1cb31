//! The impls of a generic type that describe its instances.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, GenericParam, Type, parse_quote};

use crate::argued::reached;
use crate::emit::call_site;
use crate::emit_node;
use crate::generics::{Parameters, where_clause, with_arguments};
use crate::leaf::Leaf;
use crate::model::{Model, Shape, Value};
use crate::types::{node_inside, node_of};

/// Expands to:
///
/// ```text
/// use Within as __Inner;                      // `Through` for a newtype
/// impl<T: Schema> Instance for Tree<T> { const DEFINITION: &'static Definition = …; }
/// impl<T: Schema, __Nesting: Nesting> InstanceInside<__Nesting> for Tree<T> {
///     const CONTENT: SchemaNode = …;          // the node, or the reason why a field has none
///     const FIELDS: &'static [Reached] = …;
/// }
/// impl<T: Schema, __Nesting: Nesting> SchemaInside<__Nesting> for Tree<T> {
///     const NODE: SchemaNode = instance::<Self, __Nesting>();
///     const REACHED: Reached = Reached::instance::<Self, __Nesting>();
/// }
/// impl<T: Schema> Schema for Tree<T> { const NODE: SchemaNode = outermost::<Self>(); }
/// ```
///
/// A type that contains no instance has the same node everywhere:
///
/// ```text
/// impl<T: Schema, __Nesting: Nesting> SchemaInside<__Nesting> for Page<T> {
///     const NODE: SchemaNode = <Self as Schema>::NODE;
/// }
/// impl<T: Schema> Schema for Page<T> { const NODE: SchemaNode = …; }
/// ```
///
/// `leaves` are its fields, whose types only an instance can check. `needed` are the types that need a schema.
pub(crate) fn schema(
    input: &DeriveInput,
    model: &Model,
    parameters: &Parameters<'_>,
    leaves: &[Leaf<'_>],
    needed: &[Type],
    fingerprint: u64,
) -> TokenStream {
    let definition = emit_node::definition(model, parameters, needed, fingerprint, false);
    let node = emit_node::node(model, quote!(*<Self as _structured::Instance>::DEFINITION));
    let ok = quote! {
        _structured::described_by(
            const { &_structured::StaticNode::new #node },
            <Self as _structured::Instance>::FINGERPRINT,
        )
    };
    let types: Vec<&Value> = leaves.iter().filter_map(Leaf::as_type).collect();
    let content = if types.is_empty() { ok } else { content(&types, &ok) };
    let fields: Vec<TokenStream> = leaves.iter().flat_map(reached_by).collect();
    let ident = call_site(&input.ident);
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let mut generics = input.generics.clone();
    let nesting: GenericParam = parse_quote!(__Nesting: _structured::Nesting);
    generics.params.push(nesting);
    let (impl_generics_inside, _, _) = generics.split_for_impl();
    let where_clause = where_clause(&input.generics, needed, None);
    let with_arguments = with_arguments(&ident, &input.generics);
    let (inside, outermost, content) = if fields.is_empty() {
        (
            quote!(
                const NODE: _structured::SchemaNode = <Self as _structured::Schema>::NODE;
            ),
            content,
            None,
        )
    } else {
        let is_inline = matches!(model.shape, Shape::Newtype(_));
        let (inner, function) =
            if is_inline { (quote!(Through), quote!(inlined)) } else { (quote!(Within), quote!(instance)) };
        let inside = quote! {
            const NODE: _structured::SchemaNode = _structured::#function::<Self, __Nesting>();
            const REACHED: _structured::Reached = _structured::Reached::#function::<Self, __Nesting>();
        };
        let content = quote! {
            use _structured::#inner as __Inner;
            #[automatically_derived]
            impl #impl_generics_inside _structured::InstanceInside<__Nesting> for #ident #ty_generics #where_clause {
                const CONTENT: _structured::SchemaNode = #content;
                const FIELDS: &'static [_structured::Reached] = {
                    use _structured::Elsewhere as _;
                    &[#(#fields),*]
                };
            }
        };
        (inside, quote!(_structured::outermost::<Self>()), Some(content))
    };
    quote! {
        #[automatically_derived]
        impl #impl_generics _structured::Instance for #ident #ty_generics #where_clause {
            const DEFINITION: &'static _structured::Definition = const { &#definition };
        }
        #with_arguments
        #content
        #[automatically_derived]
        impl #impl_generics_inside _structured::SchemaInside<__Nesting> for #ident #ty_generics #where_clause {
            #inside
        }
        #[automatically_derived]
        impl #impl_generics _structured::Schema for #ident #ty_generics #where_clause {
            const NODE: _structured::SchemaNode = #outermost;
        }
    }
}

/// The instances that a field leads to.
fn reached_by(leaf: &Leaf<'_>) -> Vec<TokenStream> {
    let argued = leaf.as_type().and_then(|value| value.ty.argued.as_ref());
    argued.map(|argued| reached(argued, leaf.flatten.is_some())).unwrap_or_default()
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
