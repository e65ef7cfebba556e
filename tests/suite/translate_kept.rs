//! What translators were promised: nothing is confirmed, hidden or lost without their word.

use super::translate::{Site, states};

const LEDGER: &str = "i18n/ledger/es/about.toml";

#[test]
fn a_damaged_ledger_is_mended_without_confirming_what_was_pending() {
    for (before, after, left) in [
        // One line is broken, two versions were joined, nothing can be read.
        ("k = \"item\"", "k = ", states(&[("draft", 1), ("stale-facts", 1), ("translated", 2)])),
        ("  { s", "<<<<<<< ours\n  { s", states(&[("stale-facts", 1), ("translated", 3)])),
        ("{ s", "{ x", states(&[("draft", 4)])),
    ] {
        let site = Site::confirmed();
        site.edit("content/about.md", "1,778", "1,787");
        let is_all = before == "{ s";
        let text = site.text(LEDGER);
        assert!(text.contains(before), "{text}");
        site.put(LEDGER, &text.replacen(before, after, if is_all { 9 } else { 1 }));
        let said = site.ok(&["translate", "adopt", "es"]);
        assert!(said.contains("is made anew"), "{said}");
        assert_eq!(site.status(), left, "{before}: {said}");
    }
}

#[test]
fn of_two_joined_ledgers_the_older_word_holds() {
    let site = Site::confirmed();
    let old = site.text(LEDGER);
    site.edit("content/about.md", "1,778", "1,787");
    site.ok(&["translate", "done", "es", "about"]);
    let line = |text: &str| text.lines().find(|line| line.contains("12 centres")).expect("a line").to_owned();
    let new = line(&site.text(LEDGER)).replace("2026-11-22", "2026-11-23");
    let joined = format!("<<<<<<< ours\n{new}\n=======\n{}\n>>>>>>> theirs", line(&old));
    site.put(LEDGER, &old.replace(&line(&old), &joined));
    site.ok(&["translate", "adopt", "es"]);
    assert_eq!(site.status(), states(&[("stale-facts", 1), ("translated", 3)]));
}
