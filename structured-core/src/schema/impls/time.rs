//! The types of time, as its feature `serde-human-readable` reads them.

use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};

use super::{described, formatted};

scalars! {
    OffsetDateTime: described(
        "OffsetDateTime",
        "A date and time with an offset, such as 2024-08-06 12:30:00.0 +02:00:00.",
    );
    PrimitiveDateTime: described(
        "PrimitiveDateTime",
        "A date and time without an offset, such as 2024-08-06 12:30:00.0.",
    );
    Date: formatted("Date", "date", "A date, such as 2024-08-06.");
    Time: described("Time", "A time of day, such as 12:30:00.0.");
}
