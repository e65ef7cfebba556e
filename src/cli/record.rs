//! `build --record`: published.toml as it is from now on.

use std::collections::BTreeMap;

use crate::base::node::{Node, Value};
use crate::base::{Report, Source};
use crate::content::Own;
use crate::content::petition::ConsentText;
use crate::relate::Site;
use crate::relate::site::Shows;

/// The file's text: every address that is public now, and every consent text that ever was.
///
/// An address that is gone leaves the record here and nowhere else; a consent text never leaves
/// it, since signatures refer to it.
pub(super) fn published(site: &Site, before: Option<&Source>) -> String {
    let mut text =
        String::from("# What the public has seen. Written by `altavoz build --record`.\n\naddresses = [\n");
    for page in site.pages.iter().filter(|page| !page.noindex && !matches!(page.shows, Shows::Redirect(..))) {
        text.extend(["  ", &quoted(page.url.as_str()), ",\n"]);
    }
    text.push_str("]\n");
    let mut consents = before.map(recorded).unwrap_or_default();
    consents.extend(current(site));
    let mut last = None;
    for ((id, lang), words) in &consents {
        if last != Some(id) {
            text.extend(["\n[consents.", &quoted(id), "]\n"]);
            last = Some(id);
        }
        text.extend([&quoted(lang), " = ", &quoted(words), "\n"]);
    }
    text
}

/// Texts by id and language.
type Consents = BTreeMap<(String, String), String>;

fn recorded(before: &Source) -> Consents {
    let mut consents = Consents::new();
    let table =
        crate::base::toml::parse(before.text().unwrap_or_default(), before.id, 0, &mut Report::default());
    let Some(Node { value: Value::Table(ids), .. }) = table.get("consents") else { return consents };
    for (id, node) in &ids.entries {
        let Value::Table(langs) = &node.value else { continue };
        for (lang, node) in &langs.entries {
            if let Value::String(words) = &node.value {
                consents.insert((id.value.clone(), lang.value.clone()), words.clone());
            }
        }
    }
    consents
}

fn current(site: &Site) -> Consents {
    let mut consents = Consents::new();
    for edition in
        site.items.iter().flat_map(|item| item.editions.values()).filter(|edition| edition.is_public())
    {
        let Own::Petition(petition) = &*edition.own else { continue };
        let Some(consent) = &petition.consent else { continue };
        for text in [&consent.processing, &consent.updates].into_iter().flatten() {
            if let ConsentText { id: Some(id), text: Some(words) } = text {
                let key = (id.value.clone(), edition.lang.as_str().to_owned());
                consents.insert(key, words.value.clone());
            }
        }
    }
    consents
}

// A TOML basic string; what JSON escapes, TOML escapes alike, but for DEL.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}
