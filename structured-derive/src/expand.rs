//! The pipeline: parse, model, check, emit; with errors, a stand-in instead.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;
use syn::ext::IdentExt;

use crate::context::Context;
use crate::generics::{Parameters, static_arguments};
use crate::symbol::Place;
use crate::types::Owner;
use crate::{attribute, check, emit, fingerprint, model, parse, partial, stand_in};

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

/// The name that the type has in schemas, for which errors about its attributes are still to be reported.
fn shown_name(input: &DeriveInput) -> String {
    let attributes = attribute::parse(&input.attrs, Place::Type, &Context::default());
    attributes.name.map_or_else(|| input.ident.unraw().to_string(), |name| name.value())
}

fn try_derive(input: &DeriveInput) -> syn::Result<TokenStream> {
    let context = Context::default();
    let parameters = Parameters::of(&input.generics);
    let arguments = static_arguments(&input.generics);
    let ident = &input.ident;
    let hash = fingerprint::text_hash(&shown_name(input));
    let owner = Owner {
        ident,
        parameters: parameters.all(),
        this: quote!(#ident #arguments),
        marker: quote!(_structured::Enclosing<#hash>),
    };
    let parsed = parse::parse(input, &context);
    let partial = parsed.as_ref().and_then(|parsed| partial::model(parsed, &owner, &context));
    let model = parsed.map(|parsed| model::model(parsed, &owner, &context));
    if let Some(model) = &model {
        check::check(model, &owner, &context);
    }
    let constants = context.take_constants();
    context.check()?;
    let Some(model) = model else { return Ok(TokenStream::new()) };
    let partial = partial.map(|partial| partial::emit(input, &partial, model.krate.as_ref()));
    let schema = emit::emit(input, &model, &owner, &parameters, &constants);
    Ok(quote!(#schema #partial))
}
