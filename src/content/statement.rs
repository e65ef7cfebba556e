//! Statements, open letters, press releases and submissions.

use crate::base::date::Day;
use crate::{record, words};

use super::parts::{Addressee, Signatory};

words! {
    /// What shape a statement has.
    pub enum Form {
        /// A statement.
        Statement = "statement",
        /// A letter that everybody may read.
        OpenLetter = "open-letter",
        /// For journalists.
        PressRelease = "press-release",
        /// To a court, committee or parliament.
        Submission = "submission",
    }
}

record! {
    /// The place and day that a text begins with.
    pub struct Dateline {
        /// Where.
        place: String = required_text,
        /// When.
        date: Day = plain,
    }
}

record! {
    /// What statements have beside [`Meta`](super::Meta).
    pub struct Statement {
        /// Its shape; a plain statement by default.
        form: Form = plain,
        /// Who signs.
        signatories: Vec<Signatory> = plain,
        /// Whom it addresses.
        addressed_to: Vec<Addressee> = plain,
        /// The facts to take away.
        key_points: Vec<String> = prose,
        /// What is asked for.
        asks: Vec<String> = prose,
        /// Where and when it was given.
        dateline: Dateline = plain,
    }
}
