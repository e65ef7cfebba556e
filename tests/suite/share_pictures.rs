//! The pictures that pages are shared with: every page has one, drawn once, safe whatever its title.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use altavoz::Memo;
use altavoz::base::store::Store;
use altavoz::base::{Fingerprint, Url};
use altavoz::media::share::{Studio, lacking};
use altavoz::{Built, Inputs, collect};
use assert_cmd::Command;

use super::corpus::Folder;
use super::signable::signable;

/// A store in memory.
#[derive(Debug, Default)]
struct Shelf(Mutex<BTreeMap<Fingerprint, Vec<u8>>>);

impl Store for Shelf {
    fn take(&self, key: Fingerprint) -> Option<Vec<u8>> {
        self.0.lock().expect("no panic").get(&key).cloned()
    }

    fn put(&self, key: Fingerprint, bytes: &[u8]) {
        self.0.lock().expect("no panic").insert(key, bytes.to_vec());
    }

    fn keep_only(&self, keys: &BTreeSet<Fingerprint>) {
        self.0.lock().expect("no panic").retain(|key, _| keys.contains(key));
    }
}

fn is_share(url: &Url) -> bool {
    url.as_str().starts_with("/static/share/")
}

/// What the head of a page says under a name.
fn meta(html: &str, property: &str) -> Option<String> {
    let (_, rest) = html.split_once(&format!("<meta property=\"{property}\" content=\""))?;
    Some(rest.split_once('"')?.0.to_owned())
}

fn page(built: &Built, url: &str) -> String {
    let file = built.output.files.get(&Url::new(url)).unwrap_or_else(|| panic!("a page at {url}"));
    String::from_utf8(file.bytes.read().into_owned()).expect("UTF-8")
}

/// The path of a page's picture.
fn picture(built: &Built, url: &str) -> String {
    let image = meta(&page(built, url), "og:image").unwrap_or_else(|| panic!("a picture of {url}"));
    image.strip_prefix("https://example.org").expect("on this site").to_owned()
}

fn bytes(built: &Built, path: &str) -> Vec<u8> {
    let file = built.output.files.get(&Url::new(path)).unwrap_or_else(|| panic!("a file at {path}"));
    file.bytes.read().into_owned()
}

