//! Random types. serde's derive and ours accept most of them. Some have one of the mistakes that users make.

use super::choice::Choices;
use super::fields;
use super::model::{
    Body, Case, Default, Field, Layout, Notes, RULES, Rename, Renaming, Rule, Rules, Skip, Tagging, Ty, TypeDef,
};
use super::variants;

/// What is decided about every type of a case before its body is written, so that types can refer to later ones.
pub(crate) struct Plan {
    pub(crate) kind: Kind,
    pub(crate) parameters: Vec<&'static str>,
    pub(crate) has_length: bool,
    pub(crate) has_lifetime: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Struct,
    Newtype,
    Unit,
    Units,
    Data,
    /// Like `Data`, with a tag.
    Tagged,
    Numbers,
    Converted,
}

/// The context in which a field is generated.
pub(crate) struct Scope<'a> {
    pub(crate) choices: Choices,
    pub(crate) plans: &'a [Plan],
    pub(crate) rules: Rules,
    /// The type that is being written.
    pub(crate) at: usize,
    /// How many words have been used in this scope. Each name is unique, except for mistakes.
    pub(crate) names: usize,
}

const NAMES: &[&str] =
    &["Amber", "BirchTree", "Copper", "Dune", "EarlyBird", "Fern", "Glacier", "Harbour", "IronGate", "Juniper"];

/// The case for `seed`.
pub(crate) fn case(number: usize, seed: u64) -> Case {
    let mut choices = Choices::new(seed);
    let rules = *choices.one_of(&[Rules::OpenAi2024, Rules::OpenAi2024, Rules::OpenAi, Rules::OpenAi, Rules::LlamaCpp]);
    let count = 1 + choices.below(4);
    let plans: Vec<Plan> = (0..count).map(|i| plan(&mut choices, i + 1 == count)).collect();
    let start = choices.below(NAMES.len());
    let types = (0..count)
        .map(|at| {
            let scope_seed = seed ^ ((at as u64 + 1) << 48);
            let mut scope = Scope { choices: Choices::new(scope_seed), plans: &plans, rules, at, names: 0 };
            scope.type_def(NAMES[(start + at) % NAMES.len()])
        })
        .collect();
    let mut case = Case { number, profile: rules, types, partial: false };
    case.partial = case.types.iter().all(may_be_partial) && choices.chance(25);
    case
}

fn plan(choices: &mut Choices, is_last: bool) -> Plan {
    let kinds = [
        Kind::Struct,
        Kind::Struct,
        Kind::Struct,
        Kind::Struct,
        Kind::Struct,
        Kind::Data,
        Kind::Data,
        Kind::Data,
        Kind::Tagged,
        Kind::Tagged,
        Kind::Tagged,
        Kind::Units,
        Kind::Newtype,
        Kind::Newtype,
        Kind::Unit,
        Kind::Numbers,
        Kind::Converted,
    ];
    let kind = *choices.one_of(&kinds);
    let may_be_generic = matches!(kind, Kind::Struct | Kind::Data | Kind::Tagged | Kind::Newtype);
    let has_lifetime = is_last && kind == Kind::Struct && choices.chance(15);
    let count = if may_be_generic && !has_lifetime && choices.chance(20) { 1 + choices.below(2) } else { 0 };
    let has_length = may_be_generic && !has_lifetime && choices.chance(6);
    Plan { kind, parameters: ["T", "U"][..count].to_vec(), has_length, has_lifetime }
}

/// Whether `#[structured(partial)]` needs nothing more from the type. An enum that appears once it is complete needs
/// `Clone`, and an enum must not have parameters.
fn may_be_partial(def: &TypeDef) -> bool {
    match &def.body {
        Body::Enum { tagging, variants, .. } => {
            let is_shown_whole = *tagging == Tagging::Untagged || variants.iter().any(|variant| variant.untagged);
            def.parameters.is_empty() && !def.has_length && !is_shown_whole
        }
        _ => true,
    }
}

