//! Countries by ISO 3166-1 alpha-2, and the UN M49 groups that they belong to.

use std::fmt;
use std::sync::LazyLock;

use serde::{Serialize, Serializer};

/// The table: one country a line.
static TABLE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let lines = include_str!("countries.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(entry).collect()
});

struct Entry {
    code: [u8; 2],
    m49: &'static str,
    groups: Vec<&'static str>,
}

fn entry(line: &'static str) -> Option<Entry> {
    let mut columns = line.split('\t');
    let code = columns.next()?.as_bytes().try_into().ok()?;
    let (m49, groups) = (columns.next()?, columns.next()?);
    Some(Entry { code, m49, groups: groups.split(' ').filter(|group| !group.is_empty()).collect() })
}

/// A country that ISO 3166-1 knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// Reads an alpha-2 code in capital letters.
    pub fn parse(code: &str) -> Option<Country> {
        let code: [u8; 2] = code.as_bytes().try_into().ok()?;
        TABLE.binary_search_by_key(&code, |entry| entry.code).ok().map(|_| Country(code))
    }

    /// Every country, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Country> {
        TABLE.iter().map(|entry| Country(entry.code))
    }

    /// The code in capital letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a code is ASCII")
    }

    /// The code in small letters, as addresses have it.
    pub fn slug(&self) -> String {
        self.code().to_lowercase()
    }

    /// The country's M49 code: `484`.
    pub fn m49(&self) -> &'static str {
        self.entry().m49
    }

    /// The M49 codes of the groups around it: `019`, `419`, `013`.
    pub fn groups(&self) -> &'static [&'static str] {
        &self.entry().groups
    }

    fn entry(&self) -> &'static Entry {
        let place = TABLE.binary_search_by_key(&self.0, |entry| entry.code);
        &TABLE[place.expect("a country is made from the table only")]
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
