//! Random sequences of what happens to signatures, compared with a model that is simple enough to be believed.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::database::{Database, Opens, open};
use super::signers::{PEOPLE, Signers, Step, step};
use super::sql::{Sql, values};
use super::{Kind, New, erasures, retention, rows, signatures};
use crate::sign::keys::{Keys, sha256};
use crate::sign::text::uuid;

const START: i64 = 1_800_000_000_000;

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
}

/// Does one step to both.
fn both(real: &mut Real, model: &mut Signers, step: Step) {
    let now = model.now;
    real.now = now;
    match step {
        Step::Sign(who) => {
            let new = real.new_of(who);
            let mail = new.mail;
            real.sql.transaction(|sql| signatures::sign(sql, &new)).expect("it signs");
            let mailed = "SELECT count(*) FROM outbox WHERE id = ?1";
            let is_mailed = real.sql.number(mailed, values![&mail]).expect("a number") == 1;
            assert_eq!(is_mailed, model.sign(who), "whether there is a mail");
            if is_mailed {
                real.mails.insert(who, mail);
            }
        }
        Step::Confirm(who) => {
            let Some(hash) = real.link(who, Kind::Confirm) else { return };
            real.sql.transaction(|sql| signatures::confirm(sql, &hash, None, now)).expect("it confirms");
            model.confirm(who);
        }
        Step::Withdraw(who) => {
            let Some(hash) = real.link(who, Kind::Withdraw) else { return };
            real.sql.transaction(|sql| signatures::withdraw(sql, &hash, now)).expect("it withdraws");
            model.forget(who);
        }
        Step::Erase(who) => {
            let address = real.address(who);
            let erased = real.sql.transaction(|sql| erasures::erase_address(sql, &address, None, now));
            assert_eq!(erased.expect("it erases"), usize::from(model.forget(who)));
        }
        Step::Invalidate(who) => {
            let address = real.address(who);
            let query = "SELECT id FROM signatures WHERE email_hmac = ?1";
            let ids: Vec<[u8; 16]> = real.sql.all(query, values![&address], |row| row.get(0)).expect("ids");
            real.sql.transaction(|sql| rows::invalidate(sql, &ids)).expect("it is taken out");
            model.invalidate(who);
        }
        Step::Pass(days) => model.now += days * super::signers::DAY,
        Step::Retain => {
            real.sql.transaction(|sql| retention::forget_unconfirmed(sql, now)).expect("it forgets");
            model.retain();
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

fn agree(real: &mut Real, model: &Signers) {
    for (question, answer) in model.expectations() {
        assert_eq!(real.sql.number(question, &[]).expect(question), answer, "{question}: {model:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_happens_in_whatever_order_the_count_is_right(steps in proptest::collection::vec(step(), 1..60)) {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut real, mut model) = (Real::new(folder.path()), Signers::at(START));
        for step in steps {
            both(&mut real, &mut model, step);
            agree(&mut real, &model);
        }
    }
}

#[test]
fn ten_thousand_steps_do_not_make_the_count_drift() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut real, mut model) = (Real::new(folder.path()), Signers::at(START));
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
