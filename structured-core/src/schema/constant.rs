//! The schema of a type as a constant: the walk from its node to the text.

use super::catalog::{self, Catalog, Extent};
use super::check;
use super::drift::{self, Outline};
use super::link::{NodeRef, Unchecked};
use super::names::{self, Names};
use super::render::render;
use super::text::{self, Buffer, Text};
use super::{Schema, SchemaNode};

/// Fails in the caller's code, where a constant is computed, and not in a constant of this crate.
#[track_caller]
pub(super) const fn admitted<T: Schema + ?Sized>() {
    match T::NODE {
        Err(reason) => reason.fail(),
        Ok(link) => {
            if let Some(definition) = &link.node().definition
                && definition.is_instance
            {
                // An instance of a generic type is fully known only here.
                check::schema::<{ catalog::SMALL }>(link);
            }
        }
    }
}

/// A separate function, because a constant that a function mentions is evaluated before the function runs. It would
/// fail before [`admitted`] reports the place. In code that runs, this is what makes a type without a schema a compile
/// error.
pub(super) const fn rendered<T: Schema + ?Sized>() -> &'static str {
    const { admitted::<T>() };
    Rendered::<T>::TEXT
}

/// The schema of a root, for the constant that the derive emits.
#[must_use]
#[track_caller]
pub const fn root_schema<T: Schema + ?Sized>() -> &'static str {
    admitted::<T>();
    if let Ok(link) = T::NODE {
        check::root(link);
    }
    Rendered::<T>::TEXT
}

/// Whether the schema of `T` is `text`, whose outline is `outline`, or zero if it has none.
///
/// The schema is written only if the outlines are not the same.
pub(crate) const fn is_rendered_as<T: Schema + ?Sized>(text: &str, outline: Outline) -> bool {
    let mut catalog = Catalog::empty();
    RootSchema::<T>::walk(&mut catalog);
    if catalog.overflow {
        return is_large::<T>(text, outline);
    }
    if outline != 0 && outline_of(&catalog, RootSchema::<T>::ROOT) == outline {
        return true;
    }
    match RootSchema::<T>::attempt_with(catalog) {
        Attempt::Whole(bytes, length) => text::same(text::written(&bytes, length), text),
        Attempt::Long(_) | Attempt::Large => is_long_text::<T>(text),
    }
}

/// Like [`is_rendered_as`], for a schema with many definitions.
const fn is_large<T: Schema + ?Sized>(text: &str, outline: Outline) -> bool {
    if outline == 0 {
        return is_long_text::<T>(text);
    }
    let mut catalog = Catalog::<{ catalog::LARGE }>::empty();
    RootSchema::<T>::walk(&mut catalog);
    outline_of(&catalog, RootSchema::<T>::ROOT) == outline || is_long_text::<T>(text)
}

/// The outline of the schema of a type, or zero if it has none. The tests of outlines call this.
#[must_use]
pub const fn outline(node: SchemaNode) -> Outline {
    let mut catalog = Catalog::<{ catalog::SMALL }>::empty();
    let Ok(root) = node else { return 0 };
    catalog::walk(&mut catalog, root, catalog::profile_of(root), Extent::Nodes);
    outline_of(&catalog, root)
}

/// The outline of the schema. It is zero if the schema has a part that no outline describes, or if the catalog has no room
/// for the definitions.
const fn outline_of<const N: usize>(catalog: &Catalog<N>, root: NodeRef) -> Outline {
    if catalog.overflow {
        return 0;
    }
    let mut names = Names::empty();
    names.fill(catalog);
    drift::outline(catalog, &names, catalog::profile_of(root))
}

/// A separate function, because a constant that a function mentions is evaluated even if the branch is not taken.
const fn is_long_text<T: Schema + ?Sized>(text: &str) -> bool {
    let (bytes, length) = Rendered::<T>::attempted_again();
    text::same(text::written(bytes, length), text)
}

