//! Bytes as text: base64url (RFC 4648, 5, without padding), UUIDs, and what HTML needs escaped.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Bytes in letters that links may hold.
pub(super) fn base64url(bytes: &[u8]) -> String {
    encoded(bytes, LETTERS)
}

/// Bytes as mail headers hold them (RFC 4648, 4), padded.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut letters = *LETTERS;
    (letters[62], letters[63]) = (b'+', b'/');
    let mut text = encoded(bytes, &letters);
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

fn encoded(bytes: &[u8], letters: &[u8; 64]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let number = (0..3).fold(0, |number, place| number << 8 | u32::from(*part.get(place).unwrap_or(&0)));
        for place in 0..=part.len() {
            text.push(char::from(letters[(number >> (18 - 6 * place) & 63) as usize]));
        }
    }
    text
}

/// The bytes of such a text; `None` if it holds anything else.
pub(super) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for part in text.as_bytes().chunks(4) {
        let mut number = 0_u32;
        for letter in part {
            let place = LETTERS.iter().position(|known| known == letter)?;
            number = number << 6 | u32::try_from(place).ok()?;
        }
        number <<= 6 * (4 - part.len());
        let whole = number.to_be_bytes();
        bytes.extend_from_slice(&whole[1..part.len()]);
    }
    (text.len() % 4 != 1).then_some(bytes)
}

/// A UUID of version 7 (RFC 9562, 5.7): rows come in the order of time, which keeps the tree of keys small.
pub(super) fn uuid(milliseconds: i64, random: [u8; 10]) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&milliseconds.to_be_bytes()[2..]);
    bytes[6..].copy_from_slice(&random);
    bytes[6] = 0x70 | bytes[6] & 0x0f;
    bytes[8] = 0x80 | bytes[8] & 0x3f;
    bytes
}

/// A UUID as browsers write one; `None` if it is none.
pub(super) fn parse_uuid(text: &str) -> Option<[u8; 16]> {
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    let digits: String = text.split('-').collect();
    if groups != [8, 4, 4, 4, 12] || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    u128::from_str_radix(&digits, 16).ok().map(u128::to_be_bytes)
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// A text as HTML, in an attribute too.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}
