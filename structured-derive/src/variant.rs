//! Enums: unit variants as strings, variants with data as objects, in serde's four representations.

use proc_macro2::Ident;
use serde_derive_internals::ast::{Container, Field, Style, Variant};
use serde_derive_internals::attr::TagType;
use syn::ExprPath;

use crate::attribute::{self, Attributes};
use crate::context::{Context, Message};
use crate::description::Description;
use crate::model::{
    Annotations, Branch, Content, Enum, Named, NullVariant, Object, Property, Shape, Value, object, tag_property,
    with_names,
};
use crate::parse::{serde_key, serde_keys_with};
use crate::repr;
use crate::symbol::Place;
use crate::types::{Owner, printed};
use crate::value::{CUSTOM, as_type, value_read_by};

/// The variants of one enum, with the context in which they are read.
struct Reader<'a> {
    container: &'a Container<'a>,
    owner: &'a Owner<'a>,
    context: &'a Context,
}

/// The shape of an enum with `repr`: the numbers of its variants.
pub(crate) fn numbers(
    container: &Container<'_>,
    variants: &[Variant<'_>],
    annotations: Annotations,
    owner: &Owner<'_>,
    context: &Context,
) -> Shape {
    let reader = Reader { container, owner, context };
    reader.reject_empty(variants.is_empty());
    let values = variants.iter().zip(repr::numbers(variants, context)).collect();
    Shape::Enum(Enum { numbers: true, ..reader.values(values, annotations) })
}

/// The shape of an enum, and its variant that is `null`, if there is one.
pub(crate) fn shape(
    container: &Container<'_>,
    variants: &[Variant<'_>],
    annotations: Annotations,
    owner: &Owner<'_>,
    context: &Context,
) -> (Shape, Option<NullVariant>) {
    let reader = Reader { container, owner, context };
    let read: Vec<&Variant<'_>> = variants.iter().filter(|variant| !variant.attrs.skip_deserializing()).collect();
    reader.reject_empty(read.is_empty());
    let all_units = read.iter().all(|variant| matches!(variant.style, Style::Unit) && !variant.attrs.untagged());
    if matches!(container.attrs.tag(), TagType::External) && all_units {
        return (Shape::Enum(reader.unit_enum(&read, annotations)), None);
    }
    let null = reader.null_variant(&read);
    (Shape::Union(reader.branches(&read)), null)
}

impl Reader<'_> {
    fn reject_empty(&self, is_empty: bool) {
        if is_empty {
            let ident = &self.container.ident;
            let what = format!("`{ident}` has no variants, so no value can be produced for it");
            self.context.error(ident, &Message { what: &what, help: "add a variant" });
        }
    }

    /// The strings of unit variants.
    fn unit_enum(&self, variants: &[&Variant<'_>], annotations: Annotations) -> Enum {
        self.values(variants.iter().map(|variant| (*variant, Self::name(variant))).collect(), annotations)
    }

    /// The values of unit variants. The doc comments of the variants are added to the description.
    fn values(&self, variants: Vec<(&Variant<'_>, Named)>, annotations: Annotations) -> Enum {
        let mut lines = Vec::new();
        let open = variants.iter().any(|(variant, _)| variant.attrs.other());
        let mut values = Vec::new();
        for (variant, name) in variants {
            let attributes = self.attributes(variant);
            if let Some(text) = self.annotations(&attributes, variant).description {
                let item = Description::from(format!("- `{}`: ", name.text));
                lines.push(item.then(text.indented()));
            }
            self.reject_title(&attributes);
            values.push(name);
        }
        let list = lines.into_iter().reduce(|list, line| list.then_text("\n").then(line));
        let described = annotations.description.into_iter().chain(list);
        let description = described.reduce(|type_text, list| type_text.then_text("\n\n").then(list));
        Enum { annotations: Annotations { title: annotations.title, description }, values, numbers: false, open }
    }

    /// Rejects a title on a value of an enum, which has no schema of its own that could have a title.
    fn reject_title(&self, attributes: &Attributes) {
        if let Some(title) = &attributes.title {
            let what = "a unit variant is one value of an enum, which has no place for a title";
            self.context.error(title, &Message { what, help: "use `description`, or put the title on the enum" });
        }
    }

    fn branches(&self, variants: &[&Variant<'_>]) -> Vec<Branch> {
        let mut branches: Vec<Branch> = Vec::new();
        let external = matches!(self.container.attrs.tag(), TagType::External);
        let units: Vec<&Variant<'_>> = variants
            .iter()
            .filter(|variant| external && matches!(variant.style, Style::Unit) && !variant.attrs.untagged())
            .copied()
            .collect();
        for variant in variants {
            let is_unit = units.iter().any(|unit| unit.ident == variant.ident);
            if !is_unit {
                branches.extend(self.branch(variant));
            } else if units.first().is_some_and(|first| first.ident == variant.ident) {
                let values = self.unit_enum(&units, Annotations::NONE);
                branches.push(Branch {
                    variant: Named { text: variant.ident.to_string(), span: variant.ident.span() },
                    content: Content::Enum(values),
                    untagged: false,
                    adjacent: false,
                    tagged_newtype: false,
                });
            }
        }
        branches
    }

    /// The untagged unit variant. serde never reads a second one, and a union that contains only `null` has no useful
    /// value.
    fn null_variant(&self, variants: &[&Variant<'_>]) -> Option<NullVariant> {
        let is_null = |variant: &&&Variant<'_>| {
            let is_untagged = variant.attrs.untagged() || matches!(self.container.attrs.tag(), TagType::None);
            is_untagged && matches!(variant.style, Style::Unit)
        };
        let mut nulls = variants.iter().filter(is_null);
        let null = nulls.next()?;
        let ident = &null.ident;
        if nulls.clone().count() + 1 == variants.len() {
            let what =
                format!("the untagged unit variant `{ident}` is `null` in JSON, and the enum has no other value");
            let help = "add a variant with data, or tag the enum";
            self.context.error(ident, &Message { what: &what, help });
        }
        for later in nulls {
            let (later_ident, owner) = (&later.ident, &self.container.ident);
            let what =
                format!("variant `{later_ident}` of `{owner}` is never read: `{ident}` comes first and is `null` too");
            self.context.error(&later.ident, &Message { what: &what, help: "remove one of the two, or tag the enum" });
        }
        let earlier = variants.iter().take_while(|variant| variant.ident != *ident).count();
        Some(NullVariant {
            variant: Named { text: ident.to_string(), span: ident.span() },
            annotations: self.annotations(&self.attributes(null), null),
            earlier,
        })
    }

    fn branch(&self, variant: &Variant<'_>) -> Option<Branch> {
        self.reject_custom(variant);
        let untagged = variant.attrs.untagged() || matches!(self.container.attrs.tag(), TagType::None);
        if untagged && matches!(variant.style, Style::Unit) {
            // See `null_variant`.
            return None;
        }
        let annotations = self.annotations(&self.attributes(variant), variant);
        let mut tagged_newtype = false;
        let content = match self.container.attrs.tag() {
            _ if untagged => self.untagged(variant, annotations)?,
            TagType::External => self.external(variant, annotations)?,
            TagType::Internal { tag } => {
                tagged_newtype = matches!(variant.style, Style::Newtype);
                self.internal(variant, annotations, tag)?
            }
            TagType::Adjacent { tag, content } => self.adjacent(variant, annotations, tag, content)?,
            TagType::None => return None,
        };
        Some(Branch {
            variant: Named { text: variant.ident.to_string(), span: variant.ident.span() },
            content,
            untagged,
            adjacent: !untagged && matches!(self.container.attrs.tag(), TagType::Adjacent { .. }),
            tagged_newtype,
        })
    }

    /// `{"Name": …}`
    fn external(&self, variant: &Variant<'_>, annotations: Annotations) -> Option<Content> {
        let content = match variant.style {
            Style::Newtype => self.newtype(variant)?,
            Style::Struct => Content::Object(self.fields(variant, Annotations::NONE)),
            Style::Tuple | Style::Unit => return self.reject_tuple(variant),
        };
        Some(Content::Object(Object {
            annotations,
            properties: vec![named(Self::name(variant), content)],
            closed: true,
        }))
    }

    /// `{"tag": "Name", …}`
    fn internal(&self, variant: &Variant<'_>, annotations: Annotations, tag: &str) -> Option<Content> {
        let span = variant.ident.span();
        let mut object = match variant.style {
            Style::Unit => Object { annotations, properties: Vec::new(), closed: self.closed() },
            Style::Struct => self.fields(variant, annotations),
            Style::Newtype => {
                let Content::Type(value) = self.newtype(variant)? else { return None };
                let flattened = Property {
                    name: Named { text: variant.ident.to_string(), span },
                    annotations: Annotations::NONE,
                    value: Content::Type(value),
                    flatten: Some(span),
                    default: false,
                    aliases: Vec::new(),
                };
                Object { annotations, properties: vec![flattened], closed: false }
            }
            // serde's own checks have reported it.
            Style::Tuple => return None,
        };
        object.properties.insert(0, Self::tag(tag, variant));
        Some(Content::Object(object))
    }

    /// The tag of a variant. The tag of `other` is read from any string.
    fn tag(tag: &str, variant: &Variant<'_>) -> Property {
        let mut property = tag_property(tag, variant.ident.span(), Self::name(variant));
        if let Content::Enum(values) = &mut property.value {
            values.open = variant.attrs.other();
        }
        property
    }

    /// `{"tag": "Name", "content": …}`
    fn adjacent(&self, variant: &Variant<'_>, annotations: Annotations, tag: &str, content: &str) -> Option<Content> {
        let span = variant.ident.span();
        let mut properties = vec![Self::tag(tag, variant)];
        let inner = match variant.style {
            Style::Unit => None,
            Style::Struct => Some(Content::Object(self.fields(variant, Annotations::NONE))),
            Style::Newtype => Some(self.newtype(variant)?),
            Style::Tuple => return self.reject_tuple(variant),
        };
        properties.extend(inner.map(|inner| named(Named { text: content.to_owned(), span }, inner)));
        Some(Content::Object(Object { annotations, properties, closed: self.closed() }))
    }

    /// The variant's content without a tag.
    fn untagged(&self, variant: &Variant<'_>, annotations: Annotations) -> Option<Content> {
        match variant.style {
            Style::Struct => Some(Content::Object(self.fields(variant, annotations))),
            Style::Newtype => {
                let mut content = self.newtype(variant)?;
                if let Content::Type(value) = &mut content {
                    value.annotations = annotations;
                }
                Some(content)
            }
            Style::Tuple | Style::Unit => self.reject_tuple(variant),
        }
    }

    /// The only field of a newtype variant.
    fn newtype(&self, variant: &Variant<'_>) -> Option<Content> {
        let field = variant.fields.first()?;
        if field.attrs.skip_deserializing() {
            let what = format!("`skip` leaves the variant `{}` without the value that it is made for", variant.ident);
            self.context.error(&variant.ident, &Message { what: &what, help: "make it a unit variant" });
            return None;
        }
        let mut value: Value = value_read_by(reader(variant, field), field, self.owner, self.context);
        value.span = syn::spanned::Spanned::span(field.ty);
        Some(Content::Type(value))
    }

    /// The object of a struct variant.
    fn fields(&self, variant: &Variant<'_>, annotations: Annotations) -> Object {
        object(&variant.fields, annotations, self.closed(), self.owner, self.context)
    }

    fn closed(&self) -> bool {
        self.container.attrs.deny_unknown_fields()
    }

    fn name(variant: &Variant<'_>) -> Named {
        let span =
            serde_key(&variant.original.attrs, "rename").map_or_else(|| variant.ident.span(), |key: Ident| key.span());
        Named { text: variant.attrs.name().deserialize_name().value.clone(), span }
    }

    fn annotations(&self, attributes: &Attributes, variant: &Variant<'_>) -> Annotations {
        Annotations::of(attributes, &variant.original.attrs, self.owner, self.context)
    }

    fn attributes(&self, variant: &Variant<'_>) -> Attributes {
        attribute::parse(&variant.original.attrs, Place::Variant, self.context)
    }

    /// Rejects `with` on a variant, because the derive cannot see the JSON that it reads. For a newtype variant, `as`
    /// on the field can name the type of that JSON, and the modules of `structured_core::with` are known.
    fn reject_custom(&self, variant: &Variant<'_>) {
        let is_newtype = matches!(variant.style, Style::Newtype);
        let field = variant.fields.first().filter(|_| is_newtype);
        if field.is_some_and(|field| {
            as_type(reader(variant, field), field, &self.context.attributes_of(field.original)).is_some()
        }) {
            return;
        }
        let keys = serde_keys_with(&variant.original.attrs, &CUSTOM);
        for name in CUSTOM {
            if let Some(key) = keys.iter().find(|key| *key == name) {
                let what =
                    format!("`{key}` changes the JSON of `{}` in a way that the derive cannot see", variant.ident);
                let help = match field {
                    Some(field) => format!(
                        "declare its JSON, at the field: `{}(#[structured(as = \"String\")] {})`",
                        variant.ident,
                        printed(field.ty)
                    ),
                    None => format!(
                        "make it a newtype variant, and declare its JSON, at the field: `{}(#[structured(as = \"String\")] Content)`",
                        variant.ident
                    ),
                };
                self.context.error(key, &Message { what: &what, help: &help });
            }
        }
    }

    fn reject_tuple(&self, variant: &Variant<'_>) -> Option<Content> {
        let ident = &variant.ident;
        let what = format!("`{ident}` is a tuple variant: it is a JSON array whose items have no names");
        let help = match &*variant.fields {
            [] => format!("make it a unit variant: `{ident}`"),
            fields => format!("give the fields names: `{ident} {{ {} }}`", with_names(fields)),
        };
        self.context.error(ident, &Message { what: &what, help: &help });
        None
    }
}

/// The function that reads the field of a newtype variant.
pub(crate) fn reader<'a>(variant: &'a Variant<'_>, field: &'a Field<'_>) -> Option<&'a ExprPath> {
    variant.attrs.deserialize_with().or_else(|| field.attrs.deserialize_with())
}

/// A property without annotations.
fn named(name: Named, value: Content) -> Property {
    Property { name, annotations: Annotations::NONE, value, flatten: None, default: false, aliases: Vec::new() }
}
