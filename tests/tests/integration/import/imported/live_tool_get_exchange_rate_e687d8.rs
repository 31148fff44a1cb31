// Made from live_tool_get_exchange_rate_e687d8.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolGetExchangeRateE687d8 {
    pub from_currency: String,
    pub to_currency: String,
}
