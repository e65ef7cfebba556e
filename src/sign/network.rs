//! The network that a form comes from, as a digest by the key of the day.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use super::keys::Keys;
use super::store::{self, Store, Unavailable};

/// The key of the day on which somebody signed last; all collectors on a database have the same.
#[derive(Default)]
pub(super) struct Networks(Mutex<Option<(i64, [u8; 32])>>);

impl std::fmt::Debug for Networks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Networks")
    }
}

impl Networks {
    /// The digest of an address's network at a moment.
    pub(super) async fn digest(
        &self,
        (keys, store): (&Keys, &Store),
        ip: IpAddr,
        now: i64,
    ) -> Result<[u8; 16], Unavailable> {
        let day = store::day(now);
        if let Some(key) = self.known(day) {
            return Ok(keys.network(ip, &key));
        }
        let fresh: [u8; 32] = keys.random();
        let key = store.write(move |sql| store::network_key(sql, day, &fresh)).await?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((day, key));
        Ok(keys.network(ip, &key))
    }

    /// Forgets the key of another day than this, for when nobody signs.
    pub(super) fn forget(&self, now: i64) {
        let day = store::day(now);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *known = known.filter(|(own, _)| *own == day);
    }

    fn known(&self, day: i64) -> Option<[u8; 32]> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.filter(|(own, _)| *own == day).map(|(_, key)| key)
    }
}
