//! The pages on which people see, confirm and erase what a collector has of them.

use super::keys::Keys;
use super::pages::{Voice, paragraph};
use super::store::Stored;
use super::text::{base64url, escaped};
use crate::base::petitions::Petition;

impl Voice<'_> {
    /// The form that asks for a link by mail.
    pub(super) fn erasure(&self) -> String {
        let form = format!(
            "<form action=\"/v1/erasure\" method=\"post\"><input type=\"hidden\" name=\"lang\" value=\"{}\">\
             <p><label for=\"email\">{}</label><input id=\"email\" name=\"email\" type=\"email\" maxlength=\"254\" \
             autocomplete=\"email\" dir=\"ltr\" required></p>\
             <p><button class=\"button\" type=\"submit\">{}</button></p></form>",
            escaped(self.lang),
            escaped(&self.say("erasure_email")),
            escaped(&self.say("erasure_button"))
        );
        self.page(&self.say("erasure_title"), &(paragraph(self.say("erasure_text")) + &form))
    }

    /// "If there is anything, a mail is on its way": the same for everybody.
    pub(super) fn asked_erasure(&self) -> String {
        self.page(&self.say("check_title"), &paragraph(self.say("erasure_asked")))
    }

    /// All that there is of a person, and the button that erases it.
    pub(super) fn mine(&self, own: &[Stored], keys: &Keys) -> String {
        if own.is_empty() {
            return self.page(&self.say("data_title"), &paragraph(self.say("data_none")));
        }
        let items: String = own.iter().map(|own| self.one(own, keys)).collect();
        let form = self.posting("data_button", "");
        let text = paragraph(self.say("data_text"));
        self.page(&self.say("data_title"), &format!("{text}<ul>{items}</ul>{form}"))
    }

    /// "Your data are erased".
    pub(super) fn erased(&self) -> String {
        self.page(&self.say("erased_title"), &paragraph(self.say("erased_text")))
    }

    /// The page whose button makes a signature count, with what will be stored: until then anybody who knows the
    /// address may have typed it. Its fields stand there whole, or an insult would hide behind their mask. Of the
    /// address, which mail scanners that open the page and people whom the mail is passed on to need not learn from
    /// it, only the beginning does.
    pub(super) fn confirm(&self, petition: &Petition, own: &Stored, keys: &Keys, is_changed: bool) -> String {
        let open = |field: &str, sealed: &Option<Vec<u8>>| {
            sealed.as_ref().and_then(|sealed| keys.open(&own.id, field, sealed)).unwrap_or_default()
        };
        let countries = &self.board.language(self.lang).countries;
        let country = own.country.clone().unwrap_or_default();
        let named = countries.iter().find(|(code, _)| *code == country).map(|(_, name)| name.clone());
        let facts = [
            ("first_name", open("first", &own.first)),
            ("last_name", open("last", &own.last)),
            ("email", masked(&open("email", &own.email))),
            ("country", named.unwrap_or(country)),
            ("consent_updates", if own.updates.is_some() { self.say("data_updates") } else { String::new() }),
        ];
        let labels = &self.board.text(petition, self.lang).labels;
        let fact = |(name, value): &(&str, String)| {
            let label = labels.get(*name).map_or(*name, String::as_str);
            format!("<div><dt>{}</dt><dd><bdi>{}</bdi></dd></div>", escaped(label), escaped(value))
        };
        let facts: String = facts.iter().filter(|(_, value)| !value.is_empty()).map(fact).collect();
        let note = if is_changed {
            format!("<div class=\"notice\" role=\"alert\">{}</div>", paragraph(self.say("confirm_changed")))
        } else {
            String::new()
        };
        let hidden = format!("<input type=\"hidden\" name=\"seen\" value=\"{}\">", base64url(&own.mark()));
        let text =
            paragraph(self.with_title("confirm_text", petition)) + &paragraph(self.say("confirm_typed"));
        let body = format!(
            "{note}{text}<dl class=\"facts\">{facts}</dl>{}{}{}",
            self.posting("confirm_button", &hidden),
            paragraph(self.say("confirm_wrong")),
            self.back(petition)
        );
        self.page(&self.say("confirm_title"), &body)
    }

    fn one(&self, own: &Stored, keys: &Keys) -> String {
        let petition = self.board.petition(&own.petition);
        let title = petition.map_or(&own.petition, |petition| &self.board.text(petition, self.lang).title);
        let open = |field: &str, sealed: &Option<Vec<u8>>| {
            sealed.as_ref().and_then(|sealed| keys.open(&own.id, field, sealed)).unwrap_or_default()
        };
        let state = match own.state.as_str() {
            "confirmed" => "data_confirmed",
            "invalid" => "data_invalid",
            _ => "data_pending",
        };
        let day = jiff::Timestamp::from_millisecond(own.at).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let updates = if own.updates.is_some() { self.say("data_updates") } else { String::new() };
        let facts = [
            open("first", &own.first),
            open("last", &own.last),
            open("email", &own.email),
            own.country.clone().unwrap_or_default(),
            day.strftime("%Y-%m-%d").to_string(),
            self.say(state),
            updates,
        ];
        let facts: Vec<String> =
            facts.iter().filter(|fact| !fact.is_empty()).map(|fact| escaped(fact)).collect();
        format!("<li><strong>{}</strong><br><bdi>{}</bdi></li>", escaped(title), facts.join("</bdi> · <bdi>"))
    }
}

/// An address that its owner knows again: its first letter and its domain.
fn masked(address: &str) -> String {
    let Some((local, domain)) = address.rsplit_once('@') else { return String::new() };
    let first: String = local.chars().take(1).collect();
    format!("{first}…@{domain}")
}
