//! A hash of everything that a type's schema is made of. It distinguishes two types that have the same name and place.
//!
//! One macro call can define several types with the same name, and all have the place of the call. The hash covers what
//! the model contains: names, texts, and the types as they are written. Hashing the tokens of the whole item takes five
//! times as long, because each token has to be fetched from the compiler.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type};

use crate::model::{Annotations, Content, Enum, Model, Object, Shape, Value};

/// FNV-1a of 64 bits.
#[derive(Clone, Copy)]
pub(crate) struct Fingerprint(u64);

/// FNV-1a of a text. Const code computes the same hash.
pub(crate) fn text_hash(text: &str) -> u64 {
    let mut hash = Fingerprint::new();
    hash.bytes(text);
    hash.0
}

/// The fingerprint of a type.
pub(crate) fn of_model(model: &Model) -> u64 {
    let mut hash = Fingerprint::new();
    hash.text(&model.name.text);
    hash.annotations(&model.annotations);
    match &model.shape {
        Shape::Object(object) => hash.object(object),
        Shape::Newtype(value) => hash.value(value),
        Shape::Enum(values) => hash.values(values),
        Shape::Union(branches) => {
            for branch in branches {
                hash.text(&branch.variant.text);
                hash.content(&branch.content);
            }
            if let Some(null) = &model.null {
                hash.text(&null.variant.text);
                hash.annotations(&null.annotations);
            }
        }
    }
    hash.0
}

impl Fingerprint {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(&mut self, text: &str) {
        for byte in text.bytes() {
            self.byte(byte);
        }
    }

    const fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u64).wrapping_mul(0x100_0000_01b3);
    }

    /// Hashes a text and an end mark, so that two texts differ from one longer text.
    fn text(&mut self, text: &str) {
        self.bytes(text);
        self.byte(0xff);
    }

    fn annotations(&mut self, annotations: &Annotations) {
        self.text(annotations.title.as_deref().unwrap_or_default());
        match &annotations.description {
            Some(description) => description.for_each_text(|text| self.text(text)),
            None => self.text(""),
        }
    }

    fn object(&mut self, object: &Object) {
        self.annotations(&object.annotations);
        for property in &object.properties {
            self.text(&property.name.text);
            self.annotations(&property.annotations);
            self.content(&property.value);
        }
    }

    fn content(&mut self, content: &Content) {
        match content {
            Content::Type(value) => self.value(value),
            Content::Object(object) => self.object(object),
            Content::Enum(values) => self.values(values),
        }
    }

    fn values(&mut self, values: &Enum) {
        self.annotations(&values.annotations);
        values.values.iter().for_each(|value| self.text(&value.text));
    }

    fn value(&mut self, value: &Value) {
        self.ty(&value.ty.ty);
        self.annotations(&value.annotations);
        value.constraints.iter().for_each(|constraint| self.text(&constraint.member));
    }

    fn ty(&mut self, ty: &Type) {
        let Type::Path(path) = ty else { return self.text(&ty.to_token_stream().to_string()) };
        if let Some(qself) = &path.qself {
            self.ty(&qself.ty);
        }
        for segment in &path.path.segments {
            self.text(&segment.ident.to_string());
            match &segment.arguments {
                PathArguments::None => {}
                PathArguments::AngleBracketed(arguments) => {
                    for argument in &arguments.args {
                        match argument {
                            GenericArgument::Type(ty) => self.ty(ty),
                            other => self.text(&other.to_token_stream().to_string()),
                        }
                    }
                }
                PathArguments::Parenthesized(arguments) => self.text(&arguments.to_token_stream().to_string()),
            }
        }
    }
}
