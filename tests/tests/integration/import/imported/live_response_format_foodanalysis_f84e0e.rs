// Made from live_response_format_FoodAnalysis_f84e0e.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "FoodAnalysis")]
pub struct FoodAnalysis {
    /// The name of the food item
    #[structured(title = "Name")]
    pub name: String,
    /// Whether the food is good for you
    #[structured(title = "Healthy")]
    pub healthy: bool,
    /// Estimated calories per serving
    #[structured(title = "Calories")]
    pub calories: i64,
    /// List of taste characteristics
    #[structured(title = "Taste Profile")]
    pub taste_profile: Vec<String>,
}
