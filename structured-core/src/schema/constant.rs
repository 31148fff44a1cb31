//! The schema of a type as a constant: the walk from its node to the text.

use super::Schema;
use super::catalog::{self, Entry};
use super::check;
use super::drift::same_bytes;
use super::link::NodeRef;
use super::names;
use super::render::{self, Context};
use super::text::{Buffer, Text};
use crate::profile::Profile;

/// Fails in the caller's code, where a constant is computed, rather than in a constant of ours.
#[track_caller]
pub(super) const fn admitted<T: Schema + ?Sized>() {
    match T::NODE {
        Err(reason) => reason.fail(),
        Ok(link) => {
            if let Some(definition) = &link.node().definition
                && !definition.arguments.is_empty()
            {
                // A generic type is known in whole only here.
                Whole::<T>::check();
            }
        }
    }
}

/// A function of its own: a constant that a function names is evaluated before the function runs, and so would fail
/// before [`admitted`] says where. In code that runs, it is what makes a type without a schema a compile error.
pub(super) const fn rendered<T: Schema + ?Sized>() -> &'static str {
    const { admitted::<T>() };
    Rendered::<T>::TEXT
}

/// The schema of a root, for the constant that the derive emits.
#[must_use]
#[track_caller]
pub const fn root_schema<T: Schema>() -> &'static str {
    admitted::<T>();
    Rendered::<T>::TEXT
}

/// Whether the schema of `T` is `text`.
pub(crate) const fn is_rendered_as<T: Schema + ?Sized>(text: &[u8]) -> bool {
    let (bytes, length) = &Rendered::<T>::FIRST;
    if *length > DRAFT {
        return is_rendered_at_length_as::<T>(text);
    }
    *length == text.len() && same_bytes(bytes.split_at(*length).0, text) == *length
}

/// As [`is_rendered_as`]; a function of its own for the sake of what [`rendered`] says.
const fn is_rendered_at_length_as<T: Schema + ?Sized>(text: &[u8]) -> bool {
    let schema = Rendered::<T>::TEXT.as_bytes();
    schema.len() == text.len() && same_bytes(schema, text) == text.len()
}

/// The schema of `T` as const code walks it.
pub(crate) struct Whole<T: ?Sized>(T);

/// Definitions that most schemas keep within; for more, the walk begins again with [`MANY`].
const FEW: usize = 24;
/// No API takes a schema with more definitions.
const MANY: usize = 1024;

impl<T: Schema + ?Sized> Whole<T> {
    const ROOT: NodeRef = match T::NODE {
        Ok(link) => link,
        // Reported by `admitted`.
        Err(_) => check::rejected(),
    };
    const PROFILE: &'static Profile = match catalog::profile_of(Self::ROOT) {
        Some(profile) => profile,
        None => &Profile::ALL[0],
    };

    /// Checks the limits and rules that concern the whole schema.
    ///
    /// The catalog is a local variable on purpose: the compiler validates a constant, field by field.
    #[track_caller]
    pub(crate) const fn check() {
        let few = catalog::catalog::<FEW>(Self::ROOT, Self::PROFILE);
        if few.overflow {
            check::whole(&catalog::catalog::<MANY>(Self::ROOT, Self::PROFILE), Self::PROFILE);
        } else {
            check::whole(&few, Self::PROFILE);
        }
    }

    /// Writes the schema into `buffer`, and says how long it is.
    const fn render(buffer: &mut [u8]) -> usize {
        let few = catalog::catalog::<FEW>(Self::ROOT, Self::PROFILE);
        if few.overflow {
            let many = catalog::catalog::<MANY>(Self::ROOT, Self::PROFILE);
            return Self::render_with(buffer, many.entries.split_at(many.length).0);
        }
        Self::render_with(buffer, few.entries.split_at(few.length).0)
    }

    const fn render_with(buffer: &mut [u8], entries: &[Entry]) -> usize {
        render::schema(Context { entries, profile: Self::PROFILE }, Text::new(buffer)).length
    }
}

/// The text of a schema.
struct Rendered<T: ?Sized>(T);

/// The capacity of the first attempt, which most schemas fit in.
const DRAFT: usize = 16_384;

impl<T: Schema + ?Sized> Rendered<T> {
    const FIRST: ([u8; DRAFT], usize) = Self::attempt();
    const LENGTH: usize = Self::FIRST.1;

    const fn attempt<const N: usize>() -> ([u8; N], usize) {
        let mut bytes = [0; N];
        let length = Whole::<T>::render(&mut bytes);
        (bytes, length)
    }

    /// `[u8; Self::LENGTH]` cannot be said of a generic type, so the text is copied into the least capacity that holds
    /// it. Only the function that is called has its constants evaluated.
    const TEXT: &'static str = {
        let bytes: &'static [u8] = match Self::LENGTH {
            0..=128 => Self::fitted::<128>(),
            129..=192 => Self::fitted::<192>(),
            193..=256 => Self::fitted::<256>(),
            257..=384 => Self::fitted::<384>(),
            385..=512 => Self::fitted::<512>(),
            513..=768 => Self::fitted::<768>(),
            769..=1024 => Self::fitted::<1024>(),
            1025..=1536 => Self::fitted::<1536>(),
            1537..=2048 => Self::fitted::<2048>(),
            2049..=3072 => Self::fitted::<3072>(),
            3073..=4096 => Self::fitted::<4096>(),
            4097..=6144 => Self::fitted::<6144>(),
            6145..=8192 => Self::fitted::<8192>(),
            8193..=16_384 => Self::fitted::<DRAFT>(),
            16_385..=32_768 => Self::again::<32_768>(),
            32_769..=65_536 => Self::again::<65_536>(),
            65_537..=262_144 => Self::again::<262_144>(),
            262_145..=1_048_576 => Self::again::<1_048_576>(),
            _ => panic!("the schema has more than 1,048,576 bytes, and no API takes one of that size"),
        };
        match core::str::from_utf8(bytes.split_at(Self::LENGTH).0) {
            Ok(text) => text,
            Err(_) => panic!("a schema is UTF-8: please report this as a bug of structured-core"),
        }
    };

    const fn fitted<const N: usize>() -> &'static [u8] {
        const {
            let mut bytes = [0; N];
            bytes.split_at_mut(Self::LENGTH).0.copy_from_slice(Self::FIRST.0.split_at(Self::LENGTH).0);
            &Fixed { bytes }.bytes
        }
    }

    const fn again<const N: usize>() -> &'static [u8] {
        const { &Fixed { bytes: Self::attempt::<N>().0 }.bytes }
    }
}

/// Bytes of a constant that a reference can lead to.
struct Fixed<const N: usize> {
    bytes: [u8; N],
}

/// The name of an instance of a generic type: `Page_Item` for `Page<Item>`.
///
/// Fails to compile if that is no name for a response format: with more than 64 bytes, or a character that the API
/// refuses.
#[must_use]
#[track_caller]
pub const fn instance_name<T: Schema>() -> &'static str {
    let text = InstanceName::<T>::NAME.as_str();
    check::name(text);
    text
}

/// The name of an instance of a generic type.
struct InstanceName<T>(T);

impl<T: Schema> InstanceName<T> {
    const NAME: &'static Buffer<128> = &{
        let mut bytes = [0; 128];
        let length = names::push_name(Text::new(&mut bytes), Whole::<T>::ROOT, false).length;
        Buffer { bytes, length }
    };
}
