//! Files that the API reads and writes: batches, and examples for fine-tuning.

pub mod batch;
pub mod fine_tuning;
