//! Tests of: markdown.

use altavoz::base::{Report, SourceId, Span};
use altavoz::parse::markdown::{self, Place, Settings};
use insta::assert_snapshot;
use proptest::prelude::*;

use crate::body::{PLACE, balanced, diagnosed, filled, hollow, read, said, settings, shown};

fn shown_with(settings: &Settings, text: &str) -> String {
    let mut report = Report::default();
    let body = markdown::read(text, PLACE, settings, &mut report);
    format!("{}{}", filled(&body), said(text, &report)).trim().to_owned()
}

#[test]
fn a_paragraph_is_finished_html() {
    assert_snapshot!(shown("Hello *world*, ~~not~~ **you** & `co<de>`.\\\nBye"), @r#"
    <p>Hello <em>world</em>, <del>not</del> <strong>you</strong> &amp; <code>co&lt;de&gt;</code>.<br>
    Bye</p>
    "#);
}

#[test]
fn a_link_to_a_file_is_a_hole_with_its_words_decoded() {
    assert_snapshot!(shown("See [the *hearing*](../news/a%20hearing.md#q%C3%BCestion \"Day 1\")."), @r#"<p>See <a href=‹../news/a hearing.md#qüestion› title="Day 1">the <em>hearing</em></a>.</p>"#);
}

#[test]
fn a_link_that_is_not_percent_encoded_text_stays_as_written() {
    assert_snapshot!(shown("[a](100%.md) [b](%+5.md) [c](%ff.md)"), @"<p><a href=‹100%.md›>a</a> <a href=‹%+5.md›>b</a> <a href=‹%ff.md›>c</a></p>");
}

#[test]
fn a_link_inside_the_page_has_no_target() {
    assert_snapshot!(shown("[asks](#asks)"), @"<p><a href=‹#asks›>asks</a></p>");
}

#[test]
fn a_link_knows_its_place() {
    let (body, _) = read("é See [this](nowhere.md).");
    assert_eq!((body.links[0].span.start, body.links[0].span.end), (7, 25));
}

#[test]
fn links_to_other_sites_mail_and_telephones_are_finished() {
    assert_snapshot!(shown("[a](https://example.org/ä?b=c&d) <https://example.org> <a@example.org> [m](mailto:a@b.c) [t](tel:+52)"), @r#"<p><a href="https://example.org/%C3%A4?b=c&amp;d" rel="noopener">a</a> <a href="https://example.org" rel="noopener">https://example.org</a> <a href="mailto:a@example.org">a@example.org</a> <a href="mailto:a@b.c">m</a> <a href="tel:+52">t</a></p>"#);
}

#[test]
fn other_schemes_are_words_and_an_error() {
    assert_snapshot!(shown("[a](javascript:alert(1)) [b](data:text/html,x) <irc://x> [c](//x.org)"), @r#"
    <p>a b irc://x c</p>

    link/scheme 1:1 `[a](javascript:alert(1))`
    link/scheme 1:26 `[b](data:text/html,x)`
    link/scheme 1:48 `<irc://x>`
    link/no-scheme 1:58 `[c](//x.org)`
    "#);
}

#[test]
fn a_scheme_cannot_hide_behind_a_control_character() {
    let (body, _) = read("[a](<java&#10;script:alert(1)>) [b](<&#1;javascript:alert(1)>)");
    assert!(!hollow(&body).contains("href"), "it is a link inside the site, and no file has that name");
}

#[test]
fn a_link_without_words_or_target_is_an_error() {
    assert_snapshot!(shown("[](a.md) [ ](a.md) [![](b.png \"decorative\")](a.md) [a]() [b](#)"), @r#"
    <p><a href=‹a.md›></a> <a href=‹a.md›> </a> <a href=‹a.md›>‹picture b.png alt=None›</a> a b</p>

    link/empty 1:1 `[](a.md)`
    link/empty 1:10 `[ ](a.md)`
    link/empty 1:20 `[![](b.png "decorative")](a.md)`
    link/no-target 1:52 `[a]()`
    link/no-target 1:58 `[b](#)`
    "#);
}

#[test]
fn a_picture_with_words_is_enough_for_a_link() {
    assert_snapshot!(shown("[![A map](map.svg)](places.md)"), @r#"<p><a href=‹places.md›>‹picture map.svg alt=Some("A map")›</a></p>"#);
}

#[test]
fn a_reference_link_is_a_link_where_it_is_used() {
    assert_snapshot!(shown("[The law][law].\n\n[law]: ../laws/a.md \"2020\""), @r#"<p><a href=‹../laws/a.md› title="2020">The law</a>.</p>"#);
}

#[test]
fn a_picture_alone_in_a_paragraph_is_a_figure() {
    assert_snapshot!(shown("![A \"map\"](a%20map.svg)"), @r#"‹figure a map.svg alt=Some("A “map”")›"#);
}

#[test]
fn the_title_of_a_figure_is_its_caption() {
    assert_snapshot!(shown("![A map](map.svg \"Mexico & \"2020\"\")\n\n![A map](map.svg 'Mexico & \"2020\"')"), @r#"
    <p>![A map](map.svg “Mexico &amp; ‘2020’”)</p>
    ‹figure map.svg alt=Some("A map") caption="Mexico &amp; “2020”"›
    "#);
}

#[test]
fn a_picture_among_words_has_no_caption() {
    assert_snapshot!(shown("Here: ![A map](map.svg \"Mexico\")"), @r#"
    <p>Here: ‹picture map.svg alt=Some("A map")›</p>

    media/caption-unused 1:7 `![A map](map.svg "Mexico")`
    "#);
}

#[test]
fn a_picture_alone_in_a_list_item_is_a_figure() {
    assert_snapshot!(shown("- ![A map](map.svg)\n- b"), @r#"
    <ul>
    <li>‹figure map.svg alt=Some("A map")›
    </li>
    <li>b</li>
    </ul>
    "#);
}

#[test]
fn a_decorative_picture_says_so() {
    assert_snapshot!(shown("![](line.svg \"decorative\")\n\n![a](line.svg \"decorative\")"), @r#"
    ‹figure line.svg alt=None›
    ‹figure line.svg alt=None›

    media/alt-unused 3:1 `![a](line.svg "decorative")`
    "#);
}

#[test]
fn a_picture_without_words_is_an_error() {
    assert_snapshot!(shown("Look:\n![](photo.jpg)"), @r#"
    <p>Look:
    ‹picture photo.jpg alt=Some("")›</p>

    media/alt-missing 2:1 `![](photo.jpg)`
    "#);
}

#[test]
fn a_picture_on_another_site_is_an_error() {
    assert_snapshot!(shown("![a](https://example.org/x.png) ![b](//x.org/y.png) ![c](data:image/png;base64,x) ![d]()"), @r#"
    <p>a b c d</p>

    privacy/third-party 1:1 `![a](https://example.org/x.png)`
    privacy/third-party 1:33 `![b](//x.org/y.png)`
    link/scheme 1:53 `![c](data:image/png;base64,x)`
    media/no-file 1:83 `![d]()`
    "#);
}

#[test]
fn a_heading_has_an_id_from_its_words() {
    assert_snapshot!(shown("## Qué pedimos\n\n### Dos *preguntas*: ¿y?\n\n## Qué pedimos\n\n## ???"), @r#"
    <h2 id="que-pedimos">Qué pedimos</h2>
    <h3 id="dos-preguntas-y">Dos <em>preguntas</em>: ¿y?</h3>
    <h2 id="que-pedimos-2">Qué pedimos</h2>
    <h2 id="section">???</h2>
    "#);
}

#[test]
fn a_heading_takes_the_id_and_classes_that_its_author_sets() {
    assert_snapshot!(shown("## What we ask {#asks .wide onclick=x}"), @r#"
    <h2 class="wide" id="asks">What we ask</h2>

    heading/attribute 1:1 `## What we ask {#asks .wide onclick=x}`
    "#);
}

#[test]
fn an_id_stands_once_in_a_file() {
    assert_snapshot!(shown("## A {#x}\n\n## B {#x}\n\n## X\n\n## C {#fn-1}\n\n## Footnotes\n\n## Notes"), @r#"
    <h2 id="x">A</h2>
    <h2 id="x">B</h2>
    <h2 id="x-2">X</h2>
    <h2 id="fn-1">C</h2>
    <h2 id="section-footnotes">Footnotes</h2>
    <h2 id="notes">Notes</h2>

    heading/id-taken 3:1 `## B {#x}`
    heading/id-taken 7:1 `## C {#fn-1}`
    "#);
}

#[test]
fn headings_tell_their_level_words_and_place() {
    let (body, _) = read("# \"One\"[^1]\n\nText\n---\n\n[^1]: x");
    let told: Vec<_> =
        body.headings.iter().map(|h| (h.level, &h.text[..], h.span.start, h.span.end)).collect();
    assert_eq!(told, [(1, "“One”", 0, 11), (2, "Text", 13, 21)]);
}

#[test]
fn the_first_level_belongs_to_the_title() {
    assert_snapshot!(shown("# One"), @r#"
    <h2 id="one">One</h2>

    heading/level-one 1:1 `# One`
    "#);
}

#[test]
fn a_text_without_front_matter_gives_its_first_heading_away() {
    let mut report = Report::default();
    let text = "Before\n\n# The \"title\" [x](y.md)[^1]\n\n# Next[^1]\n\n[^1]: z";
    let (title, body) = markdown::read_with_title(text, PLACE, &settings(), &mut report);
    let title = title.expect("there is a heading");
    assert_eq!((&title.value[..], title.span.start, title.span.end), ("The “title” x", 8, 35));
    assert_eq!(body.links.len(), 0);
    assert_snapshot!(format!("{}{}", filled(&body), said(text, &report)), @r##"
    <p>Before</p>
    <h2 id="next">Next<sup class="note"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup></h2>
    <section class="notes" role="doc-endnotes" aria-labelledby="footnotes">
    <h2 id="footnotes">‹footnotes.title›</h2>
    <ol>
    <li id="fn-1"><p>z <a class="note-back" href="#fnref-1" role="doc-backlink" aria-label="‹footnotes.back› 1">↩</a></p>
    </li>
    </ol>
    </section>

    heading/level-one 5:1 `# Next[^1]`
    "##);
}

#[test]
fn a_text_without_a_heading_gives_no_title() {
    let (title, _) = markdown::read_with_title("> # quoted", PLACE, &settings(), &mut Report::default());
    assert!(title.is_none());
}

#[test]
fn html_is_shown_as_text() {
    assert_snapshot!(shown("A <b>bold</b> <br> word\n\n<div class=\"x\">\nhi\n</div>"), @r#"
    <p>A &lt;b&gt;bold&lt;/b&gt; &lt;br&gt; word</p>
    <p>&lt;div class="x"&gt;
    hi
    &lt;/div&gt;</p>

    html/raw 1:3 `<b>`
    html/raw 1:15 `<br>`
    html/raw 3:1 `<div class="x">`
    "#);
}

#[test]
fn html_passes_where_the_config_lets_it() {
    let settings = Settings { raw_html: true, ..settings() };
    assert_snapshot!(shown_with(&settings, "A <b id=\"b\">bold</b><!-- c --> word\n\n<div id=\"x\">\nhi\n</div>"), @r#"
    <p>A <b id="b">bold</b> word</p>
    <div id="x">
    hi
    </div>
    "#);
    let body = markdown::read("<p id=\"x\">", PLACE, &settings, &mut Report::default());
    assert_eq!(body.ids, ["x"]);
}

#[test]
fn comments_are_for_those_who_write() {
    assert_snapshot!(shown("<!-- a\n\nb -->\n\nText <!-- c --> here"), @"<p>Text  here</p>");
}

#[test]
fn notes_stand_at_the_end_in_the_order_of_their_numbers() {
    assert_snapshot!(shown("[^b]: Second.\n\nOne[^a], two[^B], one again[^a].\n\n[^a]: First, see[^c].\n\n    More.\n\n[^c]: - list"), @r##"
    <p>One<sup class="note"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup>, two<sup class="note"><a href="#fn-2" id="fnref-2" role="doc-noteref">2</a></sup>, one again<sup class="note"><a href="#fn-1" id="fnref-1-2" role="doc-noteref">1</a></sup>.</p>
    <section class="notes" role="doc-endnotes" aria-labelledby="footnotes">
    <h2 id="footnotes">‹footnotes.title›</h2>
    <ol>
    <li id="fn-1"><p>First, see<sup class="note"><a href="#fn-3" id="fnref-3" role="doc-noteref">3</a></sup>.</p>
    <p>More. <a class="note-back" href="#fnref-1" role="doc-backlink" aria-label="‹footnotes.back› 1">↩</a> <a class="note-back" href="#fnref-1-2" role="doc-backlink" aria-label="‹footnotes.back› 1-2">↩</a></p>
    </li>
    <li id="fn-2"><p>Second. <a class="note-back" href="#fnref-2" role="doc-backlink" aria-label="‹footnotes.back› 2">↩</a></p>
    </li>
    <li id="fn-3"><ul>
    <li>list</li>
    </ul>
    <p> <a class="note-back" href="#fnref-3" role="doc-backlink" aria-label="‹footnotes.back› 3">↩</a></p>
    </li>
    </ol>
    </section>
    "##);
}

#[test]
fn ids_of_notes_are_known() {
    assert_eq!(read("a[^1] b[^1]\n\n[^1]: x").0.ids, ["fnref-1", "fnref-1-2", "footnotes", "fn-1"]);
}

#[test]
fn a_note_that_is_not_there_is_an_error() {
    assert_snapshot!(diagnosed("A[^1] b\\[^2] `[^3]` ![^4] [^ 5]"), @r#"
    footnote/undefined 1:2 `[^1]`
    footnote/undefined 1:22 `[^4]`
    "#);
}

#[test]
fn a_note_that_nobody_refers_to_is_a_warning() {
    assert_snapshot!(shown("A[^1]\n\n[^1]: x\n[^2]: y\n[^1]: z"), @r##"
    <p>A<sup class="note"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup></p>
    <section class="notes" role="doc-endnotes" aria-labelledby="footnotes">
    <h2 id="footnotes">‹footnotes.title›</h2>
    <ol>
    <li id="fn-1"><p>x <a class="note-back" href="#fnref-1" role="doc-backlink" aria-label="‹footnotes.back› 1">↩</a></p>
    </li>
    </ol>
    </section>

    footnote/unused 4:1 `[^2]`
    footnote/duplicate 5:1 `[^1]`
    "##);
}

#[test]
fn a_table_scrolls_and_names_its_columns() {
    assert_snapshot!(shown("| Place | |\n|:--|--:|\n| *A* | 1 |\n| B |"), @r#"
    <div class="table" role="group" tabindex="0" aria-label="‹table.label›"><table>
    <thead><tr><th scope="col" class="left">Place</th><td class="right"></td></tr></thead>
    <tbody>
    <tr><td class="left"><em>A</em></td><td class="right">1</td></tr>
    <tr><td class="left">B</td><td class="right"></td></tr>
    </tbody>
    </table></div>
    "#);
}

#[test]
fn a_table_may_have_no_rows() {
    assert_snapshot!(shown("| a | b |\n|---|:-:|"), @r#"
    <div class="table" role="group" tabindex="0" aria-label="‹table.label›"><table>
    <thead><tr><th scope="col">a</th><th scope="col" class="center">b</th></tr></thead>
    </table></div>
    "#);
}

#[test]
fn an_alert_is_an_aside_with_its_word() {
    assert_snapshot!(shown("> [!WARNING]\n> Take care."), @r#"
    <aside class="alert alert-warning" role="note">
    <p class="alert-title">‹alert.warning›</p>
    <p>Take care.</p>
    </aside>
    "#);
}

#[test]
fn tasks_are_signs_with_words() {
    assert_snapshot!(shown("- [x] done\n- [ ] open\n- neither"), @r#"
    <ul>
    <li class="task"><span class="task-mark" role="img" aria-label="‹task.done›">☑</span> done</li>
    <li class="task"><span class="task-mark" role="img" aria-label="‹task.open›">☐</span> open</li>
    <li>neither</li>
    </ul>
    "#);
    assert_snapshot!(shown("- [x] done\n\n- b"), @r#"
    <ul>
    <li class="task"><p><span class="task-mark" role="img" aria-label="‹task.done›">☑</span> done</p>
    </li>
    <li><p>b</p>
    </li>
    </ul>
    "#);
}

#[test]
fn terms_have_definitions() {
    assert_snapshot!(shown("Detention\n: Being locked up.\n\n: Or held.\n\nRelease *now*\n: The ask."), @r#"
    <dl>
    <dt>Detention</dt>
    <dd><p>Being locked up.</p>
    </dd>
    <dd><p>Or held.</p>
    </dd>
    <dt>Release <em>now</em></dt>
    <dd><p>The ask.</p>
    </dd>
    </dl>
    "#);
}

#[test]
fn lists_keep_their_first_number() {
    assert_snapshot!(shown("3. a\n4. b\n   - c\n\n\n5. d"), @r#"
    <ol start="3">
    <li><p>a</p>
    </li>
    <li><p>b</p>
    <ul>
    <li>c</li>
    </ul>
    </li>
    <li><p>d</p>
    </li>
    </ol>
    "#);
}

#[test]
fn code_of_an_unknown_language_is_a_warning() {
    assert_snapshot!(shown("> ```pyton\n> a<b\n> ```\n\n```text\nx\n```\n\n    indented"), @r#"
    <blockquote>
    <pre tabindex="0"><code class="language-pyton">a&lt;b
    </code></pre>
    </blockquote>
    <pre tabindex="0"><code class="language-text">x
    </code></pre>
    <pre tabindex="0"><code>indented</code></pre>

    code/unknown-language 1:6 `pyton`
    "#);
}

#[test]
fn code_keeps_its_straight_marks() {
    assert_snapshot!(shown("```\n\"a\" -- ...\n```\n`\"b\" -- ...`"), @r#"
    <pre tabindex="0"><code>"a" -- ...
    </code></pre>
    <p><code>"b" -- ...</code></p>
    "#);
}

#[test]
fn the_leftovers_of_mail_obfuscators_are_errors() {
    let text = "Write to [email protected] or [[email&#160;protected]](/cdn-cgi/l/email-protection)\nor \u{a0}[email\u{a0}protected], `[email protected]`\n\n- [email&nbsp;protected]\n\n[email\nprotected]\n\n<div>[email protected]</div>\n";
    assert_snapshot!(diagnosed(text), @r#"
    text/email-artefact 1:10 `[email protected]`
    text/email-artefact 1:32 `[email&#160;protected]`
    text/email-artefact 2:5 `[email protected]`
    text/email-artefact 4:3 `[email&nbsp;protected]`
    text/email-artefact 6:1 `[email
    protected]`
    html/raw 9:1 `<div>[email protected]</div>`
    text/email-artefact 9:6 `[email protected]`
    "#);
}

#[test]
fn the_summary_is_the_first_paragraph_in_plain_words() {
    let text = ":::warning{kind=death}\nNot this.\n:::\n\n> Nor this.\n\n![Nor](this.png)\n\nBut \"this\" [one](a.md)[^1],\nwith `code`.\n\nNot that.\n\n[^1]: Nor that.";
    assert_eq!(read(text).0.excerpt, "But “this” one, with code.");
}

#[test]
fn a_text_of_lists_has_a_summary_too() {
    assert_eq!(read("- First *thing*\n- Second").0.excerpt, "First thing");
}

#[test]
fn a_long_summary_ends_between_words() {
    let excerpt = read(&"palabra, ".repeat(40)).0.excerpt;
    assert_eq!(excerpt.chars().count(), 197);
    assert!(excerpt.ends_with("palabra, palabra…"), "{excerpt}");
}

#[test]
fn words_are_counted_as_readers_read_them() {
    let text = "## Two words\n\nOne-two *th*ree -- `four` 5\nsix.\n\n| a | b |\n|---|---|\n| c | |\n\n```\nnot code\n```\n";
    assert_eq!(read(text).0.words, 2 + 5 + 3);
}

#[test]
fn a_byte_order_mark_keeps_places_true() {
    let text = "\u{feff}# A\n\n[](b.md)";
    assert_snapshot!(shown(text), @r#"
    <h2 id="a">A</h2>
    <p><a href=‹b.md›></a></p>

    heading/level-one 1:2 `# A`
    link/empty 3:1 `[](b.md)`
    "#);
}

#[test]
fn windows_line_ends_keep_places_true() {
    assert_snapshot!(shown("A\r\n\r\n## B {#b}\r\n\r\n> \tc [](d.md)\r\n").replace('\r', "␍"), @r#"
    <p>A</p>
    <h2 id="b">B</h2>
    <blockquote>
    <p>c <a href=‹d.md›></a></p>
    </blockquote>

    link/empty 5:6 `[](d.md)`
    "#);
}

#[test]
fn places_are_the_files_own() {
    let place = Place::Body { source: SourceId(7), offset: 100 };
    let (mut report, settings) = (Report::default(), settings());
    markdown::read("a [](b.md)", place, &settings, &mut report);
    assert_eq!(report.diagnostics[0].span, Span::new(SourceId(7), 102..110));
}

#[test]
fn places_in_front_matter_are_the_whole_value() {
    let value = Span::new(SourceId(7), 10..40);
    let (mut report, settings) = (Report::default(), settings());
    let body = markdown::read("a [](b.md) [^1]", Place::Value(value), &settings, &mut report);
    assert!(report.diagnostics.iter().all(|diagnostic| diagnostic.span == value));
    assert_eq!(body.links[0].span, value);
}

#[test]
fn the_fingerprint_is_of_text_and_settings() {
    let of = |text: &str, settings: &Settings| {
        markdown::read(text, PLACE, settings, &mut Report::default()).fingerprint
    };
    let plain = Settings { typography: None, ..settings() };
    assert_eq!(of("a", &settings()), of("a", &settings()));
    assert_ne!(of("a", &settings()), of("b", &settings()));
    assert_ne!(of("a", &settings()), of("a", &plain));
}

#[test]
fn a_hundred_quotations_are_enough() {
    let nested = |depth: usize| format!("{}a", "> ".repeat(depth));
    assert_eq!(diagnosed(&nested(100)), "");
    assert_snapshot!(diagnosed(&nested(101)).split('`').next().unwrap_or_default(), @"markdown/too-deep 1:201");
    assert_eq!(hollow(&read(&nested(10_000)).0).matches("<blockquote>").count(), 100);
}

#[test]
fn texts_made_to_hurt_are_read_in_the_end() {
    let many = 10_000;
    let texts = [
        "> ".repeat(many),
        "- ".repeat(many),
        "[".repeat(many),
        "[a](".repeat(many),
        format!("{}a{}", "![".repeat(many), "](b)".repeat(many)),
        "*a **b ".repeat(many),
        "\"a 'b ".repeat(many),
        "a <b>".repeat(many),
        "# a\n".repeat(many),
        "[^1] ".repeat(many) + "\n\n[^1]: a",
        "[^1".repeat(many) + "]",
        ":::quote{by=x}\n".repeat(many),
        "a\n    :::quote\n".repeat(many),
        "<!--".repeat(many),
        "> [!NOTE]\n> ".repeat(many),
        format!("|{}\n|{}\n", "a|".repeat(many), "-|".repeat(many)),
    ];
    for text in texts {
        let (body, _) = read(&text);
        assert_eq!(balanced(&hollow(&body)), Ok(()), "{}", &text[..20]);
    }
}

#[test]
fn a_file_of_many_megabytes_is_read() {
    let text = "A paragraph with *some* \"words\" and [a link](a.md).\n\n".repeat(100_000);
    assert_eq!(read(&text).0.links.len(), 100_000);
}

const PIECES: &[&str] = &[
    "a",
    "b ",
    "é",
    "🎉",
    "\n",
    "\n\n",
    "\r\n",
    "> ",
    "- ",
    "1. ",
    "    ",
    "\t",
    "- [x] ",
    ": ",
    "\n: ",
    "## ",
    "===",
    "---",
    "```",
    "```rust\n",
    "`",
    "*",
    "**",
    "_",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](x.md)",
    "](https://e.org)",
    "![a](b.png \"c\")",
    "[^1]",
    "[^1]: ",
    "[^2]",
    "\n[^2]: ",
    "[x]: /u \"t\n",
    "<b>",
    "</b>",
    "<?",
    "?>",
    "<!--",
    "-->",
    "<div>",
    "</div>",
    "|",
    "\n|a|b|\n|-|:-:|\n",
    "{#i .c a=b}",
    "\"",
    "'",
    "--",
    "...",
    "\\",
    "&quot;",
    "«",
    "»",
    "!",
    "?",
    ";",
    "://",
    "\u{a0}",
    "> [!NOTE]\n",
    ":::",
    "::::",
    ":::quote{by=x}\n",
    "\n:::steps\n",
    "\n:::\n",
    ":::figure{src=a alt=b} :::",
    "[email protected]",
    "<x@y.z>",
    "<https://x.y>",
    "\0",
];

proptest! {
    #[test]
    fn any_text_is_read_into_html_whose_tags_are_closed(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        let (body, report) = read(&text);
        prop_assert_eq!(balanced(&hollow(&body)), Ok(()));
        // Every place is one that can be shown.
        said(&text, &report);
    }

    #[test]
    fn any_letters_are_read(text in "\\PC*") {
        let (body, report) = read(&text);
        prop_assert_eq!(balanced(&hollow(&body)), Ok(()));
        said(&text, &report);
    }

    #[test]
    fn the_words_of_a_paragraph_are_all_there(words in prop::collection::vec("[a-zñé]{1,9}", 1..60)) {
        let text = words.join(" ");
        prop_assert_eq!(hollow(&read(&text).0), format!("<p>{text}</p>\n"));
        prop_assert_eq!(read(&text).0.words, words.len());
    }
}
