//! What config.toml means, and what is said of one that could be better.

use altavoz::base::Url;
use altavoz::config::Config;
use insta::{assert_debug_snapshot, assert_snapshot};

use crate::said::{said, said_alone, said_in_words, sources};

fn config(text: &str) -> Config {
    let sources = sources(&format!("--- config.toml\n{text}"));
    altavoz::config::read(sources.get("config.toml").map(|source| &**source)).0
}

#[test]
fn two_lines_are_enough() {
    let config = config("title = \"Test\"\nbase_url = \"https://example.org\"\n");
    assert_eq!((config.origin.as_str(), config.base_path.as_str()), ("https://example.org", ""));
    assert_eq!(config.default_language.as_str(), "en");
    assert_eq!(config.languages.len(), 1);
    assert_eq!(config.languages[0].title, "Test");
    assert_eq!((config.theme.as_str(), config.review_months, config.keep_unknown), ("plaza", 24, false));
    let regions: Vec<_> =
        config.regions.iter().map(|region| (region.key.as_str(), region.countries.len())).collect();
    assert_debug_snapshot!(regions, @r#"
    [
        (
            "americas",
            57,
        ),
        (
            "africa-mena",
            78,
        ),
        (
            "asia-pacific",
            62,
        ),
        (
            "europe",
            51,
        ),
        (
            "global",
            0,
        ),
    ]
    "#);
}

#[test]
fn a_path_in_the_base_url_is_a_base_path() {
    let config = config("title = \"Test\"\nbase_url = \"https://example.org/no/child/\"\n");
    assert_eq!(config.absolute(&Url::new("/news/")), "https://example.org/no/child/news/");
}

#[test]
fn a_language_has_defaults_by_its_locale() {
    let config = config(
        "title = \"Test\"\nbase_url = \"https://example.org\"\ndefault_language = \"es\"\n\
         [languages.es]\nlocale = \"es-MX\"\n\
         [languages.fr]\ntitle = \"Essai\"\nmin_translated = 80\nfallback = \"link\"\n\
         [languages.ar]\nquotes = \"«»\"\ncalendar = \"gregory\"\nnumbering = \"arab\"\n",
    );
    let languages: Vec<_> = config
        .languages
        .iter()
        .map(|l| {
            format!(
                "{} {} {} {:?} {:?} {}",
                l.name, l.title, l.locale, l.quotes, l.fallback, l.min_translated
            )
        })
        .collect();
    assert_eq!(config.default_language.as_str(), "es");
    assert_snapshot!(languages.join("\n"), @"
    Español Test es-MX ['“', '”', '‘', '’'] Source 60
    Français Essai fr ['«', '»', '“', '”'] Link 80
    العربية Test ar-u-ca-gregory-nu-arab ['«', '»', '“', '”'] Source 60
    ");
}

#[test]
fn a_language_is_one_that_people_speak() {
    let tags = ["en", "pt-BR", "tzh", "zh-Hant", "ens", "english", "EN", "2", ""];
    let found: Vec<_> = tags.into_iter().filter(|tag| altavoz::base::lang::exists(tag)).collect();
    assert_eq!(found, ["en", "pt-BR", "tzh", "zh-Hant"]);
}

#[test]
fn a_country_lies_in_the_region_of_its_continent() {
    let config = config("");
    let region = |code: &str| {
        let holds =
            |region: &&altavoz::config::Region| region.countries.iter().any(|country| country.code() == code);
        config.regions.iter().find(holds).map_or("", |region| region.key.as_str())
    };
    let found = ["MX", "EG", "LB", "TH", "AU", "BG", "AQ"].map(|code| format!("{code} {}", region(code)));
    assert_snapshot!(found.join(", "), @"MX americas, EG africa-mena, LB africa-mena, TH asia-pacific, AU asia-pacific, BG europe, AQ");
}

#[test]
fn no_file_is_an_error() {
    assert_snapshot!(said_alone("--- content/about.md\n# About\n"), @"config/missing at the site");
}

#[test]
fn every_mistake_is_named_at_its_place() {
    let file = "--- config.toml
titel = \"Test\"
base_url = \"example.org\"
default_language = \"ens\"
timezone = \"America/Mexico\"
theme = \"../x\"

[languages.en]
locale = \"English\"
quotes = \"«\"
calendar = \"gregorian\"
min_translated = 160
fallback = \"sorce\"

[languages.es_MX]

[languages.english]

[regions.Americas]
name = { en = \"Americas\" }

[regions.here]
name = { en = \"Here\", fr = \"Ici\" }
countries = [\"MX\", \"Mexico\"]
m49 = [\"19\"]

[sections.news]
page_size = 0
pagesize = 3

[[menu]]
name = { en = \"News\" }

[media]
formats = [\"jpeg2000\"]
widths = [0]

[budget]
home_kb = \"25\"

[petitions]
collector = \"sign.example.org\"

[front_matter]
unknown = \"drop\"
";
    assert_snapshot!(said_in_words(file), @r#"
    front-matter/unknown-key at config.toml:1:1: there is no field `titel` here
      did you mean `title`?
    config/base-url at config.toml:2:12: a site cannot be at `example.org`
      write the whole address that your site will have: `https://example.org` or `https://example.org/campaign`
    config/default-language at config.toml:3:20: the site has no language `ens`
      did you mean `en`?
    time/unknown-zone at config.toml:4:12: `America/Mexico` is not a time zone
      did you mean `America/Merida`?
    config/theme-name at config.toml:5:9: `../x` is not the name of a theme
      it is the name of a folder under `themes`, with letters, digits and `-` only
    config/locale at config.toml:8:10: `English` is not a locale
      write a language and a country: `es-MX`, `en-GB`, `fr`
    config/quotes at config.toml:9:10: `«` should be two quotation marks, or four with the inner ones
      for example "“”", "«»" or "„“‚‘"
    front-matter/unknown-word at config.toml:10:12: `gregorian` is not one of the words that may stand here
      did you mean `gregory`? (there are: buddhist, chinese, coptic, dangi, ethioaa, ethiopic, gregory, hebrew, indian, islamic, islamic-civil, islamic-tbla, islamic-umalqura, iso8601, japanese, persian, roc)
    config/percent at config.toml:11:18: `160` is not a percentage
      write a whole number from 0 to 100
    front-matter/unknown-word at config.toml:12:12: `sorce` is not one of the words that may stand here
      did you mean `source`? (there are: source, link, none)
    language/tag at config.toml:14:12: `es_MX` is not a language
      did you mean `es-MX`?
    language/tag at config.toml:16:12: `english` is not a language
      use a tag such as `en`, `es`, `pt-BR`
    config/region-key at config.toml:18:10: `Americas` cannot be a region's key, since addresses are made of it
      use small letters, digits and `-`: `east-africa`
    config/unknown-language at config.toml:22:23: the site has no language `fr`, so nobody would see this
      add it under `[languages]`, or take the text out
    country/unknown at config.toml:23:20: `Mexico` is not a country
      use the two capital letters of ISO 3166-1: `MX`, `GT`, `US`
    config/m49 at config.toml:24:8: `19` is not a group of countries
      use the three digits of UN M49: `019` for the Americas, `002` for Africa
    config/not-positive at config.toml:27:13: `0` should be greater than 0
    front-matter/unknown-key at config.toml:28:1: there is no field `pagesize` here
      did you mean `page_size`?
    front-matter/missing-field at config.toml:30:1: the field `target` is missing
    front-matter/unknown-word at config.toml:34:12: `jpeg2000` is not one of the words that may stand here
      there are: webp, avif
    config/not-positive at config.toml:35:11: `0` should be greater than 0
    front-matter/wrong-type at config.toml:38:11: this should be a whole number, but it is text
    url/shape at config.toml:41:13: `sign.example.org` is not an address on the web
      it begins with `https://` or `http://` and has no spaces
    front-matter/unknown-word at config.toml:44:11: `drop` is not one of the words that may stand here
      there are: error, keep
    "#);
}

#[test]
fn a_broken_file_is_named_once_and_the_rest_is_checked() {
    let file = "--- config.toml\ntitle = Test\nbase_url = \"https://example.org\"\n[languages.en]\n[languages.es]\n\
                --- content/a.es.md\n+++\ntitel = \"A\"\n+++\n";
    assert_snapshot!(said(file), @"
    front-matter/unquoted at config.toml:1:9
    front-matter/unknown-key at content/a.es.md:2:1
    ");
}

#[test]
fn the_repositorys_own_settings_are_fine() {
    let text = include_str!("../../config.toml");
    let pages = "--- content/about.md\n# About\n--- content/getting-started.md\n# Begin";
    assert_snapshot!(said(&format!("--- config.toml\n{text}\n{pages}")), @"nothing");
    let text = include_str!("../../starter/config.toml");
    assert_snapshot!(said(&format!("--- config.toml\n{text}\n{pages}")), @"nothing");
}
