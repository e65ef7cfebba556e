//! A preview that runs while a test asks it, over HTTP, from this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// No step of a test should take as long as this; only a broken program does.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// The program in a folder, on a day.
pub(crate) fn altavoz(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
    command.env("LC_ALL", "C").env("NO_COLOR", "1").arg("--root").arg(root).args(["--today", "2026-11-22"]);
    command
}

pub(crate) struct Preview {
    pub(crate) child: Child,
    pub(crate) address: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Preview {
    /// Serves a site at a free port.
    pub(crate) fn of(root: &Path, arguments: &[&str]) -> Preview {
        let mut command = altavoz(root);
        command.args(["serve", "--port", "0"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let said = lines.find_map(|line| {
            let line = line.expect("UTF-8");
            let (_, rest) = line.split_once("http://")?;
            rest.split_once('/').map(|(address, _)| address.to_owned())
        });
        // The pipe must not fill up.
        std::thread::spawn(move || lines.for_each(drop));
        Preview { child, address: said.expect("it says where it is") }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &self.address)
    }

    pub(crate) fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        self.send(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n"), "")
    }

    /// Sends the lines of a head, and a body.
    pub(crate) fn send(&self, head: &str, body: &str) -> Answer {
        let mut stream = self.open(&format!("{head}Connection: close\r\n"), body);
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    /// Asks, and leaves open what is answered.
    pub(crate) fn listen(&self, path: &str) -> TcpStream {
        self.open(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: keep-alive\r\n", self.address), "")
    }

    fn open(&self, head: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
        stream.write_all(format!("{head}\r\n{body}").as_bytes()).expect("it reads");
        stream
    }
}
