//! The linter, and how it makes schemas strict.

mod envelopes;
mod kinds;
mod meaning;
mod patterns;
mod reality;
mod robust;
mod rules;
mod strictify;
mod strictify_layout;
mod words;
