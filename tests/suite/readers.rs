//! What readers of a translation see of where it stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use altavoz::base::date::Day;
use altavoz::base::pictures::Pictures;
use altavoz::base::{Report, SourcePath, Url};
use altavoz::content::Parsed;
use altavoz::parse;
use altavoz::parse::markdown::{self, Place, Settings};
use altavoz::relate::{self, Site};
use altavoz::render;
use altavoz::translate::{Change, Changed, Count, Standing, State};
use insta::assert_snapshot;

use crate::render::inputs;
use crate::said::sources;

const CONFIG: &str = "--- config.toml
title = \"Campaign\"
base_url = \"https://example.org\"
[languages.en]
[languages.es]
";

/// A site whose translations stand somewhere; what the marked text of `news/ana.es.md` is, if it has marks.
struct Readers {
    site: Site,
    output: BTreeMap<Url, String>,
}

fn readers(files: &str, standings: &[(&str, Standing)], marked: Option<&str>) -> Readers {
    let sources = sources(files);
    let ((mut parsed, _), _) = parse::parse(&sources, &parse::Shelves::default());
    for (path, standing) in standings {
        parsed.standings.insert(SourcePath::new(path), Arc::new(standing.clone()));
    }
    if let Some(text) = marked {
        mark(&mut parsed, text);
    }
    let pictures = Pictures::default();
    let moment = relate::Inputs { now: inputs().now, drafts: false, future: false };
    let (site, said) = relate::relate(&parsed, &pictures, &moment, &relate::Shelves::default());
    let errors: Vec<_> = said.iter().filter(|said| said.severity == altavoz::base::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let shelves = render::Shelves::default();
    let (theme, _) = render::theme(&sources, &site.config, &pictures, &shelves);
    let all_fine: &(dyn Fn(&Url, &altavoz::base::output::File) -> bool + Sync) = &|_, _| true;
    let asked = (&shelves, &altavoz::base::asks::Asks::default(), all_fine);
    let (rendering, said) = render::render(&site, &theme, &pictures, asked);
    assert!(said.is_empty(), "{said:?}");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let output = rendering.output.files.iter().map(|(url, file)| (url.clone(), text(&file.bytes)));
    Readers { output: output.collect(), site }
}

/// The text that the build has marked, in the place of the one in the file.
fn mark(parsed: &mut Parsed, text: &str) {
    let config = parsed.config.clone();
    let documents = parsed.documents.iter_mut();
    let document =
        documents.into_iter().find(|document| document.source.path.as_str().ends_with("ana.es.md"));
    let document = Arc::make_mut(document.expect("a translation"));
    let settings = Settings::of(&config, &document.lang).with_marks(&config);
    let place = Place::Body { source: document.source.id, offset: 0 };
    document.body = markdown::read(text, place, &settings, &mut Report::default());
}

impl Readers {
    fn text(&self, url: &str) -> &str {
        self.output.get(url).unwrap_or_else(|| panic!("nothing at {url}: {:?}", self.output.keys()))
    }

    /// The notices of a page, without their tags.
    fn notices(&self, url: &str) -> String {
        let notices = self.text(url).split("<div class=\"notice ").skip(1);
        let shown = notices.map(|notice| {
            let notice = notice.split("</div>").next().unwrap_or_default().trim_start_matches("notice-");
            let (kind, text) = notice.split_once("\">").unwrap_or_default();
            let links: Vec<&str> =
                text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let words: String =
                text.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words)).collect();
            let words: Vec<&str> = words.split_whitespace().collect();
            format!("{kind}: {} {links:?}", words.join(" "))
        });
        shown.collect::<Vec<_>>().join("\n")
    }

    fn rows(&self) -> String {
        let row = |row: &relate::site::Row| {
            let url = row.url.as_ref().map_or("-", Url::as_str);
            format!("{} {} {url} {} {:?}", row.file, row.lang, row.state, row.reason)
        };
        self.site.listing.iter().map(row).collect::<Vec<_>>().join("\n")
    }
}

