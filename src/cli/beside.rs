//! The collector in test mode beside a preview, so that the forms of the site that is being written
//! work at once.
//!
//! It is given the petitions of every good build by a file of its own; nothing of it is in what a
//! build publishes.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::base::petitions::Petitions;
use crate::base::{Failure, Fingerprint};
use crate::serve::{self, Shown};
use crate::sign::{self, Clock, Database, Event, Keys, Sends, Settings};
use crate::write::edits;

use super::print::Printer;
use super::sign::LISTEN;
use super::surroundings::SiteAt;

/// What a build gives the collector.
const DATA: &str = "/api/v1/petitions.json";
/// The same as it is beside a preview, under the site's folder.
const PETITIONS: &str = ".altavoz/petitions.json";
/// Its signatures: those of `altavoz sign serve --dev` too.
pub(super) const DATABASE: &str = ".altavoz/sign-test.db";
/// Its mails.
pub(super) const MAILS: &str = ".altavoz/mail";

/// A collector that runs, or will as soon as there are petitions.
#[derive(Debug)]
pub(super) struct Beside {
    site: SiteAt,
    /// The preview's origin.
    there: String,
    address: SocketAddr,
    /// Until it runs.
    listener: Option<TcpListener>,
    /// Of the petitions that it has.
    given: Option<Fingerprint>,
}

impl Beside {
    /// Opens its usual port, else another that is free; `None` if there is none.
    pub(super) fn open(site: &SiteAt, there: String) -> Option<Beside> {
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let listener = serve::listen(LISTEN).or_else(|_| serve::listen(any)).ok()?;
        let address = listener.local_addr().ok()?;
        Some(Beside { site: site.clone(), there, address, listener: Some(listener), given: None })
    }

    /// Where forms post to.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Gives it the petitions of a build; it starts with the first.
    pub(super) fn give(&mut self, shown: &Shown, zone: &TimeZone, printer: &Printer) -> Result<(), Failure> {
        let Some(file) = shown.output.files.get(DATA) else { return Ok(()) };
        let Some(petitions) = of_the_preview(&file.bytes, &self.there) else { return Ok(()) };
        let fingerprint = Fingerprint::of(&petitions);
        if self.given.replace(fingerprint) == Some(fingerprint) {
            return Ok(());
        }
        edits::replace(&self.site.root, PETITIONS, &petitions)?;
        if let Some(listener) = self.listener.take() {
            self.start(listener, zone, printer);
        }
        Ok(())
    }

    fn start(&self, listener: TcpListener, zone: &TimeZone, printer: &Printer) {
        let root = &self.site.root;
        let settings = Settings {
            petitions: root.join(PETITIONS),
            database: Database::File(root.join(DATABASE)),
            listen: self.address,
            url: None,
            keys: Keys::of_tests(),
            sends: Sends::Folder(root.join(MAILS)),
            from: None,
            is_dev: true,
            proxies: Vec::new(),
            disposable: sign::Disposable::default(),
        };
        let clock: Clock = Arc::new(self.site.clock(zone));
        let speaker = printer.clone();
        let tell = Arc::new(move |event: Event| {
            // What it has is what the preview shows, so that needs no words.
            if !matches!(event, Event::Listening(..) | Event::Reloaded(_)) {
                super::sign::tell(&speaker, &event);
            }
        });
        let speaker = printer.clone();
        std::thread::spawn(move || {
            if let Err(failure) = sign::beside(listener, settings, clock, tell) {
                speaker.failure(&failure);
            }
        });
        printer.say("say.serving-forms", &[("url", self.url()), ("folder", format!("{MAILS}/"))]);
    }
}

/// The petitions with the preview's addresses in the place of the public ones, so that pages and
/// mails lead back to it. `None` if no form of the site is ours.
fn of_the_preview(bytes: &[u8], there: &str) -> Option<Vec<u8>> {
    let mut file: Petitions = serde_json::from_slice(bytes).ok()?;
    file.petitions.values().find(|petition| petition.collector.is_some())?;
    let public = std::mem::replace(&mut file.origin, there.to_owned());
    let moved = |url: &mut String| {
        if let Some(path) = url.strip_prefix(&public[..]) {
            *url = format!("{there}{path}");
        }
    };
    file.languages.values_mut().for_each(|language| moved(&mut language.home));
    let texts = file.petitions.values_mut().flat_map(|petition| petition.texts.values_mut());
    texts.for_each(|text| {
        moved(&mut text.url);
        text.share.iter_mut().for_each(|(_, url)| moved(url));
    });
    Some(serde_json::to_vec(&file).expect("texts and numbers are JSON"))
}
