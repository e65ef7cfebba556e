//! The countries of a map of the world: the table that data/world/make.mjs writes.
//!
//! Natural Earth's shapes in the Equal Earth projection. Knows nothing of practices.

use std::sync::LazyLock;

use crate::base::country::Country;

/// The map.
pub(super) struct World {
    /// In its own units.
    pub width: u16,
    /// In its own units.
    pub height: u16,
    /// Every country, in the order of the codes, then land that has no code.
    pub lands: Vec<Land>,
}

/// A country on the map.
pub(super) struct Land {
    /// Whose it is; none for land that ISO 3166-1 has no code for.
    pub country: Option<Country>,
    /// Where its number or its dot is.
    pub at: (u16, u16),
    /// Half the room for its number; 0 where a dot is drawn.
    pub room: u16,
    /// Its outline as path data; empty where there is only a dot.
    pub path: &'static str,
}

impl Land {
    /// Whether it is so small that a dot is drawn.
    pub(super) fn is_dot(&self) -> bool {
        self.room == 0 && self.country.is_some()
    }
}

/// The world, read once.
pub(super) static WORLD: LazyLock<World> = LazyLock::new(|| {
    let mut lines = include_str!("world.tsv").lines().filter(|line| !line.starts_with('#'));
    let size = lines.next().and_then(|line| line.split_once('\t')).unwrap_or_default();
    World { width: number(size.0), height: number(size.1), lands: lines.filter_map(land).collect() }
});

fn land(line: &'static str) -> Option<Land> {
    let mut columns = line.split('\t');
    let country = Country::parse(columns.next()?);
    let mut number = || columns.next().map(number);
    let (at, room) = ((number()?, number()?), number()?);
    Some(Land { country, at, room, path: columns.next()? })
}

fn number(text: &str) -> u16 {
    text.parse().unwrap_or(0)
}
