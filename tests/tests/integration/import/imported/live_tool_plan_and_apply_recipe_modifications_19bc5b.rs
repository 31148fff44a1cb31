// Made from live_tool_plan_and_apply_recipe_modifications_19bc5b.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "plan_and_apply_recipe_modifications_args")]
pub struct PlanAndApplyRecipeModificationsArgs {
    pub recipe: Recipe,
    #[structured(title = "Modification Request")]
    pub modification_request: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(define, title = "Recipe")]
pub struct Recipe {
    #[structured(title = "Id")]
    pub id: String,
    #[structured(title = "Name")]
    pub name: String,
    #[structured(title = "Ingredients")]
    pub ingredients: Vec<String>,
    #[structured(title = "Instructions")]
    pub instructions: Vec<String>,
    #[structured(title = "Prep Time")]
    pub prep_time: String,
    #[structured(title = "Cook Time")]
    pub cook_time: String,
    #[structured(title = "Servings")]
    pub servings: i64,
}
