//! `altavoz check`: every rule of a build, and nothing written.

use serde_json::json;

use crate::base::Failure;
use crate::content::rules::without_allowed;
use crate::{Memo, collect};

use super::Ended;
use super::arguments::{Check, Unpublished};
use super::build::{Counts, inputs};
use super::print::Printer;
use super::surroundings::SiteAt;
use super::{external, fix};

/// Says everything that there is to say about the site.
pub(super) fn run(check: &Check, site: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    if check.fix {
        fix::run(site, printer)?;
    }
    let progress = printer.progress("say.checking");
    let (sources, mut diagnostics) = collect::collect(&site.root)?;
    let inputs = inputs(Unpublished::default(), site);
    let (built, found) = crate::build(&sources, &inputs, &mut Memo::default());
    diagnostics.extend(found);
    if check.external {
        progress.now("say.asking");
        let internet = external::Internet::new(check.allow_local);
        let found = external::check(&built.site, &site.root, &internet)?;
        diagnostics.extend(without_allowed(found, &built.documents));
    }
    progress.done();
    printer.diagnostics(&diagnostics, &sources);

    let counts = Counts::of(&diagnostics);
    let (files, pages) = (built.site.texts.len(), built.site.pages.len());
    printer.object(&json!({ "summary": {
        "files": files,
        "pages": pages,
        "errors": counts.errors,
        "warnings": counts.warnings,
    }}));
    let said = [
        ("pages", pages.to_string()),
        ("errors", counts.errors.to_string()),
        ("warnings", counts.warnings.to_string()),
    ];
    printer.say("say.checked", &said);
    let is_bad = counts.errors > 0 || check.strict && counts.warnings > 0;
    Ok(if is_bad { Ended::WithErrors } else { Ended::Well })
}
