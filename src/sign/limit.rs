//! How many signatures come from one place. Nobody is turned away: what is over is marked, since a
//! shelter, a school or a Tor exit is one place too.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// So many at once, refilled in [`SHORT`].
const BURST: f64 = 5.0;
/// Milliseconds for one more: ten a minute.
const SHORT: f64 = 6_000.0;
/// So many in an hour, refilled evenly.
const HOURLY: f64 = 60.0;
/// Milliseconds for one more of those.
const LONG: f64 = 60_000.0;
/// How many places are remembered; an attacker's /48 holds 65,536 of them.
const MOST: usize = 100_000;

/// The places that signatures came from lately; only in memory.
#[derive(Debug, Default)]
pub(super) struct Limits {
    places: Mutex<HashMap<[u8; 8], Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    burst: f64,
    hourly: f64,
    at: i64,
}

impl Limits {
    /// Counts one more from an address, and says whether that was too many.
    pub(super) fn is_over(&self, ip: IpAddr, now: i64) -> bool {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if places.len() >= MOST {
            let hour = 3_600_000;
            places.retain(|_, bucket| (0..hour).contains(&(now - bucket.at)));
            if places.len() >= MOST {
                // Forgetting everybody is milder than growing without end.
                places.clear();
            }
        }
        let bucket = places.entry(place(ip)).or_insert(Bucket { burst: BURST, hourly: HOURLY, at: now });
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of a day are far below 2^52")]
        let passed = (now - bucket.at).clamp(0, 86_400_000) as f64;
        let burst = (bucket.burst + passed / SHORT).min(BURST);
        let hourly = (bucket.hourly + passed / LONG).min(HOURLY);
        let is_over = burst < 1.0 || hourly < 1.0;
        let taken = if is_over { 0.0 } else { 1.0 };
        *bucket = Bucket { burst: burst - taken, hourly: hourly - taken, at: now };
        is_over
    }
}

/// One IPv4 address, or the /64 that one household or one server has of IPv6.
fn place(ip: IpAddr) -> [u8; 8] {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, d] = ip.octets();
            // No network of IPv6 begins so.
            [0xff, 0xff, 0xff, 0xff, a, b, c, d]
        }
        IpAddr::V6(ip) => std::array::from_fn(|place| ip.octets()[place]),
    }
}
