//! Numbers within exact bounds: bounds and divisors are decimals, and so are the numbers that are written.

use fake::rand::RngExt;

use super::plan::Unanswerable;
use super::{Random, words};
use crate::linter::{JsonValue, Value};

/// The most digits after the point that are tried for a number between two bounds.
const MOST_DECIMALS: u32 = 18;

/// The numbers that a schema admits.
#[derive(Debug, Clone, Default)]
pub(super) struct NumberRule {
    integer: bool,
    bounds: Vec<Bound>,
    divisors: Vec<Decimal>,
}

#[derive(Debug, Clone)]
struct Bound {
    is_lower: bool,
    is_exclusive: bool,
    /// `None` for a number that is too large or too precise for `Decimal`.
    exact: Option<Decimal>,
    value: f64,
}

/// `digits / 10^scale`
#[derive(Debug, Clone, Copy)]
struct Decimal {
    digits: i128,
    scale: u32,
}

impl Decimal {
    fn read(spelling: &str) -> Option<Self> {
        let (mantissa, exponent) = match spelling.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (spelling, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let fraction = fraction.trim_end_matches('0');
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        if scale >= 0 {
            return Some(Self { digits, scale: u32::try_from(scale).ok().filter(|scale| *scale <= 30)? });
        }
        let digits = digits.checked_mul(10_i128.checked_pow(scale.unsigned_abs())?)?;
        Some(Self { digits, scale: 0 })
    }

    /// The digits at the same or a larger scale.
    fn at(self, scale: u32) -> Option<i128> {
        self.digits.checked_mul(10_i128.checked_pow(scale.checked_sub(self.scale)?)?)
    }

    fn write(self) -> String {
        if self.scale == 0 {
            return self.digits.to_string();
        }
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.digits.unsigned_abs(), width = self.scale as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - self.scale as usize);
        let fraction = fraction.trim_end_matches('0');
        match fraction {
            "" if whole == "0" => "0".to_owned(),
            "" => format!("{sign}{whole}"),
            fraction => format!("{sign}{whole}.{fraction}"),
        }
    }
}

/// The numbers `step * k / 10^scale` for `k` in `low..=high`.
struct Grid {
    step: i128,
    scale: u32,
    low: Option<i128>,
    high: Option<i128>,
}

impl NumberRule {
    pub(super) fn of(schemas: &[&JsonValue], integer: bool) -> Result<Self, Unanswerable> {
        let mut rule = Self { integer, ..Self::default() };
        for schema in schemas {
            for (name, is_lower, is_exclusive) in [
                ("minimum", true, false),
                ("exclusiveMinimum", true, true),
                ("maximum", false, false),
                ("exclusiveMaximum", false, true),
            ] {
                let Some(Value::Number(spelling)) = schema.get(name).map(|node| &node.value) else { continue };
                let value = spelling.parse().unwrap_or_default();
                rule.bounds.push(Bound { is_lower, is_exclusive, exact: Decimal::read(spelling), value });
            }
            if let Some(Value::Number(spelling)) = schema.get("multipleOf").map(|node| &node.value) {
                let divisor = Decimal::read(spelling).filter(|divisor| divisor.digits > 0);
                let why = || Unanswerable(format!("`multipleOf` is {spelling}, for which no multiple can be made"));
                rule.divisors.push(divisor.ok_or_else(why)?);
            }
        }
        Ok(rule)
    }

    /// Whether the number with this spelling is admitted.
    pub(super) fn admits(&self, spelling: &str) -> bool {
        let Some(number) = Decimal::read(spelling) else {
            let Ok(value) = spelling.parse::<f64>() else { return false };
            return self.divisors.is_empty() && self.bounds.iter().all(|bound| bound.admits(value));
        };
        let is_multiple = |divisor: &Decimal| {
            let scale = number.scale.max(divisor.scale);
            number.at(scale).zip(divisor.at(scale)).is_some_and(|(number, divisor)| number % divisor == 0)
        };
        let is_within = |bound: &Bound| {
            let exact = bound.exact.and_then(|limit| {
                let scale = number.scale.max(limit.scale);
                Some(bound.admits_order(number.at(scale)?.cmp(&limit.at(scale)?)))
            });
            exact.unwrap_or_else(|| spelling.parse().is_ok_and(|value| bound.admits(value)))
        };
        let one = Decimal { digits: 1, scale: 0 };
        (!self.integer || is_multiple(&one))
            && self.divisors.iter().all(is_multiple)
            && self.bounds.iter().all(is_within)
    }

