//! Tests of: relate.

use altavoz::base::date::When;
use altavoz::base::pictures::Pictures;
use altavoz::base::{Diagnostic, Source, SourcePath, Sources, Url};
use altavoz::parse::{self, Shelves};
use altavoz::relate::site::{Entry, Shows, State, Taxonomy};
use altavoz::relate::{Inputs, Site, relate};
use insta::assert_snapshot;

const CONFIG: &str = r#"
title = "Campaign"
base_url = "https://example.org"
default_language = "en"
timezone = "America/Mexico_City"
[languages.en]
name = "English"
[languages.es]
name = "Español"
"#;

const ENGLISH: &str = r#"
[paths]
regions = "regions"
countries = "countries"
topics = "topics"
hashtags = "hashtags"
[kind]
statements = "Statements"
news_many = "News"
petitions = "Petitions"
practices = "Practices"
publications = "Publications"
[site]
home = "Home"
[term]
regions = "Regions"
countries = "Countries"
topics = "Topics"
hashtags = "Campaigns"
"#;

const SPANISH: &str = r#"
[paths]
regions = "regiones"
countries = "paises"
topics = "temas"
hashtags = "etiquetas"
[kind]
statements = "Declaraciones"
news_many = "Noticias"
petitions = "Peticiones"
practices = "Prácticas"
publications = "Publicaciones"
[site]
home = "Inicio"
[term]
regions = "Regiones"
countries = "Países"
topics = "Temas"
hashtags = "Campañas"
"#;

/// The files of a site beside its settings and strings.
type Files<'a> = &'a [(&'a str, &'a str)];

/// A build of some files on 22 November 2026.
struct Built {
    sources: Sources,
    site: Site,
    diagnostics: Vec<Diagnostic>,
}

fn built(files: Files<'_>) -> Built {
    built_with(files, |_| {})
}

fn built_with(files: Files<'_>, set: impl FnOnce(&mut Inputs)) -> Built {
    let defaults = [
        ("config.toml", CONFIG),
        ("themes/plaza/strings/en.toml", ENGLISH),
        ("themes/plaza/strings/es.toml", SPANISH),
    ];
    let own = |path: &str| files.iter().any(|(other, _)| *other == path);
    let defaults = defaults.iter().filter(|(path, _)| !own(path));
    let sources: Sources = defaults
        .chain(files)
        .map(|(path, text)| Source::new(SourcePath::new(path), text.as_bytes().to_vec()))
        .collect();
    let mut inputs = Inputs { now: When::parse("2026-11-22").expect("a day"), drafts: false, future: false };
    set(&mut inputs);
    let ((parsed, mut diagnostics), _) = parse::parse(&sources, &Shelves::default());
    let (site, said) = relate(&parsed, &Pictures::default(), &inputs, &altavoz::relate::Shelves::default());
    diagnostics.extend(said);
    Built { sources, site, diagnostics }
}

impl Built {
    /// What was said: `warning term/no-label at content/news/a.md:3:5 value=x`, in the order of the places.
    fn said(&self) -> String {
        let mut lines: Vec<String> = self.diagnostics.iter().map(|found| self.line(found)).collect();
        lines.sort();
        lines.join("\n")
    }

