//! Petitions that are announced, open or over as of now (PETITIONS.md).

use jiff::tz::TimeZone;

use crate::base::date::{Instant, When};
use crate::config::Config;
use crate::content::petition::{Provider, State};
use crate::content::{Own, Petition};

use super::Group;

/// How far a petition has come, by its file and the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It opens later.
    Announced,
    /// It can be signed.
    Open,
    /// It cannot be signed for now.
    Paused,
    /// It cannot be signed any more.
    Closed,
    /// The signatures were handed over.
    Delivered,
    /// It got what it asked for.
    Won,
    /// It got part of it.
    Partly,
    /// It did not get it.
    Lost,
    /// Those who began it took it back.
    Withdrawn,
}

impl Standing {
    /// The key that style sheets, strings and data know it by.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Announced => "announced",
            Standing::Open => "open",
            Standing::Paused => "paused",
            Standing::Closed => "closed",
            Standing::Delivered => "delivered",
            Standing::Won => "won",
            Standing::Partly => "partly",
            Standing::Lost => "lost",
            Standing::Withdrawn => "withdrawn",
        }
    }

    /// Whether nobody will be able to sign it any more.
    pub fn is_over(self) -> bool {
        !matches!(self, Standing::Announced | Standing::Open | Standing::Paused)
    }
}

/// Where a petition stands as of `now`.
pub fn standing_of(petition: &Petition, now: Instant, site_zone: &TimeZone) -> Standing {
    let state = petition.state.as_ref().map_or(State::Open, |state| state.value);
    match state {
        State::Open if opens(petition, site_zone).is_some_and(|opens| opens > now) => Standing::Announced,
        State::Open if closes(petition, site_zone).is_some_and(|closes| closes <= now) => Standing::Closed,
        State::Open => Standing::Open,
        State::Paused => Standing::Paused,
        State::Closed => Standing::Closed,
        State::Delivered => Standing::Delivered,
        State::Won => Standing::Won,
        State::Partly => Standing::Partly,
        State::Lost => Standing::Lost,
        State::Withdrawn => Standing::Withdrawn,
    }
}

/// Which groups are petitions that can be signed now.
pub fn open(groups: &[Group], config: &Config, now: Instant) -> Vec<bool> {
    let is_open = |group: &Group| match &*group.source_text().own {
        Own::Petition(petition) => standing_of(petition, now, &config.timezone) == Standing::Open,
        _ => false,
    };
    groups.iter().map(is_open).collect()
}

/// When it can be signed from.
pub fn opens(petition: &Petition, site_zone: &TimeZone) -> Option<Instant> {
    petition.opens.as_ref().map(|opens| opens.value.instant(&zone(petition, site_zone)))
}

/// The instant from which it cannot be signed: the end of its closing day.
pub fn closes(petition: &Petition, site_zone: &TimeZone) -> Option<Instant> {
    let zone = zone(petition, site_zone);
    petition.closes.as_ref().map(|closes| match closes.value {
        When::Day(day) => day.next().begins(&zone),
        time => time.instant(&zone),
    })
}

/// The instants at which it opens and closes by itself.
pub fn changes(petition: &Petition, site_zone: &TimeZone) -> Vec<Instant> {
    let waits = petition.state.as_ref().is_none_or(|state| state.value == State::Open);
    let instants = [opens(petition, site_zone), closes(petition, site_zone)];
    instants.into_iter().flatten().filter(|_| waits).collect()
}

/// Where its signatures are counted: by our collector, its own or the site's. `None` where others count.
pub fn count_address(petition: &Petition, config: &Config) -> Option<String> {
    let own = petition.collector.as_ref();
    if own.and_then(|own| own.provider).unwrap_or(Provider::Altavoz) != Provider::Altavoz {
        return None;
    }
    let url = own.and_then(|own| own.url.as_ref()).map(|url| &url.value).or(config.collector.as_ref())?;
    let base = config.trial_collector.as_ref().unwrap_or(url).trim_end_matches('/');
    Some(format!("{base}/v1/petitions/{}/count.json", petition.id.as_ref()?.value))
}

/// The clock by which it opens and closes.
pub fn zone(petition: &Petition, site_zone: &TimeZone) -> TimeZone {
    let own = petition.timezone.as_ref().and_then(|name| TimeZone::get(&name.value).ok());
    own.unwrap_or_else(|| site_zone.clone())
}