    /// Writes a number that is plausible for a property called `name`.
    pub(super) fn write(&self, name: &str, random: &mut Random) -> Result<String, Unanswerable> {
        let none = || Unanswerable(format!("the bounds of `{name}` leave no number"));
        let first = if self.integer || !self.divisors.is_empty() { 0 } else { words::decimals(name) };
        for more in first..=MOST_DECIMALS {
            let Some(grid) = self.grid(more) else { return self.beyond_decimals().ok_or_else(none) };
            if let Some(digits) = grid.pick(words::range(name), random) {
                return Ok(Decimal { digits, scale: grid.scale }.write());
            }
            if self.integer || !self.divisors.is_empty() {
                break;
            }
        }
        self.beyond_decimals().ok_or_else(none)
    }

    /// The numbers with `decimals` digits after the point more than the bounds have; `None` if they are too large.
    fn grid(&self, decimals: u32) -> Option<Grid> {
        let limits =
            self.bounds.iter().map(|bound| bound.exact).chain(self.divisors.iter().map(|divisor| Some(*divisor)));
        let scale = limits
            .map(|limit| limit.map(|limit| limit.scale))
            .try_fold(0, |most: u32, scale| Some(most.max(scale?)))?;
        let scale = scale.max(decimals);
        let mut step = if self.integer { 10_i128.checked_pow(scale)? } else { 1 };
        for divisor in &self.divisors {
            let divisor = divisor.at(scale)?;
            step = step.checked_mul(divisor / greatest_common_divisor(step, divisor))?;
        }
        let (mut low, mut high) = (None, None);
        for bound in &self.bounds {
            let limit = bound.exact?.at(scale)?;
            let (floor, is_on) = (limit.div_euclid(step), limit.rem_euclid(step) == 0);
            if bound.is_lower {
                let least = if is_on && !bound.is_exclusive { floor } else { floor.checked_add(1)? };
                low = Some(low.map_or(least, |low: i128| low.max(least)));
            } else {
                let most = if is_on && bound.is_exclusive { floor.checked_sub(1)? } else { floor };
                high = Some(high.map_or(most, |high: i128| high.min(most)));
            }
        }
        Some(Grid { step, scale, low, high })
    }

    /// A number for bounds that `Decimal` cannot hold: one of the bounds, or zero.
    fn beyond_decimals(&self) -> Option<String> {
        if !self.divisors.is_empty() {
            return None;
        }
        let limits = self.bounds.iter().map(|bound| match (bound.is_exclusive, bound.is_lower) {
            (false, _) => bound.value,
            (true, true) => bound.value.next_up(),
            (true, false) => bound.value.next_down(),
        });
        let round = |value: f64| if self.integer { vec![value.ceil(), value.floor()] } else { vec![value] };
        let mut candidates = limits.flat_map(round).chain([0.0]);
        let value =
            candidates.find(|value| value.is_finite() && self.bounds.iter().all(|bound| bound.admits(*value)))?;
        Some(if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:?}") })
    }
}

impl Bound {
    fn admits(&self, value: f64) -> bool {
        value.partial_cmp(&self.value).is_some_and(|order| self.admits_order(order))
    }

    fn admits_order(&self, order: std::cmp::Ordering) -> bool {
        match (self.is_lower, self.is_exclusive) {
            (true, false) => order.is_ge(),
            (true, true) => order.is_gt(),
            (false, false) => order.is_le(),
            (false, true) => order.is_lt(),
        }
    }
}

impl Grid {
    /// One of the numbers, within the plausible range if possible.
    fn pick(&self, (from, to): (i64, i64), random: &mut Random) -> Option<i128> {
        if self.low.zip(self.high).is_some_and(|(low, high)| low > high) {
            return None;
        }
        let unit = 10_i128.checked_pow(self.scale)?;
        let from = i128::from(from).checked_mul(unit)?.div_euclid(self.step);
        let to = i128::from(to).checked_mul(unit)?.div_euclid(self.step);
        let width = (to - from).max(1);
        let mut low = self.low.map_or(from, |low| low.max(from));
        let mut high = self.high.map_or(to, |high| high.min(to));
        if low > high {
            // The plausible range is outside of the bounds: take the number next to the nearer bound.
            (low, high) = match (self.low, self.high) {
                (Some(least), _) if least > to => {
                    (least, self.high.unwrap_or(i128::MAX).min(least.saturating_add(width)))
                }
                (_, Some(most)) => (self.low.unwrap_or(i128::MIN).max(most.saturating_sub(width)), most),
                (least, None) => (least.unwrap_or(from), least.unwrap_or(from).saturating_add(width)),
            };
        }
        random.random_range(low..=high).checked_mul(self.step)
    }
}

fn greatest_common_divisor(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
