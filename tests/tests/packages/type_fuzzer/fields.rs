//! Random fields and their types.

use super::generate::{Kind, Scope};
use super::model::{Constraint, Default, Field, SCALARS, Scalar, Skip, Ty};

/// Types that no strict schema can describe.
const REJECTED: &[&str] = &[
    "std::collections::HashMap<String, u32>",
    "std::collections::BTreeMap<u8, String>",
    "(u8, String)",
    "Option<()>",
    "serde_json::Value",
    "u128",
    "Option<Option<u8>>",
    "Vec<Option<Option<u8>>>",
    "Result<u8, String>",
    "std::time::Duration",
    "std::ops::Range<u8>",
    "Option<(u8, u8)>",
    "(u8, u8, u8, u8, u8, u8, u8)",
    "serde_json::Map<String, serde_json::Value>",
    "std::marker::PhantomData<u8>",
    "std::time::SystemTime",
    "std::ops::RangeInclusive<u8>",
    "i128",
];

/// Types with the name of the scalar whose schema `as` gives to them. They read all that it reads, except for the last
/// ones, which are mistakes.
const AS: &[(&str, &str)] = &[
    ("String", "uuid::Uuid"),
    ("String", "char"),
    ("std::path::PathBuf", "String"),
    ("i64", "u8"),
    ("f64", "i32"),
    ("u32", "std::num::NonZeroU8"),
    ("Foreign", "String"),
    ("String", "bool"),
    ("bool", "i64"),
];

const WRAPPERS: &[&str] = &[
    "Box",
    "std::rc::Rc",
    "std::sync::Arc",
    "std::cell::RefCell",
    "std::sync::Mutex",
    "std::sync::RwLock",
    "std::num::Wrapping",
];
const LISTS: &[&str] =
    &["Vec", "std::collections::VecDeque", "std::collections::LinkedList", "Box<[_]>", "std::rc::Rc<[_]>"];
const SETS: &[&str] = &["std::collections::BTreeSet", "std::collections::BinaryHeap", "std::collections::HashSet"];

/// Whether the type has a `Default` that serde can use.
pub(crate) fn has_default(ty: &Ty) -> bool {
    match ty {
        Ty::Scalar(scalar) => scalar.has_default,
        Ty::Wrapped(_, inner) | Ty::Array(inner, _) => has_default(inner),
        Ty::Option(_) | Ty::List(..) | Ty::WithList | Ty::WithFunctions | Ty::WithEntries | Ty::WithJsonText => true,
        Ty::As(..) | Ty::ArrayOfLength(_) | Ty::Named(..) | Ty::Parameter(_) | Ty::Rejected(_) | Ty::Borrowed(_) => {
            false
        }
    }
}

