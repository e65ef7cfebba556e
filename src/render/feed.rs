//! Feeds: the same entries as Atom (RFC 4287) and as JSON Feed 1.1.
//!
//! Times are those of the items, never a clock's; ids are addresses, which do not change.

use std::sync::Arc;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde::Serialize;

use super::body::{Part, Text};
use super::context::Context;
use super::parts::escaped;
use super::view::Html;
use super::voice::Voice;
use super::{dashboard, parts};
use crate::base::date::{Day, Instant};
use crate::base::{Fingerprint, Report};
use crate::content::Own;
use crate::content::parts::Change;
use crate::relate::site::{Edition, FEED_LENGTH, Feed, FeedOf, Taxonomy, Work};

/// A feed before it has a format.
#[derive(Debug, Hash)]
pub(super) struct Channel {
    title: String,
    lang: String,
    page: String,
    author: String,
    entries: Vec<Item>,
}

/// An entry of a feed.
#[derive(Debug, Hash)]
struct Item {
    id: String,
    url: String,
    title: String,
    lang: String,
    published: Instant,
    updated: Instant,
    summary: String,
    authors: Vec<String>,
    tags: Vec<String>,
    content: Option<Html>,
    /// The correction log, newest first.
    changes: Vec<Note>,
    changes_title: String,
}

/// A line of the correction log.
#[derive(Debug, Hash)]
struct Note {
    day: Day,
    date: String,
    text: String,
}

/// Gathers what a feed says.
pub(super) fn channel(context: &Context<'_>, feed: &Feed, voice: &Voice) -> Channel {
    let editions = feed.entries.iter().map(|entry| &entry.edition);
    let entries = match feed.of {
        FeedOf::Updates => editions.flat_map(|edition| updates(context, edition)).collect(),
        FeedOf::Work => work(context, voice),
        _ => editions.filter_map(|edition| item(context, edition, voice)).collect(),
    };
    Channel {
        title: context.feed_title(feed, voice),
        lang: voice.lang.to_string(),
        page: context.absolute(&feed.page),
        author: voice.title.clone(),
        entries,
    }
}

fn item(context: &Context<'_>, edition: &Arc<Edition>, voice: &Voice) -> Option<Item> {
    let meta = &edition.meta;
    let published = begins(context, parts::date(context, edition)?);
    let mut changes: Vec<Note> =
        meta.changes.iter().flatten().filter_map(|change| note(change, context, edition)).collect();
    changes.sort_by_key(|note| std::cmp::Reverse(note.day));
    let changed = changes.iter().map(|note| note.day).chain(meta.updated).max();
    let updated = changed.map_or(published, |day| begins(context, day).max(published));
    let url = context.absolute(&edition.url);
    let item = &context.site.items[edition.item];
    let topics = item.topics.iter().map(|topic| context.site.topic_label(topic, &voice.lang));
    let hashtags = item.hashtags.iter().map(|key| context.term_name(Taxonomy::Hashtags, key, voice));
    Some(Item {
        id: url.clone(),
        url,
        title: parts::title(edition).to_owned(),
        lang: edition.text_lang.to_string(),
        published,
        updated,
        summary: parts::summary(context, edition),
        authors: meta.authors.iter().flatten().filter_map(|author| author.name.clone()).collect(),
        tags: topics.chain(hashtags).collect(),
        // What readers are warned of is not put before them unasked.
        content: (!edition.is_warned()).then(|| Text::away(context, edition, Part::Body)),
        changes,
        changes_title: context.voice(&edition.text_lang).word("feeds.corrected").to_owned(),
    })
}

fn note(change: &Change, context: &Context<'_>, edition: &Edition) -> Option<Note> {
    let day = change.date?;
    let date = context.voice(&edition.text_lang).format.long_date(day);
    Some(Note { day, date, text: change.note.clone().unwrap_or_default() })
}

