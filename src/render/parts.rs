//! Small views and words that several kinds show.

use super::context::Context;
use super::view::{ContactView, DateView, LinkView, NoticeView, ReferenceView, SignatoryView};
use super::voice::Voice;
use crate::base::date::Day;
use crate::content::parts::{Contact, Reference, Signatory};
use crate::content::statement::Dateline;
use crate::content::{Kind, Own, Petition};
use crate::relate::site::Edition;

/// `sexual-violence` in words.
pub(super) fn warning_text(warning: &str, voice: &Voice) -> String {
    voice.word(&format!("warning.{}", warning.replace('-', "_"))).to_owned()
}

/// A work in the words of a language.
pub(super) fn reference(work: &Reference, voice: &Voice) -> ReferenceView {
    let creators = work.creators.as_deref().unwrap_or_default();
    let creators = voice.format.list(creators.iter().map(String::as_str));
    let year = work.year.map(|year| format!("({})", voice.format.digits(year)));
    let lang = work.lang.as_deref().filter(|lang| *lang != voice.lang.as_str());
    let made = [Some(creators), year].into_iter().flatten().filter(|part| !part.is_empty());
    let made = made.collect::<Vec<_>>().join(" ");
    ReferenceView {
        title: work.title.clone().unwrap_or_default(),
        lang: lang.unwrap_or_default().to_owned(),
        about: joined(voice, [Some(made.as_str()), work.publisher.as_deref()]),
        url: work.url.as_ref().map_or_else(String::new, |url| url.value.clone()),
    }
}

/// Whom to call today: a contact past its last day is not shown.
pub(super) fn contacts(context: &Context<'_>, edition: &Edition, voice: &Voice) -> Vec<ContactView> {
    let today = context.today();
    let date = date(context, edition);
    let shown = |contact: &&Contact| {
        let until = contact.until.or_else(|| date.map(|day| day.plus_months(12)));
        until.is_none_or(|until| today <= until)
    };
    edition.meta.contacts.iter().flatten().filter(shown).map(|one| contact(one, voice)).collect()
}

fn contact(contact: &Contact, voice: &Voice) -> ContactView {
    let phone = contact.phone.clone().unwrap_or_default();
    let dialled: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    ContactView {
        name: contact.name.clone().unwrap_or_default(),
        about: joined(voice, [contact.role.as_deref(), contact.org.as_deref()]),
        email: contact.email.as_ref().map_or_else(String::new, |email| email.value.clone()),
        phone_url: if dialled.is_empty() { String::new() } else { format!("tel:{dialled}") },
        phone,
    }
}

/// Organisations that sign, in the order of a dictionary.
pub(super) fn signatories(signatories: &[Signatory], voice: &Voice) -> Vec<SignatoryView> {
    let mut views: Vec<SignatoryView> = signatories
        .iter()
        .map(|signatory| {
            let country = signatory.country.map(|country| voice.format.country(country));
            let network = signatory.member_of.as_deref();
            let network = network.map(|name| voice.say("statement.member_of", &[("name", name)]));
            SignatoryView {
                name: signatory.name.clone().unwrap_or_default(),
                url: signatory.url.as_ref().map_or_else(String::new, |url| url.value.clone()),
                about: joined(voice, [country.as_deref(), network.as_deref()]),
            }
        })
        .collect();
    views.sort_by(|one, other| voice.format.compare(&one.name, &other.name));
    views
}

/// "Signed by 5 organisations"; empty if nobody signs.
pub(super) fn signed_by(count: usize, voice: &Voice) -> String {
    if count == 0 { String::new() } else { voice.count("count.signatories", count) }
}

/// "Mexico City, 12 October 2020": the place, and its own day or the item's.
pub(super) fn dateline(dateline: Option<&Dateline>, date: Option<Day>, voice: &Voice) -> String {
    let Some(dateline) = dateline else { return String::new() };
    let place = dateline.place.as_deref().unwrap_or_default();
    match dateline.date.or(date) {
        Some(day) => voice.say("item.dateline", &[("place", place), ("date", &voice.format.long_date(day))]),
        None => place.to_owned(),
    }
}

