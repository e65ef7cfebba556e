//! A petition's last day as a calendar file (RFC 5545).

use jiff::tz::TimeZone;

use super::context::Context;
use super::parts;
use super::voice::Voice;
use crate::base::date::Day;
use crate::content::Petition;
use crate::relate::petitions::{Standing, closes, opens, zone};
use crate::relate::site::Edition;

/// The longest line in bytes, its end not counted (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// The file; `None` where there is no last day to come.
pub(super) fn file(
    petition: &Petition,
    edition: &Edition,
    context: &Context<'_>,
    voice: &Voice,
) -> Option<String> {
    let site_zone = &context.site.config.timezone;
    if !matches!(context.standing(petition), Standing::Announced | Standing::Open) {
        return None;
    }
    let zone = zone(petition, site_zone);
    // A closing day's end is the first instant of the next one.
    let last = closes(petition, site_zone)?.0.checked_sub(jiff::SignedDuration::from_secs(1)).ok()?;
    let last = crate::base::date::Instant(last).day(&zone);
    // The clock is no part of a build, and what it says would change the file at every build.
    let stamp = opens(petition, site_zone)?.0.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string();
    let url = context.absolute(&edition.url);
    let host = context.site.config.origin.split("://").last().unwrap_or_default().to_owned();
    let id = &petition.id.as_ref()?.value;
    let ask = petition.ask.as_ref().map_or("", |ask| &ask.value);
    let title = voice.say("petition.calendar_title", &[("title", parts::title(edition))]);
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Altavoz//Petitions//EN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{id}-closes-{}@{host}", voice.lang),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{}", basic(last)),
        format!("DTEND;VALUE=DATE:{}", basic(last.next())),
        format!("SUMMARY;LANGUAGE={}:{}", voice.lang, text(&title)),
        format!("DESCRIPTION;LANGUAGE={}:{}", edition.text_lang, text(&format!("{ask}\n{url}"))),
        format!("URL:{url}"),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    Some(lines.iter().map(|line| folded(line)).collect())
}

/// `20270630`.
fn basic(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// A text as a value (RFC 5545, 3.3.11).
fn text(text: &str) -> String {
    let mut value = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => value.extend(['\\', letter]),
            '\n' => value.push_str("\\n"),
            letter if letter.is_control() => value.push(' '),
            letter => value.push(letter),
        }
    }
    value
}

/// A line with its end, in pieces that cut no letter in two.
fn folded(line: &str) -> String {
    let mut folded = String::new();
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LONGEST {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(letter);
        length += letter.len_utf8();
    }
    folded + "\r\n"
}
