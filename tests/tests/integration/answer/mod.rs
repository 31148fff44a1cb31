//! Requests, and the answers of both APIs, whole and streamed.

mod call_streams;
mod chat_completion;
mod growth;
mod json_mode;
mod mutated;
mod numbers_and_depth;
mod odd_servers;
mod providers;
mod quirks;
mod recorded;
mod requests;
mod response_streams;
mod responses;
mod side_fields;
mod splits;
mod streams;
mod tolerance;
mod tools;
mod transcript;
mod updates;
mod way_back;
