//! Real pictures with everything in them that a camera, an editor or a spy may leave there.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Stands in every planted part, and nowhere else.
pub(crate) const WORD: &[u8] = b"Xochiquetzal";

/// A picture whose four corners differ: red, green, blue, white from left to right, top to bottom.
pub(crate) fn corners(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgb([255, 0, 0]),
        (false, true) => Rgb([0, 255, 0]),
        (true, false) => Rgb([0, 0, 255]),
        (false, false) => Rgb([255, 255, 255]),
    }))
}

/// A picture in a format, with nothing beside it.
pub(crate) fn plain(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    match format {
        ImageFormat::Jpeg => {
            JpegEncoder::new_with_quality(&mut bytes, 95).encode_image(image).expect("a JPEG");
        }
        _ => image.write_to(&mut bytes, format).expect("a picture"),
    }
    bytes.into_inner()
}

/// EXIF with an orientation, an author, a place, and a thumbnail (CIPA DC-008).
pub(crate) fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    let words = u32::try_from(WORD.len()).expect("short");
    // The first directory: 3 entries from 8, its end at 50; the word at 50, the place at 64, the thumbnail's at 94.
    tiff.extend([0, 3]);
    tiff.extend(entry(0x0112, 3, 1, [0, u8::try_from(orientation).expect("1 to 8"), 0, 0]));
    tiff.extend(entry(0x013b, 2, words, 50_u32.to_be_bytes()));
    tiff.extend(entry(0x8825, 4, 1, 64_u32.to_be_bytes()));
    tiff.extend(94_u32.to_be_bytes());
    tiff.extend(WORD);
    tiff.extend([0, 0]);
    tiff.extend([0, 2]);
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(3, 2, 2, *b"W\0\0\0"));
    tiff.extend([0, 0, 0, 0]);
    let thumbnail = plain(&corners(8, 8), ImageFormat::Jpeg);
    tiff.extend([0, 2]);
    tiff.extend(entry(0x0201, 4, 1, 124_u32.to_be_bytes()));
    tiff.extend(entry(0x0202, 4, 1, u32::try_from(thumbnail.len()).expect("small").to_be_bytes()));
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(thumbnail);
    tiff
}

fn xmp() -> Vec<u8> {
    let word = String::from_utf8_lossy(WORD);
    format!(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
         <rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:exif='http://ns.adobe.com/exif/1.0/' \
         dc:creator='{word}' exif:GPSLatitude='19,25.6N'/></rdf:RDF></x:xmpmeta>"
    )
    .into_bytes()
}

