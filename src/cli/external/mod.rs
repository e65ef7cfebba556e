//! `altavoz check --external`: is what links to other sites lead to still there?
//!
//! Asks politely: one question at a time to each host, with a pause between, and what was there
//! this week not again. Sends no cookies, no referrer, and nothing of the site.

mod address;
mod asking;
mod cache;
mod internet;
mod polite;

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::Mutex;

use crate::base::date::Day;
use crate::base::{Diagnostic, Failure, Report, Span};
use crate::content::Document;
use crate::content::prose::FrontWhat;
use crate::relate::Site;
use crate::write::edits;

use address::{host, origin, without_fragment};
use cache::Cache;
use polite::Polite;

pub use asking::{Answer, Method, Verdict, Web};
pub use internet::Internet;

/// Where verdicts are kept, from the site's root.
const CACHE: &str = ".altavoz/links.json";
/// How many hosts are asked at the same time.
const HOSTS: usize = 8;

/// Asks for every link to another site; what is gone or has moved is reported where it stands.
pub fn check(site: &Site, root: &Path, web: &dyn Web) -> Result<Vec<Diagnostic>, Failure> {
    let links = links(site);
    let today = site.now.day(&site.config.timezone);
    let mut cache = edits::read(root, CACHE)?.map(|bytes| Cache::read(&bytes)).unwrap_or_default();
    let unknown: Vec<&str> =
        links.keys().map(String::as_str).filter(|url| cache.get(url, today).is_none()).collect();
    for (url, verdict) in verdicts(&unknown, web) {
        cache.set(url.to_owned(), today, verdict);
    }
    edits::replace(root, CACHE, cache.text(|url| links.contains_key(url)).as_bytes())?;
    Ok(reported(&links, &cache, today))
}

/// Every address of another site, with the places where it stands.
fn links(site: &Site) -> BTreeMap<String, Vec<Span>> {
    let mut links: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    let own = |url: &str| origin(url).is_some_and(|origin| origin.eq_ignore_ascii_case(&site.config.origin));
    for document in site.texts.iter().map(|text| &*text.document) {
        for (url, span) in of_document(document).into_iter().filter(|(url, _)| !own(url)) {
            links.entry(without_fragment(&url).to_owned()).or_default().push(span);
        }
    }
    links
}

fn of_document(document: &Document) -> Vec<(String, Span)> {
    let outside = document
        .body
        .prose
        .outside
        .iter()
        .chain(document.updates.iter().flat_map(|body| &body.prose.outside));
    let outside = outside.map(|link| (link.url.clone(), link.span));
    let file = document.source.text().unwrap_or_default();
    let fields = document.texts.iter().filter(|front| front.what == FrontWhat::Address);
    let fields = fields.filter_map(|front| {
        let written = file.get(front.span.start as usize..front.span.end as usize)?;
        Some((written.trim_matches(['"', '\'']).to_owned(), front.span))
    });
    let is_web = |url: &str| {
        let scheme = url.split("://").next().unwrap_or_default().to_ascii_lowercase();
        matches!(scheme.as_str(), "http" | "https") && scheme.len() < url.len()
    };
    outside.chain(fields).filter(|(url, _)| is_web(url)).collect()
}

/// Asks host by host, several hosts at a time, one question at a time each.
fn verdicts<'u>(urls: &[&'u str], web: &dyn Web) -> Vec<(&'u str, Verdict)> {
    let mut by_host: BTreeMap<String, Vec<&'u str>> = BTreeMap::new();
    for url in urls {
        by_host.entry(host(url)).or_default().push(url);
    }
    let web = Polite::new(web);
    let waiting: Mutex<VecDeque<Vec<&'u str>>> = Mutex::new(by_host.into_values().collect());
    let said = Mutex::new(Vec::with_capacity(urls.len()));
    std::thread::scope(|scope| {
        for _ in 0..HOSTS.min(urls.len()) {
            scope.spawn(|| {
                while let Some(urls) = next(&waiting) {
                    let of_host = urls.iter().map(|url| (*url, asking::ask(&web, url))).collect::<Vec<_>>();
                    said.lock().expect("no thread that asks panicked").extend(of_host);
                }
            });
        }
    });
    said.into_inner().expect("no thread that asks panicked")
}

fn next<'u>(waiting: &Mutex<VecDeque<Vec<&'u str>>>) -> Option<Vec<&'u str>> {
    waiting.lock().expect("no thread that asks panicked").pop_front()
}

fn reported(links: &BTreeMap<String, Vec<Span>>, cache: &Cache, today: Day) -> Vec<Diagnostic> {
    let mut report = Report::default();
    for (url, spans) in links {
        let Some(verdict) = cache.get(url, today) else { continue };
        for &span in spans {
            tell(url, verdict, span, &mut report);
        }
    }
    report.diagnostics
}

fn tell(url: &str, verdict: &Verdict, span: Span, report: &mut Report) {
    let (code, name, detail) = match verdict {
        Verdict::Fine | Verdict::Closed => return,
        Verdict::Moved(to) => ("link/moved", "to", to.clone()),
        Verdict::Gone(status) => ("link/dead", "status", status.to_string()),
        Verdict::Silent(reason) => ("link/dead", "detail", reason.clone()),
    };
    report.warning(code, span).arg("value", url).arg(name, detail);
}
