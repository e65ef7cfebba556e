//! A signature comes in: what is wrong with it, what marks it, and the answer that is the same for everybody.

use hyper::body::Incoming;
use serde_json::json;

use super::asked::{Asked, on_a_beat};
use crate::base::petitions::Petition;
use crate::sign::again::Again;
use crate::sign::answer::{self, Answer};
use crate::sign::board::Standing;
use crate::sign::domains;
use crate::sign::entry::{Entry, Problem, entry};
use crate::sign::form::Form;
use crate::sign::metrics::Marked;
use crate::sign::pages::Refusal;
use crate::sign::pow;
use crate::sign::store::{self, New};
use crate::sign::text::{parse_uuid, uuid};

/// A form that was filled in faster than this, in milliseconds, was filled in by a program.
const QUICKEST: i64 = 3_000;
/// One that is older than this was stored up.
const OLDEST: i64 = 24 * 60 * 60 * 1000;

impl Asked<'_> {
    pub(super) async fn sign(&self, id: &str, body: Incoming) -> Answer {
        self.shared(on_a_beat(self.signed(id, body)).await)
    }

    async fn signed(&self, id: &str, body: Incoming) -> Answer {
        let form = match self.form(body).await {
            Ok(form) => form,
            Err(refusal) => return self.refuse(&refusal, self.board.petition(id)),
        };
        let Some(petition) = self.board.petition(id) else { return self.refuse(&Refusal::Unknown, None) };
        let lang = self.voice(form.get("lang")).lang.to_owned();
        let standing = self.board.standing(id, petition, self.now);
        if standing != Standing::Open {
            return self.refuse_in(&lang, &Refusal::NotOpen(standing), Some(petition));
        }
        let entry = match self.checked(id, &form, petition) {
            Ok(entry) => entry,
            Err(problems) => return self.again(id, &lang, petition, (&form, problems)),
        };
        let marked = self.marked(id, &entry);
        let pow = pow::solved(&self.collector.keys, id, form.get("pow"), self.now);
        let (keys, store) = (&self.collector.keys, &self.collector.store);
        let network = match self.collector.networks.digest((keys, store), self.ip, self.now).await {
            Ok(network) => network,
            Err(cause) => return self.busy(&lang, Some(petition), cause),
        };
        let new = New { is_held: marked.is_some(), pow, ..self.signature(id, entry, (&lang, network)) };
        match self.collector.store.write_of(new.address, move |sql| store::sign(sql, &new)).await {
            Ok(()) => {
                self.collector.metrics.stored(marked);
                if self.is_json() {
                    answer::json(202, &json!({ "status": "accepted" }))
                } else {
                    answer::see(&format!("/v1/petitions/{id}/sent/{lang}"))
                }
            }
            Err(cause) => self.busy(&lang, Some(petition), cause),
        }
    }

    /// Whether too many came like this one. Both are counted in any case.
    fn marked(&self, id: &str, entry: &Entry) -> Option<Marked> {
        let limits = &self.collector.limits;
        let domain = entry.email.domain();
        let is_place = limits.is_over(self.ip, self.now);
        let is_domain = !domains::is_large(domain) && limits.is_domain_over(id, domain, self.now);
        is_place.then_some(Marked::Place).or(is_domain.then_some(Marked::Domain))
    }

    /// What is wrong with a form; people get it to mend it.
    fn again(&self, id: &str, lang: &str, petition: &Petition, wrong: (&Form, Vec<Problem>)) -> Answer {
        let (form, problems) = wrong;
        if self.is_json() {
            return self.refuse_in(lang, &Refusal::Invalid(problems), Some(petition));
        }
        let action = format!("/v1/petitions/{id}/signatures");
        let again = Again { petition, form, problems: &problems, action: &action };
        answer::html(Refusal::Invalid(Vec::new()).status(), self.voice(lang).again(&again))
    }

    fn checked(&self, id: &str, form: &Form, petition: &Petition) -> Result<Entry, Vec<Problem>> {
        let header = self.headers.get("idempotency-key").and_then(|key| key.to_str().ok());
        let mut entry = entry(form, petition)?;
        if self.collector.disposable.holds(entry.email.domain()) {
            return Err(vec![Problem { field: "email", code: "disposable" }]);
        }
        entry.rid = entry.rid.or_else(|| parse_uuid(header?));
        // Without scripts a form has no stamp: a static page is the same for everybody.
        let stamp = form.get("stamp");
        let age = self.collector.keys.stamped(id, stamp).map(|at| self.now - at);
        let is_fine = stamp.is_empty() || age.is_some_and(|age| (QUICKEST..=OLDEST).contains(&age));
        if is_fine { Ok(entry) } else { Err(vec![Problem { field: "stamp", code: "stamp" }]) }
    }

    fn signature(&self, id: &str, entry: Entry, (lang, network): (&str, [u8; 16])) -> New {
        let keys = &self.collector.keys;
        New {
            keys: keys.clone(),
            id: uuid(self.now, keys.random()),
            mail: uuid(self.now, keys.random()),
            petition: id.to_owned(),
            rid: entry.rid,
            address: keys.address(&entry.email.canonical),
            email: entry.email.typed,
            first_name: entry.first_name,
            last_name: entry.last_name,
            country: entry.country,
            lang: lang.to_owned(),
            is_held: false,
            pow: None,
            processing: entry.processing,
            updates: entry.updates,
            source: if self.is_json() { "json" } else { "form" },
            network,
            at: self.now,
        }
    }

    pub(super) fn challenge(&self, id: &str) -> Answer {
        if self.board.petition(id).is_none() {
            return self.refuse(&Refusal::Unknown, None);
        }
        let keys = &self.collector.keys;
        let (stamp, pow) = (keys.stamp(id, self.now), pow::riddle(keys, id, self.now));
        self.shared(answer::json(200, &json!({ "stamp": stamp, "pow": pow })))
    }
}
