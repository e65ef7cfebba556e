//! `altavoz sign`: runs the signature collector, and makes the keys for it.
//!
//! A collector often runs on a machine without the site's folder: nothing here needs a config.toml.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::Failure;
use crate::sign::{self, Address, Event, Keys, Sends, Settings};

use super::Ended;
use super::arguments::{SignCommand, SignServe};
use super::beside::{DATABASE, MAILS};
use super::print::Printer;
use super::surroundings::milliseconds;

/// Where it answers unless it is told otherwise.
pub(super) const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8787);

/// Runs a command of the collector in a folder, with the mail server that the environment names.
pub(super) fn run(
    command: &SignCommand,
    (folder, smtp): (&Path, Option<&str>),
    printer: Printer,
) -> Result<Ended, Failure> {
    match command {
        SignCommand::Keys(keys) => {
            sign::write_keys(&folder.join(&keys.output))?;
            printer.say("say.sign-keys", &[("file", keys.output.display().to_string())]);
        }
        SignCommand::Serve(serve) => {
            let settings = settings(serve, folder, smtp)?;
            if settings.is_dev {
                printer.warn("say.sign-dev");
            }
            let told = Arc::new(move |event: Event| tell(&printer, &event));
            sign::serve(settings, Arc::new(milliseconds), told)?;
        }
    }
    Ok(Ended::Well)
}

fn settings(serve: &SignServe, folder: &Path, smtp: Option<&str>) -> Result<Settings, Failure> {
    let listen = serve.listen.unwrap_or(LISTEN);
    // Its keys are known to everybody, so nobody but this machine may come.
    if serve.dev && !listen.ip().is_loopback() {
        return Err(Failure::new("failure.sign-dev-open").arg("address", listen));
    }
    let keys = match &serve.keys {
        Some(file) => sign::read_keys(&folder.join(file))?,
        None if serve.dev => Keys::of_tests(),
        None => return Err(Failure::new("failure.sign-no-keys")),
    };
    let sends = match (serve.smtp.as_deref().or(smtp), serve.hold_mail) {
        (_, true) => Sends::Nowhere,
        (Some(server), _) => Sends::smtp(server).ok_or_else(|| Failure::new("failure.sign-smtp"))?,
        (None, _) if serve.dev => Sends::Folder(folder.join(MAILS)),
        (None, _) => return Err(Failure::new("failure.sign-no-smtp")),
    };
    let from = serve.from.as_ref().map(|from| {
        let address = Address::parse(from).map(|address| address.typed);
        address.ok_or_else(|| Failure::new("failure.sign-from").arg("value", from))
    });
    let place =
        |given: &Option<PathBuf>, usual: &str| folder.join(given.as_deref().unwrap_or(Path::new(usual)));
    Ok(Settings {
        petitions: place(&serve.petitions, "public/api/v1/petitions.json"),
        database: place(&serve.database, if serve.dev { DATABASE } else { "signatures.db" }),
        listen,
        url: serve.url.clone(),
        keys,
        sends,
        from: from.transpose()?,
        is_dev: serve.dev,
        proxies: serve.proxy.clone(),
    })
}

/// Says on the terminal what happens to a collector.
pub(super) fn tell(printer: &Printer, event: &Event) {
    match event {
        Event::Listening(address, count) => {
            let said = [("address", format!("http://{address}")), ("count", count.to_string())];
            printer.say("say.sign-listening", &said);
        }
        Event::Reloaded(count) => printer.say("say.sign-reloaded", &[("count", count.to_string())]),
        Event::BadPetitions => printer.failure(&Failure::new("failure.sign-reload")),
        Event::Unavailable(cause) => {
            printer.failure(&Failure::new("failure.sign-unavailable").arg("cause", cause));
        }
        Event::NotSent(cause) => {
            printer.failure(&Failure::new("failure.sign-not-sent").arg("cause", cause));
        }
    }
}
