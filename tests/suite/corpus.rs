//! A site in memory for tests of whole builds: paths and texts, edited like a folder.

use std::collections::BTreeMap;

use altavoz::base::{Diagnostic, Source, SourcePath, Sources};
use altavoz::{Built, Inputs, Memo, collect};

/// The settings of every site in memory.
pub(crate) const CONFIG: &str = r#"title = "Open Doors"
base_url = "https://example.org"
default_language = "en"
timezone = "America/Mexico_City"

[languages.en]
name = "English"
[languages.es]
name = "Español"
title = "Puertas Abiertas"
locale = "es-MX"
"#;

/// Files by path.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Folder {
    /// What they hold.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Folder {
    /// A bilingual site with `items` news items and statements.
    pub(crate) fn with_items(items: usize) -> Folder {
        let mut folder = Folder::default();
        folder.set("config.toml", CONFIG);
        folder.set("content/_index.md", "+++\ntitle = \"Home\"\n+++\nWe ask.\n");
        folder.set("content/_index.es.md", "+++\ntitle = \"Inicio\"\n+++\nPedimos.\n");
        folder.set("content/news/_index.md", "+++\ntitle = \"News\"\n+++\n");
        folder.set("content/news/_index.es.md", "+++\ntitle = \"Noticias\"\nslug = \"noticias\"\n+++\n");
        for number in 0..items {
            let section = if number % 3 == 0 { "statements" } else { "news" };
            folder.set(&format!("content/{section}/item-{number:04}.md"), &item(number));
            if number % 5 != 4 {
                folder.set(&format!("content/{section}/item-{number:04}.es.md"), &translation(number));
            }
        }
        folder
    }

    /// Puts a text at a path.
    pub(crate) fn set(&mut self, path: &str, text: &str) {
        self.files.insert(path.to_owned(), text.as_bytes().to_vec());
    }

    /// What the program makes of it.
    pub(crate) fn sources(&self) -> Sources {
        let source = |(path, bytes): (&String, &Vec<u8>)| Source::new(SourcePath::new(path), bytes.clone());
        collect::beside_builtin(self.files.iter().map(source).collect())
    }

    /// A whole build.
    pub(crate) fn build(&self, memo: &mut Memo) -> (Built, Vec<Diagnostic>) {
        altavoz::build(&self.sources(), &inputs(), memo)
    }
}

/// A fixed day and nothing unpublished.
pub(crate) fn inputs() -> Inputs {
    let now = altavoz::base::date::When::parse("2026-11-22").expect("a day");
    Inputs { now, drafts: false, future: false, base: None, collector: None }
}

fn item(number: usize) -> String {
    let country = ["MX", "GT", "US", "KE", "TH", "BE"][number % 6];
    let (year, month, day) = (2018 + number % 8, 1 + number % 12, 1 + number % 28);
    let other = number / 3 * 3;
    format!(
        r#"+++
title = "Item {number}"
date = {year}-{month:02}-{day:02}
countries = ["{country}"]
hashtags = ["FreeThemAll"]
+++
The first paragraph of item {number}.

## What happened {number}

A [statement](../statements/item-{other:04}.md#what-happened-{other}) said so.[^note]

- one
- two

[^note]: A source.
"#
    )
}

fn translation(number: usize) -> String {
    format!(
        r"+++
title = 'Asunto {number}'
+++
El primer párrafo del asunto {number}.

## Qué pasó {number}

Lo dijo [otro comunicado](../statements/item-{other:04}.md).[^nota]

[^nota]: Una fuente.
",
        other = number / 3 * 3
    )
}
