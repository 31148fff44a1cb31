// Made from live_text_format_CityLocation_e804a4.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveTextFormatCityLocationE804a4 {
    pub city: String,
    pub country: String,
}
