//! The bounds of integers and numbers, read exactly: JSON has numbers that no float can hold.

use core::cmp::Ordering;

use serde_json::{Number, Value};

use super::source::Local;
use super::{Unbounded, never};
use crate::Error;
use crate::number::{self, FRACTION, Step, UNIT};
use crate::shape::{Decimals, Integers, Numbers, Shape};

/// The keywords that bound a number.
const BOUNDS: [&str; 4] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

/// The integers that all of `locals` admit.
pub(super) fn integers(locals: &[Local<'_>], unbounded: Unbounded) -> Result<Shape, Error> {
    let mut min = i128::from(i64::MIN);
    let mut max = match unbounded {
        Unbounded::Signed => i128::from(i64::MAX),
        Unbounded::Open => u64::MAX.into(),
    };
    let mut is_bounded = false;
    for (local, keyword, value) in values(locals, &BOUNDS) {
        let toward = if keyword == "minimum" || keyword == "exclusiveMaximum" { f64::ceil } else { f64::floor };
        let bound =
            integer(value, toward).ok_or_else(|| Error::schema(&*local.at, format!("`{keyword}` must be a number")))?;
        // A bound has its exact value, even if it is not an `i64`.
        if !is_bounded && (keyword.ends_with("aximum") || bound >= max) {
            (max, is_bounded) = (u64::MAX.into(), true);
        }
        match keyword {
            "minimum" => min = min.max(bound),
            "exclusiveMinimum" => min = min.max(bound + 1),
            "maximum" => max = max.min(bound),
            _ => max = max.min(bound - 1),
        }
    }
    let step = integer_step(locals)?;
    if values(locals, &["multipleOf"]).any(|(_, _, step)| !step.is_u64()) {
        // Readers divide by a float, which is not exact for larger integers.
        (min, max) = (min.max(-FLOAT_INTEGERS), max.min(FLOAT_INTEGERS));
    }
    // No Rust integer that `serde_json` reads is wider.
    let range = Integers { min, max: max.min(u64::MAX.into()), step, zero: true };
    if range.min > range.max {
        return Ok(never(place(locals, &BOUNDS), number::NO_INTEGER));
    }
    let at = place(locals, &["multipleOf"]);
    if number::first_multiple(range).is_none() {
        return Ok(never(at, format!("no multiple of {step} is within the bounds")));
    }
    number::integers(range).map_err(|reason| Error::schema(at, reason))?;
    Ok(Shape::Integer(range))
}

/// The place of the first of `keywords` that one of `locals` has.
fn place<'l>(locals: &'l [Local<'_>], keywords: &[&str]) -> &'l str {
    let has = |keyword: &&str| locals.iter().find(|local| local.keywords.contains_key(*keyword));
    keywords.iter().find_map(has).or_else(|| locals.first()).map_or("#", |local| &*local.at)
}

/// The values of these keywords, with the schemas that contain them.
fn values<'l, 'a>(
    locals: &'l [Local<'a>],
    keywords: &'static [&'static str],
) -> impl Iterator<Item = (&'l Local<'a>, &'static str, &'a Value)> {
    locals.iter().flat_map(|local| keywords.iter().filter_map(move |name| Some((local, *name, local.get(name)?))))
}

#[expect(clippy::cast_possible_truncation, reason = "a float beyond `i128` becomes its end, which is then cut")]
fn integer(value: &Value, toward: fn(f64) -> f64) -> Option<i128> {
    value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))
        // One more than the widest integer on each side, so that a bound beyond it leaves no integer.
        .or_else(|| value.as_f64().map(|float| (toward(float) as i128).clamp(i128::from(i64::MIN) - 1, BEYOND)))
}

/// One more than the largest integer of a Rust type.
const BEYOND: i128 = u64::MAX as i128 + 1;

