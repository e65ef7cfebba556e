//! The collector's own pages: no script, no cookie, nothing from elsewhere, in the signer's language.

use super::again::Again;
use super::board::{Board, Standing};
use super::entry::Problem;
use super::text::escaped;
use crate::base::petitions::Petition;

/// What all pages of one answer share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Voice<'a> {
    /// What the site published.
    pub board: &'a Board,
    /// The language of the page.
    pub lang: &'a str,
    /// Whether to say on every page that nothing here is real.
    pub is_dev: bool,
}

/// Why there is no signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// There is nothing at this address.
    NotFound,
    /// Not with this method.
    Method,
    /// The site has no such petition.
    Unknown,
    /// It cannot be signed now.
    NotOpen(Standing),
    /// It is longer than any form of ours.
    TooLarge,
    /// It is no form and no JSON.
    Type,
    /// It cannot be decoded, or took too long to come.
    Unreadable,
    /// A page of another site sent it by script.
    Foreign,
    /// There is no such link.
    NoLink,
    /// The link is too old.
    Expired,
    /// These fields are wrong.
    Invalid(Vec<Problem>),
    /// The database takes nothing at present.
    Busy,
}

impl Refusal {
    /// The status of HTTP.
    pub(super) fn status(&self) -> u16 {
        match self {
            Refusal::NotFound | Refusal::Unknown | Refusal::NoLink => 404,
            Refusal::Method => 405,
            Refusal::NotOpen(_) => 409,
            Refusal::TooLarge => 413,
            Refusal::Type => 415,
            Refusal::Unreadable => 400,
            Refusal::Foreign => 403,
            Refusal::Expired => 410,
            Refusal::Invalid(_) => 422,
            Refusal::Busy => 503,
        }
    }

    /// What scripts and logs know it by.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Refusal::NotFound => "not-found",
            Refusal::Method => "method",
            Refusal::Unknown => "unknown-petition",
            Refusal::NotOpen(standing) => standing.word(),
            Refusal::TooLarge => "too-large",
            Refusal::Type => "type",
            Refusal::Unreadable => "unreadable",
            Refusal::Foreign => "foreign-origin",
            Refusal::NoLink => "unknown-link",
            Refusal::Expired => "expired-link",
            Refusal::Invalid(_) => "invalid",
            Refusal::Busy => "busy",
        }
    }
}

