//! The types of uuid, as its serde feature reads them.

use uuid::Uuid;

use super::formed;
use crate::schema::link::NodeRef;
use crate::schema::node::{Node, StringFormat};
use crate::schema::{Schema, SchemaNode};

#[diagnostic::do_not_recommend]
impl Schema for Uuid {
    const NODE: SchemaNode = {
        static NODE: Node = formed(
            "Uuid",
            StringFormat { format: Some("uuid"), description: "A UUID, such as 67e55044-10b1-426f-9247-bb680e5fe0c8." },
        );
        Ok(NodeRef::to(&NODE))
    };
}
