//! Holds a theme against sample views before any page is rendered with it.

use std::collections::BTreeMap;

use tera::{Context, Value};

use super::directive::Fill;
use super::sample::{self, Sample};
use super::theme::{PICTURES, Theme};
use super::view::poster::PosterView;
use super::view::{SiteView, View};
use super::voice::Voice;
use crate::base::{Diagnostic, Report};

/// Every mistake that the theme's templates make with full and with empty views.
///
/// A misspelt field is found by following the paths; only where all of them lead somewhere are the
/// samples rendered, for what is then still wrong.
pub(super) fn rehearse(theme: &Theme, voice: &Voice) -> Vec<Diagnostic> {
    let mut report = Report::default();
    let (inspection, samples) = (theme.inspect(), sample::pages());
    for sample in &samples {
        let globals = globals(voice, &whole(&sample.full), &sample::settings());
        inspection.check_fields(sample.full.template(), &globals, &mut report);
    }
    for template in PICTURES {
        inspection.check_fields(template, &of_poster(&sample::poster()), &mut report);
    }
    let directives = sample::directives();
    let mut globals = globals(voice, &Value::none(), &sample::settings());
    globals.insert("citation".to_owned(), Value::from_serializable(&sample::citation()));
    for (name, fill) in &directives {
        inspection.check_component(name, &arguments(fill), &globals, &mut report);
    }
    if report.diagnostics.is_empty() {
        play(theme, voice, &samples, &directives, &mut report);
    }
    report.diagnostics.sort();
    report.diagnostics.dedup();
    report.diagnostics
}

/// What `page` may have in a template: for an item's, the own parts of every kind, since templates
/// of several kinds have one parent that asks which of them there is.
fn whole(view: &View) -> Value {
    match view {
        View::Item(..) => Value::from_serializable(&sample::any_item()),
        other => other.value(),
    }
}

/// What the template of a picture sees: nothing of the site, so that little makes it another picture.
fn of_poster(poster: &PosterView) -> BTreeMap<String, Value> {
    let values = [("page", Value::from_serializable(poster)), ("lang", Value::from(&poster.lang[..]))];
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What of the pictures cannot be drawn; one that cannot be rendered is told with the theme.
pub(super) fn undrawable(theme: &Theme, trouble: &dyn Fn(&str) -> Option<String>) -> Vec<Diagnostic> {
    let mut report = Report::default();
    let pictures = pictures(theme, &mut report);
    if !report.diagnostics.is_empty() {
        return Vec::new();
    }
    for (template, svg) in pictures {
        if let Some(said) = trouble(&svg) {
            report.error("template/not-drawable", theme.place(template)).arg("said", said);
        }
    }
    report.diagnostics.dedup();
    report.diagnostics
}

/// The pictures of the samples by their templates, for whoever can tell whether they can be drawn.
pub(super) fn pictures(theme: &Theme, report: &mut Report) -> Vec<(&'static str, String)> {
    let samples = [sample::poster(), PosterView::default()];
    let picture = |(template, poster): (&'static str, &PosterView)| {
        let mut context = Context::new();
        for (name, value) in of_poster(poster) {
            context.insert_value(name, value);
        }
        (template, theme.render(template, &context, report))
    };
    let pairs =
        PICTURES.into_iter().flat_map(|template| samples.iter().map(move |sample| (template, sample)));
    pairs.map(picture).collect()
}

fn globals(voice: &Voice, page: &Value, settings: &SiteView) -> BTreeMap<String, Value> {
    let values = [
        ("page", page.clone()),
        ("site", Value::from_serializable(settings)),
        ("s", voice.words.clone()),
        ("lang", Value::from(voice.lang.as_str())),
    ];
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn arguments(fill: &Fill) -> Vec<(String, Value)> {
    let Some(map) = Value::from_serializable(fill).into_map() else { return Vec::new() };
    let mut arguments: Vec<_> =
        map.into_iter().filter_map(|(key, value)| Some((key.as_str()?.to_owned(), value))).collect();
    arguments.sort_by(|(one, _), (other, _)| one.cmp(other));
    arguments
}

/// Renders every sample; only the diagnostics are wanted.
fn play(
    theme: &Theme,
    voice: &Voice,
    samples: &[Sample],
    directives: &[(&'static str, Fill)],
    report: &mut Report,
) {
    for sample in samples {
        for (view, settings) in [(&sample.full, sample::settings()), (&sample.empty, SiteView::default())] {
            let mut context = Context::new();
            for (name, value) in globals(voice, &view.value(), &settings) {
                context.insert_value(name, value);
            }
            theme.render(view.template(), &context, report);
        }
    }
    pictures(theme, report);
    for (name, fill) in directives {
        let mut implicits = Context::new();
        for (name, value) in globals(voice, &Value::none(), &sample::settings()) {
            if name != "page" {
                implicits.insert_value(name, value);
            }
        }
        implicits.insert("citation", &sample::citation());
        let arguments = Context::from_serialize(fill).unwrap_or_default();
        theme.component(name, arguments, &implicits, "<p>A sample.</p>", report);
    }
}
