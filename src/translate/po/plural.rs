//! How many forms a noun has beside a number, as gettext writes it.

/// The value of `Plural-Forms` for a language: gettext's own table, and CLDR where that says nothing.
/// A language that neither knows has two forms.
pub fn forms(tag: &str) -> &'static str {
    let tag = tag.to_ascii_lowercase().replace('_', "-");
    let language = tag.split('-').next().unwrap_or_default();
    match language {
        "pt" if tag == "pt-br" => "nplurals=2; plural=(n > 1);",
        "fr" | "fa" | "am" | "hi" | "bn" | "ln" | "mg" | "ti" | "wa" => "nplurals=2; plural=(n > 1);",
        "zh" | "ja" | "ko" | "vi" | "th" | "id" | "ms" | "my" | "lo" | "km" => "nplurals=1; plural=0;",
        "ru" | "uk" | "be" | "sr" | "hr" | "bs" => {
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
        }
        "pl" => "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
        "cs" | "sk" => "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;",
        "ro" => "nplurals=3; plural=n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2;",
        "ar" => {
            "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
        }
        _ => "nplurals=2; plural=(n != 1);",
    }
}
