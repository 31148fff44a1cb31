//! The shape of the JSON: names, order and kinds as serde decides them. The model contains no attributes.

use proc_macro2::{Ident, Span};
use serde_derive_internals::ast::{Container, Data, Field, Style};
use serde_derive_internals::attr::{Default, TagType};
use syn::spanned::Spanned;
use syn::{Attribute, LitStr, Path, Type};

use crate::attribute::Attributes;
use crate::constraint::Constraint;
use crate::context::{Context, Message};
use crate::description::Description;
use crate::docs;
use crate::parse::{Parsed, serde_key, serde_keys_with};
use crate::types::{FieldType, Owner, printed};
use crate::value::{plain_value, value};
use crate::{repr, variant};

/// A type that becomes a component.
pub(crate) struct Model {
    pub(crate) name: Named,
    /// Whether an attribute sets `name`.
    pub(crate) named: bool,
    pub(crate) annotations: Annotations,
    pub(crate) profile: Option<LitStr>,
    /// The schema file that the type is bound to.
    pub(crate) file: Option<LitStr>,
    pub(crate) define: bool,
    pub(crate) inline: Option<Span>,
    /// Whether the type has a partial.
    pub(crate) partial: bool,
    /// The key that requests `schemars::JsonSchema`.
    pub(crate) schemars: Option<Span>,
    pub(crate) krate: Option<Path>,
    pub(crate) shape: Shape,
    /// The variant of a union that is read from `null`.
    pub(crate) null: Option<NullVariant>,
    /// The type of `from`, `try_from` or `as`, whose JSON is also the JSON of this type.
    pub(crate) converted: Option<FieldType>,
}

/// A name with the place that produced it.
#[derive(Clone)]
pub(crate) struct Named {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// A title and a description, not yet escaped.
#[derive(Clone)]
pub(crate) struct Annotations {
    pub(crate) title: Option<String>,
    pub(crate) description: Option<Description>,
}

#[expect(clippy::large_enum_variant, reason = "there is one for each expansion")]
pub(crate) enum Shape {
    Object(Object),
    Newtype(Value),
    Enum(Enum),
    Union(Vec<Branch>),
}

/// An object with its properties in order.
pub(crate) struct Object {
    pub(crate) annotations: Annotations,
    pub(crate) properties: Vec<Property>,
    /// Whether serde refuses other keys.
    pub(crate) closed: bool,
}

pub(crate) struct Property {
    pub(crate) name: Named,
    pub(crate) annotations: Annotations,
    pub(crate) value: Content,
    /// The key `flatten`, if the property adds the properties of its type.
    pub(crate) flatten: Option<Span>,
    pub(crate) default: bool,
    /// Other names by which serde reads it.
    pub(crate) aliases: Vec<String>,
}

/// The content of a property or a branch.
#[expect(clippy::large_enum_variant, reason = "there is one for each field, and most are the largest")]
pub(crate) enum Content {
    Type(Value),
    Object(Object),
    Enum(Enum),
}

/// A type of the user's, with what attributes add to it in this place.
pub(crate) struct Value {
    pub(crate) ty: FieldType,
    /// The annotations here, if it is not a property with annotations of its own.
    pub(crate) annotations: Annotations,
    pub(crate) constraints: Vec<Constraint>,
    /// Whether a conversion or function of the user's reads the value and may refuse it.
    pub(crate) opaque: bool,
    /// The field's own type, which serde reads, if `as` names another one.
    pub(crate) own: Option<FieldType>,
    /// The place for an error about the type.
    pub(crate) span: Span,
}

/// One of a few strings, or of a few whole numbers.
pub(crate) struct Enum {
    pub(crate) annotations: Annotations,
    pub(crate) values: Vec<Named>,
    pub(crate) numbers: bool,
    /// Whether one variant accepts every other value.
    pub(crate) open: bool,
}

/// An untagged unit variant, which is `null` in JSON.
pub(crate) struct NullVariant {
    pub(crate) variant: Named,
    pub(crate) annotations: Annotations,
    /// How many branches serde tries before it.
    pub(crate) earlier: usize,
}

/// One branch of a union.
pub(crate) struct Branch {
    pub(crate) variant: Named,
    pub(crate) content: Content,
    pub(crate) untagged: bool,
    /// Whether the content is the value of a key next to the tag.
    pub(crate) adjacent: bool,
    /// Whether the content is a tag and a flattened type.
    pub(crate) tagged_newtype: bool,
}

impl Property {
    /// Whether it is the tag that distinguishes a variant from others.
    pub(crate) fn is_tag(&self) -> bool {
        matches!(self.value, Content::Enum(_))
    }
}

impl Annotations {
    pub(crate) const NONE: Self = Self { title: None, description: None };

