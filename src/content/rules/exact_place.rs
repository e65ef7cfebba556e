//! Whether a text says where a door is: coordinates, a pin on a map, or a street and a number.

use std::ops::Range;

/// Whether a text gives a place as exactly as one finds a door by: coordinates, also in an address
/// of a map, or a street and a number.
pub fn is_exact_place(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().map(bare).collect();
    has_coordinates(&words)
        || has_street_first(&words)
        || has_plate(&words)
        || has_number_first(&words)
        || text.split_whitespace().any(is_pin)
}

fn bare(word: &str) -> &str {
    word.trim_matches([',', ';', ':', '.', '(', ')', '[', ']', '"', '*', '_', '“', '”', '«', '»'])
}

// Two numbers with three or more decimals each, or degrees with minutes.
fn has_coordinates(words: &[&str]) -> bool {
    let exact = |word: &str| {
        let digits = word.trim_start_matches(['-', '+']).trim_end_matches(['N', 'S', 'E', 'W', 'O', '°']);
        let decimals = digits.split_once('.').filter(|(whole, _)| (1..=3).contains(&whole.len()));
        decimals.is_some_and(|(whole, part)| {
            part.len() >= 3 && whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit())
        })
    };
    let both = |word: &&str| word.split_once(',').is_some_and(|(a, b)| exact(a) && exact(b));
    let degrees = |word: &&str| word.split_once('°').is_some_and(|(_, rest)| rest.contains(['\'', '′', '’']));
    words.iter().any(both)
        || words.iter().any(degrees)
        || words.windows(2).any(|pair| exact(pair[0]) && exact(pair[1]))
}

// An address on the web or a `geo:` one that has a latitude and a longitude beside each other, as
// maps write them: `q=14.6,-90.5`, `#map=18/19.4326/-99.1332`, `mlat=19.43&mlon=-99.13`.
fn is_pin(word: &str) -> bool {
    let address = word.to_lowercase();
    let is_web = address.contains("://") || address.contains("www.");
    if !is_web && !address.contains("geo:") {
        return false;
    }
    let is_map = ["map", "geo:", "waze", "osm"].iter().any(|name| address.contains(name));
    let parts = decimals(&address);
    parts.windows(2).any(|pair| {
        let between = &address[pair[0].end..pair[1].start];
        let joined = match between {
            "," | ",+" | ",%20" | "%2c" | "%2c+" | "%2c%20" => true,
            other => is_map && (other == "/" || other.starts_with(['&', '!', '|'])),
        };
        let [latitude, longitude] = [0, 1].map(|at| address[pair[at].clone()].parse::<f64>());
        // Outside maps, numbers beside each other are coordinates only if they are exact.
        let is_fine = |at: usize| {
            is_map || address[pair[at].clone()].split('.').nth(1).is_some_and(|part| part.len() > 2)
        };
        joined
            && latitude.is_ok_and(|degrees| degrees.abs() <= 90.0)
            && longitude.is_ok_and(|degrees| degrees.abs() <= 180.0)
            && is_fine(0)
            && is_fine(1)
    })
}

// Where the numbers with decimals are.
fn decimals(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let digits = |from: usize| (from..).take_while(|at| is_digit(*at)).count();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        // The code of an escaped character is no number: `%2c14.6`.
        if bytes[at] == b'%' {
            at += 3;
            continue;
        }
        let whole = digits(at);
        let part = if whole > 0 && bytes.get(at + whole) == Some(&b'.') { digits(at + whole + 1) } else { 0 };
        if part > 0 {
            let sign = usize::from(at > 0 && bytes[at - 1] == b'-');
            let end = at + whole + 1 + part;
            found.push(at - sign..end);
            at = end;
        } else {
            at += whole.max(1);
        }
    }
    found
}

