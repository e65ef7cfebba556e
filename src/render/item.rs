//! One item: what all kinds show.

use std::borrow::Cow;
use std::sync::Arc;

use super::body::{Part, Text};
use super::context::Context;
use super::frame::{self, Head};
use super::json_ld::{About, Counter, Endorse, Event, Named, Thing};
use super::list::feed;
use super::parts::{self, joined, notice};
use super::share::{self, Shareable};
use super::view::{
    AttachmentView, AuthorView, ChangeView, DateView, ItemView, LinkView, NoticeView, PetitionView,
    ShareView, TermView, TocEntry, UpdateView,
};
use super::voice::Voice;
use super::{citation, news, petition, poster, practice, publication, security, statement, translation};
use crate::base::Lang;
use crate::content::parts::{Attachment, Author};
use crate::content::statement::Form;
use crate::content::{Kind, Own, Petition};
use crate::relate::site::{Edition, Page, State, Taxonomy};

/// An item in its frame.
pub(super) fn view(context: &Context<'_>, page: &Page, edition: &Arc<Edition>, voice: &Voice) -> ItemView {
    let mut view = content(context, edition, voice);
    view.body = Text::here(context, edition, Part::Body);
    view.citation = citation::view(context, edition, voice);
    add_own(&mut view, context, page, edition, voice);
    let summary = parts::summary(context, edition);
    let head = Head {
        title: &view.title,
        description: &summary,
        no_excerpt: edition.is_warned(),
        dates: dates(&view),
        article: context.site.items[edition.item].kind != Kind::Page,
        // What readers are warned of does not go around in previews.
        image: context.preview(edition).filter(|_| !edition.is_warned()),
        poster: Some(poster::of_item(context, edition)),
        section: section(context, edition),
        notices: notices(context, edition, voice),
        quick_exit: quick_exit(context, edition),
        share: Some(share(context, edition, &view, voice)),
        collector: collector(context, edition, &view),
        name: "",
        drawings: Vec::new(),
        machine: match &*edition.own {
            Own::Practice(own) => practice::machine(own, edition, &view, context, voice),
            _ => frame::Machine::default(),
        },
    };
    let frame = frame::view(context, page, voice, head);
    ItemView { frame, ..view }
}

/// What its kind has of its own.
fn add_own(view: &mut ItemView, context: &Context<'_>, page: &Page, edition: &Arc<Edition>, voice: &Voice) {
    let date = parts::date(context, edition);
    match &*edition.own {
        Own::Statement(own) => statement::add(view, own, (edition, date), voice),
        Own::News(own) => news::add(view, own, (context, edition, date), voice),
        Own::Petition(own) => {
            let feed = feed(context, &page.url, voice);
            let updates = updates(context, own, edition, voice);
            let petition = petition::view(own, edition, context, voice, feed);
            view.petition = Some(PetitionView { updates, ..petition });
        }
        Own::Practice(own) => practice::add(view, own, edition, context, voice),
        Own::Publication(own) => publication::add(view, own, context, voice),
        Own::Page(_) => {}
    }
}

/// A petition's news, newest first; each keeps its anchor when others come.
fn updates(
    context: &Context<'_>,
    petition: &Petition,
    edition: &Arc<Edition>,
    voice: &Voice,
) -> Vec<UpdateView> {
    let ids = parts::update_ids(petition);
    let written = petition.updates.iter().flatten().zip(ids).enumerate();
    let mut updates: Vec<UpdateView> = written
        .filter_map(|(number, (update, id))| {
            let body = edition
                .document
                .updates
                .get(number)
                .map(|_| Text::here(context, edition, Part::Update(number)));
            Some(UpdateView {
                id,
                date: parts::date_view(voice, update.date?),
                title: update.title.clone().unwrap_or_default(),
                body: body.unwrap_or_default(),
            })
        })
        .collect();
    updates.sort_by(|one, other| other.date.iso.cmp(&one.date.iso));
    updates
}