    /// The annotations from the attributes. Without `description`, the description comes from the doc comments in
    /// `documented`.
    pub(crate) fn of(attributes: &Attributes, documented: &[Attribute], owner: &Owner<'_>, context: &Context) -> Self {
        let description = match &attributes.description {
            Some(value) => Description::of_value(value, owner, context),
            None => docs::description(documented, context).map(Description::from),
        };
        Self { title: attributes.title.as_ref().map(LitStr::value), description }
    }
}

/// Builds the model. Mistakes are reported, and a harmless value takes their place.
pub(crate) fn model(parsed: Parsed<'_>, owner: &Owner<'_>, context: &Context) -> Model {
    let Parsed { container, attributes } = parsed;
    let annotations = Annotations::of(&attributes, &container.original.attrs, owner, context);
    let (shape, null) = shape(&container, &attributes, annotations.clone(), owner, context);
    let converted = stands_for(&container, &attributes).and_then(|ty| owner.rewrite(ty).ok());
    let ident = &container.ident;
    let unraw = ident.to_string().trim_start_matches("r#").to_owned();
    let name = match &attributes.name {
        Some(name) => Named { text: name.value(), span: name.span() },
        None => Named { text: unraw, span: ident.span() },
    };
    Model {
        name,
        named: attributes.name.is_some(),
        annotations,
        profile: attributes.profile,
        file: attributes.file,
        define: attributes.define,
        inline: attributes.inline,
        partial: attributes.partial.is_some(),
        schemars: attributes.schemars,
        krate: attributes.krate,
        shape,
        null,
        converted,
    }
}

fn shape(
    container: &Container<'_>,
    attributes: &Attributes,
    annotations: Annotations,
    owner: &Owner<'_>,
    context: &Context,
) -> (Shape, Option<NullVariant>) {
    reject_remote(container, context);
    repr::check(container, attributes.repr, context);
    if let Some(ty) = stands_for(container, attributes) {
        // `from` accepts every value. It is not known how a type with `as` is read.
        let opaque = container.attrs.type_from().is_none();
        return (Shape::Newtype(Value { opaque, ..plain_value(ty, owner, context) }), None);
    }
    match &container.data {
        Data::Enum(variants) if attributes.repr.is_some() => {
            (variant::numbers(container, variants, annotations, owner, context), None)
        }
        Data::Struct(style, fields) => (struct_shape(container, *style, fields, annotations, owner, context), None),
        Data::Enum(variants) => variant::shape(container, variants, annotations, owner, context),
    }
}

/// The type whose JSON is that of the container.
pub(crate) fn stands_for<'a>(container: &'a Container<'_>, attributes: &'a Attributes) -> Option<&'a Type> {
    attributes.as_type.as_ref().or(container.attrs.type_from()).or(container.attrs.type_try_from())
}

/// Rejects `remote` and identifiers, which do not describe the JSON of a type of the user's.
fn reject_remote(container: &Container<'_>, context: &Context) {
    let rejected = [
        ("remote", "`remote` describes another crate's type, and this derive is for a type that is read itself"),
        ("variant_identifier", "a variant identifier is read from a name or a number, which no schema can express"),
        ("field_identifier", "a field identifier is read from any name, which no schema can express"),
    ];
    let keys = serde_keys_with(&container.original.attrs, &rejected.map(|(name, _)| name));
    for (name, what) in rejected {
        if let Some(key) = keys.iter().find(|key| *key == name) {
            context.error(key, &Message { what, help: "derive `StructuredOutput` on a type of your own instead" });
        }
    }
}

