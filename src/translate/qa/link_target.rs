//! `translation/link-target`: a link or picture that leads elsewhere than the source's.

use super::Findings;
use super::markup::Link;
use super::reading::{Reading, apart, language};

/// Compares what links lead to; the same page in the other language is the same.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let langs = [language(reading.pair.source_lang), language(reading.pair.lang)];
    let (source, target) = (&reading.source.markup, &reading.target.markup);
    for (left, right) in [
        (&source.links, &target.links),
        (&source.pictures, &target.pictures),
        (&source.addresses, &target.addresses),
    ] {
        // A link too many or too few is the skeleton's matter, mail addresses are contacts.
        if left.len() != right.len() {
            continue;
        }
        let (missing, extra) = apart(left, right, |link| plain(&link.target, &langs));
        for (wanted, link) in missing.into_iter().zip(extra) {
            if !(is_mail(wanted) && is_mail(link)) {
                found.add(link.range.clone()).arg("target", &link.target).arg("wanted", &wanted.target);
            }
        }
    }
}

fn is_mail(link: &Link) -> bool {
    link.is_mail || link.target.starts_with("mailto:")
}

/// An address without what only says the language: `/en/`, `en.`, `.es.md`, `?lang=en`.
pub(super) fn plain(target: &str, langs: &[&str]) -> String {
    let (scheme, rest) = match target.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), target),
    };
    let is_lang = |part: &str| {
        let part = part.split(['-', '_']).next().unwrap_or_default();
        langs.iter().any(|lang| part.eq_ignore_ascii_case(lang))
    };
    if let Some((first, host)) = rest.split('/').next().and_then(|host| host.split_once('.')) {
        // An encyclopedia calls the same page otherwise in each language.
        if !scheme.is_empty() && is_lang(first) {
            return host.to_owned();
        }
    }
    let parts = rest.split('/').filter(|part| !is_lang(part));
    let mut plain: String = parts.collect::<Vec<_>>().join("/");
    for lang in langs {
        plain = plain.replace(&format!(".{lang}.md"), ".md");
        for key in ["lang", "hl", "language", "locale"] {
            plain = plain.replace(&format!("?{key}={lang}"), "").replace(&format!("&{key}={lang}"), "");
        }
    }
    format!("{scheme}{}", plain.trim_end_matches('/'))
}
