//! Reporting a problem: a mail that already says which page, and which version of it, it is about.

use super::context::Context;
use super::parts;
use super::view::LinkView;
use super::voice::Voice;
use crate::base::Fingerprint;
use crate::base::url::encode_value;
use crate::content::Kind;
use crate::relate::site::{Edition, Page, Shows};

/// Longer addresses are cut by mail programs.
const LONGEST_TITLE: usize = 120;

/// The link at the foot of a page; empty where nobody wants to hear of problems.
pub(super) fn link(context: &Context<'_>, page: &Page, voice: &Voice) -> LinkView {
    let edition = match &page.shows {
        Shows::Item(edition) | Shows::Expired(edition) => Some(&**edition),
        Shows::Embed(_) | Shows::Mastodon(_) | Shows::Redirect(..) => return LinkView::default(),
        _ => None,
    };
    let Some(address) = address(context, edition, voice) else { return LinkView::default() };
    let url = context.absolute(&page.url);
    let (title, body) = match edition {
        Some(edition) => {
            let version = version(edition);
            let body = voice.say("problem.body", &[("url", &url), ("version", &version)]);
            (parts::title(edition), body)
        }
        None => (voice.title.as_str(), voice.say("problem.body_page", &[("url", &url)])),
    };
    let title = parts::shortened(title, LONGEST_TITLE);
    let subject = voice.say("problem.subject", &[("title", &title)]);
    LinkView::to(voice.word("problem.label"), mail(&address, &subject, &body))
}

/// The database's own address for records, the site's, the item's press contact.
fn address(context: &Context<'_>, edition: Option<&Edition>, voice: &Voice) -> Option<String> {
    let config = &context.site.config;
    let of_records = || {
        let is_record = context.site.items[edition?.item].kind == Kind::Practice;
        config.corrections.clone().filter(|_| is_record)
    };
    let own = || {
        let contacts = parts::contacts(context, edition?, voice);
        contacts.into_iter().map(|contact| contact.email).find(|email| !email.is_empty())
    };
    of_records().or_else(|| config.contact.clone()).or_else(own)
}

/// The day of the last change that readers are told of, and a mark that is another with every change of
/// the files: equal for equal files, whoever builds them.
fn version(edition: &Edition) -> String {
    let corrected = edition.meta.changes.iter().flatten().filter_map(|change| change.date).max();
    let written = edition.meta.date.as_ref().map(|date| date.value);
    let day = corrected.max(edition.meta.updated).max(written);
    let files = (edition.document.source.fingerprint, edition.source.source.fingerprint);
    let mark = format!("{:06x}", Fingerprint::of(&files).low() & 0xff_ffff);
    day.map_or_else(|| mark.clone(), |day| format!("{day} {mark}"))
}

/// An address that begins a mail (RFC 6068).
pub(super) fn mail(address: &str, subject: &str, body: &str) -> String {
    // A line's end is CRLF in mail addresses (section 5).
    let body = encode_value(body).replace("%0A", "%0D%0A");
    // `+` and `@` mean themselves before the question mark.
    let address = encode_value(address).replace("%40", "@").replace("%2B", "+");
    format!("mailto:{address}?subject={}&body={body}", encode_value(subject))
}
