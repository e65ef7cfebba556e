//! What the map and the timeline of the practice database get.
//!
//! Numbers that only a drawing needs are finished, too: coordinates in the units of `viewbox`, places
//! on the time axis in percent of its width (`12.5%`), mirrored where the page reads from the right.

use serde::Serialize;

use super::{Frame, LinkView};

/// The map: `practices_map.html`.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct MapView {
    /// The frame.
    pub frame: Frame,
    /// Its title.
    pub title: String,
    /// "41 practices in 18 countries".
    pub count_text: String,
    /// How many practices it cannot show, since they are of no country; empty if it shows all.
    pub elsewhere: String,
    /// For `viewBox`: `0 0 2000 875`.
    pub viewbox: String,
    /// The path of all land without practices.
    pub land: String,
    /// Countries without practices that are too small for a shape.
    pub dots: Vec<DotView>,
    /// Countries with practices, in the order of a dictionary.
    pub countries: Vec<ShapeView>,
    /// What each colour stands for, the smallest number first.
    pub legend: Vec<StepView>,
    /// The timeline; its address is empty where there is none.
    pub timeline: LinkView,
}

/// Where a dot is.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct DotView {
    /// From the left.
    pub x: u16,
    /// From the top.
    pub y: u16,
}

/// A country with practices.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ShapeView {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// Its name.
    pub label: String,
    /// Its name with its count: "Mexico: 6 practices".
    pub name: String,
    /// Where its practices are listed.
    pub url: String,
    /// How many, as a bare number in the page's language.
    pub count: String,
    /// Its step of the legend, 1 to 5.
    pub level: usize,
    /// Its outline; empty where it is too small for one.
    pub path: String,
    /// Where its dot is drawn, or its number.
    pub at: DotView,
    /// Whether it is so small that a dot is drawn.
    pub is_dot: bool,
    /// Whether its number fits inside.
    pub is_numbered: bool,
}

/// A step of the legend.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct StepView {
    /// 1 to 5.
    pub level: usize,
    /// "3–5".
    pub text: String,
}

/// The timeline: `practices_timeline.html`.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct TimelineView {
    /// The frame.
    pub frame: Frame,
    /// Its title.
    pub title: String,
    /// "41 practices".
    pub count_text: String,
    /// Whether there are so many practices that a country has one row.
    pub is_dense: bool,
    /// How many years the axis has.
    pub years: usize,
    /// The years that are written at it, in time's order.
    pub ticks: Vec<TickView>,
    /// The countries in the order of a dictionary; what is of none comes last.
    pub groups: Vec<GroupView>,
    /// Every practice once, in the order of their beginnings; empty where the timeline is dense.
    pub records: Vec<PeriodView>,
    /// The map; its address is empty where there is none.
    pub map: LinkView,
}

/// A year at the axis.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct TickView {
    /// Where it begins.
    pub x: String,
    /// The year.
    pub text: String,
    /// For `text-anchor`: start, middle, end.
    pub anchor: String,
}

/// A country's part of the timeline.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct GroupView {
    /// The country, and where its practices are listed.
    pub country: LinkView,
    /// "6 practices".
    pub count_text: String,
    /// From its first year to its last.
    pub period: String,
    /// How many there were at most in a year; only where the timeline is dense.
    pub most: String,
    /// A bar a practice, in the order of their beginnings; none where the timeline is dense.
    pub bars: Vec<BarView>,
    /// The path of a column a year, as wide as the axis has years and 40 high; only where the timeline is dense.
    pub columns: String,
}

/// A practice's bar.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct BarView {
    /// The practice.
    pub page: LinkView,
    /// From when to when.
    pub period: String,
    /// The time that is known, if any is.
    pub known: Option<SpanView>,
    /// Times in which it began or ended, of which nobody is sure.
    pub about: Vec<SpanView>,
    /// Where it goes on from; empty where it has ended.
    pub ongoing: String,
    /// From where on nothing is known; empty where the end is.
    pub unknown: String,
}

/// A stretch of the axis.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct SpanView {
    /// Its left side.
    pub x: String,
    /// How long it is.
    pub width: String,
}

/// A practice in the table.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct PeriodView {
    /// The practice.
    pub page: LinkView,
    /// Its countries, in the order of a dictionary.
    pub countries: Vec<LinkView>,
    /// From when to when.
    pub period: String,
}
