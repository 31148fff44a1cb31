//! The static description of a type as tokens; its texts joined into as few pieces as can be.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};

use crate::constraint::Constraint;
use crate::emit::{needed_parameters, text_hash};
use crate::generics::Parameters;
use crate::json::{escaped, quoted};
use crate::model::{Branch, Content, Enum, Model, Notes, Object, Property, Shape, Value};
use crate::types::{Owner, is_plain, node_of};

/// The `Node` of the type.
pub(crate) fn node(model: &Model, owner: &Owner<'_>, parameters: &Parameters<'_>) -> TokenStream {
    let definition = definition(model, owner, parameters);
    let (notes, shape) = match &model.shape {
        Shape::Object(object) => (notes(&object.notes), object_shape(object)),
        Shape::Newtype(value) => (notes(&model.notes), newtype_shape(value)),
        Shape::Enum(values) => (notes(&values.notes), enum_shape(values)),
        Shape::Union(branches) => (notes(&model.notes), union_shape(branches)),
    };
    quote! {
        _structured::__private::Node::new(
            _structured::__private::core::option::Option::Some(#definition),
            #notes,
            #shape,
        )
    }
}

fn definition(model: &Model, owner: &Owner<'_>, parameters: &Parameters<'_>) -> TokenStream {
    let (name, hash) = (&model.name.text, text_hash(&model.name.text));
    let tokens_hash = model.tokens_hash;
    let mut definition = quote! {
        _structured::__private::Definition::new(
            #name,
            #hash,
            _structured::__private::core::module_path!(),
            _structured::__private::core::line!(),
            _structured::__private::core::column!(),
            #tokens_hash,
            __PROFILE,
        )
    };
    let arguments = arguments(model, owner, parameters);
    if !arguments.is_empty() {
        definition.extend(quote!(.with_arguments(const { &[#(#arguments),*] })));
    }
    if model.define {
        definition.extend(quote!(.defined()));
    }
    definition
}

fn arguments(model: &Model, owner: &Owner<'_>, parameters: &Parameters<'_>) -> Vec<TokenStream> {
    let types = needed_parameters(model, owner, parameters).into_iter().map(|ident| {
        quote! {
            _structured::__private::Argument::Type(
                _structured::__private::link(<#ident as _structured::__private::Schema>::NODE)
            )
        }
    });
    let consts = parameters.consts.iter().map(|ident| {
        quote!(_structured::__private::Argument::Value(#ident as _structured::__private::core::primitive::i128))
    });
    types.chain(consts).collect()
}

fn notes(notes: &Notes) -> TokenStream {
    if notes.title.is_none() && notes.description.is_none() {
        return quote!(_structured::__private::Notes::NONE);
    }
    let title = option_text(notes.title.as_deref().map(escaped).as_deref());
    let description = option_text(notes.description.as_deref().map(escaped).as_deref());
    quote!(_structured::__private::Notes::new(#title, #description))
}

/// `Some("…")` or `None`, without a prelude.
pub(crate) fn option_text(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(_structured::__private::core::option::Option::Some(#text)),
        None => quote!(_structured::__private::core::option::Option::None),
    }
}

fn object_shape(object: &Object) -> TokenStream {
    let names: Vec<&str> = object
        .properties
        .iter()
        .filter(|property| property.flatten.is_none())
        .map(|property| property.name.text.as_str())
        .collect();
    let characters: usize = names.iter().map(|name| name.chars().count()).sum();
    let closed = object.closed;
    let properties = object.properties.iter().enumerate().map(|(i, property)| self::property(property, i == 0));
    let properties = quote!(const { &[#(#properties),*] });
    if object.properties.iter().any(|property| property.flatten.is_some()) {
        return quote! {
            _structured::__private::Shape::Object(
                _structured::__private::Object::flattened(#properties, #characters, #closed)
            )
        };
    }
    let required: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    let tail = format!("}},\"required\":[{}],\"additionalProperties\":false", required.join(","));
    quote! {
        _structured::__private::Shape::Object(
            _structured::__private::Object::new(#properties, #tail, #characters, #closed)
        )
    }
}

fn property(property: &Property, first: bool) -> TokenStream {
    let link = content(&property.value);
    let name = escaped(&property.name.text);
    if property.flatten.is_some() {
        return quote!(_structured::__private::Property::flatten(#name, #link));
    }
    let comma = if first { "" } else { "," };
    let length = name.len();
    let mut tokens = match &property.notes.description {
        Some(description) => {
            let lead = format!("{comma}\"{name}\":{{\"description\":\"{}", escaped(description));
            quote!(_structured::__private::Property::described(#lead, #length, #link))
        }
        None => {
            let lead = format!("{comma}\"{name}\":{{");
            quote!(_structured::__private::Property::new(#lead, #length, #link))
        }
    };
    if let Some(title) = &property.notes.title {
        let title = escaped(title);
        tokens.extend(quote!(.titled(#title)));
    }
    if property.default {
        tokens.extend(quote!(.defaulted()));
    }
    if let Content::Type(value) = &property.value
        && let Some(constraints) = constraints(&value.constraints)
    {
        tokens.extend(quote!(.constrained(#constraints)));
    }
    tokens
}

fn constraints(constraints: &[Constraint]) -> Option<TokenStream> {
    if constraints.is_empty() {
        return None;
    }
    let text: String = constraints.iter().map(|constraint| format!(",{}", constraint.member)).collect();
    let members = constraints.iter().map(|constraint| {
        let variant = format_ident!("{}", constraint.variant);
        let member = format!(",{}", constraint.member);
        quote!((_structured::__private::Keyword::#variant, #member))
    });
    let needs_items = constraints.iter().any(Constraint::needs_items);
    Some(quote!(const { &_structured::__private::Constraints::new(&[#(#members),*], #text, #needs_items) }))
}

fn content(content: &Content) -> TokenStream {
    match content {
        Content::Type(value) => {
            let link = link(value);
            if value.notes.description.is_none() && value.notes.title.is_none() {
                return link;
            }
            let notes = notes(&value.notes);
            anonymous(&notes, &quote!(_structured::__private::Shape::Newtype(_structured::__private::Newtype::new(#link))))
        }
        Content::Object(object) => anonymous(&notes(&object.notes), &object_shape(object)),
        Content::Enum(values) => anonymous(&notes(&values.notes), &enum_shape(values)),
    }
}

/// A link to a node of its own, without a definition.
fn anonymous(notes: &TokenStream, shape: &TokenStream) -> TokenStream {
    quote! {
        _structured::__private::Link::to(const {
            &_structured::__private::Node::new(_structured::__private::core::option::Option::None, #notes, #shape)
        })
    }
}

/// The link to a type of the user's; a plain one has no check of its own, so it is checked here.
fn link(value: &Value) -> TokenStream {
    let node = node_of(&value.ty.ty);
    if is_plain(&value.ty.ty) {
        return quote_spanned!(value.span=> _structured::__private::checked_link(#node));
    }
    quote!(_structured::__private::link(#node))
}

fn newtype_shape(value: &Value) -> TokenStream {
    let link = link(value);
    let newtype = match constraints(&value.constraints) {
        Some(constraints) => quote!(_structured::__private::Newtype::constrained(#link, #constraints)),
        None => quote!(_structured::__private::Newtype::new(#link)),
    };
    quote!(_structured::__private::Shape::Newtype(#newtype))
}

fn enum_shape(values: &Enum) -> TokenStream {
    let texts: Vec<String> = values.values.iter().map(|value| quoted(&value.text)).collect();
    let list = texts.join(",");
    let characters: usize = values.values.iter().map(|value| value.text.chars().count()).sum();
    quote! {
        _structured::__private::Shape::Enum(
            _structured::__private::Enum::new(const { &[#(#texts),*] }, #list, #characters)
        )
    }
}

fn union_shape(branches: &[Branch]) -> TokenStream {
    let untagged = branches.iter().all(|branch| branch.untagged);
    let branches = branches.iter().map(|branch| {
        let variant = &branch.variant.text;
        let link = content(&branch.content);
        let new = if branch.untagged { quote!(untagged) } else { quote!(new) };
        quote!(_structured::__private::Branch::#new(#variant, #link))
    });
    let new = if untagged { quote!(untagged) } else { quote!(tagged) };
    quote! {
        _structured::__private::Shape::Union(_structured::__private::Union::#new(const { &[#(#branches),*] }))
    }
}
