//! An index of regions, countries, topics or hashtags.

use super::context::Context;
use super::frame::{self, Head};
use super::list::term_view;
use super::site_view::terms_title;
use super::view::TermsView;
use super::voice::Voice;
use crate::relate::site::{Page, Taxonomy, TermCount};

/// An index in its frame, in the order of a dictionary.
pub(super) fn view(
    context: &Context<'_>,
    page: &Page,
    taxonomy: Taxonomy,
    terms: &[TermCount],
    voice: &Voice,
) -> TermsView {
    let title = voice.word(terms_title(taxonomy));
    let intro = format!("term.{}_intro", taxonomy.plural());
    let description = if voice.knows(&intro) { voice.word(&intro) } else { "" };
    let mut terms: Vec<_> = terms.iter().map(|term| term_view(context, term, voice)).collect();
    terms.sort_by(|one, other| voice.format.compare(&one.label, &other.label));
    let frame = frame::view(context, page, voice, Head { title, description, ..Head::default() });
    TermsView { frame, title: title.to_owned(), terms }
}
