//! Where a consent is used, and each text without it.
//!
//! Takes parsed documents, gives places and new texts. Knows nothing of disk and terminal.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::base::front_matter::{self, Format};
use crate::base::node::{Node, Value};
use crate::base::{ItemPath, Report, SourcePath, Span, Spanned, toml};
use crate::content::parts::Image;
use crate::content::{Body, Document, Own, Parsed};

use super::remains::{self, Gone};

/// A place that uses a consent, or a file that it is for.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The file.
    pub(super) file: SourcePath,
    /// Where.
    pub(super) span: Span,
    /// What stands there: `image`, `figure`, `quote`, `link`, …
    pub(super) what: &'static str,
    /// What to take out; `None` where only its author can say what stays.
    pub(super) cut: Option<Range<usize>>,
}

/// Everything that a withdrawal concerns.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The pictures themselves.
    pub(super) files: BTreeSet<SourcePath>,
    /// Where they and the record are named.
    pub(super) places: Vec<Place>,
}

/// Finds every use of the record `key` and of the pictures that it is for, published or not.
pub(super) fn find(parsed: &Parsed, key: &str) -> Found {
    let mut found = Found::default();
    for document in &parsed.documents {
        let images = images(document).into_iter().filter(|image| is(image.consent.as_ref(), key));
        found.files.extend(images.filter_map(|image| beside(document, &image.src.as_ref()?.value)));
        for picture in bodies(document).flat_map(|body| &body.pictures) {
            let file = beside(document, &picture.src.value);
            found.files.extend(file.filter(|_| is(picture.consent.as_ref(), key)));
        }
    }
    let fields = Fields::of(parsed, key, &found.files);
    for document in &parsed.documents {
        let Ok(text) = document.source.text() else { continue };
        let search =
            Search { document, text, key, files: &found.files, is_by_hand: false, places: Vec::new() };
        found.places.extend(search.places(&fields));
    }
    found
}

/// What is to be cut out of a file.
pub(super) fn cuts(places: &[&Place]) -> Vec<Range<usize>> {
    places.iter().filter_map(|place| place.cut.clone()).collect()
}

fn is(consent: Option<&Spanned<String>>, key: &str) -> bool {
    consent.is_some_and(|consent| consent.value == key)
}

fn beside(document: &Document, reference: &str) -> Option<SourcePath> {
    document.source.path.beside(reference)
}

fn bodies(document: &Document) -> impl Iterator<Item = &Body> {
    std::iter::once(&document.body).chain(&document.updates)
}

fn images(document: &Document) -> Vec<&Image> {
    document.meta.image.iter().chain(more_images(document)).collect()
}

fn more_images(document: &Document) -> &[Image] {
    match &*document.own {
        Own::Practice(practice) => practice.images.as_deref().unwrap_or_default(),
        _ => &[],
    }
}

/// Which items lose their picture: their translations lose what they say of it.
struct Fields {
    image: BTreeSet<ItemPath>,
    images: BTreeMap<ItemPath, BTreeSet<usize>>,
}

impl Fields {
    fn of(parsed: &Parsed, key: &str, files: &BTreeSet<SourcePath>) -> Fields {
        let mut fields = Fields { image: BTreeSet::new(), images: BTreeMap::new() };
        for document in &parsed.documents {
            let concerned = |image: &Image| {
                let file = image.src.as_ref().and_then(|src| beside(document, &src.value));
                is(image.consent.as_ref(), key) || file.is_some_and(|file| files.contains(&file))
            };
            if document.meta.image.as_ref().is_some_and(concerned) {
                fields.image.insert(document.item.clone());
            }
            let numbered = more_images(document).iter().enumerate().filter(|(_, image)| concerned(image));
            let numbers: BTreeSet<usize> = numbered.map(|(number, _)| number).collect();
            if !numbers.is_empty() {
                fields.images.entry(document.item.clone()).or_default().extend(numbers);
            }
        }
        fields
    }
}

struct Search<'a> {
    document: &'a Document,
    text: &'a str,
    key: &'a str,
    files: &'a BTreeSet<SourcePath>,
    is_by_hand: bool,
    places: Vec<Place>,
}

