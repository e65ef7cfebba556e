//! XLIFF 1.2 → what came back; every mistake with its line.
//!
//! Nothing is expanded and nothing is fetched: a document type, or an entity beyond the five of XML
//! itself, is refused where it stands.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::escape::EscapeError;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::translate::exchange::{Lines, Reading, nth};
use crate::translate::unit::Returned;

use super::writer::WAS;

/// Reads a file's text.
pub fn read(text: &str) -> Reading {
    let text = text.trim_start_matches('\u{feff}');
    let mut xml = Reader::from_str(text);
    let mut file = File::default();
    let mut lines = Lines::of(text);
    loop {
        file.line = lines.at(xml.buffer_position());
        match xml.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => file.event(&event),
            Err(cause) => {
                file.line = lines.at(xml.error_position());
                file.ill(&cause);
            }
        }
        if file.is_over {
            break;
        }
    }
    file.end();
    file.reading
}

/// Which text is being read.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Source,
    Target,
    Context(String),
    Site,
}

/// A part of a text as it is read.
enum Part {
    Text(String),
    Open(String),
    Close,
    Atom(String),
    /// An element that is none of ours.
    Foreign(String),
}

#[derive(Default)]
struct Unit {
    line: usize,
    id: String,
    is_approved: bool,
    state: String,
    source: Option<Vec<Part>>,
    target: Vec<Part>,
    codes: HashMap<String, String>,
}

#[derive(Default)]
struct File {
    line: usize,
    reading: Reading,
    /// The names of the elements that are open.
    open: Vec<String>,
    /// How many of them, from the innermost, are none of our business.
    skipped: usize,
    unit: Option<Unit>,
    place: Option<Place>,
    site: String,
    seen: HashMap<String, usize>,
    has_root: bool,
    /// Whether reading ended with a mistake that nothing can be read behind.
    is_over: bool,
}

type Attributes = HashMap<String, String>;

