//! Texts for formats that end a value with its line: BibTeX and RIS.

/// A text on one line: every run of blanks and line ends, of whatever kind a reader may know, is one
/// blank. U+2028 and its like end lines for some programs.
pub(super) fn one_line(text: &str) -> String {
    let is_blank = |letter: char| letter.is_whitespace() || letter.is_control();
    text.split(is_blank).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
