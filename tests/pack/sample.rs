//! A small project with everything that a pack shows, and with texts that would like to be scripts.

use altavoz::base::{Lang, Report, Source, SourcePath};
use altavoz::translate::glossary::{self, Glossary};
use altavoz::translate::text::hash;
use altavoz::translate::{Identity, Kind, Project, State, Unit};

/// Closes a script, opens a comment, is a tag: all of it must stay text.
pub(crate) const SMUGGLED: &str = "</script><script>window.smuggled = 1</script> <!-- <img src=x onerror=\"window.smuggled = 2\"> \u{2028}end.";

/// What is translated into `lang`, with `more` generated texts.
pub(crate) fn project(lang: &str, more: usize) -> Project {
    let done = if lang == "ar" { "لا أحد غير قانوني." } else { "Ninguna persona es ilegal." };
    let stale = if lang == "ar" {
        "وقّع 1,234 شخصًا حتى 3 مايو 2024."
    } else {
        "Hasta el 3 de mayo de 2024 firmaron 1.234 personas."
    };
    let mut units = vec![
        unit("news/ana", Kind::Field, "title", "Ana is free", "", State::Missing),
        unit("news/ana", Kind::Paragraph, "", "She was arrested on 3 May 2024.", "", State::Missing),
        unit(
            "news/ana",
            Kind::Paragraph,
            "",
            "There are alternatives to detention, and [the letter](../letter.md) says **which**.",
            "",
            State::Missing,
        ),
        unit("news/ana", Kind::Heading, "", "Who pays? {#who}", "", State::Missing),
        unit("news/ana", Kind::Paragraph, "", "No one is illegal.", done, State::Translated),
        unit("news/ana", Kind::Paragraph, "", SMUGGLED, SMUGGLED, State::Draft),
        Unit {
            before: Some("By 3 May 2024, 1,234 people had signed.".to_owned()),
            section: Some("Signatures".to_owned()),
            ..unit(
                "petitions/free-them-all",
                Kind::Paragraph,
                "",
                "By 3 May 2024, 1,778 people had signed.",
                stale,
                State::StaleFacts,
            )
        },
        Unit {
            longest: Some(40),
            note: Some("Shown on a button.".to_owned()),
            ..unit("petitions/free-them-all", Kind::Field, "summary", "Sign now!", "", State::Missing)
        },
        Unit {
            critical: true,
            priority: 1,
            ..unit(
                "safety",
                Kind::Item,
                "",
                "Ask for a lawyer before you sign anything.\nYou may stay silent.",
                "",
                State::Missing,
            )
        },
        Unit {
            identity: Identity { hash: hash("Read more"), nth: 1 },
            ..unit("safety", Kind::Cell, "", "Read more", "", State::Missing)
        },
        unit("strings", Kind::String, "site.page-of", "Page {page} of {pages}", "", State::Missing),
    ];
    for number in 0..more {
        let source = format!(
            "Text number {number} says that children need care and not cages, **whatever** papers they carry; see [page {number}](page-{number}.md)."
        );
        units.push(unit(
            &format!("pages/page-{}", number / 25),
            Kind::Paragraph,
            "",
            &source,
            "",
            State::Missing,
        ));
    }
    Project {
        title: "No Child “Detained” & <b>Free</b>".to_owned(),
        base_url: "https://example.org/campaign".to_owned(),
        source: Lang::new("en"),
        target: Lang::new(lang),
        day: None,
        units,
        orphans: Vec::new(),
    }
}

/// The glossary.
pub(crate) fn glossary() -> Glossary {
    let toml = "[[terms]]\nterm = \"alternative to detention\"\nnote = \"Not a lighter prison.\"\n\
        es = [\"alternativa a la detención\"]\nar = [\"بدائل الاحتجاز\"]\nforbidden = { es = [\"alternativa de detención\"] }\n";
    let source = Source::new(SourcePath::new("i18n/glossary.toml"), toml.as_bytes().to_vec());
    glossary::glossary(&source, &Lang::new("en"), &mut Report::default())
}

fn unit(page: &str, kind: Kind, name: &str, source: &str, target: &str, state: State) -> Unit {
    Unit {
        page: page.to_owned(),
        file: format!("content/{page}.md"),
        identity: Identity { hash: hash(source), nth: 0 },
        kind,
        name: name.to_owned(),
        section: None,
        url: Some(format!("https://example.org/campaign/{page}/")),
        note: None,
        glossary: Vec::new(),
        longest: None,
        source: source.to_owned(),
        target: target.to_owned(),
        state,
        before: None,
        priority: 3,
        critical: false,
    }
}
