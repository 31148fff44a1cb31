//! The generator's model of the types it writes: names and shapes before serde's rules are applied.

mod scalar;

pub(crate) use self::scalar::{SCALARS, Scalar};

/// A few types that refer to each other, compiled as one module.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) number: usize,
    pub(crate) profile: Rules,
    pub(crate) types: Vec<TypeDef>,
    /// Whether every type has `#[structured(partial)]`.
    pub(crate) partial: bool,
}

/// The profile of every type of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rules {
    OpenAi2024,
    OpenAi,
    LlamaCpp,
}

/// A type that derives `StructuredOutput`.
#[derive(Debug, Clone)]
pub(crate) struct TypeDef {
    pub(crate) ident: String,
    pub(crate) parameters: Vec<&'static str>,
    pub(crate) has_length: bool,
    pub(crate) has_lifetime: bool,
    pub(crate) notes: Notes,
    /// `#[structured(name = "…")]`
    pub(crate) name: Option<String>,
    pub(crate) define: bool,
    pub(crate) inline: bool,
    /// Whether it implements `schemars::JsonSchema`.
    pub(crate) schemars: bool,
    pub(crate) rename_all: Option<Renaming>,
    pub(crate) deny_unknown_fields: bool,
    /// Whether the attributes name serde and our crate, and the text that serde's errors expect.
    pub(crate) names_crates: bool,
    /// Whether serde's bounds of the parameters are written out.
    pub(crate) has_bounds: bool,
    pub(crate) body: Body,
}

/// Doc comment, title and description of a type, variant or field.
#[derive(Debug, Clone, Default)]
pub(crate) struct Notes {
    pub(crate) doc: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) enum Body {
    Struct {
        fields: Vec<Field>,
        tag: Option<String>,
        default: bool,
    },
    Newtype {
        field: Field,
        layout: Layout,
    },
    /// `struct A;`
    Unit,
    Enum {
        tagging: Tagging,
        variants: Vec<Variant>,
        rename_all_fields: Option<Rule>,
    },
    /// `#[structured(repr)]`
    Numbers {
        values: Vec<(String, i64)>,
        /// Whether the last one is read from all other numbers.
        other: bool,
    },
    /// `#[serde(from = "…", into = "…")]`, or `try_from`.
    Converted {
        ty: Ty,
        fallible: bool,
    },
}

/// How a newtype is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    Tuple,
    /// A tuple struct with `#[serde(transparent)]`.
    Transparent,
    /// A struct with `#[serde(transparent)]`, and a second field that serde skips.
    Named,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tagging {
    External,
    Internal { tag: String },
    Adjacent { tag: String, content: String },
    Untagged,
}

#[derive(Debug, Clone)]
pub(crate) struct Variant {
    pub(crate) ident: String,
    pub(crate) notes: Notes,
    pub(crate) rename: Option<Rename>,
    pub(crate) alias: Option<String>,
    pub(crate) rename_all: Option<Rule>,
    pub(crate) skip_deserializing: bool,
    pub(crate) skip_serializing: bool,
    pub(crate) other: bool,
    pub(crate) untagged: bool,
    pub(crate) content: Content,
}

#[derive(Debug, Clone)]
pub(crate) enum Content {
    Unit,
    Newtype(Field),
    Struct(Vec<Field>),
}

#[derive(Debug, Clone)]
pub(crate) struct Field {
    /// Empty in a newtype.
    pub(crate) ident: String,
    pub(crate) ty: Ty,
    pub(crate) notes: Notes,
    pub(crate) rename: Option<Rename>,
    pub(crate) alias: Option<String>,
    pub(crate) default: Default,
    pub(crate) skip: Skip,
    pub(crate) flatten: bool,
    pub(crate) constraints: Vec<Constraint>,
}

/// `default`: none, that of the type, or one that a function makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Default {
    No,
    OfType,
    ByPath,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Skip {
    No,
    Both,
    Serializing,
    Deserializing,
    SerializingIf,
}

/// `rename`: one name, or one for each direction.
#[derive(Debug, Clone)]
pub(crate) struct Rename {
    pub(crate) read: String,
    pub(crate) written: Option<String>,
}

/// `rename_all`: one rule, or one for each direction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Renaming {
    pub(crate) read: Rule,
    pub(crate) written: Option<Rule>,
}

