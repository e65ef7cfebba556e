//! The pack: one page that somebody translates a site in, with a browser and nothing else.
//!
//! Takes what is to be translated and the glossary, gives one HTML file that works from a `file:`
//! address, fetches nothing and sends nothing. What is done in it comes back as a PO file. Texts
//! reach the page as data, never as markup or script; its security policy lets only its own
//! scripts run. Knows neither disk nor clock: the same project gives the same bytes.

mod data;
pub mod diff;
mod plain;

use crate::base::fingerprint::Fingerprint;
use crate::base::message::{Catalogue, Language, filled};

use super::glossary::Glossary;
use super::unit::Project;

const PAGE: &str = include_str!("pack.html");
const STYLE: &str = include_str!("pack.css");
const PO: &str = include_str!("po.js");
const CHECKS: &str = include_str!("checks.js");
const SCRIPT: &str = include_str!("pack.js");

/// The page, in the language that is translated into if the program speaks it, else in English.
pub fn pack(project: &Project, glossary: &Glossary) -> String {
    let words = Catalogue::of(Language::of_locale(project.target.as_str()));
    let data = data::json(project, glossary, &words);
    // Nobody can write a text that contains the digest of all texts.
    let nonce = format!("{:032x}", Fingerprint::of(&(&data, SCRIPT)).0);
    let fill = |name: &str| {
        let value = match name {
            "nonce" => nonce.clone(),
            "style" => STYLE.to_owned(),
            "po" => PO.to_owned(),
            "checks" => CHECKS.to_owned(),
            "pack" => SCRIPT.to_owned(),
            "data" => data.clone(),
            "plain" => plain::pages(project, &words),
            "title" => plain::escaped(&format!("{}: {} → {}", project.title, project.source, project.target)),
            "site" => plain::escaped(&project.title),
            "source" => plain::escaped(project.source.as_str()),
            "target" => plain::escaped(project.target.as_str()),
            // One phrase shows what a placeholder looks like.
            phrase => {
                let name = [("name", "{name}".to_owned())];
                plain::escaped(&words.phrase(&format!("pack.{phrase}"), &name))
            }
        };
        Some(value)
    };
    filled(PAGE, &fill).expect("every hole is filled")
}
