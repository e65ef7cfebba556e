//! The files that the program carries inside: the default theme and the vocabularies.

use include_dir::{Dir, include_dir};

use crate::base::{Source, SourcePath};

static PLAZA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/plaza");
static VOCABULARIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/vocabularies");

/// Every built-in file, at the path where a site would put its own.
pub fn sources() -> impl Iterator<Item = Source> {
    let plaza = files(&PLAZA).map(|(path, bytes)| (format!("themes/plaza/{path}"), bytes));
    let vocabularies = files(&VOCABULARIES).map(|(path, bytes)| (format!("vocabularies/{path}"), bytes));
    plaza.chain(vocabularies).map(|(path, bytes)| Source::new(SourcePath::new(path), bytes))
}

/// The files of an embedded folder with their paths from it, `/` between the parts.
pub fn files(folder: &'static Dir<'static>) -> impl Iterator<Item = (String, &'static [u8])> {
    let inside = folder.dirs().flat_map(|dir| Box::new(files(dir)) as Box<dyn Iterator<Item = _>>);
    let here = folder.files().map(|file| (file.path().to_string_lossy().replace('\\', "/"), file.contents()));
    here.chain(inside)
}
