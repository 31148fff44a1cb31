//! JSON text with line breaks, as it is written to schema files.

use alloc::string::String;

/// `minified` with two spaces per level, one member per line and a final newline.
#[must_use]
pub fn pretty(minified: &str) -> String {
    let mut out = String::with_capacity(2 * minified.len());
    let (mut level, mut in_string, mut escaped) = (0_usize, false, false);
    let mut characters = minified.chars().peekable();
    while let Some(character) = characters.next() {
        if in_string {
            out.push(character);
            in_string = escaped || character != '"';
            escaped = !escaped && character == '\\';
            continue;
        }
        match character {
            '{' | '[' => {
                out.push(character);
                if let Some(end) = characters.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(end);
                } else {
                    level += 1;
                    new_line(level, &mut out);
                }
            }
            '}' | ']' => {
                level = level.saturating_sub(1);
                new_line(level, &mut out);
                out.push(character);
            }
            ',' => {
                out.push(',');
                new_line(level, &mut out);
            }
            ':' => out.push_str(": "),
            _ => {
                in_string = character == '"';
                out.push(character);
            }
        }
    }
    out.push('\n');
    out
}

fn new_line(level: usize, out: &mut String) {
    out.push('\n');
    out.extend(core::iter::repeat_n("  ", level));
}
