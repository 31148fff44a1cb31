//! `#[structured(partial)]`: the type of a value whose text is still arriving.
//!
//! It has a small pipeline of its own next to that of the schema: the model is here, and the tokens are in `emit.rs`.

mod emit;
mod emit_union;
mod parameters;

use std::collections::BTreeSet;

use proc_macro2::Ident;
use serde_derive_internals::ast::{self, Container, Data, Field, Style};
use serde_derive_internals::attr::{Default, TagType};
use serde_derive_internals::name::{MultiName, Name};
use syn::{Attribute, ExprPath, Type, Visibility};

use crate::context::Context;
use crate::model::stands_for;
use crate::parse::Parsed;
use crate::types::Owner;
use crate::value::as_type;
use crate::variant::reader;

pub(crate) use self::emit::emit;

/// The partial of a type.
pub(crate) enum Partial {
    /// A struct of its own.
    Struct(Struct),
    /// The partial of another type, whose JSON is the same.
    SameAs(Type),
    /// An enum of its own.
    Union(Union),
    /// The type itself, shown once it is complete.
    Whole,
}

impl Partial {
    /// A struct without members, for a type with errors.
    pub(crate) const NOTHING: Self =
        Self::Struct(Struct { fields: Vec::new(), flattened: Vec::new(), denies_unknown: false });
}

/// An enum with a tag.
pub(crate) struct Union {
    pub(crate) tag: Tag,
    pub(crate) variants: Vec<Variant>,
    pub(crate) denies_unknown: bool,
}

/// The place of the tag.
pub(crate) enum Tag {
    /// It is the key of the content, or a string without content.
    External,
    /// It is a member next to those of the content.
    Internal { tag: String },
    /// It is a member next to the content.
    Adjacent { tag: String, content: String },
}

pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<Attribute>,
    /// Its name, then its aliases.
    pub(crate) names: Vec<String>,
    /// `#[serde(other)]`: it matches every name that no other variant has.
    pub(crate) is_other: bool,
    pub(crate) content: Content,
}

/// The content of a variant.
pub(crate) enum Content {
    Nothing,
    Type(Type),
    Struct(Struct),
}

pub(crate) struct Struct {
    pub(crate) fields: Vec<Member>,
    /// The fields whose members are part of the struct's object.
    pub(crate) flattened: Vec<Member>,
    pub(crate) denies_unknown: bool,
}

impl Struct {
    /// The types of all fields.
    fn types(&self) -> impl Iterator<Item = &Type> {
        self.fields.iter().chain(&self.flattened).map(|member| &member.ty)
    }
}

impl Union {
    /// The types of all variants and of their fields.
    fn types(&self) -> Vec<&Type> {
        self.variants.iter().flat_map(|variant| variant.content.types()).collect()
    }
}

impl Content {
    fn types(&self) -> Vec<&Type> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Type(ty) => vec![ty],
            Self::Struct(members) => members.types().collect(),
        }
    }
}

pub(crate) struct Member {
    pub(crate) ident: Ident,
    pub(crate) visibility: Visibility,
    pub(crate) docs: Vec<Attribute>,
    pub(crate) ty: Type,
    /// Its key, then its aliases.
    pub(crate) keys: Vec<String>,
    /// Whether serde reads the struct if it is missing.
    pub(crate) has_default: bool,
}

/// The model of the partial, if the type requests one.
pub(crate) fn model(parsed: &Parsed<'_>, owner: &Owner<'_>, context: &Context) -> Option<Partial> {
    parsed.attributes.partial?;
    let container = &parsed.container;
    // The marker for a generic type inside itself has a schema and no partial. The partial of the type is not a
    // constant, so it can name itself.
    let owner = &Owner { itself: owner.this.clone(), ..owner.clone() };
    if let Some(ty) = stands_for(container, &parsed.attributes) {
        return Some(Partial::SameAs(owned(ty, owner)));
    }
    Some(match &container.data {
        Data::Enum(variants) => of_enum(container, variants, owner, context),
        Data::Struct(style, fields) => of_struct(container, *style, fields, owner, context),
    })
}

