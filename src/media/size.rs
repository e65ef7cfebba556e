//! How large a picture is, without decoding it.

use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

/// Pixels across and down of a PNG, JPEG, GIF, WebP or AVIF.
pub(super) fn of_raster(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    (width > 0 && height > 0).then_some((width, height))
}

/// The user units of an SVG: `width` and `height`, else the `viewBox` (SVG 2, 8.2).
pub(super) fn of_svg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::from_reader(bytes);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(root) | Event::Empty(root) if root.local_name().as_ref() == b"svg" => {
                return sides(&root).or_else(|| view_box(&root));
            }
            Event::Start(_) | Event::Empty(_) | Event::Eof => return None,
            _ => buffer.clear(),
        }
    }
}

fn sides(root: &BytesStart<'_>) -> Option<(u32, u32)> {
    let side = |name: &str| {
        let text = attribute(root, name)?;
        rounded(text.trim().trim_end_matches("px").parse().ok()?)
    };
    Some((side("width")?, side("height")?))
}

fn view_box(root: &BytesStart<'_>) -> Option<(u32, u32)> {
    let text = attribute(root, "viewBox")?;
    let mut numbers = text.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
    let mut side = || rounded(numbers.next()?.parse().ok()?);
    Some((side()?, side()?))
}

fn attribute(root: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = root.try_get_attribute(name).ok()??;
    Some(String::from_utf8_lossy(&attribute.value).into_owned())
}

fn rounded(side: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 100,000")]
    (1.0..100_000.0).contains(&side).then(|| side.round() as u32)
}
