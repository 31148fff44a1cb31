// Made from sdknode_fakeData_parse_zod_ref_schemas_with_transform.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct SdknodeFakeDataParseZodRefSchemasWithTransform {
    pub first: First,
    pub second: FakeDataPropertiesFirst,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
pub struct First {
    pub baz: bool,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(name = "fakeData_properties_first")]
pub struct FakeDataPropertiesFirst {
    pub baz: bool,
}