/// A petition's news as entries, newest first.
fn updates(context: &Context<'_>, edition: &Arc<Edition>) -> Vec<Item> {
    let Own::Petition(petition) = &*edition.own else { return Vec::new() };
    let page = context.absolute(&edition.url);
    let written = petition.updates.iter().flatten().zip(parts::update_ids(petition)).enumerate();
    let mut items: Vec<Item> = written
        .filter_map(|(number, (update, id))| {
            let time = begins(context, update.date?);
            let url = format!("{page}#{id}");
            let body = edition.document.updates.get(number).filter(|_| !edition.is_warned());
            Some(Item {
                id: url.clone(),
                url,
                title: update.title.clone().unwrap_or_default(),
                lang: edition.text_lang.to_string(),
                published: time,
                updated: time,
                summary: body.map_or_else(String::new, |body| body.excerpt.clone()),
                authors: Vec::new(),
                tags: Vec::new(),
                content: body.map(|_| Text::away(context, edition, Part::Update(number))),
                changes: Vec::new(),
                changes_title: String::new(),
            })
        })
        .collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.published));
    items
}

/// New work for translators, newest first: when a source appeared or changed.
fn work(context: &Context<'_>, voice: &Voice) -> Vec<Item> {
    let Some(dashboard) = context.site.dashboards.get(&voice.lang) else { return Vec::new() };
    let open = dashboard.work.iter().filter(|work| work.state.needs_work());
    let item = |work: &Work| {
        let day = work.day?;
        let url = context.absolute(&work.page.as_ref().unwrap_or(&work.source).url);
        let title = parts::title(&work.source);
        let state = dashboard::state_label(work.state, voice);
        let source = context.absolute(&work.source.url);
        Some(Item {
            id: format!("{source}#translate-{}-{day}-{}", voice.lang, work.state),
            url,
            title: voice.say("translate.entry", &[("title", title), ("state", &state)]),
            lang: voice.lang.to_string(),
            published: begins(context, day),
            updated: begins(context, day),
            summary: voice.count("translate.words", work.words),
            authors: Vec::new(),
            tags: Vec::new(),
            content: None,
            changes: Vec::new(),
            changes_title: String::new(),
        })
    };
    let mut items: Vec<Item> = open.filter_map(item).collect();
    items.sort_by(|one, other| other.published.cmp(&one.published).then_with(|| one.id.cmp(&other.id)));
    items.truncate(FEED_LENGTH);
    items
}

fn begins(context: &Context<'_>, day: Day) -> Instant {
    day.begins(&context.site.config.timezone)
}

