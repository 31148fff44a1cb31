//! Integers and decimals of a range as regular expressions: no leading zero, no `-0`, nothing outside.

use crate::grammar::Terminal;
use crate::shape::{Decimals, Integers, Numbers};

/// Digits after the point that a bounded number may have.
pub(crate) const FRACTION: u8 = 9;
/// One, in the units of [`Decimals`].
pub(crate) const UNIT: i128 = 1_000_000_000;

/// The literals of `numbers`.
///
/// An unbounded literal has at most 17 digits before and after the point, as many as an `f64` can tell apart, and an
/// exponent that keeps the largest of them finite.
pub(crate) fn numbers(numbers: &Numbers) -> Terminal {
    let mantissa = r"-?(0|[1-9][0-9]{0,16})(\.[0-9]{1,17})?";
    match numbers {
        Numbers::Double => vec![format!("{mantissa}([eE][+-]?([0-9]{{1,2}}|1[0-9]{{2}}|2[0-8][0-9]))?")],
        Numbers::Single => vec![format!("{mantissa}([eE][+-]?(1?[0-9]|20))?")],
        Numbers::Between(range) if range.step == 1 => vec![decimals(range)],
        Numbers::Between(range) => vec![decimals(range), decimal_multiples(range)],
    }
}

/// The literals of `range`, or `None` if it holds no integer, or if `step` is not a divisor of a power of ten.
pub(crate) fn integers(range: Integers) -> Option<String> {
    let zero = |min: u128| if range.zero { min } else { min.max(1) };
    if range.step == 1 {
        return signed(range.min, range.max, |min, max| natural(zero(min), max));
    }
    // A divisor of 10ᵏ shows in the last k digits, so the range is cut to whole thousands around them.
    let steps = power_of_ten(range.step)?;
    signed(range.min, range.max, |min, max| multiples(zero(min), max, u128::from(range.step), steps))
}

/// Whether the last digits of a whole number show that `step` divides it.
pub(crate) fn shows_multiples(step: u64) -> bool {
    power_of_ten(step).is_some()
}

/// The least power of ten that `step` divides.
fn power_of_ten(step: u64) -> Option<u128> {
    (0..=6).map(|digits| 10u128.pow(digits)).find(|power| power.is_multiple_of(u128::from(step)))
}

/// Both signs of a range, each spelled by `spell`, which takes magnitudes.
fn signed(min: i128, max: i128, spell: impl Fn(u128, u128) -> Option<String>) -> Option<String> {
    let mut branches = Vec::new();
    if max >= 0 {
        branches.extend(spell(min.max(0).unsigned_abs(), max.unsigned_abs()));
    }
    if min < 0 {
        // From 1: zero has no sign.
        let nearest = if max < 0 { max.unsigned_abs() } else { 1 };
        branches.extend(spell(nearest, min.unsigned_abs()).map(|digits| format!("-({digits})")));
    }
    (!branches.is_empty()).then(|| branches.join("|"))
}

/// The naturals from `min` to `max`.
fn natural(min: u128, max: u128) -> Option<String> {
    if min > max {
        return None;
    }
    let mut branches = Vec::new();
    let mut low = min;
    loop {
        // The largest number of as many digits.
        let high = 10u128.checked_pow(low.checked_ilog10().unwrap_or(0) + 1).map_or(max, |power| (power - 1).min(max));
        same_length(&low.to_string(), &high.to_string(), "", &mut branches);
        if high == max {
            return Some(branches.join("|"));
        }
        low = high + 1;
    }
}

/// The strings of digits from `low` to `high`, which are equally long, each after `prefix`.
fn same_length(low: &str, high: &str, prefix: &str, branches: &mut Vec<String>) {
    let (Some(a), Some(b)) = (low.chars().next(), high.chars().next()) else {
        branches.push(prefix.to_owned());
        return;
    };
    let rest = low.len() - 1;
    let (all_low, all_high) = (low[1..].bytes().all(|d| d == b'0'), high[1..].bytes().all(|d| d == b'9'));
    if a == b {
        if all_low && all_high {
            branches.push(format!("{prefix}{a}{}", any(rest)));
        } else {
            same_length(&low[1..], &high[1..], &format!("{prefix}{a}"), branches);
        }
        return;
    }
    let (mut first, mut last) = (a as u8, b as u8);
    if !all_low {
        same_length(&low[1..], &"9".repeat(rest), &format!("{prefix}{a}"), branches);
        first += 1;
    }
    if !all_high {
        same_length(&"0".repeat(rest), &high[1..], &format!("{prefix}{b}"), branches);
        last -= 1;
    }
    if first <= last {
        branches.push(format!("{prefix}[{}-{}]{}", first as char, last as char, any(rest)));
    }
}

