//! The connection that the examples use.

use std::env;

use structured_client::{Client, Error};
use structured_serve::TestServer;

/// A model that the API and the local endpoint support.
pub(crate) const MODEL: &str = "gpt-4o-mini";

/// A client, and the local endpoint if it uses one.
pub(crate) struct Connection {
    pub(crate) client: Client,
    _endpoint: Option<TestServer>,
}

/// Connects to the API if `OPENAI_API_KEY` is set, and to an endpoint in this process if not.
#[expect(clippy::print_stdout, reason = "an example prints what it does")]
pub(crate) async fn connect() -> Result<Connection, Error> {
    if env::var_os("OPENAI_API_KEY").is_some() {
        return Ok(Connection { client: Client::from_env()?, _endpoint: None });
    }
    let endpoint = TestServer::start().await;
    println!("`OPENAI_API_KEY` is not set, so the requests go to an endpoint in this process: {}", endpoint.base_url());
    println!("It accepts what the API accepts, and its answers are made up.\n");
    Ok(Connection { client: Client::new(endpoint.base_url()), _endpoint: Some(endpoint) })
}
