//! Where the old site's links lead on the new one.

use std::collections::BTreeMap;

use crate::base::Lang;

use super::old::{Old, Page, dated, join, split, stem};

/// Where a link of the old site leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// To another site, a mailbox, an anchor of the same page: as it is.
    Elsewhere,
    /// To a file of the new site, as seen from the page, with the anchor.
    To(String),
    /// Nowhere that was brought along.
    Nowhere,
}

/// Everything that a link of the old site may lead to, and where it is now.
#[derive(Debug, Default)]
pub(super) struct Ways {
    by_file: BTreeMap<String, String>,
    by_address: BTreeMap<String, String>,
    by_name: BTreeMap<String, Option<String>>,
    bases: Vec<String>,
    base_path: String,
    /// The ending of files that spell out the default language: `.en.md`.
    spelt_out: String,
}

impl Ways {
    /// The ways of a site whose pages have their places; `path` says where a page goes.
    pub(super) fn of(old: &Old, default: &Lang, path: impl Fn(&Page) -> String) -> Ways {
        let spelt_out = format!(".{}.md", old.lang.as_ref().unwrap_or(default));
        let mut ways =
            Ways { bases: old.bases.clone(), base_path: old.base_path.clone(), spelt_out, ..Ways::default() };
        for page in &old.pages {
            let to = path(page);
            let file = page.source.path.as_str();
            ways.by_file.insert(ways.plain(file), to.clone());
            for address in page.address.iter().chain(&page.aliases) {
                ways.by_address.entry(key(address)).or_insert_with(|| to.clone());
            }
            let name = stem(split(file).1).to_lowercase();
            let bare = dated(&name).map(|(_, rest)| rest.to_owned());
            for name in std::iter::once(name).chain(bare) {
                ways.by_name
                    .entry(name)
                    .and_modify(|known| *known = None)
                    .or_insert_with(|| Some(to.clone()));
            }
        }
        for file in &old.files {
            ways.by_file.insert(ways.plain(file.source.path.as_str()), file.to.clone());
            ways.by_address.entry(key(&file.address)).or_insert_with(|| file.to.clone());
        }
        ways
    }

    /// Where a link that stands on a page leads; `new` is the page's own new path.
    pub(super) fn lead(&self, page: &Page, new: &str, written: &str) -> Lead {
        let (target, anchor) = match written.split_once('#') {
            Some((target, anchor)) => (target, format!("#{anchor}")),
            None => (written, String::new()),
        };
        let base = self.bases.iter().find(|base| {
            target.strip_prefix(base.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        let inside = base.map_or(target, |base| &target[base.len()..]);
        let inside = if base.is_some() && inside.is_empty() { "/" } else { inside };
        if inside.is_empty() || (base.is_none() && has_scheme(inside)) {
            return Lead::Elsewhere;
        }
        let inside = decoded(inside.split('?').next().unwrap_or_default());
        let below = inside.strip_prefix(self.base_path.as_str()).filter(|rest| rest.starts_with('/'));
        let found = self.find(page, below.unwrap_or(&inside)).or_else(|| self.find(page, &inside));
        found.map_or(Lead::Nowhere, |to| {
            let same = to == new && !anchor.is_empty();
            Lead::To(if same { anchor.clone() } else { format!("{}{anchor}", relative(new, &to)) })
        })
    }

    fn find(&self, page: &Page, target: &str) -> Option<String> {
        let by_file = |path: &str| {
            self.by_file
                .get(&self.plain(path))
                .or_else(|| self.by_file.get(&self.plain(&format!("{path}.md"))))
        };
        if let Some(path) = target.strip_prefix("@/") {
            return by_file(&format!("content/{path}")).or_else(|| by_file(path)).cloned();
        }
        if let Some(path) = target.strip_prefix('/') {
            let of_file = || {
                let tops = ["", "content", "static"];
                tops.iter().find_map(|top| by_file(&join(top, path)))
            };
            return self.by_address.get(&key(target)).or_else(of_file).cloned();
        }
        let folder = page.source.path.folder();
        let beside = resolved(folder, target).and_then(|path| by_file(&path));
        let of_address = || {
            let address = page.address.as_deref()?;
            let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
            self.by_address.get(&key(&format!("/{}", resolved(folder.trim_start_matches('/'), target)?)))
        };
        beside.or_else(of_address).cloned()
    }

    /// A file's path without what the same file is called elsewhere: `_policy/a._en.md` is `policy/a.md`.
    fn plain(&self, path: &str) -> String {
        let parts: Vec<&str> = path.split('/').filter(|part| *part != "_posts").collect();
        let last = parts.len().saturating_sub(1);
        let plain = |(place, part): (usize, &&str)| {
            let part = if place < last { part.trim_start_matches('_') } else { part };
            part.replace("._", ".")
        };
        let path = parts.iter().enumerate().map(plain).collect::<Vec<_>>().join("/");
        match path.strip_suffix(self.spelt_out.as_str()) {
            Some(bare) => format!("{bare}.md"),
            None => path,
        }
    }

    /// The file of a path or name in a template's tag: `{% link _policy/a.md %}`, `relref "a.md"`,
    /// `{% post_url 2021-01-01-a %}`, `[[a]]`.
    pub(super) fn named(&self, page: &Page, new: &str, name: &str) -> Lead {
        let (target, anchor) =
            name.split_once('#').map_or((name, None), |(target, anchor)| (target, Some(anchor)));
        let anchor = anchor.map_or_else(String::new, |anchor| format!("#{anchor}"));
        let lower = stem(split(target.trim_end_matches('/')).1).to_lowercase();
        let has_ending = target.to_lowercase().ends_with(".md");
        let lower = if has_ending { lower } else { split(target).1.to_lowercase() };
        let ends = || {
            let wanted = format!("/{}", self.plain(target.trim_start_matches('/')));
            let mut all = self.by_file.iter().filter(|(file, _)| format!("/{file}").ends_with(&wanted));
            all.next().map(|(_, to)| to.clone()).filter(|_| all.next().is_none())
        };
        let target = target.strip_prefix('/').unwrap_or(target);
        let found = self
            .find(page, target)
            .or_else(|| self.find(page, &format!("/{target}")))
            .or_else(ends)
            .or_else(|| self.by_name.get(&lower).cloned().flatten());
        found.map_or(Lead::Nowhere, |to| Lead::To(format!("{}{anchor}", relative(new, &to))))
    }
}

fn key(address: &str) -> String {
    let address = address.trim_end_matches('/');
    let address =
        address.strip_suffix("/index.html").or_else(|| address.strip_suffix(".html")).unwrap_or(address);
    decoded(address).to_lowercase()
}

fn resolved(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Whether an address leaves the site by its form.
pub(super) fn has_scheme(address: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    address.starts_with("//") || address.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme))
}

/// A path as an author writes it in a file: relative, or `/x` for `assets/x`.
pub(super) fn relative(from: &str, to: &str) -> String {
    if let Some(asset) = to.strip_prefix("assets/") {
        return format!("/{asset}");
    }
    let from: Vec<&str> = split(from).0.split('/').filter(|part| !part.is_empty()).collect();
    let parts: Vec<&str> = to.split('/').collect();
    let common = from.iter().zip(&parts[..parts.len() - 1]).take_while(|(from, to)| from == to).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    up.chain(parts[common..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// An address without percent-encoding; what is not UTF-8 then stays as it was.
pub(super) fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let value = match rest {
            [b'%', high, low, ..] => digit(*high).zip(digit(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        bytes.push(value.unwrap_or(first));
        rest = if value.is_some() { &rest[3..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}
