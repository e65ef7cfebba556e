//! What the build writes behind the text of a leaf block where a translation is behind its source:
//! taken out of the text, and told to readers.
//!
//! `<!-- t:stale facts 3f2a91c0 -->`: the block's source changed. `<!-- t:beside en -->…<!-- t:end -->`:
//! what the source says now. `<!-- t:source en 3f2a91c0 -->`: the block is in the source's language, since
//! nobody has translated it. In a file they are comments like any other.

use pulldown_cmark::{Event, Tag};

use crate::base::Lang;
use crate::config::Config;
use crate::content::body::Chunk;

use super::leaf::{Inline, set};
use super::typography::Typography;
use super::writer::Writer;

/// How marks are told, and the languages that they may name.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Marks {
    /// Whether readers are told of small changes, too.
    pub minor: bool,
    /// How the site's languages set their texts.
    pub languages: Vec<(Lang, Option<Typography>)>,
}

impl Marks {
    /// The marks of a site.
    pub fn of(config: &Config) -> Marks {
        let language = |lang: &Lang| (lang.clone(), super::typography_of(config, lang));
        Marks { minor: config.notice_minor, languages: config.langs().map(language).collect() }
    }

    fn lang(&self, tag: &str) -> Option<Lang> {
        let found = self.languages.iter().find(|(lang, _)| lang.as_str() == tag);
        found.map(|(lang, _)| lang.clone())
    }

    /// How a language of the site sets its text.
    pub(super) fn typography(&self, lang: &Lang) -> Option<Typography> {
        self.languages.iter().find(|(other, _)| other == lang).and_then(|(_, typography)| *typography)
    }
}

/// What was written behind a leaf block.
#[derive(Debug, Default)]
pub(super) struct Mark<'a> {
    /// What happened to the source: a class of its own beside `stale`.
    class: Option<&'static str>,
    /// The id of the block's source text, unless another block has it.
    id: Option<String>,
    /// The language of the text, where it is not the page's.
    pub(super) lang: Option<Lang>,
    /// What the source says now.
    beside: Option<(Lang, Vec<Inline<'a>>)>,
}

/// One comment.
enum Word {
    Stale(&'static str, String),
    Source(Lang, String),
    Beside(Lang),
    End,
}

impl<'a> Writer<'a> {
    /// Takes the mark of the leaf block that was gathered out of its text.
    pub(super) fn take_mark(&mut self) -> Mark<'a> {
        let mut mark = Mark::default();
        if self.settings.marks.is_none() {
            return mark;
        }
        let Some(first) = self.inlines.iter().position(|inline| self.word(inline).is_some()) else {
            return mark;
        };
        let behind = self.inlines.split_off(first);
        let mut depth = 0_usize;
        for inline in behind {
            match self.word(&inline) {
                Some(Word::Stale(class, id)) => self.note_stale(&mut mark, class, id),
                Some(Word::Source(lang, id)) => {
                    mark.id = self.free(id);
                    mark.lang = Some(lang);
                }
                Some(Word::Beside(lang)) => mark.beside = Some((lang, Vec::new())),
                Some(Word::End) => depth = usize::MAX,
                None => match (&mut mark.beside, depth) {
                    (Some((_, beside)), 0) => beside.push(inline),
                    // What was typed after the mark is text again.
                    _ => self.inlines.push(inline),
                },
            }
        }
        self.give_back_ends(&mut mark);
        mark
    }

    fn note_stale(&mut self, mark: &mut Mark<'a>, class: &'static str, id: String) {
        mark.class = Some(class).filter(|class| *class != "stale-minor" || self.tells_minor());
        mark.id = self.free(id);
    }

    fn tells_minor(&self) -> bool {
        self.settings.marks.as_ref().is_some_and(|marks| marks.minor)
    }

    fn free(&mut self, id: String) -> Option<String> {
        let id = format!("t-{id}");
        self.ids.take(&id).then_some(id)
    }

    /// Emphasis that began in the text ends there, wherever the source seemed to end it.
    fn give_back_ends(&mut self, mark: &mut Mark<'a>) {
        let Some((_, beside)) = &mut mark.beside else { return };
        let mut open = 0_usize;
        let mut own = Vec::with_capacity(beside.len());
        for inline in beside.drain(..) {
            match inline.event {
                Event::Start(_) => open += 1,
                Event::End(_) if open == 0 => {
                    self.inlines.push(inline);
                    continue;
                }
                Event::End(_) => open -= 1,
                _ => {}
            }
            own.push(inline);
        }
        *beside = own;
        drop_stray_ends(&mut self.inlines);
    }

    fn word(&self, inline: &Inline<'_>) -> Option<Word> {
        let marks = self.settings.marks.as_ref()?;
        let Event::InlineHtml(html) = &inline.event else { return None };
        let mut words = html.strip_prefix("<!-- t:")?.strip_suffix(" -->")?.split(' ');
        let word = match (words.next()?, words.next(), words.next()) {
            ("stale", Some(change), Some(id)) => Word::Stale(class(change)?, short(id)?),
            ("source", Some(lang), Some(id)) => Word::Source(marks.lang(lang)?, short(id)?),
            ("beside", Some(lang), None) => Word::Beside(marks.lang(lang)?),
            ("end", None, None) => Word::End,
            _ => return None,
        };
        words.next().is_none().then_some(word)
    }

