//! The derive works wherever a type can be defined, whatever the names around it mean.

mod deprecated;
mod function_body;
mod macro_rules;
#[no_implicit_prelude]
mod no_implicit_prelude;
mod raw_identifier;
mod shadowed;
