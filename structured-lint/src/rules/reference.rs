//! `$ref`: its target, and that it has no keywords beside it.

use super::checker::Checker;
use crate::json::Member;
use crate::rule::Rule;
use crate::schema::references::Place;
use crate::wording;
use structured_core::profile::SelfReference;

/// Checks a schema that is a reference: `members` are its keywords, `reference` is the `$ref` among them.
pub(super) fn check(checker: &mut Checker<'_, '_, '_>, members: &[Member], reference: &Member) {
    let profile = checker.findings.profile;
    let siblings: Vec<&Member> = members.iter().filter(|member| &*member.name != "$ref").collect();
    // A root that is a reference is refused for that alone.
    if let ([first, ..], true) = (siblings.as_slice(), profile.strict && !checker.is_at_refused_root()) {
        let names: Vec<&str> = siblings.iter().map(|member| &*member.name).collect();
        let message = checker.message_of(&wording::reference_siblings(&names));
        let help = "wrap the reference: `{\"description\": …, \"anyOf\": [{\"$ref\": …}]}`";
        checker.error(Rule::ReferenceSiblings, first.name_span, message, help);
    }
    let target = reference.value.as_str().unwrap_or_default();
    let place = checker.references.resolve(target);
    let refuses_root = profile.self_reference == SelfReference::Definition;
    match place {
        Some(Place::Root) if refuses_root => {
            let message = wording::llama_reference(&checker.pointer(), target);
            let help = "move the root's schema into `$defs`, and point there";
            checker.error(Rule::ReferenceTarget, reference.value.span, message, help);
        }
        Some(_) => {}
        None if refuses_root => {
            let message = wording::llama_reference(&checker.pointer(), target);
            let help = missing_definition(checker, target);
            checker.error(Rule::ReferenceTarget, reference.value.span, message, help);
        }
        None => {
            let help = missing_definition(checker, target);
            checker.error_in(Rule::ReferenceTarget, reference.value.span, wording::REFERENCE_TARGET, help);
        }
    }
}

fn missing_definition(checker: &mut Checker<'_, '_, '_>, target: &str) -> String {
    let root = checker.target.schema;
    let may_search = checker.searches > 0;
    checker.searches = checker.searches.saturating_sub(1);
    let is_nothing = may_search && target.strip_prefix('#').is_some_and(|pointer| root.pointer(pointer).is_none());
    let nothing = if is_nothing { format!("there is nothing at `{target}`; ") } else { String::new() };

    let names: Vec<String> =
        checker.references.members().map(|(holder, member)| format!("`#/{holder}/{}`", member.name)).take(5).collect();
    if names.is_empty() {
        return format!(
            "{nothing}put the schema into `$defs` at the root, and point to `#/$defs/…`, or use `#` for the root"
        );
    }
    format!("{nothing}point to a definition, for example {}, or to `#`", names.join(", "))
}

/// Reports a definition that leads to itself with nothing in between: by a reference, or as one of its own branches.
pub(super) fn check_cycle(checker: &mut Checker<'_, '_, '_>, definition: &Member) {
    if !checker.references.leads_back(&definition.value) {
        return;
    }
    let message = checker.target.prefix.not_a_schema();
    let help = if definition.value.get("$ref").is_some() {
        format!("`{}` is only a reference to itself; give it a schema", definition.name)
    } else {
        format!("`{}` is a branch of itself; remove that branch", definition.name)
    };
    checker.error(Rule::ReferenceCycle, definition.value.span, message, help);
}
