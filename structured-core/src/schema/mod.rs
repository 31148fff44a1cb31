//! The two traits: [`Schema`] for types that can appear in a schema, [`StructuredOutput`] for types of whole answers.

pub(crate) mod bounds;
pub(crate) mod catalog;
pub(crate) mod check;
pub(crate) mod constant;
pub(crate) mod description;
pub(crate) mod drift;
mod identity;
mod impls;
pub(crate) mod instance;
pub(crate) mod link;
mod merged;
mod names;
pub mod node;
mod plain;
pub(crate) mod reason;
mod render;
mod table;
pub(crate) mod text;

use crate::schema::constant::{admitted, rendered};
use crate::schema::link::NodeRef;
use crate::schema::reason::Unsupported;

/// A type that can appear in a schema, called a component.
///
/// It is implemented for the types of the standard library that have a strict schema, and by
/// `#[derive(StructuredOutput)]`. Maps, tuples, 128-bit integers and other types that a strict schema cannot describe
/// implement it too, with the reason why they have no schema. Using one of them in a derived type is a compile error at
/// the field, with that reason.
///
/// A type of your own whose JSON is another type's can borrow that schema:
///
/// ```
/// use structured_core::Schema;
///
/// struct UserId(u64);
///
/// impl Schema for UserId {
///     const NODE: structured_core::SchemaNode = <u64 as Schema>::NODE;
/// }
///
/// assert_eq!(structured_core::json_schema::<UserId>(), r#"{"type":"integer"}"#);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no structured-output schema",
    label = "the schema of this type is not known",
    note = "for a type of your own, add `#[derive(StructuredOutput)]` to `{Self}`"
)]
#[cfg_attr(
    not(any(
        feature = "chrono04",
        feature = "jiff02",
        feature = "rust_decimal1",
        feature = "time03",
        feature = "url2",
        feature = "uuid1"
    )),
    diagnostic::on_unimplemented(
        note = "for a type of chrono, jiff, rust_decimal, time, url or uuid, turn on the feature of structured-core: `chrono04`, `jiff02`, `rust_decimal1`, `time03`, `url2`, `uuid1`"
    )
)]
#[cfg_attr(
    all(
        not(feature = "chrono04"),
        any(feature = "jiff02", feature = "rust_decimal1", feature = "time03", feature = "url2", feature = "uuid1")
    ),
    diagnostic::on_unimplemented(note = "for a type of chrono, turn on the feature of structured-core: `chrono04`")
)]
#[cfg_attr(
    all(
        not(feature = "jiff02"),
        any(feature = "chrono04", feature = "rust_decimal1", feature = "time03", feature = "url2", feature = "uuid1")
    ),
    diagnostic::on_unimplemented(note = "for a type of jiff, turn on the feature of structured-core: `jiff02`")
)]
#[cfg_attr(
    all(
        not(feature = "rust_decimal1"),
        any(feature = "chrono04", feature = "jiff02", feature = "time03", feature = "url2", feature = "uuid1")
    ),
    diagnostic::on_unimplemented(
        note = "for a type of rust_decimal, turn on the feature of structured-core: `rust_decimal1`"
    )
)]
#[cfg_attr(
    all(
        not(feature = "time03"),
        any(feature = "chrono04", feature = "jiff02", feature = "rust_decimal1", feature = "url2", feature = "uuid1")
    ),
    diagnostic::on_unimplemented(note = "for a type of time, turn on the feature of structured-core: `time03`")
)]
#[cfg_attr(
    all(
        not(feature = "url2"),
        any(
            feature = "chrono04",
            feature = "jiff02",
            feature = "rust_decimal1",
            feature = "time03",
            feature = "uuid1"
        )
    ),
    diagnostic::on_unimplemented(note = "for a type of url, turn on the feature of structured-core: `url2`")
)]
#[cfg_attr(
    all(
        not(feature = "uuid1"),
        any(feature = "chrono04", feature = "jiff02", feature = "rust_decimal1", feature = "time03", feature = "url2")
    ),
    diagnostic::on_unimplemented(note = "for a type of uuid, turn on the feature of structured-core: `uuid1`")
)]
#[diagnostic::on_unimplemented(
    note = "for a type from another crate, declare its JSON: `#[structured(as = \"String\")]` on the field"
)]
pub trait Schema {
    /// The static description of the type, or why it has none.
    const NODE: SchemaNode;
}

