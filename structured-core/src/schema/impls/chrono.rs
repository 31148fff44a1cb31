//! The types of chrono, as its serde feature reads them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

use super::{described, formatted};
use crate::schema::link::{NodeRef, StaticNode};
use crate::schema::{Schema, SchemaNode};

#[diagnostic::do_not_recommend]
impl<Tz: TimeZone> Schema for DateTime<Tz> {
    const NODE: SchemaNode = {
        static NODE: StaticNode = StaticNode::new(formatted(
            "DateTime",
            "date-time",
            "A date and time of RFC 3339, such as 2024-08-06T12:30:00Z.",
        ));
        Ok(NodeRef::to_scalar(&NODE))
    };
}

scalars! {
    NaiveDate: formatted("NaiveDate", "date", "A date, such as 2024-08-06.");
    NaiveTime: described("NaiveTime", "A time of day, such as 12:30:00.");
    NaiveDateTime: described("NaiveDateTime", "A date and time without an offset, such as 2024-08-06T12:30:00.");
}
