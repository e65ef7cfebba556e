//! Debian's PostgreSQL, started for one test in a folder of its own and ended with it.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use tempfile::TempDir;

use super::preview::PATIENCE;

/// A server that listens in its folder only, unless a test says more.
pub(crate) struct Server {
    folder: TempDir,
    programs: PathBuf,
    settings: Vec<String>,
    child: Option<Child>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The programs of the newest PostgreSQL of this machine.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let programs = versions.map(|version| version.path().join("bin"));
    programs.filter(|programs| programs.join("initdb").exists()).max()
}

impl Server {
    /// Starts a server with these settings; `None` where PostgreSQL is not installed, which `./test` does.
    pub(crate) fn start(settings: &[&str]) -> Option<Server> {
        let Some(programs) = programs() else {
            assert!(
                std::env::var_os("ALTAVOZ_TEST_ALL").is_none(),
                "PostgreSQL is not installed: Debian's package is called postgresql"
            );
            eprintln!(
                "skipped: PostgreSQL IS NOT INSTALLED, so nothing was tested on it (./test installs it)"
            );
            return None;
        };
        let folder = tempfile::tempdir().expect("a folder");
        let settings = settings.iter().map(|setting| (*setting).to_owned()).collect();
        let mut server = Server { folder, programs, settings, child: None };
        // The server refuses to be run by root.
        if let Some((user, group)) = Server::owner() {
            chown(server.place(""), Some(user), Some(group)).expect("root may");
        }
        fs::set_permissions(server.place(""), fs::Permissions::from_mode(0o755)).expect("a permission");
        fs::write(server.place("password"), "s3cret&/word").expect("a disk");
        fs::set_permissions(server.place("password"), fs::Permissions::from_mode(0o644))
            .expect("a permission");
        let made = server
            .command("initdb")
            .args(["--no-sync", "--no-instructions", "--username=altavoz", "--encoding=UTF8", "--locale=C"])
            .args(["--auth-local=trust", "--auth-host=scram-sha-256", "--pwfile=password", "-D", "data"])
            .output()
            .expect("initdb runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        server.run();
        Some(server)
    }

    /// Whom it is run by, if not by us: root is refused.
    fn owner() -> Option<(u32, u32)> {
        let is_root = fs::metadata("/proc/self").expect("Linux").uid() == 0;
        let users = fs::read_to_string("/etc/passwd").expect("users");
        let line = users.lines().find(|line| line.starts_with("postgres:")).filter(|_| is_root)?;
        let mut numbers = line.split(':').skip(2).map(|number| number.parse().expect("a number"));
        Some((numbers.next()?, numbers.next()?))
    }

    /// One of its programs, run by whom it is run by, in its folder.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.current_dir(self.place("")).env("LC_ALL", "C");
        if let Some((user, group)) = Server::owner() {
            command.uid(user).gid(group);
        }
        command
    }

    pub(crate) fn place(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Starts it, or starts it again.
    pub(crate) fn run(&mut self) {
        let log = fs::File::create(self.place("log")).expect("a disk");
        let mut command = self.command("postgres");
        command.args(["-D", "data", "-k", &self.place("").display().to_string()]);
        for setting in ["listen_addresses=", "shared_buffers=16MB", "max_connections=40"] {
            command.args(["-c", setting]);
        }
        for setting in &self.settings {
            command.args(["-c", setting]);
        }
        let child = command.stdout(Stdio::null()).stderr(log).spawn().expect("the server starts");
        self.child = Some(child);
        let begun = Instant::now();
        while self.try_client().is_none() {
            let log = || fs::read_to_string(self.place("log")).unwrap_or_default();
            assert!(begun.elapsed() < PATIENCE, "the server does not answer: {}", log());
            std::thread::yield_now();
        }
    }

    /// Ends it at once, as a crash would, but with its shared memory given back.
    pub(crate) fn stop(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        drop(Command::new("kill").args(["-QUIT", &child.id().to_string()]).status());
        drop(child.wait());
    }

    fn try_client(&self) -> Option<postgres::Client> {
        let mut config = postgres::Config::new();
        config.host_path(self.place("")).port(self.port().parse().expect("a number"));
        config.user("altavoz").dbname("postgres");
        config.connect(postgres::NoTls).ok()
    }

    pub(crate) fn client(&self) -> postgres::Client {
        self.try_client().expect("a connection")
    }

    /// As `--database` wants it.
    pub(crate) fn url(&self) -> String {
        format!("postgres://altavoz@{}:{}/postgres", encoded(&self.place("")), self.port())
    }

    /// Puts a file beside its data, which only it may read.
    pub(crate) fn take(&self, file: &Path) {
        let own = self.place(&file.file_name().expect("a name").to_string_lossy());
        fs::copy(file, &own).expect("a disk");
        fs::set_permissions(&own, fs::Permissions::from_mode(0o600)).expect("a permission");
        if let Some((user, group)) = Server::owner() {
            chown(&own, Some(user), Some(group)).expect("root may");
        }
    }

    /// The port that it was told.
    pub(crate) fn port(&self) -> &str {
        self.settings.iter().find_map(|setting| setting.strip_prefix("port=")).unwrap_or("5432")
    }

    /// What the database answers to a question that gives one number.
    pub(crate) fn number(&self, query: &str) -> i64 {
        self.client().query_one(query, &[]).expect(query).get(0)
    }
}

fn encoded(path: &Path) -> String {
    path.display().to_string().replace('/', "%2F")
}