impl Channel {
    /// Of everything that it says.
    pub(super) fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self)
    }

    /// Writes the entries' texts.
    pub(super) fn finish(&mut self, report: &mut Report) {
        for entry in &mut self.entries {
            entry.finish(report);
        }
    }

    /// When anything in it last changed; a feed without entries has never changed.
    fn updated(&self) -> Instant {
        let never = Instant(jiff::Timestamp::UNIX_EPOCH);
        self.entries.iter().map(|entry| entry.updated).max().unwrap_or(never)
    }

    /// The feed as Atom.
    pub(super) fn atom(&self) -> String {
        let mut writer = Writer::new(Vec::new());
        self.write_atom(&mut writer).expect("a vector takes everything");
        String::from_utf8(writer.into_inner()).expect("what was written is UTF-8")
    }

    fn write_atom(&self, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let feed = writer.create_element("feed");
        let feed = feed.with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
        feed.with_attribute(("xml:lang", &*self.lang)).write_inner_content(|writer| {
            text(writer, "id", &self.page)?;
            text(writer, "title", &self.title)?;
            text(writer, "updated", &self.updated().to_string())?;
            author(writer, &self.author)?;
            link(writer, "alternate", "text/html", &self.page)?;
            link(writer, "self", "application/atom+xml", &format!("{}feed.xml", self.page))?;
            for entry in &self.entries {
                entry.write_atom(&self.lang, writer)?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// The feed as JSON.
    pub(super) fn json(&self) -> String {
        let feed = JsonFeed {
            version: "https://jsonfeed.org/version/1.1",
            title: &self.title,
            home_page_url: &self.page,
            feed_url: format!("{}feed.json", self.page),
            language: &self.lang,
            authors: vec![JsonAuthor { name: &self.author }],
            items: self.entries.iter().map(JsonItem::of).collect(),
        };
        serde_json::to_string(&feed).expect("texts and times are JSON")
    }
}

impl Item {
    /// Writes the text and, behind it, what was corrected: people who read it before look for that.
    fn finish(&mut self, report: &mut Report) {
        if let Some(content) = self.content.as_mut() {
            content.finish(report);
        }
        if self.changes.is_empty() {
            return;
        }
        match &self.content {
            Some(Html::Finished(content)) => {
                self.content = Some(Html::new(format!("{content}{}", self.log())));
            }
            _ => {
                let notes = self.changes.iter().map(|note| format!("{}: {}", note.date, note.text));
                let notes: Vec<String> = notes.collect();
                self.summary = format!("{} {}: {}", self.summary, self.changes_title, notes.join(" · "));
                self.summary = self.summary.trim_start().to_owned();
            }
        }
    }

    fn log(&self) -> String {
        let mut log = format!("<h2>{}</h2>\n<ul>\n", escaped(&self.changes_title));
        for Note { day, date, text } in &self.changes {
            let line =
                format!("<li><time datetime=\"{day}\">{}</time>: {}</li>\n", escaped(date), escaped(text));
            log.push_str(&line);
        }
        log + "</ul>\n"
    }

    fn write_atom(&self, lang: &str, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        let mut entry = writer.create_element("entry");
        if self.lang != lang {
            entry = entry.with_attribute(("xml:lang", &*self.lang));
        }
        entry.write_inner_content(|writer| {
            text(writer, "id", &self.id)?;
            text(writer, "title", &self.title)?;
            text(writer, "published", &self.published.to_string())?;
            text(writer, "updated", &self.updated.to_string())?;
            link(writer, "alternate", "text/html", &self.url)?;
            for name in &self.authors {
                author(writer, name)?;
            }
            for tag in &self.tags {
                writer.create_element("category").with_attribute(("term", &*printable(tag))).write_empty()?;
            }
            if !self.summary.is_empty() {
                text(writer, "summary", &self.summary)?;
            }
            if let Some(Html::Finished(content)) = &self.content {
                let element = writer.create_element("content").with_attribute(("type", "html"));
                element.write_text_content(BytesText::new(&printable(content)))?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(&printable(text)))?;
    Ok(())
}

fn author(writer: &mut Writer<Vec<u8>>, name: &str) -> std::io::Result<()> {
    writer.create_element("author").write_inner_content(|writer| text(writer, "name", name))?;
    Ok(())
}

fn link(writer: &mut Writer<Vec<u8>>, rel: &str, media_type: &str, href: &str) -> std::io::Result<()> {
    let link = writer.create_element("link").with_attribute(("rel", rel));
    link.with_attribute(("type", media_type)).with_attribute(("href", href)).write_empty()?;
    Ok(())
}

/// The text without what XML 1.0 cannot hold, escaped or not (section 2.2).
fn printable(text: &str) -> std::borrow::Cow<'_, str> {
    let refused = |letter: char| {
        (letter < ' ' && !matches!(letter, '\t' | '\n' | '\r')) || matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    if text.contains(refused) { text.replace(refused, "").into() } else { text.into() }
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: String,
    language: &'a str,
    authors: Vec<JsonAuthor<'a>>,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonAuthor<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    /// Either this or `content_text` must be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<JsonAuthor<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    language: &'a str,
}

impl<'a> JsonItem<'a> {
    fn of(item: &'a Item) -> JsonItem<'a> {
        let content_html = match &item.content {
            Some(Html::Finished(content)) => Some(&**content),
            _ => None,
        };
        JsonItem {
            id: &item.id,
            url: &item.url,
            title: &item.title,
            content_text: content_html.is_none().then_some(&*item.summary),
            content_html,
            summary: &item.summary,
            date_published: item.published.to_string(),
            date_modified: item.updated.to_string(),
            authors: item.authors.iter().map(|name| JsonAuthor { name }).collect(),
            tags: item.tags.iter().map(String::as_str).collect(),
            language: &item.lang,
        }
    }
}
