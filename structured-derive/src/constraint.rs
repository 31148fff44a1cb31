//! Constraint keywords of a property, as members of its schema.
//!
//! The names are derived, not listed: the key `multiple_of` is the keyword `multipleOf` and the variant
//! `Keyword::MultipleOf` of the core, which knows which profiles have it.

use proc_macro2::Ident;
use syn::parse::{Parse, ParseStream};
use syn::{LitFloat, LitInt, LitStr, Token};

use crate::context::{Context, Message};
use crate::json;
use crate::symbol;

/// One keyword with its value.
#[derive(Clone)]
pub(crate) struct Constraint {
    pub(crate) key: Ident,
    /// The variant of the core's `Keyword`.
    pub(crate) variant: String,
    /// `"keyword":value`.
    pub(crate) member: String,
    pub(crate) value: Value,
}

#[derive(Clone)]
pub(crate) enum Value {
    Text(LitStr),
    Number { number: f64, exact: Option<i128> },
}

/// A number in JSON notation.
pub(crate) struct Number {
    text: String,
    value: f64,
    /// The number, if it is whole and not too large to matter.
    exact: Option<i128>,
}

/// The keys that are constraints.
const KEYS: &[&str] = &[
    symbol::PATTERN,
    symbol::FORMAT,
    symbol::MINIMUM,
    symbol::MAXIMUM,
    symbol::EXCLUSIVE_MINIMUM,
    symbol::EXCLUSIVE_MAXIMUM,
    symbol::MULTIPLE_OF,
    symbol::MIN_ITEMS,
    symbol::MAX_ITEMS,
];

impl Constraint {
    /// The variant of the core's `Keyword` for a key, if the key is a constraint.
    pub(crate) fn keyword(key: &str) -> Option<String> {
        KEYS.contains(&key).then(|| {
            key.split('_')
                .map(|word| {
                    let (first, rest) = word.split_at(word.len().min(1));
                    first.to_uppercase() + rest
                })
                .collect()
        })
    }

    pub(crate) fn text(key: Ident, variant: String, text: LitStr) -> Self {
        let member = format!("{}:{}", json_name(&variant), json::quoted(&text.value()));
        Self { key, variant, member, value: Value::Text(text) }
    }

    pub(crate) fn number(key: Ident, variant: String, number: &Number) -> Self {
        let member = format!("{}:{}", json_name(&variant), number.text);
        let value = Value::Number { number: number.value, exact: number.exact };
        Self { key, variant, member, value }
    }

    /// The least or the greatest whole number that a bound admits. For other keywords, the number itself.
    #[expect(clippy::cast_possible_truncation, reason = "a float beyond the integers becomes the last of them")]
    pub(crate) fn whole_number(&self) -> i128 {
        let Value::Number { number, exact } = self.value else { return 0 };
        let (floor, ceiling) = match exact {
            Some(exact) => (exact, exact),
            None => (number.floor() as i128, number.ceil() as i128),
        };
        match self.key.to_string().as_str() {
            symbol::EXCLUSIVE_MINIMUM => floor.saturating_add(1),
            symbol::EXCLUSIVE_MAXIMUM => ceiling.saturating_sub(1),
            symbol::MINIMUM => ceiling,
            _ => floor,
        }
    }

    /// Whether it is a lower (or, with `false`, an upper) bound of numbers.
    pub(crate) fn is_bound(&self, lower: bool) -> bool {
        let keys = if lower {
            [symbol::MINIMUM, symbol::EXCLUSIVE_MINIMUM]
        } else {
            [symbol::MAXIMUM, symbol::EXCLUSIVE_MAXIMUM]
        };
        keys.iter().any(|key| self.key == key)
    }

    /// Whether it keeps an array from being empty.
    pub(crate) fn needs_items(&self) -> bool {
        self.key == symbol::MIN_ITEMS && self.as_number() > 0.0
    }

    pub(crate) fn as_number(&self) -> f64 {
        match self.value {
            Value::Number { number, .. } => number,
            Value::Text(_) => 0.0,
        }
    }
}

/// `MultipleOf` is `"multipleOf"`.
fn json_name(variant: &str) -> String {
    let (first, rest) = variant.split_at(variant.len().min(1));
    format!("\"{}{rest}\"", first.to_lowercase())
}

impl Parse for Number {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let sign = if input.parse::<Option<Token![-]>>()?.is_some() { "-" } else { "" };
        let digits = if input.peek(LitInt) {
            input.parse::<LitInt>()?.base10_digits().to_owned()
        } else {
            let mut digits = input.parse::<LitFloat>()?.base10_digits().to_owned();
            if digits.ends_with('.') {
                digits.push('0');
            }
            digits
        };
        let text = format!("{sign}{digits}");
        match text.parse() {
            Ok(value) => Ok(Self { exact: exact(&text), text, value }),
            Err(_) => Err(input.error("expected a number")),
        }
    }
}

