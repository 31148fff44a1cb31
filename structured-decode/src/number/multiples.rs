//! Multiples of a step as regular expressions.
//!
//! The last digits alone tell whether a number is a multiple only if the step divides a power of ten. For other steps,
//! and for decimals whose floats are not exact, the multiples are listed one by one.

use core::fmt::Write;
use std::collections::HashMap;

use serde_json::Value;

use super::{FRACTION, first_multiple, range};
use crate::grammar::Terminal;
use crate::shape::Integers;

/// The most multiples that are listed.
const MAX_LISTED: i128 = 2_000;
/// The longest expression for the last digits of multiples.
const MAX_TAILS: usize = 200_000;

/// A step of `multipleOf`: a number of units of the last digit, and how many digits are after the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Step {
    units: u64,
    fraction: u8,
}

impl Step {
    /// The step with this spelling and float; `None` if it has more digits than can be enforced.
    pub(crate) fn new(value: &Value, float: f64) -> Option<Self> {
        if let Some(units) = value.as_u64() {
            return Some(Self { units, fraction: 0 });
        }
        // The shortest decimal that reads as this float is the intended one.
        let text = float.to_string();
        let (whole, tail) = text.split_once('.').unwrap_or((&text, ""));
        let fraction = u8::try_from(tail.len()).ok().filter(|digits| *digits <= FRACTION)?;
        let units = format!("{whole}{tail}").parse().ok().filter(|units| *units < 10u64.pow(15))?;
        Some(Self { units, fraction })
    }

    /// Digits after the point.
    pub(crate) fn fraction(self) -> u8 {
        self.fraction
    }

    /// The step in units of 10⁻⁹.
    pub(crate) fn stride(self) -> i128 {
        i128::from(self.units) * 10i128.pow(u32::from(FRACTION - self.fraction))
    }

    /// The least common multiple of the two steps.
    pub(crate) fn common(self, other: Self) -> Option<Self> {
        let fraction = self.fraction.max(other.fraction);
        let units = |step: Self| {
            let more = 10u64.checked_pow(u32::from(fraction - step.fraction))?;
            step.units.checked_mul(more).map(u128::from)
        };
        let units = u64::try_from(least_common(units(self)?, units(other)?)?).ok()?;
        Some(Self { units, fraction })
    }

    /// The smallest integer that divides all integers among the multiples; `None` if floats are not exact.
    pub(crate) fn among_integers(self) -> Option<u64> {
        let power = 10u128.pow(u32::from(self.fraction));
        if self.fraction > 0 && !self.divides_floats() {
            return None;
        }
        u64::try_from(least_common(self.units.into(), power)? / power).ok()
    }

    fn float(self) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "only whole steps are that large, and they are compared as floats"
        )]
        let units = self.units as f64;
        // The quotient of two numbers that floats hold exactly is the float nearest to the decimal.
        units / 10f64.powi(i32::from(self.fraction))
    }

    /// The smallest multiple of the step that floats hold exactly, with any digits before the point: 0.25 for 0.05.
    fn binary(self) -> Option<Self> {
        let power = 5u128.pow(u32::from(self.fraction));
        let units = u64::try_from(least_common(self.units.into(), power)?).ok()?;
        Some(Self { units, ..self })
    }

    /// Whether dividing any multiple that floats hold exactly by the step leaves no remainder, also with floats.
    ///
    /// A quotient is rounded to the nearest whole number if the step itself is rounded by no more than 2⁻⁵⁴ of it.
    fn divides_floats(self) -> bool {
        let bits = self.float().to_bits();
        let exponent = i64::try_from(bits >> 52).unwrap_or(0) - 1_075;
        let mantissa = u128::from(bits & ((1 << 52) - 1) | 1 << 52);
        let Ok(shift) = u32::try_from(-exponent) else { return true };
        let power = 10u128.pow(u32::from(self.fraction));
        let exact = u128::from(self.units).checked_shl(shift).filter(|exact| exact >> shift == self.units.into());
        let (Some(read), Some(exact)) = (mantissa.checked_mul(power), exact) else { return false };
        read.abs_diff(exact).checked_mul(1 << 54).is_some_and(|error| error <= exact)
    }
}

