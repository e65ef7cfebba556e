//! Jekyll: posts, collections and pages, its permalinks, its Liquid.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::node::{Node, Table, Value};
use crate::base::slug::slug;
use crate::base::{Lang, Report, Source, Sources, Span, lang};

use super::old::{
    File, Old, Page, any_case, bases, dated, inside, is_markdown, join, page, settings, split, stem,
    suffixed, text, texts,
};
use super::pattern::{Parts, filled};
use super::tags::{Call, Said};

/// Folders that hold what pages are made with.
const MACHINERY: [&str; 6] = ["_layouts", "_includes", "_sass", "_data", "_plugins", "_site"];
/// Files beside a site that are no part of it.
const BESIDE: [&str; 12] = [
    "readme.md",
    "license",
    "license.md",
    "license.txt",
    "contributing.md",
    "changelog.md",
    "gemfile",
    "gemfile.lock",
    "rakefile",
    "package.json",
    "package-lock.json",
    "cname",
];

/// Reads a Jekyll site, or a folder of its pages.
pub(super) fn read(sources: &Sources, report: &mut Report) -> Old {
    let config =
        ["_config.yml", "_config.yaml", "_config.toml"].into_iter().find_map(|name| sources.get(name));
    let has_config = config.is_some();
    let config = config.map(|source| settings(source)).unwrap_or_default();
    // Pages that came without their settings often lie in one folder.
    let is_inside = !has_config && sources.under("content/").next().is_some();
    let site = Site::of(&config, if is_inside { "content/" } else { "" }, has_config);
    let (origins, _) = any_case(&config, "url").and_then(text).map(bases).unwrap_or_default();
    let base_path = config.get("baseurl").and_then(text).unwrap_or_default().trim_end_matches('/').to_owned();
    let mut old = Old { lang: site.lang.clone(), bases: origins, base_path, ..Old::default() };
    let mut left = BTreeSet::new();
    for source in sources.under(site.root) {
        let path = &source.path.as_str()[site.root.len()..];
        if let Some(folder) = MACHINERY.into_iter().find(|folder| path.starts_with(&format!("{folder}/"))) {
            if folder != "_site" && left.insert(folder) {
                report.warning("import/templates", Span::start_of(source.id)).arg("path", folder);
            }
        } else if !site.is_left_out(path) {
            site.file(source, path, &mut old, report);
        }
    }
    old
}

struct Site {
    root: &'static str,
    has_config: bool,
    lang: Option<Lang>,
    languages: BTreeSet<String>,
    permalink: String,
    collections: BTreeMap<String, Option<String>>,
    defaults: Vec<(String, String, Table)>,
    exclude: Vec<String>,
}

impl Site {
    fn of(config: &Table, root: &'static str, has_config: bool) -> Site {
        let lang =
            ["lang", "default_lang", "locale"].into_iter().find_map(|key| config.get(key).and_then(text));
        let lang = lang.map(|lang| lang.split('_').next().unwrap_or(lang)).filter(|tag| lang::exists(tag));
        Site {
            root,
            has_config,
            lang: lang.map(Lang::new),
            languages: config.get("languages").map(texts).unwrap_or_default().into_iter().collect(),
            permalink: config.get("permalink").and_then(text).unwrap_or("date").to_owned(),
            collections: collections(config),
            defaults: defaults(config),
            exclude: config.get("exclude").map(texts).unwrap_or_default(),
        }
    }

    fn is_left_out(&self, path: &str) -> bool {
        let excluded = |pattern: &String| {
            let pattern = pattern.trim_matches('/');
            path == pattern || path.strip_prefix(pattern).is_some_and(|rest| rest.starts_with('/'))
        };
        let is_source =
            matches!(path.rsplit_once('.').map(|(_, ending)| ending), Some("gemspec" | "scss" | "sass"));
        let is_config =
            path.starts_with("_config") || ["node_modules/", "vendor/"].iter().any(|f| path.starts_with(f));
        is_config || is_source || BESIDE.contains(&&*path.to_lowercase()) || self.exclude.iter().any(excluded)
    }

    fn file(&self, source: &Arc<Source>, path: &str, old: &mut Old, report: &mut Report) {
        let starts = source.text().is_ok_and(|text| text.trim_start_matches('\u{feff}').starts_with("---"));
        if !is_markdown(&source.path) || (self.has_config && !starts) {
            let is_template = starts
                && path.rsplit_once('.').is_some_and(|(_, ending)| {
                    ["html", "htm", "xml", "json", "css", "js", "txt"].contains(&ending)
                });
            if is_template {
                report.warning("import/template", Span::start_of(source.id));
            } else if !path.split('/').any(|part| part.starts_with('_')) {
                let (to, address) = (format!("assets/{path}"), format!("/{path}"));
                old.files.push(File { source: source.clone(), to, address });
            }
            return;
        }
        let Some(mut page) = page(source, report) else { return };
        self.give_defaults(&mut page, path);
        self.place(&mut page, path);
        old.pages.push(page);
    }

