//! A drawing → the same drawing, of parts that only draw.
//!
//! Elements and attributes are chosen, not refused: what this file does not name is gone, be it a
//! script, an editor's notes or something that a browser learns next year.

use quick_xml::Reader;
use quick_xml::escape::{escape, partial_escape};
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::svg_labels::Labels;
use super::svg_names::{ANIMATIONS, ATTRIBUTES, ELEMENTS};
use super::{base64, css};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
/// No drawing nests deeper; a browser might.
const DEEPEST: usize = 200;

/// Cleans a picture that lies inside a drawing, and gives its media type.
pub(super) type Raster<'a> = &'a dyn Fn(&[u8]) -> Option<(&'static str, Vec<u8>)>;

/// The cleaned drawing; `None` for what is no SVG in UTF-8. `raster` cleans a picture inside it.
pub(super) fn cleaned(bytes: &[u8], raster: Raster<'_>) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}');
    // Pictures have no labels.
    let (_, labels) = gone_through(text, &|_| None, Labels::default())?;
    gone_through(text, raster, labels.again()).map(|(clean, _)| clean.into_bytes())
}

fn gone_through(text: &str, raster: Raster<'_>, labels: Labels) -> Option<(String, Labels)> {
    let mut reader = Reader::from_str(text);
    let out = String::with_capacity(text.len());
    let mut cleaner = Cleaner { out, open: Vec::new(), dropped: 0, raster, labels };
    let mut is_whole = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if is_whole || !cleaner.open(&tag, false) => return None,
            Event::Empty(tag) if is_whole || !cleaner.open(&tag, true) => return None,
            Event::Empty(_) => is_whole = cleaner.is_done(),
            Event::End(_) => {
                cleaner.close();
                is_whole = cleaner.is_done();
            }
            Event::Text(text) => cleaner.text(&text.decode().ok()?),
            Event::CData(text) => cleaner.text(&partial_escape(text.decode().ok()?)),
            Event::GeneralRef(reference) => cleaner.reference(&reference),
            Event::Eof => break,
            // What begins has been written, or left out, above.
            Event::Start(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    is_whole.then_some((cleaner.out, cleaner.labels))
}

/// An element that is open.
struct Open {
    name: &'static str,
    /// The text of a style sheet, which is written when it is whole.
    sheet: Option<String>,
}

struct Cleaner<'a> {
    out: String,
    open: Vec<Open>,
    /// How deep inside an element that is left out.
    dropped: usize,
    raster: Raster<'a>,
    labels: Labels,
}