fn least_common(a: u128, b: u128) -> Option<u128> {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    (a / x.max(1)).checked_mul(b)
}

/// The integers of `range`, which `all` matches, that its step divides.
pub(super) fn integers(range: Integers, all: String) -> Result<Terminal, String> {
    let step = i128::from(range.step);
    let first = first_multiple(range).ok_or_else(|| format!("no multiple of {step} is within the bounds"))?;
    let count = (range.max - first) / step + 1;
    if count > MAX_LISTED {
        let last_digits = integers_of(range.step).ok_or_else(|| not_shown(&step.to_string()))?;
        return Ok(vec![all, last_digits]);
    }
    let listed = (0..count).map(|index| first + index * step).filter(|value| range.zero || *value != 0);
    let listed: Vec<String> = listed.map(|value| value.to_string()).collect();
    if listed.is_empty() {
        return Err(format!("no multiple of {step} is within the bounds"));
    }
    Ok(vec![listed.join("|")])
}

fn not_shown(step: &str) -> String {
    format!(
        "`multipleOf` is {step}, and that can only be enforced where a few last digits show it, as for 0.01, 0.25, 5 and 64, \
         or where `minimum` and `maximum` leave at most {MAX_LISTED} multiples"
    )
}

/// All integers that `step` divides. Some have leading zeros or a signed zero.
fn integers_of(step: u64) -> Option<String> {
    let digits = (0..=18).find(|&digits| 10u64.pow(digits).is_multiple_of(step))?;
    let mut tails = Tails { step: step.into(), known: HashMap::new(), length: 0 };
    let mut branches = vec![format!("[0-9]*{}", tails.spell(digits, 0)?)];
    for shorter in 1..digits {
        branches.push(tails.spell(shorter, 0)?);
    }
    (tails.length <= MAX_TAILS).then(|| format!("-?({})", branches.join("|")))
}

/// The last digits of multiples.
struct Tails {
    step: u128,
    /// By the number of digits, and the remainder of the digits before them.
    known: HashMap<(u32, u128), Option<String>>,
    length: usize,
}

impl Tails {
    /// The last `digits` digits of multiples whose first digits leave the remainder `before`; `None` if there are none,
    /// or too many.
    fn spell(&mut self, digits: u32, before: u128) -> Option<String> {
        if digits == 0 {
            return (before == 0).then(String::new);
        }
        if let Some(known) = self.known.get(&(digits, before)) {
            return known.clone();
        }
        if self.length > MAX_TAILS {
            return None;
        }
        // Digits with the same continuation are one class.
        let mut groups: Vec<(String, String)> = Vec::new();
        for digit in 0..10u128 {
            let after = (before + digit * 10u128.pow(digits - 1)) % self.step;
            let Some(rest) = self.spell(digits - 1, after) else { continue };
            match groups.iter_mut().find(|(_, known)| *known == rest) {
                Some((class, _)) => {
                    let _ = write!(class, "{digit}");
                }
                None => groups.push((digit.to_string(), rest)),
            }
        }
        let branches: Vec<String> = groups.iter().map(|(class, rest)| format!("[{class}]{rest}")).collect();
        let spelled = match branches.len() {
            0 => None,
            1 => branches.into_iter().next(),
            _ => Some(format!("({})", branches.join("|"))),
        };
        self.length += spelled.as_ref().map_or(0, String::len);
        self.known.insert((digits, before), spelled.clone());
        spelled
    }
}

