//! Pages beside their translations: what is written there gets into the files, and from nowhere else.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::preview::{Answer, Preview, altavoz};

const CONFIG: &str = "title = \"Campaign\"\nbase_url = \"https://example.org\"\n\
    [languages.en]\nname = \"English\"\n[languages.es]\nname = \"Español\"\n[languages.ar]\nname = \"العربية\"\n";
const SOURCE: &str = "+++\ntitle = \"Hearing\"\ndate = 2026-11-01\nregions = [\"americas\"]\n+++\n\
    They hold 42 people in the town.\n\nNobody came to the hearing.\n";
const TARGET: &str = "+++\ntitle = \"Audiencia\"\n+++\n\
    Tienen a 42 personas en el pueblo.\n\nNadie vino a la audiencia.\n";
const SAVE: &str = "/_altavoz/translate/save";
const PAGE: &str = "/_altavoz/translate/?page=news/hearing";

struct Site {
    folder: TempDir,
}

impl Site {
    /// A page whose translation was right until a number changed.
    fn stale() -> Site {
        let site = Site::new();
        site.put("content/news/hearing.es.md", TARGET);
        assert!(site.altavoz(&["translate", "adopt", "es"]));
        site.put("content/news/hearing.md", &SOURCE.replace("42", "57"));
        site
    }

    fn new() -> Site {
        let site = Site { folder: tempfile::tempdir().expect("a temporary folder") };
        site.put("config.toml", CONFIG);
        site.put("content/_index.md", "+++\ntitle = \"Welcome\"\n+++\n");
        site.put("content/news/hearing.md", SOURCE);
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

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.place(path)).unwrap_or_default()
    }

    /// The translation and what is remembered of it.
    fn state(&self) -> (String, String) {
        (self.read("content/news/hearing.es.md"), self.read("i18n/ledger/es/news/hearing.toml"))
    }

    fn altavoz(&self, arguments: &[&str]) -> bool {
        altavoz(self.folder.path()).args(arguments).stdout(Stdio::null()).status().expect("it runs").success()
    }

    fn serve(&self, lang: &str) -> Preview {
        self.serve_with(lang, &[])
    }

    fn serve_with(&self, lang: &str, arguments: &[&str]) -> Preview {
        let own = ["--translate", lang, "--by", "lucia"];
        Preview::of(self.folder.path(), &[&own[..], arguments].concat())
    }
}

/// The form of one text, as the page has it.
#[derive(Clone, Debug)]
struct Form {
    fields: Vec<(String, String)>,
}

impl Form {
    /// The form of the text whose source has these words.
    fn of(page: &str, words: &str) -> Form {
        let forms = page.split("<form method=\"post\"").skip(1).filter_map(|rest| rest.split_once("</form>"));
        let mut forms = forms.map(|(form, _)| form.to_owned());
        let form = forms.find(|form| form.contains(words)).unwrap_or_else(|| panic!("{words}: {page}"));
        let mut fields = Vec::new();
        for input in form.split("<input type=\"hidden\" name=\"").skip(1) {
            let (name, rest) = input.split_once("\" value=\"").expect("a value");
            fields.push((name.to_owned(), rest.split_once('"').expect("its end").0.to_owned()));
        }
        for area in form.split("<textarea").skip(1) {
            let (tag, rest) = area.split_once('>').expect("a tag");
            let name = tag.split_once("name=\"").expect("a name").1.split_once('"').expect("its end").0;
            let text = rest.split_once("</textarea>").expect("its end").0;
            // Browsers send lines as CR LF, and leave out the first.
            fields.push((name.to_owned(), text.trim_start_matches('\n').replace('\n', "\r\n")));
        }
        Form { fields }
    }

    fn with(mut self, name: &str, value: &str) -> Form {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    fn encoded(&self) -> String {
        let byte = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        };
        let value = |text: &str| text.bytes().map(byte).collect::<String>();
        let pairs: Vec<String> =
            self.fields.iter().map(|(name, text)| format!("{name}={}", value(text))).collect();
        pairs.join("&")
    }
}

