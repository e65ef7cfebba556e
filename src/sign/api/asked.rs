//! One request with what it is answered from: whose words, in which language, for whose scripts.

use std::net::IpAddr;
use std::time::Duration;

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::{HeaderMap, header};
use serde_json::json;
use tokio::time::Instant;

use super::{Collector, JSON, LONGEST, TEXT};
use crate::base::petitions::Petition;
use crate::sign::Event;
use crate::sign::answer::{self, Answer, with};
use crate::sign::board::Board;
use crate::sign::form::Form;
use crate::sign::pages::{Refusal, Voice};
use crate::sign::store::Unavailable;

/// So long a form may take to come.
const PATIENCE: Duration = Duration::from_secs(10);
/// Answers to signatures leave at these beats after their question, so that their time says nothing of
/// whether an address was known.
const BEAT: Duration = Duration::from_millis(25);

/// One request with what it is answered from.
pub(in crate::sign) struct Asked<'a> {
    pub(in crate::sign) collector: &'a Collector,
    pub(in crate::sign) board: &'a Board,
    pub(in crate::sign) headers: &'a HeaderMap,
    pub(super) ip: IpAddr,
    pub(in crate::sign) now: i64,
}

/// Where a request comes from: the address that connected, or what a proxy of ours says of it.
pub(super) fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let is_ours = |ip: &IpAddr| proxies.contains(&ip.to_canonical());
    if !is_ours(&peer) {
        return peer;
    }
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let named: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    // Each proxy adds the address that it saw at the end; what stands before those anybody may have written.
    for name in named.iter().rev() {
        match name.parse() {
            Ok(ip) if is_ours(&ip) => {}
            Ok(ip) => return ip,
            Err(_) => break,
        }
    }
    peer
}

impl Asked<'_> {
    /// The language of a page that nobody asked for in a form.
    pub(super) fn voice(&self, wanted: &str) -> Voice<'_> {
        let accepted = self.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let lang = self.board.lang(wanted, accepted.unwrap_or_default());
        Voice { board: self.board, lang, is_dev: self.collector.is_dev }
    }

    pub(in crate::sign) fn refuse(&self, refusal: &Refusal, petition: Option<&Petition>) -> Answer {
        self.refuse_in("", refusal, petition)
    }

    pub(super) fn refuse_in(&self, lang: &str, refusal: &Refusal, petition: Option<&Petition>) -> Answer {
        let voice = self.voice(lang);
        let answer = if self.is_json() {
            answer::json(refusal.status(), &refusal_as_json(refusal, petition, voice))
        } else {
            answer::html(refusal.status(), voice.refusal(refusal, petition))
        };
        match refusal {
            Refusal::Busy => with(answer, header::RETRY_AFTER, "30"),
            _ => answer,
        }
    }

    pub(in crate::sign) fn busy(
        &self,
        lang: &str,
        petition: Option<&Petition>,
        cause: Unavailable,
    ) -> Answer {
        (self.collector.tell)(Event::Unavailable(cause.0));
        self.refuse_in(lang, &Refusal::Busy, petition)
    }

    pub(super) fn media_type(&self) -> &str {
        let value = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().split(';').next().unwrap_or_default().trim()
    }

    pub(in crate::sign) fn is_json(&self) -> bool {
        self.media_type().eq_ignore_ascii_case(JSON)
    }

    pub(super) fn is_form(&self) -> bool {
        self.media_type().eq_ignore_ascii_case("application/x-www-form-urlencoded")
    }

    pub(super) fn origin(&self) -> Option<&str> {
        self.headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or("null"))
    }

    /// Whether scripts of this origin may talk to us: the site's own, and in test mode this machine's.
    pub(super) fn allows(&self, origin: &str) -> bool {
        let local = ["http://127.0.0.1:", "http://localhost:", "http://[::1]:"];
        origin == self.board.file.origin
            || (self.collector.is_dev && local.iter().any(|local| origin.starts_with(local)))
    }

    /// Lets the script that asked read the answer, if it is the site's.
    pub(super) fn shared(&self, answer: Answer) -> Answer {
        let answer = with(answer, header::VARY, "Origin");
        match self.origin().filter(|origin| self.allows(origin)) {
            Some(origin) => with(answer, header::ACCESS_CONTROL_ALLOW_ORIGIN, origin),
            None => answer,
        }
    }

    pub(super) fn preflight(&self) -> Answer {
        let answer = answer::answer(204, TEXT, "");
        let answer = with(answer, header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
        let answer = with(answer, header::ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type, Idempotency-Key");
        self.shared(with(answer, header::ACCESS_CONTROL_MAX_AGE, "600"))
    }

    /// What a form or a script sent.
    pub(super) async fn form(&self, body: Incoming) -> Result<Form, Refusal> {
        let bytes = self.body(body, LONGEST).await?;
        let form = match () {
            () if self.is_form() => Form::from_urlencoded(&bytes),
            () if self.is_json() => Form::from_json(&bytes),
            () => return Err(Refusal::Type),
        };
        if self.is_json() && self.origin().is_some_and(|origin| !self.allows(origin)) {
            return Err(Refusal::Foreign);
        }
        form.ok_or(Refusal::Unreadable)
    }

    /// Counts anew. What was stored is stored; a count that cannot be read now is read with the next beat.
    pub(in crate::sign) async fn recount(&self) {
        let refreshed = self.collector.counts.refresh(&self.collector.store, self.board, self.now).await;
        refreshed.unwrap_or_else(|cause| (self.collector.tell)(Event::Unavailable(cause.0)));
    }

    pub(in crate::sign) async fn body(&self, body: Incoming, longest: usize) -> Result<Vec<u8>, Refusal> {
        let reading = tokio::time::timeout(PATIENCE, Limited::new(body, longest).collect()).await;
        match reading {
            Ok(Ok(whole)) => Ok(whole.to_bytes().to_vec()),
            Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Refusal::TooLarge),
            Ok(Err(_)) | Err(_) => Err(Refusal::Unreadable),
        }
    }
}

/// Answers that leave at a beat, so that their time says nothing of whether an address was known.
pub(super) async fn on_a_beat(answer: impl Future<Output = Answer>) -> Answer {
    let asked_at = Instant::now();
    let answer = answer.await;
    let beats = asked_at.elapsed().as_nanos() / BEAT.as_nanos() + 1;
    let due = BEAT.saturating_mul(u32::try_from(beats).unwrap_or(u32::MAX));
    tokio::time::sleep_until(asked_at + due).await;
    answer
}

fn refusal_as_json(refusal: &Refusal, petition: Option<&Petition>, voice: Voice<'_>) -> serde_json::Value {
    let (Refusal::Invalid(problems), Some(petition)) = (refusal, petition) else {
        return json!({ "error": refusal.code() });
    };
    let problems = problems.iter().map(|problem| {
        json!({
            "field": problem.field,
            "code": problem.code,
            "message": voice.problem(problem, petition),
        })
    });
    json!({ "errors": problems.collect::<Vec<_>>() })
}
