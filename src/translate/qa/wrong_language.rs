//! `translation/wrong-language`: a text that is hardly in the language that it should be in.

use whatlang::{Detector, Info};

use super::Findings;
use super::reading::{Reading, language};

/// Letters below which a guess is worth nothing: short Arabic passes for Persian.
const ENOUGH: usize = 40;

/// Only what is sure is told: another script, or the source's own language.
pub(super) fn check(reading: &Reading<'_>, found: &mut Findings) {
    let words = &reading.target.words;
    let letters = words.chars().filter(|sign| sign.is_alphabetic()).count();
    let (wanted, source) = (language(reading.pair.lang), language(reading.pair.source_lang));
    let Some(wanted) =
        of_tag(wanted).filter(|_| letters >= ENOUGH && wanted != source && !reading.is_unchanged())
    else {
        return;
    };
    let Some(info) = Detector::new().detect(words) else { return };
    if info.lang() == wanted || !is_sure(&info, words, wanted) {
        return;
    }
    found.add(reading.whole()).arg("language", tag(&info));
}

fn is_sure(info: &Info, words: &str, wanted: whatlang::Lang) -> bool {
    let between = Detector::with_allowlist(vec![wanted, info.lang()]).detect(words);
    let is_other = between.is_some_and(|between| between.lang() == info.lang() && between.confidence() > 0.5);
    is_other && info.confidence() > 0.3
}

fn of_tag(tag: &str) -> Option<whatlang::Lang> {
    CODES.iter().find(|(two, _)| *two == tag).map(|(_, lang)| *lang)
}

fn tag(info: &Info) -> &'static str {
    CODES.iter().find(|(_, lang)| *lang == info.lang()).map_or(info.lang().code(), |(two, _)| two)
}

/// The languages that the detector knows by two letters; it says three.
const CODES: [(&str, whatlang::Lang); 40] = {
    use whatlang::Lang as L;
    [
        ("ar", L::Ara),
        ("bg", L::Bul),
        ("bn", L::Ben),
        ("ca", L::Cat),
        ("cs", L::Ces),
        ("da", L::Dan),
        ("de", L::Deu),
        ("el", L::Ell),
        ("en", L::Eng),
        ("es", L::Spa),
        ("fa", L::Pes),
        ("fi", L::Fin),
        ("fr", L::Fra),
        ("he", L::Heb),
        ("hi", L::Hin),
        ("hr", L::Hrv),
        ("hu", L::Hun),
        ("id", L::Ind),
        ("it", L::Ita),
        ("ja", L::Jpn),
        ("ka", L::Kat),
        ("ko", L::Kor),
        ("lt", L::Lit),
        ("lv", L::Lav),
        ("mk", L::Mkd),
        ("my", L::Mya),
        ("nl", L::Nld),
        ("no", L::Nob),
        ("pl", L::Pol),
        ("pt", L::Por),
        ("ro", L::Ron),
        ("ru", L::Rus),
        ("sk", L::Slk),
        ("sr", L::Srp),
        ("sv", L::Swe),
        ("ta", L::Tam),
        ("th", L::Tha),
        ("tr", L::Tur),
        ("uk", L::Ukr),
        ("ur", L::Urd),
    ]
};
