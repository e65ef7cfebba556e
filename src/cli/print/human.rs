//! Diagnostics for people: the excerpt, what is wrong, what to do.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::base::message::Catalogue;
use crate::base::{Diagnostic, Severity, Sources, Span};

/// The longest line that is shown whole; of a longer one, only the part around the place.
const LONGEST_LINE: usize = 400;

/// One diagnostic as text.
pub(super) fn render(diagnostic: &Diagnostic, sources: &Sources, words: &Catalogue, color: bool) -> String {
    let said = words.words(diagnostic);
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let snippets = snippets(diagnostic, sources, words);
    let has_excerpt = !snippets.is_empty();
    let mut group = level.primary_title(said.message.as_str()).id(diagnostic.code).elements(snippets);
    if !has_excerpt {
        group = origin(group, diagnostic.span, sources);
    }
    if let Some(help) = &said.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

// A problem of a file as a whole has no excerpt.
fn origin<'a>(group: Group<'a>, span: Span, sources: &Sources) -> Group<'a> {
    match sources.path(span.source) {
        Some(path) => group.element(annotate_snippets::Origin::path(path.to_string())),
        None => group,
    }
}

fn snippets<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    words: &Catalogue,
) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let labels = diagnostic
        .labels
        .iter()
        .map(|(span, name)| (*span, Some(words.phrase(&format!("labels.{name}"), &[]))));
    let places: Vec<(Span, Option<String>)> =
        std::iter::once((diagnostic.span, None)).chain(labels).collect();
    let main = places[0].0.source;
    let (here, elsewhere): (Vec<_>, Vec<_>) = places.into_iter().partition(|(span, _)| span.source == main);
    let mut shown: Vec<_> = excerpt(&here, sources, true).into_iter().collect();
    shown.extend(elsewhere.iter().filter_map(|place| excerpt(std::slice::from_ref(place), sources, false)));
    shown
}

/// The lines of one file that hold the places, which all lie in it.
fn excerpt<'a>(
    places: &[(Span, Option<String>)],
    sources: &'a Sources,
    is_main: bool,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let source = sources.by_id(places.first()?.0.source)?;
    let text = source.text().ok()?;
    let clip = |offset: u32| floor(text, offset as usize);
    let first = places.iter().map(|(span, _)| clip(span.start)).min()?;
    let last = places.iter().map(|(span, _)| clip(span.end)).max()?;
    let window = window(text, first, last);
    if text[window.clone()].trim().is_empty() {
        return None;
    }
    let line = 1 + text[..window.start].bytes().filter(|byte| *byte == b'\n').count();
    let snippet = Snippet::source(&text[window.clone()]).line_start(line).path(source.path.as_str());
    let annotations = places.iter().enumerate().map(|(number, (span, label))| {
        let kind = if is_main && number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let (start, end) = (clip(span.start).max(window.start), clip(span.end).min(window.end));
        kind.span(start - window.start..end.max(start) - window.start).label(label.clone())
    });
    Some(snippet.annotations(annotations))
}

// From the beginning of the first line to the end of the last, or the neighbourhood in a very long line.
fn window(text: &str, first: usize, last: usize) -> std::ops::Range<usize> {
    let start = text[..first].rfind('\n').map_or(0, |end| end + 1);
    let start = start + if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let end = text[first..].find('\n').map_or(text.len(), |end| first + end);
    let last = last.min(first + 20 * LONGEST_LINE);
    let end = end.max(text[last..].find('\n').map_or(text.len(), |end| last + end));
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
