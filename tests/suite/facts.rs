//! Facts of a text: what counts as a change of what it says, and what a translation has to say as well.

use altavoz::base::Lang;
use altavoz::translate::facts::{Difference, facts, same_facts};
use proptest::prelude::*;

fn lang(tag: &str) -> Lang {
    Lang::new(tag)
}

/// Whether an edit of a text changed what it says.
fn changes(tag: &str, before: &str, now: &str) -> bool {
    facts(before, &lang(tag)) != facts(now, &lang(tag))
}

/// What a translation of an English text says otherwise: `3 → 4`.
fn told(source: &str, tag: &str, target: &str) -> Vec<String> {
    let differences = same_facts(source, &lang("en"), target, &lang(tag));
    let word = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    differences
        .iter()
        .map(|Difference { source, target, .. }| format!("{} → {}", word(source), word(target)))
        .collect()
}

#[test]
fn another_number_date_amount_or_address_is_another_fact() {
    for (before, now) in [
        ("Seven children died.", "Eight children died."),
        ("It has two wings.", "It has three wings."),
        ("About 1,234 people", "About 1.234 people"),
        ("About 1,234 people", "About 1,243 people"),
        ("She left on 3 May 2024.", "She left on 3 June 2024."),
        ("She left in May.", "She left in June."),
        ("She left in May.", "She left in March."),
        ("On 12 Sept 2019", "On 12 Oct 2019"),
        ("On Tuesday, 29 September", "On Thursday, 29 September"),
        ("It costs $36 a day.", "It costs €36 a day."),
        ("It costs US$36 a day.", "It costs MX$36 a day."),
        ("It costs 36 dollars.", "It costs 36 euros."),
        ("It grew by 82%.", "It grew by 82 points."),
        ("It grew by 82%.", "It grew by 82."),
        ("It changed by -5%.", "It changed by 5%."),
        ("within 30 days", "within 30 weeks"),
        ("580 km of border", "580 miles of border"),
        ("a hundred people", "a thousand people"),
        ("hundreds of people", "thousands of people"),
        ("2 million people", "2 billion people"),
        ("at 3:30 pm", "at 3:30 am"),
        ("at 3 pm", "at 4 pm"),
        ("Call +52 55 1234 5678.", "Call +52 55 1234 5687."),
        ("Call 555-123-4567.", "Call 555-123-4576."),
        ("Write to press@example.org.", "Write to prensa@example.org."),
        ("Write to <press@example.org>.", "Write to <prensa@example.org>."),
        ("The G20 met.", "The G7 met."),
        ("the 62nd session", "the 63rd session"),
    ] {
        assert!(changes("en", before, now), "{before} / {now}: {:?}", facts(now, &lang("en")));
    }
    for (before, now) in [
        ("Murieron siete niñas.", "Murieron ocho niñas."),
        ("Tiene dos alas.", "Tiene tres alas."),
        ("doce semanas", "once semanas"),
        ("el 3 de mayo", "el 3 de junio"),
        ("el martes 29", "el jueves 29"),
        ("mil personas", "cien personas"),
        ("dos millones", "dos mil"),
        ("1.234 personas", "1,234 personas"),
        ("el 5 %", "el 5"),
    ] {
        assert!(changes("es", before, now), "{before} / {now}");
    }
}

#[test]
fn another_setting_of_the_same_words_is_the_same_facts() {
    for (before, now) in [
        ("On 3 May 2024, 20 children\nleft.", "On 3 May 2024,\n20 children left."),
        ("From 16-17 May 2018", "From 16–17 May 2018"),
        ("It grew by 82%.", "It grew by 82 %."),
        ("It grew by 82%.", "It grew by 82 per cent!"),
        ("(20 children)", "“20 children”"),
        ("**20** children", "20 children"),
        ("Seven left in 2014. Two stayed.", "Two stayed. Seven left in 2014."),
        ("You may march.", "We may."),
        ("The Women's March", "the march of women"),
        ("1 234 people", "1 234 people"),
        ("Write to Press@example.org.", "Write to press@example.org;"),
        ("seven children", "7 children"),
        ("See [it](a1.md).", "See [it](b2.md)."),
        ("The second one.", "The first one."),
    ] {
        assert!(
            !changes("en", before, now),
            "{before} / {now}: {:?} / {:?}",
            facts(before, &lang("en")),
            facts(now, &lang("en"))
        );
    }
}

