//! The types of time, as its feature `serde-human-readable` reads them.

use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};

use super::formed;
use crate::schema::link::NodeRef;
use crate::schema::node::{Node, StringFormat};
use crate::schema::{Schema, SchemaNode};

#[diagnostic::do_not_recommend]
impl Schema for OffsetDateTime {
    const NODE: SchemaNode = {
        static NODE: Node = formed(
            "OffsetDateTime",
            StringFormat {
                format: None,
                description: "A date and time with an offset, such as 2024-08-06 12:30:00.0 +02:00:00.",
            },
        );
        Ok(NodeRef::to(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for PrimitiveDateTime {
    const NODE: SchemaNode = {
        static NODE: Node = formed(
            "PrimitiveDateTime",
            StringFormat {
                format: None,
                description: "A date and time without an offset, such as 2024-08-06 12:30:00.0.",
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
            formed("Time", StringFormat { format: None, description: "A time of day, such as 12:30:00.0." });
        Ok(NodeRef::to(&NODE))
    };
}
