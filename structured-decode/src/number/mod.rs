//! Ranges of integers and decimals as regular expressions: no leading zero, no `-0`, and no number outside the range.

mod multiples;
mod range;

pub(crate) use self::multiples::Step;
use crate::grammar::Terminal;
use crate::shape::{Decimals, Integers, Numbers};

/// The most digits after the point of a bounded number.
pub(crate) const FRACTION: u8 = 9;
/// The error for a range without integers.
pub(crate) const NO_INTEGER: &str = "no integer from `i64::MIN` to `u64::MAX` is within the bounds";
/// The error for a range without numbers.
pub(crate) const NO_NUMBER: &str = "no number that can be enforced is within the bounds";
/// The number 1, in the units of [`Decimals`].
pub(crate) const UNIT: i128 = 1_000_000_000;

/// The literals of `numbers`.
///
/// An unbounded number has at most 17 digits before and after the point, which is as many as an `f64` can distinguish,
/// and an exponent that keeps the largest of them finite.
///
/// # Errors
///
/// When the multiples of a step cannot be recognized.
pub(crate) fn numbers(numbers: &Numbers) -> Result<Terminal, String> {
    let mantissa = r"-?(0|[1-9][0-9]{0,16})(\.[0-9]{1,17})?";
    match numbers {
        Numbers::Double => Ok(vec![format!("{mantissa}([eE][+-]?([0-9]{{1,2}}|1[0-9]{{2}}|2[0-8][0-9]))?")]),
        Numbers::Single => Ok(vec![format!("{mantissa}([eE][+-]?(1?[0-9]|20))?")]),
        Numbers::Between(Decimals { min, max, step: None }) => {
            Ok(vec![range::decimals(*min, *max, FRACTION).ok_or(NO_NUMBER)?])
        }
        Numbers::Between(Decimals { min, max, step: Some(step) }) => multiples::decimals(*min, *max, *step),
    }
}

/// The literals of `range`.
///
/// # Errors
///
/// When no integer is in the range, or when the multiples of its step cannot be recognized.
pub(crate) fn integers(range: Integers) -> Result<Terminal, String> {
    let zero = |min: u128| if range.zero { min } else { min.max(1) };
    let all = range::signed(range.min, range.max, |min, max| range::natural(zero(min), max));
    let all = all.ok_or(NO_INTEGER)?;
    if range.step == 1 { Ok(vec![all]) } else { multiples::integers(range, all) }
}

/// The smallest multiple of the step in `range`.
pub(crate) fn first_multiple(range: Integers) -> Option<i128> {
    let step = i128::from(range.step);
    let first = range.min.div_euclid(step) * step + if range.min.rem_euclid(step) == 0 { 0 } else { step };
    (first <= range.max).then_some(first)
}

impl Decimals {
    /// Whether no decimal is in the range.
    pub(crate) fn is_empty(&self) -> bool {
        let stride = self.step.map_or(1, Step::stride);
        self.max.div_euclid(stride) * stride < self.min
    }
}

/// `units` × 10⁻⁹ as a decimal.
pub(crate) fn decimal(units: i128) -> String {
    let (sign, magnitude) = (if units < 0 { "-" } else { "" }, units.unsigned_abs());
    let unit = UNIT.unsigned_abs();
    format!("{sign}{}.{:09}", magnitude / unit, magnitude % unit)
}
