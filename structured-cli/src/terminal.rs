//! Standard output and error: their width, their colors, and readers that stop reading.

use std::io::{self, IsTerminal, Write};

use crate::args::Color;
use crate::exit::Outcome;
use crate::failure::Failure;
use crate::visible::escaped_lines;

const NARROW: usize = 80;
const WIDE: usize = 120;

/// Where output goes.
#[derive(Debug)]
pub(crate) struct Terminal {
    pub(crate) color: bool,
    pub(crate) width: usize,
}

impl Terminal {
    pub(crate) fn new(color: Color) -> Self {
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => color_from_environment(),
        };
        let width = match io::stdout().is_terminal().then(|| console::Term::stdout().size_checked()).flatten() {
            Some((_, columns)) => usize::from(columns).clamp(NARROW / 2, WIDE),
            None => NARROW + 20,
        };
        Self { color, width }
    }

    /// Writes to standard output. It is not a failure if nobody reads the output any more (`| head`).
    #[expect(clippy::unused_self, reason = "all output goes through this function, whatever it is")]
    pub(crate) fn out(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        match write(&mut out).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::write("standard output", error)),
            _ => Ok(()),
        }
    }

    #[expect(clippy::unused_self, reason = "all output goes through this function, whatever it is")]
    /// Writes a line to standard error. A failure is ignored.
    pub(crate) fn note(&self, line: &str) {
        let mut err = io::stderr().lock();
        writeln!(err, "{line}").unwrap_or_default();
    }

    pub(crate) fn failure(&self, failure: &Failure) -> Outcome {
        self.note(&format!("{}: {}", self.paint("error", "1;31"), escaped_lines(&failure.to_string())));
        if matches!(failure, Failure::NoFiles { .. }) { Outcome::Usage } else { Outcome::Failure }
    }

    /// `text` in the color of an SGR sequence, if colors are on.
    pub(crate) fn paint(&self, text: &str, sgr: &str) -> String {
        if self.color { format!("\u{1b}[{sgr}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// The conventions, most specific first: cargo's variable, `NO_COLOR`, `CLICOLOR_FORCE`, then whether the output is a
/// terminal, and which one.
fn color_from_environment() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    match std::env::var("CARGO_TERM_COLOR").as_deref() {
        Ok("always") => true,
        Ok("never") => false,
        _ if set("NO_COLOR") => false,
        _ if set("CLICOLOR_FORCE") => true,
        _ => io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
    }
}