/// The static description of a type, or why it has none.
pub type SchemaNode = Result<NodeRef, Unsupported>;

/// The type of a whole answer, whose schema is an object.
///
/// It is derived for structs with named fields. Enums and newtypes implement only [`Schema`]: they can be used in a root,
/// but the API accepts only objects as the root. The schema of a struct with a flattened enum is a union, so its
/// `JSON_SCHEMA` does not compile.
///
/// # Examples
///
/// ```
/// use structured_core::StructuredOutput;
///
/// /// A place on a map.
/// #[derive(StructuredOutput)]
/// struct Place {
///     name: String,
///     height: Option<i32>,
/// }
///
/// assert_eq!(Place::NAME, "Place");
/// assert_eq!(Place::DESCRIPTION, Some("A place on a map."));
/// assert_eq!(
///     Place::JSON_SCHEMA,
///     r#"{"type":"object","properties":{"name":{"type":"string"},"height":{"type":["integer","null"]}},"required":["name","height"],"additionalProperties":false}"#
/// );
/// ```
#[diagnostic::on_unimplemented(
    message = "the root of a structured output must be an object, and `{Self}` is not a struct that derives `StructuredOutput`",
    label = "not the root of a structured output",
    note = "for an enum, a newtype or a list, wrap it in a struct: `struct Answer {{ value: {Self} }}`",
    note = "for a struct of your own, add `#[derive(StructuredOutput)]`"
)]
pub trait StructuredOutput: Schema {
    /// The name of the response format or tool: `^[a-zA-Z0-9_-]{1,64}$`. The name of a tool of the Responses API may
    /// have up to 128 bytes.
    ///
    /// This is the type's name (`Page_Item` for `Page<Item>`), or `#[structured(name = "…")]`.
    const NAME: &'static str = constant::name::<Self>();

    /// The description that is sent with the response format or tool: the type's doc comment, or
    /// `#[structured(description = "…")]`.
    const DESCRIPTION: Option<&'static str> = constant::description::<Self>();

    /// The strict schema, minified. The compiler renders it, and it is stored in read-only data.
    ///
    /// Its `properties` have the order of the fields, which is the order in which the model answers. It contains the
    /// `title` of the root. It does not contain the root's description, which is [`DESCRIPTION`](Self::DESCRIPTION).
    const JSON_SCHEMA: &'static str = constant::root_schema::<Self>();
}

/// No type implements this trait. For a type that is not an object, the derive uses it as a bound of the
/// [`StructuredOutput`] impl, so that `Type::JSON_SCHEMA` is an error with this message.
#[diagnostic::on_unimplemented(
    message = "the root of a structured output must be an object, and `{Self}` is not a struct that derives `StructuredOutput`",
    label = "not the root of a structured output",
    note = "for an enum, a newtype or a list, wrap it in a struct: `struct Answer {{ value: {Self} }}`"
)]
pub trait RootObject {}

/// The strict schema of any component, minified, as it appears for a property of this type.
///
/// For a root, this equals [`StructuredOutput::JSON_SCHEMA`]. It can be called in a `const`:
///
/// ```
/// const LIST: &str = structured_core::json_schema::<Vec<Option<bool>>>();
/// assert_eq!(LIST, r#"{"type":"array","items":{"type":["boolean","null"]}}"#);
/// ```
///
/// Fails to compile if `T` has no strict schema.
#[must_use]
#[track_caller]
pub const fn json_schema<T: Schema + ?Sized>() -> &'static str {
    admitted::<T>();
    rendered::<T>()
}