impl Preview {
    fn form(&self, words: &str) -> Form {
        Form::of(&self.get(PAGE).body, words)
    }

    /// As a browser sends a form of our own page.
    fn post(&self, form: &Form) -> Answer {
        self.post_with(form, &[])
    }

    /// The same with other headers; an empty one is left out.
    fn post_with(&self, form: &Form, others: &[(&str, &str)]) -> Answer {
        let origin = format!("http://{}", self.address);
        let usual = [
            ("Host", &self.address[..]),
            ("Origin", &origin),
            ("Sec-Fetch-Site", "same-origin"),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        let other = |name: &str| others.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
        let headers = usual.map(|(name, value)| (name, other(name).unwrap_or(value)));
        let lines = headers.iter().filter(|(_, value)| !value.is_empty());
        let lines: Vec<String> = lines.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let lines = lines.concat();
        let body = form.encoded();
        self.send(&format!("POST {SAVE} HTTP/1.1\r\n{lines}Content-Length: {}\r\n", body.len()), &body)
    }
}

#[test]
fn a_confirmed_text_is_in_the_file_and_in_the_ledger() {
    let site = Site::stale();
    let preview = site.serve("es");
    let page = preview.get(PAGE);
    assert!(page.body.contains("class=\"text stale-facts\""), "{}", page.body);
    assert!(
        page.body.contains("removed: </span>42</del>") && page.body.contains("57</ins>"),
        "{}",
        page.body
    );
    let text = "Tienen a 57 personas en el pueblo.";
    let answer = preview.post(&preview.form("57 people").with("text", text).with("act", "confirm"));
    assert_eq!(answer.status, 303, "{answer:?}");
    assert!(answer.head.contains("location: /_altavoz/translate/?page=news%2fhearing&saved=confirmed#said"));
    let (file, ledger) = site.state();
    assert_eq!(file, TARGET.replace("42", "57"), "only this text changed");
    assert!(
        ledger.contains("st = \"translated\", by = \"lucia\", at = 2026-11-22, src = \"They hold 57"),
        "{ledger}"
    );
    let page = preview.get(PAGE).body;
    assert!(!page.contains("class=\"text stale-facts\"") && !page.contains("data-todo"), "{page}");
}

#[test]
fn a_draft_changes_the_file_and_readers_are_still_told_of_the_old_number() {
    let site = Site::stale();
    let preview = site.serve("es");
    let form = preview.form("57 people").with("text", "Tienen a 57 en el pueblo.").with("act", "draft");
    assert_eq!(preview.post(&form).status, 303);
    let (file, ledger) = site.state();
    assert!(
        file.contains("Tienen a 57 en el pueblo.") && ledger.contains("src = \"They hold 42"),
        "{ledger}"
    );
    assert!(preview.get(PAGE).body.contains("class=\"text stale-facts\""));
}

#[test]
fn a_change_that_needs_no_translation_is_waived_unless_the_text_was_changed() {
    let site = Site::stale();
    let preview = site.serve("es");
    let form = preview.form("57 people").with("act", "waive");
    let typed = preview.post(&form.clone().with("text", "Otra cosa."));
    assert!(typed.status == 422 && typed.body.contains("Otra cosa."), "{typed:?}");
    assert_eq!(preview.post(&form).status, 303);
    let (file, ledger) = site.state();
    assert!(file == TARGET && ledger.contains("st = \"waived\""), "{ledger}");
}

#[test]
fn nobody_else_can_write() {
    let site = Site::stale();
    let preview = site.serve("es");
    let form = preview.form("57 people").with("text", "Tienen a 57 personas.").with("act", "confirm");
    let before = site.state();
    let elsewhere = format!("localhost:{}", preview.address.rsplit(':').next().expect("a port"));
    let no_token = form.clone().with("token", "");
    let long = form.clone().with("text", &"a".repeat(300_000));
    for (why, status, answer) in [
        ("no token", 403, preview.post(&no_token)),
        ("another token", 403, preview.post(&form.clone().with("token", &"0".repeat(32)))),
        ("another site", 403, preview.post_with(&form, &[("Origin", "https://evil.example")])),
        ("another port", 403, preview.post_with(&form, &[("Origin", "http://127.0.0.1:1")])),
        ("another name of ours", 403, preview.post_with(&form, &[("Host", &elsewhere)])),
        ("no origin", 403, preview.post_with(&form, &[("Origin", "")])),
        ("origin hidden", 403, preview.post_with(&form, &[("Origin", "null")])),
        ("sent across sites", 403, preview.post_with(&form, &[("Sec-Fetch-Site", "cross-site")])),
        ("sent across ports", 403, preview.post_with(&form, &[("Sec-Fetch-Site", "same-site")])),
        ("another host", 403, preview.post_with(&form, &[("Host", "evil.example")])),
        ("no form", 415, preview.post_with(&form, &[("Content-Type", "text/plain")])),
        ("too long", 413, preview.post(&long)),
        ("not sent", 404, preview.get(SAVE)),
        (
            "elsewhere",
            405,
            preview.send(&format!("POST {PAGE} HTTP/1.1\r\nHost: {}\r\n", preview.address), ""),
        ),
    ] {
        assert_eq!(answer.status, status, "{why}: {answer:?}");
        assert!(!answer.body.contains("name=\"token\""), "{why}");
        assert_eq!(site.state(), before, "{why}");
    }
    // The same form from our own page is taken, without the header that old browsers do not send.
    assert_eq!(preview.post_with(&form, &[("Sec-Fetch-Site", "")]).status, 303);
}

#[test]
fn other_machines_may_look_at_the_site_and_not_at_what_changes_it() {
    let site = Site::stale();
    let far = site.serve_with("es", &["--host", "0.0.0.0"]);
    let port = far.address.rsplit(':').next().expect("a port").to_owned();
    let near = Preview {
        child: Command::new("true").spawn().expect("it starts"),
        address: format!("127.0.0.1:{port}"),
    };
    let form = near.form("57 people").with("text", "Tienen a 57 personas.").with("act", "confirm");
    // A machine without a network is called from itself only.
    if !far.address.starts_with("127.") {
        assert_eq!(far.get("/es/news/hearing/").status, 200);
        let (page, sent, before) = (far.get(PAGE), far.post(&form), site.state());
        assert_eq!((page.status, sent.status), (403, 403), "{page:?} {sent:?}");
        assert!(!page.body.contains("token"), "{page:?}");
        assert_eq!(before, site.state());
    }
    assert_eq!(near.post(&form).status, 303);
}

#[test]
fn a_text_whose_page_is_gone_is_given_back() {
    let site = Site::stale();
    let preview = site.serve("es");
    let form = preview.form("57 people").with("text", "Tienen a 57.").with("act", "confirm");
    fs::remove_file(site.place("content/news/hearing.md")).expect("it is there");
    fs::remove_file(site.place("content/news/hearing.es.md")).expect("it is there");
    let answer = preview.post(&form);
    assert!(answer.status == 422 && answer.body.contains(">Tienen a 57.</pre>"), "{answer:?}");
}

#[test]
fn no_other_site_can_show_the_page_in_a_frame() {
    let site = Site::stale();
    let preview = site.serve("es");
    for path in [PAGE, "/news/hearing/"] {
        let answer = preview.get(path);
        assert!(
            answer.head.contains("content-security-policy: frame-ancestors 'self'"),
            "{path}: {}",
            answer.head
        );
    }
    // With another policy, browsers would hide where a form comes from.
    assert!(preview.get(PAGE).head.contains("referrer-policy: same-origin"));
}

#[test]
fn what_somebody_changed_meanwhile_is_shown_and_not_written_over() {
    let site = Site::stale();
    let preview = site.serve("es");
    let form = preview.form("57 people").with("text", "Tienen a 57 allí.").with("act", "confirm");
    site.put("content/news/hearing.es.md", &TARGET.replace("en el pueblo", "en la aldea"));
    let before = site.state();
    let answer = preview.post(&form);
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("somebody changed this translation after"), "{}", answer.body);
    assert!(
        answer.body.contains("Tienen a 42 personas en la aldea.</p>"),
        "what it says now: {}",
        answer.body
    );
    assert!(answer.body.contains("\nTienen a 57 allí.</textarea>"), "what was written: {}", answer.body);
    assert_eq!(site.state(), before);
    // Having seen it, one may.
    let again = Form::of(&answer.body, "57 allí").with("act", "confirm");
    assert_eq!(preview.post(&again).status, 303);
    assert!(site.state().0.contains("Tienen a 57 allí.\n"));
}

