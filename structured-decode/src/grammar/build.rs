//! Building the rules one after the other. The inside of an object or array is a rule that is built later, so neither a
//! deep schema nor a long chain of definitions makes this recursion deep.

use std::collections::{HashMap, HashSet, VecDeque};

use regex_syntax::escape;

use super::objects::Properties;
use super::{Body, Grammar, Rule, Terminal};
use crate::automaton::MAX_DEPTH;
use crate::shape::{Document, Shape};
use crate::{Error, number, text};

/// A blank, or a new line and its indentation, or nothing.
pub(super) const SPACE: &str = r"( |\n[ \t]{0,20})?";

/// The most parts of all rules together. With more, the engine takes longer than anyone waits.
const MAX_PARTS: usize = 30_000;

/// The greatest length of all expressions together, which the engine reads.
const MAX_TEXT: usize = 1_500_000;

impl Grammar {
    pub(crate) fn new(document: &Document) -> Result<Self, Error> {
        let mut builder = Builder {
            document,
            definitions: HashMap::new(),
            rules: vec![None],
            jobs: VecDeque::new(),
            known: HashMap::new(),
            terminals: Vec::new(),
            places: Vec::new(),
            index: HashMap::new(),
            parts: 0,
            text: 0,
            at: 0,
            depth: 0,
        };
        let body = builder.definition(0)?;
        builder.rules[0] = Some(Rule { nests: false, body });
        // In the order of their depth, so that each is visited at its least depth.
        while let Some(job) = builder.jobs.pop_front() {
            (builder.at, builder.depth) = (job.at, job.depth);
            let (nests, body) = match job.work {
                // Nothing is ever begun at that depth, so the content does not matter.
                Work::Inside(_) if job.depth > MAX_DEPTH => (true, builder.mark("null".to_owned())),
                Work::Inside(shapes) => (true, builder.inside(&shapes)?),
                Work::Rest(objects, read) => (false, builder.rest(&objects, read)?),
            };
            builder.rules[job.rule] = Some(Rule { nests, body });
        }
        let rules = builder.rules.into_iter().flatten().collect();
        Ok(Self { rules, terminals: builder.terminals, places: builder.places })
    }
}

/// A rule that is yet to be built.
struct Job<'a> {
    rule: usize,
    /// The definition that it belongs to, for messages.
    at: usize,
    /// How many objects and arrays it is inside of, itself included.
    depth: usize,
    work: Work<'a>,
}

