//! What a record withholds from the public (PRACTICES.md, `redaction`).
//!
//! Takes an item's fields after they were checked, gives them without what is withheld: pages, cards,
//! feeds and data are all made from these, so none of them has to remember it.

use std::sync::Arc;

use crate::base::record::Record;
use crate::content::{Meta, Own, Practice};

/// Where a country is withheld, so is what lies in it.
const IN_COUNTRIES: [&str; 2] = ["subdivisions", "places"];

/// Fields without those that their own `redaction` names.
pub fn withhold(meta: Arc<Meta>, own: Arc<Own>) -> (Arc<Meta>, Arc<Own>) {
    let Own::Practice(practice) = &*own else { return (meta, own) };
    let keys = keys(practice);
    if keys.is_empty() {
        return (meta, own);
    }
    let (mut shown, mut practice) = (Meta::clone(&meta), Practice::clone(practice));
    for key in &keys {
        shown.withhold(key);
        practice.withhold(key);
        withhold_traces(key, &mut practice);
    }
    (Arc::new(shown), Arc::new(Own::Practice(Box::new(practice))))
}

/// The keys that a record withholds; what cannot be withheld has been reported.
fn keys(practice: &Practice) -> Vec<&str> {
    let named = practice.redaction.iter().flatten().filter_map(|redaction| redaction.field.as_ref());
    let mut keys: Vec<&str> =
        named.map(|field| field.value.as_str()).filter(|key| Practice::may_withhold(key)).collect();
    if keys.contains(&"countries") {
        keys.extend(IN_COUNTRIES);
    }
    keys
}

/// What other fields say of a withheld one.
fn withhold_traces(key: &str, practice: &mut Practice) {
    match key {
        "countries" => practice.actors.iter_mut().flatten().for_each(|actor| actor.country = None),
        "subdivisions" => practice.places.iter_mut().flatten().for_each(|place| place.subdivision = None),
        "evidence" => practice.outcomes.iter_mut().flatten().for_each(|outcome| outcome.quality = None),
        // A reference is often a name and a year.
        "sources" => {
            practice.outcomes.iter_mut().flatten().for_each(|outcome| outcome.source = None);
            practice.people_served.iter_mut().for_each(|served| served.source = None);
        }
        _ => {}
    }
}
