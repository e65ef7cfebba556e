//! config.toml → [`Config`]: every mistake at its place, and a sensible value in its stead, so that
//! the rest of the site can still be checked.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::base::node::{Reading, Table};
use crate::base::record::{Field, Read, Record, nearest, report_unknown};
use crate::base::{Checked, Lang, Report, Source, SourcePath, Span, Spanned};

use super::fields::{
    BudgetFields, Fields, Format, LanguageFields, MarkdownFields, MediaFields, MenuFields, SafetyFields,
    SectionFields, Unknown,
};
use super::{Budget, Config, Language, Markdown, Media, MenuEntry, Section, language, regions};

const FIELDS: &[Field] = <Fields as Record>::FIELDS;

/// Reads config.toml; without the file, everything is as by default, and that is an error.
pub fn read(source: Option<&Source>) -> Checked<Config> {
    let mut report = Report::default();
    let span = Span::start_of(SourcePath::new("config.toml").id());
    let config = match source {
        Some(source) if source.text_or_report(&mut report).is_some() => {
            config(&crate::base::toml::file(source, &mut report), span, &mut report)
        }
        // What an unreadable file lacks need not be said as well.
        Some(_) => config(&Reading::default(), span, &mut Report::default()),
        None => {
            report.error("config/missing", span);
            config(&Reading::default(), span, &mut Report::default())
        }
    };
    (config, report.diagnostics)
}

fn config(reading: &Reading, span: Span, report: &mut Report) -> Config {
    report_unknown(&reading.table, &[FIELDS], report);
    let fields = Fields::take(&reading.table, report);
    report_missing(reading, span, report);
    let title = fields.title.as_ref().map_or_else(String::new, |title| title.value.clone());
    let (origin, base_path) = base_url(fields.base_url.as_ref(), report);
    let languages = languages(fields.languages.as_ref(), &title, report);
    let (default_language, languages) =
        default_language(fields.default_language.as_ref(), languages, &title, report);
    let langs: Vec<Lang> = languages.iter().map(|language| language.lang.clone()).collect();
    let safety = fields.safety.clone().unwrap_or_default();
    let translation = fields.translation.clone().unwrap_or_default();
    Config {
        origin,
        base_path,
        timezone: fields
            .timezone
            .as_ref()
            .and_then(|name| language::zone(name, report))
            .unwrap_or(TimeZone::UTC),
        theme: theme(fields.theme.as_ref(), report),
        license: fields.license.clone(),
        contact: mail_address(fields.contact.as_ref(), report),
        regions: fields
            .regions
            .as_ref()
            .map_or_else(regions::default_set, |table| regions::read(table, &langs, report)),
        sections: sections(fields.sections.as_ref(), report),
        menu: fields.menu.iter().flatten().filter_map(|entry| menu_entry(entry, &langs, report)).collect(),
        markdown: markdown(fields.markdown.as_ref()),
        budget: budget(fields.budget.as_ref(), report),
        media: media(fields.media.as_ref(), report),
        precompress: fields.output.as_ref().and_then(|output| output.precompress).unwrap_or(false),
        search_index: fields.search.as_ref().and_then(|search| search.index).unwrap_or(true),
        collector: fields
            .petitions
            .as_ref()
            .and_then(|petitions| web_address(petitions.collector.as_ref(), report)),
        trial_collector: None,
        review_months: review_months(
            fields.practices.as_ref().and_then(|p| p.review_months.as_ref()),
            report,
        ),
        corrections: mail_address(
            fields.practices.as_ref().and_then(|practices| practices.corrections.as_ref()),
            report,
        ),
        notice_minor: translation.notice_minor.unwrap_or(false),
        improve: improve(translation.improve.as_ref(), report),
        dashboard: translation.dashboard.unwrap_or(false),
        second_reviewer: translation.second_reviewer.unwrap_or(false),
        exit_url: exit_url(&safety, report),
        onion: onion(safety.onion.as_ref(), report),
        keep_unknown: fields.front_matter.as_ref().and_then(|f| f.unknown) == Some(Unknown::Keep),
        extra: fields.extra.clone().unwrap_or_default(),
        title,
        default_language,
        languages,
        span,
    }
}

fn report_missing(reading: &Reading, span: Span, report: &mut Report) {
    for field in FIELDS.iter().filter(|field| field.rule.is_required()) {
        let misspelt = |key: &str| {
            let known = FIELDS.iter().map(|field| field.key);
            known.clone().all(|known| known != key) && nearest(key, known) == Some(field.key)
        };
        let tried =
            reading.table.entries.iter().any(|(key, _)| key.value == field.key || misspelt(&key.value));
        if !tried && !reading.unread.iter().any(|key| key == field.key) {
            report.error("front-matter/missing-field", span).arg("key", field.key);
        }
    }
}

