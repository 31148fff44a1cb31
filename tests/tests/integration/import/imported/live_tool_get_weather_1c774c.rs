// Made from live_tool_get_weather_1c774c.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "get_weather_args")]
pub struct GetWeatherArgs {
    #[structured(title = "City")]
    pub city: String,
}