fn struct_shape(
    container: &Container<'_>,
    style: Style,
    fields: &[Field<'_>],
    annotations: Annotations,
    owner: &Owner<'_>,
    context: &Context,
) -> Shape {
    let transparent = fields.iter().find(|field| container.attrs.transparent() && field.attrs.transparent());
    if let Some(field) = transparent {
        return Shape::Newtype(value(field, owner, context));
    }
    let ident = &container.ident;
    match (style, fields) {
        (Style::Newtype, [field]) if !field.attrs.skip_deserializing() => {
            return Shape::Newtype(value(field, owner, context));
        }
        // serde's own checks have reported it.
        (Style::Tuple | Style::Newtype, _) if container.attrs.transparent() => {}
        (Style::Tuple | Style::Newtype, _) => {
            let what = format!("`{ident}` is a tuple struct: it is a JSON array whose items have no names");
            let help = match fields {
                [] => "add a field with a name, or use a variant of an enum".to_owned(),
                fields => format!("give the fields names: `struct {ident} {{ {} }}`", with_names(fields)),
            };
            context.error(ident, &Message { what: &what, help: &help });
        }
        // It is `null`, as `()` is.
        (Style::Unit, _) => return Shape::Newtype(plain_value(&syn::parse_quote!(()), owner, context)),
        (Style::Struct, _) => {}
    }
    let mut object = object(fields, annotations, container.attrs.deny_unknown_fields(), owner, context);
    if !matches!(container.attrs.default(), Default::None) {
        for property in &mut object.properties {
            property.default = true;
        }
    }
    if let TagType::Internal { tag } = container.attrs.tag() {
        tag_struct(container, &mut object, tag, context);
    }
    Shape::Object(object)
}

/// The fields of a tuple as they would look with names.
pub(crate) fn with_names(fields: &[Field<'_>]) -> String {
    const NAMES: [&str; 4] = ["first", "second", "third", "fourth"];
    let named = fields.iter().zip(NAMES).map(|(field, name)| format!("{name}: {}", printed(field.ty)));
    let rest = (fields.len() > NAMES.len()).then(|| "...".to_owned());
    named.chain(rest).collect::<Vec<_>>().join(", ")
}

/// `#[serde(tag = "…")]` on a struct: the tag is written, and ignored when the struct is read.
fn tag_struct(container: &Container<'_>, object: &mut Object, tag: &str, context: &Context) {
    let key = serde_key(&container.original.attrs, "tag");
    let span = key.as_ref().map_or_else(|| container.ident.span(), Ident::span);
    if container.attrs.deny_unknown_fields() {
        context.error_at(
            span,
            &Message {
                what: "`tag` on a struct is written but not read, and with `deny_unknown_fields` serde refuses it",
                help: "remove one of the two",
            },
        );
    }
    let value = container.attrs.name().deserialize_name().value.clone();
    // serde reads the struct without its tag, and with any other tag. See `Property::is_unread_tag` of the core.
    let value = Named { text: value, span: container.ident.span() };
    object.properties.insert(0, Property { default: true, ..tag_property(tag, span, value) });
}

/// The property that distinguishes a variant (or struct) from others: an enum with one value.
pub(crate) fn tag_property(tag: &str, span: Span, value: Named) -> Property {
    Property {
        name: Named { text: tag.to_owned(), span },
        annotations: Annotations::NONE,
        value: Content::Enum(Enum { annotations: Annotations::NONE, values: vec![value], numbers: false, open: false }),
        flatten: None,
        default: false,
        aliases: Vec::new(),
    }
}

/// The object of named fields.
pub(crate) fn object(
    fields: &[Field<'_>],
    annotations: Annotations,
    closed: bool,
    owner: &Owner<'_>,
    context: &Context,
) -> Object {
    let properties = fields
        .iter()
        .filter(|field| !field.attrs.skip_deserializing())
        .map(|field| property(field, owner, context))
        .collect();
    Object { annotations, properties, closed }
}

fn property(field: &Field<'_>, owner: &Owner<'_>, context: &Context) -> Property {
    let attributes = context.attributes_of(field.original);
    let annotations = Annotations::of(&attributes, &field.original.attrs, owner, context);
    let span = match &field.original.ident {
        Some(ident) => ident.span(),
        None => field.ty.span(),
    };
    let flatten =
        field.attrs.flatten().then(|| serde_key(&field.original.attrs, "flatten").map_or(span, |key| key.span()));
    Property {
        name: Named { text: field.attrs.name().deserialize_name().value.clone(), span },
        annotations,
        value: Content::Type(value(field, owner, context)),
        flatten,
        default: !matches!(field.attrs.default(), Default::None),
        aliases: other_names(field),
    }
}

/// The aliases of a field without its name, which serde includes among them.
fn other_names(field: &Field<'_>) -> Vec<String> {
    let name = &field.attrs.name().deserialize_name().value;
    field.attrs.aliases().iter().map(|alias| &alias.value).filter(|alias| *alias != name).cloned().collect()
}
