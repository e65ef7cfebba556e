//! Writes code blocks, coloured where their language is known.

use std::mem;
use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use crate::base::record::nearest;
use crate::parse::highlight;

use super::fences::line_at;
use super::writer::Writer;

/// How many bytes of code in one text are coloured; a file with more was made by a machine.
const COLOURED: usize = 1 << 20;

impl Writer<'_> {
    pub(super) fn code_begins(&mut self, kind: CodeBlockKind<'_>, range: &Range<usize>) {
        let CodeBlockKind::Fenced(info) = kind else {
            self.language = None;
            return;
        };
        let name = info.split([' ', '\t', ',', '{']).next().filter(|name| !name.is_empty());
        self.language = name.map(|name| {
            let line = line_at(self.text, range.start);
            // A name with an escape in it is not found as it is read.
            let place = line.find(name).map_or(0..line.len(), |at| at..at + name.len());
            (name.to_owned(), range.start + place.start..range.start + place.end)
        });
    }

    pub(super) fn code_ends(&mut self) {
        let mut code = mem::take(&mut self.verbatim);
        let language = self.language.take();
        let coloured = language.as_ref().and_then(|(name, range)| self.coloured(&code, name, range.clone()));
        // Wide code scrolls, and what scrolls is to be reached by the keyboard.
        self.out.push(if self.settings.is_plain() { "<pre><code" } else { "<pre tabindex=\"0\"><code" });
        if let Some((name, _)) = &language {
            self.out.push(" class=\"language-");
            self.out.attribute(name);
            self.out.push("\"");
        }
        self.out.push(">");
        match coloured {
            Some(html) => self.out.push(&html),
            None => self.out.text(&code),
        }
        self.out.push("</code></pre>\n");
        code.clear();
        self.verbatim = code;
    }

    fn coloured(&mut self, code: &str, name: &str, range: Range<usize>) -> Option<String> {
        if !self.settings.highlight || self.settings.is_plain() || highlight::is_plain(name) {
            return None;
        }
        let Some(language) = highlight::language(name) else {
            let span = self.span(range);
            let nearest = nearest(name, highlight::names());
            self.report.warning("code/unknown-language", span).arg("name", name).maybe("nearest", nearest);
            return None;
        };
        self.coloured += code.len();
        (self.coloured <= COLOURED).then(|| highlight::html(code, language))
    }
}