fn own_site(memo: &mut Memo) -> Built {
    let (sources, _) =
        collect::collect(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("this project's own site");
    let now = altavoz::base::date::When::parse("2026-11-22").expect("a day");
    altavoz::build(&sources, &Inputs { now, drafts: false, future: false, base: None, collector: None }, memo)
        .0
}

#[test]
fn every_public_page_of_the_real_site_has_a_picture_with_its_words() {
    let mut memo = Memo::default();
    let built = own_site(&mut memo);
    let mut wide = BTreeSet::new();
    for shown in built.site.pages.iter().filter(|page| !page.noindex) {
        let url = shown.url.as_str();
        let html = page(&built, url);
        let path = picture(&built, url);
        let file = Url::new(&path);
        assert!(built.output.files.contains_key(&file), "{url}: {path}");
        let alt = meta(&html, "og:image:alt").expect("words for who does not see it");
        assert!(!alt.is_empty(), "{url}");
        assert_eq!(lacking(&alt, &fonts()), Vec::<char>::new(), "{url}: {alt}");
        assert!(html.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"), "{url}");
        if is_share(&file) {
            let size = (meta(&html, "og:image:width"), meta(&html, "og:image:height"));
            assert_eq!(size, (Some("1200".to_owned()), Some("630".to_owned())), "{url}");
            wide.insert(path);
        }
    }
    assert!(wide.len() > 100, "{}", wide.len());
    assert_eq!(memo.drawn(), 0, "nothing is drawn before somebody reads it");
    for path in wide.iter().step_by(12) {
        let png = bytes(&built, path);
        assert!(png.len() < 60_000, "{path}: {} bytes", png.len());
        let picture = image::load_from_memory_with_format(&png, image::ImageFormat::Png).expect("a PNG");
        assert_eq!((picture.width(), picture.height()), (1200, 630));
    }
}

fn fonts() -> Vec<Arc<altavoz::base::Source>> {
    let is_font = |source: &altavoz::base::Source| source.path.extension().as_deref() == Some("ttf");
    collect::builtin().filter(is_font).map(Arc::new).collect()
}

#[test]
fn a_changed_title_redraws_one_picture_and_an_unchanged_site_none() {
    let store = Arc::new(Shelf::default());
    let mut folder = Folder::with_items(2);
    let read = |folder: &Folder, store: &Arc<Shelf>| {
        let mut memo = Memo::default().and_studio(Studio::new(store.clone()));
        let (built, said) = folder.build(&mut memo);
        assert!(said.is_empty(), "{said:?}");
        let files = built.output.files.iter().filter(|(url, _)| is_share(url));
        let files: BTreeMap<String, Vec<u8>> =
            files.map(|(url, file)| (url.to_string(), file.bytes.read().into_owned())).collect();
        (files, memo.drawn())
    };
    let (first, drawn) = read(&folder, &store);
    assert_eq!(drawn, first.len());
    let (second, drawn) = read(&folder, &store);
    assert_eq!((drawn, &second), (0, &first), "taken from the store");
    folder.set("content/new.md", "+++\ntitle = \"One title more\"\nmenu = \"footer\"\n+++\nText.\n");
    folder.set("content/new.es.md", "+++\ntitle = \"Un título más\"\n+++\nTexto.\n");
    let (third, drawn) = read(&folder, &store);
    assert_eq!((drawn, third.len()), (2, first.len() + 2));
    folder.set("content/new.md", "+++\ntitle = \"One other title\"\nmenu = \"footer\"\n+++\nText.\n");
    assert_eq!(read(&folder, &store).1, 1);
    // A store may be damaged: what it gives is checked.
    store.0.lock().expect("no panic").values_mut().for_each(|bytes| bytes.truncate(40));
    let (again, drawn) = read(&folder, &store);
    assert_eq!(drawn, again.len());
    assert_eq!(again.values().filter(|png| first.values().any(|other| other == *png)).count(), first.len());
}

#[test]
fn a_second_build_into_the_same_folder_draws_nothing() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let put = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a disk");
        fs::write(path, text).expect("a disk");
    };
    put("config.toml", super::corpus::CONFIG);
    put("content/about.md", "+++\ntitle = \"About us\"\nmenu = \"footer\"\n+++\nText.\n");
    let build = || {
        let mut command = Command::cargo_bin("altavoz").expect("the program");
        command.current_dir(root.path()).args(["build", "--today", "2026-11-22"]).assert().success();
    };
    build();
    let share = root.path().join(".altavoz/share");
    assert!(fs::read_dir(&share).expect("drawn pictures").count() > 2);
    fs::remove_dir_all(&share).expect("a disk");
    build();
    assert!(!share.exists(), "nothing was drawn");
    fs::remove_dir_all(root.path().join("public/static/share")).expect("a disk");
    build();
    assert!(share.exists());
    put("config.toml", &format!("{}[media]\nshare_pictures = false\n", super::corpus::CONFIG));
    build();
    assert!(!root.path().join("public/static/share").exists());
    let html = fs::read_to_string(root.path().join("public/about/index.html")).expect("a page");
    assert!(!html.contains("og:image") && !html.contains("twitter:card"));
}

fn one(title: &str) -> (Folder, Built) {
    let mut folder = Folder::with_items(1);
    let title = toml::Value::String(title.to_owned());
    folder.set("content/odd.md", &format!("+++\ntitle = {title}\nmenu = \"footer\"\n+++\nText.\n"));
    let (built, _) = folder.build(&mut Memo::default());
    (folder, built)
}

