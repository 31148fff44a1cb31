//! Files of requests for the Batch API, and files of its answers.

mod requests;
mod results;

pub use self::requests::{Endpoint, Limits, Requests};
pub use self::results::{ResultLine, Results, response_results, results};
