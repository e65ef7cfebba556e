//! The map and the timeline of the practice database: what they draw, and that their tables say the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use altavoz::Memo;
use altavoz::base::country::Country;
use proptest::prelude::*;

use super::render::inputs;
use super::said::{in_words, sources};

const CONFIG: &str = "--- config.toml
title = \"T\"
base_url = \"https://example.org\"
[languages.en]
[languages.es]
[languages.ar]
[sections.practices]
fallback = \"link\"
";

/// What stands before a bar in the timeline.
const BAR: &str = "<use href=\"#_ticks\"/><a ";

/// A record of these countries with these lines in place of `start`.
fn record(name: &str, countries: &[&str], lines: &str) -> String {
    let list = countries.iter().map(|code| format!("\"{code}\"")).collect::<Vec<_>>().join(", ");
    let scope = if countries.is_empty() { "global" } else { "national" };
    let status = if lines.contains("status") { "" } else { "status = \"ended\"\n" };
    format!(
        "--- content/practices/{name}.md
+++
id = \"atd-{name}\"
title = \"Title {name}\"
summary = \"Twenty children left detention for two open-door homes.\"
measure = \"practice\"
cap = [\"placement\"]
countries = [{list}]
scope = \"{scope}\"
populations = [\"children\"]
context = [\"transit\"]
{status}{lines}
approach = \"engagement\"
restrictions = [\"none\"]
date = 2026-11-01
regions = [\"global\"]
actors = [{{ name = \"INM\", role = \"authority\", kind = \"government\" }}]
sources = [{{ ref = \"idc2016\", title = \"Practical Steps\" }}]
+++
"
    )
}

/// The pages at these addresses of the site with these records.
fn pages<const N: usize>(records: &str, urls: [&str; N]) -> [String; N] {
    let sources = sources(&format!("{CONFIG}{records}"));
    let (built, said) = altavoz::build(&sources, &inputs(), &mut Memo::default());
    urls.map(|url| {
        let file = built.output.files.get(url);
        let file = file.unwrap_or_else(|| panic!("nothing at {url}: {}", in_words(&said, &sources)));
        String::from_utf8(file.bytes.to_vec()).expect("text")
    })
}

/// What stands between each `start` and the `end` behind it.
fn all<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    text.split(start).skip(1).map(|rest| rest.split_once(end).map_or(rest, |(part, _)| part)).collect()
}

/// The drawing, and the rows of the table behind it.
fn drawing_and_rows(page: &str) -> (&str, Vec<&str>) {
    let (drawing, table) = page.split_once("<tbody>").unwrap_or((page, ""));
    (drawing, all(table, "<tr>", "</tr>"))
}

/// Every country that the drawing has a link for: address and accessible name.
fn linked(drawing: &str) -> BTreeSet<(String, String)> {
    let links = all(drawing, "\" class=\"level-", "</title>");
    let names = links.iter().map(|link| link.rsplit('>').next().unwrap_or_default().to_owned());
    let before = drawing.split("\" class=\"level-").map(|text| text.rsplit('"').next().unwrap_or_default());
    before.map(str::to_owned).zip(names).collect()
}

/// The same of the table.
fn tabled(rows: &[&str]) -> BTreeSet<(String, String)> {
    let row = |row: &&str| {
        let (url, label) = all(row, "<a href=\"", "</a>")[0].split_once("\">").expect("a link");
        let count = all(row, "<td class=\"right\">", "</td>")[0];
        let plural = if count == "1" { "practice" } else { "practices" };
        (url.to_owned(), format!("{label}: {count} {plural}"))
    };
    rows.iter().map(row).collect()
}

#[test]
fn every_country_with_a_practice_is_a_link_with_its_count_and_the_table_says_the_same() {
    let records = record("a", &["MX", "MT"], "start = \"2015\"")
        + &record("b", &["MX"], "start = \"2016\"")
        + &record("c", &[], "start = \"2017\"");
    let [page] = pages(&records, ["/practices/map/"]);
    let (drawing, rows) = drawing_and_rows(&page);
    let expected = [
        ("/practices/country/mt/".to_owned(), "Malta: 1 practice".to_owned()),
        ("/practices/country/mx/".to_owned(), "Mexico: 2 practices".to_owned()),
    ];
    assert_eq!(linked(drawing), BTreeSet::from(expected));
    assert_eq!(linked(drawing), tabled(&rows));
    assert!(page.contains("2 practices in 2 countries"), "{page}");
    assert!(page.contains("1 practice names no country"), "{page}");
    // Malta is too small for a shape, Mexico has room for its number.
    assert!(drawing.contains("<title>Malta: 1 practice</title><circle"), "{drawing}");
    assert!(drawing.contains("dy=\".35em\" aria-hidden=\"true\">2</text>"), "{drawing}");
}

#[test]
fn every_country_of_iso_3166_can_be_drawn() {
    let codes: Vec<String> = Country::all().map(|country| country.code().to_owned()).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let [page] = pages(&record("a", &codes, "start = \"2015\""), ["/practices/map/"]);
    let (drawing, rows) = drawing_and_rows(&page);
    assert_eq!(linked(drawing).len(), 249);
    assert_eq!(linked(drawing), tabled(&rows));
    // Each has an outline or a dot; of the land in the background only what has no code is left.
    let links = all(drawing, " class=\"level-", "</a>");
    assert!(links.iter().all(|link| link.contains("<path d=\"M") || link.contains("<circle")), "{links:?}");
    assert!(!drawing.contains("<g class=\"land\""));
    let land = all(drawing, "<path class=\"land\" aria-hidden=\"true\" d=\"", "\"")[0];
    assert_eq!(land.matches('M').count(), 1, "{land}");
}

#[test]
fn the_map_without_countries_says_so() {
    let [page] = pages(&record("a", &[], "start = \"2015\""), ["/es/practices/mapa/"]);
    assert!(page.contains("Todavía no hay prácticas de ningún país."), "{page}");
    assert!(!page.contains("class=\"level-"), "{page}");
}

#[test]
fn colours_stand_for_more_where_there_is_more() {
    let mut records = String::new();
    for number in 0..20 {
        let countries: &[&str] = if number < 3 { &["MX", "GT"] } else { &["MX"] };
        records += &record(&format!("r{number}"), countries, "start = \"2015\"");
    }
    let [page] = pages(&records, ["/practices/map/"]);
    assert!(page.contains("class=\"level-5\"><title>Mexico: 20 practices"), "{page}");
    assert!(page.contains("class=\"level-2\"><title>Guatemala: 3 practices"), "{page}");
    assert!(page.contains("<span class=\"swatch level-2\"></span>2–3</li>"), "{page}");
    assert!(page.contains("<span class=\"swatch level-5\"></span>16–20</li>"), "{page}");
}

#[test]
fn what_is_roughly_known_goes_on_or_has_no_known_end_has_a_shape_of_its_own() {
    let bar = |lines: &str| {
        let [page] = pages(&record("a", &["MX"], lines), ["/practices/timeline/"]);
        let bar = all(all(&page, BAR, "</a>")[0], "class=\"", "\"").join(" ");
        (bar, all(drawing_and_rows(&page).1[0], "<td>", "</td>")[1].to_owned())
    };
    let ended = "start = \"2015-08\"\nend = \"2016-04\"";
    assert_eq!(bar(ended), ("known".to_owned(), "August 2015 – April 2016".to_owned()));
    let about = "start = \"2015~\"\nend = \"2018~\"";
    assert_eq!(bar(about), ("known about about".to_owned(), "about 2015 – about 2018".to_owned()));
    assert_eq!(bar("start = \"2015~\"\nend = \"2015~\"").0, "about");
    assert_eq!(bar("start = \"2015\"\nstatus = \"operating\"").0, "known arrow");
    assert_eq!(bar("start = \"2015\"\nend = \"..\"\nstatus = \"operating\"").0, "known arrow");
    assert_eq!(bar("start = \"2015\""), ("known fade".to_owned(), "2015".to_owned()));
}

#[test]
fn in_arabic_time_runs_from_right_to_left() {
    let records = record("a", &["MX"], "start = \"2015\"\nend = \"2015\"")
        + &record("b", &["MX"], "start = \"2018\"\nend = \"2018\"");
    let [english, arabic] = pages(&records, ["/practices/timeline/", "/ar/practices/تسلسل/"]);
    let places = |page: &str| -> Vec<f64> { spans(page).into_iter().map(|(x, _)| x).collect() };
    assert_eq!(places(&english), [0.0, 75.0]);
    assert_eq!(places(&arabic), [75.0, 0.0]);
}

#[test]
fn beyond_three_hundred_practices_a_country_has_one_row() {
    let mut records = String::new();
    for number in 0..301 {
        let country = if number == 0 { "GT" } else { "MX" };
        records += &record(&format!("r{number}"), &[country], "start = \"2015\"\nend = \"2016\"");
    }
    let [page] = pages(&records, ["/practices/timeline/"]);
    let (drawing, rows) = drawing_and_rows(&page);
    assert_eq!(drawing.matches("<path class=\"known\"").count(), 2);
    assert!(!drawing.contains(BAR), "no bars");
    assert_eq!(rows.len(), 2);
    assert!(rows[1].contains("300 practices</td><td>2015–2016</td>"), "{}", rows[1]);
    assert!(drawing.contains("d=\"M0 40v-40h1v40v-40h1v40z\""), "{drawing}");
    assert!(drawing.contains("d=\"M0 40v-2h1v2v-2h1v2z\""), "one of three hundred is seen, too");
}

/// Place and width of every bar and every part of one, in percent.
fn spans(page: &str) -> Vec<(f64, f64)> {
    let bars = all(page, BAR, "</a>");
    let rects = bars.iter().flat_map(|bar| all(bar, "<rect", "/>"));
    let number = |rect: &str, name: &str| -> f64 {
        all(rect, &format!(" {name}=\""), "%\"")[0].parse().expect("a number")
    };
    rects.map(|rect| (number(rect, "x"), number(rect, "width"))).collect()
}

fn date() -> impl Strategy<Value = String> {
    let parts = (1950..2040_i16, prop::option::of((1..=12_i8, prop::option::of(1..=28_i8))), any::<bool>());
    parts.prop_map(|(year, month, about)| {
        let mut date = year.to_string();
        if let Some((month, day)) = month {
            write!(date, "-{month:02}").expect("text grows");
            if let Some(day) = day {
                write!(date, "-{day:02}").expect("text grows");
            }
        }
        if about { date + "~" } else { date }
    })
}

fn records() -> impl Strategy<Value = Vec<(Vec<&'static str>, String)>> {
    let countries = prop::sample::subsequence(vec!["MX", "GT", "US", "MT", "GF", "XX"], 0..4);
    let status = prop::sample::select(vec!["ended", "operating", "pilot", "unknown", "proposed"]);
    let time = (date(), prop::option::of(date()), status).prop_map(|(start, end, status)| {
        let end = end.filter(|end| end[..4] > start[..4]);
        let end = end.map_or_else(String::new, |end| format!("end = \"{end}\"\n"));
        format!("start = \"{start}\"\n{end}status = \"{status}\"")
    });
    let countries = countries.prop_map(|codes| codes.into_iter().filter(|code| *code != "XX").collect());
    prop::collection::vec((countries, time), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// Every record stands in the table once and has a bar in each of its countries, on the axis.
    #[test]
    fn the_timeline_has_every_record(records in records()) {
        let files: String = records.iter().enumerate()
            .map(|(number, (countries, time))| record(&format!("r{number}"), countries, time))
            .collect();
        let urls = ["/practices/timeline/", "/ar/practices/تسلسل/"];
        for page in pages(&files, urls) {
            let (drawing, rows) = drawing_and_rows(&page);
            let mut bars: BTreeMap<&str, usize> = BTreeMap::new();
            for bar in all(drawing, "<li><span><a href=\"", "\"") {
                *bars.entry(bar).or_default() += 1;
            }
            prop_assert_eq!(rows.len(), records.len());
            for (number, (countries, _)) in records.iter().enumerate() {
                let url = format!("/practices/r{number}/");
                let link = format!("<th scope=\"row\"><a href=\"{url}\"");
                prop_assert_eq!(rows.iter().filter(|row| row.contains(&link)).count(), 1, "{}", url);
                prop_assert_eq!(bars.get(&url[..]).copied(), Some(countries.len().max(1)), "{}", url);
            }
            for (x, width) in spans(drawing) {
                prop_assert!(x >= 0.0 && width > 0.0 && x + width <= 100.001, "{x} {width}");
            }
        }
    }
}
