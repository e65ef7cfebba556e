//! The desk of `altavoz serve`: what a build left, put before [`render::desk`](crate::render::desk)
//! when somebody asks. Nothing is made of it before.

use std::sync::{Arc, LazyLock};

use crate::base::message::{Catalogue, Language};
use crate::base::url::encode_value;
use crate::base::{Diagnostic, Source, Sources};
use crate::relate::Site;
use crate::render::desk::{self, Ask, Bench, Problem, Sent, Tab, Weights};
use crate::serve::{Asked, Desk, Reply, Shown};

use super::arguments::Format;
use super::print::Printer;
use super::translate::side::{Became, Look, Side};

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

/// Answers requests for the desk; `failure` says why the machine would not build after that, and `side` is
/// what translators work with.
pub(super) fn desk(left: Option<Arc<Left>>, failure: Option<String>, side: Option<Arc<Side>>) -> Box<Desk> {
    Box::new(move |asked| {
        let table = Table { left: left.as_deref(), failure: failure.as_deref(), side: side.as_deref() };
        table.answer(asked)
    })
}

/// What lies on the desk when somebody asks.
struct Table<'a> {
    left: Option<&'a Left>,
    failure: Option<&'a str>,
    side: Option<&'a Side>,
}

/// Where the files of translators are seen and changed.
const NOT_HERE: &str = "translations are worked on only on the computer that shows the preview\n";
const FOREIGN: &str = "this was not sent by a page of this preview, or the preview was started anew meanwhile: go back, copy what you wrote, and load the page anew\n";

impl Table<'_> {
    fn answer(&self, asked: &Asked) -> Option<Reply> {
        let path = &asked.path[..];
        if path == "desk.css" {
            return Some(Reply::File("desk.css", desk::STYLE.to_vec()));
        }
        if let Some(form) = &asked.form {
            return self.take(self.side?, form);
        }
        let work = desk::WORK.iter().find(|(name, _)| *name == path);
        if let (Some((name, bytes)), true) = (work, self.side.is_some()) {
            return Some(Reply::File(name, bytes.to_vec()));
        }
        let ask = Ask::parse(path, &asked.query)?;
        if ask.tab == Tab::Translate {
            self.side?;
            if !asked.is_here {
                return Some(Reply::Forbidden(NOT_HERE));
            }
        }
        Some(Reply::File("desk.html", self.page(&ask, None)?.into_bytes()))
    }

    fn take(&self, side: &Side, form: &str) -> Option<Reply> {
        Some(match side.save(form) {
            Became::Saved(address) => Reply::Taken(address),
            Became::Foreign => Reply::Forbidden(FOREIGN),
            Became::Not(sent) => {
                let query = format!("page={}&lang={}", encode_value(&sent.page), encode_value(&sent.lang));
                Reply::NotTaken(self.page(&Ask::parse("translate/", &query)?, Some(&sent))?.into_bytes())
            }
        })
    }

    fn page(&self, ask: &Ask, sent: Option<&Sent>) -> Option<String> {
        let left = self.left?;
        let language = ask.language().unwrap_or(left.language);
        let printer = printer(language);
        let explain = |diagnostics: &[Diagnostic]| {
            let told = printer.report(diagnostics, &left.sources).into_iter();
            told.map(|told| serde_json::from_value(told).unwrap_or_default()).collect::<Vec<Problem>>()
        };
        let mut failure = self.failure.map(ToOwned::to_owned);
        let look = self.side.filter(|_| ask.tab == Tab::Translate).map(Side::look);
        let look = look.map(|look| {
            look.unwrap_or_else(|cause| {
                failure = Some(printer.words.phrase(cause.key, &cause.arguments));
                Look::default()
            })
        });
        let nothing = Look::default();
        let look = look.as_ref().unwrap_or(&nothing);
        let bench = self.side.map(|side| Bench {
            lang: side.lang(),
            pages: &look.pages,
            waiting: look.waiting.as_ref().map(|(file, count)| (&file[..], *count)),
            glossary: &look.glossary,
            token: side.token(),
            sent,
        });
        let desk = desk::Desk {
            site: &left.site,
            output: &left.shown.output,
            diagnostics: &left.diagnostics,
            sources: &left.sources,
            explain: &explain,
            failure: failure.as_deref(),
            bench,
            weights: &left.weights,
            words: &printer.words,
            language,
        };
        Some(desk::page(&desk, ask))
    }
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
