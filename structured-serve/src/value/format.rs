//! Strings in a format, and whether a string is in one.

use fake::Fake;
use fake::rand::RngExt;

use super::{Random, words};

/// The formats for which values are made. Any other format is only a hint, and does not constrain the value.
const KNOWN: &[&str] =
    &["date-time", "date", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uuid", "uri", "uri-reference"];

pub(super) fn is_known(format: &str) -> bool {
    KNOWN.contains(&format)
}

/// A string in `format`, with about `wanted` characters if the format allows several lengths.
pub(super) fn write(format: &str, name: &str, wanted: usize, random: &mut Random) -> String {
    match format {
        "date-time" => format!("{}T{}Z", date(random), clock(random)),
        "date" => date(random),
        "time" => format!("{}Z", clock(random)),
        "duration" => duration(wanted, random),
        "email" => email(wanted, random),
        "hostname" => padded_host(wanted, random),
        "ipv4" => (0..4).map(|_| random.random_range(1..=254_u8).to_string()).collect::<Vec<_>>().join("."),
        "ipv6" => (0..8).map(|_| format!("{:x}", random.random::<u16>())).collect::<Vec<_>>().join(":"),
        "uuid" => uuid(random),
        "uri" | "uri-reference" => format!("https://{}/{}", padded_host(0, random), words::word(random)),
        _ => words::for_property(name, random),
    }
}

fn date(random: &mut Random) -> String {
    let (year, month, day) =
        (random.random_range(2020..=2029), random.random_range(1..=12), random.random_range(1..=28));
    format!("{year}-{month:02}-{day:02}")
}

fn clock(random: &mut Random) -> String {
    let (hour, minute) = (random.random_range(0..24), random.random_range(0..12) * 5);
    format!("{hour:02}:{minute:02}:00")
}

fn duration(wanted: usize, random: &mut Random) -> String {
    let (days, hours, minutes) = (random.random_range(1..=9), random.random_range(1..=23), random.random_range(1..=59));
    match wanted {
        0..=3 => format!("P{days}D"),
        4..=6 => format!("PT{minutes}M"),
        _ => format!("P{days}DT{hours}H{minutes}M"),
    }
}

fn email(wanted: usize, random: &mut Random) -> String {
    let user: String = fake::faker::internet::en::Username().fake_with_rng(random);
    let user: String = user.chars().filter(|c| c.is_ascii_alphanumeric() || "._".contains(*c)).collect();
    let user = user.to_ascii_lowercase();
    let user = user.trim_matches(['.', '_']);
    let user = if user.is_empty() { "user" } else { user };
    let email = format!("{user}@example.com");
    match wanted.checked_sub(email.len()) {
        // A local part has at most 64 characters.
        Some(more) => format!("{user}{}@example.com", "x".repeat(more.min(64_usize.saturating_sub(user.len())))),
        None => format!("{}@example.com", &user[..user.len().min(wanted.saturating_sub(12).max(1))]),
    }
}

fn padded_host(wanted: usize, random: &mut Random) -> String {
    let mut host = format!("{}.example.com", words::word(random).to_ascii_lowercase());
    while host.len() + 2 <= wanted {
        let label = "h".repeat((wanted - host.len() - 1).min(60));
        host = format!("{label}.{host}");
    }
    host
}

fn uuid(random: &mut Random) -> String {
    let bytes: u128 = random.random();
    // Version 4, variant 1.
    let bytes = bytes & !(0xf << 76) | (4 << 76);
    let bytes = bytes & !(0b11 << 62) | (0b10 << 62);
    let hex = format!("{bytes:032x}");
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// Whether `text` has the form of `format`.
pub(super) fn is_of(format: &str, text: &str) -> bool {
    match format {
        "date" => is_date(text),
        "time" => is_time(text),
        "date-time" => text.split_once(['T', 't', ' ']).is_some_and(|(date, time)| is_date(date) && is_time(time)),
        "duration" => is_duration(text),
        "email" => text.split_once('@').is_some_and(|(user, host)| is_user(user) && is_host(host)),
        "hostname" => is_host(text),
        "ipv4" => text.parse::<std::net::Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<std::net::Ipv6Addr>().is_ok(),
        "uuid" => is_uuid(text),
        "uri" => text.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme)) && is_uri_text(text),
        "uri-reference" => is_uri_text(text),
        _ => true,
    }
}

fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[u32; N]> {
    let mut out = [0; N];
    let mut parts = text.split(separator);
    for (number, width) in out.iter_mut().zip(widths) {
        let part = parts.next().filter(|part| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()))?;
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(out)
}

fn is_date(text: &str) -> bool {
    let Some([year, month, day]) = numbers(text, '-', [4, 2, 2]) else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn is_time(text: &str) -> bool {
    let Some(zone) = text.find(['Z', 'z', '+', '-']) else { return false };
    let (clock, zone) = text.split_at(zone);
    let is_zone = zone.eq_ignore_ascii_case("z")
        || numbers(&zone[1..], ':', [2, 2]).is_some_and(|[hour, minute]| hour < 24 && minute < 60);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let is_clock =
        numbers(clock, ':', [2, 2, 2]).is_some_and(|[hour, minute, second]| hour < 24 && minute < 60 && second < 60);
    is_zone && is_fraction && is_clock
}

fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (date, time) = rest.split_once('T').map_or((rest, None), |(date, time)| (date, Some(time)));
    let has_units = |text: &str, units: &str| {
        let mut left = units;
        let mut digits = 0;
        for character in text.chars() {
            match left.find(character) {
                _ if character.is_ascii_digit() => digits += 1,
                Some(at) if digits > 0 => (left, digits) = (&left[at + 1..], 0),
                _ => return false,
            }
        }
        digits == 0
    };
    let is_weeks = time.is_none() && date.ends_with('W') && has_units(date, "W");
    let is_date = has_units(date, "YMD");
    let is_time = time.is_none_or(|time| !time.is_empty() && has_units(time, "HMS"));
    !rest.is_empty() && (is_weeks || is_date && is_time)
}

fn is_user(user: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
    (1..=64).contains(&user.len())
        && user.chars().all(is_allowed)
        && !user.starts_with('.')
        && !user.ends_with('.')
        && !user.contains("..")
}

fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
            // `ab--…` is reserved for encoded names.
            && label.get(2..4) != Some("--")
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

fn is_uri_text(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c))
}
