//! The collector beside a preview: forms work at once, and nothing of that is published.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::preview::{PATIENCE, Preview, altavoz};
use super::signable::signable;

const CONFIG: &str = "title = \"Campaign\"\nbase_url = \"https://example.org/a\"\n\
    petitions = { collector = \"https://sign.example.org\" }\n[languages.en]\n[languages.es]\ntitle = \"Campaña\"\n";
const SPANISH: &str =
    "+++\ntitle = \"Libertad\"\nask = \"Libertad\"\nconsent.processing = { text = \"Acepto\" }\n+++\n";

fn site() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let put = |path: &str, text: &str| {
        let place = folder.path().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a disk");
        fs::write(place, text).expect("a disk");
    };
    put("config.toml", CONFIG);
    put("content/petitions/free.md", &signable("free", ""));
    put("content/petitions/free.es.md", SPANISH);
    folder
}

/// Where the form of a page posts to.
fn action(page: &str) -> &str {
    let form = page.split_once("<form action=\"").expect("a form").1;
    form.split('"').next().expect("an address")
}

/// What another server of this machine answers.
fn ask(address: &str, path: &str, form: Option<&str>) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
    let head = |method: &str| format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    let request = match form {
        None => format!("{}\r\n", head("GET")),
        Some(form) => format!(
            "{}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            head("POST"),
            form.len()
        ),
    };
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

/// The first mail that lands.
fn mail(site: &Path) -> String {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        let files = fs::read_dir(site.join(".altavoz/mail")).into_iter().flatten().flatten();
        let mails = files.filter(|file| file.path().extension().is_some_and(|ending| ending == "eml"));
        if let Some(mail) = mails.map(|file| fs::read_to_string(file.path()).expect("a mail")).next() {
            return mail.replace("=\r\n", "").replace("=3D", "=");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("no mail")
}

#[test]
fn a_form_of_the_preview_reaches_a_collector_beside_it() {
    let site = site();
    let preview = Preview::of(site.path(), &[]);
    let page = preview.get("/a/es/petitions/free/").body;
    let (address, path) =
        action(&page).strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("an address");
    assert!(address.starts_with("127.0.0.1:"), "{address}");
    assert!(page.contains(&format!(" http://{address}; base-uri")), "the page may post there");
    let form = "first_name=Ana&last_name=P%C3%A9rez&email=ana@example.org&consent_processing=proc-1&lang=es";
    let answer = ask(address, &format!("/{path}"), Some(form));
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let sent = ask(address, "/v1/petitions/free/sent/es", None);
    assert!(sent.contains(&format!("href=\"http://{}/a/es/petitions/free/\"", preview.address)), "{sent}");
    let mail = mail(site.path());
    assert!(mail.contains(&format!("http://{address}/v1/confirm/")), "{mail}");
    assert!(mail.contains(&format!("http://{}/a/es/petitions/free/", preview.address)), "{mail}");
}

#[test]
fn two_previews_have_a_collector_each() {
    let (one, other) = (site(), site());
    let previews = [Preview::of(one.path(), &[]), Preview::of(other.path(), &[])];
    let [one, other] = previews.each_ref().map(|preview| preview.get("/a/petitions/free/").body);
    assert_ne!(action(&one), action(&other));
}

#[test]
fn a_preview_without_a_collector_shows_what_is_published() {
    let site = site();
    let preview = Preview::of(site.path(), &["--no-collector"]);
    let page = preview.get("/a/petitions/free/").body;
    assert_eq!(action(&page), "https://sign.example.org/v1/petitions/free/signatures");
    assert!(!site.path().join(".altavoz/petitions.json").exists());
}

#[test]
fn nothing_of_the_collector_beside_is_published() {
    let site = site();
    let preview = Preview::of(site.path(), &[]);
    assert!(action(&preview.get("/a/petitions/free/").body).starts_with("http://127.0.0.1:"));
    let built = altavoz(site.path()).arg("build").status().expect("it runs");
    assert!(built.success());
    let files = walkdir::WalkDir::new(site.path().join("public")).into_iter().flatten();
    for file in files.filter(|file| file.file_type().is_file()) {
        let bytes = fs::read(file.path()).expect("a file");
        assert!(!String::from_utf8_lossy(&bytes).contains("127.0.0.1"), "{}", file.path().display());
    }
}

#[test]
fn a_draft_can_be_signed_in_the_preview_and_is_not_told_of_in_a_build() {
    let site = site();
    let draft = signable("free", "draft = true");
    fs::write(site.path().join("content/petitions/free.md"), draft).expect("a disk");
    let preview = Preview::of(site.path(), &[]);
    let page = preview.get("/a/petitions/free/").body;
    let address =
        action(&page).strip_prefix("http://").and_then(|rest| rest.split('/').next()).expect("an address");
    let answer = ask(address, "/v1/petitions/free/signatures", Some("email=x"));
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    let output = site.path().join("drafts");
    let built = altavoz(site.path()).args(["build", "--drafts", "--output"]).arg(&output).status();
    assert!(built.expect("it runs").success());
    assert!(!output.join("api/v1/petitions.json").exists());
}
