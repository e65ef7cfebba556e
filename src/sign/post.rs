//! The postman: takes mails that are due from the database, sends them, and says what became of them.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{fmt, io};

use lettre::address::Envelope;
use lettre::{SmtpTransport, Transport};
use tokio::sync::{mpsc, watch};

use super::board::Board;
use super::keys::Keys;
use super::mail::{Letter, Links, compose};
use super::store::{self, Claimed, Kind, LEASE, Store};
use super::text::hex;
use super::{Clock, Event, Tell, disk};

/// How many are taken at once.
const BAG: usize = 50;
/// How many mails a server is given at once. Large providers take some twenty connections, small ones fewer.
const HANDS: usize = 8;
/// How long to wait when there is none.
const REST: Duration = Duration::from_millis(200);
/// How long to wait when the database will not.
const TROUBLE: Duration = Duration::from_secs(5);
/// How long a mail server is left alone that could not be talked to; twice as long after each time.
const CALM: Duration = Duration::from_secs(1);
/// And never longer than this.
const CALMEST: Duration = Duration::from_mins(1);
/// How long a mail server may take for one step.
const PATIENCE: Duration = Duration::from_secs(30);
/// A server that says "no such mailbox" may be set up wrongly; it is believed when it says so once more
/// after so many tries.
const BELIEVED: i64 = 5;

/// Where mails go.
#[derive(Clone)]
pub enum Sends {
    /// Into a folder, as files.
    Folder(PathBuf),
    /// To a mail server.
    Smtp(SmtpTransport),
    /// Nowhere: another collector on the same database sends them.
    Nowhere,
}

impl Sends {
    /// By a mail server, `smtps://user:password@host`; `None` if that is no such address, or if mails would
    /// cross a network for everybody to read.
    pub fn smtp(server: &str) -> Option<Sends> {
        let host =
            server.strip_prefix("smtp://").map(|rest| rest.rsplit_once('@').map_or(rest, |(_, host)| host));
        let is_near = host.is_some_and(|host| {
            let name = host.split([':', '/', '?']).next();
            matches!(name, Some("localhost" | "127.0.0.1")) || host.starts_with("[::1]")
        });
        if !is_near && !server.starts_with("smtps://") && !server.contains("tls=required") {
            return None;
        }
        let transport = SmtpTransport::from_url(server).ok()?;
        Some(Sends::Smtp(transport.timeout(Some(PATIENCE)).build()))
    }
}

impl fmt::Debug for Sends {
    /// Without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Sends::Folder(_) => "Folder",
            Sends::Smtp(_) => "Smtp",
            Sends::Nowhere => "Nowhere",
        })
    }
}

/// What sending needs.
pub(super) struct Postman {
    /// The database.
    pub store: Store,
    /// The secrets.
    pub keys: Arc<Keys>,
    /// What the site published last.
    pub board: watch::Receiver<Arc<Board>>,
    /// Where mails go.
    pub sends: Sends,
    /// The sender's address; the petition's contact where there is none.
    pub from: Option<String>,
    /// The collector's own address in links; the one that the site's forms know where there is none.
    pub url: Option<String>,
    /// The time.
    pub clock: Clock,
    /// Who is told of trouble.
    pub tell: Tell,
}

/// What became of a mail.
enum Fate {
    Sent,
    /// This one could not be sent now.
    Later(String),
    /// Nor could any other: there is nobody to give them to, and that counts against none of them.
    Away(String),
    Never(String),
    NotTried,
}

impl Postman {
    /// Sends until the collector ends.
    pub(super) async fn work(self: Arc<Postman>, mut stop: watch::Receiver<bool>) {
        if matches!(self.sends, Sends::Nowhere) {
            return;
        }
        let mut calm = CALM;
        loop {
            let (now, keys) = ((self.clock)(), self.keys.clone());
            let bag = self.store.write(move |sql| store::claim(sql, &keys, BAG, now)).await;
            let rest = match bag {
                Ok(bag) if bag.is_empty() => REST,
                Ok(bag) => {
                    let is_away = !self.clone().send(bag, stop.clone()).await;
                    let rest = if is_away { calm } else { Duration::ZERO };
                    calm = if is_away { CALMEST.min(calm * 2) } else { CALM };
                    rest
                }
                Err(cause) => {
                    (self.tell)(Event::Unavailable(cause.0));
                    TROUBLE
                }
            };
            tokio::select! {
                () = tokio::time::sleep(rest) => {}
                _ = stop.changed() => return,
            }
        }
    }

