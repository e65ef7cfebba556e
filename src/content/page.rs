//! Pages that are none of the five kinds.

use super::kit::Post;
use crate::{record, words};

words! {
    /// Where a page is linked from on every page of the site.
    pub enum Menu {
        /// The menu at the top.
        Main = "main",
        /// The foot of the page.
        Footer = "footer",
    }
}

record! {
    /// What pages have beside [`Meta`](super::Meta).
    pub struct Page {
        /// Where it is linked from.
        menu: Menu = plain,
        /// Its place there; the lighter comes first.
        weight: i64 = plain,
        /// A campaign's posts, for people to copy.
        kit: Vec<Post> = plain,
    }
}
