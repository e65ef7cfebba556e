//! What becomes of one address: asked with HEAD, then with GET, again after a while if the server is
//! busy, followed where it leads.

use std::collections::BTreeSet;
use std::time::Duration;

use super::address::join;
use super::polite::{BETWEEN, Polite};

/// How often one address is asked, and how often it may lead elsewhere.
const TRIES: u32 = 3;
const REDIRECTS: usize = 5;
/// The first wait for a busy server; it doubles each time.
const BUSY: Duration = Duration::from_secs(2);
/// Who wants to be asked later than that is not asked any more.
const PATIENCE: Duration = Duration::from_mins(1);

/// How a server is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// For the head alone.
    Head,
    /// For everything; the body is not read.
    Get,
}

/// What a server says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A status, where it leads, and in how many seconds it wants to be asked again.
    Status(u16, Option<String>, Option<u64>),
    /// Nothing: the key of the reason (`detail.<this>` in the catalogue).
    Nothing(&'static str),
    /// The address is inside a network; it was not asked.
    Inside,
}

/// Asks servers. The real one is [`Internet`](super::Internet).
pub trait Web: Sync {
    /// Asks once.
    fn ask(&self, method: Method, url: &str) -> Answer;
    /// Lets time pass.
    fn wait(&self, time: Duration);
}

/// What became of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is there.
    Fine,
    /// It is there, and for ever elsewhere.
    Moved(String),
    /// Whether it is there cannot be seen from here: a door, or a server that wants no programs.
    Closed,
    /// The server says that nothing is there.
    Gone(u16),
    /// There is no answer: the key of the reason.
    Silent(String),
}

/// Asks an address until there is a verdict.
pub(super) fn ask(web: &Polite<'_>, url: &str) -> Verdict {
    let mut at = url.to_owned();
    let mut seen = BTreeSet::new();
    // The last place that every redirect so far was for ever to.
    let mut moved = None;
    let mut for_ever = true;
    for _ in 0..=REDIRECTS {
        if !seen.insert(at.clone()) {
            return Verdict::Silent("link-loop".to_owned());
        }
        match patiently(web, &at) {
            Answer::Status(status @ 300..=399, Some(location), _) => {
                let Some(next) = join(&at, &location) else {
                    return Verdict::Silent("link-nowhere".to_owned());
                };
                for_ever &= matches!(status, 301 | 308);
                moved = if for_ever { Some(next.clone()) } else { moved };
                at = next;
            }
            Answer::Status(200..=399, ..) => return moved.map_or(Verdict::Fine, Verdict::Moved),
            Answer::Status(status @ (404 | 410 | 500..=599), ..) => return Verdict::Gone(status),
            Answer::Status(..) => return Verdict::Closed,
            Answer::Nothing(reason) => return Verdict::Silent(reason.to_owned()),
            Answer::Inside => return Verdict::Silent("link-inside".to_owned()),
        }
    }
    Verdict::Silent("link-loop".to_owned())
}

/// Asks again while the server is busy or the line is bad.
fn patiently(web: &Polite<'_>, url: &str) -> Answer {
    let mut wait = BUSY;
    let mut method = Method::Head;
    let mut answer = once(web, url, method);
    for _ in 1..TRIES {
        let asked = match answer {
            Answer::Status(429 | 503, _, after) => after.map(Duration::from_secs),
            Answer::Nothing("link-no-host" | "link-certificate") => return answer,
            Answer::Nothing(_) => {
                // Some hang up on who asks for the head alone.
                method = Method::Get;
                None
            }
            _ => return answer,
        };
        if asked.is_some_and(|asked| asked > PATIENCE) {
            return answer;
        }
        web.rest(url, asked.unwrap_or(wait).max(BETWEEN));
        wait *= 2;
        answer = once(web, url, method);
    }
    answer
}

/// HEAD costs the server least; some know it not, or lie to it.
fn once(web: &Polite<'_>, url: &str, method: Method) -> Answer {
    match web.ask(method, url) {
        Answer::Status(400..=428 | 430..=502 | 504.., ..) if method == Method::Head => {
            web.ask(Method::Get, url)
        }
        answer => answer,
    }
}
