//! The preview: what is saved shows, what is wrong is told, and nobody gets what is not theirs.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Instant;

use serde_json::Value;
use tempfile::TempDir;

use super::preview::{Answer, PATIENCE, Preview, altavoz};

const CONFIG: &str = "title = \"Campaign\"\nbase_url = \"https://example.org\"\n\
    [languages.en]\nname = \"English\"\n[languages.es]\nname = \"Español\"\n";
const NEWS: &str =
    "+++\ntitle = \"Hearing\"\ndate = 2026-11-01\nregions = [\"americas\"]\n+++\nThe first text.\n";

struct Site {
    folder: TempDir,
}

impl Site {
    fn new() -> Site {
        let site = Site { folder: tempfile::tempdir().expect("a temporary folder") };
        site.put("config.toml", CONFIG);
        site.put("content/_index.md", "+++\ntitle = \"Welcome\"\n+++\n");
        site.put("content/news/hearing.md", NEWS);
        site
    }

    fn place(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let place = self.place(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a disk");
        fs::write(place, text).expect("a disk");
    }

    /// Writes beside the file and moves that into its place, as most editors do.
    fn put_by_rename(&self, path: &str, text: &str) {
        let beside = self.place(&format!("{path}.tmp~"));
        fs::write(&beside, text).expect("a disk");
        fs::rename(beside, self.place(path)).expect("a disk");
    }

    fn serve(&self) -> Preview {
        self.serve_with(&[])
    }

    fn serve_with(&self, arguments: &[&str]) -> Preview {
        Preview::of(self.folder.path(), arguments)
    }

    fn built(&self) -> PathBuf {
        let output = self.place("built");
        let mut build = altavoz(self.folder.path());
        build.args(["build", "--drafts", "--future", "--output"]).arg(&output);
        assert!(build.stdout(Stdio::null()).status().expect("it runs").success());
        output
    }
}

impl Preview {
    /// Asks until the answer is as wanted; the system may take a moment to tell of a save.
    fn until(&self, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        let begun = Instant::now();
        loop {
            let answer = self.get(path);
            if wanted(&answer) {
                return answer;
            }
            assert!(begun.elapsed() < PATIENCE, "{path} stayed as it was: {}", answer.body);
        }
    }

    fn shows(&self, path: &str, text: &str) -> Answer {
        self.until(path, |answer| answer.status == 200 && answer.body.contains(text))
    }

