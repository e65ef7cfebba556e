//! What goes in with a camera's, an editor's or a spy's traces comes out as a picture and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use altavoz::Memo;
use altavoz::base::pictures::Format;
use altavoz::media::{self, residue};
use assert_cmd::Command;
use image::{DynamicImage, ImageFormat, Rgb};
use insta::assert_snapshot;
use proptest::prelude::*;
use tempfile::TempDir;

use super::corpus::Folder;
use super::planted::{self, WORD, corners};

const PAGE: &str = "+++\ntitle = \"Page\"\nimage = { src = \"rosa-amalia.jpg\", alt = \"Four corners\" }\n+++\n\
                    ![A drawing](pozolillo.png)\n\nIn a line: ![moving](tzintzun.gif), [the whole](rosa-amalia.jpg).\n\n\
                    ![Small](quiroga.webp)\n\n![A map](izamal.svg)\n";

fn site() -> Folder {
    let mut folder = Folder::with_items(3);
    folder.set("content/place/index.md", PAGE);
    let photo = corners(1000, 600);
    let mut put = |path: &str, bytes: Vec<u8>| drop(folder.files.insert(path.to_owned(), bytes));
    put("content/place/rosa-amalia.jpg", planted::jpeg(&photo, 1));
    put("content/place/pozolillo.png", planted::png(&corners(40, 20), 1));
    put("content/place/tzintzun.gif", planted::gif(&corners(40, 20)));
    put("content/place/quiroga.webp", planted::webp(&corners(40, 20), 1));
    put("content/place/izamal.svg", planted::svg());
    put("assets/logo.png", planted::png(&corners(64, 64), 1));
    put("assets/mark.svg", planted::svg());
    folder
}

/// The files that a build publishes, by address.
fn built(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    let (built, said) = folder.build(&mut Memo::default());
    assert!(said.is_empty(), "{said:?}");
    built.output.files.into_iter().map(|(url, file)| (url.to_string(), file.bytes.to_vec())).collect()
}

fn said(folder: &Folder) -> Vec<&'static str> {
    let (_, said) = folder.build(&mut Memo::default());
    said.iter().map(|said| said.code).collect()
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// A page with a picture under `name`, and the picture as it is published, in its own format.
fn published(name: &str, bytes: Vec<u8>) -> DynamicImage {
    let mut folder = Folder::with_items(1);
    folder.set("content/one/index.md", &format!("# One\n\n![Something]({name})\n"));
    folder.files.insert(format!("content/one/{name}"), bytes);
    let files = built(&folder);
    let ending = Path::new(name).extension().expect("an ending").to_str().expect("UTF-8");
    let picture = files.iter().find(|(url, _)| url.starts_with("/one/") && url.ends_with(ending));
    image::load_from_memory(picture.expect("a picture").1).expect("a picture")
}

fn near(found: Rgb<u8>, wanted: [u8; 3]) -> bool {
    found.0.iter().zip(wanted).all(|(found, wanted)| found.abs_diff(wanted) < 24)
}

#[test]
fn nothing_planted_comes_out() {
    let folder = site();
    let planted = folder.files.values().filter(|bytes| holds(bytes, WORD)).count();
    assert_eq!(planted, 7, "every picture went in with the word");
    for (url, bytes) in built(&folder) {
        assert!(!holds(&bytes, WORD), "{url}");
        let ending = url.rsplit('.').next().and_then(Format::of_ending);
        assert_eq!(ending.and_then(|format| residue::of(&bytes, format)), None, "{url}");
        assert!(
            !holds(&bytes, b"evil.example") && !holds(&bytes, b"Exif") && !holds(&bytes, b"xmp"),
            "{url}"
        );
    }
}

#[test]
fn the_net_sees_what_is_planted() {
    let picture = corners(8, 8);
    let found = |bytes: Vec<u8>, format| residue::of(&bytes, format);
    assert_eq!(found(planted::jpeg(&picture, 1), Format::Jpeg), Some(residue::Residue::Gps));
    assert_eq!(found(planted::webp(&picture, 1), Format::Webp), Some(residue::Residue::Gps));
    let text = residue::Residue::Metadata("text");
    assert_eq!(found(planted::png(&picture, 1), Format::Png), Some(text));
    let comment = residue::Residue::Metadata("comment");
    assert_eq!(found(planted::gif(&picture), Format::Gif), Some(comment));
    let trailer = [planted::plain(&picture, ImageFormat::Png), b"more".to_vec()].concat();
    assert_eq!(found(trailer, Format::Png), Some(residue::Residue::Metadata("trailer")));
}

