//! Shapes and limits of records → JSON Schema.

use serde_json::{Map, Value, json};

use crate::base::country::Country;
use crate::base::record::{Field, Limit, Rule, Shape};
use crate::content::Kind;
use crate::content::rules::{
    PRACTICE_SUMMARY, PRACTICE_TITLE, WIDE_SCOPES, also_required, currencies, has_place,
};
use crate::relate::Site;

use super::super::field_words::{FieldWords, shapes};

/// Whether a file is an original or a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edition {
    /// An original: every field.
    Source,
    /// A translation: texts only, none of which it must have but the title.
    Translation,
}

/// Writes schemas with a site's words.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    pub(super) words: &'a FieldWords,
    pub(super) site: &'a Site,
    /// Without a site, its regions are not known.
    pub(super) is_in_site: bool,
}

impl Writer<'_> {
    /// The front matter of a kind.
    pub(super) fn kind(&self, kind: Kind, edition: Edition) -> Value {
        let mut whole = Map::new();
        for shape in shapes(kind) {
            let Shape::Record(name, fields) = shape else { continue };
            let mut part = self.record(name, fields, edition);
            merge(&mut whole, &mut part);
        }
        let title = match edition {
            Edition::Source => kind.name().to_owned(),
            Edition::Translation => {
                whole.insert("required".to_owned(), json!(["title"]));
                format!("{} (translation)", kind.name())
            }
        };
        if self.site.config.keep_unknown {
            whole.insert("additionalProperties".to_owned(), json!(true));
        }
        let mut conditions = Vec::new();
        if kind == Kind::Practice {
            conditions.push(lengths());
        }
        if edition == Edition::Source {
            // A date may stand in the file's name, which a schema does not see.
            let also: Vec<&str> = also_required(kind).iter().copied().filter(|key| *key != "date").collect();
            if !also.is_empty() {
                conditions.push(json!({ "required": also }));
            }
            if has_place(kind) {
                conditions.push(place(kind));
            }
        }
        if !conditions.is_empty() {
            whole.insert("allOf".to_owned(), Value::Array(conditions));
        }
        headed(&title, whole)
    }

    /// A whole file of one record.
    pub(super) fn whole(&self, title: &str, shape: Shape) -> Value {
        let Shape::Record(name, fields) = shape else { return Value::Null };
        headed(title, self.record(name, fields, Edition::Source))
    }

    fn record(&self, name: &str, fields: &[Field], edition: Edition) -> Map<String, Value> {
        let mut properties = Map::new();
        let mut required = Vec::new();
        let mut conditions = Vec::new();
        for field in fields {
            if edition == Edition::Translation && !has_text(field) {
                continue;
            }
            properties.insert(field.key.to_owned(), self.field(name, field, edition));
            if edition == Edition::Source {
                if field.rule.is_required() {
                    required.push(field.key);
                }
                conditions.extend(field.limits.iter().filter_map(|limit| either(field.key, *limit)));
            }
        }
        let mut record = Map::from_iter([("type".to_owned(), json!("object"))]);
        record.insert("properties".to_owned(), Value::Object(properties));
        record.insert("additionalProperties".to_owned(), json!(false));
        if !required.is_empty() {
            record.insert("required".to_owned(), json!(required));
        }
        if let Some(condition) = conditions.pop() {
            record.insert("oneOf".to_owned(), condition);
        }
        record
    }

    fn field(&self, record: &str, field: &Field, edition: Edition) -> Value {
        // A text is set whole; of a list or table with texts inside only these.
        let inside = if field.rule.is_text() { Edition::Source } else { edition };
        let mut schema = Map::new();
        if let Some(says) = self.words.says(record, field.key) {
            schema.insert("description".to_owned(), json!(says));
        }
        let limits: Vec<Limit> =
            field.limits.iter().copied().filter(|limit| edition.wants(field.rule, *limit)).collect();
        merge(&mut schema, &mut self.value(field.shape, &limits, inside));
        Value::Object(schema)
    }

    fn value(&self, shape: Shape, limits: &[Limit], edition: Edition) -> Map<String, Value> {
        let value = match shape {
            Shape::Text => json!({ "type": "string" }),
            Shape::Boolean => json!({ "type": "boolean" }),
            Shape::Integer => json!({ "type": "integer" }),
            Shape::Number => json!({ "type": "number" }),
            Shape::Date => json!({ "type": "string", "format": "date", "pattern": DAY }),
            Shape::DateOrTime => json!({ "type": "string", "pattern": DAY_OR_TIME }),
            Shape::Edtf => json!({ "type": "string", "pattern": EDTF }),
            // Beside a reference nothing else would count.
            Shape::Country => json!({ "allOf": [{ "$ref": "#/definitions/country" }] }),
            Shape::Hashtag => json!({ "type": "string", "pattern": HASHTAG }),
            Shape::Words(words) => json!({ "type": "string", "enum": words }),
            Shape::BooleanOr(words) => {
                let words =
                    [json!(true), json!(false)].into_iter().chain(words.iter().map(|word| json!(word)));
                json!({ "enum": words.collect::<Vec<_>>() })
            }
            Shape::Texts => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
            Shape::Table => json!({ "type": "object" }),
            Shape::List(inside) => {
                let of_entries: Vec<Limit> =
                    limits.iter().copied().filter(|limit| !matches!(limit, Limit::NotEmpty)).collect();
                let mut list = Map::from_iter([("type".to_owned(), json!("array"))]);
                list.insert("items".to_owned(), Value::Object(self.value(*inside, &of_entries, edition)));
                if of_entries.len() < limits.len() {
                    list.insert("minItems".to_owned(), json!(1));
                }
                return list;
            }
            Shape::Record(name, fields) => return self.record(name, fields, edition),
        };
        let Value::Object(mut value) = value else { return Map::new() };
        for limit in limits {
            merge(&mut value, &mut self.limit(*limit));
        }
        value
    }

    fn limit(&self, limit: Limit) -> Map<String, Value> {
        let limit = match limit {
            Limit::Vocabulary(name) => json!({ "enum": self.terms(name) }),
            Limit::Unit => {
                let terms = self.terms("unit").into_iter();
                json!({ "enum": terms.chain(currencies().map(str::to_owned)).collect::<Vec<_>>() })
            }
            Limit::Region if self.is_in_site => {
                let keys = self.site.config.regions.iter().map(|region| region.key.as_str());
                json!({ "enum": keys.collect::<Vec<_>>() })
            }
            Limit::Between(least, most) => json!({ "minimum": least, "maximum": most }),
            Limit::AtLeast(least) => json!({ "minimum": least }),
            Limit::Share => json!({ "exclusiveMinimum": 0, "maximum": 1 }),
            Limit::Longest(most) => json!({ "maxLength": most }),
            Limit::Id(begin) => json!({ "pattern": format!("^{begin}[a-z0-9-]+$") }),
            Limit::OneOf(words) => json!({ "enum": words }),
            Limit::Web => json!({ "pattern": WEB }),
            Limit::Email => json!({ "pattern": EMAIL }),
            Limit::Language => json!({ "pattern": LANGUAGE }),
            Limit::NotBlank => json!({ "pattern": "\\S" }),
            Limit::Each(shape) => {
                json!({ "additionalProperties": self.value(*shape, &[], Edition::Source) })
            }
            Limit::Region | Limit::NotEmpty | Limit::Or(_) => json!({}),
        };
        match limit {
            Value::Object(limit) => limit,
            _ => Map::new(),
        }
    }

    fn terms(&self, vocabulary: &str) -> Vec<String> {
        let terms = self.site.vocabularies.by_name.get(vocabulary).into_iter();
        terms.flat_map(|vocabulary| &vocabulary.terms).map(|term| term.key.clone()).collect()
    }
}

