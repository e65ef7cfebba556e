//! `dignity/child-name`: a child who can be found by name and age.
//!
//! A guess from the order of words, in English and Spanish: a name beside an age under eighteen
//! (“Ana López, 7 years old”), an age with a name (“a 7-year-old girl named Ana”).

use std::ops::Range;

use crate::base::Report;

use super::{Lens, Reading};

/// Ages in words, from one on.
const NUMBERS: [[&str; 17]; 2] = [
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
    ],
    [
        "un",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "once",
        "doce",
        "trece",
        "catorce",
        "quince",
        "dieciséis",
        "diecisiete",
    ],
];
/// Between a name and an age.
const BETWEEN: [&str; 16] = [
    ",", "(", "a", "an", "is", "was", "only", "just", "age", "aged", "de", "una", "un", "tiene", "tenía",
    "solo",
];
/// Before a name.
const NAMED: [&str; 8] = ["named", "called", "name", "llamada", "llamado", "nombre", "llama", "llamaba"];
/// Inside a name.
const PARTICLES: [&str; 6] = ["de", "del", "la", "los", "van", "y"];
/// Capitals that begin no person's name: offices, places, laws, months.
const NO_NAMES: [&str; 66] = [
    "act",
    "agreement",
    "alianza",
    "alliance",
    "america",
    "américa",
    "article",
    "artículo",
    "buenos",
    "center",
    "centre",
    "centro",
    "children",
    "city",
    "ciudad",
    "coalition",
    "comisión",
    "comité",
    "commission",
    "committee",
    "congress",
    "consejo",
    "convención",
    "convention",
    "corte",
    "costa",
    "council",
    "court",
    "el",
    "en",
    "estados",
    "fundación",
    "girl",
    "guatemala",
    "her",
    "honduras",
    "in",
    "international",
    "law",
    "ley",
    "méxico",
    "mexico",
    "new",
    "north",
    "nueva",
    "organization",
    "policy",
    "program",
    "programme",
    "protocol",
    "puerto",
    "republic",
    "república",
    "san",
    "santa",
    "save",
    "school",
    "settlement",
    "south",
    "states",
    "the",
    "tratado",
    "treaty",
    "united",
    "university",
    "villa",
];

/// Looks through all texts, quoted ones too: a quotation names a child as well.
pub(super) fn check(reading: &Reading<'_>, lens: &Lens, report: &mut Report) {
    for text in reading.texts() {
        for found in named_children(&text.words, &|word| lens.children.contains(word)) {
            report.warning("dignity/child-name", text.span(found.clone())).arg("value", &text.words[found]);
        }
    }
}

/// A word, a number or a mark.
struct Token<'t> {
    word: &'t str,
    lower: String,
    range: Range<usize>,
}

impl Token<'_> {
    fn is_name(&self) -> bool {
        let mut letters = self.word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
            && !NO_NAMES.contains(&self.lower.as_str())
    }

    fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }
}

/// The places of names with their ages.
fn named_children(words: &str, is_child: &dyn Fn(&str) -> bool) -> Vec<Range<usize>> {
    // Most texts have no age at all.
    if !["year", "años", "aged"].iter().any(|word| words.contains(word)) {
        return Vec::new();
    }
    let tokens = tokens(words);
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in 0..tokens.len() {
        let Some(age) = age(&tokens, at) else { continue };
        let before = name_before(&tokens, age.start, is_child);
        let Some(name) = before.or_else(|| name_behind(&tokens, &age, is_child)) else { continue };
        let first = name.start.min(age.start);
        let last = name.end.max(age.end) - 1;
        let place = tokens[first].range.start..tokens[last].range.end;
        if found.last().is_none_or(|last| last.end <= place.start) {
            found.push(place);
        }
    }
    found
}

fn tokens(words: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, letter) in words.char_indices().chain([(words.len(), ' ')]) {
        if letter.is_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        let word = start.take().map(|start| start..at);
        let mark = (!letter.is_whitespace() && letter != '-').then(|| at..at + letter.len_utf8());
        for range in word.into_iter().chain(mark) {
            let word = &words[range.clone()];
            tokens.push(Token { word, lower: word.to_lowercase(), range });
        }
    }
    tokens
}

