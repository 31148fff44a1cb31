//! The types of jiff, as its serde feature reads them.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Span, Timestamp, Zoned};

use super::formed;
use crate::schema::link::Link;
use crate::schema::node::{Form, Node};
use crate::schema::{Component, Schema};

#[diagnostic::do_not_recommend]
impl Schema for Timestamp {
    const NODE: Component = {
        static NODE: Node = formed(
            "Timestamp",
            Form {
                format: Some("date-time"),
                description: "A date and time of RFC 3339, such as 2024-08-06T12:30:00Z.",
            },
        );
        Ok(Link::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for Zoned {
    const NODE: Component = {
        static NODE: Node = formed(
            "Zoned",
            Form {
                format: None,
                description: "A date and time with a time zone, such as 2024-08-06T12:30:00+02:00[Europe/Berlin].",
            },
        );
        Ok(Link::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for Date {
    const NODE: Component = {
        static NODE: Node = formed("Date", Form { format: Some("date"), description: "A date, such as 2024-08-06." });
        Ok(Link::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for Time {
    const NODE: Component = {
        static NODE: Node = formed("Time", Form { format: None, description: "A time of day, such as 12:30:00." });
        Ok(Link::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for DateTime {
    const NODE: Component = {
        static NODE: Node = formed(
            "DateTime",
            Form { format: None, description: "A date and time without an offset, such as 2024-08-06T12:30:00." },
        );
        Ok(Link::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for Span {
    const NODE: Component = {
        static NODE: Node = formed(
            "Span",
            Form { format: Some("duration"), description: "A duration of ISO 8601, such as P1DT2H30M." },
        );
        Ok(Link::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for SignedDuration {
    const NODE: Component = {
        static NODE: Node = formed(
            "SignedDuration",
            Form {
                format: None,
                description: "A duration of ISO 8601 in hours, minutes and seconds, such as PT2H30M.",
            },
        );
        Ok(Link::to_scalar(&NODE))
    };
}
