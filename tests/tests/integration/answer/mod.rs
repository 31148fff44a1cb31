//! Requests, and the answers of both APIs, whole and streamed.

mod broken_chat_streams;
mod call_streams;
mod chat_completion;
mod chat_streams;
mod error_bodies;
mod growth;
mod json_grammar;
mod json_mode;
mod mutated;
mod numbers_and_depth;
mod odd_contents;
mod odd_servers;
mod providers;
mod quirks;
mod recorded;
mod recorded_streams;
mod requests;
mod response_streams;
mod responses;
mod side_fields;
mod splits;
mod tolerance;
mod tools;
mod transcript;
mod updates;
mod way_back;