#[test]
fn odd_titles_are_drawn_and_break_nothing() {
    let plain = one("Freedom");
    let plain = bytes(&plain.1, &picture(&plain.1, "/odd/"));
    for title in [
        "<script>alert(1)</script><svg onload=x>",
        "</text></svg><rect/> & ]]> &lt; {{ page.title }}",
        "\u{1f54a}\u{fe0f} \u{1f468}\u{200d}\u{1f469}",
        "\u{202e}detrever \u{2066}x",
        &"Freedom ".repeat(1_250),
        &"x".repeat(10_000),
        "自由",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    ] {
        let (_, built) = one(title);
        let png = bytes(&built, &picture(&built, "/odd/"));
        let picture = image::load_from_memory(&png).unwrap_or_else(|error| panic!("{title}: {error}"));
        assert_eq!((picture.width(), picture.height()), (1200, 630));
        assert_ne!(png, plain);
    }
}

const PETITION: &str = r#"title = "Let them go"
ask = "Open the doors of the house by the river."
hashtags = ["FreeThemAll"]
opens = 2026-06-01
show_count_from = 10
collector = { url = "https://sign.example.org" }"#;

#[test]
fn a_petition_shows_its_ask_and_count_unless_readers_are_warned() {
    let mut folder = Folder::with_items(1);
    folder.set("content/petitions/free.md", &signable("free", PETITION));
    folder.set("counts.toml", "[free]\ncount = 1234\nas_of = \"2026-06-10T10:00:00Z\"\n");
    let (built, said) = folder.build(&mut Memo::default());
    let alt = meta(&page(&built, "/petitions/free/"), "og:image:alt").unwrap_or_else(|| panic!("{said:?}"));
    assert_eq!(
        alt,
        "Card of Open Doors: Petition · Let them go · Open the doors of the house by the river. · \
         1,234 people have signed · #FreeThemAll"
    );
    let before = picture(&built, "/petitions/free/");
    folder.set("counts.toml", "[free]\ncount = 1235\nas_of = \"2026-06-11T10:00:00Z\"\n");
    let (built, _) = folder.build(&mut Memo::default());
    assert_ne!(picture(&built, "/petitions/free/"), before, "another count, another picture");
    folder
        .set("content/petitions/free.md", &signable("free", &format!("{PETITION}\nwarnings = [\"death\"]")));
    let (built, _) = folder.build(&mut Memo::default());
    let alt = meta(&page(&built, "/petitions/free/"), "og:image:alt").expect("a picture");
    assert!(!alt.contains("river") && alt.contains("Let them go"), "{alt}");
}

#[test]
fn letters_that_no_font_has_are_told_of() {
    let mut folder = Folder::with_items(1);
    folder.set("content/far.md", "+++\ntitle = \"Freedom 自由 now\"\nmenu = \"footer\"\n+++\nText.\n");
    folder.set("content/near.md", "+++\ntitle = \"Łódź, Ñandú ✊ حرية\"\nmenu = \"footer\"\n+++\nText.\n");
    let (_, said) = folder.build(&mut Memo::default());
    let told: Vec<_> = said.iter().map(|said| (said.code, said.argument("letters"))).collect();
    assert_eq!(told, [("share/no-letter", Some("由自"))]);
}

#[test]
fn pictures_that_are_drawn_are_counted() {
    let folder = Folder::with_items(2);
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let told = seen.clone();
    let tell = Box::new(move |done, all| told.lock().expect("nobody panics").push((done, all)));
    let mut memo = Memo::default().and_studio(Studio::default().telling(tell));
    let (built, _) = folder.build(&mut memo);
    let drawn = bytes(&built, &picture(&built, "/"));
    let seen = seen.lock().expect("nobody panics").clone();
    assert!(!drawn.is_empty() && seen.len() == 1 && seen[0].0 == 1 && seen[0].1 > 1, "{seen:?}");
}

