//! All texts and translations to be read where no script runs.

use std::fmt::Write as _;

use pulldown_cmark_escape::escape_html;

use crate::base::message::Catalogue;
use crate::translate::unit::{Project, Unit};

use super::diff::{self, Fate};

/// Page after page: the source, what changed in it, the translation.
pub(super) fn pages(project: &Project, words: &Catalogue) -> String {
    let mut html = String::new();
    let mut page = None;
    for unit in &project.units {
        if page != Some(&unit.page) {
            page = Some(&unit.page);
            line(&mut html, &format!("<h2 dir=\"ltr\">{}</h2>", escaped(&unit.page)));
        }
        line(&mut html, &text(project, unit, words));
    }
    html
}

fn text(project: &Project, unit: &Unit, words: &Catalogue) -> String {
    let say = |key: &str| escaped(&words.phrase(&format!("pack.{key}"), &[]));
    let side = |lang: &crate::base::Lang, html: &str| {
        format!("<p class=\"text\" lang=\"{}\" dir=\"{}\">{html}</p>", escaped(lang.as_str()), lang.dir())
    };
    let source = match &unit.before {
        Some(before) => changed(before, &unit.source),
        None => escaped(&unit.source),
    };
    let kind = say(&format!("kind.{}", unit.kind.word()));
    let state = say(&format!("state.{}", unit.state.word()));
    format!(
        "<div class=\"unit\"><header><b>{kind}</b> <span class=\"state\">{state}</span></header><div class=\"sides\">{}{}</div></div>",
        side(&project.source, &source),
        side(&project.target, &escaped(&unit.target)),
    )
}

fn changed(before: &str, now: &str) -> String {
    let mut html = String::new();
    for (fate, words) in diff::words(before, now) {
        let words = escaped(&words);
        let _ = match fate {
            Fate::Same => write!(html, "{words}"),
            Fate::Removed => write!(html, "<del>{words}</del>"),
            Fate::Added => write!(html, "<ins>{words}</ins>"),
        };
    }
    html
}

fn line(html: &mut String, text: &str) {
    html.push_str(text);
    html.push('\n');
}

/// A text as HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_html(&mut html, text).expect("writing into memory does not fail");
    html
}
