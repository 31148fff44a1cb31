//! A hash of everything that a type's schema is made of. It distinguishes two types that have the same name and place.
//!
//! One macro call can define several types with the same name, and all have the place of the call. The hash covers what
//! the model contains: names, texts, and the types as they are written. Hashing the tokens of the whole item takes five
//! times as long, because each token has to be fetched from the compiler.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type};

use crate::model::{Annotations, Content, Enum, Model, Object, Shape, Value};

/// A hash of 64 bits.
#[derive(Clone, Copy)]
pub(crate) struct Fingerprint(u64);

/// The start of the hashes.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// The fingerprint of a type.
pub(crate) fn of_model(model: &Model) -> u64 {
    let mut hash = Fingerprint(BASIS);
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
    hash.finish()
}

impl Fingerprint {
    /// Hashes a text and its length, so that two texts differ from one longer text.
    ///
    /// Eight bytes at a time, because macros run unoptimized. The rotation brings the high bits of one word to where
    /// they change all bits of the next product.
    fn text(&mut self, text: &str) {
        self.word(text.len() as u64);
        let mut rest = text.as_bytes();
        while let Some((word, after)) = rest.split_first_chunk() {
            self.word(u64::from_le_bytes(*word));
            rest = after;
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.word(u64::from_le_bytes(last));
    }

    /// The low bits of a product do not depend on the high bits of its factors, so these are added.
    const fn finish(self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    const fn word(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn hash(texts: &[&str]) -> u64 {
        let mut hash = Fingerprint(BASIS);
        for text in texts {
            hash.text(text);
        }
        hash.finish()
    }

    #[test]
    fn texts_that_differ_in_one_place_have_different_hashes() {
        let texts = (0..40).flat_map(|length| {
            let text = "a".repeat(length);
            let changed = (0..length).map(move |i| format!("{}b{}", &text[..i], &text[i + 1..]));
            changed.chain(["a".repeat(length)])
        });
        let hashes: Vec<u64> = texts.map(|text| hash(&[&text])).collect();
        assert_eq!(hashes.iter().collect::<HashSet<_>>().len(), hashes.len());
        // The low bits alone too, in which tables look it up.
        assert!(hashes.iter().map(|hash| hash % 4096).collect::<HashSet<_>>().len() > 600);
    }

    #[test]
    fn two_texts_are_not_one_longer_text() {
        let hashes = [hash(&["ab", "c"]), hash(&["a", "bc"]), hash(&["abc"]), hash(&["abc", ""]), hash(&["", "abc"])];
        assert_eq!(HashSet::from(hashes).len(), hashes.len());
    }
}
