// Made from live_tool_lookup_exchange_rate_25358e.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolLookupExchangeRate25358e {
    pub currency: String,
}
