//! Random sequences of what happens to signatures, to the running program: over HTTP, by its commands, by `kill -9`.
//! After every step it is where a simple model is, which that of the store in the program shares.

use std::collections::BTreeMap;
use std::process::Command;

use proptest::prelude::*;

use super::collector::{Collector, FORM, Mail, form, send};
use super::place::Place;
use super::signers::{DAY, Is, Signers, Step, step};

/// A program with the last mail to each person.
struct Real {
    place: Place,
    collector: Collector,
    mails: BTreeMap<usize, Mail>,
}

fn address(who: usize) -> String {
    format!("a{who}@d{who}.example.org")
}

fn signs(at: &str, who: usize) -> Option<u16> {
    let body = form(&[("email", &address(who))]);
    Some(send(at, "POST", "/v1/petitions/free/signatures", FORM, body.as_bytes())?.status)
}

impl Real {
    fn new(place: Place) -> Real {
        let collector = place.collector();
        Real { place, collector, mails: BTreeMap::new() }
    }

    /// All mails, once none waits.
    fn sent(&self) -> Vec<Mail> {
        let waiting = "SELECT count(*) FROM outbox WHERE state = 'waiting'";
        self.collector.until(|| (self.collector.number(waiting) == 0).then_some(()));
        self.collector.mails(0)
    }

    fn office(&self, arguments: &[&str]) -> String {
        let (code, said, complaints) = self.collector.office(arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {complaints}");
        said
    }

    fn link(&self, who: usize, kind: &str) -> Option<String> {
        self.mails.get(&who).map(|mail| mail.link(kind))
    }

    /// Kills it, with a form on its way if that is wanted; gives whether that was acknowledged.
    fn crash(&mut self, is_in_between: bool) -> bool {
        let at = self.collector.address.clone();
        let signing = is_in_between.then(|| std::thread::spawn(move || signs(&at, 1)));
        let killed = Command::new("kill").args(["-9", &self.collector.process().to_string()]).status();
        assert!(killed.expect("kill runs").success());
        let is_acknowledged = signing.and_then(|it| it.join().expect("no panic")).is_some();
        self.collector.kill();
        // What the dead one took is due again, and a riddle that has run out shows when the new one has forgotten what is
        // due: it does so as soon as it starts.
        let bytes = if self.place.is_file() { "x'00'" } else { "'\\x00'" };
        self.collector.change(&format!(
            "UPDATE outbox SET due_at = 0 WHERE state = 'waiting'; INSERT INTO riddles VALUES ({bytes}, 0)"
        ));
        let (database, folder) = (self.collector.database.clone(), self.collector.folder.clone());
        self.collector = Collector::on(&database, folder, &["--dev"]);
        let riddles = "SELECT count(*) FROM riddles";
        self.collector.until(|| (self.collector.number(riddles) == 0).then_some(()));
        is_acknowledged
    }
}

/// Does one step to both.
fn both(real: &mut Real, model: &mut Signers, step: Step) {
    match step {
        Step::Sign(who) => {
            assert_eq!(signs(&real.collector.address, who), Some(303));
            if model.sign(who) {
                let mail = real.sent().pop().expect("a mail");
                assert!(mail.head.contains(&address(who)), "{}", mail.head);
                real.mails.insert(who, mail);
            }
        }
        Step::Confirm(who) => {
            let Some(link) = real.link(who, "confirm") else { return };
            let status = real.collector.post(&link).status;
            assert_eq!(status == 303, model.confirm(who), "{status} for {who} of {model:?}");
        }
        Step::Withdraw(who) => {
            let Some(link) = real.link(who, "withdraw") else { return };
            let status = real.collector.post(&link).status;
            assert!(status == 303 || !model.forget(who), "{status} for {who} of {model:?}");
            model.forget(who);
        }
        Step::Erase(who) => {
            let said = real.office(&["erase", &address(who)]);
            assert!(said.contains(&format!("erased: {}", u8::from(model.forget(who)))), "{said}");
        }
        Step::Invalidate(who) => {
            real.office(&["invalidate", "--domain", &format!("d{who}.example.org"), "--yes"]);
            model.invalidate(who);
        }
        Step::Pass(days) => {
            let by = days * DAY;
            real.collector.change(&format!(
                "UPDATE signatures SET created_at = created_at - {by}, consent_at = consent_at - {by};
                 UPDATE outbox SET created_at = created_at - {by}, due_at = due_at - {by};
                 UPDATE tokens SET expires_at = expires_at - {by};"
            ));
            model.now += by;
        }
        Step::Retain => {
            real.office(&["retention", "--yes"]);
            model.retain();
        }
        Step::Crash(is_in_between) => {
            let is_acknowledged = real.crash(is_in_between);
            // Of a form that nobody acknowledged all is there or nothing.
            let mail = real.sent().into_iter().nth(model.mails);
            if is_acknowledged || mail.is_some() {
                assert_eq!(model.sign(1), mail.is_some(), "its mail is as safe as itself: {model:?}");
            }
            if let Some(mail) = mail {
                real.mails.insert(1, mail);
            }
            model.retain();
        }
    }
}

fn agree(real: &Real, model: &Signers) {
    assert_eq!(real.sent().len(), model.mails, "{model:?}");
    for (question, answer) in model.expectations() {
        assert_eq!(real.collector.number(question), answer, "{question}: {model:?}");
    }
}

fn whatever_happens(cases: u32, place: fn() -> Option<Place>) {
    let config = ProptestConfig { max_shrink_iters: 20, ..ProptestConfig::with_cases(cases) };
    proptest!(config, |(steps in proptest::collection::vec(step(), 20..40))| {
        let Some(place) = place() else { return Ok(()) };
        let (mut real, mut model) = (Real::new(place), Signers::at(0));
        for step in steps {
            both(&mut real, &mut model, step);
            agree(&real, &model);
        }
        // As readers see it, and whoever runs it.
        let counted = model.count(Is::Confirmed);
        real.collector.until(|| (real.collector.confirmed() == counted).then_some(()));
        let stats = real.office(&["stats"]);
        assert_eq!(stats.contains(&format!("free\tconfirmed\t{counted}\n")), counted > 0, "{stats}");
    });
}

#[test]
fn whatever_happens_to_the_program_its_counts_states_and_mails_are_right() {
    whatever_happens(4, || Some(Place::file()));
}

#[test]
fn whatever_happens_to_the_program_on_postgresql_it_is_right() {
    whatever_happens(2, Place::server);
}
