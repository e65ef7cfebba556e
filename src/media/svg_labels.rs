//! The labels inside a drawing → a, b, c: an editor makes them of what somebody called a layer.
//!
//! Ids, classes and filters' results are names only; one that nothing in the drawing asks for goes.

use std::collections::{BTreeMap, BTreeSet};

/// What a filter may start from (Filter Effects 1, 9.3): words of the language, no labels.
const INPUTS: [&str; 6] =
    ["SourceGraphic", "SourceAlpha", "BackgroundImage", "BackgroundAlpha", "FillPaint", "StrokePaint"];

/// The labels of one drawing. A drawing is gone through twice: what asks for a label may stand behind it.
#[derive(Default)]
pub(super) struct Labels {
    asked: Option<Asked>,
    found: Asked,
    ids: Neutral,
    classes: Neutral,
    results: Neutral,
}

/// What references and style rules ask for.
#[derive(Default)]
struct Asked {
    ids: BTreeSet<String>,
    classes: BTreeSet<String>,
}

/// Neutral labels by those that they stand for, in the order in which they first stand in the drawing.
#[derive(Default)]
struct Neutral(BTreeMap<String, String>);

impl Neutral {
    fn of(&mut self, label: &str) -> String {
        let number = self.0.len();
        self.0.entry(label.to_owned()).or_insert_with(|| letters(number)).clone()
    }
}

/// a … z, aa, ab …
fn letters(number: usize) -> String {
    let last = char::from(b'a' + u8::try_from(number % 26).expect("less than 26"));
    let before = if number < 26 { String::new() } else { letters(number / 26 - 1) };
    before + &last.to_string()
}

impl Labels {
    /// The labels for the second time, when it is known what is asked for.
    pub(super) fn again(self) -> Labels {
        Labels { asked: Some(self.found), ..Labels::default() }
    }

    /// An attribute's value with neutral labels; `None` where nothing is left.
    pub(super) fn value(&mut self, attribute: &str, value: &str) -> Option<String> {
        match attribute {
            "id" => {
                let id = value.trim();
                let is_asked = self.asked.as_ref().is_none_or(|asked| asked.ids.contains(id));
                is_asked.then(|| self.ids.of(id))
            }
            "class" => self.class(value),
            "begin" | "end" => self.times(value),
            "result" | "in" | "in2" => {
                let label = value.trim();
                Some(if INPUTS.contains(&label) { label.to_owned() } else { self.results.of(label) })
            }
            _ => Some(self.urls(value)),
        }
    }

    /// What `#…` leads to.
    pub(super) fn id(&mut self, id: &str) -> String {
        self.found.ids.insert(id.to_owned());
        self.ids.of(id)
    }

    fn class(&mut self, value: &str) -> Option<String> {
        let asked = self.asked.as_ref();
        let kept =
            value.split_whitespace().filter(|name| asked.is_none_or(|asked| asked.classes.contains(*name)));
        let names: Vec<String> = kept.map(|name| self.classes.of(name)).collect();
        (!names.is_empty()).then(|| names.join(" "))
    }

    /// When something moves: after a time, or with another movement. A picture on a page is not clicked.
    fn times(&mut self, value: &str) -> Option<String> {
        let times: Vec<String> = value.split(';').filter_map(|time| self.time(time.trim())).collect();
        (!times.is_empty()).then(|| times.join(";"))
    }

    fn time(&mut self, time: &str) -> Option<String> {
        let is_offset = |offset: &str| {
            offset.chars().all(|letter| letter.is_ascii_digit() || " +-.:hmins".contains(letter))
        };
        if time == "indefinite" || is_offset(time) && time.starts_with(|first: char| !first.is_alphabetic()) {
            return Some(time.to_owned());
        }
        let (id, event) = time.split_once('.')?;
        let offset = event.strip_prefix("begin").or_else(|| event.strip_prefix("end"))?;
        is_offset(offset).then(|| format!("{}.{event}", self.id(id)))
    }

    /// A style sheet with neutral labels. One that picks by attributes' values would have to tell them.
    pub(super) fn sheet(&mut self, sheet: &str) -> String {
        if sheet.contains('[') {
            return String::new();
        }
        let mut out = String::with_capacity(sheet.len());
        for part in sheet.split_inclusive(['{', '}', ';']) {
            out += &if part.ends_with('{') { self.selectors(part) } else { self.urls(part) };
        }
        out
    }

    /// `.name` and `#name`.
    fn selectors(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(['.', '#']) {
            let (before, mark) = rest.split_at(at);
            let name = &mark[1..];
            let is_name =
                |letter: char| letter.is_alphanumeric() || "-_".contains(letter) || !letter.is_ascii();
            let name = &name[..name.find(|letter| !is_name(letter)).unwrap_or(name.len())];
            out.push_str(before);
            out.push_str(&mark[..1]);
            if mark.starts_with('#') && !name.is_empty() {
                out += &self.id(name);
            } else if name.starts_with(|first: char| !first.is_ascii_digit()) {
                self.found.classes.insert(name.to_owned());
                out += &self.classes.of(name);
            } else {
                out.push_str(name);
            }
            rest = &mark[1 + name.len()..];
        }
        out + rest
    }

    /// `url(#name)` in a value.
    pub(super) fn urls(&mut self, value: &str) -> String {
        let mut out = String::with_capacity(value.len());
        let mut rest = value;
        while let Some(at) = rest.to_ascii_lowercase().find("url(") {
            let (before, inside) = rest.split_at(at + 4);
            let name = inside.trim_start_matches([' ', '"', '\'']);
            out.push_str(before);
            out.push_str(&inside[..inside.len() - name.len()]);
            rest = name;
            let Some(name) = name.strip_prefix('#') else { continue };
            let name = name[..name.find([')', '"', '\'']).unwrap_or(name.len())].trim_end();
            out.push('#');
            if !name.is_empty() {
                out += &self.id(name);
            }
            rest = &rest[1 + name.len()..];
        }
        out + rest
    }
}
