//! `translation/opening-mark`: a question or an exclamation in Spanish that `¿` or `¡` does not open.

use super::Findings;
use super::reading::Reading;

/// Spanish, Galician and Asturian open what they close (Ortografía de la lengua española, 2010, 3.4.9).
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    if !reading.is_in(&["es", "ast"]) {
        return;
    }
    let words = &reading.target.words;
    let (mut open, mut last) = (0_u32, None);
    for (at, sign) in words.char_indices() {
        let before = last.replace(sign);
        match sign {
            // `¡¿` opens both.
            '¿' | '¡' => open += 1,
            '?' | '!' if matches!(before, Some('?' | '!')) => open = open.saturating_sub(1),
            // `(?)` doubts what stands before.
            '?' | '!' if before == Some('(') => {}
            '?' | '!' if open == 0 => {
                let opening = if sign == '?' { '¿' } else { '¡' };
                found.add(at..at + 1).arg("sign", opening).arg("close", sign);
            }
            '?' | '!' => open -= 1,
            _ => {}
        }
    }
}
