//! What could be better in an author's files, as values. Printing them is the command line's work.

use super::Span;

/// A stage's result: the value, and what it has to say about the files that it was made from.
pub type Checked<T> = (T, Vec<Diagnostic>);

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written while there is one.
    Error,
    /// Worth mending; counts as an error with `--strict`.
    Warning,
}

/// One problem at one place.
///
/// The words come from the catalogue (`messages/<lang>.toml`) by the code: the first template
/// there whose placeholders are all among `arguments` is the message; likewise the help.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagnostic {
    /// Where it is shown.
    pub span: Span,
    /// `area/what-is-wrong`, stable for ever.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// What the catalogue's placeholders stand for.
    pub arguments: Vec<(&'static str, String)>,
    /// Other places that explain it; the words are the catalogue's `labels.<name>`.
    pub labels: Vec<(Span, &'static str)>,
    /// What should stand in the place of `span`, where that is beyond doubt; `check --fix` puts it there.
    pub fix: Option<String>,
}

impl Diagnostic {
    /// Gives a placeholder its text.
    pub fn arg(&mut self, name: &'static str, value: impl ToString) -> &mut Self {
        self.arguments.push((name, value.to_string()));
        self
    }

    /// Gives a placeholder its text if there is one; without it, templates that want it are passed over.
    pub fn maybe(&mut self, name: &'static str, value: Option<impl ToString>) -> &mut Self {
        if let Some(value) = value {
            self.arg(name, value);
        }
        self
    }

    /// Points at another place as well.
    pub fn label(&mut self, span: Span, name: &'static str) -> &mut Self {
        self.labels.push((span, name));
        self
    }

    /// Says what should stand in its place, where that is beyond doubt.
    pub fn fix(&mut self, word: Option<impl ToString>) -> &mut Self {
        self.fix = word.map(|word| word.to_string());
        self
    }

    /// The text of a placeholder.
    pub fn argument(&self, name: &str) -> Option<&str> {
        self.arguments.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }
}

/// Collects the diagnostics of one piece of work.
#[derive(Debug, Default)]
pub struct Report {
    /// In the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Notes an error; the answer takes arguments and labels.
    pub fn error(&mut self, code: &'static str, span: Span) -> &mut Diagnostic {
        self.push(code, span, Severity::Error)
    }

    /// Notes a warning.
    pub fn warning(&mut self, code: &'static str, span: Span) -> &mut Diagnostic {
        self.push(code, span, Severity::Warning)
    }

    fn push(&mut self, code: &'static str, span: Span, severity: Severity) -> &mut Diagnostic {
        let (arguments, labels) = (Vec::new(), Vec::new());
        self.diagnostics.push(Diagnostic { span, code, severity, arguments, labels, fix: None });
        self.diagnostics.last_mut().expect("one was just pushed")
    }
}