#[test]
fn no_authors_file_name_reaches_the_output_and_an_asset_keeps_its_address() {
    let files = built(&site());
    for name in ["rosa-amalia", "pozolillo", "tzintzun", "quiroga", "izamal"] {
        let named = files.iter().find(|(url, bytes)| url.contains(name) || holds(bytes, name.as_bytes()));
        assert_eq!(named.map(|(url, _)| url), None, "{name}");
    }
    assert!(files.contains_key("/logo.png") && files.contains_key("/mark.svg"));
}

#[test]
fn pages_offer_webp_and_several_widths_with_sizes() {
    let files = built(&site());
    let page = String::from_utf8(files["/place/"].clone()).expect("UTF-8");
    let hero =
        page.split("<picture>").nth(1).expect("a picture").split("</picture>").next().expect("its end");
    assert!(hero.contains("<source type=\"image/webp\" srcset=\"/place/"), "{hero}");
    for part in ["-480.webp 480w", "-960.webp 960w", "-1000.webp 1000w", "-480.jpg 480w", "-1000.jpg 1000w"] {
        assert!(hero.contains(part), "{part} in {hero}");
    }
    assert!(hero.contains("width=\"1000\" height=\"600\"") && hero.contains("sizes=\""), "{hero}");
    for url in page.split(['"', ' ', ',']).filter(|part| part.starts_with("/place/") && part.contains('.')) {
        assert!(files.contains_key(url), "{url} is published");
    }
    let line = page.split("<p>In a line:").nth(1).expect("a line");
    assert!(line.contains("loading=\"lazy\" decoding=\"async\""), "{line}");
}

#[test]
fn every_orientation_stands_upright() {
    // Where the corner that was stored first (red, top left) is seen, by EXIF's number (CIPA DC-008, 4.6.4).
    let upright = corners(64, 32);
    let [red, green, blue, white] = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]];
    let seen = [
        [red, green, blue, white],
        [green, red, white, blue],
        [white, blue, green, red],
        [blue, white, red, green],
        [red, blue, green, white],
        [blue, red, white, green],
        [white, green, blue, red],
        [green, white, red, blue],
    ];
    for (number, wanted) in seen.into_iter().enumerate() {
        let orientation = u16::try_from(number + 1).expect("small");
        let pictures = [
            ("a.jpg", planted::jpeg(&upright, orientation)),
            ("a.png", planted::png(&upright, orientation)),
            ("a.webp", planted::webp(&upright, orientation)),
        ];
        for (name, bytes) in pictures {
            let picture = published(name, bytes).to_rgb8();
            let (width, height) = picture.dimensions();
            assert_eq!(width > height, orientation < 5, "{name} in orientation {orientation}");
            let corner = |x: u32, y: u32| *picture.get_pixel(x, y);
            let corners =
                [corner(2, 2), corner(width - 3, 2), corner(2, height - 3), corner(width - 3, height - 3)];
            let right = corners.iter().zip(wanted).all(|(found, wanted)| near(*found, wanted));
            assert!(right, "{name} in orientation {orientation}: {corners:?}");
        }
    }
}

#[test]
fn colours_of_a_wide_screen_come_out_in_srgb() {
    let profile = moxcms::ColorProfile::new_display_p3().encode().expect("a profile");
    let image = DynamicImage::ImageRgb8(image::RgbImage::from_pixel(16, 16, Rgb([200, 100, 50])));
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    image::ImageEncoder::set_icc_profile(&mut encoder, profile).expect("a profile");
    image.write_with_encoder(encoder).expect("a picture");
    let published = published("a.png", bytes).to_rgb8();
    // By the matrices of both colour spaces (CSS Color 4, 10): display-p3 200 100 50 is 214 95 35.
    let pixel = published.get_pixel(8, 8);
    let right = pixel.0.iter().zip([214_u8, 95, 35]).all(|(found, wanted)| found.abs_diff(wanted) < 5);
    assert!(right, "{pixel:?}");
}

