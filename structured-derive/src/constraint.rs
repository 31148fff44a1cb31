//! Constraint keywords of a property, as members of its schema.
//!
//! The names are derived, not listed: the key `multiple_of` is the keyword `multipleOf` and the variant
//! `Keyword::MultipleOf` of the core, which knows what profiles have it.

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
    Number(f64),
}

/// A number as JSON writes it.
pub(crate) struct Number {
    text: String,
    value: f64,
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
        Self { key, variant, member, value: Value::Number(number.value) }
    }

    /// The value of a bound that is a whole number.
    pub(crate) fn integer_bound(&self) -> Option<i128> {
        let is_bound = [symbol::MINIMUM, symbol::MAXIMUM, symbol::EXCLUSIVE_MINIMUM, symbol::EXCLUSIVE_MAXIMUM]
            .iter()
            .any(|key| self.key == key);
        let (_, number) = self.member.split_once(':').filter(|_| is_bound)?;
        number.parse::<i64>().ok().map(i128::from)
    }

    /// Whether it keeps an array from being empty.
    pub(crate) fn needs_items(&self) -> bool {
        self.key == symbol::MIN_ITEMS && self.as_number() > 0.0
    }

    fn as_number(&self) -> f64 {
        match self.value {
            Value::Number(number) => number,
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
            Ok(value) => Ok(Self { text, value }),
            Err(_) => Err(input.error("expected a number")),
        }
    }
}

/// Reports values that contradict each other or their keyword.
pub(crate) fn check(constraints: &[Constraint], context: &Context) {
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
