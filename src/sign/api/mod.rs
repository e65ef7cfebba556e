//! Requests → answers: which address does what, and what it says to whom.

mod asked;
mod health;
mod links;
mod own;
mod signing;

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use hyper::body::Incoming;
use hyper::{Method, Request, header};

use super::answer::{self, Answer, with};
use super::board::Board;
use super::count::Counts;
use super::domains::Disposable;
use super::keys::Keys;
use super::limit::Limits;
use super::metrics::Metrics;
use super::network::Networks;
use super::pages::Refusal;
use super::store::{Database, Kind, Store};
use super::{Clock, Tell};

pub(super) use asked::Asked;

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
    /// How networks are made unreadable.
    pub networks: Networks,
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

/// Answers a request.
pub(super) async fn respond(collector: &Collector, peer: IpAddr, request: Request<Incoming>) -> Answer {
    let answer = routed(collector, peer, request).await;
    collector.metrics.answered(answer.status().as_u16());
    answer
}

async fn routed(collector: &Collector, peer: IpAddr, request: Request<Incoming>) -> Answer {
    let (head, body) = request.into_parts();
    let board = collector.board.borrow().clone();
    let ip = asked::client(peer, &head.headers, &collector.proxies);
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
/// No form of ours is longer.
const LONGEST: usize = 16 * 1024;

impl Asked<'_> {
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
}
