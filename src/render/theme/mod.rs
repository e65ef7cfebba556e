//! A theme: templates, static files and what may go wrong with them.
//!
//! A site's own theme stands before the built-in `plaza`, file by file. Knows nothing of pages.

mod compile;
mod fields;
mod inspection;
mod lean;
mod scan;
mod statics;

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ComponentInfo, Context, Tera};

use crate::base::memo::Shelf;
use crate::base::pictures::Pictures;
use crate::base::record::nearest;
use crate::base::{Checked, Diagnostic, Fingerprint, Report, Source, SourceId, Sources, Span};
use crate::config::Config;

pub use inspection::Inspection;
pub use statics::StaticFile;

/// The theme that the program carries inside.
pub const BUILT_IN: &str = "plaza";

/// The templates that show pages; a theme has them all, its own or the built-in one's.
const PAGES: [&str; 22] = [
    "home.html",
    "section.html",
    "term.html",
    "terms.html",
    "practices.html",
    "facets.html",
    "practices_map.html",
    "practices_timeline.html",
    "statement.html",
    "news.html",
    "petition.html",
    "practice.html",
    "publication.html",
    "page.html",
    "translate.html",
    "embed.html",
    "mastodon.html",
    "expired.html",
    "not_found.html",
    "redirect.html",
    "share.svg",
    "share_square.svg",
];

/// The templates of pictures to share.
pub const PICTURES: [&str; 2] = ["share.svg", "share_square.svg"];

/// Templates that compile, and the files beside them.
#[derive(Clone)]
pub struct Theme {
    /// Of all templates.
    pub fingerprint: Fingerprint,
    /// Style sheets, scripts, icons, with where they are published.
    pub statics: Vec<StaticFile>,
    /// `None` if a template is broken (reported): nothing can be rendered then.
    tera: Option<Arc<Tera>>,
    components: Components,
    templates: BTreeMap<String, Arc<Source>>,
    /// The letters of its pictures.
    pub fonts: Arc<[Arc<Source>]>,
    /// By the template of a picture: of it, of every other one if it names any, and of the letters.
    drawn_with: BTreeMap<&'static str, Fingerprint>,
}

/// Compiled templates and what was said of them, by their fingerprint.
pub type Compiled = Shelf<(Option<Arc<Tera>>, Components, Vec<Diagnostic>)>;

type Components = Arc<BTreeMap<String, ComponentInfo>>;

/// Gathers and compiles the theme that config.toml names.
pub fn load(sources: &Sources, config: &Config, pictures: &Pictures, shelf: &Compiled) -> Checked<Theme> {
    let mut report = Report::default();
    check_folder(sources, config, &mut report);
    let files = files(sources, &config.theme);
    let templates = under(&files, "templates/");
    for name in PAGES.iter().filter(|name| !templates.contains_key(**name)) {
        report.error("template/missing", config.span).arg("name", name);
    }
    let fingerprints: Vec<_> = templates.values().map(|source| source.fingerprint).collect();
    let fingerprint = Fingerprint::of(&fingerprints);
    let ((tera, components, said), _) = shelf.get_or(fingerprint, || compiled(&templates));
    report.diagnostics.extend(said);
    let fonts: Arc<[_]> = under(&files, "fonts/").into_values().filter(is_font).collect();
    let theme = Theme {
        fingerprint,
        statics: statics::publish(&under(&files, "static/"), pictures),
        components,
        tera: tera.filter(|_| report.diagnostics.is_empty()),
        drawn_with: PICTURES.map(|name| (name, drawn_with(name, &templates, fingerprint, &fonts))).into(),
        templates,
        fonts,
    };
    (theme, report.diagnostics)
}

fn compiled(templates: &BTreeMap<String, Arc<Source>>) -> (Option<Arc<Tera>>, Components, Vec<Diagnostic>) {
    let mut report = Report::default();
    let tera = compile::compile(templates, &mut report);
    let components = tera.as_ref().map(components).unwrap_or_default();
    (tera.map(Arc::new), Arc::new(components), report.diagnostics)
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

// What another template changes is no reason to draw every picture again.
fn drawn_with(
    name: &str,
    templates: &BTreeMap<String, Arc<Source>>,
    all: Fingerprint,
    fonts: &[Arc<Source>],
) -> Fingerprint {
    let Some(source) = templates.get(name) else { return all };
    let names_others = scan::tags(source.text().unwrap_or_default()).iter().any(|tag| {
        let others = ["include", "extends", "import"];
        tag.tokens.iter().any(|token| token.is("<") || others.iter().any(|other| token.is_word(other)))
    });
    let fonts: Vec<_> = fonts.iter().map(|font| font.fingerprint).collect();
    Fingerprint::of(&(if names_others { all } else { source.fingerprint }, fonts))
}

fn is_font(file: &Arc<Source>) -> bool {
    matches!(file.path.extension().as_deref(), Some("ttf" | "otf"))
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

    /// Where a template begins.
    pub fn place(&self, template: &str) -> Span {
        let source = self.templates.get(template).map_or(SourceId(0), |source| source.id);
        Span::start_of(source)
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

    /// Of all that a picture's template draws with.
    pub fn drawn_with(&self, template: &str) -> Fingerprint {
        self.drawn_with.get(template).copied().unwrap_or_default()
    }

    /// Begins to look for what Tera finds only while it renders, or never.
    pub fn inspect(&self) -> Inspection<'_> {
        Inspection::of(self)
    }
}
