//! What months, days and counts are called in English, Spanish, French, Portuguese, German, Italian and Arabic.
//!
//! A table of our own, since CLDR has the names of months and days but not the words of counts, and
//! does not say which of them mean something else as well (`may`, `march`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::base::Lang;

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// 1 to 12.
    Month(u8),
    /// A month only if a number stands beside it (`Mar`), or a preposition before it (`in May`).
    DoubtfulMonth(u8),
    /// 1 (Monday) to 7.
    Weekday(u8),
    /// How many.
    Count(u32),
    /// So many times the number before, as a power of ten.
    Scale(u8),
    /// Hundreds, thousands: a scale behind a number, else a rough count.
    Many(u8),
    /// Which one.
    Ordinal(u32),
    /// What is counted or paid: `%`, `km`, `days`, `eur`.
    Unit(&'static str),
}

/// The words of a language by their lower-case form; of two words too.
pub(super) type Words = BTreeMap<&'static str, Meaning>;

/// The words of a language; `None` if they are not known.
pub(super) fn words(lang: &Lang) -> Option<&'static Words> {
    TABLES.get(language(lang))
}

/// `es` of `es-MX`.
pub(super) fn language(lang: &Lang) -> &str {
    lang.as_str().split('-').next().unwrap_or_default()
}

/// Whether a language's small counts are words of their own; Arabic has endings for two, and forms by gender.
pub(super) fn counts(lang: &Lang) -> bool {
    words(lang).is_some_and(|words| words.values().any(|meaning| matches!(meaning, Meaning::Count(_))))
}

static TABLES: LazyLock<BTreeMap<&'static str, Words>> =
    LazyLock::new(|| [EN, ES, FR, PT, DE, IT, AR].iter().map(|table| (table.lang, table.words())).collect());

/// One language as it is easiest to write: words between spaces, `|` between words for the same.
struct Table {
    lang: &'static str,
    months: &'static str,
    doubtful: &'static [(&'static str, u8)],
    weekdays: &'static str,
    /// From 2.
    counts: &'static str,
    more: &'static [(&'static str, u32)],
    scales: &'static [(&'static str, u8)],
    many: &'static [(&'static str, u8)],
    /// From 1.
    ordinals: &'static str,
    units: &'static [(&'static str, &'static str)],
}

impl Table {
    fn words(&self) -> Words {
        let mut words = Words::new();
        let listed = |list: &'static str, first: u8| {
            let numbered = list.split_ascii_whitespace().zip(first..);
            numbered.flat_map(|(names, number)| names.split('|').map(move |name| (name, number)))
        };
        words.extend(listed(self.ordinals, 1).map(|(word, n)| (word, Meaning::Ordinal(n.into()))));
        words.extend(self.units.iter().map(|&(word, unit)| (word, Meaning::Unit(unit))));
        words.extend(listed(self.counts, 2).map(|(word, n)| (word, Meaning::Count(n.into()))));
        words.extend(self.more.iter().map(|&(word, n)| (word, Meaning::Count(n))));
        words.extend(self.scales.iter().map(|&(word, power)| (word, Meaning::Scale(power))));
        words.extend(self.many.iter().map(|&(word, power)| (word, Meaning::Many(power))));
        words.extend(listed(self.weekdays, 1).map(|(word, n)| (word, Meaning::Weekday(n))));
        words.extend(listed(self.months, 1).map(|(word, n)| (word, Meaning::Month(n))));
        words.extend(self.doubtful.iter().map(|&(word, n)| (word, Meaning::DoubtfulMonth(n))));
        words
    }
}

/// Signs and short forms that every language has.
pub(super) const SIGNS: &[(&str, &str)] = &[
    ("%", "%"),
    ("٪", "%"),
    ("‰", "‰"),
    ("°", "°"),
    ("$", "$"),
    ("us$", "usd"),
    ("usd", "usd"),
    ("mx$", "mxn"),
    ("mxn", "mxn"),
    ("€", "eur"),
    ("eur", "eur"),
    ("£", "gbp"),
    ("gbp", "gbp"),
    ("¥", "¥"),
    ("₹", "inr"),
    ("ca$", "cad"),
    ("cad", "cad"),
    ("au$", "aud"),
    ("aud", "aud"),
    ("chf", "chf"),
    ("km", "km"),
    ("m", "m"),
    ("cm", "cm"),
    ("kg", "kg"),
    ("ha", "ha"),
    ("km²", "km²"),
    ("m²", "m²"),
    ("kwh", "kwh"),
    ("mb", "mb"),
    ("gb", "gb"),
];

