//! The timeline of the practice database: a bar a practice, by country.
//!
//! What is only roughly known, what goes on, and what nobody knows the end of, is drawn in shapes of
//! its own. Beyond [`DENSE`] practices nobody finds a bar: then a country has one row that shows how
//! many there were in each year. The same list is the table beside it.

use std::collections::BTreeMap;

use super::super::context::Context;
use super::super::frame::{self, Head};
use super::super::practice;
use super::super::view::LinkView;
use super::super::view::charts::{BarView, GroupView, PeriodView, TimelineView};
use super::super::voice::Voice;
use super::axis::Axis;
use super::{FOLDER, country_link, shown, to_map};
use crate::base::country::Country;
use crate::base::date::{Day, Edtf};
use crate::content::{Own, Practice};
use crate::relate::site::Page;

/// From how many practices on a country has one row.
const DENSE: usize = 300;

/// How high a column may be.
const HEIGHT: usize = 40;

/// A practice in time.
struct Line<'a> {
    page: LinkView,
    countries: &'a [Country],
    period: String,
    /// Nothing where it is withheld.
    time: Option<Time>,
}

#[derive(Clone, Copy)]
struct Time {
    /// The first day that its beginning may mean, and the last one.
    start: (Day, Day),
    is_start_about: bool,
    end: End,
    /// The last day on which it is known to have been there.
    last: Day,
}

#[derive(Clone, Copy)]
enum End {
    /// The first day that it may mean, and whether it is approximate.
    Known(Day, bool),
    Ongoing,
    Unknown,
}

impl Time {
    fn of(practice: &Practice, today: Day) -> Option<Time> {
        let begun = &practice.start.as_ref()?.value;
        let start = (begun.first_day()?, begun.last_day()?);
        let ended = practice.end.as_ref().map(|end| &end.value);
        let known = ended.and_then(|end| Some((end.first_day()?, end.last_day()?, is_about(end))));
        let (end, last) = match known {
            Some((first, last, about)) => (End::Known(first, about), last.max(start.0)),
            None if practice::is_going_on(practice) => (End::Ongoing, today.max(start.1)),
            None => (End::Unknown, start.1),
        };
        Some(Time { start, is_start_about: is_about(begun), end, last })
    }
}

fn is_about(date: &Edtf) -> bool {
    matches!(date, Edtf::Known { approximate: true, .. })
}

/// The timeline in its frame.
pub(in super::super) fn view(context: &Context<'_>, page: &Page, voice: &Voice) -> TimelineView {
    let title = voice.word("timeline.title");
    let head = Head {
        title,
        description: voice.word("timeline.intro"),
        section: FOLDER.to_owned(),
        ..Head::default()
    };
    let lines: Vec<Line<'_>> =
        shown(context, voice).filter_map(|record| line(context, record.item, voice)).collect();
    let link = |country: Country| country_link(context, country, voice);
    TimelineView {
        frame: frame::view(context, page, voice, head),
        title: title.to_owned(),
        count_text: voice.count("count.practices", lines.len()),
        map: to_map(context, voice).unwrap_or_default(),
        ..drawn(lines, context.today(), &link, voice)
    }
}

fn drawn(
    mut lines: Vec<Line<'_>>,
    today: Day,
    link: &dyn Fn(Country) -> LinkView,
    voice: &Voice,
) -> TimelineView {
    // What has no known beginning comes last.
    let begins = |line: &Line<'_>| line.time.map_or((true, today), |time| (false, time.start.0));
    lines.sort_by(|one, other| {
        begins(one).cmp(&begins(other)).then_with(|| voice.format.compare(&one.page.label, &other.page.label))
    });
    let times = || lines.iter().filter_map(|line| line.time);
    let first = times().map(|time| time.start.0.year()).min();
    let last = times().map(|time| time.last.year()).max();
    let axis = first.zip(last).map(|(first, last)| Axis::new(first, last, voice));
    let drawing = Drawing { axis: axis.unwrap_or_else(|| Axis::new(0, 0, voice)), voice };
    let is_dense = lines.len() > DENSE;
    let groups = grouped(&lines, link, voice);
    let most = groups.iter().flat_map(|(_, lines)| drawing.active(lines)).max().unwrap_or(0);
    let group = |(country, lines): (LinkView, Vec<&Line<'_>>)| {
        drawing.group(country, &lines, is_dense.then_some(most))
    };
    TimelineView {
        is_dense,
        years: drawing.axis.years(),
        ticks: axis.map_or_else(Vec::new, |axis| axis.ticks(voice)),
        groups: groups.into_iter().map(group).collect(),
        records: if is_dense { &[] } else { &lines[..] }
            .iter()
            .map(|line| record(line, link, voice))
            .collect(),
        ..TimelineView::default()
    }
}

fn line<'a>(context: &Context<'a>, item: usize, voice: &Voice) -> Option<Line<'a>> {
    let edition = context.edition(item, &voice.lang)?;
    let Own::Practice(practice) = &*edition.own else { return None };
    Some(Line {
        page: context.item_link(item, voice)?,
        countries: &context.site.items[item].countries,
        period: practice::period(practice, voice).unwrap_or_default(),
        time: Time::of(practice, context.today()),
    })
}

