//! Tokens out of GGUF files.

use structured_decode::{Constraint, Error, Vocab};

/// Just as much of a GGUF file as holds its tokens.
struct File(Vec<u8>);

impl File {
    fn new(version: u32, entries: u64) -> Self {
        Self([b"GGUF".as_slice(), &version.to_le_bytes(), &0u64.to_le_bytes(), &entries.to_le_bytes()].concat())
    }

    fn string(mut self, text: &str) -> Self {
        self.0.extend((text.len() as u64).to_le_bytes());
        self.0.extend(text.as_bytes());
        self
    }

    fn number(mut self, number: u32) -> Self {
        self.0.extend(number.to_le_bytes());
        self
    }

    fn array(mut self, items: u32, count: usize) -> Self {
        self = self.number(9).number(items);
        self.0.extend((count as u64).to_le_bytes());
        self
    }

    /// A model of this kind with these tokens, each with its own kind; the last ends an answer.
    fn model(kind: &str, tokens: &[(&str, u32)]) -> Self {
        let mut file = Self::new(3, 5).string("general.alignment").number(4).number(32);
        file = file.string("tokenizer.ggml.model").number(8).string(kind);
        file = file.string("tokenizer.ggml.tokens").array(8, tokens.len());
        for (token, _) in tokens {
            file = file.string(token);
        }
        file = file.string("tokenizer.ggml.token_type").array(5, tokens.len());
        for (_, kind) in tokens {
            file = file.number(*kind);
        }
        let last = u32::try_from(tokens.len() - 1).unwrap();
        file.string("tokenizer.ggml.eos_token_id").number(4).number(last)
    }
}

fn refused(file: &[u8]) -> String {
    match Vocab::gguf(file) {
        Err(error @ Error::Vocabulary { .. }) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn byte_pairs_are_spelled_as_their_bytes() {
    let file = File::model(
        "gpt2",
        &[("Ġthe", 1), ("Ċ", 1), ("Ã©", 1), ("ł", 1), ("Ń", 1), ("<|pad|>", 3), ("漢", 4), ("<|end|>", 3)],
    );
    let vocab = Vocab::gguf(file.0.as_slice()).unwrap();
    let tokens: Vec<&[u8]> = (0..8).map(|token| vocab.token(token)).collect();
    assert_eq!(tokens, [b" the".as_slice(), b"\n", "é".as_bytes(), &[0xA0], &[0xAD], b"", "漢".as_bytes(), b""]);
    assert!(vocab.is_end(7) && !vocab.is_end(5));
}

#[test]
fn sentence_pieces_are_spelled_as_their_bytes() {
    let file = File::model("llama", &[("<unk>", 2), ("<0x0A>", 6), ("▁the", 1), ("é", 1), ("</s>", 3)]);
    let vocab = Vocab::gguf(file.0.as_slice()).unwrap();
    let tokens: Vec<&[u8]> = (0..5).map(|token| vocab.token(token)).collect();
    assert_eq!(tokens, [b"".as_slice(), b"\n", b" the", "é".as_bytes(), b""]);
}

#[test]
fn a_vocabulary_out_of_a_file_can_constrain() {
    // Every byte, as byte pairs write it; the printable ones are themselves.
    let shifted = |byte: u8| match byte {
        0x21..=0x7E | 0xA1..=0xAC | 0xAE..=0xFF => char::from(byte),
        0..=0x20 => char::from_u32(256 + u32::from(byte)).unwrap(),
        0x7F..=0xA0 => char::from_u32(256 + 33 + u32::from(byte - 0x7F)).unwrap(),
        0xAD => '\u{143}',
    };
    let spelled: Vec<String> = (0..=u8::MAX).map(|byte| shifted(byte).to_string()).collect();
    let mut tokens: Vec<(&str, u32)> = spelled.iter().map(|token| (token.as_str(), 1)).collect();
    tokens.extend([("{\"", 1), ("<|end|>", 3)]);
    let vocab = Vocab::gguf(File::model("gpt2", &tokens).0.as_slice()).unwrap();
    for byte in 0..=0xFE {
        assert_eq!(vocab.token(u32::from(byte)), [byte]);
    }
    let schema = r#"{"type":"object","properties":{"a":{"type":"null"}}}"#;
    let constraint = Constraint::from_schema(schema, &vocab).unwrap();
    assert_eq!(vocab.decode(&constraint.close()), br#"{"a":null}"#);
    assert_eq!(constraint.min_tokens_to_close(), 9);
}

#[test]
fn a_file_that_is_something_else_is_refused() {
    let prefix = "the vocabulary cannot be used: ";
    assert_eq!(refused(b"GGML...."), format!("{prefix}the file is not GGUF: it does not begin with `GGUF`"));
    assert_eq!(refused(&File::new(1, 0).0), format!("{prefix}the file is GGUF of version 1; 2 and 3 can be read"));
    assert_eq!(refused(&File::new(3, 0).0), format!("{prefix}the file has no `tokenizer.ggml.tokens`"));
    assert_eq!(
        refused(&File::model("bert", &[("a", 1), ("b", 1)]).0),
        format!("{prefix}the file's tokens are of the kind `bert`; `gpt2` and `llama` can be read")
    );
}

#[test]
fn a_file_that_is_cut_off_or_lies_about_lengths_is_refused() {
    let whole = File::model("gpt2", &[("a", 1), ("b", 1)]).0;
    for end in 0..whole.len() {
        let error = refused(&whole[..end]);
        assert!(error.contains("the file"), "{end}: {error}");
    }
    let mut lying = File::new(3, 1);
    lying.0.extend(u64::MAX.to_le_bytes());
    assert!(refused(&lying.0).ends_with("the file ends inside its metadata"));
}
