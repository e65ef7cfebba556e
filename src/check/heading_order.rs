//! `heading/order`: a heading that skips a level, so that who hears the page looks for what is not there.

use crate::base::Report;

use super::{Lens, Reading};

/// Looks at the levels; the title is the first, so a text begins with the second.
pub(super) fn check(reading: &Reading<'_>, _: &Lens, report: &mut Report) {
    let mut above = 1;
    for heading in &reading.document.body.headings {
        // One of the first level has been reported by that name, and is shown as one of the second.
        let level = heading.level.max(2);
        if level > above + 1 {
            let marks = "#".repeat(usize::from(above) + 1);
            report
                .warning("heading/order", heading.span)
                .arg("level", level)
                .arg("above", above)
                .arg("marks", marks);
        }
        above = level;
    }
}
