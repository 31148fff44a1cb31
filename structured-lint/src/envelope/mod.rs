//! Where the schemas of a document are: it may be a schema, a response format, a tool, a whole request body, or an
//! `OpenAPI` document with components.

// The file has the name of its content, and so has the folder.
#[expect(clippy::module_inception, reason = "the envelope is one part of the search, which has the same name")]
mod envelope;
mod openai;
mod openapi;
mod search;
mod target;
mod tools;

pub(crate) use self::search::targets;
pub(crate) use self::target::{Target, first_byte};
use crate::finding::Findings;
use crate::json::JsonValue;
use structured_core::profile::Profile;

/// A schema in a document, and what is known of it from the members beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EmbeddedSchema {
    /// JSON pointer to the schema.
    pub pointer: String,
    /// The name of the response format or tool.
    pub name: Option<String>,
    /// The description of the response format or tool.
    pub description: Option<String>,
}

/// The schemas in a document: a schema, a response format, a tool, a list of tools, a whole request body, or an
/// `OpenAPI` document.
///
/// Tools may be those of `OpenAI`, of Anthropic (`input_schema`), or of the Model Context Protocol (`inputSchema`,
/// `outputSchema`, the result of `tools/list`). Schemas with `"strict": false` are skipped: the API does not enforce
/// them.
///
/// ```
/// use structured_lint::{Document, find_schemas};
///
/// let tools = r#"{"tools": [{"name": "search", "inputSchema": {"type": "object", "properties": {}}}]}"#;
/// let located = find_schemas(&Document::read(tools)?.root);
/// assert_eq!(located[0].pointer, "/tools/0/inputSchema");
/// assert_eq!(located[0].name.as_deref(), Some("search"));
/// # Ok::<(), structured_lint::Malformed>(())
/// ```
#[must_use]
pub fn find_schemas(root: &JsonValue) -> Vec<EmbeddedSchema> {
    let mut findings = Findings::new(&Profile::ALL[0], None);
    let targets = targets(root, &mut findings);
    let located = |target: Target<'_>| {
        let envelope = target.pointer.rsplit_once('/').and_then(|(envelope, _)| root.pointer(envelope));
        let envelope = envelope.filter(|_| target.component.is_none());
        let text = |name| envelope.and_then(|envelope| envelope.get(name)?.as_str()).map(String::from);
        let name = target.component.as_ref().map(|component| component.member.name.to_string());
        EmbeddedSchema {
            name: name.or_else(|| text("name")),
            description: text("description"),
            pointer: target.pointer,
        }
    };
    targets.into_iter().map(located).collect()
}
