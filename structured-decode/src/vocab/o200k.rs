use super::Vocab;
use crate::Error;

impl Vocab {
    /// The tokens of `OpenAI`'s models since GPT-4o, embedded in the binary.
    ///
    /// Building it takes about a second, so keep it.
    ///
    /// # Errors
    ///
    /// [`Error::Vocabulary`] if the embedded data cannot be read, and [`Error::Engine`] if the engine refuses it.
    pub fn o200k() -> Result<Self, Error> {
        /// Ordinary tokens come first; the special ones have the numbers after them.
        const ORDINARY: u32 = 199_998;
        const SIZE: u32 = 200_019;
        const END: u32 = 199_999;

        let encoding = tiktoken_rs::o200k_base().map_err(|error| Error::Vocabulary { reason: error.to_string() })?;
        let decode = |token| encoding.decode_bytes(&[token]).unwrap_or_default();
        let tokens: Vec<Vec<u8>> =
            (0..SIZE).map(|token| if token < ORDINARY { decode(token) } else { Vec::new() }).collect();
        let special: Vec<u32> = (ORDINARY..SIZE).collect();
        Self::new(&tokens, &special, &[END])
    }
}
