//! What was asked lately: `.altavoz/links.json`, so that one link is not asked at every check.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::base::date::Day;

use super::asking::Verdict;

/// For how many days an address that was there is not asked again.
const FINE: i32 = 7;

/// Verdicts by address, with the day of each.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Cache {
    entries: BTreeMap<String, (Day, Verdict)>,
}

impl Cache {
    /// Reads what was written; what cannot be read was never asked.
    pub(super) fn read(bytes: &[u8]) -> Cache {
        let Ok(Value::Object(object)) = serde_json::from_slice(bytes) else { return Cache::default() };
        let entries = object.into_iter().filter_map(|(url, entry)| Some((url, entry_of(&entry)?)));
        Cache { entries: entries.collect() }
    }

    /// The file's text, of the addresses that the site still has.
    pub(super) fn text(&self, keep: impl Fn(&str) -> bool) -> String {
        let entries = self.entries.iter().filter(|(url, _)| keep(url));
        let object: Map<String, Value> = entries.map(|(url, entry)| (url.clone(), value_of(entry))).collect();
        format!("{:#}\n", Value::Object(object))
    }

    /// What is known of an address and young enough: a week if it was there, a day if not.
    pub(super) fn get(&self, url: &str, today: Day) -> Option<&Verdict> {
        let (day, verdict) = self.entries.get(url)?;
        let is_there = matches!(verdict, Verdict::Fine | Verdict::Moved(_));
        let age = (today.0 - day.0).get_days();
        (0..=if is_there { FINE } else { 0 }).contains(&age).then_some(verdict)
    }

    /// Notes a verdict.
    pub(super) fn set(&mut self, url: String, today: Day, verdict: Verdict) {
        self.entries.insert(url, (today, verdict));
    }
}

fn value_of((day, verdict): &(Day, Verdict)) -> Value {
    let (word, detail) = match verdict {
        Verdict::Fine => ("fine", Value::Null),
        Verdict::Moved(to) => ("moved", json!(to)),
        Verdict::Closed => ("closed", Value::Null),
        Verdict::Gone(status) => ("gone", json!(status)),
        Verdict::Silent(reason) => ("silent", json!(reason)),
    };
    json!({ "day": day.to_string(), "verdict": word, "detail": detail })
}

fn entry_of(entry: &Value) -> Option<(Day, Verdict)> {
    let day = Day::parse(entry.get("day")?.as_str()?)?;
    let detail = entry.get("detail");
    let text = || detail.and_then(Value::as_str).map(str::to_owned);
    let verdict = match entry.get("verdict")?.as_str()? {
        "fine" => Verdict::Fine,
        "moved" => Verdict::Moved(text()?),
        "closed" => Verdict::Closed,
        "gone" => Verdict::Gone(u16::try_from(detail?.as_u64()?).ok()?),
        "silent" => Verdict::Silent(text()?),
        _ => return None,
    };
    Some((day, verdict))
}
