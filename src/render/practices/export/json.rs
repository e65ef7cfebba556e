//! JSON that may lie inside anything: a page, a script, a terminal.
//!
//! `<` is written `\u003c`, so `</script>` ends no script; line separators that JavaScript once took
//! for line ends, and marks that turn the direction of a text, are written by number. A reader gets
//! the same text back (RFC 8259, 7).

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// A value as one line of JSON.
pub(super) fn text(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, Harmless);
    value.serialize(&mut serializer).expect("texts and numbers are JSON");
    String::from_utf8(bytes).expect("JSON is text")
}

struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: io::Write + ?Sized>(&mut self, writer: &mut W, text: &str) -> io::Result<()> {
        let mut rest = text;
        while let Some(place) = rest.find(is_harmful) {
            writer.write_all(&rest.as_bytes()[..place])?;
            let letter = rest[place..].chars().next().unwrap_or_default();
            write!(writer, "\\u{:04x}", u32::from(letter))?;
            rest = &rest[place + letter.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

/// All of them lie below U+FFFF, so four digits are enough.
fn is_harmful(letter: char) -> bool {
    matches!(
        letter,
        '<' | '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}
