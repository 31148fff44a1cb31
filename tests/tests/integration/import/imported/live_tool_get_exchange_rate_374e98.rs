// Made from live_tool_get_exchange_rate_374e98.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolGetExchangeRate374e98 {
    pub pair: String,
}
