//! The scope that contains the generated items, and the path of structured-core in it.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Path;

/// Wraps the generated items in a scope in which only the type is visible from the user's scope.
pub(crate) fn item(krate: &TokenStream, body: &TokenStream) -> TokenStream {
    // A path that does not resolve is underlined where the user has written it.
    let span = krate.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
    let import = quote_spanned!(span=> use #krate::__private as _structured;);
    quote! {
        #[doc(hidden)]
        #[allow(
            non_upper_case_globals,
            deprecated,
            unused_qualifications,
            single_use_lifetimes,
            unused_lifetimes,
            clippy::absolute_paths,
            clippy::large_stack_arrays,
            clippy::single_char_lifetime_names
        )]
        const _: () = {
            #[allow(unused_imports)]
            #import
            #body
        };
    }
}

/// The path of structured-core.
pub(crate) fn crate_path(said: Option<&Path>) -> TokenStream {
    said.map_or_else(|| quote!(::structured_core), |path| quote!(#path))
}
