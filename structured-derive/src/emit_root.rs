//! The impl of `StructuredOutput`: for a struct, for a type that is read from one, and the impl that explains why any
//! other type is not a root.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Type};

use crate::description::Description;
use crate::emit::implement;
use crate::file::Bound;
use crate::generics::where_clause;
use crate::model::{Model, Object, Shape};
use crate::source::tokens_of;
use crate::types::Owner;

/// The impl. `needed` are the types that need a schema.
pub(crate) fn root(
    input: &DeriveInput,
    model: &Model,
    owner: &Owner<'_>,
    needed: &[Type],
    bound: Option<&Bound>,
) -> TokenStream {
    match (&model.shape, &model.converted) {
        (Shape::Object(object), _) => of_struct(input, model, object, owner, needed, bound),
        (_, Some(wire)) => of_converted(input, model, owner, needed, &wire.ty),
        _ => refused(input, needed),
    }
}

/// The defaults of the trait's constants are the name, the description and the schema of the node.
fn of_struct(
    input: &DeriveInput,
    model: &Model,
    object: &Object,
    owner: &Owner<'_>,
    needed: &[Type],
    bound: Option<&Bound>,
) -> TokenStream {
    let generic = !owner.parameters.is_empty();
    // With an enum flattened into it, the struct is not a root. Only the node of the enum shows this.
    let may_be_union = object.properties.iter().any(|property| property.flatten.is_some());
    let description = model.annotations.description.as_ref().filter(|text| text.has_escapes()).map(description);
    // An error about the root is reported here, so it is placed at the name and not at the derive.
    let rendered = quote_spanned!(input.ident.span()=> _structured::root_schema::<Self>());
    let schema = match bound {
        Some(bound) => Some(bound.schema(&rendered)),
        None => (generic || may_be_union).then_some(rendered),
    };
    let schema = schema.map(|schema| schema_constant(&schema));
    let name = generic.then(|| name(&input.ident, model));
    let clause = where_clause(&input.generics, needed, None);
    let constants = [name, description, schema].into_iter().flatten().collect();
    implement(input, "StructuredOutput", clause.as_ref(), constants)
}

/// A type whose JSON is that of another type is a root if the other type is one, and has the same schema.
fn of_converted(input: &DeriveInput, model: &Model, owner: &Owner<'_>, needed: &[Type], wire: &Type) -> TokenStream {
    let wire_root = quote!(<#wire as _structured::StructuredOutput>);
    let text = quote!(&'static _structured::core::primitive::str);
    let description = if let Some(own) = &model.annotations.description {
        description(own)
    } else {
        quote!(const DESCRIPTION: _structured::core::option::Option<#text> = #wire_root::DESCRIPTION;)
    };
    let name = (!owner.parameters.is_empty()).then(|| name(&input.ident, model));
    let schema = schema_constant(&quote!(#wire_root::JSON_SCHEMA));
    // A bound without parameters is checked at once. Under a `for`, it is checked where the impl is used.
    let root = quote!(for<'__root> #wire: _structured::StructuredOutput);
    let clause = where_clause(&input.generics, needed, Some(&root));
    let constants = [name, Some(description), Some(schema)].into_iter().flatten().collect();
    implement(input, "StructuredOutput", clause.as_ref(), constants)
}

/// Without this impl, `Type::JSON_SCHEMA` would be an error that does not mention roots.
///
/// The whole head of the impl has the span of the type, so that the compiler does not explain the macro.
fn refused(input: &DeriveInput, needed: &[Type]) -> TokenStream {
    let (ident, span) = (&input.ident, input.ident.span());
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let never = quote_spanned!(span=> for<'__root> #ident #ty_generics: _structured::RootObject);
    let clause = where_clause(&input.generics, needed, Some(&never));
    let head = quote_spanned!(span=> impl #impl_generics _structured::StructuredOutput for #ident #ty_generics #clause);
    quote! {
        #[automatically_derived]
        #head {}
    }
}

/// The name of the response format, for a generic type.
fn name(ident: &Ident, model: &Model) -> TokenStream {
    let text = quote!(&'static _structured::core::primitive::str);
    if model.named {
        let name = &model.name.text;
        return quote!(const NAME: #text = #name;);
    }
    let name = quote_spanned!(ident.span()=> _structured::instance_name::<Self>());
    quote!(const NAME: #text = #name;)
}

fn description(description: &Description) -> TokenStream {
    tokens_of(&format!(
        "const DESCRIPTION: _structured::core::option::Option<&'static _structured::core::primitive::str> =
            _structured::Some({});",
        description.plain()
    ))
}

fn schema_constant(schema: &TokenStream) -> TokenStream {
    quote!(const JSON_SCHEMA: &'static _structured::core::primitive::str = #schema;)
}