const EN: Table = Table {
    lang: "en",
    months: "january february - april - june july august september october november december",
    doubtful: &[
        ("may", 5),
        ("march", 3),
        ("jan", 1),
        ("feb", 2),
        ("mar", 3),
        ("apr", 4),
        ("jun", 6),
        ("jul", 7),
        ("aug", 8),
        ("sep", 9),
        ("sept", 9),
        ("oct", 10),
        ("nov", 11),
        ("dec", 12),
    ],
    weekdays: "monday|mondays tuesday|tuesdays wednesday|wednesdays thursday|thursdays friday|fridays \
               saturday|saturdays sunday|sundays",
    counts: "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
             seventeen eighteen nineteen twenty",
    more: &[
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("sixty", 60),
        ("seventy", 70),
        ("eighty", 80),
        ("ninety", 90),
    ],
    scales: &[("hundred", 2), ("thousand", 3), ("million", 6), ("billion", 9)],
    many: &[("hundreds", 2), ("thousands", 3), ("millions", 6), ("billions", 9)],
    ordinals: "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    units: &[
        ("percent", "%"),
        ("per cent", "%"),
        ("dollars", "$"),
        ("dollar", "$"),
        ("us dollars", "usd"),
        ("euros", "eur"),
        ("euro", "eur"),
        ("pounds", "gbp"),
        ("pesos", "pesos"),
        ("seconds", "seconds"),
        ("minutes", "minutes"),
        ("minute", "minutes"),
        ("hours", "hours"),
        ("hour", "hours"),
        ("days", "days"),
        ("day", "days"),
        ("weeks", "weeks"),
        ("week", "weeks"),
        ("months", "months"),
        ("month", "months"),
        ("years", "years"),
        ("year", "years"),
        ("kilometres", "km"),
        ("kilometers", "km"),
        ("miles", "miles"),
        ("metres", "m"),
        ("meters", "m"),
        ("kilos", "kg"),
        ("hectares", "ha"),
        ("points", "points"),
    ],
};

const ES: Table = Table {
    lang: "es",
    months: "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre",
    doubtful: &[
        ("ene", 1),
        ("feb", 2),
        ("mar", 3),
        ("abr", 4),
        ("may", 5),
        ("jun", 6),
        ("jul", 7),
        ("ago", 8),
        ("sep", 9),
        ("sept", 9),
        ("oct", 10),
        ("nov", 11),
        ("dic", 12),
    ],
    weekdays: "lunes martes miércoles|miercoles jueves viernes sábado|sabado|sábados domingo|domingos",
    counts: "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis \
             diecisiete dieciocho diecinueve veinte veintiuno|veintiún|veintiuna veintidós veintitrés \
             veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve treinta",
    more: &[
        ("cuarenta", 40),
        ("cincuenta", 50),
        ("sesenta", 60),
        ("setenta", 70),
        ("ochenta", 80),
        ("noventa", 90),
        ("cien", 100),
        ("ciento", 100),
        ("doscientos", 200),
        ("doscientas", 200),
        ("trescientos", 300),
        ("trescientas", 300),
        ("cuatrocientos", 400),
        ("cuatrocientas", 400),
        ("quinientos", 500),
        ("quinientas", 500),
        ("seiscientos", 600),
        ("seiscientas", 600),
        ("setecientos", 700),
        ("setecientas", 700),
        ("ochocientos", 800),
        ("ochocientas", 800),
        ("novecientos", 900),
        ("novecientas", 900),
    ],
    scales: &[("mil", 3), ("millón", 6), ("millones", 6), ("billón", 12), ("billones", 12)],
    many: &[("cientos", 2), ("centenares", 2), ("miles", 3), ("millares", 3)],
    ordinals: "primero|primera|primer|primeros|primeras segundo|segunda tercero|tercera|tercer cuarto|cuarta \
               quinto|quinta sexto|sexta séptimo|séptima octavo|octava noveno|novena décimo|décima",
    units: &[
        ("por ciento", "%"),
        ("dólares", "$"),
        ("dólar", "$"),
        ("euros", "eur"),
        ("euro", "eur"),
        ("libras", "gbp"),
        ("pesos", "pesos"),
        ("segundos", "seconds"),
        ("minutos", "minutes"),
        ("minuto", "minutes"),
        ("horas", "hours"),
        ("hora", "hours"),
        ("días", "days"),
        ("día", "days"),
        ("semanas", "weeks"),
        ("semana", "weeks"),
        ("meses", "months"),
        ("mes", "months"),
        ("años", "years"),
        ("año", "years"),
        ("kilómetros", "km"),
        ("millas", "miles"),
        ("metros", "m"),
        ("kilos", "kg"),
        ("hectáreas", "ha"),
        ("puntos", "points"),
    ],
};

