//! Opinions about a finished site: is it kind to the people it is about, safe for them, and can it
//! be read by everybody?
//!
//! One file a rule, named for its code: `dignity/term` is `dignity_term.rs`, explained in
//! `docs/checks/dignity-term.md`; the files without an underscore are what rules share. Rules of
//! one file's text run once per text and are remembered ([`Shelves`]); rules of the site as a
//! whole are cheap. Knows neither Markdown nor how pages are made.

mod phrases;
mod reading;
mod text;
mod web;

mod budget_page;
mod claim_two_figures;
mod contact_expired;
mod dignity_child_name;
mod dignity_term;
mod heading_order;
mod kit_too_long;
mod link_text;
mod page_orphan;
mod practice_form_of_detention;
mod privacy_embargo_leak;
mod privacy_phone_in_body;
mod privacy_third_party;
mod text_shares_sum;
mod warning_missing;

use std::sync::Arc;

use rayon::prelude::*;

use crate::base::memo::Shelf;
use crate::base::output::File;
use crate::base::{Diagnostic, Fingerprint, Output, Report, Span, Url, fingerprint};
use crate::relate::Site;
use crate::relate::site::{self, Shows};

use phrases::Phrases;
use reading::{Lens, Lenses, Reading};
use text::Text;
pub use web::{Form, Page};