/// A JPEG with EXIF, XMP, IPTC, a colour profile, a comment and a second picture behind its end.
pub(crate) fn jpeg(image: &DynamicImage, orientation: u16) -> Vec<u8> {
    let clean = plain(image, ImageFormat::Jpeg);
    let segment = |marker: u8, part: &[u8]| {
        let length = u16::try_from(part.len() + 2).expect("a segment").to_be_bytes();
        [&[0xff, marker][..], &length, part].concat()
    };
    let iptc = [b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x11\x1c\x02\x50\0\x0c", WORD].concat();
    let mut bytes = clean[..2].to_vec();
    bytes.extend(segment(0xe1, &[b"Exif\0\0", &exif(orientation)[..]].concat()));
    bytes.extend(segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", &xmp()[..]].concat()));
    bytes.extend(segment(0xed, &iptc));
    bytes.extend(segment(0xfe, WORD));
    bytes.extend(&clean[2..]);
    bytes.extend(plain(&corners(8, 8), ImageFormat::Jpeg));
    bytes.extend(WORD);
    bytes
}

/// A PNG with texts, EXIF, XMP, a time and bytes behind its end.
pub(crate) fn png(image: &DynamicImage, orientation: u16) -> Vec<u8> {
    let clean = plain(image, ImageFormat::Png);
    let header = 8 + 25;
    let mut bytes = clean[..header].to_vec();
    bytes.extend(chunk(*b"tEXt", &[b"Author\0", WORD].concat()));
    bytes.extend(chunk(*b"eXIf", &exif(orientation)));
    bytes.extend(chunk(*b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", &xmp()[..]].concat()));
    bytes.extend(chunk(*b"tIME", &[7, 0xe5, 6, 12, 8, 0, 0]));
    bytes.extend(&clean[header..]);
    bytes.extend(WORD);
    bytes
}

/// A PNG's part with its checksum.
pub(crate) fn chunk(name: [u8; 4], part: &[u8]) -> Vec<u8> {
    let named = [&name[..], part].concat();
    let mut crc = u32::MAX;
    for byte in &named {
        crc ^= u32::from(*byte);
        (0..8).for_each(|_| crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 });
    }
    let length = u32::try_from(part.len()).expect("small").to_be_bytes();
    [&length[..], &named, &(!crc).to_be_bytes()].concat()
}

/// A GIF with a comment, an application's extension and bytes behind its end.
pub(crate) fn gif(image: &DynamicImage) -> Vec<u8> {
    let clean = plain(image, ImageFormat::Gif);
    let table = if clean[10] & 0x80 == 0 { 0 } else { 3 << ((clean[10] & 7) + 1) };
    let header = 13 + table;
    let block = |part: &[u8]| [&[u8::try_from(part.len()).expect("short")][..], part, &[0]].concat();
    let mut bytes = clean[..header].to_vec();
    bytes.extend([&[0x21, 0xfe][..], &block(WORD)].concat());
    bytes.extend([&[0x21, 0xff][..], &[11], b"XMP DataXMP", &block(WORD)].concat());
    bytes.extend(&clean[header..]);
    bytes.extend(WORD);
    bytes
}

/// A WebP with EXIF, XMP and bytes behind its end.
pub(crate) fn webp(image: &DynamicImage, orientation: u16) -> Vec<u8> {
    let clean = plain(image, ImageFormat::WebP);
    let part = |name: &[u8; 4], part: &[u8]| {
        let length = u32::try_from(part.len()).expect("small").to_le_bytes();
        let padding = &[0][..part.len() % 2];
        [&name[..], &length, part, padding].concat()
    };
    let side = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    // EXIF and XMP, in that order of bits.
    let canvas = [&[0b1100, 0, 0, 0][..], &side(image.width()), &side(image.height())].concat();
    let mut chunks = part(b"VP8X", &canvas);
    chunks.extend(&clean[12..]);
    chunks.extend(part(b"EXIF", &exif(orientation)));
    chunks.extend(part(b"XMP ", &xmp()));
    let length = u32::try_from(chunks.len() + 4).expect("small").to_le_bytes();
    [b"RIFF", &length[..], b"WEBP", &chunks, WORD].concat()
}

/// A drawing with a script, an editor's notes, outside addresses and hidden ways to them.
pub(crate) fn svg() -> Vec<u8> {
    let word = String::from_utf8_lossy(WORD);
    format!(
        r##"<?xml version="1.0"?>
<?xml-stylesheet href="https://evil.example/{word}.css"?>
<!DOCTYPE svg [<!ENTITY a "{word}"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<!-- {word} -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
  width="40" height="20" viewBox="0 0 40 20" onload="{word}()" inkscape:export-filename="/home/{word}/map.png" data-name="{word}">
<metadata>{word}</metadata>
<sodipodi:namedview xmlns:sodipodi="x" id="{word}"/>
<style>@import url(https://evil.example/{word}.css); .a {{ fill: red; background: url(https://evil.example/{word}) }} .b {{ fill: url(#g) }}</style>
<script>{word}()</script>
<foreignObject width="10" height="10"><div xmlns="http://www.w3.org/1999/xhtml">{word}</div></foreignObject>
<defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/></linearGradient></defs>
<a xlink:href="javascript:{word}()"><rect class="a" width="20" height="20" onclick="{word}()"/></a>
<rect x="20" width="20" height="20" fill="url(#g)" style="stroke:blue;filter:url(https://evil.example/{word})"/>
<use xlink:href="https://evil.example/{word}.svg#x"/><use href="#g"/>
<image href="https://evil.example/{word}.png" width="1" height="1"/>
<animate attributeName="href" to="javascript:{word}()"/>
<text x="1" y="9">Doors &amp; windows &c;</text>
</svg>"##
    )
    .into_bytes()
}
