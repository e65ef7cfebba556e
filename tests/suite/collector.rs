//! A collector of signatures that runs while a test asks it, over HTTP, on this machine.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use altavoz::Memo;
use rusqlite::Connection;
use tempfile::TempDir;

use super::preview::PATIENCE;
use super::render::inputs;
use super::said::sources;
use super::signable::signable;

const SITE: &str = r#"--- config.toml
title = "Campaign"
base_url = "https://example.org"
[languages.en]
[languages.es]
title = "Campaña"
[petitions]
collector = "https://sign.example.org"
--- content/petitions/free.es.md
+++
title = "Libertad para todas"
ask = "Libertad"
consent.processing = { text = "Acepto" }
+++
"#;

/// A petition in a site's files, with these lines beside what every petition needs.
fn petition(id: &str, lines: &str) -> String {
    let own = "title = \"Free <them> & all\"\nmin_age = 16\nbaseline = { value = 3 }";
    format!("--- content/petitions/{id}.md\n{}", signable(id, &format!("{own}\n{lines}")))
}

/// What a build of a small site tells its collector. The instants are far away from any clock.
pub(crate) fn petitions() -> Vec<u8> {
    let always = "opens = 2020-01-01";
    let site = [
        SITE.to_owned(),
        petition("free", always),
        petition("other", always),
        petition("paused", &format!("{always}\nstate = \"paused\"")),
        petition(
            "won",
            &format!("{always}\nstate = \"won\"\noutcome = {{ date = 2026-01-01, summary = \"We won\" }}"),
        ),
        petition("over", &format!("{always}\ncloses = 2021-01-01")),
        petition("later", "opens = 2999-01-01"),
    ];
    let (built, said) = altavoz::build(&sources(&site.concat()), &inputs(), &mut Memo::default());
    assert!(said.iter().all(|said| said.severity != altavoz::base::Severity::Error), "{said:?}");
    built.output.files["/api/v1/petitions.json"].bytes.to_vec()
}

/// A running collector in a folder of its own, and all that it said.
pub(crate) struct Collector {
    pub(crate) folder: Arc<TempDir>,
    pub(crate) address: String,
    /// As `--database` has it.
    pub(crate) database: String,
    child: Child,
    said: Arc<Mutex<String>>,
}

impl Drop for Collector {
    fn drop(&mut self) {
        self.kill();
    }
}

/// An answer: its status, its head in lower case without the date, its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// The program with these arguments behind `sign`, in a folder.
pub(crate) fn sign(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    command
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .env_remove("ALTAVOZ_SMTP")
        .env_remove("ALTAVOZ_DATABASE")
        .current_dir(folder)
        .arg("sign");
    command
}

impl Collector {
    /// In test mode, on a new database.
    pub(crate) fn new() -> Collector {
        Collector::with(&["--dev"])
    }

