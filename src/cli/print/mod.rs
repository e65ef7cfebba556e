//! Puts diagnostics, listings and summaries on the terminal, or into a pipe as JSON.

mod human;

use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::time::Duration;

use indicatif::ProgressBar;

use serde_json::json;

use crate::base::message::Catalogue;
use crate::base::{Diagnostic, Failure, Severity, Sources};

use super::arguments::Format;
use super::place::Places;

/// How a command speaks.
#[derive(Clone, Debug)]
pub struct Printer {
    /// For people, programs or GitHub.
    pub format: Format,
    /// Problems only.
    pub quiet: bool,
    /// With colours, where a person looks at a terminal and did not forbid them.
    pub color: bool,
    /// The words.
    pub words: Catalogue,
}

impl Printer {
    /// Prints diagnostics in the order of files and places.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        let mut sorted: Vec<_> = diagnostics.iter().collect();
        let path = |diagnostic: &Diagnostic| sources.path(diagnostic.span.source);
        sorted.sort_by_cached_key(|diagnostic| (path(diagnostic), (*diagnostic).clone()));
        sorted.dedup();
        let mut places = Places::of(sources);
        for diagnostic in sorted {
            match self.format {
                Format::Json => tell(&self.json(diagnostic, &mut places)),
                Format::Github => tell(&self.github(diagnostic, &mut places)),
                _ => {
                    let text = human::render(diagnostic, &mut places, &self.words, self.color);
                    complain(&format!("{text}\n"));
                }
            }
        }
    }

    fn json(&self, diagnostic: &Diagnostic, places: &mut Places<'_>) -> serde_json::Value {
        let place = places.place(diagnostic.span);
        let at = place.as_ref().and_then(|place| place.at);
        let said = self.words.words(diagnostic);
        json!({
            "code": diagnostic.code,
            "severity": severity(diagnostic),
            "file": place.as_ref().map(|place| place.file),
            "line": at.map(|(line, _)| line),
            "column": at.map(|(_, column)| column),
            "message": said.message,
            "help": said.help,
        })
    }

    // https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    fn github(&self, diagnostic: &Diagnostic, places: &mut Places<'_>) -> String {
        let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
        let said = self.words.words(diagnostic);
        let help = said.help.map(|help| format!("\n{help}")).unwrap_or_default();
        let at = places.place(diagnostic.span).map_or_else(String::new, |place| {
            let (line, column) = place.at.unwrap_or((1, 1));
            format!("file={},line={line},col={column},", property(place.file))
        });
        let title = property(diagnostic.code);
        format!(
            "::{} {at}title={title}::{}",
            severity(diagnostic),
            escape(&format!("{}{help}", said.message))
        )
    }

    /// Diagnostics for a page: as for programs, each with the lines that it is about.
    pub fn report(&self, diagnostics: &[Diagnostic], sources: &Sources) -> Vec<serde_json::Value> {
        let mut places = Places::of(sources);
        let all = diagnostics.iter().map(|diagnostic| {
            let mut value = self.json(diagnostic, &mut places);
            value["excerpt"] = human::excerpt_alone(diagnostic, &mut places, &self.words).into();
            value
        });
        all.collect()
    }

    /// Prints why the machine would not.
    pub fn failure(&self, failure: &Failure) {
        let text = self.words.phrase(failure.key, &failure.arguments);
        match self.format {
            Format::Json => tell(&json!({ "failure": failure.key, "message": text })),
            _ => complain(&text),
        }
    }

    /// Prints a phrase for people, unless they asked for quiet.
    pub fn say(&self, key: &str, arguments: &[(&str, String)]) {
        if self.format.is_for_people() && !self.quiet {
            tell(&self.words.phrase(key, arguments));
        }
    }

    /// Prints a phrase that nobody may miss, quiet or not.
    pub fn warn(&self, key: &str) {
        complain(&self.words.phrase(key, &[]));
    }

    /// Shows on a terminal that something goes on; silent in a pipe.
    pub fn progress(&self, key: &str) -> Progress<'_> {
        let bar = ProgressBar::new_spinner();
        if self.format != Format::Human || self.quiet || !std::io::stderr().is_terminal() {
            bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        let progress = Progress { bar, words: &self.words };
        progress.now(key);
        progress
    }

    /// Asks a person on a terminal; where nobody can answer, the answer is no.
    pub fn confirm(&self, key: &str) -> bool {
        if self.format != Format::Human || !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return false;
        }
        tell(&self.words.phrase(key, &[]));
        let mut answer = String::new();
        let read = io::stdin().read_line(&mut answer);
        read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "s" | "si" | "sí")
    }

    /// Prints one object for programs.
    pub fn object(&self, value: &serde_json::Value) {
        if self.format == Format::Json {
            tell(value);
        }
    }

    /// Prints a file as it is.
    pub fn file(&self, bytes: &[u8]) {
        let mut out = io::stdout();
        heard(out.write_all(bytes).and_then(|()| out.flush()));
    }

    /// Prints a line of a listing for people.
    pub fn line(&self, text: &str) {
        if self.format != Format::Json {
            tell(&text);
        }
    }
}

/// Long work that a person waits for.
#[derive(Debug)]
pub struct Progress<'a> {
    bar: ProgressBar,
    words: &'a Catalogue,
}

impl Progress<'_> {
    /// Says what goes on now.
    pub fn now(&self, key: &str) {
        self.bar.set_message(self.words.phrase(key, &[]));
    }

    /// Says again and again how much of something is done.
    pub fn counter(&self, key: &str) -> impl Fn(usize, usize) + Send + Sync + 'static {
        let gaps = [("done", "{done}".to_owned()), ("all", "{all}".to_owned())];
        let (bar, phrase) = (self.bar.clone(), self.words.phrase(key, &gaps));
        move |done, all| {
            let phrase = phrase.replace("{done}", &done.to_string()).replace("{all}", &all.to_string());
            bar.set_message(phrase);
        }
    }

    /// Takes it off the terminal.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}

/// A line of what was asked for.
fn tell(line: &dyn Display) {
    heard(writeln!(io::stdout(), "{line}"));
}

/// A line about problems.
fn complain(line: &dyn Display) {
    heard(writeln!(io::stderr(), "{line}"));
}

// Whoever reads may have enough: `altavoz list | head`. A build goes on all the same.
fn heard(printed: io::Result<()>) {
    if let Err(cause) = printed
        && cause.kind() != ErrorKind::BrokenPipe
    {
        drop(writeln!(io::stderr(), "{cause}"));
    }
}

fn severity(diagnostic: &Diagnostic) -> &'static str {
    match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Whether colours are welcome on the stream that diagnostics go to (`NO_COLOR`: no-color.org).
pub fn wants_color(no_color: Option<&str>) -> bool {
    no_color.is_none_or(str::is_empty) && std::io::stderr().is_terminal()
}
