//! A statement's own part.

use super::parts::{dateline, joined, signatories, signed_by};
use super::view::{ItemView, StatementView};
use super::voice::Voice;
use crate::base::date::Day;
use crate::content::Statement;
use crate::relate::site::Edition;

/// Adds what a statement has of its own.
pub(super) fn add(
    view: &mut ItemView,
    statement: &Statement,
    (edition, date): (&Edition, Option<Day>),
    voice: &Voice,
) {
    let listed = edition.document.body.directives.iter().any(|directive| directive.name == "signatories");
    let signed = signatories(statement.signatories.as_deref().unwrap_or_default(), voice);
    view.key_points = statement.key_points.clone().unwrap_or_default();
    view.asks = statement.asks.clone().unwrap_or_default();
    view.dateline = dateline(statement.dateline.as_ref(), date, voice);
    view.statement = Some(StatementView {
        form: statement.form.map_or("statement", crate::content::statement::Form::word).to_owned(),
        addressed_to: addressees(statement, voice),
        signed_by: signed_by(signed.len(), voice),
        signatories: signed,
        listed,
    });
}

fn addressees(statement: &Statement, voice: &Voice) -> Vec<String> {
    let addressees = statement.addressed_to.iter().flatten();
    let name = |addressee: &crate::content::parts::Addressee| {
        let country = addressee.country.map(|country| voice.format.country(country));
        joined(voice, [addressee.name.as_deref(), country.as_deref()])
    };
    addressees.map(name).collect()
}
