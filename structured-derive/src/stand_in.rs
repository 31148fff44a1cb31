//! The impls that are emitted together with errors, so that code which uses the type shows no errors of its own.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Path};

use crate::scope::{crate_path, item};

/// Both traits, with values that are never used.
pub(crate) fn expand(input: &DeriveInput, krate: Option<&Path>) -> TokenStream {
    let krate = crate_path(krate);
    let ident = &input.ident;
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    item(
        &krate,
        &quote! {
            #[automatically_derived]
            impl #impl_generics _structured::Schema for #ident #ty_generics #where_clause {
                const NODE: _structured::SchemaNode = _structured::STAND_IN;
            }
            #[automatically_derived]
            impl #impl_generics _structured::StructuredOutput for #ident #ty_generics #where_clause {
                const NAME: &'static _structured::core::primitive::str = "";
                const DESCRIPTION: _structured::core::option::Option<
                    &'static _structured::core::primitive::str,
                > = _structured::None;
                const JSON_SCHEMA: &'static _structured::core::primitive::str = "";
            }
        },
    )
}
