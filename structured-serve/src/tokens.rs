//! Splitting texts into tokens.
//!
//! With the feature `o200k`, these are the tokens of `gpt-4o` and later models. Without it, they are estimated from
//! words, runs of digits and runs of punctuation.

/// The tokens that a message costs beside its text.
const PER_MESSAGE: usize = 4;
/// The tokens at the beginning of every answer.
const PER_REQUEST: usize = 3;

/// How many tokens a request with `messages` messages of this text has.
pub(crate) fn of_messages(text: &str, messages: usize) -> usize {
    count(text) + PER_MESSAGE * messages + PER_REQUEST
}

/// How many tokens `text` has.
#[cfg(feature = "o200k")]
pub(crate) fn count(text: &str) -> usize {
    tiktoken_rs::o200k_base_singleton().encode_ordinary(text).len()
}

/// How many tokens `text` has, as estimated.
#[cfg(not(feature = "o200k"))]
pub(crate) fn count(text: &str) -> usize {
    estimated(text).count()
}

/// `text` as one piece for each token; tokens that end inside of a character are one piece.
#[cfg(feature = "o200k")]
pub(crate) fn pieces(text: &str) -> Vec<&str> {
    let encoding = tiktoken_rs::o200k_base_singleton();
    let mut pieces = Vec::new();
    let (mut start, mut end) = (0, 0);
    for token in encoding.encode_ordinary(text) {
        end += encoding.decode_bytes(&[token]).map_or(0, |bytes| bytes.len());
        if text.is_char_boundary(end) {
            pieces.extend(text.get(start..end));
            start = end;
        }
    }
    pieces
}

/// `text` as one piece for each token, as estimated.
#[cfg(not(feature = "o200k"))]
pub(crate) fn pieces(text: &str) -> Vec<&str> {
    estimated(text).collect()
}

#[cfg(not(feature = "o200k"))]
fn estimated(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, after) = rest.split_at(piece(rest)?);
        rest = after;
        Some(piece)
    })
}

/// The bytes of the first piece of `text`.
#[cfg(not(feature = "o200k"))]
fn piece(text: &str) -> Option<usize> {
    /// The longest runs of letters, digits and anything else.
    const LONGEST: [usize; 3] = [8, 3, 4];
    let class = |character: char| match character {
        c if c.is_alphabetic() => 0,
        c if c.is_numeric() => 1,
        _ => 2,
    };
    let first = text.chars().next()?;
    // A word and the blank before it are one token.
    let blank = usize::from(first == ' ' && text[1..].starts_with(char::is_alphabetic));
    let kind = class(text[blank..].chars().next()?);
    let run = text[blank..].chars().take(LONGEST[kind]).take_while(|c| class(*c) == kind && !(kind == 2 && *c == ' '));
    let length: usize = run.map(char::len_utf8).sum();
    Some(blank + length.max(if blank + length == 0 { first.len_utf8() } else { 0 }))
}

#[cfg(test)]
mod tests {
    use super::{count, of_messages, pieces};

    #[test]
    fn pieces_join_to_the_text_and_are_as_many_as_are_counted() {
        for text in [
            "",
            " ",
            "  a",
            "{\"name\":\"Größe 12345\",\"x\":[1.5,true]}",
            "日本語のテキスト",
            "😀😀 a😀",
            "averyveryverylongword",
            "\n\n",
        ] {
            assert_eq!(pieces(text).concat(), text);
            assert!(pieces(text).iter().all(|piece| !piece.is_empty()), "{text:?}");
            assert!(count(text) >= pieces(text).len(), "{text:?}");
        }
    }

    #[test]
    fn a_message_costs_more_than_its_text() {
        assert_eq!(of_messages("", 2), 11);
    }

    #[cfg(feature = "o200k")]
    #[test]
    fn tokens_are_those_of_the_vocabulary() {
        assert_eq!(pieces("hello world"), ["hello", " world"]);
        assert_eq!(pieces("{\"name\":\"Alice\"}").first(), Some(&"{\""));
    }
}
