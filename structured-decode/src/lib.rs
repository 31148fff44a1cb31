//! Constrained decoding for local models: logits in, token out, and the answer parses into the type.
//!
//! ```
//! use serde::Deserialize;
//! use structured_core::StructuredOutput;
//! use structured_decode::{Constraint, Step, Vocab};
//!
//! #[derive(Deserialize, StructuredOutput)]
//! struct CalendarEvent {
//!     name: String,
//!     day: u8,
//! }
//!
//! let vocab = Vocab::bytes()?; // in earnest: `Vocab::gguf(file)`, `Vocab::o200k()`, or `Vocab::new` with your tokens
//! let fresh = Constraint::new::<CalendarEvent>(&vocab)?; // compiled once, cloned for each answer
//!
//! let mut constraint = fresh.clone().with_budget(50)?;
//! let mut answer = Vec::new();
//! loop {
//!     let mut logits = vec![0.0; vocab.len()]; // your model's
//!     constraint.mask(&mut logits)?;
//!     let token = (0..vocab.len()).rfind(|&token| logits[token].is_finite()).unwrap_or(0) as u32; // your sampler
//!     answer.push(token);
//!     if constraint.accept(token)? == Step::Done {
//!         break;
//!     }
//! }
//! assert!(answer.len() <= 50);
//! let event: CalendarEvent = serde_json::from_slice(&vocab.decode(&answer))?;
//! # let _ = (event.name, event.day);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! No server, no weights, no async. The engine is [llguidance](https://docs.rs/llguidance). Beside it, an automaton
//! over the same grammar computes how far every state is from the end. This makes budgets and
//! [`close`](Constraint::close) possible.
//!
#![doc = include_str!("../docs/guarantee.md")]

mod automaton;
mod budget;
mod compiled;
mod constraint;
mod endings;
mod engine;
mod error;
mod format;
mod grammar;
mod number;
mod pattern;
mod schema;
mod shape;
mod text;
mod typed;
mod vocab;

pub use crate::constraint::{Constraint, Step};
pub use crate::error::Error;
pub use crate::vocab::Vocab;
