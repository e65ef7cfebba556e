//! The front matter of other programs → ours: what has an equal gets its name, the rest goes to `[extra]`.

use crate::base::date::When;
use crate::base::node::{Node, Table, Value};
use crate::base::record::{Field, Record};
use crate::base::{Report, Span, Spanned};
use crate::content::{Kind, Meta, News, Page as PageFields, Publication, Statement};

use super::Site;
use super::jekyll::words;
use super::links::Lead;
use super::old::{Generator, Page, text, texts};

/// Front matter as it will be written.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    /// In the order in which people write them.
    pub(super) own: Vec<(String, Value)>,
    /// What has no equal.
    pub(super) extra: Table,
}

/// The order of fields in a file.
const ORDER: [&str; 20] = [
    "title",
    "subtitle",
    "summary",
    "intro",
    "slug",
    "date",
    "updated",
    "draft",
    "publish",
    "expires",
    "original",
    "aliases",
    "authors",
    "countries",
    "regions",
    "topics",
    "hashtags",
    "menu",
    "weight",
    "image",
];
/// Keys that were read for another purpose: they say where a page is and what it is.
const SPENT: [&str; 17] = [
    "permalink",
    "redirect_from",
    "redirect_to",
    "aliases",
    "url",
    "path",
    "slug",
    "draft",
    "published",
    "lang",
    "language",
    "title",
    "taxonomies",
    "tags",
    "categories",
    "category",
    "keywords",
];

/// What a page is on the new site.
#[derive(Clone, Copy, Debug)]
pub(super) struct Role {
    /// Its kind.
    pub(super) kind: Kind,
    /// Whether it is a section's index or the home page.
    pub(super) is_index: bool,
    /// Whether it is a translation of another page: then it has its own texts only.
    pub(super) is_translation: bool,
}

/// Reads the fields of a page.
pub(super) fn fields(page: &Page, title: &str, role: Role, site: &Site<'_>, report: &mut Report) -> Fields {
    let mut mapper = Mapper { page, role, site, fields: Fields::default(), report };
    mapper.set("title", Value::String(title.to_owned()));
    if let Some(slug) = page.slug.as_ref().filter(|_| !role.is_index || page.is_post) {
        mapper.set("slug", Value::String(slug.clone()));
    }
    if page.draft || page.is("draft", true) {
        mapper.set("draft", Value::Boolean(true));
    }
    for (key, node) in page.front.entries.clone() {
        if !SPENT.contains(&&*key.value) {
            mapper.entry(&key, &node);
        }
    }
    mapper.topics();
    mapper.embargo();
    mapper.region();
    let Mapper { mut fields, .. } = mapper;
    let place = |key: &str| ORDER.iter().position(|other| *other == key).unwrap_or(ORDER.len());
    fields.own.sort_by_key(|(key, _)| place(key));
    fields
}

struct Mapper<'a> {
    page: &'a Page,
    role: Role,
    site: &'a Site<'a>,
    fields: Fields,
    report: &'a mut Report,
}