/// A key of `#[structured(…)]` that restricts a value, in Rust and in JSON.
#[derive(Debug, Clone)]
pub(crate) struct Constraint {
    pub(crate) key: &'static str,
    pub(crate) keyword: &'static str,
    pub(crate) value: String,
    pub(crate) json: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Ty {
    Scalar(&'static Scalar),
    /// A pointer or cell around a type: `Box<_>`.
    Wrapped(&'static str, Box<Self>),
    Option(Box<Self>),
    /// A collection: `Vec<_>`.
    List(&'static str, Box<Self>),
    Array(Box<Self>, usize),
    /// `[_; N]`
    ArrayOfLength(Box<Self>),
    Named(usize, Vec<Self>),
    Parameter(usize),
    /// A string that borrows from the text.
    Borrowed(&'static str),
    /// A list of numbers by `with`, whatever the type of the field.
    WithList,
    /// The same by `deserialize_with` and `serialize_with`.
    WithFunctions,
    /// A type with the schema of another one, by `as`.
    As(&'static str, &'static Scalar),
    /// A map with `with = "structured_core::with::entries"`.
    WithEntries,
    /// A value with `with = "structured_core::with::json_text"`.
    WithJsonText,
    /// A type that no strict schema can describe.
    Rejected(&'static str),
}

/// A rule of `rename_all`, by serde's name for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule(pub(crate) &'static str);

pub(crate) const RULES: &[&str] = &[
    "lowercase",
    "UPPERCASE",
    "PascalCase",
    "camelCase",
    "snake_case",
    "SCREAMING_SNAKE_CASE",
    "kebab-case",
    "SCREAMING-KEBAB-CASE",
];

impl Rule {
    /// The name that serde gives to a field or variant with these words.
    pub(crate) fn apply(self, ident: &str, is_variant: bool) -> String {
        let pascal = |words: &[String]| words.iter().map(|word| capitalized(word)).collect::<String>();
        let words: Vec<String> = if is_variant {
            let mut words: Vec<String> = Vec::new();
            for c in ident.chars() {
                if c.is_uppercase() || words.is_empty() {
                    words.push(String::new());
                }
                words.last_mut().expect("a word was pushed").extend(c.to_lowercase());
            }
            words
        } else {
            ident.split('_').map(str::to_owned).collect()
        };
        match self.0 {
            // serde assumes that a field is in lower case, and keeps its underscores.
            "lowercase" if is_variant => words.concat(),
            "UPPERCASE" if is_variant => words.concat().to_uppercase(),
            "lowercase" | "snake_case" => words.join("_"),
            "UPPERCASE" | "SCREAMING_SNAKE_CASE" => words.join("_").to_uppercase(),
            "PascalCase" => pascal(&words),
            "camelCase" => {
                let name = pascal(&words);
                let (first, rest) = name.split_at(1);
                first.to_lowercase() + rest
            }
            "kebab-case" => words.join("-"),
            _ => words.join("-").to_uppercase(),
        }
    }
}

fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_uppercase() + rest
}

impl Notes {
    /// The description in the schema.
    pub(crate) fn text(&self) -> Option<&String> {
        self.description.as_ref().or(self.doc.as_ref())
    }
}

impl Rules {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::OpenAi2024 => "openai-2024-08",
            Self::OpenAi => "openai",
            Self::LlamaCpp => "llama.cpp",
        }
    }

    /// Whether there are constraint keywords.
    pub(crate) fn has_keywords(self) -> bool {
        self != Self::OpenAi2024
    }
}

impl Field {
    pub(crate) fn is_read(&self) -> bool {
        !matches!(self.skip, Skip::Both | Skip::Deserializing)
    }

    /// The key by which serde reads it.
    pub(crate) fn key(&self, rule: Option<Rule>) -> String {
        match (&self.rename, rule) {
            (Some(rename), _) => rename.read.clone(),
            (None, Some(rule)) => rule.apply(&self.ident, false),
            (None, None) => self.ident.clone(),
        }
    }
}

/// The variants that are read, in the order of the branches. An untagged unit variant is `null`, and `null` comes last.
pub(crate) fn of_branches(variants: &[Variant]) -> Vec<&Variant> {
    let (null, others): (Vec<_>, Vec<_>) = variants
        .iter()
        .filter(|variant| !variant.skip_deserializing)
        .partition(|variant| matches!(variant.content, Content::Unit));
    others.into_iter().chain(null).collect()
}

impl Variant {
    /// The name by which serde reads it.
    pub(crate) fn key(&self, rule: Option<Rule>) -> String {
        match (&self.rename, rule) {
            (Some(rename), _) => rename.read.clone(),
            (None, Some(rule)) => rule.apply(&self.ident, true),
            (None, None) => self.ident.clone(),
        }
    }
}

impl TypeDef {
    /// The name in the schema.
    pub(crate) fn shown_name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.ident)
    }

    /// Whether it is an enum whose variants, as far as they are read, have no data.
    pub(crate) fn has_only_units(&self) -> bool {
        let is_unit = |variant: &Variant| variant.skip_deserializing || matches!(variant.content, Content::Unit);
        matches!(&self.body, Body::Enum { variants, .. } if variants.iter().all(is_unit))
    }

    /// Whether the type may have an entry in `$defs`.
    pub(crate) fn is_definition(&self) -> bool {
        !matches!(self.body, Body::Newtype { .. } | Body::Converted { .. } | Body::Unit)
    }

    /// Whether the type is written out wherever it is used.
    pub(crate) fn is_inline(&self) -> bool {
        self.inline && self.is_definition()
    }

    pub(crate) fn is_struct(&self) -> bool {
        matches!(self.body, Body::Struct { .. })
    }
}