/// `7 years old`, `7-year-old`, `aged 7`, `7 años`, and the same in words.
fn age(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    let token = &tokens[at];
    let is_age = |token: &Token<'_>| match token.lower.parse::<u8>() {
        Ok(age) => age < 18,
        Err(_) => NUMBERS.iter().any(|numbers| numbers.contains(&token.lower.as_str())),
    };
    let next = |step: usize| tokens.get(at + step);
    if token.is(&["aged"]) && next(1).is_some_and(is_age) {
        // `aged 7 to 12` is no one's age.
        let is_span = next(2).is_some_and(|next| {
            next.is(&["to", "and", "or", "–", "years"]) || next.lower.parse::<u8>().is_ok()
        });
        return (!is_span).then_some(at..at + 2);
    }
    if !is_age(token) {
        return None;
    }
    if next(1)?.is(&["year", "years"]) && next(2)?.is(&["old", "olds"]) {
        return Some(at..at + 3);
    }
    next(1)?.is(&["años", "año"]).then_some(at..at + 2)
}

fn name_before(tokens: &[Token<'_>], age: usize, is_child: &dyn Fn(&str) -> bool) -> Option<Range<usize>> {
    let mut end = age;
    while end > 0 && age - end < 4 && (tokens[end - 1].is(&BETWEEN) || is_child(&tokens[end - 1].lower)) {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && (tokens[start - 1].is_name() || start < end && tokens[start - 1].is(&PARTICLES)) {
        start -= 1;
    }
    while start < end && !tokens[start].is_name() {
        start += 1;
    }
    let names = tokens[start..end].iter().filter(|token| token.is_name()).count();
    let is_called = start > 0 && (tokens[start - 1].is(&NAMED) || is_child(&tokens[start - 1].lower));
    let is_place = start > 0 && tokens[start - 1].is(&["in", "at", "from", "near", "of", "desde", "en"]);
    (names >= 2 && !is_place || names == 1 && is_called).then_some(start..end)
}

fn name_behind(
    tokens: &[Token<'_>],
    age: &Range<usize>,
    is_child: &dyn Fn(&str) -> bool,
) -> Option<Range<usize>> {
    let mut start = age.end;
    let mut has_child =
        age.start >= 2 && tokens[age.start - 2..age.start].iter().any(|token| is_child(&token.lower));
    let mut is_named = false;
    while let Some(token) = tokens.get(start).filter(|_| start < age.end + 5) {
        has_child |= is_child(&token.lower);
        is_named |= token.is(&NAMED);
        if token.is_name()
            || !(is_child(&token.lower)
                || token.is(&NAMED)
                || token.is(&[",", "was", "is", "se", "de", "cuyo", "whose"]))
        {
            break;
        }
        start += 1;
    }
    let behind = tokens.get(start..)?;
    let end = start + behind.iter().take_while(|token| token.is_name() || token.is(&PARTICLES)).count();
    let names = tokens[start..end].iter().filter(|token| token.is_name()).count();
    let ends_as_name = tokens
        .get(end)
        .is_none_or(|token| !token.is(&NO_NAMES) || !token.word.starts_with(char::is_uppercase));
    let is_name = is_named && names >= 1 || names >= 2 && (has_child || start == age.end) && ends_as_name;
    is_name.then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::named_children;

    fn found(words: &str) -> Vec<&str> {
        let child = |word: &str| ["girl", "boy", "child", "son", "niña", "niño", "hija"].contains(&word);
        named_children(words, &child).into_iter().map(|place| &words[place]).collect()
    }

    #[test]
    fn a_name_beside_a_childs_age_is_found() {
        for (words, place) in [
            ("They met Ana López, 7 years old, there.", "Ana López, 7 years old"),
            ("A 6-year-old girl named Ana was held.", "6-year-old girl named Ana"),
            ("Jakelin Caal, a seven-year-old girl", "Jakelin Caal, a seven-year-old"),
            ("Juan Pérez, aged 12, told us", "Juan Pérez, aged 12"),
            ("her son Luis, 9 years old", "Luis, 9 years old"),
            ("una niña de 7 años, Ana López, fue", "7 años, Ana López"),
            ("la niña Ana López, de 7 años, llegó", "Ana López, de 7 años"),
            ("un niño de 12 años llamado Juan", "12 años llamado Juan"),
            ("Ana María de la Cruz (7 años)", "Ana María de la Cruz (7 años"),
        ] {
            assert_eq!(found(words), [place], "{words}");
        }
    }

    #[test]
    fn ages_without_a_name_and_names_without_an_age_are_left_alone() {
        for words in [
            "a 7-year-old girl from Honduras was held for 12 days",
            "Children aged 7 to 12 in Mexico City",
            "the 15-year-old Flores Settlement",
            "María Gómez, 34 years old, a lawyer",
            "Save the Children, 16 years old as an organisation",
            "una niña de 7 años, Ciudad Juárez",
            "niñas y niños de 7 años en Tapachula",
            "In San Salvador, 12 years old is young",
            "hace 12 años, Costa Rica firmó",
            "después de 10 años Honduras aprobó la ley",
        ] {
            assert_eq!(found(words), [""; 0], "{words}");
        }
    }
}
