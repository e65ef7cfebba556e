//! Records → the files that a browser searches, by Pagefind, whose runtime ends here.
//!
//! One thread of its own and a runtime without any drive it, so that nobody else needs to know that it
//! is asynchronous. Its own surfaces are not published: the theme has one.

use std::collections::BTreeMap;

use crate::base::output::{File, Wave};
use crate::base::store::Store;
use crate::base::{Fingerprint, Lang};

use super::record::Record;

/// Whether there is anything that makes an index.
pub(super) const IS_THERE: bool = cfg!(feature = "search");
/// Of what makes it, and of what we make of its files.
pub(super) const VERSION: &str = "pagefind 1.6.0, 1";

/// The files from the store, or made now.
pub(super) fn kept(
    key: Fingerprint,
    store: Option<&dyn Store>,
    make: impl FnOnce() -> BTreeMap<String, Vec<u8>>,
) -> BTreeMap<String, File> {
    let known = store.and_then(|store| unpacked(&store.take(key)?));
    let files = known.unwrap_or_else(|| {
        let files = make();
        if let Some(store) = store {
            store.put(key, &packed(&files));
        }
        files
    });
    files.into_iter().map(|(name, bytes)| (name, File::new(Wave::Index, bytes))).collect()
}

/// Files one after another: the length of a name, the length of the bytes, both, and so on; before all of
/// it its fingerprint.
fn packed(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, file) in files {
        bytes.extend((name.len() as u64).to_le_bytes());
        bytes.extend((file.len() as u64).to_le_bytes());
        bytes.extend(name.as_bytes());
        bytes.extend(file);
    }
    [&Fingerprint::of(&bytes[..]).0.to_le_bytes()[..], &bytes].concat()
}

/// `None` for what was cut off or written over.
fn unpacked(bytes: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let (fingerprint, mut rest) = bytes.split_first_chunk::<16>()?;
    if Fingerprint::of(rest).0.to_le_bytes() != *fingerprint {
        return None;
    }
    let mut files = BTreeMap::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_first_chunk::<8>()?;
        let (file, after) = after.split_first_chunk::<8>()?;
        let length = |bytes: &[u8; 8]| usize::try_from(u64::from_le_bytes(*bytes)).ok();
        let (name, after) = after.split_at_checked(length(name)?)?;
        let (file, after) = after.split_at_checked(length(file)?)?;
        files.insert(String::from_utf8(name.to_vec()).ok()?, file.to_vec());
        rest = after;
    }
    Some(files)
}

#[cfg(not(feature = "search"))]
pub(super) fn made(_lang: &Lang, _records: &[Record]) -> BTreeMap<String, Vec<u8>> {
    BTreeMap::new()
}

/// The index of a language's records; empty if it cannot be made.
#[cfg(feature = "search")]
pub(super) fn made(lang: &Lang, records: &[Record]) -> BTreeMap<String, Vec<u8>> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime without threads and drivers can be had");
    let files = runtime.block_on(indexed(lang, records)).unwrap_or_default();
    let file = |file: pagefind::api::SyntheticFile| {
        let name = file.filename.to_string_lossy().replace('\\', "/");
        is_wanted(&name).then_some((name, file.contents))
    };
    let mut files: BTreeMap<String, Vec<u8>> = files.into_iter().filter_map(file).collect();
    // The one that knows the language's endings stands in for the one that knows none.
    if files.keys().filter(|name| name.starts_with("wasm.")).count() > 1 {
        files.remove("wasm.unknown.pagefind");
    }
    files
}

/// The error says nothing that anybody could do something about.
#[cfg(feature = "search")]
async fn indexed(lang: &Lang, records: &[Record]) -> Option<Vec<pagefind::api::SyntheticFile>> {
    let options = pagefind::options::PagefindServiceConfig::builder();
    let options = options.force_language(lang.as_str().to_lowercase()).build();
    let mut index = pagefind::api::PagefindIndex::new(Some(options)).ok()?;
    for record in records {
        let meta = [("title", &record.title), ("about", &record.about), ("date", &record.date)];
        let warned = if record.warning.is_empty() { None } else { Some(("warned", &record.warning)) };
        let meta = meta.into_iter().chain(warned).filter(|(_, text)| !text.is_empty());
        let meta = meta.map(|(name, text)| (name.to_owned(), plain(text))).collect();
        let filters = record.filters.iter().filter(|(_, values)| !values.is_empty());
        let filters = filters.map(|(name, values)| ((*name).to_owned(), values.clone())).collect();
        let text = plain(&record.text());
        // What has no word at all is not found by any other.
        let text = if text.trim().is_empty() { plain(&record.title) } else { text };
        let lang = lang.as_str().to_lowercase();
        index
            .add_custom_record(record.url.clone(), text, lang, Some(meta), Some(filters), None)
            .await
            .ok()?;
    }
    index.get_files().await.ok()
}

/// Words that begin with its sign are orders to the indexer: nobody writes them, and nobody may.
#[cfg(feature = "search")]
fn plain(text: &str) -> String {
    if text.contains("___") { text.replace("___", " ") } else { text.to_owned() }
}

/// The program that searches, and what it reads; not the surfaces that it has as well, nor its worker,
/// which would need the looser policy on every page.
#[cfg(feature = "search")]
fn is_wanted(name: &str) -> bool {
    let (_, ending) = name.rsplit_once('.').unwrap_or_default();
    let is_data =
        matches!(ending, "pf_meta" | "pf_index" | "pf_filter" | "pf_fragment" | "pagefind" | "json");
    is_data || name == "pagefind.js"
}
