//! What is said to robots and to web servers: `robots.txt` and `_headers`.

use std::fmt::Write;

use super::security;
use crate::base::Url;
use crate::base::output::{File, Wave};
use crate::relate::Site;
use crate::relate::site::Shows;

/// Both files.
pub(super) fn files(site: &Site) -> [(Url, File); 2] {
    let file = |text: String| File::new(Wave::Index, text.into_bytes());
    [(Url::new("/robots.txt"), file(robots(site))), (Url::new("/_headers"), file(headers(site)))]
}

fn robots(site: &Site) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", site.config.absolute(&Url::new("/sitemap.xml")))
}

/// In the form of Netlify and Cloudflare Pages; `docs/publishing.md` has it for other servers.
fn headers(site: &Site) -> String {
    let base = &site.config.base_path;
    let mut text = format!(
        "{base}/*\n  \
         Content-Security-Policy: {}\n  \
         Referrer-Policy: no-referrer\n  \
         Permissions-Policy: {PERMISSIONS}\n  \
         X-Content-Type-Options: nosniff\n  \
         Cross-Origin-Opener-Policy: same-origin\n",
        security::header(site)
    );
    if let Some(onion) = site.config.onion.as_deref().filter(|onion| !onion.is_empty()) {
        let onion = onion.trim_end_matches('/');
        writeln!(text, "  Onion-Location: {onion}{base}/:splat").expect("a string takes everything");
    }
    for page in &site.pages {
        match page.shows {
            Shows::Embed(_) => own_policy(&mut text, site, &page.url, &security::framed(site)),
            Shows::Search => own_policy(&mut text, site, &page.url, &security::searching_header(site)),
            _ => {}
        }
    }
    write!(text, "\n{base}/static/*\n  Cache-Control: public, max-age=31536000, immutable\n")
        .expect("a string takes everything");
    text
}

/// Gives a page a policy of its own. Hosts that send all headers of all blocks are told to drop the policy
/// of all pages (`!`, Cloudflare Pages); for the others the later block holds.
fn own_policy(text: &mut String, site: &Site, url: &Url, policy: &str) {
    let base = &site.config.base_path;
    // Some hosts compare addresses in letters, some in percent signs.
    let mut places = vec![format!("{base}{url}"), url.href(base)];
    places.dedup();
    for place in places {
        write!(text, "\n{place}\n  ! Content-Security-Policy\n  Content-Security-Policy: {policy}\n")
            .expect("a string takes everything");
    }
}

/// Nothing that a campaign's page needs, and everything that could tell on its readers.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
     display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), \
     payment=(), usb=()";
