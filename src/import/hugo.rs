//! Hugo: its folders, its languages, the addresses that it gives, its shortcodes.

use std::collections::BTreeMap;

use crate::base::node::{Table, Value};
use crate::base::{Lang, Report, Sources};

use super::content::{Content, Entry, Folder};
use super::old::{
    Old, Page, any_case, bases, default_language, inside, join, languages, settings, text, texts,
};
use super::pattern::{Parts, filled};
use super::tags::{Call, Said};

/// Reads a Hugo site, or its content folder alone.
pub(super) fn read(sources: &Sources, report: &mut Report) -> Old {
    let config = config(sources);
    let default = default_language(&config, "defaultContentLanguage", report);
    let languages = languages(&config, report);
    let site = Site {
        lang: default.clone().unwrap_or_else(|| Lang::new("en")),
        in_folder: any_case(&config, "defaultContentLanguageInSubdir")
            .is_some_and(|node| node.value == Value::Boolean(true)),
        is_ugly: any_case(&config, "uglyURLs").is_some_and(|node| node.value == Value::Boolean(true)),
        has_languages: languages.len() > 1,
        patterns: patterns(&config),
    };
    let keys = languages.iter().map(|(key, ..)| (*key).to_owned()).collect();
    let content = Content::of(sources, folders(sources, &config, &languages), keys, report);
    let (origins, base_path) = any_case(&config, "baseURL").and_then(text).map(bases).unwrap_or_default();
    let mut old = Old { lang: default, bases: origins, base_path, ..Old::default() };
    for Entry { mut page, folder, name } in content.entries {
        page.draft |= is_hidden(&page.front);
        site.place(&mut page, &folder, &name);
        old.pages.push(page);
    }
    old.files = content.files;
    let fixed = any_case(&config, "staticDir").map_or_else(|| vec!["static".to_owned()], texts);
    old.files.extend(fixed.iter().flat_map(|folder| super::content::fixed(sources, folder)));
    old
}

fn config(sources: &Sources) -> Table {
    let mut whole = Table::default();
    let is_config = |path: &str| {
        let (folder, name) = super::old::split(path);
        let stem = super::old::stem(name);
        matches!(folder, "" | "config/_default") && matches!(stem, "hugo" | "config")
    };
    for source in sources.iter() {
        let path = source.path.as_str();
        let ending = source.path.extension();
        if !matches!(ending.as_deref(), Some("toml" | "yaml" | "yml" | "json")) {
            continue;
        }
        if is_config(path) {
            whole.entries.extend(settings(source).entries);
        } else if path
            .strip_prefix("config/_default/")
            .is_some_and(|name| ["languages", "permalinks"].contains(&super::old::stem(name)))
        {
            let span = crate::base::Span::start_of(source.id);
            let key = super::old::stem(source.path.file_name()).to_owned();
            let value = Value::Table(settings(source));
            whole
                .entries
                .push((crate::base::Spanned::new(key, span), crate::base::node::Node { span, value }));
        }
    }
    whole
}

fn folders(sources: &Sources, config: &Table, languages: &[(&str, Lang, &Value)]) -> Vec<Folder> {
    let main = any_case(config, "contentDir").and_then(text).unwrap_or("content").to_owned();
    let of_lang = languages.iter().filter_map(|(_, lang, value)| {
        let Value::Table(table) = value else { return None };
        let path = any_case(table, "contentDir").and_then(text)?.trim_matches('/').to_owned();
        Some(Folder { path, lang: Some(lang.clone()) })
    });
    let mut folders: Vec<Folder> = of_lang.collect();
    let is_there = sources.under(&format!("{main}/")).next().is_some();
    if is_there && folders.iter().all(|folder| folder.path != main) {
        folders.push(Folder { path: main, lang: None });
    }
    if folders.is_empty() {
        folders.push(Folder { path: String::new(), lang: None });
    }
    folders
}

fn patterns(config: &Table) -> BTreeMap<String, String> {
    let Some(table) = inside(config, "permalinks") else { return BTreeMap::new() };
    let pages = inside(table, "page").unwrap_or(table);
    let of_entry = |(key, node): &(crate::base::Spanned<String>, crate::base::node::Node)| {
        Some((key.value.clone(), text(node)?.to_owned()))
    };
    pages.entries.iter().filter_map(of_entry).collect()
}

