//! Files that say more of their makers than their authors may know: told where they are offered.

use std::collections::BTreeMap;

use crate::base::pictures::Pictures;
use crate::base::{Report, SourcePath, Span};

use super::Group;
use super::site::CopiedFile;

/// Warns of every published file with traces, at the first place that names it, so that an item
/// may accept it; else at the file itself.
pub fn check(copied: &[CopiedFile], groups: &[Group], pictures: &Pictures, report: &mut Report) {
    if pictures.traces.is_empty() {
        return;
    }
    let named = named(groups, pictures);
    for file in copied {
        let Some(traces) = pictures.traces.get(&file.source) else { continue };
        let span = named.get(&file.source).copied().unwrap_or(Span::start_of(file.source.id()));
        let problem = report.warning("media/attachment-metadata", span);
        problem.arg("path", &file.source).arg("traces", traces);
    }
}

fn named(groups: &[Group], pictures: &Pictures) -> BTreeMap<SourcePath, Span> {
    let mut named = BTreeMap::new();
    for group in groups.iter().filter(|group| group.number.is_some()) {
        for text in group.texts.iter().flatten() {
            let document = &text.document;
            let attachments = document.meta.attachments.iter().flatten();
            let attachments = attachments.filter_map(|attachment| attachment.file.as_ref());
            let attachments = attachments.map(|file| (file.value.as_str(), file.span));
            let links = document.body.links.iter().map(|link| (link.target.as_str(), link.span));
            for (reference, span) in attachments.chain(links) {
                let path = document.source.path.beside(reference);
                if let Some(path) = path.filter(|path| pictures.traces.contains_key(path)) {
                    named.entry(path).or_insert(span);
                }
            }
        }
    }
    named
}
