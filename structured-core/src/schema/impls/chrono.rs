//! The types of chrono, as its serde feature reads them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

use super::formed;
use crate::schema::link::Link;
use crate::schema::node::{Form, Node};
use crate::schema::{Component, Schema};

#[diagnostic::do_not_recommend]
impl<Tz: TimeZone> Schema for DateTime<Tz> {
    const NODE: Component = {
        static NODE: Node = formed(
            "DateTime",
            Form {
                format: Some("date-time"),
                description: "A date and time of RFC 3339, such as 2024-08-06T12:30:00Z.",
            },
        );
        Ok(Link::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NaiveDate {
    const NODE: Component = {
        static NODE: Node =
            formed("NaiveDate", Form { format: Some("date"), description: "A date, such as 2024-08-06." });
        Ok(Link::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NaiveTime {
    const NODE: Component = {
        static NODE: Node = formed("NaiveTime", Form { format: None, description: "A time of day, such as 12:30:00." });
        Ok(Link::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NaiveDateTime {
    const NODE: Component = {
        static NODE: Node = formed(
            "NaiveDateTime",
            Form { format: None, description: "A date and time without an offset, such as 2024-08-06T12:30:00." },
        );
        Ok(Link::to_scalar(&NODE))
    };
}
