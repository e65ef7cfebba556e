//! Catalogue → PO, byte for byte as `msgcat --no-wrap` writes it.

use super::catalogue::{Catalogue, Entry, Header, Previous};
use super::strings::escape;

/// Around a file's name that has spaces in it, as gettext writes it.
pub(super) const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

/// Writes a catalogue. Lines are not wrapped; a text of several lines has one line each.
pub fn write(catalogue: &Catalogue) -> String {
    let mut out = String::with_capacity(256 * (1 + catalogue.entries.len()));
    if !catalogue.header.is_empty() {
        entry(&mut out, &header(&catalogue.header));
    }
    for (number, each) in catalogue.entries.iter().enumerate() {
        if number > 0 || !catalogue.header.is_empty() {
            out.push('\n');
        }
        entry(&mut out, each);
    }
    out
}

fn header(header: &Header) -> Entry {
    let mut text = String::new();
    for (name, value) in &header.fields {
        text.extend([name.as_str(), ": ", value.as_str(), "\n"]);
    }
    let flags = if header.is_fuzzy { vec!["fuzzy".to_owned()] } else { Vec::new() };
    Entry { comments: header.comments.clone(), flags, strs: vec![text], ..Entry::default() }
}

fn entry(out: &mut String, entry: &Entry) {
    entry.comments.iter().for_each(|line| comment(out, "#", line));
    entry.extracted.iter().for_each(|line| comment(out, "#.", line));
    references(out, &entry.references);
    if !entry.flags.is_empty() {
        out.extend(["#, ", &entry.flags.join(", "), "\n"]);
    }
    previous(out, &entry.previous, if entry.is_obsolete { "#~| " } else { "#| " });
    let mark = if entry.is_obsolete { "#~ " } else { "" };
    if let Some(context) = &entry.context {
        text(out, mark, "msgctxt", context);
    }
    text(out, mark, "msgid", &entry.id);
    let Some(plural) = &entry.plural else {
        return text(out, mark, "msgstr", entry.strs.first().map_or("", String::as_str));
    };
    text(out, mark, "msgid_plural", plural);
    for (number, form) in entry.strs.iter().enumerate() {
        text(out, mark, &format!("msgstr[{number}]"), form);
    }
}

fn previous(out: &mut String, previous: &Previous, mark: &str) {
    let Previous { context, id, plural } = previous;
    for (keyword, value) in [("msgctxt", context), ("msgid", id), ("msgid_plural", plural)] {
        if let Some(value) = value {
            text(out, mark, keyword, value);
        }
    }
}

// A comment ends with its line, whatever a note has in it.
fn comment(out: &mut String, mark: &str, line: &str) {
    out.push_str(mark);
    if !line.is_empty() {
        out.push(' ');
        out.extend(line.chars().map(|sign| if matches!(sign, '\n' | '\r') { ' ' } else { sign }));
    }
    // gettext takes the next line for a part of this one.
    if line.ends_with('\\') {
        out.push(' ');
    }
    out.push('\n');
}

fn references(out: &mut String, references: &[String]) {
    if references.is_empty() {
        return;
    }
    out.push_str("#:");
    for name in references {
        out.push(' ');
        if name.contains(char::is_whitespace) {
            out.push(ISOLATE[0]);
            out.extend(name.chars().map(|sign| if sign.is_control() { ' ' } else { sign }));
            out.push(ISOLATE[1]);
        } else {
            out.push_str(name);
        }
    }
    out.push('\n');
}

fn text(out: &mut String, mark: &str, keyword: &str, text: &str) {
    let has_lines = text.trim_end_matches('\n').contains('\n') || text.ends_with("\n\n");
    out.extend([mark, keyword, " \""]);
    if has_lines {
        for line in text.split_inclusive('\n') {
            out.extend(["\"\n", mark, "\""]);
            escape(out, line);
        }
    } else {
        escape(out, text);
    }
    out.push_str("\"\n");
}
