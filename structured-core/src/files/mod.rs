//! Files that the API reads and writes: batches, and examples to fine-tune a model with.

pub mod batch;
pub mod fine_tuning;
