//! Pages that only lead elsewhere: their addresses go to the page that they lead to.

use crate::base::Report;

use super::links::has_scheme;
use super::old::{Old, Page, address};

/// Takes the pages out that lead to another page; one that leads to another site stays, with a link.
pub(super) fn follow(old: &mut Old, report: &mut Report) {
    let (leading, staying): (Vec<Page>, Vec<Page>) =
        std::mem::take(&mut old.pages).into_iter().partition(|page| target(page).is_some());
    old.pages = staying;
    for mut page in leading {
        let to = target(&page).unwrap_or_default().to_owned();
        let wanted = address(to.strip_prefix(old.base_path.as_str()).unwrap_or(&to));
        let is_there = |other: &&mut Page| {
            let other = other.address.as_deref().unwrap_or_default();
            other.trim_end_matches('/') == wanted.trim_end_matches('/')
        };
        let found = if has_scheme(&to) { None } else { old.pages.iter_mut().find(is_there) };
        if let Some(other) = found {
            other.aliases.extend(page.address.into_iter().chain(page.aliases));
            continue;
        }
        report.warning("import/redirect", page.opening).arg("value", &to);
        page.leads = Some(to);
        old.pages.push(page);
    }
}

fn target(page: &Page) -> Option<&str> {
    let to = page.front.get("redirect_to")?;
    super::old::text(to).or_else(|| match &to.value {
        crate::base::node::Value::List(items) => super::old::text(items.first()?),
        _ => None,
    })
}
