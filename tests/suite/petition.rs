//! What a petition must be, and what is said of one that is not.

use insta::assert_snapshot;

use crate::said::{said, said_in_words};
use crate::signable::signable;

const CLOSES: &str = "closes = 2027-06-30";

// A petition in which one line takes the place of another, or stands before the end.
fn with(line: &str) -> String {
    format!("--- content/petitions/free.md\n{}", signable("free", &format!("{CLOSES}\n{line}")))
}

#[test]
fn a_petition_with_all_that_it_needs_is_fine() {
    assert_snapshot!(said(&with(CLOSES)), @"nothing");
}

#[test]
fn a_petition_without_anything_is_told_what_it_needs() {
    assert_snapshot!(said_in_words("--- content/petitions/a.md\n+++\n+++\n"), @"
    front-matter/missing-field at content/petitions/a.md:1:1: the field `ask` is missing
    front-matter/missing-field at content/petitions/a.md:1:1: the field `consent` is missing
    front-matter/missing-field at content/petitions/a.md:1:1: the field `id` is missing
    front-matter/missing-field at content/petitions/a.md:1:1: the field `opens` is missing
    front-matter/missing-field at content/petitions/a.md:1:1: the field `privacy` is missing
    front-matter/missing-field at content/petitions/a.md:1:1: the field `regions` is missing
    front-matter/missing-field at content/petitions/a.md:1:1: the field `targets` is missing
    front-matter/missing-field at content/petitions/a.md:1:1: the field `title` is missing
    ");
}

#[test]
fn what_is_missing_in_a_table_is_shown_there() {
    assert_snapshot!(said_in_words(&with("privacy = { controller = \"Us\", retention = 180 }")), @"
    front-matter/missing-field at content/petitions/free.md:10:1: the field `contact` is missing
    front-matter/unknown-key at content/petitions/free.md:10:32: there is no field `retention` here
      did you mean `retention_days`?
    ");
    assert_snapshot!(said(&with("consent.processing = { id = \"proc-1\" }")), @"front-matter/missing-field at content/petitions/free.md:10:9");
    assert_snapshot!(said(&with("targets = []")), @"front-matter/empty-list at content/petitions/free.md:10:1");
    assert_snapshot!(said(&with("targets = [{ country = \"MX\" }]")), @"front-matter/missing-field at content/petitions/free.md:10:12");
}

#[test]
fn a_petition_does_not_close_before_it_opens() {
    assert_snapshot!(said_in_words(&with("closes = 2026-10-31")), @"
    petition/closes-before-opens at content/petitions/free.md:10:10 (opens at 6:9): this petition closes before it opens
      set `closes` after 2026-11-01, or leave it out to keep the petition open
    ");
    assert_snapshot!(said(&with("opens = 2027-07-01")), @"petition/closes-before-opens at content/petitions/free.md:9:10 (opens at 10:9)");
}

#[test]
fn a_petition_may_close_on_the_day_on_which_it_opens() {
    assert_snapshot!(said(&with("closes = 2026-12-02").replace("2026-11-01", "2026-12-02")), @"nothing");
}

#[test]
fn a_petition_that_is_open_after_its_last_day_is_warned_of() {
    assert_snapshot!(said_in_words(&with("closes = 2026-11-30")), @"
    petition/open-after-close at content/petitions/free.md:10:10: the last day of this petition is over, but its `state` is still open
      its page shows it as closed; set `state` to what became of it, or `closes` to a later day
    ");
    // It is still the last day there.
    assert_snapshot!(said(&with("closes = 2026-11-30\ntimezone = \"America/Mexico_City\"")), @"nothing");
    assert_snapshot!(said(&with("closes = 2026-11-30\nstate = \"closed\"")), @"nothing");
}

#[test]
fn a_time_zone_has_a_name() {
    assert_snapshot!(said_in_words(&with("timezone = \"America/Mexico_Cty\"")), @"
    time/unknown-zone at content/petitions/free.md:11:12: `America/Mexico_Cty` is not a time zone
      did you mean `America/Mexico_City`?
    ");
}

#[test]
fn a_petition_that_ended_says_how() {
    assert_snapshot!(said_in_words(&with("state = \"won\"")), @"
    petition/outcome-missing at content/petitions/free.md:11:9: a petition that is `won` needs to say what happened
      add `[outcome]` with `date` and `summary`
    ");
    assert_snapshot!(said(&with("state = \"wonn\"")), @"front-matter/unknown-word at content/petitions/free.md:11:9");
}

#[test]
fn an_id_is_a_word_for_addresses() {
    assert_snapshot!(said(&with("id = \"Free them\"")), @"petition/id-shape at content/petitions/free.md:10:6");
}

#[test]
fn an_ask_is_one_short_sentence() {
    assert_snapshot!(said_in_words(&with(&format!("ask = \"{}\"", "x".repeat(141)))), @"text/too-long at content/petitions/free.md:10:7: this has 141 characters, and 140 is the most");
}

#[test]
fn a_share_text_has_room_for_its_hashtags() {
    let share = |length| {
        with(&format!("share = {{ text = \"{}\" }}\nhashtags = [\"FreeThemAll\"]", "x".repeat(length)))
    };
    assert_snapshot!(said(&share(267)), @"nothing");
    assert_snapshot!(said(&share(268)), @"petition/share-too-long at content/petitions/free.md:11:18");
}

#[test]
fn goals_rise() {
    assert_snapshot!(said(&with("goal = { steps = [100, 50, 50, 0], raise_at = 2, mode = \"fixed\" }")), @"
    petition/goal-steps at content/petitions/free.md:11:24
    petition/goal-steps at content/petitions/free.md:11:28
    petition/goal-not-positive at content/petitions/free.md:11:32
    petition/goal-raise at content/petitions/free.md:11:47
    petition/goal-value at content/petitions/free.md:11:50
    ");
}

#[test]
fn consent_that_people_gave_is_to_words_that_stay() {
    let published = "\n--- published.toml\n[consents.proc-1]\nen = \"I agreed\"\nes = \"Acepto\"\n\
        --- content/petitions/free.es.md\n+++\ntitle = \"Libertad\"\nconsent.processing = { text = \"Acepto \" }\n+++\n";
    assert_snapshot!(said_in_words(&format!("{}{published}", with(CLOSES))), @"
    translation/missing-text at content/petitions/free.es.md:1:1: the source has a text in `ask` that is not translated
      add `ask` in this language
    translation/missing-text at content/petitions/free.es.md:1:1: the source has a text in `targets` that is not translated
      add `targets` in this language
    petition/consent-changed at content/petitions/free.md:7:46 (published at 2:6): the consent text `proc-1` is not the one that people have agreed to
      give the new text a new `id`, or put the published words back
    ");
}

#[test]
fn two_consents_are_two_things() {
    assert_snapshot!(said(&with("consent = { processing = { id = \"a\", text = \"x\" }, updates = { id = \"a\", text = \"y\" } }")), @"petition/consent-same-id at content/petitions/free.md:10:69 (first at 10:33)");
}

#[test]
fn recent_names_are_not_shown_on_a_petition_about_children() {
    assert_snapshot!(said_in_words(&with("show_recent = \"initials\"\ntopics = [\"child-rights\"]")), @r#"
    petition/recent-names-children at content/petitions/free.md:11:15: this petition is about children, and shows who signed
      set `show_recent = "off"`: those who sign may be children or their families
    term/no-label at content/petitions/free.md:12:11: the topic `child-rights` has no label in en, es
      add one under `[topics.child-rights]` in i18n/terms.toml
    "#);
    assert_snapshot!(said(&with("show_recent = \"off\"\ntopics = [\"child-rights\"]")), @"term/no-label at content/petitions/free.md:12:11");
}

#[test]
fn recent_names_that_no_page_shows_are_told_of() {
    assert_snapshot!(said_in_words(&with("show_recent = \"first-name-country\"")), @r#"
    petition/recent-not-shown at content/petitions/free.md:11:15: no page shows who has signed yet: this has no effect
      set `show_recent = "off"`, or leave it out
    "#);
}

#[test]
fn a_form_asks_for_mail_and_a_collector_has_a_place() {
    assert_snapshot!(said(&with("fields = { email = \"optional\" }")), @"petition/email-required at content/petitions/free.md:11:20");
    assert_snapshot!(said(&with("collector = { provider = \"proca\" }")), @"petition/collector-url at content/petitions/free.md:11:15");
    assert_snapshot!(said(&with("collector = { url = \"javascript:alert(1)\" }")), @"url/shape at content/petitions/free.md:11:21");
    assert_snapshot!(said(&with("privacy = { controller = \"Us\", contact = \"us\", retention_days = 0 }")), @"
    email/shape at content/petitions/free.md:10:42
    petition/retention at content/petitions/free.md:10:65
    ");
}

#[test]
fn a_translations_texts_are_checked_at_its_own_place() {
    let spanish = format!(
        "--- content/petitions/free.es.md\n+++\ntitle = \"Libertad\"\nask = \"{}\"\n+++\n",
        "x".repeat(141)
    );
    assert_snapshot!(said(&format!("{}{spanish}", with(CLOSES))), @"
    translation/missing-text at content/petitions/free.es.md:1:1
    translation/missing-text at content/petitions/free.es.md:1:1
    text/too-long at content/petitions/free.es.md:3:7
    ");
}

#[test]
fn counts_are_numbers_of_people() {
    let counts = "--- counts.toml\n[free]\ncount = -1\nas_of = 2026-11-01\n[other]\ncount = 12\n[third]\ncnt = 1\nas_of = \"x\"\n";
    assert_snapshot!(said(counts), @"
    petition/count-negative at counts.toml:2:9
    front-matter/missing-field at counts.toml:4:2
    front-matter/missing-field at counts.toml:6:2
    front-matter/unknown-key at counts.toml:7:1
    front-matter/impossible-date at counts.toml:8:9
    ");
}