    /// Writes the attributes of a marked block: its class beside others, the language, and, where
    /// the element has no id of its own, the id.
    pub(super) fn mark_attributes(&mut self, mark: &Mark<'_>, classes: &[&str], with_id: bool) {
        if let Some(id) = mark.id.as_ref().filter(|_| with_id) {
            self.out.push(" id=\"");
            self.out.attribute(id);
            self.out.push("\"");
        }
        let own = mark.class.map(|class| ["stale", class]);
        let classes: Vec<&str> = classes.iter().copied().chain(own.into_iter().flatten()).collect();
        if !classes.is_empty() {
            self.out.push(" class=\"");
            self.out.attribute(&classes.join(" "));
            self.out.push("\"");
        }
        if let Some(lang) = &mark.lang {
            self.lang(lang);
        }
        if let Some(id) = &mark.id {
            self.body.ids.push(id.clone());
        }
    }

    fn lang(&mut self, lang: &Lang) {
        self.out.push(" lang=\"");
        self.out.attribute(lang.as_str());
        self.out.push("\" dir=\"");
        self.out.push(lang.dir());
        self.out.push("\"");
    }

    /// Writes the id of a block whose element has another: a target inside.
    pub(super) fn mark_target(&mut self, mark: &Mark<'_>) {
        if let Some(id) = &mark.id {
            self.out.push("<span id=\"");
            self.out.attribute(id);
            self.out.push("\"></span>");
        }
    }

    /// Writes the sign of a block whose source changed, and what the source says now.
    pub(super) fn mark_ends(&mut self, mark: Mark<'a>) {
        if mark.class.is_some() {
            self.out.push(" <span class=\"stale-mark\" role=\"img\" aria-label=\"");
            self.out.hole(Chunk::Word("notice.outdated_mark"));
            self.out.push("\">△</span>");
        }
        let Some((lang, mut beside)) = mark.beside else { return };
        let typography = self.settings.marks.as_ref().and_then(|marks| marks.typography(&lang));
        if let Some(typography) = typography {
            set(&mut beside, &typography, self.text);
        }
        self.out.push(" <span class=\"beside-label\">");
        self.out.hole(Chunk::Word("notice.beside"));
        self.out.push("</span> <span class=\"beside\"");
        self.lang(&lang);
        self.out.push(">");
        self.write_beside(&beside);
        self.out.push("</span>");
    }

    /// Words and emphasis only: links and pictures are the source's, and are to be found there.
    fn write_beside(&mut self, inlines: &[Inline<'_>]) {
        let mut closing: Vec<&'static str> = Vec::new();
        for inline in inlines {
            match &inline.event {
                Event::Start(tag) => {
                    let (open, close) = match tag {
                        Tag::Emphasis => ("<em>", "</em>"),
                        Tag::Strong => ("<strong>", "</strong>"),
                        Tag::Strikethrough => ("<del>", "</del>"),
                        _ => ("", ""),
                    };
                    self.out.push(open);
                    closing.push(close);
                }
                Event::End(_) => self.out.push(closing.pop().unwrap_or_default()),
                Event::Text(text) => self.out.text(text),
                Event::Code(code) => {
                    self.out.push("<code>");
                    self.out.text(code);
                    self.out.push("</code>");
                }
                Event::SoftBreak | Event::HardBreak => self.out.push("\n"),
                _ => {}
            }
        }
        for close in closing.into_iter().rev() {
            self.out.push(close);
        }
    }

    /// Begins an element around a marked text that shares its own with more, gives whether it did.
    pub(super) fn mark_begins_inside(&mut self, element: &str, mark: &Mark<'_>) -> bool {
        let is_marked = mark.class.is_some() || mark.id.is_some() || mark.lang.is_some();
        if is_marked {
            self.out.push("<");
            self.out.push(element);
            self.mark_attributes(mark, &[], true);
            self.out.push(">");
        }
        is_marked
    }
}

fn class(change: &str) -> Option<&'static str> {
    ["stale-minor", "stale-major", "stale-facts"].into_iter().find(|class| &class["stale-".len()..] == change)
}

fn short(id: &str) -> Option<String> {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    (id.len() == 8 && id.bytes().all(is_digit)).then(|| id.to_owned())
}

/// Ends without a beginning, as they are left where a beginning went with a source's text.
fn drop_stray_ends(inlines: &mut Vec<Inline<'_>>) {
    let mut open = 0_usize;
    inlines.retain(|inline| match inline.event {
        Event::Start(_) => {
            open += 1;
            true
        }
        Event::End(_) if open == 0 => false,
        Event::End(_) => {
            open -= 1;
            true
        }
        _ => true,
    });
}
