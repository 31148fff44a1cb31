//! `#[structured(schemars)]`: the impl of `schemars::JsonSchema`.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{DeriveInput, Type};

use crate::emit::{call_site, check_at};
use crate::generics::where_clause;

/// The impl. `needed` are the types that need a schema. `span` is the key, at which a missing feature is reported.
pub(crate) fn emit(input: &DeriveInput, needed: &[Type], span: Span) -> TokenStream {
    let ident = call_site(&input.ident);
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let clause = where_clause(&input.generics, needed, None);
    let schemars = quote!(_structured::schemars);
    let check = check_at(span, "schemars1", TokenStream::new());
    let text = quote!(#schemars::Cow<'static, _structured::core::primitive::str>);
    quote! {
        #check
        _structured::if_schemars1! {
        #[automatically_derived]
        impl #impl_generics #schemars::JsonSchema for #ident #ty_generics #clause {
            fn inline_schema() -> _structured::core::primitive::bool {
                true
            }
            fn schema_name() -> #text {
                #schemars::schema_name::<Self>()
            }
            fn schema_id() -> #text {
                #schemars::schema_id::<Self>(_structured::core::module_path!())
            }
            fn json_schema(__generator: &mut #schemars::SchemaGenerator) -> #schemars::Schema {
                #schemars::schema::<Self>(__generator)
            }
        }
        }
    }
}
