//! The scope that contains the generated items, and the path of structured-core in it.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Generics, Path};

/// Wraps the generated items in a scope in which only the type is visible from the user's scope.
pub(crate) fn item(krate: &TokenStream, generics: &Generics, body: &TokenStream) -> TokenStream {
    // A path that does not resolve is underlined where the user has written it.
    let span = krate.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
    let import = quote_spanned!(span=> use #krate::__private as _structured;);
    // The compiler looks each lint up again for each type, so there are no more than the type needs.
    let about_lifetimes =
        generics.lifetimes().next().map(|_| quote!(#[allow(single_use_lifetimes, clippy::single_char_lifetime_names)]));
    quote! {
        #[doc(hidden)]
        #[allow(
            deprecated,
            unused_lifetimes,
            unused_qualifications,
            clippy::absolute_paths,
            clippy::large_stack_arrays
        )]
        #about_lifetimes
        const _: () = {
            #import
            #body
        };
    }
}

/// The path of structured-core.
pub(crate) fn crate_path(said: Option<&Path>) -> TokenStream {
    said.map_or_else(|| quote!(::structured_core), |path| quote!(#path))
}
