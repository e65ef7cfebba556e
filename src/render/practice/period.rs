//! Dates of the record as people say them: known to the year, the month or the day, about, open.

use super::super::voice::Voice;
use crate::base::date::Edtf;
use crate::content::Practice;

/// "August 2015 – April 2016", "about 2015", "2015 – ongoing".
pub(in super::super) fn period(practice: &Practice, voice: &Voice) -> Option<String> {
    let start = &practice.start.as_ref()?.value;
    let end = practice.end.as_ref().map(|end| &end.value);
    let ongoing = end.is_none_or(|end| *end == Edtf::Open) && is_going_on(practice);
    Some(match end {
        Some(end @ Edtf::Known { .. }) => interval(start, end, voice),
        _ if ongoing => format!("{} – {}", edtf(start, voice), voice.word("practice.ongoing")),
        _ => edtf(start, voice),
    })
}

/// Whether its status says that it has not ended.
pub(in super::super) fn is_going_on(practice: &Practice) -> bool {
    let status = practice.status.as_ref().map(|status| status.value.as_str());
    matches!(status, Some("pilot" | "operating" | "in-force"))
}

fn interval(start: &Edtf, end: &Edtf, voice: &Voice) -> String {
    let exact = [start, end].iter().all(|date| matches!(date, Edtf::Known { approximate: false, .. }));
    if exact {
        return voice.format.edtf_range(start, end);
    }
    format!("{} – {}", edtf(start, voice), edtf(end, voice))
}

fn edtf(date: &Edtf, voice: &Voice) -> String {
    match date {
        Edtf::Known { approximate: true, .. } => {
            voice.say("practice.approximate", &[("value", &voice.format.edtf(date))])
        }
        Edtf::Known { .. } => voice.format.edtf(date),
        Edtf::Open => voice.word("practice.ongoing").to_owned(),
    }
}

/// An EDTF date or interval as an author wrote it (`2015-08/2016-04`), for people.
pub(super) fn written_period(period: Option<&str>, voice: &Voice) -> String {
    let Some(period) = period else { return String::new() };
    let read = match period.split_once('/') {
        Some((start, end)) => Edtf::parse(start).zip(Edtf::parse(end)).map(|(start, end)| match end {
            Edtf::Open => format!("{} – {}", edtf(&start, voice), edtf(&end, voice)),
            Edtf::Known { .. } => interval(&start, &end, voice),
        }),
        None => Edtf::parse(period).map(|date| edtf(&date, voice)),
    };
    read.unwrap_or_else(|| period.to_owned())
}
