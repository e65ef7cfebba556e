//! The table of outcomes: one row a figure, as statistics programs want it.

use super::practices::{PERIOD, Row, term};
use super::table::{Column, Kind, Value, columns};
use crate::content::practice::{Outcome, PracticeSource};

/// One figure of a record in one language.
pub(super) struct Figure<'s> {
    pub(super) row: Row<'s>,
    /// From 1, in the record's order.
    pub(super) number: usize,
    pub(super) outcome: &'s Outcome,
}

/// The columns, in their order.
pub(super) fn columns<'s>() -> Vec<Column<Figure<'s>>> {
    columns! {
        "practice": Kind::Record, "The record's identifier.", |figure| figure.row.record.id.into();
        "number": Kind::AtLeast(1), "The figure's number in its record, from 1.", |figure| i64::try_from(figure.number).ok().into();
        "lang": Kind::Text, "The language of texts and labels (BCP 47).", |figure| figure.row.text.lang.as_str().into();
        "title": Kind::Text, "The record's title.", |figure| figure.row.text.title().into();
        "url": Kind::Web, "The record's page.", |figure| Value::Text(figure.row.address.of(figure.row.text.url));
        "indicator": Kind::Key("indicator"), "What was measured.", |figure| term(figure.outcome.indicator.as_ref());
        "value": Kind::Number, "The figure, in `unit`.", |figure| figure.outcome.value.as_ref().map(|value| value.value).into();
        "unit": Kind::Key("unit"), "percent, count, days, or a currency (ISO 4217).", |figure| term(figure.outcome.unit.as_ref());
        "comparator_value": Kind::Number, "What it is measured against, in the same unit.", |figure| figure.outcome.comparator.as_ref().and_then(|comparator| comparator.value).into();
        "comparator_label": Kind::Text, "What that stands for.", |figure| figure.outcome.comparator.as_ref().and_then(|comparator| comparator.label.as_ref()).into();
        "period": Kind::Shaped(PERIOD), "When (EDTF date or interval).", |figure| figure.outcome.period.as_ref().into();
        "n": Kind::AtLeast(1), "How many people were measured.", |figure| figure.outcome.n.into();
        "geography": Kind::Text, "Where.", |figure| figure.outcome.geography.as_ref().into();
        "quality": Kind::Key("evidence-quality"), "How good the evidence is.", |figure| term(figure.outcome.quality.as_ref());
        "source": Kind::Text, "The reference of its source in the record.", |figure| figure.outcome.source.as_ref().map(|source| &source.value).into();
        "source_title": Kind::Text, "The source's title.", |figure| source(figure).and_then(|source| source.title.as_ref()).into();
        "source_publisher": Kind::Text, "Who published it.", |figure| source(figure).and_then(|source| source.publisher.as_ref()).into();
        "source_year": Kind::AtLeast(1000), "When it was published.", |figure| source(figure).and_then(|source| source.year).into();
        "source_url": Kind::Web, "Where it can be read.", |figure| source(figure).and_then(|source| source.url.as_ref()).map(|url| &url.value).into();
        "note": Kind::Text, "What else to know.", |figure| figure.outcome.note.as_ref().into();
    }
}

fn source<'a>(figure: &'a Figure<'_>) -> Option<&'a PracticeSource> {
    let key = &figure.outcome.source.as_ref()?.value;
    let mut sources = figure.row.text.sources().iter();
    sources.find(|source| source.key.as_ref().is_some_and(|known| known.value == *key))
}
