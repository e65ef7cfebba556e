//! CSV: what spreadsheets do to a file, and what they must not do with one.

use altavoz::translate::csv::{export, import};
use altavoz::translate::{State, Unit};
use proptest::prelude::*;

use super::exchange::{full, plain, project, said, unit};

#[test]
fn a_table_opens_in_a_spreadsheet() {
    let told = Unit {
        note: Some("Her name".to_owned()),
        ..unit("news/ana", "Ana, \"free\"", "Ana libre", State::Draft)
    };
    let text = export(&project(vec![told]));
    let id = altavoz::translate::text::hash("Ana, \"free\"");
    let base = altavoz::translate::unit::base("Ana libre").expect("there is a translation");
    assert_eq!(
        text,
        format!(
            "\u{feff}page,id,kind,section,state,source (en),previous source,translation (es),note\r\n\
             news/ana,#{id:016x}/{base},paragraph,,draft,\"Ana, \"\"free\"\"\",,Ana libre,Her name\r\n"
        )
    );
}

#[test]
fn what_goes_out_in_a_table_comes_back() {
    let reading = import(&export(&full()));
    assert_eq!(said(&reading.problems), Vec::<String>::new());
    assert_eq!(reading.origin.target.as_deref(), Some("es"));
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
    assert_eq!(reading.returned[0].line, 3);
}

#[test]
fn no_cell_is_a_formula() {
    for formula in ["=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "＝1"] {
        let site = project(vec![unit("a", formula, formula, State::Draft)]);
        let text = export(&site);
        assert!(text.contains(&format!("'{}", formula.replace('"', "\"\""))), "{text}");
        assert_eq!(plain(&import(&text).returned), [("a", 0, formula, formula, true, false)]);
    }
}

#[test]
fn spreadsheets_in_spanish_save_with_semicolons() {
    let text =
        "Page;State;Translation (es);ID;Source\r\na;translated;\"Uno; dos\";#3f2a91c0d4e1b7a6~2;One; \r\n";
    assert_eq!(plain(&import(text).returned), [("a", 1, "One", "Uno; dos", false, false)]);
    let tabs = text.replace("; dos", "").replace(';', "\t");
    assert_eq!(plain(&import(&tabs).returned), [("a", 1, "One", "Uno", false, false)]);
}

#[test]
fn a_table_that_is_broken_is_told_at_its_line() {
    let told = |text: &str| said(&import(text).problems);
    assert_eq!(
        told("page,id,text\na,b,c\n"),
        ["1: exchange/csv-columns source", "1: exchange/csv-columns translation"]
    );
    assert_eq!(told("").len(), 4);
    let rows = |rows: &str| format!("page,id,state,source,translation\n{rows}");
    let id = "#3f2a91c0d4e1b7a6";
    assert_eq!(told(&rows("a,1E+15,,A,B\n")), ["2: exchange/csv-row csv-id"]);
    assert_eq!(told(&rows(&format!("\"a\n\",{id},,A,B\n,{id},,A,B\n"))), ["4: exchange/csv-row csv-id"]);
    assert_eq!(told(&rows(&format!("a,{id},hecho,A,B\n"))), ["2: exchange/csv-state hecho"]);
    assert_eq!(told(&rows(&format!("a,{id},,A,B\nb,{id},,A,\"open\n"))), ["3: exchange/csv-row csv-quote"]);
    assert_eq!(told(&rows("a,,,A,\n\na\n")), Vec::<String>::new());
}

proptest! {
    #[test]
    fn any_text_comes_back_from_a_table(source in "[=+'\"a-z,;\n\r\t]{1,8}", target in "[=@'\"a-z,;\n\r\t\u{feff}ñ]{1,8}") {
        let site = project(vec![unit("a", "x", "y", State::Reviewed), unit("-b", &source, &target, State::Missing)]);
        let reading = import(&export(&site));
        prop_assert_eq!(said(&reading.problems), Vec::<String>::new());
        prop_assert_eq!(plain(&reading.returned)[1], ("-b", 0, &source[..], &target[..], false, false));
    }
}
