//! The keys that synthetic records have: those of the vocabularies that come with the program, the common ones
//! first.

pub(crate) const COUNTRIES: &[&str] = &[
    "MX", "US", "GT", "GR", "TH", "GB", "CA", "BE", "AU", "MY", "ID", "KE", "ZA", "NG", "EG", "MA", "TN",
    "JO", "LB", "TR", "DE", "FR", "IT", "ES", "PT", "NL", "SE", "NO", "DK", "FI", "PL", "CZ", "HU", "RO",
    "BG", "CY", "MT", "IE", "CH", "AT", "HN", "SV", "NI", "CR", "PA", "CO", "EC", "PE", "BO", "CL", "AR",
    "UY", "PY", "BR", "VE", "DO", "HT", "CU", "JM", "TT", "BZ", "NZ", "JP", "KR", "PH", "VN", "KH", "LA",
    "MM", "BD", "IN", "PK", "NP", "LK", "IR", "IQ", "SA", "AE", "KW", "QA", "IL", "DZ", "LY", "SN", "ML",
    "NE", "BF", "CI", "GH", "TG", "BJ", "CM", "TD", "ET", "UG", "TZ", "RW", "ZM", "ZW", "MW", "MZ", "AO",
    "NA", "BW",
];

pub(crate) const REGIONS: &[&str] = &["americas", "europe", "asia-pacific", "africa-mena", "global"];

/// The areas of the model with their elements.
pub(crate) const AREAS: &[(&str, &[&str])] = &[
    ("case-management", &["assessment", "plan", "support", "resolution"]),
    (
        "placement",
        &[
            "community-no-conditions",
            "community-with-conditions",
            "open-shelter",
            "foster-family",
            "detention-last-resort",
        ],
    ),
    (
        "identification",
        &[
            "identity-health-security",
            "vulnerability",
            "individual-factors",
            "community-context",
            "best-interests",
        ],
    ),
    ("liberty", &["presumption-in-law", "last-resort", "prohibit-groups"]),
    (
        "minimum-standards",
        &[
            "fundamental-rights",
            "basic-needs",
            "documentation",
            "legal-advice",
            "timely-resolution",
            "regular-review",
        ],
    ),
];

pub(crate) const POPULATIONS: &[&str] = &[
    "asylum-seekers",
    "families",
    "unaccompanied-children",
    "children",
    "irregular-migrants",
    "women",
    "refugees",
    "detained",
    "trafficking-survivors",
    "torture-survivors",
    "pregnant",
    "stateless",
    "lgbtiq",
    "disability",
    "older",
    "returnees",
    "all",
];

pub(crate) const CONTEXTS: &[&str] = &["destination", "transit", "entry", "return", "origin"];
pub(crate) const SCOPES: &[&str] = &["national", "municipal", "subnational"];
pub(crate) const MEASURES: &[&str] = &["practice", "practice", "policy", "law"];
pub(crate) const STATUS_OF_LAW: &[&str] =
    &["in-force", "in-force", "adopted", "proposed", "repealed", "suspended"];
pub(crate) const STATUS_OF_PRACTICE: &[&str] =
    &["operating", "ended", "pilot", "operating", "suspended", "unknown"];
pub(crate) const APPROACHES: &[&str] = &["engagement", "engagement", "mixed", "na", "enforcement"];
pub(crate) const RESTRICTIONS: &[&str] =
    &["none", "none", "reporting", "residence", "documents", "bail", "supervision", "electronic-monitoring"];
pub(crate) const QUALITIES: &[&str] = &[
    "implementer",
    "official-statistics",
    "independent-evaluation",
    "testimony",
    "peer-reviewed",
    "unverified",
    "legal-text",
];
pub(crate) const CURRENCIES: &[&str] = &["USD", "EUR", "MXN", "GBP"];
pub(crate) const HASHTAGS: &[&str] = &["ThereAreAlternatives", "EndChildDetention", "HayAlternativas"];

/// What some of the shares are of.
pub(crate) const SHARES: &[&str] =
    &["appearance-rate", "engagement-rate", "case-resolution-rate", "absconding-rate", "wellbeing-improved"];

/// The hashtags' labels.
pub(crate) fn terms() -> String {
    let term = |tag: &&str| format!("[hashtags.{tag}]\nlabel = {{ en = \"#{tag}\", es = \"#{tag}\" }}\n");
    HASHTAGS.iter().map(term).collect()
}
