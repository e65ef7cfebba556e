//! An edition's text without its markup, for who searches it.
//!
//! What stands between the fences of a `:::warning` is left out: readers did not ask for it yet.

use std::collections::BTreeSet;

use crate::base::Fingerprint;
use crate::content::Body;
use crate::content::body::Chunk;
use crate::content::prose::{Front, FrontWhat};
use crate::relate::site::Edition;

/// Fields of the front matter that are no text of the item: said elsewhere, or not about it.
const LEFT_OUT: [&str; 10] = [
    "title",
    "slug",
    "contacts",
    "allow",
    "translate_note",
    "extra",
    "image",
    "authors",
    "aliases",
    "warnings",
];
/// Elements behind which a sentence or a cell ends.
const BLOCKS: [&str; 14] =
    ["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "div", "figcaption"];
/// Arguments of directives that readers read.
const READ: [&str; 10] =
    ["value", "unit", "label", "by", "role", "org", "original", "caption", "alt", "source"];

/// All of its words, in reading order.
pub(super) fn of(edition: &Edition) -> String {
    let mut text = String::new();
    for front in fronts(edition) {
        sentence(&mut text, &front.text);
    }
    body(&edition.document.body, &mut text);
    edition.document.updates.iter().for_each(|update| body(update, &mut text));
    text.truncate(text.trim_end().len());
    text
}

/// Of all that [`of`] reads.
pub(super) fn fingerprint(edition: &Edition) -> Fingerprint {
    let document = &edition.document;
    let updates: Vec<_> = document.updates.iter().map(|update| update.fingerprint).collect();
    let fronts: Vec<&str> = fronts(edition).map(|front| front.text.as_str()).collect();
    Fingerprint::of(&(document.body.fingerprint, updates, fronts))
}

fn fronts(edition: &Edition) -> impl Iterator<Item = &Front> {
    let is_read = |front: &&Front| {
        let field = front.path.split(['.', '[']).next().unwrap_or_default();
        front.what == FrontWhat::Words && !LEFT_OUT.contains(&field)
    };
    edition.document.texts.iter().filter(is_read)
}

fn sentence(text: &mut String, words: &str) {
    if words.trim().is_empty() {
        return;
    }
    text.push_str(words.trim());
    end(text);
}

/// Sentences do not run into each other where one block ends and the next begins.
fn end(text: &mut String) {
    text.truncate(text.trim_end().len());
    if text.ends_with(|letter: char| letter.is_alphanumeric() || matches!(letter, ')' | '”' | '»' | '"')) {
        text.push('.');
    }
    if !text.is_empty() {
        text.push(' ');
    }
}

fn body(body: &Body, text: &mut String) {
    let mut state = Markup::default();
    chunks(&body.chunks, body, &mut state, text);
    end(text);
}

/// Where in the markup a chunk ends.
#[derive(Default)]
struct Markup {
    /// Inside a tag, which another chunk goes on with.
    tag: Option<String>,
    entity: Option<String>,
}

fn chunks(chunks: &[Chunk], of: &Body, state: &mut Markup, text: &mut String) {
    for chunk in chunks {
        match chunk {
            Chunk::Html(html) => state.read(html, text),
            // Its attributes stood here, and the end of its tag.
            Chunk::Heading(_) => state.tag = None,
            Chunk::Directive(number) => directive(*number, of, state, text),
            Chunk::Picture(number) => {
                let caption = of.pictures.get(*number).and_then(|picture| picture.caption.as_deref());
                Markup::default().read(caption.unwrap_or_default(), text);
                end(text);
            }
            Chunk::Link(_) | Chunk::Word(_) => {}
        }
    }
}

fn directive(number: usize, of: &Body, state: &mut Markup, text: &mut String) {
    let Some(directive) = of.directives.get(number).filter(|directive| directive.name != "warning") else {
        return;
    };
    let read: BTreeSet<&str> = READ.into_iter().collect();
    let said = directive.arguments.iter().filter(|argument| read.contains(argument.name));
    let said: Vec<&str> = said.map(|argument| argument.value.as_str()).collect();
    sentence(text, &said.join(" "));
    chunks(&directive.body, of, state, text);
    end(text);
}

impl Markup {
    fn read(&mut self, html: &str, text: &mut String) {
        for letter in html.chars() {
            match (&mut self.tag, &mut self.entity, letter) {
                (Some(_), _, '>') => {
                    let tag = self.tag.take().unwrap_or_default();
                    close(&tag, text);
                }
                (Some(tag), ..) => tag.push(letter),
                (None, Some(_), ';') => text.push_str(&meant(&self.entity.take().unwrap_or_default())),
                (None, Some(entity), _) => entity.push(letter),
                (None, None, '<') => self.tag = Some(String::new()),
                (None, None, '&') => self.entity = Some(String::new()),
                (None, None, _) => text.push(letter),
            }
        }
    }
}

/// What a tag means for the words around it.
fn close(tag: &str, text: &mut String) {
    let name = tag.trim_start_matches('/').split(|letter: char| !letter.is_ascii_alphanumeric()).next();
    match name.unwrap_or_default() {
        "br" => text.push(' '),
        block if tag.starts_with('/') && BLOCKS.contains(&block) => end(text),
        _ => {}
    }
}

/// The character that an entity of ours stands for; there are no others in finished markup.
fn meant(entity: &str) -> String {
    let number = entity.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    });
    match entity {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        _ => number.and_then(char::from_u32).map_or_else(|| " ".to_owned(), String::from),
    }
}
