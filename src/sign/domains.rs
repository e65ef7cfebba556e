//! The domains of addresses: large providers that many people share, and those whose mailboxes last an hour.

use std::collections::BTreeSet;

/// Providers so large that many signatures with their domain say nothing; those of several regions.
const LARGE: [&str; 46] = [
    "aol.com",
    "att.net",
    "bol.com.br",
    "comcast.net",
    "disroot.org",
    "fastmail.com",
    "free.fr",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.de",
    "gmx.net",
    "hey.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.es",
    "hotmail.fr",
    "icloud.com",
    "laposte.net",
    "libero.it",
    "live.com",
    "live.com.mx",
    "mail.com",
    "mail.ru",
    "mailbox.org",
    "me.com",
    "msn.com",
    "naver.com",
    "orange.fr",
    "outlook.com",
    "outlook.es",
    "posteo.de",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "riseup.net",
    "t-online.de",
    "tuta.com",
    "tutanota.com",
    "uol.com.br",
    "web.de",
    "yahoo.com",
    "yahoo.com.mx",
    "yahoo.es",
    "yahoo.fr",
    "yandex.ru",
];

/// Whether a domain is a large provider's. Domains are in ASCII and in lower case.
pub(super) fn is_large(domain: &str) -> bool {
    LARGE.binary_search(&domain).is_ok()
}

/// Domains whose addresses are not taken, as their operator listed them.
#[derive(Clone, Debug, Default)]
pub struct Disposable(BTreeSet<String>);

impl Disposable {
    /// Reads a list: a domain a line; what stands behind `#` is a comment. `None` where a line is none.
    pub fn read(text: &str) -> Option<Disposable> {
        let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
        let domains = lines.filter(|line| !line.is_empty());
        let ascii = domains.map(|domain| idna::domain_to_ascii_strict(domain.trim_start_matches("*.")).ok());
        ascii.collect::<Option<_>>().map(Disposable)
    }

    /// Whether it lists a domain, or one that this is part of.
    pub(super) fn holds(&self, domain: &str) -> bool {
        let mut rest = Some(domain);
        std::iter::from_fn(|| {
            let own = rest?;
            rest = own.split_once('.').map(|(_, parent)| parent);
            Some(own)
        })
        .any(|domain| self.0.contains(domain))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_holds_its_domains_and_what_is_below_them() {
        let list = Disposable::read("# short-lived\nmail.example  # one\n\n*.Exämple.org\n").expect("a list");
        assert!(
            list.holds("mail.example") && list.holds("a.b.mail.example") && list.holds("xn--exmple-cua.org")
        );
        assert!(!list.holds("example") && !list.holds("notmail.example"));
        assert!(Disposable::read("two words").is_none());
    }

    #[test]
    fn large_providers_are_found() {
        assert!(LARGE.is_sorted(), "they are searched by halves");
        assert!(is_large("gmail.com") && is_large("yandex.ru") && !is_large("example.org"));
    }
}
