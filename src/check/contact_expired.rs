//! `contact/expired`: a contact whose last day is over, which readers do not see any more.

use crate::base::Report;
use crate::relate::Site;

/// Looks at the contacts of all sources; one without `until` goes by itself, and nothing is to be done.
pub(super) fn check(site: &Site, report: &mut Report) {
    let today = site.now.day(&site.config.timezone);
    for document in site.texts.iter().map(|text| &text.document) {
        for (number, contact) in document.meta.contacts.iter().flatten().enumerate() {
            let Some(until) = contact.until.filter(|until| *until < today) else { continue };
            let key = format!("contacts[{number}].until");
            let place = document.keys.iter().find(|place| place.value == key);
            report
                .warning("contact/expired", place.map_or(document.front, |place| place.span))
                .arg("day", until)
                .maybe("name", contact.name.as_ref());
        }
    }
}