    fn give_defaults(&self, page: &mut Page, path: &str) {
        let kind = if path.split('/').any(|part| part == "_posts") {
            "posts"
        } else {
            path.strip_prefix('_').and_then(|path| path.split('/').next()).unwrap_or("pages")
        };
        for (_, _, values) in self.defaults.iter().filter(|(scope, wanted, _)| {
            path.starts_with(scope.as_str()) && (wanted.is_empty() || wanted == kind)
        }) {
            for (key, node) in &values.entries {
                // What only layouts need would stand in every file.
                if ["lang", "permalink", "published", "categories"].contains(&&*key.value)
                    && page.front.get(&key.value).is_none()
                {
                    page.front.entries.push((key.clone(), node.clone()));
                }
            }
        }
    }

    fn place(&self, page: &mut Page, path: &str) {
        let (folder, name) = split(path);
        let (name, suffix) = suffixed(stem(name), &self.languages);
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        let is_language = |part: &&&str| {
            self.languages.contains(**part) || (self.languages.is_empty() && lang::has_two_letters(part))
        };
        let of_folder = parts.first().filter(is_language).and_then(|part| lang::of_any_case(part));
        if of_folder.is_some() {
            parts.remove(0);
        }
        let written = page.text("lang").or_else(|| page.text("language")).filter(|tag| lang::exists(tag));
        let lang = written.map(Lang::new).or(suffix).or_else(|| of_folder.clone());
        let is_post = parts.contains(&"_posts");
        let is_draft = parts.contains(&"_drafts");
        page.draft = is_draft || page.is("published", false);
        page.is_post = is_post || is_draft;
        let collection = parts.first().and_then(|part| part.strip_prefix('_')).filter(|_| !page.is_post);
        let kept: Vec<&str> = parts
            .iter()
            .filter(|part| !["_posts", "_drafts"].contains(*part))
            .map(|part| part.trim_start_matches('_'))
            .collect();
        let folder = kept.join("/");
        let of_stream = if page.is_post { join("posts", &folder) } else { folder.clone() };
        page.place = join(&of_stream, name);
        page.lang = lang.clone().filter(|lang| self.lang.as_ref().is_none_or(|default| default != lang));
        page.address = self.address(page, &folder, name, collection).map(|address| {
            let is_other = lang.as_ref().filter(|lang| self.lang.as_ref() != Some(*lang));
            let adds =
                !self.languages.is_empty() || (of_folder.is_some() && page.text("permalink").is_none());
            match is_other.filter(|lang| adds && !address.starts_with(&format!("/{lang}/"))) {
                Some(lang) => format!("/{lang}{address}"),
                None => address,
            }
        });
        let permalink = page.text("permalink").map(super::old::address);
        let last = permalink.as_deref().and_then(|link| link.trim_end_matches('/').rsplit('/').next());
        let last = last.map(|last| last.trim_end_matches(".html").to_owned()).filter(|last| !last.is_empty());
        page.slug = page.text("slug").map(str::to_owned).or(last);
        page.aliases = page.front.get("redirect_from").map(texts).unwrap_or_default();
        for alias in &mut page.aliases {
            *alias = super::old::address(alias);
        }
    }

    fn address(&self, page: &Page, folder: &str, name: &str, collection: Option<&str>) -> Option<String> {
        if let Some(written) = page.text("permalink").filter(|written| !written.contains(':')) {
            return Some(super::old::address(written));
        }
        let own = dated(name).map_or(name, |(_, rest)| rest);
        let categories = categories(page, folder);
        let title = page.text("slug").unwrap_or(own);
        let inside = if collection.is_some() { split(folder).1 } else { folder };
        let parts = Parts {
            folder: if collection.is_some() && !folder.contains('/') { "" } else { inside },
            name,
            word: title,
            title,
            categories: &categories,
            collection: collection.unwrap_or_default(),
            ..Parts::of(page)
        };
        let pattern = page.text("permalink").unwrap_or(&self.permalink);
        if page.is_post {
            // A draft has no day yet, and so no address.
            return Some(filled(style(pattern), &parts)).filter(|address| !address.contains(':'));
        }
        if let Some(collection) = collection {
            let own = self.collections.get(collection);
            // A collection without output has no addresses.
            let own = if self.has_config { own? } else { &None };
            return Some(filled(own.as_deref().unwrap_or("/:collection/:path.html"), &parts));
        }
        let is_pretty = pattern == "pretty" || pattern.ends_with('/');
        Some(match (name, is_pretty) {
            ("index", _) if folder.is_empty() => "/".to_owned(),
            ("index", _) => format!("/{folder}/"),
            (_, true) => format!("/{}/", join(folder, name)),
            (_, false) => format!("/{}.html", join(folder, name)),
        })
    }
}

