//! The parameters of a partial: those parameters of the type that its fields use, without lifetimes.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{GenericParam, Generics, TypeParamBound, parse_quote};

/// The parameters of a type, with a bound that each type parameter has a partial.
pub(super) fn with_partial_bounds(generics: &Generics, krate: &TokenStream) -> Generics {
    let mut generics = generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.default = None;
        parameter.bounds.push(parse_quote!(#krate::partial::Partial));
    }
    generics
}

/// The parameters of a type whose partial is the type itself, which serde reads once its text is complete.
pub(super) fn with_whole_bounds(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    if generics.type_params().next().is_some() {
        let core = quote!(_structured::core);
        generics.make_where_clause().predicates.push(parse_quote! {
            Self: #core::fmt::Debug + #core::clone::Clone + _structured::partial::DeserializeOwned
        });
    }
    generics
}

/// The parameters that these types use, so that a type declared with them has no unused parameter.
///
/// A bound that mentions any other parameter or a lifetime does not concern these types, and is left out.
pub(super) fn used_by(generics: &Generics, types: impl IntoIterator<Item = impl ToTokens>) -> Generics {
    let mut names = Names::default();
    types.into_iter().for_each(|ty| names.add(ty.into_token_stream()));
    let (used, unused): (Vec<_>, Vec<_>) = generics.params.iter().cloned().partition(|parameter| match parameter {
        GenericParam::Lifetime(_) => false,
        GenericParam::Type(parameter) => names.0.contains(&parameter.ident.to_string()),
        GenericParam::Const(parameter) => names.0.contains(&parameter.ident.to_string()),
    });
    if used.is_empty() {
        return Generics::default();
    }
    let unused = Names(unused.iter().map(name_of).collect());
    let mut generics = Generics { params: used.into_iter().collect(), ..generics.clone() };
    for parameter in generics.type_params_mut() {
        let bounds = core::mem::take(&mut parameter.bounds);
        parameter.bounds =
            bounds.into_iter().filter(|bound| !unused.any_in(bound)).collect::<Punctuated<TypeParamBound, _>>();
    }
    if let Some(clause) = &mut generics.where_clause {
        let predicates = core::mem::take(&mut clause.predicates);
        clause.predicates = predicates.into_iter().filter(|predicate| !unused.any_in(predicate)).collect();
    }
    generics
}

fn name_of(parameter: &GenericParam) -> String {
    match parameter {
        GenericParam::Lifetime(parameter) => parameter.lifetime.ident.to_string(),
        GenericParam::Type(parameter) => parameter.ident.to_string(),
        GenericParam::Const(parameter) => parameter.ident.to_string(),
    }
}

/// The names that tokens mention. The name of a lifetime is stored without its apostrophe.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn add(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    self.0.insert(ident.to_string());
                }
                TokenTree::Group(group) => self.add(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    /// Whether tokens mention one of the names.
    fn any_in(&self, tokens: &impl ToTokens) -> bool {
        let mut mentioned = Self::default();
        mentioned.add(tokens.to_token_stream());
        !self.0.is_disjoint(&mentioned.0)
    }
}
