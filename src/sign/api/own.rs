//! People see and erase what a collector has of them: a link by mail, its page, its button.

use hyper::body::Incoming;
use serde_json::json;

use super::LONGEST;
use super::asked::{Asked, on_a_beat};
use crate::sign::address::Address;
use crate::sign::answer::{self, Answer};
use crate::sign::keys::sha256;
use crate::sign::pages::Refusal;
use crate::sign::store;
use crate::sign::text::uuid;

impl Asked<'_> {
    pub(super) fn erasure(&self) -> Answer {
        answer::html(200, self.voice("").erasure())
    }

    /// Mails a link to whoever has signed something with an address; says the same to everybody.
    pub(super) async fn ask_erasure(&self, body: Incoming) -> Answer {
        on_a_beat(self.asked_erasure(body)).await
    }

    async fn asked_erasure(&self, body: Incoming) -> Answer {
        let form = match self.form(body).await {
            Ok(form) => form,
            Err(refusal) => return self.refuse(&refusal, None),
        };
        let lang = self.voice(form.get("lang")).lang.to_owned();
        let keys = self.collector.keys.clone();
        // What is no address has signed nothing.
        let address = Address::parse(form.get("email")).map(|address| keys.address(&address.canonical));
        let address = address.unwrap_or_else(|| keys.random());
        let (mail, now) = (uuid(self.now, keys.random()), self.now);
        let written = self.collector.store.write(move |sql| store::ask(sql, &keys, (&address, &mail), now));
        match written.await {
            Ok(()) if self.is_json() => answer::json(202, &json!({ "status": "accepted" })),
            Ok(()) => answer::html(202, self.voice(&lang).asked_erasure()),
            Err(cause) => self.busy(&lang, None, cause),
        }
    }

    /// The page with all that there is of a person, and a button that erases it.
    pub(super) async fn mine(&self, token: &str) -> Answer {
        let (hash, now) = (sha256(token.as_bytes()), self.now);
        match self.collector.store.read(move |sql| store::mine(sql, &hash, now)).await {
            Ok(None) => self.refuse(&Refusal::NoLink, None),
            Ok(Some(mine)) if mine.is_late => self.refuse_in(&mine.lang, &Refusal::Expired, None),
            Ok(Some(mine)) => {
                let voice = self.voice(&mine.lang);
                answer::html(200, voice.mine(&mine.own, &self.collector.keys))
            }
            Err(cause) => self.busy("", None, cause),
        }
    }

    pub(super) async fn erase_mine(&self, token: &str, body: Incoming) -> Answer {
        if let Err(refusal) = self.body(body, LONGEST).await {
            return self.refuse(&refusal, None);
        }
        let (hash, now) = (sha256(token.as_bytes()), self.now);
        match self.collector.store.write(move |sql| store::erase_mine(sql, &hash, now)).await {
            Ok(None) => self.refuse(&Refusal::NoLink, None),
            Ok(Some(mine)) if mine.is_late => self.refuse_in(&mine.lang, &Refusal::Expired, None),
            Ok(Some(mine)) => {
                self.recount().await;
                answer::see(&format!("/v1/erased/{}", mine.lang))
            }
            Err(cause) => self.busy("", None, cause),
        }
    }
}