// `Avenida Juárez 20`, `Calle 5 de Mayo, 12`, `Avenida Las Américas 8-42`: street, name, number.
fn has_street_first(words: &[&str]) -> bool {
    const STREETS: [&str; 9] =
        ["calle", "avenida", "av", "carrera", "calzada", "boulevard", "blvd", "rue", "callejón"];
    const BETWEEN: [&str; 10] = ["de", "del", "la", "las", "los", "el", "y", "no", "núm", "#"];
    let is_name = |word: &str| word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let starts = words.iter().enumerate().filter(|(_, word)| STREETS.contains(&word.to_lowercase().as_str()));
    starts.into_iter().any(|(at, _)| {
        let behind = &words[at + 1..words.len().min(at + 8)];
        let mut named = false;
        for word in behind {
            if named && (is_house_number(word) || is_plate(word)) {
                return true;
            }
            named |= is_name(word) && word.chars().any(char::is_alphabetic);
            if !is_name(word) && !BETWEEN.contains(&word.to_lowercase().as_str()) {
                return false;
            }
        }
        false
    })
}

// Streets with numbers for names, and houses numbered from the crossing: `Carrera 7 # 12-34`,
// `Calle 26 Sur No. 12A-34` (Colombia), `5a Avenida 12-34, Zona 1` (Guatemala).
fn has_plate(words: &[&str]) -> bool {
    const STREETS: [&str; 16] = [
        "calle",
        "avenida",
        "av",
        "ave",
        "carrera",
        "cra",
        "kra",
        "kr",
        "cll",
        "cl",
        "diagonal",
        "diag",
        "dg",
        "transversal",
        "calzada",
        "circular",
    ];
    // `no` alone is a word of its own: only before a crossing and its metres it means a number.
    const SIDES: [&str; 9] =
        ["no", "sur", "norte", "este", "oeste", "bis", "oriente", "poniente", "occidente"];
    let is_street = |word: &str| STREETS.contains(&word.to_lowercase().as_str());
    let is_between = |word: &str| {
        let is_short = word.len() <= 4 && word.starts_with(|c: char| c.is_ascii_digit());
        is_short || word.chars().count() == 1 || SIDES.contains(&word.to_lowercase().as_str())
    };
    words.iter().enumerate().filter(|(_, word)| is_street(word)).any(|(at, _)| {
        let behind = &words[at + 1..words.len().min(at + 7)];
        for (number, word) in behind.iter().enumerate() {
            if is_plate(word) {
                return true;
            }
            if is_number_mark(word) {
                return number > 0
                    && behind.get(number + 1).is_some_and(|word| is_house_number(word) || is_plate(word));
            }
            if word.starts_with('#') || !is_between(word) {
                return number > 0 && word.starts_with('#') && is_house_number(word);
            }
        }
        false
    })
}

fn is_number_mark(word: &str) -> bool {
    ["#", "No", "Nº", "N°", "nº", "n°", "Núm", "núm", "Num", "num", "número", "Número"].contains(&word)
}

// `12-34`, `#12A-34`, `12-34B`: the crossing, and the metres from it.
fn is_plate(word: &str) -> bool {
    let is_part = |part: &str| {
        let digits = part.trim_end_matches(char::is_alphabetic);
        (1..=3).contains(&digits.len()) && part.len() <= 5 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts = word.trim_start_matches('#').split_once(['-', '–']);
    parts.is_some_and(|(crossing, metres)| is_part(crossing) && is_part(metres))
}

// `1200 Main Street`: number, name, street.
fn has_number_first(words: &[&str]) -> bool {
    const STREETS: [&str; 8] = ["Street", "St", "Avenue", "Ave", "Road", "Rd", "Lane", "Boulevard"];
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && !STREETS.contains(&word);
    words.iter().enumerate().filter(|(_, word)| is_house_number(word)).any(|(at, _)| {
        let names = words[at + 1..].iter().take(3).take_while(|word| is_name(word)).count();
        names > 0 && words.get(at + 1 + names).is_some_and(|word| STREETS.contains(word))
    })
}

// A year is a number too, and stands before streets in titles more often than in addresses.
fn is_house_number(word: &str) -> bool {
    let digits = word.trim_start_matches('#').trim_end_matches(char::is_alphabetic);
    let number = digits.parse::<u32>().ok().filter(|_| digits.len() <= 5);
    number.is_some_and(|number| number > 0 && !(1900..2100).contains(&number))
}
