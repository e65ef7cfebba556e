//! The languages of a site: tags, locales, quotation marks; and time zones.

use std::collections::BTreeMap;

use icu::locale::{LanguageIdentifier, Locale};
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::base::node::Table;
use crate::base::record::{Read, nearest};
use crate::base::{Lang, Report, Spanned, lang};

use super::Language;
use super::fields::{Fallback, LanguageFields};

/// Reads `[languages.<tag>]`; a tag that is none has been reported.
pub(super) fn read(
    tag: &Spanned<String>,
    fields: &LanguageFields,
    site_title: &str,
    report: &mut Report,
) -> Option<Language> {
    let lang = self::tag(tag, report)?;
    let locale = locale(&lang, fields, report);
    let min_translated = fields.min_translated.as_ref().filter(|percent| in_percent(percent, report));
    Some(Language {
        name: fields.name.clone().unwrap_or_else(|| name_of(&lang)),
        title: fields.title.clone().unwrap_or_else(|| site_title.to_owned()),
        quotes: fields
            .quotes
            .as_ref()
            .and_then(|quotes| read_quotes(quotes, report))
            .unwrap_or_else(|| usual_quotes(&locale)),
        fallback: fields.fallback.unwrap_or(Fallback::Source),
        min_translated: min_translated.map_or(60, |percent| percent.value),
        publish_machine: fields.publish_machine.unwrap_or(false),
        locale,
        lang,
    })
}

/// A language of which nothing is set.
pub(super) fn plain(lang: Lang, site_title: &str) -> Language {
    let quotes = usual_quotes(lang.as_str());
    Language {
        name: name_of(&lang),
        title: site_title.to_owned(),
        locale: lang.to_string(),
        quotes,
        fallback: Fallback::Source,
        min_translated: 60,
        publish_machine: false,
        lang,
    }
}

/// The texts of a table `{ en = "…", es = "…" }`; one in a language that the site does not have
/// would never be seen, so it is an error.
pub(super) fn texts(table: &Table, langs: &[Lang], report: &mut Report) -> BTreeMap<Lang, String> {
    let mut texts = BTreeMap::new();
    for (tag, node) in &table.entries {
        let text = String::read(node, report);
        if let Some(lang) = langs.iter().find(|lang| lang.as_str() == tag.value) {
            texts.extend(text.map(|text| (lang.clone(), text)));
        } else {
            let near = nearest(&tag.value, langs.iter().map(Lang::as_str));
            report.error("config/unknown-language", tag.span).arg("value", &tag.value).maybe("nearest", near);
        }
    }
    texts
}

/// The time zone of an IANA name, from the program's own tables, so that every machine has the same.
pub fn zone(name: &Spanned<String>, report: &mut Report) -> Option<TimeZone> {
    let zones = TimeZoneDatabase::bundled();
    let found = zones.get(&name.value).ok();
    if found.is_none() {
        let names: Vec<String> = zones.available().map(|zone| zone.as_str().to_owned()).collect();
        let near = nearest(&name.value, names.iter().map(String::as_str));
        report.error("time/unknown-zone", name.span).arg("value", &name.value).maybe("nearest", near);
    }
    found
}

/// The language of a tag; one that is none has been reported.
pub(super) fn tag(tag: &Spanned<String>, report: &mut Report) -> Option<Lang> {
    if lang::exists(&tag.value) {
        return Some(Lang::new(&tag.value));
    }
    let canonical = LanguageIdentifier::try_from_str(&tag.value.replace('_', "-")).ok();
    let near = canonical.map(|tag| tag.to_string()).filter(|tag| lang::exists(tag));
    report.error("language/tag", tag.span).arg("value", &tag.value).maybe("nearest", near);
    None
}

// `es-MX` with calendar and numbering as `-u-` keys.
fn locale(lang: &Lang, fields: &LanguageFields, report: &mut Report) -> String {
    let base = match &fields.locale {
        Some(locale) if Locale::try_from_str(&locale.value).is_err() => {
            report.error("config/locale", locale.span).arg("value", &locale.value);
            lang.to_string()
        }
        Some(locale) => locale.value.clone(),
        None => lang.to_string(),
    };
    let mut keys = String::new();
    if let Some(calendar) = fields.calendar.as_ref().filter(|calendar| is_calendar(calendar, report)) {
        keys.push_str("-ca-");
        keys.push_str(&calendar.value);
    }
    if let Some(numbering) = fields.numbering.as_ref().filter(|numbering| is_numbering(numbering, report)) {
        keys.push_str("-nu-");
        keys.push_str(&numbering.value);
    }
    match (keys.is_empty(), base.contains("-u-")) {
        (true, _) => base,
        (false, true) => format!("{base}{keys}"),
        (false, false) => format!("{base}-u{keys}"),
    }
}

/// The calendars of CLDR.
pub(super) const CALENDARS: &[&str] = &[
    "buddhist",
    "chinese",
    "coptic",
    "dangi",
    "ethioaa",
    "ethiopic",
    "gregory",
    "hebrew",
    "indian",
    "islamic",
    "islamic-civil",
    "islamic-tbla",
    "islamic-umalqura",
    "iso8601",
    "japanese",
    "persian",
    "roc",
];

