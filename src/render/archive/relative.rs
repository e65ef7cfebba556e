//! From an address on a server to the way from one file to another.

use crate::base::Url;
use crate::base::output::Output;
use crate::base::url::{decode_path, encode_path};
use crate::config::Config;

/// Which addresses are in the archive, and where the others are.
pub(super) struct Links<'a> {
    config: &'a Config,
    output: &'a Output,
}

impl<'a> Links<'a> {
    /// Of a site.
    pub(super) fn new(config: &'a Config, output: &'a Output) -> Links<'a> {
        Links { config, output }
    }

    /// An address as written in a file, for that file in the archive; `None` if it can stay.
    pub(super) fn link(&self, at: &Url, written: &str) -> Option<String> {
        let (path, more) = written.split_at(written.find(['?', '#']).unwrap_or(written.len()));
        let path = self.absolute(at, path)?;
        match self.published(&path) {
            Some(url) => Some(way(&at.file(), &url.file()) + more),
            None => Some(format!("{}{path}{more}", self.config.origin)),
        }
    }

    /// The same where it leads to a file of the archive; `None` otherwise.
    pub(super) fn within(&self, at: &Url, written: &str) -> Option<String> {
        let end = written.find(['?', '#']).unwrap_or(written.len());
        let path = written.starts_with('/').then(|| self.absolute(at, &written[..end]))??;
        self.published(&path).and_then(|_| self.link(at, written))
    }

    /// A path from the server's root; `None` for what has a host, or no path.
    fn absolute(&self, at: &Url, path: &str) -> Option<String> {
        if path.is_empty() || path.starts_with("//") || has_scheme(path) {
            return None;
        }
        if path.starts_with('/') {
            return Some(path.to_owned());
        }
        let here = at.href(&self.config.base_path);
        let mut parts: Vec<&str> = here[..=here.rfind('/')?].split('/').collect();
        parts.pop();
        let mut is_folder = false;
        for part in path.split('/') {
            is_folder = matches!(part, "" | "." | "..");
            match part {
                ".." if parts.len() > 1 => drop(parts.pop()),
                // At the root, `..` leads nowhere: browsers stay there.
                "" | "." | ".." => {}
                part => parts.push(part),
            }
        }
        Some(parts.join("/") + if is_folder { "/" } else { "" })
    }

    fn published(&self, path: &str) -> Option<Url> {
        let path = path.strip_prefix(&*self.config.base_path).filter(|path| path.starts_with('/'))?;
        let url = Url::new(decode_path(&path.replace("&amp;", "&"))?);
        self.output.files.contains_key(&url).then_some(url)
    }
}

fn has_scheme(path: &str) -> bool {
    let scheme = path.split_once(':').map_or("", |(scheme, _)| scheme);
    !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// From one file to another, both from the archive's root.
fn way(from: &str, to: &str) -> String {
    let folders = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
    let (from, to) = (folders(from), folders(to));
    let most = from.len().min(to.len()) - 1;
    let shared = (0..most).take_while(|place| from[*place] == to[*place]).count();
    let up = "../".repeat(from.len() - 1 - shared);
    let down = encode_path(&to[shared..].join("/"));
    // `a:b` would be taken for a scheme.
    if up.is_empty() && down.contains(':') { format!("./{down}") } else { up + &down }
}

#[cfg(test)]
mod tests {
    use super::way;

    #[test]
    fn a_way_goes_up_as_far_as_needed_and_down_again() {
        for (from, to, expected) in [
            ("index.html", "news/a/index.html", "news/a/index.html"),
            ("news/a/index.html", "index.html", "../../index.html"),
            ("news/a/index.html", "news/a/picture.png", "picture.png"),
            ("news/a/index.html", "news/b/index.html", "../b/index.html"),
            ("es/noticias/a/index.html", "static/style.css", "../../../static/style.css"),
            ("a/index.html", "a/niñas 1.pdf", "ni%C3%B1as%201.pdf"),
        ] {
            assert_eq!(way(from, to), expected, "{from} to {to}");
        }
    }
}
