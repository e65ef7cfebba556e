//! What templates get of the practice database as a whole.

use serde::Serialize;

use super::{Frame, Html, LinkView, OutcomeView, PagerView, Shared};

/// `practices.html`: the database, or what has one of its values.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct PracticesView {
    /// The frame.
    pub frame: Frame,
    /// The section's title, or the value's label.
    pub title: String,
    /// What the value is of; empty on the database's own page.
    pub eyebrow: String,
    /// The section's lines, or what the value means; may be empty.
    pub summary: String,
    /// The section's text (first page only); may be empty.
    pub body: Html,
    /// "16 practices".
    pub count_text: String,
    /// The records of this part.
    pub records: Vec<Shared<RecordView>>,
    /// `None` if one part holds all.
    pub pager: Option<PagerView>,
    /// The atom feed of this list; empty `url` if it has none.
    pub feed: LinkView,
    /// On the database's own page every facet; on a value's page the others of its facet, and what
    /// narrows it further.
    pub facets: Vec<FacetView>,
    /// Map and timeline; on the database's own page only.
    pub ways: Vec<LinkView>,
    /// The filter that begins with this page's value, for who has scripts; `url` may be empty.
    pub refine: LinkView,
    /// What the tables lack that the page shows; empty where they hold all.
    pub data_part: String,
    /// The data as files.
    pub downloads: Vec<LinkView>,
    /// What the filter needs; on the database's own page only.
    pub filter: Option<FilterView>,
}

/// What the script that filters needs.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct FilterView {
    /// The script.
    pub script: String,
    /// The folder of the data: `facets.json`, `rows-0.json`, …
    pub data: String,
    /// Changes whenever the data do.
    pub version: String,
    /// What dates and numbers look like: a BCP 47 locale.
    pub locale: String,
    /// The words that it says, as JSON: those of `[filter]`, and `count` with its plural forms.
    pub words: String,
    /// Where single records are as data: what stands before the id and `.json` behind it.
    pub records: String,
}

/// A facet with its values.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct FacetView {
    /// `cap`, …
    pub key: String,
    /// What readers call it.
    pub label: String,
    /// The page of all its values; may be empty.
    pub url: String,
    /// Its values.
    pub values: Vec<ValueView>,
    /// Whether it is shown open.
    pub open: bool,
}

/// A value of a facet.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ValueView {
    /// The facet: `cap-sub` stands among the values of `cap`.
    pub facet: String,
    /// Its key.
    pub key: String,
    /// What readers call it.
    pub label: String,
    /// What it means; only on the facet's own page, and there it may be empty.
    pub definition: String,
    /// Its page.
    pub url: String,
    /// How many records have it, in the page's digits.
    pub count: String,
    /// "16 practices".
    pub count_text: String,
    /// Whether it is this page.
    pub current: bool,
    /// The values under it.
    pub children: Vec<ValueView>,
}

/// `facets.html`: all values of a facet.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct FacetsView {
    /// The frame.
    pub frame: Frame,
    /// Its name.
    pub title: String,
    /// The values.
    pub values: Vec<ValueView>,
    /// The other facets.
    pub others: Vec<LinkView>,
}

/// A record in a list.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct RecordView {
    /// `atd-…`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// The language of its words, where it is not the page's; else empty.
    pub lang: String,
    /// `ltr` or `rtl` where `lang` is set; else empty.
    pub dir: String,
    /// Its summary.
    pub summary: String,
    /// Law, policy or practice.
    pub measure: String,
    /// Its countries, or else its regions.
    pub places: Vec<LinkView>,
    /// When it was; may be empty.
    pub period: String,
    /// Where it stands.
    pub status: String,
    /// Engagement or enforcement.
    pub approach: String,
    /// Said of an alternative form of detention; else empty.
    pub form_of_detention: String,
    /// The best evidence; may be empty.
    pub evidence: String,
    /// Its first figures, those with a comparator before the others.
    pub figures: Vec<OutcomeView>,
}