    /// Sends mails, a few at a time, since each is mostly waiting for the server, and writes down what became of each
    /// as soon as it is known: whatever a server took is not sent again because of the next one. Gives whether
    /// there was somebody to give them to.
    async fn send(self: Arc<Postman>, bag: Vec<Claimed>, stop: watch::Receiver<bool>) -> bool {
        let (done, mut known) = mpsc::unbounded_channel();
        let own = self.clone();
        let carrying = tokio::task::spawn_blocking(move || {
            let begun = (own.clock)();
            let (bag, is_away) = (Mutex::new(bag.into_iter()), AtomicBool::new(false));
            let next = || bag.lock().unwrap_or_else(PoisonError::into_inner).next();
            let carry = |mail: Claimed| {
                // A slow server may take longer for a bag than it is ours: another collector would send the rest, too.
                let is_late = (own.clock)().saturating_sub(begun) > LEASE / 2;
                let is_tried = !is_away.load(Ordering::Relaxed) && !is_late && !*stop.borrow();
                let fate = if is_tried { own.deliver(&mail) } else { Fate::NotTried };
                is_away.fetch_or(matches!(fate, Fate::Away(_)), Ordering::Relaxed);
                drop(done.send((mail, fate)));
            };
            let carry_all = || std::iter::from_fn(next).for_each(carry);
            // One goes ahead, so that a server that is away is not asked by all.
            next().into_iter().for_each(carry);
            let count = if matches!(own.sends, Sends::Smtp(_)) { HANDS } else { 1 };
            std::thread::scope(|hands| {
                for _ in 0..count {
                    hands.spawn(carry_all);
                }
            });
            !is_away.into_inner()
        });
        let mut not_sent = BTreeMap::new();
        loop {
            let mut some = Vec::new();
            if known.recv_many(&mut some, BAG).await == 0 {
                break;
            }
            self.settle(some, &mut not_sent).await;
        }
        for ((cause, is_given_up), count) in not_sent {
            (self.tell)(Event::NotSent { cause, is_given_up, count });
        }
        // What was lost comes back when its lease ends.
        carrying.await.unwrap_or(true)
    }

    /// Writes down what became of mails, and counts what did not go out: why, whether for good, how many.
    async fn settle(&self, known: Vec<(Claimed, Fate)>, not_sent: &mut BTreeMap<(String, bool), usize>) {
        let now = (self.clock)();
        let fates = Arc::new(known);
        let own = fates.clone();
        let written = self.store.write(move |sql| {
            let given_up = own.iter().map(|(mail, fate)| match fate {
                Fate::Sent => store::sent(sql, &mail.id).map(|()| false),
                Fate::NotTried | Fate::Away(_) => store::give_back(sql, &mail.id, now).map(|()| false),
                Fate::Never(_) => store::fail(sql, &mail.id).map(|()| true),
                Fate::Later(_) => store::later(sql, &mail.id, mail.tries, now),
            });
            given_up.collect::<Result<Vec<bool>, _>>()
        });
        let given_up = written.await.unwrap_or_else(|cause| {
            // Their lease ends, and they are sent once more: twice is better than never.
            (self.tell)(Event::Unavailable(cause.0));
            vec![false; fates.len()]
        });
        for ((_, fate), is_given_up) in fates.iter().zip(given_up) {
            if let Fate::Later(cause) | Fate::Away(cause) | Fate::Never(cause) = fate {
                *not_sent.entry((cause.clone(), is_given_up)).or_default() += 1;
            }
        }
    }

