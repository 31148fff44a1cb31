//! The scalar types of std and of other crates, and what their schemas say.

#[derive(Debug, PartialEq)]
pub(crate) struct Scalar {
    pub(crate) rust: &'static str,
    /// The part of definition names that comes from it.
    pub(crate) name: &'static str,
    pub(crate) json: &'static str,
    /// The bounds that profiles with `minimum` have.
    pub(crate) minimum: Option<&'static str>,
    pub(crate) maximum: Option<&'static str>,
    pub(crate) format: Option<&'static str>,
    pub(crate) pattern: Option<&'static str>,
    /// The words in the description, if the profile has neither the format nor the pattern.
    pub(crate) form: Option<&'static str>,
    pub(crate) is_ordered: bool,
    pub(crate) has_default: bool,
}

const fn scalar(rust: &'static str, json: &'static str) -> Scalar {
    Scalar {
        rust,
        name: rust,
        json,
        minimum: None,
        maximum: None,
        format: None,
        pattern: None,
        form: None,
        is_ordered: true,
        has_default: true,
    }
}

const fn integer(rust: &'static str, minimum: &'static str, maximum: &'static str) -> Scalar {
    Scalar { minimum: Some(minimum), maximum: Some(maximum), ..scalar(rust, "integer") }
}

const fn formed(
    rust: &'static str,
    name: &'static str,
    format: Option<&'static str>,
    form: &'static str,
    has_default: bool,
) -> Scalar {
    Scalar { name, format, form: Some(form), has_default, ..scalar(rust, "string") }
}

const DATE: &str = "A date, such as 2024-08-06.";
const TIME: &str = "A time of day, such as 12:30:00.";
const DATE_TIME: &str = "A date and time without an offset, such as 2024-08-06T12:30:00.";
const TIMESTAMP: &str = "A date and time of RFC 3339, such as 2024-08-06T12:30:00Z.";