fn ana(source: &str, translation: &str) -> String {
    format!(
        "--- content/news/ana.md\n+++\ntitle = \"Ana\"\ndate = 2026-05-01\ncountries = [\"MX\"]\n{source}+++\n\
         One.\n\nTwo.\n\n--- content/news/ana.es.md\n+++\ntitle = \"Ana\"\nslug = \"ana-es\"\n{translation}+++\n\
         Uno.\n\nDos.\n"
    )
}

fn counts(counts: &[(State, usize)]) -> BTreeMap<State, Count> {
    counts
        .iter()
        .map(|(state, words)| (*state, Count { segments: words.div_ceil(10), words: *words }))
        .collect()
}

fn changed(id: &str, change: Change, is_field: bool) -> Changed {
    Changed { id: id.to_owned(), change, is_field, before: "3 May".to_owned(), now: "4 May".to_owned() }
}

fn behind(changed: Vec<Changed>) -> Standing {
    Standing {
        counts: counts(&[(State::StaleFacts, 10), (State::Translated, 90)]),
        changed,
        confirmed: Day::parse("2026-06-01"),
    }
}

const MARKED: &str = "Uno.<!-- t:stale facts 3f2a91c0 -->\n\nDos.<!-- t:stale major 3f2a91c1 -->\n";