/// How many texts or pages are remembered together, about.
const HEAP: usize = 16;

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub enum Looks {
    /// One file, in the words of its language. Depends on nothing else: what it says is remembered.
    AtText(fn(&Reading<'_>, &Lens, &mut Report)),
    /// All files together.
    AtSite(fn(&Site, &mut Report)),
    /// What is to be published.
    AtOutput(fn(&Published<'_>, &mut Report)),
}

/// Every rule: its code and what it looks at.
pub const RULES: [(&str, Looks); 15] = [
    ("budget/page", Looks::AtOutput(budget_page::check)),
    ("claim/two-figures", Looks::AtSite(claim_two_figures::check)),
    ("contact/expired", Looks::AtSite(contact_expired::check)),
    ("dignity/child-name", Looks::AtText(dignity_child_name::check)),
    ("dignity/term", Looks::AtText(dignity_term::check)),
    ("heading/order", Looks::AtText(heading_order::check)),
    ("kit/too-long", Looks::AtSite(kit_too_long::check)),
    ("link/text", Looks::AtText(link_text::check)),
    ("page/orphan", Looks::AtOutput(page_orphan::check)),
    ("practice/form-of-detention", Looks::AtText(practice_form_of_detention::check)),
    ("privacy/embargo-leak", Looks::AtOutput(privacy_embargo_leak::check)),
    ("privacy/phone-in-body", Looks::AtText(privacy_phone_in_body::check)),
    ("privacy/third-party", Looks::AtOutput(privacy_third_party::check)),
    ("text/shares-sum", Looks::AtText(text_shares_sum::check)),
    ("warning/missing", Looks::AtText(warning_missing::check)),
];

/// What earlier checks said of the same texts and found on the same pages.
#[derive(Debug, Default)]
pub struct Shelves {
    texts: Shelf<Arc<[Diagnostic]>>,
    lenses: Shelf<Arc<Lenses>>,
    pages: Shelf<Arc<[Arc<Page>]>>,
    sizes: Shelf<usize>,
    leaks: Shelf<Arc<[usize]>>,
}

impl Shelves {
    /// Begins a build.
    pub fn turn(&mut self) {
        self.texts.turn();
        self.lenses.turn();
        self.pages.turn();
        self.sizes.turn();
        self.leaks.turn();
    }
}

/// What is to be published, and what it was made from.
#[derive(Debug)]
pub struct Published<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its files.
    pub output: &'a Output,
    /// Its pages and style sheets, and what is in them.
    pub pages: Vec<(&'a Url, &'a File, Arc<Page>)>,
    /// What is known of files already.
    pub shelves: &'a Shelves,
}

/// What the rules say of all texts, and of the site as a whole.
pub fn site(site: &Site, shelves: &Shelves) -> Vec<Diagnostic> {
    let langs = || site.config.langs();
    let words = Fingerprint::of(&(site.words.fingerprint, langs().collect::<Vec<_>>()));
    let (lenses, _) = shelves.lenses.get_or(words, || Arc::new(Lenses::of(&site.words, langs())));
    let buckets = buckets(&site.texts, |text| text.document.source.id.0);
    let of_bucket = |texts: &Vec<&site::Text>| {
        let key: Vec<_> = texts.iter().map(|text| key(text)).collect();
        shelves.texts.get_or(Fingerprint::of(&(key, words)), || of_texts(texts, &lenses)).0
    };
    let said: Vec<_> = buckets.par_iter().map(of_bucket).collect();
    let mut report = Report::default();
    report.diagnostics.extend(said.iter().flat_map(|said| said.iter().cloned()));
    for (_, looks) in RULES {
        if let Looks::AtSite(check) = looks {
            check(site, &mut report);
        }
    }
    report.diagnostics
}

/// Things in small heaps, each always in the same one: what is remembered is remembered of a heap,
/// since ten thousand single memories take longer to look up than a few texts to read.
fn buckets<T>(things: &[T], number: impl Fn(&T) -> u64) -> Vec<Vec<&T>> {
    let count = (things.len() / HEAP).next_power_of_two();
    let mut buckets = vec![Vec::new(); count];
    for thing in things {
        let bucket = usize::try_from(number(thing) % count as u64).unwrap_or_default();
        buckets[bucket].push(thing);
    }
    buckets
}

/// All that rules of one text depend on, but for the words.
fn key(text: &site::Text) -> impl std::hash::Hash {
    let inherited = (text.meta.warnings.clone(), practice_form_of_detention::is_one(&text.own));
    (text.document.fingerprint, inherited)
}

fn of_texts(texts: &[&site::Text], lenses: &Lenses) -> Arc<[Diagnostic]> {
    let mut report = Report::default();
    for text in texts {
        let (reading, lens) = (Reading::of(text), lenses.get(&text.document.lang));
        for (_, looks) in RULES {
            if let Looks::AtText(check) = looks {
                check(&reading, lens, &mut report);
            }
        }
    }
    report.diagnostics.into()
}

/// What the rules say of the files that are to be published.
pub fn output(site: &Site, output: &Output, shelves: &Shelves) -> Vec<Diagnostic> {
    let mut report = Report::default();
    let published = Published { site, output, pages: pages(output, shelves), shelves };
    for (_, looks) in RULES {
        if let Looks::AtOutput(check) = looks {
            check(&published, &mut report);
        }
    }
    report.diagnostics
}

/// Whether a single page has none of the errors that finished pages show.
pub fn is_fine((url, file): (&Url, &File), site: &Site, shelves: &Shelves) -> bool {
    let mut output = Output::default();
    output.files.insert(url.clone(), file.clone());
    let published = Published { site, output: &output, pages: pages(&output, shelves), shelves };
    let mut report = Report::default();
    privacy_embargo_leak::check(&published, &mut report);
    privacy_third_party::check(&published, &mut report);
    report.diagnostics.is_empty()
}

fn pages<'a>(output: &'a Output, shelves: &Shelves) -> Vec<(&'a Url, &'a File, Arc<Page>)> {
    let files = output.files.iter().filter_map(|(url, file)| Some((url, file, Form::of(url)?)));
    let files: Vec<(&Url, &File, Form)> = files.collect();
    let of_bucket = |files: &Vec<&(&'a Url, &'a File, Form)>| -> Vec<(&'a Url, &'a File, Arc<Page>)> {
        let key: Vec<_> = files.iter().map(|(_, file, form)| (file.fingerprint, form)).collect();
        let read =
            || files.iter().map(|(_, file, form)| Arc::new(Page::of(*form, &file.bytes.read()))).collect();
        let (pages, _) = shelves.pages.get_or(Fingerprint::of(&key), read);
        files.iter().zip(&*pages).map(|((url, file, _), page)| (*url, *file, page.clone())).collect()
    };
    let buckets = buckets(&files, |(url, ..)| fingerprint::short(url));
    buckets.par_iter().flat_map_iter(of_bucket).collect()
}

impl Published<'_> {
    /// Where a problem of a published file is shown: in the file that it was made from.
    fn place(&self, url: &Url) -> Span {
        let pages = &self.site.pages;
        let page = pages.binary_search_by(|page| page.url.cmp(url)).ok().map(|found| &pages[found]);
        let document = page.and_then(|page| match &page.shows {
            Shows::Item(edition)
            | Shows::Embed(edition)
            | Shows::Mastodon(edition)
            | Shows::Expired(edition) => Some(&edition.document),
            Shows::Home(home) => home.index.as_ref().map(|index| &index.document),
            Shows::Section(folder, _) => {
                let section = self.site.sections.get(&page.lang)?.get(folder)?;
                section.index.as_ref().map(|index| &index.document)
            }
            _ => None,
        });
        document.map_or(self.site.config.span, |document| document.front)
    }
}
