//! Citations as RIS, for reference managers.

use super::csl::{Entry, Parts};
use super::plain::one_line;

/// Entries in their order; lines end in CR LF, as the format wants it.
pub(super) fn text(entries: &[Entry]) -> String {
    entries.iter().map(entry).collect()
}

fn entry(entry: &Entry) -> String {
    let mut text = line("TY", kind(&entry.kind));
    text += &line("ID", &entry.id);
    text += &line("TI", &entry.title);
    text += &entry.author.iter().map(|name| line("AU", &name.literal)).collect::<String>();
    let slashed = |date: &Parts| {
        let part =
            |place: usize| date.parts[0].get(place).map(|part| format!("{part:02}")).unwrap_or_default();
        format!("{}/{}/{}/", part(0), part(1), part(2))
    };
    let fields = [
        ("PB", entry.publisher.clone()),
        ("PY", entry.issued.as_ref().and_then(Parts::year).map(|year| year.to_string())),
        ("DA", entry.issued.as_ref().filter(|date| date.parts[0].len() > 1).map(slashed)),
        ("ET", entry.version.clone()),
        ("LA", entry.language.clone()),
        ("SP", entry.page.clone()),
        ("DO", entry.doi.clone()),
        ("SN", entry.isbn.clone()),
        ("UR", entry.url.clone()),
        ("Y2", entry.accessed.as_ref().map(slashed)),
    ];
    let fields = fields.into_iter().filter_map(|(tag, value)| Some(line(tag, &value?)));
    text += &fields.collect::<String>();
    text + "ER  - \r\n\r\n"
}

fn kind(csl: &str) -> &'static str {
    match csl {
        "dataset" => "DATA",
        "report" => "RPRT",
        "webpage" => "ELEC",
        "article-journal" => "JOUR",
        "legislation" => "STAT",
        "legal_case" => "CASE",
        "book" => "BOOK",
        "motion_picture" => "MPCT",
        _ => "GEN",
    }
}

fn line(tag: &str, value: &str) -> String {
    format!("{tag}  - {}\r\n", one_line(value))
}
