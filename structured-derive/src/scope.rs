//! The scope that contains the generated items, and the path of structured-core in it.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote, quote_spanned};
use syn::{Generics, Path, Token};

use crate::source::{in_braces, tokens_of};

/// Wraps the generated items in a scope in which only the type is visible from the user's scope. `krate` is the path of
/// structured-core, if the user has written one.
pub(crate) fn item(krate: Option<&Path>, generics: &Generics, body: TokenStream) -> TokenStream {
    let about_lifetimes = if generics.lifetimes().next().is_some() {
        "#[allow(single_use_lifetimes, clippy::single_char_lifetime_names)]"
    } else {
        ""
    };
    let lints = format!("#[allow(clippy::absolute_paths, clippy::large_stack_arrays)] {about_lifetimes}");
    with_lints(&lints, krate, body)
}

/// Like [`item`], for a type without parameters whose code has no path of the user's and no long list.
///
/// The compiler looks each lint up again for each type. The lints of Clippy take 2 % of the cost of a type.
pub(crate) fn simple_item(krate: Option<&Path>, body: TokenStream) -> TokenStream {
    with_lints("", krate, body)
}

fn with_lints(lints: &str, krate: Option<&Path>, body: TokenStream) -> TokenStream {
    let mut item = tokens_of(&format!(
        "#[doc(hidden)]
        #[allow(deprecated, unused_lifetimes, unused_qualifications)]
        {lints}
        const _: () ="
    ));
    item.append(in_braces([import(krate), body].into_iter().collect()));
    Token![;](Span::call_site()).to_tokens(&mut item);
    item
}

fn import(krate: Option<&Path>) -> TokenStream {
    let Some(path) = krate else { return tokens_of("use ::structured_core::__private as _structured;") };
    // A path that does not resolve is underlined where the user has written it.
    let span = path.to_token_stream().into_iter().next().map_or_else(Span::call_site, |token| token.span());
    quote_spanned!(span=> use #path::__private as _structured;)
}

/// The path of structured-core.
pub(crate) fn crate_path(said: Option<&Path>) -> TokenStream {
    said.map_or_else(|| quote!(::structured_core), |path| quote!(#path))
}
