//! What readers see beyond articles: the theme's strings, vocabularies, terms, words of the configuration.
//!
//! Strings lie in a file per language. Labels lie side by side in one file, as
//! `label = { en = "Lead", es = "Coordinación" }`: there source and translation are the same file.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::node::{Node, Table, Value};
use crate::base::plural::{self, CATEGORIES};
use crate::base::{Lang, Report, Source, SourcePath, Sources, toml};
use crate::config::Config;

use super::act::New;
use super::pages::Page;
use super::segment::{Identity, Kind, Segment};
use super::text;

/// What names the theme's words.
pub(super) const STRINGS: &str = "strings";

/// Where vocabularies lie: the program's and the site's.
const OURS: &str = "vocabularies/";
const SITES: &str = "content/practices/_vocabularies/";

/// A file and its translation, as far as there is one.
#[derive(Debug)]
pub(super) struct Pair {
    /// What names it: `strings`, `vocabularies/actor-kind`, `terms`, `config`.
    pub(super) name: String,
    /// The file with the source's texts.
    pub(super) source: Arc<Source>,
    /// Them.
    pub(super) segments: Vec<Segment>,
    /// The file with the translation's, and these.
    pub(super) target: Option<(Arc<Source>, Vec<Segment>)>,
    /// Where the translation lies or would lie.
    pub(super) place: SourcePath,
    /// 1 (first) to 5.
    pub(super) priority: u8,
}

/// All of a site's; what is wrong with the files is parse's to say.
pub(super) fn of_site(sources: &Sources, config: &Config, lang: &Lang) -> Vec<Pair> {
    let from = &config.default_language;
    if lang == from {
        return Vec::new();
    }
    let mut pairs = Vec::new();
    pairs.extend(strings(sources, &config.theme, from, lang));
    pairs.extend(sources.under(OURS).filter_map(|source| vocabulary(source, sources, from, lang)));
    for (name, path) in [("terms", "i18n/terms.toml"), ("config", "config.toml")] {
        let Some(source) = sources.get(path) else { continue };
        let (segments, target) = (labels(source, from), labels(source, lang));
        if !segments.is_empty() {
            pairs.push(Pair {
                name: name.to_owned(),
                source: source.clone(),
                segments,
                target: Some((source.clone(), target)),
                place: source.path.clone(),
                priority: 3,
            });
        }
    }
    pairs
}

/// The labels of a vocabulary: the program's, with the site's own in their place or behind them. The program's
/// cannot be written to, so a translation comes into the site's file.
fn vocabulary(source: &Arc<Source>, sources: &Sources, from: &Lang, lang: &Lang) -> Option<Pair> {
    let file = source.path.as_str().strip_prefix(OURS)?;
    let name = source.path.as_str().strip_suffix(".toml")?.to_owned();
    let place = SourcePath::new(format!("{SITES}{file}"));
    let own = sources.get(place.as_str()).cloned();
    let own = own.unwrap_or_else(|| Arc::new(Source::new(place.clone(), Vec::new())));
    let segments = over(labels(source, from), labels(&own, from));
    let target = over(labels(source, lang), labels(&own, lang));
    let target = Some((own, target));
    (!segments.is_empty()).then(|| Pair {
        name,
        source: source.clone(),
        segments,
        target,
        place,
        priority: 3,
    })
}

/// The program's labels, which have no place in the site's file, and the site's over them.
fn over(builtin: Vec<Segment>, mut own: Vec<Segment>) -> Vec<Segment> {
    let mut all = Vec::with_capacity(builtin.len());
    for segment in builtin {
        let place = own.iter().position(|other| other.name == segment.name);
        all.push(place.map_or_else(|| Segment { pieces: Vec::new(), ..segment }, |place| own.remove(place)));
    }
    all.extend(own);
    finished(all)
}

/// Whether the file of a table says what was put into it, and can be read.
pub(super) fn says(page: &Page, file: &str, news: &[New]) -> bool {
    let source = Source::new(page.place.clone(), file.as_bytes().to_vec());
    let mut report = Report::default();
    toml::file(&source, &mut report);
    let found = if page.name == STRINGS { phrases(&source) } else { labels(&source, &page.lang) };
    let is_there = |new: &New| {
        let name = &page.source.segments[new.source].name;
        found.iter().any(|segment| segment.name == *name && segment.text == new.text)
    };
    // What has no place is told elsewhere.
    let missing = news.iter().filter(|new| !is_there(new)).count();
    report.diagnostics.is_empty() && missing == 0
}

