//! From shapes to the grammar of their spelling: the one text that engine and automaton both read.
//!
//! A terminal is a regular expression and never refers to a rule; a rule puts terminals and rules together. White space
//! is bounded and only where writers of JSON put it: after `{`, `[` and `,`, before `}` and `]`, and one blank after
//! `:`. It is part of the terminals around it.

use std::collections::{HashMap, HashSet};

use regex_syntax::escape;

use crate::shape::{Document, Shape};
use crate::{Error, number, text};

/// A blank, or a new line and its indentation, or nothing.
const SPACE: &str = r"( |\n[ \t]{0,20})?";

/// Rules and terminals; the first rule is the root.
#[derive(Debug)]
pub(crate) struct Grammar {
    pub(crate) rules: Vec<Rule>,
    pub(crate) terminals: Vec<Terminal>,
    /// The definition that each terminal was first met in, for messages.
    pub(crate) places: Vec<String>,
}

/// What a terminal must match: each of these regular expressions.
pub(crate) type Terminal = Vec<String>;

#[derive(Debug)]
pub(crate) struct Rule {
    /// Whether it is the inside of an object or array, so one level deeper than where it is used.
    pub(crate) nests: bool,
    pub(crate) body: Body,
}

#[derive(Debug, Clone)]
pub(crate) enum Body {
    Terminal(usize),
    Rule(usize),
    Sequence(Vec<Self>),
    AnyOf(Vec<Self>),
    Repeat { body: Box<Self>, min: u32, max: Option<u32> },
}

impl Body {
    /// One after the other; sequences in it become part of it.
    fn sequence(parts: Vec<Self>) -> Self {
        let flat = parts.into_iter().flat_map(|part| match part {
            Self::Sequence(inner) => inner,
            other => vec![other],
        });
        Self::Sequence(flat.collect())
    }
}

impl Grammar {
    pub(crate) fn new(document: &Document) -> Result<Self, Error> {
        let mut builder = Builder {
            document,
            // A definition keeps its place as a rule.
            rules: (0..document.definitions.len()).map(|_| None).collect(),
            known: HashMap::new(),
            terminals: Vec::new(),
            places: Vec::new(),
            index: HashMap::new(),
            at: 0,
        };
        for (at, definition) in document.definitions.iter().enumerate() {
            builder.at = at;
            let body = builder.body(definition)?;
            builder.rules[at] = Some(Rule { nests: false, body });
        }
        let rules = builder.rules.into_iter().flatten().collect();
        Ok(Self { rules, terminals: builder.terminals, places: builder.places })
    }
}

/// How many ways there may be to read one prefix.
impl Grammar {
    /// Whether they may be more than `most`: each level of an array that may be one of several multiplies them.
    pub(crate) fn has_more_readings_than(&self, most: usize) -> bool {
        let widths: Vec<usize> = self.rules.iter().map(|rule| self.width(&rule.body)).collect();
        let inner: Vec<Vec<usize>> = self.rules.iter().map(|rule| rules_in(&rule.body)).collect();
        // In one place, what is told apart by the bytes that come next; more than a few only where there are many branches.
        let branches = self.rules.iter().map(|rule| most_branches(&rule.body)).max().unwrap_or(1).max(16);
        let mut readings = widths.clone();
        loop {
            if readings.first().is_some_and(|root| root.saturating_mul(branches) > most) {
                return true;
            }
            let of = |rule: usize| {
                let below = inner[rule].iter().map(|&inner| readings[inner]).max().unwrap_or(1);
                widths[rule].saturating_mul(below)
            };
            let next: Vec<usize> = (0..self.rules.len()).map(of).collect();
            if next == readings {
                return false;
            }
            readings = next;
        }
    }

    /// The most objects and arrays that may begin with one bracket in `body`.
    fn width(&self, body: &Body) -> usize {
        match body {
            Body::Terminal(_) | Body::Rule(_) => 1,
            Body::Sequence(parts) => parts.iter().map(|part| self.width(part)).max().unwrap_or(1),
            Body::Repeat { body, .. } => self.width(body),
            Body::AnyOf(branches) => {
                let inner = branches.iter().map(|branch| self.width(branch)).max().unwrap_or(1);
                inner.max(branches.iter().map(|branch| self.opened_by(branch)).sum())
            }
        }
    }

    /// How many objects and arrays `body` may begin with.
    fn opened_by(&self, body: &Body) -> usize {
        match body {
            Body::Terminal(_) => 0,
            Body::Rule(index) if self.rules[*index].nests => 1,
            Body::Rule(index) => self.opened_by(&self.rules[*index].body),
            Body::Sequence(parts) => parts.first().map_or(0, |first| self.opened_by(first)),
            Body::AnyOf(branches) => branches.iter().map(|branch| self.opened_by(branch)).sum(),
            Body::Repeat { body, .. } => self.opened_by(body),
        }
    }
}

