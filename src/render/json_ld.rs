//! What search engines are told of a page (schema.org, as JSON-LD).
//!
//! A data block, not a script: nothing in it is run, and nothing in a title can end it.

use std::borrow::Cow;
use std::fmt::Write;

use serde::Serialize;

/// A page's graph: what it is, and the way to it from the home page.
#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Node<'a> {
    Thing(&'a Thing<'a>),
    Breadcrumbs(Breadcrumbs<'a>),
}

/// What a page is.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Thing<'a> {
    /// `NewsArticle`, `WebSite`, …
    #[serde(rename = "@type")]
    pub kind: &'static str,
    /// What it is known by: its canonical address.
    #[serde(rename = "@id")]
    pub id: &'a str,
    /// Where it is.
    pub url: &'a str,
    /// Its title.
    pub name: &'a str,
    /// The same, where schema.org wants it under this name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<&'a str>,
    /// Its summary.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: &'a str,
    /// The language of the text.
    pub in_language: &'a str,
    /// RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_published: Option<&'a str>,
    /// RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_modified: Option<&'a str>,
    /// Who wrote or signs it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Named<'a>>,
    /// Who publishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Named<'a>>,
    /// An absolute address.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub image: &'a str,
    /// Hashtags and topics, joined by commas.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub keywords: String,
    /// Where it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spatial_coverage: Vec<Named<'a>>,
    /// From when to when (ISO 8601).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub temporal_coverage: String,
    /// The licence's address.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub license: Cow<'a, str>,
    /// Whether it costs nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_accessible_for_free: Option<bool>,
    /// What else it is known by: a record's id, its DOI.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifier: Vec<Cow<'a, str>>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'a str>,
    /// What it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub citation: Vec<Work<'a>>,
    /// What it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_part_of: Option<Box<Dataset<'a>>>,
    /// What a catalogue has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dataset: Option<Box<Dataset<'a>>>,
    /// The same as a file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub encoding: Vec<Download>,
    /// What readers can do: sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub potential_action: Option<Endorse<'a>>,
    /// How many did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interaction_statistic: Option<Counter>,
    /// What a news item reports on, or a record is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<About<'a>>,
}

/// What a page is about.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum About<'a> {
    /// Of a news item.
    Event(Event<'a>),
    /// Of a practice record.
    Measure(Measure<'a>),
}

/// A law, a service or a project.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Measure<'a> {
    /// `Legislation`, `GovernmentService` or `Project`.
    #[serde(rename = "@type")]
    pub kind: &'static str,
    /// What it is called.
    pub name: Cow<'a, str>,
    /// Where a service or a project works.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub area_served: Vec<Named<'a>>,
    /// Where a law applies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legislation_jurisdiction: Vec<Named<'a>>,
    /// How a law is cited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legislation_identifier: Option<&'a str>,
}

/// A work that is cited.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Work<'a> {
    /// `CreativeWork`.
    #[serde(rename = "@type")]
    pub kind: &'static str,
    /// Its title.
    pub name: &'a str,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Cow<'a, str>>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Named<'a>>,
    /// The year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_published: Option<String>,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
}

/// A collection of records.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Dataset<'a> {
    /// `Dataset`.
    #[serde(rename = "@type")]
    pub kind: &'static str,
    /// What it is known by.
    #[serde(rename = "@id")]
    pub id: String,
    /// Where it is shown.
    pub url: String,
    /// Its title.
    pub name: Cow<'a, str>,
    /// What is in it.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: Cow<'a, str>,
    /// The language of its labels.
    pub in_language: &'a str,
    /// Who made it.
    pub creator: Named<'a>,
    /// The licence's address.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub license: &'a str,
    /// It costs nothing.
    pub is_accessible_for_free: bool,
    /// How to cite it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub citation: String,
    /// Where its records are about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spatial_coverage: Vec<Named<'a>>,
    /// From when to when (ISO 8601).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub temporal_coverage: String,
    /// Where it can be downloaded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub distribution: Vec<Download>,
}

/// A file to download.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Download {
    /// `DataDownload`, or `MediaObject` for one record.
    #[serde(rename = "@type")]
    pub kind: &'static str,
    /// `text/csv`.
    pub encoding_format: &'static str,
    /// An absolute address.
    pub content_url: String,
}

/// A person, organisation or place.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Named<'a> {
    /// `Person`, `Organization`, `Country`.
    #[serde(rename = "@type")]
    pub kind: &'static str,
    /// Its name.
    pub name: Cow<'a, str>,
}

/// Signing a petition.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Endorse<'a> {
    /// `EndorseAction`.
    #[serde(rename = "@type")]
    pub kind: &'static str,
    /// Where.
    pub target: &'a str,
}

/// How often something was done.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Counter {
    /// `InteractionCounter`.
    #[serde(rename = "@type")]
    pub kind: &'static str,
    /// What was done.
    pub interaction_type: &'static str,
    /// How often.
    pub user_interaction_count: i64,
}

/// A meeting, hearing or visit.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event<'a> {
    /// `Event`.
    #[serde(rename = "@type")]
    pub kind: &'static str,
    /// What.
    pub name: &'a str,
    /// Its first day.
    pub start_date: String,
    /// Its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Named<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Breadcrumbs<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    item: &'a str,
}

/// The block's text; `crumbs` are names with absolute addresses, the page itself last.
pub(super) fn script(thing: &Thing<'_>, crumbs: &[(String, String)]) -> String {
    let steps = crumbs.iter().zip(1..).map(|((name, item), position)| Step {
        kind: "ListItem",
        position,
        name,
        item,
    });
    let mut graph = vec![Node::Thing(thing)];
    if crumbs.len() > 1 {
        let item_list_element = steps.collect();
        graph.push(Node::Breadcrumbs(Breadcrumbs { kind: "BreadcrumbList", item_list_element }));
    }
    let graph = Graph { context: "https://schema.org", graph };
    escaped(&serde_json::to_string(&graph).expect("texts and numbers are JSON"))
}

/// `</script>`, `<!--` and the line ends of old JavaScript lose their meaning, the JSON keeps its.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len() + 64);
    let mut rest = json;
    while let Some(place) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        let (before, behind) = rest.split_at(place);
        let letter = behind.chars().next().expect("something was found");
        write!(escaped, "{before}\\u{:04x}", u32::from(letter)).expect("a string takes everything");
        rest = &behind[letter.len_utf8()..];
    }
    escaped.push_str(rest);
    escaped
}
