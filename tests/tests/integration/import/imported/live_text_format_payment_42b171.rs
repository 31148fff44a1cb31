// Made from live_text_format_Payment_42b171.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveTextFormatPayment42b171 {
    pub amount: Amount,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[serde(untagged)]
pub enum Amount {
    Number(f64),
    Text(AmountText),
}

/// pattern=^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct AmountText(pub String);
