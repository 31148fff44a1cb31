// Made from live_tool_stock_lookup_c270e4.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolStockLookupC270e4 {
    pub symbol: String,
}
