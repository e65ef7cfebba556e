//! How the practice database is browsed without scripts: facets, pairs, counts, addresses.

use std::collections::{BTreeMap, BTreeSet};

use altavoz::base::Lang;
use altavoz::base::pictures::Pictures;
use altavoz::content::{Facet, FacetKey};
use altavoz::parse;
use altavoz::relate::site::{Part, Shows};
use altavoz::relate::{self, Site};
use insta::assert_snapshot;
use proptest::prelude::*;

use crate::render::inputs;
use crate::said::sources;

const CONFIG: &str = r#"--- config.toml
title = "Campaign"
base_url = "https://example.org"
[languages.en]
[languages.es]
[regions.americas]
name = { en = "Americas", es = "Américas" }
countries = ["MX", "GT", "US"]
[regions.europe]
name = { en = "Europe", es = "Europa" }
countries = ["CY", "PL"]
"#;

/// A record as it was drawn.
#[derive(Clone, Debug)]
struct Drawn {
    cap: BTreeSet<&'static str>,
    populations: BTreeSet<&'static str>,
    countries: BTreeSet<&'static str>,
    approach: &'static str,
    restriction: &'static str,
    year: u16,
    draft: bool,
}

const CAPS: [&str; 3] = ["liberty", "placement", "case-management"];
const PEOPLE: [&str; 3] = ["children", "families", "all"];
const COUNTRIES: [&str; 5] = ["MX", "GT", "US", "CY", "PL"];

impl Drawn {
    fn file(&self, number: usize) -> String {
        let list = |words: &BTreeSet<&str>| {
            words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(", ")
        };
        let summary = "Children leave detention for homes with open doors.";
        format!(
            "--- content/practices/r{number}.md\n+++\nid = \"atd-r{number}\"\ntitle = \"Record {number}\"\n\
             summary = \"{summary}\"\nmeasure = \"policy\"\ncap = [{cap}]\ncountries = [{countries}]\n\
             scope = \"national\"\npopulations = [{people}]\ncontext = [\"transit\"]\nstatus = \"ended\"\n\
             start = \"{year}\"\napproach = {approach:?}\nrestrictions = [{restriction:?}]\n\
             date = 2026-11-01\ndraft = {draft}\nhashtags = [\"FreeThemAll\"]\n\
             actors = [{{ name = \"INM\", role = \"authority\", kind = \"government\" }}]\n\
             sources = [{{ ref = \"a\", title = \"A\" }}]\n+++\nWords.\n",
            cap = list(&self.cap),
            countries = list(&self.countries),
            people = list(&self.populations),
            year = self.year,
            approach = self.approach,
            restriction = self.restriction,
            draft = self.draft,
        )
    }

    /// Its keys, found without the program.
    fn keys(&self) -> BTreeSet<(Facet, String)> {
        let mut keys: BTreeSet<(Facet, String)> = BTreeSet::new();
        keys.extend(self.cap.iter().map(|key| (Facet::Cap, (*key).to_owned())));
        keys.extend(self.populations.iter().map(|key| (Facet::Population, (*key).to_owned())));
        keys.extend(self.countries.iter().map(|key| (Facet::Country, (*key).to_owned())));
        let region = |country: &&str| if matches!(*country, "CY" | "PL") { "europe" } else { "americas" };
        keys.extend(self.countries.iter().map(|country| (Facet::Region, region(country).to_owned())));
        let held = matches!(self.restriction, "closed" | "electronic-monitoring");
        if !(held && self.approach == "engagement") {
            keys.insert((Facet::Approach, self.approach.to_owned()));
        }
        keys.insert((Facet::Year, self.year.to_string()));
        keys.insert((Facet::Hashtag, "freethemall".to_owned()));
        keys
    }
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let some = |of: &'static [&'static str]| {
        proptest::sample::subsequence(of, 1..=of.len()).prop_map(|words| words.into_iter().collect())
    };
    let approach = proptest::sample::select(&["engagement", "mixed", "enforcement"][..]);
    let restriction = proptest::sample::select(&["none", "reporting", "closed", "electronic-monitoring"][..]);
    let fields = (some(&CAPS), some(&PEOPLE), some(&COUNTRIES), approach, restriction, 2010u16..2014);
    (fields, proptest::bool::weighted(0.2)).prop_map(
        |((cap, populations, countries, approach, restriction, year), draft)| Drawn {
            cap,
            populations,
            countries,
            approach,
            restriction,
            year,
            draft,
        },
    )
}

