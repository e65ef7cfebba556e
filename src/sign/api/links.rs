//! The links of mails: a page with a button, what the button does, and the page after it.

use hyper::body::Incoming;

use super::asked::Asked;
use super::{LONGEST, TEXT};
use crate::base::petitions::Petition;
use crate::sign::answer::{self, Answer};
use crate::sign::form::Form;
use crate::sign::keys::sha256;
use crate::sign::pages::Refusal;
use crate::sign::store::{self, Kind, Known, Looked, Sql};
use crate::sign::text::from_base64url;

impl Asked<'_> {
    pub(super) async fn look(&self, kind: Kind, token: &str) -> Answer {
        let (hash, now) = (sha256(token.as_bytes()), self.now);
        let read = move |sql: &mut Sql| store::look(sql, kind, &hash, now);
        let known = match self.collector.store.read(read).await {
            Ok(known) => known,
            Err(cause) => return self.busy("", None, cause),
        };
        let (known, petition) = match self.of(known) {
            Ok(found) => found,
            Err((refusal, lang, petition)) => return self.refuse_in(&lang, &refusal, petition),
        };
        let voice = self.voice(&known.lang);
        let page = match (known.looked, kind) {
            (Looked::Done, Kind::Confirm) => voice.counted(petition),
            (Looked::Done, _) => voice.withdrawn(petition),
            _ => match &known.own {
                Some(own) => voice.confirm(petition, own, &self.collector.keys, false),
                None => voice.button(kind.word(), petition),
            },
        };
        answer::html(200, page)
    }

    pub(super) async fn act(&self, kind: Kind, token: &str, body: Incoming) -> Answer {
        let body = match self.body(body, LONGEST).await {
            Ok(body) => body,
            Err(refusal) => return self.refuse(&refusal, None),
        };
        let (hash, now) = (sha256(token.as_bytes()), self.now);
        // A page of ours says what it showed. What nobody can read is not what we showed.
        let form = Form::from_urlencoded(&body).unwrap_or_default();
        let seen = form.has("seen").then(|| from_base64url(form.get("seen")).unwrap_or_default());
        let write = move |sql: &mut Sql| match kind {
            Kind::Confirm => store::confirm(sql, &hash, seen.as_deref(), now),
            Kind::Withdraw | Kind::Data => store::withdraw(sql, &hash, now),
        };
        let known = match self.collector.store.write(write).await {
            Ok(known) => known,
            Err(cause) => return self.busy("", None, cause),
        };
        let (known, petition) = match self.of(known) {
            Ok(found) => found,
            Err((refusal, lang, petition)) => return self.refuse_in(&lang, &refusal, petition),
        };
        if let Some(own) = &known.own {
            let voice = self.voice(&known.lang);
            return answer::html(409, voice.confirm(petition, own, &self.collector.keys, true));
        }
        if known.looked == Looked::Ready {
            self.recount().await;
        }
        // A mail program's button wants no page (RFC 8058, 3.2).
        if kind == Kind::Withdraw && body == b"List-Unsubscribe=One-Click" {
            return answer::answer(200, TEXT, "");
        }
        let what = if kind == Kind::Confirm { "signed" } else { "withdrawn" };
        answer::see(&format!("/v1/petitions/{}/{what}/{}", known.petition, known.lang))
    }

    /// The page after a form: what happened, without a word on whose signature it was.
    pub(super) fn done(&self, id: &str, what: &str, lang: &str) -> Answer {
        let Some(petition) = self.board.petition(id) else { return self.refuse(&Refusal::Unknown, None) };
        let voice = self.voice(lang);
        answer::html(
            200,
            match what {
                "sent" => voice.sent(petition),
                "signed" => voice.counted(petition),
                _ => voice.withdrawn(petition),
            },
        )
    }

    /// The petition of a link; why not where the link is of no use.
    fn of(&self, known: Option<Known>) -> Result<(Known, &Petition), (Refusal, String, Option<&Petition>)> {
        let Some(known) = known else { return Err((Refusal::NoLink, String::new(), None)) };
        match self.board.petition(&known.petition) {
            None => Err((Refusal::Unknown, known.lang, None)),
            petition if known.looked == Looked::Expired => Err((Refusal::Expired, known.lang, petition)),
            Some(petition) => Ok((known, petition)),
        }
    }
}