/// The length in bytes of most schemas at most.
const SHORT: usize = 16_384;
/// The length in bytes of every schema at most.
const LONG: usize = 1_048_576;
/// The bytes of the shortest property with an empty name: `"":{"$ref":"#"},` and `"",` in `required`.
const LEAST_PROPERTY: usize = 19;

/// The schema of `T`, as const code walks it.
pub(crate) struct RootSchema<T: ?Sized>(T);

impl<T: Schema + ?Sized> RootSchema<T> {
    const ROOT: NodeRef = match T::NODE {
        Ok(link) => link,
        // Reported by `admitted`.
        Err(_) => check::rejected(),
    };

    /// Lists the definitions that the type reaches, as far as there is room for them.
    const fn walk<const N: usize>(catalog: &mut Catalog<N>) {
        catalog::walk(catalog, Self::ROOT, catalog::profile_of(Self::ROOT), Extent::Nodes);
    }

    /// Writes the schema into `buffer`, as far as it fits, and returns its length in bytes. `None` if the catalog has no
    /// room for the definitions.
    const fn rendered<const N: usize>(catalog: &Catalog<N>, buffer: &mut [u8]) -> Option<usize> {
        if catalog.overflow {
            return None;
        }
        let mut names = Names::empty();
        names.fill(catalog);
        render(catalog, &names, catalog::profile_of(Self::ROOT), buffer)
    }

    /// Writes the schema into a short buffer. Nothing is written of one that certainly does not fit.
    const fn attempt() -> Attempt {
        let mut catalog = Catalog::empty();
        Self::walk(&mut catalog);
        Self::attempt_with(catalog)
    }

    /// Like [`attempt`](Self::attempt), with the definitions that the type reaches.
    #[expect(clippy::large_types_passed_by_value, reason = "the interpreter moves the catalog")]
    const fn attempt_with(catalog: Catalog<{ catalog::SMALL }>) -> Attempt {
        if LEAST_PROPERTY * catalog.bounds.properties + catalog.bounds.characters > SHORT {
            return if catalog.overflow { Attempt::Large } else { Attempt::Long(catalog) };
        }
        let mut bytes = [0; SHORT];
        match Self::rendered(&catalog, &mut bytes) {
            Some(length) if length <= SHORT => Attempt::Whole(bytes, length),
            Some(_) => Attempt::Long(catalog),
            None => Attempt::Large,
        }
    }
}

/// The doc comment of a type. The derive says it again if its text in JSON is another one.
pub(crate) const fn description<T: Schema + ?Sized>() -> Option<&'static str> {
    match T::NODE {
        Ok(link) => link.node().annotations.description,
        Err(_) => None,
    }
}

/// The text of a schema.
struct Rendered<T: ?Sized>(T);

/// The result of writing a schema into a short buffer.
#[derive(Clone, Copy)]
#[expect(clippy::large_enum_variant, reason = "const code has no heap, and the value is in one constant")]
enum Attempt {
    /// The text and its length, as for most schemas.
    Whole([u8; SHORT], usize),
    /// The definitions of a schema that does not fit.
    Long(Catalog<{ catalog::SMALL }>),
    /// The schema has too many definitions for a small catalog, or nests them too deep.
    Large,
}

impl<T: Schema + ?Sized> Rendered<T> {
    /// The text of most schemas. Writing stops when the buffer is full.
    const SHORT: Unchecked<Attempt> = Unchecked::new(RootSchema::<T>::attempt());

    /// The text of a schema with many definitions or with a long text, and its length.
    #[expect(clippy::large_stack_arrays, reason = "this is computed by the compiler, which has no stack for it")]
    const LONG: ([u8; LONG], Option<usize>) = {
        let mut bytes = [0; LONG];
        let mut length = None;
        if let Attempt::Long(catalog) = Self::SHORT.get() {
            length = RootSchema::<T>::rendered(catalog, &mut bytes);
        }
        if length.is_none() {
            let mut catalog = Catalog::<{ catalog::LARGE }>::empty();
            RootSchema::<T>::walk(&mut catalog);
            length = RootSchema::<T>::rendered(&catalog, &mut bytes);
        }
        (bytes, length)
    };

