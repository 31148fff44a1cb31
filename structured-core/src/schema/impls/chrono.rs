//! The types of chrono, as its serde feature reads them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

use super::formed;
use crate::schema::link::NodeRef;
use crate::schema::node::{Node, StringFormat};
use crate::schema::{Schema, SchemaNode};

#[diagnostic::do_not_recommend]
impl<Tz: TimeZone> Schema for DateTime<Tz> {
    const NODE: SchemaNode = {
        static NODE: Node = formed(
            "DateTime",
            StringFormat {
                format: Some("date-time"),
                description: "A date and time of RFC 3339, such as 2024-08-06T12:30:00Z.",
            },
        );
        Ok(NodeRef::to(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NaiveDate {
    const NODE: SchemaNode = {
        static NODE: Node =
            formed("NaiveDate", StringFormat { format: Some("date"), description: "A date, such as 2024-08-06." });
        Ok(NodeRef::to(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NaiveTime {
    const NODE: SchemaNode = {
        static NODE: Node =
            formed("NaiveTime", StringFormat { format: None, description: "A time of day, such as 12:30:00." });
        Ok(NodeRef::to(&NODE))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for NaiveDateTime {
    const NODE: SchemaNode = {
        static NODE: Node = formed(
            "NaiveDateTime",
            StringFormat {
                format: None,
                description: "A date and time without an offset, such as 2024-08-06T12:30:00.",
            },
        );
        Ok(NodeRef::to(&NODE))
    };
}
