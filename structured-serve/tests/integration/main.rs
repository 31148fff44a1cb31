//! The endpoint, asked over HTTP as an application asks it.

mod answers;
mod async_openai;
mod batches;
mod page;
#[cfg(all(unix, feature = "program"))]
mod program;
mod refusals;
mod requests;
mod robust;
mod scripts;
mod support;
mod values;
