//! The bounds of integers and numbers, read exactly: JSON has numbers that no float holds.

use serde_json::{Map, Value};

use super::Unbounded;
use crate::Error;
use crate::number::{self, FRACTION, UNIT};
use crate::shape::{Decimals, Integers, Numbers};

/// The integers that a schema admits.
pub(super) fn integers(schema: &Map<String, Value>, unbounded: Unbounded, at: &str) -> Result<Integers, Error> {
    let bound = |keyword: &str, toward: fn(f64) -> f64| match schema.get(keyword) {
        None => Ok(None),
        Some(value) => {
            integer(value, toward).map(Some).ok_or_else(|| Error::schema(at, format!("`{keyword}` must be a number")))
        }
    };
    let mut min = bound("minimum", f64::ceil)?.unwrap_or(i64::MIN.into());
    let most = match unbounded {
        Unbounded::Signed => i64::MAX.into(),
        Unbounded::Open => u64::MAX.into(),
    };
    let mut max = bound("maximum", f64::floor)?.unwrap_or(most);
    if let Some(below) = bound("exclusiveMinimum", f64::floor)? {
        min = min.max(below + 1);
    }
    if let Some(above) = bound("exclusiveMaximum", f64::ceil)? {
        max = max.min(above - 1);
    }
    let step = match schema.get("multipleOf") {
        None => 1,
        Some(step) => step
            .as_u64()
            .filter(|&step| step > 0)
            .ok_or_else(|| Error::schema(at, "`multipleOf` of an integer must be a positive integer"))?,
    };
    // No Rust integer that serde_json reads is wider.
    let range = Integers { min: min.max(i64::MIN.into()), max: max.min(u64::MAX.into()), step, zero: true };
    if range.min > range.max {
        return Err(Error::schema(at, "no integer is within the bounds"));
    }
    if !number::shows_multiples(step) {
        return Err(Error::schema(
            at,
            format!(
                "`multipleOf` can only be enforced where the last digits show it, and {step} divides no power of ten up to 10⁶"
            ),
        ));
    }
    if number::integers(range).is_none() {
        return Err(Error::schema(at, format!("no multiple of {step} is within the bounds")));
    }
    Ok(range)
}

#[expect(clippy::cast_possible_truncation, reason = "a float beyond `i128` becomes its end, which the caller cuts")]
fn integer(value: &Value, toward: fn(f64) -> f64) -> Option<i128> {
    value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))
        // One beyond the widest integer on each side, so that a bound out there leaves none.
        .or_else(|| value.as_f64().map(|float| (toward(float) as i128).clamp(i128::from(i64::MIN) - 1, BEYOND)))
}

/// One more than the largest integer of a Rust type.
const BEYOND: i128 = u64::MAX as i128 + 1;

/// Decimal digits that a float always keeps.
const DIGITS: u32 = 15;

/// The numbers that a schema admits.
pub(super) fn numbers(schema: &Map<String, Value>, at: &str) -> Result<Numbers, Error> {
    let bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
    if !bounds.iter().chain(&["multipleOf"]).any(|keyword| schema.contains_key(*keyword)) {
        return Ok(Numbers::Double);
    }
    let (step, fraction) = match schema.get("multipleOf") {
        None => (1, FRACTION),
        Some(step) => step.as_f64().filter(|&step| step > 0.0).and_then(number::decimal_step).ok_or_else(|| {
            Error::schema(
                at,
                "`multipleOf` of a number can only be enforced where its last digits show it: for 0.01, 0.25, 0.5, 2 and \
                 so on",
            )
        })?,
    };
    // A float tells decimals of that many digits apart; what it reads as another number might be out of bounds as that.
    let whole = if schema.contains_key("multipleOf") { DIGITS - u32::from(fraction) } else { DIGITS };
    let limit = UNIT * 10i128.pow(whole) - 1;
    let mut range = Decimals { min: -limit, max: limit, fraction, step };
    for keyword in bounds {
        let Some(value) = schema.get(keyword) else { continue };
        let is_lower = keyword.ends_with("inimum");
        let bound = nearest(value, keyword.starts_with("exclusive"), fraction, if is_lower { 1 } else { -1 })
            .ok_or_else(|| Error::schema(at, format!("`{keyword}` must be a number")))?;
        if is_lower {
            range.min = range.min.max(bound);
        } else {
            range.max = range.max.min(bound);
        }
    }
    let stride = i128::from(step) * 10i128.pow(u32::from(FRACTION - fraction));
    if range.max.div_euclid(stride) * stride < range.min {
        return Err(Error::schema(at, "no number that can be enforced is within the bounds"));
    }
    Ok(Numbers::Between(range))
}

/// The decimal nearest to `bound` on the side of `sign`, in units of 10⁻⁹, that is on that side as a float as well: readers
/// compare floats.
fn nearest(bound: &Value, excluded: bool, fraction: u8, sign: i128) -> Option<i128> {
    let float = bound.as_f64()?;
    // A whole number may be none that a float holds.
    let exact = bound.as_i64().map(i128::from).or_else(|| bound.as_u64().map(i128::from)).map(|whole| whole * UNIT);
    let grid = 10i128.pow(u32::from(FRACTION - fraction));
    // Mirrored for an upper bound, so that what fits is above what does not.
    let fits = |steps: i128| {
        let units = sign * steps * grid;
        let read: f64 = decimal(units).parse().unwrap_or(f64::NAN);
        let (read, float) = if sign > 0 { (read, float) } else { (-read, -float) };
        let is_beyond = exact.is_none_or(|exact| sign * units >= sign * exact);
        read > float || (!excluded && read >= float && is_beyond)
    };
    let limit = UNIT * 10i128.pow(18) / grid;
    let (mut low, mut high) = (-limit, limit);
    while low < high {
        let middle = (low + high).div_euclid(2);
        (low, high) = if fits(middle) { (low, middle) } else { (middle + 1, high) };
    }
    Some(sign * low * grid)
}

fn decimal(units: i128) -> String {
    let (sign, magnitude) = (if units < 0 { "-" } else { "" }, units.unsigned_abs());
    let unit = UNIT.unsigned_abs();
    format!("{sign}{}.{:09}", magnitude / unit, magnitude % unit)
}