fn any(digits: usize) -> String {
    if digits == 0 { String::new() } else { format!("[0-9]{{{digits}}}") }
}

/// The multiples of `step` from `min` to `max`; `step` divides `modulus`, a power of ten.
fn multiples(min: u128, max: u128, step: u128, modulus: u128) -> Option<String> {
    let (first, last) = (min.div_ceil(step) * step, max / step * step);
    if first > last {
        return None;
    }
    // Below this many they are simply listed; above, all but the ends are "any head, a fitting tail".
    let (head_min, head_max) = (first.div_ceil(modulus).max(1), (last + 1) / modulus);
    let listed =
        |from: u128, to: u128| (from..to).step_by(usize::try_from(step).unwrap_or(usize::MAX)).map(|n| n.to_string());
    if head_min >= head_max {
        return Some(listed(first, last + 1).collect::<Vec<_>>().join("|"));
    }
    let mut branches: Vec<String> =
        listed(first, head_min * modulus).chain(listed(head_max * modulus, last + 1)).collect();
    let width = modulus.to_string().len() - 1;
    let tails: Vec<String> = listed(0, modulus).map(|tail| format!("{tail:0>width$}")).collect();
    branches.push(format!("({})({})", natural(head_min, head_max - 1)?, tails.join("|")));
    Some(branches.join("|"))
}

fn decimals(range: &Decimals) -> String {
    let grid = 10u128.pow(u32::from(FRACTION - range.fraction));
    let spell = |min: u128, max: u128| {
        let min = min.next_multiple_of(grid);
        (min <= max).then(|| magnitudes(min, max, usize::from(range.fraction)))
    };
    // A decimal's zero may have a sign in JSON, and floats read it; it is left out all the same.
    signed(range.min, range.max, spell).unwrap_or_default()
}

/// How `multipleOf` counts: in steps of so many units of the last of so many digits after the point.
///
/// `None` if that does not show in the last digits, which are the same for all numbers, or in too many of them.
pub(crate) fn decimal_step(step: f64) -> Option<(u64, u8)> {
    let fraction = (0..=FRACTION).find(|&digits| (step * power(digits)).fract() == 0.0)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked below")]
    let units = (step * power(fraction)) as u64;
    #[expect(clippy::cast_precision_loss, reason = "as many units as are few enough are exact")]
    let exact = (units as f64 / power(fraction)).total_cmp(&step).is_eq();
    (exact && shown_in(units).is_some()).then_some((units, fraction))
}

fn power(digits: u8) -> f64 {
    10f64.powi(i32::from(digits))
}

/// So many last digits tell whether `step` divides a number.
fn shown_in(step: u64) -> Option<u32> {
    const MAX_TAILS: u64 = 1_000;
    (0..=9)
        .find(|&digits| 10u64.pow(digits).is_multiple_of(step))
        .filter(|&digits| 10u64.pow(digits) / step <= MAX_TAILS)
}

/// Decimals of the step of `range`, whatever their bounds: any head, then last digits that fit. Zeros at the end of the
/// fraction may be missing, and a short whole number may have no head.
fn decimal_multiples(range: &Decimals) -> String {
    let (digits, fraction) = (shown_in(range.step).unwrap_or(0) as usize, usize::from(range.fraction));
    let (in_whole, in_fraction) = (digits.saturating_sub(fraction), digits.min(fraction));
    let free = fraction - in_fraction;
    let tails = (0..10u64.pow(shown_in(range.step).unwrap_or(0))).step_by(usize::try_from(range.step).unwrap_or(1));
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
        match (fraction, least) {
            (0, _) => whole,
            (_, 0) if free == 0 => format!(r"{whole}(\.0{{1,{zeros}}})?"),
            (_, 0) => format!(r"{whole}(\.([0-9]{{1,{free}}}|{full}))?"),
            _ => format!(r"{whole}\.{full}"),
        }
    });
    format!("-?({})", branches.collect::<Vec<_>>().join("|"))
}

