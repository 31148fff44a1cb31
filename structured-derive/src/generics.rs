//! The generics of the impls, in the forms in which they are needed.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{GenericArgument, GenericParam, Generics, PathArguments, Type, TypePath, parse_quote};

use crate::types::with_ident_as;

/// The parameters of a type, by their kind.
pub(crate) struct Parameters<'a> {
    pub(crate) types: Vec<&'a Ident>,
    pub(crate) consts: Vec<&'a Ident>,
}

impl<'a> Parameters<'a> {
    pub(crate) fn of(generics: &'a Generics) -> Self {
        let mut parameters = Self { types: Vec::new(), consts: Vec::new() };
        for param in &generics.params {
            match param {
                GenericParam::Type(param) => parameters.types.push(&param.ident),
                GenericParam::Const(param) => parameters.consts.push(&param.ident),
                GenericParam::Lifetime(_) => {}
            }
        }
        parameters
    }

    pub(crate) fn all(&self) -> Vec<&'a Ident> {
        self.types.iter().chain(&self.consts).copied().collect()
    }
}

/// The arguments of the type with `'static` for each lifetime: `<'static, T, N>`.
pub(crate) fn static_arguments(generics: &Generics) -> TokenStream {
    if generics.params.is_empty() {
        return TokenStream::new();
    }
    let arguments = generics.params.iter().map(|param| match param {
        GenericParam::Lifetime(_) => quote!('static),
        GenericParam::Type(param) => {
            let ident = &param.ident;
            quote!(#ident)
        }
        GenericParam::Const(param) => {
            let ident = &param.ident;
            quote!(#ident)
        }
    });
    quote!(<#(#arguments),*>)
}

/// The impl of `WithArguments`, for a type with type parameters. It has each parameter twice.
///
/// Lifetimes are left out: the compiler would check an argument against them where the impl is used.
pub(crate) fn with_arguments(ident: &Ident, generics: &Generics) -> Option<TokenStream> {
    let types: Vec<&Ident> = generics.type_params().map(|param| &param.ident).collect();
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    if types.is_empty() || has_lifetime(quote!(#impl_generics #where_clause)) {
        return None;
    }
    let others: Vec<Ident> = types.iter().map(|ident| format_ident!("__{}", ident)).collect();
    let renamed = |tokens: TokenStream| {
        types
            .iter()
            .zip(&others)
            .fold(tokens, |tokens, (ident, other)| with_ident_as(tokens, &ident.to_string(), &quote!(#other)))
    };
    let bounds = generics.type_params().filter(|param| !param.bounds.is_empty()).map(|param| {
        let (ident, bounds) = (&param.ident, &param.bounds);
        quote!(#ident: #bounds)
    });
    let own = generics.where_clause.iter().flat_map(|clause| &clause.predicates).map(ToTokens::to_token_stream);
    let predicates: Vec<TokenStream> = own.chain(bounds).map(renamed).collect();
    let more = (!predicates.is_empty()).then(|| quote!(#(#predicates),*));
    let mut both = generics.clone();
    for (ty, other) in types.iter().zip(&others) {
        both.params.push(parse_quote!(#other: _structured::StandsFor<#ty>));
    }
    let (impl_generics, _, _) = both.split_for_impl();
    let where_clause = self::where_clause(generics, &[], more.as_ref());
    let other_type = renamed(quote!(#ident #ty_generics));
    Some(quote! {
        impl #impl_generics _structured::WithArguments<(#(#others,)*)> for #ident #ty_generics #where_clause {
            type Type = #other_type;
        }
    })
}

fn has_lifetime(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '\'',
        TokenTree::Group(group) => has_lifetime(group.stream()),
        _ => false,
    })
}

/// Those of the types that need a schema: the parameters, and types that belong to one (`T::Item`).
pub(crate) fn needed_types(types: &[&Type], parameters: &Parameters<'_>) -> Vec<Type> {
    let mut found = Vec::new();
    for ty in types {
        collect(ty, parameters, &mut found);
    }
    let place = |ty: &Type| match ty {
        Type::Path(path) => {
            path.path.get_ident().and_then(|ident| parameters.types.iter().position(|own| *own == ident))
        }
        _ => None,
    };
    // The parameters are in the order in which they are declared. Types that belong to a parameter follow.
    found.sort_by_key(|ty| place(ty).unwrap_or(usize::MAX));
    found
}

fn collect(ty: &Type, parameters: &Parameters<'_>, found: &mut Vec<Type>) {
    match ty {
        Type::Array(array) => collect(&array.elem, parameters, found),
        Type::Slice(slice) => collect(&slice.elem, parameters, found),
        Type::Group(group) => collect(&group.elem, parameters, found),
        Type::Paren(paren) => collect(&paren.elem, parameters, found),
        Type::Reference(reference) => collect(&reference.elem, parameters, found),
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|elem| collect(elem, parameters, found)),
        Type::Path(path) => {
            // The entries of a map need the schemas of the types in the map.
            if let Some(map) = map_of_entries(path, parameters) {
                return collect(map, parameters, found);
            }
            let belongs = match &path.qself {
                Some(qself) => names_parameter(&qself.ty, parameters),
                None => belongs(path, parameters),
            };
            if belongs {
                let tokens = ty.to_token_stream().to_string();
                if found.iter().all(|known| known.to_token_stream().to_string() != tokens) {
                    found.push(ty.clone());
                }
                return;
            }
            for segment in &path.path.segments {
                if let PathArguments::AngleBracketed(arguments) = &segment.arguments {
                    for argument in &arguments.args {
                        if let GenericArgument::Type(ty) = argument {
                            collect(ty, parameters, found);
                        }
                    }
                }
            }
        }
        _ => {}
    }
}

/// Whether a path is a parameter, or a type that belongs to one.
fn belongs(path: &TypePath, parameters: &Parameters<'_>) -> bool {
    path.path.segments.first().is_some_and(|first| parameters.types.iter().any(|parameter| first.ident == **parameter))
}

/// The map of `<Map as AsEntries>::Json`, unless the map is a parameter.
fn map_of_entries<'t>(path: &'t TypePath, parameters: &Parameters<'_>) -> Option<&'t Type> {
    let map = &*path.qself.as_ref()?.ty;
    let is_parameter = matches!(map, Type::Path(map) if map.qself.is_some() || belongs(map, parameters));
    let is_entries = path.path.segments.iter().map(|segment| &segment.ident).eq(["_structured", "AsEntries", "Json"]);
    (is_entries && !is_parameter).then_some(map)
}

fn names_parameter(ty: &Type, parameters: &Parameters<'_>) -> bool {
    let mut found = Vec::new();
    collect(ty, parameters, &mut found);
    !found.is_empty()
}

/// The where clause of the impls: the type's own clause, `Schema` for every type that needs one, and one more bound. `None` if it would be empty.
pub(crate) fn where_clause(generics: &Generics, needed: &[Type], more: Option<&TokenStream>) -> Option<TokenStream> {
    let own = generics.where_clause.iter().flat_map(|clause| clause.predicates.iter());
    let bounds = needed.iter().map(|ty| quote!(#ty: _structured::Schema));
    let own = own.map(|predicate| quote!(#predicate));
    let predicates: Vec<TokenStream> = own.chain(bounds).chain(more.cloned()).collect();
    (!predicates.is_empty()).then(|| quote!(where #(#predicates),*))
}
