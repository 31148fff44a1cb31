// Made from live_tool_lookup_refund_policy_7ad0cb.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolLookupRefundPolicy7ad0cb {
    pub order_id: String,
}