// Scheme and host, and the path without a slash at its end.
fn base_url(address: Option<&Spanned<String>>, report: &mut Report) -> (String, String) {
    let default = || ("https://example.org".to_owned(), String::new());
    let Some(address) = address else { return default() };
    split_base_url(&address.value).unwrap_or_else(|| {
        report.error("config/base-url", address.span).arg("value", &address.value);
        default()
    })
}

/// Origin and path of a site's address: `https://example.org` and `/campaign` (empty at the root).
/// `None` for what is no such address.
pub fn split_base_url(text: &str) -> Option<(String, String)> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split('/').next().filter(|host| !host.is_empty())?;
    if text.contains(is_no_part_of_a_base) {
        return None;
    }
    let origin = &text[..text.len() - rest.len() + host.len()];
    Some((origin.to_owned(), rest[host.len()..].trim_end_matches('/').to_owned()))
}

fn is_no_part_of_a_base(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\' | '"' | '<' | '>' | '@')
}

fn web_address(address: Option<&Spanned<String>>, report: &mut Report) -> Option<String> {
    let address = address?;
    if super::is_web_address(&address.value) {
        return Some(address.value.trim_end_matches('/').to_owned());
    }
    report.error("url/shape", address.span).arg("value", &address.value);
    None
}

// A page of this site or another, or a mail; with nothing to be filled but what is known.
fn improve(address: Option<&Spanned<String>>, report: &mut Report) -> Option<String> {
    let address = address.filter(|address| !address.value.is_empty())?;
    let bare = ["file", "lang", "page"]
        .iter()
        .fold(address.value.clone(), |bare, name| bare.replace(&format!("{{{name}}}"), name));
    let leads = super::is_web_address(&bare) || bare.starts_with("mailto:") || is_path(&bare);
    if leads && !bare.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '{' | '}')) {
        return Some(address.value.clone());
    }
    report.error("config/improve", address.span).arg("value", &address.value);
    None
}

fn is_path(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
}

fn exit_url(safety: &SafetyFields, report: &mut Report) -> String {
    const NEUTRAL: &str = "https://www.bbc.com/weather";
    web_address(safety.exit_url.as_ref(), report).unwrap_or_else(|| NEUTRAL.to_owned())
}

// Scheme, host and perhaps a port: the path of a page goes behind it.
fn onion(address: Option<&Spanned<String>>, report: &mut Report) -> Option<String> {
    let address = address.filter(|address| !address.value.is_empty())?;
    let origin = address.value.trim_end_matches('/');
    let Some(name) = onion_name(origin) else {
        report.error("config/onion", address.span).arg("value", &address.value);
        return None;
    };
    // 32 bytes of key, 2 of checksum and the version in base 32 (rend-spec-v3, 6): what is shorter is mistyped.
    let is_whole = name.len() == 56 && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'));
    if !is_whole {
        report.warning("config/onion-mistyped", address.span).arg("value", &address.value);
    }
    Some(origin.to_owned())
}

/// `abc` of `http://www.abc.onion:8080`; `None` for what is no address of an onion service.
fn onion_name(origin: &str) -> Option<&str> {
    let host = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"))?;
    let (host, port) = host.split_once(':').unwrap_or((host, "80"));
    let names = host.strip_suffix(".onion")?;
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let is_address = names.chars().all(fine) && port.parse::<u16>().is_ok();
    names.rsplit('.').next().filter(|name| is_address && !name.is_empty())
}

fn languages(table: Option<&Table>, title: &str, report: &mut Report) -> Vec<Language> {
    let mut languages = Vec::new();
    for (tag, node) in table.iter().flat_map(|table| &table.entries) {
        let fields = LanguageFields::read(node, report).unwrap_or_default();
        languages.extend(language::read(tag, &fields, title, report));
    }
    languages
}

// The default language is among the languages, whatever the file says.
fn default_language(
    wanted: Option<&Spanned<String>>,
    mut languages: Vec<Language>,
    title: &str,
    report: &mut Report,
) -> (Lang, Vec<Language>) {
    let english = Lang::new("en");
    let lang = match (wanted, languages.first()) {
        (Some(wanted), Some(first)) => {
            if let Some(found) = languages.iter().find(|language| language.lang.as_str() == wanted.value) {
                found.lang.clone()
            } else {
                let known = languages.iter().map(|language| language.lang.as_str());
                let near = nearest(&wanted.value, known);
                report
                    .error("config/default-language", wanted.span)
                    .arg("value", &wanted.value)
                    .maybe("nearest", near);
                first.lang.clone()
            }
        }
        (Some(wanted), None) => language::tag(wanted, report).unwrap_or(english),
        (None, Some(_)) if languages.iter().any(|language| language.lang == english) => english,
        (None, Some(first)) => first.lang.clone(),
        (None, None) => english,
    };
    if languages.is_empty() {
        languages.push(language::plain(lang.clone(), title));
    }
    (lang, languages)
}

