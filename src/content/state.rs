//! How far the translation of one segment is.

use std::fmt;

/// How far the translation of a segment is, what is most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// A number, a date, an amount, an address or a name of the glossary changed in the source.
    StaleFacts,
    /// The source says something else now.
    StaleMajor,
    /// There is no translation.
    Missing,
    /// A machine wrote it and nobody has confirmed it.
    Machine,
    /// Somebody wrote it and nobody has confirmed it.
    Draft,
    /// The source is worded a little differently now.
    StaleMinor,
    /// Confirmed against the source as it is.
    Translated,
    /// Confirmed by a second person.
    Reviewed,
    /// The author said that the last change of the source needs no translation.
    Waived,
    /// The source is gone; the translation is kept.
    Orphan,
}

/// What happened to a source text since it was translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// A word or two: nine tenths of the words are the same.
    Minor,
    /// More than that.
    Major,
    /// A number, a date, an amount, an address or a name of the glossary.
    Facts,
}

impl State {
    /// All of them, what is most urgent first.
    pub const ALL: [State; 10] = [
        State::StaleFacts,
        State::StaleMajor,
        State::Missing,
        State::Machine,
        State::Draft,
        State::StaleMinor,
        State::Translated,
        State::Reviewed,
        State::Waived,
        State::Orphan,
    ];

    /// The word that stands for it in files, in JSON and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            State::StaleFacts => "stale-facts",
            State::StaleMajor => "stale-major",
            State::Missing => "missing",
            State::Machine => "machine",
            State::Draft => "draft",
            State::StaleMinor => "stale-minor",
            State::Translated => "translated",
            State::Reviewed => "reviewed",
            State::Waived => "waived",
            State::Orphan => "orphan",
        }
    }

    /// The state of that word.
    pub fn of(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether somebody has to do something.
    pub fn needs_work(self) -> bool {
        !matches!(self, State::Translated | State::Reviewed | State::Waived | State::Orphan)
    }

    /// Whether the source changed after the translation was confirmed.
    pub fn change(self) -> Option<Change> {
        match self {
            State::StaleMinor => Some(Change::Minor),
            State::StaleMajor => Some(Change::Major),
            State::StaleFacts => Some(Change::Facts),
            _ => None,
        }
    }
}

impl Change {
    /// The state of a translation whose source changed so.
    pub fn state(self) -> State {
        match self {
            Change::Minor => State::StaleMinor,
            Change::Major => State::StaleMajor,
            Change::Facts => State::StaleFacts,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
