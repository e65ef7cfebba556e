//! A text's markup: its chunks, with what relate answered and what the theme makes of directives.

use std::hash::Hash;
use std::sync::Arc;

use super::citation;
use super::context::Context;
use super::directive::{self, Fill};
use super::parts::escaped;
use super::theme::Theme;
use super::view::{CitationView, Draft, FigureView, Html, PictureView, Shared, SiteView};
use super::voice::Voice;
use crate::base::{Fingerprint, Report};
use crate::content::Body;
use crate::content::body::{Chunk, HeadingIds, Href};
use crate::relate::site::Edition;

/// Which text of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// Its body.
    Body,
    /// An update of a petition.
    Update(usize),
}

/// A text whose holes are answered, but which is not written yet.
pub(super) struct Text {
    edition: Arc<Edition>,
    part: Part,
    theme: Arc<Theme>,
    voice: Arc<Voice>,
    settings: Shared<SiteView>,
    pictures: Vec<Option<PictureView>>,
    fills: Vec<Option<Fill>>,
    /// Where the text is read elsewhere than on its page: the site's origin and the page's address.
    away: Option<(String, String)>,
    /// How a quotation in it is cited; empty elsewhere than on its page.
    citation: CitationView,
    fingerprint: Fingerprint,
}

impl Text {
    /// A text as its page shows it.
    pub(super) fn here(context: &Context<'_>, edition: &Arc<Edition>, part: Part) -> Html {
        Html::Draft(Arc::new(Text::new(context, edition, part, None)))
    }

    /// A text for a feed: every address is absolute.
    pub(super) fn away(context: &Context<'_>, edition: &Arc<Edition>, part: Part) -> Html {
        let away = (context.site.config.origin.clone(), context.absolute(&edition.url));
        Html::Draft(Arc::new(Text::new(context, edition, part, Some(away))))
    }

    fn new(
        context: &Context<'_>,
        edition: &Arc<Edition>,
        part: Part,
        away: Option<(String, String)>,
    ) -> Text {
        let voice = context.voice(&edition.text_lang);
        let body = body(edition, part);
        let pictures = body.pictures.iter().map(|picture| picture_view(context, edition, picture)).collect();
        let target = |number: usize| edition.targets.get(number).filter(|_| part == Part::Body)?.as_ref();
        let fill = |(number, directive)| {
            let fill = directive::fill(context, edition, directive, target(number), voice)?;
            Some(fill.placed(&|href| placed(href, away.as_ref())))
        };
        let fills = body.directives.iter().enumerate().map(fill).collect();
        let settings = context.settings(&edition.text_lang).clone();
        let (theme, voice) = (Arc::clone(&context.theme), Arc::clone(voice));
        let fingerprint = Fingerprint(0);
        let citation = match away {
            None => citation::view(context, edition, &voice),
            Some(_) => CitationView::default(),
        };
        let text = Text {
            edition: Arc::clone(edition),
            part,
            theme,
            voice,
            settings,
            pictures,
            fills,
            away,
            citation,
            fingerprint,
        };
        let fingerprint = text.digest();
        Text { fingerprint, ..text }
    }

    fn digest(&self) -> Fingerprint {
        Fingerprint::of(&(
            body(&self.edition, self.part).fingerprint,
            self.links(),
            &self.edition.headings,
            &self.pictures,
            &self.fills,
            &self.away,
            &self.citation,
            self.voice.fingerprint,
            &self.settings,
        ))
    }

    fn links(&self) -> &[Href] {
        match self.part {
            Part::Body => &self.edition.links,
            Part::Update(number) => self.edition.update_links.get(number).map_or(&[], Vec::as_slice),
        }
    }
}

fn body(edition: &Edition, part: Part) -> &Body {
    match part {
        Part::Body => &edition.document.body,
        Part::Update(number) => &edition.document.updates[number],
    }
}

fn picture_view(
    context: &Context<'_>,
    edition: &Edition,
    picture: &crate::content::body::Picture,
) -> Option<PictureView> {
    Some(PictureView {
        alt: picture.alt.clone().unwrap_or_default(),
        caption: Html::new(picture.caption.as_deref().unwrap_or_default()),
        credit: picture.credit.clone().unwrap_or_default(),
        ..context.picture(edition, &picture.src)?
    })
}

impl Draft for Text {
    fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    fn write(&self, report: &mut Report) -> String {
        let body = body(&self.edition, self.part);
        let mut implicits = tera::Context::new();
        implicits.insert_value("s", self.voice.words.clone());
        implicits.insert("lang", self.voice.lang.as_str());
        implicits.insert("site", &self.settings);
        implicits.insert("citation", &self.citation);
        let mut writer = Writer { text: self, body, implicits, report };
        let mut out = String::with_capacity(body.words * 8);
        writer.lost_headings(&mut out);
        writer.chunks(&body.chunks, &mut out);
        out
    }
}

struct Writer<'a> {
    text: &'a Text,
    body: &'a Body,
    implicits: tera::Context,
    report: &'a mut Report,
}

