//! What an author wants to begin: from the arguments, and on a terminal from answers.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::base::country::Country;
use crate::base::{Failure, Lang};
use crate::config::Config;
use crate::content::Kind;
use crate::content::hashtag::Hashtag;

use super::super::arguments::{Format, New};
use super::super::print::Printer;
use super::{langs, wants_country};

/// What is to be begun.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) kind: Kind,
    pub(super) title: String,
    pub(super) lang: Lang,
    pub(super) countries: Vec<Country>,
    pub(super) hashtags: Vec<Hashtag>,
}

/// Takes the arguments; what they lack is asked for where somebody can answer.
pub(super) fn wish(new: &New, config: &Config, printer: &Printer) -> Result<Wish, Failure> {
    let can_answer =
        io::stdin().is_terminal() && io::stdout().is_terminal() && printer.format == Format::Human;
    let answers = Answers { printer, can_answer: can_answer && !printer.quiet };
    let guided = new.kind.is_none() || new.title.is_none();
    let kind = match &new.kind {
        Some(word) => kind(word)?,
        None => answers.needed("ask.kind", &kinds(), kind)?,
    };
    let title = match &new.title {
        Some(title) => self::title(title)?,
        None => answers.needed("ask.title", "", self::title)?,
    };
    let lang = match &new.lang {
        Some(tag) => self::lang(tag, config)?,
        None if guided && config.languages.len() > 1 => answers
            .optional("ask.lang", &langs(config), |tag| self::lang(tag, config))?
            .unwrap_or_else(|| config.default_language.clone()),
        None => config.default_language.clone(),
    };
    let countries = match &new.country[..] {
        [] if wants_country(kind) => answers.optional("ask.country", "", countries)?.unwrap_or_default(),
        codes => self::countries(&codes.join(","))?,
    };
    let hashtags = match &new.hashtag[..] {
        [] if guided => answers.optional("ask.hashtag", "", hashtags)?.unwrap_or_default(),
        words => self::hashtags(&words.join(","))?,
    };
    Ok(Wish { kind, title, lang, countries, hashtags })
}

/// Asks, where somebody is there to answer.
struct Answers<'a> {
    printer: &'a Printer,
    can_answer: bool,
}

impl Answers<'_> {
    /// Asks until the answer is one; without anybody to ask, what is missing is a failure.
    fn needed<T>(
        &self,
        key: &str,
        choice: &str,
        read: impl Fn(&str) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        loop {
            let Some(answer) = self.answer(key, choice)? else {
                return Err(Failure::new("failure.new-missing"));
            };
            match read(&answer) {
                Ok(value) => return Ok(value),
                Err(failure) => self.printer.failure(&failure),
            }
        }
    }

    /// Asks for what may be left out with an empty line.
    fn optional<T>(
        &self,
        key: &str,
        choice: &str,
        read: impl Fn(&str) -> Result<T, Failure>,
    ) -> Result<Option<T>, Failure> {
        loop {
            let answer = self.answer(key, choice)?.unwrap_or_default();
            if answer.is_empty() {
                return Ok(None);
            }
            match read(&answer) {
                Ok(value) => return Ok(Some(value)),
                Err(failure) => self.printer.failure(&failure),
            }
        }
    }

    /// One line; `None` if nobody is there, or the input is at its end.
    fn answer(&self, key: &str, choice: &str) -> Result<Option<String>, Failure> {
        if !self.can_answer {
            return Ok(None);
        }
        let question = self.printer.words.phrase(key, &[("choice", choice.to_owned())]);
        let mut line = String::new();
        let asked = write!(io::stdout(), "{question} ").and_then(|()| io::stdout().flush());
        let read = asked.and_then(|()| io::stdin().lock().read_line(&mut line));
        let length = read.map_err(|cause| Failure::new("failure.answer").because(&cause))?;
        Ok((length > 0).then(|| line.trim().to_owned()))
    }
}

fn kinds() -> String {
    Kind::ALL.map(Kind::name).join(", ")
}

fn kind(word: &str) -> Result<Kind, Failure> {
    let found = Kind::ALL.into_iter().find(|kind| kind.name() == word || kind.folder() == Some(word));
    found.ok_or_else(|| Failure::new("failure.new-kind").arg("value", word).arg("kinds", kinds()))
}

fn title(text: &str) -> Result<String, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Failure::new("failure.new-title-empty"));
    }
    match text.chars().find(|c| c.is_control()) {
        Some(hidden) => {
            let code = format!("U+{:04X}", u32::from(hidden));
            Err(Failure::new("failure.new-title-hidden").arg("value", code))
        }
        None => Ok(text.to_owned()),
    }
}

fn lang(tag: &str, config: &Config) -> Result<Lang, Failure> {
    let found = config.langs().find(|lang| lang.as_str().eq_ignore_ascii_case(tag)).cloned();
    let failure = || Failure::new("failure.new-lang").arg("value", tag).arg("langs", langs(config));
    found.ok_or_else(failure)
}

fn countries(codes: &str) -> Result<Vec<Country>, Failure> {
    let country = |code: &str| {
        let found = Country::parse(&code.to_uppercase());
        found.ok_or_else(|| Failure::new("failure.new-country").arg("value", code))
    };
    words(codes).map(country).collect()
}

fn hashtags(list: &str) -> Result<Vec<Hashtag>, Failure> {
    let hashtag = |word: &str| {
        Hashtag::parse(word).ok_or_else(|| Failure::new("failure.new-hashtag").arg("value", word))
    };
    words(list).map(hashtag).collect()
}

fn words(list: &str) -> impl Iterator<Item = &str> {
    list.split([',', ' ']).filter(|word| !word.is_empty())
}
