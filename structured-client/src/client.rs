//! The client: the server's address, headers, timeouts and retries.

use std::env;
use std::fmt;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
#[cfg(feature = "explain")]
use structured_core::profile::{self, Profile};

use crate::address::{Path, Place};
use crate::api::Api;
use crate::batches::Batches;
use crate::error::Error;
use crate::files::Files;
use crate::retry;
use crate::wire::{Chat, Responses};

/// The base URL of OpenAI's API.
const OPENAI: &str = "https://api.openai.com/v1";
/// The header in which Azure expects the key.
const API_KEY: &str = "api-key";
const ORGANIZATION: &str = "openai-organization";
const PROJECT: &str = "openai-project";
/// The default timeout of an attempt, as in OpenAI's SDKs.
const TIMEOUT: Duration = Duration::from_secs(600);
/// The timeout for connecting, as in OpenAI's SDKs.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// A client of one server. Clones share its connections.
///
/// A configuration mistake, like a key that contains a line break, is reported by the first request.
///
/// # Examples
///
/// ```no_run
/// use serde::Deserialize;
/// use structured_client::Client;
/// use structured_core::{StructuredOutput, chat::Request};
///
/// #[derive(Debug, Deserialize, StructuredOutput)]
/// struct CalendarEvent {
///     name: String,
///     participants: Vec<String>,
/// }
///
/// # async fn run() -> Result<(), structured_client::Error> {
/// let client = Client::from_env()?;
/// let request = Request::new("gpt-4o-mini").user("Alice and Bob are going to a science fair on Friday.");
/// let event: CalendarEvent = client.chat().parse(&request).await?.into_parsed()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    /// The HTTP client, or the reason why it could not be created.
    http: Result<reqwest::Client, String>,
    place: Place,
    pub(crate) headers: HeaderMap,
    pub(crate) max_retries: u32,
    pub(crate) timeout: Duration,
    #[cfg(feature = "explain")]
    pub(crate) profile: &'static Profile,
    /// The first configuration mistake.
    problem: Option<String>,
}

impl Client {
    /// Creates a client of the server at `base_url`, like `http://localhost:8000/v1`. It sends no key, which most local
    /// servers do not need.
    #[must_use]
    pub fn new(base_url: impl Into<String>) -> Self {
        Self::of(Place::Base(base_url.into()))
    }

