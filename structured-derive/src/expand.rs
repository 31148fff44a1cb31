//! The pipeline: parse, model, check, emit; with errors, a stand-in instead.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::context::Context;
use crate::generics::{Parameters, static_arguments};
use crate::types::Owner;
use crate::{check, emit, model, parse, partial, stand_in};

/// What `#[derive(StructuredOutput)]` expands to.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    match try_derive(input) {
        Ok(expanded) => expanded,
        Err(error) => {
            let stand_in = stand_in::expand(input);
            let errors = error.into_compile_error();
            quote!(#errors #stand_in)
        }
    }
}

fn try_derive(input: &DeriveInput) -> syn::Result<TokenStream> {
    let context = Context::default();
    let parameters = Parameters::of(&input.generics);
    let arguments = static_arguments(&input.generics);
    let ident = &input.ident;
    let hash = emit::name_hash(&ident.to_string());
    let owner = Owner {
        ident,
        parameters: parameters.all(),
        this: quote!(#ident #arguments),
        marker: quote!(_structured::__private::Enclosing<#hash>),
    };
    let parsed = parse::parse(input, &context);
    let partial = parsed.as_ref().and_then(|parsed| partial::model(parsed, &owner, &context));
    let model = parsed.map(|parsed| model::model(parsed, &owner, &context));
    if let Some(model) = &model {
        check::check(model, &context);
    }
    context.check()?;
    let Some(model) = model else { return Ok(TokenStream::new()) };
    let partial = partial.map(|partial| partial::emit(input, &partial, model.krate.as_ref()));
    let schema = emit::emit(input, &model, &owner, &parameters);
    Ok(quote!(#schema #partial))
}
