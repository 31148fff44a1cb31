//! Random walks: a sampler picks any token that is not masked, and the answer it ends with is looked at.

pub(crate) mod check;
pub(crate) mod hard;
pub(crate) mod outside;
pub(crate) mod schemas;
pub(crate) mod types;

use structured_decode::{Constraint, Step, Vocab};

/// The bytes, and thousands of tokens that cross every border there is: of strings, of levels, of characters.
pub(crate) fn chunky() -> Vocab {
    let mut tokens: Vec<Vec<u8>> = (0..=u8::MAX).map(|byte| vec![byte]).collect();
    let pieces: [&[u8]; 22] = [
        b"{",
        b"}",
        b"[",
        b"]",
        b"\"",
        b",",
        b":",
        b" ",
        b"\n",
        b"\t",
        b"\\",
        b"a",
        b"name",
        b"0",
        b"1",
        b"25",
        b"-",
        b".",
        b"e",
        b"null",
        "é".as_bytes(),
        &[0xF0, 0x9F],
    ];
    let mut random = Random(7);
    for first in pieces {
        for second in pieces {
            tokens.push([first, second].concat());
            for _ in 0..6 {
                let more = [pieces[random.below(22)], pieces[random.below(22)], pieces[random.below(22)]];
                tokens.push([first, second, &more[..=random.below(2)].concat()].concat());
            }
        }
    }
    tokens.push(Vec::new());
    let end = u32::try_from(tokens.len() - 1).unwrap();
    Vocab::new(&tokens, &[], &[end]).unwrap()
}

/// How a walk picks among the allowed tokens. None of them knows the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sampler {
    Uniform,
    Longest,
    Shortest,
    WhitespaceLoving,
    DigitLoving,
    LowestId,
    AlwaysOpening,
}

impl Sampler {
    pub(crate) const ALL: [Self; 7] = [
        Self::Uniform,
        Self::Longest,
        Self::Shortest,
        Self::WhitespaceLoving,
        Self::DigitLoving,
        Self::LowestId,
        Self::AlwaysOpening,
    ];

    /// How much the sampler wants a token of these bytes; it takes one of those it wants most.
    fn wish(self, bytes: &[u8]) -> usize {
        let all = |wanted: fn(&u8) -> bool| if bytes.iter().all(wanted) { bytes.len() } else { 0 };
        match self {
            Self::Uniform | Self::LowestId => 0,
            Self::Longest => bytes.len(),
            Self::Shortest => usize::MAX - bytes.len(),
            Self::WhitespaceLoving => all(u8::is_ascii_whitespace),
            Self::DigitLoving => all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')),
            Self::AlwaysOpening => {
                let opened = bytes.iter().filter(|byte| matches!(byte, b'{' | b'[')).count();
                2 * opened + usize::from(bytes.contains(&b','))
            }
        }
    }

    /// The wish for each token; to be asked once a vocabulary.
    pub(crate) fn wishes(self, vocab: &Vocab) -> Vec<usize> {
        (0..vocab.len()).map(|token| self.wish(vocab.token(u32::try_from(token).unwrap_or(0)))).collect()
    }
}

/// One of the tokens that are not masked and wanted most.
fn pick(sampler: Sampler, wishes: &[usize], logits: &[f32], random: &mut Random) -> u32 {
    let allowed = || (0u32..).zip(logits.iter().zip(wishes)).filter(|(_, (logit, _))| logit.is_finite());
    let (mut most, mut count) = (0, 0);
    for (_, (_, &wish)) in allowed() {
        (most, count) = if wish > most { (wish, 1) } else { (most, count + usize::from(wish == most)) };
    }
    let chosen = if sampler == Sampler::LowestId { 0 } else { random.below(count) };
    let mut wanted = allowed().filter(|(_, (_, wish))| **wish == most);
    wanted.nth(chosen).expect("one is wanted most").0
}

/// A small generator (`SplitMix64`), so that a failing walk can be repeated from its seed.
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or(0)
    }
}

/// A finished walk.
pub(crate) struct Walk {
    pub(crate) text: String,
    pub(crate) tokens: usize,
    /// Where it had to end, if it was told.
    pub(crate) budget: Option<usize>,
}

/// Walks to the end. Without a budget, the answer is closed after a while.
///
/// # Errors
///
/// Says what went wrong: the constraint failed, the budget was passed, or the text is not UTF-8.
pub(crate) fn walk(
    fresh: &Constraint,
    vocab: &Vocab,
    (sampler, wishes): (Sampler, &[usize]),
    with_budget: bool,
    seed: u64,
) -> Result<Walk, String> {
    let mut random = Random(seed);
    let minimum = fresh.min_tokens_to_close();
    let (more, patience) = (random.below(60), random.below(120));
    // Every other budget is the least there is: then each token counts.
    let budget = if seed.is_multiple_of(2) { minimum } else { minimum + more };
    let mut constraint = fresh.clone();
    if with_budget {
        constraint = constraint.with_budget(budget).map_err(|error| error.to_string())?;
    }
    let mut tokens = Vec::new();
    let mut logits = vec![0.0; vocab.len()];
    loop {
        if with_budget && tokens.len() >= budget {
            return Err(format!("not complete after its budget of {budget} tokens"));
        }
        if !with_budget && tokens.len() >= patience {
            let close = constraint.close();
            let ends = close.iter().map(|&token| constraint.accept(token)).collect::<Result<Vec<_>, _>>();
            tokens.extend(&close);
            if ends.map_err(|error| error.to_string())?.last() != Some(&Step::Done) {
                return Err("`close` did not complete the answer".to_owned());
            }
            break;
        }
        logits.fill(0.0);
        constraint.mask(&mut logits).map_err(|error| error.to_string())?;
        let token = pick(sampler, wishes, &logits, &mut random);
        tokens.push(token);
        if constraint.accept(token).map_err(|error| format!("a token that was not masked: {error}"))? == Step::Done {
            break;
        }
    }
    let text = String::from_utf8(vocab.decode(&tokens)).map_err(|error| error.to_string())?;
    Ok(Walk { text, tokens: tokens.len(), budget: with_budget.then_some(budget) })
}
