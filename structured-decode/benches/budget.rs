//! `cargo bench -p structured-decode --bench budget`: what a budget costs, on the 200,000 tokens of o200k.
//!
//! Far from its end, a budget is compared with none: the masks of one answer, in turns within one run. Near its end, the
//! benchmark prints the longest and the median mask of answers that have the least budget or a few tokens more, which a
//! greedy sampler spends. It fails if a figure is above its bar. An argument selects the lines whose name contains it.

#![expect(clippy::print_stdout, reason = "its output is what it is run for")]

use std::fmt::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use structured_decode::{Constraint, Step, Vocab};

/// Answers of which the masks are compared.
const TURNS: usize = 15;

/// The most that a mask may take with a budget that is far from its end, compared with the mask without one.
const FAR: f64 = 1.3;

/// How many properties the schemas of the near end have, and the most that one mask may take there.
const NEAR: [(usize, Duration); 2] = [(500, Duration::from_millis(3)), (5_000, Duration::from_millis(10))];

fn main() -> ExitCode {
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let vocab = Vocab::o200k().expect("a built-in vocabulary can be built");
    println!("far from the end of the budget: time of all masks of an answer, beside none");
    let mut above = Vec::new();
    for (name, schema, answer) in far_schemas().into_iter().filter(|(name, ..)| name.contains(&only)) {
        if far(&vocab, &name, &schema, &answer) > FAR {
            above.push(format!("{name}: more than {FAR} times"));
        }
    }
    println!("near the end of the budget: the masks of an answer");
    for (size, bar) in NEAR {
        for (name, schema) in near_schemas(size).into_iter().filter(|(name, _)| name.contains(&only)) {
            let longest = near(&vocab, &format!("{size} {name}"), &schema);
            if longest > bar {
                above.push(format!("{size} {name}: {longest:.1?}, more than {bar:?}"));
            }
        }
    }
    for line in &above {
        println!("above its bar: {line}");
    }
    if above.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A name, a schema, and an answer to it.
fn far_schemas() -> Vec<(String, String, String)> {
    let text = "It is a text of some words, as models write them. ".repeat(4);
    let mut all = Vec::new();
    for size in [200, 2_000] {
        let schema = object(1, &format!(r#"{{"type":"string","maxLength":{size}}}"#));
        all.push((format!("a string of at most {size} characters"), schema, format!(r#"{{"p0":"{}"}}"#, &text[..190])));
    }
    let recursion = include_str!("../tests/schemas/seed_ui_root_recursion.json");
    all.push(("a recursion".to_owned(), recursion.to_owned(), UI.to_owned()));
    for size in [20, 500] {
        let answer = answer(size, "A text of some words.");
        all.push((format!("{size} properties"), object(size, r#"{"type":"string"}"#), answer));
    }
    all
}

/// Schemas with so many properties, items or characters, each with a name.
fn near_schemas(size: usize) -> Vec<(&'static str, String)> {
    let text = r#"{"type":"string"}"#;
    let wide = object(size, text);
    let other = wide.replace(r#""p0""#, r#""first""#);
    let null = r#"{"type":"null"}"#;
    let list = |items: &str| format!(r#"{{"type":"array","items":{items}}}"#);
    let any_of = |branches: &[&str]| format!(r#"{{"anyOf":[{}]}}"#, branches.join(","));
    let narrow = |at: usize| object(10, text).replace(r#"{"p0""#, &format!(r#"{{"part{at}""#));
    let numbered = |of: &dyn Fn(usize) -> String| {
        let properties: Vec<String> = (0..size / 10).map(|at| format!(r#""p{at}":{}"#, of(at))).collect();
        format!(r#"{{"type":"object","properties":{{{}}}}}"#, properties.join(","))
    };
    let tagged = |at: usize| {
        format!(r#"{{"type":"object","properties":{{"kind":{{"const":"kind {at}"}},"value":{}}}}}"#, narrow(at))
    };
    let branches: Vec<String> = (0..size / 10).map(tagged).collect();
    let branches: Vec<&str> = branches.iter().map(String::as_str).collect();
    let tree = format!(
        r##"{{"type":"object","properties":{{"root":{{"$ref":"#/$defs/Tree"}}}},"$defs":{{"Tree":{}}}}}"##,
        wide.replacen(
            r#""properties":{"#,
            r##""properties":{"left":{"anyOf":[{"$ref":"#/$defs/Tree"},{"type":"null"}]},"##,
            1
        )
    );
    let referenced = format!(
        r#"{{"type":"object","properties":{{"p0":{}}},"$defs":{{"Wide":{wide}}}}}"#,
        list(&any_of(&[r##"{"$ref":"#/$defs/Wide"}"##, null]))
    );
    let list_or_null = format!(r#"{{"type":"array","items":{},"minItems":20}}"#, any_of(&[&wide, null]));
    vec![
        ("strings", wide.clone()),
        ("bounded strings", object(size, r#"{"type":"string","maxLength":40}"#)),
        ("integers", object(size, r#"{"type":"integer"}"#)),
        ("strings or null, in a list", object(1, &list_or_null)),
        ("strings or null", object(1, &any_of(&[&wide, null]))),
        ("integers or null", object(1, &any_of(&[&object(size, r#"{"type":"integer"}"#), null]))),
        ("strings, or as many others, or null", object(1, &any_of(&[&wide, &other, null]))),
        ("strings in an object in a list", object(1, &list(&wide))),
        ("strings in an object in a list in a list", object(1, &list(&list(&wide)))),
        ("strings, as a list of one object or of another", object(1, &any_of(&[&list(&wide), &list(&other)]))),
        ("strings by reference or null, in a list", referenced),
        ("strings and the next object like it or null", tree),
        ("strings in small objects or null", object(1, &any_of(&[&numbered(&narrow), null]))),
        ("strings in a small object of a union, or null", object(1, &any_of(&[&any_of(&branches), null]))),
        ("strings in nested objects or null", object(1, &any_of(&[&nested(size), null]))),
        (
            "strings in a list or null",
            object(
                1,
                &any_of(&[&format!(r#"{{"type":"array","items":{text},"minItems":{}}}"#, size.min(2_000)), null]),
            ),
        ),
        (
            "characters or null",
            object(1, &any_of(&[&format!(r#"{{"type":"string","minLength":{}}}"#, size.min(2_000)), null])),
        ),
    ]
}

/// So many strings, in objects that are twenty levels deep.
fn nested(size: usize) -> String {
    let level = object(size / 20, r#"{"type":"string"}"#);
    (1..20).fold(level.clone(), |inner, _| {
        level.replacen(r#""properties":{"#, &format!(r#""properties":{{"inner":{inner},"#), 1)
    })
}

const UI: &str = r#"{"type": "form", "label": "Sign in", "children": [{"type": "field", "label": "Name", "children": [], "attributes": []}], "attributes": [{"name": "id", "value": "1"}]}"#;

/// An object with so many properties of one schema.
fn object(size: usize, schema: &str) -> String {
    let mut properties = String::new();
    for index in 0..size {
        let _ = write!(properties, r#"{}"p{index}":{schema}"#, if index > 0 { "," } else { "" });
    }
    format!(r#"{{"type":"object","properties":{{{properties}}}}}"#)
}

fn answer(size: usize, text: &str) -> String {
    let members: Vec<String> = (0..size).map(|index| format!(r#""p{index}": "{text}""#)).collect();
    format!("{{{}}}", members.join(", "))
}

/// How much longer the masks of an answer take with a budget. Each mask counts with its fastest time: the walk is the same
/// each turn, and what else the machine does is not.
fn far(vocab: &Vocab, name: &str, schema: &str, answer: &str) -> f64 {
    let fresh = Constraint::from_schema(schema, vocab).expect("the schema compiles");
    let tokens = vocab.spell(answer.as_bytes()).expect("every byte is a token");
    let mut logits = vec![0.0; vocab.len()];
    let mut fastest = vec![[Duration::MAX; 2]; tokens.len()];
    for turn in 0..TURNS {
        let mut both = [fresh.clone().with_budget(100_000).expect("the answer fits"), fresh.clone()];
        for (at, &token) in tokens.iter().enumerate() {
            // Side by side, and each of them first every other time.
            for which in if (turn + at) % 2 == 0 { [0, 1] } else { [1, 0] } {
                let start = Instant::now();
                both[which].mask(&mut logits).expect("the answer is admitted");
                fastest[at][which] = fastest[at][which].min(start.elapsed());
                let _ = both[which].accept(token).expect("the answer is admitted");
            }
        }
    }
    let each = |which: usize| {
        fastest.iter().map(|times| times[which]).sum::<Duration>() / u32::try_from(tokens.len()).unwrap_or(1)
    };
    let (with, without) = (each(0), each(1));
    let ratio = with.as_secs_f64() / without.as_secs_f64();
    println!("  {name}: {ratio:.2} times ({with:.1?} and {without:.1?} a mask)");
    ratio
}

/// The longest mask of all answers.
fn near(vocab: &Vocab, name: &str, schema: &str) -> Duration {
    let fresh = Constraint::from_schema(schema, vocab).expect("the schema compiles");
    let start = Instant::now();
    let least = fresh.min_tokens_to_close();
    let first = start.elapsed();
    let mut logits = vec![0.0; vocab.len()];
    let mut longest = Duration::ZERO;
    for more in [0, 30, 1_000, 5_000] {
        // The walk is the same each time; what else the machine does is not.
        let walks: Vec<[Vec<Duration>; 2]> = (0..5).map(|_| greedy(vocab, &fresh, least + more, &mut logits)).collect();
        let least_of = |part: usize| {
            let fastest = |at: usize| walks.iter().map(|walk| walk[part][at]).min().unwrap_or_default();
            let mut all: Vec<Duration> = (0..walks[0][part].len()).map(fastest).collect();
            all.sort_unstable();
            (all[all.len() - 1], all[all.len() / 2])
        };
        let ((mask, mask_median), (accept, accept_median)) = (least_of(0), least_of(1));
        longest = longest.max(mask).max(accept);
        println!(
            "  {name}, {more} tokens more than the least of {least}: {mask:.2?} at most, {mask_median:.2?} in the median; \
             accept {accept:.2?}, {accept_median:.2?}; the least budget is found in {first:.2?}"
        );
    }
    longest
}

/// How long each mask and each `accept` takes while a sampler takes the longest token that is left.
fn greedy(vocab: &Vocab, fresh: &Constraint, budget: usize, logits: &mut [f32]) -> [Vec<Duration>; 2] {
    let mut constraint = fresh.clone().with_budget(budget).expect("it is at least the least budget");
    let (mut masks, mut accepts) = (Vec::new(), Vec::new());
    for _ in 0..200 {
        logits.fill(0.0);
        let start = Instant::now();
        constraint.mask(logits).expect("some token is left");
        masks.push(start.elapsed());
        let allowed = (0u32..).zip(&*logits).filter(|(_, logit)| logit.is_finite()).map(|(token, _)| token);
        let token = allowed.max_by_key(|token| vocab.token(*token).len()).expect("some token is left");
        let start = Instant::now();
        let step = constraint.accept(token).expect("it was not masked");
        accepts.push(start.elapsed());
        if step == Step::Done {
            break;
        }
    }
    [masks, accepts]
}
