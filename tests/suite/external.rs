//! `altavoz check --external` against servers of its own: what is gone, has moved, is busy or never answers.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use altavoz::base::{Diagnostic, Lang};
use altavoz::cli::external::{self, Answer, Internet, Method, Web};
use altavoz::{Built, Memo};
use assert_cmd::Command;

use super::corpus::Folder;

/// A server on this machine that answers by a script, and remembers what it was asked.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// `script` gives for a request's first line the whole answer.
    fn new(script: impl Fn(&str, usize) -> String + Send + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { break };
                let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
                let head: Vec<String> =
                    lines.by_ref().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
                let first = head[0].trim_end_matches(" HTTP/1.1").to_owned();
                let times = {
                    let mut log = log.lock().expect("a log");
                    log.push(head.join("\n"));
                    log.iter().filter(|head| head.starts_with(&first)).count()
                };
                drop(stream.write_all(script(&first, times).as_bytes()));
            }
        });
        Server { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().expect("a log");
        asked.iter().map(|head| head.lines().next().unwrap_or_default().replace(" HTTP/1.1", "")).collect()
    }
}

fn answer(status: &str, headers: &str) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n{headers}\r\n")
}

/// The real web without waiting; how long it would have waited is noted.
struct Hasty {
    internet: Internet,
    waited: Mutex<Vec<u64>>,
}

impl Web for Hasty {
    fn ask(&self, method: Method, url: &str) -> Answer {
        self.internet.ask(method, url)
    }

    fn wait(&self, time: Duration) {
        self.waited.lock().expect("a list").push(time.as_secs());
    }
}

fn hasty() -> Hasty {
    Hasty { internet: Internet::new(true), waited: Mutex::default() }
}

fn site(body: &str) -> Built {
    let mut folder = Folder::default();
    folder.set("config.toml", "title = \"Test\"\nbase_url = \"https://example.org\"\n[languages.en]\n");
    folder.set("content/about.md", &format!("+++\ntitle = \"About\"\n+++\n{body}\n"));
    let (built, _) = folder.build(&mut Memo::default());
    assert_eq!(built.site.config.default_language, Lang::new("en"));
    built
}

/// What is said of links: the code, the path of the address and the detail.
fn said(found: &[Diagnostic]) -> Vec<String> {
    let path = |url: &str| url.splitn(4, '/').nth(3).unwrap_or_default().to_owned();
    let line = |found: &Diagnostic| {
        let detail = found.argument("status").or(found.argument("detail")).map(str::to_owned);
        let detail = detail.unwrap_or_else(|| path(found.argument("to").unwrap_or_default()));
        format!("{} {} {detail}", found.code, path(found.argument("value").unwrap_or_default()))
    };
    found.iter().map(line).collect()
}

fn asked_of(server: &Server, paths: &[&str]) -> (Vec<String>, Vec<u64>) {
    let links: Vec<String> =
        paths.iter().map(|path| format!("[a file]({}/{path})", server.address)).collect();
    let links = links.join("\n");
    let (root, web) = (tempfile::tempdir().expect("a folder"), hasty());
    let found = external::check(&site(&links).site, root.path(), &web).expect("a disk");
    let waited = web.waited.into_inner().expect("a list");
    (said(&found), waited)
}

#[test]
fn what_is_there_is_asked_once_and_nothing_is_told_of_the_site() {
    let server = Server::new(|_, _| answer("200 OK", "Set-Cookie: a=b\r\n"));
    assert_eq!(asked_of(&server, &["one", "one#part", "two"]), (vec![], vec![1]));
    assert_eq!(server.asked(), ["HEAD /one", "HEAD /two"]);
    let heads = server.asked.lock().expect("a log").join("\n").to_lowercase();
    assert!(heads.contains("user-agent: altavoz/"), "{heads}");
    assert!(
        !heads.contains("referer") && !heads.contains("cookie") && !heads.contains("example.org"),
        "{heads}"
    );
}

#[test]
fn what_is_gone_is_told_where_it_stands() {
    let server = Server::new(|first, _| match first {
        "HEAD /gone" | "GET /gone" => answer("410 Gone", ""),
        "HEAD /broken" | "GET /broken" => answer("500 Internal Server Error", ""),
        _ => answer("404 Not Found", ""),
    });
    let (said, _) = asked_of(&server, &["gone", "broken", "missing"]);
    assert_eq!(said, ["link/dead broken 500", "link/dead gone 410", "link/dead missing 404"]);
}

#[test]
fn who_does_not_know_head_is_asked_again() {
    let server = Server::new(|first, _| match first {
        "HEAD /405" => answer("405 Method Not Allowed", ""),
        "HEAD /501" => answer("501 Not Implemented", ""),
        "HEAD /403" => answer("403 Forbidden", ""),
        _ => answer("200 OK", ""),
    });
    assert_eq!(asked_of(&server, &["403", "405", "501"]).0, [""; 0]);
    assert_eq!(server.asked().iter().filter(|first| first.starts_with("GET")).count(), 3);
}

