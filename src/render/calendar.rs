//! A calendar file of one event that lasts whole days (RFC 5545).
//!
//! Days have no time zone: an event of the 12th is on the 12th wherever the calendar is read.

use super::context::Context;
use crate::base::Lang;
use crate::base::date::{Day, Instant};

/// The longest line in bytes, its end not counted (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// What stands in a calendar.
pub(super) struct Entry<'a> {
    /// What it is known by, the same in every build.
    pub id: String,
    /// When it was last written down. The clock is no part of a build, and what it says would change the
    /// file at every build.
    pub stamp: Instant,
    /// How often it was corrected: calendars take what has more for the newer one.
    pub corrections: usize,
    /// Its first and its last day.
    pub days: (Day, Day),
    /// The language of the title.
    pub lang: &'a Lang,
    /// What it is.
    pub title: &'a str,
    /// More words, in the language of the text.
    pub text: (&'a Lang, &'a str),
    /// Where it is; may be empty.
    pub place: &'a str,
    /// Its page.
    pub url: &'a str,
}

impl Entry<'_> {
    /// The file.
    pub(super) fn file(&self, context: &Context<'_>) -> String {
        let host = context.site.config.origin.split("://").last().unwrap_or_default();
        let stamp = self.stamp.0.to_zoned(jiff::tz::TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ");
        let (first, last) = self.days;
        let (text_lang, words) = self.text;
        let words = format!("{words}\n{}", self.url);
        let mut lines = vec![
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Altavoz//Campaigns//EN".to_owned(),
            "METHOD:PUBLISH".to_owned(),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@{host}", self.id),
            format!("DTSTAMP:{stamp}"),
            format!("DTSTART;VALUE=DATE:{}", basic(first)),
            // The day after the last one: the end is no part of the event (3.6.1).
            format!("DTEND;VALUE=DATE:{}", basic(last.next())),
            format!("SUMMARY;LANGUAGE={}:{}", self.lang, text(self.title)),
            format!("DESCRIPTION;LANGUAGE={text_lang}:{}", text(words.trim_start())),
        ];
        if !self.place.is_empty() {
            lines.push(format!("LOCATION;LANGUAGE={}:{}", self.lang, text(self.place)));
        }
        if self.corrections > 0 {
            lines.push(format!("SEQUENCE:{}", self.corrections));
        }
        lines.push(format!("URL:{}", self.url));
        lines.extend(["TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR"].map(str::to_owned));
        lines.iter().map(|line| folded(line)).collect()
    }
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
