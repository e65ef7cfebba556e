//! Records of the practice database (PRACTICES.md).

use crate::base::Spanned;
use crate::base::country::Country;
use crate::base::date::{Day, Edtf};
use crate::base::node::Number;
use crate::base::record::Record;
use crate::record;

use super::parts::Image;
use super::vocabulary::{Vocabularies, Vocabulary};

/// A key of a vocabulary.
pub type Term = Spanned<String>;

record! {
    /// A place, never more exact than a town.
    pub struct Place {
        /// Its name.
        name: Spanned<String> = required_text,
        /// ISO 3166-2.
        subdivision: Spanned<String> = plain,
        /// country, region or city.
        precision: Spanned<String> = plain of [OneOf(&["country", "region", "city"])],
    }
}

record! {
    /// Who takes part.
    pub struct Actor {
        /// Its official name.
        name: String = required,
        /// A key of `actor-role`.
        role: Term = required of [Vocabulary("actor-role")],
        /// A key of `actor-kind`.
        kind: Term = required of [Vocabulary("actor-kind")],
        /// Where it is at home.
        country: Country = plain,
        /// Its site.
        url: Spanned<String> = plain of [Web],
        /// Whether it is a member of the network.
        member: bool = plain,
        /// More about its part.
        note: String = text,
    }
}

record! {
    /// A law that a record rests on.
    pub struct LegalBasis {
        /// Its name.
        title: String = required_text,
        /// How it is cited.
        citation: String = plain,
        /// When it was made; of old laws often only the year is known.
        date: Edtf = plain,
        /// Where it can be read.
        url: Spanned<String> = plain of [Web],
        /// A key of `legal-level`.
        level: Term = required of [Vocabulary("legal-level")],
    }
}

record! {
    /// How many people it reached.
    pub struct PeopleServed {
        /// How many.
        value: i64 = required of [AtLeast(1)],
        /// Of whom.
        of: String = text,
        /// When, as EDTF date or interval.
        period: String = plain,
        /// Only roughly known.
        approx: bool = plain,
        /// A `ref` of the sources.
        source: Spanned<String> = required,
    }
}

record! {
    /// What a figure is measured against.
    pub struct Comparator {
        /// In the outcome's unit.
        value: Number = required,
        /// What it stands for.
        label: String = required_text,
        /// Given only to be checked: must be the outcome's.
        unit: Spanned<String> = plain,
        /// Given only to be checked: must be the outcome's.
        period: Spanned<String> = plain,
    }
}

record! {
    /// One measured result.
    pub struct Outcome {
        /// A key of `indicator`.
        indicator: Term = required of [Vocabulary("indicator")],
        /// In `unit`.
        value: Spanned<Number> = required,
        /// A key of `unit` or an ISO 4217 code.
        unit: Term = required of [Unit],
        /// What it is measured against.
        comparator: Comparator = plain,
        /// When, as EDTF date or interval.
        period: String = plain,
        /// How many people were measured.
        n: i64 = plain of [AtLeast(1)],
        /// Where.
        geography: String = plain,
        /// A `ref` of the sources.
        source: Spanned<String> = required,
        /// A key of `evidence-quality`.
        quality: Term = required of [Vocabulary("evidence-quality")],
        /// What else to know.
        note: String = text,
    }
}

record! {
    /// A work that a record rests on (names as in CSL-JSON).
    pub struct PracticeSource {
        /// What outcomes call it by.
        key "ref": Spanned<String> = required,
        /// As printed.
        title: String = required,
        /// Who wrote it.
        creators: Vec<String> = plain,
        /// When.
        year: i64 = plain of [AtLeast(1000)],
        /// Who published it.
        publisher: String = plain,
        /// A key of `source-type`.
        kind "type": Term = plain of [Vocabulary("source-type")],
        /// Its language.
        lang: String = plain of [Language],
        /// Where it can be read.
        url: Spanned<String> = plain of [Web],
        /// A copy that stays.
        archived_url: Spanned<String> = plain of [Web],
        /// Which pages.
        pages: String = plain,
        /// Digital object identifier.
        doi: String = plain,
        /// International standard book number.
        isbn: String = plain,
        /// The day on which it was read.
        accessed: Day = plain,
    }
}

record! {
    /// A field that is withheld.
    pub struct Redaction {
        /// Its key.
        field: Spanned<String> = required,
        /// A key of `redaction-reason`.
        reason: Term = required of [Vocabulary("redaction-reason")],
    }
}

