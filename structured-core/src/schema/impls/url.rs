//! The types of url, as its serde feature reads them.

use url::Url;

use super::formed;
use crate::schema::link::NodeRef;
use crate::schema::node::{Node, StringFormat};
use crate::schema::{Schema, SchemaNode};

#[diagnostic::do_not_recommend]
impl Schema for Url {
    const NODE: SchemaNode = {
        static NODE: Node = formed(
            "Url",
            StringFormat { format: None, description: "An absolute URL, such as https://example.com/page." },
        );
        Ok(NodeRef::to(&NODE))
    };
}
