//! The campaign's regions: those of config.toml, or the set that ships with the program.

use std::collections::BTreeMap;

use crate::base::country::Country;
use crate::base::node::Table;
use crate::base::record::Read;
use crate::base::{Lang, Report, Spanned};

use super::Region;
use super::fields::RegionFields;

/// Reads `[regions.*]`; any region there takes the place of the whole default set.
pub(super) fn read(table: &Table, langs: &[Lang], report: &mut Report) -> Vec<Region> {
    let entries = table.entries.iter();
    entries.filter_map(|(key, node)| region(key, &RegionFields::read(node, report)?, langs, report)).collect()
}

fn region(
    key: &Spanned<String>,
    fields: &RegionFields,
    langs: &[Lang],
    report: &mut Report,
) -> Option<Region> {
    let shaped = !key.value.is_empty()
        && key.value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !shaped {
        report.error("config/region-key", key.span).arg("value", &key.value);
        return None;
    }
    let name = if let Some(names) = &fields.name {
        super::language::texts(names, langs, report)
    } else {
        report.error("front-matter/missing-field", key.span).arg("key", "name");
        BTreeMap::new()
    };
    let mut countries = fields.countries.clone().unwrap_or_default();
    for code in fields.m49.iter().flatten() {
        countries.extend(countries_of(code, report));
    }
    countries.sort_unstable();
    countries.dedup();
    Some(Region { key: key.value.clone(), name, countries })
}

fn countries_of(code: &Spanned<String>, report: &mut Report) -> Vec<Country> {
    let found: Vec<_> = Country::all().filter(|country| is_in(*country, &code.value)).collect();
    if found.is_empty() {
        report.error("config/m49", code.span).arg("value", &code.value);
    }
    found
}

// 001 is the world.
fn is_in(country: Country, m49: &str) -> bool {
    m49 == "001" || country.m49() == m49 || country.groups().contains(&m49)
}

/// americas, africa-mena, asia-pacific, europe, global.
pub(super) fn default_set() -> Vec<Region> {
    const LANGS: [&str; 3] = ["en", "es", "ar"];
    const NAMES: [(&str, [&str; 3]); 5] = [
        ("americas", ["Americas", "Américas", "الأمريكتان"]),
        ("africa-mena", ["Africa and Middle East", "África y Oriente Medio", "أفريقيا والشرق الأوسط"]),
        ("asia-pacific", ["Asia-Pacific", "Asia-Pacífico", "آسيا والمحيط الهادئ"]),
        ("europe", ["Europe", "Europa", "أوروبا"]),
        ("global", ["Global", "Mundial", "العالم"]),
    ];
    let region = |(key, names): (&str, [&str; 3])| Region {
        key: key.to_owned(),
        name: LANGS.iter().map(Lang::new).zip(names.map(str::to_owned)).collect(),
        countries: Country::all().filter(|country| default_region(*country) == key).collect(),
    };
    NAMES.into_iter().map(region).collect()
}

// Western Asia (145) belongs to Asia in M49, and to the Middle East for campaigns.
fn default_region(country: Country) -> &'static str {
    let is_in = |m49: &str| is_in(country, m49);
    match () {
        () if is_in("019") => "americas",
        () if is_in("002") || is_in("145") => "africa-mena",
        () if is_in("142") || is_in("009") => "asia-pacific",
        () if is_in("150") => "europe",
        // Antarctica is in no group.
        () => "",
    }
}
