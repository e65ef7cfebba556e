//! The postman: takes mails that are due from the database, sends them, and says what became of them.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::{SmtpTransport, Transport};
use tokio::sync::watch;

use super::board::Board;
use super::keys::Keys;
use super::mail::{Letter, Links, compose};
use super::store::{self, Claimed, Kind, LEASE, Store};
use super::text::hex;
use super::{Clock, Event, Tell, disk};

/// How many are taken at once.
const BAG: usize = 50;
/// How long to wait when there is none.
const REST: Duration = Duration::from_millis(200);
/// How long to wait when the database will not.
const TROUBLE: Duration = Duration::from_secs(5);
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
    Later(String),
    Never(String),
    NotTried,
}

impl Postman {
    /// Sends until the collector ends.
    pub(super) async fn work(self: Arc<Postman>, mut stop: watch::Receiver<bool>) {
        if matches!(self.sends, Sends::Nowhere) {
            return;
        }
        loop {
            let now = (self.clock)();
            let bag = self.store.write(move |sql| store::claim(sql, BAG, now)).await;
            let rest = match bag {
                Ok(bag) if bag.is_empty() => REST,
                Ok(bag) => {
                    self.clone().send(bag).await;
                    Duration::ZERO
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

    async fn send(self: Arc<Postman>, bag: Vec<Claimed>) {
        let own = self.clone();
        let carried = tokio::task::spawn_blocking(move || {
            let begun = (own.clock)();
            let fates = bag.into_iter().map(|mail| {
                // A slow server may take longer for a bag than it is ours: another collector would send the rest, too.
                let is_late = (own.clock)().saturating_sub(begun) > LEASE / 2;
                let fate = if is_late { Fate::NotTried } else { own.deliver(&mail) };
                (mail, fate)
            });
            fates.collect::<Vec<_>>()
        });
        // A bag that was lost comes back when its lease ends.
        let Ok(carried) = carried.await else { return };
        for (_, fate) in &carried {
            if let Fate::Later(cause) | Fate::Never(cause) = fate {
                (self.tell)(Event::NotSent(cause.clone()));
            }
        }
        let now = (self.clock)();
        let written = self.store.write(move |sql| {
            carried.iter().try_for_each(|(mail, fate)| match fate {
                Fate::Sent => store::sent(sql, &mail.id),
                Fate::NotTried => store::give_back(sql, &mail.id, now),
                Fate::Never(_) => store::fail(sql, &mail.id),
                Fate::Later(_) => store::later(sql, &mail.id, mail.tries, now),
            })
        });
        if let Err(cause) = written.await {
            // Their lease ends, and they are sent once more: twice is better than never.
            (self.tell)(Event::Unavailable(cause.0));
        }
    }

    fn deliver(&self, mail: &Claimed) -> Fate {
        let board = self.board.borrow().clone();
        let Some(petition) = board.petition(&mail.petition) else {
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
    let Some(status) = error.status().map(|code| code.to_string()) else {
        let what = match () {
            () if error.is_timeout() => "the mail server did not answer in time",
            () if error.is_tls() => "no secure connection to the mail server",
            () => "no connection to the mail server",
        };
        return Fate::Later(what.to_owned());
    };
    let is_no_mailbox = ["550", "551", "553"].contains(&status.as_str());
    let cause = format!("the mail server said {status}");
    if is_no_mailbox && tries >= BELIEVED { Fate::Never(cause) } else { Fate::Later(cause) }
}