#[test]
fn a_picture_that_claims_to_be_huge_is_not_decoded() {
    let small = planted::plain(&corners(8, 8), ImageFormat::Png);
    let header = [&60_000_u32.to_be_bytes()[..], &60_000_u32.to_be_bytes(), &small[24..29]].concat();
    let bytes = [&small[..8], &planted::chunk(*b"IHDR", &header), &small[33..]].concat();
    let mut folder = Folder::with_items(1);
    folder.files.insert("assets/bomb.png".to_owned(), bytes);
    assert_eq!(said(&folder), ["media/too-large"]);
}

#[test]
fn what_cannot_be_cleaned_is_not_published() {
    let heic = [&[0, 0, 0, 24][..], b"ftypheic", &[0; 4], b"mif1heic"].concat();
    let avif = [&[0, 0, 0, 24][..], b"ftypavif", &[0; 4], b"mif1avif"].concat();
    let jpeg = planted::plain(&corners(64, 64), ImageFormat::Jpeg);
    let cases: [(&str, Vec<u8>, &str); 7] = [
        ("assets/a.heic", b"anything".to_vec(), "media/heic"),
        ("assets/a.jpg", heic, "media/heic"),
        ("assets/a.avif", avif, "media/format"),
        ("assets/a.tif", b"II*\0".to_vec(), "media/format"),
        ("assets/a.jpg", b"no picture".to_vec(), "media/unreadable"),
        ("assets/a.png", jpeg[..40].to_vec(), "media/unreadable"),
        (
            "assets/a.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><g>".to_vec(),
            "media/unreadable",
        ),
    ];
    for (path, bytes, code) in cases {
        let mut folder = Folder::with_items(1);
        folder.files.insert(path.to_owned(), bytes);
        assert_eq!(said(&folder), [code], "{path}");
    }
}

#[test]
fn a_picture_under_a_wrong_name_is_what_it_is_and_an_address_keeps_its_word() {
    let mut folder = Folder::with_items(1);
    folder.set("content/one/index.md", "# One\n\n![Something](a.png)\n");
    folder.files.insert("content/one/a.png".to_owned(), planted::jpeg(&corners(64, 64), 1));
    folder.files.insert("assets/b.png".to_owned(), planted::jpeg(&corners(64, 64), 1));
    folder.files.insert("assets/nameless".to_owned(), planted::jpeg(&corners(64, 64), 1));
    let files = built(&folder);
    assert!(files.keys().any(|url| url.starts_with("/one/") && url.contains("-64.jpg")));
    assert!(files["/b.png"].starts_with(b"\x89PNG"));
    assert!(!holds(&files["/nameless"], WORD));
}

#[test]
fn a_moving_picture_stands_still_and_the_author_is_told() {
    let frame = |color| image::Frame::new(image::RgbaImage::from_pixel(8, 8, image::Rgba(color)));
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    encoder.encode_frames([frame([255, 0, 0, 255]), frame([0, 0, 255, 255])]).expect("a GIF");
    drop(encoder);
    let mut folder = Folder::with_items(1);
    folder.files.insert("assets/a.gif".to_owned(), bytes);
    assert_eq!(said(&folder), ["media/animated"]);
}

#[test]
fn avif_is_made_by_a_program_that_was_built_for_it() {
    let mut folder = site();
    folder.set("config.toml", &format!("{}[media]\nformats = [\"webp\", \"avif\"]\n", super::corpus::CONFIG));
    let wanted: &[&str] = if cfg!(feature = "avif") { &[] } else { &["media/format-not-built"] };
    assert_eq!(said(&folder), wanted);
}

#[test]
fn a_name_that_may_be_a_persons_is_told_where_it_would_be_published() {
    let said_of = |path: &str| {
        let mut folder = Folder::with_items(1);
        folder.files.insert(path.to_owned(), planted::plain(&corners(8, 8), ImageFormat::Png));
        said(&folder)
    };
    for name in ["IMG_2021_maria-lopez.png", "foto-ana-perez.png", "DSC0042 Juan Ruiz.png"] {
        assert_eq!(said_of(&format!("assets/{name}")), ["media/file-name"], "{name}");
        assert_eq!(said_of(&format!("content/{name}")), [""; 0], "{name} is renamed");
    }
    for name in ["IMG_2021.png", "march-in-geneva.png", "IMG_2021_edited-final.png", "photo-small.png"] {
        assert_eq!(said_of(&format!("assets/{name}")), [""; 0], "{name}");
    }
}

