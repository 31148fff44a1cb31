//! The types of jiff, as its serde feature reads them.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Span, Timestamp, Zoned};

use super::formed;
use crate::schema::link::NodeRef;
use crate::schema::node::{Node, StringFormat};
use crate::schema::{Schema, SchemaNode};

#[diagnostic::do_not_recommend]
impl Schema for Timestamp {
    const NODE: SchemaNode = {
        static NODE: Node = formed(
            "Timestamp",
            StringFormat {
                format: Some("date-time"),
                description: "A date and time of RFC 3339, such as 2024-08-06T12:30:00Z.",
            },
        );
        Ok(NodeRef::to(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for Zoned {
    const NODE: SchemaNode = {
        static NODE: Node = formed(
            "Zoned",
            StringFormat {
                format: None,
                description: "A date and time with a time zone, such as 2024-08-06T12:30:00+02:00[Europe/Berlin].",
            },
        );
        Ok(NodeRef::to(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for Date {
    const NODE: SchemaNode = {
        static NODE: Node =
            formed("Date", StringFormat { format: Some("date"), description: "A date, such as 2024-08-06." });
        Ok(NodeRef::to(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for Time {
    const NODE: SchemaNode = {
        static NODE: Node =
            formed("Time", StringFormat { format: None, description: "A time of day, such as 12:30:00." });
        Ok(NodeRef::to(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for DateTime {
    const NODE: SchemaNode = {
        static NODE: Node = formed(
            "DateTime",
            StringFormat {
                format: None,
                description: "A date and time without an offset, such as 2024-08-06T12:30:00.",
            },
        );
        Ok(NodeRef::to(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for Span {
    const NODE: SchemaNode = {
        static NODE: Node = formed(
            "Span",
            StringFormat { format: Some("duration"), description: "A duration of ISO 8601, such as P1DT2H30M." },
        );
        Ok(NodeRef::to(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for SignedDuration {
    const NODE: SchemaNode = {
        static NODE: Node = formed(
            "SignedDuration",
            StringFormat {
                format: None,
                description: "A duration of ISO 8601 in hours, minutes and seconds, such as PT2H30M.",
            },
        );
        Ok(NodeRef::to(&NODE))
    };
}