/// When it was published and last changed, corrections included.
fn dates(view: &ItemView) -> (String, String) {
    let iso = |date: &DateView| date.iso.clone();
    let corrected = view.changes.iter().map(|change| iso(&change.date));
    let changed = view.updated.iter().map(iso).chain(corrected).max();
    (view.date.as_ref().map(iso).unwrap_or_default(), changed.unwrap_or_default())
}

/// The menu entry that an item lies under: its own, else its section's.
fn section(context: &Context<'_>, edition: &Edition) -> String {
    let item = &context.site.items[edition.item];
    let own = context.settings(&edition.lang).menu.iter().any(|entry| entry.key == item.path.as_str());
    if own { item.path.to_string() } else { item.section.clone() }
}

fn quick_exit(context: &Context<'_>, edition: &Edition) -> bool {
    let section = &context.site.items[edition.item].section;
    let usual = context.site.config.sections.get(section).is_some_and(|section| section.quick_exit);
    edition.meta.quick_exit.unwrap_or(usual)
}

/// What is shared of an item, and where to.
pub(super) fn share(context: &Context<'_>, edition: &Edition, view: &ItemView, voice: &Voice) -> ShareView {
    let url = context.absolute(&edition.url);
    let hashtags = view.hashtags.iter().map(|hashtag| hashtag.label.trim_start_matches('#')).collect();
    let own = match &*edition.own {
        Own::Petition(petition) => petition.share.as_ref(),
        _ => None,
    };
    let text = own.and_then(|share| share.text.as_ref()).map_or(&view.title, |text| &text.value);
    let networks = own.and_then(|share| share.networks.as_deref());
    let mastodon = matches!(*edition.own, Own::Petition(_))
        .then(|| context.href(&crate::relate::pages::mastodon_address(&edition.url)));
    let mastodon = mastodon.as_deref();
    share::view(&Shareable { text, title: &view.title, url: &url, hashtags, networks, mastodon }, voice)
}

fn collector(context: &Context<'_>, edition: &Edition, view: &ItemView) -> Option<String> {
    let Own::Petition(petition) = &*edition.own else { return None };
    let has_form = view.petition.as_ref().is_some_and(|petition| petition.form.is_some());
    security::origin(&security::collector(petition, context.site)?).filter(|_| has_form)
}

/// What search engines are told: nothing that the view does not say as well, so that its
/// fingerprint is enough.
pub(super) fn thing<'v>(context: &'v Context<'_>, edition: &'v Edition, view: &'v ItemView) -> Thing<'v> {
    let frame = &view.frame;
    let kind = context.site.items[edition.item].kind;
    let article = matches!(kind, Kind::Statement | Kind::News);
    let mut keywords: Vec<&str> = view.topics.iter().map(|topic| topic.label.as_str()).collect();
    keywords.extend(view.hashtags.iter().map(|hashtag| hashtag.label.as_str()));
    let thing = Thing {
        kind: schema(edition, kind),
        id: &frame.canonical,
        url: &frame.canonical,
        name: &view.title,
        headline: article.then_some(&view.title),
        description: &frame.description,
        in_language: edition.text_lang.as_str(),
        date_published: view.date.as_ref().map(|date| date.iso.as_str()),
        date_modified: view.updated.as_ref().map(|date| date.iso.as_str()),
        author: authors(view),
        publisher: None,
        image: &frame.og.image,
        keywords: keywords.join(", "),
        spatial_coverage: view.countries.iter().map(|country| named("Country", &country.label)).collect(),
        license: Cow::Borrowed(&context.settings(&edition.lang).license_url),
        potential_action: view
            .petition
            .as_ref()
            .filter(|petition| petition.form.is_some())
            .map(|_| Endorse { kind: "EndorseAction", target: &frame.canonical }),
        interaction_statistic: view.petition.as_ref().and_then(|petition| petition.progress.as_ref()).map(
            |progress| Counter {
                kind: "InteractionCounter",
                interaction_type: "https://schema.org/EndorseAction",
                user_interaction_count: progress.count,
            },
        ),
        about: event(edition).map(About::Event),
        ..Thing::default()
    };
    match &*edition.own {
        Own::Practice(own) => practice::thing(thing, own, edition, context),
        _ => thing,
    }
}

