//! The impls that stand beside errors, so that code which uses the type shows no errors of its own.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::attribute;
use crate::context::Context;
use crate::emit::{crate_path, item};
use crate::symbol::Place;

/// Both traits, with values that nobody will see.
pub(crate) fn expand(input: &DeriveInput) -> TokenStream {
    let attributes = attribute::parse(&input.attrs, Place::Type, &Context::default());
    let krate = crate_path(attributes.krate.as_ref());
    let ident = &input.ident;
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    item(
        &krate,
        &quote! {
            #[automatically_derived]
            impl #impl_generics _structured::__private::Schema for #ident #ty_generics #where_clause {
                const NODE: _structured::__private::Component = _structured::__private::STAND_IN;
            }
            #[automatically_derived]
            impl #impl_generics _structured::__private::StructuredOutput for #ident #ty_generics #where_clause {
                const NAME: &'static _structured::__private::core::primitive::str = "";
                const DESCRIPTION: _structured::__private::core::option::Option<
                    &'static _structured::__private::core::primitive::str,
                > = _structured::__private::core::option::Option::None;
                const JSON_SCHEMA: &'static _structured::__private::core::primitive::str = "";
            }
        },
    )
}
