//! The properties of a case that make an exception of the judge apply.

use crate::any_type::model::{Body, Case, Content, Field, Rules, Skip, Ty};

/// Properties of types that make an exception apply.
#[derive(Default)]
pub(super) struct Traits {
    /// Strings with a form.
    pub(super) has_texts: bool,
    /// Numbers whose type has no zero.
    pub(super) has_bounds: bool,
    /// Arrays of a fixed length.
    pub(super) has_lengths: bool,
    /// Whether the profile has no keywords for bounds and lengths.
    pub(super) has_implied_bounds: bool,
    pub(super) writes_otherwise: bool,
    /// Fields that a module of `structured_core::with` reads.
    pub(super) has_ours: bool,
    /// Whether a keyword excludes a value for the model, but not for serde.
    pub(super) is_constrained: bool,
    /// Types that have been inspected.
    seen: Vec<usize>,
}

pub(super) fn traits(case: &Case) -> Traits {
    let mut traits = Traits { has_implied_bounds: case.profile == Rules::OpenAi2024, ..Traits::default() };
    (0..case.types.len()).for_each(|i| traits.named(case, i));
    traits
}

impl Traits {
    fn named(&mut self, case: &Case, i: usize) {
        if self.seen.contains(&i) {
            return;
        }
        self.seen.push(i);
        let def = &case.types[i];
        self.writes_otherwise |= def.rename_all.is_some_and(|all| all.written.is_some());
        match &def.body {
            Body::Struct { fields, .. } => fields.iter().for_each(|field| self.field(case, field)),
            Body::Newtype { field, .. } => self.field(case, field),
            Body::Enum { variants, .. } => {
                for variant in variants {
                    self.writes_otherwise |= variant.rename.as_ref().is_some_and(|rename| rename.written.is_some());
                    self.content(case, &variant.content);
                }
            }
            Body::Converted { ty, .. } => self.ty(case, ty),
            Body::Numbers { .. } | Body::Unit => {}
        }
    }

    pub(super) fn content(&mut self, case: &Case, content: &Content) {
        match content {
            Content::Unit => {}
            Content::Newtype(field) => self.field(case, field),
            Content::Struct(fields) => fields.iter().for_each(|field| self.field(case, field)),
        }
    }

    fn field(&mut self, case: &Case, field: &Field) {
        let other_way = matches!(field.skip, Skip::Deserializing | Skip::Serializing | Skip::SerializingIf);
        let renamed = field.rename.as_ref().is_some_and(|rename| rename.written.is_some());
        self.writes_otherwise |= other_way || renamed;
        self.is_constrained |= !field.constraints.is_empty();
        self.ty(case, &field.ty);
    }

    fn ty(&mut self, case: &Case, ty: &Ty) {
        match ty {
            Ty::Scalar(scalar) => {
                self.has_texts |= scalar.form.is_some();
                self.has_bounds |= scalar.rust.contains("NonZero");
            }
            Ty::Wrapped(_, inner) | Ty::Option(inner) | Ty::List(_, inner) => self.ty(case, inner),
            Ty::Array(inner, _) | Ty::ArrayOfLength(inner) => {
                self.has_lengths = true;
                self.ty(case, inner);
            }
            Ty::Borrowed(_) => self.has_texts = true,
            Ty::WithEntries | Ty::WithJsonText => self.has_ours = true,
            // serde reads more than the schema admits.
            Ty::As(..) => self.is_constrained = true,
            Ty::Named(i, arguments) => {
                self.named(case, *i);
                for argument in arguments {
                    self.ty(case, argument);
                }
            }
            _ => {}
        }
    }
}
