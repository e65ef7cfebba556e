//! What a directive's component gets: the author's arguments, finished for readers.

use serde::Serialize;

use super::context::Context;
use super::format::{Amount, Unit};
use super::parts;
use super::view::{
    Card, CardView, ContactsView, CtaView, FigureView, Html, ListingView, MentionView, QuoteView,
    SignatoriesView, StatView, VideoView, WarningView,
};
use super::voice::Voice;
use crate::base::date::Edtf;
use crate::base::{Lang, Spanned};
use crate::content::Own;
use crate::content::body::{Argument, Directive};
use crate::relate::site::{Edition, Target};

/// The arguments of one directive.
#[derive(Clone, Debug, Hash, Serialize)]
#[serde(untagged)]
pub(super) enum Fill {
    /// Of `quote`.
    Quote(QuoteView),
    /// Of `stat`.
    Stat(StatView),
    /// Of `video`.
    Video(VideoView),
    /// Of `cta`.
    Cta(CtaView),
    /// Of `warning`.
    Warning(WarningView),
    /// Of `figure`.
    Figure(Box<FigureView>),
    /// Of `practice` and `petition`.
    Mention(MentionView),
    /// Of `signatories`.
    Signatories(SignatoriesView),
    /// Of `contacts`.
    Contacts(ContactsView),
    /// Of `recommendations`, `steps`, `results`.
    Listing(ListingView),
}

/// Finishes a directive's arguments; `None` for one whose target or picture is not there (reported).
pub(super) fn fill(
    context: &Context<'_>,
    edition: &Edition,
    directive: &Directive,
    target: Option<&Target>,
    voice: &Voice,
) -> Option<Fill> {
    Some(match directive.name {
        "quote" => Fill::Quote(quote(directive, voice)),
        "stat" => Fill::Stat(stat(directive, voice)),
        "video" => Fill::Video(video(context, edition, directive, voice)),
        "cta" => Fill::Cta(cta(directive, target?, voice)),
        "warning" => Fill::Warning(warning(directive, voice)),
        "figure" => Fill::Figure(Box::new(figure(context, edition, directive)?)),
        "practice" | "petition" => {
            Fill::Mention(MentionView { card: context.item_card(target?.item?, &voice.lang)? })
        }
        "signatories" => Fill::Signatories(signatories(edition, voice)),
        "contacts" => Fill::Contacts(ContactsView { contacts: parts::contacts(context, edition, voice) }),
        _ => Fill::Listing(ListingView {}),
    })
}

fn text(directive: &Directive, name: &str) -> String {
    directive.argument(name).map_or_else(String::new, |argument| argument.value.clone())
}

/// A source is said in words or as an address.
fn source(directive: &Directive) -> (String, String) {
    let source = text(directive, "source");
    let address = source.starts_with("https://") || source.starts_with("http://");
    if address { (String::new(), source) } else { (source, String::new()) }
}

fn quote(directive: &Directive, voice: &Voice) -> QuoteView {
    let (source, source_url) = source(directive);
    let lang = directive.argument("lang").map(|argument| Lang::new(&argument.value));
    let (lang, dir) = lang.as_ref().map_or(("", ""), |lang| voice.foreign(lang));
    QuoteView {
        by: text(directive, "by"),
        role: text(directive, "role"),
        org: text(directive, "org"),
        source,
        source_url,
        lang: lang.to_owned(),
        dir: dir.to_owned(),
        original: text(directive, "original"),
    }
}

fn stat(directive: &Directive, voice: &Voice) -> StatView {
    let (source, source_url) = source(directive);
    let (value, unit) = (text(directive, "value"), text(directive, "unit"));
    StatView {
        text: figure_text(&value, &unit, voice),
        label: text(directive, "label"),
        source,
        source_url,
        date: date(&text(directive, "date"), voice),
        value,
    }
}

