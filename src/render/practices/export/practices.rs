//! The table of practices: one row a record.

use super::Address;
use super::record::{Record, Text};
use super::table::{Column, Kind, Value, columns};
use super::words::{COUNTRY, REGION};
use crate::base::Spanned;
use crate::base::country::Country;
use crate::base::date::{Day, Edtf};
use crate::content::Vocabularies;
use crate::content::practice::{PeopleServed, Term};

/// A record in one language.
#[derive(Clone, Copy)]
pub(super) struct Row<'s> {
    pub(super) record: &'s Record<'s>,
    pub(super) text: &'s Text<'s>,
    pub(super) vocabularies: &'s Vocabularies,
    pub(super) address: Address<'s>,
}

/// An EDTF date, or an interval of two.
pub(super) const PERIOD: &str = r"\d{4}(-\d\d){0,2}~?(/(\d{4}(-\d\d){0,2}~?|\.\.))?|\.\.";

/// The columns, in their order.
pub(super) fn columns<'s>() -> Vec<Column<Row<'s>>> {
    columns! {
        "id": Kind::Id, "The record's identifier; never changes.", |row| row.record.id.into();
        "lang": Kind::Text, "The language of texts and labels (BCP 47).", |row| row.text.lang.as_str().into();
        "url": Kind::Web, "The record's page.", |row| Value::Text(row.address.of(row.text.url));
        "title": Kind::Text, "Its title.", |row| row.text.title().into();
        "summary": Kind::Text, "What it is, in a few sentences.", |row| row.text.summary().into();
        "measure": Kind::Key("measure"), "Law, policy or practice.", |row| term(row.text.practice.measure.as_ref());
        "cap": Kind::Keys("cap"), "The areas of the model that it belongs to.", |row| terms(row.text.practice.cap.as_ref());
        "cap_sub": Kind::Keys("cap-sub"), "The elements inside these areas.", |row| terms(row.text.practice.cap_sub.as_ref());
        "countries": Kind::Keys(COUNTRY), "Countries (ISO 3166-1 alpha-2). `NA` is Namibia.", |row| list(row.record.countries.iter().map(Country::code));
        "subdivisions": Kind::AllShaped("[A-Z]{2}-[A-Z0-9]{1,3}"), "States or provinces (ISO 3166-2).", |row| spanned(row.text.practice.subdivisions.as_ref());
        "m49": Kind::AllShaped(r"\d{3}"), "UN M49 codes of the countries and of the groups around them.", |row| list(row.record.m49().into_iter());
        "regions": Kind::Keys(REGION), "The campaign's regions.", |row| list(row.record.regions.iter().map(String::as_str));
        "places": Kind::Texts, "Towns or regions; never a street.", |row| places(row);
        "scope": Kind::Key("scope"), "How far it reaches.", |row| term(row.text.practice.scope.as_ref());
        "populations": Kind::Keys("population"), "Whom it is for.", |row| terms(row.text.practice.populations.as_ref());
        "context": Kind::Keys("context"), "The point of the journey.", |row| terms(row.text.practice.context.as_ref());
        "status": Kind::Key("practice-status"), "Where it stands.", |row| term(row.text.practice.status.as_ref());
        "start": Kind::Shaped(PERIOD), "When it began (EDTF): a year, month or day; `~` means about.", |row| date(row.text.practice.start.as_ref());
        "end": Kind::Shaped(PERIOD), "When it ended (EDTF); `..` means that it goes on.", |row| date(row.text.practice.end.as_ref());
        "year": Kind::AtLeast(0), "The year in which it began.", |row| row.text.practice.year().map(i64::from).into();
        "approach": Kind::Key("approach"), "Based on engagement or on enforcement.", |row| term(row.text.practice.approach.as_ref());
        "restrictions": Kind::Keys("restriction"), "What is asked of people.", |row| terms(row.text.practice.restrictions.as_ref());
        "form_of_detention": Kind::Boolean, "Electronic monitoring or a closed facility: an alternative form of detention, which does not count as engagement-based.", |row| row.record.detains().into();
        "evidence": Kind::Key("evidence-quality"), "The best evidence that it has.", |row| row.record.evidence(row.vocabularies).into();
        "people_served": Kind::AtLeast(1), "How many people it reached.", |row| served(row).and_then(|served| served.value).into();
        "people_served_of": Kind::Text, "Of whom.", |row| served(row).and_then(|served| served.of.as_ref()).into();
        "people_served_period": Kind::Text, "When (EDTF).", |row| served(row).and_then(|served| served.period.as_ref()).into();
        "people_served_approx": Kind::Boolean, "Only roughly known.", |row| served(row).map(|served| served.approx == Some(true)).into();
        "people_served_source": Kind::Text, "The reference of the source that says so.", |row| served(row).and_then(|served| served.source.as_ref()).map(|source| &source.value).into();
        "outcomes": Kind::AtLeast(0), "How many outcomes were measured; they have a table of their own.", |row| i64::try_from(row.text.outcomes().len()).ok().filter(|_| row.record.is_shown("outcomes")).into();
        "actors": Kind::Texts, "Who takes part.", |row| list(row.text.practice.actors.iter().flatten().filter_map(|actor| actor.name.as_deref()));
        "legal_basis": Kind::Texts, "The laws that it rests on.", |row| list(row.text.practice.legal_basis.iter().flatten().filter_map(|law| law.title.as_deref()));
        "sources": Kind::Texts, "The titles of the works that it rests on.", |row| list(row.text.sources().iter().filter_map(|source| source.title.as_deref()));
        "gcm": Kind::AllShaped(r"\d{1,2}"), "Objectives of the Global Compact for Migration.", |row| numbers(row.text.practice.gcm.as_ref());
        "sdg": Kind::AllShaped(r"\d+(\.\w+)?"), "Targets of the Sustainable Development Goals.", |row| spanned(row.text.practice.sdg.as_ref());
        "topics": Kind::Texts, "The site's topics.", |row| list(row.record.topics.iter().map(String::as_str));
        "hashtags": Kind::Texts, "Campaigns, in small letters.", |row| list(row.record.hashtags.iter().map(String::as_str));
        "date": Kind::Day, "The day of its first publication.", |row| day(row.text.meta.date.as_ref().map(|day| day.value));
        "updated": Kind::Day, "The day of its last change.", |row| day(row.text.meta.updated);
        "reviewed": Kind::Day, "The day on which it was last checked.", |row| day(row.text.practice.reviewed.as_ref().map(|day| day.value));
        "version": Kind::Text, "Its version.", |row| row.text.practice.version.as_ref().into();
        "license": Kind::Text, "Its licence (SPDX).", |row| row.address.license(row.record).into();
        "doi": Kind::Text, "Its digital object identifier.", |row| row.text.practice.doi.as_ref().into();
        "withheld": Kind::Texts, "Fields that are left out to protect people.", |row| list(row.record.withheld.iter().map(|(field, _)| *field));
    }
}

