//! Checks what a directive is given against what it takes.

use std::ops::Range;

use crate::base::Span;
use crate::base::record::nearest;
use crate::content::body::Argument;
use crate::parse::directive::{EITHER, Element, Parameter, Value, Written};

use super::writer::Writer;

impl Writer<'_> {
    /// The arguments that can be used; what is wrong with the others is reported.
    pub(super) fn arguments(
        &mut self,
        element: &'static Element,
        written: &[Written],
        line: &Range<usize>,
    ) -> Vec<Argument> {
        let mut arguments: Vec<Argument> = Vec::with_capacity(written.len());
        // What is named, even wrongly, is not missing as well.
        let mut named = Vec::with_capacity(written.len());
        for one in written {
            let name = &self.text[line.start + one.name.start..line.start + one.name.end];
            let span = self.span(line.start + one.name.start..line.start + one.name.end);
            let Some(parameter) = element.parameters.iter().find(|parameter| parameter.name == name) else {
                self.unknown_argument(element, name, span);
                named.extend(nearest(name, element.parameters.iter().map(|parameter| parameter.name)));
                continue;
            };
            if named.contains(&parameter.name) {
                self.report.error("directive/repeated-argument", span).arg("name", name);
                continue;
            }
            named.push(parameter.name);
            match &one.value {
                Some((value, place)) => {
                    let span = self.span(line.start + place.start..line.start + place.end);
                    arguments.extend(self.argument(parameter, value, span));
                }
                None => drop(self.report.error("directive/argument-value", span).arg("name", name)),
            }
        }
        self.missing_arguments(element, &named, line);
        arguments
    }

    fn argument(&mut self, parameter: &Parameter, value: &str, span: Span) -> Option<Argument> {
        if value.contains("[email") && value.contains("protected]") {
            self.report.error("text/email-artefact", span);
        }
        let value = match (parameter.value, self.settings.typography) {
            (Value::Text, Some(typography)) => typography.set(value).into_owned(),
            _ => value.to_owned(),
        };
        match parameter.value {
            Value::Word(words) if !words.contains(&value.as_str()) => {
                let nearest = nearest(&value, words.iter().copied());
                let problem = self.report.error("directive/unknown-word", span);
                problem.arg("value", value).arg("words", words.join(", ")).maybe("nearest", nearest);
                return None;
            }
            _ if parameter.required && value.trim().is_empty() => {
                self.report.error("directive/argument-value", span).arg("name", parameter.name);
                return None;
            }
            _ => {}
        }
        Some(Argument { name: parameter.name, value, span })
    }

    fn unknown_argument(&mut self, element: &Element, name: &str, span: Span) {
        let names = element.parameters.iter().map(|parameter| parameter.name);
        let nearest = nearest(name, names.clone());
        let problem = self.report.error("directive/unknown-argument", span);
        problem.arg("name", name).arg("directive", element.name).maybe("nearest", nearest);
        if !element.parameters.is_empty() {
            problem.arg("names", names.collect::<Vec<_>>().join(", "));
        }
    }

    fn missing_arguments(&mut self, element: &Element, named: &[&str], line: &Range<usize>) {
        let span = self.span(line.clone());
        for parameter in element.parameters {
            if parameter.required && !named.contains(&parameter.name) {
                let problem = self.report.error("directive/missing-argument", span);
                problem.arg("name", parameter.name).arg("directive", element.name);
            }
        }
        let either = EITHER.iter().find(|(name, _)| *name == element.name);
        if let Some((_, [one, other])) =
            either.filter(|(_, names)| !names.iter().any(|name| named.contains(name)))
        {
            let problem = self.report.error("directive/missing-argument", span);
            problem.arg("name", one).arg("directive", element.name).arg("other", other);
        }
    }
}
