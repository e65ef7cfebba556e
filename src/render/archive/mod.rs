//! The site as a folder that a browser reads without a server: for sticks that go from hand to hand, for
//! mirrors, for places without a network.
//!
//! Takes what a build publishes, gives the same with links from file to file. What only a server
//! understands stays away; what an archive cannot have leads to the live site.

mod markup;
mod relative;

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::voice::Voice;
use crate::base::Url;
use crate::base::output::{File, Output, Wave};
use crate::relate::Site;

use relative::Links;

/// What is for servers only.
const FOR_SERVERS: &str = "/_headers";

/// The output as an archive has it.
pub fn archive(site: &Site, output: &Output) -> Output {
    let links = Links::new(&site.config, output);
    let files = output.files.par_iter().filter(|(url, _)| url.as_str() != FOR_SERVERS);
    let files = files.map(|(url, file)| (url.clone(), standing_alone(&links, url, file)));
    let mut files: BTreeMap<Url, File> = files.collect();
    let read_me = File::new(Wave::Index, read_me(site).into_bytes());
    files.entry(Url::new("/READ-ME.txt")).or_insert(read_me);
    // No browser reads a search index from a folder; without it the search page is the list.
    Output { files, ..Output::default() }
}

fn standing_alone(links: &Links<'_>, url: &Url, file: &File) -> File {
    let name = url.file();
    let rewrite = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => markup::page,
        Some("css") => markup::sheet,
        _ => return file.clone(),
    };
    let bytes = file.bytes.read();
    let text = std::str::from_utf8(&bytes);
    text.map_or_else(|_| file.clone(), |text| File::new(file.wave, rewrite(text, url, links).into_bytes()))
}

/// What this is, of which day, and how to open it, in every language of the site.
fn read_me(site: &Site) -> String {
    let config = &site.config;
    let today = site.now.day(&config.timezone);
    let paragraphs = config.languages.iter().filter_map(|language| {
        let voice = Voice::new(language, site.strings.get(&language.lang)?);
        let date = voice.format.long_date(today);
        let url = config.absolute(&Url::new("/"));
        Some(voice.say("archive.read_me", &[("site", &voice.title), ("url", &url), ("date", &date)]))
    });
    // Some editors take a text for Latin-1 unless its first character says otherwise.
    format!("\u{feff}{}\n", paragraphs.collect::<Vec<_>>().join("\n\n"))
}