fn strings(sources: &Sources, theme: &str, from: &Lang, lang: &Lang) -> Option<Pair> {
    let place = |lang: &Lang| SourcePath::new(format!("themes/{theme}/strings/{lang}.toml"));
    let source = sources.get(place(from).as_str())?.clone();
    let segments = with_forms(phrases(&source), lang);
    let target = sources.get(place(lang).as_str()).map(|file| (file.clone(), phrases(file)));
    Some(Pair { name: STRINGS.to_owned(), source, segments, target, place: place(lang), priority: 1 })
}

/// The texts with a number get the forms that the language has and the source lacks: each stands behind its kin
/// and says what `other` says. What has a name from the source keeps it.
fn with_forms(segments: Vec<Segment>, lang: &Lang) -> Vec<Segment> {
    let wanted: Vec<&str> = plural::of(lang).collect();
    let mut nths = BTreeMap::<u64, u32>::new();
    for segment in &segments {
        *nths.entry(segment.identity.hash).or_default() += 1;
    }
    let mut all = Vec::with_capacity(segments.len());
    for family in segments.chunk_by(|left, right| family(&left.name) == family(&right.name)) {
        all.extend_from_slice(family);
        let Some(other) = plural(family) else { continue };
        let table = other.name.strip_suffix("other").unwrap_or_default();
        let names = wanted.iter().map(|category| format!("{table}{category}"));
        for name in names.filter(|name| !family.iter().any(|form| form.name == *name)) {
            let nth = nths.entry(other.identity.hash).or_default();
            let identity = Identity { nth: *nth, ..other.identity };
            *nth += 1;
            all.push(Segment { name, identity, pieces: Vec::new(), ..other.clone() });
        }
    }
    all
}

/// The table that a text stands in.
fn family(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(family, _)| family)
}

fn category(segment: &Segment) -> &str {
    segment.name.rsplit('.').next().unwrap_or_default()
}

/// What a table says of many, if all that it says is forms of one text.
fn plural(family: &[Segment]) -> Option<&Segment> {
    let is_form = |segment: &Segment| CATEGORIES.contains(&category(segment));
    family.iter().find(|segment| category(segment) == "other").filter(|_| family.iter().all(is_form))
}

fn phrases(source: &Source) -> Vec<Segment> {
    let mut segments = Vec::new();
    let table = toml::file(source, &mut Report::default()).table;
    walk("", &table, &mut |path, _, node| add(&mut segments, path, node));
    finished(segments)
}

/// The texts of a language in tables that have a key per language.
fn labels(source: &Source, lang: &Lang) -> Vec<Segment> {
    let mut segments = Vec::new();
    let table = toml::file(source, &mut Report::default()).table;
    walk("", &table, &mut |path, key, node| {
        // `slug = { es = "…" }` is an address and stays where it is.
        let inside = path.strip_suffix(key).and_then(|path| path.strip_suffix('.'));
        let is_slug = |path: &str| path.rsplit('.').next() == Some("slug");
        if let Some(path) = inside.filter(|path| key == lang.as_str() && !is_slug(path)) {
            add(&mut segments, path, node);
        }
    });
    finished(segments)
}

fn walk(prefix: &str, table: &Table, visit: &mut impl FnMut(&str, &str, &Node)) {
    for (key, node) in &table.entries {
        let path = if prefix.is_empty() { key.value.clone() } else { format!("{prefix}.{}", key.value) };
        walk_node(&path, &key.value, node, visit);
    }
}

fn walk_node(path: &str, key: &str, node: &Node, visit: &mut impl FnMut(&str, &str, &Node)) {
    match &node.value {
        Value::Table(table) => walk(path, table, visit),
        Value::List(items) => {
            for (number, item) in items.iter().enumerate() {
                walk_node(&format!("{path}[{number}]"), key, item, visit);
            }
        }
        _ => visit(path, key, node),
    }
}

fn add(segments: &mut Vec<Segment>, path: &str, node: &Node) {
    let Value::String(words) = &node.value else { return };
    if words.trim().is_empty() {
        return;
    }
    let (hash, mechanics) = text::hashes(words);
    segments.push(Segment {
        kind: Kind::String,
        name: path.to_owned(),
        text: words.clone(),
        identity: Identity { hash, nth: 0 },
        mechanics,
        links: String::new(),
        pieces: std::iter::once(node.span.start as usize..node.span.end as usize).collect(),
        under: None,
        waits_for: None,
    });
}

fn finished(mut segments: Vec<Segment>) -> Vec<Segment> {
    let mut seen = BTreeMap::<u64, u32>::new();
    for segment in &mut segments {
        let nth = seen.entry(segment.identity.hash).or_default();
        segment.identity.nth = *nth;
        *nth += 1;
    }
    segments
}
