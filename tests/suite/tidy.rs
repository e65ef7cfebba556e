//! The house rules that the compiler does not hold: who may import whom, and what files look like.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use altavoz::base::message::{Catalogue, Language};

/// What each module may use of the others (DESIGN.md, section 2).
const MAY_USE: [(&str, &[&str]); 15] = [
    ("base", &[]),
    ("config", &["base"]),
    ("content", &["base", "config"]),
    ("collect", &["base", "config"]),
    ("parse", &["base", "config", "content"]),
    ("translate", &["base", "config", "content", "parse"]),
    ("relate", &["base", "config", "content", "translate"]),
    ("media", &["base", "config"]),
    ("check", &["base", "config", "content", "relate"]),
    ("render", &["base", "config", "content", "relate", "translate"]),
    ("write", &["base"]),
    ("import", &["base", "config", "content", "parse"]),
    ("serve", &["base"]),
    ("sign", &["base", "config"]),
    ("cli", &["*"]),
];

fn sources() -> BTreeMap<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = walkdir::WalkDir::new(&root).into_iter().flatten();
    let files = entries.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"));
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(&root).expect("inside").to_path_buf();
            (name, fs::read_to_string(entry.path()).expect("source is text"))
        })
        .collect()
}

/// `parse/markdown.rs` belongs to `parse`, `config.rs` to `config`.
fn module_of(file: &Path) -> Option<String> {
    let top = file.components().next()?.as_os_str().to_str()?;
    let name = top.strip_suffix(".rs").unwrap_or(top);
    (!matches!(name, "lib" | "main")).then(|| name.to_owned())
}

/// The modules that a file names by `crate::…`, in `use` lines with braces too.
fn used_modules(text: &str) -> Vec<String> {
    let mut used = Vec::new();
    for (start, _) in text.match_indices("crate::") {
        let rest = &text[start + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default().split(',').collect(),
            None => vec![rest],
        };
        for name in names {
            let word: String =
                name.trim().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            used.push(word);
        }
    }
    used
}

#[test]
fn modules_import_only_what_the_design_allows() {
    let rules: BTreeMap<_, _> = MAY_USE.into_iter().collect();
    let modules: Vec<&str> = rules.keys().copied().collect();
    let mut broken = Vec::new();
    for (file, text) in sources() {
        let Some(module) = module_of(&file) else { continue };
        let allowed = rules.get(&module[..]).unwrap_or_else(|| panic!("no rule for the module `{module}`"));
        for used in used_modules(&text) {
            let is_module = modules.contains(&&used[..]);
            let is_allowed = used == module || allowed.contains(&&used[..]) || allowed.contains(&"*");
            if is_module && !is_allowed {
                broken.push(format!("{} uses {used}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_import_test_sees_an_import_that_is_not_allowed() {
    assert_eq!(
        used_modules("use crate::{render, base::Url};\nlet x = crate::write::write();"),
        ["render", "base", "write"]
    );
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<_> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(file, _)| file).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn every_code_that_is_reported_has_words() {
    let mut missing = Vec::new();
    for language in Language::ALL {
        let catalogue = Catalogue::of(language);
        let keys: BTreeSet<&str> = catalogue.templates().map(|(key, _)| key).collect();
        for (file, text) in sources() {
            let wanted = codes(&text).into_iter().map(|code| format!("{code}.message")).chain(phrases(&text));
            let unsaid = wanted.filter(|key| !keys.contains(&key[..]));
            missing.extend(unsaid.map(|key| format!("{}: {key} ({})", language.tag(), file.display())));
        }
    }
    assert!(missing.is_empty(), "no words in messages/ for {missing:#?}");
}

/// The phrases that are named whole: `"say.built"`, `"failure.read"`.
fn phrases(text: &str) -> Vec<String> {
    let quoted = text.split('"').filter(|text| text.starts_with("say.") || text.starts_with("failure."));
    quoted.map(str::to_owned).collect()
}

/// The codes in `.error("…"` and `.warning("…"`.
fn codes(text: &str) -> Vec<String> {
    let calls = [".error(", ".warning("];
    let found = calls.iter().flat_map(|call| text.match_indices(call).map(|(start, _)| start + call.len()));
    found
        .filter_map(|start| text[start..].trim_start().strip_prefix('"')?.split('"').next())
        .filter(|code| code.contains('/'))
        .map(str::to_owned)
        .collect()
}
