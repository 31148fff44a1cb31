//! The model as tokens: the static description, the impls, and the checks that need other types. It makes no decisions.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::spanned::Spanned;
use syn::{DeriveInput, Token, Type};

use crate::constraint::{Constraint, Value as ConstraintValue};
use crate::description;
use crate::emit_flatten::{flatten_checks, partial_checks};
use crate::emit_instance;
use crate::emit_node;
use crate::emit_root;
use crate::emit_schemars;
use crate::file;
use crate::fingerprint;
use crate::generics::{self, Parameters, where_clause};
use crate::leaf::{Leaf, Part};
use crate::model::{Branch, Content, Model, Shape, Value};
use crate::scope::{item, simple_item};
use crate::source::{append_call, arguments_of, in_braces, text_literal, tokens_of};
use crate::symbol;
use crate::types::{Owner, is_unqualified, node_of};

/// Expands to:
///
/// ```text
/// const _: () = {
///     use ::structured_core::__private as _structured;
///     static __NODE: StaticNode = object("Order", …);
///     static __LATER: LaterBounds = later_bounds(&__NODE);      // what the type reaches, summed up
///     static __BOUNDS: Bounds = bounds(&__LATER, &__NODE);
///     impl Schema for Order { const NODE: SchemaNode = described_by(&__NODE, …); }
///     impl StructuredOutput for Order { const NAME …; const DESCRIPTION …; const JSON_SCHEMA …; }
///     const _: () = component(<Vec<Line> as Schema>::NODE);   // one per field, at the field
///     const _: () = schema_of(&__BOUNDS, &__NODE);            // limits and recursion, at the name
/// };
/// ```
///
/// A generic type has no static: see [`emit_instance`].
pub(crate) fn emit(
    input: &DeriveInput,
    model: &Model,
    owner: &Owner<'_>,
    parameters: &Parameters<'_>,
    constants: &[(TokenStream, Span)],
) -> TokenStream {
    let generic = !owner.parameters.is_empty();
    let leaves = model.leaves();
    let types: Vec<&Value> = leaves.iter().filter_map(Leaf::as_type).collect();
    let needed = needed_types(&types, parameters);
    let fingerprint = fingerprint::of_model(model);
    let schema = if generic {
        emit_instance::schema(input, model, parameters, &leaves, &needed, fingerprint)
    } else {
        schema(input, model, parameters, &types, fingerprint)
    };
    let bound = model.file.as_ref().map(|path| file::emit(path, model, owner, fingerprint));
    let root = emit_root::root(input, model, owner, &needed, bound.as_ref());
    let checks = checks(model, owner, &leaves, &types);
    let profile = profile_check(model);
    let (file, test) = bound.map(|bound| (bound.in_scope, bound.test)).unzip();
    let schemars = model.schemars.map(|span| emit_schemars::emit(input, &needed, span));
    let constants = (!constants.is_empty()).then(|| description::constants(constants));
    let is_simple = constants.is_none() && schemars.is_none() && is_simple(model, input, &leaves);
    let body = [profile, constants, Some(schema), Some(root), schemars, Some(checks), file];
    let body = body.into_iter().flatten().collect();
    let item = if is_simple {
        simple_item(model.krate.as_ref(), body)
    } else {
        item(model.krate.as_ref(), &input.generics, body)
    };
    [Some(item), test].into_iter().flatten().collect()
}