pub(crate) static SCALARS: &[Scalar] = &[
    scalar("String", "string"),
    scalar("bool", "boolean"),
    Scalar { is_ordered: false, ..scalar("f64", "number") },
    Scalar { is_ordered: false, ..scalar("f32", "number") },
    integer("i8", "-128", "127"),
    integer("i16", "-32768", "32767"),
    integer("i32", "-2147483648", "2147483647"),
    scalar("i64", "integer"),
    scalar("isize", "integer"),
    integer("u8", "0", "255"),
    integer("u16", "0", "65535"),
    integer("u32", "0", "4294967295"),
    Scalar { minimum: Some("0"), ..scalar("u64", "integer") },
    Scalar { minimum: Some("0"), ..scalar("usize", "integer") },
    Scalar { name: "String", has_default: true, ..scalar("std::path::PathBuf", "string") },
    Scalar { name: "String", ..scalar("Box<str>", "string") },
    Scalar { name: "String", ..scalar("std::sync::Arc<str>", "string") },
    Scalar { name: "String", ..scalar("std::borrow::Cow<'static, str>", "string") },
    Scalar { name: "String", has_default: false, ..scalar("Box<std::path::Path>", "string") },
    Scalar { name: "NonZeroU8", has_default: false, ..integer("std::num::NonZeroU8", "1", "255") },
    Scalar { name: "NonZeroU16", has_default: false, ..integer("std::num::NonZeroU16", "1", "65535") },
    Scalar { name: "NonZeroU32", has_default: false, ..integer("std::num::NonZeroU32", "1", "4294967295") },
    Scalar { name: "NonZeroU64", has_default: false, minimum: Some("1"), ..scalar("std::num::NonZeroU64", "integer") },
    Scalar {
        name: "NonZeroUsize",
        has_default: false,
        minimum: Some("1"),
        ..scalar("std::num::NonZeroUsize", "integer")
    },
    Scalar { name: "NonZeroI8", has_default: false, ..integer("std::num::NonZeroI8", "-128", "127") },
    Scalar { name: "NonZeroI16", has_default: false, ..integer("std::num::NonZeroI16", "-32768", "32767") },
    Scalar { name: "NonZeroI32", has_default: false, ..integer("std::num::NonZeroI32", "-2147483648", "2147483647") },
    Scalar { name: "NonZeroI64", has_default: false, ..scalar("std::num::NonZeroI64", "integer") },
    Scalar { name: "NonZeroIsize", has_default: false, ..scalar("std::num::NonZeroIsize", "integer") },
    formed("char", "char", None, "A single character.", true),
    formed("std::net::Ipv4Addr", "Ipv4Addr", Some("ipv4"), "An IPv4 address.", false),
    formed("std::net::Ipv6Addr", "Ipv6Addr", Some("ipv6"), "An IPv6 address.", false),
    formed("std::net::IpAddr", "IpAddr", None, "An IPv4 or IPv6 address.", false),
    formed("uuid::Uuid", "Uuid", Some("uuid"), "A UUID, such as 67e55044-10b1-426f-9247-bb680e5fe0c8.", true),
    formed("chrono::NaiveDate", "NaiveDate", Some("date"), DATE, true),
    formed("chrono::NaiveTime", "NaiveTime", None, TIME, true),
    formed("chrono::NaiveDateTime", "NaiveDateTime", None, DATE_TIME, true),
    formed("chrono::DateTime<chrono::Utc>", "DateTime", Some("date-time"), TIMESTAMP, true),
    formed("chrono::DateTime<chrono::FixedOffset>", "DateTime", Some("date-time"), TIMESTAMP, true),
    formed("jiff::civil::Date", "Date", Some("date"), DATE, true),
    formed("jiff::civil::Time", "Time", None, TIME, true),
    formed("jiff::civil::DateTime", "DateTime", None, DATE_TIME, true),
    formed("jiff::Timestamp", "Timestamp", Some("date-time"), TIMESTAMP, true),
    formed(
        "jiff::Zoned",
        "Zoned",
        None,
        "A date and time with a time zone, such as 2024-08-06T12:30:00+02:00[Europe/Berlin].",
        true,
    ),
    formed(
        "jiff::SignedDuration",
        "SignedDuration",
        None,
        "A duration of ISO 8601 in hours, minutes and seconds, such as PT2H30M.",
        true,
    ),
    Scalar {
        is_ordered: false,
        ..formed("jiff::Span", "Span", Some("duration"), "A duration of ISO 8601, such as P1DT2H30M.", true)
    },
    formed("time::Date", "Date", Some("date"), DATE, false),
    formed("time::Time", "Time", None, "A time of day, such as 12:30:00.0.", false),
    formed(
        "time::PrimitiveDateTime",
        "PrimitiveDateTime",
        None,
        "A date and time without an offset, such as 2024-08-06 12:30:00.0.",
        false,
    ),
    formed(
        "time::OffsetDateTime",
        "OffsetDateTime",
        None,
        "A date and time with an offset, such as 2024-08-06 12:30:00.0 +02:00:00.",
        false,
    ),
    formed("url::Url", "Url", None, "An absolute URL, such as https://example.com/page.", false),
    Scalar {
        pattern: Some("^-?(0|[1-9][0-9]{0,27})([.][0-9]{1,28})?$"),
        ..formed("rust_decimal::Decimal", "Decimal", None, "A decimal number, such as 12.50.", true)
    },
    Scalar { name: "Unit", ..scalar("()", "null") },
];

impl Scalar {
    /// The scalar with this name in Rust.
    pub(crate) fn named(rust: &str) -> &'static Self {
        SCALARS.iter().find(|scalar| scalar.rust == rust).expect("the name is in the list")
    }

    /// Whether 0 is excluded from the values between the least and the greatest.
    pub(crate) fn excludes_zero(&self) -> bool {
        self.name.starts_with("NonZeroI")
    }
}
