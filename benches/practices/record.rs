//! One synthetic record in its two files.

#![allow(clippy::format_push_string, reason = "ten thousand small texts, and `write!` cannot fail here")]

use crate::keys::{
    APPROACHES, AREAS, CONTEXTS, COUNTRIES, CURRENCIES, HASHTAGS, MEASURES, POPULATIONS, QUALITIES, REGIONS,
    RESTRICTIONS, SCOPES, SHARES, STATUS_OF_LAW, STATUS_OF_PRACTICE,
};
use crate::random::Random;
use crate::sentence::{Both, sentences};

/// What it is, for whom, run by whom: English and Spanish.
const KINDS: &[[&str; 2]] = &[
    ["Open-door shelter", "Albergue de puertas abiertas"],
    ["Case management", "Gestión de casos"],
    ["Foster care", "Acogimiento familiar"],
    ["Release and referral", "Liberación y canalización"],
    ["Community reception", "Recepción comunitaria"],
    ["Guardianship", "Tutela"],
    ["Screening at the border", "Detección en la frontera"],
    ["Legal advice", "Asesoría jurídica"],
    ["Council of neighbours", "Consejo de vecinas y vecinos"],
    ["Protection protocol", "Protocolo de protección"],
];
const GROUPS: &[[&str; 2]] = &[
    ["children on the move", "niñez en movilidad"],
    ["families", "familias"],
    ["young people", "personas jóvenes"],
    ["people seeking asylum", "personas solicitantes de asilo"],
    ["women and girls", "mujeres y niñas"],
];
const ACTORS: &[&str] = &[
    "Fundación Niñez Libre",
    "Ministry of the Interior",
    "Casa Ñandutí",
    "Réseau d’accueil",
    "Agência de Proteção",
    "Child Welfare Board",
    "Łódź Legal Clinic",
    "Community Elders",
];

/// The English file with every field, and the Spanish one with its words.
pub(crate) fn files(number: usize) -> [String; 2] {
    let random = &mut Random::new(number, 21);
    let [kind, group] = [random.of(KINDS), random.of(GROUPS)];
    let title = Both::make(|l| format!("{} {} {}, {number}", kind[l], ["for", "para"][l], group[l]));
    let summary = summary(random);
    let (fields, of_translation) = fields(number, random);
    let body = body(random);
    let words = |l: usize| format!("title = \"{}\"\nsummary = \"{}\"\n", title.0[l], summary.0[l]);
    let slug = format!("slug = \"practica-{number:05}\"\n");
    [
        format!("+++\n{}{fields}+++\n\n{}", words(0), body.0[0]),
        format!("+++\n{}{slug}{of_translation}+++\n\n{}", words(1), body.0[1]),
    ]
}

/// Between 40 and 400 letters in both languages.
fn summary(random: &mut Random) -> Both {
    loop {
        let Both(text) = sentences(random, 1);
        let text = Both(text.map(|text| plain(&text)));
        if text.0.iter().all(|text| (40..400).contains(&text.chars().count())) {
            return text;
        }
    }
}

fn body(random: &mut Random) -> Both {
    let mut text = Both([String::from("## What was done\n\n"), String::from("## Qué se hizo\n\n")]);
    text.add(&sentences(random, 3));
    text.0[0].push_str("\n\n## Lessons\n\n");
    text.0[1].push_str("\n\n## Aprendizajes\n\n");
    text.add(&sentences(random, 2));
    text.mark("\n");
    Both(text.0.map(|text| text.replace("menores", "más bajos")))
}

fn plain(text: &str) -> String {
    text.replace(['*', '`'], "").replace('"', "'").replace("menores", "más bajos")
}

/// What all languages share, and the words of it in Spanish.
fn fields(number: usize, random: &mut Random) -> (String, String) {
    let measure = *random.of(MEASURES);
    let status = *random.of(if measure == "law" { STATUS_OF_LAW } else { STATUS_OF_PRACTICE });
    let year = 2026 - few(random, 30);
    let country = skewed(random, COUNTRIES);
    let (cap, cap_sub) = areas(random);
    let mut text = format!(
        "id = \"atd-{}-{year}-{number:05}\"\nmeasure = \"{measure}\"\nstatus = \"{status}\"\ncap = {cap}\ncap_sub = {cap_sub}\n",
        country.to_lowercase()
    );
    text += &places(random, country);
    text += &format!("populations = {}\n", several(random, POPULATIONS, 3));
    text += &format!("context = {}\n", several(random, CONTEXTS, 2));
    text += &format!("start = \"{year}\"\n");
    if matches!(status, "ended" | "repealed") {
        text += &format!("end = \"{}\"\n", (year + random.between(0, 6)).min(2026));
    }
    text += &format!("approach = \"{}\"\n", skewed(random, APPROACHES));
    text += &format!("restrictions = [\"{}\"]\n", skewed(random, RESTRICTIONS));
    if random.below(3) == 0 {
        text += &format!("hashtags = [\"{}\"]\n", random.of(HASHTAGS));
    }
    let (month, day) = (random.between(1, 10), random.between(1, 28));
    text += &format!("date = 2026-{month:02}-{day:02}\nreviewed = 2026-10-01\nversion = \"1.0.0\"\n");
    let mut spanish = String::new();
    text += &format!("license = \"CC-BY-4.0\"\n{}", actors(random, country));
    if measure == "law" {
        text +=
            &format!("\n[[legal_basis]]\ntitle = \"Act {number}\"\ndate = \"{year}\"\nlevel = \"statute\"\n");
        spanish += &format!("legal_basis = [{{ title = \"Ley {number}\" }}]\n");
    }
    if random.below(2) == 0 {
        let (english, labels) = outcomes(random, number);
        text += &english;
        spanish += &labels;
    }
    text += &format!(
        "\n[[sources]]\nref = \"s{number}\"\ntitle = \"Report {number}\"\ncreators = [\"Institute {}\"]\npublisher = \"Institute\"\nyear = {year}\ntype = \"report\"\nlang = \"en\"\naccessed = 2026-10-01\n",
        number % 40
    );
    (text, spanish)
}

