//! The petitions as the site published them, and where each stands by the clock.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::base::petitions::{Language, Petition, Petitions, Text, VERSION};

/// Whether a petition can be signed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It can.
    Open,
    /// It opens later.
    Announced,
    /// It cannot for now.
    Paused,
    /// It cannot any more.
    Closed,
}

impl Standing {
    /// The key of its notice.
    pub(super) fn word(self) -> &'static str {
        match self {
            Standing::Open => "open",
            Standing::Announced => "announced",
            Standing::Paused => "paused",
            Standing::Closed => "closed",
        }
    }
}

/// What the site published, read and checked once.
#[derive(Debug)]
pub(super) struct Board {
    /// The file.
    pub file: Petitions,
    /// When each petition opens and closes, in milliseconds since 1970.
    pub times: BTreeMap<String, (i64, Option<i64>)>,
}

impl Board {
    /// Reads the file; `None` if it is no such file, or one of another version.
    pub(super) fn read(bytes: &[u8]) -> Option<Board> {
        let file: Petitions = serde_json::from_slice(bytes).ok()?;
        let time = |text: &str| text.parse::<Timestamp>().ok().map(Timestamp::as_millisecond);
        let times = file.petitions.iter().map(|(id, petition)| {
            let closes = match &petition.closes {
                Some(closes) => Some(time(closes)?),
                None => None,
            };
            Some((id.clone(), (time(&petition.opens)?, closes)))
        });
        let times = times.collect::<Option<_>>()?;
        let speaks = file.languages.contains_key(&file.default_language);
        let has_texts = file.petitions.values().all(|petition| !petition.texts.is_empty());
        (file.version == VERSION && speaks && has_texts).then_some(Board { file, times })
    }

    /// A petition of the site.
    pub(super) fn petition(&self, id: &str) -> Option<&Petition> {
        self.file.petitions.get(id)
    }

    /// Whether a petition of the site can be signed at a moment.
    pub(super) fn standing(&self, id: &str, petition: &Petition, now: i64) -> Standing {
        let (opens, closes) = self.times.get(id).copied().unwrap_or((i64::MAX, None));
        match petition.state.as_str() {
            "open" if now < opens => Standing::Announced,
            "open" if closes.is_some_and(|closes| closes <= now) => Standing::Closed,
            "open" => Standing::Open,
            "paused" => Standing::Paused,
            _ => Standing::Closed,
        }
    }

    /// The language that was asked for if the site has it; else one that the browser prefers; else the site's own.
    pub(super) fn lang<'b>(&'b self, wanted: &str, accepted: &str) -> &'b str {
        let known = |tag: &str| {
            let tag = tag.split(';').next().unwrap_or_default().trim();
            let exact = self.file.languages.get_key_value(tag);
            exact
                .or_else(|| self.file.languages.get_key_value(tag.split('-').next()?))
                .map(|(tag, _)| tag.as_str())
        };
        let accepted = accepted.split(',').take(16).find_map(known);
        known(wanted).or(accepted).unwrap_or(&self.file.default_language)
    }

    /// The frame of a language.
    pub(super) fn language(&self, lang: &str) -> &Language {
        let default = || self.file.languages.get(&self.file.default_language);
        self.file.languages.get(lang).or_else(default).expect("reading made sure of the default language")
    }

    /// A phrase with its `{placeholders}` filled; its key where the theme does not have it, so that a gap is seen.
    pub(super) fn say(&self, lang: &str, key: &str, arguments: &[(&str, &str)]) -> String {
        let key = format!("collector.{key}");
        let phrase = self.language(lang).words.get(&key).map_or(key.as_str(), String::as_str);
        // In one pass, so that a title may hold braces.
        let argument = |name: &str| {
            arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        crate::base::message::filled(phrase, &argument).unwrap_or_else(|| phrase.to_owned())
    }

    /// What a petition says in a language, else in the site's own, else in any.
    pub(super) fn text<'b>(&self, petition: &'b Petition, lang: &str) -> &'b Text {
        let texts = &petition.texts;
        let text = texts.get(lang).or_else(|| texts.get(&self.file.default_language));
        text.or_else(|| texts.values().next()).expect("reading made sure of a text")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_petition_is_open_to_the_last_millisecond_of_its_last_day() {
        let board = |closes: &str| {
            let petition = serde_json::json!({
                "state": "open", "opens": "2026-01-01T00:00:00Z", "closes": closes, "timezone": "Europe/Madrid",
                "fields": { "first_name": "off", "last_name": "off", "country": "off" }, "min_age": null,
                "consent": { "processing": "p", "updates": null }, "baseline": 0,
                "goal": { "fixed": null, "steps": [100], "raise_at": 800 }, "collector": null,
                "controller": "us", "contact": "a@example.org", "retention_days": 1,
                "anonymise_after_close": true,
                "texts": { "en": { "title": "t", "url": "u", "processing": "p", "updates": null,
                  "notices": {}, "labels": {} } },
            });
            let file = serde_json::json!({
                "version": VERSION, "origin": "https://example.org", "default_language": "en", "style": "",
                "languages": { "en": { "title": "t", "dir": "ltr", "home": "/", "words": {} } },
                "petitions": { "free": petition },
            });
            Board::read(file.to_string().as_bytes()).expect("a board")
        };
        // The clocks go back and forth on these days: they have 25 and 23 hours.
        for (closes, last, after) in [
            ("2026-10-26T00:00:00+01:00", "2026-10-25T22:59:59.999Z", "2026-10-25T23:00:00Z"),
            ("2026-03-30T00:00:00+02:00", "2026-03-29T21:59:59.999Z", "2026-03-29T22:00:00Z"),
        ] {
            let board = board(closes);
            let at = |text: &str| text.parse::<Timestamp>().expect("an instant").as_millisecond();
            let stands = |text: &str| board.standing("free", &board.file.petitions["free"], at(text));
            assert_eq!((stands(last), stands(after)), (Standing::Open, Standing::Closed), "{closes}");
        }
    }
}
