//! The postman: takes mails that are due from the database, sends them, and says what became of them.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::board::Board;
use super::keys::Keys;
use super::mail::{Letter, compose};
use super::store::{self, Claimed, Kind, Store};
use super::text::hex;
use super::{Clock, Event, Tell, disk};

/// How many are taken at once.
const BAG: usize = 50;
/// How long to wait when there is none.
const REST: Duration = Duration::from_millis(200);
/// How long to wait when the database will not.
const TROUBLE: Duration = Duration::from_secs(5);

/// Where mails go.
#[derive(Clone, Debug)]
pub enum Sends {
    /// Into a folder, as files.
    Folder(PathBuf),
    /// Nowhere: another collector on the same database sends them.
    Nowhere,
}

impl Sends {
    /// By a mail server, `smtps://user:password@host`; `None` if that is no such address.
    pub fn smtp(_server: &str) -> Option<Sends> {
        None
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
}

impl Postman {
    /// Sends until the collector ends.
    pub(super) async fn work(self, mut stop: watch::Receiver<bool>) {
        if matches!(self.sends, Sends::Nowhere) {
            return;
        }
        loop {
            let now = (self.clock)();
            let bag = self.store.write(move |connection| store::claim(connection, BAG, now)).await;
            let rest = match bag {
                Ok(bag) if bag.is_empty() => REST,
                Ok(bag) => {
                    self.send(bag).await;
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

    async fn send(&self, bag: Vec<Claimed>) {
        let (mut sent, mut rest) = (Vec::new(), Vec::new());
        for mail in bag {
            match self.deliver(&mail) {
                Fate::Sent => sent.push(mail.id),
                other => rest.push((mail, other)),
            }
        }
        let now = (self.clock)();
        let mut failures = Vec::new();
        let settled = rest.into_iter().map(|(mail, fate)| {
            let (cause, is_over) = match fate {
                Fate::Never(cause) => (cause, true),
                Fate::Later(cause) => (cause, false),
                Fate::Sent => (String::new(), false),
            };
            failures.push(cause);
            (mail.id, mail.tries, is_over)
        });
        let settled: Vec<_> = settled.collect();
        let written = self.store.write(move |connection| {
            store::sent(connection, &sent)?;
            settled.iter().try_for_each(|(id, tries, is_over)| {
                if *is_over {
                    store::fail(connection, *id)
                } else {
                    store::later(connection, *id, *tries, now)
                }
            })
        });
        if let Err(cause) = written.await {
            // Their lease ends, and they are sent once more: twice is better than never.
            (self.tell)(Event::Unavailable(cause.0));
        }
        for cause in failures {
            (self.tell)(Event::NotSent(cause));
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
        let letter = Letter {
            id: &mail.id,
            petition,
            lang: board.lang(&mail.lang, ""),
            to: &to,
            from: self.from.as_deref().unwrap_or(&petition.contact),
            confirm: &link(Kind::Confirm),
            withdraw: &link(Kind::Withdraw),
            at: (self.clock)(),
        };
        let bytes = compose(&letter, &board);
        match &self.sends {
            Sends::Folder(folder) => {
                let put = disk::put(folder, &format!("{}.eml", hex(&mail.id)), &bytes);
                put.map_or_else(|cause| Fate::Later(cause.kind().to_string()), |()| Fate::Sent)
            }
            Sends::Nowhere => Fate::Later("nothing is sent from here".to_owned()),
        }
    }
}
