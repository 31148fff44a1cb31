//! Random strict schemas, spelled differently from the derive: each difference is mentioned in a remark.

use structured_cli::import::import;
use structured_lint::{Document, JsonValue, Member, Value};

use crate::{comparison, random};

/// How many random schemas are respelled. `IMPORT_RESPELLED` overrides the number.
fn count() -> u64 {
    std::env::var("IMPORT_RESPELLED").map_or(1_000, |text| text.parse().expect("IMPORT_RESPELLED is a number"))
}

#[test]
fn every_difference_between_the_file_and_the_types_is_remarked_on() {
    let (mut changed, mut refused) = (0, 0);
    for seed in 0..count() {
        let mut document = Document::read(&random::schema(seed)).unwrap();
        let mut respeller = Respeller { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, changes: 0 };
        respeller.schema(&mut document.root, true);
        let text = document.root.to_pretty();
        let Ok(imported) = import(&text, "schema.json", None) else {
            refused += 1;
            continue;
        };
        changed += u64::from(respeller.changes > 0);
        if let Some(difference) = comparison::difference(&text, &imported.schema) {
            assert!(
                !imported.remarks.is_empty(),
                "seed {seed}: no remark on {difference}\n{text}\n{}",
                imported.schema
            );
        }
    }
    assert!(changed * 2 > count() && refused * 5 < count(), "{changed} respelled, {refused} refused");
}

/// Spells parts of a schema in other ways with the same meaning.
struct Respeller {
    state: u64,
    changes: u64,
}

impl Respeller {
    fn below(&mut self, end: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state % end
    }

    fn schema(&mut self, node: &mut JsonValue, is_root: bool) {
        let Value::Object(members) = &mut node.value else { return };
        for member in members.iter_mut() {
            match (&*member.name, &mut member.value.value) {
                ("properties" | "$defs", Value::Object(parts)) => {
                    for part in parts {
                        self.schema(&mut part.value, false);
                    }
                }
                ("anyOf", Value::Array(branches)) => {
                    for branch in branches {
                        self.schema(branch, false);
                    }
                }
                ("items", _) => self.schema(&mut member.value, false),
                _ => {}
            }
        }
        if !is_root && self.below(4) == 0 {
            self.changes += u64::from(self.respell(node));
        }
    }

    /// Respells one schema. Returns whether there was something to respell.
    fn respell(&mut self, node: &mut JsonValue) -> bool {
        let choice = self.below(8);
        let Value::Object(members) = &mut node.value else { return false };
        let kind = members.iter().position(|member| &*member.name == "type");
        let values = members.iter().position(|member| &*member.name == "enum");
        match (choice, kind) {
            (0, Some(at)) => {
                let kind = &mut members[at].value;
                match &mut kind.value {
                    Value::String(_) => kind.value = Value::Array(vec![kind.clone()]),
                    Value::Array(kinds) => kinds.reverse(),
                    _ => return false,
                }
            }
            // `null` as a branch of a union, instead of in the type list.
            (1, Some(at)) => {
                let Value::Array(kinds) = &members[at].value.value else { return false };
                let first = kinds[0].clone();
                let mut inner = members.clone();
                inner[at].value = first;
                for member in inner.iter_mut().filter(|member| &*member.name == "enum") {
                    if let Value::Array(values) = &mut member.value.value {
                        values.retain(|value| value.value != Value::Null);
                    }
                }
                let null = Value::Object(vec![Member::new("type", Value::string("null"))]);
                *members = vec![Member::new("anyOf", Value::Array(vec![null.into(), Value::Object(inner).into()]))];
            }
            (2, _) => {
                let inner = std::mem::take(members);
                members.push(Member::new("anyOf", Value::Array(vec![Value::Object(inner).into()])));
            }
            (3, Some(_)) if !members.iter().any(|member| &*member.name == "description") => {
                members.push(Member::new("description", Value::string("")));
            }
            (4, Some(_)) => {
                let Some(at) = values else { return false };
                let Value::Array(values) = &mut members[at].value.value else { return false };
                let first = values[0].clone();
                values.insert(1, first);
            }
            (5, Some(at)) if members[at].value.as_str() == Some("boolean") => {
                members
                    .push(Member::new("enum", Value::Array(vec![Value::Bool(false).into(), Value::Bool(true).into()])));
            }
            (6, Some(at)) if members[at].value.as_str() == Some("null") => {
                members.push(Member::new("enum", Value::Array(vec![Value::Null.into()])));
            }
            (7, None) => {
                let Some(Member { value: JsonValue { value: Value::Array(branches), .. }, .. }) =
                    members.iter_mut().find(|member| &*member.name == "anyOf")
                else {
                    return false;
                };
                branches.rotate_right(1);
                let first = branches[0].clone();
                branches.push(first);
            }
            _ => return false,
        }
        true
    }
}