impl Search<'_> {
    /// All places in the document; if cutting there would harm anything else, all are for its author.
    fn places(mut self, fields: &Fields) -> Vec<Place> {
        self.look(fields);
        let item = &self.document.item;
        let gone = Gone { image: fields.image.contains(item), images: fields.images.get(item) };
        if !remains::are_well(self.text, &cuts(&self.places.iter().collect::<Vec<_>>()), gone) {
            self.is_by_hand = true;
            self.places.clear();
            self.look(fields);
        }
        self.places
    }

    fn look(&mut self, fields: &Fields) {
        self.fields(fields);
        bodies(self.document).for_each(|body| self.body(body));
    }

    fn note(&mut self, span: Span, what: &'static str, cut: Option<Range<usize>>) {
        let cut = cut.filter(|_| !self.is_by_hand);
        self.places.push(Place { file: self.document.source.path.clone(), span, what, cut });
    }

    fn names(&self, reference: &str) -> bool {
        beside(self.document, reference).is_some_and(|file| self.files.contains(&file))
    }

    fn fields(&mut self, fields: &Fields) {
        let item = &self.document.item;
        if fields.image.contains(item) {
            self.field("image", None);
        }
        if let Some(numbers) = fields.images.get(item) {
            self.field("images", Some(numbers));
        }
        for attachment in self.document.meta.attachments.iter().flatten() {
            if let Some(file) = attachment.file.as_ref().filter(|file| self.names(&file.value)) {
                self.note(file.span, "attachment", None);
            }
        }
    }

    /// A field with all that it holds, or some entries of a list.
    fn field(&mut self, name: &'static str, numbers: Option<&BTreeSet<usize>>) {
        let Some(key) = self.document.keys.iter().find(|key| {
            key.value == name
                || key.value.starts_with(&format!("{name}."))
                || key.value.starts_with(&format!("{name}["))
        }) else {
            return;
        };
        let cuts = match numbers {
            _ if self.is_by_hand => Vec::new(),
            None => table(self.text, name),
            Some(numbers) => entries(self.text, name, numbers),
        };
        if cuts.is_empty() {
            self.note(key.span, name, None);
        }
        for cut in cuts {
            self.note(Span::new(key.span.source, cut.clone()), name, Some(cut));
        }
    }

    fn body(&mut self, body: &Body) {
        for picture in &body.pictures {
            if is(picture.consent.as_ref(), self.key) || self.names(&picture.src.value) {
                let at = picture.src.span.start as usize..picture.src.span.end as usize;
                let is_markdown = self.text.get(at.clone()).is_some_and(|text| text.starts_with("!["));
                let cut = if is_markdown { Some(inline(self.text, at)) } else { fence(self.text, at.start) };
                self.note(picture.src.span, if is_markdown { "picture" } else { "figure" }, cut);
            }
        }
        for directive in &body.directives {
            if is(directive.consent().as_ref(), self.key) {
                self.note(directive.span, directive.name, fence(self.text, directive.span.start as usize));
            }
            let named = directive.arguments.iter().find(|argument| self.names(&argument.value));
            if let Some(argument) = named {
                self.note(argument.span, directive.name, None);
            }
        }
        for link in &body.links {
            if !link.target.is_empty() && self.names(&link.target) {
                self.note(link.span, "link", None);
            }
        }
    }
}

