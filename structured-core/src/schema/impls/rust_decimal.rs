//! The type of `rust_decimal` as a string, which is what its serde feature writes, and reads without losing digits.
//!
//! serde reads integers as a `Decimal` too, so that an untagged enum tries it after them:
//!
//! ```
//! # use rust_decimal::Decimal;
//! # use structured_core::StructuredOutput;
//! #[derive(StructuredOutput)]
//! #[serde(untagged)]
//! enum Amount {
//!     Count(i64),
//!     Price(Decimal),
//! }
//! ```
//!
//! In the other order, `Count` is never read, which is an error:
//!
//! ```compile_fail
//! # use rust_decimal::Decimal;
//! # use structured_core::StructuredOutput;
//! #[derive(StructuredOutput)]
//! #[serde(untagged)]
//! enum Amount {
//!     Price(Decimal),
//!     Count(i64),
//! }
//! ```
//!
//! Not every `f64` is a `Decimal`, so both orders are right:
//!
//! ```
//! # use rust_decimal::Decimal;
//! # use structured_core::StructuredOutput;
//! #[derive(StructuredOutput)]
//! #[serde(untagged)]
//! enum Amount {
//!     Price(Decimal),
//!     Number(f64),
//! }
//! ```

use rust_decimal::Decimal;

use super::formed;
use crate::schema::node::StringFormat;

// The type holds every number of 28 digits before the point, and rounds what follows its 28th digit.
scalars! {
    Decimal: formed(
        "Decimal",
        StringFormat {
            format: None,
            pattern: Some("^-?(0|[1-9][0-9]{0,27})([.][0-9]{1,28})?$"),
            description: "A decimal number, such as 12.50.",
            reads_integers: true,
        },
    );
}
