//! Shows an answer while it arrives, through its typed partial.
//!
//! `cargo run -p structured-client --example stream`

mod connect;

use std::io::Write as _;

use serde::Deserialize;
use structured_client::{Error, Update};
use structured_core::{StructuredOutput, chat::Request};

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(partial)]
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

#[tokio::main(flavor = "current_thread")]
#[expect(clippy::print_stdout, reason = "an example prints what it does")]
pub(crate) async fn main() -> Result<(), Error> {
    let connection = connect::connect().await?;
    let request = Request::new(connect::MODEL)
        .system("Guide the user through the solution step by step.")
        .user("How can I solve 8x + 7 = -23?");

    let mut stream = connection.client.chat().stream_partial::<MathReasoning>(&request).await?;
    while let Some(update) = stream.next().await.transpose()? {
        if let Some(partial) = stream.partial() {
            print!("\r{} steps so far; {}", partial.steps.items().len(), partial.final_answer.as_str());
            // A closed terminal is not an error of this program.
            let _flushed = std::io::stdout().flush();
        }
        if let Update::Answer(completion) = update {
            let MathReasoning { steps, final_answer } = completion.into_parsed()?;
            println!();
            for Step { explanation, output } in steps {
                println!("{explanation}\n    {output}");
            }
            println!("=> {final_answer}");
        }
    }
    Ok(())
}