impl Mapper<'_> {
    fn has(&self, key: &str) -> bool {
        self.fields.own.iter().any(|(own, _)| own == key)
    }

    fn set(&mut self, key: &str, value: Value) {
        if !self.has(key) {
            self.fields.own.push((key.to_owned(), value));
        }
    }

    fn keep(&mut self, key: &Spanned<String>, node: &Node) {
        self.fields.extra.entries.push((key.clone(), node.clone()));
    }

    fn entry(&mut self, key: &Spanned<String>, node: &Node) {
        if let (Value::Table(table), "extra") = (&node.value, key.value.as_str()) {
            for (key, node) in &table.entries {
                self.keep(key, node);
            }
            return;
        }
        let name = self.name(&key.value);
        let Some(value) = name.and_then(|name| self.value(name, node)) else {
            // What is empty says nothing.
            return self.keep(key, node);
        };
        let name = name.unwrap_or_default();
        if self.role.is_translation && !is_text(name) {
            return self.of_translation(key, node);
        }
        if self.has(name) || !self.fits(name, &value, node.span) {
            return self.keep(key, node);
        }
        self.set(name, value);
    }

    /// What a key is called here.
    fn name(&self, key: &str) -> Option<&'static str> {
        let is_page = self.role.kind == Kind::Page || self.role.is_index;
        Some(match key {
            "description" | "summary" | "excerpt" | "Description" => "summary",
            "subtitle" | "tagline" | "subhead" => "subtitle",
            "date" => "date",
            "lastmod" | "updated" | "last_modified_at" | "modified" => "updated",
            "publishDate" | "publishdate" | "pubdate" => "publish",
            "expiryDate" | "expirydate" | "unpublishdate" => "expires",
            "author" | "authors" => "authors",
            "image" | "images" | "cover" | "featured_image" | "feature_image" | "thumbnail" => "image",
            "weight" | "nav_order" if is_page => "weight",
            "menu" | "menus" if is_page => "menu",
            "toc" => "toc",
            _ => {
                let own = own_fields(self.role);
                return [Meta::FIELDS, own].concat().iter().map(|field| field.key).find(|own| *own == key);
            }
        })
    }

    /// A value as our field wants it.
    fn value(&mut self, name: &str, node: &Node) -> Option<Value> {
        let list = |texts: Vec<String>| {
            let node = |text| Node { span: node.span, value: Value::String(text) };
            Value::List(texts.into_iter().map(node).collect())
        };
        match (name, &node.value) {
            ("summary" | "subtitle", Value::String(text)) => {
                let text = text.trim();
                (!text.is_empty()).then(|| Value::String(text.to_owned()))
            }
            ("date" | "updated", _) => {
                let day = text(node).and_then(crate::base::date::Day::parse_with_time)?;
                Some(Value::Date(day.to_string()))
            }
            ("publish" | "expires", _) => {
                let when = text(node).filter(|text| When::parse(text).is_some())?;
                Some(Value::Date(when.to_owned()))
            }
            ("authors", _) => authors(node),
            ("image", _) => self.image(node),
            ("menu", _) => menu(node),
            ("topics" | "hashtags", _) => Some(list(texts(node))),
            ("weight", Value::Integer(_)) => Some(node.value.clone()),
            ("weight", _) => None,
            _ => Some(node.value.clone()),
        }
    }

    /// A picture needs words for those who do not see it, and a file that came along.
    fn image(&mut self, node: &Node) -> Option<Value> {
        let table = match &node.value {
            Value::Table(table) => Some(table),
            _ => None,
        };
        let src = match table {
            Some(table) => ["src", "path", "url", "image", "relative"]
                .into_iter()
                .find_map(|key| table.get(key).and_then(text)),
            None => return self.image_of(texts(node).first()?, node.span, None),
        };
        let alt = table.and_then(|table| table.get("alt").and_then(text)).map(str::to_owned);
        self.image_of(src?, node.span, alt)
    }

    fn image_of(&mut self, src: &str, span: Span, alt: Option<String>) -> Option<Value> {
        let keys = ["image_alt", "imageAlt", "alt", "featured_image_alt", "image_description"];
        let alt = alt.or_else(|| keys.into_iter().find_map(|key| self.page.text(key)).map(str::to_owned));
        let Some(alt) = alt.filter(|alt| !alt.trim().is_empty()) else {
            self.report.warning("import/picture-without-alt", span).arg("value", src);
            return None;
        };
        let Some(src) = self.picture(src) else {
            self.report.warning("import/link", span).arg("value", src);
            return None;
        };
        let entry = |key: &str, text: String| {
            (Spanned::new(key.to_owned(), span), Node { span, value: Value::String(text) })
        };
        Some(Value::Table(Table { entries: vec![entry("src", src), entry("alt", alt)] }))
    }

    fn picture(&self, src: &str) -> Option<String> {
        let new = super::path(self.page, &self.site.default);
        match self.site.ways.lead(self.page, &new, src) {
            Lead::To(path) => Some(path),
            _ => None,
        }
    }

    /// Whether our field takes a value as it is.
    fn fits(&self, name: &str, value: &Value, span: Span) -> bool {
        let node = Node { span, value: value.clone() };
        let table = Table { entries: vec![(Spanned::new(name.to_owned(), span), node)] };
        let mut said = Report::default();
        Meta::take(&table, &mut said);
        match self.role.kind {
            _ if self.role.is_index => drop(PageFields::take(&table, &mut said)),
            Kind::News => drop(News::take(&table, &mut said)),
            Kind::Statement => drop(Statement::take(&table, &mut said)),
            Kind::Publication => drop(Publication::take(&table, &mut said)),
            _ => drop(PageFields::take(&table, &mut said)),
        }
        said.diagnostics.is_empty()
    }

    /// Dates, pictures and topics of a translation are its original's.
    fn of_translation(&mut self, key: &Spanned<String>, node: &Node) {
        if self.site.originals.value(self.page, &key.value) != Some(&node.value) {
            self.report.warning("import/translation-field", key.span).arg("key", &key.value);
            self.keep(key, node);
        }
    }

    fn topics(&mut self) {
        let front = &self.page.front;
        let is_post = self.page.is_post || self.site.generator != Generator::Jekyll;
        let mut topics: Vec<String> = Vec::new();
        let mut add = |topic: String| {
            if !topic.trim().is_empty() && !topics.contains(&topic) {
                topics.push(topic);
            }
        };
        let mut kept = Vec::new();
        for key in ["categories", "category", "tags"] {
            let Some((name, node)) = front.entries.iter().find(|(name, _)| name.value == key) else {
                continue;
            };
            let is_topic = is_post || key == "tags";
            match key {
                _ if !is_topic => kept.push((name.clone(), node.clone())),
                "category" => texts(node).into_iter().for_each(&mut add),
                _ if self.site.generator == Generator::Jekyll => words(node).into_iter().for_each(&mut add),
                _ => texts(node).into_iter().for_each(&mut add),
            }
        }
        if let Some((name, node)) = front.entries.iter().find(|(name, _)| name.value == "keywords") {
            kept.push((name.clone(), node.clone()));
        }
        let of_zola = super::old::inside(front, "taxonomies").map(|table| table.entries.clone());
        for (name, node) in of_zola.unwrap_or_default() {
            match &*name.value {
                "tags" | "categories" | "topics" => texts(&node).into_iter().for_each(&mut add),
                _ => kept.push((name, node)),
            }
        }
        for (name, node) in &kept {
            self.keep(name, node);
        }
        if topics.is_empty() || self.has("topics") {
            return;
        }
        let span = self.page.opening;
        let items = topics.into_iter().map(|topic| Node { span, value: Value::String(topic) });
        let value = Value::List(items.collect());
        if self.role.is_translation {
            let entry = front
                .entries
                .iter()
                .find(|(name, _)| ["tags", "categories", "taxonomies"].contains(&&*name.value));
            if let Some((name, node)) = entry {
                self.of_translation(name, node);
            }
        } else if self.role.kind != Kind::Page || !self.role.is_index {
            self.set("topics", value);
        }
    }

    // Hugo and Jekyll hold back what bears a day to come, and nobody would expect it to go out now.
    fn embargo(&mut self) {
        let date = self.page.text("date").and_then(When::parse);
        let is_future = date.is_some_and(|date| date.instant(&self.site.new.zone) > self.site.new.now);
        let written = self.page.text("date").unwrap_or_default().to_owned();
        if is_future && self.site.generator != Generator::Zola && !self.role.is_translation {
            self.set("publish", Value::Date(written));
        }
    }

    // News and statements are of somewhere. Where, nobody said yet.
    fn region(&mut self) {
        let wants = matches!(self.role.kind, Kind::News | Kind::Statement) && !self.role.is_index;
        if !wants || self.role.is_translation || self.has("countries") || self.has("regions") {
            return;
        }
        let span = self.page.opening;
        if let Some(region) = &self.site.new.region {
            self.report.warning("import/region", span).arg("value", region);
            self.set("regions", Value::List(vec![Node { span, value: Value::String(region.clone()) }]));
        }
    }
}

