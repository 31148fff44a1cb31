// Made from seed_linked_list.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct SeedLinkedList {
    pub linked_list: LinkedListNode,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(name = "linked_list_node")]
pub struct LinkedListNode {
    pub value: f64,
    pub next: Option<Box<LinkedListNode>>,
}
