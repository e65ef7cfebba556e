//! Diagnostics for people: the excerpt, what is wrong, what to do.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::base::message::Catalogue;
use crate::base::{Diagnostic, Severity, Span};
use crate::cli::place::{Lines, Places};

/// The longest line that is shown whole; of a longer one, only the part around the place.
const LONGEST_LINE: usize = 400;

/// One diagnostic as text.
pub(super) fn render(
    diagnostic: &Diagnostic,
    places: &mut Places<'_>,
    words: &Catalogue,
    color: bool,
) -> String {
    let said = words.words(diagnostic);
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(words.phrase("severity.error", &[])),
        Severity::Warning => Level::WARNING.with_name(words.phrase("severity.warning", &[])),
    };
    let snippets = snippets(diagnostic, places, words);
    let has_excerpt = !snippets.is_empty();
    let mut group = level.primary_title(said.message.as_str()).id(diagnostic.code).elements(snippets);
    // A problem of a file as a whole has no excerpt.
    if let Some(place) = places.place(diagnostic.span).filter(|_| !has_excerpt) {
        group = group.element(Origin::path(place.file));
    }
    if let Some(help) = &said.help {
        group =
            group.element(Level::HELP.with_name(words.phrase("severity.help", &[])).message(help.as_str()));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

/// The lines that a diagnostic is about, for a page that says the rest in its own way.
pub(super) fn excerpt_alone(diagnostic: &Diagnostic, places: &mut Places<'_>, words: &Catalogue) -> String {
    let snippets = snippets(diagnostic, places, words);
    if snippets.is_empty() {
        return String::new();
    }
    let group = Group::with_level(Level::NOTE).elements(snippets);
    Renderer::plain().decor_style(DecorStyle::Ascii).render(&[group])
}

fn snippets<'a>(
    diagnostic: &Diagnostic,
    places: &mut Places<'a>,
    words: &Catalogue,
) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let labels = diagnostic
        .labels
        .iter()
        .map(|(span, name)| (*span, Some(words.phrase(&format!("labels.{name}"), &[]))));
    let spans: Vec<(Span, Option<String>)> = std::iter::once((diagnostic.span, None)).chain(labels).collect();
    let main = spans[0].0.source;
    let (here, elsewhere): (Vec<_>, Vec<_>) = spans.into_iter().partition(|(span, _)| span.source == main);
    let mut shown: Vec<_> = excerpt(&here, places, true).into_iter().collect();
    shown.extend(elsewhere.iter().filter_map(|span| excerpt(std::slice::from_ref(span), places, false)));
    shown
}

/// The lines of one file that hold the spans, which all lie in it.
fn excerpt<'a>(
    spans: &[(Span, Option<String>)],
    places: &mut Places<'a>,
    is_main: bool,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let lines = places.lines(spans.first()?.0.source)?;
    let text = lines.text?;
    let clip = |offset: u32| floor(text, offset as usize);
    let first = spans.iter().map(|(span, _)| clip(span.start)).min()?;
    let last = spans.iter().map(|(span, _)| clip(span.end)).max()?;
    let window = window(text, lines, first..last);
    if text[window.clone()].trim().is_empty() {
        return None;
    }
    let snippet = Snippet::source(&text[window.clone()])
        .line_start(lines.number(window.start))
        .path(lines.source.path.as_str());
    let annotations = spans.iter().enumerate().map(|(number, (span, label))| {
        let kind = if is_main && number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let (start, end) = (clip(span.start).max(window.start), clip(span.end).min(window.end));
        kind.span(start - window.start..end.max(start) - window.start).label(label.clone())
    });
    Some(snippet.annotations(annotations))
}

// From the beginning of the first line to the end of the last, or the neighbourhood in a very long line.
fn window(text: &str, lines: &Lines<'_>, Range { start: first, end: last }: Range<usize>) -> Range<usize> {
    let Range { start, end } = lines.line(first);
    let start = start + if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let last = last.min(first + 20 * LONGEST_LINE);
    let end = end.max(lines.line(last).end);
    if end.saturating_sub(start) <= LONGEST_LINE.max(last - first) || text[start..end].contains('\n') {
        return start.min(first)..end;
    }
    floor(text, first.saturating_sub(LONGEST_LINE / 2)).max(start)
        ..floor(text, first + LONGEST_LINE / 2).min(end)
}

fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|offset| text.is_char_boundary(*offset)).unwrap_or(0)
}
