//! Requests → answers: which address does what, and what it says to whom.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::{HeaderMap, Method, Request, header};
use serde_json::json;
use tokio::time::Instant;

use super::address::Address;
use super::again::Again;
use super::answer::{self, Answer, with};
use super::board::{Board, Standing};
use super::count::Counts;
use super::domains::{self, Disposable};
use super::entry::{Entry, Problem, entry};
use super::form::Form;
use super::keys::{Keys, sha256};
use super::limit::Limits;
use super::metrics::{Marked, Metrics};
use super::pages::{Refusal, Voice};
use super::pow;
use super::store::{self, Database, Kind, Known, Looked, New, Sql, Store, Unavailable};
use super::text::uuid;
use super::{Clock, Event, Tell};
use crate::base::petitions::Petition;

/// No form of ours is longer.
const LONGEST: usize = 16 * 1024;
/// So long a form may take to come.
const PATIENCE: Duration = Duration::from_secs(10);
/// Answers to signatures leave at these beats after their question, so that their time says nothing of
/// whether an address was known.
const BEAT: Duration = Duration::from_millis(25);
/// A form that was filled in faster than this, in milliseconds, was filled in by a program.
const QUICKEST: i64 = 3_000;
/// One that is older than this was stored up.
const OLDEST: i64 = 24 * 60 * 60 * 1000;

/// Everything that answers need.
pub(super) struct Collector {
    /// The database.
    pub store: Store,
    /// Where it lies, for work that takes as long as it takes.
    pub database: Database,
    /// The site's file.
    pub petitions: PathBuf,
    /// The secrets.
    pub keys: Arc<Keys>,
    /// What the site published last.
    pub board: tokio::sync::watch::Receiver<Arc<Board>>,
    /// How many signed.
    pub counts: Counts,
    /// Who sent how many.
    pub limits: Limits,
    /// Domains whose addresses are not taken.
    pub disposable: Disposable,
    /// What a monitor is told.
    pub metrics: Metrics,
    /// The time.
    pub clock: Clock,
    /// Who is told of trouble.
    pub tell: Tell,
    /// Whether it is all a test.
    pub is_dev: bool,
    /// Whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpAddr>,
}

/// One request with what it is answered from.
pub(super) struct Asked<'a> {
    pub(super) collector: &'a Collector,
    pub(super) board: &'a Board,
    pub(super) headers: &'a HeaderMap,
    ip: IpAddr,
    pub(super) now: i64,
}

/// Answers a request.
pub(super) async fn respond(collector: &Collector, peer: IpAddr, request: Request<Incoming>) -> Answer {
    let answer = routed(collector, peer, request).await;
    collector.metrics.answered(answer.status().as_u16());
    answer
}

async fn routed(collector: &Collector, peer: IpAddr, request: Request<Incoming>) -> Answer {
    let (head, body) = request.into_parts();
    let board = collector.board.borrow().clone();
    let ip = client(peer, &head.headers, &collector.proxies);
    let asked = Asked { collector, board: &board, headers: &head.headers, ip, now: (collector.clock)() };
    let path: Vec<&str> = head.uri.path().split('/').skip(1).collect();
    let is_read = head.method == Method::GET || head.method == Method::HEAD;
    match (&path[..], &head.method) {
        (["v1", "petitions", id, "signatures"], &Method::POST) => asked.sign(id, body).await,
        (["v1", "petitions", _, "signatures" | "challenge"], &Method::OPTIONS) => asked.preflight(),
        (["v1", "petitions", id, "challenge"], _) if is_read => asked.challenge(id),
        (["v1", "petitions", id, "count.json"], _) if is_read => asked.count(id),
        (["v1", "petitions", id, what @ ("sent" | "signed" | "withdrawn"), lang], _) if is_read => {
            asked.done(id, what, lang)
        }
        (["v1", "confirm", token], _) if is_read => asked.look(Kind::Confirm, token).await,
        (["v1", "withdraw", token], _) if is_read => asked.look(Kind::Withdraw, token).await,
        (["v1", "confirm", token], &Method::POST) => asked.act(Kind::Confirm, token, body).await,
        (["v1", "withdraw", token], &Method::POST) => asked.act(Kind::Withdraw, token, body).await,
        (["v1", "erasure"], _) if is_read => asked.erasure(),
        (["v1", "erasure"], &Method::POST) => asked.ask_erasure(body).await,
        (["v1", "data", token], _) if is_read => asked.mine(token).await,
        (["v1", "data", token], &Method::POST) => asked.erase_mine(token, body).await,
        (["v1", "erased", lang], _) if is_read => answer::html(200, asked.voice(lang).erased()),
        (["admin", what @ ..], method) => {
            super::admin::answer(&asked, method, (what, head.uri.query()), body).await
        }
        (["v1", "style.css"], _) if is_read => asked.style(),
        (["healthz"], _) if is_read && asked.is_local(peer) => answer::answer(200, TEXT, "ok\n"),
        (["readyz"], _) if is_read && asked.is_local(peer) => asked.ready().await,
        (["metrics"], _) if is_read && asked.is_local(peer) => asked.measured().await,
        (
            ["v1", "confirm" | "withdraw" | "data", _]
            | ["v1", "petitions", _, "signatures"]
            | ["v1", "erasure"],
            _,
        ) => with(asked.refuse(&Refusal::Method, None), header::ALLOW, "GET, HEAD, POST"),
        _ => asked.refuse(&Refusal::NotFound, None),
    }
}