fn style(pattern: &str) -> &str {
    match pattern {
        "date" => "/:categories/:year/:month/:day/:title.html",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title.html",
        "none" => "/:categories/:title.html",
        pattern => pattern,
    }
}

/// What a post is filed under, as its address has it.
fn categories(page: &Page, folder: &str) -> String {
    let written = page.front.get("categories").or_else(|| page.front.get("category"));
    let written = written.map(words).unwrap_or_default();
    let folder = folder.split('/').filter(|part| !part.is_empty()).map(str::to_owned);
    let mut all: Vec<String> = Vec::new();
    for category in folder.chain(written) {
        let category = category.to_lowercase();
        if !all.contains(&category) {
            all.push(category);
        }
    }
    all.join("/")
}

/// A list, or words between spaces.
pub(super) fn words(node: &Node) -> Vec<String> {
    match &node.value {
        Value::String(text) => text.split_whitespace().map(str::to_owned).collect(),
        _ => texts(node),
    }
}

fn collections(config: &Table) -> BTreeMap<String, Option<String>> {
    let Some(table) = inside(config, "collections") else { return BTreeMap::new() };
    let of_entry = |(key, node): &(crate::base::Spanned<String>, Node)| {
        let Value::Table(settings) = &node.value else { return None };
        let has_output = settings.get("output").is_some_and(|node| node.value == Value::Boolean(true));
        let permalink = settings.get("permalink").and_then(text).map(str::to_owned);
        has_output.then(|| (key.value.clone(), permalink))
    };
    table.entries.iter().filter_map(of_entry).collect()
}

fn defaults(config: &Table) -> Vec<(String, String, Table)> {
    let Some(Value::List(items)) = config.get("defaults").map(|node| &node.value) else { return Vec::new() };
    let of_item = |item: &Node| {
        let Value::Table(item) = &item.value else { return None };
        let scope = inside(item, "scope").cloned().unwrap_or_default();
        let of_scope = |key| scope.get(key).and_then(text).unwrap_or_default().to_owned();
        Some((of_scope("path"), of_scope("type"), inside(item, "values")?.clone()))
    };
    let mut defaults: Vec<_> = items.iter().filter_map(of_item).collect();
    // The nearest scope has the last word, and is asked first.
    defaults.sort_by_key(|(path, kind, _)| std::cmp::Reverse((path.len(), kind.len())));
    defaults
}

/// What becomes of a Liquid tag.
pub(super) fn liquid(call: &Call<'_>) -> Said {
    let named = |key: &str| call.named(key);
    match call.name {
        "highlight" => Said::Code(call.argument(0).unwrap_or_default().to_owned()),
        "raw" => Said::Raw,
        "comment" => Said::Comment,
        "link" | "post_url" => call.argument(0).map_or(Said::Kept, |path| Said::Link(path.to_owned())),
        "include" | "include_relative" | "include_cached" => {
            let file = call.argument(0).unwrap_or_default();
            let name = slug(stem(split(file).1));
            let source = ["src", "url", "image_path", "image", "file"].into_iter().find_map(named);
            if name.contains("youtube") {
                Said::video("www.youtube.com", "https://www.youtube.com/watch?v=", named("id"))
            } else if name.contains("vimeo") {
                Said::video("vimeo.com", "https://vimeo.com/", named("id"))
            } else if ["figure", "image", "img", "picture"].contains(&&*name) {
                Said::figure(source, named("alt"), named("caption").or(named("title")), named("credit"))
            } else {
                Said::Kept
            }
        }
        _ => Said::Kept,
    }
}

/// What becomes of `{{ … }}`.
pub(super) fn output(inside: &str, page: &Page) -> Said {
    let (value, filters) = inside.split_once('|').unwrap_or((inside, ""));
    let value = value.trim();
    let is_address = ["relative_url", "absolute_url", "prepend: site.baseurl", "prepend:site.baseurl"];
    let quoted = value.strip_prefix(['"', '\'']).and_then(|rest| rest.strip_suffix(['"', '\'']));
    match (value, quoted) {
        ("site.baseurl" | "site.url", _) if filters.is_empty() => Said::Gone,
        ("page.title", _) => page.text("title").map_or(Said::Kept, |title| Said::Text(title.to_owned())),
        (_, Some(quoted)) if is_address.iter().any(|filter| filters.contains(filter)) => {
            Said::Text(super::old::address(quoted))
        }
        (_, Some(quoted)) if filters.is_empty() => Said::Text(quoted.to_owned()),
        _ => Said::Kept,
    }
}
