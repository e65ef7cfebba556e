//! The pages on which people see and erase what a collector has of them.

use super::keys::Keys;
use super::pages::{Voice, paragraph};
use super::store::Own;
use super::text::escaped;

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
    pub(super) fn mine(&self, own: &[Own], keys: &Keys) -> String {
        if own.is_empty() {
            return self.page(&self.say("data_title"), &paragraph(self.say("data_none")));
        }
        let items: String = own.iter().map(|own| self.one(own, keys)).collect();
        let button = escaped(&self.say("data_button"));
        let form = format!(
            "<form method=\"post\"><p><button class=\"button\" type=\"submit\">{button}</button></p></form>"
        );
        let text = paragraph(self.say("data_text"));
        self.page(&self.say("data_title"), &format!("{text}<ul>{items}</ul>{form}"))
    }

    /// "Your data are erased".
    pub(super) fn erased(&self) -> String {
        self.page(&self.say("erased_title"), &paragraph(self.say("erased_text")))
    }

    fn one(&self, own: &Own, keys: &Keys) -> String {
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
        let updates = if own.has_updates { self.say("data_updates") } else { String::new() };
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
