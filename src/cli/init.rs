//! `altavoz init`: begins a new site.

use include_dir::{Dir, include_dir};

use crate::base::Failure;
use crate::collect::embedded;
use crate::write::edits;

use super::Ended;
use super::arguments::Init;
use super::print::Printer;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/starter");

/// Writes the starter into an empty folder.
pub(super) fn run(init: &Init, printer: &Printer) -> Result<Ended, Failure> {
    let folder = &init.folder;
    if !edits::is_vacant(folder)? {
        return Err(Failure::new("failure.not-empty").arg("path", folder.display()));
    }
    for (path, bytes) in embedded(&STARTER) {
        // A file called `.gitignore` in the starter would hide files of the program's own repository.
        let path = if path == "gitignore" { ".gitignore" } else { &path };
        edits::add(folder, path, bytes)?;
    }
    printer.say("say.initialised", &[("path", folder.display().to_string())]);
    Ok(Ended::Well)
}
