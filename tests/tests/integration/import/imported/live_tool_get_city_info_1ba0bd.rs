// Made from live_tool_get_city_info_1ba0bd.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "get_city_info_args")]
pub struct GetCityInfoArgs {
    #[structured(title = "City Name")]
    pub city_name: String,
}
