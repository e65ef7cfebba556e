//! `privacy/third-party`: a page that makes browsers fetch something from another site, which then
//! knows who reads what.

use std::collections::BTreeMap;

use crate::base::{Report, Span, Url};

use super::Published;

/// Looks at every page, style sheet and picture of lines. What stands in the frame of every page is
/// one mistake, told of the first.
pub(super) fn check(published: &Published<'_>, report: &mut Report) {
    let mut first: BTreeMap<&str, &Url> = BTreeMap::new();
    for (url, _, page) in &published.pages {
        for target in page.fetches.iter().filter(|target| !is_ours(target, &published.site.config.origin)) {
            let page = first.entry(target).or_insert(url);
            *page = url.min(page);
        }
    }
    for (target, url) in first {
        let span = place(published, url, target);
        report.error("privacy/third-party", span).arg("target", target).arg("page", url);
    }
}

fn is_ours(target: &str, origin: &str) -> bool {
    let host = origin.split_once(':').map_or(origin, |(_, host)| host);
    [origin, host].iter().any(|origin| {
        target.strip_prefix(origin).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    })
}

// Where the address is written, if an author wrote it; else the file that the page is made from.
fn place(published: &Published<'_>, url: &Url, target: &str) -> Span {
    let place = published.place(url);
    let texts = published.site.texts.iter().map(|text| &text.document.source);
    let source = texts.into_iter().find(|source| source.id == place.source);
    let at = source.and_then(|source| Some((source, source.text().ok()?.find(target)?)));
    at.map_or(place, |(source, at)| Span::new(source.id, at..at + target.len()))
}
