//! The corpus as a site of Hugo: the committed configuration and layouts, and the items' front matter.

use std::fs;
use std::io;
use std::path::Path;

use crate::item::{Item, Section, list};
use crate::words::TOPICS;
use crate::{file_name, pictures, put};

/// Everything but the items.
pub(crate) fn frame(root: &Path) -> io::Result<()> {
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/hugo"), root)?;
    put(&root.join("data/topics.toml"), &topics())?;
    pictures::write(&root.join("static/pictures"))?;
    for section in Section::ALL {
        let folder = root.join("content").join(section.folder());
        let [english, spanish] = section.title();
        put(&folder.join("_index.md"), &format!("+++\ntitle = \"{english}\"\n+++\n"))?;
        put(&folder.join("_index.es.md"), &format!("+++\ntitle = \"{spanish}\"\n+++\n"))?;
    }
    Ok(())
}

/// The topics' labels.
fn topics() -> String {
    let topic = |[key, en, es]: &[&str; 3]| format!("{key} = {{ en = \"{en}\", es = \"{es}\" }}\n");
    TOPICS.iter().map(topic).collect()
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Both languages of an item. Hugo's translations inherit nothing, so each says everything.
pub(crate) fn item(root: &Path, item: &Item) -> io::Result<()> {
    for language in [0, 1] {
        put(&root.join(file_name(item, language)), &item.file(language, &shared(item)))?;
    }
    Ok(())
}

fn shared(item: &Item) -> String {
    let places = [list("regions", &item.regions), list("countries", &item.countries)].concat();
    let terms = [list("topics", &item.topics), list("hashtags", &item.hashtags)].concat();
    let form = item.form.map_or_else(String::new, |form| format!("[params]\nform = \"{form}\"\n"));
    format!("date = {}\n{places}{terms}{form}", item.date)
}