#[test]
fn who_hangs_up_on_head_is_asked_for_the_page() {
    let server = Server::new(|first, _| match first {
        "HEAD /a" => String::new(),
        _ => answer("200 OK", ""),
    });
    assert_eq!(asked_of(&server, &["a"]), (vec![], vec![2]));
    assert_eq!(server.asked(), ["HEAD /a", "GET /a"]);
}

#[test]
fn a_door_that_is_closed_to_programs_is_not_called_dead() {
    let server = Server::new(|_, _| answer("403 Forbidden", ""));
    assert_eq!(asked_of(&server, &["members"]).0, [""; 0]);
}

#[test]
fn a_busy_server_is_waited_for_as_long_as_it_wishes() {
    let server = Server::new(|first, times| match (first, times) {
        ("HEAD /a", 1) => answer("429 Too Many Requests", "Retry-After: 7\r\n"),
        ("HEAD /b", 1 | 2) => answer("503 Service Unavailable", ""),
        _ => answer("200 OK", ""),
    });
    assert_eq!(asked_of(&server, &["a", "b"]), (vec![], vec![7, 1, 2, 4]));
}

#[test]
fn a_server_that_wants_an_hour_is_left_alone() {
    let server = Server::new(|_, _| answer("429 Too Many Requests", "Retry-After: 3600\r\n"));
    assert_eq!(asked_of(&server, &["a"]), (vec![], vec![]));
    assert_eq!(server.asked(), ["HEAD /a"]);
}

#[test]
fn what_has_moved_for_ever_has_a_new_address() {
    let server = Server::new(|first, _| match first {
        "HEAD /old" => answer("301 Moved Permanently", "Location: /newer\r\n"),
        "HEAD /newer" => answer("308 Permanent Redirect", "Location: /new\r\n"),
        "HEAD /today" => answer("302 Found", "Location: /new\r\n"),
        "HEAD /nowhere" => answer("301 Moved Permanently", "Location: javascript:x\r\n"),
        _ => answer("200 OK", ""),
    });
    let (said, _) = asked_of(&server, &["old", "today", "nowhere"]);
    assert_eq!(said, ["link/dead nowhere link-nowhere", "link/moved old new"]);
}

#[test]
fn circles_end() {
    let server = Server::new(|first, _| match first {
        "HEAD /a" => answer("302 Found", "Location: /b\r\n"),
        "HEAD /b" => answer("302 Found", "Location: /a\r\n"),
        path => answer("302 Found", &format!("Location: {}x\r\n", path.trim_start_matches("HEAD "))),
    });
    let (said, _) = asked_of(&server, &["a", "long"]);
    assert_eq!(said, ["link/dead a link-loop", "link/dead long link-loop"]);
}

#[test]
fn nobody_at_home_is_tried_three_times() {
    // A port that was free a moment ago.
    let address =
        TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let server = Server { address: format!("http://{address}"), asked: Arc::default() };
    assert_eq!(asked_of(&server, &["a"]), (vec!["link/dead a link-no-answer".to_owned()], vec![2, 4]));
}

#[test]
fn doors_inside_are_not_knocked_at() {
    let server = Server::new(|_, _| answer("200 OK", ""));
    let root = tempfile::tempdir().expect("a folder");
    let built = site(&format!("[a file]({}/a)", server.address));
    let found = external::check(&built.site, root.path(), &Internet::new(false)).expect("a disk");
    assert_eq!(said(&found), ["link/dead a link-inside"]);
    assert_eq!(server.asked(), [""; 0]);
}

