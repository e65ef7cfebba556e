//! What somebody typed → a signature that can be stored, or everything that is wrong with it.

use super::address::Address;
use super::form::Form;
use super::text::parse_uuid;
use crate::base::country::Country;
use crate::base::petitions::{Petition, Rule};

/// The longest name in characters.
const LONGEST_NAME: usize = 100;

/// A signature as its form sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// First name, if the petition asks for it.
    pub first_name: Option<String>,
    /// Last name, if the petition asks for it.
    pub last_name: Option<String>,
    /// Where to ask for a confirmation.
    pub email: Address,
    /// Two letters (ISO 3166-1), if the petition asks for it.
    pub country: Option<String>,
    /// The id of the consent that was given.
    pub processing: String,
    /// The id of the second consent, if that was given too.
    pub updates: Option<String>,
    /// What the form is known by, if a script made it.
    pub rid: Option<[u8; 16]>,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's name in the form.
    pub field: &'static str,
    /// What it is: the theme has words for it under `collector.error_<code>`.
    pub code: &'static str,
}

/// Reads a form; everything that is wrong with it at once.
pub fn entry(form: &Form, petition: &Petition) -> Result<Entry, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut take = |field: &'static str, read: Result<Option<String>, &'static str>| match read {
        Ok(value) => value,
        Err(code) => {
            problems.push(Problem { field, code });
            None
        }
    };
    let first_name = take("first_name", name(form.get("first_name"), petition.fields.first_name));
    let last_name = take("last_name", name(form.get("last_name"), petition.fields.last_name));
    let typed = form.get("email");
    let email = Address::parse(typed);
    take("email", if email.is_some() { Ok(None) } else { Err(missing_or(typed, "address")) });
    let country = take("country", country(form.get("country"), petition.fields.country));
    let agreed = form.get("age_ok");
    let is_old_enough = petition.min_age.is_none() || (!agreed.is_empty() && agreed != "0");
    take("age_ok", if is_old_enough { Ok(None) } else { Err("missing") });
    let processing = take("consent_processing", processing(form, petition));
    let updates = take("consent_updates", updates(form, petition));
    // A number of another form is as good as none: it only saves work when an answer is lost.
    let rid = parse_uuid(form.get("rid"));
    // Programs fill in what people do not see; a person whose browser did can still mend it.
    take("website", if form.get("website").is_empty() { Ok(None) } else { Err("not_empty") });
    match (email, processing) {
        (Some(email), Some(processing)) if problems.is_empty() => {
            Ok(Entry { first_name, last_name, email, country, processing, updates, rid })
        }
        _ => Err(problems),
    }
}

fn missing_or(typed: &str, code: &'static str) -> &'static str {
    if typed.is_empty() { "missing" } else { code }
}

fn name(typed: &str, rule: Rule) -> Result<Option<String>, &'static str> {
    match (rule, typed) {
        (Rule::Off, _) | (Rule::Optional, "") => Ok(None),
        (Rule::Required, "") => Err("missing"),
        _ if typed.chars().count() > LONGEST_NAME => Err("too_long"),
        _ if is_name(typed) => Ok(Some(typed.to_owned())),
        _ => Err("name"),
    }
}

/// A name in any script: nothing that steers a terminal, turns the direction of what follows, opens
/// as a link or is run by a spreadsheet.
fn is_name(typed: &str) -> bool {
    let lower = typed.to_lowercase();
    let is_link = ["://", "www.", "http:", "https:"].iter().any(|sign| lower.contains(sign));
    let begins_formula =
        typed.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    let has_letter = typed.chars().any(char::is_alphabetic);
    has_letter && !is_link && !begins_formula && !typed.chars().any(is_unseen)
}

/// Control characters, directional overrides and isolates, and what has no width. The joiners stay:
/// names in Persian and in Indian scripts are written with them.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || matches!(letter, '<' | '>')
}

fn country(typed: &str, rule: Rule) -> Result<Option<String>, &'static str> {
    match (rule, typed) {
        (Rule::Off, _) | (Rule::Optional, "") => Ok(None),
        (Rule::Required, "") => Err("missing"),
        _ => Country::parse(typed).map(|_| Some(typed.to_uppercase())).ok_or("country"),
    }
}

fn processing(form: &Form, petition: &Petition) -> Result<Option<String>, &'static str> {
    match form.get("consent_processing") {
        "" => Err("missing"),
        id if id == petition.consent.processing => Ok(Some(id.to_owned())),
        // They agreed to another text than the one that holds now.
        _ => Err("consent"),
    }
}

fn updates(form: &Form, petition: &Petition) -> Result<Option<String>, &'static str> {
    match form.get("consent_updates") {
        "" => Ok(None),
        id if petition.consent.updates.as_deref() == Some(id) => Ok(Some(id.to_owned())),
        _ => Err("consent"),
    }
}
