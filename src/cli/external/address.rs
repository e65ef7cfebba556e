//! Addresses of other sites: their parts, where a redirect leads, which of them are public.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Scheme, host and port of an address, as `https://example.org:8443`.
pub(super) fn origin(url: &str) -> Option<&str> {
    let rest = url.find("://")? + 3;
    let end = url[rest..].find(['/', '?', '#']).map_or(url.len(), |end| rest + end);
    (end > rest).then(|| &url[..end])
}

/// Who is asked: host and port in small letters, without a user's name and without the scheme's own
/// port. `http` and `https` of one host are one server.
pub(super) fn host(url: &str) -> String {
    let origin = origin(url).unwrap_or(url).to_ascii_lowercase();
    let rest = origin.split_once("://").map_or(&*origin, |(_, rest)| rest);
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    let port = if origin.starts_with("https:") { ":443" } else { ":80" };
    host.strip_suffix(port).unwrap_or(host).trim_end_matches('.').to_owned()
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
    // 6to4 leads to the IPv4 address that it has inside.
    if segments[0] == 0x2002 {
        let [_, _, one, two, three, four, ..] = address.octets();
        return is_public_v4(Ipv4Addr::new(one, two, three, four));
    }
    // Global unicast is 2000::/3; 2001::/32 is Teredo, which leads wherever its maker wants, and
    // 2001:db8::/32 is for documentation.
    segments[0] & 0xe000 == 0x2000 && !matches!(segments[..2], [0x2001, 0 | 0xdb8])
}

#[cfg(test)]
mod tests {
    use super::{host, is_public, join};

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
    fn a_host_is_the_same_in_capitals_with_a_name_and_with_its_port() {
        for url in [
            "http://h.example/a",
            "HTTP://H.example/b",
            "https://u:p@h.example:443?c",
            "http://h.example.:80",
        ] {
            assert_eq!(host(url), "h.example", "{url}");
        }
        assert_eq!(host("http://h.example:443/"), "h.example:443");
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
            "64:ff9b:1::a9fe:a9fe",
            "2002:7f00:1::1",
            "2002:a9fe:a9fe::",
            "2002:c0a8:1::1",
            "2001::1",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        ] {
            assert!(!is_public(inside.parse().expect("an address")), "{inside}");
        }
        for outside in [
            "93.184.215.14",
            "100.128.0.1",
            "2606:4700::1111",
            "::ffff:93.184.215.14",
            "2002:5db8:d70e::1",
            "64:ff9b::5db8:d70e",
            "2001:4860:4860::8888",
        ] {
            assert!(is_public(outside.parse().expect("an address")), "{outside}");
        }
    }
}
