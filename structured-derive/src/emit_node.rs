//! The static description of a type as tokens. Its texts are joined into as few pieces as possible.

mod property;

use proc_macro2::{Group, Span, TokenStream};
use quote::{ToTokens as _, TokenStreamExt, quote, quote_spanned};
use syn::{Token, Type};

use self::property::properties;
use crate::constraint::Constraint;
use crate::emit::{profile, profile_number};
use crate::generics::Parameters;
use crate::json::{escaped, push_escaped, quoted};
use crate::model::{Annotations, Branch, Content, Enum, Model, NullVariant, Object, Shape, Value};
use crate::outline::{self, EMPTY_OBJECT, definition_hash, text_hash};
use crate::source::{arguments_of, in_braces, in_parentheses, text_literal, tokens_of};
use crate::types::{node_flattened, node_inside, node_of};

/// The static with the node of a type without parameters.
pub(crate) fn static_node(
    model: &Model,
    parameters: &Parameters<'_>,
    fingerprint: u64,
    has_bounds: bool,
) -> TokenStream {
    let (function, arguments) = in_one_call(model, fingerprint, has_bounds).unwrap_or_else(|| {
        ("StaticNode::new", node(model, definition(model, parameters, &[], fingerprint, has_bounds)))
    });
    let mut node = tokens_of(&format!("static __NODE: _structured::StaticNode = _structured::{function}"));
    node.append(arguments);
    Token![;](Span::call_site()).to_tokens(&mut node);
    node
}

/// The function and the arguments that make the node of a type without attributes but a profile. Each further expression
/// would cost the compiler.
fn in_one_call(model: &Model, fingerprint: u64, has_bounds: bool) -> Option<(&'static str, Group)> {
    if model.inline.is_some() || model.define {
        return None;
    }
    let (function, annotations, contents) = match &model.shape {
        Shape::Object(object) if !object.closed && object.properties.iter().all(|it| it.flatten.is_none()) => {
            let function = if has_bounds { "object" } else { "small_object" };
            (function, &object.annotations, object_contents(object, Some(model.name.span)))
        }
        Shape::Enum(values) if !values.numbers && !values.open && !has_bounds => {
            ("string_enum", &values.annotations, tokens_of(&enum_contents(values)))
        }
        _ => return None,
    };
    if annotations.title.is_some() {
        return None;
    }
    let description = annotations.description.as_ref().map_or(Some(""), |description| description.as_text())?;
    let (identity, description) = (identity(model, fingerprint), text_literal(&escaped(description)));
    let (profile, bounds) = (profile_number(model), if has_bounds { "&__LATER, &__BOUNDS," } else { "" });
    let code = format!("{identity}, {profile}usize, {bounds} {description}");
    Some((function, in_parentheses(arguments_of(&code, contents))))
}

/// The `Node` of the type, as the arguments of `StaticNode::new`.
pub(crate) fn node(model: &Model, definition: TokenStream) -> Group {
    let (annotations, shape) = match &model.shape {
        Shape::Object(object) => (annotations(&object.annotations), object_shape(object)),
        Shape::Newtype(value) => (annotations(&model.annotations), newtype_shape(value)),
        Shape::Enum(values) => (annotations(&values.annotations), enum_shape(values)),
        Shape::Union(branches) => (annotations(&model.annotations), union_shape(branches, model.null.as_ref())),
    };
    let mut some = tokens_of("definition: _structured::Some");
    some.append(in_parentheses(definition));
    node_of_members(some, &annotations, shape)
}

fn node_of_members(definition: TokenStream, annotations: &str, shape: TokenStream) -> Group {
    let annotations = tokens_of(&format!(", annotations: {annotations}, shape:"));
    let mut node = tokens_of("_structured::Node");
    node.append(in_braces([definition, annotations, shape].into_iter().collect()));
    in_parentheses(node)
}

