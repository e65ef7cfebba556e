//! Which program made a site, by the files that it lays out, else by what its pages look like.

use crate::base::Sources;

use super::old::{Generator, any_case, is_markdown, settings};

/// The program that made a site; `None` for a folder without a page.
pub fn generator(sources: &Sources) -> Option<Generator> {
    by_layout(sources).or_else(|| by_pages(sources))
}

fn by_layout(sources: &Sources) -> Option<Generator> {
    let has = |path: &str| sources.get(path).is_some();
    if has("_config.yml") || has("_config.yaml") || has("_config.toml") || has_folder(sources, "_posts/") {
        return Some(Generator::Jekyll);
    }
    let is_hugo =
        ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.yaml", "config.yml", "config.json"];
    if is_hugo.into_iter().any(has)
        || has_folder(sources, "config/_default/")
        || has_folder(sources, "archetypes/")
    {
        return Some(Generator::Hugo);
    }
    // Both call it config.toml: Hugo's key is `baseURL`.
    let config = settings(sources.get("config.toml")?);
    let is_zola = any_case(&config, "base_url").is_some();
    Some(if is_zola { Generator::Zola } else { Generator::Hugo })
}

fn has_folder(sources: &Sources, folder: &str) -> bool {
    sources.under(folder).next().is_some()
}

/// What the pages of a folder without settings look like.
fn by_pages(sources: &Sources) -> Option<Generator> {
    let signs = [
        (Generator::Hugo, ["{{< ", "{{% ", "\npublishDate", "\nlastmod", "\ntype:"]),
        (Generator::Jekyll, ["\npermalink:", "\nlayout:", "{% include", "\nredirect_from:", "{% link"]),
        (Generator::Zola, ["\n[taxonomies]", "\n[extra]", "](@/", "\nsort_by", "{% end %}"]),
    ];
    let mut counts = [0_usize; 3];
    let mut pages = 0;
    for source in sources.iter().filter(|source| is_markdown(&source.path)) {
        let Ok(text) = source.text() else { continue };
        pages += 1;
        for (count, (_, signs)) in counts.iter_mut().zip(&signs) {
            *count += signs.iter().filter(|sign| text.contains(**sign)).count();
        }
    }
    let most = counts.iter().zip(&signs).max_by_key(|(count, _)| **count);
    most.filter(|_| pages > 0)
        .map(|(count, (generator, _))| if *count == 0 { Generator::Hugo } else { *generator })
}