    /// Creates a client from the environment variables `OPENAI_API_KEY`, `OPENAI_BASE_URL`, `OPENAI_ORG_ID` and
    /// `OPENAI_PROJECT_ID`. Without a base URL, it is OpenAI's.
    ///
    /// # Errors
    ///
    /// Fails when neither `OPENAI_API_KEY` nor `OPENAI_BASE_URL` is set.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(|name| env::var(name).ok())
    }

    fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let variable = |name| variable(name).filter(|value| !value.trim().is_empty());
        let (key, base_url) = (variable("OPENAI_API_KEY"), variable("OPENAI_BASE_URL"));
        if key.is_none() && base_url.is_none() {
            return Err(Error::configuration(
                "`OPENAI_API_KEY` is not set; help: set it, or set `OPENAI_BASE_URL` to the URL of a \
                 server that needs no key",
            ));
        }
        let mut client = Self::new(base_url.unwrap_or_else(|| OPENAI.to_owned()));
        if let Some(key) = key {
            client = client.with_api_key(key);
        }
        if let Some(organization) = variable("OPENAI_ORG_ID") {
            client = client.with_organization(organization);
        }
        if let Some(project) = variable("OPENAI_PROJECT_ID") {
            client = client.with_project(project);
        }
        Ok(client)
    }

    /// Creates a client of a deployment on Azure. `endpoint` is like `https://my-resource.openai.azure.com`, and
    /// `api_version` like `2024-10-21`.
    ///
    /// For Azure's newer API, which has no `api-version`, use [`Client::new`] with `{endpoint}/openai/v1`, and
    /// [`with_api_key`](Self::with_api_key).
    #[must_use]
    pub fn azure(
        endpoint: impl Into<String>,
        deployment: impl Into<String>,
        api_version: impl Into<String>,
        key: impl AsRef<str>,
    ) -> Self {
        let (endpoint, deployment, api_version) = (endpoint.into(), deployment.into(), api_version.into());
        Self::of(Place::Azure { endpoint, deployment, api_version }).with_secret(API_KEY, key.as_ref().trim())
    }

    fn of(place: Place) -> Self {
        // A redirect could send the key to another host.
        let http = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .connect_timeout(CONNECT_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build();
        Self {
            http: http.map_err(|error| format!("the HTTP client cannot be made: {error}")),
            place,
            headers: HeaderMap::new(),
            max_retries: retry::RETRIES,
            timeout: TIMEOUT,
            #[cfg(feature = "explain")]
            profile: &profile::OPENAI,
            problem: None,
        }
    }

    /// Sends an API key with every request, as a bearer token.
    #[must_use]
    pub fn with_api_key(self, key: impl AsRef<str>) -> Self {
        let key = format!("Bearer {}", key.as_ref().trim());
        self.with_secret(AUTHORIZATION.as_str(), &key)
    }

    /// Sends the id of the organization that is billed.
    #[must_use]
    pub fn with_organization(self, id: impl AsRef<str>) -> Self {
        self.with_header(ORGANIZATION, id)
    }

    /// Sends the id of the project that is billed.
    #[must_use]
    pub fn with_project(self, id: impl AsRef<str>) -> Self {
        self.with_header(PROJECT, id)
    }

    /// Sends a header with every request. It replaces a header of the same name.
    #[must_use]
    pub fn with_header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let (name, value) = (name.as_ref(), value.as_ref());
        self.insert(name, HeaderValue::try_from(value).ok())
    }

    fn with_secret(self, name: &str, value: &str) -> Self {
        let value = HeaderValue::try_from(value).ok().map(|mut value| {
            value.set_sensitive(true);
            value
        });
        self.insert(name, value)
    }

    fn insert(mut self, name: &str, value: Option<HeaderValue>) -> Self {
        if let (Ok(name), Some(value)) = (HeaderName::try_from(name), value) {
            self.headers.insert(name, value);
            return self;
        }
        // The message does not contain the value, which may be a key.
        let problem = format!(
            "the header `{name}` has a name or a value that HTTP does not allow; help: check it for line breaks"
        );
        self.problem.get_or_insert(problem);
        self
    }

    /// Sends requests with your own HTTP client, which can have proxies, certificates or connection limits.
    ///
    /// Its own timeouts apply in addition to [`with_timeout`](Self::with_timeout). Configure it not to follow
    /// redirects, as the default client is, so that the key is never sent to another host.
    #[must_use]
    pub fn with_http_client(self, http: reqwest::Client) -> Self {
        Self { http: Ok(http), ..self }
    }

    /// Sets the timeout of one attempt. The default is 10 minutes. For a stream, it limits the time until the answer
    /// begins, and then the time between two chunks.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Sets how many times a failed request is sent again. The default is 2.
    ///
    /// A request is sent again after status 408, 409, 429 or 5xx, and when the connection breaks before the answer is
    /// complete. An exhausted quota (`insufficient_quota`) is not retried. The pause is what the server asks for, up to
    /// a minute; otherwise it grows from half a second to 8 seconds.
    #[must_use]
    pub fn with_max_retries(self, max_retries: u32) -> Self {
        Self { max_retries, ..self }
    }

    /// Sets the profile whose rules [`Error::violations`] checks. The default is OpenAI's current rules.
    #[cfg(feature = "explain")]
    #[must_use]
    pub fn with_profile(self, profile: &'static Profile) -> Self {
        Self { profile, ..self }
    }

    /// Returns the Chat Completions API.
    #[must_use]
    pub fn chat(&self) -> Api<'_, Chat> {
        Api::new(self)
    }

    /// Returns the Responses API.
    #[must_use]
    pub fn responses(&self) -> Api<'_, Responses> {
        Api::new(self)
    }

    /// Returns batches of Chat Completions requests. For the Responses API, use
    /// [`client.responses().batches()`](Api::batches).
    #[must_use]
    pub fn batches(&self) -> Batches<'_, Chat> {
        self.chat().batches()
    }

    /// Returns the files of the server, which batches and fine-tuning use.
    #[must_use]
    pub fn files(&self) -> Files<'_> {
        Files::new(self)
    }

    /// Returns the HTTP client.
    pub(crate) fn http(&self) -> Result<&reqwest::Client, Error> {
        self.http.as_ref().map_err(|problem| Error::configuration(problem.clone()))
    }

    /// Fails when the configuration has a mistake.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.http()?;
        self.url(Path::Other("")).map(drop)
    }

    /// Returns the URL of a path.
    pub(crate) fn url(&self, path: Path<'_>) -> Result<Url, Error> {
        match &self.problem {
            Some(problem) => Err(Error::configuration(problem.clone())),
            None => self.place.url(path),
        }
    }
}