/// "14,195", "37%", "$36", "12 days": a number as the language writes it, other words as they are.
fn figure_text(value: &str, unit: &str, voice: &Voice) -> String {
    let kind = Unit::parse(unit);
    let figure = Amount::parse(value).map(|amount| voice.format.amount(&amount, kind));
    match (figure, kind) {
        (Some(figure), Unit::Percent | Unit::Currency(_)) => figure,
        (figure, _) => {
            let figure = figure.unwrap_or_else(|| value.to_owned());
            if unit.is_empty() { figure } else { format!("{figure}\u{a0}{unit}") }
        }
    }
}

fn date(written: &str, voice: &Voice) -> String {
    Edtf::parse(written).map_or_else(|| written.to_owned(), |date| voice.format.edtf(&date))
}

fn video(context: &Context<'_>, edition: &Edition, directive: &Directive, voice: &Voice) -> VideoView {
    let address = |name: &str| {
        directive.argument(name).map_or_else(String::new, |argument| address(context, edition, argument))
    };
    let lang = directive.argument("lang").map(|argument| Lang::new(&argument.value));
    let other = lang.as_ref().filter(|lang| **lang != voice.lang);
    VideoView {
        src: address("src"),
        poster: address("poster"),
        lang_name: other.map_or_else(String::new, |lang| voice.format.language(lang)),
        lang: lang.map_or_else(String::new, |lang| lang.to_string()),
        captions: address("captions"),
        transcript: address("transcript"),
        host: text(directive, "host"),
    }
}

/// Where a file of ours is; an address elsewhere as it is.
fn address(context: &Context<'_>, edition: &Edition, argument: &Argument) -> String {
    let reference = Spanned::new(argument.value.clone(), argument.span);
    edition.file(&reference).map_or_else(|| argument.value.clone(), |(_, url)| context.href(url))
}

fn cta(directive: &Directive, target: &Target, voice: &Voice) -> CtaView {
    let label = text(directive, "label");
    let usual =
        if directive.argument("petition").is_some() { voice.word("directive.cta") } else { &*target.title };
    let label = if label.is_empty() { usual.to_owned() } else { label };
    CtaView { url: target.href.clone(), label, title: target.title.clone() }
}

fn warning(directive: &Directive, voice: &Voice) -> WarningView {
    let kind = text(directive, "kind");
    WarningView { label: parts::warning_text(&kind, voice), kind }
}

fn figure(context: &Context<'_>, edition: &Edition, directive: &Directive) -> Option<FigureView> {
    let src = directive.argument("src")?;
    let mut image = context.picture(edition, &Spanned::new(src.value.clone(), src.span))?;
    image.alt = text(directive, "alt");
    image.caption = Html::new(parts::escaped(&text(directive, "caption")));
    image.credit = text(directive, "credit");
    Some(FigureView { image })
}

fn signatories(edition: &Edition, voice: &Voice) -> SignatoriesView {
    let own = match &*edition.own {
        Own::Statement(statement) => statement.signatories.as_deref(),
        Own::Petition(petition) => petition.supporters.as_deref(),
        _ => None,
    };
    let signatories = parts::signatories(own.unwrap_or_default(), voice);
    SignatoriesView { signed_by: parts::signed_by(signatories.len(), voice), signatories }
}

impl Fill {
    /// The same with every address as it must be where the text is read.
    pub(super) fn placed(self, place: &dyn Fn(&str) -> String) -> Fill {
        match self {
            Fill::Cta(cta) => Fill::Cta(CtaView { url: place(&cta.url), ..cta }),
            Fill::Figure(mut figure) => {
                figure.image = figure.image.placed(place);
                Fill::Figure(figure)
            }
            Fill::Video(video) => Fill::Video(VideoView {
                src: place(&video.src),
                poster: place(&video.poster),
                captions: place(&video.captions),
                transcript: place(&video.transcript),
                ..video
            }),
            Fill::Mention(mention) => {
                let mut card = CardView::clone(&mention.card);
                card.url = place(&card.url);
                card.image = card.image.map(|image| image.placed(place));
                Fill::Mention(MentionView { card: Card::new(card) })
            }
            other => other,
        }
    }
}
