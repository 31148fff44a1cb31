//! Random enums.

use super::generate::{Kind, Scope, rule};
use super::model::{Body, Content, Default, Field, Rename, Scalar, Skip, Tagging, Ty, Variant};

const NAMES: &[&str] = &["First", "SecondOne", "Third", "FourthOne", "Fifth"];

/// An enum of unit variants.
pub(crate) fn units(scope: &mut Scope<'_>) -> Body {
    let count = 1 + scope.choices.below(4);
    let mut variants: Vec<Variant> = (0..count).map(|i| variant(scope, NAMES[i], Content::Unit)).collect();
    for variant in &mut variants {
        variant.notes.title = None;
    }
    Body::Enum { tagging: Tagging::External, variants, rename_all_fields: None }
}

/// An enum in which some variants have data.
pub(crate) fn data(scope: &mut Scope<'_>, tagging: Tagging) -> Body {
    let count = 1 + scope.choices.below(4);
    let parameters = scope.plans[scope.at].parameters.len();
    let mut variants: Vec<Variant> = Vec::new();
    if tagging == Tagging::Untagged && scope.choices.chance(15) {
        variants = alike(scope);
    } else {
        for name in &NAMES[..count] {
            let content = content(scope, &tagging);
            variants.push(variant(scope, name, content));
        }
    }
    for i in 0..parameters {
        let field = scope.field_of(Ty::Parameter(i));
        variants.push(variant(scope, ["OfT", "OfU"][i], Content::Struct(vec![field])));
    }
    if scope.plans[scope.at].has_length {
        let item = Box::new(Ty::Scalar(Scalar::named("u8")));
        let field = scope.field_of(Ty::ArrayOfLength(item));
        variants.push(variant(scope, "OfN", Content::Struct(vec![field])));
    }
    for variant in &mut variants {
        if matches!(variant.content, Content::Unit) && tagging == Tagging::External {
            variant.notes.title = None;
        }
    }
    finish(scope, &tagging, &mut variants);
    let rename_all_fields = scope.choices.maybe(10, rule);
    Body::Enum { tagging, variants, rename_all_fields }
}

/// Struct variants that differ in the type of one key. Some of them hide others, alone or together.
fn alike(scope: &mut Scope<'_>) -> Vec<Variant> {
    let scalar = |name| Ty::Scalar(Scalar::named(name));
    let (key, other) = (scope.word(), scope.choices.chance(40).then(|| scope.word()));
    let count = 3 + scope.choices.below(2);
    let mut variants = Vec::new();
    for name in &NAMES[..count] {
        let inner = scalar(scope.choices.text(&["String", "bool", "i64"]));
        let ty = match scope.choices.below(10) {
            0..2 => scalar("()"),
            2..6 => Ty::Option(Box::new(inner)),
            _ => inner,
        };
        let mut fields = vec![Field { ident: key.clone(), ..scope.bare(ty) }];
        fields.extend(other.iter().map(|other| Field { ident: other.clone(), ..scope.bare(scalar("u8")) }));
        variants.push(Variant { rename_all: None, ..variant(scope, name, Content::Struct(fields)) });
    }
    variants
}

/// Adds the last variant: one for all other tags, or one that is tried without a tag.
fn finish(scope: &mut Scope<'_>, tagging: &Tagging, variants: &mut Vec<Variant>) {
    let is_tagged = matches!(tagging, Tagging::Internal { .. } | Tagging::Adjacent { .. });
    if is_tagged && scope.choices.chance(10) {
        let other =
            Variant { other: true, alias: None, skip_deserializing: false, ..variant(scope, "Other", Content::Unit) };
        variants.push(other);
    } else if *tagging != Tagging::Untagged && scope.choices.chance(8) {
        let is_null = scope.choices.chance(20);
        let content = if is_null { Content::Unit } else { Content::Newtype(plain_newtype(scope)) };
        let last = variant(scope, "Untold", content);
        variants.push(Variant { untagged: true, rename: None, alias: None, skip_deserializing: false, ..last });
    }
}

fn content(scope: &mut Scope<'_>, tagging: &Tagging) -> Content {
    match scope.choices.below(10) {
        0..3 if *tagging != Tagging::Untagged || scope.choices.chance(25) => Content::Unit,
        3..7 => Content::Struct(scope.fields(1, 3)),
        _ if matches!(tagging, Tagging::Internal { .. }) && scope.choices.chance(90) => {
            match scope.earlier(|kind| kind == Kind::Struct) {
                Some(ty) => {
                    let mut field = plain_newtype(scope);
                    (field.ty, field.constraints) = (ty, Vec::new());
                    Content::Newtype(field)
                }
                None => Content::Struct(scope.fields(1, 3)),
            }
        }
        _ => Content::Newtype(plain_newtype(scope)),
    }
}

fn plain_newtype(scope: &mut Scope<'_>) -> Field {
    let field = scope.field();
    let ty = if scope.choices.chance(40) { scope.scalar() } else { field.ty };
    let constraints = if scope.choices.chance(10) { scope.bare_field().constraints } else { Vec::new() };
    let constraints = if constraints.is_empty() { constraints } else { scope.constraints_of(&ty) };
    Field {
        ident: String::new(),
        rename: None,
        alias: None,
        default: Default::No,
        skip: Skip::No,
        flatten: false,
        notes: super::model::Notes::default(),
        ty,
        constraints,
    }
}

fn variant(scope: &mut Scope<'_>, ident: &str, content: Content) -> Variant {
    Variant {
        ident: ident.to_owned(),
        notes: scope.notes(20),
        rename: scope.choices.chance(12).then(|| rename(scope)),
        alias: scope.choices.maybe(6, |_| ()).map(|()| format!("alias_{}", scope.word())),
        rename_all: matches!(content, Content::Struct(_)).then(|| scope.choices.maybe(8, rule)).flatten(),
        skip_deserializing: scope.choices.chance(3),
        skip_serializing: scope.choices.chance(2),
        other: false,
        untagged: false,
        content,
    }
}

fn rename(scope: &mut Scope<'_>) -> Rename {
    scope.rename()
}
