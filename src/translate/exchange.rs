//! What all exchange formats have in common: what came back, which site it is from, what is wrong with the file.
//!
//! Knows neither the disk nor the ledger: whether a translation is taken is decided by who imports it.

use crate::base::Severity;

use super::unit::{Project, Returned};

/// Something about a file that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line in the file, from 1.
    pub line: usize,
    /// The code of its words, `exchange/…`.
    pub code: &'static str,
    /// Whether the file can be taken in spite of it.
    pub severity: Severity,
    /// What the placeholders in its words stand for.
    pub arguments: Vec<(&'static str, String)>,
}

impl Problem {
    /// Gives a placeholder its text.
    pub fn arg(&mut self, name: &'static str, value: impl ToString) -> &mut Problem {
        self.arguments.push((name, value.to_string()));
        self
    }
}

/// Collects problems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// In the order in which they were found.
    pub list: Vec<Problem>,
}

impl Problems {
    /// Notes what keeps the file from being taken.
    pub fn error(&mut self, code: &'static str, line: usize) -> &mut Problem {
        self.push(code, line, Severity::Error)
    }

    /// Notes what the translator should know.
    pub fn warning(&mut self, code: &'static str, line: usize) -> &mut Problem {
        self.push(code, line, Severity::Warning)
    }

    fn push(&mut self, code: &'static str, line: usize, severity: Severity) -> &mut Problem {
        self.list.push(Problem { line, code, severity, arguments: Vec::new() });
        self.list.last_mut().expect("one was just pushed")
    }
}

/// Where a file says that it is from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The site's title.
    pub title: Option<String>,
    /// Where the site lives.
    pub site: Option<String>,
    /// The language of the sources.
    pub source: Option<String>,
    /// The language of the translations, as a BCP 47 tag.
    pub target: Option<String>,
}

/// A file that came back, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Where it says that it is from.
    pub origin: Origin,
    /// Whether its texts have `{1}` in the place of addresses and code (see [`super::placeholders`]).
    pub has_placeholders: bool,
    /// The translations, in the order of the file; what has none is left out.
    pub returned: Vec<Returned>,
    /// Translations that the file keeps although their source is gone.
    pub orphans: Vec<Returned>,
    /// Translations that cannot be taken; a problem says why.
    pub refused: Vec<Returned>,
    /// What is wrong with the file.
    pub problems: Problems,
}

/// The text of a file: UTF-8, with or without a mark of it at the beginning.
pub fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let wrong = |at: usize, charset: Option<&str>| {
        let line = 1 + memchr::memchr_iter(b'\n', &bytes[..at]).count();
        let arguments = charset.map(|charset| ("charset", charset.to_owned())).into_iter().collect();
        Problem { line, code: "exchange/encoding", severity: Severity::Error, arguments }
    };
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(wrong(0, Some("UTF-16")));
    }
    let text = std::str::from_utf8(bytes).map_err(|fault| wrong(fault.valid_up_to(), None))?;
    match memchr::memchr(0, bytes) {
        Some(at) => Err(wrong(at, None)),
        None => Ok(text),
    }
}

/// Whether a file is from this site and in this language.
pub fn compare(origin: &Origin, project: &Project) -> Problems {
    let mut problems = Problems::default();
    let differs = |said: &Option<String>, ours: &str| said.as_ref().map(|said| said.trim() != ours.trim());
    // A site may move or be renamed while a file is out; both at once is another site.
    let site = differs(&origin.site, &project.base_url);
    let title = differs(&origin.title, &super::text::normal(&project.title));
    if site.or(title) == Some(true) && title != Some(false) {
        let said = origin.site.as_ref().or(origin.title.as_ref());
        problems
            .error("exchange/other-site", 1)
            .arg("other", said.map_or("", String::as_str))
            .arg("site", &project.base_url);
    }
    match &origin.target {
        None => {
            problems.error("exchange/no-language", 1).arg("language", &project.target);
        }
        Some(target) if !is_same_language(target, project.target.as_str()) => {
            problems
                .error("exchange/other-language", 1)
                .arg("other", target)
                .arg("language", &project.target);
        }
        Some(_) => {}
    }
    problems
}

// Editors add a region: `es` comes back as `es-MX`.
fn is_same_language(left: &str, right: &str) -> bool {
    let parts = |tag: &str| tag.to_ascii_lowercase().replace('_', "-");
    let (left, right) = (parts(left), parts(right));
    left.split('-').zip(right.split('-')).all(|(left, right)| left == right)
}