/// A web that is a table of answers.
struct Table(BTreeMap<&'static str, Answer>);

impl Web for Table {
    fn ask(&self, _: Method, url: &str) -> Answer {
        self.0.get(url).cloned().unwrap_or(Answer::Nothing("link-slow"))
    }

    fn wait(&self, _: Duration) {}
}

/// A web whose servers all answer, that notes who is asked and every pause.
#[derive(Default)]
struct Log {
    redirects: BTreeMap<&'static str, &'static str>,
    busy: Mutex<BTreeMap<String, usize>>,
    most: Mutex<usize>,
    pauses: Mutex<usize>,
}

impl Web for Log {
    fn ask(&self, _: Method, url: &str) -> Answer {
        let host = url.rsplit(['@', '/']).nth(1).unwrap_or_default().to_lowercase();
        let at_once = {
            let mut busy = self.busy.lock().expect("a map");
            let busy = busy.entry(host.clone()).or_default();
            *busy += 1;
            *busy
        };
        let mut most = self.most.lock().expect("a number");
        *most = at_once.max(*most);
        drop(most);
        std::thread::yield_now();
        *self.busy.lock().expect("a map").entry(host).or_default() -= 1;
        match self.redirects.get(url) {
            Some(to) => Answer::Status(302, Some((*to).to_owned()), None),
            None => Answer::Status(200, None, None),
        }
    }

    fn wait(&self, _: Duration) {
        *self.pauses.lock().expect("a number") += 1;
    }
}

/// How many pauses there were, and how many questions to one host at most at the same time.
fn pauses(web: &Log, urls: &[&str]) -> (usize, usize) {
    let root = tempfile::tempdir().expect("a folder");
    let links: Vec<String> = urls.iter().map(|url| format!("[a file]({url})")).collect();
    external::check(&site(&links.join("\n")).site, root.path(), web).expect("a disk");
    (*web.pauses.lock().expect("a number"), *web.most.lock().expect("a number"))
}

#[test]
fn a_host_is_one_however_its_address_is_written() {
    let urls = ["http://h.example/a", "HTTP://H.example/b", "http://u@h.example/c", "https://h.example/d"];
    assert_eq!(pauses(&Log::default(), &urls), (3, 1));
    assert_eq!(pauses(&Log::default(), &["https://a.example/a", "https://b.example/b"]).0, 0);
}

#[test]
fn who_is_asked_because_another_leads_there_has_pauses_too() {
    let redirects = [
        ("https://one.example/a", "https://two.example/a"),
        ("https://three.example/a", "https://two.example/a"),
    ];
    let web = Log { redirects: BTreeMap::from(redirects), ..Log::default() };
    let urls = ["https://one.example/a", "https://two.example/b", "https://three.example/a"];
    assert_eq!(pauses(&web, &urls), (2, 1));
}

#[test]
fn a_host_that_is_slow_is_said_to_be_so() {
    let root = tempfile::tempdir().expect("a folder");
    let built = site("[one](https://slow.example/one) and [two](https://fast.example/two)");
    let web = Table(BTreeMap::from([("https://fast.example/two", Answer::Status(200, None, None))]));
    let found = external::check(&built.site, root.path(), &web).expect("a disk");
    assert_eq!(said(&found), ["link/dead one link-slow"]);
}

#[test]
fn what_was_there_this_week_is_not_asked_again_and_what_was_not_is_tomorrow() {
    let root = tempfile::tempdir().expect("a folder");
    let server = Server::new(|first, times| match (first, times) {
        ("HEAD /dead" | "GET /dead", 1) => answer("404 Not Found", ""),
        _ => answer("200 OK", ""),
    });
    let body = format!("[one]({0}/fine) [two]({0}/dead)", server.address);
    let on = |day: &str| {
        let mut folder = Folder::default();
        folder.set("config.toml", "title = \"Test\"\nbase_url = \"https://example.org\"\n[languages.en]\n");
        folder.set("content/about.md", &format!("+++\ntitle = \"About\"\n+++\n{body}\n"));
        let now = altavoz::base::date::When::parse(day).expect("a day");
        let inputs = altavoz::Inputs { now, ..super::corpus::inputs() };
        let (built, _) = altavoz::build(&folder.sources(), &inputs, &mut Memo::default());
        said(&external::check(&built.site, root.path(), &hasty()).expect("a disk"))
    };
    assert_eq!(on("2026-11-22"), ["link/dead dead 404"]);
    assert_eq!(on("2026-11-22"), ["link/dead dead 404"]);
    assert_eq!(server.asked().len(), 3);
    assert_eq!(on("2026-11-23"), [""; 0]);
    assert_eq!(server.asked().last().map(String::as_str), Some("HEAD /dead"));
    on("2026-11-29");
    assert_eq!(server.asked().len(), 4, "a week is not over");
    on("2026-11-30");
    assert_eq!(server.asked().len(), 5);
    fs::write(root.path().join(".altavoz/links.json"), "{ broken").expect("a disk");
    assert_eq!(on("2026-11-30"), [""; 0]);
}

#[test]
fn the_command_asks_and_accepts_what_is_allowed() {
    let server = Server::new(|_, _| answer("404 Not Found", ""));
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("content")).expect("a disk");
    fs::write(
        folder.path().join("config.toml"),
        "title = \"T\"\nbase_url = \"https://example.org\"\n[languages.en]\n",
    )
    .expect("a disk");
    let run = |allow: &str, external: &[&str]| {
        let text = format!(
            "+++\ntitle = \"About\"\n{allow}attachments = [{{ url = \"{}/a\", title = \"A\" }}]\n+++\n",
            server.address
        );
        fs::write(folder.path().join("content/about.md"), text).expect("a disk");
        let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
        command.args(["check", "--strict", "--allow-local", "--format", "json", "--today", "2026-11-22"]);
        let output = command.args(external).arg("--root").arg(folder.path()).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (code, said) = run("", &["--external"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("\"link/dead\"") && said.contains("\"line\":3"), "{said}");
    assert_eq!(run("", &[]).0, Some(0));
    let allow = "allow = [{ rule = \"link/dead\", reason = \"the letter that was there is quoted\" }]\n";
    assert_eq!(run(allow, &["--external"]).0, Some(0));
    assert_eq!(run(allow, &[]).0, Some(0));
}
