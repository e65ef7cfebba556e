//! A theme's drawing: an SVG whose `text` elements are boxes that words are set into.

use resvg::usvg::roxmltree::{Document, Node};

use super::lines::Room;

/// No picture is larger than this, across or down.
const LARGEST: u32 = 4096;

/// A drawing, apart.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Without its words.
    pub(super) ground: String,
    /// Pixels across.
    pub(super) width: u32,
    /// Pixels down.
    pub(super) height: u32,
    /// The words, in their order.
    pub(super) boxes: Vec<TextBox>,
}

/// A `text` element.
#[derive(Debug)]
pub(super) struct TextBox {
    /// What it says.
    pub(super) text: String,
    /// Its left side.
    pub(super) x: f32,
    /// Its upper side; `None` puts it under the text before it.
    pub(super) y: Option<f32>,
    /// From the text before it.
    pub(super) gap: f32,
    /// How large it is.
    pub(super) room: Room,
    /// Where its lines stand.
    pub(super) anchor: Anchor,
    /// How much of the free room is above it: 0, a half or 1.
    pub(super) above: f32,
    /// Red, green, blue.
    pub(super) color: [u8; 3],
    /// The fonts that are asked first, with commas between.
    pub(super) family: String,
    /// Whether it runs from right to left.
    pub(super) is_rtl: bool,
    /// Its language.
    pub(super) lang: String,
}

/// At which side of its box a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Where its direction begins.
    Start,
    /// In the middle.
    Middle,
    /// Where its direction ends.
    End,
    /// At the left, whatever its direction.
    Left,
    /// At the right.
    Right,
}

/// Takes a drawing apart; the error is what the XML parser or we have to say.
pub(super) fn read(svg: &str) -> Result<Sheet, String> {
    let document = Document::parse(svg).map_err(|error| error.to_string())?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err("the root element is no `svg`".to_owned());
    }
    let side = |name: &str| {
        let pixels = root.attribute(name).and_then(|text| text.parse::<u32>().ok());
        pixels.filter(|pixels| (1..=LARGEST).contains(pixels)).ok_or_else(|| {
            format!("`{name}` of the root element must be a whole number of pixels up to {LARGEST}")
        })
    };
    let (width, height) = (side("width")?, side("height")?);
    let texts = || root.descendants().filter(|node| node.is_element() && node.tag_name().name() == "text");
    let boxes = texts().map(|node| text_box(&node)).collect::<Result<_, _>>()?;
    let mut ground = svg.to_owned();
    let ranges: Vec<_> = texts().map(|node| node.range()).collect();
    ranges.into_iter().rev().for_each(|range| ground.replace_range(range, ""));
    Ok(Sheet { ground, width, height, boxes })
}

fn text_box(node: &Node<'_, '_>) -> Result<TextBox, String> {
    let number = |name: &str| match node.attribute(name) {
        None => Ok(None),
        Some(text) => match text.parse::<f32>() {
            Ok(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(format!("`{name}` of a `text` must be a number, not `{text}`")),
        },
    };
    let needed = |name: &str| match number(name)? {
        Some(number) => Ok(number),
        None => Err(format!("a `text` needs `{name}`")),
    };
    let above_zero = |name: &str, usual: Option<f32>| match (number(name)?, usual) {
        (Some(number), _) if number > 0.0 => Ok(number),
        (None, Some(usual)) => Ok(usual),
        _ => Err(format!("a `text` needs a `{name}` above 0")),
    };
    let word = |name: &str| node.attribute(name).unwrap_or_default();
    let largest = above_zero("font-size", None)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a picture has few lines")]
    let most = above_zero("data-lines", Some(99.0))? as usize;
    let text: String = node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
    Ok(TextBox {
        x: needed("x")?,
        y: number("y")?,
        gap: number("data-gap")?.unwrap_or_default(),
        room: Room {
            width: above_zero("width", None)?,
            height: above_zero("height", None)?,
            largest,
            smallest: above_zero("data-least", Some(largest))?.min(largest),
            leading: above_zero("data-leading", Some(1.2))?,
            most,
        },
        anchor: match word("text-anchor") {
            "middle" => Anchor::Middle,
            "end" => Anchor::End,
            "left" => Anchor::Left,
            "right" => Anchor::Right,
            _ => Anchor::Start,
        },
        above: match word("data-at") {
            "middle" => 0.5,
            "foot" => 1.0,
            _ => 0.0,
        },
        color: color(word("fill"))?,
        family: word("font-family").to_owned(),
        is_rtl: match word("direction") {
            // As its first letter says: a hashtag may be in any script.
            "auto" => unicode_bidi::get_base_direction(&text[..]) == unicode_bidi::Direction::Rtl,
            direction => direction == "rtl",
        },
        lang: word("lang").to_owned(),
        text,
    })
}

/// `#rgb` or `#rrggbb`; black where nothing is said.
fn color(text: &str) -> Result<[u8; 3], String> {
    let wrong = || format!("`fill` of a `text` must be a colour like `#0b4f57`, not `{text}`");
    if text.is_empty() {
        return Ok([0, 0, 0]);
    }
    let digits = text.strip_prefix('#').filter(|digits| digits.is_ascii()).ok_or_else(wrong)?;
    let digits = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => digits.to_owned(),
    };
    let number = u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 6).ok_or_else(wrong)?;
    let [_, red, green, blue] = number.to_be_bytes();
    Ok([red, green, blue])
}
