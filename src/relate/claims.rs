//! Addresses that two things want, and addresses that are gone.

use std::collections::{BTreeSet, HashMap};

use crate::base::{Report, SourcePath, Span, Spanned, Url};

/// Who is at which address.
#[derive(Debug, Default)]
pub struct Claims {
    owners: HashMap<Url, (Span, String)>,
    told: BTreeSet<(Span, Span)>,
}

/// Files that a build makes by itself.
const GENERATED: [&str; 3] = ["/robots.txt", "/sitemap.xml", "/_headers"];

impl Claims {
    /// Notes that something is at an address; `false`, and a report, if something else is there already.
    pub fn claim(&mut self, url: &Url, span: Span, owner: &str, report: &mut Report) -> bool {
        let url =
            url.as_str().strip_suffix("/index.html").map_or(url.clone(), |page| Url::new(format!("{page}/")));
        let Some((first, other)) = self.owners.get(&url) else {
            self.owners.insert(url, (span, owner.to_owned()));
            return true;
        };
        // Two files that meet in one language meet in the others, too.
        if self.told.insert((*first, span)) {
            let problem = report.error("address/duplicate", span);
            problem.arg("value", &url).arg("other", other).label(*first, "same-address");
        }
        false
    }

    /// Notes where a copied file is.
    pub fn claim_file(&mut self, file: &SourcePath, url: &Url, report: &mut Report) -> bool {
        let span = Span::start_of(file.id());
        if GENERATED.iter().any(|name| url.as_str() == *name) {
            report.error("address/reserved", span).arg("value", url.as_str().trim_start_matches('/'));
            return false;
        }
        self.claim(url, span, file.as_str(), report)
    }

    /// Tells of published addresses where nothing is any more.
    pub fn report_lost(&self, published: &[Spanned<String>], report: &mut Report) {
        for address in published {
            let path = address.value.as_str();
            // The later parts of a list come and go with its items.
            let is_part = path.contains("/page/");
            if path.starts_with('/') && !is_part && !self.owners.contains_key(path) {
                report.warning("address/lost", address.span).arg("value", path);
            }
        }
    }
}