/// The definition of the type. `needed` are the arguments of a generic type that its schema depends on.
pub(crate) fn definition(
    model: &Model,
    parameters: &Parameters<'_>,
    needed: &[Type],
    fingerprint: u64,
    has_bounds: bool,
) -> TokenStream {
    let (identity, profile) = (identity(model, fingerprint), profile(model));
    let (new, bounds) = if has_bounds { ("bounded", "&__LATER, &__BOUNDS") } else { ("new", "") };
    let mut definition = tokens_of(&format!("_structured::Definition::{new}({identity}, {profile}, {bounds})"));
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

/// The code of the arguments that identify the type.
fn identity(model: &Model, fingerprint: u64) -> String {
    let (name, hash) = (text_literal(&model.name.text), definition_hash(&model.name.text));
    format!(
        "{name},
        {hash}u64,
        _structured::core::module_path!(),
        _structured::core::line!(),
        _structured::core::column!(),
        {fingerprint}u64"
    )
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

/// The code of annotations.
fn annotations(annotations: &Annotations) -> String {
    if annotations.title.is_none() && annotations.description.is_none() {
        return "_structured::Annotations::NONE".to_owned();
    }
    let title = option(annotations.title.as_deref().map(|title| text_literal(&escaped(title))));
    let description = option(annotations.description.as_ref().map(|description| description.escaped_after("")));
    let hash = description_hash(annotations).unwrap_or_default();
    format!("_structured::Annotations {{ title: {title}, description: {description}, hash: {hash}u64 }}")
}

/// The hash of a description, or zero if there is none. `None` if the derive does not know the text.
fn description_hash(annotations: &Annotations) -> Option<u64> {
    match &annotations.description {
        Some(description) => outline::description_hash(&escaped(description.as_text()?)),
        None => Some(0),
    }
}

/// The code of `Some(value)` or `None`, without a prelude.
fn option(value: Option<String>) -> String {
    value.map_or_else(|| "_structured::None".to_owned(), |value| format!("_structured::Some({value})"))
}

fn object_shape(object: &Object) -> TokenStream {
    let closed = object.closed;
    if object.properties.iter().any(|property| property.flatten.is_some()) {
        let (properties, characters) = (properties(object, None, &mut None), characters(object));
        return quote! {
            _structured::Shape::Object(
                _structured::Object::flattened(#properties #characters, #closed)
            )
        };
    }
    let contents = object_contents(object, None);
    quote!(_structured::Shape::Object(_structured::Object::new(#contents, #closed)))
}

/// The arguments that describe an object without flattened properties. `in_static` is the place of the type's name if they
/// are those of the call that makes the type's static.
fn object_contents(object: &Object, in_static: Option<Span>) -> TokenStream {
    let mut suffix = "},\"required\":[".to_owned();
    for property in &object.properties {
        suffix.push_str(if suffix.ends_with('[') { "\"" } else { ",\"" });
        push_escaped(&property.name.text, &mut suffix);
        suffix.push('"');
    }
    suffix.push_str("],\"additionalProperties\":false");
    let mut sum = Some(EMPTY_OBJECT);
    let properties = properties(object, in_static, &mut sum);
    let hashes = hashes(sum, description_hash(&object.annotations));
    let rest = tokens_of(&format!("{}, {}usize, {hashes}", text_literal(&suffix), characters(object)));
    [properties, rest].into_iter().collect()
}

/// The total number of characters of all names.
fn characters(object: &Object) -> usize {
    let named = object.properties.iter().filter(|property| property.flatten.is_none());
    named.map(|property| property.name.text.chars().count()).sum()
}

/// The code of two hashes as one number, which costs the compiler less than two. It is zero if one of them is not known.
fn hashes(first: Option<u64>, second: Option<u64>) -> String {
    match (first, second) {
        (Some(first), Some(second)) => format!("{:#x}u128", u128::from(first) << 64 | u128::from(second)),
        _ => "0u128".to_owned(),
    }
}

/// The value, if it is a type without annotations here.
fn bare_type(content: &Content) -> Option<&Value> {
    match content {
        Content::Type(value) if value.annotations.description.is_none() && value.annotations.title.is_none() => {
            Some(value)
        }
        _ => None,
    }
}

/// The code of constraints, if there are any.
fn constraints(constraints: &[Constraint]) -> Option<String> {
    if constraints.is_empty() {
        return None;
    }
    let text: String = constraints.iter().flat_map(|constraint| [",", &constraint.member]).collect();
    let text = text_literal(&text);
    let members: Vec<String> = constraints.iter().map(|constraint| format!("({})", member(constraint))).collect();
    let numbers: Vec<String> = constraints.iter().map(bound).collect();
    let (members, numbers) = (members.join(","), numbers.join(","));
    let needs_items = constraints.iter().any(Constraint::needs_items);
    Some(format!(
        "const {{ &_structured::Constraints::new(&[{members}], const {{ &[{numbers}] }}, {text}, {needs_items}) }}"
    ))
}

/// The code of the keyword of a constraint, and of its member in the schema.
pub(crate) fn member(constraint: &Constraint) -> String {
    format!("{}, {}", keyword(constraint), text_literal(&format!(",{}", constraint.member)))
}

/// The code of the keyword of a constraint.
pub(crate) fn keyword(constraint: &Constraint) -> String {
    format!("_structured::Keyword::{}", constraint.variant)
}

/// The code of the number of a constraint, as it is and as it applies to whole numbers.
pub(crate) fn bound(constraint: &Constraint) -> String {
    let (number, whole) = (constraint.as_number(), constraint.whole_number());
    // A number that is not finite has been reported. It cannot be written as tokens.
    let number = if number.is_finite() { number } else { 0.0 };
    format!("_structured::Bound::new({number}f64, {whole}i128)")
}

fn content(content: &Content) -> TokenStream {
    match content {
        Content::Type(value) => match bare_type(content) {
            Some(value) => link(value),
            None => anonymous(&annotations(&value.annotations), newtype_shape(value)),
        },
        Content::Object(object) => anonymous(&annotations(&object.annotations), object_shape(object)),
        Content::Enum(values) => anonymous(&annotations(&values.annotations), enum_shape(values)),
    }
}

/// A link to a separate node without a definition.
fn anonymous(annotations: &str, shape: TokenStream) -> TokenStream {
    let node = node_of_members(tokens_of("definition: _structured::None"), annotations, shape);
    quote!(_structured::NodeRef::to(const { &_structured::StaticNode::new #node }))
}

/// The link to the type of a value. A plain type has no check of its own, so it is checked here.
fn link(value: &Value) -> TokenStream {
    let node = node_inside(&value.ty);
    if value.ty.is_plain() {
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
        let constraints = tokens_of(&constraints);
        quote!(_structured::Newtype::constrained(#link, #constraints))
    } else {
        quote!(_structured::Newtype::new(#link))
    };
    let opaque = value.opaque.then(|| quote!(.opaque()));
    quote!(_structured::Shape::Newtype(#newtype #opaque))
}

fn enum_shape(values: &Enum) -> TokenStream {
    let contents = enum_contents(values);
    let new = if values.numbers { "numbers" } else { "new" };
    let open = if values.open { ".open()" } else { "" };
    tokens_of(&format!("_structured::Shape::Enum(_structured::Enum::{new}({contents}){open})"))
}

/// The code of the arguments that describe an enum.
fn enum_contents(values: &Enum) -> String {
    let spelled = |text: &String| if values.numbers { text.clone() } else { quoted(text) };
    let texts: Vec<String> = values.values.iter().map(|value| spelled(&value.text)).collect();
    let list = texts.join(",");
    let (hashes, list) = (hashes(Some(text_hash(&list)), description_hash(&values.annotations)), text_literal(&list));
    let texts = texts.iter().map(|text| text_literal(text)).collect::<Vec<_>>().join(",");
    let characters: usize = values.values.iter().map(|value| value.text.chars().count()).sum();
    format!("&[{texts}], {list}, {characters}usize, {hashes}")
}

/// The content of a branch. A branch is not a property, so it has no constraints.
fn branch_content(content: &Content) -> TokenStream {
    match content {
        Content::Type(value) if value.opaque || !value.constraints.is_empty() => {
            anonymous(&annotations(&value.annotations), newtype_shape(value))
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
        let (variant, annotations) = (text_literal(&null.variant.text), annotations(&null.annotations));
        let earlier = null.earlier;
        tokens_of(&format!(".with_null(_structured::NullBranch::new({variant}, {earlier}usize, {annotations}))"))
    });
    quote! {
        _structured::Shape::Union(_structured::Union::#new(const { &[#(#branches),*] }) #null)
    }
}
