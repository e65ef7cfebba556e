//! The form once more, with what was typed: every error leads to its field, and every field says what
//! is wrong with it. For people whose browser runs no scripts, this is where errors are mended.

use std::fmt::Write;

use super::entry::Problem;
use super::form::Form;
use super::pages::Voice;
use super::text::escaped;
use crate::base::petitions::{Petition, Rule};

/// What a page of errors is made of.
pub(super) struct Again<'a> {
    /// Whose form it is.
    pub petition: &'a Petition,
    /// What was typed.
    pub form: &'a Form,
    /// What is wrong with it.
    pub problems: &'a [Problem],
    /// Where it goes.
    pub action: &'a str,
}

impl Again<'_> {
    /// The errors and the form; `voice` is whose words they are.
    pub(super) fn page(&self, voice: Voice<'_>) -> String {
        let fields = [
            self.text(voice, ("first_name", "text", "given-name"), self.petition.fields.first_name),
            self.text(voice, ("last_name", "text", "family-name"), self.petition.fields.last_name),
            self.text(voice, ("email", "email", "email"), Rule::Required),
            self.country(voice),
            self.age(voice),
            self.consents(voice),
        ];
        format!(
            "<form action=\"{}\" method=\"post\">{}{}{}<p><button class=\"button\" type=\"submit\">{}</button></p></form>",
            escaped(self.action),
            self.summary(voice),
            self.hidden(voice),
            fields.concat(),
            escaped(&voice.say("refused_button")),
        )
    }

    /// Everything that is wrong, each with a way to where it can be mended.
    fn summary(&self, voice: Voice<'_>) -> String {
        let item = |problem: &Problem| {
            let words = escaped(&voice.problem(problem, self.petition));
            if self.is_shown(problem.field) {
                format!("<li><a href=\"#sign-{}\">{words}</a></li>", problem.field)
            } else {
                format!("<li>{words}</li>")
            }
        };
        let items: String = self.problems.iter().map(item).collect();
        format!("<div class=\"notice errors\" role=\"alert\"><ul>{items}</ul></div>")
    }

    // What people do not see cannot be mended by them: it begins anew.
    fn is_shown(&self, field: &str) -> bool {
        let fields = self.petition.fields;
        match field {
            "first_name" => fields.first_name != Rule::Off,
            "last_name" => fields.last_name != Rule::Off,
            "country" => fields.country != Rule::Off,
            "stamp" | "website" | "pow" => false,
            _ => true,
        }
    }

    fn hidden(&self, voice: Voice<'_>) -> String {
        let input = |name: &str, value: &str| {
            format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">", escaped(value))
        };
        let rid = self.form.get("rid");
        let rid = if rid.is_empty() { String::new() } else { input("rid", rid) };
        let label = self.label(voice, "website");
        format!(
            "{}{rid}<p class=\"trap\" aria-hidden=\"true\"><label for=\"sign-website\">{label}</label>\
             <input id=\"sign-website\" name=\"website\" type=\"text\" autocomplete=\"off\" tabindex=\"-1\"></p>",
            input("lang", voice.lang)
        )
    }

    fn text(&self, voice: Voice<'_>, (name, kind, fill): (&str, &str, &str), rule: Rule) -> String {
        if rule == Rule::Off {
            return String::new();
        }
        let (dir, max) = if kind == "email" { ("ltr", 254) } else { ("auto", 100) };
        let (error, told) = self.error(voice, name);
        format!(
            "<p><label for=\"sign-{name}\">{}{}</label>{error}<input id=\"sign-{name}\" name=\"{name}\" type=\"{kind}\" \
             autocomplete=\"{fill}\" maxlength=\"{max}\" dir=\"{dir}\" value=\"{}\"{told}{}></p>",
            self.label(voice, name),
            optional(voice, rule),
            escaped(self.form.get(name)),
            required(rule),
        )
    }

    fn country(&self, voice: Voice<'_>) -> String {
        let rule = self.petition.fields.country;
        if rule == Rule::Off {
            return String::new();
        }
        let chosen = self.form.get("country").to_uppercase();
        let mut options = format!("<option value=\"\">{}</option>", escaped(&voice.say("choose_country")));
        for (code, name) in &voice.board.language(voice.lang).countries {
            let mark = if *code == chosen { " selected" } else { "" };
            write!(options, "<option value=\"{}\"{mark}>{}</option>", escaped(code), escaped(name))
                .expect("a string takes everything");
        }
        let (error, told) = self.error(voice, "country");
        format!(
            "<p><label for=\"sign-country\">{}{}</label>{error}<select id=\"sign-country\" name=\"country\" \
             autocomplete=\"country\"{told}{}>{options}</select></p>",
            self.label(voice, "country"),
            optional(voice, rule),
            required(rule),
        )
    }

    fn age(&self, voice: Voice<'_>) -> String {
        let label = self.label(voice, "age_ok");
        if self.petition.min_age.is_none() {
            return String::new();
        }
        self.tick(voice, ("age_ok", "1"), &label, Rule::Required)
    }

    fn consents(&self, voice: Voice<'_>) -> String {
        let (ids, text) = (&self.petition.consent, voice.board.text(self.petition, voice.lang));
        let processing = ("consent_processing", &ids.processing[..]);
        let processing = self.tick(voice, processing, &escaped(&text.processing), Rule::Required);
        let updates = ids
            .updates
            .as_ref()
            .zip(text.updates.as_ref())
            .map(|(id, text)| self.tick(voice, ("consent_updates", id), &escaped(text), Rule::Optional));
        processing + &updates.unwrap_or_default()
    }

    /// A box; it stays ticked only if what was agreed to is what stands there now.
    fn tick(&self, voice: Voice<'_>, (name, value): (&str, &str), label: &str, rule: Rule) -> String {
        let mark = if self.form.get(name) == value { " checked" } else { "" };
        let (error, told) = self.error(voice, name);
        format!(
            "{error}<p class=\"tick\"><input id=\"sign-{name}\" name=\"{name}\" type=\"checkbox\" value=\"{}\"{mark}{told}{}>\
             <label for=\"sign-{name}\">{label}{}</label></p>",
            escaped(value),
            required(rule),
            optional(voice, rule),
        )
    }

    /// What is said above a field, and how the field says that it belongs to it.
    fn error(&self, voice: Voice<'_>, name: &str) -> (String, String) {
        let Some(problem) = self.problems.iter().find(|problem| problem.field == name) else {
            return Default::default();
        };
        let words = escaped(&voice.problem(problem, self.petition));
        (
            format!("<strong class=\"error\" id=\"error-{name}\">{words}</strong>"),
            format!(" aria-invalid=\"true\" aria-describedby=\"error-{name}\""),
        )
    }

    fn label(&self, voice: Voice<'_>, name: &str) -> String {
        let labels = &voice.board.text(self.petition, voice.lang).labels;
        escaped(labels.get(name).map_or(name, String::as_str))
    }
}

fn required(rule: Rule) -> &'static str {
    if rule == Rule::Required { " required" } else { "" }
}

fn optional(voice: Voice<'_>, rule: Rule) -> String {
    if rule != Rule::Optional {
        return String::new();
    }
    format!(" <small>({})</small>", escaped(&voice.say("optional")))
}
