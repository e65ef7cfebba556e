//! The beginning of a new language: its entry in config.toml, and the theme's words with a gap in the
//! place of each.
//!
//! Texts in, texts out. What is in a file already stays as it is, byte for byte.

use crate::base::node::Value;
use crate::base::plural;
use crate::base::{Lang, Report, Source, toml};
use crate::config::own_name;

use super::splice::{Values, quoted};

/// config.toml with the language in it, behind the other languages.
pub fn config(source: &Source, lang: &Lang, default: &Lang) -> String {
    let file = source.text().unwrap_or_default();
    let table = toml::file(source, &mut Report::default()).table;
    let known = table.get("languages").is_some_and(|node| matches!(&node.value, Value::Table(_)));
    let ending = if file.contains("\r\n") { "\r\n" } else { "\n" };
    // Once one language is named, the default one has to be.
    let langs = if known { vec![lang] } else { vec![default, lang] };
    let entries: Vec<String> = langs.into_iter().map(|one| entry(one, one == lang).join(ending)).collect();
    let entries = entries.join(&ending.repeat(2));
    let at = last_line(file, known);
    let behind = if file[at..].trim().is_empty() { ending } else { "" };
    format!("{}{}{entries}{behind}{}", &file[..at], ending.repeat(2), &file[at..])
}

/// Where the tables of languages end; where the file does, if it has none.
fn last_line(file: &str, has_languages: bool) -> usize {
    let (mut at, mut is_inside, mut end) = (0, !has_languages, 0);
    for line in file.split_inclusive('\n') {
        let text = line.trim();
        if has_languages && text.starts_with('[') {
            let head = text.trim_start_matches('[').trim_start();
            is_inside = head.starts_with("languages.") || head.starts_with("languages]");
        }
        at += line.len();
        if is_inside && !text.is_empty() && (!has_languages || !text.starts_with('#')) {
            end = at - (line.len() - line.trim_end().len());
        }
    }
    end
}

fn entry(lang: &Lang, is_new: bool) -> Vec<String> {
    let mut lines = vec![format!("[languages.{lang}]")];
    lines.extend(own_name(lang).map(|name| format!("name = {}", quoted(name, Values::Toml))));
    if is_new {
        lines.push("# title = \"\"                # the site's name in this language".to_owned());
        if has_calendar_of_its_own(lang) {
            lines.push(
                "# calendar = \"gregory\"      # dates are in the calendar that is usual where it is spoken"
                    .to_owned(),
            );
        }
        lines.push(
            "fallback = \"source\"         # not translated yet: the original, with a notice".to_owned(),
        );
    }
    lines
}

// CLDR's default is not what international campaigns write.
fn has_calendar_of_its_own(lang: &Lang) -> bool {
    matches!(lang.as_str().split('-').next(), Some("fa" | "ps" | "ckb" | "th" | "lrc" | "mzn" | "uz"))
}

/// The theme's words in a new language: the source's file with a remark in the place of each, which reaches no
/// reader.
pub fn strings(source: &str, lang: &Lang) -> String {
    let forms = plural::of(lang).collect::<Vec<_>>().join(", ");
    let mut file = format!(
        "# The words of the theme: {}.\n\
         # Every line that begins with `# ` and has a `=` is still to do: translate what is between the quotation\n\
         # marks, and take the `# ` away. Until then, readers get the default language's word.\n\
         # `{{name}}` is filled in by the build. Texts with a number have these forms: {forms}.\n\n",
        own_name(lang).unwrap_or(lang.as_str())
    );
    // The remarks at the beginning speak of the source's language.
    let mut lines =
        source.lines().skip_while(|line| line.starts_with('#') || line.trim().is_empty()).peekable();
    while let Some(line) = lines.next() {
        let is_plain = line.trim().is_empty() || line.starts_with('[') || line.starts_with('#');
        let is_open = lines.peek().is_some() || !line.trim().is_empty();
        if is_open {
            file.push_str(if is_plain { "" } else { "# " });
            file.push_str(line);
            file.push('\n');
        }
    }
    file
}

/// A page with the word that nobody but a machine wrote it.
pub fn by_machine(page: &str) -> String {
    let is_said = page.lines().any(|line| line.starts_with("machine"));
    if is_said {
        return page.to_owned();
    }
    let (fence, line) =
        if page.starts_with("---") { ("---", "machine: true") } else { ("+++", "machine = true") };
    match page.find('\n').filter(|_| page.starts_with(fence)) {
        Some(end) => format!("{}\n{line}{}", &page[..end], &page[end..]),
        None => format!("{fence}\n{line}\n{fence}\n{page}"),
    }
}

/// A section's page with a remark in the place of its address word.
pub fn with_slug(begun: &str, word: &str) -> String {
    let sign = if begun.starts_with("---") { ": " } else { " = " };
    match begun.find('\n') {
        Some(end) if begun.starts_with("+++") || begun.starts_with("---") => {
            let line = format!("# slug{sign}\"{word}\"   # the address word in this language");
            format!("{}\n{line}{}", &begun[..end], &begun[end..])
        }
        _ => begun.to_owned(),
    }
}