/// The value of a decimal text that denotes a whole number, such as `3e2`. `None` if it is not whole, or too large for
/// all types.
fn exact(text: &str) -> Option<i128> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent: i64 = exponent.parse().ok()?;
    let digits = format!("{whole}{fraction}");
    let shift = exponent - i64::try_from(fraction.len()).ok()?;
    if shift >= 0 {
        let zeros = usize::try_from(shift).ok().filter(|zeros| *zeros < 40)?;
        return format!("{digits}{}", "0".repeat(zeros)).parse().ok();
    }
    let cut = digits.len().checked_sub(usize::try_from(shift.unsigned_abs()).ok()?)?;
    let (kept, lost) = digits.split_at(cut);
    let is_whole = lost.bytes().all(|digit| digit == b'0');
    is_whole.then(|| if kept.is_empty() || kept == "-" { Some(0) } else { kept.parse().ok() })?
}

/// Reports a number whose value changes when it is read as a 64-bit float, as the APIs do.
fn reject_inexact(constraint: &Constraint, context: &Context) {
    let Value::Number { number, exact } = constraint.value else { return };
    let what = if number.is_infinite() {
        format!("`{}` is beyond every 64-bit float, as which the API reads it", constraint.key)
    } else if exact.is_some_and(|exact| !is_kept(exact, number)) {
        format!("`{}` is not exact as a 64-bit float, as which the API reads it", constraint.key)
    } else {
        return;
    };
    let help = "use a number of at most 2⁵³, or leave the key out";
    context.error(&constraint.key, &Message { what: &what, help });
}

#[expect(clippy::cast_possible_truncation, reason = "what is cut off makes the two differ")]
fn is_kept(exact: i128, number: f64) -> bool {
    number as i128 == exact
}

/// Reports values that contradict each other or their keyword.
pub(crate) fn check(constraints: &[Constraint], context: &Context) {
    if constraints.is_empty() {
        return;
    }
    for constraint in constraints {
        reject_inexact(constraint, context);
    }
    let find = |key: &str| constraints.iter().find(|constraint| constraint.key == key);
    for (low, high, may_be_equal) in [
        (symbol::MINIMUM, symbol::MAXIMUM, true),
        (symbol::MIN_ITEMS, symbol::MAX_ITEMS, true),
        (symbol::MINIMUM, symbol::EXCLUSIVE_MAXIMUM, false),
        (symbol::EXCLUSIVE_MINIMUM, symbol::MAXIMUM, false),
        (symbol::EXCLUSIVE_MINIMUM, symbol::EXCLUSIVE_MAXIMUM, false),
    ] {
        let (Some(low), Some(high)) = (find(low), find(high)) else { continue };
        let (bottom, top) = (low.as_number(), high.as_number());
        if bottom < top || may_be_equal && bottom <= top {
            continue;
        }
        let (is, help) =
            if may_be_equal { ("above", "swap the two") } else { ("not below", "leave room between the two") };
        let what = format!("`{}` is {is} `{}`, so no value satisfies both", low.key, high.key);
        context.error(&low.key, &Message { what: &what, help });
    }
    if let Some(multiple) = find(symbol::MULTIPLE_OF)
        && multiple.as_number() <= 0.0
    {
        context.error(
            &multiple.key,
            &Message {
                what: "`multiple_of` must be above zero, or no number but zero would fit",
                help: "write `multiple_of = 1`, or a larger step",
            },
        );
    }
    for key in [symbol::MIN_ITEMS, symbol::MAX_ITEMS] {
        if let Some(items) = find(key)
            && (items.as_number() < 0.0 || items.as_number().fract() != 0.0)
        {
            let what = format!("`{key}` counts items, so it is a whole number from zero");
            context.error(&items.key, &Message { what: &what, help: "write `1`, or leave it out" });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_found_however_they_are_written() {
        for (text, number) in [
            ("300", 300),
            ("300.0", 300),
            ("3e2", 300),
            ("3.00e2", 300),
            ("-1.5e1", -15),
            ("0.0", 0),
            ("-0.0", 0),
            ("50e-1", 5),
            ("18446744073709551616", 18_446_744_073_709_551_616),
        ] {
            assert_eq!(exact(text), Some(number), "{text}");
        }
        for text in ["1.5", "1e-1", "1e99"] {
            assert_eq!(exact(text), None, "{text}");
        }
    }
}
