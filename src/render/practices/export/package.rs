//! `/datapackage.json`: what the tables hold, for programs that check and load data (Frictionless).

use std::fmt::Write;

use ring::digest::{SHA256, digest};
use serde_json::{Map, Value, json};

use super::record::Record;
use super::table::{Column, Kind};
use super::{Address, json as harmless, outcomes, practices};
use crate::base::date::Day;
use crate::base::output::File;
use crate::base::{Lang, Url};
use crate::relate::Site;

/// The tables of one language.
pub(super) struct Tables<'s> {
    pub(super) lang: &'s Lang,
    pub(super) practices: (Url, File),
    pub(super) outcomes: (Url, File),
}

/// The package's description. It says the day of the newest record as its version, not the day of
/// the build: the same records are the same package.
pub(super) fn text(site: &Site, records: &[Record<'_>], tables: &[Tables<'_>]) -> String {
    let address = Address { site };
    let config = &site.config;
    let lang = &config.default_language;
    let resources = tables.iter().flat_map(|tables| resources(tables, site));
    let section = site.sections.get(lang).and_then(|sections| sections.get("practices"));
    let home = address.of(section.map_or(&config.home(lang), |section| &section.url));
    let title = section.map_or("", |section| &section.title);
    let mut package = json!({
        "profile": "data-package",
        "name": "practices",
        "title": format!("{}: {title}", address.title(lang)),
        "description": "One row a record, and one row a measured outcome. Lists are joined by `; ` (inside a text, `;` is written `\\;` and `\\` is written `\\\\`). A text that a spreadsheet would take for a formula begins with `'`: take one `'` away before `=`, `+`, `-`, `@`, a tab or a line end, and before further `'`. An empty cell is unknown; `NA` is Namibia.",
        "homepage": home,
        "contributors": [{ "title": address.title(lang), "path": address.of(&config.home(lang)), "role": "publisher" }],
        "sources": [{ "title": address.title(lang), "path": home }],
    });
    if let Some(day) = newest(records) {
        package["version"] = json!(day);
        package["created"] = json!(format!("{day}T00:00:00Z"));
    }
    if let Some(license) = &config.license {
        let path = format!("https://spdx.org/licenses/{license}.html");
        package["licenses"] = json!([{ "name": license, "path": path }]);
    }
    package["resources"] = resources.collect();
    harmless::text(&package) + "\n"
}

/// The last day on which anything happened to a record.
pub(super) fn newest(records: &[Record<'_>]) -> Option<Day> {
    let days = records.iter().flat_map(|record| {
        let meta = &record.main().meta;
        let reviewed = record.practice().reviewed.as_ref().map(|day| day.value);
        [meta.updated, meta.date.as_ref().map(|day| day.value), reviewed]
    });
    days.flatten().max()
}

fn resources(tables: &Tables<'_>, site: &Site) -> [Value; 2] {
    let lang = tables.lang;
    let name = |table: &str| format!("{table}-{}", lang.as_str().to_lowercase());
    let mut practices = resource(&name("practices"), lang, &tables.practices);
    practices["schema"] = schema(&practices::columns(), site);
    practices["schema"]["primaryKey"] = json!(["id"]);
    let mut outcomes = resource(&name("outcomes"), lang, &tables.outcomes);
    outcomes["schema"] = schema(&outcomes::columns(), site);
    outcomes["schema"]["primaryKey"] = json!(["practice", "number"]);
    let reference = json!({ "resource": name("practices"), "fields": ["id"] });
    outcomes["schema"]["foreignKeys"] = json!([{ "fields": ["practice"], "reference": reference }]);
    [practices, outcomes]
}

fn resource(name: &str, lang: &Lang, (url, file): &(Url, File)) -> Value {
    json!({
        "profile": "tabular-data-resource",
        "name": name,
        "title": format!("{name} ({lang})"),
        "path": url.file(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "bytes": file.bytes.len(),
        "hash": format!("sha256:{}", sha256(&file.bytes)),
    })
}

fn sha256(bytes: &[u8]) -> String {
    let digest = digest(&SHA256, bytes);
    digest.as_ref().iter().fold(String::with_capacity(64), |mut text, byte| {
        write!(text, "{byte:02x}").expect("memory takes everything");
        text
    })
}

fn schema<R>(columns: &[Column<R>], site: &Site) -> Value {
    let fields: Vec<Value> = columns.iter().flat_map(|column| fields(column, site)).collect();
    json!({ "fields": fields, "missingValues": [""] })
}

fn fields<R>(column: &Column<R>, site: &Site) -> Vec<Value> {
    let (kind, format) = match column.kind {
        Kind::AtLeast(_) => ("integer", "default"),
        Kind::Number => ("number", "default"),
        Kind::Boolean => ("boolean", "default"),
        Kind::Day => ("date", "default"),
        Kind::Web => ("string", "uri"),
        _ => ("string", "default"),
    };
    let mut field =
        json!({ "name": column.name, "type": kind, "format": format, "description": column.about });
    let constraints = constraints(column.kind, site);
    if !constraints.is_empty() {
        field["constraints"] = constraints.into();
    }
    let label = column.kind.vocabulary().map(|name| {
        json!({
            "name": format!("{}_label", column.name),
            "type": "string",
            "description": format!("The labels of `{}` in the table's language (vocabulary `{name}`).", column.name),
        })
    });
    [Some(field), label].into_iter().flatten().collect()
}

fn constraints(kind: Kind, site: &Site) -> Map<String, Value> {
    let keys = |name: &str| -> Vec<String> {
        let terms = site.vocabularies.by_name.get(name).map(|vocabulary| &vocabulary.terms);
        terms.into_iter().flatten().map(|term| term.key.clone()).collect()
    };
    let list = |one: &str| json!(format!("(({one})(; ({one}))*)?"));
    let constraints = match kind {
        Kind::Id => json!({ "required": true, "unique": true, "pattern": "atd-[a-z0-9-]+" }),
        Kind::Record => json!({ "required": true }),
        Kind::AtLeast(least) => json!({ "minimum": least }),
        Kind::Shaped(pattern) => json!({ "pattern": format!("({pattern})") }),
        Kind::AllShaped(pattern) => json!({ "pattern": list(pattern) }),
        Kind::Key("unit") => json!({ "pattern": format!("({}|[A-Z]{{3}})", keys("unit").join("|")) }),
        Kind::Key(name) => json!({ "enum": keys(name) }),
        Kind::Keys(super::words::COUNTRY) => json!({ "pattern": list("[A-Z]{2}") }),
        Kind::Keys(super::words::REGION) => {
            let keys: Vec<&str> = site.config.regions.iter().map(|region| region.key.as_str()).collect();
            json!({ "pattern": list(&keys.join("|")) })
        }
        Kind::Keys(name) => json!({ "pattern": list(&keys(name).join("|")) }),
        _ => json!({}),
    };
    let Value::Object(constraints) = constraints else { return Map::new() };
    constraints
}
