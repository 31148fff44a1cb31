//! The loop around a constraint: masks, budgets, endings, and what happens when something goes wrong.

use structured_decode::{Constraint, Error, Step, Vocab};

const WEATHER: &str = r#"{"type":"object","properties":{"location":{"type":"string"},"unit":{"type":"string",
    "enum":["F","C"]}},"required":["location","unit"],"additionalProperties":false}"#;

fn weather() -> (Constraint, Vocab) {
    let vocab = Vocab::bytes().unwrap();
    (Constraint::from_schema(WEATHER, &vocab).unwrap(), vocab)
}

fn accept(constraint: &mut Constraint, text: &str) -> Step {
    text.bytes().map(|byte| constraint.accept(u32::from(byte)).unwrap()).last().unwrap()
}

#[test]
fn the_least_budget_is_the_length_of_the_shortest_answer() {
    let (constraint, vocab) = weather();
    let shortest = constraint.close();
    assert_eq!(vocab.decode(&shortest), br#"{"location":"","unit":"C"}"#);
    assert_eq!(constraint.min_tokens_to_close(), shortest.len());
    assert!(constraint.clone().with_budget(26).is_ok());
    let error = constraint.with_budget(25).unwrap_err();
    assert_eq!(error, Error::Budget { budget: 25, minimum: 26 });
    assert_eq!(
        error.to_string(),
        "a budget of 25 tokens is too small: the shortest answer takes 26; help: give at least 26 tokens"
    );
}

#[test]
fn with_the_least_budget_only_the_shortest_answers_are_left() {
    let (constraint, vocab) = weather();
    let mut constraint = constraint.with_budget(26).unwrap();
    let mut logits = vec![0.0f32; vocab.len()];
    let mut answer = Vec::new();
    loop {
        logits.fill(0.0);
        constraint.mask(&mut logits).unwrap();
        let allowed: Vec<u32> =
            (0..).zip(&logits).filter(|(_, logit)| logit.is_finite()).map(|(token, _)| token).collect();
        answer.push(allowed.clone());
        if constraint.accept(allowed[0]).unwrap() == Step::Done {
            break;
        }
    }
    assert_eq!(answer.len(), 26);
    let choices: Vec<_> = answer.iter().filter(|allowed| allowed.len() > 1).collect();
    assert_eq!(choices, [&vec![u32::from(b'C'), u32::from(b'F')]]);
}

#[test]
fn a_budget_is_counted_from_where_it_is_given() {
    let (mut constraint, _) = weather();
    assert_eq!(accept(&mut constraint, r#"{"location":"Paris"#), Step::Continue);
    assert_eq!(constraint.min_tokens_to_close(), r#"","unit":"C"}"#.len());
    let constraint = constraint.with_budget(20).unwrap();
    assert_eq!(constraint.remaining(), Some(20));
}

#[test]
fn a_token_that_leaves_too_little_is_refused() {
    let (mut constraint, _) = weather();
    assert_eq!(accept(&mut constraint, r#"{"location":""#), Step::Continue);
    let mut constraint = constraint.with_budget(14).unwrap();
    assert_eq!(accept(&mut constraint, "P"), Step::Continue);
    assert_eq!(constraint.accept(u32::from(b'a')), Err(Error::NotAllowed { token: u32::from(b'a') }));
    // Nothing has changed.
    assert_eq!(constraint.remaining(), Some(13));
    assert_eq!(accept(&mut constraint, r#"","unit":"F"}"#), Step::Done);
}

#[test]
fn any_prefix_can_be_closed() {
    let (fresh, vocab) = weather();
    let text = "{\n  \"location\": \"Par\\\"is é\\u0001\",\n  \"unit\": \"F\"\n}";
    for end in 0..text.len() {
        let mut constraint = fresh.clone();
        for byte in &text.as_bytes()[..end] {
            assert_eq!(constraint.accept(u32::from(*byte)), Ok(Step::Continue));
        }
        let close = constraint.close();
        let steps: Vec<_> = close.iter().map(|&token| constraint.accept(token).unwrap()).collect();
        assert_eq!(steps.last(), Some(&Step::Done));
        let whole = [&text.as_bytes()[..end], &vocab.decode(&close)].concat();
        assert!(serde_json::from_slice::<serde_json::Value>(&whole).is_ok(), "{}", String::from_utf8_lossy(&whole));
    }
}

#[test]
fn forced_tokens_are_the_only_way_on() {
    let (mut constraint, vocab) = weather();
    assert_eq!(vocab.decode(&constraint.forced()), b"{");
    assert_eq!(accept(&mut constraint, "{"), Step::Continue);
    assert!(constraint.forced().is_empty(), "white space may follow");
    assert_eq!(accept(&mut constraint, "\""), Step::Continue);
    assert_eq!(vocab.decode(&constraint.forced()), br#"location":"#);
    assert_eq!(accept(&mut constraint, r#"location":"x","unit":"C"#), Step::Continue);
    assert_eq!(vocab.decode(&constraint.forced()), br#"""#);
    assert_eq!(accept(&mut constraint, "\"}"), Step::Done);
    assert!(constraint.forced().is_empty());
}

#[test]
fn a_forced_token_that_a_longer_one_could_replace_is_left_to_the_model() {
    let mut tokens: Vec<Vec<u8>> = (0..=255u8).map(|byte| vec![byte]).collect();
    tokens.extend([b"location".to_vec(), b"\":\"".to_vec()]);
    let vocab = Vocab::new(&tokens, &[], &[]).unwrap();
    let mut constraint = Constraint::from_schema(WEATHER, &vocab).unwrap();
    assert_eq!(accept(&mut constraint, "{\""), Step::Continue);
    // `":` is forced, but `":"` may come, too.
    assert_eq!(constraint.forced(), [256]);
}

#[test]
fn after_the_last_brace_nothing_is_allowed() {
    let (mut constraint, vocab) = weather();
    assert_eq!(accept(&mut constraint, r#"{"location":"x","unit":"C"}"#), Step::Done);
    assert!(constraint.is_done());
    assert!(constraint.close().is_empty());
    assert_eq!(constraint.min_tokens_to_close(), 0);
    let mut logits = vec![0.0f32; vocab.len()];
    assert_eq!(constraint.mask(&mut logits), Err(Error::Finished));
    assert!(logits.iter().all(|logit| *logit == f32::NEG_INFINITY));
    assert_eq!(constraint.accept(256), Err(Error::Finished));
}

#[test]
fn allowed_logits_keep_their_values_and_padding_is_masked() {
    let (mut constraint, vocab) = weather();
    let mut logits: Vec<f32> = (0u8..=255).map(f32::from).chain([7.0; 40]).collect();
    constraint.mask(&mut logits).unwrap();
    for (token, logit) in logits.iter().enumerate() {
        let expected = if token == usize::from(b'{') { 123.0 } else { f32::NEG_INFINITY };
        assert!(logit.total_cmp(&expected).is_eq(), "{token}: {logit}");
    }
    assert!(logits.len() > vocab.len());
}

#[test]
fn too_few_logits_are_an_error_and_allow_nothing() {
    let (mut constraint, vocab) = weather();
    let mut logits = vec![0.0f32; vocab.len() - 1];
    assert_eq!(constraint.mask(&mut logits), Err(Error::Logits { expected: 257, found: 256 }));
    assert!(logits.iter().all(|logit| *logit == f32::NEG_INFINITY));
}

#[test]
fn special_and_end_tokens_are_never_allowed_inside() {
    let mut tokens: Vec<Vec<u8>> = (0..=255u8).map(|byte| vec![byte]).collect();
    tokens.extend([b"{".to_vec(), b"{".to_vec(), b"{".to_vec()]);
    let vocab = Vocab::new(&tokens, &[256], &[257]).unwrap();
    let mut constraint = Constraint::from_schema(WEATHER, &vocab).unwrap();
    let mut logits = vec![0.0f32; vocab.len()];
    constraint.mask(&mut logits).unwrap();
    let allowed: Vec<usize> = (0..logits.len()).filter(|&token| logits[token].is_finite()).collect();
    assert_eq!(allowed, [usize::from(b'{'), 258]);
    for token in [256, 257, 259, u32::MAX] {
        assert_eq!(constraint.accept(token), Err(Error::NotAllowed { token }));
    }
}

#[test]
fn clones_go_their_own_ways() {
    let (mut constraint, _) = weather();
    assert_eq!(accept(&mut constraint, r#"{"location":"x","unit":""#), Step::Continue);
    let mut other = constraint.clone();
    assert_eq!(accept(&mut constraint, "C\"}"), Step::Done);
    assert_eq!(accept(&mut other, "F\"}"), Step::Done);
}

#[test]
fn a_constraint_can_be_sent_to_another_thread() {
    fn sent<T: Send + Sync>(value: T) -> T {
        value
    }
    let (constraint, vocab) = sent(weather());
    let task = std::thread::spawn(move || constraint.close());
    assert_eq!(vocab.decode(&task.join().unwrap()).last(), Some(&b'}'));
}

#[test]
fn a_vocabulary_that_cannot_spell_every_ending_is_refused() {
    let tokens: Vec<Vec<u8>> = (0..=255u8).filter(|byte| *byte != b'}').map(|byte| vec![byte]).collect();
    let vocab = Vocab::new(&tokens, &[], &[]).unwrap();
    let error = Constraint::from_schema(WEATHER, &vocab).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the vocabulary cannot be used: no token is the single byte `}`, which an answer may need"
    );
}

#[test]
fn a_vocabulary_with_impossible_numbers_is_refused() {
    assert!(matches!(Vocab::new(&[b"a"], &[1], &[]), Err(Error::Vocabulary { .. })));
    assert!(matches!(Vocab::new(&[] as &[Vec<u8>], &[], &[]), Err(Error::Vocabulary { .. })));
}
