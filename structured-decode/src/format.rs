//! The strings that each `format` admits: those that all readers accept.
//!
//! The readers are those that this project has a feature for (chrono, jiff, time, url, uuid, the addresses of the
//! standard library), and validators of JSON Schema.

/// Years from 1 on: some readers do not accept year 0.
const YEAR: &str = "(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})";
/// A year before 9999.
const YEAR_BEFORE_LAST: &str =
    "(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-8][0-9]{3}|9([0-8][0-9]{2}|9[0-8][0-9]|99[0-8]))";
/// Years with a 29 February.
const LEAP_YEAR: &str = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)";
/// Months and days of every year.
const DAY: &str = "((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)";
const CLOCK: &str = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]";
const OFFSET: &str = "([01][0-9]|2[0-3]):[0-5][0-9]";
const OCTET: &str = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
/// Up to four hexadecimal digits: 16 bits of an address.
const GROUP: &str = "[0-9A-Fa-f]{1,4}";
/// A label of a host name. Six of them, with the dots, stay within the 253 characters of the longest name.
const LABEL: &str = "[A-Za-z0-9]([A-Za-z0-9-]{0,39}[A-Za-z0-9])?";
/// The last label of a host name. It begins with a letter, so that no reader takes the name for an address.
const LAST_LABEL: &str = "[A-Za-z]([A-Za-z0-9-]{0,39}[A-Za-z0-9])?";
/// Adjacent hyphens have a special meaning in a host name.
const NO_DOUBLE_HYPHEN: &str = "[^-]*(-[^-]+)*";
/// The characters that need no quotes before the `@` of an e-mail address.
const ATOM: &str = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
/// The hours, minutes and seconds of a duration, within the limits of all readers.
const DURATION_TIME: &str = "T([0-9]{1,8}H([0-9]{1,9}M([0-9]{1,10}S)?)?|[0-9]{1,9}M([0-9]{1,10}S)?|[0-9]{1,10}S)";

/// The patterns that a string of the format `name` matches; `None` if that format is not known.
pub(crate) fn patterns(name: &str) -> Option<Vec<String>> {
    let patterns = match name {
        "date" => vec![date()],
        "time" => vec![format!("{CLOCK}{}(Z|[+-]{OFFSET})", fraction())],
        "date-time" => vec![moment("T", &format!("(Z|[+-]{OFFSET})"))],
        "duration" => vec![duration()],
        "email" => {
            let (local, domain) = (format!(r"{ATOM}(\.{ATOM})*"), format!(r"({LABEL}\.){{1,5}}{LAST_LABEL}"));
            vec![format!("{local}@{domain}"), format!("[^@]{{1,64}}@{NO_DOUBLE_HYPHEN}")]
        }
        "hostname" => vec![host(), NO_DOUBLE_HYPHEN.to_owned()],
        "ipv4" => vec![ipv4()],
        "ipv6" => vec![ipv6()],
        "uuid" => vec!["[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}".to_owned()],
        _ => return None,
    };
    Some(patterns.into_iter().map(|inner| format!("^({inner})$")).collect())
}

fn date() -> String {
    format!("{YEAR}-{DAY}|{LEAP_YEAR}-02-29")
}

fn fraction() -> &'static str {
    r"(\.[0-9]{1,9})?"
}

/// A date, `between`, a time of day and `offset`. The last days of the year 9999 are excluded: with an offset, they may
/// be after the last moment that a reader knows.
pub(crate) fn moment(between: &str, offset: &str) -> String {
    let last_year = "9999-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[01])-(29|30)|(0[13578]|10)-31)";
    let date = format!("({YEAR_BEFORE_LAST}-{DAY}|{last_year}|{LEAP_YEAR}-02-29)");
    format!("{date}{between}{CLOCK}{}{offset}", fraction())
}

/// As [`moment`], but always with a fraction of a second.
pub(crate) fn moment_with_fraction(between: &str, offset: &str) -> String {
    moment(between, offset).replace(fraction(), r"\.[0-9]{1,9}")
}

/// A time of day without an offset.
pub(crate) fn clock() -> String {
    format!("{CLOCK}{}", fraction())
}

/// A time of day without an offset, always with a fraction of a second.
pub(crate) fn clock_with_fraction() -> String {
    format!(r"{CLOCK}\.[0-9]{{1,9}}")
}

fn duration() -> String {
    let (months, days) = ("[0-9]{1,5}M([0-9]{1,6}D)?", "[0-9]{1,6}D");
    let date = format!("([0-9]{{1,4}}Y({months})?|{months}|{days})");
    format!("P([0-9]{{1,6}}W|{date}({DURATION_TIME})?|{DURATION_TIME})")
}

/// A duration without days, months and years, whose length depends on the calendar.
pub(crate) fn duration_of_clock() -> String {
    format!("P{DURATION_TIME}")
}

fn host() -> String {
    format!(r"({LABEL}\.){{0,5}}{LAST_LABEL}")
}

/// The URL of a page.
pub(crate) fn url() -> Vec<String> {
    let (port, rest) = (":[1-9][0-9]{0,3}", r"([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*");
    let page = format!(r"https?://{}({port})?(/{rest})?(\?{rest})?(#{rest})?", host());
    vec![page, format!(r"[^/]*//{}([/?#].*)?", "[^-/?#]*(-[^-/?#]+)*")]
}

fn ipv4() -> String {
    format!(r"({OCTET}\.){{3}}{OCTET}")
}

/// The last two groups may be written as an IPv4 address, and one run of zero groups as `::`.
fn ipv6() -> String {
    let mut forms = vec![format!("({GROUP}:){{7}}{GROUP}"), format!("({GROUP}:){{6}}{}", ipv4())];
    // This many groups before `::`, and as many after it as leave at least one group out.
    for before in 0..=7usize {
        let head = if before == 0 { ":".to_owned() } else { format!("({GROUP}:){{{before}}}") };
        let after = 7 - before;
        forms.push(match after {
            0 => format!("{head}:"),
            _ => format!("{head}(:|(:{GROUP}){{1,{after}}})"),
        });
        if let Some(after) = after.checked_sub(2) {
            forms.push(format!("{head}(:{GROUP}){{0,{after}}}:{}", ipv4()));
        }
    }
    forms.join("|")
}
