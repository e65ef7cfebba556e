//! `altavoz practices export`: the practice database as a file, or a part of it.

use crate::base::record::nearest;
use crate::base::{Failure, Lang, Severity};
use crate::content::Facet;
use crate::relate::Site;
use crate::render::practices::export::{Choice, Export};
use crate::write::edits;
use crate::{Memo, collect};

use super::Ended;
use super::arguments::{Format, PracticesExport, Unpublished};
use super::build::inputs;
use super::print::Printer;
use super::surroundings::SiteAt;

/// Whether practices can be written in this format.
pub(super) fn writes(format: Format) -> bool {
    matches!(
        format,
        Format::Human
            | Format::Csv
            | Format::Json
            | Format::Jsonl
            | Format::Bibtex
            | Format::Ris
            | Format::Csl
    )
}

/// Writes or prints the records that are asked for; nothing while the site has errors.
pub(super) fn export(
    asked: &PracticesExport,
    format: Format,
    at: &SiteAt,
    printer: &Printer,
) -> Result<Ended, Failure> {
    if !writes(format) {
        return Err(Failure::new("failure.format"));
    }
    let (sources, mut diagnostics) = collect::collect(&at.root)?;
    let inputs = inputs(Unpublished::default(), at);
    let ((site, found), _) = crate::site(&sources, &inputs, &mut Memo::default());
    diagnostics.extend(found);
    diagnostics.retain(|found| found.severity == Severity::Error);
    if !diagnostics.is_empty() {
        printer.diagnostics(&diagnostics, &sources);
        return Ok(Ended::WithErrors);
    }
    let lang = asked.lang.as_deref().map(|word| lang(&site, word)).transpose()?;
    let mut export = Export::of(&site, lang.as_ref());
    let choice = choice(&export, &asked.facet)?;
    export.keep(&choice);
    let bytes = bytes(&export, format, lang.as_ref().unwrap_or(&site.config.default_language));
    let Some(path) = &asked.output else {
        printer.file(&bytes);
        return Ok(Ended::Well);
    };
    edits::export(path, &bytes)?;
    let said = [("file", path.display().to_string()), ("count", export.records.len().to_string())];
    printer.say("say.practices-exported", &said);
    Ok(Ended::Well)
}

fn bytes(export: &Export<'_>, format: Format, lang: &Lang) -> Vec<u8> {
    match format {
        Format::Json => export.json().into_bytes(),
        Format::Jsonl => export.json_lines().into_bytes(),
        Format::Bibtex => export.bibtex().into_bytes(),
        Format::Ris => export.ris().into_bytes(),
        Format::Csl => export.csl().into_bytes(),
        _ => export.csv(lang),
    }
}

fn lang(site: &Site, word: &str) -> Result<Lang, Failure> {
    let langs: Vec<&str> = site.config.langs().map(Lang::as_str).collect();
    let found = site.config.langs().find(|lang| lang.as_str() == word).cloned();
    found.ok_or_else(|| Failure::new("failure.new-lang").arg("value", word).arg("langs", langs.join(", ")))
}

fn choice(export: &Export<'_>, words: &[String]) -> Result<Choice, Failure> {
    let mut choice = Choice::new();
    for word in words {
        let (facet, value) =
            word.split_once('=').ok_or_else(|| Failure::new("failure.facet-shape").arg("value", word))?;
        let facet = self::facet(facet.trim())?;
        choice.entry(facet).or_default().insert(value_of(export, facet, value.trim())?);
    }
    Ok(choice)
}

fn facet(word: &str) -> Result<Facet, Failure> {
    let words = Facet::ALL.map(Facet::word);
    Facet::parse(word).ok_or_else(|| {
        let failure = Failure::new("failure.facet").arg("value", word).arg("facets", words.join(", "));
        with_nearest(failure, nearest(word, words))
    })
}

/// A facet's key, in whichever letters; a label leads to its key.
fn value_of(export: &Export<'_>, facet: Facet, word: &str) -> Result<String, Failure> {
    let word = if facet == Facet::Hashtag { word.trim_start_matches('#') } else { word };
    let known = export.known(facet);
    if let Some(key) = known.keys().find(|key| key.to_lowercase() == word.to_lowercase()) {
        return Ok(key.clone());
    }
    let labels = known.values().flatten().copied();
    let label = nearest(word, labels.collect::<Vec<_>>());
    let of_label = known.iter().find(|(_, labels)| label.is_some_and(|label| labels.contains(&label)));
    // Every two letters are near to some country's.
    let keys = known.keys().map(String::as_str).filter(|_| facet != Facet::Country);
    let near = of_label.map(|(key, _)| key.as_str()).or_else(|| nearest(word, keys));
    let used: Vec<String> = export.used(facet).into_iter().collect();
    let failure = Failure::new("failure.facet-value").arg("facet", facet).arg("value", word);
    Err(match near {
        Some(_) => with_nearest(failure, near),
        None if used.is_empty() => failure,
        None => failure.arg("values", used.join(", ")),
    })
}

fn with_nearest(failure: Failure, nearest: Option<&str>) -> Failure {
    match nearest {
        Some(nearest) => failure.arg("nearest", nearest),
        None => failure,
    }
}