/// An error at the name of a profile that the derive does not know.
fn profile_check(model: &Model) -> Option<TokenStream> {
    let name = model.profile.as_ref()?;
    let text = name.value();
    let is_known = symbol::profile_number(&text).is_some();
    (!is_known).then(|| check_at(name.span(), "unknown_profile", quote!(#text)))
}

/// The number of the type's profile. For an unknown name, which is an error, it is that of a profile with every keyword.
pub(crate) fn profile_number(model: &Model) -> usize {
    let name = model.profile.as_ref();
    name.map_or(0, |name| symbol::profile_number(&name.value()).unwrap_or(symbol::EVERY_KEYWORD))
}

/// The code of the type's profile. It is not a constant, because each constant costs the compiler.
pub(crate) fn profile(model: &Model) -> String {
    format!("&_structured::Profile::ALL[{}usize]", profile_number(model))
}

/// The number of items up to which no lint is concerned about the size of a list.
const SHORT: usize = 64;

/// Whether the code of a struct or an enum of strings has no path of the user's and no long list.
fn is_simple(model: &Model, input: &DeriveInput, leaves: &[Leaf<'_>]) -> bool {
    matches!(model.shape, Shape::Object(_) | Shape::Enum(_))
        && input.generics.params.is_empty()
        && input.generics.where_clause.is_none()
        && leaves.len() <= SHORT
        && leaves.iter().all(|leaf| match leaf.part {
            Part::Type(value) => value.own.is_none() && is_unqualified(&value.ty.ty),
            Part::Enum(values) => values.values.len() <= SHORT,
        })
}

/// The static node of a type without parameters, its bounds, and the impl of `Schema`.
fn schema(
    input: &DeriveInput,
    model: &Model,
    parameters: &Parameters<'_>,
    types: &[&Value],
    fingerprint: u64,
) -> TokenStream {
    let bounds = (!is_small(types)).then(|| {
        let many = room(types).map_or_else(String::new, |room| format!("_of_many::<{room}usize>"));
        tokens_of(&format!(
            "static __LATER: _structured::LaterBounds = _structured::later_bounds{many}(&__NODE);
            static __BOUNDS: _structured::Bounds = _structured::bounds{many}(&__LATER, &__NODE);"
        ))
    });
    let node = emit_node::static_node(model, parameters, fingerprint, bounds.is_some());
    // `#[diagnostic::do_not_recommend]` is not used here: under `#![no_implicit_prelude]`, tool attributes are not
    // known.
    let constants = tokens_of(&format!(
        "const NODE: _structured::SchemaNode = _structured::described_by(&__NODE, {fingerprint}u64);"
    ));
    let schema = implement(input, "Schema", where_clause(&input.generics, &[], None).as_ref(), constants);
    [Some(node), bounds, Some(schema)].into_iter().flatten().collect()
}

/// The impl of a trait of structured-core.
pub(crate) fn implement(
    input: &DeriveInput,
    name: &str,
    clause: Option<&TokenStream>,
    constants: TokenStream,
) -> TokenStream {
    let (name, ident) = (format_ident!("{name}"), call_site(&input.ident));
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let constants = in_braces(constants);
    quote! {
        #[automatically_derived]
        impl #impl_generics _structured::#name for #ident #ty_generics #clause #constants
    }
}

/// The type's name without its span, so that a lint on uses of the type (deprecated) does not fire on generated code.
pub(crate) fn call_site(ident: &Ident) -> Ident {
    let mut ident = ident.clone();
    ident.set_span(ident.span().resolved_at(Span::call_site()));
    ident
}

/// The types that contain parameters and need a schema.
fn needed_types(types: &[&Value], parameters: &Parameters<'_>) -> Vec<Type> {
    if parameters.types.is_empty() {
        return Vec::new();
    }
    let types: Vec<&Type> = types.iter().map(|value| &value.ty.ty).collect();
    generics::needed_types(&types, parameters)
}

/// Whether the type is so small that it needs no bounds of its own.
fn is_small(types: &[&Value]) -> bool {
    types.len() <= SMALL && types.iter().all(|value| value.ty.plain.is_some())
}

/// The number of fields up to which a type may be walked by every type that holds it.
const SMALL: usize = 16;

/// The number of definitions that a walk of the type needs room for, with a reserve for those that only other types
/// know. `None` if they are as few as in most types.
fn room(types: &[&Value]) -> Option<usize> {
    let held = types.iter().filter(|value| value.ty.plain.is_none()).count();
    let room = (2 * held + 1).next_power_of_two();
    (room > FEW).then(|| room.min(8192))
}

/// See `catalog::FEW` of structured-core.
const FEW: usize = 16;

/// The checks that depend on other types. Each is an item of its own, so that each reports its own error.
fn checks(model: &Model, owner: &Owner<'_>, leaves: &[Leaf<'_>], types: &[&Value]) -> TokenStream {
    let mut checks = Vec::new();
    let profile = &profile(model);
    for (leaf, value) in leaves.iter().filter_map(|leaf| Some((leaf, leaf.as_type()?))) {
        // The check of a flattened field reports the reason if its type has no schema.
        if !value.ty.generic && leaf.flatten.is_none() && !value.ty.is_plain() {
            let node = node_of(&value.ty.ty);
            checks.push(check_at(value.span, "component", node));
        }
        for constraint in &value.constraints {
            checks.push(constraint_checks(constraint, value, profile));
        }
        checks.extend(check_between(value, profile));
        checks.extend(check_agreement(value, profile));
    }
    checks.extend(literal_checks(leaves, profile));
    let name = &model.name;
    // The name of an enum or newtype may appear in `$defs`.
    if (model.named || owner.parameters.is_empty()) && !is_harmless(&name.text) {
        checks.push(check_at(name.span, "name", tokens_of(&text_literal(&name.text))));
    }
    if !owner.parameters.is_empty() {
        checks.push(partial_checks(model, leaves));
        return checks.into_iter().collect();
    }
    checks.push(structure_checks(model));
    let (check, arguments) =
        if is_small(types) { ("small_schema_of", "&__NODE") } else { ("schema_of", "&__BOUNDS, &__NODE") };
    checks.push(check_at(owner.ident.span(), check, tokens_of(arguments)));
    checks.into_iter().collect()
}

/// `const _: () = check(arguments);` with the call at a span of the user's.
///
/// The tokens of the call have only the user's span. If one also had the macro's, the compiler would add "in this
/// derive macro expansion" and a note that the error originates there.
pub(crate) fn check_at(span: Span, check: &str, arguments: TokenStream) -> TokenStream {
    let mut item = tokens_of("const _: () =");
    append_call(check, None, arguments, span, &mut item);
    Token![;](Span::call_site()).to_tokens(&mut item);
    item
}

/// The tokens with a span. A type within them keeps its own.
pub(crate) fn respanned(tokens: TokenStream, span: Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut token| {
            if let proc_macro2::TokenTree::Punct(_) | proc_macro2::TokenTree::Ident(_) = &token {
                token.set_span(span);
            }
            token
        })
        .collect()
}

/// Checks that the profile has the keyword, and that it fits the type and the value. It is one check, so that it
/// reports one error.
fn constraint_checks(constraint: &Constraint, value: &Value, profile: &str) -> TokenStream {
    let node = || if value.ty.generic { tokens_of("_structured::STAND_IN_ANY") } else { node_of(&value.ty.ty) };
    let code = format!("{profile}, {}, {}", emit_node::member(constraint), emit_node::bound(constraint));
    let mut checks = check_at(constraint.key.span(), "constraint", arguments_of(&code, node()));
    if let ConstraintValue::Text(text) = &constraint.value {
        let code = format!("{profile}, {}, {}", emit_node::keyword(constraint), text_literal(&text.value()));
        checks.extend(check_at(text.span(), "keyword_text", arguments_of(&code, node())));
    }
    checks
}

/// Checks that serde reads a field as `as` describes it.
fn check_agreement(value: &Value, profile: &str) -> Option<TokenStream> {
    let own = value.own.as_ref().filter(|own| !own.generic && !value.ty.generic)?;
    let (own, node, profile) = (&own.ty, node_of(&value.ty.ty), tokens_of(profile));
    let probe = quote! {{
        #[allow(unused_imports)]
        use _structured::UnknownSchema as _;
        _structured::Probe::<#own>::NODE
    }};
    Some(check_at(value.ty.ty.span(), "as_agrees", quote!(#probe, #node, #profile)))
}

/// Checks that a whole number lies between two bounds. Whether this matters depends on the type.
fn check_between(value: &Value, profile: &str) -> Option<TokenStream> {
    let low = value.constraints.iter().filter(|constraint| constraint.is_bound(true));
    let low = low.max_by_key(|constraint| constraint.whole_number())?;
    let high = value.constraints.iter().filter(|constraint| constraint.is_bound(false));
    let high = high.min_by_key(|constraint| constraint.whole_number())?;
    // If the bounds leave no number at all, that has been reported.
    let is_open = low.as_number() < high.as_number();
    if value.ty.generic || !is_open || low.whole_number() <= high.whole_number() {
        return None;
    }
    let (node, span) = (node_of(&value.ty.ty), low.key.span());
    let code = format!("{profile}, {}, {}", emit_node::bound(low), emit_node::bound(high));
    Some(check_at(span, "between", arguments_of(&code, node)))
}

/// Flattened fields and branches of unions, which can be wrong only because of other types.
fn structure_checks(model: &Model) -> TokenStream {
    let mut checks = TokenStream::new();
    match &model.shape {
        Shape::Object(object) => {
            checks.extend(flatten_checks(&object.leaves(Vec::new()), model.partial));
        }
        Shape::Union(branches) => {
            let compared = first_compared(branches);
            if compared.is_some() {
                let (count, room) = (branches.len(), (3 * branches.len()).next_power_of_two());
                checks.extend(quote! {
                    static __CLASHES: [_structured::core::primitive::usize; #count] =
                        _structured::clashes::<#count, #room>(&__NODE);
                });
            }
            for (i, branch) in branches.iter().enumerate() {
                checks.extend(branch_checks(i, branch, model.partial, compared));
            }
            if let Some(null) = &model.null {
                checks.extend(check_at(null.variant.span, "null_branch", quote!(&__NODE)));
            }
        }
        _ => {}
    }
    checks
}

/// The first branch that is compared with earlier ones. The derive has already compared the names of tags. Only
/// branches that serde tries one after the other can hide each other.
fn first_compared(branches: &[Branch]) -> Option<usize> {
    (1..branches.len()).find(|&i| branches[i].untagged || branches[..i].iter().any(|earlier| earlier.untagged))
}

fn branch_checks(i: usize, branch: &Branch, partial: bool, first_compared: Option<usize>) -> TokenStream {
    let mut checks = TokenStream::new();
    let span = branch.variant.span;
    if branch.tagged_newtype
        && let Content::Object(object) = &branch.content
        && let Some(Content::Type(value)) = object.properties.last().map(|property| &property.value)
    {
        let node = node_of(&value.ty.ty);
        checks.extend(check_at(value.span, "tagged_newtype", quote!(&__NODE, #i, #node)));
    } else if let Content::Object(object) = &branch.content {
        checks.extend(flatten_checks(&object.leaves(vec![i]), partial));
    }
    if first_compared.is_some_and(|first| i >= first) {
        checks.extend(check_at(span, "branch", quote!(&__NODE, #i, __CLASHES[#i])));
    }
    checks
}

/// Enum values with characters that a profile may forbid.
fn literal_checks(leaves: &[Leaf<'_>], profile: &str) -> Vec<TokenStream> {
    let names = leaves.iter().filter_map(Leaf::as_enum).flat_map(|values| &values.values);
    let risky = names.filter(|name| !is_harmless(&name.text));
    risky
        .map(|name| {
            let code = format!("{profile}, {}", text_literal(&name.text));
            check_at(name.span, "literal", tokens_of(&code))
        })
        .collect()
}

/// Whether a text passes every check of characters and length. This spares the compiler a loop over most names.
fn is_harmless(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