fn own_fields(role: Role) -> &'static [Field] {
    match role.kind {
        _ if role.is_index => PageFields::FIELDS,
        Kind::News => News::FIELDS,
        Kind::Statement => Statement::FIELDS,
        Kind::Publication => Publication::FIELDS,
        _ => PageFields::FIELDS,
    }
}

fn is_text(name: &str) -> bool {
    let all = [Meta::FIELDS, News::FIELDS, Statement::FIELDS];
    all.concat().iter().any(|field| field.key == name && field.rule.is_text())
}

fn authors(node: &Node) -> Option<Value> {
    let span = node.span;
    let author = |name: String| {
        let name = (Spanned::new("name".to_owned(), span), Node { span, value: Value::String(name) });
        Node { span, value: Value::Table(Table { entries: vec![name] }) }
    };
    let names: Vec<String> = match &node.value {
        Value::Table(table) => vec![text(table.get("name")?)?.to_owned()],
        Value::List(items) => items
            .iter()
            .map(|item| match &item.value {
                Value::Table(table) => table.get("name").and_then(text).map(str::to_owned),
                _ => text(item).map(str::to_owned),
            })
            .collect::<Option<_>>()?,
        _ => vec![text(node)?.to_owned()],
    };
    Some(Value::List(names.into_iter().filter(|name| !name.is_empty()).map(author).collect()))
}

fn menu(node: &Node) -> Option<Value> {
    let names: Vec<String> = match &node.value {
        Value::Table(table) => table.entries.iter().map(|(key, _)| key.value.clone()).collect(),
        _ => texts(node),
    };
    let known = names.into_iter().find(|name| name == "main" || name == "footer")?;
    Some(Value::String(known))
}
