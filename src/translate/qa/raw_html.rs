//! `translation/raw-html`: tags, comments or script addresses that the source does not have.

use super::Findings;
use super::reading::{Reading, apart};

/// Attributes whose value is text or says its language.
const FREE: [&str; 6] = ["alt", "aria-label", "dir", "hreflang", "lang", "title"];
const SCRIPTS: [&str; 3] = ["javascript:", "vbscript:", "data:"];

/// Looks at tags, and at what links lead to.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let (source, target) = (&reading.source, &reading.target);
    let extra = apart(&source.markup.tags, &target.markup.tags, |(tag, _)| plain(tag)).1;
    for (tag, range) in extra {
        found.add(range.clone()).arg("html", tag.lines().next().unwrap_or_default());
    }
    let known: Vec<&str> = source.markup.links.iter().map(|link| link.target.as_str()).collect();
    for link in target.markup.links.iter().chain(&target.markup.pictures) {
        let address: String =
            link.target.chars().filter(|sign| !sign.is_whitespace() && !sign.is_control()).collect();
        let address = address.to_ascii_lowercase();
        if SCRIPTS.iter().any(|script| address.starts_with(script)) && !known.contains(&link.target.as_str())
        {
            found.add(link.range.clone()).arg("html", &link.target);
        }
    }
}

/// A tag without the values of attributes that a translation sets.
fn plain(tag: &str) -> String {
    if tag.starts_with("<!") || tag.starts_with("<?") {
        return tag.to_owned();
    }
    let mut plain = String::new();
    let mut rest = tag;
    while let Some((before, behind)) = rest.split_once('=') {
        plain.push_str(before);
        let name = before.rsplit(|sign: char| sign.is_whitespace()).next().unwrap_or_default();
        let behind = behind.trim_start();
        let quote = behind.chars().next().filter(|sign| matches!(sign, '"' | '\''));
        let inside = quote.map_or(behind, |_| &behind[1..]);
        let end = match quote {
            Some(quote) => inside.find(quote).unwrap_or(inside.len()),
            None => inside.find([' ', '>', '\t', '\n']).unwrap_or(inside.len()),
        };
        if !FREE.contains(&name.to_ascii_lowercase().as_str()) {
            plain.push('=');
            plain.push_str(&inside[..end]);
        }
        rest = inside[end..].strip_prefix(['"', '\'']).unwrap_or(&inside[end..]);
    }
    plain.push_str(rest);
    plain.to_ascii_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
