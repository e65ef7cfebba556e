//! Project → PO.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::base::{Lang, plural};
use crate::translate::placeholders;
use crate::translate::text::normal;
use crate::translate::unit::{self, Project, Unit};
use crate::translate::{Kind, State};

use super::Options;
use super::catalogue::{Entry, Header, Previous};
use super::plural::forms;
use super::writer::file;

/// Begins the comment that says which translation went out.
pub(super) const WAS: &str = "was:";

/// A project with its translations; what lost its source comes last.
pub(super) fn translated(project: &Project, options: Options) -> String {
    let mut taken: HashSet<(String, &str)> = HashSet::new();
    if !project.orphans.is_empty() {
        taken = project.units.iter().map(|unit| (unit.context(), unit.source.as_str())).collect();
    }
    let orphans = project.orphans.iter().filter(|orphan| !orphan.target.is_empty()).map(|orphan| {
        // Its text may have come back to the page: two entries may not have one name.
        let mut contexts = (orphan.identity.nth..).map(|nth| unit::context(&orphan.page, nth));
        let free = contexts.find(|context| taken.insert((context.clone(), &orphan.source)));
        obsolete(orphan, free.unwrap_or_default(), options)
    });
    file(&header(project, options), project.units.iter().map(|unit| entry(unit, options)).chain(orphans))
}

/// A project without translations, which is the same for every language: forms beside numbers that the source
/// lacks are of one language, and stay out.
pub(super) fn template(project: &Project, options: Options) -> String {
    let mut header = header(project, options);
    header.is_fuzzy = true;
    header.fields.retain(|(name, _)| name != "Plural-Forms");
    for (name, value) in &mut header.fields {
        if matches!(name.as_str(), "PO-Revision-Date" | "Language") {
            value.clear();
        }
    }
    let units = project.units.iter().filter(|unit| !is_form_of_its_own(unit, &project.source));
    file(&header, units.map(|unit| untranslated(unit, options)))
}

/// Whether a unit is a form beside a number that the source's language does not have.
fn is_form_of_its_own(unit: &Unit, source: &Lang) -> bool {
    let category = unit.name.rsplit('.').next().unwrap_or_default();
    unit.kind == Kind::String
        && plural::CATEGORIES.contains(&category)
        && !plural::of(source).any(|own| own == category)
}

fn header(project: &Project, options: Options) -> Header {
    let day = project.day.map(|day| format!("{day} 00:00+0000"));
    let mut fields = vec![("Project-Id-Version", Some(normal(&project.title)))];
    fields.extend([("POT-Creation-Date", day.clone()), ("PO-Revision-Date", day)]);
    fields.extend([
        ("Language-Team", Some(String::new())),
        ("Language", Some(project.target.as_str().replace('-', "_"))),
        ("MIME-Version", Some("1.0".to_owned())),
        ("Content-Type", Some("text/plain; charset=UTF-8".to_owned())),
        ("Content-Transfer-Encoding", Some("8bit".to_owned())),
        ("Plural-Forms", Some(forms(project.target.as_str()).to_owned())),
        // Without a version, which would change every file with every release.
        ("X-Generator", Some("Altavoz".to_owned())),
        ("X-Source-Language", Some(project.source.to_string())),
        ("X-Site", Some(normal(&project.base_url))),
        ("X-Placeholders", options.placeholders.then(|| "yes".to_owned())),
    ]);
    let given = |(name, value): (&str, Option<String>)| Some((name.to_owned(), value?));
    Header { fields: fields.into_iter().filter_map(given).collect(), ..Header::default() }
}

fn untranslated(unit: &Unit, options: Options) -> Entry {
    Entry {
        extracted: notes(unit),
        references: vec![unit.file.clone()],
        context: Some(unit.context()),
        id: shown(&unit.source, options).into_owned(),
        strs: vec![String::new()],
        ..Entry::default()
    }
}

fn entry(unit: &Unit, options: Options) -> Entry {
    let comments =
        glossary(unit).into_iter().chain(unit.base().map(|base| format!("{WAS} {base}"))).collect();
    let mut entry = Entry { comments, ..untranslated(unit, options) };
    if unit.target.is_empty() {
        return entry;
    }
    let is_fuzzy = matches!(unit.state, State::Draft | State::Machine) || unit.state.change().is_some();
    if is_fuzzy {
        entry.flags = vec!["fuzzy".to_owned()];
        let before = unit.before.as_ref().map(|before| shown(before, options).into_owned());
        entry.previous = Previous { id: before, ..Previous::default() };
    }
    entry.strs = vec![edged(&unit.source, &target(unit, options))];
    entry
}

fn obsolete(orphan: &Unit, context: String, options: Options) -> Entry {
    Entry {
        context: Some(context),
        id: shown(&orphan.source, options).into_owned(),
        strs: vec![edged(&orphan.source, &target(orphan, options))],
        is_obsolete: true,
        ..Entry::default()
    }
}

fn shown(source: &str, options: Options) -> Cow<'_, str> {
    if options.placeholders { Cow::Owned(placeholders::mask(source).0) } else { Cow::Borrowed(source) }
}

fn target(unit: &Unit, options: Options) -> Cow<'_, str> {
    if !options.placeholders {
        return Cow::Borrowed(&unit.target);
    }
    let (_, parts) = placeholders::mask(&unit.source);
    Cow::Owned(placeholders::mask_like(&unit.target, &parts))
}

// msgfmt refuses a translation that does not begin and end with a line's end as its source does.
fn edged(source: &str, target: &str) -> String {
    let edge = |is_there: bool| if is_there { "\n" } else { "" };
    let inside = target.trim_matches('\n');
    if source.trim_matches('\n').is_empty() || inside.is_empty() {
        return target.to_owned();
    }
    let has_edges = |text: &str| (text.starts_with('\n'), text.ends_with('\n'));
    if has_edges(source) == has_edges(target) {
        return target.to_owned();
    }
    [edge(source.starts_with('\n')), inside, edge(source.ends_with('\n'))].concat()
}

/// What a translator should know, in any language.
fn notes(unit: &Unit) -> Vec<String> {
    let kind = match unit.name.as_str() {
        "" => unit.kind.word().to_owned(),
        name => format!("{} {name}", unit.kind.word()),
    };
    let lines = [
        Some(kind),
        unit.section.as_ref().map(|section| format!("section: {}", normal(section))),
        unit.url.as_ref().map(|url| format!("url: {url}")),
        unit.note.as_ref().map(|note| format!("note: {}", normal(note))),
        unit.longest.map(|longest| format!("at most {longest} characters")),
        (unit.critical && unit.kind != Kind::String)
            .then(|| "critical: safety, legal or medical advice".to_owned()),
    ];
    lines.into_iter().flatten().collect()
}

fn glossary(unit: &Unit) -> Vec<String> {
    let hit = |(term, wanted): &(String, Option<String>)| {
        normal(&match wanted {
            Some(wanted) => format!("glossary: {term} = {wanted}"),
            None => format!("glossary: {term} stays as it is"),
        })
    };
    unit.glossary.iter().map(hit).collect()
}