    fn deliver(&self, mail: &Claimed) -> Fate {
        // It would lead to "too late" only.
        if mail.is_over {
            return Fate::Never("its link has run out".to_owned());
        }
        let board = self.board.borrow().clone();
        // Whoever asks for what is kept of them may ask after what the site has no more.
        let gone = || serde_json::from_str(mail.config.as_ref()?).ok();
        let petition = board.petition(&mail.petition).cloned().or_else(gone);
        let Some(petition) = petition.as_ref() else {
            return Fate::Later("the site does not have its petition".to_owned());
        };
        let Some(to) = self.keys.open(&mail.signature, "email", &mail.email) else {
            return Fate::Never("its address cannot be decrypted".to_owned());
        };
        let Some(base) = self.url.as_ref().or(petition.collector.as_ref()) else {
            return Fate::Later("the collector does not know its own address: `--url`".to_owned());
        };
        let link = |kind: Kind| {
            let token = self.keys.link(kind.word(), &mail.id);
            format!("{}/v1/{}/{token}", base.trim_end_matches('/'), kind.word())
        };
        let links = match mail.kind {
            Kind::Data => Links::Data(link(Kind::Data)),
            Kind::Confirm | Kind::Withdraw => Links::Confirm(link(Kind::Confirm), link(Kind::Withdraw)),
        };
        let from = self.from.as_deref().unwrap_or(&petition.contact);
        let letter = Letter {
            id: &mail.id,
            petition,
            lang: board.lang(&mail.lang, ""),
            to: &to,
            from,
            links: &links,
            at: (self.clock)(),
        };
        let bytes = compose(&letter, &board);
        match &self.sends {
            Sends::Folder(folder) => {
                let put = disk::put(folder, &format!("{}.eml", hex(&mail.id)), &bytes);
                put.map_or_else(|cause| Fate::Later(cause.kind().to_string()), |()| Fate::Sent)
            }
            Sends::Smtp(server) => hand_over(server, (from, &to), &bytes, mail.tries),
            Sends::Nowhere => Fate::Later("nothing is sent from here".to_owned()),
        }
    }
}

/// Gives a mail to the server. Of what that says only its number is told: its words repeat addresses.
fn hand_over(server: &SmtpTransport, (from, to): (&str, &str), bytes: &[u8], tries: i64) -> Fate {
    let (Ok(from), Ok(to)) = (from.parse(), to.parse()) else {
        return Fate::Never("its address is none that mail can be sent to".to_owned());
    };
    let Ok(envelope) = Envelope::new(Some(from), vec![to]) else {
        return Fate::Never("it has no recipient".to_owned());
    };
    let Err(error) = server.send_raw(&envelope, bytes) else { return Fate::Sent };
    let fate = refused(&error, tries);
    match fate {
        // Whether it was this mail that it hung up on is learned by coming without one.
        Fate::Away(cause) if server.test_connection().unwrap_or(false) => Fate::Later(cause),
        fate => fate,
    }
}

fn refused(error: &lettre::transport::smtp::Error, tries: i64) -> Fate {
    let Some(status) = error.status().map(|code| code.to_string()) else {
        let what = match () {
            () if is_timeout(error) => "the mail server did not answer in time",
            () if error.is_tls() => "no secure connection to the mail server",
            () if error.is_client() => {
                return Fate::Later("the mail server takes ASCII only (no SMTPUTF8)".to_owned());
            }
            () => "no connection to the mail server",
        };
        return Fate::Away(what.to_owned());
    };
    let cause = format!("the mail server said {status}");
    match status.as_str() {
        "550" | "551" | "553" if tries >= BELIEVED => Fate::Never(cause),
        // It closes, or does not know us (RFC 5321, 4.2.3; RFC 4954, 6).
        "421" | "454" | "530" | "534" | "535" | "538" => Fate::Away(cause),
        _ => Fate::Later(cause),
    }
}

/// Whether an answer did not come in time; Linux calls that `WouldBlock`.
fn is_timeout(error: &lettre::transport::smtp::Error) -> bool {
    let mut causes = std::iter::successors(error.source(), |cause| (*cause).source());
    causes.any(|cause| {
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        matches!(kind, Some(io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock))
    })
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_server_that_is_silent_is_told_from_one_that_is_not_there() {
        let said = |listener: Option<&TcpListener>| {
            let port = listener.map_or(1, |it| it.local_addr().expect("an address").port());
            let server = SmtpTransport::builder_dangerous("127.0.0.1").port(port);
            let server = server.timeout(Some(Duration::from_millis(50))).build();
            match hand_over(&server, ("a@example.org", "b@example.org"), b"", 1) {
                Fate::Away(cause) => cause,
                _ => "something else".to_owned(),
            }
        };
        let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
        assert_eq!(said(Some(&silent)), "the mail server did not answer in time");
        assert_eq!(said(None), "no connection to the mail server");
    }
}
