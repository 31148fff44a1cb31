//! The pipeline: parse, model, check, emit. After errors, a stand-in is emitted.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::context::Context;
use crate::generics::{Parameters, static_arguments};
use crate::partial::Partial;
use crate::symbol::Place;
use crate::types::Owner;
use crate::{attribute, check, emit, model, parse, partial, stand_in};

/// The expansion of `#[derive(StructuredOutput)]`.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let context = Context::default();
    let parameters = Parameters::of(&input.generics);
    let arguments = static_arguments(&input.generics);
    let ident = &input.ident;
    let this = quote!(#ident #arguments);
    let parameters_of_owner = parameters.all();
    let itself = if parameters_of_owner.is_empty() { this.clone() } else { quote!(Self) };
    let owner = Owner { ident, parameters: parameters_of_owner, this, itself };
    let parsed = parse::parse(input, &context);
    let partial = parsed.as_ref().and_then(|parsed| partial::model(parsed, &owner, &context));
    let model = parsed.map(|parsed| model::model(parsed, &owner, &context));
    if let Some(model) = &model {
        check::check(model, &owner, &context);
    }
    let constants = context.take_constants();
    let model = match context.check() {
        Ok(()) => model,
        Err(error) => return with_errors(input, error, partial.as_ref()),
    };
    let Some(model) = model else { return TokenStream::new() };
    let partial = partial.map(|partial| partial::emit(input, &partial, model.krate.as_ref()));
    let schema = emit::emit(input, &model, &owner, &parameters, &constants);
    quote!(#schema #partial)
}

/// The errors, together with stand-in impls, so that code which uses the type shows no errors of its own.
fn with_errors(input: &DeriveInput, error: syn::Error, partial: Option<&Partial>) -> TokenStream {
    let attributes = attribute::parse(&input.attrs, Place::Type, &Context::default());
    let krate = attributes.krate.as_ref();
    let stand_in = stand_in::expand(input, krate, attributes.schemars);
    let partial = match partial {
        Some(partial) => Some(partial::emit(input, partial, krate)),
        None if attributes.partial.is_some() => Some(partial::emit(input, &Partial::NOTHING, krate)),
        None => None,
    };
    let errors = error.into_compile_error();
    quote!(#errors #stand_in #partial)
}