#[test]
fn a_theme_publishes_clean_pictures_too() {
    let mut folder = Folder::with_items(1);
    folder.files.insert("themes/plaza/static/photo.jpg".to_owned(), planted::jpeg(&corners(64, 64), 1));
    let files = built(&folder);
    let photo = files.iter().find(|(url, _)| url.starts_with("/static/photo.")).expect("the theme's picture");
    assert_eq!((holds(photo.1, WORD), residue::of(photo.1, Format::Jpeg)), (false, None));
}

#[test]
fn a_drawing_keeps_what_draws() {
    let clean = String::from_utf8(media::clean_svg(&planted::svg()).expect("an SVG")).expect("UTF-8");
    for kept in [
        "viewBox=\"0 0 40 20\"",
        "id=\"a\"",
        "fill=\"url(#a)\"",
        "stroke:blue",
        ".a { fill: red",
        "Doors &amp; windows",
        "<use href=\"#a\"/>",
    ] {
        assert!(clean.contains(kept), "{kept} in {clean}");
    }
}

#[test]
fn no_name_that_somebody_gave_a_part_of_a_drawing_comes_out() {
    let dirty = r#"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9' id='maria-root' class='maria-none' aria-label='maria'>
<title>Created with Sketch by maria</title><desc>maria</desc>
<style>.maria-fill, g#maria-home > rect { fill: #fade00; stroke: url( '#maria line') } @media print { .maria-b { r: .5 } } [data-x="maria"] { r: 1 }</style>
<style>.maria-fill:hover, #maria-home { fill: #fade00; stroke: url( '#maria line') } @media (min-width: .5em) { .maria-b { r: .5 } }</style>
<linearGradient id='maria line'/><linearGradient id='maria-none'/>
<filter id='maria-f'><feFlood result='maria-r'/><feOffset in='maria-r' in2='SourceAlpha'/></filter>
<g id='maria-home' class='maria-none maria-fill' style='filter:url(#maria-f)'><title>maria</title><rect mask='url(#maria-nowhere)'/></g>
<use href='#maria-home' class='maria-none'/>
<set id='maria-set' attributeName='x' begin='1s; maria.click' end='maria-set.begin+2s'/>
<set attributeName='class' to='maria'/>
</svg>"#;
    let clean = media::clean_svg(dirty.as_bytes()).expect("an SVG");
    let clean = String::from_utf8(clean).expect("UTF-8");
    assert_snapshot!(clean, @r##"
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">

    <style></style>
    <style>.a:hover, #a { fill: #fade00; stroke: url( '#b') } @media (min-width: .5em) { .b { r: .5 } }</style>
    <linearGradient id="b"/><linearGradient/>
    <filter id="c"><feFlood result="a"/><feOffset in="a" in2="SourceAlpha"/></filter>
    <g id="a" class="a" style="filter:url(#c)"><rect mask="url(#d)"/></g>
    <use href="#a"/>
    <set id="e" attributeName="x" begin="1s" end="e.begin+2s"/>

    </svg>
    "##);
    assert!(!clean.contains("maria") && !clean.contains("Sketch"), "{clean}");
}

#[test]
fn a_picture_inside_a_drawing_is_cleaned_or_gone() {
    let base64 = |bytes: &[u8]| {
        // By the reading of RFC 4648 that everybody can check: six bits a letter.
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let bits = bytes.iter().map(|byte| format!("{byte:08b}")).collect::<Vec<_>>().concat();
        let letter = |bits: &[u8]| {
            let bits = format!("{:0<6}", String::from_utf8_lossy(bits));
            char::from(letters[usize::from_str_radix(&bits, 2).expect("bits")])
        };
        bits.as_bytes().chunks(6).map(letter).collect::<String>()
    };
    let svg = |href: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image width='9' height='9' href='{href}'/></svg>"
        )
    };
    let planted = planted::png(&corners(8, 8), 1);
    let dirty = svg(&format!("data:image/png;base64,{}", base64(&planted)));
    let clean = String::from_utf8(media::clean_svg(dirty.as_bytes()).expect("an SVG")).expect("UTF-8");
    assert!(clean.contains("data:image/png;base64,") && !clean.contains(&base64(WORD)[..12]), "{clean}");
    assert!(clean.len() < dirty.len(), "its texts are gone");
    for href in
        ["data:image/svg+xml;base64,PHN2Zy8+", "data:text/html;base64,PGI+", "data:image/png;base64,AAAA"]
    {
        let clean = media::clean_svg(svg(href).as_bytes()).expect("an SVG");
        assert!(!holds(&clean, b"data:"), "{href}");
    }
}