/// What a record may withhold of the fields that all kinds have.
const OF_ALL_KINDS: [&str; 16] = [
    "subtitle",
    "summary",
    "intro",
    "updated",
    "authors",
    "countries",
    "regions",
    "topics",
    "hashtags",
    "image",
    "related",
    "follows",
    "contacts",
    "attachments",
    "references",
    "changes",
];

record! {
    /// What practices have beside [`Meta`](super::Meta).
    pub struct Practice {
        /// `atd-…`; never changes.
        id: Spanned<String> = required of [Id("atd-")],
        /// A key of `measure`.
        measure: Term = required of [Vocabulary("measure")],
        /// Keys of `cap`, one to five.
        cap: Vec<Term> = required of [Vocabulary("cap"), NotEmpty],
        /// Keys of `cap-sub` whose parents are in `cap`.
        cap_sub: Vec<Term> = plain of [Vocabulary("cap-sub")],
        /// ISO 3166-2 codes inside the countries.
        subdivisions: Vec<Spanned<String>> = plain,
        /// Where.
        places: Vec<Place> = plain,
        /// A key of `scope`.
        scope: Term = required of [Vocabulary("scope")],
        /// Keys of `population`.
        populations: Vec<Term> = required of [Vocabulary("population"), NotEmpty],
        /// Keys of `context`.
        context: Vec<Term> = required of [Vocabulary("context"), NotEmpty],
        /// A key of `practice-status`.
        status: Term = required of [Vocabulary("practice-status")],
        /// When it began.
        start: Spanned<Edtf> = required,
        /// When it ended.
        end: Spanned<Edtf> = plain,
        /// A key of `approach`.
        approach: Term = required of [Vocabulary("approach")],
        /// Keys of `restriction`.
        restrictions: Vec<Term> = required of [Vocabulary("restriction"), NotEmpty],
        /// Who takes part.
        actors: Vec<Actor> = required of [NotEmpty],
        /// The laws.
        legal_basis: Vec<LegalBasis> = plain,
        /// How many people.
        people_served: PeopleServed = plain,
        /// What was measured.
        outcomes: Vec<Outcome> = plain,
        /// A key of `evidence-quality`; derived, and may be set lower.
        evidence: Term = plain of [Vocabulary("evidence-quality")],
        /// What it rests on.
        sources: Vec<PracticeSource> = required of [NotEmpty],
        /// Objectives of the Global Compact for Migration, 1 to 23.
        gcm: Vec<Spanned<i64>> = plain of [Between(1, 23)],
        /// Targets of the Sustainable Development Goals.
        sdg: Vec<Spanned<String>> = plain,
        /// More pictures.
        images: Vec<Image> = plain,
        /// The day on which it was last checked.
        reviewed: Spanned<Day> = plain,
        /// Its version.
        version: String = plain,
        /// Its licence; the site's by default.
        license: String = plain,
        /// Digital object identifier.
        doi: String = plain,
        /// What is withheld, and why.
        redaction: Vec<Redaction> = plain,
    }
}

impl Practice {
    /// Whether a field may be withheld: not what a record is known by, nor what rules its publishing.
    pub fn may_withhold(key: &str) -> bool {
        let own = Practice::FIELDS.iter().any(|field| field.key == key);
        (own && !matches!(key, "id" | "redaction")) || OF_ALL_KINDS.contains(&key)
    }

    /// The record's own word on its evidence, else the best quality among its outcomes.
    pub fn best_evidence<'p>(&'p self, vocabularies: &Vocabularies) -> Option<&'p str> {
        let qualities = self.outcomes.iter().flatten().filter_map(|outcome| outcome.quality.as_ref());
        let order = vocabularies.by_name.get("evidence-quality");
        let rank = |quality: &&Term| {
            let place = |order: &Vocabulary| order.terms.iter().position(|term| term.key == quality.value);
            order.and_then(place).unwrap_or(usize::MAX)
        };
        let best = self.evidence.as_ref().or_else(|| qualities.min_by_key(rank));
        best.map(|quality| quality.value.as_str())
    }

    /// Whether it is an alternative form of detention: electronic monitoring or a closed facility.
    pub fn detains(&self) -> bool {
        let held = |term: &Term| matches!(term.value.as_str(), "electronic-monitoring" | "closed");
        self.restrictions.iter().flatten().any(held)
    }

    /// The year in which it began.
    pub fn year(&self) -> Option<i16> {
        self.start.as_ref()?.value.year()
    }
}
