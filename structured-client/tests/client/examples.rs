//! The examples run without network and key.
#![expect(clippy::duplicate_mod, reason = "each example is a program of its own, and they share a module")]

#[path = "../../examples/agent.rs"]
mod agent;
#[path = "../../examples/batch.rs"]
mod batch;
#[path = "../../examples/extract.rs"]
mod extract;
#[path = "../../examples/stream.rs"]
mod stream;

/// With a key, the examples call the API, which a test must not do.
fn has_key() -> bool {
    std::env::var_os("OPENAI_API_KEY").is_some()
}

#[test]
fn every_example_runs_without_network_and_key() {
    if has_key() {
        return;
    }
    for example in [agent::main, batch::main, extract::main, stream::main] {
        example().expect("the example runs");
    }
}
