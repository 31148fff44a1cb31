//! Ranges of integers and decimals as regular expressions.

use super::{FRACTION, UNIT};

/// Both signs of a range, each spelled by `spell`, which takes magnitudes.
pub(super) fn signed(min: i128, max: i128, spell: impl Fn(u128, u128) -> Option<String>) -> Option<String> {
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
pub(super) fn natural(min: u128, max: u128) -> Option<String> {
    if min > max {
        return None;
    }
    let mut branches = Vec::new();
    let mut low = min;
    loop {
        // The largest number with as many digits.
        let high = 10u128.checked_pow(low.checked_ilog10().unwrap_or(0) + 1).map_or(max, |power| (power - 1).min(max));
        same_length(&low.to_string(), &high.to_string(), "", &mut branches);
        if high == max {
            return Some(branches.join("|"));
        }
        low = high + 1;
    }
}

/// The strings of digits from `low` to `high`, which have the same length, each after `prefix`.
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

/// The decimals from `min` to `max`, in units of 10⁻⁹, with up to `fraction` digits after the point.
pub(super) fn decimals(min: i128, max: i128, fraction: u8) -> Option<String> {
    let grid = 10u128.pow(u32::from(FRACTION - fraction));
    let spell = |min: u128, max: u128| {
        let min = min.next_multiple_of(grid);
        (min <= max).then(|| magnitudes(min, max, usize::from(fraction)))
    };
    // JSON allows a sign for zero, and floats read it, but no answer needs it.
    signed(min, max, spell)
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

/// `whole` with a fraction that begins with `head` and continues between `low` and `high`.
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
    // The digits that both bounds begin with, unless the lower bound has no others.
    if !head.is_empty() && is_zero(low) {
        tails.push(head.to_owned());
    }
    if a + 1 < b {
        tails.push(format!("{head}[{}-{}]({})?", (a + 1) as char, (b - 1) as char, any_tail(low.len() - 1)));
    }
    let bare = head.bytes().chain(low.bytes()).all(|d| d == b'0');
    format!("{whole}{}", point(&tails.join("|"), bare))
}

/// A point with `tail` after it. With `bare`, the whole number alone is in the range, too.
fn point(tail: &str, bare: bool) -> String {
    match (tail.is_empty(), bare) {
        (true, _) => String::new(),
        // A point needs a digit after it: no tail is the empty string.
        (false, true) => format!(r"(\.({tail}))?"),
        (false, false) => format!(r"\.({tail})"),
    }
}

/// At most `digits` digits.
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

/// Fractions on one side of `bound`: `beyond` gives the digits that are within the range whatever follows, and `ends`
/// tells whether a fraction may stop before `rest`.
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