    /// The text, in a buffer with more room, and its length.
    const fn attempted() -> (&'static [u8], usize) {
        match Self::SHORT.get() {
            Attempt::Whole(bytes, length) => (bytes, *length),
            Attempt::Long(_) | Attempt::Large => Self::attempted_again(),
        }
    }

    /// A separate function, because a constant that a function mentions is evaluated even if the branch is not taken.
    const fn attempted_again() -> (&'static [u8], usize) {
        match &Self::LONG {
            (bytes, Some(length)) if *length <= LONG => (bytes, *length),
            (_, Some(_)) => panic!("the schema has more than 1,048,576 bytes, and no API takes one of that size"),
            (_, None) => panic!("the schema nests more than 8,192 values, and no API takes one of that depth"),
        }
    }

    const LENGTH: usize = Self::attempted().1;

    /// `[u8; Self::LENGTH]` is not allowed for a generic type, so the text is copied into the smallest capacity that
    /// holds it. Only the constants of the function that is called are evaluated.
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
            8193..=12_288 => Self::fitted::<12_288>(),
            12_289..=16_384 => Self::fitted::<16_384>(),
            16_385..=24_576 => Self::fitted::<24_576>(),
            24_577..=32_768 => Self::fitted::<32_768>(),
            32_769..=49_152 => Self::fitted::<49_152>(),
            49_153..=65_536 => Self::fitted::<65_536>(),
            65_537..=98_304 => Self::fitted::<98_304>(),
            98_305..=131_072 => Self::fitted::<131_072>(),
            131_073..=262_144 => Self::fitted::<262_144>(),
            262_145..=524_288 => Self::fitted::<524_288>(),
            _ => Self::fitted::<LONG>(),
        };
        text::written(bytes, Self::LENGTH)
    };

    const fn fitted<const N: usize>() -> &'static [u8] {
        const { &Fixed::<N> { bytes: text::copied(Self::attempted().0, Self::LENGTH) }.bytes }
    }
}

/// The bytes of a constant, which can be referenced.
struct Fixed<const N: usize> {
    bytes: [u8; N],
}

/// The name of a root without a name of its own: the name of its type.
#[track_caller]
pub(crate) const fn name<T: Schema + ?Sized>() -> &'static str {
    if let Ok(link) = T::NODE
        && let Some(definition) = &link.node().definition
        && definition.arguments.is_empty()
    {
        return definition.name;
    }
    instance_name::<T>()
}

/// Fails to compile if the name of `T` has more than 64 bytes. Only a tool of the Responses API may have a longer name.
#[cfg(feature = "json")]
#[track_caller]
pub(crate) const fn check_short_name<T: super::StructuredOutput + ?Sized>() {
    check::short_name(T::NAME);
}

/// The name of an instance of a generic type: `Page_Item` for `Page<Item>`.
///
/// Fails to compile if no API accepts the name, because it has more than 128 bytes or a character that the APIs refuse.
#[must_use]
#[track_caller]
pub const fn instance_name<T: Schema + ?Sized>() -> &'static str {
    match InstanceName::<T>::NAME {
        Some(name) => {
            let text = name.as_str();
            check::name(text);
            text
        }
        None => check::endless_name(),
    }
}

/// The name of an instance of a generic type.
struct InstanceName<T: ?Sized>(T);

impl<T: Schema + ?Sized> InstanceName<T> {
    /// The name, or `None` if it is too long to be shown.
    const NAME: Option<&'static Buffer<256>> = match &Self::WRITTEN {
        (name, false) => Some(name),
        (_, true) => None,
    };

    /// The name, and whether it has been truncated.
    const WRITTEN: (Buffer<256>, bool) = {
        let mut bytes = [0; 256];
        let mut text = Text::new(&mut bytes);
        names::push_name(&mut text, RootSchema::<T>::ROOT, false);
        let length = text.written();
        let is_cut = text.is_cut();
        (Buffer::of(bytes, length), is_cut)
    };
}
