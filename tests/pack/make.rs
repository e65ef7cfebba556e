//! Writes a pack for the browser's test: `make-pack FILE LANGUAGE [NUMBER]`, with so many texts more.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a tool of its own: it has no other door to the disk and the terminal"
)]

mod sample;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (file, lang, more) = match arguments.as_slice() {
        [file, lang] => (file, lang, 0),
        [file, lang, more] => (file, lang, more.parse().unwrap_or(0)),
        _ => {
            eprintln!("usage: make-pack FILE LANGUAGE [NUMBER]");
            return ExitCode::from(2);
        }
    };
    let project = sample::project(lang, more);
    match std::fs::write(file, altavoz::translate::pack::pack(&project, &sample::glossary())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write `{file}`: {error}");
            ExitCode::from(2)
        }
    }
}
