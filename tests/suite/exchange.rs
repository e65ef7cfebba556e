//! What all exchange formats have in common: projects to write, what came back, files from elsewhere.

use altavoz::base::Lang;
use altavoz::base::date::Day;
use altavoz::translate::exchange::{Origin, Problems, compare, decode};
use altavoz::translate::text::hash;
use altavoz::translate::{Identity, Kind, Project, Returned, State, Unit, placeholders};

/// A unit of a page, with a translation if it is not empty.
pub(crate) fn unit(page: &str, source: &str, target: &str, state: State) -> Unit {
    Unit {
        page: page.to_owned(),
        file: format!("content/{page}.md"),
        identity: Identity { hash: hash(source), nth: 0 },
        kind: Kind::Paragraph,
        name: String::new(),
        section: None,
        url: None,
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

/// A Spanish project.
pub(crate) fn project(units: Vec<Unit>) -> Project {
    Project {
        title: "Free Ana".to_owned(),
        base_url: "https://example.org".to_owned(),
        source: Lang::new("en"),
        target: Lang::new("es"),
        day: Day::parse("2026-11-20"),
        units,
        orphans: Vec::new(),
    }
}

/// A project with a unit in every state and everything that a translator may be told.
pub(crate) fn full() -> Project {
    let told = Unit {
        kind: Kind::Heading,
        section: Some("The arrest".to_owned()),
        url: Some("https://example.org/news/ana/".to_owned()),
        note: Some("Ana is her first name.\nKeep it.".to_owned()),
        glossary: vec![("hearing".to_owned(), Some("audiencia".to_owned())), ("Altavoz".to_owned(), None)],
        longest: Some(60),
        critical: true,
        ..unit("news/ana", "The hearing of **Ana** is on [3 May](dates.md)", "", State::Missing)
    };
    let stale = Unit {
        before: Some("She waited 3 days.\nThen she wrote.".to_owned()),
        ..unit("news/ana", "She waited 4 days.\nThen she \"wrote\".", "Esperó 3 días.", State::StaleFacts)
    };
    let second = Unit {
        identity: Identity { hash: hash("Sign"), nth: 1 },
        ..unit("news/ana", "Sign", "Firme", State::Reviewed)
    };
    let field = Unit {
        kind: Kind::Field,
        name: "title".to_owned(),
        ..unit("news/ana", "Ana is free", "Ana está libre", State::Machine)
    };
    let orphan = |source, target| unit("news/old", source, target, State::Orphan);
    Project {
        orphans: vec![orphan("Gone\nfor good", "Se fue\npara siempre"), orphan("Bye", "Adiós")],
        ..project(vec![
            told,
            stale,
            field,
            unit("news/ana", "Sign", "Firmar", State::Translated),
            second,
            unit("news/ana", "Write to `the judge`.", "Escriba a `the judge`.", State::Draft),
            unit("pages/with space", "Waived", "Exento", State::Waived),
        ])
    }
}

/// Page, number, source, target, draft, reviewed: what came back without its lines.
pub(crate) fn plain(returned: &[Returned]) -> Vec<(&str, u32, &str, &str, bool, bool)> {
    let plain = |it: &'_ Returned| (it.nth, it.is_draft, it.is_reviewed);
    returned
        .iter()
        .map(|it| {
            let (nth, is_draft, is_reviewed) = plain(it);
            (it.page.as_str(), nth, it.source.as_str(), it.target.as_str(), is_draft, is_reviewed)
        })
        .collect()
}

/// `line: code detail` of each problem.
pub(crate) fn said(problems: &Problems) -> Vec<String> {
    let said = |problem: &altavoz::translate::exchange::Problem| {
        let arguments: Vec<&str> = problem.arguments.iter().map(|(_, text)| text.as_str()).collect();
        format!("{}: {} {}", problem.line, problem.code, arguments.join(" ")).trim_end().to_owned()
    };
    problems.list.iter().map(said).collect()
}

fn origin(title: Option<&str>, site: Option<&str>, target: Option<&str>) -> Origin {
    let text = |text: Option<&str>| text.map(str::to_owned);
    Origin { title: text(title), site: text(site), source: None, target: text(target) }
}

#[test]
fn a_file_of_another_site_or_language_is_told() {
    let told = |title, site, target| said(&compare(&origin(title, site, target), &project(Vec::new())));
    let (title, site) = (Some("Free Ana"), Some("https://example.org"));
    let nothing: [String; 0] = [];
    assert_eq!(told(title, site, Some("es")), nothing);
    assert_eq!(told(Some("New name"), site, Some("es-MX")), nothing);
    assert_eq!(told(title, Some("https://moved.org"), Some("es")), nothing);
    assert_eq!(told(None, None, Some("es")), nothing);
    let other = Some("https://other.org");
    assert_eq!(
        told(Some("Other"), other, Some("es")),
        ["1: exchange/other-site https://other.org https://example.org"]
    );
    assert_eq!(
        told(None, other, Some("es")),
        ["1: exchange/other-site https://other.org https://example.org"]
    );
    assert_eq!(told(Some("Other"), None, Some("es")), ["1: exchange/other-site Other https://example.org"]);
    assert_eq!(told(title, site, Some("pt")), ["1: exchange/other-language pt es"]);
    assert_eq!(told(title, site, None), ["1: exchange/no-language es"]);
}

#[test]
fn a_file_in_another_encoding_is_told_at_its_line() {
    fn line(bytes: &[u8]) -> Result<&str, (usize, &str)> {
        decode(bytes).map_err(|problem| (problem.line, problem.code))
    }
    assert_eq!(line(b"\xef\xbb\xbfhola"), Ok("hola"));
    assert_eq!(line(b"a\nb\ncami\xf3n"), Err((3, "exchange/encoding")));
    assert_eq!(line(b"\xff\xfeh\0o\0"), Err((1, "exchange/encoding")));
    assert_eq!(line(b"a\n\0"), Err((2, "exchange/encoding")));
}

#[test]
fn placeholders_stand_for_addresses_and_code_and_come_back() {
    let source = "See [her](a.md \"t\"), `x`, {1} and <b>";
    let (masked, parts) = placeholders::mask(source);
    assert_eq!(masked, "See [her]({1} \"t\"), {2}, {3} and {4}");
    assert_eq!(parts, ["a.md", "`x`", "{1}", "<b>"]);
    assert_eq!(placeholders::unmask(&masked, &parts).as_deref(), Some(source));
    assert_eq!(placeholders::mask_like("`x` [ella](a.md) [y](b.md)", &parts), "{2} [ella]({1}) [y](b.md)");
    assert_eq!(placeholders::unmask("{4}{3}{2}{1}", &parts).as_deref(), Some("<b>{1}`x`a.md"));
    for wrong in ["{1} {2} {3}", "{1} {2} {3} {4} {4}", "{1} {2} {3} {5}", "{1} {1} {2} {3}"] {
        assert_eq!(placeholders::unmask(wrong, &parts), None, "{wrong}");
    }
}
