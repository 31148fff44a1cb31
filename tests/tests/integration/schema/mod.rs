//! The schemas that types derive, and the types that the derive refuses.

mod at_run_time;
mod definition_names;
mod derive_and_linter;
mod differential;
mod fields;
mod foreign_types;
mod golden;
mod names;
mod profiles;
mod properties;
mod rejections;
mod seed_schemas;
mod several_crates;
mod with;
