//! From shapes to the grammar of their spelling, which the engine and the automaton both read.
//!
//! A terminal is a regular expression and never refers to a rule; a rule combines terminals and rules. White space is
//! limited, and only where writers of JSON put it: after `{`, `[` and `,`, before `}` and `]`, and one blank after
//! `:`. It is part of the terminals around it.

mod build;
mod objects;
mod prune;
mod readings;

/// Rules and terminals; the first rule is the root.
#[derive(Debug)]
pub(crate) struct Grammar {
    pub(crate) rules: Vec<Rule>,
    pub(crate) terminals: Vec<Terminal>,
    /// The definition in which each terminal was first needed, for messages.
    pub(crate) places: Vec<String>,
}

/// What a terminal must match: each of these regular expressions.
pub(crate) type Terminal = Vec<String>;

#[derive(Debug)]
pub(crate) struct Rule {
    /// Whether it is the inside of an object or array, and therefore one level deeper than the place where it is used.
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
    /// The rules that it uses.
    fn rules(&self) -> Vec<usize> {
        match self {
            Self::Terminal(_) => Vec::new(),
            Self::Rule(index) => vec![*index],
            Self::Sequence(parts) | Self::AnyOf(parts) => parts.iter().flat_map(Self::rules).collect(),
            Self::Repeat { body, .. } => body.rules(),
        }
    }

    /// One after the other. A nested sequence becomes part of it.
    fn sequence(parts: Vec<Self>) -> Self {
        let flat = parts.into_iter().flat_map(|part| match part {
            Self::Sequence(inner) => inner,
            other => vec![other],
        });
        Self::Sequence(flat.collect())
    }
}
