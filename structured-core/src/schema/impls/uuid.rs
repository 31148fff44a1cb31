//! The types of uuid, as its serde feature reads them.

use uuid::Uuid;

use super::formed;
use crate::schema::link::Link;
use crate::schema::node::{Form, Node};
use crate::schema::{Component, Schema};

#[diagnostic::do_not_recommend]
impl Schema for Uuid {
    const NODE: Component = {
        static NODE: Node = formed(
            "Uuid",
            Form { format: Some("uuid"), description: "A UUID, such as 67e55044-10b1-426f-9247-bb680e5fe0c8." },
        );
        Ok(Link::to_scalar(&NODE))
    };
}
