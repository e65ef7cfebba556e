//! Tests of the marks that a translation's text has where it is behind its source.

use altavoz::base::{Lang, Report};
use altavoz::content::Body;
use altavoz::parse::markdown::{self, Marks, Settings, Typography};
use insta::assert_snapshot;
use proptest::prelude::*;

use crate::body::{PLACE, filled, settings, shown};

const FRENCH: Typography = Typography { quotes: ['«', '»', '“', '”'], narrow_spaces: true };

fn marked(minor: bool) -> Settings {
    let languages = ["en", "es", "fr", "ar"].map(|tag| {
        let typography = if tag == "fr" { Some(FRENCH) } else { settings().typography };
        (Lang::new(tag), typography)
    });
    Settings { marks: Some(Marks { minor, languages: languages.to_vec() }), ..settings() }
}

fn read(text: &str, settings: &Settings) -> Body {
    let mut report = Report::default();
    let body = markdown::read(text, PLACE, settings, &mut report);
    assert!(report.diagnostics.is_empty(), "{:?}", report.diagnostics);
    body
}

fn html(text: &str) -> String {
    filled(&read(text, &marked(false))).trim().replace('\u{202f}', "~")
}

#[test]
fn a_changed_paragraph_has_an_id_a_class_and_a_sign() {
    assert_snapshot!(html("El 4 de mayo<!-- t:stale facts 3f2a91c0 -->"), @r#"<p id="t-3f2a91c0" class="stale stale-facts">El 4 de mayo <span class="stale-mark" role="img" aria-label="‹notice.outdated_mark›">△</span></p>"#);
}

#[test]
fn a_small_change_is_told_only_where_that_is_wished() {
    let text = "Hola<!-- t:stale minor 3f2a91c0 -->";
    assert_snapshot!(html(text), @r#"<p id="t-3f2a91c0">Hola</p>"#);
    assert_snapshot!(filled(&read(text, &marked(true))), @r#"<p id="t-3f2a91c0" class="stale stale-minor">Hola <span class="stale-mark" role="img" aria-label="‹notice.outdated_mark›">△</span></p>"#);
}

#[test]
fn what_the_source_says_now_stands_beside_in_its_language() {
    let text = "Llame al 112<!-- t:stale facts 3f2a91c0 --><!-- t:beside fr -->Appelez *le* \"114\"![x](y.jpg) ou [ici](x.md)[^1] !<!-- t:end -->\n\n[^1]: Nota\n\nFin[^1]";
    assert_snapshot!(html(text), @r##"
    <p id="t-3f2a91c0" class="stale stale-facts">Llame al 112 <span class="stale-mark" role="img" aria-label="‹notice.outdated_mark›">△</span> <span class="beside-label">‹notice.beside›</span> <span class="beside" lang="fr" dir="ltr">Appelez <em>le</em> «~114~»x ou ici~!</span></p>
    <p>Fin<sup class="note"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup></p>
    <section class="notes" role="doc-endnotes" aria-labelledby="footnotes">
    <h2 id="footnotes">‹footnotes.title›</h2>
    <ol>
    <li id="fn-1"><p>Nota <a class="note-back" href="#fnref-1" role="doc-backlink" aria-label="‹footnotes.back› 1">↩</a></p>
    </li>
    </ol>
    </section>
    "##);
}

#[test]
fn what_nobody_has_translated_says_its_language() {
    let text = "She said \"no\"<!-- t:source fr 3f2a91c0 -->\n\nلا<!-- t:source ar 3f2a91c1 -->";
    assert_snapshot!(html(text), @r#"
    <p id="t-3f2a91c0" lang="fr" dir="ltr">She said «~no~»</p>
    <p id="t-3f2a91c1" lang="ar" dir="rtl">لا</p>
    "#);
}

#[test]
fn every_leaf_can_be_marked() {
    let text = "\
## Uno<!-- t:stale major 00000001 --> {#uno .x}

- a<!-- t:stale major 00000002 -->
  - [x] b<!-- t:source en 00000003 -->
- c

  d<!-- t:stale major 00000004 -->

| h<!-- t:stale major 00000005 --> | i |
|:--|--:|
| j | k<!-- t:source en 00000006 --> |

T<!-- t:stale major 00000007 -->
: D<!-- t:stale major 00000008 -->

N[^n]

[^n]: nota<!-- t:stale major 00000009 -->

![alt](x.jpg)<!-- t:stale major 0000000a -->
";
    assert_snapshot!(html(text).replace(" <span class=\"stale-mark\" role=\"img\" aria-label=\"‹notice.outdated_mark›\">△</span>", "△"), @r##"
    <h2 class="x stale stale-major" id="uno"><span id="t-00000001"></span>Uno△</h2>
    <ul>
    <li><p id="t-00000002" class="stale stale-major">a△</p>
    <ul>
    <li class="task"><span class="task-mark" role="img" aria-label="‹task.done›">☑</span> <span id="t-00000003" lang="en" dir="ltr">b</span></li>
    </ul>
    </li>
    <li><p>c</p>
    <p id="t-00000004" class="stale stale-major">d△</p>
    </li>
    </ul>
    <div class="table" role="group" tabindex="0" aria-label="‹table.label›"><table>
    <thead><tr><th scope="col" id="t-00000005" class="left stale stale-major">h△</th><th scope="col" class="right">i</th></tr></thead>
    <tbody>
    <tr><td class="left">j</td><td id="t-00000006" class="right" lang="en" dir="ltr">k</td></tr>
    </tbody>
    </table></div>
    <dl>
    <dt id="t-00000007" class="stale stale-major">T△</dt>
    <dd><span id="t-00000008" class="stale stale-major">D△</span></dd>
    </dl>
    <p>N<sup class="note"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup></p>
    <div id="t-0000000a" class="stale stale-major">‹figure x.jpg alt=Some("alt")›△</div>
    <section class="notes" role="doc-endnotes" aria-labelledby="footnotes">
    <h2 id="footnotes">‹footnotes.title›</h2>
    <ol>
    <li id="fn-1"><p id="t-00000009" class="stale stale-major">nota△ <a class="note-back" href="#fnref-1" role="doc-backlink" aria-label="‹footnotes.back› 1">↩</a></p>
    </li>
    </ol>
    </section>
    "##);
}

#[test]
fn a_mark_in_an_ordinary_file_is_a_comment() {
    let text = "Hola<!-- t:stale facts 3f2a91c0 --> y<!-- t:source en 3f2a91c0 --> adiós";
    assert_eq!(shown(text), "<p>Hola y adiós</p>");
}

#[test]
fn what_only_looks_like_a_mark_is_a_comment() {
    for mark in [
        "t:stale worse 3f2a91c0",
        "t:stale facts 3F2A91C0",
        "t:stale facts 3f2a",
        "t:source xx 3f2a91c0",
        "t:stale facts 3f2a91c0 x",
    ] {
        assert_eq!(html(&format!("Hola<!-- {mark} -->")), "<p>Hola</p>", "{mark}");
    }
}

#[test]
fn two_blocks_of_one_source_text_have_one_id_between_them() {
    let text = "A<!-- t:source en 3f2a91c0 -->\n\nB<!-- t:source en 3f2a91c0 -->";
    assert_snapshot!(html(text), @r#"
    <p id="t-3f2a91c0" lang="en" dir="ltr">A</p>
    <p lang="en" dir="ltr">B</p>
    "#);
}

#[test]
fn what_stands_beside_is_in_no_heading_summary_or_count() {
    let beside =
        "<!-- t:stale facts 3f2a91c0 --><!-- t:beside en -->five other words of source<!-- t:end -->";
    let plain = read("## Uno dos\n\nTres cuatro", &marked(false));
    let body = read(&format!("## Uno dos{beside}\n\nTres cuatro{beside}"), &marked(false));
    assert_eq!((&body.excerpt, body.words), (&plain.excerpt, plain.words));
    let heading = &body.headings[0];
    assert_eq!((&*heading.text, &*heading.id), ("Uno dos", "uno-dos"));
    assert_eq!(body.prose.passages.len(), plain.prose.passages.len());
    assert_eq!(body.ids, ["t-3f2a91c0"]);
}

#[test]
fn emphasis_that_seems_to_reach_into_the_source_closes() {
    let text = "a *b<!-- t:stale facts 3f2a91c0 --><!-- t:beside en -->c* d **e<!-- t:end -->";
    let html = html(text);
    for tag in ["em", "strong", "span", "p"] {
        let (open, close) =
            (html.matches(&format!("<{tag}")).count(), html.matches(&format!("</{tag}>")).count());
        assert_eq!(open, close, "{tag} in {html}");
    }
}

/// The attributes and spans of marks, taken away.
fn without(html: &str) -> String {
    let sign = " <span class=\"stale-mark\" role=\"img\" aria-label=\"‹notice.outdated_mark›\">△</span>";
    let mut rest = html.replace(sign, "");
    for class in ["stale stale-major", "stale stale-facts"] {
        rest = rest.replace(&format!(" class=\"{class}\""), "").replace(&format!(" {class}"), "");
    }
    while let Some(start) = rest.find(" <span class=\"beside-label\">") {
        let end = start + rest[start..].find("§</span>").expect("it ends") + "§</span>".len();
        rest.replace_range(start..end, "");
    }
    while let Some(start) = rest.find(" id=\"t-") {
        rest.replace_range(start..start + " id=\"t-00000000\"".len(), "");
    }
    rest = rest.replace(" lang=\"en\" dir=\"ltr\"", "").replace("<span></span>", "");
    rest = rest.replace("<span>", "").replace("<div>", "").replace("</div>", "");
    // A task's sign has a span of its own.
    rest.replace("</span>", "")
}

fn leaf() -> impl Strategy<Value = (&'static str, &'static str)> {
    prop_oneof![
        Just(("## ", "\n\n")),
        Just(("", "\n\n")),
        Just(("- ", "\n\n")),
        Just(("- [ ] ", "\n\n")),
        Just(("1. ", "\n\n   more\n\n")),
        Just(("> ", "\n\n")),
        Just(("| a |\n|--:|\n| ", " |\n\n")),
        Just(("Word\n: ", "\n\n")),
    ]
}

proptest! {
    #[test]
    fn marks_add_attributes_and_spans_and_change_nothing_else(
        leaves in prop::collection::vec((leaf(), "[a-z*_`'\"-]{1,8}( [a-z]{1,5}){0,3}", 0..4_usize), 1..8),
    ) {
        let text = |marked: bool| -> String {
            let mut text = String::new();
            for (number, ((before, behind), words, kind)) in leaves.iter().enumerate() {
                let mark = match kind {
                    1 => format!("<!-- t:stale facts {number:08x} -->"),
                    2 => format!("<!-- t:source en {number:08x} -->"),
                    3 => format!("<!-- t:stale major {number:08x} --><!-- t:beside en -->now §<!-- t:end -->"),
                    _ => String::new(),
                };
                // The comment itself ends words, with or without a meaning.
                let mark = if marked { mark } else { "<!-- x -->".repeat(usize::from(!mark.is_empty())) };
                for part in [before, "x ", words.as_str(), &mark, behind] {
                    text.push_str(part);
                }
            }
            text
        };
        let mut report = Report::default();
        let with = markdown::read(&text(true), PLACE, &marked(false), &mut report);
        let plain = markdown::read(&text(false), PLACE, &marked(false), &mut report);
        prop_assert_eq!(without(&filled(&with)), without(&filled(&plain)));
        prop_assert_eq!(with.words, plain.words);
        prop_assert_eq!(with.excerpt, plain.excerpt);
    }
}
