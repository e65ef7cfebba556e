//! When time alone will change a page, so that a rebuild can be set for it.

use crate::base::date::{Day, Instant};
use crate::config::Config;
use crate::content::parts::Contact;
use crate::content::{Meta, Own};

/// The instants at which an item of any kind looks different: published, expired, a contact hidden.
pub fn changes(meta: &Meta, own: &Own, config: &Config) -> Vec<Instant> {
    let zone = &config.timezone;
    let times = [&meta.publish, &meta.expires].into_iter().flatten().map(|when| when.value.instant(zone));
    let contacts = meta.contacts.iter().flatten().filter_map(|contact| until(contact, meta));
    let hidden = contacts.map(|day| day.next().begins(zone));
    times.chain(hidden).chain(stale(own, config)).collect()
}

/// When a practice has not been reviewed for too long.
fn stale(own: &Own, config: &Config) -> Option<Instant> {
    let Own::Practice(practice) = own else { return None };
    let reviewed = practice.reviewed.as_ref()?.value;
    Some(reviewed.plus_months(config.review_months).next().begins(&config.timezone))
}

/// The last day on which a contact is shown: its own, else twelve months after the item's date.
pub fn until(contact: &Contact, meta: &Meta) -> Option<Day> {
    contact.until.or_else(|| meta.date.as_ref().map(|date| date.value.plus_months(12)))
}
