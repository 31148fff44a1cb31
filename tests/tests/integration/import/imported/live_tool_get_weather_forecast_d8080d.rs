// Made from live_tool_get_weather_forecast_d8080d.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveToolGetWeatherForecastD8080d {
    pub location: String,
}
