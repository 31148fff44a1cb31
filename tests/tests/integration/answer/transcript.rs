//! What a stream reader gives for a body that comes in pieces, as a text that can be compared. The fuzz targets have it too.

/// The events, the errors and the end of a stream that comes in pieces of `$size` bytes. `$reader` is one that has read
/// nothing. The readers of the two APIs share no trait, so this is a macro.
///
/// The text of an error is a part of it, and so is the excerpt in that text.
macro_rules! transcript {
    ($reader:expr, $body:expr, $size:expr) => {{
        let mut stream = $reader;
        let mut seen = String::new();
        for piece in $body.chunks($size.max(1)) {
            stream.push(piece);
            loop {
                match stream.next_event() {
                    Ok(Some(event)) => seen.push_str(&format!("{event:?}\n")),
                    Ok(None) => break,
                    Err(error) => seen.push_str(&format!("{error}\n")),
                }
            }
        }
        format!("{seen}{:?}", stream.finish())
    }};
}

pub(crate) use transcript;
