//! Tests of: render.

use std::path::Path;

use altavoz::base::date::When;
use altavoz::base::memo::Shelf;
use altavoz::base::message::Catalogue;
use altavoz::base::pictures::Pictures;
use altavoz::base::{Diagnostic, Sources};
use altavoz::relate::Inputs;
use altavoz::render::{Rendering, Shelves};

/// A whole build of a folder but for its pictures.
fn build(root: &Path, shelves: &Shelves) -> (Rendering, Vec<String>) {
    let (sources, _) = altavoz::collect::collect(root).expect("the folder can be read");
    let ((parsed, mut said), _) = altavoz::parse::parse(&sources, &Shelf::default());
    let now = When::parse("2026-11-22").expect("a day");
    let (site, more) = altavoz::relate::relate(&parsed, &Inputs { now, drafts: false, future: false });
    said.extend(more);
    let (theme, more) = altavoz::render::theme::load(&sources, &parsed.config);
    said.extend(more);
    let (rendering, more) = altavoz::render::render(&site, &theme, &Pictures::default(), shelves);
    said.extend(more);
    (rendering, said.iter().map(|diagnostic| in_words(diagnostic, &sources)).collect())
}

/// `code at file:line:column: message`
fn in_words(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let words = Catalogue::english().words(diagnostic);
    let Some(source) = sources.by_id(diagnostic.span.source) else {
        return format!("{}: {}", diagnostic.code, words.message);
    };
    let before = &source.text().unwrap_or_default()[..diagnostic.span.start as usize];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let help = words.help.map_or_else(String::new, |help| format!(" ({help})"));
    format!("{} at {}:{line}:{column}: {}{help}", diagnostic.code, source.path, words.message)
}

#[test]
fn dev() {
    let shelves = Shelves::default();
    let start = std::time::Instant::now();
    let (rendering, said) = build(Path::new(env!("CARGO_MANIFEST_DIR")), &shelves);
    for line in said.iter().filter(|line| !line.contains("link/") && !line.contains("figure")) {
        eprintln!("{line}");
    }
    eprintln!(
        "{} files, {} rendered, {:?}",
        rendering.output.files.len(),
        rendering.rendered,
        start.elapsed()
    );
    for (url, file) in &rendering.output.files {
        let path = format!("/tmp/render-out/{}", url.file());
        std::fs::create_dir_all(Path::new(&path).parent().unwrap()).unwrap();
        std::fs::write(path, &file.bytes).unwrap();
    }
}
