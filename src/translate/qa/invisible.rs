//! `translation/invisible`: signs that nobody sees and that searches and screen readers stumble over.

use super::Findings;
use super::bidi::name;
use super::reading::Reading;

/// Languages whose letters join, which invisible signs part or bring together.
const JOINING: [&str; 22] = [
    "ar", "arc", "bn", "ckb", "dv", "fa", "gu", "he", "hi", "kn", "ku", "ml", "mr", "ne", "pa", "ps", "sd",
    "si", "ta", "te", "ug", "ur",
];

/// What the source has, the translation may have.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut before = None;
    for (at, sign) in reading.pair.target.char_indices() {
        let is_fine = match sign {
            '\n' | '\r' | '\t' => true,
            // Pictures of people are joined to families.
            '\u{200d}' => {
                reading.is_in(&JOINING) || before.is_some_and(|sign: char| u32::from(sign) > 0x2000)
            }
            '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => {
                reading.is_in(&JOINING) || reading.pair.lang.dir() == "rtl"
            }
            '\u{200b}' => reading.is_in(&["km", "lo", "my", "th"]),
            '\u{ad}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{180e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{206a}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}' => false,
            _ => !sign.is_control(),
        };
        if !is_fine && !reading.pair.source.contains(sign) {
            found.add(at..at + sign.len_utf8()).arg("sign", name(sign));
        }
        before = Some(sign);
    }
}
