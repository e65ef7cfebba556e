//! `link/text`: a link that does not say where it leads.

use crate::base::Report;

use super::{Lens, Reading};

/// Looks at the words of every link.
pub(super) fn check(reading: &Reading<'_>, lens: &Lens, report: &mut Report) {
    for text in &reading.body {
        for link in &text.links {
            let words = text.words[link.words.clone()].trim();
            if is_address(words) {
                report.warning("link/text", link.span).arg("address", words);
            } else if lens.vague.contains(&plain(words)) {
                report.warning("link/text", link.span).arg("value", words);
            }
        }
    }
}

/// The words alone: `Click here »` is `click here`.
fn plain(words: &str) -> String {
    words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

// A name such as `example.org` can be read aloud; a path cannot.
fn is_address(words: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| words.strip_prefix(scheme));
    let rest = rest.or_else(|| words.starts_with("www.").then_some(words));
    let path = rest.and_then(|rest| rest.split_once('/')).map_or("", |(_, path)| path);
    !path.is_empty() && !words.contains(char::is_whitespace)
}
