//! `/api/v1/petitions.json`: all that the signature collector knows of a site.
//!
//! A build writes it (`render`), the collector reads it (`sign`); this is the one shape for both.
//! The collector decides by its own clock what is announced, open or closed, so the file holds
//! instants and the state as it is written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Another number where a collector that reads this would misunderstand the file.
pub const VERSION: u32 = 1;

/// The whole file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Petitions {
    /// [`VERSION`] of the program that wrote it.
    pub version: u32,
    /// The site's origin, from which scripts may post: `https://example.org`.
    pub origin: String,
    /// The language of people whose own the site does not have.
    pub default_language: String,
    /// The style sheet of the collector's pages, whole.
    pub style: String,
    /// What the collector's pages and mails are made of, by language.
    pub languages: BTreeMap<String, Language>,
    /// By their ids.
    pub petitions: BTreeMap<String, Petition>,
}

/// The frame of pages and mails in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Language {
    /// The site's title.
    pub title: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// The site's home page.
    pub home: String,
    /// Every country's two letters and its name, in the order of a dictionary.
    #[serde(default)]
    pub countries: Vec<(String, String)>,
    /// The theme's words for the collector, by key: `collector.confirm.title`.
    pub words: BTreeMap<String, String>,
}

/// A petition as the collector sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Petition {
    /// As it is written: `open`, `paused`, `closed` or how it ended.
    pub state: String,
    /// From this instant (RFC 3339).
    pub opens: String,
    /// Until before this instant: the end of its last day.
    pub closes: Option<String>,
    /// The clock that those days are of.
    pub timezone: String,
    /// What the form asks for.
    pub fields: Fields,
    /// Age that signers must confirm.
    pub min_age: Option<i64>,
    /// The consents' ids.
    pub consent: Consents,
    /// Signatures from elsewhere.
    pub baseline: i64,
    /// How the goal is found.
    pub goal: Goal,
    /// The collector's address as the site's forms know it; `None` where others take the signatures.
    pub collector: Option<String>,
    /// Who answers for the data.
    pub controller: String,
    /// Their address for questions.
    pub contact: String,
    /// Days after closing until signatures are anonymised.
    pub retention_days: i64,
    /// Whether only numbers are kept afterwards.
    pub anonymise_after_close: bool,
    /// What it says, by language.
    pub texts: BTreeMap<String, Text>,
}

/// What a form asks for, beside the e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    /// First name.
    pub first_name: Rule,
    /// Last name.
    pub last_name: Rule,
    /// Country.
    pub country: Rule,
}

/// Whether a form asks for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    /// It must be filled in.
    Required,
    /// It may be.
    Optional,
    /// It is not asked for, and not kept if somebody sends it.
    Off,
}

/// The ids of the texts that signers agree to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consents {
    /// Must be given.
    pub processing: String,
    /// May be given.
    pub updates: Option<String>,
}

/// The number of signatures that is aimed at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// One number, whatever the count.
    pub fixed: Option<i64>,
    /// Else the first of these that is not nearly reached.
    pub steps: Vec<i64>,
    /// What "nearly" is, in thousandths.
    pub raise_at: i64,
}

impl Goal {
    /// The number to aim at while so many have signed; never less than that.
    pub fn at(&self, count: i64) -> i64 {
        if let Some(fixed) = self.fixed {
            return fixed;
        }
        let ahead = self.steps.iter().find(|step| count.saturating_mul(1000) < self.raise_at * **step);
        ahead.or(self.steps.last()).copied().unwrap_or(count).max(count)
    }
}

/// A petition in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Its title.
    pub title: String,
    /// Its page, to go back to.
    pub url: String,
    /// The consent that must be given.
    pub processing: String,
    /// The consent that may be given.
    pub updates: Option<String>,
    /// The refusals of its form by state: `announced`, `paused`, `closed`, dates filled in.
    pub notices: BTreeMap<String, String>,
    /// Ways to share it: what each is called and where it leads.
    #[serde(default)]
    pub share: Vec<(String, String)>,
    /// What its fields are called: `first_name`, `country`, `age_ok`.
    pub labels: BTreeMap<String, String>,
}