fn served<'a>(row: &'a Row<'_>) -> Option<&'a PeopleServed> {
    row.text.practice.people_served.as_ref()
}

fn places<'a>(row: &'a Row<'_>) -> Value<'a> {
    let places = row.text.practice.places.iter().flatten();
    list(places.filter_map(|place| Some(place.name.as_ref()?.value.as_str())))
}

fn date<'a>(date: Option<&Spanned<Edtf>>) -> Value<'a> {
    date.map_or(Value::None, |date| Value::Text(date.value.to_string()))
}

pub(super) fn term(term: Option<&Term>) -> Value<'_> {
    term.map(|term| &term.value).into()
}

fn terms(terms: Option<&Vec<Term>>) -> Value<'_> {
    spanned(terms)
}

fn spanned(texts: Option<&Vec<Spanned<String>>>) -> Value<'_> {
    list(texts.into_iter().flatten().map(|text| text.value.as_str()))
}

fn list<'a>(texts: impl Iterator<Item = &'a str>) -> Value<'a> {
    Value::List(texts.collect())
}

fn numbers<'a>(numbers: Option<&Vec<Spanned<i64>>>) -> Value<'a> {
    let texts = numbers.into_iter().flatten().map(|number| number.value.to_string());
    Value::Text(texts.collect::<Vec<_>>().join("; "))
}

fn day<'a>(day: Option<Day>) -> Value<'a> {
    day.map_or(Value::None, |day| Value::Text(day.to_string()))
}
