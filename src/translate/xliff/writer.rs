//! Project → XLIFF 1.2.

use std::fmt::Write;

use crate::translate::State;
use crate::translate::text::normal;
use crate::translate::unit::{Project, Unit};

use super::inline::{Code, Piece, is_xml, pieces};

/// Writes a project with its translations.
pub fn write(project: &Project) -> String {
    let mut out = String::with_capacity(1024 * (1 + project.units.len()));
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n");
    for units in project.units.chunk_by(|left, right| left.page == right.page) {
        file(&mut out, project, units);
    }
    if project.units.is_empty() {
        // A file must have one.
        file(&mut out, project, &[]);
    }
    out.push_str("</xliff>\n");
    out
}

fn file(out: &mut String, project: &Project, units: &[Unit]) {
    out.push_str("<file");
    attribute(out, "original", units.first().map_or("", |unit| &unit.file));
    attribute(out, "source-language", project.source.as_str());
    attribute(out, "target-language", project.target.as_str());
    attribute(out, "datatype", "plaintext");
    if let Some(day) = project.day {
        attribute(out, "date", &format!("{day}T00:00:00Z"));
    }
    attribute(out, "product-name", &normal(&project.title));
    out.push_str(">\n<header>\n<tool tool-id=\"altavoz\" tool-name=\"Altavoz\"/>\n<note from=\"site\">");
    text(out, &normal(&project.base_url));
    out.push_str("</note>\n</header>\n<body>\n");
    for each in units {
        unit(out, project, each);
    }
    out.push_str("</body>\n</file>\n");
}

fn unit(out: &mut String, project: &Project, unit: &Unit) {
    let name = format!("{}#{}", unit.page, unit.identity);
    out.push_str("<trans-unit");
    attribute(out, "id", &name);
    attribute(out, "resname", &name);
    attribute(out, "restype", &format!("x-{}", unit.kind.word()));
    if unit.state == State::Reviewed {
        attribute(out, "approved", "yes");
    }
    if let Some(longest) = unit.longest {
        attribute(out, "maxwidth", &longest.to_string());
        attribute(out, "size-unit", "char");
    }
    out.push_str(" xml:space=\"preserve\">\n");
    let mut codes = Vec::new();
    element(out, "source", project.source.as_str(), None, &unit.source, &mut codes);
    element(out, "target", project.target.as_str(), Some(state(unit)), &unit.target, &mut codes);
    if let Some(before) = unit.before.as_ref().filter(|_| unit.state.change().is_some()) {
        out.push_str("<alt-trans alttranstype=\"previous-version\">\n");
        element(out, "source", project.source.as_str(), None, before, &mut codes);
        element(out, "target", project.target.as_str(), None, &unit.target, &mut codes);
        out.push_str("</alt-trans>\n");
    }
    kept(out, &codes, unit.base());
    for note in notes(unit) {
        out.push_str("<note>");
        text(out, &note);
        out.push_str("</note>\n");
    }
    out.push_str("</trans-unit>\n");
}

/// The context that says which translation went out.
pub(super) const WAS: &str = "x-was";

/// The state of a target, in the words of XLIFF.
fn state(unit: &Unit) -> &'static str {
    match unit.state {
        _ if unit.target.is_empty() => "needs-translation",
        State::Reviewed => "signed-off",
        State::Translated | State::Waived | State::Orphan | State::Missing => "translated",
        _ => "needs-review-translation",
    }
}

fn element<'a>(
    out: &mut String,
    name: &str,
    lang: &str,
    state: Option<&str>,
    words: &'a str,
    codes: &mut Vec<Code<'a>>,
) {
    out.extend(["<", name]);
    attribute(out, "xml:lang", lang);
    if let Some(state) = state {
        attribute(out, "state", state);
    }
    out.push('>');
    inline(out, words, codes);
    out.extend(["</", name, ">\n"]);
}