/// The digits of CLDR that dates and numbers can be written in.
pub(super) const NUMBERINGS: &[&str] = &[
    "adlm", "arab", "arabext", "beng", "cakm", "deva", "fullwide", "gujr", "guru", "khmr", "knda", "laoo",
    "latn", "mlym", "mymr", "olck", "tamldec", "telu", "thai",
];

fn is_calendar(calendar: &Spanned<String>, report: &mut Report) -> bool {
    one_of(calendar, CALENDARS, report)
}

fn is_numbering(numbering: &Spanned<String>, report: &mut Report) -> bool {
    one_of(numbering, NUMBERINGS, report)
}

fn one_of(word: &Spanned<String>, words: &[&str], report: &mut Report) -> bool {
    let known = words.contains(&word.value.as_str());
    if !known {
        report
            .error("front-matter/unknown-word", word.span)
            .arg("value", &word.value)
            .arg("words", words.join(", "))
            .maybe("nearest", nearest(&word.value, words.iter().copied()));
    }
    known
}

fn in_percent(percent: &Spanned<i64>, report: &mut Report) -> bool {
    let inside = (0..=100).contains(&percent.value);
    if !inside {
        report.error("config/percent", percent.span).arg("value", percent.value);
    }
    inside
}

fn read_quotes(quotes: &Spanned<String>, report: &mut Report) -> Option<[char; 4]> {
    let marks: Vec<char> = quotes.value.chars().filter(|c| !c.is_whitespace()).collect();
    match marks[..] {
        [open, close, inner_open, inner_close] => Some([open, close, inner_open, inner_close]),
        [open @ '“', close] => Some([open, close, '‘', '’']),
        [open @ '„', close] => Some([open, close, '‚', if close == '“' { '‘' } else { '’' }]),
        [open, close] => Some([open, close, '“', '”']),
        _ => {
            report.error("config/quotes", quotes.span).arg("value", &quotes.value);
            None
        }
    }
}

// By CLDR's delimiters; American Spanish has the marks of English.
fn usual_quotes(locale: &str) -> [char; 4] {
    const AMERICAN: [&str; 21] = [
        "419", "AR", "BO", "BR", "CL", "CO", "CR", "CU", "DO", "EC", "GT", "HN", "MX", "NI", "PA", "PE",
        "PR", "PY", "SV", "US", "UY",
    ];
    let mut parts = locale.split('-');
    let language = parts.next().unwrap_or_default();
    match language {
        "es" if parts.any(|part| AMERICAN.contains(&part) || part == "VE") => ['“', '”', '‘', '’'],
        "es" | "fr" | "it" | "el" | "ca" | "eu" | "gl" | "pt" if locale != "pt-BR" && locale != "pt" => {
            ['«', '»', '“', '”']
        }
        "ru" | "uk" | "be" => ['«', '»', '„', '“'],
        "nb" | "nn" | "no" => ['«', '»', '‘', '’'],
        "fa" => ['«', '»', '‹', '›'],
        "de" | "cs" | "sk" | "sl" | "bg" | "is" | "lt" => ['„', '“', '‚', '‘'],
        "pl" | "ro" | "hu" => ['„', '”', '«', '»'],
        "sv" | "fi" | "da" => ['”', '”', '’', '’'],
        "ja" => ['「', '」', '『', '』'],
        "ar" => ['”', '“', '’', '‘'],
        _ => ['“', '”', '‘', '’'],
    }
}

fn name_of(lang: &Lang) -> String {
    own_name(lang).map_or_else(|| lang.to_string(), ToOwned::to_owned)
}

/// What a language calls itself, where the program knows.
pub fn own_name(lang: &Lang) -> Option<&'static str> {
    const NAMES: [(&str, &str); 40] = [
        ("am", "አማርኛ"),
        ("ar", "العربية"),
        ("bn", "বাংলা"),
        ("ca", "Català"),
        ("ckb", "کوردیی ناوەندی"),
        ("de", "Deutsch"),
        ("el", "Ελληνικά"),
        ("en", "English"),
        ("es", "Español"),
        ("eu", "Euskara"),
        ("fa", "فارسی"),
        ("fr", "Français"),
        ("gn", "Avañe'ẽ"),
        ("ha", "Hausa"),
        ("hi", "हिन्दी"),
        ("ht", "Kreyòl ayisyen"),
        ("id", "Bahasa Indonesia"),
        ("it", "Italiano"),
        ("ja", "日本語"),
        ("km", "ខ្មែរ"),
        ("ko", "한국어"),
        ("ms", "Bahasa Melayu"),
        ("my", "မြန်မာ"),
        ("nl", "Nederlands"),
        ("pl", "Polski"),
        ("ps", "پښتو"),
        ("pt", "Português"),
        ("pt-BR", "Português (Brasil)"),
        ("qu", "Runasimi"),
        ("ro", "Română"),
        ("ru", "Русский"),
        ("so", "Soomaali"),
        ("sw", "Kiswahili"),
        ("th", "ไทย"),
        ("ti", "ትግርኛ"),
        ("tr", "Türkçe"),
        ("uk", "Українська"),
        ("ur", "اردو"),
        ("vi", "Tiếng Việt"),
        ("zh", "中文"),
    ];
    NAMES.iter().find(|(tag, _)| *tag == lang.as_str()).map(|(_, name)| *name)
}