    fn line(&self, found: &Diagnostic) -> String {
        let source = self.sources.by_id(found.span.source).expect("a file of the site");
        let text = source.text().unwrap_or_default();
        let before = &text[..(found.span.start as usize).min(text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let mut arguments = String::new();
        for (name, value) in &found.arguments {
            arguments.extend([" ", name, "=", value]);
        }
        format!("{}:{line}:{column} {}{arguments}", source.path, found.code)
    }

    /// Every page: its address and what it shows.
    fn pages(&self) -> String {
        let lines = self.site.pages.iter().map(|page| {
            let shows = match &page.shows {
                Shows::Home(_) => "home".to_owned(),
                Shows::Section(folder, part) => format!("section {folder} {}", titles(&part.entries)),
                Shows::Term(term, part) => format!("{} {}", term.spelling, titles(&part.entries)),
                Shows::Terms(taxonomy, terms) => format!("{} {}", taxonomy.plural(), terms.len()),
                Shows::Facet(value, part) => {
                    format!("{} {} {}", value.facet, value.key, titles(&part.entries))
                }
                Shows::Pair(region, population, part) => {
                    format!("{} × {} {}", region.key, population.key, titles(&part.entries))
                }
                Shows::Facets(facet) => format!("facet {facet}"),
                Shows::Map => "map".to_owned(),
                Shows::Timeline => "timeline".to_owned(),
                Shows::Item(edition) if edition.is_fallback() => format!("item in {}", edition.text_lang),
                Shows::Item(edition) if edition.state != State::Published => format!("{:?}", edition.state),
                Shows::Item(_) => "item".to_owned(),
                Shows::Embed(_) => "embed".to_owned(),
                Shows::Mastodon(_) => "mastodon".to_owned(),
                Shows::Expired(_) => "expired".to_owned(),
                Shows::Redirect(to, _) => format!("→ {to}"),
                Shows::Translate => "translate".to_owned(),
                Shows::Feeds => "feeds".to_owned(),
                Shows::Search => "search".to_owned(),
                Shows::NotFound => "not found".to_owned(),
            };
            format!("{} {shows}", page.url)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The pages whose address begins so.
    fn pages_under(&self, start: &str) -> String {
        let pages = self.pages();
        pages.lines().filter(|line| line.starts_with(start)).collect::<Vec<_>>().join("\n")
    }

    /// Every address that leads elsewhere, and where.
    fn redirects(&self) -> String {
        let redirects = self.site.pages.iter().filter_map(|page| match &page.shows {
            altavoz::relate::site::Shows::Redirect(to, _) => Some(format!("{} → {to}", page.url)),
            _ => None,
        });
        redirects.collect::<Vec<_>>().join("\n")
    }

    fn listing(&self) -> String {
        let rows = self.site.listing.iter().map(|row| {
            let url = row.url.as_ref().map_or("–", |url| url.as_str());
            let reason =
                row.reason.as_ref().map_or(String::new(), |(key, detail)| format!(" {key} {detail}"));
            format!("{} {} {url} {}{reason}", row.file, row.lang, row.state)
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    fn page(&self, url: &str) -> &altavoz::relate::site::Page {
        let found = self.site.pages.iter().find(|page| page.url.as_str() == url);
        found.unwrap_or_else(|| panic!("no page at {url}:\n{}", self.pages()))
    }
}

impl Built {
    /// Where the links of an item's page lead.
    fn links(&self, url: &str) -> String {
        let Shows::Item(edition) = &self.page(url).shows else { panic!("no item at {url}") };
        let links = edition.links.iter().map(|link| {
            let lang = link.lang.as_ref().map_or(String::new(), |lang| format!(" ({lang})"));
            format!("{}{lang}", link.href.as_deref().unwrap_or("–"))
        });
        links.collect::<Vec<_>>().join("\n")
    }
}

fn titles(entries: &[Entry]) -> String {
    let title =
        |entry: &Entry| entry.edition.meta.title.as_ref().map_or("–".into(), |title| title.value.clone());
    format!("[{}]", entries.iter().map(title).collect::<Vec<_>>().join(", "))
}

/// A news item with a title and more front matter.
fn news(title: &str, more: &str) -> String {
    format!("+++\ntitle = \"{title}\"\ndate = 2026-01-01\nregions = [\"global\"]\n{more}\n+++\nText.\n")
}

fn translated(title: &str, more: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n{more}\n+++\nTexto.\n")
}

#[test]
fn an_empty_site_has_a_home_page_in_every_language() {
    assert_snapshot!(built(&[]).pages(), @"
    / home
    /404.html not found
    /es/ home
    /es/404.html not found
    /es/feeds/ feeds
    /es/search/ search
    /feeds/ feeds
    /search/ search
    ");
}

#[test]
fn an_item_stands_under_its_languages_words() {
    let built = built(&[
        ("content/news/_index.es.md", "+++\ntitle = \"Noticias\"\nslug = \"noticias\"\n+++\n"),
        ("content/news/_index.md", "+++\ntitle = \"News\"\n+++\n"),
        ("content/news/2021-06-12-hearing.md", &news("Hearing", "")),
        ("content/news/2021-06-12-hearing.es.md", &translated("Audiencia", "slug = \"Audiencia pública\"")),
        ("content/news/raid.md", &news("Raid", "countries = [\"MX\"]")),
    ]);
    assert_snapshot!(built.said(), @"");
    assert_snapshot!(built.pages(), @"
    / home
    /404.html not found
    /countries/ countries 1
    /countries/mx/ MX [Raid]
    /es/ home
    /es/404.html not found
    /es/feeds/ feeds
    /es/noticias/ section news [Audiencia, Raid]
    /es/noticias/audiencia-publica/ item
    /es/noticias/raid/ item in en
    /es/paises/ countries 1
    /es/paises/mx/ MX [Raid]
    /es/regiones/ regions 2
    /es/regiones/americas/ americas [Raid]
    /es/regiones/global/ global [Audiencia, Raid]
    /es/search/ search
    /feeds/ feeds
    /news/ section news [Hearing, Raid]
    /news/hearing/ item
    /news/raid/ item
    /regions/ regions 2
    /regions/americas/ americas [Raid]
    /regions/global/ global [Hearing, Raid]
    /search/ search
    ");
    assert_snapshot!(built.listing(), @r"
    content/news/2021-06-12-hearing.es.md es /es/noticias/audiencia-publica/ published
    content/news/2021-06-12-hearing.md en /news/hearing/ published
    content/news/_index.es.md es /es/noticias/ published
    content/news/_index.md en /news/ published
    content/news/raid.md en /news/raid/ published
    content/news/raid.md es /es/noticias/raid/ untranslated untranslated en
    ");
}

#[test]
fn every_further_original_is_named_once() {
    let original = |title| format!("+++\ntitle = \"{title}\"\noriginal = true\n+++\n");
    let built =
        built(&[("content/about.md", &original("About")), ("content/about.es.md", &original("Nosotros"))]);
    assert_snapshot!(built.said(), @"content/about.md:3:1 translation/two-originals other=content/about.es.md");
}

#[test]
fn a_translation_may_only_set_text() {
    let source = "contacts = [{ name = \"A\", role = \"Press\" }]\nsubtitle = \"Deck\"\ncountries = [\"MX\"]";
    let wrong = "countries = [\"US\"]\ncontacts = [{ name = \"A\", role = \"Prensa\" }, { role = \"Otra\" }]";
    let built = built(&[
        ("content/news/a.md", &news("A", source)),
        ("content/news/a.es.md", &translated("A", wrong)),
        ("content/news/b.md", &news("B", source)),
        ("content/news/b.es.md", "+++\nslug = \"be\"\n+++\n"),
    ]);
    assert_snapshot!(built.said(), @r"
    content/news/a.es.md:1:1 translation/missing-text key=subtitle
    content/news/a.es.md:3:1 translation/not-text key=countries
    content/news/a.es.md:4:1 translation/list-length key=contacts entries=2 wanted=1
    content/news/a.es.md:4:15 translation/not-text key=contacts[0].name
    content/news/b.es.md:1:1 front-matter/missing-field key=title
    content/news/b.es.md:1:1 translation/missing-text key=contacts
    content/news/b.es.md:1:1 translation/missing-text key=subtitle
    ");
}

#[test]
fn any_language_can_be_the_source() {
    let built = built(&[
        ("content/news/a.es.md", &news("Origen", "")),
        ("content/news/b.es.md", &translated("Sola", "translators = [\"Lucía\"]")),
        ("content/news/c.md", &translated("Copy", "")),
        ("content/news/c.es.md", &news("Origen", "original = true")),
    ]);
    assert_snapshot!(built.said(), @"content/news/b.es.md:3:1 translation/no-source lang=es");
    assert_snapshot!(built.pages_under("/news/"), @r"
    /news/ section news [Copy, Origen, Sola]
    /news/a/ item in es
    /news/b/ item in es
    /news/c/ item
    ");
    assert_snapshot!(built.page("/news/a/").canonical, @"/es/news/a/");
}

#[test]
fn time_decides_what_is_shown() {
    let files: Vec<(&str, String)> = vec![
        ("content/news/draft.md", news("Draft", "draft = true")),
        ("content/news/soon.md", news("Soon", "publish = 2026-11-23")),
        ("content/news/now.md", news("Now", "publish = 2026-11-22")),
        ("content/news/gone.md", news("Gone", "expires = 2026-11-22")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let built = built(&files);
    assert_snapshot!(built.pages_under("/news/"), @r"
    /news/ section news [Now]
    /news/gone/ expired
    /news/now/ item
    ");
    assert_snapshot!(built.listing(), @r"
    content/news/draft.md en – draft draft 
    content/news/gone.md en /news/gone/ expired expired 2026-11-22T06:00:00Z
    content/news/gone.md es /es/news/gone/ expired expired 2026-11-22T06:00:00Z
    content/news/now.md en /news/now/ published
    content/news/now.md es /es/news/now/ untranslated untranslated en
    content/news/soon.md en – embargoed embargoed 2026-11-23T06:00:00Z
    ");
    assert_snapshot!(built.site.next_change.expect("the embargo ends"), @"2026-11-23T06:00:00Z");
    let all = built_with(&files, |inputs| (inputs.drafts, inputs.future) = (true, true));
    assert_snapshot!(all.pages_under("/news/"), @r"
    /news/ section news [Draft, Now, Soon]
    /news/draft/ Draft
    /news/gone/ expired
    /news/now/ item
    /news/soon/ Embargoed
    ");
}

#[test]
fn what_is_missing_in_a_language_is_shown_as_config_says() {
    let config =
        format!("{CONFIG}[sections.news]\nfallback = \"link\"\n[sections.statements]\nfallback = \"none\"\n");
    let built = built(&[
        ("config.toml", &config),
        ("content/news/a.md", &news("A", "")),
        ("content/statements/b.md", &news("B", "")),
        ("content/publications/c.md", &news("C", "")),
    ]);
    assert_snapshot!(built.said(), @"");
    assert_snapshot!(built.pages_under("/es/"), @"
    /es/ home
    /es/404.html not found
    /es/feeds/ feeds
    /es/news/ section news [A]
    /es/publications/ section publications [C]
    /es/publications/c/ item in en
    /es/regiones/ regions 1
    /es/regiones/global/ global [A, C]
    /es/search/ search
    /es/statements/ section statements []
    ");
    assert_snapshot!(built.listing(), @r"
    content/news/a.md en /news/a/ published
    content/news/a.md es – untranslated untranslated en
    content/publications/c.md en /publications/c/ published
    content/publications/c.md es /es/publications/c/ untranslated untranslated en
    content/statements/b.md en /statements/b/ published
    content/statements/b.md es – untranslated untranslated en
    ");
    let switch = &built.page("/news/a/").switch;
    assert_snapshot!(format!("{} {}", switch[1].url, switch[1].translated), @"/news/a/ false");
}

#[test]
fn translations_know_each_other() {
    let built = built(&[
        ("content/news/a.md", &news("A", "")),
        ("content/news/a.es.md", &translated("A", "")),
        ("content/news/b.md", &news("B", "")),
    ]);
    let of = |url: &str| {
        let page = built.page(url);
        let names = page.translations.iter().map(|(lang, url)| format!("{lang} {url}"));
        format!(
            "{:?} x-default {:?} noindex {}",
            names.collect::<Vec<_>>(),
            page.x_default.as_ref().map(Url::as_str),
            page.noindex
        )
    };
    assert_snapshot!(of("/news/a/"), @r#"["en /news/a/", "es /es/news/a/"] x-default Some("/news/a/") noindex false"#);
    assert_snapshot!(of("/es/news/a/"), @r#"["en /news/a/", "es /es/news/a/"] x-default Some("/news/a/") noindex false"#);
    assert_snapshot!(of("/news/b/"), @"[] x-default None noindex false");
    assert_snapshot!(of("/es/news/b/"), @"[] x-default None noindex true");
}

#[test]
fn two_pages_cannot_have_one_address() {
    let built = built(&[
        ("content/news/a.md", &news("A", "slug = \"same\"")),
        ("content/news/b.md", &news("B", "slug = \"Same\"\naliases = [\"/news/a\", \"/news/same/\"]")),
        ("content/news/c.md", &news("C", "slug = \"page\"")),
        ("content/topics.md", "# Topics\n"),
        ("content/news.md", "# News\n"),
    ]);
    assert_snapshot!(built.said(), @"
    content/news.md:1:1 address/duplicate value=/news/ other=content/news
    content/news/b.md:5:8 address/duplicate value=/news/same/ other=content/news/a.md
    content/news/b.md:6:23 address/duplicate value=/news/same/ other=content/news/a.md
    content/news/c.md:5:8 address/reserved value=page
    content/topics.md:1:1 address/reserved value=topics
    ");
}

#[test]
fn old_addresses_lead_on_whatever_their_ending_and_language() {
    let old =
        ["/a.html", "/old/b.pdf/", "/en/news/a/", "/es/antes", "/es/topics/x/", "/page/x/", "/topics/x/"];
    let old = format!("aliases = {old:?}");
    let built = built(&[
        ("content/news/a.md", &news("A", &old)),
        ("content/news/a.es.md", "+++\ntitle = \"Á\"\naliases = [\"/viejo/\", \"/es/viejo.html\"]\n+++\n"),
    ]);
    assert_snapshot!(built.said(), @"
    content/news/a.md:5:83 address/reserved value=page
    content/news/a.md:5:95 address/reserved value=topics
    ");
    assert_snapshot!(built.redirects(), @"
    /a.html → /news/a/
    /en/news/a/ → /news/a/
    /es/antes/ → /es/news/a/
    /es/topics/x/ → /es/news/a/
    /es/viejo.html → /es/news/a/
    /old/b.pdf/ → /news/a/
    /viejo/ → /es/news/a/
    ");
}

#[test]
fn an_address_that_is_gone_is_named() {
    let published = "addresses = [\"/news/a/\", \"/news/old/\", \"/news/older/\"]\n";
    let built = built(&[
        ("content/news/a.md", &news("A", "aliases = [\"/news/older\"]")),
        ("published.toml", published),
    ]);
    assert_snapshot!(built.said(), @"published.toml:1:26 address/lost value=/news/old/");
}

#[test]
fn long_lists_have_parts() {
    let config = format!("{CONFIG}[sections.news]\npage_size = 2\n");
    let dated = |title: &str, date: &str| {
        format!("+++\ntitle = \"{title}\"\ndate = {date}\nregions = [\"global\"]\n+++\n")
    };
    let built = built(&[
        ("config.toml", &config),
        ("content/news/a.md", &dated("Álamo", "2026-01-01")),
        ("content/news/b.md", &dated("Zoo", "2026-01-01")),
        ("content/news/c.md", &dated("New", "2026-02-01")),
    ]);
    assert_snapshot!(built.pages_under("/news/"), @r"
    /news/ section news [New, Álamo]
    /news/a/ item
    /news/b/ item
    /news/c/ item
    /news/page/1/ → /news/
    /news/page/2/ section news [Zoo]
    ");
    let item = built.site.items.iter().find(|item| item.path.as_str() == "news/a").expect("it is there");
    let (older, newer) = item.editions["en"].neighbours;
    let title = |number: usize| built.site.items[number].path.as_str();
    assert_eq!((older.map(title), newer.map(title)), (Some("news/b"), Some("news/c")));
}

#[test]
fn terms_gather_items_of_every_kind() {
    let built = built(&[
        (
            "content/news/a.md",
            &news("A", "hashtags = [\"FreeThemAll\"]\ntopics = [\"law\"]\ncountries = [\"MX\"]"),
        ),
        ("content/news/b.md", &news("B", "hashtags = [\"freethemall\"]")),
        ("content/statements/c.md", &news("C", "hashtags = [\"FreeThemAll\"]\ntopics = [\"law\", \"law\"]")),
        ("i18n/terms.toml", "[topics.law]\nlabel = { en = \"Law\" }\nslug = { es = \"leyes\" }\n"),
    ]);
    assert_snapshot!(built.said(), @r"
    content/news/a.md:6:11 term/no-label value=law langs=es
    content/news/b.md:5:13 hashtag/case value=freethemall usual=FreeThemAll
    ");
    assert_snapshot!(built.pages_under("/es/"), @"
    /es/ home
    /es/404.html not found
    /es/etiquetas/ hashtags 1
    /es/etiquetas/freethemall/ FreeThemAll [A, B, C]
    /es/feeds/ feeds
    /es/news/ section news [A, B]
    /es/news/a/ item in en
    /es/news/b/ item in en
    /es/paises/ countries 1
    /es/paises/mx/ MX [A]
    /es/regiones/ regions 2
    /es/regiones/americas/ americas [A]
    /es/regiones/global/ global [A, B, C]
    /es/search/ search
    /es/statements/ section statements [C]
    /es/statements/c/ item in en
    /es/temas/ topics 1
    /es/temas/leyes/ law [A, C]
    ");
    let lang = altavoz::base::Lang::new("en");
    assert_eq!(built.site.term(&lang, Taxonomy::Hashtags, "freethemall").map(|term| term.count), Some(3));
}

#[test]
fn references_name_items_by_path_or_id() {
    let built = built(&[
        ("content/news/a.md", &news("A", "related = [\"news/b\", \"news/c\"]\nfollows = \"news/hearng\"")),
        ("content/news/b.md", &news("B", "follows = \"news/a\"")),
        ("content/news/hearing.md", &news("H", "")),
    ]);
    assert_snapshot!(built.said(), @r"
    content/news/a.md:5:22 reference/unknown value=news/c nearest=news/a
    content/news/a.md:6:11 reference/unknown value=news/hearng nearest=news/hearing
    ");
    assert_eq!(built.site.items[0].followed_by, [1]);
}

#[test]
fn pages_nest_in_their_folders() {
    let built = built(&[
        ("content/guides/_index.md", "+++\ntitle = \"Guides\"\n+++\n"),
        ("content/guides/_index.es.md", "+++\ntitle = \"Guías\"\nslug = \"guias\"\n+++\n"),
        ("content/guides/safety/index.md", "# Safety\n"),
        ("content/guides/safety/phones.md", "+++\ntitle = \"Phones\"\nweight = 2\n+++\n"),
        ("content/guides/safety/maps.md", "+++\ntitle = \"Maps\"\nweight = 1\n+++\n"),
        ("content/about/index.md", "# About\n"),
        ("content/about/team.jpg", "jpg"),
    ]);
    assert_snapshot!(built.said(), @"");
    assert_snapshot!(built.pages(), @"
    / home
    /404.html not found
    /about/ item
    /es/ home
    /es/404.html not found
    /es/about/ item in en
    /es/feeds/ feeds
    /es/guias/ section guides [Safety]
    /es/guias/safety/ section guides/safety [Maps, Phones]
    /es/guias/safety/maps/ item in en
    /es/guias/safety/phones/ item in en
    /es/search/ search
    /feeds/ feeds
    /guides/ section guides [Safety]
    /guides/safety/ section guides/safety [Maps, Phones]
    /guides/safety/maps/ item
    /guides/safety/phones/ item
    /search/ search
    ");
    let crumbs = built
        .page("/es/guias/safety/phones/")
        .crumbs
        .iter()
        .map(|crumb| format!("{} {}", crumb.label, crumb.url));
    assert_snapshot!(crumbs.collect::<Vec<_>>().join(" > "), @"Inicio /es/ > Guías /es/guias/ > Safety /es/guias/safety/");
    assert_snapshot!(format!("{:?}", built.site.files.iter().map(|file| file.url.as_str()).collect::<Vec<_>>()), @r#"["/about/team.jpg"]"#);
}

#[test]
fn strings_must_be_complete_in_the_default_language() {
    let built = built(&[
        (
            "themes/plaza/strings/en.toml",
            "[a]\nb = \"x\"\nc = \"y\"\n[paths]\ntopics = \"t\"\nregions = \"t\"\n",
        ),
        ("themes/plaza/strings/es.toml", "[a]\nb = \"x\"\n[paths]\ntopics = \"t\"\nregions = \"r\"\n"),
        ("themes/mine/strings/en.toml", "[d]\ne = \"x\"\n"),
        ("config.toml", &CONFIG.replace("timezone", "theme = \"mine\"\ntimezone")),
    ]);
    assert_snapshot!(built.said(), @r"
    themes/plaza/strings/en.toml:5:1 strings/path-twice value=t other=paths.regions
    themes/plaza/strings/es.toml:1:1 strings/missing lang=es key=a.c
    themes/plaza/strings/es.toml:1:1 strings/missing lang=es key=d.e
    ");
    assert_eq!(built.site.strings["es"].get("a.c"), "y");
}

#[test]
fn feeds_hold_public_items_only() {
    let built = built(&[
        ("content/news/a.md", &news("A", "hashtags = [\"One\"]")),
        ("content/news/a.es.md", &translated("A", "")),
        ("content/news/b.md", &news("B", "expires = 2026-01-01")),
        ("content/statements/c.md", &news("C", "")),
    ]);
    let feeds = built.site.feeds.iter().map(|feed| format!("{} {}", feed.page, titles(&feed.entries)));
    assert_snapshot!(feeds.collect::<Vec<_>>().join("\n"), @r"
    / [A, C]
    /news/ [A]
    /statements/ [C]
    /regions/global/ [A, C]
    /hashtags/one/ [A]
    /es/ [A]
    /es/news/ [A]
    /es/regiones/global/ [A]
    /es/etiquetas/one/ [A]
    ");
}

#[test]
fn links_lead_to_the_page_in_the_readers_language() {
    let links = "[b](b.md) [c](c.md#part) [section](../news/_index.md) [top](#part)\n\n## Part\n";
    let built = built(&[
        ("content/news/a.md", &news("A", "").replace("Text.", links)),
        ("content/news/a.es.md", &translated("A", "").replace("Texto.", &links.replace("Part\n", "Parte\n"))),
        ("content/news/b.md", &news("B", "")),
        ("content/news/b.es.md", &translated("B", "slug = \"be\"")),
        ("content/news/c.md", &news("C", "").replace("Text.", "## Part\n")),
        ("content/news/_index.md", "+++\ntitle = \"News\"\n+++\n"),
    ]);
    assert_snapshot!(built.said(), @"");
    assert_snapshot!(built.links("/news/a/"), @r"
    /news/b/
    /news/c/#part
    /news/
    #part
    ");
    assert_snapshot!(built.links("/es/news/a/"), @r"
    /es/news/be/
    /es/news/c/#part (en)
    /es/news/
    #part
    ");
    let Shows::Item(edition) = &built.page("/es/news/a/").shows else { panic!("an item") };
    assert_eq!(edition.headings[0].id, "part");
    assert_eq!(edition.headings[0].second.as_deref(), Some("parte"));
}

#[test]
fn a_link_that_leads_nowhere_is_an_error() {
    let links = "[a](herring.md)\n[b](hearing.md#ask)\n[c](/about/)\n[d](draft.md)\n[e](gone.md)\n\
        [f](broken.md)\n[g](../../../x.md)\n[h](hearing)\n[i](#nowhere)\n![p](pic.jpg)\n[j](/x.pdf)\n";
    let built = built(&[
        ("content/news/a.md", &news("A", "").replace("Text.", links)),
        ("content/news/hearing.md", &news("H", "").replace("Text.", "## Asks\n")),
        ("content/news/draft.md", &news("D", "draft = true").replace("Text.", "[x](nowhere.md)")),
        ("content/news/gone.md", &news("G", "expires = 2026-01-01")),
        ("content/news/broken.md", "+++\ntitle = \"B\n"),
        ("content/about.md", "+++\ntitle = \"About\"\n+++\n"),
        ("content/news/picture.jpg", "jpg"),
        ("assets/files/x.pdf", "pdf"),
    ]);
    assert_snapshot!(built.said(), @"
    content/news/a.md:10:1 link/unpublished value=draft.md state=draft
    content/news/a.md:11:1 link/expired value=gone.md
    content/news/a.md:13:1 link/broken value=../../../x.md
    content/news/a.md:14:1 link/broken value=hearing nearest=hearing.md
    content/news/a.md:15:1 link/anchor value=nowhere file=content/news/a.md
    content/news/a.md:16:1 media/missing value=pic.jpg
    content/news/a.md:17:1 link/broken value=/x.pdf nearest=/files/x.pdf
    content/news/a.md:7:1 link/broken value=herring.md nearest=hearing.md
    content/news/a.md:8:1 link/anchor value=ask file=content/news/hearing.md nearest=asks
    content/news/a.md:9:1 link/site-path value=/about/ nearest=../about.md
    content/news/broken.md:1:1 front-matter/unclosed line=+++
    content/news/draft.md:7:1 link/broken value=nowhere.md
    ");
}

#[test]
fn files_are_published_where_they_are_used() {
    let built = built(&[
        ("content/news/a/index.md", &news("A", "slug = \"first\"").replace("Text.", "![x](one.jpg)")),
        ("content/news/a/index.es.md", &translated("A", "").replace("Texto.", "[x](two.pdf)")),
        ("content/news/a/one.jpg", "jpg"),
        ("content/news/a/two.pdf", "pdf"),
        ("content/news/a/unused.csv", "csv"),
        ("content/news/b.md", &news("B", "").replace("Text.", "![x](b.jpg) ![y](/y.svg)")),
        ("content/news/b.jpg", "jpg"),
        ("content/news/unused.jpg", "jpg"),
        (
            "content/news/draft/index.md",
            &news("D", "draft = true").replace("Text.", "![x](secret.jpg) ![y](shared.jpg)"),
        ),
        ("content/news/draft/secret.jpg", "jpg"),
        ("content/news/draft/shared.jpg", "jpg"),
        ("content/news/c.md", &news("C", "").replace("Text.", "![x](draft/shared.jpg)")),
        ("assets/y.svg", "svg"),
    ]);
    assert_snapshot!(built.said(), @"");
    let files = built.site.files.iter().map(|file| format!("{} → {}", file.source, file.url));
    assert_snapshot!(files.collect::<Vec<_>>().join("\n"), @r"
    assets/y.svg → /y.svg
    content/news/a/one.jpg → /news/first/one.jpg
    content/news/a/two.pdf → /news/first/two.pdf
    content/news/a/unused.csv → /news/first/unused.csv
    content/news/b.jpg → /news/b/b.jpg
    content/news/draft/shared.jpg → /news/c/shared.jpg
    ");
    assert_snapshot!(built.links("/es/news/a/"), @"/news/first/two.pdf");
}

#[test]
fn calls_to_sign_lead_to_petitions_that_can_be_signed() {
    let petition = |id: &str, more: &str| {
        format!(
            "+++\nid = \"{id}\"\ntitle = \"{id}\"\nask = \"Do it\"\nopens = 2026-01-01\nregions = [\"global\"]\n{more}\n\
            [consent.processing]\nid = \"{id}-1\"\ntext = \"Yes\"\n[privacy]\ncontroller = \"C\"\n\
            contact = \"a@example.org\"\nretention_days = 1\n[[targets]]\nname = \"T\"\n+++\n"
        )
    };
    let calls = ":::cta{petition=open label=\"Sign\"} :::\n\n:::cta{petition=over label=\"Sign\"} :::\n\n\
        :::petition{id=opn} :::\n\n[over](../petitions/over.md)\n\n:::cta{to=\"../petitions/open.md\" label=\"Go\"} :::\n";
    let built = built(&[
        ("content/petitions/open.md", &petition("open", "closes = 2026-11-22")),
        ("content/petitions/over.md", &petition("over", "closes = 2026-11-21\nstate = \"closed\"")),
        ("content/petitions/again.md", &petition("over", "")),
        ("content/news/a.md", &news("A", "").replace("Text.", calls)),
    ]);
    assert_snapshot!(built.said(), @r"
    content/news/a.md:11:16 reference/unknown value=opn nearest=open
    content/news/a.md:13:1 petition/closed-link value=../petitions/over.md
    content/petitions/over.md:2:6 petition/duplicate-id value=over other=content/petitions/again.md
    ");
    let Shows::Item(edition) = &built.page("/es/news/a/").shows else { panic!("an item") };
    let targets = edition.targets.iter().map(|target| {
        target.as_ref().map_or("–".to_owned(), |target| format!("{} {}", target.href, target.title))
    });
    assert_snapshot!(targets.collect::<Vec<_>>().join("\n"), @r"
    /es/petitions/open/ open
    /es/petitions/again/ over
    –
    /es/petitions/open/ open
    ");
    let Shows::Home(home) = &built.page("/").shows else { panic!("the home page") };
    assert_snapshot!(titles(&home.petitions), @"[open, over]");
    assert_snapshot!(built.site.next_change.expect("a petition closes"), @"2026-11-23T06:00:00Z");
}