fn most_branches(body: &Body) -> usize {
    match body {
        Body::Terminal(_) | Body::Rule(_) => 1,
        Body::Sequence(parts) => parts.iter().map(most_branches).max().unwrap_or(1),
        Body::Repeat { body, .. } => most_branches(body),
        Body::AnyOf(branches) => branches.iter().map(most_branches).max().unwrap_or(1).max(branches.len()),
    }
}

fn rules_in(body: &Body) -> Vec<usize> {
    match body {
        Body::Terminal(_) => Vec::new(),
        Body::Rule(index) => vec![*index],
        Body::Sequence(parts) | Body::AnyOf(parts) => parts.iter().flat_map(rules_in).collect(),
        Body::Repeat { body, .. } => rules_in(body),
    }
}

type Properties = [(String, Shape)];

struct Builder<'a> {
    document: &'a Document,
    /// `None` while its body is being built.
    rules: Vec<Option<Rule>>,
    known: HashMap<Vec<&'a Shape>, usize>,
    terminals: Vec<Terminal>,
    places: Vec<String>,
    index: HashMap<Terminal, usize>,
    /// The definition that is being built, for messages.
    at: usize,
}

impl<'a> Builder<'a> {
    fn body(&mut self, shape: &'a Shape) -> Result<Body, Error> {
        let fail = |reason| Error::schema(&self.document.places[self.at], reason);
        let terminal = match shape {
            Shape::Object(_) => return self.objects(&[shape]),
            Shape::Array { items, min, max } => return self.array(shape, items, *min, *max),
            Shape::Items(items) => return self.items(shape, items),
            Shape::AnyOf(branches) => return self.any_of(branches),
            Shape::Ref(index) => return Ok(Body::Rule(*index)),
            Shape::Text(text) => text::text(text).map_err(fail)?,
            Shape::Integer(range) => {
                vec![number::integers(*range).ok_or_else(|| {
                    fail("no integer fits, or `multipleOf` does not divide a power of ten up to 10⁶".to_owned())
                })?]
            }
            Shape::Number(numbers) => number::numbers(numbers),
            Shape::Boolean => vec!["true|false".to_owned()],
            Shape::Null => vec!["null".to_owned()],
            Shape::Enum(values) => return Ok(self.values(&values.iter().collect::<Vec<_>>())),
        };
        Ok(self.terminal(terminal))
    }

    fn terminal(&mut self, terminal: Terminal) -> Body {
        if let Some(&known) = self.index.get(&terminal) {
            return Body::Terminal(known);
        }
        self.index.insert(terminal.clone(), self.terminals.len());
        self.terminals.push(terminal);
        self.places.push(self.document.places[self.at].clone());
        Body::Terminal(self.terminals.len() - 1)
    }

    /// Any of these values, in one terminal.
    fn values(&mut self, values: &[&String]) -> Body {
        self.mark(values.iter().map(|value| escape(value)).collect::<Vec<_>>().join("|"))
    }

    fn mark(&mut self, text: String) -> Body {
        self.terminal(vec![text])
    }

    /// The rule for the inside of these shapes, built once.
    fn nested(
        &mut self,
        shapes: Vec<&'a Shape>,
        build: impl FnOnce(&mut Self) -> Result<Body, Error>,
    ) -> Result<Body, Error> {
        if let Some(&known) = self.known.get(&shapes) {
            return Ok(Body::Rule(known));
        }
        let rule = self.rules.len();
        self.rules.push(None);
        self.known.insert(shapes, rule);
        let body = build(self)?;
        self.rules[rule] = Some(Rule { nests: true, body });
        Ok(Body::Rule(rule))
    }

    fn array(&mut self, shape: &'a Shape, items: &'a Shape, min: u32, max: Option<u32>) -> Result<Body, Error> {
        self.nested(vec![shape], |this| {
            let open = this.mark(format!(r"\[{SPACE}"));
            let empty = this.mark(r"\]".to_owned());
            if max == Some(0) {
                return Ok(Body::sequence(vec![open, empty]));
            }
            let item = this.body(items)?;
            let comma = this.mark(format!(",{SPACE}"));
            let mut full = vec![item.clone()];
            if max != Some(1) {
                let body = Box::new(Body::sequence(vec![comma, item]));
                full.push(Body::Repeat { body, min: min.saturating_sub(1), max: max.map(|max| max - 1) });
            }
            full.push(this.mark(format!(r"{SPACE}\]")));
            let full = Body::sequence(full);
            Ok(Body::sequence(vec![open, if min == 0 { Body::AnyOf(vec![empty, full]) } else { full }]))
        })
    }

    fn items(&mut self, shape: &'a Shape, items: &'a [Shape]) -> Result<Body, Error> {
        self.nested(vec![shape], |this| {
            // In the terminals of any other array: the engine would take a longer one for all there is.
            let open = this.mark(format!(r"\[{SPACE}"));
            let Some((first, others)) = items.split_first() else {
                let close = this.mark(r"\]".to_owned());
                return Ok(Body::sequence(vec![open, close]));
            };
            let mut parts = vec![open, this.body(first)?];
            for item in others {
                parts.push(this.mark(format!(",{SPACE}")));
                parts.push(this.body(item)?);
            }
            parts.push(this.mark(format!(r"{SPACE}\]")));
            Ok(Body::sequence(parts))
        })
    }

