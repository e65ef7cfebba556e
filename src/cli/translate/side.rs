//! `altavoz serve --translate`: pages beside their translations, and what is written there put into the
//! files of the site.
//!
//! Files are read anew for every request, so that nobody works on what was there a moment ago. One
//! request at a time: what two browsers save at once comes one after the other.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex};

use crate::base::url::decode_value;
use crate::base::{Failure, Lang, Source};
use crate::cli::surroundings::SiteAt;
use crate::render::desk::{Ask, Sent, Why, row_key};
use crate::translate::act::{self, Act};
use crate::translate::exchange::{decode, nth};
use crate::translate::ledger::Stored;
use crate::translate::take::{Refusal, Taken, settle, take};
use crate::translate::{
    Glossary, Page, Returned, Row, Shelves, overlay, pages, placeholders, po, start, text, units,
};

use super::Site;

/// What is kept from request to request.
pub(in crate::cli) struct Side {
    at: SiteAt,
    lang: Lang,
    by: Option<String>,
    /// What our own forms say; another page cannot read it.
    token: String,
    kept: Mutex<Shelves>,
}

/// The site's files as they are now.
#[derive(Default)]
pub(in crate::cli) struct Look {
    pub(in crate::cli) pages: Vec<Page>,
    /// The PO file that builds read, and how many of its translations nobody has imported yet.
    pub(in crate::cli) waiting: Option<(String, usize)>,
    pub(in crate::cli) glossary: Arc<Glossary>,
}

/// What became of a form.
pub(in crate::cli) enum Became {
    /// It is in the files; this address shows what is next.
    Saved(String),
    /// It is not, and nothing was changed.
    Not(Sent),
    /// It was none of ours.
    Foreign,
}

/// What a form says.
#[derive(Default)]
struct Form {
    page: String,
    key: String,
    row: String,
    source: String,
    base: String,
    text: String,
    act: String,
    lang: String,
}

impl std::fmt::Debug for Side {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Side").field("lang", &self.lang).finish_non_exhaustive()
    }
}

impl Side {
    /// For a language of the site; `by` is who translates, if they want to be named.
    pub(in crate::cli) fn of(at: &SiteAt, lang: &str, by: Option<&str>) -> Result<Side, Failure> {
        let lang = Site::read(at)?.lang(lang)?;
        let by = by.map(ToOwned::to_owned);
        Ok(Side { at: at.clone(), lang, by, token: token(), kept: Mutex::default() })
    }

    /// The language that is translated into.
    pub(in crate::cli) fn lang(&self) -> &Lang {
        &self.lang
    }

    /// What our own forms say.
    pub(in crate::cli) fn token(&self) -> &str {
        &self.token
    }

    /// Reads what there is to translate.
    pub(in crate::cli) fn look(&self) -> Result<Look, Failure> {
        let mut kept = self.kept.lock().expect("no thread panics while it holds this");
        let at = self.at_now();
        let site = read(&at, &mut kept)?;
        let pages = self.pages(&site, &kept);
        let waiting = self.waiting(&site, &pages);
        Ok(Look { pages, waiting, glossary: site.material.glossary.clone() })
    }

    /// What an import would take; readers see it, and the pages here do not.
    fn waiting(&self, site: &Site<'_>, pages: &[Page]) -> Option<(String, usize)> {
        let path = overlay::path(&self.lang);
        let text = decode(&site.sources.get(&path[..])?.bytes).ok()?;
        let mut reading = po::import(text);
        placeholders::restore(&mut reading, units::texts(pages));
        let langs = (&site.config().default_language, &self.lang);
        let mut returned = reading.returned;
        returned.retain(|returned| !returned.is_draft);
        let taken = take(pages, returned, site.glossary(), langs, &self.act(Stored::Translated, site));
        let count = taken.news.values().map(Vec::len).sum();
        (count > 0).then_some((path, count))
    }

    /// Puts what a form says into the files of the site.
    pub(in crate::cli) fn save(&self, form: &str) -> Became {
        let mut values: BTreeMap<&str, String> = BTreeMap::new();
        for (name, value) in form.split('&').filter_map(|pair| pair.split_once('=')) {
            // Browsers send every line's end as CR LF (HTML, 4.10.21.7).
            values.insert(name, decode_value(value).replace("\r\n", "\n"));
        }
        let mut take = |name: &str| values.remove(name).unwrap_or_default();
        if take("token") != self.token {
            return Became::Foreign;
        }
        let form = Form {
            page: take("page"),
            key: take("key"),
            row: take("row"),
            source: take("source"),
            base: take("base"),
            text: take("text").trim().to_owned(),
            act: take("act"),
            lang: take("lang"),
        };
        match self.written(&form) {
            Ok((saved, next)) => Became::Saved(Ask::after(&form.lang, &form.page, saved, &next)),
            Err(why) => Became::Not(Sent {
                page: form.page,
                key: form.key,
                row: form.row,
                lang: form.lang,
                text: form.text,
                why,
            }),
        }
    }

    fn written(&self, form: &Form) -> Result<(&'static str, String), Why> {
        let mut kept = self.kept.lock().expect("no thread panics while it holds this");
        let at = self.at_now();
        let mut site = read(&at, &mut kept)?;
        let mut page = self.page(&site, &kept, &form.page)?;
        if page.target.is_none() && page.source.document.is_some() {
            let mut begun = site.sources.clone();
            begun.put(Source::new(page.place.clone(), start::start(&page).into_bytes()));
            site = site.with(begun);
            page = self.page(&site, &kept, &form.page)?;
        }
        // What a damaged ledger remembers is not written over, so nothing else is written either.
        Site::sound_ledger(&page)?;
        let saved = match &form.act[..] {
            "waive" => self.waive(form, &site, &page)?,
            act => self.take(form, act == "draft", &site, page.clone())?,
        };
        Ok((saved, next(&page, form)))
    }

