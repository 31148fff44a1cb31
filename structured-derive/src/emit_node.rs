//! The static description of a type as tokens. Its texts are joined into as few pieces as possible.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Type;

use crate::constraint::Constraint;
use crate::emit::profile_path;
use crate::fingerprint::text_hash;
use crate::generics::Parameters;
use crate::json::{escaped, quoted};
use crate::model::{Annotations, Branch, Content, Enum, Model, NullVariant, Object, Property, Shape, Value};
use crate::types::{node_flattened, node_inside, node_of};

/// The static node of a type without parameters.
pub(crate) fn static_node(
    model: &Model,
    parameters: &Parameters<'_>,
    fingerprint: u64,
    has_bounds: bool,
) -> TokenStream {
    in_one_call(model, fingerprint, has_bounds)
        .unwrap_or_else(|| node(model, &definition(model, parameters, &[], fingerprint, has_bounds)))
}

/// The node of a type without attributes, which is one call. Each further expression would cost the compiler.
fn in_one_call(model: &Model, fingerprint: u64, has_bounds: bool) -> Option<TokenStream> {
    if model.profile.is_some() || model.inline.is_some() || model.define {
        return None;
    }
    let (new, annotations, contents) = match &model.shape {
        Shape::Object(object) if !object.closed && object.properties.iter().all(|it| it.flatten.is_none()) => {
            let new = if has_bounds { quote!(object) } else { quote!(small_object) };
            (new, &object.annotations, object_contents(object))
        }
        Shape::Enum(values) if !values.numbers && !values.open && !has_bounds => {
            (quote!(string_enum), &values.annotations, enum_contents(values))
        }
        _ => return None,
    };
    if annotations.title.is_some() {
        return None;
    }
    let description = match &annotations.description {
        Some(description) => escaped(description.as_text()?),
        None => String::new(),
    };
    let place = place(model, fingerprint);
    let bounds = has_bounds.then(|| quote!(&__LATER, &__BOUNDS,));
    Some(quote!(_structured::StaticNode::#new(#place, #bounds #description, #contents)))
}

/// The `Node` of the type.
pub(crate) fn node(model: &Model, definition: &TokenStream) -> TokenStream {
    let (annotations, shape) = match &model.shape {
        Shape::Object(object) => (annotations(&object.annotations), object_shape(object)),
        Shape::Newtype(value) => (annotations(&model.annotations), newtype_shape(value)),
        Shape::Enum(values) => (annotations(&values.annotations), enum_shape(values)),
        Shape::Union(branches) => (annotations(&model.annotations), union_shape(branches, model.null.as_ref())),
    };
    quote! {
        _structured::StaticNode::new(_structured::Node {
            definition: _structured::Some(#definition),
            annotations: #annotations,
            shape: #shape,
        })
    }
}

/// The arguments that identify the type.
fn place(model: &Model, fingerprint: u64) -> TokenStream {
    let (name, hash) = (&model.name.text, text_hash(&model.name.text));
    quote! {
        #name,
        #hash,
        _structured::core::module_path!(),
        _structured::core::line!(),
        _structured::core::column!(),
        #fingerprint
    }
}

/// The definition of the type. `needed` are the arguments of a generic type that its schema depends on.
pub(crate) fn definition(
    model: &Model,
    parameters: &Parameters<'_>,
    needed: &[Type],
    fingerprint: u64,
    has_bounds: bool,
) -> TokenStream {
    let (place, profile) = (place(model, fingerprint), profile_path(model));
    let (new, bounds) =
        if has_bounds { (quote!(bounded), Some(quote!(&__LATER, &__BOUNDS))) } else { (quote!(new), None) };
    let mut definition = quote!(_structured::Definition::#new(#place, #profile, #bounds));
    if !parameters.types.is_empty() || !parameters.consts.is_empty() {
        let arguments = arguments(parameters, needed);
        definition.extend(quote!(.with_arguments(const { &[#(#arguments),*] })));
    }
    if model.inline.is_some() {
        definition.extend(quote!(.inlined()));
    }
    if model.define {
        definition.extend(quote!(.defined()));
    }
    definition
}

fn arguments(parameters: &Parameters<'_>, needed: &[Type]) -> Vec<TokenStream> {
    let types = needed.iter().map(|ty| {
        let node = node_of(ty);
        quote!(_structured::Argument::Type(_structured::link(#node)))
    });
    let consts = parameters
        .consts
        .iter()
        .map(|ident| quote!(_structured::Argument::Value(#ident as _structured::core::primitive::i128)));
    types.chain(consts).collect()
}

fn annotations(annotations: &Annotations) -> TokenStream {
    if annotations.title.is_none() && annotations.description.is_none() {
        return quote!(_structured::Annotations::NONE);
    }
    let title = option_text(annotations.title.as_deref().map(escaped).as_deref());
    let description = annotations.description.as_ref().map(|description| description.escaped_after(""));
    let description = option_tokens(description);
    quote!(_structured::Annotations { title: #title, description: #description })
}

/// `Some("…")` or `None`, without a prelude.
pub(crate) fn option_text(text: Option<&str>) -> TokenStream {
    option_tokens(text)
}

fn option_tokens(value: Option<impl ToTokens>) -> TokenStream {
    if let Some(value) = value { quote!(_structured::Some(#value)) } else { quote!(_structured::None) }
}

fn object_shape(object: &Object) -> TokenStream {
    let closed = object.closed;
    if object.properties.iter().any(|property| property.flatten.is_some()) {
        let (properties, characters) = (properties(object), characters(object));
        return quote! {
            _structured::Shape::Object(
                _structured::Object::flattened(#properties, #characters, #closed)
            )
        };
    }
    let contents = object_contents(object);
    quote!(_structured::Shape::Object(_structured::Object::new(#contents, #closed)))
}

/// The arguments that describe an object without flattened properties.
fn object_contents(object: &Object) -> TokenStream {
    let (properties, characters) = (properties(object), characters(object));
    let required: Vec<String> = object.properties.iter().map(|property| quoted(&property.name.text)).collect();
    let suffix = format!("}},\"required\":[{}],\"additionalProperties\":false", required.join(","));
    quote!(#properties, #suffix, #characters)
}

fn properties(object: &Object) -> TokenStream {
    let properties = object.properties.iter().enumerate().map(|(i, property)| self::property(property, i == 0));
    quote!(const { &[#(#properties),*] })
}

/// The total number of characters of all names.
fn characters(object: &Object) -> usize {
    let named = object.properties.iter().filter(|property| property.flatten.is_none());
    named.map(|property| property.name.text.chars().count()).sum()
}

fn property(property: &Property, first: bool) -> TokenStream {
    let name = escaped(&property.name.text);
    if property.flatten.is_some() {
        let link = flattened(&property.value);
        return quote!(_structured::StaticProperty::flatten(#name, #link));
    }
    let comma = if first { "" } else { "," };
    let length = name.len();
    let (new, prefix) = match &property.annotations.description {
        Some(description) => {
            ("described", description.escaped_after(&format!("{comma}\"{name}\":{{\"description\":\"")))
        }
        None => ("property", format!("{comma}\"{name}\":{{").to_token_stream()),
    };
    let mut tokens = if let Some(value) = plain_type(&property.value) {
        // If the type has no schema, the function fails at the field. It also halves the number of tokens for the
        // compiler.
        let (ty, new) = (&value.ty.ty, Ident::new(&format!("{new}_of"), value.span));
        quote_spanned!(value.span=> _structured::#new::<#ty>(#prefix, #length))
    } else {
        let (new, link) = (format_ident!("{new}"), content(&property.value));
        quote!(_structured::#new(#prefix, #length, #link))
    };
    if let Some(title) = &property.annotations.title {
        let title = escaped(title);
        tokens.extend(quote!(.titled(#title)));
    }
    if property.default {
        tokens.extend(quote!(.defaulted()));
    }
    if !property.aliases.is_empty() {
        let aliases = property.aliases.iter().map(|alias| escaped(alias));
        tokens.extend(quote!(.aliased(const { &[#(#aliases),*] })));
    }
    if matches!(&property.value, Content::Type(value) if value.opaque) {
        tokens.extend(quote!(.opaque()));
    }
    if let Content::Type(value) = &property.value
        && let Some(constraints) = constraints(&value.constraints)
    {
        tokens.extend(quote!(.constrained(#constraints)));
    }
    tokens
}

/// The value, if its type is a type of the standard library that has a schema, and has no annotations here.
fn plain_type(content: &Content) -> Option<&Value> {
    match content {
        Content::Type(value)
            if value.ty.plain && value.annotations.description.is_none() && value.annotations.title.is_none() =>
        {
            Some(value)
        }
        _ => None,
    }
}

fn constraints(constraints: &[Constraint]) -> Option<TokenStream> {
    if constraints.is_empty() {
        return None;
    }
    let text: String = constraints.iter().flat_map(|constraint| [",", &constraint.member]).collect();
    let members = constraints.iter().map(|constraint| {
        let variant = format_ident!("{}", constraint.variant);
        let member = format!(",{}", constraint.member);
        quote!((_structured::Keyword::#variant, #member))
    });
    let numbers = constraints.iter().map(bound);
    let needs_items = constraints.iter().any(Constraint::needs_items);
    Some(quote! {
        const { &_structured::Constraints::new(&[#(#members),*], const { &[#(#numbers),*] }, #text, #needs_items) }
    })
}

/// The number of a constraint, as it is and as it applies to whole numbers.
pub(crate) fn bound(constraint: &Constraint) -> TokenStream {
    let (number, whole) = (constraint.as_number(), constraint.whole_number());
    // A number that is not finite has been reported. It cannot be written as tokens.
    let number = if number.is_finite() { number } else { 0.0 };
    quote!(_structured::Bound::new(#number, #whole))
}

fn content(content: &Content) -> TokenStream {
    match content {
        Content::Type(value) => {
            if value.annotations.description.is_none() && value.annotations.title.is_none() {
                return link(value);
            }
            anonymous(&annotations(&value.annotations), &newtype_shape(value))
        }
        Content::Object(object) => anonymous(&annotations(&object.annotations), &object_shape(object)),
        Content::Enum(values) => anonymous(&annotations(&values.annotations), &enum_shape(values)),
    }
}

/// A link to a separate node without a definition.
fn anonymous(annotations: &TokenStream, shape: &TokenStream) -> TokenStream {
    quote! {
        _structured::NodeRef::to(const {
            &_structured::StaticNode::new(_structured::Node {
                definition: _structured::None,
                annotations: #annotations,
                shape: #shape,
            })
        })
    }
}

/// The link to a type of the user's. A plain type has no check of its own, so it is checked here.
fn link(value: &Value) -> TokenStream {
    let node = node_inside(&value.ty);
    if value.ty.plain {
        return quote_spanned!(value.span=> _structured::checked_link(#node));
    }
    quote!(_structured::link(#node))
}

/// The link to the type of a flattened field.
fn flattened(content: &Content) -> TokenStream {
    match content {
        Content::Type(value) if value.ty.may_recur => {
            let node = node_flattened(&value.ty);
            quote!(_structured::link(#node))
        }
        other => self::content(other),
    }
}

fn newtype_shape(value: &Value) -> TokenStream {
    let link = link(value);
    let newtype = if let Some(constraints) = constraints(&value.constraints) {
        quote!(_structured::Newtype::constrained(#link, #constraints))
    } else {
        quote!(_structured::Newtype::new(#link))
    };
    let opaque = value.opaque.then(|| quote!(.opaque()));
    quote!(_structured::Shape::Newtype(#newtype #opaque))
}

fn enum_shape(values: &Enum) -> TokenStream {
    let contents = enum_contents(values);
    let new = if values.numbers { quote!(numbers) } else { quote!(new) };
    let open = values.open.then(|| quote!(.open()));
    quote!(_structured::Shape::Enum(_structured::Enum::#new(#contents) #open))
}

/// The arguments that describe an enum.
fn enum_contents(values: &Enum) -> TokenStream {
    let spelled = |text: &String| if values.numbers { text.clone() } else { quoted(text) };
    let texts: Vec<String> = values.values.iter().map(|value| spelled(&value.text)).collect();
    let list = texts.join(",");
    let characters: usize = values.values.iter().map(|value| value.text.chars().count()).sum();
    quote!(const { &[#(#texts),*] }, #list, #characters)
}

/// The content of a branch. A branch is not a property, so it has no constraints.
fn branch_content(content: &Content) -> TokenStream {
    match content {
        Content::Type(value) if value.opaque || !value.constraints.is_empty() => {
            anonymous(&annotations(&value.annotations), &newtype_shape(value))
        }
        other => self::content(other),
    }
}

fn union_shape(branches: &[Branch], null: Option<&NullVariant>) -> TokenStream {
    let new = if branches.iter().all(|branch| branch.untagged) {
        quote!(untagged)
    } else if branches.iter().any(|branch| branch.adjacent) {
        quote!(adjacent)
    } else {
        quote!(tagged)
    };
    let branches = branches.iter().map(|branch| {
        let variant = &branch.variant.text;
        let link = branch_content(&branch.content);
        let new = if branch.untagged { quote!(untagged) } else { quote!(new) };
        quote!(_structured::Branch::#new(#variant, #link))
    });
    let null = null.map(|null| {
        let (variant, earlier, annotations) = (&null.variant.text, null.earlier, annotations(&null.annotations));
        quote!(.with_null(_structured::NullBranch::new(#variant, #earlier, #annotations)))
    });
    quote! {
        _structured::Shape::Union(_structured::Union::#new(const { &[#(#branches),*] }) #null)
    }
}
