//! Shows an answer while it streams: the typed partial grows in the terminal.
//!
//! `cargo run --example streaming`

use std::io::Write as _;
use std::time::Duration;

use serde::Deserialize;
use structured_core::partial::{Field, PartialParser};
use structured_core::{Error, StructuredOutput, chat};

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
#[expect(dead_code, reason = "only its partial is shown")]
struct Step {
    explanation: String,
    output: String,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
struct MathReasoning {
    steps: Vec<Step>,
    final_answer: String,
}

/// Draws what is known so far. A complete step has a check mark, and a growing step has an ellipsis.
fn screen(reasoning: &MathReasoningPartial) -> String {
    let mut screen = String::from("\u{1b}[2J\u{1b}[H");
    for step in reasoning.steps.items() {
        let (mark, step) = match step {
            Field::Done(step) => ("✓", step),
            Field::Growing(step) => ("…", step),
            Field::Absent => continue,
        };
        screen.extend([mark, " ", step.explanation.as_str(), "\n  ", step.output.as_str(), "\n"]);
    }
    screen + &format!("=> {}\n", reasoning.final_answer.as_str())
}

fn main() -> Result<(), Error> {
    let mut stream = chat::StreamReader::<MathReasoning, PartialParser<MathReasoning>>::with_default_sink();
    let mut terminal = std::io::stdout().lock();
    for bytes in body() {
        stream.push(&bytes);
        while let Some(event) = stream.next_event()? {
            if let chat::Event::ContentDelta { sink: parser, .. } = event {
                // A closed terminal is not an error of this program.
                let _ = write!(terminal, "{}", screen(parser.snapshot())).and_then(|()| terminal.flush());
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    }
    let reasoning = stream.finish()?.into_parsed()?;
    let _ = writeln!(terminal, "\n{} steps, {}", reasoning.steps.len(), reasoning.final_answer);
    Ok(())
}

/// Stands in for an HTTP client: returns a recorded answer in chunks of four characters.
fn body() -> impl Iterator<Item = Vec<u8>> {
    let recorded: serde_json::Value =
        serde_json::from_slice(include_bytes!("answers/math_tutor.json")).expect("the recorded answer is JSON");
    let content: Vec<char> =
        recorded["choices"][0]["message"]["content"].as_str().unwrap_or_default().chars().collect();
    let chunk = |content: &[char]| {
        let delta = serde_json::json!({"content": content.iter().collect::<String>()});
        frame(&serde_json::json!({"choices": [{"index": 0, "delta": delta}]}).to_string())
    };
    let mut body: Vec<Vec<u8>> = content.chunks(4).map(chunk).collect();
    body.push(frame(r#"{"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}"#));
    body.push(frame("[DONE]"));
    body.into_iter()
}

fn frame(data: &str) -> Vec<u8> {
    format!("data: {data}\n\n").into_bytes()
}
