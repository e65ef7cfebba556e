//! Addresses of other sites: their parts, where a redirect leads, which of them are public.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Scheme, host and port of an address, as `https://example.org:8443`.
pub(super) fn origin(url: &str) -> Option<&str> {
    let rest = url.find("://")? + 3;
    let end = url[rest..].find(['/', '?', '#']).map_or(url.len(), |end| rest + end);
    (end > rest).then(|| &url[..end])
}

/// An address without what a browser keeps to itself.
pub(super) fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

/// Where a `Location` leads (RFC 9110, 10.2.2); `None` if to nothing on the web.
pub(super) fn join(base: &str, location: &str) -> Option<String> {
    let location = without_fragment(location.trim());
    let lower = location.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        return Some(location.to_owned());
    }
    let origin = origin(base)?;
    if let Some(rest) = location.strip_prefix("//") {
        return Some(format!("{}//{rest}", origin.split("//").next()?));
    }
    if location.starts_with('/') {
        return Some(format!("{origin}{location}"));
    }
    if location.split(['/', '?']).next()?.contains(':') {
        return None;
    }
    let path = base[origin.len()..].split('?').next().unwrap_or_default();
    let folder = path.rfind('/').map_or("/", |end| &path[..=end]);
    Some(format!("{origin}{folder}{location}"))
}

/// Whether an address belongs to somebody on the internet, and not to the machine or the network
/// that asks: a link must not make a build server knock on doors inside (IANA's special-purpose registries).
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || first == 0
        || first >= 240
        || (first, second) == (100, second & 0x3f | 0x40)
        || (first, second, third) == (192, 0, 0)
        || first == 198 && matches!(second, 18 | 19);
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    const NAT64: [u16; 6] = [0x64, 0xff9b, 0, 0, 0, 0];
    let segments = address.segments();
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    if segments[..6] == NAT64 {
        let [.., one, two, three, four] = address.octets();
        return is_public_v4(Ipv4Addr::new(one, two, three, four));
    }
    // Global unicast is 2000::/3; 2001:db8::/32 is for documentation.
    segments[0] & 0xe000 == 0x2000 && segments[..2] != [0x2001, 0xdb8]
}

#[cfg(test)]
mod tests {
    use super::{is_public, join};

    #[test]
    fn a_redirect_leads_from_where_it_is_said() {
        let base = "https://a.example/x/y?q=1";
        for (location, place) in [
            ("https://b.example/z#part", Some("https://b.example/z")),
            ("//b.example/z", Some("https://b.example/z")),
            ("/z", Some("https://a.example/z")),
            ("z?a=b", Some("https://a.example/x/z?a=b")),
            ("javascript:alert(1)", None),
            ("ftp://b.example/", None),
        ] {
            assert_eq!(join(base, location).as_deref(), place, "{location}");
        }
    }

    #[test]
    fn doors_inside_are_not_public() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "172.16.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "64:ff9b::a9fe:a9fe",
        ] {
            assert!(!is_public(inside.parse().expect("an address")), "{inside}");
        }
        for outside in ["93.184.215.14", "100.128.0.1", "2606:4700::1111", "::ffff:93.184.215.14"] {
            assert!(is_public(outside.parse().expect("an address")), "{outside}");
        }
    }
}
