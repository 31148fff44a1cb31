//! `#[derive(Tools)]`: an enum of argument types as a set of function tools.
//!
//! The model and its checks are here. The tokens are in `emit.rs`, and those of `#[structured(partial)]` in
//! `partial.rs`.

mod emit;
mod partial;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Data, DeriveInput, Fields, Type};

use crate::attribute;
use crate::context::{Context, Message};
use crate::symbol::Place;

/// A set of tools.
pub(crate) struct Tools {
    pub(crate) list: Vec<Tool>,
    pub(crate) krate: Option<syn::Path>,
    /// Whether the arguments have partials, and the set gets one too.
    pub(crate) partial: bool,
}

/// One tool: a variant and the type of its arguments.
pub(crate) struct Tool {
    pub(crate) variant: Ident,
    pub(crate) arguments: Type,
}

/// The expansion of `#[derive(Tools)]`.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let context = Context::default();
    let tools = model(input, &context);
    match context.check() {
        Ok(()) => emit::emit(input, &tools),
        Err(error) => {
            let errors = error.into_compile_error();
            let stand_in = emit::stand_in(input, &tools);
            quote!(#errors #stand_in)
        }
    }
}

fn model(input: &DeriveInput, context: &Context) -> Tools {
    let attributes = attribute::parse(&input.attrs, Place::Type, context);
    let mut tools = Vec::new();
    let ident = &input.ident;
    if let Some(param) = input.generics.params.first() {
        let what = format!("`{ident}` has parameters: the names of its tools would not be known here");
        context.error(param, &Message { what: &what, help: "use the types themselves" });
    }
    match &input.data {
        Data::Enum(data) if data.variants.is_empty() => {
            let what = format!("`{ident}` has no variants, so it offers no tools");
            context.error(ident, &Message { what: &what, help: "add one for each tool: `Search(SearchArguments)`" });
        }
        Data::Enum(data) => tools.extend(data.variants.iter().filter_map(|variant| tool(variant, context))),
        Data::Struct(_) | Data::Union(_) => {
            let what = format!("`{ident}` is not an enum, and each tool is a variant of one");
            let help = format!("for one tool, use `chat::tool::<{ident}>()` and `call.parse::<{ident}>()`");
            context.error(ident, &Message { what: &what, help: &help });
        }
    }
    Tools { list: tools, krate: attributes.krate, partial: attributes.partial.is_some() }
}

fn tool(variant: &syn::Variant, context: &Context) -> Option<Tool> {
    let ident = &variant.ident;
    if let Fields::Unnamed(fields) = &variant.fields
        && fields.unnamed.len() == 1
        && let Some(field) = fields.unnamed.first()
    {
        return Some(Tool { variant: ident.clone(), arguments: field.ty.clone() });
    }
    let what = match &variant.fields {
        Fields::Unit => format!("`{ident}` holds nothing, and a tool is known by the type of its arguments"),
        Fields::Named(_) => {
            format!("`{ident}` has fields of its own, and a tool's name and schema are those of one type")
        }
        Fields::Unnamed(_) => format!("`{ident}` holds several types, and the arguments of a tool are one"),
    };
    let help = format!("hold one type that derives `StructuredOutput`: `{ident}({ident}Arguments)`");
    context.error(ident, &Message { what: &what, help: &help });
    None
}