#[test]
fn an_item_keeps_its_own_picture_and_a_drawing_is_none() {
    let mut folder = Folder::with_items(1);
    let own = |file: &str| {
        format!(
            "+++\ntitle = \"Own\"\nmenu = \"footer\"\nimage = {{ src = \"{file}\", alt = \"Four corners\", people = \"none\" }}\n+++\nText.\n"
        )
    };
    folder.set("content/own/index.md", &own("photo.png"));
    let photo = super::planted::png(&super::planted::corners(1000, 600), 1);
    folder.files.insert("content/own/photo.png".to_owned(), photo);
    let (built, _) = folder.build(&mut Memo::default());
    let html = page(&built, "/own/");
    assert!(!picture(&built, "/own/").starts_with("/static/share/"));
    assert_eq!(meta(&html, "og:image:alt").as_deref(), Some("Four corners"));
    assert_eq!(meta(&html, "og:image:width").as_deref(), Some("1000"));
    folder.set("content/own/index.md", &own("map.svg"));
    folder.files.insert("content/own/map.svg".to_owned(), super::planted::svg());
    let (built, _) = folder.build(&mut Memo::default());
    assert!(picture(&built, "/own/").starts_with("/static/share/"));
}

#[test]
fn a_theme_draws_its_own_pictures() {
    let mut folder = Folder::with_items(1);
    let (before, _) = folder.build(&mut Memo::default());
    folder.set(
        "themes/plaza/templates/share.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"315\"><rect width=\"600\" height=\"315\" fill=\"#123456\"/>\
         <text x=\"20\" y=\"20\" width=\"560\" height=\"200\" font-size=\"60\" data-least=\"20\">{{ page.title }}</text></svg>",
    );
    let (built, said) = folder.build(&mut Memo::default());
    assert!(said.is_empty(), "{said:?}");
    assert_ne!(picture(&built, "/"), picture(&before, "/"));
    let png = bytes(&built, &picture(&built, "/"));
    assert_eq!(image::load_from_memory(&png).expect("a PNG").to_rgb8().get_pixel(0, 0).0, [0x12, 0x34, 0x56]);
    // Another template is no reason to draw again.
    let base =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/plaza/templates/not_found.html"));
    folder.set("themes/plaza/templates/not_found.html", &format!("{}\n", base.expect("a template")));
    let (again, _) = folder.build(&mut Memo::default());
    assert_eq!(picture(&again, "/"), picture(&built, "/"));
}

#[test]
fn a_picture_that_is_too_heavy_for_networks_is_not_the_one_they_are_told() {
    let photo = |name: &str, width: u32| {
        // What looks like noise cannot be made small.
        let noise = image::RgbImage::from_fn(width, 400, |x, y| {
            let mixed =
                (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)).wrapping_mul(3_266_489_917);
            image::Rgb([mixed as u8, (mixed >> 8) as u8, (mixed >> 16) as u8])
        });
        let mut folder = Folder::with_items(1);
        let text = format!(
            "+++\ntitle = \"Own\"\nmenu = \"footer\"\nimage = {{ src = \"{name}\", alt = \"Noise\", people = \"none\" }}\n+++\nText.\n"
        );
        folder.set("content/own/index.md", &text);
        let bytes = super::planted::plain(&image::DynamicImage::ImageRgb8(noise), image::ImageFormat::Png);
        assert!(bytes.len() > 200_000, "{}", bytes.len());
        folder.files.insert(format!("content/own/{name}"), bytes);
        let (built, _) = folder.build(&mut Memo::default());
        let picture = picture(&built, "/own/");
        let weight = built.output.files[&Url::new(&picture)].bytes.len();
        (picture, weight)
    };
    let (picture, weight) = photo("wide.png", 1000);
    assert!(weight <= 300_000, "{picture} weighs {weight}");
    let (drawn, _) = photo("wide.png", 470);
    assert!(drawn.starts_with("/static/share/"), "{drawn}");
}
