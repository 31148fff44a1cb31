//! The properties of a struct whose fields have no attributes but `default`, all made by one call.
//!
//! The compiler resolves, checks and evaluates each call in generated code for every type. One call for all fields takes
//! a tenth off the cost of a type of ten fields.

use super::stored::{StaticProperty, Typed};
use crate::schema::check;
use crate::schema::node::{IS_DEFAULT, IS_DESCRIBED, Property};
use crate::schema::plain::DESCRIBED;
use crate::schema::{Schema, SchemaNode};

/// Declares two functions for each number of fields: one for fields that all have a description and no default, which
/// saves 2 % of the cost of a type, and one for any fields. Each line adds a field.
///
/// A function cannot have a list of types as a parameter, and code that is evaluated for every type should not make a
/// call for each field.
macro_rules! fields {
    ($($count:literal $described:ident $any:ident $Type:ident $prefix:ident $name:ident,)+) => {
        fields!(@next [] $($count $described $any $Type $prefix $name,)+);
    };
    (@next [$($earlier:ident)*]) => {};
    (@next [$($earlier:ident)*]
        $count:literal $described:ident $any:ident $Type:ident $prefix:ident $name:ident,
        $($later:tt)*
    ) => {
        fields!(@declare $described described $count [$($earlier)* $Type $prefix $name]);
        fields!(@declare $any any $count [$($earlier)* $Type $prefix $name]);
        fields!(@next [$($earlier)* $Type $prefix $name] $($later)*);
    };
    (@declare $function:ident $kind:ident $count:literal [$($Type:ident $prefix:ident $name:ident)+]) => {
        /// The parameters are the types of the fields, and `prefix` and `name` of each [`Property`].
        ///
        /// [`Property`]: crate::node::Property
        #[doc(hidden)]
        #[must_use]
        #[track_caller]
        #[allow(clippy::too_many_arguments, reason = "a call for each field would cost the compiler more")]
        #[expect(unsafe_code, reason = "the only way to hide a value from the compiler's checks")]
        pub const fn $function<$($Type: Schema + ?Sized),+>(
            $($prefix: &'static str, $name: u128),+
        ) -> [StaticProperty; $count] {
            [$(match fields!(@unnamed $kind $Type $name) {
                Ok(mut property) => {
                    property.property.prefix = $prefix;
                    property.property.name = $name;
                    fields!(@default $kind property $name);
                    // SAFETY: the bytes may have any value.
                    unsafe { property.bytes }
                }
                Err(reason) => reason.fail(),
            }),+]
        }
    };
    (@unnamed described $Type:ident $name:ident) => { Typed::<$Type>::DESCRIBED };
    (@unnamed any $Type:ident $name:ident) => {
        if $name & IS_DESCRIBED == 0 { Typed::<$Type>::UNDESCRIBED } else { Typed::<$Type>::DESCRIBED }
    };
    (@default described $property:ident $name:ident) => {};
    (@default any $property:ident $name:ident) => { $property.property.default = $name & IS_DEFAULT != 0 };
}

fields! {
    1 described_fields_1 fields_1 A a_prefix a_name,
    2 described_fields_2 fields_2 B b_prefix b_name,
    3 described_fields_3 fields_3 C c_prefix c_name,
    4 described_fields_4 fields_4 D d_prefix d_name,
    5 described_fields_5 fields_5 E e_prefix e_name,
    6 described_fields_6 fields_6 F f_prefix f_name,
    7 described_fields_7 fields_7 G g_prefix g_name,
    8 described_fields_8 fields_8 H h_prefix h_name,
    9 described_fields_9 fields_9 I i_prefix i_name,
    10 described_fields_10 fields_10 J j_prefix j_name,
    11 described_fields_11 fields_11 K k_prefix k_name,
    12 described_fields_12 fields_12 L l_prefix l_name,
    13 described_fields_13 fields_13 M m_prefix m_name,
    14 described_fields_14 fields_14 N n_prefix n_name,
    15 described_fields_15 fields_15 O o_prefix o_name,
    16 described_fields_16 fields_16 P p_prefix p_name,
}

/// Sets the type of the field at `place`. If it has no schema, another check reports that.
#[doc(hidden)]
#[must_use]
#[expect(unsafe_code, reason = "the only way to read what the compiler's checks do not see")]
pub const fn with_type<const N: usize>(
    mut fields: [StaticProperty; N],
    place: usize,
    value: SchemaNode,
) -> [StaticProperty; N] {
    let value = check::link(value);
    // SAFETY: the constructors write a property to each of the fields, whose layout it has.
    let property = unsafe { &mut *(&raw mut fields[place]).cast::<Property>() };
    property.body = property.body & DESCRIBED | value.body();
    property.value = value;
    fields
}
