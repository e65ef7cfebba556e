//! `altavoz schema`: what may stand in config.toml and in front matter, for editors.
//!
//! The schemas are made from the records' own declarations, so they know the fields that the
//! program reads and no others. They say draft-07, the newest that Taplo reads, which is what
//! editors check TOML with.

mod json;

use serde_json::{Map, Value, json};

use crate::base::date::When;
use crate::base::message::Language;
use crate::base::{Failure, Report, Sources};
use crate::config::fields::Fields;
use crate::content::Kind;
use crate::relate::Site;
use crate::write::edits;
use crate::{Memo, collect};

use super::Ended;
use super::arguments::{Common, Format, Schema, Unpublished};
use super::build::inputs;
use super::field_words::FieldWords;
use super::print::Printer;
use super::surroundings::{SiteAt, Surroundings};

use json::{Edition, Writer};

/// What tells our files from others.
const MARK: &str = "Made by `altavoz schema --write`";

const LINE: &str = "#:schema ./schemas/config.json";

/// Prints schemas, or writes them into the site.
pub(super) fn run(
    schema: &Schema,
    common: &Common,
    surroundings: &Surroundings,
    printer: &Printer,
) -> Result<Ended, Failure> {
    // Without a site, the program's own vocabularies are described.
    let at = match surroundings.site(common) {
        Err(failure) if schema.write || common.root.is_some() || failure.key != "failure.no-site" => {
            return Err(failure);
        }
        at => at.ok(),
    };
    let sources = match &at {
        Some(at) => collect::collect(&at.root)?.0,
        None => collect::beside_builtin(Vec::new()),
    };
    let site = site(&sources, at.as_ref());
    let tag = schema.lang.as_deref().or(common.messages.map(Language::tag));
    let words = FieldWords::of_or_english(tag.unwrap_or(site.config.default_language.as_str()));
    let writer = Writer { words: &words, site: &site, is_in_site: at.is_some() };
    if let (true, Some(at)) = (schema.write, &at) {
        return write(&writer, at, &sources, printer);
    }
    let value = match &schema.kind {
        Some(name) => one(&writer, name, schema.translation)?,
        None => all(&writer).collect::<Map<_, _>>().into(),
    };
    match printer.format {
        Format::Json => printer.object(&value),
        _ => printer.line(&format!("{value:#}")),
    }
    Ok(Ended::Well)
}

fn site(sources: &Sources, at: Option<&SiteAt>) -> Site {
    let nowhere =
        || SiteAt { root: ".".into(), now: When::parse("2000-01-01").expect("a day"), is_fixed: true };
    let inputs = inputs(Unpublished::default(), at.unwrap_or(&nowhere()));
    let ((site, _), _) = crate::site(sources, &inputs, &mut Memo::default());
    site
}

fn one(writer: &Writer<'_>, name: &str, translation: bool) -> Result<Value, Failure> {
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name || kind.folder() == Some(name));
    match (kind, translation) {
        (Some(kind), false) => Ok(writer.kind(kind, Edition::Source)),
        (Some(kind), true) => Ok(writer.kind(kind, Edition::Translation)),
        (None, true) if name == "config" => Err(Failure::new("failure.schema-translation")),
        (None, false) if name == "config" => Ok(writer.config()),
        (None, _) => {
            let names: Vec<&str> = ["config"].into_iter().chain(Kind::ALL.map(Kind::name)).collect();
            Err(Failure::new("failure.schema-kind").arg("value", name).arg("names", names.join(", ")))
        }
    }
}

fn all(writer: &Writer<'_>) -> impl Iterator<Item = (String, Value)> {
    let kinds = Kind::ALL.into_iter().flat_map(|kind| {
        let name = kind.name();
        [
            (name.to_owned(), writer.kind(kind, Edition::Source)),
            (format!("{name}.translation"), writer.kind(kind, Edition::Translation)),
        ]
    });
    std::iter::once(("config".to_owned(), writer.config())).chain(kinds)
}

fn write(writer: &Writer<'_>, at: &SiteAt, sources: &Sources, printer: &Printer) -> Result<Ended, Failure> {
    // What cannot be read is not empty: a line put before nothing would take its place.
    let unread = || Failure::new("failure.schema-config");
    let source = sources.get("config.toml").ok_or_else(unread)?;
    let config = source.text_or_report(&mut Report::default()).ok_or_else(unread)?;
    let mut count = 0;
    for (name, mut schema) in all(writer) {
        schema["$comment"] = json!(format!("{MARK}; it will be made anew, so change nothing here."));
        edits::renew(&at.root, &format!("schemas/{name}.json"), &format!("{schema:#}\n"), MARK)?;
        count += 1;
    }
    printer.say("say.schemas-written", &[("count", count.to_string())]);
    match with_line(config) {
        Some(text) => {
            if !edits::change(&at.root, "config.toml", &source.bytes, text.as_bytes())? {
                return Err(Failure::new("failure.changed").arg("path", "config.toml"));
            }
            printer.say("say.schema-line", &[("line", LINE.to_owned())]);
        }
        None => printer.say("say.schema-line-there", &[]),
    }
    printer.object(&json!({ "schemas": count, "folder": "schemas" }));
    Ok(Ended::Well)
}

/// config.toml with the line that names its schema, which must stand before everything but other
/// remarks; `None` if it names one already.
fn with_line(config: &str) -> Option<String> {
    let (mark, text) = match config.strip_prefix('\u{feff}') {
        Some(text) => ("\u{feff}", text),
        None => ("", config),
    };
    let mut head = text.lines().take_while(|line| line.starts_with('#') || line.trim().is_empty());
    if head.any(|line| line.starts_with("#:schema")) {
        return None;
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    Some(format!("{mark}{LINE}{end}{end}{text}"))
}

impl Writer<'_> {
    fn config(&self) -> Value {
        let shape = <Fields as crate::base::record::Read>::SHAPE;
        self.whole("config.toml", shape)
    }
}
