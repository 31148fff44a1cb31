//! Collects the errors of all stages, so that a type shows all of them at once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

use crate::attribute::{self, Attributes};
use crate::description::constant_name;
use crate::item::is_doc_comment;
use crate::symbol::Place;

/// The errors found so far, the attributes of fields, which are read once, and the constants that descriptions need.
#[derive(Default)]
pub(crate) struct Context {
    errors: RefCell<Option<syn::Error>>,
    /// Keyed by the address of the field, which is part of the derived item.
    fields: RefCell<HashMap<*const syn::Field, Rc<Attributes>>>,
    /// The attributes of fields that have none of ours.
    no_attributes: Rc<Attributes>,
    /// The expressions of descriptions that are not literals, each with its place.
    constants: RefCell<Vec<(TokenStream, Span)>>,
}

impl Context {
    /// Reports an error that underlines `tokens`.
    pub(crate) fn error(&self, tokens: impl ToTokens, message: &Message<'_>) {
        self.add(syn::Error::new_spanned(tokens, message.text()));
    }

    /// Reports an error at a single token.
    pub(crate) fn error_at(&self, span: Span, message: &Message<'_>) {
        self.add(syn::Error::new(span, message.text()));
    }

    /// Points at a second place that belongs to the previous error.
    pub(crate) fn note_at(&self, span: Span, note: &str) {
        self.add(syn::Error::new(span, note));
    }

    /// Adds errors that already have spans.
    pub(crate) fn add(&self, error: syn::Error) {
        let mut errors = self.errors.borrow_mut();
        match errors.as_mut() {
            Some(errors) => errors.combine(error),
            None => *errors = Some(error),
        }
    }

    /// The `#[structured(…)]` of a field.
    pub(crate) fn attributes_of(&self, field: &syn::Field) -> Rc<Attributes> {
        // Most fields have only doc comments. Macros run unoptimized, and a lookup in the table takes longer than this.
        if field.attrs.iter().all(is_doc_comment) {
            return Rc::clone(&self.no_attributes);
        }
        let address: *const syn::Field = field;
        if let Some(known) = self.fields.borrow().get(&address) {
            return Rc::clone(known);
        }
        let parsed = Rc::new(attribute::parse(&field.attrs, Place::Field, self));
        self.fields.borrow_mut().insert(address, Rc::clone(&parsed));
        parsed
    }

    /// Adds a constant to the generated code and returns its name.
    pub(crate) fn constant(&self, expression: TokenStream, span: Span) -> Ident {
        let mut constants = self.constants.borrow_mut();
        constants.push((expression, span));
        constant_name(constants.len() - 1)
    }

    /// The constants that the descriptions need.
    pub(crate) fn take_constants(&self) -> Vec<(TokenStream, Span)> {
        self.constants.take()
    }

    /// All errors, if there are any.
    pub(crate) fn check(self) -> syn::Result<()> {
        match self.errors.into_inner() {
            Some(errors) => Err(errors),
            None => Ok(()),
        }
    }
}

/// An error text: what is wrong and why, and what to write instead.
pub(crate) struct Message<'a> {
    /// What is wrong, and why, in terms of the JSON.
    pub(crate) what: &'a str,
    /// What to write instead.
    pub(crate) help: &'a str,
}

impl Message<'_> {
    fn text(&self) -> String {
        format!("{}\nhelp: {}", self.what, self.help)
    }
}
