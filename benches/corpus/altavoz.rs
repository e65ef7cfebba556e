//! The corpus as a site of Altavoz: its configuration, sections and front matter.

use std::io;
use std::path::Path;

use crate::item::{Item, Section, list};
use crate::words::TOPICS;
use crate::{file_name, pictures, put};

const CONFIG: &str = r#"title = "No Child Detained"
base_url = "https://example.org"
default_language = "en"
timezone = "America/Mexico_City"
theme = "plaza"
license = "CC-BY-4.0"

[languages.en]
name = "English"

[languages.es]
name = "Español"
title = "Ninguna Niña, Ningún Niño en Detención"
locale = "es-MX"

[media]
share_pictures = false
[search]
index = false

[[menu]]
target = "news"

[[menu]]
target = "statements"

[[menu]]
target = "handbook"
"#;

/// Everything but the items.
pub(crate) fn frame(root: &Path) -> io::Result<()> {
    put(&root.join("config.toml"), CONFIG)?;
    put(&root.join("i18n/terms.toml"), &terms())?;
    pictures::write(&root.join("assets/pictures"))?;
    put(&root.join("content/_index.md"), &index("No Child Detained", None))?;
    put(&root.join("content/_index.es.md"), &index("Ninguna Niña, Ningún Niño en Detención", None))?;
    for section in Section::ALL {
        let folder = root.join("content").join(section.folder());
        let [english, spanish] = section.title();
        put(&folder.join("_index.md"), &index(english, None))?;
        put(&folder.join("_index.es.md"), &index(spanish, Some(section.spanish())))?;
    }
    Ok(())
}

/// The topics' labels.
fn terms() -> String {
    let term =
        |[key, en, es]: &[&str; 3]| format!("[topics.{key}]\nlabel = {{ en = \"{en}\", es = \"{es}\" }}\n");
    TOPICS.iter().map(term).collect()
}

fn index(title: &str, slug: Option<&str>) -> String {
    let slug = slug.map_or_else(String::new, |slug| format!("slug = \"{slug}\"\n"));
    format!("+++\ntitle = \"{title}\"\n{slug}+++\n")
}

/// Both languages of an item. A translation inherits all that is not text.
pub(crate) fn item(root: &Path, item: &Item) -> io::Result<()> {
    for language in [0, 1] {
        let shared = if language == 0 { shared(item) } else { String::new() };
        put(&root.join(file_name(item, language)), &item.file(language, &shared))?;
    }
    Ok(())
}

/// Regions follow from countries, so they are set only where there are none.
fn shared(item: &Item) -> String {
    let places = if item.countries.is_empty() {
        list("regions", &item.regions)
    } else {
        list("countries", &item.countries)
    };
    let form = item.form.map_or_else(String::new, |form| format!("form = \"{form}\"\n"));
    let terms = [list("topics", &item.topics), list("hashtags", &item.hashtags)].concat();
    format!("date = {}\n{places}{terms}{form}", item.date)
}
