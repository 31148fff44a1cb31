//! The types of time, as its feature `serde-human-readable` reads them.

use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};

use super::formed;
use crate::schema::link::Link;
use crate::schema::node::{Form, Node};
use crate::schema::{Component, Schema};

#[diagnostic::do_not_recommend]
impl Schema for OffsetDateTime {
    const NODE: Component = {
        static NODE: Node = formed(
            "OffsetDateTime",
            Form {
                format: None,
                description: "A date and time with an offset, such as 2024-08-06 12:30:00.0 +02:00:00.",
            },
        );
        Ok(Link::to_scalar(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for PrimitiveDateTime {
    const NODE: Component = {
        static NODE: Node = formed(
            "PrimitiveDateTime",
            Form { format: None, description: "A date and time without an offset, such as 2024-08-06 12:30:00.0." },
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
        static NODE: Node = formed("Time", Form { format: None, description: "A time of day, such as 12:30:00.0." });
        Ok(Link::to_scalar(&NODE))
    };
}
