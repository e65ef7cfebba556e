//! Zola: its folders, its languages, the addresses that it gives, its shortcodes.

use crate::base::slug::slug;
use crate::base::{Lang, Report, Sources};

use super::content::{Content, Entry, Folder, fixed};
use super::old::{
    Old, Page, any_case, bases, dated, default_language, join, languages, settings, split, text, texts,
};
use super::tags::{Call, Said};

/// Reads a Zola site, or its content folder alone.
pub(super) fn read(sources: &Sources, report: &mut Report) -> Old {
    let config = sources.get("config.toml").map(|source| settings(source)).unwrap_or_default();
    let default = default_language(&config, "default_language", report);
    let lang = default.clone().unwrap_or_else(|| Lang::new("en"));
    let languages = languages(&config, report).into_iter().map(|(key, ..)| key.to_owned()).collect();
    let has_content = sources.under("content/").next().is_some();
    let path = if has_content { "content" } else { "" }.to_owned();
    let content = Content::of(sources, vec![Folder { path, lang: None }], languages, report);
    let (origins, base_path) = any_case(&config, "base_url").and_then(text).map(bases).unwrap_or_default();
    let mut old = Old { lang: default, bases: origins, base_path, ..Old::default() };
    for Entry { mut page, folder, name } in content.entries {
        place(&mut page, &lang, &folder, &name);
        old.pages.push(page);
    }
    old.files = content.files;
    old.files.extend(fixed(sources, "static"));
    old
}

fn place(page: &mut Page, default: &Lang, folder: &str, name: &str) {
    page.place = join(folder, name);
    page.is_post = super::places::is_stream(folder);
    page.slug = page.text("slug").map(str::to_owned);
    page.draft |= page.is("render", false);
    page.aliases = page.front.get("aliases").map(texts).unwrap_or_default();
    for alias in &mut page.aliases {
        *alias = super::old::address(alias);
    }
    let home = match &page.lang {
        Some(lang) if lang != default => format!("/{lang}"),
        _ => String::new(),
    };
    if let Some(path) = page.text("path").map(super::old::address) {
        page.slug =
            path.trim_end_matches('/').rsplit('/').next().map(str::to_owned).filter(|last| !last.is_empty());
        page.address = Some(format!("{home}{}/", path.trim_end_matches('/')));
        return;
    }
    let folder: Vec<String> = folder.split('/').filter(|part| !part.is_empty()).map(slug).collect();
    let folder = folder.join("/");
    let address = match name {
        "_index" => folder,
        "index" => {
            let (above, own) = split(&folder);
            join(above, &own_word(page, own))
        }
        name => join(&folder, &own_word(page, name)),
    };
    page.address = Some(if address.is_empty() { format!("{home}/") } else { format!("{home}/{address}/") });
}

// A day at the beginning of a name is the page's date and not part of its address.
fn own_word(page: &Page, name: &str) -> String {
    let written = page.slug.as_deref().map(slug);
    written.unwrap_or_else(|| slug(dated(name).map_or(name, |(_, rest)| rest)))
}

/// What becomes of a shortcode.
pub(super) fn shortcode(call: &Call<'_>) -> Said {
    let named = |key: &str| call.named(key);
    match call.name {
        "youtube" => Said::video("www.youtube.com", "https://www.youtube.com/watch?v=", named("id")),
        "vimeo" => Said::video("vimeo.com", "https://vimeo.com/", named("id")),
        "figure" | "image" | "img" => {
            let source = named("src").or(named("path")).or(named("url"));
            Said::figure(source, named("alt"), named("caption").or(named("title")), named("credit"))
        }
        "quote" => match named("author").or(named("by")) {
            Some(by) => {
                Said::Around(format!(":::quote{{by=\"{}\"}}", super::reader::clean(by)), ":::".to_owned())
            }
            None => Said::Kept,
        },
        _ => Said::Kept,
    }
}
