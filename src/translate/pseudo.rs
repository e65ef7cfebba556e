//! Texts that only look translated: what stays plain on a page was never given to translators, and what
//! breaks with longer words or from right to left breaks before anybody has translated.
//!
//! Takes a text, gives it with accents and about a third longer, or with letters from right to left;
//! markup, placeholders, addresses and code stay as they are, so the page works. Knows no files.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::parse::markdown::extensions;

/// Stands for each of the 26 letters.
const ACCENTED: [&str; 2] = ["áƀçđéƒĝĥíĵķĺɱñóƥɋŕšţúṽŵẋýž", "ÁƁÇĐÉƑĜĤÍĴĶĹṀÑÓƤɊŔŠŢÚṼŴẊÝŽ"];
/// A Hebrew letter for each: a browser lays them from right to left without being told.
const HEBREW: &str = "אבקדהפגחיזכלמנוםרשתטץףעסןצ";
/// What makes a text longer: letters that belong to no word.
const FILLER: &str = "ẽẽẽ";
/// How many letters of a text one of the filler's stands for.
const SHARE: usize = 10;

/// With accents, in brackets that show where a text is cut off, and about 30 % longer.
pub fn accented(text: &str) -> String {
    rewritten(text, accent, true)
}

/// With letters that are written from right to left, about as long.
pub fn right_to_left(text: &str) -> String {
    rewritten(text, hebrew, false)
}

fn rewritten(text: &str, letter: fn(char) -> char, grows: bool) -> String {
    let mut rewritten = String::with_capacity(text.len() * 2);
    let mut from = 0;
    for range in words(text) {
        rewritten.push_str(&text[from..range.start]);
        let words = &text[range.clone()];
        let mut letters = 0;
        for word in words.split_inclusive(char::is_whitespace) {
            rewritten.extend(word.chars().map(letter));
            letters += word.chars().filter(|sign| sign.is_alphabetic()).count();
            // Behind a whole word, so that nothing that stands after it becomes part of one.
            let ends = word.ends_with(char::is_alphabetic);
            if grows && (word.ends_with(' ') || ends) && letters >= SHARE {
                let filler = FILLER.repeat(letters / SHARE);
                let space = if ends { "" } else { " " };
                rewritten.push_str(&filler);
                rewritten.push_str(space);
                letters %= SHARE;
            }
        }
        from = range.end;
    }
    rewritten.push_str(&text[from..]);
    rewritten
}

/// The runs of a text that are words and nothing else.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut code_blocks = 0_u32;
    for (event, range) in Parser::new_ext(text, extensions()).into_offset_iter() {
        match event {
            // An entity or an escaped sign is a text of its own that is written otherwise than it reads.
            Event::Text(shown) if code_blocks == 0 && text[range.clone()] == *shown => {
                // What the parser tries as markup in vain comes in pieces.
                match runs.last_mut().filter(|last| last.end == range.start) {
                    Some(last) => last.end = range.end,
                    None => runs.push(range),
                }
            }
            Event::Start(Tag::CodeBlock(_)) => code_blocks += 1,
            Event::End(TagEnd::CodeBlock) => code_blocks -= 1,
            _ => {}
        }
    }
    runs.into_iter().flat_map(|run| plain(text, run)).collect()
}

/// What is left of a run without placeholders, addresses, hashtags, notes and what else programs read.
fn plain(text: &str, run: Range<usize>) -> Vec<Range<usize>> {
    let mut plain = Vec::new();
    let mut from = run.start;
    let mut at = run.start;
    while at < run.end {
        let rest = &text[at..run.end];
        let length = kept(rest, text[..at].chars().next_back());
        if length > 0 {
            plain.push(from..at);
            at += length;
            from = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    plain.push(from..run.end);
    plain.retain(|range| !range.is_empty());
    plain
}

/// How much at the beginning of a text must stay as it is.
fn kept(rest: &str, before: Option<char>) -> usize {
    let until = |end: fn(char) -> bool| rest.find(end).unwrap_or(rest.len());
    let close = |sign: char| rest.find(sign).map_or(0, |end| end + sign.len_utf8());
    let word = until(char::is_whitespace);
    let is_start = before.is_none_or(|sign| !sign.is_alphanumeric());
    let first = &rest[..word];
    match rest.chars().next() {
        Some('{') => close('}'),
        Some('[') if rest.starts_with("[^") || rest.starts_with("[!") => close(']'),
        Some('%') if rest.starts_with("%(") => close(')') + 1.min(rest.len() - close(')')),
        Some('<') => close('>'),
        Some('&') => close(';'),
        Some(':') if rest.starts_with(":::") => until(|sign| sign == '\n'),
        Some('#' | '@') if is_start => word,
        Some(_)
            if is_start && (first.contains("://") || first.contains('@') || first.starts_with("www.")) =>
        {
            word
        }
        _ => 0,
    }
}

fn accent(sign: char) -> char {
    let [small, large] = ACCENTED;
    match sign {
        'a'..='z' => small.chars().nth(sign as usize - 'a' as usize).unwrap_or(sign),
        'A'..='Z' => large.chars().nth(sign as usize - 'A' as usize).unwrap_or(sign),
        _ => sign,
    }
}

fn hebrew(sign: char) -> char {
    let plain = sign.to_ascii_lowercase();
    if !plain.is_ascii_lowercase() {
        return sign;
    }
    HEBREW.chars().nth(plain as usize - 'a' as usize).unwrap_or(sign)
}
