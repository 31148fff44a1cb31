//! Reading the tokens of a GGUF file. Only its header and metadata, which come first, are read.

use std::io::{Error as IoError, Read};

use super::Vocab;
use crate::Error;

impl Vocab {
    /// Reads the vocabulary of the model in a GGUF file.
    ///
    /// The file is read in small pieces: pass a `BufReader`.
    ///
    /// # Errors
    ///
    /// [`Error::Vocabulary`] if the file cannot be read, is not GGUF of version 2 or 3, or has tokens of a kind other
    /// than `gpt2` (byte pairs) and `llama` (sentence pieces); [`Error::Engine`] if the engine refuses the vocabulary.
    pub fn gguf(file: impl Read) -> Result<Self, Error> {
        let found = metadata(file).map_err(|reason| Error::Vocabulary { reason })?;
        let spell = match found.model.as_str() {
            "gpt2" => gpt2,
            "llama" => sentence_piece,
            other => {
                let reason = format!("the file's tokens are of the kind `{other}`; `gpt2` and `llama` can be read");
                return Err(Error::Vocabulary { reason });
            }
        };
        let kind = |token: usize| found.kinds.get(token).copied().unwrap_or(NORMAL);
        let tokens: Vec<Vec<u8>> = found.tokens.iter().enumerate().map(|(at, token)| spell(token, kind(at))).collect();
        let numbers = 0..u32::try_from(tokens.len()).unwrap_or(u32::MAX);
        let special: Vec<u32> =
            numbers.filter(|&token| matches!(kind(token as usize), UNKNOWN | CONTROL | UNUSED)).collect();
        Self::new(&tokens, &special, &found.end)
    }
}

// The types of a token.
const NORMAL: i64 = 1;
const UNKNOWN: i64 = 2;
const CONTROL: i64 = 3;
const UNUSED: i64 = 5;
const BYTE: i64 = 6;

/// Byte pairs are stored as characters, one for each byte.
fn gpt2(token: &str, _: i64) -> Vec<u8> {
    let byte = |character: char| match u32::from(character) {
        // A printable byte is itself; the others are numbered from 256 on, in order.
        code @ (0x21..=0x7E | 0xA1..=0xAC | 0xAE..=0xFF) => u8::try_from(code).ok(),
        code @ 256..=323 => (0..=u8::MAX)
            .filter(|byte| !matches!(byte, 0x21..=0x7E | 0xA1..=0xAC | 0xAE..=0xFF))
            .nth(code as usize - 256),
        _ => None,
    };
    // A token with any other character was added by hand, and is meant literally.
    token.chars().map(byte).collect::<Option<_>>().unwrap_or_else(|| token.as_bytes().to_vec())
}

/// Blanks are stored as `▁`, single bytes as `<0x0A>`.
fn sentence_piece(token: &str, kind: i64) -> Vec<u8> {
    if kind == BYTE {
        let digits = token.strip_prefix("<0x").and_then(|rest| rest.strip_suffix('>'));
        return digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).into_iter().collect();
    }
    token.replace('▁', " ").into_bytes()
}

#[derive(Default)]
struct Metadata {
    model: String,
    tokens: Vec<String>,
    kinds: Vec<i64>,
    end: Vec<u32>,
}

fn metadata(file: impl Read) -> Result<Metadata, String> {
    let mut reader = Reader(file);
    if reader.bytes()? != *b"GGUF" {
        return Err("the file is not GGUF: it does not begin with `GGUF`".to_owned());
    }
    let version = u32::from_le_bytes(reader.bytes()?);
    if !matches!(version, 2 | 3) {
        return Err(format!("the file is GGUF of version {version}; 2 and 3 can be read"));
    }
    reader.count()?; // tensors
    let mut found = Metadata::default();
    for _ in 0..reader.count()? {
        let key = reader.string()?;
        let value_type = u32::from_le_bytes(reader.bytes()?);
        let value = reader.value(value_type)?;
        match (key.as_str(), value) {
            ("tokenizer.ggml.model", Value::Strings(mut model)) => found.model = model.pop().unwrap_or_default(),
            ("tokenizer.ggml.tokens", Value::Strings(tokens)) => found.tokens = tokens,
            ("tokenizer.ggml.token_type", Value::Integers(kinds)) => found.kinds = kinds,
            (
                "tokenizer.ggml.eos_token_id" | "tokenizer.ggml.eot_token_id" | "tokenizer.ggml.eom_token_id",
                Value::Integers(end),
            ) => {
                found.end.extend(end.into_iter().filter_map(|token| u32::try_from(token).ok()));
            }
            _ => {}
        }
    }
    if found.tokens.is_empty() { Err("the file has no `tokenizer.ggml.tokens`".to_owned()) } else { Ok(found) }
}

/// A value, or a list of values. Of numbers, only those are kept that describe tokens.
enum Value {
    Strings(Vec<String>),
    Integers(Vec<i64>),
    Other,
}

struct Reader<R>(R);

impl<R: Read> Reader<R> {
    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let mut bytes = [0; N];
        self.0.read_exact(&mut bytes).map_err(|error| unreadable(&error))?;
        Ok(bytes)
    }

    fn count(&mut self) -> Result<u64, String> {
        Ok(u64::from_le_bytes(self.bytes()?))
    }

    fn string(&mut self) -> Result<String, String> {
        let length = self.count()?;
        let mut bytes = Vec::new();
        // A wrong length does not make it allocate: bytes are read as they arrive.
        let read = self.0.by_ref().take(length).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        if read as u64 != length {
            return Err("the file ends inside its metadata".to_owned());
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn value(&mut self, value_type: u32) -> Result<Value, String> {
        const ARRAY: u32 = 9;
        if value_type != ARRAY {
            return self.values(value_type, 1);
        }
        let items = u32::from_le_bytes(self.bytes()?);
        let count = self.count()?;
        self.values(items, count)
    }

    fn values(&mut self, value_type: u32, count: u64) -> Result<Value, String> {
        let (mut strings, mut integers) = (Vec::new(), Vec::new());
        for _ in 0..count {
            match value_type {
                0 | 1 | 7 => integers.push(i64::from(self.bytes::<1>()?[0])),
                2 | 3 => integers.push(i64::from(i16::from_le_bytes(self.bytes()?))),
                4 => integers.push(i64::from(u32::from_le_bytes(self.bytes()?))),
                5 => integers.push(i64::from(i32::from_le_bytes(self.bytes()?))),
                6 => drop(self.bytes::<4>()?),
                8 => strings.push(self.string()?),
                10..=12 => integers.push(i64::from_le_bytes(self.bytes()?)),
                other => return Err(format!("the file's metadata has a value of the unknown type {other}")),
            }
        }
        Ok(match (strings.is_empty(), integers.is_empty()) {
            (false, _) => Value::Strings(strings),
            (_, false) => Value::Integers(integers),
            _ => Value::Other,
        })
    }
}

fn unreadable(error: &IoError) -> String {
    format!("the file cannot be read: {error}")
}
