//! The components of an `OpenAPI` document, and the definitions of its predecessor.

use std::rc::Rc;

use super::search::Search;
use super::target::{Component, Target};
use crate::json::{JsonValue, escape_pointer};
use crate::schema::references::References;
use crate::wording::{MessagePrefix, Usage};

/// Whether this is an `OpenAPI` document.
pub(super) fn is_openapi(root: &JsonValue) -> bool {
    ["openapi", "swagger"].iter().any(|name| root.get(name).is_some_and(|version| version.as_str().is_some()))
}

impl<'a> Search<'a, '_, '_> {
    /// Each component is checked as a schema whose references point to the other components.
    pub(super) fn components(&mut self, root: &'a JsonValue) {
        let references = Rc::new(References::of_components(root));
        for (container, member) in references.members() {
            let component = Component { member, references: Rc::clone(&references) };
            self.targets.push(Target {
                schema: &member.value,
                pointer: format!("/{container}/{}", escape_pointer(&member.name)),
                anchor: member.name_span,
                prefix: MessagePrefix { usage: Usage::ResponseFormat, name: member.name.to_string() },
                has_switch: false,
                component: Some(component),
            });
        }
    }
}
