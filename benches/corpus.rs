//! Writes one bilingual corpus twice: as a site of Altavoz and as the same site of Hugo.
//!
//! `bench-corpus PAGES OUTDIR` makes `OUTDIR/altavoz` and `OUTDIR/hugo` with `PAGES` pages in all, half of them
//! English, half Spanish. The same number gives the same bytes: no clock, no environment, its own random numbers.
//! Bodies are identical in both sites; only the front matter and the configuration differ. Knows nothing of timing.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool of its own: it has no other door to the disk and the terminal"
)]

#[path = "corpus/altavoz.rs"]
mod altavoz;
#[path = "corpus/body.rs"]
mod body;
#[path = "corpus/code.rs"]
mod code;
#[path = "corpus/hugo.rs"]
mod hugo;
#[path = "corpus/item.rs"]
mod item;
#[path = "corpus/pictures.rs"]
mod pictures;
#[path = "corpus/random.rs"]
mod random;
#[path = "corpus/sentence.rs"]
mod sentence;
#[path = "corpus/words.rs"]
mod words;

use std::io;
use std::path::Path;
use std::process::ExitCode;

use item::{Item, Shape};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [pages, folder] = arguments.as_slice() else {
        eprintln!("usage: bench-corpus PAGES OUTDIR");
        return ExitCode::from(2);
    };
    let Some(shape) = pages.parse().ok().and_then(Shape::of_pages) else {
        eprintln!("`{pages}` is not an even number of at least 8 pages");
        return ExitCode::from(2);
    };
    match write(shape, Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write the corpus to `{folder}`: {error}");
            ExitCode::from(2)
        }
    }
}

fn write(shape: Shape, folder: &Path) -> io::Result<()> {
    let (altavoz, hugo) = (folder.join("altavoz"), folder.join("hugo"));
    altavoz::frame(&altavoz)?;
    hugo::frame(&hugo)?;
    let mut code_blocks = 0;
    for item in shape.items() {
        code_blocks += usize::from(item.has_code);
        altavoz::item(&altavoz, &item)?;
        hugo::item(&hugo, &item)?;
    }
    println!("{} items in two languages, {} with code", shape.len(), code_blocks);
    Ok(())
}

/// Writes one text, making the folders above it.
fn put(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}

/// The file of an item in a language: `0007.md` is English, `0007.es.md` Spanish, in both systems.
fn file_name(item: &Item, language: usize) -> String {
    let suffix = [".md", ".es.md"][language];
    format!("content/{}/{}{suffix}", item.section.folder(), item.name())
}