impl File {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.tag(tag, false),
            Event::Empty(tag) => self.tag(tag, true),
            Event::End(_) => self.close(),
            Event::Text(text) => self.text(&text.xml10_content().unwrap_or_default()),
            Event::CData(text) => self.text(&text.xml10_content().unwrap_or_default()),
            Event::GeneralRef(reference) => self.reference(reference),
            Event::DocType(_) => self.stop("exchange/entity", "name", "<!DOCTYPE"),
            Event::Decl(declaration) => {
                let encoding = declaration.encoding().and_then(Result::ok).unwrap_or_default();
                let encoding = String::from_utf8_lossy(&encoding).into_owned();
                if !["", "utf-8", "us-ascii"].contains(&encoding.to_ascii_lowercase().as_str()) {
                    self.stop("exchange/encoding", "charset", &encoding);
                }
            }
            Event::Comment(_) | Event::PI(_) | Event::Eof => {}
        }
    }

    /// Notes a mistake that nothing can be read behind.
    fn stop(&mut self, code: &'static str, name: &'static str, value: &str) {
        self.is_over = true;
        self.reading.problems.error(code, self.line).arg(name, value);
    }

    fn ill(&mut self, cause: &Error) {
        match cause {
            Error::Escape(EscapeError::UnrecognizedEntity(_, name)) => {
                self.stop("exchange/entity", "name", name);
            }
            Error::IllFormed(_) => self.stop("exchange/xliff-syntax", "detail", "xml-nesting"),
            _ => self.stop("exchange/xliff-syntax", "detail", "xml-syntax"),
        }
    }

    fn end(&mut self) {
        if self.is_over {
            return;
        }
        if !self.open.is_empty() {
            self.stop("exchange/xliff-syntax", "detail", "xml-open");
        } else if !self.has_root {
            self.stop("exchange/xliff-syntax", "detail", "xliff-root");
        }
    }

    fn tag(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        let name = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
        let mut attributes = Attributes::new();
        for attribute in tag.attributes() {
            let read = attribute.map_err(Error::from).and_then(|attribute| {
                let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
                Ok((name, attribute.unescape_value()?.into_owned()))
            });
            match read {
                Ok((name, value)) => attributes.insert(name, value),
                Err(cause) => return self.ill(&cause),
            };
        }
        if self.open.is_empty() && !self.is_root(&name, &attributes) {
            return;
        }
        if self.skipped > 0 {
            self.skipped += 1;
        } else if matches!(self.place, Some(Place::Source | Place::Target)) {
            self.inline(&name, attributes);
        } else {
            self.begin(&name, attributes);
        }
        self.open.push(name);
        if is_empty {
            self.close();
        }
    }

    fn is_root(&mut self, name: &str, attributes: &Attributes) -> bool {
        let detail = match attributes.get("version") {
            _ if name != "xliff" || self.has_root => "xliff-root",
            Some(version) if !version.starts_with("1.") => "xliff-version",
            _ => {
                self.has_root = true;
                return true;
            }
        };
        self.stop("exchange/xliff-syntax", "detail", detail);
        false
    }

    fn begin(&mut self, name: &str, mut attributes: Attributes) {
        let mut taken = |name: &str| attributes.remove(name);
        match (name, &mut self.unit) {
            ("file", _) if self.reading.origin.target.is_none() => {
                self.reading.origin.title = taken("product-name").filter(|title| !title.is_empty());
                self.reading.origin.source = taken("source-language");
                self.reading.origin.target = taken("target-language");
            }
            ("trans-unit", _) => {
                let is_approved = taken("approved").as_deref() == Some("yes");
                let id = taken("resname").or_else(|| taken("id")).unwrap_or_default();
                self.unit = Some(Unit { line: self.line, id, is_approved, ..Unit::default() });
            }
            ("note", None) if taken("from").as_deref() == Some("site") => self.place = Some(Place::Site),
            ("source", Some(unit)) => {
                unit.source = Some(Vec::new());
                self.place = Some(Place::Source);
            }
            ("target", Some(unit)) => {
                unit.state = taken("state").unwrap_or_default();
                self.place = Some(Place::Target);
            }
            ("context", Some(_)) => self.place = taken("context-type").map(Place::Context),
            ("alt-trans" | "seg-source" | "bin-unit", _) => self.skipped = 1,
            _ => {}
        }
    }

    /// An element inside a text.
    fn inline(&mut self, name: &str, mut attributes: Attributes) {
        let id = attributes.remove("id").unwrap_or_default();
        match name {
            "g" => self.push(Part::Open(id)),
            "x" => self.push(Part::Atom(id)),
            // Where a program cut the text into sentences.
            "mrk" => {}
            _ => {
                self.push(Part::Foreign(name.to_owned()));
                self.skipped = 1;
            }
        }
    }

    fn push(&mut self, part: Part) {
        let Some(unit) = &mut self.unit else { return };
        let parts = match self.place {
            Some(Place::Source) => unit.source.get_or_insert_default(),
            _ => &mut unit.target,
        };
        match (parts.last_mut(), part) {
            (Some(Part::Text(text)), Part::Text(more)) => text.push_str(&more),
            (_, part) => parts.push(part),
        }
    }

    fn close(&mut self) {
        let name = self.open.pop().unwrap_or_default();
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match (&self.place, name.as_str()) {
            (Some(Place::Source | Place::Target), "g") => self.push(Part::Close),
            (Some(Place::Source), "source")
            | (Some(Place::Target), "target")
            | (Some(Place::Context(_)), "context") => self.place = None,
            (Some(Place::Site), "note") => {
                self.place = None;
                self.reading.origin.site = Some(std::mem::take(&mut self.site));
            }
            (None, "trans-unit") => self.unit(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match (&self.place, &mut self.unit) {
            _ if self.skipped > 0 => {}
            (Some(Place::Source | Place::Target), _) => self.push(Part::Text(text.to_owned())),
            (Some(Place::Context(name)), Some(unit)) => {
                unit.codes.entry(name.clone()).or_default().push_str(text);
            }
            (Some(Place::Site), _) => self.site.push_str(text),
            _ => {}
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) {
        let name = String::from_utf8_lossy(reference).into_owned();
        match reference.resolve_char_ref() {
            Ok(Some(sign)) => self.text(sign.encode_utf8(&mut [0; 4])),
            Ok(None) => match quick_xml::escape::resolve_predefined_entity(&name) {
                Some(sign) => self.text(sign),
                None => self.stop("exchange/entity", "name", &format!("&{name};")),
            },
            Err(_) => self.stop("exchange/xliff-syntax", "detail", "xml-syntax"),
        }
    }

    /// Takes a unit that has been read.
    fn unit(&mut self) {
        let Some(unit) = self.unit.take() else { return };
        let Reading { problems, returned, refused, .. } = &mut self.reading;
        let line = unit.line;
        if let Some(other) = self.seen.insert(unit.id.clone(), line) {
            problems.error("exchange/duplicate", line).arg("other", other);
        }
        let name =
            unit.id.rsplit_once('#').and_then(|(page, identity)| Some((page.to_owned(), nth(identity)?)));
        let Some((page, nth)) = name else {
            problems.warning("exchange/not-ours", line);
            return;
        };
        let Some(source) = &unit.source else {
            problems.error("exchange/xliff-syntax", line).arg("detail", "xliff-no-source");
            return;
        };
        let (source, in_source) = together(source, &unit.codes);
        let (target, in_target) = together(&unit.target, &unit.codes);
        if target.is_empty() && in_target.is_none() {
            return;
        }
        let is_draft = unit.state == "new" || unit.state.starts_with("needs-");
        let is_reviewed = unit.is_approved && !is_draft;
        let base = unit.codes.get(WAS).map(|base| base.trim().to_owned());
        let it = Returned { page, nth, source, target, is_draft, is_reviewed, base, line };
        match in_source.or(in_target) {
            None => returned.push(it),
            Some(code) => {
                problems.error("exchange/xliff-markup", line).arg("code", code);
                refused.push(it);
            }
        }
    }
}

/// The text, and the first code in it that nobody knows.
fn together(parts: &[Part], codes: &HashMap<String, String>) -> (String, Option<String>) {
    let mut text = String::new();
    let mut unknown = None;
    let mut open = Vec::new();
    for part in parts {
        match part {
            Part::Text(words) => text.push_str(words),
            Part::Open(id) | Part::Atom(id) => {
                match codes.get(&format!("x-open-{id}")) {
                    Some(code) => text.push_str(&plain(code)),
                    None => drop(unknown.get_or_insert_with(|| id.clone())),
                }
                if matches!(part, Part::Open(_)) {
                    open.push(id);
                }
            }
            Part::Close => {
                let code = open.pop().and_then(|id| codes.get(&format!("x-close-{id}")));
                text.push_str(&plain(code.map_or("", String::as_str)));
            }
            Part::Foreign(name) => drop(unknown.get_or_insert_with(|| name.clone())),
        }
    }
    (text, unknown)
}

/// A code as it was before `\` and what XML cannot have were written as `\\` and `\u{7}`.
fn plain(code: &str) -> String {
    let mut plain = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, behind)) = rest.split_once('\\') {
        plain.push_str(before);
        let number = behind.strip_prefix("u{").and_then(|number| number.split_once('}'));
        let sign = number.and_then(|(number, behind)| {
            let sign = char::from_u32(u32::from_str_radix(number, 16).ok()?)?;
            Some((sign, behind))
        });
        let (sign, behind) = sign.unwrap_or(('\\', behind.strip_prefix('\\').unwrap_or(behind)));
        plain.push(sign);
        rest = behind;
    }
    plain.push_str(rest);
    plain
}
