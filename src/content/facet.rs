//! What the practice database is browsed by (PRACTICES.md, Browsing).
//!
//! Takes a record with the countries, regions and hashtags that it was found to have, gives its
//! keys. Knows nothing of labels and addresses.

use std::fmt;

use super::practice::Term;
use super::{Practice, Vocabularies};

/// One thing that records are browsed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Law, policy or practice.
    Measure,
    /// The area of the model.
    Cap,
    /// The element inside the area.
    CapSub,
    /// ISO 3166-1 alpha-2, in capital letters.
    Country,
    /// A region of the campaign.
    Region,
    /// Whom it is for.
    Population,
    /// The point of the journey.
    Context,
    /// How far it reaches.
    Scope,
    /// Where it stands.
    Status,
    /// Engagement or enforcement.
    Approach,
    /// The best evidence that it has.
    Evidence,
    /// The year in which it began.
    Year,
    /// A hashtag in lower case.
    Hashtag,
}

impl Facet {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Facet; 13] = [
        Facet::Population,
        Facet::Region,
        Facet::Country,
        Facet::Cap,
        Facet::CapSub,
        Facet::Measure,
        Facet::Approach,
        Facet::Evidence,
        Facet::Status,
        Facet::Context,
        Facet::Scope,
        Facet::Year,
        Facet::Hashtag,
    ];

    /// Its name in addresses' parameters, in data and in the strings' `[paths]`.
    pub fn word(self) -> &'static str {
        match self {
            Facet::Measure => "measure",
            Facet::Cap => "cap",
            Facet::CapSub => "cap-sub",
            Facet::Country => "country",
            Facet::Region => "region",
            Facet::Population => "population",
            Facet::Context => "context",
            Facet::Scope => "scope",
            Facet::Status => "status",
            Facet::Approach => "approach",
            Facet::Evidence => "evidence",
            Facet::Year => "year",
            Facet::Hashtag => "hashtag",
        }
    }

    /// The facet of a name.
    pub fn parse(word: &str) -> Option<Facet> {
        Facet::ALL.into_iter().find(|facet| facet.word() == word)
    }

    /// The vocabulary that its keys are from.
    pub fn vocabulary(self) -> Option<&'static str> {
        match self {
            Facet::Country | Facet::Region | Facet::Year | Facet::Hashtag => None,
            Facet::Status => Some("practice-status"),
            Facet::Evidence => Some("evidence-quality"),
            other => Some(other.word()),
        }
    }

    /// The keys of a record in this facet, each once; countries, regions and hashtags are not its own.
    pub fn keys(self, practice: &Practice, vocabularies: &Vocabularies) -> Vec<String> {
        let many = |terms: &Option<Vec<Term>>| distinct(terms.iter().flatten());
        let one = |term: &Option<Term>| distinct(term.iter());
        match self {
            Facet::Measure => one(&practice.measure),
            Facet::Cap => many(&practice.cap),
            Facet::CapSub => many(&practice.cap_sub),
            Facet::Population => many(&practice.populations),
            Facet::Context => many(&practice.context),
            Facet::Scope => one(&practice.scope),
            Facet::Status => one(&practice.status),
            // A form of detention is engagement-based for nobody who counts (PRACTICES.md, restriction).
            Facet::Approach if practice.detains() => {
                one(&practice.approach).into_iter().filter(|key| key != ENGAGEMENT).collect()
            }
            Facet::Approach => one(&practice.approach),
            Facet::Evidence => practice.best_evidence(vocabularies).map(str::to_owned).into_iter().collect(),
            Facet::Year => practice.year().map(|year| year.to_string()).into_iter().collect(),
            Facet::Country | Facet::Region | Facet::Hashtag => Vec::new(),
        }
    }
}

const ENGAGEMENT: &str = "engagement";

fn distinct<'t>(terms: impl Iterator<Item = &'t Term>) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for term in terms.filter(|term| !term.value.is_empty()) {
        if !keys.contains(&term.value) {
            keys.push(term.value.clone());
        }
    }
    keys
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FacetKey {
    /// Of which facet.
    pub facet: Facet,
    /// Its key.
    pub key: String,
}
