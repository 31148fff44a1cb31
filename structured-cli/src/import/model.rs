//! The Rust types that are written: what the reading produces and the writing prints.

use heck::ToSnakeCase;
use structured_core::profile::Keyword;
use structured_lint::JsonValue;

/// A type definition.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) ident: String,
    pub(super) notes: Notes,
    /// The name of the response format or of the `$defs` entry, where it is not the identifier.
    pub(super) name: Option<String>,
    /// Whether the type is a `$defs` entry even though it is used once.
    pub(super) define: bool,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Struct(Vec<Field>),
    /// `struct Name(Type);`
    Newtype(Field),
    /// Strings, each with its variant.
    Strings(Vec<Variant>),
    /// Whole numbers, each with its variant.
    Numbers(Vec<Variant>),
    Union(Tagging, Vec<Variant>),
}

#[derive(Debug, Clone)]
pub(super) enum Tagging {
    External,
    /// The name of the tag.
    Internal(String),
    Untagged,
}

#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) ident: String,
    /// The property.
    pub(super) name: String,
    pub(super) notes: Notes,
    pub(super) constraints: Vec<Constraint>,
    pub(super) ty: Type,
}

#[derive(Debug, Clone)]
pub(super) struct Variant {
    pub(super) ident: String,
    /// The string, number or tag; of an untagged variant, nothing.
    pub(super) name: Option<String>,
    pub(super) notes: Notes,
    pub(super) content: Content,
}

#[derive(Debug, Clone)]
pub(super) enum Content {
    Unit,
    Newtype(Field),
    Struct(Vec<Field>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Type {
    String,
    Boolean,
    /// `()`, which is always `null`.
    Null,
    /// Of the Rust type of this name.
    Integer(&'static str),
    Number,
    Option(Box<Self>),
    Vec(Box<Self>),
    Box(Box<Self>),
    /// The item with this index.
    Item(usize),
}

/// `title` and `description`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Notes {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
}

/// A keyword of `#[structured(…)]` and its value as Rust writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Constraint {
    pub(super) key: String,
    pub(super) value: String,
}

impl Constraint {
    /// What the attribute calls `keyword`.
    pub(super) fn key(keyword: Keyword) -> String {
        keyword.name().to_snake_case()
    }
}

impl Notes {
    /// The notes of a schema; an empty description is none.
    pub(super) fn of(node: &JsonValue) -> Self {
        let text = |name| node.get(name).and_then(JsonValue::as_str).map(str::to_owned);
        Self { title: text("title"), description: text("description").filter(|text| !text.is_empty()) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.title.is_none() && self.description.is_none()
    }

    /// These notes, and where they are silent, `others`.
    pub(super) fn or(self, others: Self) -> Self {
        Self { title: self.title.or(others.title), description: self.description.or(others.description) }
    }
}

impl Type {
    /// A type that takes `null`; once is enough.
    pub(super) fn nullable(self) -> Self {
        if matches!(self, Self::Option(_) | Self::Null) { self } else { Self::Option(Box::new(self)) }
    }

    /// The item that a value of this type has in it, not behind a pointer of its own.
    pub(super) fn held(&self) -> Option<usize> {
        match self {
            Self::Item(index) => Some(*index),
            Self::Option(inner) => inner.held(),
            _ => None,
        }
    }

    /// The same type with the item that it holds behind a `Box`.
    pub(super) fn boxed(self) -> Self {
        match self {
            Self::Item(_) => Self::Box(Box::new(self)),
            Self::Option(inner) => Self::Option(Box::new(inner.boxed())),
            other => other,
        }
    }
}

impl Item {
    /// All fields, those of variants too.
    pub(super) fn fields_mut(&mut self) -> Vec<&mut Field> {
        match &mut self.kind {
            Kind::Struct(fields) => fields.iter_mut().collect(),
            Kind::Newtype(field) => vec![field],
            Kind::Strings(_) | Kind::Numbers(_) => Vec::new(),
            Kind::Union(_, variants) => variants.iter_mut().flat_map(Variant::fields_mut).collect(),
        }
    }
}

impl Variant {
    fn fields_mut(&mut self) -> Vec<&mut Field> {
        match &mut self.content {
            Content::Unit => Vec::new(),
            Content::Newtype(field) => vec![field],
            Content::Struct(fields) => fields.iter_mut().collect(),
        }
    }
}
