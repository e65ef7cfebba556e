//! A theme's static files under names that change with their content, so that browsers may keep
//! them for ever.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::lean::{Language, lean};
use crate::base::bytes::Bytes;
use crate::base::output::{File, Wave};
use crate::base::pictures::Pictures;
use crate::base::{Fingerprint, Source, Url};

/// A file of a theme with where it is published.
#[derive(Clone, Debug)]
pub struct StaticFile {
    /// Its path in the theme's `static` folder: `style.css`.
    pub name: String,
    /// `/static/style.1f3a9c2b7d.css`.
    pub url: Url,
    /// What is published.
    pub file: File,
}

/// Gives every file its address; style sheets name the others by their new names.
pub(super) fn publish(files: &BTreeMap<String, Arc<Source>>, pictures: &Pictures) -> Vec<StaticFile> {
    let (sheets, others): (Vec<_>, Vec<_>) =
        files.iter().partition(|(_, source)| source.path.extension().as_deref() == Some("css"));
    let mut published: Vec<StaticFile> =
        others.into_iter().map(|(name, source)| named(name, bytes(source, pictures))).collect();
    let plain = published.len();
    for (name, source) in sheets {
        let bytes = match source.text() {
            Ok(text) => {
                let text = lean(text, Language::Style);
                renamed(name, &text, &published[..plain]).into_bytes().into()
            }
            Err(_) => Arc::clone(&source.bytes),
        };
        published.push(named(name, bytes.into()));
    }
    published.sort_by(|one, other| one.name.cmp(&other.name));
    published
}

fn bytes(source: &Source, pictures: &Pictures) -> Bytes {
    let is_script = matches!(source.path.extension().as_deref(), Some("js" | "mjs"));
    if let (true, Ok(text)) = (is_script, source.text()) {
        return lean(text, Language::Script).into_bytes().into();
    }
    let clean = pictures.by_path.get(&source.path);
    clean.map_or_else(|| source.bytes.clone().into(), |picture| picture.whole.file.bytes.clone())
}

fn named(name: &str, bytes: Bytes) -> StaticFile {
    let digest = Fingerprint::of(&bytes[..]).low() & 0xff_ffff_ffff;
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, "bin"));
    let url = Url::new(format!("/static/{folder}{slash}{stem}.{digest:010x}.{ending}"));
    StaticFile { name: name.to_owned(), url, file: File::new(Wave::Asset, bytes) }
}

/// Puts the published names in the place of `url(name)`, with or without quotes.
fn renamed(sheet: &str, css: &str, others: &[StaticFile]) -> String {
    let up = "../".repeat(sheet.matches('/').count());
    let mut css = css.to_owned();
    for other in others {
        if !css.contains(&other.name) {
            continue;
        }
        let target = format!("url(\"{up}{}\")", &other.url.as_str()["/static/".len()..]);
        for written in [format!("url({up}{})", other.name), format!("url(\"{up}{}\")", other.name)] {
            css = css.replace(&written, &target);
        }
        css = css.replace(&format!("url('{up}{}')", other.name), &target);
    }
    css
}
