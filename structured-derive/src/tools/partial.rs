//! The partial of a set of tools as tokens: the known part of the arguments of a call while they stream.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::DeriveInput;
use syn::spanned::Spanned;

use super::Tools;
use crate::emit::respanned;

/// Expands to:
///
/// ```text
/// enum ActionPartial<'a> { Search(&'a SearchPartial), … }
/// // and among the impls:
/// pub enum __Parser { Search(PartialParser<Search>), … }
/// impl PartialTools for Action { type Partial<'a> = ActionPartial<'a>; type Parser = __Parser; … }
/// ```
///
/// The first part is emitted next to the set, the second among its impls.
pub(super) fn emit(input: &DeriveInput, tools: &Tools, krate: &TokenStream) -> (TokenStream, TokenStream) {
    let (ident, visibility) = (&input.ident, &input.vis);
    let name = format_ident!("{}Partial", ident);
    let variants: Vec<_> = tools.list.iter().map(|tool| &tool.variant).collect();
    let partials = tools.list.iter().map(|tool| {
        let ty = &tool.arguments;
        let krate = respanned(krate.clone(), ty.span());
        quote_spanned!(ty.span()=> &'a <#ty as #krate::partial::Partial>::Partial)
    });
    let doc = format!("What is known so far of the arguments of a call of [`{ident}`].");
    let docs = variants.iter().map(|variant| format!("Those of [`{ident}::{variant}`]."));
    let declared = quote! {
        #[doc = #doc]
        #visibility enum #name<'a> {
            #(#[doc = #docs] #variants(#partials),)*
        }
    };
    let core = quote!(_structured::core);
    let private = quote!(_structured::tools);
    let texts: Vec<String> = variants.iter().map(ToString::to_string).collect();
    let partial_name = name.to_string();
    let parsers: Vec<_> = tools
        .list
        .iter()
        .map(|tool| {
            let ty = &tool.arguments;
            quote_spanned!(ty.span()=> #private::PartialParser::<#ty>)
        })
        .collect();
    let indices = 0..variants.len();
    let impls = quote! {
        pub enum __Parser {
            #(#variants(#parsers),)*
        }
        #[automatically_derived]
        impl #core::fmt::Debug for __Parser {
            fn fmt(&self, __f: &mut #core::fmt::Formatter<'_>) -> #core::fmt::Result {
                match self {
                    #(Self::#variants(__parser) => #core::fmt::Debug::fmt(__parser, __f),)*
                }
            }
        }
        #[automatically_derived]
        impl #core::fmt::Debug for #name<'_> {
            fn fmt(&self, __f: &mut #core::fmt::Formatter<'_>) -> #core::fmt::Result {
                match self {
                    #(Self::#variants(__partial) => {
                        let mut __tuple = #core::fmt::Formatter::debug_tuple(
                            __f,
                            #core::concat!(#partial_name, "::", #texts),
                        );
                        #core::fmt::DebugTuple::finish(#core::fmt::DebugTuple::field(&mut __tuple, __partial))
                    })*
                }
            }
        }
        #[automatically_derived]
        impl #private::PartialTools for #ident {
            type Partial<'a> = #name<'a>;
            type Parser = __Parser;
            fn parser(__call: &#private::ToolCall) -> #core::option::Option<__Parser> {
                match #private::position(<Self as #private::Tools>::NAMES, __call) {
                    #(#indices => #core::option::Option::Some(__Parser::#variants(#parsers::new())),)*
                    _ => #core::option::Option::None,
                }
            }
            fn push(__parser: &mut __Parser, __text: &#core::primitive::str) {
                match __parser {
                    #(__Parser::#variants(__parser) => #private::TextSink::push(__parser, __text),)*
                }
            }
            fn snapshot(__parser: &__Parser) -> #name<'_> {
                match __parser {
                    #(__Parser::#variants(__parser) => #name::#variants(#parsers::snapshot(__parser)),)*
                }
            }
        }
    };
    (declared, impls)
}