    /// Objects of a union are one rule, so that what they begin with in common is read once.
    fn any_of(&mut self, branches: &'a [Shape]) -> Result<Body, Error> {
        let (mut objects, mut bodies, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
        let mut values: Vec<&String> = Vec::new();
        let mut open: Vec<&'a Shape> = branches.iter().rev().collect();
        while let Some(branch) = open.pop() {
            let target = self.document.resolve(branch);
            if !seen.insert(target) {
                continue;
            }
            match target {
                Shape::AnyOf(inner) => open.extend(inner.iter().rev()),
                Shape::Object(_) => objects.push(target),
                Shape::Enum(listed) => values.extend(listed),
                _ => bodies.push(self.body(target)?),
            }
        }
        if !values.is_empty() {
            bodies.push(self.values(&values));
        }
        if !objects.is_empty() {
            bodies.push(self.objects(&objects)?);
        }
        Ok(self.either(bodies))
    }

    fn objects(&mut self, objects: &[&'a Shape]) -> Result<Body, Error> {
        self.nested(objects.to_vec(), |this| {
            let properties = |shape: &&'a Shape| match shape {
                Shape::Object(properties) => properties.as_slice(),
                _ => &[],
            };
            let (empty, full): (Vec<_>, Vec<_>) = objects.iter().map(properties).partition(|object| object.is_empty());
            let mut bodies = Vec::new();
            if !empty.is_empty() {
                bodies.push(this.mark(r"\{\}".to_owned()));
            }
            if !full.is_empty() {
                let open = this.mark(format!(r"\{{{SPACE}"));
                bodies.push(Body::sequence(vec![open, this.properties(&full)?]));
            }
            Ok(Body::AnyOf(bodies))
        })
    }

    /// What follows in objects that were alike so far: all of them have a next property.
    fn properties(&mut self, objects: &[&'a Properties]) -> Result<Body, Error> {
        if let [object] = objects {
            return self.properties_of_one(object);
        }
        let mut branches = Vec::new();
        for (name, alike) in grouped(objects, |object| &object[0].0) {
            let name = self.name(name);
            let mut values = Vec::new();
            for (value, alike) in grouped(&alike, |object| &object[0].1) {
                let rest: Vec<_> = alike.iter().map(|object| &object[1..]).collect();
                values.push(Body::sequence(vec![self.body(value)?, self.rest(&rest)?]));
            }
            branches.push(Body::sequence(vec![name, self.either(values)]));
        }
        Ok(self.either(branches))
    }

    /// Without a call for each property, of which an object may have thousands.
    fn properties_of_one(&mut self, object: &'a Properties) -> Result<Body, Error> {
        let mut parts = Vec::with_capacity(3 * object.len());
        for (index, (name, value)) in object.iter().enumerate() {
            if index > 0 {
                parts.push(self.mark(format!(",{SPACE}")));
            }
            parts.push(self.name(name));
            parts.push(self.body(value)?);
        }
        parts.push(self.mark(format!(r"{SPACE}\}}")));
        Ok(Body::sequence(parts))
    }

    /// A property's name and the colon.
    fn name(&mut self, name: &str) -> Body {
        let name = escape(&serde_json::Value::from(name).to_string());
        self.mark(format!("{name}: ?"))
    }

    fn rest(&mut self, objects: &[&'a Properties]) -> Result<Body, Error> {
        let full: Vec<_> = objects.iter().copied().filter(|object| !object.is_empty()).collect();
        let mut branches = Vec::new();
        if full.len() < objects.len() {
            branches.push(self.mark(format!(r"{SPACE}\}}")));
        }
        if !full.is_empty() {
            let comma = self.mark(format!(",{SPACE}"));
            branches.push(Body::sequence(vec![comma, self.properties(&full)?]));
        }
        Ok(self.either(branches))
    }

    /// Any of `bodies`, as a rule of its own unless it is one: unions inside unions would nest as deep as objects are
    /// long.
    fn either(&mut self, mut bodies: Vec<Body>) -> Body {
        if bodies.len() == 1 {
            return bodies.remove(0);
        }
        self.rules.push(Some(Rule { nests: false, body: Body::AnyOf(bodies) }));
        Body::Rule(self.rules.len() - 1)
    }
}

/// `items` with equal keys together, in the order of each key's first item.
fn grouped<'k, T: Copy, K: PartialEq + 'k>(items: &[T], key: impl Fn(T) -> &'k K) -> Vec<(&'k K, Vec<T>)> {
    let mut groups: Vec<(&K, Vec<T>)> = Vec::new();
    for &item in items {
        match groups.iter_mut().find(|(known, _)| *known == key(item)) {
            Some((_, group)) => group.push(item),
            None => groups.push((key(item), vec![item])),
        }
    }
    groups
}
