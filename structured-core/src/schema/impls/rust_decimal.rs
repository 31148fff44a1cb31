//! The type of `rust_decimal` as a string. Its serde feature writes it as a string, and reads a string without losing
//! digits.
//!
//! serde also reads integers as a `Decimal`, so an untagged enum must try integers first:
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
//! In the other order, `Count` is never read, and this is an error:
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
//! Not every `f64` is a `Decimal`, so both orders are accepted:
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

// The type holds every number with 28 digits before the point, and rounds digits after its 28th.
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
