//! `#[structured(…)]`: each key parsed into a value that keeps its place.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, LitStr, Meta, Path, Token, Type};

use crate::constraint::{Constraint, Number};
use crate::context::{Context, Message};
use crate::description::literal;
use crate::item::is_doc_comment;
use crate::symbol::{self, Place};

/// The contents of `#[structured(…)]` on a type, variant or field.
#[derive(Default)]
pub(crate) struct Attributes {
    pub(crate) name: Option<LitStr>,
    pub(crate) title: Option<LitStr>,
    pub(crate) description: Option<Expr>,
    pub(crate) profile: Option<LitStr>,
    pub(crate) file: Option<LitStr>,
    pub(crate) define: bool,
    /// The position of `inline`.
    pub(crate) inline: Option<Span>,
    /// The position of `partial`.
    pub(crate) partial: Option<Span>,
    /// The position of `repr`.
    pub(crate) repr: Option<Span>,
    /// The position of `schemars`.
    pub(crate) schemars: Option<Span>,
    pub(crate) krate: Option<Path>,
    pub(crate) as_type: Option<Type>,
    pub(crate) constraints: Vec<Constraint>,
}

/// Parses all `#[structured(…)]` of one place. Mistakes are reported, and the rest is kept.
pub(crate) fn parse(attributes: &[Attribute], place: Place, context: &Context) -> Attributes {
    let mut parsed = Attributes::default();
    let mut seen: Vec<String> = Vec::new();
    let others = attributes.iter().filter(|attribute| !is_doc_comment(attribute));
    for attribute in others.filter(|attribute| attribute.path().is_ident("structured")) {
        if !matches!(attribute.meta, Meta::List(_)) {
            let help = "write the keys in parentheses: `#[structured(description = \"...\")]`";
            context.error(attribute.path(), &Message { what: "`structured` has no effect without keys", help });
            continue;
        }
        let result = attribute.parse_args_with(|input: ParseStream<'_>| {
            while !input.is_empty() {
                one(input, place, &mut parsed, &mut seen, context)?;
                if input.is_empty() {
                    break;
                }
                if input.parse::<Token![,]>().is_err() {
                    return Err(input.error("there is no comma between two keys\nhelp: write a `,` between them"));
                }
            }
            Ok(())
        });
        if let Err(error) = result {
            context.add(error);
        }
    }
    parsed
}

/// Parses one key with its value.
fn one(
    input: ParseStream<'_>,
    place: Place,
    parsed: &mut Attributes,
    seen: &mut Vec<String>,
    context: &Context,
) -> syn::Result<()> {
    let Ok(key) = Ident::parse_any(input) else {
        let text = "`structured` takes keys, and this is not one\nhelp: write `#[structured(description = \"...\")]`";
        return Err(input.error(text));
    };
    let name = key.to_string();
    if !allowed(&key, place, context) {
        return skip_value(input);
    }
    if seen.contains(&name) {
        let what = format!("`{name}` is given twice");
        context.error(&key, &Message { what: &what, help: "remove one of them" });
        return skip_value(input);
    }
    seen.push(name.clone());
    match name.as_str() {
        symbol::DEFINE => {
            parsed.define = true;
            return flag(input, &key, context);
        }
        symbol::INLINE => {
            parsed.inline = Some(key.span());
            return flag(input, &key, context);
        }
        symbol::PARTIAL => {
            parsed.partial = Some(key.span());
            return flag(input, &key, context);
        }
        symbol::REPR => {
            parsed.repr = Some(key.span());
            return flag(input, &key, context);
        }
        symbol::SCHEMARS => {
            parsed.schemars = Some(key.span());
            return flag(input, &key, context);
        }
        symbol::NAME => parsed.name = Some(value(input, &key)?),
        symbol::TITLE => parsed.title = Some(value(input, &key)?),
        symbol::DESCRIPTION => parsed.description = Some(text_expression(input, &key)?),
        symbol::PROFILE => parsed.profile = Some(value(input, &key)?),
        symbol::FILE => parsed.file = Some(value(input, &key)?),
        symbol::CRATE => parsed.krate = Some(path_value(input, &key)?),
        symbol::AS => parsed.as_type = Some(type_value(input, &key)?),
        _ => {
            if let Some(constraint) = constraint(input, &key, &name)? {
                parsed.constraints.push(constraint);
            }
        }
    }
    Ok(())
}