fn headed(title: &str, schema: Map<String, Value>) -> Value {
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    whole.insert("title".to_owned(), json!(title));
    whole.extend(schema);
    let countries: Vec<String> = Country::all().map(|country| country.code().to_owned()).collect();
    whole.insert("definitions".to_owned(), json!({ "country": { "type": "string", "enum": countries } }));
    Value::Object(whole)
}

// No pattern names letters by their properties (`\p{L}`): Python's do not know them.
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
const DAY_OR_TIME: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?)?$";
const EDTF: &str = "^(\\.\\.|[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?~?)$";
const HASHTAG: &str = "^#?(?=[^\\s!-/:-@\\[-^`{-~]*[^\\s!-@\\[-`{-~])[^\\s!-/:-@\\[-^`{-~]{1,100}$";
const WEB: &str = "^https?://[^\\s/?#:][^\\s]*$";
const EMAIL: &str = "^[^\\s@<>()\\[\\],;:\\\\\"]{1,64}@[^\\s@.-][^\\s@.]*(\\.[^\\s@.]+)+$";
const LANGUAGE: &str = "^[a-z]{2,8}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]+)*$";

impl Edition {
    /// Rules that look at originals only say nothing of a translation.
    fn wants(self, rule: Rule, limit: Limit) -> bool {
        self == Edition::Source || (rule.is_text() && !matches!(limit, Limit::NotBlank))
    }
}

fn has_text(field: &Field) -> bool {
    field.rule.is_text() || field.inside.iter().any(has_text)
}

fn either(key: &str, limit: Limit) -> Option<Value> {
    match limit {
        Limit::Or(other) => Some(json!([{ "required": [key] }, { "required": [other] }])),
        _ => None,
    }
}

/// Puts the entries of one schema into another: properties and required names beside those there,
/// everything else in their place.
fn merge(into: &mut Map<String, Value>, from: &mut Map<String, Value>) {
    for (key, value) in std::mem::take(from) {
        match (into.get_mut(&key), value) {
            (Some(Value::Object(there)), Value::Object(mut more)) => there.append(&mut more),
            (Some(Value::Array(there)), Value::Array(mut more)) if key == "required" => {
                there.append(&mut more);
            }
            (_, value) => drop(into.insert(key, value)),
        }
    }
}

// What a practice's title and summary are longer or shorter than.
fn lengths() -> Value {
    let summary = json!({ "minLength": PRACTICE_SUMMARY.start(), "maxLength": PRACTICE_SUMMARY.end() });
    json!({ "properties": { "title": { "maxLength": PRACTICE_TITLE }, "summary": summary } })
}

// A country or a region; a practice that is not wide needs a country.
fn place(kind: Kind) -> Value {
    let has = |key: &str| json!({ "required": [key], "properties": { key: { "minItems": 1 } } });
    let somewhere = json!([has("countries"), has("regions")]);
    if kind != Kind::Practice {
        return json!({ "anyOf": somewhere });
    }
    let wide = json!({ "required": ["scope"], "properties": { "scope": { "enum": WIDE_SCOPES } } });
    json!({ "if": wide, "then": { "anyOf": somewhere }, "else": has("countries") })
}