const FR: Table = Table {
    lang: "fr",
    months: "janvier février|fevrier - avril - juin juillet août|aout septembre octobre novembre décembre",
    doubtful: &[("mars", 3), ("mai", 5)],
    weekdays: "lundi mardi mercredi jeudi vendredi samedi dimanche",
    counts: "deux trois quatre cinq six sept huit - dix onze douze treize quatorze quinze seize",
    more: &[("vingt", 20), ("trente", 30), ("quarante", 40), ("cinquante", 50), ("soixante", 60)],
    scales: &[
        ("cent", 2),
        ("cents", 2),
        ("mille", 3),
        ("million", 6),
        ("millions", 6),
        ("milliard", 9),
        ("milliards", 9),
    ],
    many: &[("centaines", 2), ("milliers", 3)],
    ordinals: "premier|première deuxième|second|seconde troisième quatrième cinquième sixième septième huitième \
               neuvième dixième",
    units: &[
        ("pour cent", "%"),
        ("dollars", "$"),
        ("euros", "eur"),
        ("jours", "days"),
        ("ans", "years"),
        ("mois", "months"),
    ],
};

const PT: Table = Table {
    lang: "pt",
    months: "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    doubtful: &[],
    weekdays: "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    counts: "dois|duas três quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze quinze \
             dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove vinte",
    more: &[("trinta", 30), ("quarenta", 40), ("cinquenta", 50), ("cem", 100), ("duzentos", 200)],
    scales: &[("mil", 3), ("milhão", 6), ("milhões", 6), ("bilhão", 9), ("bilhões", 9)],
    many: &[("centenas", 2), ("milhares", 3)],
    ordinals: "primeiro|primeira segundo|segunda terceiro|terceira quarto|quarta quinto|quinta sexto|sexta \
               sétimo|sétima oitavo|oitava nono|nona décimo|décima",
    units: &[
        ("por cento", "%"),
        ("dólares", "$"),
        ("euros", "eur"),
        ("dias", "days"),
        ("anos", "years"),
        ("meses", "months"),
    ],
};

const DE: Table = Table {
    lang: "de",
    months: "januar|jänner februar märz april mai juni juli august september oktober november dezember",
    doubtful: &[],
    weekdays: "montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag",
    counts: "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    more: &[("zwanzig", 20), ("dreißig", 30), ("fünfzig", 50)],
    scales: &[
        ("hundert", 2),
        ("tausend", 3),
        ("million", 6),
        ("millionen", 6),
        ("milliarde", 9),
        ("milliarden", 9),
    ],
    many: &[("hunderte", 2), ("tausende", 3)],
    ordinals: "erste|ersten|erster zweite|zweiten|zweiter dritte|dritten|dritter vierte|vierten fünfte|fünften",
    units: &[
        ("prozent", "%"),
        ("dollar", "$"),
        ("euro", "eur"),
        ("tage", "days"),
        ("tagen", "days"),
        ("jahre", "years"),
        ("jahren", "years"),
    ],
};

const IT: Table = Table {
    lang: "it",
    months: "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    doubtful: &[],
    weekdays: "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    counts: "due tre quattro cinque - sette otto nove dieci undici dodici",
    more: &[("venti", 20), ("trenta", 30), ("cento", 100)],
    scales: &[("mille", 3), ("mila", 3), ("milione", 6), ("milioni", 6), ("miliardo", 9), ("miliardi", 9)],
    many: &[("centinaia", 2), ("migliaia", 3)],
    ordinals: "primo|prima secondo|seconda terzo|terza quarto|quarta quinto|quinta sesto|sesta settimo|settima",
    units: &[
        ("per cento", "%"),
        ("dollari", "$"),
        ("euro", "eur"),
        ("giorni", "days"),
        ("anni", "years"),
        ("mesi", "months"),
    ],
};

const AR: Table = Table {
    lang: "ar",
    months: "يناير|جانفي فبراير|شباط|فيفري مارس|آذار أبريل|ابريل|إبريل|نيسان|أفريل \
             مايو|أيار|ماي يونيو|حزيران|جوان يوليو|تموز|جويلية أغسطس|آب|أوت \
             سبتمبر|أيلول أكتوبر نوفمبر ديسمبر",
    doubtful: &[("كانون الثاني", 1), ("تشرين الأول", 10), ("تشرين الثاني", 11), ("كانون الأول", 12)],
    weekdays: "الاثنين|الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    counts: "",
    more: &[],
    scales: &[("ألف", 3), ("آلاف", 3), ("ألفا", 3), ("مليون", 6), ("ملايين", 6), ("مليار", 9)],
    many: &[],
    ordinals: "الأول|الأولى الثاني|الثانية الثالث|الثالثة الرابع|الرابعة الخامس|الخامسة",
    units: &[
        ("في المئة", "%"),
        ("في المائة", "%"),
        ("بالمئة", "%"),
        ("بالمائة", "%"),
        ("دولار", "$"),
        ("دولارا", "$"),
        ("دولارات", "$"),
        ("يورو", "eur"),
        ("أيام", "days"),
        ("يوما", "days"),
    ],
};