impl Scope<'_> {
    pub(crate) fn scalar(&mut self) -> Ty {
        // Half of all scalars are strings, booleans and `i64`, as in real types.
        const COMMON: &[usize] = &[0, 1, 7, 2];
        let index =
            if self.choices.chance(50) { *self.choices.one_of(COMMON) } else { self.choices.below(SCALARS.len()) };
        Ty::Scalar(&SCALARS[index])
    }

    /// A type without parameters and without types of the case, which is `Clone`.
    pub(crate) fn plain_type(&mut self) -> Ty {
        let scalar = self.scalar();
        if self.choices.chance(25) { Ty::List("Vec", Box::new(scalar)) } else { scalar }
    }

    /// An earlier type of the case, as an instance.
    pub(crate) fn earlier(&mut self, such: impl Fn(Kind) -> bool) -> Option<Ty> {
        let candidates: Vec<usize> =
            (0..self.at).filter(|i| such(self.plans[*i].kind) && !self.plans[*i].has_lifetime).collect();
        if candidates.is_empty() {
            return None;
        }
        let index = *self.choices.one_of(&candidates);
        let arguments = self.plans[index].parameters.iter().map(|_| self.argument()).collect();
        Some(Ty::Named(index, arguments))
    }

    fn argument(&mut self) -> Ty {
        match self.choices.below(7) {
            6 => self.recursive(),
            0 => Ty::List("Vec", Box::new(self.scalar())),
            1 if !self.plans[self.at].parameters.is_empty() => Ty::Parameter(0),
            2 => Ty::Option(Box::new(self.scalar())),
            _ => self.scalar(),
        }
    }

    /// The type itself or a later one, inside a type that lets a value end. A generic type passes its own parameters on,
    /// so that the arguments do not grow.
    fn recursive(&mut self) -> Ty {
        let later: Vec<usize> = (self.at..self.plans.len())
            .filter(|i| {
                let plan = &self.plans[*i];
                let is_open = matches!(plan.kind, Kind::Struct | Kind::Data | Kind::Tagged);
                is_open && !plan.has_lifetime && !plan.has_length
            })
            .collect();
        if later.is_empty() {
            return self.scalar();
        }
        let index = *self.choices.one_of(&later);
        let own = self.plans[self.at].parameters.len();
        let arguments = (0..self.plans[index].parameters.len())
            .map(|i| if own == 0 { self.scalar() } else { Ty::Parameter(i.min(own - 1)) })
            .collect();
        let named = Ty::Named(index, arguments);
        match self.choices.below(40) {
            0 => Ty::Wrapped("Box", Box::new(named)),
            1..20 => Ty::Option(Box::new(Ty::Wrapped("Box", Box::new(named)))),
            _ => Ty::List("Vec", Box::new(named)),
        }
    }

    pub(crate) fn ty(&mut self, depth: usize) -> Ty {
        let ty = match self.choices.below(100) {
            38..52 => Ty::Option(Box::new(self.ty(depth + 1))),
            52..64 => Ty::List(self.choices.text(LISTS), Box::new(self.ty(depth + 1))),
            64..67 => Ty::List(self.choices.text(SETS), Box::new(self.ordered())),
            67..70 => Ty::Array(Box::new(self.ty(depth + 1)), self.choices.below(4)),
            70..74 => Ty::Wrapped(self.choices.text(WRAPPERS), Box::new(self.ty(depth + 1))),
            74..90 => self.earlier(|_| true).unwrap_or_else(|| self.scalar()),
            90..96 => self.recursive(),
            96..98 if depth == 0 => self.with(),
            98 => Ty::Rejected(self.choices.text(REJECTED)),
            _ => self.scalar(),
        };
        // `Option<Option<_>>` is a different mistake.
        match ty {
            Ty::Option(inner) if is_nullable(&inner) => *inner,
            ty if depth > 3 && !matches!(ty, Ty::Scalar(_)) => self.scalar(),
            ty => ty,
        }
    }

    /// A type that is read by functions, or that has the schema of another one.
    fn with(&mut self) -> Ty {
        let (own, declared) = *self.choices.one_of(AS);
        let declared = Ty::As(own, Scalar::named(declared));
        self.choices
            .one_of(&[Ty::WithList, Ty::WithFunctions, Ty::WithEntries, Ty::WithJsonText, declared.clone(), declared])
            .clone()
    }

    fn ordered(&mut self) -> Ty {
        loop {
            if let Ty::Scalar(scalar) = self.scalar()
                && scalar.is_ordered
            {
                return Ty::Scalar(scalar);
            }
        }
    }

    /// A field of a random type, with attributes.
    pub(crate) fn field(&mut self) -> Field {
        if self.choices.chance(10)
            && let Some(ty) = self.earlier(|kind| kind == Kind::Struct)
        {
            return Field { flatten: true, ..self.bare(ty) };
        }
        if self.choices.chance(5)
            && let Some(ty) = self.earlier(|kind| kind == Kind::Tagged)
        {
            let ty = if self.choices.chance(20) { Ty::Wrapped("Box", Box::new(ty)) } else { ty };
            return Field { flatten: true, ..self.bare(ty) };
        }
        if self.rules.has_keywords()
            && self.choices.chance(6)
            && let Some(ty) = self.earlier(|kind| kind == Kind::Newtype)
        {
            // The keywords may conflict with those of the newtype.
            let kind = self.choices_of_kind();
            let constraints = self.of_scalar(kind);
            return Field { constraints, ..self.bare(ty) };
        }
        if self.choices.chance(1)
            && let Some(ty) = self.earlier(|_| true)
        {
            let ty = if self.choices.chance(25) { Ty::Option(Box::new(ty)) } else { ty };
            return Field { flatten: true, ..self.bare(ty) };
        }
        let ty = self.ty(0);
        self.field_of(ty)
    }

    /// A new name, or one that another field may have.
    fn alias(&mut self) -> String {
        if self.choices.chance(40) { "same".to_owned() } else { format!("alias_{}", self.word()) }
    }

    pub(crate) fn bare(&mut self, ty: Ty) -> Field {
        Field {
            ident: self.word(),
            ty,
            notes: self.notes(0),
            rename: None,
            alias: None,
            default: Default::No,
            skip: Skip::No,
            flatten: false,
            constraints: Vec::new(),
        }
    }

    /// A field without attributes for serde.
    pub(crate) fn bare_field(&mut self) -> Field {
        let ty = if self.choices.chance(70) { self.plain_type() } else { self.not_recursive() };
        let ty = if self.plans[self.at].parameters.is_empty() { ty } else { Ty::Parameter(0) };
        let constraints = self.constraints(&ty);
        Field { constraints, ident: String::new(), ..self.bare(ty) }
    }

    fn not_recursive(&mut self) -> Ty {
        match self.choices.below(4) {
            0 => Ty::Option(Box::new(self.scalar())),
            1 => Ty::List("Vec", Box::new(self.scalar())),
            _ => self.earlier(|_| true).unwrap_or_else(|| self.scalar()),
        }
    }

    pub(crate) fn borrowed_field(&mut self) -> Field {
        let ty = Ty::Borrowed(if self.choices.chance(85) { "std::borrow::Cow<'a, str>" } else { "&'a str" });
        self.field_of(ty)
    }

    pub(crate) fn field_of(&mut self, ty: Ty) -> Field {
        let skip = match self.choices.below(100) {
            0..3 if has_default(&ty) => Skip::Both,
            3..5 if has_default(&ty) => Skip::Deserializing,
            5..7 => Skip::Serializing,
            7..10 if matches!(ty, Ty::Option(_)) => Skip::SerializingIf,
            _ => Skip::No,
        };
        let default = match self.choices.below(100) {
            0..9 if has_default(&ty) => Default::OfType,
            9..12 if has_default(&ty) => Default::ByPath,
            _ => Default::No,
        };
        let constraints = self.constraints(&ty);
        Field {
            notes: self.notes(25),
            rename: self.choices.chance(15).then(|| self.rename()),
            alias: if self.choices.chance(8) { Some(self.alias()) } else { None },
            default,
            skip,
            constraints,
            ..self.bare(ty)
        }
    }

    pub(crate) fn constraints_of(&mut self, ty: &Ty) -> Vec<Constraint> {
        self.constraints(ty)
    }

    fn choices_of_kind(&mut self) -> &'static str {
        self.choices.text(&["string", "integer", "number"])
    }

    fn constraints(&mut self, ty: &Ty) -> Vec<Constraint> {
        let wanted = if self.rules.has_keywords() { 25 } else { 1 };
        if !self.choices.chance(wanted) {
            return Vec::new();
        }
        let inner = match ty {
            Ty::Option(inner) => inner,
            ty => ty,
        };
        match inner {
            Ty::Scalar(scalar) if scalar.form.is_none() => self.of_scalar(scalar.json),
            // This is a mistake, because the type has a form of its own.
            Ty::Scalar(_) if self.choices.chance(10) => vec![text("format", "email")],
            Ty::List(..) => vec![constraint("min_items", "minItems", "1"), constraint("max_items", "maxItems", "3")],
            _ => Vec::new(),
        }
    }

    fn of_scalar(&mut self, json: &str) -> Vec<Constraint> {
        let pick = self.choices.below(20);
        match (json, pick) {
            ("string", 0) => vec![text("pattern", "(?=ahead)")],
            ("string", 1) => vec![text("format", "uri")],
            ("string", 2) => vec![constraint("min_items", "minItems", "1")],
            ("string", 3..6) => vec![text("format", "date-time")],
            ("string", _) => vec![text("pattern", "^[A-Z]{2}\\d$")],
            ("integer" | "number", 0) => {
                vec![constraint("minimum", "minimum", "300"), constraint("maximum", "maximum", "1")]
            }
            ("integer", 1) => vec![constraint("maximum", "maximum", "18446744073709551616")],
            ("integer", 2) => vec![constraint("minimum", "minimum", "-9000000000000000000")],
            ("integer", 3..12) => vec![constraint("minimum", "minimum", "1"), constraint("maximum", "maximum", "100")],
            ("integer", 12..16) => vec![constraint("exclusive_minimum", "exclusiveMinimum", "0")],
            ("integer", _) => vec![constraint("exclusive_maximum", "exclusiveMaximum", "99")],
            ("number", 1..12) => {
                vec![constraint("minimum", "minimum", "-7.5"), constraint("maximum", "maximum", "9999")]
            }
            ("number", _) if self.rules != super::model::Rules::LlamaCpp => {
                vec![constraint("multiple_of", "multipleOf", "0.5")]
            }
            _ => Vec::new(),
        }
    }
}

fn constraint(key: &'static str, keyword: &'static str, value: &str) -> Constraint {
    Constraint { key, keyword, value: value.to_owned(), json: value.to_owned() }
}

fn text(key: &'static str, value: &str) -> Constraint {
    Constraint { key, keyword: key, value: format!("{value:?}"), json: format!("{value:?}") }
}

fn is_nullable(ty: &Ty) -> bool {
    match ty {
        Ty::Option(_) => true,
        Ty::Wrapped(_, inner) => is_nullable(inner),
        _ => false,
    }
}
