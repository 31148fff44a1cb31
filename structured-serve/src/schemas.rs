//! The schemas of earlier requests: each is checked and read once, and cached.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use structured_core::profile::Profile;

use crate::linter::{self, Document, JsonValue, Rule, Severity, Violation};
use crate::value::{Plan, Unanswerable};

/// The size of the cache, in bytes of the texts. When it is full, it is emptied.
const KEPT_BYTES: usize = 1 << 20;

/// What a schema is sent as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Usage {
    ResponseFormat,
    Function,
}

/// A schema, its violations, and the plan for its values.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) strict: bool,
    /// What the profile refuses, errors and warnings. Pointers and places are relative to the schema.
    pub(crate) violations: Vec<Violation>,
    pub(crate) plan: Result<Plan, Unanswerable>,
}

impl Sheet {
    /// The first error in the API's words.
    pub(crate) fn refusal(&self) -> Option<&Violation> {
        self.violations.iter().find(|violation| violation.severity == Severity::Error)
    }
}

type Key = (Usage, bool, String, String);

/// The cached schemas.
#[derive(Debug)]
pub(crate) struct Schemas {
    profile: &'static Profile,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    sheets: HashMap<Key, Arc<Sheet>>,
    bytes: usize,
}

impl Schemas {
    pub(crate) fn new(profile: &'static Profile) -> Self {
        Self { profile, kept: Mutex::default() }
    }

    pub(crate) const fn profile(&self) -> &'static Profile {
        self.profile
    }

    /// The sheet of a schema, and whether it is new.
    pub(crate) fn sheet(&self, usage: Usage, name: &str, strict: bool, text: &str) -> (Arc<Sheet>, bool) {
        let key = (usage, strict, name.to_owned(), text.to_owned());
        if let Some(sheet) = self.lock().sheets.get(&key) {
            return (Arc::clone(sheet), false);
        }
        // Made outside of the lock: a large schema takes time.
        let sheet = Arc::new(self.read(usage, name, strict, text));
        let mut kept = self.lock();
        let size = 2 * text.len();
        if kept.bytes + size > KEPT_BYTES {
            *kept = Kept::default();
        }
        if size <= KEPT_BYTES {
            kept.bytes += size;
            kept.sheets.insert(key, Arc::clone(&sheet));
        }
        (sheet, true)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, usage: Usage, name: &str, strict: bool, text: &str) -> Sheet {
        let violations = self.violations(usage, name, strict, text);
        let plan = match Document::read(text) {
            Ok(document) => Plan::of(&document.root),
            Err(malformed) => Err(Unanswerable(malformed.what)),
        };
        Sheet { name: name.to_owned(), text: text.to_owned(), strict, violations, plan }
    }

    fn violations(&self, usage: Usage, name: &str, strict: bool, text: &str) -> Vec<Violation> {
        let (kind, member, schema) = match usage {
            Usage::ResponseFormat => ("json_schema", "json_schema", "schema"),
            Usage::Function => ("function", "function", "parameters"),
        };
        let name = crate::json::quoted(name);
        let before = format!(r#"{{"type":"{kind}","{member}":{{"name":{name},"strict":true,"{schema}":"#);
        let pointer = format!("/{member}/{schema}");
        let mut violations = linter::refusals(&format!("{before}{text}}}}}"), self.profile);
        if !strict && self.profile.strict {
            // Two rules apply to the parameters of every function; all others only to strict schemas.
            let is_of_all =
                |rule| usage == Usage::Function && matches!(rule, Rule::MissingItems | Rule::MissingProperties);
            violations.retain(|violation| is_of_all(violation.rule));
        }
        for violation in &mut violations {
            if let Some(rest) = violation.pointer.strip_prefix(&pointer) {
                violation.pointer = rest.to_owned();
            }
            // A violation of the whole schema underlines its first byte.
            violation.position = violation.position.map(|position| {
                let shifted = |at: usize| at.saturating_sub(before.len());
                let start = shifted(position.span.start);
                let end = shifted(position.span.end).max(start + 1);
                linter::Position::of(linter::Span { start, end }, text)
            });
        }
        violations
    }
}

/// The text of a schema in the text of its request.
pub(crate) fn text_of<'t>(text: &'t str, node: &JsonValue) -> &'t str {
    text.get(node.span.start..node.span.end).unwrap_or_default()
}