    fn waive(&self, form: &Form, site: &Site<'_>, page: &Page) -> Result<&'static str, Why> {
        let row =
            row(page, form).filter(|row| row.state.change().is_some()).ok_or_else(|| gone(page, form))?;
        let target = row.target.and_then(|target| page.target.as_ref()?.segments.get(target));
        if target.is_none_or(|target| text::exact(&target.text) != text::exact(&form.text)) {
            return Err(Why::Changed);
        }
        let ledger = act::waive(page, &|number| row.source == Some(number), &self.act(Stored::Waived, site));
        site.write_ledger(page, &ledger)?;
        Ok("waived")
    }

    fn take(&self, form: &Form, is_draft: bool, site: &Site<'_>, page: Page) -> Result<&'static str, Why> {
        if form.text.is_empty() {
            return Err(Why::Empty);
        }
        let is_current = row(&page, form).is_some();
        let returned = Returned {
            page: form.page.clone(),
            nth: nth(&form.key).unwrap_or_default(),
            source: form.source.clone(),
            target: form.text.clone(),
            is_draft,
            is_reviewed: false,
            base: (!form.base.is_empty()).then(|| form.base.clone()),
            line: 0,
        };
        let pages = [page];
        let langs = (&site.config().default_language, &self.lang);
        let act = self.act(Stored::Translated, site);
        let Taken { mut news, refused, .. } = take(&pages, vec![returned], site.glossary(), langs, &act);
        if let Some(refused) = refused.into_iter().next() {
            return Err(match refused.why {
                Refusal::NoPage | Refusal::NoText => gone(&pages[0], form),
                Refusal::Conflict(here) => Why::Conflict(here),
                Refusal::Broken(found) => Why::Broken(found),
            });
        }
        if let Some(news) = news.remove(&0) {
            put(site, &pages[0], news)?;
        }
        Ok(match (is_draft, is_current) {
            (true, _) => "draft",
            (false, true) => "confirmed",
            // The source is another one by now, so nobody has confirmed this translation of it.
            (false, false) => "late",
        })
    }

    fn act(&self, stored: Stored, site: &Site<'_>) -> Act {
        Act { stored, by: self.by.clone(), at: Some(site.today()) }
    }

    fn at_now(&self) -> SiteAt {
        SiteAt { now: self.at.now(), ..self.at.clone() }
    }

    fn page(&self, site: &Site<'_>, kept: &Shelves, name: &str) -> Result<Page, Why> {
        self.pages(site, kept).into_iter().find(|page| page.name == name).ok_or(Why::Gone)
    }

    fn pages(&self, site: &Site<'_>, kept: &Shelves) -> Vec<Page> {
        // What is wrong with ledgers stands on the desk already.
        pages(&site.material, &site.sources, &self.lang, kept).0.pages
    }
}

fn read<'a>(at: &'a SiteAt, kept: &mut Shelves) -> Result<Site<'a>, Failure> {
    kept.turn();
    Site::read(at)
}

fn put(site: &Site<'_>, page: &Page, news: Vec<act::New>) -> Result<(), Why> {
    let (text, ledger, left) = settle(page, news);
    if let Some(new) = left.first() {
        let row = page.alignment.rows.iter().find(|row| row.source == Some(new.source));
        let has_place = row.is_some_and(|row| row.target.is_some());
        return Err(if has_place { Why::Shape } else { Why::NoPlace });
    }
    // The text first: killed in between, the ledger says less than there is, never more.
    site.write(page.place.as_str(), &text)?;
    site.write_ledger(page, &ledger)?;
    Ok(())
}

/// The row of a form's text, as long as its source says what the form says.
fn row<'a>(page: &'a Page, form: &Form) -> Option<&'a Row> {
    let is_it = |row: &&Row| {
        row.source.is_some_and(|source| page.source.segments[source].identity.to_string() == form.key)
    };
    page.alignment.rows.iter().find(is_it)
}

/// Why there is no such text: its source changed, or is gone.
fn gone(page: &Page, form: &Form) -> Why {
    let is_row = |row: &Row| row.source.is_some() && row_key(page, row) == form.row;
    if page.alignment.rows.iter().any(is_row) { Why::Late } else { Why::Gone }
}

/// The mark of the text that is to do after this one, else before it; nothing if all is done.
fn next(page: &Page, form: &Form) -> String {
    let rows = &page.alignment.rows;
    let own = row(page, form).and_then(|row| rows.iter().position(|other| other == row));
    let (before, behind) = rows.split_at(own.map_or(0, |own| own + 1));
    let before = &before[..before.len() - usize::from(own.is_some())];
    let next = behind.iter().chain(before).find(|row| row.state.needs_work());
    let source = next.and_then(|row| page.source.segments.get(row.source?));
    source.map_or_else(|| "said".to_owned(), |source| source.identity.mark())
}

// Every one of these hashes is keyed by the system's random numbers.
fn token() -> String {
    let random = || RandomState::new().hash_one(0_u8);
    format!("{:016x}{:016x}", random(), random())
}
