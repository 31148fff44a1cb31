//! The properties of a struct whose fields have only a name, a type, a description and a default, all made by one call.
//!
//! The compiler resolves, checks and evaluates each call in generated code for every type. One call for all fields takes
//! 8 % off the cost of a type of ten fields.

use super::stored::{StaticProperty, Typed, property};
use crate::schema::check;
use crate::schema::node::{IS_DESCRIBED, Property};
use crate::schema::plain::DESCRIBED;
use crate::schema::reason::Unsupported;
use crate::schema::text;
use crate::schema::{Schema, SchemaNode};

/// Declares two functions for each number of fields: one for fields that all have a description, which saves 2 % of the
/// cost of a type, and one for any fields. Each line adds a field.
///
/// A function cannot have a list of types as a parameter, and code that is evaluated for every type should not make a
/// call for each field.
macro_rules! fields {
    ($($count:literal $described:ident $any:ident $Type:ident $prefix:ident $known:ident,)+) => {
        fields!(@next [] $($count $described $any $Type $prefix $known,)+);
    };
    (@next [$($earlier:ident)*]) => {};
    (@next [$($earlier:ident)*]
        $count:literal $described:ident $any:ident $Type:ident $prefix:ident $known:ident,
        $($later:tt)*
    ) => {
        fields!(@declare $described described $count [$($earlier)* $Type $prefix $known]);
        fields!(@declare $any any $count [$($earlier)* $Type $prefix $known]);
        fields!(@next [$($earlier)* $Type $prefix $known] $($later)*);
    };
    (@declare $function:ident $kind:ident $count:literal [$($Type:ident $prefix:ident $known:ident)+]) => {
        /// The parameters are the types of the fields, and `prefix` and `known` of each [`Property`].
        ///
        /// [`Property`]: crate::node::Property
        #[doc(hidden)]
        #[must_use]
        #[track_caller]
        #[allow(clippy::too_many_arguments, reason = "a call for each field would cost the compiler more")]
        #[expect(unsafe_code, reason = "the only way to hide a value from the compiler's checks")]
        pub const fn $function<$($Type: Schema + ?Sized),+>(
            $($prefix: &'static str, $known: u128),+
        ) -> [StaticProperty; $count] {
            [$(match fields!(@unnamed $kind $Type $known) {
                Ok(mut property) => {
                    property.property.prefix = $prefix;
                    property.property.known = $known;
                    // SAFETY: the bytes may have any value.
                    unsafe { property.bytes }
                }
                Err(reason) => refused($prefix, $known, reason),
            }),+]
        }
    };
    (@unnamed described $Type:ident $known:ident) => { Typed::<$Type>::DESCRIBED };
    (@unnamed any $Type:ident $known:ident) => {
        if $known & IS_DESCRIBED == 0 { Typed::<$Type>::UNDESCRIBED } else { Typed::<$Type>::DESCRIBED }
    };
}

// The derive uses them up to the same number of fields.
fields! {
    1 described_fields_1 fields_1 A a_prefix a_known,
    2 described_fields_2 fields_2 B b_prefix b_known,
    3 described_fields_3 fields_3 C c_prefix c_known,
    4 described_fields_4 fields_4 D d_prefix d_known,
    5 described_fields_5 fields_5 E e_prefix e_known,
    6 described_fields_6 fields_6 F f_prefix f_known,
    7 described_fields_7 fields_7 G g_prefix g_known,
    8 described_fields_8 fields_8 H h_prefix h_known,
    9 described_fields_9 fields_9 I i_prefix i_known,
    10 described_fields_10 fields_10 J j_prefix j_known,
    11 described_fields_11 fields_11 K k_prefix k_known,
    12 described_fields_12 fields_12 L l_prefix l_known,
    13 described_fields_13 fields_13 M m_prefix m_known,
    14 described_fields_14 fields_14 N n_prefix n_known,
    15 described_fields_15 fields_15 O o_prefix o_known,
    16 described_fields_16 fields_16 P p_prefix p_known,
}

/// Fails for a type with the name of a plain type. The call is not at the field, so the message names the field.
#[track_caller]
const fn refused(prefix: &'static str, known: u128, reason: Unsupported) -> ! {
    let property = property(prefix, known, check::rejected()).property();
    text::fail(&["field `", property.name(), "`: ", reason.text()])
}

/// Sets the type of the field at `place`. If it has no schema, another check reports that.
#[doc(hidden)]
#[must_use]
#[expect(unsafe_code, reason = "the only way to change what the compiler's checks do not see")]
pub const fn with_type<const N: usize>(
    mut fields: [StaticProperty; N],
    place: usize,
    value: SchemaNode,
) -> [StaticProperty; N] {
    let value = check::link(value);
    // SAFETY: the constructors of fields write a property to each, which has the same size and alignment.
    let property = unsafe { &mut *(&raw mut fields[place]).cast::<Property>() };
    property.body = property.body & DESCRIBED | value.body();
    property.value = value;
    fields
}