#[test]
fn a_text_that_would_break_the_page_comes_back_with_what_to_mend() {
    let site = Site::stale();
    let preview = site.serve("es");
    let before = site.state();
    let form = preview.form("57 people").with("act", "confirm");
    for (text, why) in [
        ("Tienen a **57 personas.", "To mend:"),
        ("Tienen a 57 <script>alert(1)</script> personas.", "To mend:"),
        ("# Tienen a 57 personas.", "Not saved"),
        ("", "no translation yet"),
        ("+++\nTienen a 57\n\n- personas", "Not saved"),
    ] {
        let answer = preview.post(&form.clone().with("text", text));
        assert_eq!(answer.status, 422, "{text}");
        assert!(answer.body.contains(why), "{text}: {}", answer.body);
        let escaped = text.replace('<', "&lt;").replace('>', "&gt;");
        assert!(
            answer.body.contains(escaped.split('/').next().unwrap_or_default()),
            "{text}: {}",
            answer.body
        );
        assert!(!answer.body.contains("<script>alert"), "{text}");
        assert_eq!(site.state(), before, "{text}");
    }
}

#[test]
fn a_source_that_changed_again_is_to_be_compared_again() {
    let site = Site::stale();
    let preview = site.serve("es");
    let form = preview.form("57 people").with("text", "Tienen a 57 personas.").with("act", "confirm");
    site.put("content/news/hearing.md", &SOURCE.replace("42", "99"));
    let before = site.state();
    let answer = preview.post(&form);
    assert_eq!((answer.status, site.state()), (422, before));
    assert!(answer.body.contains("the source changed while you were writing"), "{}", answer.body);
    let again = Form::of(&answer.body, "They hold 99").with("act", "confirm");
    assert!(again.encoded().contains("57%20personas"), "nothing is lost: {again:?}");
    assert_eq!(preview.post(&again.with("text", "Tienen a 99 personas.")).status, 303);
    assert!(site.state().1.contains("They hold 99"));
}

