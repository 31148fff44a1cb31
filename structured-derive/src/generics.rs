//! The generics of the impls, in the forms that they are needed in.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{GenericParam, Generics};

/// The parameters of a type, sorted by what they are.
pub(crate) struct Parameters<'a> {
    pub(crate) types: Vec<&'a Ident>,
    pub(crate) consts: Vec<&'a Ident>,
}

impl<'a> Parameters<'a> {
    pub(crate) fn of(generics: &'a Generics) -> Self {
        let mut parameters = Self { types: Vec::new(), consts: Vec::new() };
        for param in &generics.params {
            match param {
                GenericParam::Type(param) => parameters.types.push(&param.ident),
                GenericParam::Const(param) => parameters.consts.push(&param.ident),
                GenericParam::Lifetime(_) => {}
            }
        }
        parameters
    }

    pub(crate) fn all(&self) -> Vec<&'a Ident> {
        self.types.iter().chain(&self.consts).copied().collect()
    }
}

/// The arguments of the type with `'static` for each lifetime: `<'static, T, N>`.
pub(crate) fn static_arguments(generics: &Generics) -> TokenStream {
    if generics.params.is_empty() {
        return TokenStream::new();
    }
    let arguments = generics.params.iter().map(|param| match param {
        GenericParam::Lifetime(_) => quote!('static),
        GenericParam::Type(param) => {
            let ident = &param.ident;
            quote!(#ident)
        }
        GenericParam::Const(param) => {
            let ident = &param.ident;
            quote!(#ident)
        }
    });
    quote!(<#(#arguments),*>)
}

/// The where clause of the impls: the type's own, and `Schema` for every parameter whose schema is needed.
pub(crate) fn where_clause(generics: &Generics, needed: &[&Ident]) -> TokenStream {
    let own = generics.where_clause.iter().flat_map(|clause| clause.predicates.iter());
    let bounds = needed.iter().map(|ident| quote!(#ident: _structured::Schema));
    let predicates: Vec<TokenStream> = own.map(|predicate| quote!(#predicate)).chain(bounds).collect();
    if predicates.is_empty() { TokenStream::new() } else { quote!(where #(#predicates),*) }
}
