//! Writing a value. Nothing recurses: what remains to be written is a list.

use std::collections::HashSet;

use fake::rand::RngExt;

use super::plan::{ArrayRule, ObjectRule, Plan, Shape, Unanswerable};
use super::{Random, words};

/// The most characters of one value. No model writes as many: 128,000 tokens are about half of it.
const MOST_CHARACTERS: u64 = 1_000_000;
/// How many characters a value may have in addition to those that its schema requires.
const SPARE_CHARACTERS: u64 = 3_000;
/// From this depth on, only required parts are written.
const DEEP: usize = 6;
/// How often an item is replaced that the list already contains.
const ATTEMPTS: usize = 1_000;
/// The most items of a list that does not require more.
const MOST_ITEMS: u64 = 3;

enum Task<'p> {
    Value { shape: usize, name: &'p str, depth: usize },
    Punctuation(char),
    Key(&'p str),
}

struct Writer<'p, 'r> {
    plan: &'p Plan,
    random: &'r mut Random,
    out: String,
    tasks: Vec<Task<'p>>,
    spare: u64,
}

impl Plan {
    /// Writes a value that the schema admits, minified.
    ///
    /// # Errors
    ///
    /// If no finite value is admitted, if all values are too large to write, or if none was found.
    pub(crate) fn write(&self, random: &mut Random) -> Result<String, Unanswerable> {
        let Some(least) = self.least[0] else {
            return Err(Unanswerable(
                "the schema admits no finite value: every value would go on without end".to_owned(),
            ));
        };
        if least > MOST_CHARACTERS {
            return Err(Unanswerable(format!(
                "the smallest value that the schema admits has about {least} characters, and at most \
                 {MOST_CHARACTERS} are written"
            )));
        }
        let tasks = vec![Task::Value { shape: 0, name: "", depth: 0 }];
        let spare = SPARE_CHARACTERS;
        let mut writer = Writer { plan: self, random, out: String::new(), tasks, spare };
        while let Some(task) = writer.tasks.pop() {
            writer.task(&task)?;
        }
        Ok(writer.out)
    }

    fn size(&self, shape: usize) -> u64 {
        self.least[shape].unwrap_or(u64::MAX)
    }
}

impl<'p> Writer<'p, '_> {
    fn task(&mut self, task: &Task<'p>) -> Result<(), Unanswerable> {
        match *task {
            Task::Punctuation(character) => self.out.push(character),
            Task::Key(name) => {
                self.quoted(name);
                self.out.push(':');
            }
            Task::Value { shape, name, depth } => return self.value(shape, name, depth),
        }
        Ok(())
    }

    fn value(&mut self, shape: usize, name: &'p str, depth: usize) -> Result<(), Unanswerable> {
        match &self.plan.shapes[shape] {
            Shape::Never => return Err(Unanswerable(format!("the schema admits no value for `{name}`"))),
            Shape::Any => {
                let text = words::for_property(name, self.random);
                self.quoted(&text);
            }
            Shape::Null => self.out.push_str("null"),
            Shape::Boolean => self.out.push_str(if self.random.random_bool(0.5) { "true" } else { "false" }),
            Shape::Number(rule) => {
                let number = rule.write(name, self.random)?;
                self.out.push_str(&number);
            }
            Shape::Text(rule) => {
                let is_short = self.spare < 64;
                let text = rule.write(name, is_short, self.random)?;
                self.spare = self.spare.saturating_sub((text.len() as u64).saturating_sub(self.plan.size(shape)));
                self.quoted(&text);
            }
            Shape::Values(values) => {
                let index = self.random.random_range(0..values.len());
                self.out.push_str(&values[index]);
            }
            Shape::Choice(branches) => {
                let branch = self.branch(shape, branches, depth);
                self.tasks.push(Task::Value { shape: branch, name, depth });
            }
            Shape::Array(rule) => self.array(rule, name, depth)?,
            Shape::Object(rule) => self.object(rule, depth),
        }
        Ok(())
    }

    fn quoted(&mut self, text: &str) {
        self.out.push_str(&crate::json::quoted(text));
    }

    /// One of the affordable branches; near the end of the budget, the one with the smallest value.
    fn branch(&mut self, shape: usize, branches: &[usize], depth: usize) -> usize {
        let least = self.plan.size(shape);
        if depth >= DEEP {
            return self.plan.least_branch[shape];
        }
        // `null` is one of several branches, and rarely the interesting one.
        let affordable: Vec<usize> = branches
            .iter()
            .copied()
            .filter(|branch| self.plan.least[*branch].is_some_and(|size| size - least <= self.spare))
            .collect();
        let telling: Vec<usize> =
            affordable.iter().copied().filter(|branch| !matches!(self.plan.shapes[*branch], Shape::Null)).collect();
        let from = if telling.is_empty() || (telling.len() < affordable.len() && self.random.random_bool(0.2)) {
            &affordable
        } else {
            &telling
        };
        if from.is_empty() {
            return self.plan.least_branch[shape];
        }
        let branch = from[self.random.random_range(0..from.len())];
        self.spare -= self.plan.size(branch) - least;
        branch
    }

    fn array(&mut self, rule: &'p ArrayRule, name: &'p str, depth: usize) -> Result<(), Unanswerable> {
        let count = self.count(rule, depth);
        self.out.push('[');
        self.tasks.push(Task::Punctuation(']'));
        if rule.unique && rule.prefix.is_empty() && is_scalar(&self.plan.shapes[rule.items]) {
            return self.different(rule.items, name, count);
        }
        for index in (0..count).rev() {
            let prefixed = usize::try_from(index).ok().and_then(|index| rule.prefix.get(index));
            self.tasks.push(Task::Value { shape: *prefixed.unwrap_or(&rule.items), name, depth: depth + 1 });
            if index > 0 {
                self.tasks.push(Task::Punctuation(','));
            }
        }
        Ok(())
    }

    /// How many items a list has.
    fn count(&mut self, rule: &ArrayRule, depth: usize) -> u64 {
        let prefix = rule.prefix.len() as u64;
        let each = self.plan.least[rule.items].map_or(u64::MAX, |size| size.saturating_add(1));
        // The least cost of the items that are not required.
        let affordable = if rule.prefix.is_empty() && each < u64::MAX { (self.spare / 4) / each } else { 0 };
        let wanted = if depth >= DEEP { 0 } else { self.random.random_range(1..=MOST_ITEMS) };
        // Lists at deep levels are shorter, so that a tree ends.
        let wanted = wanted.saturating_sub(depth as u64 / 2);
        let wanted = rule.described.unwrap_or(wanted);
        let wanted = if prefix > 0 && rule.prefix.iter().all(|part| self.plan.least[*part].is_some()) {
            prefix
        } else {
            wanted.min(affordable)
        };
        let count = wanted.max(rule.least).min(rule.most.max(rule.least));
        let beyond = count.saturating_sub(rule.least.max(prefix));
        self.spare = self.spare.saturating_sub(beyond.saturating_mul(if each == u64::MAX { 0 } else { each }));
        count
    }

    fn object(&mut self, rule: &'p ObjectRule, depth: usize) {
        self.out.push('{');
        let mut tasks = Vec::new();
        for property in &rule.properties {
            let size = self.plan.size(property.shape);
            if !property.required {
                let cost = size.saturating_add(property.name.len() as u64);
                if cost > self.spare || depth >= DEEP || self.random.random_bool(0.25) {
                    continue;
                }
                self.spare -= cost;
            }
            if !tasks.is_empty() {
                tasks.push(Task::Punctuation(','));
            }
            tasks.push(Task::Key(&property.name));
            tasks.push(Task::Value { shape: property.shape, name: &property.name, depth: depth + 1 });
        }
        self.tasks.push(Task::Punctuation('}'));
        self.tasks.extend(tasks.into_iter().rev());
    }

    /// Writes `count` different scalars: a value that was written before is replaced.
    fn different(&mut self, shape: usize, name: &'p str, count: u64) -> Result<(), Unanswerable> {
        let mut written = HashSet::new();
        let mut attempts = 0;
        while (written.len() as u64) < count {
            let before = self.out.len();
            if !written.is_empty() {
                self.out.push(',');
            }
            let start = self.out.len();
            self.value(shape, name, DEEP)?;
            if !written.insert(self.out[start..].to_owned()) {
                self.out.truncate(before);
                attempts += 1;
            }
            if attempts > ATTEMPTS {
                return Err(Unanswerable(format!("`{name}` requires more different items than were found")));
            }
        }
        Ok(())
    }
}

/// Whether a value of `shape` is written at once.
fn is_scalar(shape: &Shape) -> bool {
    matches!(shape, Shape::Boolean | Shape::Number(_) | Shape::Text(_) | Shape::Values(_))
}