fn schema(edition: &Edition, kind: Kind) -> &'static str {
    match (&*edition.own, kind) {
        (Own::Statement(own), _) if own.form == Some(Form::PressRelease) => "NewsArticle",
        (_, Kind::Statement) => "Article",
        (_, Kind::News) => "NewsArticle",
        (_, Kind::Petition | Kind::Page) => "WebPage",
        (_, Kind::Practice) => "CreativeWork",
        (_, Kind::Publication) => "Report",
    }
}

fn named<'v>(kind: &'static str, name: &'v str) -> Named<'v> {
    Named { kind, name: Cow::Borrowed(name) }
}

/// Who wrote it; a statement is by those who sign it.
fn authors(view: &ItemView) -> Vec<Named<'_>> {
    let signed = view.statement.iter().flat_map(|statement| &statement.signatories);
    let signed = signed.map(|signatory| named("Organization", &signatory.name));
    view.authors.iter().map(|author| named("Person", &author.name)).chain(signed).collect()
}

fn event(edition: &Edition) -> Option<Event<'_>> {
    let Own::News(news) = &*edition.own else { return None };
    let event = news.event.as_ref()?;
    Some(Event {
        kind: "Event",
        name: event.name.as_deref().unwrap_or_default(),
        start_date: event.start.as_ref()?.value.to_string(),
        end_date: event.end.as_ref().map(|end| end.value.to_string()),
        location: event.place.as_deref().map(|place| named("Place", place)),
    })
}

/// What every kind shows of an edition: all but the frame, the text and the kind's own.
/// What all kinds show, without the frame and the text.
pub(super) fn content(context: &Context<'_>, edition: &Edition, voice: &Voice) -> ItemView {
    let (item, meta) = (&context.site.items[edition.item], &*edition.meta);
    let (lang, dir) = voice.foreign(&edition.text_lang);
    let text = context.voice(&edition.text_lang);
    let link = |place: &usize| context.item_link(*place, voice);
    ItemView {
        title: parts::title(edition).to_owned(),
        subtitle: meta.subtitle.clone().unwrap_or_default(),
        summary: meta.summary.as_ref().map_or_else(String::new, |summary| summary.value.clone()),
        intro: meta.intro.clone().unwrap_or_default(),
        kind_label: parts::kind_label(edition, item.kind, voice),
        lang: lang.to_owned(),
        dir: dir.to_owned(),
        date: parts::date(context, edition).map(|day| parts::date_view(voice, day)),
        updated: meta.updated.map(|day| parts::date_view(voice, day)),
        authors: meta.authors.iter().flatten().map(|one| author(one, voice)).collect(),
        translated_by: translated_by(edition, voice),
        countries: item
            .countries
            .iter()
            .map(|country| country_link(context, country.code(), voice))
            .collect(),
        regions: terms(context, Taxonomy::Regions, &item.regions, voice),
        topics: terms(context, Taxonomy::Topics, &item.topics, voice),
        hashtags: item.hashtags.iter().map(|hashtag| hashtag_view(context, hashtag, voice)).collect(),
        image: context.image(edition),
        warnings: parts::warnings(edition, voice),
        toc: toc(edition),
        attachments: meta
            .attachments
            .iter()
            .flatten()
            .filter_map(|file| attachment(context, edition, file, voice))
            .collect(),
        references: meta.references.iter().flatten().map(|work| parts::reference(work, text)).collect(),
        contacts: parts::contacts(context, edition, voice),
        changes: changes(edition, voice),
        follows: item.follows.as_ref().and_then(link),
        followed_by: item.followed_by.iter().filter_map(link).collect(),
        related: item.related.iter().filter_map(|place| context.item_card(*place, &voice.lang)).collect(),
        previous: edition.neighbours.0.as_ref().and_then(link),
        next: edition.neighbours.1.as_ref().and_then(link),
        extra: meta.extra.clone().unwrap_or_default(),
        ..ItemView::default()
    }
}

