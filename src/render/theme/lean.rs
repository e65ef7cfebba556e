//! Scripts and style sheets without what is there for those who keep them: readers on slow lines pay for it.
//!
//! Lines that are nothing but a comment go, and so do the blanks around lines: that needs no parser,
//! and nothing that runs is touched. A file of which a line might go on inside a text or a comment stays whole.

/// A language of which lines are understood as far as needed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// ECMAScript.
    Script,
    /// CSS.
    Style,
}

/// The file without its comments on lines of their own; as it is where that is not safe.
pub(super) fn lean(text: &str, language: Language) -> String {
    leaner(text, language).unwrap_or_else(|| text.to_owned())
}

fn leaner(text: &str, language: Language) -> Option<String> {
    let mut lean = String::with_capacity(text.len());
    let mut is_comment = false;
    for line in text.lines().map(str::trim) {
        if is_comment {
            match line.split_once("*/") {
                Some((_, "")) => is_comment = false,
                Some(_) => return None,
                None => {}
            }
            continue;
        }
        if let Some(comment) = line.strip_prefix("/*") {
            match comment.split_once("*/") {
                Some((_, "")) if !comment.starts_with('!') => continue,
                // Whose work it is stays.
                Some(_) => {}
                None if comment.starts_with('!') => return None,
                None => {
                    is_comment = true;
                    continue;
                }
            }
        } else if goes_on(line, language) {
            return None;
        }
        let is_nothing = line.is_empty() || language == Language::Script && line.starts_with("//");
        if !is_nothing {
            lean.extend([line, "\n"]);
        }
    }
    (!is_comment).then_some(lean)
}

/// Whether the next line may stand inside of what this one begins.
fn goes_on(line: &str, language: Language) -> bool {
    let count = |what: &str| line.matches(what).count();
    // A comment on a line of its own may say what it likes.
    if language == Language::Script && line.starts_with("//") {
        return false;
    }
    let is_open = line.rfind("/*").is_some_and(|at| !line[at..].contains("*/"));
    let is_template = language == Language::Script && (count("`") % 2 == 1 || count("${") > count("}"));
    line.ends_with('\\') || is_open || is_template
}

#[cfg(test)]
mod tests {
    use super::{Language, lean};

    #[test]
    fn comments_and_blanks_go_and_what_runs_stays() {
        let script = "// why\n\n/** What\n * it does. */\nconst a = 1; // one\n\n  if (a) {\n    go(`x ${a}`);\n  }\n\
                      /*! (c) somebody */\nconst b = \"// no comment\";";
        let expected = "const a = 1; // one\nif (a) {\ngo(`x ${a}`);\n}\n/*! (c) somebody */\nconst b = \"// no comment\";\n";
        assert_eq!(lean(script, Language::Script), expected);
        let style = "/* why */\na {\n  color: red; /* so */\n}\n\n//b { x: y }\n";
        assert_eq!(lean(style, Language::Style), "a {\ncolor: red; /* so */\n}\n//b { x: y }\n");
    }

    #[test]
    fn a_file_with_something_over_several_lines_stays_whole() {
        for text in [
            "const a = `\n  // text\n`;",
            "const a = `x ${`y\n  `}`;",
            "const a = 'b\\\n  c';",
            "go(); /* why\n// so */",
            "/* never ends\ngo();",
            "/* why\n */ go();",
            "/*! (c)\n * somebody */",
        ] {
            assert_eq!(lean(text, Language::Script), text, "{text}");
        }
    }
}
