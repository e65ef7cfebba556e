//! What the pages of every language are made from, put together once.
//!
//! Takes what parse made of each file; knows neither ledgers nor where a translation stands.

use std::sync::Arc;

use crate::base::{Checked, Fingerprint, Report, Sources};
use crate::config::Config;
use crate::content::Parsed;

use super::bundles::{Bundle, bundles};
use super::glossary::{self, Glossary};
use super::pages::Shelves;

/// Where the campaign's terms stand.
const GLOSSARY: &str = "i18n/glossary.toml";

/// What all languages have in common.
#[derive(Debug)]
pub struct Material {
    /// The site's settings.
    pub config: Arc<Config>,
    /// The campaign's terms.
    pub glossary: Arc<Glossary>,
    /// The documents that say one thing.
    pub(super) bundles: Vec<Bundle>,
    /// Of what is not in the files of a page, and decides where it stands.
    pub(super) fingerprint: Fingerprint,
}

impl Material {
    /// Puts it together; mistakes in the glossary are reported.
    pub fn of(parsed: &Parsed, sources: &Sources, shelves: &Shelves) -> Checked<Material> {
        let config = parsed.config.clone();
        // Relate reports what is wrong with the groups themselves.
        let bundles = bundles(&parsed.documents, &config, &mut Report::default());
        let file = sources.get(GLOSSARY);
        let of_file = file.map(|file| file.fingerprint);
        let fingerprint = Fingerprint::of(&(of_file, &config.default_language));
        let read = || {
            let mut report = Report::default();
            let read = file.map(|file| glossary::glossary(file, &config.default_language, &mut report));
            (Arc::new(read.unwrap_or_default()), report.diagnostics)
        };
        let ((glossary, found), _) = shelves.glossaries.get_or(fingerprint, read);
        (Material { config, glossary, bundles, fingerprint }, found)
    }
}
