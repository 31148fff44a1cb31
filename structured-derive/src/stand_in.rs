//! The impls that are emitted together with errors, so that code which uses the type shows no errors of its own.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{DeriveInput, Path};

use crate::emit_schemars;
use crate::scope::item;

/// Both traits, with values that are never used. `schemars` is the key that asks for `schemars::JsonSchema`.
pub(crate) fn expand(input: &DeriveInput, krate: Option<&Path>, schemars: Option<Span>) -> TokenStream {
    let schemars = schemars.map(|span| emit_schemars::emit(input, &[], span));
    let ident = &input.ident;
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    item(
        krate,
        &input.generics,
        quote! {
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
            #schemars
        },
    )
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    #[test]
    fn a_refused_type_has_every_impl_that_was_asked_for() {
        let expanded = crate::expand::derive(&parse_quote! {
            #[structured(schemars, partial)]
            enum Nothing {}
        });
        let text = expanded.to_string();
        assert!(text.contains("compile_error"), "{text}");
        for name in ["Schema for Nothing", "StructuredOutput for Nothing", "JsonSchema for Nothing"] {
            assert!(text.contains(name), "{name} is not in {text}");
        }
    }
}