/// The smallest integer that divides all integers that satisfy `multipleOf` in `locals`.
fn integer_step(locals: &[Local<'_>]) -> Result<u64, Error> {
    match step(locals)? {
        None => Ok(1),
        // The integers among the multiples of 2.5 are the multiples of 5.
        Some(step) => step.among_integers().ok_or_else(|| {
            Error::schema(
                place(locals, &["multipleOf"]),
                "`multipleOf` of an integer must be an integer that a `u64` holds",
            )
        }),
    }
}

/// The least common multiple of all `multipleOf` in `locals`.
fn step(locals: &[Local<'_>]) -> Result<Option<Step>, Error> {
    let mut common: Option<Step> = None;
    for (local, keyword, value) in values(locals, &["multipleOf"]) {
        let refused = |reason: String| Error::schema(&*local.at, reason);
        let step = value.as_f64().filter(|step| *step > 0.0);
        let step = step.ok_or_else(|| refused(format!("`{keyword}` must be a number above zero")))?;
        let step = Step::new(value, step).ok_or_else(|| {
            refused(format!("`{keyword}` is {value}, and only steps of up to 9 digits after the point can be enforced"))
        })?;
        common = Some(match common {
            None => step,
            Some(before) => {
                before.common(step).ok_or_else(|| refused(format!("`{keyword}`s that apply together are too large")))?
            }
        });
    }
    Ok(common)
}

/// The limit up to which a float holds every integer.
const FLOAT_INTEGERS: i128 = 1 << 53;

/// The decimal digits that a float always preserves.
const DIGITS: u32 = 15;

/// The numbers that all of `locals` admit.
pub(super) fn numbers(locals: &[Local<'_>]) -> Result<Shape, Error> {
    let step = step(locals)?;
    if step.is_none() && values(locals, &BOUNDS).next().is_none() {
        return Ok(Shape::Number(Numbers::Double));
    }
    let fraction = step.map_or(FRACTION, Step::fraction);
    // A float distinguishes decimals with this many digits. One with more might be read as a number outside of the
    // bounds.
    let whole = if step.is_some() { DIGITS - u32::from(fraction) } else { DIGITS };
    let limit = UNIT * 10i128.pow(whole) - 1;
    let mut range = Decimals { min: -limit, max: limit, step };
    for (local, keyword, value) in values(locals, &BOUNDS) {
        let is_lower = keyword.ends_with("inimum");
        let bound = nearest(value, keyword.starts_with("exclusive"), fraction, if is_lower { 1 } else { -1 })
            .ok_or_else(|| Error::schema(&*local.at, format!("`{keyword}` must be a number")))?;
        if is_lower {
            range.min = range.min.max(bound);
        } else {
            range.max = range.max.min(bound);
        }
    }
    if range.is_empty() {
        return Ok(never(place(locals, &BOUNDS), number::NO_NUMBER));
    }
    let numbers = Numbers::Between(range);
    let at = place(locals, &["multipleOf"]);
    number::numbers(&numbers).map_err(|reason| Error::schema(at, reason))?;
    Ok(Shape::Number(numbers))
}

/// The decimal, in units of 10⁻⁹, that is nearest to `bound` on the side of `sign`, also when both are read as floats:
/// readers compare floats.
fn nearest(bound: &Value, excluded: bool, fraction: u8, sign: i128) -> Option<i128> {
    let float = bound.as_f64()?;
    // No float may hold the whole number exactly.
    let exact = bound.as_i64().map(i128::from).or_else(|| bound.as_u64().map(i128::from)).map(|whole| whole * UNIT);
    let grid = 10i128.pow(u32::from(FRACTION - fraction));
    // Mirrored for an upper bound, so that the numbers within the bounds are above.
    let fits = |steps: i128| {
        let units = sign * steps * grid;
        let read: f64 = number::decimal(units).parse().unwrap_or(f64::NAN);
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

/// Whether the bounds and steps of `locals` admit `number`.
pub(super) fn admit(locals: &[Local<'_>], number: &Number) -> Result<bool, Error> {
    for (local, keyword, value) in values(locals, &BOUNDS) {
        let Value::Number(bound) = value else {
            return Err(Error::schema(&*local.at, format!("`{keyword}` must be a number")));
        };
        let order = compare(number, bound);
        let is_within = match keyword {
            "minimum" => order.is_ge(),
            "maximum" => order.is_le(),
            "exclusiveMinimum" => order.is_gt(),
            _ => order.is_lt(),
        };
        if !is_within {
            return Ok(false);
        }
    }
    for (local, keyword, value) in values(locals, &["multipleOf"]) {
        let is_multiple = match (value.as_u64(), number.as_i128()) {
            (Some(step), Some(number)) if step > 0 => number % i128::from(step) == 0,
            _ => match (value.as_f64().filter(|step| *step > 0.0), number.as_f64()) {
                (Some(step), Some(float)) => (float / step).fract() == 0.0,
                _ => return Err(Error::schema(&*local.at, format!("`{keyword}` must be a number above zero"))),
            },
        };
        if !is_multiple {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(number: &Number, bound: &Number) -> Ordering {
    if let (Some(number), Some(bound)) = (number.as_i128(), bound.as_i128()) {
        return number.cmp(&bound);
    }
    let (number, bound) = (number.as_f64().unwrap_or(0.0), bound.as_f64().unwrap_or(0.0));
    number.partial_cmp(&bound).unwrap_or(Ordering::Equal)
}