fn theme(name: Option<&Spanned<String>>, report: &mut Report) -> String {
    const DEFAULT: &str = "plaza";
    let Some(name) = name else { return DEFAULT.to_owned() };
    let shaped = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if name.value.is_empty() || !shaped(&name.value) {
        report.error("config/theme-name", name.span).arg("value", &name.value);
        return DEFAULT.to_owned();
    }
    name.value.clone()
}

fn sections(table: Option<&Table>, report: &mut Report) -> BTreeMap<String, Section> {
    let mut sections = BTreeMap::new();
    for (folder, node) in table.iter().flat_map(|table| &table.entries) {
        let Some(fields) = SectionFields::read(node, report) else { continue };
        let page_size = fields.page_size.as_ref().and_then(|size| positive(size, report));
        let section = Section {
            page_size: page_size.and_then(|size| usize::try_from(size).ok()),
            fallback: fields.fallback,
            quick_exit: fields.quick_exit.unwrap_or(false),
            span: folder.span,
        };
        sections.insert(folder.value.trim_matches('/').to_owned(), section);
    }
    sections
}

fn menu_entry(entry: &Spanned<MenuFields>, langs: &[Lang], report: &mut Report) -> Option<MenuEntry> {
    let fields = &entry.value;
    let Some(target) = &fields.target else {
        report.error("front-matter/missing-field", entry.span).arg("key", "target");
        return None;
    };
    let name = fields.name.as_ref().map(|names| language::texts(names, langs, report)).unwrap_or_default();
    Some(MenuEntry { target: target.value.clone(), name, span: target.span })
}

fn markdown(fields: Option<&MarkdownFields>) -> Markdown {
    let fields = fields.cloned().unwrap_or_default();
    Markdown {
        raw_html: fields.raw_html.unwrap_or(false),
        smart_punctuation: fields.smart_punctuation.unwrap_or(true),
        highlight: fields.highlight.unwrap_or(true),
    }
}

fn budget(fields: Option<&BudgetFields>, report: &mut Report) -> Budget {
    let fields = fields.cloned().unwrap_or_default();
    let mut limit = |limit: Option<Spanned<i64>>, default| {
        limit.and_then(|limit| positive(&limit, report)).unwrap_or(default)
    };
    Budget {
        home_kb: limit(fields.home_kb, 25),
        page_kb: limit(fields.page_kb, 60),
        script_kb: limit(fields.script_kb, 10),
        requests: limit(fields.requests, 8),
    }
}

fn media(fields: Option<&MediaFields>, report: &mut Report) -> Media {
    let fields = fields.cloned().unwrap_or_default();
    let formats = fields.formats.unwrap_or_else(|| vec![Format::Webp]);
    let mut width =
        |width: &Spanned<i64>| positive(width, report).and_then(|width| u32::try_from(width).ok());
    Media {
        share_pictures: fields.share_pictures.unwrap_or(true),
        formats: formats.into_iter().map(|format| format.word().to_owned()).collect(),
        widths: fields
            .widths
            .map_or_else(|| vec![480, 960, 1600], |widths| widths.iter().filter_map(&mut width).collect()),
    }
}

fn review_months(months: Option<&Spanned<i64>>, report: &mut Report) -> u16 {
    months
        .and_then(|months| positive(months, report))
        .and_then(|months| u16::try_from(months).ok())
        .unwrap_or(24)
}

// It becomes part of a `mailto:` address, where `?`, `&` and `%` would mean something.
fn mail_address(address: Option<&Spanned<String>>, report: &mut Report) -> Option<String> {
    let address = address.filter(|address| !address.value.is_empty())?;
    let (before, host) = address.value.split_once('@').unwrap_or_default();
    let fine = |c: char| c.is_alphanumeric() || ".-_+".contains(c);
    if !before.is_empty()
        && host.contains('.')
        && address.value.chars().all(|c| fine(c) || c == '@')
        && !host.contains('@')
    {
        return Some(address.value.clone());
    }
    report.error("email/shape", address.span).arg("value", &address.value);
    None
}

fn positive(number: &Spanned<i64>, report: &mut Report) -> Option<i64> {
    if number.value > 0 {
        return Some(number.value);
    }
    report.error("config/not-positive", number.span).arg("value", number.value);
    None
}
