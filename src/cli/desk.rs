//! The desk of `altavoz serve`: what a build left, put before [`render::desk`](crate::render::desk)
//! when somebody asks. Nothing is made of it before.

use std::sync::{Arc, LazyLock};

use crate::base::message::{Catalogue, Language};
use crate::base::{Diagnostic, Source, Sources};
use crate::relate::Site;
use crate::render::desk::{self, Ask, Problem, Weights};
use crate::serve::{Desk, Shown};

use super::arguments::Format;
use super::print::Printer;

/// What a build left.
pub(super) struct Left {
    site: Site,
    shown: Arc<Shown>,
    diagnostics: Vec<Diagnostic>,
    /// Only what the diagnostics point into.
    sources: Sources,
    weights: Arc<Weights>,
    language: Language,
}

impl std::fmt::Debug for Left {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Left").field("diagnostics", &self.diagnostics.len()).finish_non_exhaustive()
    }
}

impl Left {
    /// Keeps what the desk may be asked for; `words` are those of the program's language.
    pub(super) fn of(
        site: Site,
        shown: &Arc<Shown>,
        (diagnostics, sources): (&[Diagnostic], &Sources),
        weights: &Arc<Weights>,
        words: &Catalogue,
    ) -> Left {
        Left {
            site,
            shown: shown.clone(),
            diagnostics: diagnostics.to_vec(),
            sources: spoken_of(diagnostics, sources),
            weights: weights.clone(),
            language: Language::of_locale(&words.phrase("preview.lang", &[])),
        }
    }
}

/// The files that diagnostics point into: the others may change meanwhile.
fn spoken_of(diagnostics: &[Diagnostic], sources: &Sources) -> Sources {
    let spans = diagnostics
        .iter()
        .flat_map(|found| std::iter::once(found.span).chain(found.labels.iter().map(|(span, _)| *span)));
    let mut files = Sources::default();
    for span in spans {
        if files.path(span.source).is_some() {
            continue;
        }
        match sources.by_id(span.source) {
            Some(source) => files.put(Source::clone(source)),
            None => sources.path(span.source).into_iter().for_each(|path| files.know(path.clone())),
        }
    }
    files
}

/// Answers requests for the desk; `failure` says why the machine would not build after that.
pub(super) fn desk(left: Option<Arc<Left>>, failure: Option<String>) -> Box<Desk> {
    Box::new(move |path, query| {
        if path == "desk.css" {
            return Some(("desk.css", desk::STYLE.to_vec()));
        }
        let left = left.as_ref()?;
        let ask = Ask::parse(path, query)?;
        Some(("desk.html", page(left, failure.as_deref(), &ask).into_bytes()))
    })
}

fn page(left: &Left, failure: Option<&str>, ask: &Ask) -> String {
    let language = ask.language().unwrap_or(left.language);
    let printer = printer(language);
    let explain = |diagnostics: &[Diagnostic]| {
        let told = printer.report(diagnostics, &left.sources).into_iter();
        told.map(|told| serde_json::from_value(told).unwrap_or_default()).collect::<Vec<Problem>>()
    };
    let desk = desk::Desk {
        site: &left.site,
        output: &left.shown.output,
        diagnostics: &left.diagnostics,
        sources: &left.sources,
        explain: &explain,
        failure,
        weights: &left.weights,
        words: &printer.words,
        language,
    };
    desk::page(&desk, ask)
}

/// A printer for every language: whoever looks at the desk may speak another one than the program.
fn printer(language: Language) -> &'static Printer {
    static PRINTERS: LazyLock<[Printer; 2]> = LazyLock::new(|| {
        Language::ALL.map(|language| Printer {
            format: Format::Json,
            quiet: true,
            color: false,
            words: Catalogue::of(language),
        })
    });
    match language {
        Language::English => &PRINTERS[0],
        Language::Spanish => &PRINTERS[1],
    }
}
