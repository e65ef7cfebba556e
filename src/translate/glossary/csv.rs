//! The glossary as a table for spreadsheets: a term a row, a column a language.
//!
//! Several words in one cell stand between `|`. What is read comes back as it was.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Lang, Report, Source, Span, lang};

use super::{Form, Glossary, Term};

/// Behind a language in the head of a column.
const FORBIDDEN: &str = " forbidden";

/// Writes the table; the same glossary gives the same bytes.
pub fn write(glossary: &Glossary) -> String {
    let of_term =
        |term: &Term| -> Vec<Lang> { term.words.keys().chain(term.forbidden.keys()).cloned().collect() };
    let langs: BTreeSet<Lang> = glossary.terms.iter().flat_map(of_term).collect();
    let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::new());
    let mut head = ["term", "keep", "optional", "note"].map(str::to_owned).to_vec();
    head.extend(langs.iter().flat_map(|lang| [lang.to_string(), format!("{lang}{FORBIDDEN}")]));
    let rows = glossary.terms.iter().map(|term| row(term, &langs));
    for row in std::iter::once(head).chain(rows) {
        writer.write_record(&row).expect("rows of one length fit into memory");
    }
    let bytes = writer.into_inner().expect("a vector takes everything");
    String::from_utf8(bytes).expect("texts are UTF-8")
}

fn row(term: &Term, langs: &BTreeSet<Lang>) -> Vec<String> {
    let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
    let mut row = vec![
        term.term.text.clone(),
        yes(term.keep),
        yes(term.optional),
        term.note.clone().unwrap_or_default(),
    ];
    let cell = |forms: Option<&Vec<Form>>| {
        let texts: Vec<&str> = forms.into_iter().flatten().map(|form| form.text.as_str()).collect();
        texts.join(" | ")
    };
    row.extend(langs.iter().flat_map(|lang| [cell(term.words.get(lang)), cell(term.forbidden.get(lang))]));
    row
}

/// Reads a table of a glossary in the language `lang`; what is wrong is reported at its row.
pub fn read(source: &Source, lang: &Lang, report: &mut Report) -> Glossary {
    let mut glossary = Glossary { lang: Some(lang.clone()), terms: Vec::new() };
    let Some(text) = source.text_or_report(report) else { return glossary };
    // Spreadsheets begin files with a mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = source.bytes.len() - text.len();
    let mut reader =
        ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut head: Option<Vec<String>> = None;
    for record in reader.records() {
        let Ok(record) = record else { continue };
        let at = record.position().map_or(0, ::csv::Position::byte);
        let at = mark + usize::try_from(at).unwrap_or_default();
        let length = text[at - mark..].find(['\n', '\r']).unwrap_or(text.len() + mark - at);
        let span = Span::new(source.id, at..at + length);
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        let Some(head) = &head else {
            report_head(&cells, span, report);
            head = Some(cells);
            continue;
        };
        if cells.len() > head.len() && cells[head.len()..].iter().any(|cell| !cell.is_empty()) {
            report.error("glossary/row", span).arg("cells", cells.len()).arg("wanted", head.len());
        }
        glossary.terms.extend(term(head, &cells, span, report));
    }
    glossary
}

fn report_head(head: &[String], span: Span, report: &mut Report) {
    if !head.iter().any(|name| name == "term") {
        report.error("glossary/no-term-column", span);
    }
    for name in head {
        let tag = name.strip_suffix(FORBIDDEN).unwrap_or(name);
        if !matches!(tag, "term" | "keep" | "optional" | "note" | "") && !lang::exists(tag) {
            report.error("language/tag", span).arg("value", tag);
        }
    }
}

fn term(head: &[String], cells: &[String], span: Span, report: &mut Report) -> Option<Term> {
    let mut term = Term::default();
    for (name, cell) in head.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        match (name.as_str(), name.strip_suffix(FORBIDDEN)) {
            ("term", _) => term.term = Form::new(cell),
            ("note", _) => term.note = Some(cell.clone()),
            ("keep", _) => term.keep = is_yes(cell),
            ("optional", _) => term.optional = is_yes(cell),
            (_, Some(tag)) => put(&mut term.forbidden, tag, cell),
            (tag, None) => put(&mut term.words, tag, cell),
        }
    }
    if !term.term.text.is_empty() {
        return Some(term);
    }
    if cells.iter().any(|cell| !cell.is_empty()) {
        report.error("front-matter/missing-field", span).arg("key", "term");
    }
    None
}

fn is_yes(cell: &str) -> bool {
    ["yes", "true", "x", "1", "sí", "si"].contains(&cell.to_lowercase().as_str())
}

fn put(words: &mut BTreeMap<Lang, Vec<Form>>, tag: &str, cell: &str) {
    let forms = cell.split('|').map(Form::new).filter(|form| !form.text.is_empty()).collect();
    words.insert(Lang::new(tag), forms);
}
