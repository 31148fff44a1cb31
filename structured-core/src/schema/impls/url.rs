//! The types of url, as its serde feature reads them.

use url::Url;

use super::formed;
use crate::schema::link::Link;
use crate::schema::node::{Form, Node};
use crate::schema::{Component, Schema};

#[diagnostic::do_not_recommend]
impl Schema for Url {
    const NODE: Component = {
        static NODE: Node =
            formed("Url", Form { format: None, description: "An absolute URL, such as https://example.com/page." });
        Ok(Link::to_scalar(&NODE))
    };
}
