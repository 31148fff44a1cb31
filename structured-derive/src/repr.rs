//! `#[structured(repr)]`: an enum whose JSON is the numbers of its variants, as the crate `serde_repr` reads and writes
//! them.

use proc_macro2::{Ident, Span};
use serde_derive_internals::ast::{Container, Data, Style, Variant};
use syn::spanned::Spanned;
use syn::{Expr, Lit, UnOp};

use crate::context::{Context, Message};
use crate::model::Named;
use crate::parse::serde_keys;

/// The types that `#[repr(…)]` can give to the numbers of an enum.
const INTEGERS: &[&str] = &["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"];

/// The largest number that every reader of JSON keeps exact: 2⁵³ − 1.
const EXACT: i128 = (1 << 53) - 1;

/// Checks the attributes around the variants. `at` is the key, if it is present.
pub(crate) fn check(container: &Container<'_>, at: Option<Span>, context: &Context) {
    let Some(at) = at else { return };
    let ident = &container.ident;
    let Data::Enum(variants) = &container.data else {
        let what = format!("`repr` is for enums whose variants are numbers, and `{ident}` is a struct");
        return context.error_at(at, &Message { what: &what, help: "remove `repr`" });
    };
    if !has_integer(container) {
        let what = format!("`repr` needs an integer type for the numbers of `{ident}`");
        context.error_at(at, &Message { what: &what, help: "add `#[repr(u8)]`, or another integer type" });
    }
    let of_variants = variants.iter().flat_map(|variant| serde_keys(&variant.original.attrs));
    let idle = serde_keys(&container.original.attrs).into_iter().chain(of_variants.filter(|key| key != "other"));
    for key in idle {
        let what =
            format!("`{key}` changes nothing here: with `repr`, the JSON is a number, and `serde_repr` reads it");
        context.error(&key, &Message { what: &what, help: "remove it, or remove `repr`" });
    }
}

fn has_integer(container: &Container<'_>) -> bool {
    let mut found = false;
    for attribute in container.original.attrs.iter().filter(|attribute| attribute.path().is_ident("repr")) {
        // If it is not a list of words, the compiler reports it.
        let _ = attribute.parse_nested_meta(|meta| {
            found |= INTEGERS.iter().any(|integer| meta.path.is_ident(integer));
            Ok(())
        });
    }
    found
}

/// The number of each variant.
pub(crate) fn numbers(variants: &[Variant<'_>], context: &Context) -> Vec<Named> {
    let mut next = 0;
    let mut numbers = Vec::with_capacity(variants.len());
    for variant in variants {
        let ident = &variant.ident;
        if !matches!(variant.style, Style::Unit) {
            let what = format!("variant `{ident}` has fields, and with `repr` its JSON is a number");
            context.error(ident, &Message { what: &what, help: "remove the fields, or remove `repr`" });
        }
        let (number, span) = said(variant, context).unwrap_or((next, ident.span()));
        reject_inexact(ident, number, span, context);
        numbers.push(Named { text: number.to_string(), span });
        next = number.saturating_add(1);
    }
    numbers
}

/// The number that is written after a variant, with its place. `None` if there is no number.
fn said(variant: &Variant<'_>, context: &Context) -> Option<(i128, Span)> {
    let (_, expression) = variant.original.discriminant.as_ref()?;
    let number = literal(expression);
    if number.is_none() {
        let what = format!("the number of `{}` is computed, and the derive sees only the expression", variant.ident);
        context.error(expression, &Message { what: &what, help: "write the number itself" });
    }
    Some((number?, expression.span()))
}

fn literal(expression: &Expr) -> Option<i128> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().ok(),
            _ => None,
        },
        Expr::Unary(negative) if matches!(negative.op, UnOp::Neg(_)) => literal(&negative.expr)?.checked_neg(),
        Expr::Group(group) => literal(&group.expr),
        Expr::Paren(paren) => literal(&paren.expr),
        _ => None,
    }
}

fn reject_inexact(ident: &Ident, number: i128, span: Span, context: &Context) {
    if !(-EXACT..=EXACT).contains(&number) {
        let what = format!("the number of `{ident}` reaches 2⁵³, so not every reader of JSON keeps it exact");
        context.error_at(span, &Message { what: &what, help: "use a smaller number, or a string" });
    }
}