fn site(files: &str) -> Site {
    let sources = sources(&format!("{CONFIG}{files}"));
    let ((parsed, said), _) = parse::parse(&sources, &parse::Shelves::default());
    let errors: Vec<_> = said.iter().filter(|said| said.severity == altavoz::base::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let moment = relate::Inputs { now: inputs().now, drafts: false, future: false };
    relate::relate(&parsed, &Pictures::default(), &moment, &relate::Shelves::default()).0
}

fn site_of(records: &[Drawn]) -> Site {
    let files: Vec<String> = records.iter().zip(0..).map(|(record, number)| record.file(number)).collect();
    site(&files.concat())
}

/// The titles on the pages of a list, in the order of its parts.
fn titles(parts: &[&Part]) -> Vec<String> {
    let mut parts = parts.to_vec();
    parts.sort_by_key(|part| part.number);
    let entries = parts.iter().flat_map(|part| &part.entries);
    entries.filter_map(|entry| Some(entry.edition.meta.title.as_ref()?.value.clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Each value's page has exactly the records with that value, in every language, and says how many;
    /// a draft is in none.
    #[test]
    fn every_value_has_a_page_with_exactly_its_records(records in prop::collection::vec(drawn(), 1..70)) {
        let site = site_of(&records);
        let mut expected: BTreeMap<(Facet, String), BTreeSet<String>> = BTreeMap::new();
        for (number, record) in records.iter().enumerate().filter(|(_, record)| !record.draft) {
            for key in record.keys() {
                expected.entry(key).or_default().insert(format!("Record {number}"));
            }
        }
        for lang in ["en", "es"].map(Lang::new) {
            let mut lists: BTreeMap<(Facet, String), Vec<&Part>> = BTreeMap::new();
            for page in site.pages.iter().filter(|page| page.lang == lang) {
                if let Shows::Facet(FacetKey { facet, key }, part) = &page.shows {
                    lists.entry((*facet, key.clone())).or_default().push(part);
                }
            }
            for (value, members) in &expected {
                let found = titles(&lists[value]);
                prop_assert_eq!(found.len(), members.len(), "{:?}", value);
                prop_assert_eq!(&found.into_iter().collect::<BTreeSet<_>>(), members);
                let count = site.practices.value(&lang, value.0, &value.1);
                prop_assert_eq!(count.map(|count| count.count), Some(members.len()));
            }
            let drawn: BTreeSet<Facet> = expected.keys().map(|(facet, _)| *facet).collect();
            let more = lists.keys().filter(|value| drawn.contains(&value.0) && !expected.contains_key(*value));
            prop_assert_eq!(more.count(), 0);
        }
    }

    /// Every pair that a record has is a page, and no other.
    #[test]
    fn every_region_with_its_people_has_a_page_if_a_record_has_both(
        records in prop::collection::vec(drawn(), 1..30),
    ) {
        let site = site_of(&records);
        let mut expected: BTreeMap<(String, String), usize> = BTreeMap::new();
        for record in records.iter().filter(|record| !record.draft) {
            let keys = record.keys();
            let of = |facet: Facet| keys.iter().filter(move |key| key.0 == facet).map(|key| key.1.clone());
            for region in of(Facet::Region) {
                for people in of(Facet::Population) {
                    *expected.entry((region.clone(), people)).or_default() += 1;
                }
            }
        }
        let pages = site.pages.iter().filter(|page| page.lang == Lang::new("es"));
        let pairs = pages.filter_map(|page| match &page.shows {
            Shows::Pair(region, people, part) if part.number == 1 => {
                Some(((region.key.clone(), people.key.clone()), part.total))
            }
            _ => None,
        });
        prop_assert_eq!(pairs.collect::<BTreeMap<_, _>>(), expected);
    }
}

fn one() -> Drawn {
    Drawn {
        cap: BTreeSet::from(["placement"]),
        populations: BTreeSet::from(["families"]),
        countries: BTreeSet::from(["MX"]),
        approach: "engagement",
        restriction: "none",
        year: 2015,
        draft: false,
    }
}

#[test]
fn addresses_are_words_of_the_readers_language() {
    let site = site_of(&[one()]);
    let found = site.pages.iter().filter(|page| page.url.as_str().contains("practices"));
    let urls: Vec<&str> = found.map(|page| page.url.as_str()).collect();
    let some =
        ["/practices/cap/placement/", "/practices/country/mx/", "/practices/population/", "/practices/map/"];
    for url in some {
        assert!(urls.contains(&url), "{url} of {urls:#?}");
    }
    let some = ["cap/alojamiento/", "pais/mx/", "region/americas/poblacion/familias/", "mapa/"];
    let spanish = some.map(|rest| format!("/es/practices/{rest}"));
    for url in &spanish {
        assert!(urls.contains(&url.as_str()), "{url} of {urls:#?}");
    }
}

#[test]
fn a_form_of_detention_is_not_counted_as_engagement() {
    let site = site_of(&[Drawn { restriction: "closed", ..one() }]);
    assert!(site.practices.values(&Lang::new("en"), Facet::Approach).is_empty());
}

#[test]
fn a_record_may_not_have_an_address_of_the_database() {
    let said = crate::said::said(&format!(
        "{CONFIG}{}",
        one().file(1).replace("practices/r1.md", "practices/map.md")
    ));
    assert_snapshot!(said, @"address/reserved at content/practices/map.md:1:1");
}

#[test]
fn a_site_without_records_has_no_pages_to_browse() {
    let site = site("--- content/about.md\n# About\nWords.\n");
    assert!(!site.pages.iter().any(|page| matches!(page.shows, Shows::Map | Shows::Facets(_))));
}
