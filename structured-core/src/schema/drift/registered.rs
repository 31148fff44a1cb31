//! How the generated test of a bound type refers to that type.
//!
//! The test is in a module of its own, where a type in a function body has no name. The type has a number instead.
//! There is one `impl` for that number, so the compiler infers the type.

/// A type that is bound to a file, under its number.
pub trait BoundType<T: ?Sized> {
    /// The folder of the package.
    const FOLDER: &'static str;
    /// The file, relative to the folder.
    const PATH: &'static str;
    /// The type's schema.
    const SCHEMA: &'static str;
    /// What the derive has read: the text of the file, or what is wrong with it. `None` if there was no file.
    const READ: Option<Result<&'static str, &'static str>>;
}

/// The number of a bound type.
#[derive(Debug)]
pub struct Number<const N: u64>;

/// The number of a bound type in its crate, computed from the text of the type and its place.
#[must_use]
pub const fn number(fingerprint: u64, line: u32, column: u32) -> u64 {
    fingerprint.rotate_left(7) ^ ((line as u64) << 32) ^ column as u64
}

/// The test of the bound type that has the number. Without `std` there are no files, and the test does nothing.
///
/// # Panics
/// If the file is to be written and cannot be written. A test reports failure by a panic.
pub fn run<T: ?Sized, const N: u64>()
where
    Number<N>: BoundType<T>,
{
    #[cfg(feature = "std")]
    super::writing::write_or_report(
        <Number<N> as BoundType<T>>::FOLDER,
        <Number<N> as BoundType<T>>::PATH,
        <Number<N> as BoundType<T>>::SCHEMA,
        <Number<N> as BoundType<T>>::READ,
    );
}
