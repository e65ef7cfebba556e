//! What there is to translate, for machines: figures as JSON, and a badge as a picture.

use std::collections::BTreeMap;

use serde::Serialize;

use super::context::Context;
use super::dashboard::{data_url, minutes, open, percent};
use super::parts::{escaped, title};
use crate::base::output::{File, Wave};
use crate::base::{Lang, Url};
use crate::relate::site::{Dashboard, Work};
use crate::translate::{Count, State};

/// The files of every language.
pub(super) fn files(context: &Context<'_>) -> Vec<(Url, File)> {
    let file = |text: String| File::new(Wave::Index, text.into_bytes());
    let of_lang = |(lang, dashboard): (&Lang, &Dashboard)| {
        let json =
            serde_json::to_string(&data(context, lang, dashboard)).expect("texts and numbers are JSON");
        [(data_url(lang, "json"), file(json)), (data_url(lang, "svg"), file(badge(lang, dashboard)))]
    };
    context.site.dashboards.iter().flat_map(of_lang).collect()
}

#[derive(Serialize)]
struct Data<'a> {
    lang: &'a str,
    url: String,
    percent: usize,
    words: BTreeMap<&'static str, usize>,
    segments: BTreeMap<&'static str, usize>,
    work: Vec<Task<'a>>,
}

#[derive(Serialize)]
struct Task<'a> {
    page: &'a str,
    file: &'a str,
    source: &'a str,
    source_url: String,
    url: Option<String>,
    title: &'a str,
    state: &'static str,
    words: BTreeMap<&'static str, usize>,
    segments: BTreeMap<&'static str, usize>,
    minutes: usize,
    priority: u8,
    critical: bool,
    optional: bool,
}

fn data<'a>(context: &'a Context<'_>, lang: &'a Lang, dashboard: &'a Dashboard) -> Data<'a> {
    let task = |work: &'a Work| Task {
        page: context.site.items[work.source.item].path.as_str(),
        file: work.file.as_str(),
        source: work.source.document.source.path.as_str(),
        source_url: context.absolute(&work.source.url),
        url: work.page.as_ref().map(|page| context.absolute(&page.url)),
        title: title(&work.source),
        state: work.state.word(),
        words: by_state(&work.counts, |count| count.words),
        segments: by_state(&work.counts, |count| count.segments),
        minutes: minutes(work),
        priority: work.priority,
        critical: work.critical,
        optional: work.optional,
    };
    Data {
        lang: lang.as_str(),
        url: context.absolute(&dashboard.url),
        percent: percent(dashboard),
        words: by_state(&dashboard.counts, |count| count.words),
        segments: by_state(&dashboard.counts, |count| count.segments),
        work: open(dashboard).into_iter().map(task).collect(),
    }
}

fn by_state(counts: &BTreeMap<State, Count>, of: fn(&Count) -> usize) -> BTreeMap<&'static str, usize> {
    counts.iter().map(|(state, count)| (state.word(), of(count))).filter(|(_, number)| *number > 0).collect()
}

/// "es 83 %" on two colours that can be told apart by their lightness.
fn badge(lang: &Lang, dashboard: &Dashboard) -> String {
    let (lang, percent) = (escaped(lang.as_str()), percent(dashboard));
    let left = 16 + 8 * lang.chars().count();
    let (whole, text, value) = (left + 52, left / 2, left + 26);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"20\" role=\"img\" aria-label=\"{lang}: {percent} %\">\
         <title>{lang}: {percent} %</title>\
         <rect width=\"{left}\" height=\"20\" fill=\"#333\"/><rect x=\"{left}\" width=\"52\" height=\"20\" fill=\"#0b4f57\"/>\
         <g fill=\"#fff\" text-anchor=\"middle\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"12\">\
         <text x=\"{text}\" y=\"14\">{lang}</text><text x=\"{value}\" y=\"14\">{percent} %</text></g></svg>\n"
    )
}