/// Reports a key that is unknown or belongs elsewhere, and returns whether it is allowed.
fn allowed(key: &Ident, place: Place, context: &Context) -> bool {
    let name = key.to_string();
    if let Some((_, places)) = symbol::KEYS.iter().find(|(known, _)| *known == name) {
        if places.contains(&place) {
            return true;
        }
        let homes: Vec<&str> = places.iter().map(|place| place.name()).collect();
        let what = format!("`{name}` is a key for a {}, and this is a {}", homes.join(" or a "), place.name());
        let help = format!("move it to the {}", homes.join(" or the "));
        context.error(key, &Message { what: &what, help: &help });
        return false;
    }
    if let Some((_, help)) = symbol::OTHERS.iter().find(|(known, _)| *known == name) {
        let what = format!("`{name}` is a key of schemars, garde or validator, and `structured` has keys of its own");
        context.error(key, &Message { what: &what, help });
        return false;
    }
    if let Some((_, help)) = symbol::UNSUPPORTED.iter().find(|(known, _)| *known == name) {
        let what = format!("`{name}` is not a key of `structured`: strict schemas have no such keyword");
        context.error(key, &Message { what: &what, help });
        return false;
    }
    if symbol::SERDES.contains(&name.as_str()) {
        let what = format!("`{name}` is not a key of `structured`: serde decides names and shapes");
        let help = format!("write it in `#[serde({name})]`, with the value that serde wants");
        context.error(key, &Message { what: &what, help: &help });
        return false;
    }
    let known: Vec<String> = symbol::KEYS
        .iter()
        .filter(|(_, places)| places.contains(&place))
        .map(|(known, _)| format!("`{known}`"))
        .collect();
    let help = match symbol::nearest(&name, place) {
        Some(nearest) => format!("did you mean `{nearest}`? a {} takes {}", place.name(), known.join(", ")),
        None => format!("a {} takes {}", place.name(), known.join(", ")),
    };
    context.error(key, &Message { what: &format!("`{name}` is not a key of `structured`"), help: &help });
    false
}

/// Reports a value of a key that takes no value.
fn flag(input: ParseStream<'_>, key: &Ident, context: &Context) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(());
    }
    let (what, help) = (format!("`{key}` takes no value"), format!("write `{key}`"));
    context.error(key, &Message { what: &what, help: &help });
    skip_value(input)
}

/// Skips the value of a key that has already been reported.
fn skip_value(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}

/// The string of `key = "…"`.
fn value(input: ParseStream<'_>, key: &Ident) -> syn::Result<LitStr> {
    equals(input, key, "\"...\"")?;
    input.parse().map_err(|error| expected(error.span(), key, "\"...\""))
}

/// The expression of `key = "…"`, `key = SOME_CONSTANT` or `key = include_str!("…")`.
fn text_expression(input: ParseStream<'_>, key: &Ident) -> syn::Result<Expr> {
    equals(input, key, "\"...\"")?;
    let span = input.span();
    match input.parse::<Expr>() {
        Ok(value) if !matches!(value, Expr::Lit(_)) || literal(&value).is_some() => Ok(value),
        _ => Err(expected(span, key, "\"...\"")),
    }
}

fn equals(input: ParseStream<'_>, key: &Ident, example: &str) -> syn::Result<()> {
    match input.parse::<Token![=]>() {
        Ok(_) => Ok(()),
        Err(_) => Err(expected(key.span(), key, example)),
    }
}

fn expected(span: Span, key: &Ident, example: &str) -> syn::Error {
    syn::Error::new(span, format!("`{key}` has an invalid value\nhelp: write `{key} = {example}`"))
}

/// The path of `crate = "path"` or `crate = path`.
fn path_value(input: ParseStream<'_>, key: &Ident) -> syn::Result<Path> {
    equals(input, key, "\"path::to::structured_core\"")?;
    let span = input.span();
    let path = if input.peek(LitStr) {
        input.parse::<LitStr>()?.parse_with(Path::parse_mod_style)
    } else {
        Path::parse_mod_style(input)
    };
    path.map_err(|_| expected(span, key, "\"path::to::structured_core\""))
}

/// The type of `as = "Type"` or `as = Type`.
fn type_value(input: ParseStream<'_>, key: &Ident) -> syn::Result<Type> {
    equals(input, key, "\"Type\"")?;
    let span = input.span();
    let ty = if input.peek(LitStr) { input.parse::<LitStr>()?.parse() } else { Type::parse(input) };
    ty.map_err(|_| expected(span, key, "\"Type\""))
}

fn constraint(input: ParseStream<'_>, key: &Ident, name: &str) -> syn::Result<Option<Constraint>> {
    let Some(keyword) = Constraint::keyword(name) else { return Ok(None) };
    let constraint = match name {
        symbol::PATTERN | symbol::FORMAT => Constraint::text(key.clone(), keyword, value(input, key)?),
        _ => {
            equals(input, key, "1")?;
            let span = input.span();
            let number = input.parse::<Number>().map_err(|_| expected(span, key, "1"))?;
            // If the comma before a second key is missing, that has an error of its own.
            if !input.is_empty() && !input.peek(Token![,]) && !input.peek(Ident::peek_any) {
                return Err(expected(span, key, "1"));
            }
            Constraint::number(key.clone(), keyword, &number)
        }
    };
    Ok(Some(constraint))
}
