//! The partial as tokens: its struct next to the type, and its impls in a private scope.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{DeriveInput, Generics, Path, Type, Visibility, parse_quote};

use super::parameters::{used_by, with_partial_bounds, with_whole_bounds};
use super::{Member, Partial, Struct, emit_union};
use crate::emit::respanned;
use crate::scope::{crate_path, item};
use crate::types::with_ident_as;

/// Expands to:
///
/// ```text
/// /// What is known so far of a [`Step`].
/// struct StepPartial { explanation: PartialField<String>, output: PartialField<String> }
/// const _: () = {
///     impl Partial for Step { type Partial = StepPartial; }
///     impl Object for StepPartial { … }   // keys to members
///     impl Slot for StepPartial { … }     // filled in place
///     impl Debug, Clone, Default for StepPartial { … }
/// };
/// ```
pub(crate) fn emit(input: &DeriveInput, partial: &Partial, path: Option<&Path>) -> TokenStream {
    let krate = crate_path(path);
    let ident = &input.ident;
    let bounded = with_partial_bounds(&input.generics, &krate);
    match partial {
        Partial::Struct(members) => {
            let name = format_ident!("{}Partial", ident);
            let doc = format!("What is known so far of a [`{ident}`].");
            let own_docs = input.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
            let docs = quote!(#[doc = #doc] #[doc = ""] #(#own_docs)*);
            let bounded = with_default_bounds(bounded, &members.flattened, &krate);
            let own = used_by(&bounded, members.types());
            let (_, own_arguments, _) = own.split_for_impl();
            let declared = declaration(&input.vis, &docs, &name, &own, members, &krate);
            let partial = partial_impl(input, &bounded, &quote!(#name #own_arguments));
            let body = [partial, struct_impls(&name, &own, members)];
            let impls = item(path, &input.generics, quote!(#(#body)*));
            quote!(#declared #impls)
        }
        Partial::Union(union) => {
            let name = format_ident!("{}Partial", ident);
            let own = used_by(&bounded, union.types());
            let (_, own_arguments, _) = own.split_for_impl();
            let declared = emit_union::declaration(input, &name, &own, union, &krate);
            let partial = partial_impl(input, &bounded, &quote!(#name #own_arguments));
            let body = [partial, emit_union::impls(ident, &name, &own, union)];
            let impls = item(path, &input.generics, quote!(#(#body)*));
            quote!(#declared #impls)
        }
        Partial::SameAs(ty) => {
            let private = respanned(quote!(_structured::partial), ty.span());
            let same = quote_spanned!(ty.span()=> <#ty as #private::Partial>::Partial);
            item(path, &input.generics, partial_impl(input, &bounded, &same))
        }
        Partial::Whole => {
            let bounded = with_whole_bounds(&input.generics);
            let body = [partial_impl(input, &bounded, &quote!(Self)), whole_impl(input, &bounded)];
            item(path, &input.generics, quote!(#(#body)*))
        }
    }
}

/// The parameters, with a bound for each flattened type that has some of them: its partial is there from the start.
fn with_default_bounds(mut generics: Generics, flattened: &[Member], krate: &TokenStream) -> Generics {
    for Member { ty, .. } in flattened {
        if !used_by(&generics, [ty]).params.is_empty() {
            let partial = partial_of(ty, krate);
            let predicate = parse_quote!(#partial: #krate::__private::core::default::Default);
            generics.make_where_clause().predicates.push(predicate);
        }
    }
    generics
}

/// The struct, as visible as the type and its fields.
pub(super) fn declaration(
    visibility: &Visibility,
    docs: &TokenStream,
    name: &Ident,
    generics: &Generics,
    members: &Struct,
    krate: &TokenStream,
) -> TokenStream {
    let fields = members.fields.iter().map(|Member { ident, visibility, docs, ty, .. }| {
        let place = place_of(ty, krate);
        quote!(#(#docs)* #visibility #ident: #place)
    });
    // A flattened field has no beginning and no end of its own. It is never the last field, because the last field
    // decides whether the struct is sized, and a missing partial would then be reported wherever the struct is used.
    let flattened = members.flattened.iter().map(|Member { ident, visibility, docs, ty, .. }| {
        let partial = partial_of(ty, krate);
        quote!(#(#docs)* #visibility #ident: #partial)
    });
    let where_clause = &generics.where_clause;
    quote! {
        #docs
        #visibility struct #name #generics #where_clause {
            #(#flattened,)*
            #(#fields,)*
        }
    }
}

/// Code about a member of this type, with the span of the type, so that all errors for a missing partial are reported
/// as one.
pub(super) fn at(ty: &Type, tokens: TokenStream) -> TokenStream {
    let span = ty.span();
    let placed = tokens.into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), at(ty, group.stream())).into();
        }
        token.set_span(span);
        token
    });
    placed.collect()
}

/// The place of a type in a partial. It has the span of the type, so that a missing partial is reported there.
pub(super) fn place_of(ty: &Type, krate: &TokenStream) -> TokenStream {
    let ty = &outside(ty, krate);
    let krate = respanned(krate.clone(), ty.span());
    quote_spanned!(ty.span()=> #krate::partial::PartialField<#ty>)
}

/// A type as it is named outside of the generated scope. `_structured` exists only inside.
fn outside(ty: &Type, krate: &TokenStream) -> Type {
    Type::Verbatim(with_ident_as(ty.to_token_stream(), "_structured", &quote!(#krate::__private)))
}

/// The partial of a type, with the same span.
pub(super) fn partial_of(ty: &Type, krate: &TokenStream) -> TokenStream {
    let ty = &outside(ty, krate);
    let krate = respanned(krate.clone(), ty.span());
    quote_spanned!(ty.span()=> <#ty as #krate::partial::Partial>::Partial)
}

fn partial_impl(input: &DeriveInput, generics: &Generics, partial: &TokenStream) -> TokenStream {
    let ident = &input.ident;
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics _structured::partial::Partial for #ident #ty_generics #where_clause {
            type Partial = #partial;
        }
    }
}

pub(super) fn struct_impls(name: &Ident, generics: &Generics, members: &Struct) -> TokenStream {
    let object = object_impl(name, generics, members);
    let slot = slot_impl(name, generics, members);
    let std = std_impls(name, generics, members);
    quote!(#object #slot #std)
}

/// `Debug`, `Clone` and `Default`. They are written out, because each derive would report a missing partial again.
fn std_impls(name: &Ident, generics: &Generics, members: &Struct) -> TokenStream {
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let core = quote!(_structured::core);
    let text = name.to_string();
    let all = || members.fields.iter().chain(&members.flattened);
    let shown = all().map(|Member { ident, ty, .. }| {
        let name = ident.unraw().to_string();
        at(ty, quote!(#core::fmt::DebugStruct::field(&mut __struct, #name, &self.#ident);))
    });
    let cloned = all().map(|Member { ident, ty, .. }| at(ty, quote!(#ident: #core::clone::Clone::clone(&self.#ident))));
    let made = defaults(members, generics);
    quote! {
        #[automatically_derived]
        impl #parameters #core::fmt::Debug for #name #arguments #bounds {
            fn fmt(&self, __f: &mut #core::fmt::Formatter<'_>) -> #core::fmt::Result {
                let mut __struct = #core::fmt::Formatter::debug_struct(__f, #text);
                #(#shown)*
                #core::fmt::DebugStruct::finish(&mut __struct)
            }
        }
        #[automatically_derived]
        impl #parameters #core::clone::Clone for #name #arguments #bounds {
            fn clone(&self) -> Self {
                Self { #(#cloned,)* }
            }
        }
        #[automatically_derived]
        impl #parameters #core::default::Default for #name #arguments #bounds {
            fn default() -> Self {
                Self { #(#made,)* }
            }
        }
    }
}

/// Each member with its default value.
///
/// A flattened type that is not an object has no default. The check of the schema reports it, unless the type has
/// parameters.
fn defaults(members: &Struct, generics: &Generics) -> Vec<TokenStream> {
    let default = quote!(_structured::core::default::Default::default());
    let fields = members.fields.iter().map(|Member { ident, ty, .. }| at(ty, quote!(#ident: #default)));
    let flattened = members.flattened.iter().map(|Member { ident, ty, .. }| {
        let has_parameters = !used_by(generics, [ty]).params.is_empty();
        let empty = if has_parameters { default.clone() } else { quote!(_structured::partial::empty()) };
        at(ty, quote!(#ident: #empty))
    });
    fields.chain(flattened).collect()
}

/// The members by number: first those of the struct, then those of the flattened fields, alternating.
fn object_impl(name: &Ident, generics: &Generics, members: &Struct) -> TokenStream {
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let core = quote!(_structured::core);
    let private = quote!(_structured::partial);
    let arms = Arms::of(members);
    let Arms { keys, names, places, closes, inner_index, inner_name, inner_place } = &arms;
    let denies = members.denies_unknown;
    quote! {
        #[automatically_derived]
        impl #parameters #private::Object for #name #arguments #bounds {
            fn index(&self, __key: &#core::primitive::str) -> #core::option::Option<#core::primitive::u32> {
                match __key {
                    #(#keys)*
                    _ => #inner_index,
                }
            }
            fn name(
                &self,
                __index: #core::primitive::u32,
            ) -> #core::option::Option<&'static #core::primitive::str> {
                match __index {
                    #(#names)*
                    __index => #inner_name,
                }
            }
            fn member(
                &mut self,
                __index: #core::primitive::u32,
            ) -> #core::option::Option<&mut dyn #private::Place> {
                match __index {
                    #(#places)*
                    __index => #inner_place,
                }
            }
            fn denies_unknown(&self) -> #core::primitive::bool {
                #denies
            }
            fn close(&mut self, __reader: &mut #private::Reader<'_>) -> #private::Reading {
                #(#closes)*
                #core::result::Result::Ok(())
            }
        }
    }
}

/// The match arms of the methods of `Object`.
struct Arms {
    keys: Vec<TokenStream>,
    names: Vec<TokenStream>,
    places: Vec<TokenStream>,
    closes: Vec<TokenStream>,
    inner_index: TokenStream,
    inner_name: TokenStream,
    inner_place: TokenStream,
}

impl Arms {
    fn of(members: &Struct) -> Self {
        let some = quote!(_structured::Some);
        let private = quote!(_structured::partial);
        let mut arms = Self {
            keys: Vec::new(),
            names: Vec::new(),
            places: Vec::new(),
            closes: Vec::new(),
            inner_index: inner_index(members),
            inner_name: inner(members, |ident, number| quote!(#private::name_in(&self.#ident, #number))),
            inner_place: inner(members, |ident, number| quote!(#private::member_in(&mut self.#ident, #number))),
        };
        for (index, Member { ident, ty, keys, has_default, .. }) in (0u32..).zip(&members.fields) {
            let key = keys.first();
            arms.keys.push(quote!(#(#keys)|* => #some(#index),));
            arms.names.push(quote!(#index => #some(#key),));
            let place = at(ty, quote!(&mut self.#ident));
            arms.places.push(quote!(#index => #some(#place),));
            if !has_default {
                arms.closes.push(at(ty, quote!(self.#ident.close(#key, __reader)?;)));
            }
        }
        for Member { ident, ty, .. } in &members.flattened {
            arms.closes.push(at(ty, quote!(#private::close_in(&mut self.#ident, __reader)?;)));
        }
        arms
    }
}

/// The number of a key in the members of the flattened fields.
fn inner_index(members: &Struct) -> TokenStream {
    let none = quote!(_structured::None);
    let turn = members.flattened.len();
    let found = (0usize..).zip(&members.flattened).map(|(number, Member { ident, ty, .. })| {
        let first = number + members.fields.len();
        let index = at(ty, quote!(_structured::partial::index_in(&self.#ident, __key)));
        quote! {
            if let _structured::Some(__inner) = #index {
                return _structured::partial::flattened(__inner, #turn, #first);
            }
        }
    });
    if members.flattened.is_empty() { none } else { quote!({ #(#found)* #none }) }
}

/// Asks the flattened field that has the number.
fn inner(members: &Struct, ask: impl Fn(&Ident, &TokenStream) -> TokenStream) -> TokenStream {
    let none = quote!(_structured::None);
    if members.flattened.is_empty() {
        return quote!({ let _ = __index; #none });
    }
    let first = members.fields.len();
    let turn = members.flattened.len();
    let arms = (0usize..).zip(&members.flattened).map(|(number, Member { ident, ty, .. })| {
        let answer = at(ty, ask(ident, &quote!(__inner)));
        quote!((#number, __inner) => #answer,)
    });
    quote!(match _structured::partial::unflattened(__index, #turn, #first) { #(#arms)* _ => #none })
}

/// `open` and `empty_object` build the value member by member, as `default` does. An error in a member then hides an
/// error about the whole type.
fn slot_impl(name: &Ident, generics: &Generics, members: &Struct) -> TokenStream {
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let core = quote!(_structured::core);
    let private = quote!(_structured::partial);
    let made = defaults(members, generics);
    quote! {
        #[automatically_derived]
        impl #parameters #private::Slot for #name #arguments #bounds {
            fn open(__reader: &mut #private::Reader<'_>) -> #private::Reading<Self> {
                #private::open_object(__reader)?;
                #core::result::Result::Ok(Self { #(#made,)* })
            }
            fn grow(&mut self, __reader: &mut #private::Reader<'_>) -> #private::Reading {
                #private::grow_object(self, __reader)
            }
            fn inner(&mut self, __member: #core::primitive::u32) -> #core::option::Option<&mut dyn #private::Place> {
                #private::Object::member(self, __member)
            }
            fn segment(&self, __member: #core::primitive::u32) -> #core::option::Option<#private::Segment> {
                #private::key_segment(self, __member)
            }
            fn as_object(&self) -> #core::option::Option<&dyn #private::Object> {
                #core::option::Option::Some(self)
            }
            fn as_object_mut(&mut self) -> #core::option::Option<&mut dyn #private::Object> {
                #core::option::Option::Some(self)
            }
            fn empty_object() -> #core::option::Option<Self> {
                #core::option::Option::Some(Self { #(#made,)* })
            }
        }
    }
}

/// A value that only serde reads.
fn whole_impl(input: &DeriveInput, generics: &Generics) -> TokenStream {
    let mut ident = input.ident.clone();
    ident.set_span(ident.span().resolved_at(Span::call_site()));
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let private = quote!(_structured::partial);
    quote! {
        #[automatically_derived]
        impl #impl_generics #private::Slot for #ident #ty_generics #where_clause {
            fn open(__reader: &mut #private::Reader<'_>) -> #private::Reading<Self> {
                #private::atom(__reader)
            }
            fn grow(&mut self, _: &mut #private::Reader<'_>) -> #private::Reading {
                _structured::Ok(())
            }
        }
    }
}