/// The multiples of `step` from `min` to `max`, in units of 10⁻⁹, that readers who divide floats accept as multiples.
pub(super) fn decimals(min: i128, max: i128, step: Step) -> Result<Terminal, String> {
    let binary = step.binary().filter(|_| step.divides_floats());
    let far = binary.and_then(|binary| Some((range::decimals(min, max, step.fraction)?, multiples(binary)?)));
    let (first, last) = ((min + step.stride() - 1).div_euclid(step.stride()), max.div_euclid(step.stride()));
    // Floats hold all of these exactly, so none needs to be listed.
    if let Some((range, multiples)) = &far
        && binary == Some(step)
    {
        return Ok(vec![range.clone(), multiples.clone()]);
    }
    if far.is_none() && last - first >= MAX_LISTED {
        return Err(not_shown(&step.float().to_string()));
    }
    // The multiples around zero, or from the nearest bound.
    let start = if last < 0 { last - MAX_LISTED + 1 } else { first.max(-MAX_LISTED / 2) };
    let listed = (start.max(first)..).take_while(|count| *count <= last).take(usize::try_from(MAX_LISTED).unwrap_or(0));
    let listed = list(listed, step);
    match (far, listed.is_empty()) {
        (None, true) => Err(super::NO_NUMBER.to_owned()),
        (None, false) => Ok(vec![listed]),
        (Some((range, multiples)), true) => Ok(vec![range, multiples]),
        (Some((range, multiples)), false) => Ok(vec![format!("{range}|{listed}"), format!("{multiples}|{listed}")]),
    }
}

/// These multiples of `step`, as far as floats divide them without a remainder, with and without zeros at the end.
fn list(counts: impl Iterator<Item = i128>, step: Step) -> String {
    let mut wholes: Vec<(String, String)> = Vec::new();
    let digits = usize::from(step.fraction);
    for count in counts {
        let text = super::decimal(count * step.stride());
        let divides = text.parse::<f64>().is_ok_and(|float| (float / step.float()).fract() == 0.0);
        if !divides {
            continue;
        }
        let (whole, tail) = text.split_once('.').unwrap_or((&text, ""));
        let least = tail.trim_end_matches('0');
        let tail = match (digits, least.len()) {
            (0, _) => String::new(),
            (_, 0) => format!(r"(\.0{{1,{digits}}})?"),
            (_, length) => format!(r"\.{least}0{{0,{}}}", digits - length),
        };
        match wholes.last_mut() {
            Some((known, tails)) if *known == whole => {
                let _ = write!(tails, "|{tail}");
            }
            _ => wholes.push((whole.to_owned(), tail)),
        }
    }
    wholes.iter().map(|(whole, tails)| format!("{whole}({tails})")).collect::<Vec<_>>().join("|")
}

/// How many last digits tell whether `step` divides a number.
fn shown_in(step: u64) -> Option<u32> {
    const MAX_TAILS: u64 = 1_000;
    (0..=9)
        .find(|&digits| 10u64.pow(digits).is_multiple_of(step))
        .filter(|&digits| 10u64.pow(digits) / step <= MAX_TAILS)
}

/// Decimals that are multiples of `step`, without bounds, if few last digits tell: any first digits, then matching last
/// digits. Zeros at the end of the fraction may be missing, and a short whole number may have no head.
fn multiples(step: Step) -> Option<String> {
    if step.fraction == 0 {
        return integers_of(step.units);
    }
    let shown = shown_in(step.units)?;
    let (digits, fraction) = (shown as usize, usize::from(step.fraction));
    let (in_whole, in_fraction) = (digits.saturating_sub(fraction), digits.min(fraction));
    let free = fraction - in_fraction;
    let tails = (0..10u64.pow(shown)).step_by(usize::try_from(step.units).unwrap_or(1));
    let branches = tails.map(|tail| {
        let tail = if digits == 0 { String::new() } else { format!("{tail:0>digits$}") };
        let (whole, tail) = tail.split_at(in_whole);
        let short = whole.trim_start_matches('0');
        let whole = match (whole.is_empty(), short.is_empty()) {
            (true, _) => "[0-9]+".to_owned(),
            (false, true) => format!("([0-9]*{whole}|0)"),
            (false, false) => format!("([0-9]*{whole}|{short})"),
        };
        let least = tail.trim_end_matches('0').len();
        let zeros = tail.len() - least;
        let full = format!("[0-9]{{{free}}}{}0{{0,{zeros}}}", &tail[..least]);
        match least {
            0 if free == 0 => format!(r"{whole}(\.0{{1,{zeros}}})?"),
            0 => format!(r"{whole}(\.([0-9]{{1,{free}}}|{full}))?"),
            _ => format!(r"{whole}\.{full}"),
        }
    });
    Some(format!("-?({})", branches.collect::<Vec<_>>().join("|")))
}
