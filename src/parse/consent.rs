//! Consent records, each by itself: `consent/<key>.toml`.

use crate::base::record::{Record, report_missing, report_unknown};
use crate::base::{Report, Source, Sources, Span, toml};
use crate::content::consent::{Consent, ConsentFields, Consents};

const FOLDER: &str = "consent/";

/// Reads every record.
pub(super) fn consents(sources: &Sources, report: &mut Report) -> Consents {
    let records = sources.under(FOLDER).filter_map(|source| {
        let key = source.path.as_str().strip_prefix(FOLDER)?.strip_suffix(".toml")?;
        Some((key.to_owned(), consent(source, report)))
    });
    records.collect()
}

fn consent(source: &Source, report: &mut Report) -> Consent {
    let before = report.diagnostics.len();
    let span = Span::start_of(source.id);
    let reading = toml::file(source, report);
    report_unknown(&reading.table, &[<ConsentFields as Record>::FIELDS], report);
    // What could not be read is not missing as well.
    if report.diagnostics.len() == before {
        report_missing(&reading.table, <ConsentFields as Record>::FIELDS, span, report);
    }
    let fields = ConsentFields::take(&reading.table, report);
    Consent { fields, is_broken: report.diagnostics.len() > before, span }
}