enum Work<'a> {
    /// The inside of an array, or of any of these objects.
    Inside(Vec<&'a Shape>),
    /// What follows in objects whose first properties are equal; the number says how many.
    Rest(Vec<&'a Properties>, usize),
}

pub(super) struct Builder<'a> {
    document: &'a Document,
    /// The bodies of the definitions that were visited.
    definitions: HashMap<usize, Body>,
    /// `None` until its job is done.
    rules: Vec<Option<Rule>>,
    jobs: VecDeque<Job<'a>>,
    known: HashMap<Vec<&'a Shape>, usize>,
    terminals: Vec<Terminal>,
    places: Vec<String>,
    index: HashMap<Terminal, usize>,
    parts: usize,
    /// The total length of all expressions so far.
    text: usize,
    /// The definition that is being built, for messages.
    at: usize,
    /// How many objects and arrays what is being built is inside of.
    depth: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn body(&mut self, shape: &'a Shape) -> Result<Body, Error> {
        self.count(1)?;
        let place = &self.document.places[self.at];
        let fail = |reason| Error::schema(place, reason);
        let terminal = match shape {
            Shape::Object(_) | Shape::Array { .. } | Shape::Items(_) => return Ok(self.nested(vec![shape])),
            Shape::AnyOf(branches) => return self.any_of(branches),
            Shape::Ref(index) => return self.definition(*index),
            Shape::Text(text) => text::text(text).map_err(fail)?,
            Shape::Integer(range) => number::integers(*range).map_err(fail)?,
            Shape::Number(numbers) => number::numbers(numbers).map_err(fail)?,
            Shape::Boolean => vec!["true|false".to_owned()],
            Shape::Null => vec!["null".to_owned()],
            Shape::Enum(values) => return Ok(self.values(&values.iter().collect::<Vec<_>>())),
            Shape::Never { at, reason } => return Err(Error::schema(at, reason)),
        };
        let terminal = self.terminal(terminal);
        if self.text > MAX_TEXT {
            return Err(fail(format!(
                "patterns, multiples and lists of values add up to more than {MAX_TEXT} characters there; help: use \
                 simpler patterns and fewer values, and whole numbers instead of decimal multiples"
            )));
        }
        Ok(terminal)
    }

    /// What a definition admits. The branches of a union are visited in a loop, and everything deeper is a rule.
    fn definition(&mut self, index: usize) -> Result<Body, Error> {
        if let Some(known) = self.definitions.get(&index) {
            return Ok(known.clone());
        }
        let around = core::mem::replace(&mut self.at, index);
        let body = match self.document.resolve(&self.document.definitions[index]) {
            Shape::AnyOf(branches) => self.any_of(branches)?,
            shape => self.body(shape)?,
        };
        self.at = around;
        self.definitions.insert(index, body.clone());
        Ok(body)
    }

    pub(super) fn count(&mut self, more: usize) -> Result<(), Error> {
        self.parts += more;
        if self.parts <= MAX_PARTS {
            return Ok(());
        }
        let reason = format!(
            "objects and unions add up to more than {MAX_PARTS} parts there; help: list fewer branches, or put what they \
             have in common into one object"
        );
        Err(Error::schema(&self.document.places[self.at], reason))
    }

    fn terminal(&mut self, terminal: Terminal) -> Body {
        if let Some(&known) = self.index.get(&terminal) {
            return Body::Terminal(known);
        }
        self.text += terminal.iter().map(String::len).sum::<usize>();
        self.index.insert(terminal.clone(), self.terminals.len());
        self.terminals.push(terminal);
        self.places.push(self.document.places[self.at].clone());
        Body::Terminal(self.terminals.len() - 1)
    }

    /// Any of these values, in one terminal.
    fn values(&mut self, values: &[&String]) -> Body {
        self.mark(values.iter().map(|value| escape(value)).collect::<Vec<_>>().join("|"))
    }

    pub(super) fn mark(&mut self, text: String) -> Body {
        self.terminal(vec![text])
    }

    /// The rule for the inside of these shapes, which is built once.
    fn nested(&mut self, shapes: Vec<&'a Shape>) -> Body {
        if let Some(&known) = self.known.get(&shapes) {
            return Body::Rule(known);
        }
        let rule = self.later(Work::Inside(shapes.clone()));
        self.known.insert(shapes, rule);
        Body::Rule(rule)
    }

    /// The rule for what follows in these objects after `read` properties.
    pub(super) fn rest_rule(&mut self, objects: Vec<&'a Properties>, read: usize) -> Body {
        Body::Rule(self.later(Work::Rest(objects, read)))
    }

    fn later(&mut self, work: Work<'a>) -> usize {
        let rule = self.rules.len();
        self.rules.push(None);
        let at = self.at;
        match work {
            Work::Inside(_) => self.jobs.push_back(Job { rule, at, depth: self.depth + 1, work }),
            // As deep as the current rule, so before everything deeper.
            Work::Rest(..) => self.jobs.push_front(Job { rule, at, depth: self.depth, work }),
        }
        rule
    }

    fn inside(&mut self, shapes: &[&'a Shape]) -> Result<Body, Error> {
        match shapes {
            [Shape::Array { items, min, max }] => self.array(items, *min, *max),
            [Shape::Items(items)] => self.items(items),
            objects => self.objects(objects),
        }
    }

    fn array(&mut self, items: &'a Shape, min: u32, max: Option<u32>) -> Result<Body, Error> {
        let open = self.mark(format!(r"\[{SPACE}"));
        let empty = self.mark(r"\]".to_owned());
        if max == Some(0) {
            return Ok(Body::sequence(vec![open, empty]));
        }
        let item = self.body(items)?;
        let comma = self.mark(format!(",{SPACE}"));
        let mut full = vec![item.clone()];
        if max != Some(1) {
            let body = Box::new(Body::sequence(vec![comma, item]));
            full.push(Body::Repeat { body, min: min.saturating_sub(1), max: max.map(|max| max - 1) });
        }
        full.push(self.mark(format!(r"{SPACE}\]")));
        let full = Body::sequence(full);
        Ok(Body::sequence(vec![open, if min == 0 { Body::AnyOf(vec![empty, full]) } else { full }]))
    }

    fn items(&mut self, items: &'a [Shape]) -> Result<Body, Error> {
        // In the terminals of other arrays: a longer one would slow the engine down.
        let open = self.mark(format!(r"\[{SPACE}"));
        let Some((first, others)) = items.split_first() else {
            let close = self.mark(r"\]".to_owned());
            return Ok(Body::sequence(vec![open, close]));
        };
        let mut parts = vec![open, self.body(first)?];
        for item in others {
            parts.push(self.mark(format!(",{SPACE}")));
            parts.push(self.body(item)?);
        }
        parts.push(self.mark(format!(r"{SPACE}\]")));
        Ok(Body::sequence(parts))
    }

    /// Objects of a union become one rule, so that a common beginning is read once.
    fn any_of(&mut self, branches: &'a [Shape]) -> Result<Body, Error> {
        let (mut objects, mut bodies) = (Vec::new(), Vec::new());
        let (mut seen, mut passed) = (HashSet::new(), HashSet::new());
        let mut values: Vec<&String> = Vec::new();
        let mut open: Vec<&'a Shape> = branches.iter().rev().collect();
        while let Some(branch) = open.pop() {
            self.count(1)?;
            let target = self.document.resolve(branch);
            // The same union may be reached in many ways, but only its branches need to be compared.
            if !passed.insert(core::ptr::from_ref(target)) {
                continue;
            }
            match target {
                Shape::AnyOf(inner) => open.extend(inner.iter().rev()),
                Shape::Object(_) if seen.insert(target) => objects.push(target),
                Shape::Object(_) => {}
                Shape::Enum(listed) => values.extend(listed),
                _ if seen.insert(target) => bodies.push(self.body(target)?),
                _ => {}
            }
        }
        if !values.is_empty() {
            let mut once = HashSet::new();
            values.retain(|value| once.insert(*value));
            bodies.push(self.values(&values));
        }
        if !objects.is_empty() {
            bodies.push(self.nested(objects));
        }
        Ok(self.either(bodies))
    }

    /// Any of `bodies`, as a rule unless there is only one: unions inside unions would nest as deep as objects have
    /// properties.
    pub(super) fn either(&mut self, mut bodies: Vec<Body>) -> Body {
        if bodies.len() == 1 {
            return bodies.remove(0);
        }
        self.rules.push(Some(Rule { nests: false, body: Body::AnyOf(bodies) }));
        Body::Rule(self.rules.len() - 1)
    }
}
