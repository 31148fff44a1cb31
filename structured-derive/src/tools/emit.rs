//! The set of tools as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::DeriveInput;
use syn::spanned::Spanned;

use super::{Tools, partial};
use crate::emit::respanned;
use crate::scope::{crate_path, item};

/// Expands to:
///
/// ```text
/// const _: () = {
///     const __OFFERS: [Offer; 2] = [Offer::of::<Search>(), …];
///     impl Tools for Action {
///         const NAMES: &[&str] = &Offer::names(&__OFFERS);
///         fn chat_tools() -> &[chat::Tool] { const { &Offer::chat(&__OFFERS) } }
///         fn from_call(call: &ToolCall) -> Result<Self, Error> { … }
///     }
///     const _: () = tool_name(Action::NAMES, &["Search", …], 1);   // one per variant, at the variant
/// };
/// ```
pub(crate) fn emit(input: &DeriveInput, tools: &Tools) -> TokenStream {
    let private = quote!(_structured::tools);
    let core = quote!(_structured::core);
    let (types, variants) = columns(tools);
    let count = types.len();
    let indices = 0..count;
    // Each type is named once, so that a type that is not a root is reported once, at its own place.
    let offers = types.iter().map(|ty| quote_spanned!(ty.span()=> #private::Offer::of::<#ty>()));
    let reads = types.iter().map(|ty| quote_spanned!(ty.span()=> #private::ToolCall::parse::<#ty>(__call)));
    let body = quote! {
        const NAMES: &'static [&'static #core::primitive::str] = &#private::Offer::names(&__OFFERS);
        fn chat_tools() -> &'static [#private::chat::Tool] {
            const { &#private::Offer::chat(&__OFFERS) }
        }
        fn responses_tools() -> &'static [#private::responses::Tool] {
            const { &#private::Offer::responses(&__OFFERS) }
        }
        fn from_call(__call: &#private::ToolCall) -> #core::result::Result<Self, #private::Error> {
            match #private::position(<Self as #private::Tools>::NAMES, __call) {
                #(#indices => #core::result::Result::map(#reads, Self::#variants),)*
                _ => #core::result::Result::Err(#private::Error::unknown_tool(__call, <Self as #private::Tools>::NAMES)),
            }
        }
    };
    let tools_impl = tools_impl(input, &body);
    let checks = checks(&input.ident, &variants);
    let krate = crate_path(tools.krate.as_ref());
    let (partial, partial_impl) = if tools.partial { partial::emit(input, tools, &krate) } else { Default::default() };
    let impls = item(
        tools.krate.as_ref(),
        &input.generics,
        quote! {
            const __OFFERS: [#private::Offer; #count] = [#(#offers),*];
            #tools_impl
            #partial_impl
            #checks
        },
    );
    quote!(#partial #impls)
}

/// The impl that is emitted together with errors, so that code which uses the type shows no errors of its own.
pub(crate) fn stand_in(input: &DeriveInput, tools: &Tools) -> TokenStream {
    let private = quote!(_structured::tools);
    let core = quote!(_structured::core);
    let body = quote! {
        const NAMES: &'static [&'static #core::primitive::str] = &[];
        fn chat_tools() -> &'static [#private::chat::Tool] {
            &[]
        }
        fn responses_tools() -> &'static [#private::responses::Tool] {
            &[]
        }
        fn from_call(__call: &#private::ToolCall) -> #core::result::Result<Self, #private::Error> {
            #core::result::Result::Err(#private::Error::unknown_tool(__call, &[]))
        }
    };
    item(tools.krate.as_ref(), &input.generics, tools_impl(input, &body))
}

fn tools_impl(input: &DeriveInput, body: &TokenStream) -> TokenStream {
    let ident = &input.ident;
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics _structured::tools::Tools for #ident #ty_generics #where_clause {
            #body
        }
    }
}

fn columns(tools: &Tools) -> (Vec<&syn::Type>, Vec<&Ident>) {
    tools.list.iter().map(|tool| (&tool.arguments, &tool.variant)).unzip()
}

/// The checks of names and descriptions. These are constants of other types, so only const code can compare them. Each
/// check has the span of its variant.
fn checks(ident: &Ident, variants: &[&Ident]) -> TokenStream {
    let texts: Vec<String> = variants.iter().map(ToString::to_string).collect();
    let (owner, count) = (ident.to_string(), variants.len());
    let mut checks = check(ident.span(), &quote!(tool_count), &quote!(#owner, #count));
    for (index, variant) in variants.iter().enumerate() {
        let span = variant.span();
        checks.extend(check(span, &quote!(tool_texts), &quote!(&__OFFERS, #index)));
        if index > 0 {
            let names = quote!(<#ident as _structured::tools::Tools>::NAMES);
            checks.extend(check(span, &quote!(tool_name), &quote!(#names, &[#(#texts),*], #index)));
        }
    }
    checks
}

/// A check whose error is reported at `span`.
fn check(span: Span, name: &TokenStream, arguments: &TokenStream) -> TokenStream {
    let name = respanned(name.clone(), span);
    let path = quote_spanned!(span=> _structured::tools::#name);
    let call = quote_spanned!(span=> #path(#arguments));
    quote!(const _: () = #call;)
}
