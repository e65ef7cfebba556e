//! Where a language's search page is.

use crate::base::Url;
use crate::base::slug::slug;
use crate::config::Config;
use crate::content::Strings;

/// The address of a language's search page.
pub fn address(config: &Config, strings: &Strings) -> Url {
    config.home(&strings.lang).join(&format!("{}/", word(strings)))
}

/// The address word of search pages.
pub fn word(strings: &Strings) -> String {
    let word = slug(strings.path_word("search"));
    if word.is_empty() { "search".to_owned() } else { word }
}
