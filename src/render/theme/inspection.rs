//! Holds a theme's templates and components against what they get.

use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use super::Theme;
use super::fields::{self, UnknownField};
use super::scan::{self, Tag};
use crate::base::{Report, SourceId, Span};

/// A theme whose templates are taken apart.
pub struct Inspection<'t> {
    theme: &'t Theme,
    tags: fields::Tags<'t>,
}

impl<'t> Inspection<'t> {
    pub(super) fn of(theme: &'t Theme) -> Inspection<'t> {
        let texts = theme.templates.iter();
        let texts = texts.filter_map(|(name, source)| Some((name.as_str(), source.text().ok()?)));
        Inspection { theme, tags: texts.map(|(name, text)| (name, scan::tags(text))).collect() }
    }

    /// Reports every path in a template that leads nowhere in what it gets.
    pub fn check_fields(&self, template: &str, globals: &BTreeMap<String, Value>, report: &mut Report) {
        let mut unknown = BTreeSet::new();
        fields::unknown(&self.tags, template, globals, &mut unknown);
        self.report_unknown(unknown, report);
    }

    /// Reports what a directive's component lacks: itself, an argument, or a field of one.
    pub fn check_component(
        &self,
        name: &'static str,
        arguments: &[(String, Value)],
        globals: &BTreeMap<String, Value>,
        report: &mut Report,
    ) {
        let place = self.component_place(name);
        let Some(definition) = self.theme.components.get(name) else {
            report.error("template/missing-component", place).arg("name", name);
            return;
        };
        let declared: Vec<&str> = definition.args().iter().map(tera::ComponentArg::name).collect();
        for (argument, _) in arguments {
            if !declared.contains(&argument.as_str()) && definition.rest_param().is_none() {
                report
                    .error("template/component-argument", place)
                    .arg("name", name)
                    .arg("argument", argument);
            }
        }
        for argument in definition.args().iter().filter(|argument| argument.is_required()) {
            if !arguments.iter().any(|(name, _)| name == argument.name()) {
                let declared = argument.name();
                report.error("template/component-wants", place).arg("name", name).arg("argument", declared);
            }
        }
        let mut unknown = BTreeSet::new();
        fields::unknown_in_component(&self.tags, name, arguments, globals, &mut unknown);
        self.report_unknown(unknown, report);
    }

    fn report_unknown(&self, unknown: BTreeSet<UnknownField>, report: &mut Report) {
        for field in unknown {
            let Some(source) = self.theme.templates.get(&field.template) else { continue };
            report
                .error("template/unknown-field", Span::new(source.id, field.start..field.end))
                .arg("field", &field.field)
                .maybe("nearest", field.nearest)
                .maybe("inside", Some(field.inside).filter(|inside| !inside.is_empty()));
        }
    }

    /// Where a component is defined; the first template where it is not.
    fn component_place(&self, name: &str) -> Span {
        let place = |tag: &Tag<'_>| {
            let (word, rest) = tag.tokens.split_first()?;
            let (component, length) = fields::dotted(rest);
            let start = rest.first()?.range.start;
            (word.is_word("component") && component == name).then(|| start..rest[length - 1].range.end)
        };
        let found = self.tags.iter().find_map(|(template, tags)| {
            let source = self.theme.templates.get(*template)?;
            Some(Span::new(source.id, tags.iter().find_map(place)?))
        });
        let first = || self.theme.templates.values().next().map(|source| Span::start_of(source.id));
        found.or_else(first).unwrap_or(Span::start_of(SourceId(0)))
    }
}
