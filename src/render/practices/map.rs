//! The map of the practice database: every country with practices is a link in its count's colour.
//!
//! Takes the countries' counts, gives shapes with levels, and a legend. The same list is the table
//! beside the map, so that both say the same. Knows nothing of single practices.

use std::collections::BTreeMap;

use super::super::context::Context;
use super::super::frame::{self, Head};
use super::super::view::LinkView;
use super::super::view::charts::{DotView, MapView, ShapeView, StepView};
use super::super::voice::Voice;
use super::world::{Land, WORLD};
use super::{FOLDER, country_link, shown, to_timeline};
use crate::base::country::Country;
use crate::content::Facet;
use crate::relate::site::{FacetCount, Page};

/// Where each step begins, by how much there is: the first row that its limit is enough for.
const STEPS: [(usize, [usize; 5]); 5] = [
    (5, [1, 2, 3, 4, 5]),
    (30, [1, 2, 4, 8, 16]),
    (120, [1, 5, 10, 25, 50]),
    (600, [1, 10, 50, 100, 250]),
    (usize::MAX, [1, 50, 100, 500, 1000]),
];

/// How wide a digit is, in the map's units and halved.
const HALF_DIGIT: usize = 8;

/// How high it is, halved.
const HALF_HEIGHT: usize = 11;

/// The map in its frame.
pub(in super::super) fn view(context: &Context<'_>, page: &Page, voice: &Voice) -> MapView {
    let title = voice.word("map.title");
    let head =
        Head { title, description: voice.word("map.intro"), section: FOLDER.to_owned(), ..Head::default() };
    let tallies = tallies(context.site.practices.values(&voice.lang, Facet::Country));
    let (of_one, elsewhere): (Vec<_>, Vec<_>) =
        shown(context, voice).partition(|record| !record.keys(Facet::Country).is_empty());
    let practices = voice.count("count.practices", of_one.len());
    let countries = voice.count("count.countries", tallies.len());
    MapView {
        frame: frame::view(context, page, voice, head),
        title: title.to_owned(),
        count_text: voice.say("map.count", &[("practices", &practices), ("countries", &countries)]),
        elsewhere: match elsewhere.len() {
            0 => String::new(),
            count => voice.count("map.elsewhere", count),
        },
        timeline: to_timeline(context, voice).unwrap_or_default(),
        ..drawn(context, &tallies, voice)
    }
}

/// How many records a country has, and where they are.
type Tallies<'a> = BTreeMap<Country, &'a FacetCount>;

fn tallies(counts: &[FacetCount]) -> Tallies<'_> {
    counts.iter().filter_map(|count| Some((Country::parse(&count.key.key)?, count))).collect()
}

fn drawn(context: &Context<'_>, tallies: &Tallies<'_>, voice: &Voice) -> MapView {
    let most = tallies.values().map(|tally| tally.count).max().unwrap_or(0);
    let mut view = MapView { viewbox: format!("0 0 {} {}", WORLD.width, WORLD.height), ..MapView::default() };
    for land in &WORLD.lands {
        let tally = land.country.and_then(|country| Some((country, tallies.get(&country)?.count)));
        if let Some(tally) = tally {
            view.countries.push(shape(land, tally, most, (context, voice)));
        } else {
            view.land.push_str(land.path);
            view.dots.extend(land.is_dot().then(|| dot(land)));
        }
    }
    view.countries.sort_by(|one, other| voice.format.compare(&one.label, &other.label));
    view.legend = legend(tallies, most, voice);
    view
}

fn dot(land: &Land) -> DotView {
    DotView { x: land.at.0, y: land.at.1 }
}

fn shape(
    land: &Land,
    (country, count): (Country, usize),
    most: usize,
    (context, voice): (&Context<'_>, &Voice),
) -> ShapeView {
    let LinkView { label, url, .. } = country_link(context, country, voice);
    let practices = voice.count("count.practices", count);
    let text = number(count, voice);
    let half = HALF_DIGIT * text.chars().count();
    ShapeView {
        code: country.code().to_owned(),
        name: voice.say("map.country", &[("country", &label), ("practices", &practices)]),
        label,
        url,
        level: level(count, most),
        path: land.path.to_owned(),
        at: dot(land),
        is_dot: land.is_dot(),
        is_numbered: usize::from(land.room) >= half.max(HALF_HEIGHT),
        count: text,
    }
}

fn number(count: usize, voice: &Voice) -> String {
    voice.format.number(i64::try_from(count).unwrap_or(i64::MAX))
}

fn steps(most: usize) -> [usize; 5] {
    let fits = STEPS.iter().find(|(limit, _)| most <= *limit);
    fits.map_or(STEPS[0].1, |(_, steps)| *steps)
}

/// 1 to 5.
fn level(count: usize, most: usize) -> usize {
    steps(most).iter().filter(|begins| **begins <= count).count()
}

/// The steps that there are countries on.
fn legend(tallies: &Tallies<'_>, most: usize, voice: &Voice) -> Vec<StepView> {
    let steps = steps(most);
    let used = |level: &usize| tallies.values().any(|tally| self::level(tally.count, most) == *level);
    let view = |level: usize| {
        let first = steps[level - 1];
        let last = steps.get(level).map_or(most, |next| next - 1).min(most);
        let text = match last {
            last if last <= first => number(first, voice),
            last => format!("{}–{}", number(first, voice), number(last, voice)),
        };
        StepView { level, text }
    };
    (1..=steps.len()).filter(used).map(view).collect()
}