/// What readers must know before they read.
fn notices(context: &Context<'_>, edition: &Edition, voice: &Voice) -> Vec<NoticeView> {
    let mut notices = Vec::new();
    match edition.state {
        State::Draft => notices.push(notice("draft", voice.word("notice.draft").to_owned())),
        State::Embargoed => notices.push(notice("embargoed", embargo(context, edition, voice))),
        State::Published | State::Expired => {}
    }
    notices.extend(translation::notices(context, edition, voice));
    notices
}

fn embargo(context: &Context<'_>, edition: &Edition, voice: &Voice) -> String {
    let zone = &context.site.config.timezone;
    let day = edition.meta.publish.as_ref().map(|publish| publish.value.instant(zone).day(zone));
    let day = day.map(|day| voice.format.long_date(day)).unwrap_or_default();
    voice.say("notice.embargoed", &[("date", &day)])
}

fn author(author: &Author, voice: &Voice) -> AuthorView {
    AuthorView {
        name: author.name.clone().unwrap_or_default(),
        about: joined(voice, [author.role.as_deref(), author.org.as_deref()]),
        guest: author.guest == Some(true),
    }
}

fn translated_by(edition: &Edition, voice: &Voice) -> String {
    let translators = edition.meta.translators.as_deref().unwrap_or_default();
    if translators.is_empty() || edition.is_fallback() {
        return String::new();
    }
    let names = voice.format.list(translators.iter().map(String::as_str));
    voice.say("item.translated_by", &[("names", &names)])
}

fn terms(context: &Context<'_>, taxonomy: Taxonomy, keys: &[String], voice: &Voice) -> Vec<LinkView> {
    keys.iter().map(|key| context.term_link(taxonomy, key, voice)).collect()
}

fn country_link(context: &Context<'_>, code: &str, voice: &Voice) -> LinkView {
    context.term_link(Taxonomy::Countries, code, voice)
}

fn hashtag_view(context: &Context<'_>, key: &str, voice: &Voice) -> TermView {
    let link = context.term_link(Taxonomy::Hashtags, key, voice);
    let gloss = context.gloss(key, &voice.lang);
    TermView { label: link.label, url: link.url, count_text: String::new(), gloss }
}

fn toc(edition: &Edition) -> Vec<TocEntry> {
    if edition.meta.toc != Some(true) {
        return Vec::new();
    }
    let headings = edition.document.body.headings.iter().zip(&edition.headings);
    let wanted = headings.filter(|(heading, _)| matches!(heading.level, 2 | 3));
    let entry = |(heading, ids): (&crate::content::body::Heading, &crate::content::body::HeadingIds)| {
        TocEntry { id: ids.id.clone(), text: heading.text.clone(), level: heading.level }
    };
    wanted.map(entry).collect()
}

fn attachment(
    context: &Context<'_>,
    edition: &Edition,
    attachment: &Attachment,
    voice: &Voice,
) -> Option<AttachmentView> {
    let (url, ending) = match (&attachment.file, &attachment.url) {
        (Some(file), _) => {
            let (path, url) = edition.file(file)?;
            (context.href(url), path.extension())
        }
        (None, Some(url)) => (url.value.clone(), None),
        (None, None) => return None,
    };
    let lang = attachment.lang.as_deref().map(Lang::new).filter(|lang| *lang != voice.lang);
    let language = lang.as_ref().map(|lang| voice.format.language(lang));
    Some(AttachmentView {
        title: attachment.title.clone().unwrap_or_default(),
        url,
        about: joined(voice, [ending.map(|ending| ending.to_uppercase()).as_deref(), language.as_deref()]),
        lang: lang.map_or_else(String::new, |lang| lang.to_string()),
    })
}

fn changes(edition: &Edition, voice: &Voice) -> Vec<ChangeView> {
    let view = |change: &crate::content::parts::Change| {
        let date = parts::date_view(voice, change.date?);
        Some(ChangeView { date, note: change.note.clone().unwrap_or_default() })
    };
    edition.meta.changes.iter().flatten().filter_map(view).collect()
}