    /// Listens to what pages' scripts are told until the report is as wanted.
    fn report(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let stream = self.listen("/_altavoz/events");
        let lines = BufReader::new(stream).lines();
        let reports = lines.filter_map(|line| {
            let word: Value = serde_json::from_str(line.expect("an event").strip_prefix("data: ")?).ok()?;
            Some(word["report"].clone())
        });
        reports.into_iter().find(|report| wanted(report)).expect("the stream goes on")
    }
}

#[test]
fn a_save_shows_on_the_page_and_nothing_around_it_is_stale() {
    let site = Site::new();
    let preview = site.serve();
    assert!(preview.get("/news/hearing/").body.contains("The first text."));
    for number in 0..5 {
        let title = format!("Hearing number {number}");
        let text = NEWS.replace("Hearing", &title);
        if number % 2 == 0 {
            site.put("content/news/hearing.md", &text);
        } else {
            site.put_by_rename("content/news/hearing.md", &text);
        }
        preview.shows("/news/hearing/", &title);
        for around in ["/", "/news/", "/regions/americas/", "/feed.xml", "/news/feed.json", "/es/"] {
            let answer = preview.get(around);
            assert!(answer.status == 200 && answer.body.contains(&title), "{around}: {}", answer.body);
        }
    }
}

#[test]
fn what_is_wrong_is_told_and_the_last_good_page_stays_until_it_is_mended() {
    let site = Site::new();
    let preview = site.serve();
    site.put("content/news/hearing.md", &NEWS.replace("text.", "text, [read](nowhere.md) <b>."));
    let report = preview.report(|report| report["errors"] == 1);
    let problem = &report["problems"][0];
    assert_eq!(problem["code"], "link/broken");
    assert_eq!((&problem["file"], &problem["line"]), (&"content/news/hearing.md".into(), &6.into()));
    let excerpt = problem["excerpt"].as_str().expect("an excerpt");
    assert!(excerpt.contains("[read](nowhere.md) <b>.") && excerpt.contains('^'), "{excerpt}");
    assert!(problem["help"].is_string() && report["words"]["hide"].is_string());
    assert!(preview.get("/news/hearing/").body.contains("The first text."), "the last good page");

    site.put("content/news/hearing.md", &NEWS.replace("first", "mended"));
    preview.report(|report| report["errors"] == 0);
    preview.shows("/news/hearing/", "The mended text.");
}

#[test]
fn a_page_of_a_site_with_errors_is_never_seen() {
    let site = Site::new();
    site.put("config.toml", &format!("{CONFIG}[markdown]\nraw_html = true\n"));
    let preview = site.serve();
    preview.shows("/news/hearing/", "The first text.");
    for (number, (body, code)) in [
        ("Call 55 1234 5678.", "privacy/phone-in-body"),
        ("<img src=\"https://a.example/x.png\" alt=\"\">", "privacy/third-party"),
        ("<img src=\"https://a.example/y.png\" alt=\"\"> again", "privacy/third-party"),
    ]
    .into_iter()
    .enumerate()
    {
        site.put(
            "content/news/hearing.md",
            &NEWS.replace("text.", &format!("text, bad {number}.\n\n{body}")),
        );
        std::thread::scope(|scope| {
            let told = scope.spawn(|| {
                let is_told = |report: &Value| {
                    let excerpt = report["problems"][0]["excerpt"].as_str();
                    excerpt.is_some_and(|excerpt| excerpt.contains(body))
                };
                preview.report(is_told)
            });
            while !told.is_finished() {
                let answer = preview.get("/news/hearing/");
                assert!(!answer.body.contains("bad"), "{code} flashed by: {}", answer.body);
            }
            assert_eq!(told.join().expect("a report")["problems"][0]["code"], code);
        });
        assert!(preview.get("/news/hearing/").body.contains("The first text."), "the last good page");
    }
    site.put("content/news/hearing.md", &NEWS.replace("first", "mended"));
    preview.shows("/news/hearing/", "The mended text.");
}

#[test]
fn a_site_that_begins_with_errors_is_up_and_appears_when_they_are_mended() {
    let site = Site::new();
    site.put("content/news/hearing.md", "+++\ndate = 2026-11-01\n+++\n");
    let preview = site.serve();
    let answer = preview.get("/");
    assert!(answer.status == 503 && answer.body.contains("/_altavoz/live.js"), "{}", answer.body);
    assert!(preview.report(|report| !report.is_null())["errors"].as_u64() > Some(0));
    site.put("content/news/hearing.md", NEWS);
    preview.shows("/news/hearing/", "The first text.");
}

#[test]
fn drafts_and_embargoed_items_are_there_and_marked() {
    let site = Site::new();
    site.put("content/news/draft.md", &NEWS.replace("+++\nThe", "draft = true\n+++\nThe"));
    site.put("content/news/later.md", &NEWS.replace("+++\nThe", "publish = 2027-01-01\n+++\nThe"));
    let preview = site.serve();
    assert!(preview.get("/news/draft/").body.contains("notice"));
    assert!(preview.get("/news/later/").body.contains("January"));
    assert!(!preview.get("/feed.xml").body.contains("/news/draft/"));
    drop(preview);
    let public = site.serve_with(&["--public"]);
    assert_eq!((public.get("/news/draft/").status, public.get("/news/later/").status), (404, 404));
    assert_eq!(public.get("/news/hearing/").status, 200);
}

#[test]
fn new_and_gone_files_and_folders_are_seen() {
    let site = Site::new();
    let preview = site.serve();
    site.put("content/handbook/first/index.md", "+++\ntitle = \"First steps\"\n+++\n");
    preview.shows("/handbook/first/", "First steps");
    site.put("content/handbook/first/second.md", "+++\ntitle = \"Second steps\"\n+++\n");
    preview.shows("/handbook/first/second/", "Second steps");
    site.put("themes/plaza/static/extra.txt", "more");
    site.put("assets/note.txt", "a note");
    preview.shows("/note.txt", "a note");
    fs::remove_dir_all(site.place("content/handbook")).expect("a disk");
    preview.until("/handbook/first/", |answer| answer.status == 404);
    fs::remove_file(site.place("content/news/hearing.md")).expect("a disk");
    preview.until("/news/hearing/", |answer| answer.status == 404);
}

#[test]
fn after_a_storm_of_renames_and_saves_it_shows_what_a_build_makes() {
    let site = Site::new();
    for number in 0..30 {
        site.put(
            &format!("content/news/item-{number}.md"),
            &NEWS.replace("Hearing", &format!("Item {number}")),
        );
    }
    let preview = site.serve();
    for round in 0..20 {
        let (from, to) = if round % 2 == 0 { ("news", "statements") } else { ("statements", "news") };
        fs::rename(site.place(&format!("content/{from}")), site.place(&format!("content/{to}")))
            .expect("a disk");
        site.put(&format!("content/{to}/item-{round}.md"), "+++\ntitle = \"Half");
        fs::remove_file(site.place(&format!("content/{to}/item-{round}.md"))).expect("a disk");
    }
    for number in 0..1000 {
        site.put("content/news/hearing.md", &NEWS.replace("first", &format!("{number}th")));
    }
    preview.shows("/news/hearing/", "The 999th text.");
    let built = site.built();
    for entry in
        walkdir::WalkDir::new(&built).into_iter().flatten().filter(|entry| entry.file_type().is_file())
    {
        let path = entry.path().strip_prefix(&built).expect("inside").to_str().expect("UTF-8");
        let url = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
        // Pictures are compared elsewhere.
        let Ok(expected) = fs::read_to_string(entry.path()) else { continue };
        preview.until(&url, |answer| without_script(&answer.body) == expected);
    }
    assert_eq!(preview.get("/statements/").status, 404);
}

fn without_script(page: &str) -> String {
    let Some((before, rest)) = page.rsplit_once("<script src=\"/_altavoz/live.js\"") else {
        return page.to_owned();
    };
    let (_, after) = rest.split_once("</script>").expect("a whole script");
    format!("{before}{after}")
}

#[test]
fn only_this_machines_own_names_are_answered_and_only_to_look() {
    let site = Site::new();
    let preview = site.serve();
    let port = preview.address.rsplit_once(':').expect("a port").1.to_owned();
    for name in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(preview.ask("GET", "/", &format!("{name}:{port}")).status, 200, "{name}");
    }
    for name in ["evil.example", "localhost.evil.example", "192.168.1.9", "127.0.0.1.evil.example", ""] {
        for path in ["/", "/_altavoz/", "/_altavoz/events"] {
            assert_eq!(preview.ask("GET", path, &format!("{name}:{port}")).status, 403, "{name}");
        }
    }
    assert_eq!(preview.ask("POST", "/", &preview.address).status, 405);
}

