//! `altavoz sign`: runs the signature collector, and makes the keys for it.
//!
//! A collector often runs on a machine without the site's folder: nothing here needs a config.toml.

mod office;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::Failure;
use crate::sign::{self, Address, Database, Event, Keys, Sends, Settings};

use super::Ended;
use super::arguments::{Format, SignCommand, SignServe};
use super::beside::{DATABASE as TEST_DATABASE, MAILS};
use super::print::Printer;
use super::surroundings::milliseconds;

/// Where it answers unless it is told otherwise.
pub(super) const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8787);
/// Where signatures lie unless somebody says otherwise.
const DATABASE: &str = "signatures.db";

/// What the environment names, since other users of the machine can see arguments.
#[derive(Clone, Copy, Debug)]
pub(super) struct Secrets<'a> {
    /// The mail server.
    pub smtp: Option<&'a str>,
    /// The database.
    pub database: Option<&'a str>,
}

/// Whether a command can be run with this format: that of a file is for exports.
pub(super) fn writes(command: &SignCommand, format: Format) -> bool {
    match command {
        SignCommand::Export(_) => matches!(format, Format::Csv | Format::Jsonl | Format::Human),
        _ => !format.is_of_a_file(),
    }
}

/// Runs a command of the collector in a folder.
pub(super) fn run(
    command: &SignCommand,
    (folder, secrets): (&Path, Secrets<'_>),
    printer: Printer,
) -> Result<Ended, Failure> {
    match command {
        SignCommand::Keys(keys) => {
            sign::write_keys(&folder.join(&keys.output))?;
            printer.say("say.sign-keys", &[("file", keys.output.display().to_string())]);
        }
        SignCommand::Copy(given) => {
            let named = |given: &Option<String>| {
                let text = given.as_deref().or(secrets.database);
                database(text.ok_or_else(|| Failure::new("failure.sign-no-database"))?, folder)
            };
            let (from, to) = (named(&given.from)?, named(&given.to)?);
            let copied = sign::copy(&from, &to)?;
            let said = [("count", copied.signatures.to_string()), ("path", to.to_string())];
            printer.say("say.sign-copied", &said);
            if copied.missed != 0 {
                printer.warn("say.sign-copy-behind");
            }
        }
        SignCommand::Serve(serve) => {
            let settings = settings(serve, folder, secrets)?;
            if settings.is_dev {
                printer.warn("say.sign-dev");
            }
            let told = Arc::new(move |event: Event| tell(&printer, &event));
            sign::serve(settings, Arc::new(milliseconds), told)?;
        }
        command => return office::run(command, (folder, secrets), &printer),
    }
    Ok(Ended::Well)
}

/// The keys of a file, or those of test mode.
fn keys(file: Option<&Path>, is_dev: bool, folder: &Path) -> Result<Keys, Failure> {
    match file {
        Some(file) => sign::read_keys(&folder.join(file)),
        None if is_dev => Ok(Keys::of_tests()),
        None => Err(Failure::new("failure.sign-no-keys")),
    }
}

/// Where the signatures lie: by an argument, else by the environment, which is for real signatures.
fn chosen(
    given: Option<&str>,
    is_dev: bool,
    folder: &Path,
    secrets: Secrets<'_>,
) -> Result<Database, Failure> {
    let (environment, usual) = if is_dev { (None, TEST_DATABASE) } else { (secrets.database, DATABASE) };
    database(given.or(environment).unwrap_or(usual), folder)
}

fn settings(serve: &SignServe, folder: &Path, secrets: Secrets<'_>) -> Result<Settings, Failure> {
    let listen = serve.listen.unwrap_or(LISTEN);
    // Its keys are known to everybody, so nobody but this machine may come.
    if serve.dev && !listen.ip().is_loopback() {
        return Err(Failure::new("failure.sign-dev-open").arg("address", listen));
    }
    let keys = keys(serve.keys.as_deref(), serve.dev, folder)?;
    let sends = match (serve.smtp.as_deref().or(secrets.smtp), serve.hold_mail) {
        (_, true) => Sends::Nowhere,
        (Some(server), _) => Sends::smtp(server).ok_or_else(|| Failure::new("failure.sign-smtp"))?,
        (None, _) if serve.dev => Sends::Folder(folder.join(MAILS)),
        (None, _) => return Err(Failure::new("failure.sign-no-smtp")),
    };
    let from = serve.from.as_ref().map(|from| {
        let address = Address::parse(from).map(|address| address.typed);
        address.ok_or_else(|| Failure::new("failure.sign-from").arg("value", from))
    });
    let disposable =
        serve.refuse_domains.as_ref().map(|file| sign::read_disposable(&folder.join(file))).transpose()?;
    let place =
        |given: &Option<PathBuf>, usual: &str| folder.join(given.as_deref().unwrap_or(Path::new(usual)));
    Ok(Settings {
        petitions: place(&serve.petitions, "public/api/v1/petitions.json"),
        database: chosen(serve.database.as_deref(), serve.dev, folder, secrets)?,
        listen,
        url: serve.url.clone(),
        keys,
        sends,
        from: from.transpose()?,
        is_dev: serve.dev,
        proxies: serve.proxy.clone(),
        disposable: disposable.unwrap_or_default(),
    })
}

/// What a path or a URL says of where the signatures lie.
fn database(text: &str, folder: &Path) -> Result<Database, Failure> {
    Database::read(folder, text).ok_or_else(|| Failure::new("failure.sign-database-url"))
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
        Event::ClockAhead(believed) => {
            let last = jiff::Timestamp::from_millisecond(*believed).unwrap_or_default();
            let last = last.strftime("%Y-%m-%d").to_string();
            printer.failure(&Failure::new("failure.sign-clock-ahead").arg("before", last));
        }
        Event::NotSent { cause, is_given_up, count } => {
            let key = if *is_given_up { "failure.sign-given-up" } else { "failure.sign-not-sent" };
            printer.failure(&Failure::new(key).arg("cause", cause).arg("count", count));
        }
    }
}
