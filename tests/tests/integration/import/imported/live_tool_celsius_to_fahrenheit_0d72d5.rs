// Made from live_tool_celsius_to_fahrenheit_0d72d5.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolCelsiusToFahrenheit0d72d5 {
    pub celsius: f64,
}