impl Cleaner<'_> {
    fn is_done(&self) -> bool {
        self.open.is_empty() && self.dropped == 0
    }

    /// Writes an element, or leaves it out with all that is in it; `false` for what is no drawing.
    fn open(&mut self, tag: &BytesStart<'_>, is_empty: bool) -> bool {
        if self.dropped > 0 {
            self.dropped += usize::from(!is_empty);
            return self.dropped < DEEPEST;
        }
        let name = element(tag);
        if self.open.is_empty() && name != Some("svg") || self.open.len() > DEEPEST {
            return false;
        }
        let in_sheet = self.open.last().is_some_and(|open| open.sheet.is_some());
        let Some(name) = name.filter(|name| !in_sheet && !moves_a_link(name, tag)) else {
            self.dropped = usize::from(!is_empty);
            return true;
        };
        self.out.push('<');
        self.out.push_str(name);
        if self.open.is_empty() {
            self.attribute("xmlns", SVG);
            self.attribute("xmlns:xlink", XLINK);
        }
        for attribute in tag.attributes().with_checks(true).flatten() {
            self.chosen(name, &attribute);
        }
        self.out.push_str(if is_empty { "/>" } else { ">" });
        if !is_empty {
            self.open.push(Open { name, sheet: (name == "style").then(String::new) });
        }
        true
    }

    fn close(&mut self) {
        if self.dropped > 0 {
            self.dropped -= 1;
            return;
        }
        let Some(open) = self.open.pop() else { return };
        if let Some(sheet) = open.sheet {
            let sheet = self.labels.sheet(&css::sheet(&sheet));
            self.out.push_str(&partial_escape(sheet));
        }
        self.out.push_str("</");
        self.out.push_str(open.name);
        self.out.push('>');
    }

    /// Text as it stands in the file: escaped.
    fn text(&mut self, text: &str) {
        if self.dropped > 0 {
            return;
        }
        match self.open.last_mut() {
            Some(Open { sheet: Some(sheet), .. }) => {
                sheet.push_str(&quick_xml::escape::unescape(text).unwrap_or_default());
            }
            Some(_) => self.out.extend(text.chars().filter(|letter| is_text(*letter))),
            None => {}
        }
    }

    /// `&amp;` and `&#241;`; what a document defines by itself may grow without end, and is left out.
    fn reference(&mut self, reference: &BytesRef<'_>) {
        let letter = match reference.resolve_char_ref() {
            Ok(Some(letter)) => Some(letter),
            Ok(None) => match &reference[..] {
                b"amp" => Some('&'),
                b"lt" => Some('<'),
                b"gt" => Some('>'),
                b"quot" => Some('"'),
                b"apos" => Some('\''),
                _ => None,
            },
            Err(_) => None,
        };
        if let Some(letter) = letter.filter(|letter| is_text(*letter)) {
            self.text(&escape(&*letter.encode_utf8(&mut [0; 4])));
        }
    }

    fn chosen(&mut self, element: &str, attribute: &Attribute<'_>) {
        let Ok(key) = std::str::from_utf8(attribute.key.as_ref()) else { return };
        let Some(name) = ATTRIBUTES.iter().find(|name| **name == key) else { return };
        let Ok(value) = attribute.unescape_value() else { return };
        let value: String = value.chars().filter(|letter| is_text(*letter)).collect();
        match *name {
            "href" | "xlink:href" => {
                if let Some(target) = self.target(element, &value) {
                    self.attribute(name, &target);
                }
            }
            "style" => {
                let style = self.labels.urls(&css::declarations(&value));
                self.attribute(name, &style);
            }
            _ if css::is_inside(&value) => {
                if let Some(value) = self.labels.value(name, &value) {
                    self.attribute(name, &value);
                }
            }
            _ => {}
        }
    }

    /// A place in the drawing, or a picture that lies in the drawing itself.
    fn target(&mut self, element: &str, value: &str) -> Option<String> {
        let value = value.trim();
        if let Some(id) = value.strip_prefix('#') {
            return Some(format!("#{}", self.labels.id(id)));
        }
        let data = value.strip_prefix("data:image/").filter(|_| element == "image")?;
        let (_, data) = data.split_once(";base64,")?;
        let (media_type, bytes) = (self.raster)(&base64::decoded(data)?)?;
        Some(format!("data:{media_type};base64,{}", base64::encoded(&bytes)))
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        // A line's end in an attribute would be read as a space the next time.
        self.out.push_str(&escape(value.replace(['\n', '\r', '\t'], " ")));
        self.out.push('"');
    }
}

/// The element as this file writes it; a link becomes a group, so that what it holds stays.
fn element(tag: &BytesStart<'_>) -> Option<&'static str> {
    let name = tag.name();
    let name = std::str::from_utf8(name.as_ref()).ok()?;
    let name = name.strip_prefix("svg:").unwrap_or(name);
    if name == "a" {
        return Some("g");
    }
    ELEMENTS.iter().chain(&ANIMATIONS).find(|known| **known == name).copied()
}

/// Whether it is an animation of something that is not a shape: of a link, say.
fn moves_a_link(name: &str, tag: &BytesStart<'_>) -> bool {
    if !ANIMATIONS.contains(&name) || name == "animateMotion" {
        return false;
    }
    let moved = tag.try_get_attribute("attributeName").ok().flatten();
    let moved = moved.and_then(|moved| Some(moved.unescape_value().ok()?.trim().to_owned()));
    let is_label = |name: &str| matches!(name, "class" | "id" | "in" | "in2" | "result");
    let is_shape = |name: &str| {
        ATTRIBUTES.contains(&name) && !name.ends_with("href") && name != "style" && !is_label(name)
    };
    !moved.is_some_and(|moved| is_shape(&moved))
}

/// What XML 1.0 lets stand in a document.
fn is_text(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}') || matches!(letter, '\t' | '\n')
}