#[test]
fn a_translation_says_the_same_in_its_own_way() {
    for (source, tag, target) in [
        ("1,234 people", "es", "1.234 personas"),
        ("1,234 people", "es", "1,234 personas"),
        ("1,234 people", "es", "1 234 personas"),
        ("1,234 people", "es", "1234 personas"),
        ("1,234 people", "fr", "1\u{202f}234 personnes"),
        ("1,234 people", "de", "1.234 Menschen"),
        ("1,234 people", "ar", "١٬٢٣٤ شخصا"),
        ("1,234,567 people", "es", "1.234.567 personas"),
        ("1,234.5 kg", "es", "1.234,5 kg"),
        ("0.5 of it", "es", "0,5 de eso"),
        ("0.5 of it", "ar", "٠٫٥ من ذلك"),
        ("On 3 May 2024", "es", "El 3 de mayo de 2024"),
        ("On May 3, 2024", "es", "El 3 de mayo de 2024"),
        ("On 3 May 2024", "ar", "في 3 مايو 2024"),
        ("On 3 January 2024", "ar", "في 3 كانون الثاني 2024"),
        ("On 3 May 2024", "es", "El 03/05/2024"),
        ("On 3 May 2024", "de", "Am 3.5.2024"),
        ("On 1 May", "es", "El primero de mayo"),
        ("On 1 May", "fr", "Le 1er mai"),
        ("US$36 a day", "es", "36 dólares al día"),
        ("88% lower", "es", "un 88 % menor"),
        ("88% lower", "ar", "أقل بنسبة ٨٨٪"),
        ("88 per cent", "es", "el 88 por ciento"),
        ("the 62nd session", "es", "la 62.ª sesión"),
        ("in the 20th century", "es", "en el siglo XX"),
        ("2015–16", "es", "2015-2016"),
        ("in the 1980s", "es", "en los años 80"),
        ("at 3:30 pm", "es", "a las 15:30"),
        ("at 3:30 pm", "es", "a las 3:30 de la tarde"),
        ("at 3:30 pm", "fr", "à 15 h 30"),
        ("at 3:30 p.m.", "de", "um 15.30 Uhr"),
        ("at 9 am", "es", "a las 9"),
        ("seven children", "es", "7 niñas y niños"),
        ("seven children", "es", "siete niñas y niños"),
        ("7 children", "es", "siete niñas y niños"),
        ("two years", "ar", "عامان"),
        ("2.5 million", "es", "2,5 millones"),
        ("2.5 million", "es", "2.500.000"),
        ("one billion", "es", "mil millones"),
        ("thirty-two states", "es", "treinta y dos estados"),
        ("two hundred sites", "es", "doscientos sitios"),
        ("thousands of people", "es", "miles de personas"),
        ("20 children and 20 adults", "es", "20 niños e igual número de adultos"),
        ("#StartWith1Visit", "es", "#StartWith1Visit"),
        ("under-18s", "es", "menores de 18"),
        ("Santo Domingo", "es", "Santo Domingo"),
        ("Write to press@example.org", "es", "Escriba a press@example.org"),
    ] {
        assert_eq!(told(source, tag, target), [""; 0], "{source} / {target}");
    }
}

#[test]
fn what_a_translation_says_otherwise_is_told() {
    for (source, tag, target, wanted) in [
        ("On 3 May 2024", "es", "El 3 de junio de 2024", "May → junio"),
        ("On 3 May 2024", "es", "El 3 de mayo de 2042", "2024 → 2042"),
        ("1,234 people", "es", "1.243 personas", "1,234 → 1.243"),
        ("1,234 people", "de", "1,234 Menschen", "1,234 → 1,234"),
        ("88% lower", "es", "88 menos", "88% → 88"),
        ("at 3:30 pm", "es", "a las 3:30", "3:30 pm → 3:30"),
        ("seven children", "es", "ocho niñas y niños", "seven → ocho"),
        ("20 children", "es", "niñas y niños", "20 → –"),
        ("children", "es", "20 niñas y niños", "– → 20"),
        ("on Tuesday", "es", "el jueves", "Tuesday → jueves"),
        ("one billion", "es", "un billón", "billion → billón"),
        ("Call +52 55 1234 5678", "es", "Llame al +52 55 1234 5687", "+52 55 1234 5678 → +52 55 1234 5687"),
    ] {
        assert_eq!(told(source, tag, target), [wanted], "{source} / {target}");
    }
}

proptest! {
    #[test]
    fn words_in_another_order_say_the_same(words in proptest::collection::vec("[a-z]{1,6}|[1-9][0-9]{0,2} x|1,[0-9]{3} y", 1..8)) {
        let mut turned = words.clone();
        turned.reverse();
        prop_assert_eq!(facts(&words.join("; "), &lang("en")), facts(&turned.join("; "), &lang("en")));
    }

    #[test]
    fn a_text_says_the_same_as_itself(text in "\\PC{0,60}") {
        prop_assert_eq!(same_facts(&text, &lang("en"), &text, &lang("en")), []);
    }

    #[test]
    fn every_number_stays_itself_in_other_digits(number in 0_u32..10_000_000) {
        let arabic: String = number.to_string().chars().map(|digit| char::from_u32(u32::from(digit) - 48 + 0x660).expect("a digit")).collect();
        let of = |text: &str| same_facts(&format!("{number} people"), &lang("en"), text, &lang("ar"));
        prop_assert_eq!(of(&format!("{arabic} شخص")), []);
        prop_assert_eq!(of(&format!("{} شخص", number + 1)).len(), 1);
    }

    #[test]
    fn places_are_true(text in "\\PC{0,60}", other in "\\PC{0,60}") {
        for difference in same_facts(&text, &lang("en"), &other, &lang("es")) {
            prop_assert!(other.get(difference.range).is_some());
        }
    }
}
