//! The floor under a build's time: reads the sources, parses, highlights, writes one HTML file a source.
//!
//! `bench-floor CONTENT OUTPUT`. No front matter, links, templates, lists or feeds: what is left of a static site
//! generator when everything that makes it one is taken away. Whatever a build takes beyond this is ours to answer for.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool of its own: it has no other door to the disk and the terminal"
)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};
use rayon::prelude::*;
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [content, output] = arguments.as_slice() else {
        eprintln!("usage: bench-floor CONTENT OUTPUT");
        return ExitCode::from(2);
    };
    match build(content, output) {
        Ok(pages) => {
            println!("{pages} pages");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn build(content: &Path, output: &Path) -> io::Result<usize> {
    let syntaxes = SyntaxSet::load_defaults_newlines();
    let sources = sources(content)?;
    sources.par_iter().try_for_each(|source| {
        let text = fs::read_to_string(content.join(source))?;
        write(&output.join(source.with_extension("")), &page(&syntaxes, &text))
    })?;
    Ok(sources.len())
}

/// Every Markdown file, relative to `content`; section indexes have no text and are left out.
fn sources(content: &Path) -> io::Result<Vec<PathBuf>> {
    let mut sources = Vec::new();
    for entry in walkdir::WalkDir::new(content) {
        let path = entry?.into_path();
        let name = path.file_name().map_or_else(Default::default, |name| name.to_string_lossy());
        if name.ends_with(".md") && !name.starts_with("_index") {
            sources.extend(path.strip_prefix(content).map(Path::to_path_buf));
        }
    }
    Ok(sources)
}

fn write(folder: &Path, html: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("index.html"), html)
}

fn page(syntaxes: &SyntaxSet, text: &str) -> String {
    let mut output = String::with_capacity(text.len() * 2);
    html::push_html(&mut output, highlighted(syntaxes, Parser::new_ext(text, options())).into_iter());
    output
}

/// What Altavoz's Markdown is made of (DESIGN.md, section 3), and its front matter skipped.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
}

/// The events, with each code block of a known language as one event of finished HTML.
fn highlighted<'a>(syntaxes: &SyntaxSet, parser: Parser<'a>) -> Vec<Event<'a>> {
    let mut events = Vec::new();
    let mut code: Option<(CowStr<'a>, String)> = None;
    for event in parser {
        match (event, &mut code) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))), _) => {
                code = Some((language, String::new()));
            }
            (Event::Text(text), Some((_, lines))) => lines.push_str(&text),
            (Event::End(TagEnd::CodeBlock), Some((language, lines))) => {
                events.push(Event::Html(highlight(syntaxes, language, lines).into()));
                code = None;
            }
            (event, _) => events.push(event),
        }
    }
    events
}

fn highlight(syntaxes: &SyntaxSet, language: &str, code: &str) -> String {
    let syntax = syntaxes.find_syntax_by_token(language).unwrap_or_else(|| syntaxes.find_syntax_plain_text());
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, syntaxes, ClassStyle::Spaced);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).expect("a syntax that syntect brings");
    }
    format!("<pre><code>{}</code></pre>\n", generator.finalize())
}