/// The countries with their practices, in the order of a dictionary; what is of none comes last.
fn grouped<'l, 'a>(
    lines: &'l [Line<'a>],
    link: &dyn Fn(Country) -> LinkView,
    voice: &Voice,
) -> Vec<(LinkView, Vec<&'l Line<'a>>)> {
    let mut by_country: BTreeMap<Country, Vec<&Line<'a>>> = BTreeMap::new();
    for line in lines {
        for country in line.countries {
            by_country.entry(*country).or_default().push(line);
        }
    }
    let mut groups: Vec<_> = by_country.into_iter().map(|(country, lines)| (link(country), lines)).collect();
    groups.sort_by(|(one, _), (other, _)| voice.format.compare(&one.label, &other.label));
    let elsewhere: Vec<_> = lines.iter().filter(|line| line.countries.is_empty()).collect();
    if !elsewhere.is_empty() {
        groups.push((LinkView::to(voice.word("timeline.elsewhere"), String::new()), elsewhere));
    }
    groups
}

fn record(line: &Line<'_>, link: &dyn Fn(Country) -> LinkView, voice: &Voice) -> PeriodView {
    let mut countries: Vec<LinkView> = line.countries.iter().map(|country| link(*country)).collect();
    countries.sort_by(|one, other| voice.format.compare(&one.label, &other.label));
    PeriodView { page: line.page.clone(), countries, period: line.period.clone() }
}

#[derive(Clone, Copy)]
struct Drawing<'a> {
    axis: Axis,
    voice: &'a Voice,
}

impl Drawing<'_> {
    /// A country's bars; its columns where the highest of all is given.
    fn group(self, country: LinkView, lines: &[&Line<'_>], most: Option<usize>) -> GroupView {
        let columns = most.map(|most| (self.active(lines), most));
        let highest = columns.as_ref().and_then(|(active, _)| active.iter().max());
        GroupView {
            country,
            count_text: self.voice.count("count.practices", lines.len()),
            period: self.period(lines),
            most: highest.map_or_else(String::new, |n| self.voice.count("count.practices", *n)),
            bars: if most.is_some() { &[] } else { lines }.iter().map(|line| self.bar(line)).collect(),
            columns: columns.map_or_else(String::new, |(active, most)| self::columns(&active, most)),
        }
    }

    fn bar(self, line: &Line<'_>) -> BarView {
        let bar = BarView { page: line.page.clone(), period: line.period.clone(), ..BarView::default() };
        let Some(Time { start: (first, settled), is_start_about, end, last }) = line.time else { return bar };
        let mut about = Vec::new();
        let (mut from, mut to) = (first, last);
        if is_start_about {
            about.push((first, settled.min(last)));
            from = settled.next();
        }
        if let End::Known(begins, true) = end {
            to = begins.max(first);
            about.push((to, last));
        }
        about.dedup();
        let is_known = about.is_empty() || from < to;
        BarView {
            known: is_known.then(|| self.axis.span(from, to)),
            about: about.into_iter().map(|(from, to)| self.axis.span(from, to)).collect(),
            ongoing: if matches!(end, End::Ongoing) { self.axis.place(last) } else { String::new() },
            unknown: if matches!(end, End::Unknown) { self.axis.place(last) } else { String::new() },
            ..bar
        }
    }

    /// How many there were in each year of the axis, as they are drawn from left to right.
    fn active(self, lines: &[&Line<'_>]) -> Vec<usize> {
        let times = lines.iter().filter_map(|line| line.time);
        let years: Vec<_> = times.map(|time| time.start.0.year()..=time.last.year()).collect();
        let active = |year: i16| years.iter().filter(|years| years.contains(&year)).count();
        self.axis.drawn_years().map(active).collect()
    }

    /// "2012–2019", "2012 – ongoing".
    fn period(self, lines: &[&Line<'_>]) -> String {
        let times = || lines.iter().filter_map(|line| line.time);
        let year = |year: i16| self.voice.format.digits(year);
        let first = times().map(|time| time.start.0.year()).min().map_or_else(String::new, year);
        if times().any(|time| matches!(time.end, End::Ongoing)) {
            return format!("{first} – {}", self.voice.word("practice.ongoing"));
        }
        let last = times().map(|time| time.last.year()).max().map_or_else(String::new, year);
        if first == last { first } else { format!("{first}–{last}") }
    }
}

/// One column a year, one unit wide; its height is the root of its count, so that one practice is
/// seen beside a hundred.
fn columns(active: &[usize], most: usize) -> String {
    let height = |count: usize| (count * HEIGHT * HEIGHT / most.max(1)).isqrt();
    let step = |count: &usize| match height(*count) {
        0 => "h1".to_owned(),
        height => format!("v-{height}h1v{height}"),
    };
    let steps: String = active.iter().map(step).collect();
    format!("M0 {HEIGHT}{steps}z")
}
