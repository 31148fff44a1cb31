// Made from guide2025_weather_min_max.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct Guide2025WeatherMinMax {
    /// The location to get the weather for
    pub location: String,
    /// The unit to return the temperature in
    pub unit: Option<Unit>,
    /// The actual temperature value in the location
    #[structured(minimum = -130, maximum = 130)]
    pub value: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, StructuredOutput)]
#[structured(profile = "openai")]
pub enum Unit {
    F,
    C,
}
