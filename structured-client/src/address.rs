//! The address of a server, and the URLs of its paths.

use std::fmt;

use reqwest::Url;

use crate::error::Error;

/// The place to which the paths of the API are relative.
#[derive(Clone)]
pub(crate) enum Place {
    /// A base URL.
    Base(String),
    /// A deployment on Azure.
    Azure { endpoint: String, deployment: String, api_version: String },
}

/// A path of the API.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Path<'p> {
    /// A path that a model answers. On Azure, it is relative to the deployment.
    Model(&'p str),
    /// Any other path.
    Other(&'p str),
}

impl Place {
    pub(crate) fn url(&self, path: Path<'_>) -> Result<Url, Error> {
        match self {
            Self::Base(base) => below(base, &[], path.of()),
            Self::Azure { endpoint, deployment, api_version } => {
                let mut url = match path {
                    Path::Model(path) => below(endpoint, &["openai", "deployments", deployment], path),
                    Path::Other(path) => below(endpoint, &["openai"], path),
                }?;
                url.query_pairs_mut().append_pair("api-version", api_version);
                Ok(url)
            }
        }
    }
}

impl<'p> Path<'p> {
    fn of(self) -> &'p str {
        let (Self::Model(path) | Self::Other(path)) = self;
        path
    }
}

/// Returns the URL of a path below a base URL and some folders.
fn below(base: &str, folders: &[&str], path: &str) -> Result<Url, Error> {
    let invalid = |why: &dyn fmt::Display| {
        Error::configuration(format!("`{base}` is not a base URL: {why}; help: write it like `https://host/v1`"))
    };
    let mut url = Url::parse(base).map_err(|error| invalid(&error))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(invalid(&"its scheme is not `http` or `https`, or it has no host"));
    }
    let mut segments = url.path_segments_mut().map_err(|()| invalid(&"it has no path"))?;
    segments.pop_if_empty().extend(folders).extend(path.split('/').filter(|segment| !segment.is_empty()));
    drop(segments);
    Ok(url)
}
