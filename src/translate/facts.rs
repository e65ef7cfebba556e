//! What a text says that must be right: numbers, dates, amounts, telephone numbers, mail addresses.
//!
//! Knows digits of every script; what a fact means it does not know.

/// The facts of a text in the order in which they stand, digits as ASCII.
pub fn facts(text: &str) -> Vec<String> {
    let words =
        text.split(|sign: char| sign.is_whitespace() || matches!(sign, '(' | ')' | '“' | '”' | '«' | '»'));
    let is_fact = |word: &&str| word.contains(|sign: char| sign.is_numeric()) || is_mail(word);
    let trimmed = words.map(|word| {
        word.trim_matches(|sign: char| matches!(sign, '.' | ',' | ';' | ':' | '!' | '?' | '*' | '_'))
    });
    trimmed.filter(is_fact).map(ascii).collect()
}

fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

fn ascii(word: &str) -> String {
    word.chars().map(|sign| digit(sign).unwrap_or(sign)).collect()
}

// Arabic-Indic, Persian and Devanagari digits stand in blocks of ten.
fn digit(sign: char) -> Option<char> {
    let start = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}']
        .into_iter()
        .find(|&zero| (u32::from(zero)..u32::from(zero) + 10).contains(&u32::from(sign)))?;
    char::from_digit(u32::from(sign) - u32::from(start), 10)
}
