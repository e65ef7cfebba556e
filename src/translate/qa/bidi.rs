//! `translation/bidi`: signs that turn the direction of writing and do not turn it back, or turn letters around.

use super::Findings;
use super::reading::Reading;

/// Unicode Bidirectional Algorithm, 2: embeddings end with PDF, isolates with PDI. Overrides are never
/// needed in prose and hide what is really written ("Trojan Source").
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, sign) in reading.pair.target.char_indices() {
        let closes = open.last().is_some_and(|(_, close)| *close == sign);
        match sign {
            '\u{202a}' | '\u{202b}' => open.push((at, '\u{202c}')),
            '\u{2066}'..='\u{2068}' => open.push((at, '\u{2069}')),
            '\u{202c}' | '\u{2069}' if closes => open.truncate(open.len() - 1),
            '\u{202c}'..='\u{202e}' | '\u{2069}' => {
                found.add(at..at + sign.len_utf8()).arg("sign", name(sign));
            }
            _ => {}
        }
    }
    for (at, _) in open {
        let sign = reading.pair.target[at..].chars().next().unwrap_or_default();
        found.add(at..at + sign.len_utf8()).arg("sign", name(sign));
    }
}

/// How a sign is spoken of that cannot be seen.
pub(super) fn name(sign: char) -> String {
    format!("U+{:04X}", u32::from(sign))
}
