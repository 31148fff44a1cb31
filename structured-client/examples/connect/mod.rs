//! Where the examples send their requests.

use std::env;

use structured_client::{Client, Error};
use structured_serve::TestServer;

/// A model that both the API and the endpoint have.
pub(crate) const MODEL: &str = "gpt-4o-mini";

/// A client, and the endpoint that it talks to if that runs in this process.
pub(crate) struct Connection {
    pub(crate) client: Client,
    _endpoint: Option<TestServer>,
}

/// Connects to the API if `OPENAI_API_KEY` is set, and to an endpoint in this process if not.
#[expect(clippy::print_stdout, reason = "an example says what it does")]
pub(crate) async fn connect() -> Result<Connection, Error> {
    if env::var_os("OPENAI_API_KEY").is_some() {
        return Ok(Connection { client: Client::from_env()?, _endpoint: None });
    }
    let endpoint = TestServer::start().await;
    println!("`OPENAI_API_KEY` is not set: this asks an endpoint in this process, {}.", endpoint.base_url());
    println!("It accepts what the API accepts, and makes its answers up.\n");
    Ok(Connection { client: Client::new(endpoint.base_url()), _endpoint: Some(endpoint) })
}
