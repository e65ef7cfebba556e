//! Takes floods out of the count: signatures by petition, domain of the address, network and time.
//!
//! Addresses are sealed and networks are digests of a day, so every signature in question is opened and
//! compared; nothing is kept of what is seen. Networks are known while the keys of their days are there: those of
//! today and yesterday.

use std::collections::BTreeMap;
use std::net::IpAddr;

use jiff::Timestamp;

use super::address::Address;
use super::keys::Keys;
use super::store::{self, Sql, Stored, Trouble, Which};

/// How many are changed in one transaction, so that signatures do not wait for long.
const STEP: usize = 500;

/// Which signatures are no signatures.
#[derive(Clone, Debug, Default)]
pub struct Flood {
    /// Of one petition.
    pub petition: Option<String>,
    /// With addresses of this domain, or below it.
    pub domain: Option<String>,
    /// From the network of this address: its /24 or /64, which is all that is kept.
    pub network: Option<IpAddr>,
    /// Not sent before, in milliseconds since 1970.
    pub since: Option<i64>,
    /// Sent before.
    pub until: Option<i64>,
}

impl Flood {
    /// Whether nothing limits it: that would be everybody.
    pub fn is_everybody(&self) -> bool {
        let Flood { petition, domain, network, since, until } = self;
        petition.is_none() && domain.is_none() && network.is_none() && since.is_none() && until.is_none()
    }

    /// As an audit has it: without the network, since an address is somebody's.
    fn told(&self) -> String {
        let time =
            |at: i64| Timestamp::from_millisecond(at).map_or_else(|_| String::new(), |at| at.to_string());
        let parts = [
            self.petition.as_ref().map(|petition| format!("petition {petition}")),
            self.domain.as_ref().map(|domain| format!("domain {domain}")),
            self.network.map(|_| "one network".to_owned()),
            self.since.map(|at| format!("since {}", time(at))),
            self.until.map(|at| format!("until {}", time(at))),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// How many signatures of which petition and state.
pub(super) type Found = BTreeMap<(String, String), usize>;

/// What a flood is made of.
pub(super) fn look(sql: &mut Sql, keys: &Keys, flood: &Flood) -> Result<(Found, Vec<[u8; 16]>), Trouble> {
    let which =
        Which { petition: flood.petition.clone(), state: None, since: flood.since, until: flood.until };
    let (mut found, mut ids) = (Found::new(), Vec::new());
    let networks: Option<BTreeMap<i64, [u8; 16]>> = match flood.network {
        None => None,
        Some(ip) => Some(
            store::network_keys(sql)?.into_iter().map(|(day, key)| (day, keys.network(ip, &key))).collect(),
        ),
    };
    store::rows(sql, &which, |row| {
        let counts = ["pending", "held", "confirmed"].contains(&row.state.as_str());
        if counts && has_domain(keys, &row, flood) && has_network(&row, networks.as_ref()) {
            ids.push(row.id);
            *found.entry((row.petition, row.state)).or_default() += 1;
        }
        Ok(())
    })?;
    Ok((found, ids))
}

/// Takes a flood out of the count, and writes down who did; gives what it was made of.
pub(super) fn invalidate(
    sql: &mut Sql,
    (keys, actor, now): (&Keys, &str, i64),
    flood: &Flood,
) -> Result<Found, Trouble> {
    let (found, ids) = look(sql, keys, flood)?;
    for step in ids.chunks(STEP) {
        sql.transaction(|sql| {
            let changed = store::invalidate(sql, step)?;
            store::audit(sql, (actor, "invalidate", &format!("{changed}: {}", flood.told())), now)
        })?;
    }
    Ok(found)
}

fn has_domain(keys: &Keys, row: &Stored, flood: &Flood) -> bool {
    let Some(wanted) = &flood.domain else { return true };
    let email = row.email.as_ref().and_then(|sealed| keys.open(&row.id, "email", sealed));
    let address = email.and_then(|email| Address::parse(&email));
    address.is_some_and(|address| {
        let above = address.domain().strip_suffix(wanted.as_str());
        above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
    })
}

fn has_network(row: &Stored, networks: Option<&BTreeMap<i64, [u8; 16]>>) -> bool {
    let Some(networks) = networks else { return true };
    let wanted = networks.get(&store::day(row.at));
    wanted.is_some_and(|wanted| row.network.as_deref() == Some(wanted.as_slice()))
}
