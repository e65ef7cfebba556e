//! The Markdown of an item in both languages: the same blocks in the same order, some 500 words.

use crate::code;
use crate::item::{self, Shape};
use crate::random::Random;
use crate::sentence::{self, Both, capital};
use crate::words::{HEADINGS, MEASURES, OBJECTS, PICTURES, Pair, SPEAKERS};

/// A page has at least so many English words before its footnotes; most have some 500 with them.
const WORDS: usize = 400;

/// What stands in a section after its first paragraph, in this order; every page has all of it.
const PARTS: [fn(&mut Writer) -> Both; 5] = [list, quotation, picture, table, steps];

struct Writer {
    shape: Shape,
    index: usize,
    random: Random,
    footnotes: Vec<Both>,
}

/// The body of the item at `index`.
pub(crate) fn body(shape: Shape, index: usize) -> Both {
    let mut writer = Writer { shape, index, random: Random::new(index, 1), footnotes: Vec::new() };
    let mut text = Both::default();
    block(&mut text, &paragraph(&mut writer, 3));
    let sections = writer.random.between(3, 5);
    let headings = writer.random.some(HEADINGS, sections);
    for (at, heading) in headings.iter().enumerate() {
        block(&mut text, &Both::make(|l| format!("## {}", heading[l])));
        section(&mut writer, &mut text, at, sections);
    }
    while text.words() < WORDS {
        block(&mut text, &paragraph(&mut writer, 3));
    }
    if item::has_code(index) {
        block(&mut text, &Both::make(|l| code::block(index, l)));
    }
    for (at, footnote) in writer.footnotes.iter().enumerate() {
        block(&mut text, &Both::make(|l| format!("[^{}]: {}", at + 1, footnote.0[l])));
    }
    text
}

fn section(writer: &mut Writer, text: &mut Both, at: usize, sections: usize) {
    block(text, &paragraph(writer, 2));
    for part in PARTS.iter().skip(at).step_by(sections) {
        block(text, &part(writer));
    }
}

fn block(text: &mut Both, block: &Both) {
    text.add(block);
    text.mark("\n\n");
}

/// Sentences, and now and then a link to another item or a footnote.
fn paragraph(writer: &mut Writer, sentences: usize) -> Both {
    let mut text = sentence::sentences(&mut writer.random, sentences);
    if writer.random.below(5) < 3 {
        text.mark(" ");
        text.add(&link(writer));
    }
    if writer.footnotes.len() < 2 {
        writer.footnotes.push(sentence::sentence(&mut writer.random));
        text.mark(&format!("[^{}]", writer.footnotes.len()));
    }
    text
}

/// A sentence that points to another item, by its file as an editor would follow it.
fn link(writer: &mut Writer) -> Both {
    let other = other(writer);
    let (here, (section, number)) = (writer.shape.place(writer.index).0, writer.shape.place(other));
    let file = item::name(number);
    let target =
        if section == here { format!("{file}.md") } else { format!("../{}/{file}.md", section.folder()) };
    let object = sentence::object(&mut writer.random);
    Both::make(|l| {
        format!("{} [{}]({target}).", ["Read more about", "Más información sobre"][l], object.0[l])
    })
}

/// Any item but this one.
fn other(writer: &mut Writer) -> usize {
    let other = writer.random.below(writer.shape.len() - 1);
    other + usize::from(other >= writer.index)
}

fn list(writer: &mut Writer) -> Both {
    items(writer, |_| "- ".to_owned())
}

fn steps(writer: &mut Writer) -> Both {
    items(writer, |at| format!("{}. ", at + 1))
}

fn items(writer: &mut Writer, marker: impl Fn(usize) -> String) -> Both {
    let count = writer.random.between(3, 5);
    let mut text = Both::default();
    for (at, object) in writer.random.some(OBJECTS, count).into_iter().enumerate() {
        text.mark(if at == 0 { "" } else { "\n" });
        text.mark(&marker(at));
        text.add(&Both::make(|l| capital(object[l])));
    }
    text
}

fn quotation(writer: &mut Writer) -> Both {
    let speaker = writer.random.of(SPEAKERS);
    let said = sentence::sentences(&mut writer.random, 2);
    Both::make(|l| format!("> {}\n>\n> — {}", said.0[l], speaker[l]))
}

/// Alone in its paragraph, so a figure; its title is the caption.
fn picture(writer: &mut Writer) -> Both {
    let number = writer.random.below(PICTURES.len());
    let caption = sentence::title(&mut writer.random);
    Both::make(|l| format!("![{}](/pictures/{}.svg \"{}\")", PICTURES[number][l], number + 1, caption.0[l]))
}

fn table(writer: &mut Writer) -> Both {
    let year = writer.random.between(2015, 2023);
    let count = writer.random.between(3, 5);
    let measures = writer.random.some(MEASURES, count);
    let mut text =
        Both::make(|l| format!("| {} | {year} | {} |\n|---|--:|--:|", ["Measure", "Medida"][l], year + 1));
    for measure in measures {
        let numbers = [writer.random.between(20, 9000), writer.random.between(20, 9000)];
        text.add(&row(measure, numbers));
    }
    text
}

fn row(measure: &Pair, numbers: [usize; 2]) -> Both {
    Both::make(|l| format!("\n| {} | {} | {} |", measure[l], numbers[0], numbers[1]))
}
