//! Signers as a model that is simple enough to be believed: what may happen to few people who sign one petition,
//! and what is so then.
//!
//! Knows nothing of databases, programs or mails as bytes; the tests of the store and of the running program
//! compare themselves with it.

use std::collections::BTreeMap;

use proptest::prelude::*;

/// In milliseconds.
pub(crate) const DAY: i64 = 24 * 60 * 60 * 1000;
/// How many people there are.
pub(crate) const PEOPLE: usize = 6;

/// What may happen next, to one of few people.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// Somebody sends the form.
    Sign(usize),
    /// Somebody uses the link of the last mail.
    Confirm(usize),
    /// Somebody uses its other link.
    Withdraw(usize),
    /// Somebody's address is erased.
    Erase(usize),
    /// Somebody's signature is taken out of the count.
    Invalidate(usize),
    /// So many days pass.
    Pass(i64),
    /// What is due is forgotten.
    Retain,
    /// The program is killed before or in the middle of something, and starts again.
    Crash(bool),
}

/// Any step, the usual ones more often.
pub(crate) fn step() -> impl Strategy<Value = Step> {
    let who = || 0..PEOPLE;
    prop_oneof![
        6 => who().prop_map(Step::Sign),
        6 => who().prop_map(Step::Confirm),
        2 => who().prop_map(Step::Withdraw),
        1 => who().prop_map(Step::Erase),
        1 => who().prop_map(Step::Invalidate),
        2 => (1..9_i64).prop_map(Step::Pass),
        1 => Just(Step::Retain),
        1 => any::<bool>().prop_map(Step::Crash),
    ]
}

/// What one person's signature is, as far as counting goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Is {
    /// Nobody has confirmed it.
    Pending,
    /// It counts.
    Confirmed,
    /// It was taken out of the count.
    Invalid,
    /// It was taken out before anybody confirmed it: whoever owns the address may still sign.
    Out,
}

/// One person's signature, when it was first sent, and when its mails were.
#[derive(Debug)]
struct Signer {
    is: Is,
    signed: i64,
    mailed: Vec<i64>,
}

/// Who stands where, and how many took it back.
#[derive(Debug, Default)]
pub(crate) struct Signers {
    /// The time.
    pub(crate) now: i64,
    /// How many signatures were taken back or erased.
    pub(crate) withdrawn: i64,
    /// How many mails were sent.
    pub(crate) mails: usize,
    people: BTreeMap<usize, Signer>,
}

impl Signers {
    /// Nobody, at this time.
    pub(crate) fn at(now: i64) -> Signers {
        Signers { now, ..Signers::default() }
    }

    /// Gives whether that sends a mail: to whoever is new, and to whoever has not confirmed, if the last
    /// one was not just now and there were not three within a week.
    pub(crate) fn sign(&mut self, who: usize) -> bool {
        let now = self.now;
        let fresh = || Signer { is: Is::Pending, signed: now, mailed: Vec::new() };
        let signer = self.people.entry(who).or_insert_with(fresh);
        let within_a_week = signer.mailed.iter().filter(|mailed| **mailed > now - 7 * DAY).count();
        let is_soon = signer.mailed.last() == Some(&now);
        if signer.is == Is::Out {
            signer.is = Is::Pending;
        }
        let is_mailed = signer.is == Is::Pending && !is_soon && within_a_week < 3;
        if is_mailed {
            signer.mailed.push(now);
            self.mails += 1;
        }
        is_mailed
    }

    /// Gives whether the signature counts now. A link runs out a week after its mail.
    pub(crate) fn confirm(&mut self, who: usize) -> bool {
        let now = self.now;
        let Some(signer) = self.people.get_mut(&who) else { return false };
        let is_good = signer.mailed.last().is_some_and(|mailed| now < mailed + 7 * DAY);
        if signer.is == Is::Pending && is_good {
            signer.is = Is::Confirmed;
        }
        signer.is == Is::Confirmed
    }

    /// Gives whether there was something to take back or to erase.
    pub(crate) fn forget(&mut self, who: usize) -> bool {
        let was_there = self.people.remove(&who).is_some();
        self.withdrawn += i64::from(was_there);
        was_there
    }

    /// Takes a signature out of the count.
    pub(crate) fn invalidate(&mut self, who: usize) {
        if let Some(signer) = self.people.get_mut(&who) {
            let was_unconfirmed = matches!(signer.is, Is::Pending | Is::Out);
            signer.is = if was_unconfirmed { Is::Out } else { Is::Invalid };
        }
    }

    /// Deletes what nobody confirmed within two weeks of the first form.
    pub(crate) fn retain(&mut self) {
        let now = self.now;
        let is_unconfirmed = |signer: &Signer| matches!(signer.is, Is::Pending | Is::Out);
        self.people.retain(|_, signer| !is_unconfirmed(signer) || now < signer.signed + 14 * DAY);
    }

    /// How many signatures are this.
    pub(crate) fn count(&self, is: Is) -> i64 {
        self.people.values().map(|signer| i64::from(signer.is == is)).sum()
    }

    /// What a database is asked, and what it has to answer.
    pub(crate) fn expectations(&self) -> Vec<(&'static str, i64)> {
        vec![
            ("SELECT count(*) FROM signatures WHERE state = 'confirmed'", self.count(Is::Confirmed)),
            ("SELECT CAST(coalesce(sum(confirmed), 0) AS BIGINT) FROM counters", self.count(Is::Confirmed)),
            ("SELECT count(*) FROM signatures WHERE state IN ('pending', 'held')", self.count(Is::Pending)),
            (
                "SELECT count(*) FROM signatures WHERE state = 'invalid'",
                self.count(Is::Invalid) + self.count(Is::Out),
            ),
            ("SELECT count(*) FROM signatures WHERE state = 'withdrawn'", self.withdrawn),
            (
                // Nothing is left of who is erased.
                "SELECT count(*) FROM signatures WHERE state = 'withdrawn'
                 AND (email_hmac IS NOT NULL OR email_enc IS NOT NULL OR country IS NOT NULL)",
                0,
            ),
        ]
    }
}
