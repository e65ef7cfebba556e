//! Templates → Tera, and Tera's errors → diagnostics where they stand.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ErrorKind, Tera};

use super::scan;
use crate::base::{Report, Source, Span};

type Templates = BTreeMap<String, Arc<Source>>;

/// Compiles all templates together; `None` if one of them does not compile.
pub(super) fn compile(templates: &Templates, report: &mut Report) -> Option<Tera> {
    let before = report.diagnostics.len();
    let mut texts = Vec::with_capacity(templates.len());
    for (name, source) in templates {
        match source.text() {
            Ok(text) => texts.push((name.as_str(), text)),
            Err(error) => {
                let place = error.valid_up_to();
                report.error("template/not-utf8", Span::new(source.id, place..place));
            }
        }
    }
    let mut tera = Tera::default();
    // Everything that a theme prints ends up in a page, whatever its file is called.
    tera.autoescape_on([""]);
    if let Err(error) = tera.add_raw_templates(texts.iter().copied()) {
        say_all(&error, &texts, templates, report);
    }
    for (name, text) in &texts {
        refuse(text, &templates[*name], report);
    }
    (report.diagnostics.len() == before).then_some(tera)
}

/// Tera stops at the first template that it cannot read; every other one is asked by itself.
fn say_all(error: &tera::Error, texts: &[(&str, &str)], templates: &Templates, report: &mut Report) {
    let mut said = false;
    for (name, text) in texts {
        if let Err(error) = Tera::default().add_raw_templates([(name, text)])
            && matches!(error.kind(), ErrorKind::SyntaxError(_))
        {
            say(&error, name, templates, report);
            said = true;
        }
    }
    if !said {
        say(error, texts.first().map_or("", |(name, _)| name), templates, report);
    }
}

/// Refuses what would let a theme print text as markup: a misspelt field would silently be empty,
/// and a title with `<` in it would break the page.
fn refuse(text: &str, source: &Source, report: &mut Report) {
    for tag in scan::tags(text) {
        for pair in tag.tokens.windows(2) {
            if (pair[0].is("|") || pair[0].is_word("filter")) && pair[1].is_word("safe") {
                let place = Span::new(source.id, pair[1].range.clone());
                report.error("template/forbidden", place).arg("name", "safe");
            }
        }
    }
}

/// Reports an error of Tera at its place; `template` is where it is shown if Tera does not say.
pub(super) fn say(error: &tera::Error, template: &str, templates: &Templates, report: &mut Report) {
    match error.kind() {
        ErrorKind::SyntaxError(error) => {
            let place = place(error.filename(), error.span().range.clone(), templates);
            report.error("template/syntax", place).arg("said", lower_first(error.message()));
        }
        ErrorKind::RenderingError(error) => {
            let place = place(error.filename(), error.span().range.clone(), templates);
            report.error("template/failed", place).arg("said", lower_first(error.message()));
        }
        ErrorKind::MissingParent { current, parent } => {
            let place = mention(current, parent, templates);
            report.error("template/unknown-name", place).arg("parent", parent);
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            report.error("template/circular", place(tpl, 0..0, templates));
        }
        other => say_message(&other.to_string(), template, templates, report),
    }
}

/// Tera gives what is wrong between templates (unknown filters, components, blocks) as a text of
/// reports: `error: …`, then ` --> name:line:column`.
fn say_message(message: &str, template: &str, templates: &Templates, report: &mut Report) {
    let mut said = false;
    let lines: Vec<&str> = message.lines().collect();
    for pair in lines.windows(2) {
        let (Some(detail), Some(at)) =
            (pair[0].strip_prefix("error: "), pair[1].trim_start().strip_prefix("--> "))
        else {
            continue;
        };
        let span = position(at, templates).unwrap_or_else(|| place(template, 0..0, templates));
        report.error("template/unknown-name", span).arg("said", lower_first(detail));
        said = true;
    }
    if !said {
        let place = place(template, 0..0, templates);
        report.error("template/unknown-name", place).arg("said", lower_first(message));
    }
}

/// In the form of our own messages: lower case, no full stop.
fn lower_first(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The place that `name:line:column` means; the column counts characters from 1.
fn position(at: &str, templates: &Templates) -> Option<Span> {
    let mut parts = at.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let source = templates.get(parts.next()?)?;
    let text = source.text().ok()?;
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let offset: usize = text.get(start..)?.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    Some(Span::new(source.id, start + offset..start + offset))
}

fn place(template: &str, range: std::ops::Range<usize>, templates: &Templates) -> Span {
    let source = templates.get(template).or_else(|| templates.values().next());
    source.map_or(Span::start_of(crate::base::SourceId(0)), |source| Span::new(source.id, range))
}

/// Where a template names another one.
fn mention(template: &str, name: &str, templates: &Templates) -> Span {
    let range = templates.get(template).and_then(|source| {
        let tags = scan::tags(source.text().ok()?);
        tags.into_iter().flat_map(|tag| tag.tokens).find(|token| token.text == name).map(|token| token.range)
    });
    place(template, range.unwrap_or(0..0), templates)
}
