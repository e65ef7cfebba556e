//! Copies of the database as the documentation makes them: taken while people sign, restored, and cleared of who was
//! erased since.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::collector::{Collector, FORM, form, send};
use super::place::{Place, on_both};
use super::sign_admin::confirmed;

on_both!(a_copy_that_is_made_while_people_sign_is_whole, a_restored_copy_does_not_bring_back_who_was_erased,);

fn signature(collector: &Collector, number: usize) -> u16 {
    let body = form(&[("email", &format!("n{number}@example.org"))]);
    let place = "/v1/petitions/free/signatures";
    send(&collector.address, "POST", place, FORM, body.as_bytes()).expect("an answer").status
}

fn a_copy_that_is_made_while_people_sign_is_whole(place: &Place) {
    let collector = place.collector();
    confirmed(&collector, &["ana@example.org", "luz@example.org"]);
    let (next, is_over, fine) = (AtomicUsize::new(0), AtomicBool::new(false), Mutex::new(BTreeSet::new()));
    let before = std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    assert_eq!(signature(&collector, number), 303);
                    fine.lock().expect("no panic").insert(number);
                }
            });
        }
        let signed = |most: usize| {
            collector.until(|| (fine.lock().expect("no panic").len() > most).then_some(()));
        };
        signed(30);
        let before = fine.lock().expect("no panic").clone();
        place.back_up(collector.folder.path());
        signed(before.len() + 30);
        is_over.store(true, Ordering::Relaxed);
        before
    });
    let all = fine.into_inner().expect("no panic");
    let rows = |collector: &Collector| {
        ["signatures", "outbox", "(SELECT DISTINCT signature_id FROM tokens) AS own", "audit"]
            .map(|table| collector.number(&format!("SELECT count(*) FROM {table}")))
    };
    let few = |count: usize| i64::try_from(count).expect("few");
    assert_eq!(rows(&collector)[0], few(all.len()) + 2);
    let mut collector = collector;
    collector.kill();
    place.restore(collector.folder.path());
    // Mails that are in the folder were sent: who runs the copy does not know of all of them.
    let collector = collector.restarted(&["--dev", "--hold-mail"]);
    let [signatures, mails, linked, _] = rows(&collector);
    assert_eq!((mails, linked), (signatures, signatures), "a signature, its mail and its links are one");
    assert!(signatures >= few(before.len()) + 2, "{signatures} for {}", before.len());
    assert!(signatures < few(all.len()) + 2, "it was made in the midst of it");
    let (code, stats, _) = collector.office(&["stats"]);
    assert_eq!((code, collector.confirmed()), (Some(0), 2), "{stats}");
    assert!(stats.contains("free\tconfirmed\t2\n") && stats.contains("free\tcounted\t2\n"), "{stats}");
    for number in &all {
        assert_eq!(signature(&collector, *number), 303);
    }
    assert_eq!(rows(&collector)[0], few(all.len()) + 2, "whoever was lost with the disk signs again, once");
}

fn a_restored_copy_does_not_bring_back_who_was_erased(place: &Place) {
    let collector = place.collector();
    confirmed(&collector, &["ana@example.org", "luz@example.org", "eva@example.org"]);
    place.back_up(collector.folder.path());
    let mails = collector.mails(3);
    let of = |address: &str| {
        mails.iter().find(|mail| mail.head.contains(address)).expect("a mail").link("withdraw")
    };
    collector.post(&of("ana@"));
    assert!(collector.office(&["erase", " LUZ+x@example.org"]).1.contains("erased: 1"));
    collector.sign("free", &[("email", "luz@example.org")]);
    let again = collector.mails(4).into_iter().find(|mail| !mails.iter().any(|old| old.body == mail.body));
    collector.post(&again.expect("a mail").link("confirm"));
    assert_eq!(collector.confirmed(), 2, "whoever was erased may sign again");
    assert!(collector.office(&["erasures", "export", "erased.txt"]).1.contains("erasures written: 2"));
    let list = fs::read_to_string(collector.place("erased.txt")).expect("a file");
    assert!(!list.contains("example.org"), "{list}");
    let mut collector = collector;
    collector.kill();
    place.restore(collector.folder.path());
    assert!(collector.office(&["erasures", "import", "erased.txt"]).1.contains("erased: 2"));
    assert!(
        collector.office(&["erasures", "import", "erased.txt"]).1.contains("erased: 0"),
        "once is enough"
    );
    let collector = collector.restarted(&["--dev"]);
    assert_eq!(collector.confirmed(), 1, "eva alone");
    assert_eq!(collector.number("SELECT count(*) FROM signatures WHERE email_hmac IS NOT NULL"), 1);
    fs::write(collector.place("foreign.txt"), format!("altavoz-erasures-1 {}\n", "0".repeat(64)))
        .expect("a disk");
    assert_eq!(collector.office(&["erasures", "import", "foreign.txt"]).0, Some(2), "other keys");
}
