// Made from sdknode_location_parse_zod_deserialises_response_format.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct SdknodeLocationParseZodDeserialisesResponseFormat {
    pub city: String,
    /// default: "f"
    pub units: Units,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, StructuredOutput)]
#[serde(rename_all = "lowercase")]
pub enum Units {
    C,
    F,
}
