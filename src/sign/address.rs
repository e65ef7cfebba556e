//! E-mail addresses: which ones are taken, and which ones are the same person's.
//!
//! What was typed is what is sent to; the canonical form only compares.

use unicode_normalization::UnicodeNormalization;

/// The longest address (RFC 5321, 4.5.3.1.3, without its angle brackets).
const LONGEST: usize = 254;
/// The longest part before the `@` (RFC 5321, 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;
/// Where dots before the `@` mean nothing.
const WITHOUT_DOTS: [&str; 2] = ["gmail.com", "googlemail.com"];

/// An address that mail can be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// As it was typed, without spaces around it, its domain in ASCII.
    pub typed: String,
    /// The same for every way of writing it.
    pub canonical: String,
}

impl Address {
    /// What stands behind its `@`, in ASCII and in lower case.
    pub fn domain(&self) -> &str {
        self.canonical.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// Reads an address as a form sends it; `None` if no mail can be sent there.
    pub fn parse(text: &str) -> Option<Address> {
        let text: String = text.trim().nfc().collect();
        let (local, domain) = text.rsplit_once('@')?;
        let domain = domain_of(domain)?;
        let typed = format!("{local}@{domain}");
        if typed.len() > LONGEST || !is_local(local) {
            return None;
        }
        let mut lower: String = local.to_lowercase();
        // What stands behind a plus sign is the person's own note.
        lower.truncate(lower.find('+').filter(|place| *place > 0).unwrap_or(lower.len()));
        if WITHOUT_DOTS.contains(&domain.as_str()) {
            lower = lower.replace('.', "");
        }
        let domain = if domain == "googlemail.com" { "gmail.com".to_owned() } else { domain };
        Some(Address { typed, canonical: format!("{lower}@{domain}") })
    }
}

/// Letters of any script, digits and the signs of RFC 5322's `dot-atom`, no quoted strings: nothing
/// that could end a header or begin a second recipient.
fn is_local(local: &str) -> bool {
    let fine = |letter: char| {
        letter.is_ascii_alphanumeric()
            || "!#$%&'*+/=?^_`{|}~-.".contains(letter)
            || (!letter.is_ascii() && letter.is_alphanumeric())
    };
    let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    (1..=LONGEST_LOCAL).contains(&local.len()) && !dots && local.chars().all(fine)
}

/// A domain in ASCII and lower case (UTS 46), with at least two labels.
fn domain_of(domain: &str) -> Option<String> {
    let ascii = idna::domain_to_ascii_strict(domain).ok()?;
    let labels: Vec<&str> = ascii.split('.').collect();
    let fine = |label: &&str| {
        let bytes = label.as_bytes();
        let is_word = bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        (1..=63).contains(&bytes.len()) && is_word && !label.starts_with('-') && !label.ends_with('-')
    };
    // A last label of digits alone is an IP address.
    let is_name = labels.last().is_some_and(|last| !last.bytes().all(|byte| byte.is_ascii_digit()));
    (labels.len() >= 2 && is_name && labels.iter().all(fine)).then_some(ascii)
}
