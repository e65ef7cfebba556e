//! Sentences and titles: grammar over the vocabulary, in both languages at once.

use crate::random::Random;
use crate::words::{OBJECTS, OPENERS, PLACES, Pair, REASONS, SUBJECTS, VERBS};

/// The same text in English and in Spanish.
#[derive(Clone, Default)]
pub(crate) struct Both(pub(crate) [String; 2]);

impl Both {
    /// Makes each language's text from its place in the pairs: 0 is English, 1 Spanish.
    pub(crate) fn make(text: impl Fn(usize) -> String) -> Both {
        Both([text(0), text(1)])
    }

    pub(crate) fn add(&mut self, other: &Both) {
        self.0[0].push_str(&other.0[0]);
        self.0[1].push_str(&other.0[1]);
    }

    /// Adds what is the same in both languages.
    pub(crate) fn mark(&mut self, text: &str) {
        self.0[0].push_str(text);
        self.0[1].push_str(text);
    }

    /// English words; Markdown's own marks count a little.
    pub(crate) fn words(&self) -> usize {
        self.0[0].split_whitespace().count()
    }
}

/// One sentence of ten to thirty words, with its full stop.
pub(crate) fn sentence(random: &mut Random) -> Both {
    let form = random.below(5);
    let [opener, subject, other] = [random.of(OPENERS), random.of(SUBJECTS), random.of(SUBJECTS)];
    let [verb, object, place] = [random.of(VERBS), random.of(OBJECTS), random.of(PLACES)];
    let reason = random.of(REASONS);
    let object = stressed(random, object);
    let count = random.between(12, 980);
    Both::make(|l| match form {
        0 => format!("{}, {} {} {} {}.", opener[l], subject[l], verb[l], object.0[l], place[l]),
        1 => format!("{} {} {}, {}.", capital(subject[l]), verb[l], object.0[l], reason[l]),
        2 => format!("{}, {} {} {}, {}.", opener[l], subject[l], verb[l], object.0[l], reason[l]),
        3 => format!(
            "{} {} {} {} {}, {}.",
            capital(subject[l]),
            ["and", y(other)][l],
            other[l],
            verb[l],
            object.0[l],
            reason[l]
        ),
        _ => format!("{} {} {} {} {}.", crowd(count, subject, l), subject[l], verb[l], object.0[l], place[l]),
    })
}

/// `Some sentences`, parted by blanks.
pub(crate) fn sentences(random: &mut Random, count: usize) -> Both {
    let mut text = Both::default();
    for at in 0..count {
        text.mark(if at == 0 { "" } else { " " });
        text.add(&sentence(random));
    }
    text
}

/// A headline without a full stop.
pub(crate) fn title(random: &mut Random) -> Both {
    let [subject, verb, object] = [random.of(SUBJECTS), random.of(VERBS), random.of(OBJECTS)];
    Both::make(|l| format!("{} {} {}", capital(subject[l]), verb[l], object[l]))
}

/// A thing that the sentences speak of: also the text of a link.
pub(crate) fn object(random: &mut Random) -> Both {
    let object = random.of(OBJECTS);
    Both::make(|l| object[l].to_owned())
}

/// Now and then something is stressed, as people do.
fn stressed(random: &mut Random, object: &Pair) -> Both {
    let mark = ["", "", "", "", "", "*", "**"][random.below(7)];
    Both::make(|l| format!("{mark}{}{mark}", object[l]))
}

/// "And" in Spanish, which changes before an i.
fn y(other: &Pair) -> &'static str {
    if other[1].starts_with('i') { "e" } else { "y" }
}

fn crowd(count: usize, subject: &Pair, language: usize) -> String {
    match language {
        0 => format!("More than {count} people came, and"),
        _ => format!("Más de {count} personas vinieron {}", y(subject)),
    }
}

/// With a capital at its beginning.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