/// A text with its codes; the same code has the same number in source and translation.
fn inline<'a>(out: &mut String, words: &'a str, codes: &mut Vec<Code<'a>>) {
    let mut used = Vec::new();
    for piece in pieces(words) {
        match piece {
            Piece::Text(words) => text(out, words),
            Piece::Open(code) | Piece::Atom(code) => {
                let name = if matches!(piece, Piece::Open(_)) { "g" } else { "x" };
                let _ =
                    write!(out, "<{name} id=\"{}\" ctype=\"{}\"", number(code, codes, &mut used), code.kind);
                if name == "x" && !code.open.contains(|sign| !is_xml(sign)) {
                    attribute(out, "equiv-text", code.open);
                }
                out.push_str(if name == "g" { ">" } else { "/>" });
            }
            Piece::Close(_) => out.push_str("</g>"),
        }
    }
}

fn number<'a>(code: Code<'a>, codes: &mut Vec<Code<'a>>, used: &mut Vec<usize>) -> usize {
    let free = (0..codes.len()).find(|number| codes[*number] == code && !used.contains(number));
    let number = free.unwrap_or_else(|| {
        codes.push(code);
        codes.len() - 1
    });
    used.push(number);
    number + 1
}

/// What the codes stand for, and which translation goes out.
fn kept(out: &mut String, codes: &[Code<'_>], base: Option<String>) {
    if codes.is_empty() && base.is_none() {
        return;
    }
    out.push_str("<context-group purpose=\"x-markup\">\n");
    for (number, code) in codes.iter().enumerate() {
        context(out, "open", number + 1, code.open);
        if !code.close.is_empty() {
            context(out, "close", number + 1, code.close);
        }
    }
    if let Some(base) = base {
        let _ = writeln!(out, "<context context-type=\"{WAS}\">{base}</context>");
    }
    out.push_str("</context-group>\n");
}

fn context(out: &mut String, name: &str, number: usize, code: &str) {
    let _ = write!(out, "<context context-type=\"x-{name}-{number}\">");
    let mut visible = String::with_capacity(code.len());
    for sign in code.chars() {
        match sign {
            '\\' => visible.push_str("\\\\"),
            _ if is_xml(sign) => visible.push(sign),
            _ => visible.extend(sign.escape_unicode()),
        }
    }
    text(out, &visible);
    out.push_str("</context>\n");
}

/// What a translator should know.
fn notes(unit: &Unit) -> Vec<String> {
    let mut notes = Vec::new();
    if !unit.name.is_empty() {
        notes.push(format!("{} {}", unit.kind.word(), unit.name));
    }
    notes.extend(unit.section.as_ref().map(|section| format!("section: {}", normal(section))));
    notes.extend(unit.url.as_ref().map(|url| format!("url: {url}")));
    notes.extend(unit.note.as_ref().map(|note| format!("note: {}", normal(note))));
    for (term, wanted) in &unit.glossary {
        notes.push(match wanted {
            Some(wanted) => format!("glossary: {term} = {wanted}"),
            None => format!("glossary: {term} stays as it is"),
        });
    }
    if unit.critical {
        notes.push("critical: safety, legal or medical advice".to_owned());
    }
    notes
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.extend([" ", name, "=\""]);
    escape(out, value, true);
    out.push('"');
}

fn text(out: &mut String, text: &str) {
    escape(out, text, false);
}

// A raw CR would be read as a line's end, and a raw line's end in an attribute as a space.
fn escape(out: &mut String, text: &str, is_attribute: bool) {
    let mut from = 0;
    let is_marked = |sign: char| matches!(sign, '&' | '<' | '>' | '"') || sign.is_control() || !is_xml(sign);
    for (at, sign) in text.match_indices(is_marked) {
        let escaped = match sign {
            "&" => "&amp;",
            "<" => "&lt;",
            ">" => "&gt;",
            "\r" => "&#13;",
            "\"" if is_attribute => "&quot;",
            "\n" if is_attribute => "&#10;",
            "\t" if is_attribute => "&#9;",
            _ if sign.chars().all(is_xml) => continue,
            _ => "\u{fffd}",
        };
        out.push_str(&text[from..at]);
        out.push_str(escaped);
        from = at + sign.len();
    }
    out.push_str(&text[from..]);
}