#[test]
fn who_has_not_seen_a_change_of_the_source_confirms_nothing_of_it() {
    let site = Site::stale();
    site.put("content/news/hearing.md", SOURCE);
    let preview = site.serve("es");
    let form = preview.form("42 people").with("text", "Tienen a 42 allí.").with("act", "confirm");
    site.put("content/news/hearing.md", &SOURCE.replace("42", "99"));
    let answer = preview.post(&form);
    assert!(answer.head.contains("saved=late"), "{answer:?}");
    assert!(site.state().0.contains("Tienen a 42 allí.") && site.state().1.contains("They hold 42"));
    assert!(preview.get(PAGE).body.contains("class=\"text stale-facts\""));
}

#[test]
fn a_text_that_is_gone_from_the_source_is_given_back() {
    let site = Site::new();
    let preview = site.serve("es");
    let form = preview.form("Nobody came").with("text", "Nadie vino.").with("act", "confirm");
    site.put("content/news/hearing.md", &SOURCE.replace("Nobody came", "Twelve people from the town came"));
    let answer = preview.post(&form);
    assert!(answer.status == 422 && answer.body.contains(">Nadie vino.</pre>"), "{answer:?}");
    assert_eq!(site.state().0, "");
}

#[test]
fn a_page_that_nobody_has_begun_gets_its_file_with_the_first_text() {
    let site = Site::new();
    let preview = site.serve("es");
    let page = preview.get(PAGE).body;
    assert!(page.contains("Nobody has begun") && page.contains("class=\"text missing\""), "{page}");
    assert_eq!(site.state().0, "", "looking writes nothing");
    let form = preview.form("Nobody came").with("text", "Nadie vino.").with("act", "confirm");
    assert_eq!(preview.post(&form).status, 303);
    let (file, ledger) = site.state();
    assert!(file.contains("\nNadie vino.\n") && file.contains("<!-- t:todo "), "{file}");
    assert!(ledger.contains("src = \"Nobody came to the hearing.\""), "{ledger}");
    assert!(preview.get(PAGE).body.contains("Nadie vino.</textarea>"));
}