impl Writer<'_> {
    fn chunks(&mut self, chunks: &[Chunk], out: &mut String) {
        let mut figures = false;
        for chunk in chunks {
            let blank = matches!(chunk, Chunk::Html(html) if html.trim().is_empty());
            let figure = self.is_figure(chunk);
            if figure && !figures {
                out.push_str("<div class=\"stats\">");
            } else if figures && !figure && !blank {
                out.push_str("</div>");
            }
            figures = figure || (figures && blank);
            self.chunk(chunk, out);
        }
        if figures {
            out.push_str("</div>");
        }
    }

    fn is_figure(&self, chunk: &Chunk) -> bool {
        matches!(chunk, Chunk::Directive(number) if matches!(self.text.fills.get(*number), Some(Some(Fill::Stat(_)))))
    }

    fn chunk(&mut self, chunk: &Chunk, out: &mut String) {
        match chunk {
            Chunk::Html(html) => out.push_str(html),
            Chunk::Link(number) => self.link(*number, out),
            Chunk::Heading(number) => self.heading(*number, out),
            Chunk::Picture(number) => self.picture(*number, out),
            Chunk::Directive(number) => self.directive(*number, out),
            Chunk::Word(key) => out.push_str(&escaped(self.text.voice.word(key))),
        }
    }

    fn link(&self, number: usize, out: &mut String) {
        let Some(link) = self.text.links().get(number) else { return };
        if let Some(href) = &link.href {
            attribute(out, "href", &placed(href, self.text.away.as_ref()));
        }
        if let Some(lang) = &link.lang {
            attribute(out, "hreflang", lang.as_str());
        }
    }

    fn heading(&self, number: usize, out: &mut String) {
        let own = self.body.headings.get(number).map(|heading| heading.id.as_str());
        let answered = self.text.edition.headings.get(number).filter(|_| self.text.part == Part::Body);
        let id = answered.map(|HeadingIds { id, .. }| id.as_str()).or(own).unwrap_or_default();
        attribute(out, "id", id);
        out.push('>');
        if let Some(second) = answered.and_then(|ids| ids.second.as_deref()) {
            anchor(out, second);
        }
    }

    /// The ids of headings that only the source has: links to them lead to the beginning of the text.
    fn lost_headings(&self, out: &mut String) {
        let is_body = self.text.part == Part::Body;
        let lost = self.text.edition.headings.iter().skip(self.body.headings.len()).filter(|_| is_body);
        for ids in lost {
            anchor(out, &ids.id);
        }
    }

    fn picture(&mut self, number: usize, out: &mut String) {
        let Some(Some(view)) = self.text.pictures.get(number) else { return };
        let view = view.clone().placed(&|href| placed(href, self.text.away.as_ref()));
        let picture = self.body.pictures.get(number);
        if picture.is_some_and(|picture| picture.figure || picture.caption.is_some()) {
            let fill = Fill::Figure(Box::new(FigureView { image: view }));
            self.component("figure", &fill, "", out);
            return;
        }
        inline(&view, out);
    }

    fn directive(&mut self, number: usize, out: &mut String) {
        let Some(directive) = self.body.directives.get(number) else { return };
        let Some(Some(fill)) = self.text.fills.get(number) else { return };
        let mut inner = String::new();
        match (&self.text.away, fill) {
            // Programs that read feeds open what is folded up.
            (Some((_, page)), Fill::Warning(_)) => self.elsewhere(page, &mut inner),
            _ => self.chunks(&directive.body, &mut inner),
        }
        self.component(directive.name, fill, &inner, out);
    }

    fn elsewhere(&self, page: &str, out: &mut String) {
        out.push_str("<p><a");
        attribute(out, "href", page);
        out.push('>');
        out.push_str(&escaped(self.text.voice.word("warning.elsewhere")));
        out.push_str("</a></p>");
    }

    fn component(&mut self, name: &str, fill: &Fill, body: &str, out: &mut String) {
        let arguments = tera::Context::from_serialize(fill).unwrap_or_default();
        out.push_str(&self.text.theme.component(name, arguments, &self.implicits, body, self.report));
    }
}

/// A picture in the middle of a line: as wide as it is, or as the screen.
fn inline(view: &PictureView, out: &mut String) {
    let sizes = format!("(min-width: {0}px) {0}px, 100vw", view.width);
    if !view.formats.is_empty() {
        out.push_str("<picture>");
    }
    for format in &view.formats {
        out.push_str("<source");
        attribute(out, "type", &format.media_type);
        attribute(out, "srcset", &format.srcset);
        attribute(out, "sizes", &sizes);
        out.push('>');
    }
    out.push_str("<img");
    attribute(out, "src", &view.src);
    if !view.srcset.is_empty() {
        attribute(out, "srcset", &view.srcset);
        attribute(out, "sizes", &sizes);
    }
    attribute(out, "alt", &view.alt);
    if view.width > 0 {
        attribute(out, "width", &view.width.to_string());
        attribute(out, "height", &view.height.to_string());
    }
    out.push_str(" loading=\"lazy\" decoding=\"async\">");
    if !view.formats.is_empty() {
        out.push_str("</picture>");
    }
}

/// An `href` as it must be where the text is read.
fn placed(href: &str, away: Option<&(String, String)>) -> String {
    match away {
        Some((origin, _)) if href.starts_with('/') => format!("{origin}{href}"),
        Some((_, page)) if href.starts_with('#') => format!("{page}{href}"),
        _ => href.to_owned(),
    }
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    pulldown_cmark_escape::escape_html(&mut *out, value).expect("a string takes everything");
    out.push('"');
}

/// A place that links can lead to, and nobody sees.
fn anchor(out: &mut String, id: &str) {
    out.push_str("<span");
    attribute(out, "id", id);
    out.push_str("></span>");
}
