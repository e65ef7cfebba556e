//! A theme: templates, static files and what may go wrong with them.
//!
//! A site's own theme stands before the built-in `plaza`, file by file. Knows nothing of pages.

mod compile;
mod fields;
mod scan;
mod statics;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::{ComponentInfo, Context, Tera, Value};

use crate::base::record::nearest;
use crate::base::{Checked, Fingerprint, Report, Source, Sources, Span};
use crate::config::Config;

pub use statics::StaticFile;

use fields::UnknownField;

/// The theme that the program carries inside.
pub const BUILT_IN: &str = "plaza";

/// The templates that show pages; a theme has them all, its own or the built-in one's.
const PAGES: [&str; 13] = [
    "home.html",
    "section.html",
    "term.html",
    "terms.html",
    "statement.html",
    "news.html",
    "petition.html",
    "practice.html",
    "publication.html",
    "page.html",
    "expired.html",
    "not_found.html",
    "redirect.html",
];

/// Templates that compile, and the files beside them.
#[derive(Clone)]
pub struct Theme {
    /// Of all templates.
    pub fingerprint: Fingerprint,
    /// Style sheets, scripts, icons, with where they are published.
    pub statics: Vec<StaticFile>,
    /// `None` if a template is broken (reported): nothing can be rendered then.
    tera: Option<Arc<Tera>>,
    components: Arc<BTreeMap<String, ComponentInfo>>,
    templates: BTreeMap<String, Arc<Source>>,
}

/// Gathers and compiles the theme that config.toml names.
pub fn load(sources: &Sources, config: &Config) -> Checked<Theme> {
    let mut report = Report::default();
    check_folder(sources, config, &mut report);
    let files = files(sources, &config.theme);
    let templates = under(&files, "templates/");
    for name in PAGES.iter().filter(|name| !templates.contains_key(**name)) {
        report.error("template/missing", config.span).arg("name", name);
    }
    let tera = compile::compile(&templates, &mut report);
    let theme = Theme {
        fingerprint: Fingerprint::of(
            &templates.values().map(|source| source.fingerprint).collect::<Vec<_>>(),
        ),
        statics: statics::publish(&under(&files, "static/")),
        components: Arc::new(tera.as_ref().map(components).unwrap_or_default()),
        tera: tera.filter(|_| report.diagnostics.is_empty()).map(Arc::new),
        templates,
    };
    (theme, report.diagnostics)
}

fn components(tera: &Tera) -> BTreeMap<String, ComponentInfo> {
    let names = tera.get_component_names();
    names.filter_map(|name| Some((name.to_owned(), tera.get_component_definition(name)?))).collect()
}

/// The theme's files by their path inside it, the site's own before the built-in ones.
fn files(sources: &Sources, theme: &str) -> BTreeMap<String, Arc<Source>> {
    let mut files = BTreeMap::new();
    for name in [BUILT_IN, theme] {
        let folder = format!("themes/{name}/");
        for source in sources.under(&folder) {
            files.insert(source.path.as_str()[folder.len()..].to_owned(), Arc::clone(source));
        }
    }
    files
}

fn under(files: &BTreeMap<String, Arc<Source>>, folder: &str) -> BTreeMap<String, Arc<Source>> {
    let inside = files.iter().filter_map(|(path, source)| Some((path.strip_prefix(folder)?, source)));
    inside.map(|(path, source)| (path.to_owned(), Arc::clone(source))).collect()
}

fn check_folder(sources: &Sources, config: &Config, report: &mut Report) {
    let folder = format!("themes/{}/", config.theme);
    if sources.under(&folder).next().is_some() {
        return;
    }
    let mut themes: Vec<&str> =
        sources.under("themes/").filter_map(|source| source.path.as_str().split('/').nth(1)).collect();
    themes.dedup();
    report
        .error("theme/unknown", config.span)
        .arg("theme", &config.theme)
        .maybe("nearest", nearest(&config.theme, themes));
}

impl Theme {
    /// Whether every template compiled.
    pub fn is_whole(&self) -> bool {
        self.tera.is_some()
    }

    /// Renders a template; what goes wrong is reported where it stands in the template.
    pub fn render(&self, template: &str, context: &Context, report: &mut Report) -> String {
        let Some(tera) = &self.tera else { return String::new() };
        tera.render(template, context).unwrap_or_else(|error| {
            compile::say(&error, template, &self.templates, report);
            String::new()
        })
    }

    /// Renders a component with those of the arguments that it declares; as for [`Theme::render`].
    ///
    /// A component that is not there or lacks an argument was reported with the theme.
    pub fn component(
        &self,
        name: &str,
        mut arguments: Context,
        implicits: &Context,
        body: &str,
        report: &mut Report,
    ) -> String {
        let (Some(tera), Some(definition)) = (&self.tera, self.components.get(name)) else {
            return String::new();
        };
        if definition.rest_param().is_none() {
            let declared = definition.args().iter().map(tera::ComponentArg::name);
            let declared = declared.filter_map(|name| Some((name.to_owned(), arguments.remove(name)?)));
            let mut known = Context::new();
            for (name, value) in declared.collect::<Vec<_>>() {
                known.insert_value(name, value);
            }
            arguments = known;
        }
        let rendered = tera.render_component_with_implicits(name, &arguments, implicits, Some(body), true);
        rendered.unwrap_or_else(|error| {
            compile::say(&error, name, &self.templates, report);
            String::new()
        })
    }

    /// Reports every path in a template that leads nowhere in what it gets.
    pub fn check_fields(&self, template: &str, globals: &BTreeMap<String, Value>, report: &mut Report) {
        let mut unknown = BTreeSet::new();
        fields::unknown(&self.tags(), template, globals, &mut unknown);
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
        if self.tera.is_none() {
            return;
        }
        let place = self.component_place(name);
        let Some(definition) = self.components.get(name) else {
            report.error("template/missing-component", place).arg("name", name);
            return;
        };
        let declared: Vec<&str> = definition.args().iter().map(|argument| argument.name()).collect();
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
        fields::unknown_in_component(&self.tags(), name, arguments, globals, &mut unknown);
        self.report_unknown(unknown, report);
    }

    fn tags(&self) -> fields::Tags<'_> {
        let texts =
            self.templates.iter().filter_map(|(name, source)| Some((name.as_str(), source.text().ok()?)));
        texts.map(|(name, text)| (name, scan::tags(text))).collect()
    }

    fn report_unknown(&self, unknown: BTreeSet<UnknownField>, report: &mut Report) {
        for field in unknown {
            let Some(source) = self.templates.get(&field.template) else { continue };
            report
                .error("template/unknown-field", Span::new(source.id, field.start..field.end))
                .arg("field", &field.field)
                .maybe("nearest", field.nearest)
                .maybe("inside", Some(field.inside).filter(|inside| !inside.is_empty()));
        }
    }

    /// Where a component is defined; the first template where it is not.
    fn component_place(&self, name: &str) -> Span {
        let defines = |tag: scan::Tag<'_>| {
            let (word, rest) = tag.tokens.split_first()?;
            let (defined, length) = fields::dotted(rest);
            let start = rest.first()?.range.start;
            (word.is_word("component") && defined == name).then(|| start..rest[length - 1].range.end)
        };
        let defined = self.templates.values().find_map(|source| {
            let place = scan::tags(source.text().ok()?).into_iter().find_map(defines)?;
            Some(Span::new(source.id, place))
        });
        let first = || self.templates.values().next().map(|source| Span::start_of(source.id));
        defined.or_else(first).unwrap_or(Span::start_of(crate::base::SourceId(0)))
    }
}
