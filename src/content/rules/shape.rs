//! The shapes of codes that people copy: e-mail addresses, ISBN, DOI, ISO 3166-2, ISO 4217, EDTF intervals.

use crate::base::country::Country;
use crate::base::date::Edtf;

/// Whether mail can be sent there, as far as one can see.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let fine = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"@".contains(c);
    let labels = domain.split('.');
    !local.is_empty()
        && local.len() <= 64
        && text.len() <= 254
        && text.chars().filter(|c| *c != '@').all(fine)
        && !local.contains('@')
        && labels.clone().count() >= 2
        && labels
            .into_iter()
            .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
}

/// Whether the check digit of an ISBN-10 or ISBN-13 is right; hyphens and spaces do not count.
pub(super) fn is_isbn(text: &str) -> bool {
    let digits: Vec<char> = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let value = |(place, digit): (usize, &char)| match digit {
        'X' | 'x' if place == 9 && digits.len() == 10 => Some(10),
        digit => digit.to_digit(10),
    };
    let Some(values) = digits.iter().enumerate().map(value).collect::<Option<Vec<u32>>>() else {
        return false;
    };
    let weigh = |weight: fn(usize) -> u32| -> u32 {
        values.iter().enumerate().map(|(place, value)| value * weight(place)).sum()
    };
    match values.len() {
        // A place is below 13, so the weights fit.
        10 => weigh(|place| 10 - u32::try_from(place).unwrap_or_default()) % 11 == 0,
        13 => weigh(|place| if place % 2 == 0 { 1 } else { 3 }) % 10 == 0,
        _ => false,
    }
}

/// Whether a text has the shape of a DOI: `10.`, a registrant, a slash, a suffix.
pub(super) fn is_doi(text: &str) -> bool {
    let Some((registrant, suffix)) = text.strip_prefix("10.").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    registrant.starts_with(|c: char| c.is_ascii_digit())
        && !suffix.is_empty()
        && !text.contains(char::is_whitespace)
}

/// The country of an ISO 3166-2 code such as `MX-CMX`; `None` if it is none.
pub(super) fn subdivision_country(code: &str) -> Option<Country> {
    let (country, part) = code.split_once('-')?;
    let shaped = (1..=3).contains(&part.len())
        && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    Country::parse(country).filter(|_| shaped)
}

/// Whether a text is an EDTF date, or two of them with a slash.
pub(super) fn is_period(text: &str) -> bool {
    match text.split_once('/') {
        Some((from, to)) => Edtf::parse(from).is_some() && Edtf::parse(to).is_some(),
        None => Edtf::parse(text).is_some_and(|date| date != Edtf::Open),
    }
}

/// Whether a period ends before it begins.
pub(super) fn is_reversed(period: &str) -> bool {
    let ends = period.split_once('/').and_then(|(from, to)| Some((Edtf::parse(from)?, Edtf::parse(to)?)));
    let days = ends.and_then(|(from, to)| Some((from.first_day()?, to.last_day()?)));
    days.is_some_and(|(from, to)| to < from)
}

/// Whether a text names a target of the Sustainable Development Goals: `10`, `10.7`, `16.a`.
pub(super) fn is_sdg(text: &str) -> bool {
    let (goal, target) = text.split_once('.').map_or((text, None), |(goal, target)| (goal, Some(target)));
    let goal: Result<u8, _> = goal.parse();
    let word =
        |target: &str| !target.is_empty() && target.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    goal.is_ok_and(|goal| (1..=17).contains(&goal)) && target.is_none_or(word)
}

/// Whether a code is a currency of ISO 4217.
pub(super) fn is_currency(code: &str) -> bool {
    code.len() == 3 && currencies().any(|known| known == code)
}

/// Whether a text is the SPDX identifier of a licence that texts and data come under.
pub(super) fn is_license(id: &str) -> bool {
    let creative_commons = id.strip_prefix("CC-").and_then(|rest| rest.rsplit_once('-'));
    let is_creative_commons = creative_commons.is_some_and(|(terms, version)| {
        ["BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND"].contains(&terms)
            && ["1.0", "2.0", "2.5", "3.0", "4.0"].contains(&version)
    });
    is_creative_commons || LICENSES.contains(&id)
}

const LICENSES: [&str; 18] = [
    "CC0-1.0",
    "CC-BY-3.0-IGO",
    "CC-BY-SA-3.0-IGO",
    "CC-BY-NC-3.0-IGO",
    "CC-BY-ND-3.0-IGO",
    "CC-BY-NC-SA-3.0-IGO",
    "CC-BY-NC-ND-3.0-IGO",
    "ODbL-1.0",
    "ODC-By-1.0",
    "PDDL-1.0",
    "OGL-UK-3.0",
    "OGL-Canada-2.0",
    "etalab-2.0",
    "FSFAP",
    "GFDL-1.3-or-later",
    "GFDL-1.3-only",
    "MIT",
    "Apache-2.0",
];

/// The licence that is meant by what people write: `cc by 4.0`, `CC-BY`.
pub(super) fn license_like(text: &str) -> Option<String> {
    let id = text.trim().to_uppercase().replace([' ', '_'], "-");
    let newest = format!("{id}-4.0");
    [id, newest].into_iter().find(|id| is_license(id))
}

/// The codes of ISO 4217.
pub fn currencies() -> impl Iterator<Item = &'static str> {
    const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD \
        BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR \
        FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR \
        KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR \
        MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD \
        SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS \
        VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";
    CODES.split_ascii_whitespace()
}
