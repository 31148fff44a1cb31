//! The derive.
/// Derive.
#[proc_macro_derive(StructuredOutput)]
pub fn derive(_: proc_macro::TokenStream) -> proc_macro::TokenStream { proc_macro::TokenStream::new() }
