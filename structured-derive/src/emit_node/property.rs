//! The properties of an object.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt as _, quote};
use syn::Token;

use super::{bare_type, constraints, content, flattened};
use crate::json::{escaped, push_escaped};
use crate::model::{Content, Object, Property};
use crate::outline::{self, IS_DEFAULT, IS_DESCRIBED, LENGTH_OF_NAME, name_hash, property_hash};
use crate::source::{append_call, arguments_of, in_parentheses, text_literal, tokens_of};
use crate::types::{FieldType, node_inside};

/// The list of the properties, with a comma after it. The hashes of those with plain types are added to `sum`, which is
/// `None` if one is not known. `in_static` is the place of the type's name if the list is an argument of the call that
/// makes the type's static.
pub(super) fn properties(object: &Object, in_static: Option<Span>, sum: &mut Option<u64>) -> TokenStream {
    let texts: Vec<Texts> =
        object.properties.iter().enumerate().map(|(place, property)| Texts::new(property, place, sum)).collect();
    match (in_one_call(object, &texts, in_static), in_static) {
        // The compiler makes a constant of the call. A block would be a further body, which takes 2 % of the cost of a type.
        (Some(call), Some(span)) => {
            let mut list = Token![&](span).into_token_stream();
            list.extend(call);
            Token![,](Span::call_site()).to_tokens(&mut list);
            list
        }
        (Some(call), None) => quote!(const { &#call },),
        (None, _) => one_by_one(object, &texts),
    }
}

/// The number of properties up to which structured-core can make all of them in one call.
const MOST_IN_ONE_CALL: usize = 16;

/// The properties as one call, if each field has only a name, a type, a description and a default.
///
/// If the call fails, it points at the type's name, or else at the first field.
fn in_one_call(object: &Object, texts: &[Texts], name: Option<Span>) -> Option<TokenStream> {
    let span = name.unwrap_or(object.properties.first()?.name.span);
    if texts.len() > MOST_IN_ONE_CALL {
        return None;
    }
    let types: Vec<&FieldType> = object.properties.iter().map(type_without_attributes).collect::<Option<_>>()?;
    // If the call fails, it does not point at the field. So it has only types that almost certainly have a schema.
    let others: Vec<(usize, &FieldType)> = types.iter().copied().enumerate().filter(|(_, ty)| !ty.is_plain()).collect();
    if 2 * others.len() >= types.len() {
        return None;
    }
    let described = if texts.iter().all(Texts::is_described) { "described_" } else { "" };
    let function = format!("{described}fields_{}", types.len());
    let mut list = TokenStream::new();
    for ty in types {
        if ty.is_plain() {
            ty.ty.to_tokens(&mut list);
        } else {
            list.append(Group::new(Delimiter::Parenthesis, TokenStream::new()));
        }
        Token![,](Span::call_site()).to_tokens(&mut list);
    }
    let mut arguments = String::new();
    for texts in texts {
        texts.push_arguments(&mut arguments);
    }
    let mut call = TokenStream::new();
    append_call(&function, Some(&list), tokens_of(&arguments), span, &mut call);
    for (place, ty) in others {
        call = with_type(call, place, ty);
    }
    Some(call)
}

/// The call with the type of another field, for which it has `()`.
fn with_type(call: TokenStream, place: usize, ty: &FieldType) -> TokenStream {
    let arguments = [call, tokens_of(&format!(", {place}usize, ")), node_inside(ty)].into_iter().collect();
    let mut tokens = tokens_of("_structured::with_type");
    tokens.append(in_parentheses(arguments));
    tokens
}

/// The type of a property that has only a name, a type, a description and a default.
fn type_without_attributes(property: &Property) -> Option<&FieldType> {
    let value = bare_type(&property.value)?;
    let is_bare = property.flatten.is_none()
        && property.annotations.title.is_none()
        && property.aliases.is_empty()
        && value.constraints.is_empty()
        && !value.opaque;
    is_bare.then_some(&value.ty)
}

/// The properties as a call for each.
fn one_by_one(object: &Object, texts: &[Texts]) -> TokenStream {
    let mut tokens = TokenStream::new();
    for (property, texts) in object.properties.iter().zip(texts) {
        append_property(property, texts, &mut tokens);
        Token![,](Span::call_site()).to_tokens(&mut tokens);
    }
    let list = Group::new(Delimiter::Bracket, tokens);
    quote!(const { &#list },)
}

/// What the derive knows of a property, as code.
struct Texts {
    /// The name, and everything else before the content of the property.
    prefix: String,
    /// See `Property::known` of structured-core.
    known: u128,
}

impl Texts {
    /// Adds the hash of a property to `sum` if its type has the name of a plain type. Other hashes are part of `known`.
    fn new(property: &Property, place: usize, sum: &mut Option<u64>) -> Self {
        if property.flatten.is_some() {
            return Self { prefix: text_literal(&escaped(&property.name.text)), known: 0 };
        }
        let mut start = if place == 0 { "\"" } else { ",\"" }.to_owned();
        let (length, named) = push_hashed(&property.name.text, &mut start, |name| (name.len(), name_hash(place, name)));
        start.push_str("\":{");
        let (prefix, described) = match &property.annotations.description {
            Some(description) => {
                start.push_str("\"description\":\"");
                match description.as_text() {
                    Some(text) => {
                        let hash = push_hashed(text, &mut start, outline::description_hash);
                        (text_literal(&start), hash)
                    }
                    None => (description.escaped_after(&start), None),
                }
            }
            None => (text_literal(&start), Some(0)),
        };
        let mut bits = LENGTH_OF_NAME.min(length as u64);
        if property.annotations.description.is_some() {
            bits |= IS_DESCRIBED;
        }
        if property.default {
            bits |= IS_DEFAULT;
        }
        if is_summed(property) {
            *sum = sum.zip(described).map(|(sum, described)| sum.wrapping_add(property_hash(named, described)));
            return Self { prefix, known: bits.into() };
        }
        *sum = sum.filter(|_| described.is_some());
        Self { prefix, known: u128::from(described.unwrap_or_default()) << 64 | u128::from(named | bits) }
    }

    fn is_described(&self) -> bool {
        self.known & u128::from(IS_DESCRIBED) != 0
    }

    /// Appends the arguments after others.
    fn push_arguments(&self, code: &mut String) {
        if !code.is_empty() {
            code.push(',');
        }
        code.push_str(&self.prefix);
        code.push(',');
        code.push_str(&self.known.to_string());
        code.push_str("u128");
    }

    fn arguments(&self) -> String {
        let mut code = String::new();
        self.push_arguments(&mut code);
        code
    }
}

/// Appends `text`, escaped for JSON, and returns what `of` computes of it.
fn push_hashed<T>(text: &str, out: &mut String, of: impl FnOnce(&str) -> T) -> T {
    let start = out.len();
    push_escaped(text, out);
    of(out.get(start..).unwrap_or_default())
}

/// Whether the hash of a property can be added without its type, because the type has the name of a plain type.
fn is_summed(property: &Property) -> bool {
    let Some(value) = bare_type(&property.value) else { return false };
    property.annotations.title.is_none() && value.constraints.is_empty() && value.ty.is_plain()
}

/// Appends a property. Its tokens are appended one by one, because a stream of its own would be copied.
fn append_property(property: &Property, texts: &Texts, tokens: &mut TokenStream) {
    if property.flatten.is_some() {
        let (name, link) = (tokens_of(&texts.prefix), flattened(&property.value));
        return tokens.extend(quote!(_structured::StaticProperty::flatten(#name, #link)));
    }
    let new = if texts.is_described() { "described" } else { "property" };
    let code = texts.arguments();
    match bare_type(&property.value) {
        // If the type has no schema, this function fails at the field. The call also has half as many tokens as one with
        // the node of the type.
        Some(value) if value.ty.is_plain() => {
            append_call(&format!("{new}_of"), Some(&value.ty.ty), tokens_of(&code), value.span, tokens);
        }
        Some(value) => {
            let arguments = arguments_of(&code, node_inside(&value.ty));
            append_call(&format!("{new}_to"), None, arguments, Span::call_site(), tokens);
        }
        None => {
            let arguments = arguments_of(&code, content(&property.value));
            append_call(new, None, arguments, Span::call_site(), tokens);
        }
    }
    if let Some(title) = &property.annotations.title {
        let title = escaped(title);
        tokens.extend(quote!(.titled(#title)));
    }
    if !property.aliases.is_empty() {
        let aliases = property.aliases.iter().map(|alias| escaped(alias));
        tokens.extend(quote!(.aliased(&[#(#aliases),*])));
    }
    if matches!(&property.value, Content::Type(value) if value.opaque) {
        tokens.extend(quote!(.opaque()));
    }
    if let Content::Type(value) = &property.value
        && let Some(constraints) = constraints(&value.constraints)
    {
        tokens.extend(tokens_of(&format!(".constrained({constraints})")));
    }
}
