//! The error of a transport, inside an [`Error`].

use alloc::boxed::Box;
use alloc::string::ToString;
use alloc::sync::Arc;
use core::fmt;

use super::Error;

/// The error of a transport that could not deliver bytes, shared so that an [`Error`] can be cloned.
///
/// Two sources are equal when their messages are.
#[derive(Clone)]
pub struct IoSource(Arc<dyn core::error::Error + Send + Sync>);

impl IoSource {
    /// The error, to be downcast to the type of the HTTP client.
    #[must_use]
    pub fn get(&self) -> &(dyn core::error::Error + Send + Sync + 'static) {
        &*self.0
    }
}

impl fmt::Debug for IoSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialEq for IoSource {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_string() == other.0.to_string()
    }
}

impl Error {
    /// The error of a transport. One that is a [`std::io::Error`] keeps its kind.
    pub(crate) fn io(error: impl Into<Box<dyn core::error::Error + Send + Sync>>) -> Self {
        let error = error.into();
        let kind = error.downcast_ref::<std::io::Error>().map_or(std::io::ErrorKind::Other, std::io::Error::kind);
        Self::Io { kind, message: error.to_string(), source: IoSource(error.into()) }
    }
}