/// The decimals from `min` to `max`, in units of 10⁻⁹, with up to `fraction` digits after the point.
fn magnitudes(min: u128, max: u128, fraction: usize) -> String {
    let unit = UNIT.unsigned_abs();
    let split = |n: u128| (n / unit, format!("{:09}", n % unit)[..fraction].to_owned());
    let ((low, low_tail), (high, high_tail)) = (split(min), split(max));
    if low == high {
        let same = low_tail.bytes().zip(high_tail.bytes()).take_while(|(a, b)| a == b).count();
        return between(low, &low_tail[..same], &low_tail[same..], &high_tail[same..]);
    }
    let mut branches = vec![format!("{low}{}", point(&at_least(&low_tail), low_tail.bytes().all(|d| d == b'0')))];
    if let Some(inner) = (low + 1 < high).then(|| natural(low + 1, high - 1)).flatten() {
        branches.push(format!("({inner}){}", point(&any_tail(fraction), true)));
    }
    branches.push(format!("{high}{}", point(&at_most(&high_tail), true)));
    branches.join("|")
}

/// `whole` with a tail that starts with `head` and goes on between `low` and `high`.
fn between(whole: u128, head: &str, low: &str, high: &str) -> String {
    let (Some(a), Some(b)) = (low.bytes().next(), high.bytes().next()) else {
        // Both bounds are the same decimal.
        let exact = head.trim_end_matches('0');
        return if exact.is_empty() { whole.to_string() } else { format!(r"{whole}\.{exact}") };
    };
    let is_zero = |digits: &str| digits.bytes().all(|d| d == b'0');
    let stops = if is_zero(&low[1..]) { "?" } else { "" };
    let mut tails = vec![
        format!("{head}{}({}){stops}", a as char, at_least(&low[1..])),
        format!("{head}{}({})?", b as char, at_most(&high[1..])),
    ];
    // The digits that both bounds begin with, if the lower one is no more than that.
    if !head.is_empty() && is_zero(low) {
        tails.push(head.to_owned());
    }
    if a + 1 < b {
        tails.push(format!("{head}[{}-{}]({})?", (a + 1) as char, (b - 1) as char, any_tail(low.len() - 1)));
    }
    let bare = head.bytes().chain(low.bytes()).all(|d| d == b'0');
    format!("{whole}{}", point(&tails.join("|"), bare))
}

/// A point with `tail` after it; `bare` if the whole number alone is in the range, too.
fn point(tail: &str, bare: bool) -> String {
    match (tail.is_empty(), bare) {
        (true, _) => String::new(),
        // A point needs a digit after it: no tail is the empty string.
        (false, true) => format!(r"(\.({tail}))?"),
        (false, false) => format!(r"\.({tail})"),
    }
}

/// Up to `digits` digits.
fn any_tail(digits: usize) -> String {
    if digits == 0 { String::new() } else { format!("[0-9]{{1,{digits}}}") }
}

fn at_least(bound: &str) -> String {
    bounded(
        bound,
        |digit| (digit < b'9').then(|| format!("[{}-9]", (digit + 1) as char)),
        |rest| rest.bytes().all(|d| d == b'0'),
    )
}

fn at_most(bound: &str) -> String {
    bounded(bound, |digit| (digit > b'0').then(|| format!("[0-{}]", (digit - 1) as char)), |_| true)
}

/// Tails on one side of `bound`: `beyond` gives the digits that leave it on the right side, and `ends` says whether a
/// tail may stop before `rest`.
fn bounded(bound: &str, beyond: impl Fn(u8) -> Option<String>, ends: impl Fn(&str) -> bool) -> String {
    let mut branches = Vec::new();
    for (at, digit) in bound.bytes().enumerate() {
        let rest = bound.len() - at - 1;
        branches.extend(beyond(digit).map(|class| format!("{}{class}[0-9]{{0,{rest}}}", &bound[..at])));
        if ends(&bound[at + 1..]) {
            branches.push(bound[..=at].to_owned());
        }
    }
    branches.join("|")
}