    pub(crate) fn with(arguments: &[&str]) -> Collector {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("petitions.json"), petitions()).expect("a disk");
        Collector::again(Arc::new(folder), arguments)
    }

    /// In a folder where one ran before.
    pub(crate) fn again(folder: Arc<TempDir>, arguments: &[&str]) -> Collector {
        Collector::on("signatures.db", folder, arguments)
    }

    /// In a folder, on this database.
    pub(crate) fn on(database: &str, folder: Arc<TempDir>, arguments: &[&str]) -> Collector {
        let mut command = sign(folder.path());
        command.args(["serve", "--listen", "127.0.0.1:0", "--petitions", "petitions.json"]);
        command.args(["--database", database]).args(arguments);
        let mut collector = Collector::run(folder, command);
        database.clone_into(&mut collector.database);
        collector
    }

    /// The same once more, after it was killed.
    pub(crate) fn restarted(mut self, arguments: &[&str]) -> Collector {
        self.kill();
        Collector::on(&self.database, self.folder.clone(), arguments)
    }

    /// Runs a command on its signatures; gives its exit code, what it printed, and its complaints.
    pub(crate) fn office(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let mut command = sign(self.folder.path());
        command.args(arguments).args(["--dev", "--database", &self.database]);
        let output = command.output().expect("it runs");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }

    /// By a command of one's own.
    pub(crate) fn run(folder: Arc<TempDir>, mut command: Command) -> Collector {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let said: Arc<Mutex<String>> = Arc::default();
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        listen(BufReader::new(child.stderr.take().expect("a pipe")).lines(), &said);
        let address = lines.find_map(|line| {
            let line = line.expect("UTF-8");
            line.split_once("http://").map(|(_, rest)| rest.split(' ').next().unwrap_or("").to_owned())
        });
        let address =
            address.unwrap_or_else(|| panic!("it says where it is, not {}", said.lock().expect("said")));
        listen(lines, &said);
        Collector { folder, address, database: "signatures.db".to_owned(), child, said }
    }

    /// Ends it at once, as a crash would.
    pub(crate) fn kill(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }

    /// Its number for the system.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn place(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Everything that it printed.
    pub(crate) fn said(&self) -> String {
        self.said.lock().expect("no thread panics there").clone()
    }

    pub(crate) fn send(&self, method: &str, path: &str, head: &str, body: &[u8]) -> Answer {
        send(&self.address, method, path, head, body).expect("an answer")
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "", b"")
    }

    pub(crate) fn post(&self, path: &str) -> Answer {
        self.send("POST", path, FORM, b"")
    }

    /// Sends a form with the fields of `ana`, and these in their place.
    pub(crate) fn sign(&self, petition: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form(fields);
        self.send("POST", &format!("/v1/petitions/{petition}/signatures"), FORM, body.as_bytes())
    }

    pub(crate) fn json(&self, petition: &str, head: &str, body: &str) -> Answer {
        let head = format!("Content-Type: application/json\r\n{head}");
        self.send("POST", &format!("/v1/petitions/{petition}/signatures"), &head, body.as_bytes())
    }

    /// What the database answers to a question that gives one number.
    pub(crate) fn number(&self, query: &str) -> i64 {
        match self.server() {
            Some(mut server) => server.query_one(query, &[]).expect(query).get(0),
            None => self.database().query_row(query, [], |row| row.get(0)).expect(query),
        }
    }

    /// Changes the database behind its back.
    pub(crate) fn change(&self, statements: &str) {
        match self.server() {
            Some(mut server) => server.batch_execute(statements).expect(statements),
            None => self.database().execute_batch(statements).expect(statements),
        }
    }

    fn server(&self) -> Option<postgres::Client> {
        let url = self.database.starts_with("postgres://").then_some(&self.database)?;
        Some(postgres::Client::connect(url, postgres::NoTls).expect("a connection"))
    }

    pub(crate) fn database(&self) -> Connection {
        let database = Connection::open(self.place("signatures.db")).expect("a database");
        database.busy_timeout(PATIENCE).expect("a setting");
        database
    }

    /// Mails in the order in which they were written, once there are so many.
    pub(crate) fn mails(&self, count: usize) -> Vec<Mail> {
        self.until(|| {
            let files = fs::read_dir(self.place(".altavoz/mail")).into_iter().flatten().flatten();
            let mut files: Vec<PathBuf> = files.map(|file| file.path()).collect();
            files.retain(|file| file.extension().is_some_and(|ending| ending == "eml"));
            files.sort();
            (files.len() >= count)
                .then(|| files.iter().map(|file| Mail::read(&fs::read(file).expect("a mail"))).collect())
        })
    }

    /// Asks until there is an answer.
    pub(crate) fn until<T>(&self, ask: impl Fn() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(answer) = ask() {
                return answer;
            }
            assert!(begun.elapsed() < PATIENCE, "it never came; the collector said: {}", self.said());
            std::thread::yield_now();
        }
    }

    /// The counts of `free` as readers see them.
    pub(crate) fn confirmed(&self) -> i64 {
        let count: serde_json::Value =
            serde_json::from_str(&self.get("/v1/petitions/free/count.json").body).expect("JSON");
        assert_eq!(
            count["count"].as_i64(),
            count["confirmed"].as_i64().map(|count| count + 3),
            "the baseline"
        );
        count["confirmed"].as_i64().expect("a number")
    }
}

fn listen(lines: impl Iterator<Item = std::io::Result<String>> + Send + 'static, said: &Arc<Mutex<String>>) {
    let said = said.clone();
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            let mut said = said.lock().expect("no thread panics there");
            *said += &line;
            said.push('\n');
        }
    });
}

pub(crate) const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";

/// The fields of a form that is fine, with these in their place.
pub(crate) fn fields<'a>(own: &[(&'a str, &'a str)]) -> BTreeMap<&'a str, &'a str> {
    let mut fields = BTreeMap::from([
        ("lang", "en"),
        ("first_name", "Ana"),
        ("last_name", "Pérez"),
        ("email", "ana@example.org"),
        ("age_ok", "1"),
        ("consent_processing", "proc-1"),
        ("website", ""),
    ]);
    fields.extend(own.iter().copied());
    fields
}

pub(crate) fn form(own: &[(&str, &str)]) -> String {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
    let pairs = fields(own).into_iter().map(|(name, value)| format!("{name}={}", encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// One request on a connection of its own; `None` where the other side went away.
pub(crate) fn send(address: &str, method: &str, path: &str, head: &str, body: &[u8]) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_mins(1))).ok()?;
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n{head}\r\n"
    );
    stream.write_all(&[request.as_bytes(), body].concat()).ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let head: Vec<&str> = head.lines().filter(|line| !line.to_lowercase().starts_with("date:")).collect();
    Some(Answer { status, head: head.join("\n").to_lowercase(), body: body.to_owned() })
}

/// A mail as its reader gets it.
#[derive(Clone, Debug)]
pub(crate) struct Mail {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Mail {
    pub(crate) fn read(bytes: &[u8]) -> Mail {
        let text = std::str::from_utf8(bytes).expect("ASCII");
        assert!(text.is_ascii() && !text.replace("\r\n", "").contains(['\r', '\n']), "RFC 5322, 2.1");
        assert!(text.lines().all(|line| line.len() <= 200), "{text}");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let mut plain = Vec::new();
        let body = body.replace("=\r\n", "");
        let mut rest = body.bytes();
        while let Some(byte) = rest.next() {
            if byte == b'=' {
                let digits = [rest.next(), rest.next()].map(|digit| digit.expect("two digits") as char);
                plain.push(u8::from_str_radix(&String::from_iter(digits), 16).expect("digits"));
            } else {
                plain.push(byte);
            }
        }
        Mail { head: head.to_owned(), body: String::from_utf8(plain).expect("UTF-8") }
    }

    /// The path of the link for this.
    pub(crate) fn link(&self, kind: &str) -> String {
        let place = self.body.find(&format!("/v1/{kind}/")).expect("a link");
        self.body[place..].split_whitespace().next().expect("a link").to_owned()
    }
}
