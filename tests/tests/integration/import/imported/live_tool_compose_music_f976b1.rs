// Made from live_tool_compose_music_f976b1.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "compose_music_args")]
pub struct ComposeMusicArgs {
    #[structured(title = "Style")]
    pub style: String,
    #[structured(title = "Key")]
    pub key: String,
}
