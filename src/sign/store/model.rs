//! Random sequences of what happens to signatures, compared with a model that is simple enough to be believed.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::database::{Database, Opens, open};
use super::sql::{Sql, values};
use super::{Kind, New, counts, erasures, retention, rows, signatures};
use crate::sign::keys::{Keys, sha256};
use crate::sign::text::uuid;

const DAY: i64 = 24 * 60 * 60 * 1000;
const START: i64 = 1_800_000_000_000;
const PEOPLE: usize = 6;

/// What may happen next, to one of few people.
#[derive(Clone, Copy, Debug)]
enum Step {
    Sign(usize),
    Confirm(usize),
    Withdraw(usize),
    Erase(usize),
    Invalidate(usize),
    Pass(i64),
    Retain,
    /// The program is killed before or in the middle of a transaction, and opens the database again.
    Crash(bool),
}

fn step() -> impl Strategy<Value = Step> {
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
enum Is {
    Pending,
    Confirmed,
    Invalid,
    /// Taken out of the count before anybody confirmed: whoever owns the address may still sign.
    Out,
}

/// The model: who stands where, and how many were anonymised or taken back.
#[derive(Debug, Default)]
struct Model {
    people: BTreeMap<usize, (Is, i64, i64)>,
    withdrawn: i64,
}

impl Model {
    /// The time of its link runs from the last mail; that of the signature from its first form.
    fn is_link_good(&self, who: usize, now: i64) -> bool {
        self.people.get(&who).is_some_and(|(_, _, mailed)| now < mailed + 7 * DAY)
    }

    fn confirmed(&self) -> i64 {
        self.people.values().map(|(is, ..)| i64::from(*is == Is::Confirmed)).sum()
    }
}

/// A database with the link of the last mail to each person.
struct Real {
    database: Database,
    sql: Sql,
    keys: Arc<Keys>,
    mails: BTreeMap<usize, [u8; 16]>,
    drawn: u64,
    now: i64,
}

impl Real {
    fn new(folder: &std::path::Path) -> Real {
        let database = Database::read(folder, "signatures.db").expect("a path");
        let keys = Arc::new(Keys::of_tests());
        let mut sql = open(&database, Opens::ToServe, Some(&keys.mark())).expect("it opens");
        // A killed process keeps what it gave to the system; what a disk keeps is traced elsewhere.
        sql.script("PRAGMA synchronous = OFF").expect("a setting");
        Real { database, sql, keys, mails: BTreeMap::new(), drawn: 0, now: START }
    }

    fn id(&mut self) -> [u8; 16] {
        self.drawn += 1;
        let mut random = [0; 10];
        // Behind the bits that say which kind of UUID it is.
        random[3..].copy_from_slice(&self.drawn.to_be_bytes()[1..]);
        uuid(self.now, random)
    }

    fn address(&self, who: usize) -> [u8; 32] {
        self.keys.address(&format!("a{who}@example.org"))
    }

    fn new_of(&mut self, who: usize) -> New {
        New {
            keys: self.keys.clone(),
            id: self.id(),
            mail: self.id(),
            petition: "free".to_owned(),
            rid: None,
            address: self.address(who),
            email: format!("a{who}@example.org"),
            first_name: None,
            last_name: None,
            country: None,
            lang: "en".to_owned(),
            is_held: who == 0,
            pow: None,
            processing: "p".to_owned(),
            updates: None,
            source: "form",
            network: [0; 16],
            at: self.now,
        }
    }

    fn link(&self, who: usize, kind: Kind) -> Option<[u8; 32]> {
        self.mails.get(&who).map(|mail| sha256(self.keys.link(kind.word(), mail).as_bytes()))
    }

    fn number(&mut self, query: &str) -> i64 {
        self.sql.number(query, &[]).expect(query)
    }
}

/// Does one step to both.
fn both(real: &mut Real, model: &mut Model, step: Step) {
    let now = real.now;
    match step {
        Step::Sign(who) => {
            let new = real.new_of(who);
            let mail = new.mail;
            real.sql.transaction(|sql| signatures::sign(sql, &new)).expect("it signs");
            let mailed = "SELECT count(*) FROM outbox WHERE id = ?1";
            let is_mailed = real.sql.number(mailed, values![&mail]).expect("a number") == 1;
            match model.people.get_mut(&who) {
                None => {
                    assert!(is_mailed, "whoever is new gets a mail");
                    model.people.insert(who, (Is::Pending, now, now));
                }
                Some((is @ (Is::Pending | Is::Out), _, mailed)) => {
                    *is = Is::Pending;
                    *mailed = if is_mailed { now } else { *mailed };
                }
                Some((is, ..)) => {
                    assert!(!is_mailed, "no mail for who counts or was taken out: {is:?}");
                }
            }
            if is_mailed {
                real.mails.insert(who, mail);
            }
        }
        Step::Confirm(who) => {
            let Some(hash) = real.link(who, Kind::Confirm) else { return };
            real.sql.transaction(|sql| signatures::confirm(sql, &hash, None, now)).expect("it confirms");
            let is_good = model.is_link_good(who, now);
            if let Some((is @ Is::Pending, ..)) = model.people.get_mut(&who).filter(|_| is_good) {
                *is = Is::Confirmed;
            }
        }
        Step::Withdraw(who) => {
            let Some(hash) = real.link(who, Kind::Withdraw) else { return };
            real.sql.transaction(|sql| signatures::withdraw(sql, &hash, now)).expect("it withdraws");
            model.withdrawn += i64::from(model.people.remove(&who).is_some());
        }
        Step::Erase(who) => {
            let address = real.address(who);
            let erased = real.sql.transaction(|sql| erasures::erase_address(sql, &address, None, now));
            let was_there = model.people.remove(&who).is_some();
            assert_eq!(erased.expect("it erases"), usize::from(was_there));
            model.withdrawn += i64::from(was_there);
        }
        Step::Invalidate(who) => {
            let address = real.address(who);
            let query = "SELECT id FROM signatures WHERE email_hmac = ?1";
            let ids: Vec<[u8; 16]> = real.sql.all(query, values![&address], |row| row.get(0)).expect("ids");
            real.sql.transaction(|sql| rows::invalidate(sql, &ids)).expect("it is taken out");
            if let Some((is, ..)) = model.people.get_mut(&who) {
                *is = if matches!(is, Is::Pending | Is::Out) { Is::Out } else { Is::Invalid };
            }
        }
        Step::Pass(days) => real.now += days * DAY,
        Step::Retain => {
            real.sql.transaction(|sql| retention::forget_unconfirmed(sql, now)).expect("it forgets");
            model.people.retain(|_, (is, signed, _)| {
                !matches!(is, Is::Pending | Is::Out) || now < *signed + 14 * DAY
            });
        }
        Step::Crash(is_in_between) => {
            if is_in_between {
                let new = real.new_of(1);
                real.sql.begin().expect("it begins");
                signatures::sign(&mut real.sql, &new).expect("it signs");
            }
            // The old connection goes without a word, as that of a killed process does.
            let nowhere = rusqlite::Connection::open_in_memory().expect("memory");
            drop(std::mem::replace(&mut real.sql, Sql::Sqlite(nowhere)));
            real.sql = open(&real.database, Opens::ToServe, Some(&real.keys.mark())).expect("it opens");
            real.sql.script("PRAGMA synchronous = OFF").expect("a setting");
        }
    }
}

fn agree(real: &mut Real, model: &Model) {
    let counted = counts(&mut real.sql).expect("counts").get("free").copied().unwrap_or(0);
    let rows = real.number("SELECT count(*) FROM signatures WHERE state = 'confirmed'");
    assert_eq!((counted, rows), (model.confirmed(), model.confirmed()), "{model:?}");
    let is = |is: Is| model.people.values().filter(|(own, ..)| *own == is).count();
    let waiting = real.number("SELECT count(*) FROM signatures WHERE state IN ('pending', 'held')");
    assert_eq!(waiting, i64::try_from(is(Is::Pending)).expect("few"), "{model:?}");
    let invalid = real.number("SELECT count(*) FROM signatures WHERE state = 'invalid'");
    assert_eq!(invalid, i64::try_from(is(Is::Invalid) + is(Is::Out)).expect("few"), "{model:?}");
    let withdrawn = real.number("SELECT count(*) FROM signatures WHERE state = 'withdrawn'");
    assert_eq!(withdrawn, model.withdrawn);
    let left = "SELECT count(*) FROM signatures WHERE state = 'withdrawn'
                AND (email_hmac IS NOT NULL OR email_enc IS NOT NULL OR country IS NOT NULL)";
    assert_eq!(real.number(left), 0, "nothing is left of who is erased");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_happens_in_whatever_order_the_count_is_right(steps in proptest::collection::vec(step(), 1..60)) {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut real, mut model) = (Real::new(folder.path()), Model::default());
        for step in steps {
            both(&mut real, &mut model, step);
            agree(&mut real, &model);
        }
    }
}

#[test]
fn ten_thousand_steps_do_not_make_the_count_drift() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut real, mut model) = (Real::new(folder.path()), Model::default());
    // The constants of Knuth's generator: the same steps every time.
    let mut drawn = 1_u64;
    for round in 0..10_000 {
        drawn = drawn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let who = usize::try_from(drawn >> 40).expect("24 bits") % PEOPLE;
        let step = match (drawn >> 33) % 12 {
            0..4 => Step::Sign(who),
            4..8 => Step::Confirm(who),
            8 => Step::Withdraw(who),
            9 => Step::Erase(who),
            10 => Step::Invalidate(who),
            _ => Step::Pass(1),
        };
        both(&mut real, &mut model, step);
        if round % 100 == 0 {
            agree(&mut real, &model);
        }
    }
    agree(&mut real, &model);
}