/// The output does not contain the key.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match &self.place {
            Place::Base(base) => base,
            Place::Azure { endpoint, .. } => endpoint,
        };
        let mut client = f.debug_struct("Client");
        client.field("base_url", place).field("headers", &self.headers).field("timeout", &self.timeout);
        client.field("max_retries", &self.max_retries).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(variables: &[(&str, &str)]) -> Result<Client, Error> {
        let find =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Client::from_variables(find)
    }

    #[test]
    fn the_environment_names_key_place_organization_and_project() {
        let client = from(&[
            ("OPENAI_API_KEY", " sk-secret\n"),
            ("OPENAI_BASE_URL", "http://localhost:8000/v1/"),
            ("OPENAI_ORG_ID", "org-1"),
            ("OPENAI_PROJECT_ID", "proj-1"),
        ])
        .expect("the variables are set");
        assert_eq!(client.headers["authorization"], "Bearer sk-secret");
        assert_eq!(
            (&client.headers[ORGANIZATION], &client.headers[PROJECT]),
            (&"org-1".parse().unwrap(), &"proj-1".parse().unwrap())
        );
        let url = client.url(Path::Model("/chat/completions")).expect("the URL is whole");
        assert_eq!(url.as_str(), "http://localhost:8000/v1/chat/completions");
    }

    #[test]
    fn without_a_key_the_environment_must_name_a_place() {
        let error = from(&[("OPENAI_API_KEY", " ")]).unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::Configuration);
        assert!(error.to_string().starts_with("`OPENAI_API_KEY` is not set"));
        let url = from(&[("OPENAI_API_KEY", "k")]).unwrap().url(Path::Other("/files")).unwrap();
        assert_eq!(url.as_str(), "https://api.openai.com/v1/files");
        assert!(from(&[("OPENAI_BASE_URL", "http://localhost:1/v1")]).is_ok());
    }

    #[test]
    fn azure_has_paths_of_a_deployment_and_paths_beside_it() {
        let client = Client::azure("https://r.openai.azure.com/", "my model/1", "2024-10-21", "k");
        assert_eq!(
            client.url(Path::Model("/chat/completions")).unwrap().as_str(),
            "https://r.openai.azure.com/openai/deployments/my%20model%2F1/chat/completions?api-version=2024-10-21"
        );
        assert_eq!(
            client.url(Path::Other("/files/file-1/content")).unwrap().as_str(),
            "https://r.openai.azure.com/openai/files/file-1/content?api-version=2024-10-21"
        );
    }

    #[test]
    fn a_configuration_mistake_is_reported_without_the_key() {
        for client in [
            Client::new("localhost:8000"),
            Client::new("/v1"),
            Client::new("ftp://host"),
            Client::new("http://host").with_api_key("sk-secret\nsecond line"),
            Client::new("http://host").with_header("a b", "c"),
        ] {
            let error = client.url(Path::Other("/files")).unwrap_err();
            assert_eq!(error.kind(), crate::ErrorKind::Configuration, "{error}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
        let client = Client::new("http://host").with_api_key("sk-secret");
        assert!(!format!("{client:?}").contains("secret"), "{client:?}");
    }
}