/// One or two areas with elements of theirs.
fn areas(random: &mut Random) -> (String, String) {
    let mut areas = vec![*skewed(random, &[0_usize, 1, 2, 3, 4])];
    let other = random.below(AREAS.len());
    if random.below(3) > 0 && !areas.contains(&other) {
        areas.push(other);
    }
    let keys: Vec<&str> = areas.iter().map(|&area| AREAS[area].0).collect();
    let elements: Vec<&str> = areas.iter().map(|&area| *random.of(AREAS[area].1)).collect();
    (list(&keys), list(&elements))
}

/// One country in most records, two in some, only regions in a few.
fn places(random: &mut Random, country: &str) -> String {
    match random.below(16) {
        0 => format!("scope = \"regional\"\nregions = [\"{}\"]\n", skewed(random, REGIONS)),
        1 | 2 => {
            let other = skewed(random, COUNTRIES);
            let both = if *other == country { vec![country] } else { vec![country, other] };
            format!("scope = \"regional\"\ncountries = {}\n", list(&both))
        }
        _ => format!("scope = \"{}\"\ncountries = [\"{country}\"]\n", skewed(random, SCOPES)),
    }
}

fn actors(random: &mut Random, country: &str) -> String {
    let actor = |name: &&&str| {
        format!(
            "\n[[actors]]\nname = \"{name}\"\nrole = \"lead\"\nkind = \"civil-society\"\ncountry = \"{country}\"\n"
        )
    };
    let count = random.between(1, 3);
    random.some(ACTORS, count).iter().map(actor).collect()
}

/// The fields, and the labels of their comparators in Spanish.
fn outcomes(random: &mut Random, number: usize) -> (String, String) {
    let (mut text, mut labels) = (String::new(), Vec::new());
    let count = random.between(1, 3);
    // Two figures of one share would have to add up.
    for share in random.some(SHARES, count) {
        let quality = skewed(random, QUALITIES);
        let (indicator, value, unit, against) = match random.below(3) {
            0 => {
                let cost = random.between(4, 90);
                ("cost-per-person-day", cost, *random.of(CURRENCIES), cost * random.between(2, 9))
            }
            _ => (*share, random.between(40, 99), "percent", random.between(10, 60)),
        };
        text += &format!("\n[[outcomes]]\nindicator = \"{indicator}\"\nvalue = {value}\nunit = \"{unit}\"\n");
        labels.push("{}");
        if random.below(3) > 0 {
            text += &format!("comparator = {{ value = {against}, label = \"Detention\" }}\n");
            labels.pop();
            labels.push("{ comparator = { label = \"Detención\" } }");
        }
        text += &format!("quality = \"{quality}\"\nsource = \"s{number}\"\n");
    }
    let labelled = labels.iter().any(|label| label.contains("label"));
    let labels = format!("outcomes = [{}]\n", labels.join(", "));
    (text, if labelled { labels } else { String::new() })
}

/// A few of the keys, the common ones more often.
fn several(random: &mut Random, keys: &[&str], most: usize) -> String {
    let mut chosen: Vec<&str> = Vec::new();
    for _ in 0..random.between(1, most) {
        let key = skewed(random, keys);
        if !chosen.contains(key) {
            chosen.push(key);
        }
    }
    list(&chosen)
}

/// The first ones often, the last ones rarely.
fn skewed<'a, T>(random: &mut Random, choices: &'a [T]) -> &'a T {
    let end = choices.len();
    &choices[random.below(end).min(random.below(end))]
}

fn few(random: &mut Random, end: usize) -> usize {
    random.below(end).min(random.below(end))
}

fn list(keys: &[&str]) -> String {
    format!("[\"{}\"]", keys.join("\", \""))
}