#[test]
fn a_damaged_ledger_keeps_the_text_from_being_written() {
    let site = Site::stale();
    let preview = site.serve("es");
    let form = preview.form("57 people").with("text", "Tienen a 57 personas.").with("act", "confirm");
    let ledger = format!("<<<<<<< mine\n{}", site.state().1);
    site.put("i18n/ledger/es/news/hearing.toml", &ledger);
    let answer = preview.post(&form);
    assert!(answer.status == 422 && answer.body.contains("Tienen a 57 personas."), "{answer:?}");
    assert_eq!(site.state(), (TARGET.to_owned(), ledger));
}

#[test]
fn a_right_to_left_language_is_written_from_the_right() {
    let site = Site::new();
    let preview = site.serve("ar");
    let page = preview.get(PAGE).body;
    assert!(page.contains("lang=\"ar\" dir=\"rtl\" spellcheck"), "{page}");
}

#[test]
fn pages_are_listed_by_urgency_and_speak_two_languages() {
    let site = Site::stale();
    let preview = site.serve("es");
    let page = preview.get("/_altavoz/translate/?lang=es").body;
    assert!(page.contains("cambiaron datos: 1"), "{page}");
    let (hearing, home) = (page.find("news/hearing"), page.find("_index"));
    assert!(hearing < home, "{page}");
    // The address of a page of readers leads to its texts.
    let at = preview.get("/_altavoz/translate/?at=/es/news/hearing/").body;
    assert!(at.contains("Nobody came to the hearing."), "{at}");
}

#[test]
fn what_waits_in_a_po_file_is_named_with_the_command_that_takes_it_in() {
    let site = Site::new();
    let list = |preview: &Preview| preview.get("/_altavoz/translate/?lang=en").body;
    assert!(site.altavoz(&["translate", "export", "es"]));
    let preview = site.serve("es");
    let empty = list(&preview);
    assert!(!empty.contains("translate import"), "{empty}");
    let out = site.read("i18n/po/es.po");
    let text = "msgid \"Nobody came to the hearing.\"\nmsgstr \"";
    site.put("i18n/po/es.po", &out.replace(text, &format!("{text}Nadie vino a la audiencia.")));
    let waiting = list(&preview);
    let line = "are in no page yet: 1. To take them in: <code dir=\"ltr\">altavoz translate import i18n/po/es.po</code>";
    assert!(waiting.contains(line), "{waiting}");
    let file = site.place("i18n/po/es.po");
    assert!(site.altavoz(&["translate", "import", file.to_str().expect("UTF-8")]));
    let imported = list(&preview);
    assert!(!imported.contains("translate import"), "{imported}");
}

#[test]
fn a_language_that_the_site_does_not_have_is_a_failure() {
    let site = Site::stale();
    let mut command = altavoz(site.folder.path());
    command.args(["serve", "--translate", "tlh"]).stderr(Stdio::piped());
    let output = command.output().expect("it runs");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("tlh"));
}