#[test]
fn entities_that_grow_without_end_do_not() {
    let mut text = "<!DOCTYPE svg [<!ENTITY a0 \"ha\">".to_owned();
    for number in 1..40 {
        let ten = format!("&a{};", number - 1).repeat(10);
        text.extend(["<!ENTITY a", &number.to_string(), " \"", &ten, "\">"]);
    }
    text += "]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9' class='&a39;'><text>&a39;</text></svg>";
    let clean = media::clean_svg(text.as_bytes()).expect("an SVG");
    assert!(clean.len() < 200, "{}", clean.len());
}

/// Pieces that a drawing may be made of, good and bad.
fn drawing() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        Just("g"),
        Just("rect"),
        Just("script"),
        Just("style"),
        Just("a"),
        Just("foreignObject"),
        Just("svg"),
        Just("image"),
        Just("use"),
        Just("animate"),
        Just("x:y"),
        Just("text"),
    ];
    let attribute = prop_oneof![
        "on[a-z]{1,8}='[a-z()&;]{0,6}'",
        "(href|xlink:href|style|fill|x:href|attributeName|class|id)='[ -%(-;=?-~\u{e9}]{0,24}'",
        "(id|class|fill|begin|result|in)='(url[(]#)?[a-c]( [.]begin|[.]end)?[)]?'",
        "(href)='#[a-c]'",
        Just("href='javascript:x()'".to_owned()),
        Just("style='fill:url(//evil.example/x);stroke:red'".to_owned()),
    ];
    let text = prop_oneof![
        "[ -;=-~\u{e9}]{0,20}",
        "[.#][a-c] ?[{]fill:url[(]#[a-c][)][}]",
        Just("@import url(//evil.example);".to_owned()),
        Just("<![CDATA[<script>]]>".to_owned()),
        Just("<!-- c -->".to_owned())
    ];
    let leaf = text.prop_map(|text| text.replace('&', "&amp;"));
    leaf.prop_recursive(4, 24, 5, move |inner| {
        (name.clone(), prop::collection::vec(attribute.clone(), 0..3), prop::collection::vec(inner, 0..4))
            .prop_map(|(name, attributes, inside)| {
                format!("<{name} {}>{}</{name}>", attributes.join(" "), inside.concat())
            })
    })
}