fn is_hidden(front: &Table) -> bool {
    let build = inside(front, "build").or_else(|| inside(front, "_build"));
    let render = build.and_then(|build| build.get("render")).map(|node| &node.value);
    let is_never = matches!(render, Some(Value::Boolean(false)))
        || matches!(render, Some(Value::String(word)) if word == "never");
    is_never || front.get("headless").is_some_and(|node| node.value == Value::Boolean(true))
}

struct Site {
    lang: Lang,
    in_folder: bool,
    is_ugly: bool,
    has_languages: bool,
    patterns: BTreeMap<String, String>,
}

impl Site {
    fn place(&self, page: &mut Page, folder: &str, name: &str) {
        page.place = join(folder, name);
        page.is_post = super::places::is_stream(folder);
        page.slug = page.text("slug").map(str::to_owned);
        page.aliases = page.front.get("aliases").map(texts).unwrap_or_default();
        let lang = page.lang.clone().unwrap_or_else(|| self.lang.clone());
        let home = if lang == self.lang && !self.in_folder { String::new() } else { folder_of(&lang) };
        let address = match page.text("url").map(str::to_owned) {
            Some(url) if url.starts_with('/') => super::old::address(&url),
            Some(url) => format!("{home}{}", super::old::address(&url)),
            None => format!("{home}{}", self.address(page, folder, name)),
        };
        let above = address.trim_end_matches('/').rsplit_once('/').map_or("", |(above, _)| above).to_owned();
        for alias in &mut page.aliases {
            *alias = if alias.starts_with('/') { alias.clone() } else { format!("{above}/{alias}") };
        }
        if page.text("url").is_some() {
            page.slug = last_part(&address);
        }
        // A site in several languages leads from `/en/` to its home.
        if address == "/" && self.has_languages {
            page.aliases.push(format!("{}/", folder_of(&lang)));
        }
        page.address = Some(address);
    }

    fn address(&self, page: &Page, folder: &str, name: &str) -> String {
        let folder = pathed(folder);
        if name == "_index" {
            return if folder.is_empty() { "/".to_owned() } else { format!("/{folder}/") };
        }
        let (above, own) = if name == "index" { super::old::split(&folder) } else { (&*folder, name) };
        let own = page.slug.as_deref().map_or_else(|| pathed(own), pathed);
        let section = folder.split('/').next().unwrap_or_default();
        if let Some(pattern) = self.patterns.get(section).filter(|_| !section.is_empty()) {
            let parts = Parts {
                folder: above,
                name: &pathed(super::old::split(&page.place).1),
                word: &own,
                title: &own,
                ..Parts::of(page)
            };
            return filled(pattern, &parts);
        }
        let end = if self.is_ugly { ".html" } else { "/" };
        format!("/{}{end}", join(above, &own))
    }
}

// Hugo writes languages with small letters in addresses.
fn folder_of(lang: &Lang) -> String {
    format!("/{}", lang.as_str().to_ascii_lowercase())
}

fn last_part(address: &str) -> Option<String> {
    let last = address.trim_end_matches('/').rsplit('/').next()?;
    Some(last.trim_end_matches(".html").to_owned()).filter(|last| !last.is_empty())
}

/// A path as Hugo writes it into an address: lower case, `-` for spaces.
fn pathed(path: &str) -> String {
    let lower = path.to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join("-")
}

/// What becomes of a shortcode.
pub(super) fn shortcode(call: &Call<'_>) -> Said {
    let first = call.argument(0);
    let named = |key: &str| call.named(key);
    match call.name {
        "figure" => {
            Said::figure(named("src"), named("alt"), named("caption").or(named("title")), named("attr"))
        }
        "youtube" => {
            Said::video("www.youtube.com", "https://www.youtube.com/watch?v=", named("id").or(first))
        }
        "vimeo" => Said::video("vimeo.com", "https://vimeo.com/", named("id").or(first)),
        "ref" | "relref" => first.or(named("path")).map_or(Said::Kept, |path| Said::Link(path.to_owned())),
        "highlight" => Said::Code(first.unwrap_or_default().to_owned()),
        "gist" => match (first, call.argument(1)) {
            (Some(user), Some(id)) => Said::Text(format!("<https://gist.github.com/{user}/{id}>")),
            _ => Said::Kept,
        },
        "tweet" | "x" | "twitter" => match (named("user"), named("id")) {
            (Some(user), Some(id)) => Said::Text(format!("<https://x.com/{user}/status/{id}>")),
            _ => Said::Kept,
        },
        "instagram" => {
            first.map_or(Said::Kept, |id| Said::Text(format!("<https://www.instagram.com/p/{id}/>")))
        }
        _ => Said::Kept,
    }
}
