//! The partial of an enum as tokens: an enum with the same variants, and a struct for each variant that has fields.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{DeriveInput, Generics};

use super::parameters::used_by;
use crate::emit::respanned;

use super::emit::{at, declaration as struct_declaration, partial_of, place_of, struct_impls};
use super::{Content, Tag, Union, Variant};

/// Expands to:
///
/// ```text
/// /// What is known so far of a [`Shape`].
/// enum ShapePartial { Circle(ShapeCirclePartial), Group(PartialField<Vec<Shape>>), Point }
/// struct ShapeCirclePartial { radius: PartialField<f64> }
/// ```
pub(super) fn declaration(
    input: &DeriveInput,
    name: &Ident,
    generics: &Generics,
    union: &Union,
    krate: &TokenStream,
) -> TokenStream {
    let visibility = &input.vis;
    let ident = &input.ident;
    let doc = format!("What is known so far of a [`{ident}`].");
    let own = input.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let variants = union.variants.iter().map(|variant| {
        let (docs, payload) = (&variant.docs, payload(ident, variant, generics, union, krate));
        let variant = &variant.ident;
        quote!(#(#docs)* #variant #payload)
    });
    let structs = union.variants.iter().filter_map(|variant| {
        let Content::Struct(members) = &variant.content else { return None };
        let doc = format!("What is known so far of what a [`{ident}::{}`] holds.", variant.ident);
        Some(struct_declaration(
            visibility,
            &quote!(#[doc = #doc]),
            &struct_name(ident, variant),
            &used_by(generics, members.types()),
            members,
            krate,
        ))
    });
    let where_clause = &generics.where_clause;
    quote! {
        #[doc = #doc]
        #[doc = ""]
        #(#own)*
        #visibility enum #name #generics #where_clause {
            #(#variants,)*
        }
        #(#structs)*
    }
}

/// The content of a variant of the partial: a place, unless the content shares its object with the tag.
fn payload(ident: &Ident, variant: &Variant, generics: &Generics, union: &Union, krate: &TokenStream) -> TokenStream {
    match (&variant.content, shares_object(union)) {
        (Content::Nothing, _) => TokenStream::new(),
        (Content::Type(ty), true) => in_parentheses(&partial_of(ty, krate)),
        (Content::Type(ty), false) => in_parentheses(&place_of(ty, krate)),
        (Content::Struct(members), shares) => {
            let (name, used) = (struct_name(ident, variant), used_by(generics, members.types()));
            let (_, arguments, _) = used.split_for_impl();
            if shares { quote!((#name #arguments)) } else { quote!((#krate::partial::Field<#name #arguments>)) }
        }
    }
}

/// Code about the content of a variant, with the span of its type. See [`at`].
fn at_content(content: &Content, tokens: TokenStream) -> TokenStream {
    match content {
        Content::Type(ty) => at(ty, tokens),
        Content::Nothing | Content::Struct(_) => tokens,
    }
}

/// A statement that names the places of all types of the enum, each with the span of the type in the source.
///
/// A function that takes the enum by value begins with it. A missing partial is then an error in that function too. The
/// compiler reports it once, together with the same error in the declaration, and does not go on to compute the size of
/// the enum, which it would report at the derive.
fn named_places(union: &Union) -> TokenStream {
    let types = union.types();
    if types.is_empty() {
        return TokenStream::new();
    }
    let places = types.into_iter().map(|ty| {
        let private = respanned(quote!(_structured::partial), ty.span());
        quote_spanned!(ty.span()=> #private::PartialField<#ty>)
    });
    quote!(let _ = _structured::core::marker::PhantomData::<(#(#places,)*)>;)
}

fn in_parentheses(content: &TokenStream) -> TokenStream {
    quote!((#content))
}

/// The name of the partial of a variant's fields.
fn struct_name(ident: &Ident, variant: &Variant) -> Ident {
    format_ident!("{}{}Partial", ident, variant.ident)
}

/// Whether the members of the content are in one object with the tag.
fn shares_object(union: &Union) -> bool {
    matches!(union.tag, Tag::Internal { .. })
}

/// The impls of the enum and of the structs for its variants.
pub(super) fn impls(ident: &Ident, name: &Ident, generics: &Generics, union: &Union) -> TokenStream {
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let structs = union.variants.iter().filter_map(|variant| match &variant.content {
        Content::Struct(members) => {
            Some(struct_impls(&struct_name(ident, variant), &used_by(generics, members.types()), members))
        }
        Content::Nothing | Content::Type(_) => None,
    });
    let object = if shares_object(union) { shared_object(union) } else { own_object(union) };
    let denies = union.denies_unknown || matches!(union.tag, Tag::External);
    let tag = match &union.tag {
        Tag::External => None,
        Tag::Internal { tag } | Tag::Adjacent { tag, .. } => Some(tag_method(tag)),
    };
    let variants = variant_impl(name, generics, union);
    let slot = slot_impl(name, generics, union);
    let std = std_impls(name, generics, union);
    quote! {
        #(#structs)*
        #[automatically_derived]
        impl #parameters _structured::partial::Object for #name #arguments #bounds {
            #object
            #tag
            fn denies_unknown(&self) -> _structured::core::primitive::bool {
                #denies
            }
        }
        #variants
        #slot
        #std
    }
}

/// `Debug` and `Clone`. They are written out, because each derive would bound the parameters and not their partials.
fn std_impls(name: &Ident, generics: &Generics, union: &Union) -> TokenStream {
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let core = quote!(_structured::core);
    let shown = union.variants.iter().map(|Variant { ident, content, .. }| {
        let text = ident.unraw().to_string();
        match content {
            Content::Nothing => quote!(Self::#ident => #core::fmt::Formatter::write_str(__f, #text),),
            Content::Type(_) | Content::Struct(_) => {
                let arm = quote! {
                    Self::#ident(__content) => #core::fmt::DebugTuple::finish(#core::fmt::DebugTuple::field(
                        &mut #core::fmt::Formatter::debug_tuple(__f, #text),
                        __content,
                    )),
                };
                at_content(content, arm)
            }
        }
    });
    let cloned = union.variants.iter().map(|Variant { ident, content, .. }| match content {
        Content::Nothing => quote!(Self::#ident => Self::#ident,),
        Content::Type(_) | Content::Struct(_) => {
            let arm = quote!(Self::#ident(__content) => Self::#ident(#core::clone::Clone::clone(__content)),);
            at_content(content, arm)
        }
    });
    let places = named_places(union);
    quote! {
        #[automatically_derived]
        impl #parameters #core::fmt::Debug for #name #arguments #bounds {
            fn fmt(&self, __f: &mut #core::fmt::Formatter<'_>) -> #core::fmt::Result {
                match self { #(#shown)* }
            }
        }
        #[automatically_derived]
        impl #parameters #core::clone::Clone for #name #arguments #bounds {
            fn clone(&self) -> Self {
                #places
                match self { #(#cloned)* }
            }
        }
    }
}

/// A tag that occurs twice is an error, as it is in serde.
fn tag_method(tag: &str) -> TokenStream {
    let core = quote!(_structured::core);
    quote! {
        fn tag(&self) -> #core::option::Option<&'static #core::primitive::str> {
            #core::option::Option::Some(#tag)
        }
    }
}

/// The members are those of the variant.
fn shared_object(union: &Union) -> TokenStream {
    let core = quote!(_structured::core);
    let private = quote!(_structured::partial);
    let none = quote!(#core::option::Option::None);
    let index = arms(union, &none, |_| quote!(#private::index_in(__content, __key)));
    let name = arms(union, &none, |_| quote!(#private::name_in(__content, __index)));
    let member = arms(union, &none, |_| quote!(#private::member_in(__content, __index)));
    let done = quote!(#core::result::Result::Ok(()));
    let close = arms(union, &done, |_| quote!(#private::close_in(__content, __reader)));
    object_methods(&index, &name, &member, &close)
}

/// The only member is the content.
fn own_object(union: &Union) -> TokenStream {
    let core = quote!(_structured::core);
    let private = quote!(_structured::partial);
    let some = quote!(#core::option::Option::Some);
    let none = quote!(#core::option::Option::None);
    let key = |variant: &Variant| match &union.tag {
        Tag::Adjacent { content, .. } => content.clone(),
        Tag::External | Tag::Internal { .. } => variant.names.first().cloned().unwrap_or_default(),
    };
    // For an external tag, the key has been read by the time the variant is known.
    let index = match &union.tag {
        Tag::Adjacent { content, .. } => {
            let found = quote!({ let _ = __content; if __key == #content { #some(0) } else { #none } });
            arms(union, &none, |_| found.clone())
        }
        Tag::External | Tag::Internal { .. } => quote!({ let _ = __key; #none }),
    };
    let name = arms(union, &none, |variant| {
        let key = key(variant);
        quote!({ let _ = (__content, __index); #some(#key) })
    });
    let member = arms(union, &none, |_| quote!(if __index == 0 { #some(__content) } else { #none }));
    let done = quote!(#core::result::Result::Ok(()));
    let close = arms(union, &done, |variant| {
        let key = key(variant);
        quote!(#private::Field::close(__content, #key, __reader))
    });
    object_methods(&index, &name, &member, &close)
}

/// A match on the variant. `__content` is its content.
fn arms(union: &Union, unit: &TokenStream, content: impl Fn(&Variant) -> TokenStream) -> TokenStream {
    let arms = union.variants.iter().map(|variant| {
        let ident = &variant.ident;
        match &variant.content {
            Content::Nothing => quote!(Self::#ident => #unit,),
            Content::Type(_) | Content::Struct(_) => {
                let content = content(variant);
                at_content(&variant.content, quote!(Self::#ident(__content) => #content,))
            }
        }
    });
    quote!(match self { #(#arms)* })
}

fn object_methods(index: &TokenStream, name: &TokenStream, member: &TokenStream, close: &TokenStream) -> TokenStream {
    let core = quote!(_structured::core);
    let private = quote!(_structured::partial);
    quote! {
        fn index(&self, __key: &#core::primitive::str) -> #core::option::Option<#core::primitive::u32> {
            #index
        }
        fn name(&self, __index: #core::primitive::u32) -> #core::option::Option<&'static #core::primitive::str> {
            #name
        }
        fn member(&mut self, __index: #core::primitive::u32) -> #core::option::Option<&mut dyn #private::Place> {
            #member
        }
        fn close(&mut self, __reader: &mut #private::Reader<'_>) -> #private::Reading {
            #close
        }
    }
}

/// Maps a tag to its variant.
fn variant_impl(name: &Ident, generics: &Generics, union: &Union) -> TokenStream {
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let core = quote!(_structured::core);
    let some = quote!(#core::option::Option::Some);
    let empty = |variant: &Variant| {
        let ident = &variant.ident;
        match &variant.content {
            Content::Nothing => quote!(#some(Self::#ident)),
            // In an object with the tag, only a struct has a place.
            Content::Type(ty) if shares_object(union) => {
                at(ty, quote!(#core::option::Option::map(_structured::partial::Slot::empty_object(), Self::#ident)))
            }
            Content::Type(_) | Content::Struct(_) => {
                at_content(&variant.content, quote!(#some(Self::#ident(#core::default::Default::default()))))
            }
        }
    };
    let named = union.variants.iter().map(|variant| {
        let (names, empty) = (&variant.names, empty(variant));
        quote!(#(#names)|* => #empty,)
    });
    let other = union
        .variants
        .iter()
        .find(|variant| variant.is_other)
        .map_or_else(|| quote!(#core::option::Option::None), empty);
    let is_unit = arms(union, &quote!(true), |_| {
        quote!({
            let _ = __content;
            false
        })
    });
    let places = named_places(union);
    quote! {
        #[automatically_derived]
        impl #parameters _structured::partial::Union for #name #arguments #bounds {
            fn variant(__tag: &#core::primitive::str) -> #core::option::Option<Self> {
                #places
                match __tag {
                    #(#named)*
                    _ => #other,
                }
            }
            fn is_unit(&self) -> #core::primitive::bool {
                #is_unit
            }
        }
    }
}

fn slot_impl(name: &Ident, generics: &Generics, union: &Union) -> TokenStream {
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let core = quote!(_structured::core);
    let private = quote!(_structured::partial);
    let none = quote!(#core::option::Option::None);
    let open = match &union.tag {
        Tag::External => quote!(#private::open_named(__reader)),
        Tag::Internal { tag } => quote!(#private::open_tagged(__reader, #tag, #none)),
        Tag::Adjacent { tag, content } => {
            quote!(#private::open_tagged(__reader, #tag, #core::option::Option::Some(#content)))
        }
    };
    // A variant that is only a name is not an object.
    let name_alone = matches!(union.tag, Tag::External).then(|| {
        quote! {
            if #private::Union::is_unit(self) {
                return #core::result::Result::Ok(());
            }
        }
    });
    let places = named_places(union);
    quote! {
        #[automatically_derived]
        impl #parameters #private::Slot for #name #arguments #bounds {
            fn open(__reader: &mut #private::Reader<'_>) -> #private::Reading<Self> {
                #places
                #open
            }
            fn grow(&mut self, __reader: &mut #private::Reader<'_>) -> #private::Reading {
                #name_alone
                #private::grow_object(self, __reader)
            }
            fn inner(&mut self, __member: #core::primitive::u32) -> #core::option::Option<&mut dyn #private::Place> {
                #private::Object::member(self, __member)
            }
            fn segment(&self, __member: #core::primitive::u32) -> #core::option::Option<#private::Segment> {
                #private::key_segment(self, __member)
            }
        }
    }
}
