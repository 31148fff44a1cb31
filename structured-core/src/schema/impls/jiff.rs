//! The types of jiff, as its serde feature reads them.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Span, Timestamp, Zoned};

use super::{described, formatted};

scalars! {
    Timestamp: formatted("Timestamp", "date-time", "A date and time of RFC 3339, such as 2024-08-06T12:30:00Z.");
    Zoned: described(
        "Zoned",
        "A date and time with a time zone, such as 2024-08-06T12:30:00+02:00[Europe/Berlin].",
    );
    Date: formatted("Date", "date", "A date, such as 2024-08-06.");
    Time: described("Time", "A time of day, such as 12:30:00.");
    DateTime: described("DateTime", "A date and time without an offset, such as 2024-08-06T12:30:00.");
    Span: formatted("Span", "duration", "A duration of ISO 8601, such as P1DT2H30M.");
    SignedDuration: described(
        "SignedDuration",
        "A duration of ISO 8601 in hours, minutes and seconds, such as PT2H30M.",
    );
}