const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";

/// Where a request comes from: the address that connected, or what a proxy of ours says of it.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
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
    fn voice(&self, wanted: &str) -> Voice<'_> {
        let accepted = self.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let lang = self.board.lang(wanted, accepted.unwrap_or_default());
        Voice { board: self.board, lang, is_dev: self.collector.is_dev }
    }

    pub(super) fn refuse(&self, refusal: &Refusal, petition: Option<&Petition>) -> Answer {
        self.refuse_in("", refusal, petition)
    }

    fn refuse_in(&self, lang: &str, refusal: &Refusal, petition: Option<&Petition>) -> Answer {
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

    pub(super) fn busy(&self, lang: &str, petition: Option<&Petition>, cause: Unavailable) -> Answer {
        (self.collector.tell)(Event::Unavailable(cause.0));
        self.refuse_in(lang, &Refusal::Busy, petition)
    }

    fn media_type(&self) -> &str {
        let value = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().split(';').next().unwrap_or_default().trim()
    }

    pub(super) fn is_json(&self) -> bool {
        self.media_type().eq_ignore_ascii_case(JSON)
    }

    fn is_form(&self) -> bool {
        self.media_type().eq_ignore_ascii_case("application/x-www-form-urlencoded")
    }

    fn origin(&self) -> Option<&str> {
        self.headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or("null"))
    }

    /// Whether scripts of this origin may talk to us: the site's own, and in test mode this machine's.
    fn allows(&self, origin: &str) -> bool {
        let local = ["http://127.0.0.1:", "http://localhost:", "http://[::1]:"];
        origin == self.board.file.origin
            || (self.collector.is_dev && local.iter().any(|local| origin.starts_with(local)))
    }

    /// Lets the script that asked read the answer, if it is the site's.
    fn shared(&self, answer: Answer) -> Answer {
        let answer = with(answer, header::VARY, "Origin");
        match self.origin().filter(|origin| self.allows(origin)) {
            Some(origin) => with(answer, header::ACCESS_CONTROL_ALLOW_ORIGIN, origin),
            None => answer,
        }
    }

    fn preflight(&self) -> Answer {
        let answer = answer::answer(204, TEXT, "");
        let answer = with(answer, header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
        let answer = with(answer, header::ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type, Idempotency-Key");
        self.shared(with(answer, header::ACCESS_CONTROL_MAX_AGE, "600"))
    }

    /// Whether it comes from this machine, and not through a proxy that runs here.
    fn is_local(&self, peer: IpAddr) -> bool {
        let passed_on = ["x-forwarded-for", "forwarded", "x-real-ip", "via"];
        peer.to_canonical().is_loopback() && !passed_on.iter().any(|name| self.headers.contains_key(*name))
    }

    async fn sign(&self, id: &str, body: Incoming) -> Answer {
        self.shared(on_a_beat(self.signed(id, body)).await)
    }

    fn erasure(&self) -> Answer {
        answer::html(200, self.voice("").erasure())
    }

    /// Mails a link to whoever has signed something with an address; says the same to everybody.
    async fn ask_erasure(&self, body: Incoming) -> Answer {
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

    /// What a form or a script sent.
    async fn form(&self, body: Incoming) -> Result<Form, Refusal> {
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

    /// The page with all that there is of a person, and a button that erases it.
    async fn mine(&self, token: &str) -> Answer {
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

    async fn erase_mine(&self, token: &str, body: Incoming) -> Answer {
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

    /// Counts anew. What was stored is stored; a count that cannot be read now is read with the next beat.
    pub(super) async fn recount(&self) {
        let refreshed = self.collector.counts.refresh(&self.collector.store, self.board, self.now).await;
        refreshed.unwrap_or_else(|cause| (self.collector.tell)(Event::Unavailable(cause.0)));
    }

    async fn signed(&self, id: &str, body: Incoming) -> Answer {
        let bytes = match self.body(body, LONGEST).await {
            Ok(bytes) => bytes,
            Err(refusal) => return self.refuse(&refusal, None),
        };
        let form = match () {
            () if self.is_form() => Form::from_urlencoded(&bytes),
            () if self.is_json() => Form::from_json(&bytes),
            () => return self.refuse(&Refusal::Type, None),
        };
        if self.is_json() && self.origin().is_some_and(|origin| !self.allows(origin)) {
            return self.refuse(&Refusal::Foreign, None);
        }
        let Some(petition) = self.board.petition(id) else { return self.refuse(&Refusal::Unknown, None) };
        let Some(form) = form else { return self.refuse(&Refusal::Unreadable, Some(petition)) };
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
        let new = New { is_held: marked.is_some(), pow, ..self.signature(id, entry, &lang) };
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

    pub(super) async fn body(&self, body: Incoming, longest: usize) -> Result<Vec<u8>, Refusal> {
        let reading = tokio::time::timeout(PATIENCE, Limited::new(body, longest).collect()).await;
        match reading {
            Ok(Ok(whole)) => Ok(whole.to_bytes().to_vec()),
            Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Refusal::TooLarge),
            Ok(Err(_)) | Err(_) => Err(Refusal::Unreadable),
        }
    }

    fn checked(&self, id: &str, form: &Form, petition: &Petition) -> Result<Entry, Vec<Problem>> {
        let header = self.headers.get("idempotency-key").and_then(|key| key.to_str().ok());
        let mut entry = entry(form, petition)?;
        if self.collector.disposable.holds(entry.email.domain()) {
            return Err(vec![Problem { field: "email", code: "disposable" }]);
        }
        entry.rid = entry.rid.or_else(|| super::text::parse_uuid(header?));
        // Without scripts a form has no stamp: a static page is the same for everybody.
        let stamp = form.get("stamp");
        let age = self.collector.keys.stamped(id, stamp).map(|at| self.now - at);
        let is_fine = stamp.is_empty() || age.is_some_and(|age| (QUICKEST..=OLDEST).contains(&age));
        if is_fine { Ok(entry) } else { Err(vec![Problem { field: "stamp", code: "stamp" }]) }
    }

    fn signature(&self, id: &str, entry: Entry, lang: &str) -> New {
        let keys = &self.collector.keys;
        let at = jiff::Timestamp::from_millisecond(self.now).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
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
            network: keys.network(self.ip, &at.strftime("%Y-%m-%d").to_string()),
            at: self.now,
        }
    }

    fn challenge(&self, id: &str) -> Answer {
        if self.board.petition(id).is_none() {
            return self.refuse(&Refusal::Unknown, None);
        }
        let keys = &self.collector.keys;
        let (stamp, pow) = (keys.stamp(id, self.now), pow::riddle(keys, id, self.now));
        self.shared(answer::json(200, &json!({ "stamp": stamp, "pow": pow })))
    }

    fn count(&self, id: &str) -> Answer {
        let Some(count) = self.collector.counts.of(id) else { return self.refuse(&Refusal::Unknown, None) };
        let known = self.headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        let is_known = known.is_some_and(|known| {
            known.split(',').any(|tag| tag.trim().trim_start_matches("W/") == count.etag || tag.trim() == "*")
        });
        let answer = if is_known {
            answer::answer(304, JSON, "")
        } else {
            answer::answer(200, JSON, count.body.clone())
        };
        let answer = with(answer, header::ETAG, &count.etag);
        let answer = with(answer, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        let fresh = "public, max-age=30, stale-while-revalidate=60, stale-if-error=3600";
        with(answer, header::CACHE_CONTROL, fresh)
    }

    fn style(&self) -> Answer {
        let answer = answer::answer(200, "text/css; charset=utf-8", self.board.file.style.clone());
        with(answer, header::CACHE_CONTROL, "public, max-age=3600")
    }

    /// The page after a form: what happened, without a word on whose signature it was.
    fn done(&self, id: &str, what: &str, lang: &str) -> Answer {
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

    async fn look(&self, kind: Kind, token: &str) -> Answer {
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
            (Looked::Done, Kind::Withdraw) => voice.withdrawn(petition),
            _ => voice.button(kind.word(), petition),
        };
        answer::html(200, page)
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

    async fn act(&self, kind: Kind, token: &str, body: Incoming) -> Answer {
        let body = match self.body(body, LONGEST).await {
            Ok(body) => body,
            Err(refusal) => return self.refuse(&refusal, None),
        };
        let (hash, now) = (sha256(token.as_bytes()), self.now);
        let write = move |sql: &mut Sql| match kind {
            Kind::Confirm => store::confirm(sql, &hash, now),
            Kind::Withdraw | Kind::Data => store::withdraw(sql, &hash, now),
        };
        let known = match self.collector.store.write(write).await {
            Ok(known) => known,
            Err(cause) => return self.busy("", None, cause),
        };
        let (known, _) = match self.of(known) {
            Ok(found) => found,
            Err((refusal, lang, petition)) => return self.refuse_in(&lang, &refusal, petition),
        };
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

    async fn measured(&self) -> Answer {
        let now = self.now;
        let read =
            self.collector.store.read(move |rows| Ok((store::counts(rows)?, store::queue(rows, now)?)));
        match read.await {
            Ok((counts, queue)) => {
                let text = self.collector.metrics.text(&counts, &queue);
                answer::answer(200, "text/plain; version=0.0.4; charset=utf-8", text)
            }
            Err(Unavailable(cause)) => answer::answer(503, TEXT, format!("{cause}\n")),
        }
    }

    async fn ready(&self) -> Answer {
        match self.collector.store.write(|_| Ok(())).await {
            Ok(()) => answer::answer(200, TEXT, "ready\n"),
            Err(Unavailable(cause)) => answer::answer(503, TEXT, format!("{cause}\n")),
        }
    }
}

/// Answers that leave at a beat, so that their time says nothing of whether an address was known.
async fn on_a_beat(answer: impl Future<Output = Answer>) -> Answer {
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
