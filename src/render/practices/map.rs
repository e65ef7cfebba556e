//! The map of the practice database: every country with practices is a link in its count's colour.
//!
//! Takes the countries' counts, gives shapes with levels, and a legend. The same list is the table
//! beside the map, so that both say the same. Knows nothing of single practices.

use std::collections::BTreeMap;

use super::world::{Land, WORLD};
use crate::base::Url;
use crate::base::country::Country;
use crate::render::context::Context;
use crate::render::view::charts::{DotView, MapView, ShapeView, StepView};
use crate::render::voice::Voice;

/// A country's practices.
pub(super) struct Tally {
    /// Which.
    pub country: Country,
    /// How many practices.
    pub count: usize,
    /// Where they are listed.
    pub url: Url,
}

/// Where each step begins, by how much there is: the first row that its limit is enough for.
const STEPS: [(usize, [usize; 5]); 5] = [
    (5, [1, 2, 3, 4, 5]),
    (30, [1, 2, 4, 8, 16]),
    (120, [1, 5, 10, 25, 50]),
    (600, [1, 10, 50, 100, 250]),
    (usize::MAX, [1, 50, 100, 500, 1000]),
];

/// How wide a digit is, in the map's units and halved.
const HALF_DIGIT: usize = 7;

/// Draws the map, without frame and words.
pub(super) fn drawn(context: &Context<'_>, tallies: &[Tally], voice: &Voice) -> MapView {
    let by_country: BTreeMap<Country, &Tally> = tallies.iter().map(|tally| (tally.country, tally)).collect();
    let most = tallies.iter().map(|tally| tally.count).max().unwrap_or(0);
    let mut view =
        MapView { viewbox: format!("0 0 {} {}", WORLD.width, WORLD.height), ..MapView::default() };
    for land in &WORLD.lands {
        match land.country.and_then(|country| by_country.get(&country)) {
            Some(tally) => view.countries.push(shape(land, tally, most, (context, voice))),
            None => {
                view.land.push_str(land.path);
                view.dots.extend(land.is_dot().then(|| dot(land)));
            }
        }
    }
    view.countries.sort_by(|one, other| voice.format.compare(&one.label, &other.label));
    view.legend = legend(tallies, most, voice);
    view
}

fn dot(land: &Land) -> DotView {
    DotView { x: land.at.0, y: land.at.1 }
}

fn shape(land: &Land, tally: &Tally, most: usize, (context, voice): (&Context<'_>, &Voice)) -> ShapeView {
    let label = voice.format.country(tally.country);
    let practices = voice.count("count.practices", tally.count);
    let count = number(tally.count, voice);
    let half = HALF_DIGIT * count.chars().count();
    ShapeView {
        code: tally.country.code().to_owned(),
        name: voice.say("map.country", &[("country", &label), ("practices", &practices)]),
        label,
        url: context.href(&tally.url),
        level: level(tally.count, most),
        path: land.path.to_owned(),
        at: dot(land),
        is_dot: land.is_dot(),
        is_numbered: usize::from(land.room) > half.max(2 * HALF_DIGIT - 3),
        count,
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
fn legend(tallies: &[Tally], most: usize, voice: &Voice) -> Vec<StepView> {
    let steps = steps(most);
    let used = |level: &usize| tallies.iter().any(|tally| self::level(tally.count, most) == *level);
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