#[test]
fn no_path_leads_out_of_the_site() {
    let site = Site::new();
    let record = "subject = \"zzsecret\"\nexplained_in = \"es\"\ndate = 2026-03-02\nscope = [\"web\"]\n\
                  withdrawal_contact = \"Ana\"\nrecorded_by = \"Luz\"\n";
    site.put("consent/abc.toml", record);
    let preview = site.serve();
    let ways = [
        "/../config.toml",
        "/%2e%2e/config.toml",
        "/news/..%2f..%2fconfig.toml",
        "//etc/passwd",
        "/news/../../config.toml",
        "/config.toml",
        "/consent/abc.toml",
        "/%00",
        "/%ff",
        "/_altavoz/../config.toml",
    ];
    for way in ways {
        let answer = preview.get(way);
        assert!(matches!(answer.status, 400 | 404), "{way}: {}", answer.status);
        assert!(!answer.body.contains("base_url") && !answer.body.contains("zzsecret"), "{way}");
    }
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_and_out_of_the_site_do_no_harm() {
    let site = Site::new();
    let preview = site.serve();
    std::os::unix::fs::symlink(site.place("content"), site.place("content/news/circle")).expect("a disk");
    preview.report(|report| report["errors"].as_u64() > Some(0));
    fs::remove_file(site.place("content/news/circle")).expect("a disk");
    preview.report(|report| report["errors"] == 0);
    site.put("content/news/hearing.md", &NEWS.replace("first", "last"));
    preview.shows("/news/hearing/", "The last text.");
}

#[test]
fn browsers_that_never_read_hold_nobody_up() {
    let site = Site::new();
    let preview = site.serve();
    let silent: Vec<TcpStream> = (0..60)
        .map(|number| {
            let path = if number % 2 == 0 { "/_altavoz/events" } else { "/" };
            preview.listen(path)
        })
        .collect();
    for number in 0..50 {
        site.put("content/news/hearing.md", &NEWS.replace("first", &format!("{number}th")));
    }
    preview.shows("/news/hearing/", "The 49th text.");
    drop(silent);
}

#[test]
fn a_page_says_how_it_is_now_so_that_a_script_can_compare() {
    let site = Site::new();
    let preview = site.serve();
    let tag = |answer: &Answer| {
        let line = answer.head.lines().find_map(|line| line.strip_prefix("etag: ")).expect("an etag");
        line.trim_matches('"').to_owned()
    };
    let page = preview.get("/news/hearing/");
    assert!(page.body.contains(&format!("data-mark=\"{}\"", tag(&page))));
    assert_eq!(tag(&preview.ask("HEAD", "/news/hearing/", &preview.address)), tag(&page));
    site.put("content/news/hearing.md", &NEWS.replace("first", "other"));
    let other = preview.shows("/news/hearing/", "The other text.");
    assert_ne!(tag(&other), tag(&page));
}

#[test]
fn a_taken_port_is_a_failure_only_where_it_was_asked_for() {
    let site = Site::new();
    let preview = site.serve();
    let port = preview.address.rsplit_once(':').expect("a port").1;
    let mut command = altavoz(site.folder.path());
    let output = command.args(["serve", "--port", port]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--port"));
}

#[test]
fn a_shared_preview_says_what_that_means_and_answers_to_numbers_only() {
    let site = Site::new();
    let mut command = altavoz(site.folder.path());
    command.args(["serve", "--port", "0", "--host", "0.0.0.0"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
    let address = lines.find_map(|line| {
        let (_, rest) = line.split_once("http://")?;
        rest.split_once('/').map(|(address, _)| address.to_owned())
    });
    let warning = lines.find(|line| line.contains("everybody in your network"));
    let address = address.expect("an address");
    let port = address.rsplit_once(':').expect("a port").1;
    let preview = Preview { child, address: format!("127.0.0.1:{port}") };
    assert!(warning.expect("a warning").contains("embargo"));
    assert_eq!(preview.ask("GET", "/", &format!("192.168.7.7:{port}")).status, 200);
    assert_eq!(preview.ask("GET", "/", &format!("evil.example:{port}")).status, 403);
}

#[cfg(unix)]
#[test]
fn a_file_that_a_link_of_the_site_leads_to_is_watched() {
    let site = Site::new();
    site.put("shared/note.md", "+++\ntitle = \"Shared\"\n+++\nAt first.\n");
    std::os::unix::fs::symlink("../shared/note.md", site.place("content/note.md")).expect("a disk");
    let preview = site.serve();
    preview.shows("/note/", "At first.");
    site.put("shared/note.md", "+++\ntitle = \"Shared\"\n+++\nLater on.\n");
    preview.shows("/note/", "Later on.");
}

#[test]
fn a_file_that_keeps_its_name_is_never_stale_and_pages_are_told() {
    let site = Site::new();
    let drawing = |side: u32| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{side}\" height=\"{side}\"></svg>")
    };
    site.put("assets/drawing.svg", &drawing(10));
    let preview = site.serve();
    let parts = |preview: &Preview, but: &str| {
        let lines = BufReader::new(preview.listen("/_altavoz/events"));
        let words = lines.lines().filter_map(|line| {
            let word: Value = serde_json::from_str(line.expect("an event").strip_prefix("data: ")?).ok()?;
            Some(word["parts"].as_str()?.to_owned())
        });
        words.into_iter().find(|parts| parts != but && parts != "0").expect("the stream goes on")
    };
    let before = parts(&preview, "");
    site.put("assets/drawing.svg", &drawing(20));
    parts(&preview, &before);
    assert!(preview.get("/drawing.svg").body.contains("20"));
}

#[test]
fn a_disk_that_takes_nothing_does_not_stop_the_preview() {
    let site = Site::new();
    site.put(".altavoz", "a file where a folder should be\n");
    let preview = site.serve();
    site.put("content/news/hearing.md", &NEWS.replace("first", "other"));
    preview.shows("/news/hearing/", "The other text.");
}
