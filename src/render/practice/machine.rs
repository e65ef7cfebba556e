//! What a record says to machines: schema.org, Dublin Core, the addresses of its data.

use std::borrow::Cow;

use super::super::context::Context;
use super::super::frame::Machine;
use super::super::json_ld::{About, Download, Measure, Named, Thing, Work};
use super::super::parts::doi_url;
use super::super::practices;
use super::super::site_view::license as license_of;
use super::super::view::{FeedView, ItemView, LinkView, MetaView};
use super::super::voice::Voice;
use super::cite;
use crate::base::date::Edtf;
use crate::content::Practice;
use crate::content::practice::PracticeSource;
use crate::relate::site::Edition;

/// Links to the record as data, the address to cite, and Dublin Core.
pub(in super::super) fn machine(
    practice: &Practice,
    edition: &Edition,
    view: &ItemView,
    context: &Context<'_>,
    voice: &Voice,
) -> Machine {
    if !edition.is_public() {
        return Machine::default();
    }
    let data = cite::data(edition, context).into_iter().map(|file| FeedView {
        media_type: media_type(&file).to_owned(),
        title: format!("{} ({})", view.title, file.label),
        url: file.url,
    });
    let address = context.absolute(&edition.url);
    let cite_as = practice.doi.as_deref().map_or(address, doi_url);
    Machine {
        data: data.collect(),
        meta: dublin_core(practice, edition, view, &cite_as, context, voice),
        cite_as,
    }
}

fn media_type(file: &LinkView) -> &'static str {
    if file.label == "CSV" { "text/csv" } else { "application/json" }
}

/// The elements that libraries read (DCMI, expressed in HTML).
fn dublin_core(
    practice: &Practice,
    edition: &Edition,
    view: &ItemView,
    cite_as: &str,
    context: &Context<'_>,
    voice: &Voice,
) -> Vec<MetaView> {
    let lang = edition.text_lang.as_str();
    let words = |name: &str, content: &str| (name.to_owned(), content.to_owned(), lang.to_owned());
    let plain = |name: &str, content: &str| (name.to_owned(), content.to_owned(), String::new());
    let mut meta = vec![
        words("DC.title", &view.title),
        words("DC.description", &view.summary),
        plain("DC.type", "Text"),
        plain("DC.format", "text/html"),
        plain("DC.language", lang),
        plain("DC.identifier", cite_as),
        plain("DC.identifier", practice.id.as_ref().map_or("", |id| &id.value)),
        plain("DC.publisher", &voice.title),
        plain("DC.date", view.date.as_ref().map_or("", |date| &date.iso)),
        plain("DC.coverage", &temporal(practice)),
        plain("DC.rights", &license(practice, context)),
    ];
    meta.extend(view.authors.iter().map(|author| plain("DC.creator", &author.name)));
    meta.extend(view.countries.iter().map(|country| words("DC.coverage", &country.label)));
    meta.extend(view.topics.iter().map(|topic| words("DC.subject", &topic.label)));
    let said = meta.into_iter().filter(|(_, content, _)| !content.is_empty());
    said.map(|(name, content, lang)| MetaView { name, content, lang }).collect()
}

/// What search engines are told of a record: a work about a law, a service or a project, in the data set.
pub(in super::super) fn thing<'v>(
    thing: Thing<'v>,
    practice: &'v Practice,
    edition: &'v Edition,
    context: &'v Context<'_>,
) -> Thing<'v> {
    let voice = context.voice(&edition.lang);
    let id = practice.id.iter().map(|id| Cow::Borrowed(id.value.as_str()));
    let doi = practice.doi.iter().map(|doi| Cow::Owned(doi_url(doi)));
    let files = cite::data(edition, context).into_iter().map(|file| Download {
        kind: "MediaObject",
        encoding_format: media_type(&file),
        content_url: format!("{}{}", context.site.config.origin, file.url),
    });
    Thing {
        temporal_coverage: temporal(practice),
        license: Cow::Owned(license(practice, context)),
        is_accessible_for_free: Some(true),
        identifier: id.chain(doi).collect(),
        version: practice.version.as_deref(),
        citation: practice.sources.iter().flatten().map(work).collect(),
        is_part_of: practices::reference(context, voice).map(Box::new),
        encoding: files.collect(),
        about: measure(practice, &thing).map(About::Measure),
        ..thing
    }
}

fn measure<'v>(practice: &'v Practice, thing: &Thing<'v>) -> Option<Measure<'v>> {
    let law = practice.legal_basis.iter().flatten().next();
    let countries = thing.spatial_coverage.clone();
    let measure = practice.measure.as_ref()?.value.as_str();
    let kind = match measure {
        "law" => "Legislation",
        "policy" => "GovernmentService",
        _ => "Project",
    };
    let is_law = kind == "Legislation";
    let name = law.filter(|_| is_law).and_then(|law| law.title.as_deref());
    Some(Measure {
        kind,
        name: Cow::Borrowed(name.unwrap_or(thing.name)),
        legislation_identifier: law.filter(|_| is_law).and_then(|law| law.citation.as_deref()),
        area_served: if is_law { Vec::new() } else { countries.clone() },
        legislation_jurisdiction: if is_law { countries } else { Vec::new() },
    })
}

fn work(source: &PracticeSource) -> Work<'_> {
    let publisher = source.publisher.as_deref();
    Work {
        kind: "CreativeWork",
        name: source.title.as_deref().unwrap_or_default(),
        author: source.creators.iter().flatten().map(|name| Cow::Borrowed(name.as_str())).collect(),
        publisher: publisher.map(|name| Named { kind: "Organization", name: Cow::Borrowed(name) }),
        date_published: source.year.map(|year| year.to_string()),
        url: source.url.as_ref().map(|url| url.value.as_str()),
    }
}

fn license(practice: &Practice, context: &Context<'_>) -> String {
    let id = practice.license.as_ref().or(context.site.config.license.as_ref());
    let (name, url) = id.map_or_else(Default::default, |id| license_of(id));
    if url.is_empty() { name } else { url }
}

/// `2015-08/2016-04`, `2018-08/..`, `2014`: an interval of ISO 8601-2, without marks of doubt.
pub(in super::super) fn temporal(practice: &Practice) -> String {
    let plain = |date: &Edtf| date.to_string().trim_end_matches('~').to_owned();
    let Some(start) = practice.start.as_ref().map(|start| plain(&start.value)) else { return String::new() };
    let end = practice.end.as_ref().map(|end| plain(&end.value));
    let ongoing = || super::period::is_going_on(practice).then(|| "..".to_owned());
    end.or_else(ongoing).map_or_else(|| start.clone(), |end| format!("{start}/{end}"))
}
