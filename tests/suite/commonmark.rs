//! Tests of: markdown, against the examples of the CommonMark specification.
//!
//! The specification is CC-BY-SA and not committed: npm brings it (`tests/browser`). Both sides are
//! compared as the specification's own normaliser does: white space collapses outside `<pre>` and
//! vanishes around block tags, `<br />` is `<br>`, and character references are their characters.

use altavoz::base::Report;
use altavoz::content::body::Chunk;
use altavoz::parse::markdown::{self, Dialect, Settings};

use crate::body::{PLACE, settings};

const SPECIFICATION: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/node_modules/commonmark-spec/spec.txt");

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// `None` where the npm package is not installed.
#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "a test may look for its own data")]
fn examples() -> Option<Vec<Example>> {
    let Ok(text) = std::fs::read_to_string(SPECIFICATION) else {
        eprintln!("skipped: no CommonMark specification; `npm ci` in tests/browser brings it");
        return None;
    };
    let fence = "`".repeat(32);
    let opening = format!("{fence} example\n");
    let parts = text.split(opening.as_str()).skip(1);
    let examples = parts.enumerate().map(|(at, part)| {
        let part = &part[..part.find(&fence).expect("an example ends")];
        let (markdown, html) = part
            .split_once("\n.\n")
            .or_else(|| Some(("", part.strip_prefix(".\n")?)))
            .expect("an example has a dot");
        let markdown = if part.starts_with(".\n") { String::new() } else { format!("{markdown}\n") };
        Example { number: at + 1, markdown: markdown.replace('→', "\t"), html: html.replace('→', "\t") }
    });
    Some(examples.collect())
}

fn plain(markdown: &str, extensions: bool) -> String {
    let dialect = Dialect::Plain { extensions };
    let settings = Settings { raw_html: true, highlight: false, typography: None, dialect, ..settings() };
    let body = markdown::read(markdown, PLACE, &settings, &mut Report::default());
    let html = body.chunks.iter().map(|chunk| match chunk {
        Chunk::Html(html) => &**html,
        _ => "‹hole›",
    });
    html.collect()
}

fn differing(extensions: bool) -> Option<Vec<usize>> {
    let examples = examples()?;
    assert_eq!(examples.len(), 652, "CommonMark 0.31.2 has so many examples");
    let differs =
        |example: &&Example| normalised(&plain(&example.markdown, extensions)) != normalised(&example.html);
    Some(examples.iter().filter(differs).map(|example| example.number).collect())
}

#[test]
fn every_example_of_the_specification_comes_out_as_it_says() {
    let Some(differing) = differing(false) else { return };
    assert_eq!(differing, [0; 0]);
}

#[test]
fn our_extensions_change_no_example() {
    let Some(differing) = differing(true) else { return };
    assert_eq!(differing, [0; 0]);
}

const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

fn normalised(html: &str) -> String {
    let mut normalised = String::with_capacity(html.len());
    let mut rest = html;
    let mut in_pre = false;
    let mut behind_block = true;
    while !rest.is_empty() {
        if let Some(tag) = tag(rest) {
            let is_block = is_block(tag);
            if is_block && !in_pre {
                normalised.truncate(normalised.trim_end_matches(SPACE).len());
            }
            in_pre = (in_pre || tag.starts_with("<pre")) && !tag.starts_with("</pre");
            normalised.push_str(&tag.replace(" />", ">").replace("&quot;", "\""));
            behind_block = is_block;
            rest = &rest[tag.len()..];
        } else {
            let mut tags = rest.match_indices('<').map(|(at, _)| at);
            let length = tags.find(|&at| at > 0).unwrap_or(rest.len());
            let text = references(&rest[..length]);
            if in_pre {
                normalised.push_str(&text);
            } else {
                let text = collapsed(&text);
                normalised.push_str(if behind_block { text.trim_start_matches(SPACE) } else { &text });
            }
            behind_block = behind_block && normalised.ends_with('>') && !in_pre;
            rest = &rest[length..];
        }
    }
    normalised.trim_matches(SPACE).to_owned()
}

/// The tag, comment or declaration that a text begins with.
fn tag(html: &str) -> Option<&str> {
    let behind = html.strip_prefix('<')?;
    let ends = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")];
    let end = ends.iter().find(|(start, _)| behind.starts_with(start)).map_or(">", |(_, end)| end);
    html.find(end).map(|at| &html[..at + end.len()])
}

fn is_block(tag: &str) -> bool {
    const BLOCKS: &str = " article header aside hgroup blockquote hr iframe body li map button object canvas ol caption \
        output col p colgroup pre dd progress div section dl table td dt tbody embed textarea fieldset tfoot \
        figcaption th figure thead footer tr form ul h1 h2 h3 h4 h5 h6 video script style ";
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    BLOCKS.contains(&format!(" {} ", name.to_lowercase()))
}

fn references(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'")
}

fn collapsed(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            ' ' | '\t' | '\n' | '\r' if collapsed.ends_with(' ') => {}
            ' ' | '\t' | '\n' | '\r' => collapsed.push(' '),
            _ => collapsed.push(letter),
        }
    }
    collapsed
}
