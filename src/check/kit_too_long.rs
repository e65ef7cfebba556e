//! `kit/too-long`: a campaign's post for which its network has no room.

use crate::base::Report;
use crate::content::{Own, kit};
use crate::relate::Site;
use crate::relate::site::Taxonomy;

/// Counts every post as its network does: with the hashtag and the address of the campaign's page.
pub(super) fn check(site: &Site, report: &mut Report) {
    for (lang, campaigns) in &site.campaigns {
        for (key, edition) in campaigns.iter().filter(|(_, edition)| !edition.is_fallback()) {
            let (Own::Page(page), Some(term)) = (&*edition.own, site.term(lang, Taxonomy::Hashtags, key))
            else {
                continue;
            };
            let address = site.config.absolute(&edition.url);
            for post in page.kit.iter().flatten() {
                let (Some(network), Some(text)) = (post.network, &post.text) else { continue };
                let words = kit::words(&text.value, &term.term.spelling);
                let length = kit::length(network, &words, &address);
                if let Some(most) = kit::limit(network).filter(|most| length > *most) {
                    let warning = report.warning("kit/too-long", text.span);
                    warning.arg("network", network.word()).arg("length", length).arg("most", most);
                }
            }
        }
    }
}
