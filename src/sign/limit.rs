//! How many signatures come from one place, and with addresses of one domain. Nobody is turned away: what is
//! over is marked, since a shelter, a school or a Tor exit is one place too, and a union has a domain.
//! Connections are another matter: nobody may hold all of them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// From one place: five at once, ten a minute, sixty an hour.
const PLACE: Rate = Rate { burst: 5.0, short: 6_000.0, hourly: 60.0 };
/// With one domain that is no large provider's: twenty at once, thirty a minute, 240 an hour.
const DOMAIN: Rate = Rate { burst: 20.0, short: 2_000.0, hourly: 240.0 };
/// How many places or domains are remembered; an attacker's /48 holds 65,536 of them.
const MOST: usize = 100_000;
const HOUR: i64 = 3_600_000;

/// The places and domains that signatures came from lately; only in memory.
#[derive(Debug, Default)]
pub(super) struct Limits {
    places: Mutex<HashMap<[u8; 8], Bucket>>,
    domains: Mutex<HashMap<u64, Bucket>>,
    seed: std::hash::RandomState,
}

/// How many may come.
#[derive(Clone, Copy, Debug)]
struct Rate {
    /// So many at once.
    burst: f64,
    /// Milliseconds until there may be one more.
    short: f64,
    /// So many in an hour, refilled evenly.
    hourly: f64,
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
        is_over(&self.places, place(ip), PLACE, now)
    }

    /// Counts one more with a domain for one petition, and says whether that was too many.
    pub(super) fn is_domain_over(&self, petition: &str, domain: &str, now: i64) -> bool {
        // Its digest is enough, so that memory holds no domain of a small group.
        let key = std::hash::BuildHasher::hash_one(&self.seed, (petition, domain));
        is_over(&self.domains, key, DOMAIN, now)
    }
}

fn is_over<K: Eq + Hash>(buckets: &Mutex<HashMap<K, Bucket>>, key: K, rate: Rate, now: i64) -> bool {
    let mut buckets = buckets.lock().unwrap_or_else(PoisonError::into_inner);
    if buckets.len() >= MOST {
        buckets.retain(|_, bucket| (0..HOUR).contains(&(now - bucket.at)));
        if buckets.len() >= MOST {
            // Forgetting everybody is milder than growing without end.
            buckets.clear();
        }
    }
    let bucket = buckets.entry(key).or_insert(Bucket { burst: rate.burst, hourly: rate.hourly, at: now });
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a day are far below 2^52")]
    let (passed, hour) = ((now - bucket.at).clamp(0, 86_400_000) as f64, HOUR as f64);
    let burst = (bucket.burst + passed / rate.short).min(rate.burst);
    let hourly = (bucket.hourly + passed * rate.hourly / hour).min(rate.hourly);
    let is_over = burst < 1.0 || hourly < 1.0;
    let taken = if is_over { 0.0 } else { 1.0 };
    *bucket = Bucket { burst: burst - taken, hourly: hourly - taken, at: now };
    is_over
}

/// Connections that one place may hold at a time: a school or an office behind one address has fewer, and whoever
/// opens them to keep everybody else out does not get all.
const CONNECTIONS: usize = 256;

/// Who holds how many connections.
#[derive(Debug, Default)]
pub(super) struct Held(Mutex<HashMap<[u8; 8], usize>>);

/// A connection that one place holds, until it is dropped.
#[derive(Debug)]
pub(super) struct Hold(Arc<Held>, [u8; 8]);

impl Held {
    /// One more connection from an address; `None` if its place has enough.
    pub(super) fn hold(self: &Arc<Held>, ip: IpAddr) -> Option<Hold> {
        let key = place(ip);
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = held.entry(key).or_default();
        (*own < CONNECTIONS).then(|| {
            *own += 1;
            Hold(self.clone(), key)
        })
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let mut held = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut own) = held.entry(self.1) {
            *own.get_mut() -= 1;
            if *own.get() == 0 {
                own.remove();
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_of_ipv6_is_one_place_however_its_address_turns() {
        let limits = Limits::default();
        let over = |text: &str| limits.is_over(text.parse().expect("an address"), 1_000_000);
        let turns = (0..9).filter(|turn| over(&format!("2001:db8:1:2:{turn}::{turn}"))).count();
        assert_eq!(turns, 4, "five are free");
        assert!(!over("2001:db8:1:3::1"), "the next house");
        assert!(!over("203.0.113.1") && !over("::ffff:203.0.113.1"), "one address is one place in both ways");
        assert_eq!(limits.places.lock().expect("nobody panics").len(), 3);
    }

    #[test]
    fn one_place_does_not_hold_all_connections() {
        let held = Arc::new(Held::default());
        let hold = |text: &str| held.hold(text.parse().expect("an address"));
        let mut holds: Vec<_> =
            (0..CONNECTIONS).filter_map(|n| hold(&format!("2001:db8:1:2::{n:x}"))).collect();
        assert_eq!(holds.len(), CONNECTIONS);
        assert!(hold("2001:db8:1:2::ffff").is_none(), "one household");
        let other = hold("203.0.113.1");
        assert!(other.is_some(), "others come in");
        holds.pop();
        assert!(hold("2001:db8:1:2::ffff").is_some(), "one has ended");
        drop((holds, other));
        assert!(held.0.lock().expect("nobody panics").is_empty(), "nothing is kept of who came");
    }

    #[test]
    fn a_clock_that_is_set_back_locks_nobody_out() {
        let limits = Limits::default();
        let ip = "203.0.113.1".parse().expect("an address");
        assert_eq!((0..6).filter(|_| limits.is_over(ip, 9_000_000)).count(), 1);
        assert!(limits.is_over(ip, 1_000_000));
        assert!(!limits.is_over(ip, 1_006_000), "it goes on from there");
    }
}