#[test]
fn an_outdated_page_says_since_when_and_where() {
    let standing = behind(vec![
        changed("3f2a91c0", Change::Facts, false),
        changed("3f2a91c1", Change::Major, false),
        changed("3f2a91c2", Change::Minor, false),
        changed("3f2a91c3", Change::Major, true),
    ]);
    let files = ana("updated = 2026-07-02\n", "");
    let readers = readers(&files, &[("content/news/ana.es.md", standing)], Some(MARKED));
    assert_snapshot!(readers.notices("/es/news/ana-es/"), @r##"outdated: El original cambió el 2 de julio de 2026, después de esta traducción. 3 párrafos están desactualizados: Párrafo 1 Párrafo 2 Leer el original ["#t-3f2a91c0", "#t-3f2a91c1", "/news/ana/"]"##);
    let html = readers.text("/es/news/ana-es/");
    assert!(html.contains("<p id=\"t-3f2a91c0\" class=\"stale stale-facts\">Uno."), "{html}");
    assert!(html.contains("aria-label=\"cambió en el original\""), "{html}");
}

#[test]
fn without_a_date_of_the_change_the_day_of_the_last_check_is_told() {
    let standing = behind(vec![changed("3f2a91c3", Change::Major, true)]);
    let old =
        readers(&ana("updated = 2026-05-02\n", ""), &[("content/news/ana.es.md", standing.clone())], None);
    assert_snapshot!(old.notices("/es/news/ana-es/"), @r#"outdated: El original cambió después de la última revisión de esta traducción, el 1 de junio de 2026. 1 parte está desactualizada. Leer el original ["/news/ana/"]"#);
    let never = Standing { confirmed: None, ..standing };
    let none = readers(&ana("", ""), &[("content/news/ana.es.md", never)], None);
    assert_snapshot!(none.notices("/es/news/ana-es/"), @r#"outdated: El original cambió después de esta traducción. 1 parte está desactualizada. Leer el original ["/news/ana/"]"#);
}

#[test]
fn small_changes_are_told_only_where_config_says_so() {
    let standing = || behind(vec![changed("3f2a91c0", Change::Minor, false)]);
    let marked = Some("Uno.<!-- t:stale minor 3f2a91c0 -->\n\nDos.\n");
    let quiet = readers(&ana("", ""), &[("content/news/ana.es.md", standing())], marked);
    assert_eq!(quiet.notices("/es/news/ana-es/"), "");
    assert!(!quiet.text("/es/news/ana-es/").contains("class=\"stale"));
    let files = format!("{CONFIG}[translation]\nnotice_minor = true\n{}", ana("critical = true\n", ""));
    let told = readers(&files, &[("content/news/ana.es.md", standing())], marked);
    assert_snapshot!(told.notices("/es/news/ana-es/"), @r##"outdated: El original cambió después de la última revisión de esta traducción, el 1 de junio de 2026. 1 párrafo está desactualizado: Párrafo 1 Leer el original ["#t-3f2a91c0", "/news/ana/"]"##);
    assert!(told.text("/es/news/ana-es/").contains("class=\"stale stale-minor\""));
}

#[test]
fn a_critical_page_shows_what_the_source_says_now() {
    let standing = behind(vec![changed("3f2a91c0", Change::Facts, false)]);
    let marked = "Uno.<!-- t:stale facts 3f2a91c0 --><!-- t:beside en -->\"One\" two.<!-- t:end -->\n";
    let files = ana("critical = true\n", "");
    let readers = readers(&files, &[("content/news/ana.es.md", standing)], Some(marked));
    assert_snapshot!(readers.notices("/es/news/ana-es/"), @r##"outdated-critical: Atención: lo que esta página recomienda ha cambiado. Donde haya diferencias, guíese por el original. El original cambió después de la última revisión de esta traducción, el 1 de junio de 2026. 1 párrafo está desactualizado: Párrafo 1 Leer el original ["#t-3f2a91c0", "/news/ana/"]"##);
    let html = readers.text("/es/news/ana-es/");
    let beside = "<span class=\"beside-label\">El original dice ahora:</span> \
                  <span class=\"beside\" lang=\"en\" dir=\"ltr\">“One” two.</span>";
    assert!(html.contains(beside), "{html}");
}

#[test]
fn a_partly_translated_page_says_how_much_is_missing() {
    let standing =
        Standing { counts: counts(&[(State::Translated, 70), (State::Missing, 30)]), ..Standing::default() };
    let marked = "Uno.\n\nTwo.<!-- t:source en 3f2a91c0 -->\n";
    let readers = readers(&ana("", ""), &[("content/news/ana.es.md", standing)], Some(marked));
    assert_snapshot!(readers.notices("/es/news/ana-es/"), @r#"partly: 3 párrafos de este texto aún no están traducidos. Se muestran en inglés. []"#);
    let html = readers.text("/es/news/ana-es/");
    assert!(html.contains("<p id=\"t-3f2a91c0\" lang=\"en\" dir=\"ltr\">Two.</p>"), "{html}");
    assert!(!html.contains("noindex") && html.contains("hreflang=\"en\""), "{html}");
}

fn too_little() -> Standing {
    Standing { counts: counts(&[(State::Translated, 50), (State::Missing, 50)]), ..Standing::default() }
}

#[test]
fn a_page_with_too_little_of_it_falls_back_whole_under_its_own_address() {
    let readers = readers(&ana("", ""), &[("content/news/ana.es.md", too_little())], None);
    let html = readers.text("/es/news/ana-es/");
    assert!(html.contains("One.") && !html.contains("Uno.") && html.contains("noindex"), "{html}");
    assert!(html.contains("<link rel=\"canonical\" href=\"https://example.org/news/ana/\">"), "{html}");
    assert!(!html.contains("rel=\"alternate\" hreflang"), "{html}");
    assert!(!readers.text("/sitemap.xml").contains("ana-es"));
    assert_snapshot!(readers.rows(), @r#"
    content/news/ana.es.md es /es/news/ana-es/ untranslated Some(("partial", "50"))
    content/news/ana.md en /news/ana/ published None
    "#);
}

#[test]
fn with_link_and_none_there_is_no_page_unless_it_was_published() {
    for fallback in ["link", "none"] {
        let config = format!("{CONFIG}fallback = \"{fallback}\"\n");
        let standing = || [("content/news/ana.es.md", too_little())];
        let new = readers(&format!("{config}{}", ana("", "")), &standing(), None);
        assert!(!new.output.contains_key("/es/news/ana-es/"), "{fallback}");
        assert!(new.rows().contains("content/news/ana.es.md es - untranslated"), "{}", new.rows());
        let published = "--- published.toml\naddresses = [\"/es/news/ana-es/\"]\n";
        let old = readers(&format!("{config}{}{published}", ana("", "")), &standing(), None);
        assert!(old.text("/es/news/ana-es/").contains("One."), "{fallback}");
        assert!(
            old.rows().contains("content/news/ana.es.md es /es/news/ana-es/ untranslated"),
            "{}",
            old.rows()
        );
    }
}

#[test]
fn an_adaptation_is_never_too_short() {
    let readers =
        readers(&ana("", "mode = \"adaptation\"\n"), &[("content/news/ana.es.md", too_little())], None);
    assert!(readers.text("/es/news/ana-es/").contains("Uno."));
}

#[test]
fn another_standing_gives_another_page_although_no_file_changed() {
    let sources = sources(&ana("", ""));
    let ((mut parsed, _), _) = parse::parse(&sources, &parse::Shelves::default());
    let moment = relate::Inputs { now: inputs().now, drafts: false, future: false };
    let mut shelf = relate::Shelves::default();
    let mut text = |parsed: &Parsed| {
        shelf.turn();
        let (site, _) = relate::relate(parsed, &Pictures::default(), &moment, &shelf);
        site.items
            .iter()
            .flat_map(|item| item.editions.values())
            .filter(|edition| edition.is_fallback())
            .count()
    };
    let before = text(&parsed);
    parsed.standings.insert(SourcePath::new("content/news/ana.es.md"), Arc::new(too_little()));
    assert_eq!(text(&parsed), before + 1);
}

#[test]
fn a_machines_text_is_kept_back_unless_config_says_so_and_is_labelled() {
    let files = ana("", "machine = true\n");
    let kept = readers(&files, &[], None);
    assert!(kept.text("/es/news/ana/").contains("One."));
    let config = format!(
        "{CONFIG}publish_machine = true\n[translation]\nimprove = \"mailto:t@example.org?subject={{file}}\"\n"
    );
    let shown = readers(&format!("{config}{files}"), &[], None);
    assert_snapshot!(shown.notices("/es/news/ana-es/"), @r#"machine: Este texto es una traducción automática que nadie ha revisado todavía. Leer el original Ayude a traducirlo ["/news/ana/", "mailto:t@example.org?subject=content%2Fnews%2Fana.es.md"]"#);
    let html = shown.text("/es/news/ana-es/");
    assert!(html.contains("noindex") && !html.contains("rel=\"alternate\" hreflang"), "{html}");
    assert!(!shown.text("/es/feed.xml").contains("ana-es") && !shown.text("/sitemap.xml").contains("ana-es"));
}

fn footer(readers: &Readers, url: &str) -> String {
    let (_, footer) = readers.text(url).split_once("<footer").expect("a footer");
    let links = footer.split("<li><a href=\"").skip(1).filter_map(|rest| rest.split_once("</a>"));
    let links =
        links.filter(|(link, _)| ["ranslat", "raducir", "raducción"].iter().any(|word| link.contains(word)));
    links.map(|(link, _)| link.replace("\">", " ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_page_says_how_to_translate_it_or_make_its_translation_better() {
    let missing = "--- content/news/luis.md\n+++\ntitle = \"Luis\"\ndate = 2026-05-01\ncountries = [\"MX\"]\n+++\nText.\n";
    let files = format!(
        "{CONFIG}[translation]\nimprove = \"https://w.example.org/{{lang}}/{{page}}?file={{file}}\"\n{}{missing}",
        ana("", "")
    );
    let site = readers(&files, &[], None);
    assert_snapshot!(footer(&site, "/es/news/ana-es/"), @r#"https://w.example.org/es/news/ana?file=content%2Fnews%2Fana.es.md Mejorar esta traducción"#);
    assert_snapshot!(footer(&site, "/news/ana/"), @r#"https://w.example.org/en/news/ana?file=content%2Fnews%2Fana.md Translate this page"#);
    assert_snapshot!(footer(&site, "/es/news/luis/"), @r#"https://w.example.org/es/news/luis?file=content%2Fnews%2Fluis.md Traducir esta página"#);
    assert_snapshot!(footer(&site, "/es/news/"), @r#"https://w.example.org/es/strings?file=themes%2Fplaza%2Fstrings%2Fes.toml Traducir esta página"#);
    let nothing = readers(&format!("{CONFIG}{}", ana("", "")), &[], None);
    assert_eq!(footer(&nothing, "/es/news/ana-es/"), "");
    let dashboard = readers(&format!("{CONFIG}[translation]\ndashboard = true\n{}", ana("", "")), &[], None);
    assert_snapshot!(footer(&dashboard, "/es/news/ana-es/"), @r#"
    /es/traducir/ Ayude a traducir
    /es/traducir/ Mejorar esta traducción
    "#);
}

fn with_work() -> Readers {
    let news = |name: &str, fields: &str, text: &str| {
        format!(
            "--- content/news/{name}.md\n+++\ntitle = \"{name}\"\ndate = 2026-05-01\ncountries = [\"MX\"]\n{fields}+++\n{text}\n"
        )
    };
    let long = "word ".repeat(200);
    let files = format!(
        "{CONFIG}[translation]\ndashboard = true\nsecond_reviewer = true\n{}{}{}{}{}{}",
        ana("updated = 2026-07-02\n", "translators = [\"Lucía\", \"Ana\"]\n"),
        news("luis", "", "Short text."),
        news("long", "translate_priority = 1\ncritical = true\n", &long),
        news("extra", "translate = \"optional\"\n", &long),
        news("never", "translate = false\n", &long),
        "--- content/news/hola.es.md\n+++\ntitle = \"Hola\"\ndate = 2026-05-01\ncountries = [\"MX\"]\n+++\nHola.\n",
    );
    let standing = behind(vec![changed("3f2a91c0", Change::Facts, false)]);
    readers(&files, &[("content/news/ana.es.md", standing)], None)
}

#[test]
fn the_page_for_translators_begins_with_what_is_wrong_and_then_with_what_is_short() {
    let site = with_work();
    let html = site.text("/es/traducir/");
    let (_, start) = html.split_once("id=\"_start\"").expect("a beginning");
    let (start, rest) = start.split_once("</section>").expect("an end");
    let titles: Vec<&str> = start
        .split("<li>")
        .skip(1)
        .map(|task| {
            let (_, rest) = task.split_once("\">").or(task.split_once('>')).unwrap_or_default();
            rest.split('<').next().unwrap_or_default()
        })
        .collect();
    assert_eq!(titles, ["ana", "luis", "long"].map(|name| if name == "ana" { "Ana" } else { name }));
    assert!(!html.contains("never"), "{html}");
    assert!(rest.contains("id=\"_optional\"") && rest.contains(">extra</a>"), "{html}");
    assert!(html.contains("<progress value=\"90\" max="), "{html}");
    assert!(html.contains("Traducción: Ana y Lucía."), "{html}");
    assert!(site.text("/translate/").contains("Hola"));
}

#[test]
fn machines_read_how_far_a_language_is() {
    let site = with_work();
    let json: serde_json::Value = serde_json::from_str(site.text("/api/v1/translate/es.json")).expect("JSON");
    assert_eq!(json["words"]["stale-facts"], 10);
    assert_eq!(json["work"][0]["page"], "news/ana");
    assert_eq!(json["work"][0]["file"], "content/news/ana.es.md");
    assert_eq!(json["work"][1]["state"], "missing");
    assert_eq!(json["work"][2]["critical"], true);
    let percent = json["percent"].as_u64().expect("a number");
    assert!(site.text("/api/v1/translate/es.svg").contains(&format!(">{percent} %</text>")));
    let feed = site.text("/es/traducir/feed.xml");
    assert!(feed.contains("#translate-es-2026-07-02-stale-facts</id>"), "{feed}");
    assert!(feed.contains("<title>Ana: cambió una cifra, una fecha o un nombre</title>"), "{feed}");
}

#[test]
fn the_pages_for_translators_know_each_other() {
    let site = with_work();
    let html = site.text("/es/traducir/");
    for alternate in [
        "hreflang=\"en\" href=\"https://example.org/translate/\"",
        "hreflang=\"es\" href=\"https://example.org/es/traducir/\"",
        "hreflang=\"x-default\" href=\"https://example.org/translate/\"",
    ] {
        assert!(html.contains(alternate), "{html}");
    }
    assert!(site.text("/sitemap.xml").contains("https://example.org/es/traducir/"));
    let without = readers(&ana("", ""), &[], None);
    assert!(
        !without
            .output
            .keys()
            .any(|url| url.as_str().contains("translate") || url.as_str().contains("traducir"))
    );
}
