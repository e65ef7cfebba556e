//! The tags of template languages in a text: Hugo's and Zola's shortcodes, Jekyll's Liquid.

use std::ops::Range;

use super::old::Generator;

/// A tag in a text.
#[derive(Clone, Debug)]
pub(super) struct Tag<'a> {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// What it is called; the whole inside, for Liquid's `{{ … }}`.
    pub(super) name: &'a str,
    /// What stands behind the name.
    pub(super) rest: &'a str,
    /// `{{< /quote >}}`, `{% endquote %}`, `{% end %}`.
    pub(super) closes: bool,
    /// Liquid's `{{ … }}`.
    pub(super) is_output: bool,
    /// Shown and not run: `{{</* … */>}}`; `rest` is the inside.
    pub(super) is_escaped: bool,
}

/// What is put in the place of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing of ours does this: it stays as text, and that is said.
    Kept,
    /// Nothing.
    Gone,
    /// Some words inside a line.
    Text(String),
    /// Lines of their own.
    Block(String),
    /// A picture with more to say than Markdown has room for.
    Figure {
        /// The file.
        src: String,
        /// What it shows.
        alt: String,
        /// The words under it.
        caption: Option<String>,
        /// Whose work it is.
        credit: Option<String>,
    },
    /// The path of another file or a name of a post, to be led to.
    Link(String),
    /// A block of code, to the closing tag.
    Code(String),
    /// Lines before and after what stands between this tag and its closing one.
    Around(String, String),
    /// As it is, to the closing tag.
    Raw,
    /// Nothing, to the closing tag: a comment.
    Comment,
}

/// A tag with its arguments taken apart.
#[derive(Debug)]
pub(super) struct Call<'a> {
    /// What is called.
    pub(super) name: &'a str,
    arguments: Vec<(&'a str, &'a str)>,
}

impl<'a> Call<'a> {
    /// Reads `name="some words" other` or `name="…", other=…`.
    pub(super) fn of(tag: &Tag<'a>) -> Call<'a> {
        let mut arguments = Vec::new();
        let mut rest = tag.rest.trim();
        while let Some(first) = rest.chars().next() {
            // A `=` without a name before it says nothing either.
            if matches!(first, ',' | '=') || first.is_whitespace() {
                rest = &rest[first.len_utf8()..];
                continue;
            }
            let (word, behind) = word(rest);
            let behind_key = behind.trim_start();
            if let Some(value) = behind_key.strip_prefix('=').filter(|_| !rest.starts_with(['"', '\''])) {
                let (value, after) = self::word(value.trim_start());
                arguments.push((word, value));
                rest = after;
            } else {
                arguments.push(("", word));
                rest = behind;
            }
        }
        Call { name: tag.name, arguments }
    }

    /// The argument at a place, where it has no name.
    pub(super) fn argument(&self, place: usize) -> Option<&'a str> {
        self.arguments.iter().filter(|(key, _)| key.is_empty()).nth(place).map(|(_, value)| *value)
    }

    /// The argument of a name.
    pub(super) fn named(&self, name: &str) -> Option<&'a str> {
        self.arguments.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }
}

impl Said {
    /// Whether it reaches to a closing tag.
    pub(super) fn is_pair(&self) -> bool {
        matches!(self, Said::Code(_) | Said::Around(..) | Said::Raw | Said::Comment)
    }

    /// A figure, if there is a picture and somebody says what it shows.
    pub(super) fn figure(
        src: Option<&str>,
        alt: Option<&str>,
        caption: Option<&str>,
        credit: Option<&str>,
    ) -> Said {
        let written = |text: &&str| !text.trim().is_empty();
        let (Some(src), Some(alt)) = (src.filter(written), alt.or(caption).filter(written)) else {
            return Said::Kept;
        };
        let own = |text: &str| text.to_owned();
        Said::Figure { src: own(src), alt: own(alt), caption: caption.map(own), credit: credit.map(own) }
    }

    /// A film elsewhere: a link to it, never somebody else's player.
    pub(super) fn video(host: &str, start: &str, id: Option<&str>) -> Said {
        let plain =
            |id: &&str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        let id = id.filter(plain);
        id.map_or(Said::Kept, |id| {
            Said::Block(format!(":::video{{src=\"{start}{id}\" host=\"{host}\"}} :::"))
        })
    }
}

/// The first word, or what stands between quotation marks, and the rest; no word before `,`, `=` or a space.
fn word(text: &str) -> (&str, &str) {
    for quotes in ['"', '\'', '`'] {
        if let Some(inside) = text.strip_prefix(quotes) {
            let is_escaped = |at: usize| inside[..at].ends_with('\\');
            let mut closing = inside.match_indices(quotes).filter(|(at, _)| !is_escaped(*at));
            let end = closing.next().map_or(inside.len(), |(at, _)| at);
            return (&inside[..end], inside.get(end + 1..).unwrap_or_default());
        }
    }
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '=' | ',')).unwrap_or(text.len());
    text.split_at(end)
}

/// All tags of a text, in its order.
pub(super) fn tags(text: &str, generator: Generator) -> Vec<Tag<'_>> {
    let kinds: &[(&str, &str)] = match generator {
        Generator::Hugo => &[("{{<", ">}}"), ("{{%", "%}}")],
        Generator::Jekyll | Generator::Zola => &[("{%", "%}"), ("{{", "}}")],
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, (open, close))) = next(text, at, kinds) {
        let inside = start + open.len();
        let Some(end) = text[inside..].find(close).map(|end| inside + end) else {
            at = inside;
            continue;
        };
        at = end + close.len();
        found.extend(tag(&text[inside..end], start..at, *open == "{{", generator));
    }
    found
}

fn next<'k>(
    text: &str,
    at: usize,
    kinds: &'k [(&'k str, &'k str)],
) -> Option<(usize, &'k (&'k str, &'k str))> {
    let found = kinds.iter().filter_map(|kind| Some((at + text[at..].find(kind.0)?, kind)));
    found.min_by_key(|(start, _)| *start)
}

fn tag(inside: &str, range: Range<usize>, is_braces: bool, generator: Generator) -> Option<Tag<'_>> {
    let plain = inside.strip_prefix('-').unwrap_or(inside);
    let plain = plain.strip_suffix('-').unwrap_or(plain).trim();
    let tag = Tag { range, name: plain, rest: "", closes: false, is_output: false, is_escaped: false };
    if let Some(shown) = plain.strip_prefix("/*").and_then(|shown| shown.strip_suffix("*/")) {
        return Some(Tag { rest: shown, is_escaped: true, ..tag });
    }
    if generator == Generator::Jekyll && is_braces {
        return Some(Tag { is_output: true, ..tag });
    }
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.' | ':');
    let plain = if generator == Generator::Hugo { plain.trim_end_matches('/').trim_end() } else { plain };
    let end = plain.find(|c: char| !is_name(c)).unwrap_or(plain.len());
    let (name, rest) = plain.split_at(end);
    match generator {
        Generator::Hugo => {
            let name = plain.strip_prefix('/').map_or(name, |name| name.trim());
            Some(Tag { name, rest, closes: plain.starts_with('/'), ..tag })
        }
        Generator::Jekyll => {
            let closed = name.strip_prefix("end");
            Some(Tag { name: closed.unwrap_or(name), rest, closes: closed.is_some(), ..tag })
        }
        Generator::Zola if name == "end" => Some(Tag { name, closes: true, ..tag }),
        Generator::Zola => {
            let rest = rest.trim().strip_prefix('(')?.strip_suffix(')')?;
            Some(Tag { name, rest, ..tag })
        }
    }
}
