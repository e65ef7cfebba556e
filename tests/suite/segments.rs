//! Segments: what is one piece, what makes it another, and that only its own bytes change.

use std::fs;
use std::path::{Path, PathBuf};

use altavoz::translate::segments::{body, of_text};
use altavoz::translate::splice::{Values, edit, splice};
use altavoz::translate::{Kind, Segment, text};
use proptest::prelude::*;

fn told(text: &str) -> Vec<String> {
    of_text(text).iter().map(|segment| format!("{}: {}", segment.kind.word(), segment.text)).collect()
}

#[test]
fn a_segment_is_what_readers_see_as_one_piece() {
    let text = "\
# Heading {#top}

A paragraph
in two lines.

> Quoted *words*
> go on.
>
> 1. first
>    goes on
> 2. second

| Country | People |
|---|--:|
| Mexico \\| MX | 1,778 |

Term
: What it means.

Note here.[^1]

[^1]: A note.

:::quote{by=\"An organiser\" lang=es}
Its text.
:::

```
code is not translated
```

![A gate](gate.jpg \"The gate\")

\\*Escaped* at the start.
";
    assert_eq!(
        told(text),
        [
            "heading: Heading",
            "paragraph: A paragraph\nin two lines.",
            "paragraph: Quoted *words*\ngo on.",
            "item: first\ngoes on",
            "item: second",
            "cell: Country",
            "cell: People",
            "cell: Mexico \\| MX",
            "cell: 1,778",
            "term: Term",
            "definition: What it means.",
            "paragraph: Note here.[^1]",
            "note: A note.",
            "argument: An organiser",
            "paragraph: Its text.",
            "paragraph: ![A gate](gate.jpg \"The gate\")",
            "paragraph: \\*Escaped* at the start.",
        ]
    );
}

#[test]
fn reflow_is_no_change_and_an_address_is_no_word() {
    let same = |left: &str, right: &str| text::hash(left) == text::hash(right);
    assert!(same("one two\nthree", "one  two three"));
    assert!(same("see [this](a.md)", "see [this](b.md)"));
    assert!(same("run `a`", "run `b`"));
    assert!(!same("see [this](a.md)", "see [that](a.md)"));
    assert!(!same("12 people", "14 people"));
    assert_ne!(text::mechanics("see [this](a.md)"), text::mechanics("see [this](b.md)"));
    assert_eq!(text::mechanics("see [this](a.md)"), text::mechanics("look at [that](a.md)"));
}

#[test]
fn a_segment_that_is_there_twice_is_told_apart_by_its_number() {
    let twice = of_text("Free them all.\n\nBetween.\n\nFree them\nall.\n");
    assert_eq!(twice[0].identity.hash, twice[2].identity.hash);
    assert_eq!((twice[0].identity.nth, twice[2].identity.nth), (0, 1));
}

#[test]
fn a_translation_keeps_the_marks_of_what_is_around_it() {
    let text = "> - first\r\n>   goes on\r\n\r\n| a | b |\r\n|---|---|\r\n| c | d |\r\n";
    let all = of_text(text);
    let edits = vec![
        edit(text, &all[0], "uno\ndos\ntres", Values::Toml),
        edit(text, &all[2], "x|y\nz", Values::Toml),
    ];
    let spliced = splice(text, edits.into_iter().flatten().collect());
    assert_eq!(
        spliced,
        "> - uno\r\n>   dos\r\n>   tres\r\n\r\n| a | x\\|y z |\r\n|---|---|\r\n| c | d |\r\n"
    );
}

#[test]
fn a_second_line_of_a_one_line_item_stays_in_the_item() {
    let text = "> 1. one\n";
    let all = of_text(text);
    let spliced = splice(text, edit(text, &all[0], "uno\ndos", Values::Toml).into_iter().collect());
    assert_eq!(spliced, "> 1. uno\n>    dos\n");
}

/// Every Markdown file at hand: the site's, the documentation, the corpus where there is one.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("content"), root.join("docs"), root.join("starter")];
    let corpus = [root.join("../shared/corpus"), root.join("../../shared/corpus")];
    match corpus.into_iter().find(|folder| folder.is_dir()) {
        Some(corpus) => folders.push(corpus),
        None => println!("shared/corpus is not here: only the files of this repository are read"),
    }
    let entries = folders.iter().flat_map(|folder| walkdir::WalkDir::new(folder).into_iter().flatten());
    let markdown = entries.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "md"));
    markdown.map(walkdir::DirEntry::into_path).collect()
}

fn skeleton(segments: &[Segment]) -> Vec<(Kind, String)> {
    segments.iter().map(|segment| (segment.kind, segment.name.clone())).collect()
}

/// All segments of a text changed by `change`, spliced into it.
fn changed(text: &str, change: impl Fn(&Segment) -> String) -> String {
    let all = of_text(text);
    splice(
        text,
        all.iter().filter_map(|segment| edit(text, segment, &change(segment), Values::Toml)).collect(),
    )
}

#[test]
fn real_files_are_spliced_without_a_byte_of_damage() {
    let files = files();
    assert!(files.len() > 60, "only {} files", files.len());
    let mut segments = 0;
    for file in files {
        let text = fs::read_to_string(&file).expect("Markdown is text");
        let text = text[body(&text)..].to_owned();
        let all = of_text(&text);
        segments += all.len();
        // Each text written where it came from, line by line: not even an edit that says the same is taken.
        let same = |segment: &Segment| {
            let range = segment.pieces[0].start..segment.pieces[segment.pieces.len() - 1].end;
            let other = Segment { text: String::new(), ..segment.clone() };
            let edit = edit(&text, &other, &segment.text, Values::Toml).expect("a text instead of none");
            (text[range].to_owned(), edit.text)
        };
        for segment in all.iter().filter(|segment| segment.kind != Kind::Argument) {
            let (was, is) = same(segment);
            assert_eq!(was, is, "{}: {:?}", file.display(), segment.text);
        }
        let louder = changed(&text, |segment| format!("{} altavoz", segment.text));
        let then = of_text(&louder);
        assert_eq!(skeleton(&all), skeleton(&then), "{}", file.display());
        for (before, after) in all.iter().zip(&then) {
            assert_eq!(format!("{} altavoz", before.text), after.text, "{}", file.display());
        }
    }
    println!("{segments} segments");
}

proptest! {
    #[test]
    fn a_text_is_the_same_however_its_signs_are_composed(text in "[ a-zé\n\u{a0}’\u{300}-\u{303}\u{1100}-\u{1105}\u{1161}각가Å]{0,40}") {
        use unicode_normalization::UnicodeNormalization as _;
        let words: Vec<&str> = text.split_whitespace().collect();
        let composed: String = words.join(" ").nfc().collect();
        prop_assert_eq!(text::normal(&text), composed);
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(text::exact(&decomposed), text::exact(&text));
        prop_assert_eq!(text::hashes(&text), (text::hash(&text), text::mechanics(&text)));
    }

    #[test]
    fn no_text_makes_it_stumble(text in "(?s)[a-z \\n>#|:*_`\\[\\](){}<!\\-\\\\1.0\"=]{0,120}") {
        let all = of_text(&text);
        let untouched = changed(&text, |segment| segment.text.clone());
        prop_assert_eq!(&untouched, &text);
        for segment in &all {
            for piece in &segment.pieces {
                prop_assert!(text.get(piece.clone()).is_some());
            }
        }
    }
}