/// The line that a byte lies in, its end included.
fn line(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    start..text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// A Markdown picture; its whole line and the empty one behind it where nothing else stands there.
fn inline(text: &str, at: Range<usize>) -> Range<usize> {
    let line = line(text, at.start);
    if text[line.clone()].trim() == text[at.clone()].trim() { with_blank(text, line) } else { at }
}

/// A directive from its opening line to its closing one.
fn fence(text: &str, at: usize) -> Option<Range<usize>> {
    let opening = line(text, at);
    let first = text[opening.clone()].trim().trim_start_matches(['>', ' ']);
    let colons = first.bytes().take_while(|byte| *byte == b':').count();
    if colons < 3 {
        return None;
    }
    if first[colons..].ends_with(":::") {
        return Some(with_blank(text, opening));
    }
    let mut end = opening.end;
    while end < text.len() {
        let next = line(text, end);
        let closes = text[next.clone()].trim().trim_start_matches(['>', ' ']);
        end = next.end;
        if closes.len() == colons && closes.bytes().all(|byte| byte == b':') {
            return Some(with_blank(text, opening.start..end));
        }
    }
    None
}

fn with_blank(text: &str, cut: Range<usize>) -> Range<usize> {
    let behind = cut.end < text.len() && text[line(text, cut.end)].trim().is_empty();
    cut.start..if behind { line(text, cut.end).end } else { cut.end }
}

/// The lines of the front matter, and how it is written.
fn front(text: &str) -> Option<(Range<usize>, Format)> {
    match front_matter::divide(text) {
        front_matter::Parts::Divided { format, front, .. } => Some((front, format)),
        _ => None,
    }
}

/// The lines of a range, each with its end.
fn lines(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let next = line(text, at);
        at = next.end;
        lines.push(next);
    }
    lines
}

/// Where a table is written: in one line, under a heading, as dotted keys, or indented (YAML).
fn table(text: &str, name: &str) -> Vec<Range<usize>> {
    let Some((front, format)) = front(text) else { return Vec::new() };
    let (is_yaml, dotted, heading) = (format == Format::Yaml, format!("{name}."), format!("[{name}]"));
    let whole = node(text, &front, name).map(|node| line(text, node.span.end.saturating_sub(1) as usize).end);
    let (mut cuts, mut inside): (Vec<Range<usize>>, bool) = (Vec::new(), false);
    let (mut until, mut is_top) = (0, true);
    for line in lines(text, front) {
        let words = &text[line.clone()];
        let key = words.split(['=', ':']).next().unwrap_or_default().trim();
        // A key of the same name in another table is another key.
        is_top = is_top && !words.starts_with('[');
        let begins = key == name && !words.starts_with([' ', '\t']) && (is_top || is_yaml);
        if is_yaml {
            inside = begins || inside && words.starts_with([' ', '\t']);
        } else if words.starts_with('[') {
            inside = words.trim_end() == heading;
        } else if begins && !inside {
            until = whole.unwrap_or(line.end);
        }
        if inside || line.start < until || is_top && !is_yaml && words.starts_with(&dotted) {
            cuts.push(line);
        }
    }
    cuts
}

/// Where some entries of a list of tables are written: under headings, or between brackets.
fn entries(text: &str, name: &str, numbers: &BTreeSet<usize>) -> Vec<Range<usize>> {
    let Some((front, Format::Toml)) = front(text) else { return Vec::new() };
    let heading = format!("[[{name}]]");
    let (mut cuts, mut number, mut inside) = (Vec::new(), 0, false);
    for line in lines(text, front.clone()) {
        let words = text[line.clone()].trim_end();
        if words == heading {
            inside = numbers.contains(&number);
            number += 1;
        } else if words.starts_with('[') {
            inside = false;
        }
        if inside {
            cuts.push(line);
        }
    }
    if number > 0 {
        return cuts;
    }
    let Some(Node { value: Value::List(items), .. }) = node(text, &front, name) else { return Vec::new() };
    let spans: Vec<Range<usize>> =
        items.iter().map(|item| item.span.start as usize..item.span.end as usize).collect();
    let entry = |number: &usize| {
        let span = spans.get(*number)?.clone();
        let comma = text[span.end..].trim_start().starts_with(',');
        let end = spans.get(number + 1).map_or_else(
            || if comma { span.end + text[span.end..].find(',').unwrap_or(0) + 1 } else { span.end },
            |next| next.start,
        );
        Some(span.start..end)
    };
    numbers.iter().filter_map(entry).collect()
}

fn node(text: &str, front: &Range<usize>, name: &str) -> Option<Node> {
    let id = SourcePath::new("").id();
    let reading = toml::read(&text[front.clone()], id, front.start, &mut Report::default());
    reading.table.get(name).cloned()
}
