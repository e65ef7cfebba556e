//! By which names the preview may be called.

use std::net::{IpAddr, SocketAddr};

/// Who may look at the preview: people at this machine, or everybody in its network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guests {
    /// Whether it listens for other machines.
    is_shared: bool,
}

impl Guests {
    /// By the address that it listens on.
    pub fn of(address: SocketAddr) -> Guests {
        Guests { is_shared: !address.ip().is_loopback() }
    }

    /// Whether a `Host` header is one of our names. Other sites can make any name of their own lead
    /// to this machine, but not a bare number, so a shared preview is called by its number.
    pub(super) fn may_call_us(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        };
        if matches!(name, "localhost" | "127.0.0.1" | "[::1]") {
            return true;
        }
        let number = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        self.is_shared && number.parse::<IpAddr>().is_ok()
    }
}
