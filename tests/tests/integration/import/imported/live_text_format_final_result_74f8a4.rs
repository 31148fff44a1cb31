// Made from live_text_format_final_result_74f8a4.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct LiveTextFormatFinalResult74f8a4 {
    pub result: LiveTextFormatFinalResult74f8a4Result,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[serde(untagged)]
pub enum LiveTextFormatFinalResult74f8a4Result {
    /// CityLocation
    CityLocation { data: Data, kind: Kind },
    /// CountryLanguage
    CountryLanguage {
        data: CountryLanguageData,
        kind: CountryLanguageKind,
    },
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct Data {
    pub city: String,
    pub country: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, StructuredOutput)]
pub enum Kind {
    CityLocation,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct CountryLanguageData {
    pub country: String,
    pub language: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, StructuredOutput)]
pub enum CountryLanguageKind {
    CountryLanguage,
}
