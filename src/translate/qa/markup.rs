//! What a text has beside its words: links, pictures, code, notes, tags, blocks.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, Event, LinkType, Parser, Tag, TagEnd};

use crate::parse::markdown::extensions;

/// Everything but the words.
#[derive(Debug, Default)]
pub(super) struct Markup {
    pub(super) links: Vec<Link>,
    pub(super) pictures: Vec<Link>,
    /// Addresses that stand there as words.
    pub(super) addresses: Vec<Link>,
    pub(super) code: Vec<(String, Range<usize>)>,
    pub(super) notes: Vec<(String, Range<usize>)>,
    pub(super) tags: Vec<(String, Range<usize>)>,
    /// What the text is made of at its top: `paragraph`, `list`.
    pub(super) blocks: Vec<(&'static str, Range<usize>)>,
    /// Runs of words as they are shown, without code.
    pub(super) words: Vec<Range<usize>>,
}

/// A link or a picture.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) target: String,
    pub(super) text: String,
    pub(super) range: Range<usize>,
    /// `<press@example.org>`
    pub(super) is_mail: bool,
}

impl Link {
    pub(super) fn bare(text: &str, range: Range<usize>) -> Link {
        let target = text[range.clone()].to_owned();
        Link { text: target.clone(), target, range, is_mail: false }
    }
}

impl Markup {
    pub(super) fn of(text: &str) -> Markup {
        let mut markup = Markup::default();
        // A paragraph's references are defined elsewhere on its page.
        let elsewhere = |link: BrokenLink<'_>| {
            (link.link_type == LinkType::Reference)
                .then(|| (format!("[{}]", link.reference).into(), "".into()))
        };
        let parser = Parser::new_with_broken_link_callback(text, extensions(), Some(elsewhere));
        let (mut depth, mut open) = (0, Vec::new());
        for (event, range) in parser.into_offset_iter() {
            match event {
                Event::Start(tag) => {
                    if depth == 0 {
                        markup.blocks.push((block(&tag), range.clone()));
                    }
                    depth += 1;
                    if let Tag::Link { dest_url, link_type, .. } | Tag::Image { dest_url, link_type, .. } =
                        &tag
                    {
                        let is_mail = *link_type == LinkType::Email;
                        open.push(Link { target: dest_url.to_string(), text: String::new(), range, is_mail });
                    }
                }
                Event::End(end) => {
                    depth -= 1;
                    match end {
                        TagEnd::Link => markup.links.extend(open.pop()),
                        TagEnd::Image => markup.pictures.extend(open.pop()),
                        _ => {}
                    }
                }
                Event::Text(words) => {
                    for link in &mut open {
                        link.text.push_str(&words);
                    }
                    markup.words.push(range);
                }
                Event::Code(code) => markup.code.push((code.to_string(), range)),
                Event::FootnoteReference(name) => markup.notes.push((name.to_string(), range)),
                Event::InlineHtml(tag) | Event::Html(tag) => markup.tags.push((tag.trim().to_owned(), range)),
                _ => {}
            }
        }
        markup.notes.extend(notes(text, &markup.words));
        markup
    }
}

/// References to notes whose text stands elsewhere on the page.
fn notes(text: &str, words: &[Range<usize>]) -> Vec<(String, Range<usize>)> {
    let mut notes = Vec::new();
    for (start, _) in text.match_indices("[^") {
        let Some(length) = text[start..].find(']') else { continue };
        let name = &text[start + 2..start + length];
        let is_words = words.iter().any(|range| range.contains(&start));
        if is_words && !name.is_empty() && !name.contains(char::is_whitespace) {
            notes.push((name.to_owned(), start..start + length + 1));
        }
    }
    notes
}

fn block(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Paragraph => "paragraph",
        Tag::Heading { .. } => "heading",
        Tag::BlockQuote(_) => "quote",
        Tag::CodeBlock(_) => "code",
        Tag::List(_) => "list",
        Tag::Table(_) => "table",
        Tag::HtmlBlock => "html",
        Tag::FootnoteDefinition(_) => "note",
        Tag::DefinitionList => "definitions",
        _ => "other",
    }
}