proptest! {
    #[test]
    fn cleaning_a_clean_drawing_changes_nothing_and_no_event_gets_through(inside in drawing()) {
        let dirty = format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{inside}</svg>");
        if let Some(clean) = media::clean_svg(dirty.as_bytes()) {
            let again = media::clean_svg(&clean).expect("what is clean is an SVG");
            prop_assert_eq!(String::from_utf8_lossy(&again), String::from_utf8_lossy(&clean));
            let mut reader = quick_xml::Reader::from_reader(&clean[..]);
            loop {
                match reader.read_event().expect("well formed") {
                    quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                        prop_assert!(!matches!(tag.name().as_ref(), b"script" | b"foreignObject" | b"a" | b"x:y"));
                        for attribute in tag.attributes() {
                            let attribute = attribute.expect("well formed");
                            prop_assert!(!attribute.key.as_ref().starts_with(b"on"));
                            prop_assert!(!holds(&attribute.value.to_ascii_lowercase(), b"javascript:"));
                            prop_assert!(!holds(&attribute.value, b"evil.example"));
                        }
                    }
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn no_bytes_break_the_build(format in 0..4_usize, at in any::<prop::sample::Index>(), noise in prop::collection::vec(any::<u8>(), 0..24), cut in any::<bool>()) {
        let picture = corners(16, 8);
        let mut bytes = match format {
            0 => planted::jpeg(&picture, 6),
            1 => planted::png(&picture, 6),
            2 => planted::gif(&picture),
            _ => planted::webp(&picture, 6),
        };
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
        } else {
            let end = (at + noise.len()).min(bytes.len());
            bytes.splice(at..end, noise);
        }
        for format in Format::ALL {
            let _ = residue::of(&bytes, format);
        }
        let mut folder = Folder::default();
        folder.set("config.toml", super::corpus::CONFIG);
        folder.files.insert("assets/a.jpg".to_owned(), bytes);
        let (built, said) = folder.build(&mut Memo::default());
        let bytes = built.output.files.get("/a.jpg").map(|file| &file.bytes[..]).unwrap_or_default();
        prop_assert!(said.iter().any(|said| said.code.starts_with("media/")) || !holds(bytes, WORD));
    }
}

struct OnDisk(TempDir);

impl OnDisk {
    fn of(folder: &Folder) -> OnDisk {
        let site = OnDisk(tempfile::tempdir().expect("a temporary folder"));
        for (path, bytes) in &folder.files {
            site.put(path, bytes);
        }
        site
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let place = self.0.path().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a disk");
        fs::write(place, bytes).expect("a disk");
    }

    fn build(&self) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
        command.args(["build", "--today", "2026-11-22", "--root"]).arg(self.0.path());
        let output = command.output().expect("the program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// The files under a folder, by path.
    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.0.path().join(folder);
        let entries =
            walkdir::WalkDir::new(&root).into_iter().flatten().filter(|entry| entry.path().is_file());
        entries
            .map(|entry| {
                let name = entry.path().strip_prefix(&root).expect("inside").to_string_lossy().into_owned();
                (name, fs::read(entry.path()).expect("a file"))
            })
            .collect()
    }
}

#[test]
fn a_picture_is_made_once_and_a_damaged_one_again() {
    let site = OnDisk::of(&site());
    site.build();
    let (made, first) = (site.files(".altavoz/pictures"), site.files("public"));
    assert_eq!(made.len(), 7, "{:?}", made.keys());
    let name = made.iter().max_by_key(|(_, bytes)| bytes.len()).expect("a picture").0;
    let mut damaged = made[name].clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    site.put(&format!(".altavoz/pictures/{name}"), &damaged);
    site.build();
    assert_eq!((site.files(".altavoz/pictures"), site.files("public")), (made.clone(), first.clone()));

    // What lies there is what is taken: another picture under the same name proves that nothing is decoded.
    let other = made.iter().find(|(other, bytes)| *other != name && bytes.len() > 400).expect("another").1;
    site.put(&format!(".altavoz/pictures/{name}"), other);
    site.build();
    assert_ne!(site.files("public"), first);
}

#[test]
fn what_no_build_needs_leaves_the_shelf() {
    let site = OnDisk::of(&site());
    site.build();
    let before = site.files(".altavoz/pictures").len();
    fs::remove_file(site.0.path().join("assets/logo.png")).expect("it was there");
    site.build();
    assert_eq!(site.files(".altavoz/pictures").len(), before - 1);
}

#[test]
fn a_warm_build_decodes_nothing() {
    let folder = site();
    let mut memo = Memo::default();
    let (first, _) = folder.build(&mut memo);
    let (second, _) = folder.build(&mut memo);
    let photo = |built: &altavoz::Built| {
        let mut files = built.output.files.iter();
        files.find(|(url, _)| url.as_str().ends_with("-1000.jpg")).map(|(_, file)| file.bytes.as_ptr())
    };
    assert!(photo(&first).is_some());
    assert_eq!(photo(&first), photo(&second), "the very same bytes");
}

#[test]
fn a_picture_that_changes_changes_every_page_that_shows_it() {
    let mut folder = site();
    let mut memo = Memo::default();
    folder.build(&mut memo);
    let edits: [(&str, Vec<u8>); 4] = [
        ("content/place/rosa-amalia.jpg", planted::jpeg(&corners(900, 500), 3)),
        ("content/place/pozolillo.png", b"half a picture".to_vec()),
        ("content/place/pozolillo.png", planted::png(&corners(30, 10), 1)),
        ("config.toml", format!("{}[media]\nwidths = [200]\n", super::corpus::CONFIG).into_bytes()),
    ];
    for (path, bytes) in edits {
        folder.files.insert(path.to_owned(), bytes);
        let (warm, warm_said) = folder.build(&mut memo);
        let (clean, clean_said) = folder.build(&mut Memo::default());
        let files = |built: &altavoz::Built| {
            let files = built.output.files.iter();
            files.map(|(url, file)| (url.to_string(), file.bytes.to_vec())).collect::<BTreeMap<_, _>>()
        };
        assert!(files(&warm) == files(&clean), "after a change of {path}");
        assert_eq!(warm_said, clean_said, "after a change of {path}");
    }
}
