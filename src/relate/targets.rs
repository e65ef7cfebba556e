//! What directives point to: the petition of a `cta`, the record of a `practice`.

use crate::base::{Report, Spanned};
use crate::content::body::{Argument, Directive, Link};
use crate::content::{Kind, Own};

use super::site::Target;
use super::{Names, Reader, Roads, standing_of};

/// The target of a directive, if it has one; what is wrong with it is reported.
pub fn target<'a>(
    directive: &Directive,
    reader: Reader<'a>,
    roads: &'a Roads<'a>,
    names: &'a Names<'a>,
    report: &mut Report,
) -> Option<Target> {
    let look = Look { reader, roads, names };
    match directive.name {
        "petition" => look.item(directive.argument("id")?, Kind::Petition, report),
        "practice" => look.item(directive.argument("id")?, Kind::Practice, report),
        "cta" => match directive.argument("petition") {
            Some(petition) => look.open_petition(petition, report),
            None => look.link(directive.argument("to")?, report),
        },
        _ => None,
    }
}

struct Look<'a, 'b> {
    reader: Reader<'a>,
    roads: &'a Roads<'b>,
    names: &'a Names<'b>,
}

impl Look<'_, '_> {
    fn item(&self, argument: &Argument, kind: Kind, report: &mut Report) -> Option<Target> {
        let groups = self.roads.groups;
        let wanted = Spanned::new(argument.value.clone(), argument.span);
        let number = self.names.find(&wanted, report)?;
        let group = &groups[number];
        if group.kind != kind {
            report
                .error("reference/other-kind", argument.span)
                .arg("value", &argument.value)
                .arg("expects", kind.name())
                .arg("found", group.kind.name());
            return None;
        }
        if group.number.is_none() {
            self.roads.report_unpublished(self.reader, group, (&argument.value, argument.span), report);
        }
        self.of_group(number)
    }

    fn of_group(&self, number: usize) -> Option<Target> {
        let group = &self.roads.groups[number];
        let place = self.roads.places.nearest(number, group.source, self.reader.lang)?;
        Some(Target {
            item: Some(group.number?),
            href: self.roads.href(&place.url, None),
            title: group.texts[place.text].as_ref()?.title().to_owned(),
            lang: self.roads.hint(self.reader, place),
        })
    }

    /// A call to sign what nobody can sign would fool its readers.
    fn open_petition(&self, argument: &Argument, report: &mut Report) -> Option<Target> {
        let target = self.item(argument, Kind::Petition, report)?;
        let groups = self.roads.groups;
        let number = self.names.get(&argument.value)?;
        if let Own::Petition(petition) = &*groups[number].source_text().own {
            let standing = standing_of(petition, self.roads.now, &self.roads.config.timezone);
            if standing.is_over() {
                report.error("petition/closed-link", argument.span).arg("value", &argument.value);
            }
        }
        Some(target)
    }

    fn link(&self, argument: &Argument, report: &mut Report) -> Option<Target> {
        let (target, anchor) = match argument.value.split_once('#') {
            Some((target, anchor)) => (target, Some(anchor)),
            None => (argument.value.as_str(), None),
        };
        let anchor = anchor.map(str::to_owned);
        let link = Link { target: target.to_owned(), anchor, span: argument.span };
        let href = self.roads.resolve(self.reader, &link, report);
        let path = self.reader.text.document.source.path.beside(target);
        let group = path.and_then(|path| self.roads.documents.get(path.as_str()).copied());
        let item = group.filter(|_| !target.is_empty()).and_then(|group| self.of_group(group));
        let title = item.as_ref().map_or_else(String::new, |item| item.title.clone());
        Some(Target { item: item.and_then(|item| item.item), href: href.href?, title, lang: href.lang })
    }
}