impl Voice<'_> {
    /// A phrase of the theme.
    pub(super) fn say(&self, key: &str) -> String {
        self.board.say(self.lang, key, &[])
    }

    /// "Please look at your e-mail".
    pub(super) fn sent(&self, petition: &Petition) -> String {
        let text = [self.say("check_text"), self.say("check_spam")].map(paragraph).concat();
        self.page(&self.say("check_title"), &(text + &self.back(petition)))
    }

    /// "Thank you: your signature counts".
    pub(super) fn counted(&self, petition: &Petition) -> String {
        let text = paragraph(self.with_title("counted_text", petition));
        self.page(&self.say("counted_title"), &(text + &self.share(petition) + &self.back(petition)))
    }

    /// "Your signature is taken back".
    pub(super) fn withdrawn(&self, petition: &Petition) -> String {
        let text = paragraph(self.say("withdrawn_text"));
        self.page(&self.say("withdrawn_title"), &(text + &self.back(petition)))
    }

    /// A page with the one button that does what a link is for. Mail scanners follow links, so looking
    /// at it changes nothing.
    pub(super) fn button(&self, kind: &str, petition: &Petition) -> String {
        let text = paragraph(self.with_title(&format!("{kind}_text"), petition));
        let form = self.posting(&format!("{kind}_button"), "");
        self.page(&self.say(&format!("{kind}_title")), &(text + &form + &self.back(petition)))
    }

    /// A button that posts to the page's own address, with what goes along.
    pub(super) fn posting(&self, button: &str, hidden: &str) -> String {
        let button = escaped(&self.say(button));
        format!(
            "<form method=\"post\">{hidden}<p><button class=\"button\" type=\"submit\">{button}</button></p></form>"
        )
    }

    /// Why there is no signature, and what to do.
    pub(super) fn refusal(&self, refusal: &Refusal, petition: Option<&Petition>) -> String {
        let (title, text) = match refusal {
            Refusal::NotFound | Refusal::Method => ("not_found_title", String::new()),
            Refusal::Unknown => ("unknown_title", String::new()),
            Refusal::NotOpen(standing) => ("not_open_title", self.notice(*standing, petition)),
            Refusal::TooLarge | Refusal::Type | Refusal::Unreadable | Refusal::Foreign => {
                ("unreadable_title", self.say("unreadable_text"))
            }
            Refusal::NoLink => ("token_title", self.say("token_text")),
            Refusal::Expired => ("expired_title", self.say("expired_text")),
            Refusal::Invalid(_) => ("refused_title", String::new()),
            Refusal::Busy => ("busy_title", self.say("busy_text")),
        };
        let mut body = if text.is_empty() { text } else { paragraph(text) };
        body += &petition.map_or_else(String::new, |petition| self.back(petition));
        self.page(&self.say(title), &body)
    }

    /// What is wrong with a form, and the form to mend it.
    pub(super) fn again(&self, again: &Again<'_>) -> String {
        let body = paragraph(self.say("refused_text")) + &again.page(*self) + &self.back(again.petition);
        self.page(&self.say("refused_title"), &body)
    }

    /// What is wrong with a field.
    pub(super) fn problem(&self, problem: &Problem, petition: &Petition) -> String {
        let label = self.board.text(petition, self.lang).labels.get(problem.field);
        let field = label.map_or(problem.field, String::as_str);
        self.board.say(self.lang, &format!("error_{}", problem.code), &[("field", field)])
    }

    fn notice(&self, standing: Standing, petition: Option<&Petition>) -> String {
        let text =
            petition.and_then(|petition| self.board.text(petition, self.lang).notices.get(standing.word()));
        text.cloned().unwrap_or_default()
    }

    pub(super) fn with_title(&self, key: &str, petition: &Petition) -> String {
        self.board.say(self.lang, key, &[("title", &self.board.text(petition, self.lang).title)])
    }

    /// Ways to tell others, as the petition's page has them.
    fn share(&self, petition: &Petition) -> String {
        let link = |(label, url): &(String, String)| {
            let (label, url) = (escaped(label), escaped(url));
            format!("<li><a href=\"{url}\" rel=\"nofollow noreferrer\">{label}</a></li>")
        };
        let links: String = self.board.text(petition, self.lang).share.iter().map(link).collect();
        let title = escaped(&self.say("share_title"));
        if links.is_empty() {
            return links;
        }
        format!(
            "<section class=\"share\" aria-labelledby=\"_share\"><h2 id=\"_share\">{title}</h2><ul>{links}</ul></section>"
        )
    }

    pub(super) fn back(&self, petition: &Petition) -> String {
        let url = escaped(&self.board.text(petition, self.lang).url);
        format!("<p><a href=\"{url}\">{}</a></p>", escaped(&self.say("back")))
    }

    pub(super) fn page(&self, title: &str, body: &str) -> String {
        let language = self.board.language(self.lang);
        let (site, home, title) = (escaped(&language.title), escaped(&language.home), escaped(title));
        let note = if self.is_dev { paragraph(self.say("test_mode")) } else { String::new() };
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title} · {site}</title>\n<meta name=\"robots\" content=\"noindex\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
             <link rel=\"stylesheet\" href=\"/v1/style.css\">\n</head>\n<body class=\"plain\">\n\
             <header class=\"masthead\"><div class=\"wrap\"><a class=\"brand\" href=\"{home}\">\
             <span>{site}</span></a></div></header>\n\
             <main id=\"_main\"><div class=\"wrap\"><article class=\"article-main\">{note}<h1>{title}</h1>{body}\
             </article></div></main>\n</body>\n</html>\n",
            escaped(self.lang),
            escaped(&language.dir)
        )
    }
}

/// A text between its tags.
pub(super) fn paragraph(text: impl AsRef<str>) -> String {
    format!("<p>{}</p>", escaped(text.as_ref()))
}