fn of_struct(
    container: &Container<'_>,
    style: Style,
    fields: &[Field<'_>],
    owner: &Owner<'_>,
    context: &Context,
) -> Partial {
    let transparent = fields.iter().find(|field| container.attrs.transparent() && field.attrs.transparent());
    let inner = transparent.or(match (style, fields) {
        (Style::Newtype, [field]) => Some(field),
        _ => None,
    });
    if let Some(field) = inner {
        return Partial::SameAs(json_type(field.attrs.deserialize_with(), field, owner, context));
    }
    if matches!(style, Style::Unit) {
        return Partial::SameAs(syn::parse_quote!(()));
    }
    let has_default = !matches!(container.attrs.default(), Default::None);
    Partial::Struct(members(fields, has_default, container.attrs.deny_unknown_fields(), owner, context))
}

/// The partial of an enum. It is an enum of its own if a tag shows early which variant is growing.
fn of_enum(container: &Container<'_>, variants: &[ast::Variant<'_>], owner: &Owner<'_>, context: &Context) -> Partial {
    let tag = match container.attrs.tag() {
        TagType::External => Tag::External,
        TagType::Internal { tag } => Tag::Internal { tag: tag.clone() },
        TagType::Adjacent { tag, content } => Tag::Adjacent { tag: tag.clone(), content: content.clone() },
        TagType::None => return Partial::Whole,
    };
    let read: Vec<_> = variants.iter().filter(|variant| !variant.attrs.skip_deserializing()).collect();
    let all_units = read.iter().all(|variant| matches!(variant.style, Style::Unit));
    if all_units || read.iter().any(|variant| variant.attrs.untagged()) {
        return Partial::Whole;
    }
    let denies_unknown = container.attrs.deny_unknown_fields();
    let mut variants: Vec<_> =
        read.into_iter().filter_map(|variant| self::variant(variant, denies_unknown, owner, context)).collect();
    // The fields of a variant are as visible as the enum.
    for variant in &mut variants {
        if let Content::Struct(members) = &mut variant.content {
            for member in members.fields.iter_mut().chain(&mut members.flattened) {
                member.visibility = container.original.vis.clone();
            }
        }
    }
    Partial::Union(Union { tag, variants, denies_unknown })
}

/// A variant. The model of the schema reports tuple variants.
fn variant(variant: &ast::Variant<'_>, denies_unknown: bool, owner: &Owner<'_>, context: &Context) -> Option<Variant> {
    let held = match (variant.style, variant.fields.as_slice()) {
        (Style::Unit, _) => Content::Nothing,
        (Style::Struct, fields) => Content::Struct(members(fields, false, denies_unknown, owner, context)),
        (Style::Newtype, [field]) => Content::Type(json_type(reader(variant, field), field, owner, context)),
        (Style::Newtype | Style::Tuple, _) => return None,
    };
    Some(Variant {
        ident: variant.ident.clone(),
        docs: docs(&variant.original.attrs),
        names: names(variant.attrs.name(), variant.attrs.aliases()),
        is_other: variant.attrs.other(),
        content: held,
    })
}

fn members(
    fields: &[Field<'_>],
    has_default: bool,
    denies_unknown: bool,
    owner: &Owner<'_>,
    context: &Context,
) -> Struct {
    let (flattened, fields) = fields
        .iter()
        .filter(|field| !field.attrs.skip_deserializing())
        .partition::<Vec<_>, _>(|field| field.attrs.flatten());
    let members = |fields: Vec<&Field<'_>>| {
        fields.into_iter().filter_map(|field| member(field, has_default, owner, context)).collect::<Vec<_>>()
    };
    Struct { fields: members(fields), flattened: members(flattened), denies_unknown }
}

fn member(field: &Field<'_>, has_default: bool, owner: &Owner<'_>, context: &Context) -> Option<Member> {
    Some(Member {
        ident: field.original.ident.clone()?,
        visibility: field.original.vis.clone(),
        docs: docs(&field.original.attrs),
        ty: json_type(field.attrs.deserialize_with(), field, owner, context),
        keys: names(field.attrs.name(), field.attrs.aliases()),
        has_default: has_default || !matches!(field.attrs.default(), Default::None),
    })
}

fn docs(attributes: &[Attribute]) -> Vec<Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("doc")).cloned().collect()
}

/// The name, then the aliases. serde includes the name among the aliases.
fn names(name: &MultiName, aliases: &BTreeSet<Name>) -> Vec<String> {
    let name = &name.deserialize_name().value;
    let aliases = aliases.iter().map(|alias| &alias.value).filter(|alias| *alias != name);
    core::iter::once(name).chain(aliases).cloned().collect()
}

/// The type of the JSON of a field that is read by this function, as an outside item names it.
fn json_type(function: Option<&ExprPath>, field: &Field<'_>, owner: &Owner<'_>, context: &Context) -> Type {
    let as_type = as_type(function, field, &context.attributes_of(field.original));
    owned(as_type.as_ref().unwrap_or(field.ty), owner)
}

/// The type as an outside item names it. The model of the schema reports types that cannot be named.
fn owned(ty: &Type, owner: &Owner<'_>) -> Type {
    owner.rewrite(ty).map_or_else(|_| ty.clone(), |rewritten| rewritten.ty)
}