/// Where a digital object identifier leads.
pub(super) fn doi_url(doi: &str) -> String {
    format!("https://doi.org/{}", crate::base::url::encode_path(doi.trim_start_matches("https://doi.org/")))
}

/// The day that an edition bears: a petition's is the day on which it opens, unless it says another.
pub(super) fn date(context: &Context<'_>, edition: &Edition) -> Option<Day> {
    let written = edition.meta.date.as_ref().map(|date| date.value);
    let Own::Petition(petition) = &*edition.own else { return written };
    let zone = &context.site.config.timezone;
    written.or_else(|| Some(petition.opens.as_ref()?.value.instant(zone).day(zone)))
}

/// A day as pages show it.
pub(super) fn date_view(voice: &Voice, day: Day) -> DateView {
    DateView { iso: day.to_string(), text: voice.format.long_date(day) }
}

/// What lists and previews say of an edition: its summary, else its first paragraph; where readers are
/// warned of the text, the warning, since networks take words from the text of a page that says nothing.
pub(super) fn summary(context: &Context<'_>, edition: &Edition) -> String {
    match &edition.meta.summary {
        Some(summary) => summary.value.clone(),
        None if edition.is_warned() => {
            let voice = context.voice(&edition.text_lang);
            let subjects = warnings(edition, voice);
            let subjects = voice.format.list(subjects.iter().map(String::as_str));
            voice.say("warning.summary", &[("subjects", &subjects)])
        }
        None => shortened(&edition.document.body.excerpt, 240),
    }
}

/// What readers are warned of, in words.
pub(super) fn warnings(edition: &Edition, voice: &Voice) -> Vec<String> {
    let warnings = edition.meta.warnings.iter().flatten();
    warnings.map(|warning| warning_text(warning.word(), voice)).collect()
}

/// A text up to the last whole word within so many characters.
pub(super) fn shortened(text: &str, length: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(length) else { return text.to_owned() };
    let cut = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", text[..cut].trim_end_matches([',', ';', ':', '،', '؛', ' ']))
}

/// "Statement", "Open letter", "News", …
pub(super) fn kind_label(edition: &Edition, kind: Kind, voice: &Voice) -> String {
    let form = match &*edition.own {
        Own::Statement(statement) => statement.form,
        _ => None,
    };
    let key = form.map_or_else(
        || format!("kind.{}", kind.name()),
        |form| format!("form.{}", form.word().replace('-', "_")),
    );
    voice.word(&key).to_owned()
}

/// Texts that are there, joined by commas: a role and an organisation, a place and a country.
pub(super) fn joined<'t>(voice: &Voice, parts: impl IntoIterator<Item = Option<&'t str>>) -> String {
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(voice.word("punctuation.comma"))
}

/// An edition's headline.
pub(super) fn title(edition: &Edition) -> &str {
    edition.meta.title.as_ref().map_or("", |title| &title.value)
}

/// Text as markup.
pub(super) fn escaped(text: &str) -> String {
    let mut markup = String::with_capacity(text.len());
    pulldown_cmark_escape::escape_html(&mut markup, text).expect("a string takes everything");
    markup
}

/// A notice without a link.
pub(super) fn notice(kind: &str, text: String) -> NoticeView {
    NoticeView { kind: kind.to_owned(), text, link: LinkView::default(), links: Vec::new() }
}

/// The anchors of a petition's updates, in the author's order: by day, so that they stay.
pub(super) fn update_ids(petition: &Petition) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for update in petition.updates.iter().flatten() {
        let day = update.date.map_or_else(String::new, |day| day.to_string());
        let id = format!("update-{day}");
        let same = ids.iter().filter(|before| before.starts_with(&id)).count();
        ids.push(if same == 0 { id } else { format!("{id}-{}", same + 1) });
    }
    ids
}
