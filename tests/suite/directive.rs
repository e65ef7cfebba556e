//! Tests of: directive.

use altavoz::base::Report;
use altavoz::content::parts::People;
use altavoz::parse::directive::{EITHER, ELEMENTS, element};
use altavoz::parse::markdown;
use insta::assert_snapshot;

use crate::body::{diagnosed, hollow, read, settings, shown};

#[test]
fn a_directive_holds_its_markdown() {
    assert_snapshot!(shown("Before\n\n:::quote{by=\"Ana \\\"N.\\\" M.\" lang=es}\nText *here*.\n\n- a\n:::\nAfter"), @r#"
    <p>Before</p>
    ‹quote by="Ana “N.” M." lang="es": <p>Text <em>here</em>.</p>
    <ul>
    <li>a</li>
    </ul>
    ›
    <p>After</p>
    "#);
}

#[test]
fn a_directive_on_one_line_has_no_text() {
    assert_snapshot!(shown(":::petition{id=free-them-all} :::\n:::contacts :::\n:::signatories:::"), @r#"
    ‹petition id="free-them-all": ›
    ‹contacts: ›
    ‹signatories: ›
    "#);
}

#[test]
fn a_fence_ends_paragraphs_and_lists() {
    assert_snapshot!(shown("Before\n:::steps\n1. a\n2. b\n:::\n3. after"), @r#"
    <p>Before</p>
    ‹steps: <ol>
    <li>a</li>
    <li>b</li>
    </ol>
    ›
    <ol start="3">
    <li>after</li>
    </ol>
    "#);
}

#[test]
fn directives_lie_inside_each_other() {
    assert_snapshot!(shown("::::quote{by=a}\nx\n:::practice{id=p} :::\n:::warning{kind=death}\ny\n:::\n::::"), @r#"
    ‹quote by="a": <p>x</p>
    ‹practice id="p": ›
    ‹warning kind="death": <p>y</p>
    ›
    ›
    "#);
    assert_snapshot!(shown(":::quote{by=a}\nx\n:::warning{kind=death}\ny\n:::\n:::"), @r#"
    ‹quote by="a": <p>x</p>
    ‹warning kind="death": <p>y</p>
    ›
    ›
    "#);
}

#[test]
fn a_directive_stands_in_quotations_and_lists() {
    assert_snapshot!(shown("> :::quote{by=a}\n> x\n> :::\n\n- item\n\n  :::quote{by=b}\n  y\n  :::\n\n1. :::stat{value=1 label=l source=s} :::"), @r#"
    <blockquote>
    ‹quote by="a": <p>x</p>
    ›
    </blockquote>
    <ul>
    <li><p>item</p>
    ‹quote by="b": <p>y</p>
    ›
    </li>
    </ul>
    <ol>
    <li>‹stat value="1" label="l" source="s": ›
    </li>
    </ol>
    "#);
}

#[test]
fn a_fence_may_be_indented_by_three_spaces_and_followed_by_some() {
    assert_snapshot!(shown("   :::quote{by=a}  \nx\n  :::\t"), @r#"
    ‹quote by="a": <p>x</p>
    ›
    "#);
}

#[test]
fn code_and_html_have_no_directives() {
    let text = "```\n:::nonsense\n```\n\n    :::nonsense\n\n<div>\n:::nonsense\n</div>\n\n<?php\n:::nonsense\n?>\n\ntext\n    :::nonsense\n\n- a\n\n      :::nonsense\n";
    assert!(!diagnosed(text).contains("directive/"), "{}", diagnosed(text));
    assert_eq!(hollow(&read(text).0).matches(":::nonsense").count(), 6);
}

#[test]
fn an_escaped_fence_is_text() {
    assert_snapshot!(shown("\\:::quote\n\nA ::: b"), @r#"
    <p>:::quote</p>
    <p>A ::: b</p>
    "#);
}

#[test]
fn notes_and_link_definitions_cross_the_fence() {
    assert_snapshot!(shown(":::quote{by=a}\nSee [the law][law][^1].\n\n[^1]: Inside.\n:::\n\n[law]: law.md\n\nAnd[^1]."), @r##"
    ‹quote by="a": <p>See <a href=‹law.md›>the law</a><sup class="note"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup>.</p>
    ›
    <p>And<sup class="note"><a href="#fn-1" id="fnref-1-2" role="doc-noteref">1</a></sup>.</p>
    <section class="notes" role="doc-endnotes" aria-labelledby="footnotes">
    <h2 id="footnotes">‹footnotes.title›</h2>
    <ol>
    <li id="fn-1"><p>Inside. <a class="note-back" href="#fnref-1" role="doc-backlink" aria-label="‹footnotes.back› 1">↩</a> <a class="note-back" href="#fnref-1-2" role="doc-backlink" aria-label="‹footnotes.back› 1-2">↩</a></p>
    </li>
    </ol>
    </section>
    "##);
}

#[test]
fn a_definition_list_ends_at_the_fence() {
    assert_snapshot!(shown(":::quote{by=a}\nTerm\n: Meaning\n:::"), @r#"
    ‹quote by="a": <dl>
    <dt>Term</dt>
    <dd>Meaning</dd>
    </dl>
    ›
    "#);
}

#[test]
fn a_table_ends_at_the_fence() {
    assert_snapshot!(shown(":::quote{by=a}\n| a |\n|---|\n| b |\n:::"), @r#"
    ‹quote by="a": <div class="table" role="group" tabindex="0" aria-label="‹table.label›"><table>
    <thead><tr><th scope="col">a</th></tr></thead>
    <tbody>
    <tr><td>b</td></tr>
    </tbody>
    </table></div>
    ›
    "#);
}

#[test]
fn recommendations_are_numbered_and_linkable_through_the_page() {
    assert_snapshot!(shown(":::recommendations\n- a\n- b\n  - c\n:::\n\n:::recommendations\n- d\n:::"), @r#"
    ‹recommendations: <ol>
    <li id="r1">a</li>
    <li id="r2">b<ul>
    <li>c</li>
    </ul>
    </li>
    </ol>
    ›
    ‹recommendations: <ol start="3">
    <li id="r3">d</li>
    </ol>
    ›
    "#);
    assert_eq!(read(":::recommendations\n- a\n- b\n:::").0.ids, ["r1", "r2"]);
}

#[test]
fn steps_are_numbered_and_results_are_not() {
    assert_snapshot!(shown(":::steps\n- a\n- b\n:::\n:::results\n1. c\n:::"), @r#"
    ‹steps: <ol>
    <li>a</li>
    <li>b</li>
    </ol>
    ›
    ‹results: <ul>
    <li>c</li>
    </ul>
    ›
    "#);
}

#[test]
fn a_figure_is_a_picture_with_its_people() {
    let (body, report) = read(
        ":::figure{src=\"a b.jpg\" alt=\"Two\" caption=\"A & 'b'\" credit=C consent=k people=children} :::",
    );
    let picture = &body.pictures[0];
    assert_eq!((&picture.src.value[..], picture.src.span.start), ("a b.jpg", 15));
    assert_eq!(picture.alt.as_deref(), Some("Two"));
    assert_eq!(picture.caption.as_deref(), Some("A &amp; ‘b’"));
    assert_eq!(picture.credit.as_deref(), Some("C"));
    assert_eq!(picture.consent.as_ref().map(|consent| &consent.value[..]), Some("k"));
    assert_eq!(picture.people.as_ref().map(|people| people.value), Some(People::Children));
    assert!(picture.figure && report.diagnostics.is_empty());
}

#[test]
fn a_figure_from_another_site_is_an_error() {
    assert_snapshot!(shown(":::figure{src=https://x.org/a.png alt=a} :::"), @"privacy/third-party 1:15 `https://x.org/a.png`");
}

#[test]
fn arguments_know_their_place() {
    let text = ":::cta{petition=free label=\"Sign ñow\"} :::";
    let (body, _) = read(text);
    let places = body.directives[0]
        .arguments
        .iter()
        .map(|argument| &text[argument.span.start as usize..argument.span.end as usize]);
    assert_eq!(places.collect::<Vec<_>>(), ["free", "Sign ñow"]);
}

#[test]
fn words_for_readers_have_their_languages_marks() {
    assert_snapshot!(shown(":::quote{by=\"the 'A'\" lang=\"'x'\" original=\"'y'\"}\nz\n:::"), @r#"
    ‹quote by="the ‘A’" lang="'x'" original="'y'": <p>z</p>
    ›
    "#);
}

#[test]
fn a_name_that_is_not_there_is_an_error_and_its_text_stays() {
    assert_snapshot!(shown(":::qoute{by=a}\ntext\n:::"), @r#"
    <p>text</p>

    directive/unknown 1:4 `qoute`
    "#);
}

#[test]
fn arguments_are_checked() {
    assert_snapshot!(diagnosed(":::stat{valu=1 label source=\"\" unit=a unit=b people=x} :::"), @r#"
    directive/unknown-argument 1:9 `valu`
    directive/argument-value 1:16 `label`
    directive/argument-value 1:30 ``
    directive/repeated-argument 1:39 `unit`
    directive/unknown-argument 1:46 `people`
    "#);
    assert_snapshot!(diagnosed(":::cta{label=a} :::"), @"directive/missing-argument 1:1 `:::cta{label=a} :::`");
    assert_snapshot!(diagnosed(":::steps{by=a}\n- x\n:::"), @"directive/unknown-argument 1:10 `by`");
    assert_snapshot!(diagnosed(":::warning{kind=deth}\nx\n:::"), @"directive/unknown-word 1:17 `deth`");
    assert_snapshot!(diagnosed(":::quote{by=\"[email protected]\"}\nx\n:::"), @"text/email-artefact 1:14 `[email protected]`");
}

#[test]
fn a_fence_that_never_closes_is_an_error_where_it_opens() {
    assert_snapshot!(shown("> :::quote{by=a}\n> x\n\nafter"), @r#"
    <blockquote>
    ‹quote by="a": <p>x</p>
    ›
    </blockquote>
    <p>after</p>

    directive/unclosed 1:3 `:::quote{by=a}`
    "#);
    assert_snapshot!(diagnosed("::::quote{by=a}\nx\n:::warning{kind=death}\ny\n::::"), @"directive/unclosed 3:1 `:::warning{kind=death}`");
}

#[test]
fn a_fence_that_closes_nothing_is_an_error() {
    assert_snapshot!(diagnosed("a\n\n:::\n"), @"directive/stray 3:1 `:::`");
}

#[test]
fn one_wrong_fence_is_one_error() {
    assert_snapshot!(diagnosed(":::quote{by=a}\nx\n::::\n\nafter"), @"directive/stray 3:1 `::::`");
    assert_snapshot!(diagnosed(":::steps\n- a\n\n  :::\n"), @"directive/stray 4:3 `:::`");
}

#[test]
fn a_line_that_cannot_be_read_is_an_error_where_it_fails() {
    assert_snapshot!(diagnosed("::: quote\nx\n:::"), @"directive/syntax 1:4 ` quote`");
    assert_snapshot!(diagnosed(":::quote{by=“A B”}\nx\n:::"), @"directive/syntax 1:17 `”}`");
    assert_snapshot!(diagnosed(":::quote{by=\"A}\nx\n:::"), @r#"directive/syntax 1:13 `"A}`"#);
    assert_snapshot!(diagnosed(":::quote{by=a} more\nx\n:::"), @"directive/syntax 1:16 `more`");
    assert_snapshot!(diagnosed(":::quote {by=a}\nx\n:::"), @"directive/syntax 1:10 `{by=a}`");
}

#[test]
fn what_a_directive_cannot_hold_is_an_error() {
    assert_snapshot!(diagnosed(":::steps\nText\n\n- a\n:::"), @"directive/not-a-list 2:1 `Text`");
    assert_snapshot!(diagnosed(":::practice{id=a}\nText\n\nmore\n:::"), @"directive/body 2:1 `Text`");
    assert_snapshot!(diagnosed(":::steps\n:::quote{by=a}\nx\n:::\n:::"), @"directive/not-a-list 2:1 `:::quote{by=a}`");
    assert_snapshot!(diagnosed(":::quote{by=a}\n\n:::\n:::steps\n<!-- none -->\n:::"), @r#"
    directive/empty 1:1 `:::quote{by=a}`
    directive/empty 4:1 `:::steps`
    "#);
}

#[test]
fn directives_nest_only_so_far() {
    let (body, report) = read(&":::quote{by=a}\n".repeat(1_000));
    assert_eq!(body.directives.len(), 32);
    let too_deep = report.diagnostics.iter().filter(|diagnostic| diagnostic.code == "directive/too-deep");
    assert_eq!(too_deep.count(), 968);
}

#[test]
fn the_table_of_directives_is_in_order_and_whole() {
    assert!(ELEMENTS.is_sorted_by_key(|element| element.name));
    for (name, names) in EITHER {
        let element = element(name).expect("it is in the table");
        assert!(names.iter().all(|name| element.parameters.iter().any(|parameter| parameter.name == *name)));
    }
}

#[test]
fn front_matter_has_directives_of_one_place() {
    let value = altavoz::base::Span::new(altavoz::base::SourceId(1), 3..9);
    let mut report = Report::default();
    markdown::read(":::nope{a=b} :::", markdown::Place::Value(value), &settings(), &mut report);
    assert!(report.diagnostics.iter().all(|diagnostic| diagnostic.span == value));
}
