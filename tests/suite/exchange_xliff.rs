//! XLIFF: inline markup that reads back byte for byte, states, and files that are broken or hostile.
//!
//! Whether the schema and translate-toolkit agree is asked in tests/judges/exchange.py.

use altavoz::translate::xliff::{export, import};
use altavoz::translate::{Identity, State, Unit, text::hash};
use insta::assert_snapshot;
use proptest::prelude::*;

use super::exchange::{full, plain, project, said, unit};

#[test]
fn a_unit_is_written_with_its_markup_as_codes() {
    let stale = Unit {
        before: Some("She waited **3** days".to_owned()),
        longest: Some(60),
        ..unit(
            "news/ana",
            "She waited **4** days, [see](a.md \"t\") `x`[^1]",
            "Esperó **3** días, [vea](b.md)",
            State::StaleFacts,
        )
    };
    assert_snapshot!(export(&project(vec![stale])), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
    <file original="content/news/ana.md" source-language="en" target-language="es" datatype="plaintext" date="2026-11-20T00:00:00Z" product-name="Free Ana">
    <header>
    <tool tool-id="altavoz" tool-name="Altavoz"/>
    <note from="site">https://example.org</note>
    </header>
    <body>
    <trans-unit id="news/ana#f6d0bc616cc72dd8" resname="news/ana#f6d0bc616cc72dd8" restype="x-paragraph" maxwidth="60" size-unit="char" xml:space="preserve">
    <source xml:lang="en">She waited <g id="1" ctype="bold">4</g> days, <g id="2" ctype="link">see</g> <x id="3" ctype="x-code" equiv-text="`x`"/><x id="4" ctype="x-note" equiv-text="[^1]"/></source>
    <target xml:lang="es" state="needs-review-translation">Esperó <g id="1" ctype="bold">3</g> días, <g id="5" ctype="link">vea</g></target>
    <alt-trans alttranstype="previous-version">
    <source xml:lang="en">She waited <g id="1" ctype="bold">3</g> days</source>
    <target xml:lang="es">Esperó <g id="1" ctype="bold">3</g> días, <g id="5" ctype="link">vea</g></target>
    </alt-trans>
    <context-group purpose="x-markup">
    <context context-type="x-open-1">**</context>
    <context context-type="x-close-1">**</context>
    <context context-type="x-open-2">[</context>
    <context context-type="x-close-2">](a.md "t")</context>
    <context context-type="x-open-3">`x`</context>
    <context context-type="x-open-4">[^1]</context>
    <context context-type="x-open-5">[</context>
    <context context-type="x-close-5">](b.md)</context>
    <context context-type="x-was">f1e2aa82</context>
    </context-group>
    </trans-unit>
    </body>
    </file>
    </xliff>
    "#);
}

#[test]
fn states_are_told_in_the_words_of_xliff() {
    let text = export(&full());
    let units: Vec<&str> = text.split("<trans-unit").skip(1).collect();
    let told: Vec<(&str, bool)> = units
        .iter()
        .map(|unit| {
            let state = unit.split("state=\"").nth(1).and_then(|rest| rest.split('"').next());
            (state.expect("a state"), unit.contains("approved=\"yes\""))
        })
        .collect();
    let review = ("needs-review-translation", false);
    assert_eq!(
        told,
        [
            ("needs-translation", false),
            review,
            review,
            ("translated", false),
            ("signed-off", true),
            review,
            ("translated", false)
        ]
    );
    assert_eq!(text.matches("<file ").count(), 2);
    assert_eq!(text.matches("<alt-trans ").count(), 1);
}

#[test]
fn what_goes_out_in_xliff_comes_back() {
    let reading = import(&export(&full()));
    assert_eq!(said(&reading.problems), Vec::<String>::new());
    assert_eq!(reading.origin.target.as_deref(), Some("es"));
    assert_eq!(reading.origin.title.as_deref(), Some("Free Ana"));
    assert_eq!(reading.origin.site.as_deref(), Some("https://example.org"));
    assert_eq!(
        plain(&reading.returned),
        [
            ("news/ana", 0, "She waited 4 days.\nThen she \"wrote\".", "Esperó 3 días.", true, false),
            ("news/ana", 0, "Ana is free", "Ana está libre", true, false),
            ("news/ana", 0, "Sign", "Firmar", false, false),
            ("news/ana", 1, "Sign", "Firme", false, true),
            ("news/ana", 0, "Write to `the judge`.", "Escriba a `the judge`.", true, false),
            ("pages/with space", 0, "Waived", "Exento", false, false),
        ]
    );
}

/// A file with these lines in its body, the first of them being line 4.
fn file(body: &str) -> String {
    let head = "<?xml version=\"1.0\"?>\n<xliff version=\"1.2\">\n<file target-language=\"es\"><body>\n";
    format!("{head}{body}\n</body></file></xliff>")
}

const ID: &str = "a#3f2a91c0d4e1b7a6";

#[test]
fn other_programs_files_are_read() {
    let reading = import(&file(&format!(
        "<trans-unit id=\"{ID}\"><source>A &amp; <mrk mtype=\"seg\">B</mrk></source>\r\n<seg-source><mrk>x</mrk></seg-source>\
         <target><![CDATA[<C>]]> &#x26; &quot;</target><alt-trans><target>no</target></alt-trans></trans-unit>\
         <trans-unit id=\"{ID}~2\" approved=\"yes\"><source>D</source><target state=\"final\">E\r\nF</target></trans-unit>"
    )));
    assert_eq!(said(&reading.problems), Vec::<String>::new());
    assert_eq!(
        plain(&reading.returned),
        [("a", 0, "A & B", "<C> & \"", false, false), ("a", 1, "D", "E\nF", false, true)]
    );
}

#[test]
fn an_entity_is_never_expanded() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE x [\n<!ENTITY a \"ha\">\n<!ENTITY b \"&a;&a;&a;\">\n]>\n<xliff version=\"1.2\">&b;</xliff>";
    assert_eq!(said(&import(bomb).problems), ["2: exchange/entity <!DOCTYPE"]);
    let outside = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">\n<xliff version=\"1.2\"/>";
    assert_eq!(said(&import(outside).problems), ["1: exchange/entity <!DOCTYPE"]);
    let used =
        file(&format!("<trans-unit id=\"{ID}\"><source>A</source>\n<target>&bomb;</target></trans-unit>"));
    assert_eq!(said(&import(&used).problems), ["5: exchange/entity &bomb;"]);
    let attribute = file("\n<trans-unit id=\"&bomb;\"/>");
    assert_eq!(said(&import(&attribute).problems), ["5: exchange/entity bomb"]);
}

#[test]
fn a_broken_file_is_told_at_its_line_and_what_stands_before_is_read() {
    let good = format!("<trans-unit id=\"{ID}\"><source>A</source><target>B</target></trans-unit>\n");
    let told = |text: &str| {
        let reading = import(text);
        (said(&reading.problems), reading.returned.len())
    };
    let one = |problem: &str| (vec![problem.to_owned()], 1);
    let syntax = "exchange/xliff-syntax";
    assert_eq!(told(&file(&format!("{good}<trans-unit></body>"))), one(&format!("5: {syntax} xml-nesting")));
    assert_eq!(told(&file(&format!("{good}\n<trans-unit a=b/>"))), one(&format!("6: {syntax} xml-syntax")));
    assert_eq!(told(&file(&format!("{good}<!-- open"))), one(&format!("5: {syntax} xml-syntax")));
    let cut = file(&good);
    assert_eq!(told(cut.split("</body>").next().expect("a part")), one(&format!("6: {syntax} xml-open")));
    assert_eq!(told(&file(&format!("{good}{good}"))).0, ["5: exchange/duplicate 4"]);
    assert_eq!(
        told(&file(&format!("{good}<trans-unit id=\"{ID}~2\"/>"))),
        one(&format!("5: {syntax} xliff-no-source"))
    );
    assert_eq!(
        told(&file(&format!("{good}<trans-unit id=\"7\"><source>A</source></trans-unit>"))),
        one("5: exchange/not-ours")
    );
    assert_eq!(told("").0, [format!("1: {syntax} xliff-root")]);
    assert_eq!(told("hello").0, [format!("1: {syntax} xliff-root")]);
    assert_eq!(told("<html/>").0, [format!("1: {syntax} xliff-root")]);
    assert_eq!(told("<xliff version=\"2.0\"/>").0, [format!("1: {syntax} xliff-version")]);
    assert_eq!(
        told("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><xliff/>").0,
        ["1: exchange/encoding ISO-8859-1"]
    );
}

#[test]
fn markup_that_nobody_knows_is_refused() {
    let site = project(vec![unit("a", "**A**", "**B**", State::Translated)]);
    let text = export(&site);
    let reading = import(
        &text.replace("<target xml:lang=\"es\" state=\"translated\"><g id=\"1\"", "<target><g id=\"9\""),
    );
    assert_eq!(said(&reading.problems), ["9: exchange/xliff-markup 9"]);
    assert_eq!((reading.returned.len(), reading.refused.len()), (0, 1));
    let reading = import(&text.replace("B</g>", "<ph id=\"1\">B</ph></g>"));
    assert_eq!(said(&reading.problems), ["9: exchange/xliff-markup ph"]);
}

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zñ ]{1,6}",
        3 => prop::sample::select(vec![
            "**", "*", "_", "__", "~~", "`", "``", "[", "](", "](a.md)", "](<b c> \"t\")", ")", "![", "![alt](x.jpg)", "]", "[^1]",
            "<b>", "</b>", "<https://a.org>", "<a@b.org>", "\\", "\\*", "&amp;", "&", "<", ">", "\n", "  \n", "\r", "\r\n", "\t", "\"",
            "\u{7}", "\u{fffe}", "\u{2028}", "- ", "# ", "1. ", "|", "$x$", "]]>", "{1}", "[a **b** c](d)", "[`x`](y)", "[![i](j)](k)",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..10).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]
    #[test]
    fn any_markdown_reads_back_byte_for_byte(source in markdown(), target in markdown(), before in markdown()) {
        let unit = Unit { before: Some(before), ..unit("a", &source, &target, State::StaleMajor) };
        let reading = import(&export(&project(vec![unit])));
        prop_assert_eq!(said(&reading.problems), Vec::<String>::new());
        prop_assert_eq!(plain(&reading.returned), vec![("a", 0, &source[..], &target[..], true, false)]);
    }

    #[test]
    fn no_file_stops_the_reader(text in "(<[/!?]?(xliff|file|trans-unit|source|target|g|x|context)?( (id|version|state)=\"?[a-z0-9.#&;]{0,3}\"?)?/?>?|[a-z&;\n]{0,3}){0,30}") {
        let _ = import(&format!("<xliff version=\"1.2\"><file><body>{text}"));
        let _ = import(&text);
    }
}

#[test]
fn the_same_text_twice_keeps_its_number() {
    let second =
        Unit { identity: Identity { hash: hash("A"), nth: 11 }, ..unit("a", "A", "B", State::Draft) };
    assert_eq!(plain(&import(&export(&project(vec![second]))).returned), [("a", 11, "A", "B", true, false)]);
}