impl Scope<'_> {
    fn type_def(&mut self, ident: &str) -> TypeDef {
        let plan = &self.plans[self.at];
        let body = match plan.kind {
            Kind::Struct => self.struct_body(),
            Kind::Newtype => {
                let field = Field { skip: Skip::No, flatten: false, default: Default::No, ..self.bare_field() };
                let layouts = [Layout::Tuple, Layout::Tuple, Layout::Tuple, Layout::Transparent, Layout::Named];
                Body::Newtype { field, layout: *self.choices.one_of(&layouts) }
            }
            Kind::Unit => Body::Unit,
            Kind::Units => variants::units(self),
            Kind::Data => {
                let tagging = tagging(&mut self.choices);
                variants::data(self, tagging)
            }
            Kind::Tagged => {
                let tagging = tag(&mut self.choices);
                variants::data(self, tagging)
            }
            Kind::Numbers => self.numbers(),
            Kind::Converted => Body::Converted { ty: self.plain_type(), fallible: self.choices.chance(40) },
        };
        let is_bare = !matches!(body, Body::Struct { .. } | Body::Enum { .. });
        let has_members = matches!(&body, Body::Struct { .. } | Body::Enum { .. });
        let tagged = matches!(&body, Body::Struct { tag: Some(_), .. });
        let is_generic = !plan.parameters.is_empty() || plan.has_length;
        let define = self.choices.chance(8);
        TypeDef {
            ident: ident.to_owned(),
            parameters: plan.parameters.clone(),
            has_length: plan.has_length,
            has_lifetime: plan.has_lifetime,
            notes: self.notes(40),
            name: self.choices.maybe(10, |_| format!("named_{}", ident.to_lowercase())),
            define,
            inline: !define && !is_generic && self.choices.chance(8),
            schemars: self.choices.chance(10),
            rename_all: if is_bare { None } else { self.choices.maybe(20, renaming) },
            names_crates: !matches!(body, Body::Numbers { .. }) && self.choices.chance(4),
            has_bounds: !plan.parameters.is_empty() && self.choices.chance(15),
            deny_unknown_fields: has_members && !tagged && self.choices.chance(20),
            body,
        }
    }

    fn struct_body(&mut self) -> Body {
        let mut fields = self.fields(1, 5);
        let default = fields.iter().all(|field| fields::has_default(&field.ty)) && self.choices.chance(35);
        if self.plans[self.at].has_lifetime {
            for _ in 0..=self.choices.below(2) {
                fields.push(self.borrowed_field());
            }
        }
        let default = default && !self.plans[self.at].has_lifetime && self.plans[self.at].parameters.is_empty();
        if default {
            for field in &mut fields {
                if field.skip == Skip::No {
                    field.default = Default::No;
                }
            }
        }
        Body::Struct { fields, tag: self.choices.maybe(8, |_| "kind_of_struct".to_owned()), default }
    }

    fn numbers(&mut self) -> Body {
        let mut next = if self.choices.chance(25) { -4 } else { 0 };
        let values = (0..=self.choices.below(3))
            .map(|i| {
                next += 1 + i64::try_from(self.choices.below(9)).unwrap_or_default();
                (format!("Number{i}"), next)
            })
            .collect();
        Body::Numbers { values, other: self.choices.chance(20) }
    }

    /// Between `least` and `most` named fields. Each parameter of the type occurs in one of them.
    pub(crate) fn fields(&mut self, least: usize, most: usize) -> Vec<Field> {
        let count = least + self.choices.below(most - least + 1);
        let mut fields: Vec<Field> = (0..count).map(|_| self.field()).collect();
        if self.plans[self.at].kind == Kind::Struct {
            for i in 0..self.plans[self.at].parameters.len() {
                fields.push(self.field_of(Ty::Parameter(i)));
            }
            if self.plans[self.at].has_length {
                fields.push(self.field_of(Ty::ArrayOfLength(Box::new(Ty::Scalar(super::model::Scalar::named("u8"))))));
            }
        }
        fields
    }

    pub(crate) fn notes(&mut self, percent: usize) -> Notes {
        const TEXTS: &[&str] =
            &["A plain sentence.", "It is \"quoted\" \\ escaped.", "Zwölf Boxkämpfer.", "One\n\nTwo."];
        Notes {
            doc: self.choices.maybe(percent, |choices| choices.text(TEXTS).to_owned()),
            title: self.choices.maybe(percent / 5, |_| "A Title".to_owned()),
            description: self.choices.maybe(percent / 5, |choices| {
                choices.text(&["For the model alone.", "Said \"twice\":\n\there \\ and\nthere é."]).to_owned()
            }),
        }
    }

    /// A word that no other name of this type has.
    pub(crate) fn word(&mut self) -> String {
        const WORDS: &[&str] = &["name", "unit_price", "size", "created_at", "type_of_it", "level", "zip_code", "tags"];
        self.names += 1;
        let word = WORDS[self.choices.below(WORDS.len())];
        format!("{word}{}", self.names)
    }

    pub(crate) fn rename(&mut self) -> Rename {
        self.names += 1;
        let number = self.names;
        let mut name = match self.choices.below(12) {
            0 => format!("with space {number}"),
            1 => format!("ünïcode{number}"),
            2 => format!("tab\there{number}"),
            3 => format!("kebab-case-{number}"),
            4 => format!("${number}"),
            _ => format!("renamed{number}"),
        };
        match self.choices.below(24) {
            0 => name = format!("a \"quote\" {number}"),
            1 => "same".clone_into(&mut name),
            _ => {}
        }
        let written = self.choices.maybe(15, |_| format!("written{number}"));
        Rename { read: name, written }
    }
}

pub(crate) fn rule(choices: &mut Choices) -> Rule {
    Rule(choices.text(RULES))
}

fn renaming(choices: &mut Choices) -> Renaming {
    Renaming { read: rule(choices), written: choices.maybe(15, rule) }
}

fn tagging(choices: &mut Choices) -> Tagging {
    match choices.below(4) {
        0 => Tagging::External,
        1 => internal(),
        2 => adjacent(),
        _ => Tagging::Untagged,
    }
}

/// A tagging whose variants are separate objects.
fn tag(choices: &mut Choices) -> Tagging {
    if choices.chance(65) { internal() } else { adjacent() }
}

fn internal() -> Tagging {
    Tagging::Internal { tag: "tag_of_it".to_owned() }
}

fn adjacent() -> Tagging {
    Tagging::Adjacent { tag: "tag_of_it".to_owned(), content: "content_of_it".to_owned() }
}
