// Made from probe_deep8_nine_object_levels.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct ProbeDeep8NineObjectLevels {
    pub c: C,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct C {
    pub c: CC,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct CC {
    pub c: CcC,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct CcC {
    pub c: CcCC,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct CcCC {
    pub c: CcCcC,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct CcCcC {
    pub c: CcCcCC,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct CcCcCC {
    pub c: CcCcCcC,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct CcCcCcC {
    pub c: CcCcCcCC,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct CcCcCcCC {
    pub v: i64,
}
