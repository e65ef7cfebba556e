//! Rules of the fields that several kinds have.

use crate::base::record::nearest;
use crate::base::{Report, Span, Spanned, lang};
use crate::content::parts::Signatory;
use crate::content::{News, Publication};

use super::{Item, shape, web};

/// Regions, times, people, attachments, works.
pub(super) fn check(item: &Item<'_>, report: &mut Report) {
    regions(item, report);
    times(item, report);
    contacts(item, report);
    attachments(item, report);
    for reference in item.meta.references.iter().flatten() {
        web(reference.url.as_ref(), report);
    }
    if let Some(alt) = item.meta.image.as_ref().and_then(|image| image.alt.as_ref())
        && alt.value.trim().is_empty()
    {
        report.error("media/alt-missing", alt.span);
    }
    if let Some(priority) = item.meta.translate_priority.as_ref().filter(|p| !(1..=5).contains(&p.value)) {
        out_of(priority, 1, 5, report);
    }
}

/// Reports a number that is not between two others.
pub(super) fn out_of(number: &Spanned<i64>, least: i64, most: i64, report: &mut Report) {
    let found = report.error("front-matter/out-of-range", number.span);
    found.arg("value", number.value).arg("least", least).arg("most", most);
}

fn regions(item: &Item<'_>, report: &mut Report) {
    let config = item.config();
    for region in item.meta.regions.iter().flatten() {
        if config.region(&region.value).is_none() {
            let keys = config.regions.iter().map(|region| region.key.as_str());
            let all = keys.clone().collect::<Vec<_>>().join(", ");
            let near = nearest(&region.value, keys);
            report
                .error("region/unknown", region.span)
                .arg("value", &region.value)
                .arg("regions", all)
                .maybe("nearest", near);
        }
    }
}

fn times(item: &Item<'_>, report: &mut Report) {
    let (Some(publish), Some(expires)) = (&item.meta.publish, &item.meta.expires) else { return };
    let zone = &item.config().timezone;
    if expires.value.instant(zone) <= publish.value.instant(zone) {
        report.error("time/expires-before-publish", expires.span).label(publish.span, "publish");
    }
}

fn contacts(item: &Item<'_>, report: &mut Report) {
    for contact in item.meta.contacts.iter().flatten() {
        email(contact.email.as_ref(), report);
    }
}

/// Reports an address that no mail goes to.
pub(super) fn email(address: Option<&Spanned<String>>, report: &mut Report) {
    if let Some(address) = address.filter(|address| !shape::is_email(&address.value)) {
        // What a mail obfuscator left behind has been reported by that name.
        if !address.value.contains("[email") {
            report.error("email/shape", address.span).arg("value", &address.value);
        }
    }
}

fn attachments(item: &Item<'_>, report: &mut Report) {
    for (number, attachment) in item.meta.attachments.iter().flatten().enumerate() {
        web(attachment.url.as_ref(), report);
        if attachment.file.is_some() == attachment.url.is_some() {
            let place = item.place(&format!("attachments[{number}]"));
            report.error("attachment/file-or-url", place);
        }
        language(attachment.lang.as_deref(), item.place(&format!("attachments[{number}].lang")), report);
    }
}

/// Reports a tag of no language.
pub(super) fn language(tag: Option<&str>, place: Span, report: &mut Report) {
    if let Some(tag) = tag.filter(|tag| !lang::exists(tag)) {
        report.error("language/tag", place).arg("value", tag);
    }
}

/// Organisations that sign.
pub(super) fn signatories(signatories: Option<&Vec<Signatory>>, report: &mut Report) {
    for signatory in signatories.into_iter().flatten() {
        web(signatory.url.as_ref(), report);
    }
}

/// What a news item reports on.
pub(super) fn event(news: &News, report: &mut Report) {
    let Some(event) = &news.event else { return };
    if let (Some(start), Some(end)) = (&event.start, &event.end)
        && end.value < start.value
    {
        report.error("event/ends-before-start", end.span).label(start.span, "start");
    }
    if let Some(attendees) = event.attendees.as_ref().filter(|attendees| attendees.value < 0) {
        report.error("front-matter/negative", attendees.span).arg("value", attendees.value);
    }
}

/// A publication's numbers and addresses.
pub(super) fn publication(publication: &Publication, item: &Item<'_>, report: &mut Report) {
    web(publication.url.as_ref(), report);
    item.terms("source-type", &publication.kind, report);
    if let Some(isbn) = &publication.isbn {
        self::isbn(&isbn.value, isbn.span, report);
    }
    if let Some(doi) = &publication.doi {
        self::doi(doi, item.place("doi"), report);
    }
    for tag in publication.languages.iter().flatten() {
        language(Some(&tag.value), tag.span, report);
    }
    if let Some(year) = publication.year.as_ref().filter(|year| !(1000..=9999).contains(&year.value)) {
        out_of(year, 1000, 9999, report);
    }
}

/// Reports an ISBN whose check digit is wrong.
pub(super) fn isbn(isbn: &str, place: Span, report: &mut Report) {
    if !shape::is_isbn(isbn) {
        report.error("isbn/check-digit", place).arg("value", isbn);
    }
}

/// Reports what is no DOI.
pub(super) fn doi(doi: &str, place: Span, report: &mut Report) {
    if !shape::is_doi(doi) {
        report.error("doi/shape", place).arg("value", doi);
    }
}
