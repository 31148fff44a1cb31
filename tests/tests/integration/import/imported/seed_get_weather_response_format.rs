// Made from seed_get_weather_response_format.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct SeedGetWeatherResponseFormat {
    /// The location to get the weather for
    pub location: String,
    /// The unit to return the temperature in
    pub unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, StructuredOutput)]
pub enum Unit {
    F,
    C,
}
