//! What the process finds around it: clock, folder, environment. Everything else gets plain values.
#![expect(clippy::disallowed_methods, reason = "this is the door to clock and environment")]

use std::path::{Path, PathBuf};

use crate::base::Failure;
use crate::base::date::{Instant, When};
use crate::base::message::{Catalogue, Language};

use super::arguments::{Common, Format};
use super::print::{Printer, wants_color};

/// Clock, folder and environment, read once.
#[derive(Debug)]
pub(super) struct Surroundings {
    now: Instant,
    folder: PathBuf,
    no_color: Option<String>,
    language: Language,
    smtp: Option<String>,
    database: Option<String>,
}

/// Which site a command works on, and as of when.
#[derive(Clone, Debug)]
pub(super) struct SiteAt {
    /// The folder with the config.toml.
    pub(super) root: PathBuf,
    /// As of when.
    pub(super) now: When,
    /// Whether that was asked for, so that time stands still.
    pub(super) is_fixed: bool,
}

impl SiteAt {
    /// What the clock says now; the day that was asked for, if one was.
    pub(super) fn now(&self) -> When {
        if self.is_fixed { self.now } else { When::Instant(Instant(jiff::Timestamp::now())) }
    }
}

impl SiteAt {
    /// A clock that goes on from the moment that the site is built as of, in milliseconds since 1970.
    pub(super) fn clock(&self, zone: &jiff::tz::TimeZone) -> impl Fn() -> i64 + Send + Sync + 'static {
        let now = milliseconds();
        let asked = self.now.instant(zone).0.as_millisecond();
        let ahead = if self.is_fixed { asked - now } else { 0 };
        move || milliseconds() + ahead
    }
}

/// What the clock says now, in milliseconds since 1970.
pub(super) fn milliseconds() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// Opens an address in the person's browser; whether that worked, they will see.
pub(super) fn open_browser(url: &str) {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("rundll32", &["url.dll,FileProtocolHandler"]),
        _ => ("xdg-open", &[]),
    };
    let mut command = std::process::Command::new(program);
    let quiet = std::process::Stdio::null;
    drop(command.args(arguments).arg(url).stdout(quiet()).stderr(quiet()).spawn());
}

/// How long a command may take for one text.
const PATIENCE: std::time::Duration = std::time::Duration::from_mins(1);

/// What a command of the shell makes of a text: on its standard input, from its standard output. `None` if it
/// cannot be run, fails, says nothing that is text, or takes longer than a minute.
pub(super) fn pipe(command: &str, text: &str) -> Option<String> {
    use std::io::{Read, Write};
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut process = std::process::Command::new(shell);
    let piped = std::process::Stdio::piped;
    process.arg(flag).arg(command).stdin(piped()).stdout(piped()).stderr(std::process::Stdio::null());
    let mut child = process.spawn().ok()?;
    let (mut input, mut output) = (child.stdin.take()?, child.stdout.take()?);
    let line = format!("{text}\n");
    // A command that answers before it has read everything must not wait for us, nor we for it.
    std::thread::spawn(move || drop(input.write_all(line.as_bytes())));
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut said = String::new();
        let is_text = output.read_to_string(&mut said).is_ok();
        drop(sender.send(is_text.then_some(said)));
    });
    let said = receiver.recv_timeout(PATIENCE).ok().flatten();
    if said.is_none() {
        drop(child.kill());
    }
    let is_well = child.wait().is_ok_and(|status| status.success());
    said.filter(|_| is_well)
}

impl Surroundings {
    /// Reads them.
    pub(super) fn of_the_process() -> Surroundings {
        Surroundings {
            now: Instant(jiff::Timestamp::now()),
            folder: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            no_color: std::env::var("NO_COLOR").ok(),
            language: language(|name| std::env::var(name).ok()),
            smtp: std::env::var("ALTAVOZ_SMTP").ok().filter(|server| !server.is_empty()),
            database: std::env::var("ALTAVOZ_DATABASE").ok().filter(|database| !database.is_empty()),
        }
    }

    /// A folder relative to the one that the process stands in, or that `--root` names.
    pub(super) fn folder(&self, common: &Common) -> PathBuf {
        common.root.as_ref().map_or_else(|| self.folder.clone(), |root| self.folder.join(root))
    }

    /// The mail server with its password, which other users of the machine could read among arguments.
    pub(super) fn smtp(&self) -> Option<&str> {
        self.smtp.as_deref()
    }

    /// The database of signatures; its URL may hold a password, too.
    pub(super) fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// How a command speaks.
    pub(super) fn printer(&self, common: &Common) -> Printer {
        Printer {
            format: common.format,
            quiet: common.quiet,
            color: common.format == Format::Human && wants_color(self.no_color.as_deref()),
            words: Catalogue::of(common.messages.unwrap_or(self.language)),
        }
    }

    /// The site that the arguments name, else the one that the process stands in.
    pub(super) fn site(&self, common: &Common) -> Result<SiteAt, Failure> {
        let now = match &common.today {
            None => When::Instant(self.now),
            Some(text) => When::parse(text).ok_or_else(|| Failure::new("failure.today").arg("text", text))?,
        };
        Ok(SiteAt { root: self.root(common.root.as_deref())?, now, is_fixed: common.today.is_some() })
    }

    fn root(&self, given: Option<&Path>) -> Result<PathBuf, Failure> {
        let has_config = |folder: &Path| folder.join("config.toml").is_file();
        if let Some(given) = given {
            let root = self.folder.join(given);
            let found = has_config(&root).then_some(root);
            return found.ok_or_else(|| Failure::new("failure.no-config").arg("path", given.display()));
        }
        let nearest = self.folder.ancestors().find(|folder| has_config(folder)).map(Path::to_path_buf);
        nearest.ok_or_else(|| Failure::new("failure.no-site").arg("path", self.folder.display()))
    }
}

/// The language of the messages category: the first of the three that is set and not empty
/// (POSIX.1-2024, 8.2 Internationalization Variables).
fn language(variable: impl Fn(&str) -> Option<String>) -> Language {
    let set = |name: &&str| variable(name).filter(|locale| !locale.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    locale.map_or_else(Language::default, |locale| Language::of_locale(&locale))
}
