//! What browsers may load and send: the content security policy of pages and of `_headers`.

use std::collections::BTreeSet;

use crate::content::Petition;
use crate::content::petition::Provider;
use crate::relate::Site;

/// The policy of a page, for `<meta>`; `collector` is the origin that its form posts to.
///
/// `frame-ancestors` is missing here, since it has no effect in `<meta>` (CSP 3, 3.3).
pub(super) fn policy(collectors: &BTreeSet<String>) -> String {
    let mut origins = String::new();
    for collector in collectors {
        origins.push(' ');
        origins.push_str(collector);
    }
    format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; \
         media-src 'self'; connect-src 'self'{origins}; form-action 'self'{origins}; base-uri 'none'"
    )
}

/// The policy of a search page, which alone compiles a program: WebAssembly, and no text that becomes one.
pub(super) fn searching(collectors: &BTreeSet<String>) -> String {
    policy(collectors).replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
}

/// The same for `_headers`.
pub(super) fn searching_header(site: &Site) -> String {
    format!("{}; frame-ancestors 'none'", searching(&collectors(site)))
}

/// The policy of every page, for `_headers`.
pub(super) fn header(site: &Site) -> String {
    format!("{}; frame-ancestors 'none'", policy(&collectors(site)))
}

/// The policy of pages that other sites may frame, for `_headers`.
pub(super) fn framed(site: &Site) -> String {
    format!("{}; frame-ancestors *", policy(&collectors(site)))
}

/// The origins that any petition of the site posts to.
fn collectors(site: &Site) -> BTreeSet<String> {
    let editions = site.items.iter().filter_map(|item| item.editions.get(&item.source));
    let petitions = editions.filter_map(|edition| match &*edition.own {
        crate::content::Own::Petition(petition) => Some(petition),
        _ => None,
    });
    petitions.filter_map(|petition| origin(&collector(petition, site)?)).collect()
}

/// Where a petition's form posts to: its own collector, else the site's; beside a preview the one in
/// test mode. `None` where readers follow a link, or where nobody takes signatures.
pub(super) fn collector(petition: &Petition, site: &Site) -> Option<String> {
    let own = petition.collector.as_ref();
    let url = own.and_then(|own| own.url.as_ref()).map(|url| url.value.clone());
    match own.and_then(|own| own.provider).unwrap_or(Provider::Altavoz) {
        Provider::Altavoz => {
            let named = url.or_else(|| site.config.collector.clone())?;
            Some(site.config.trial_collector.clone().unwrap_or(named))
        }
        // Elsewhere there it has a page of its own, which is a link.
        Provider::ActionNetwork => url.filter(|url| url.contains("/api/")),
        Provider::Proca | Provider::Link => None,
    }
}

/// Scheme, host and port of an address.
pub(super) fn origin(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    // Whatever else stands there would end the directive and begin another.
    let plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte));
    (plain && matches!(scheme, "http" | "https")).then(|| format!("{scheme}://{host}"))
}
