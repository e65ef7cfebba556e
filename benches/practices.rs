//! Writes a site with a large practice database in two languages, for `benches/database` and for
//! `tests/browser/practices.mjs`.
//!
//! `bench-practices RECORDS OUTDIR`: the same number gives the same bytes, and the first records of a large
//! database are those of a small one. Every facet has values, some common, some rare; half of the records have
//! outcomes, most of those a comparator. Nothing of it is true.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool of its own: it has no other door to the disk and the terminal"
)]

#[path = "practices/keys.rs"]
mod keys;
#[path = "corpus/random.rs"]
mod random;
#[path = "practices/record.rs"]
mod record;
#[path = "corpus/sentence.rs"]
#[allow(dead_code, reason = "the other corpus has titles and stress too")]
mod sentence;
#[path = "corpus/words.rs"]
#[allow(dead_code, reason = "the other corpus says more")]
mod words;

use std::io;
use std::path::Path;
use std::process::ExitCode;

const CONFIG: &str = r#"title = "No Child Detained"
base_url = "https://example.org"
default_language = "en"
timezone = "America/Mexico_City"
theme = "plaza"
license = "CC-BY-4.0"

[languages.en]
name = "English"

[languages.es]
name = "Español"
title = "Ninguna Niña, Ningún Niño en Detención"
locale = "es-MX"

[media]
share_pictures = false
[search]
index = false

[sections.practices]
page_size = 50

[[menu]]
target = "practices"
"#;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [count, folder] = arguments.as_slice() else {
        eprintln!("usage: bench-practices RECORDS OUTDIR");
        return ExitCode::from(2);
    };
    let Ok(count) = count.parse() else {
        eprintln!("`{count}` is not a number of records");
        return ExitCode::from(2);
    };
    match write(count, Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write the database to `{folder}`: {error}");
            ExitCode::from(2)
        }
    }
}

fn write(count: usize, root: &Path) -> io::Result<()> {
    put(&root.join("config.toml"), CONFIG)?;
    put(&root.join("i18n/terms.toml"), &keys::terms())?;
    let content = root.join("content");
    put(&content.join("_index.md"), "+++\ntitle = \"No Child Detained\"\n+++\n")?;
    put(&content.join("_index.es.md"), "+++\ntitle = \"Ninguna Niña, Ningún Niño en Detención\"\n+++\n")?;
    let practices = content.join("practices");
    put(&practices.join("_index.md"), "+++\ntitle = \"Practices that work\"\n+++\n")?;
    put(&practices.join("_index.es.md"), "+++\ntitle = \"Hay alternativas\"\nslug = \"practicas\"\n+++\n")?;
    for number in 0..count {
        let [english, spanish] = record::files(number);
        put(&practices.join(format!("{number:05}.md")), &english)?;
        put(&practices.join(format!("{number:05}.es.md")), &spanish)?;
    }
    Ok(())
}

/// Writes one text, making the folders above it.
fn put(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}
