//! Signs in a text that only the old program understands and that are no tags: kramdown's attribute
//! lists, links between double brackets, the mark that ends an excerpt.

use std::ops::Range;

use crate::base::Report;

use super::edits::Edits;
use super::links::Lead;
use super::old::Generator;
use super::reader::{Reader, escaped, shortened};

impl Reader<'_> {
    /// Signs that only the old program understands, outside of code: attribute lists, wiki links, the mark
    /// that ends an excerpt. Says whether there is one for a table of contents.
    pub(super) fn signs(
        &self,
        body: &str,
        code: &[Range<usize>],
        edits: &mut Edits,
        report: &mut Report,
    ) -> bool {
        let is_code = |at: usize| code.iter().any(|code| code.contains(&at));
        let find = |open: &'static str, close: &'static str| {
            body.match_indices(open).filter(move |(at, _)| !is_code(*at)).filter_map(move |(at, _)| {
                let end = at + body[at..].find(close)? + close.len();
                (!body[at..end].contains("\n\n")).then_some(at..end)
            })
        };
        let mut toc = false;
        for range in find("<!--", "-->") {
            let word = body[range.clone()].trim_start_matches("<!--").trim_end_matches("-->").trim();
            if word.eq_ignore_ascii_case("more") || word == "excerpt" {
                edits.replace(with_line(body, range), "");
            }
        }
        if self.generator == Generator::Jekyll {
            for range in find("{:", "}") {
                let line = body[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
                let is_toc = body[range.clone()].contains("toc") && !body[range.clone()].contains("no_toc");
                toc |= is_toc;
                if is_toc {
                    // The list before it is there only to be replaced.
                    let above = body[..line].trim_end().rfind('\n').map_or(0, |newline| newline + 1);
                    let marks = ["* ", "- ", "1. ", "+ "];
                    let is_list = marks.iter().any(|mark| body[above..line].starts_with(mark));
                    edits.replace(with_line(body, if is_list { above..range.end } else { range }), "");
                    continue;
                }
                report
                    .warning("import/attributes", self.span(range.clone()))
                    .arg("value", shortened(&body[range.clone()]));
                let space = body[..range.start].len() - body[..range.start].trim_end_matches(' ').len();
                let whole = with_line(body, range.clone());
                let is_line = whole.len() > range.len();
                edits.replace(if is_line { whole } else { range.start - space..range.end }, "");
            }
        }
        for range in find("[[", "]]") {
            self.wiki_link(body, range, edits, report);
        }
        toc
    }

    fn wiki_link(&self, body: &str, range: Range<usize>, edits: &mut Edits, report: &mut Report) {
        let inside = &body[range.start + 2..range.end - 2];
        let (name, label) = inside.split_once('|').unwrap_or((inside, inside));
        if name.trim().is_empty()
            || inside.contains(['\n', '[', ']'])
            || body[range.end..].starts_with(['(', '['])
        {
            return;
        }
        if let Lead::To(path) = self.ways.named(self.page, self.new, name.trim()) {
            return edits.replace(range, format!("[{label}]({})", escaped(&path)));
        }
        let value = shortened(&body[range.clone()]);
        report.warning("import/wiki-link", self.span(range)).arg("value", value);
    }
}

/// A part with its line's end and the blank lines behind, where it has the line to itself.
fn with_line(body: &str, range: Range<usize>) -> Range<usize> {
    let starts = range.start == 0 || body[..range.start].ends_with('\n');
    let rest = &body[range.end..];
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let line = &rest[blank..];
    if !starts || !(line.is_empty() || line.starts_with(['\n', '\r'])) {
        return range;
    }
    let had_blank = range.start == 0 || body[..range.start].ends_with("\n\n");
    let end = if had_blank {
        rest.len() - line.trim_start_matches(['\n', '\r']).len()
    } else {
        blank + line.find('\n').map_or(0, |at| at + 1)
    };
    range.start..range.end + end
}
