//! Views with everything in them, and with nothing: every theme is held against both.
//!
//! A full view has every option and every list filled, so that each path of a template leads
//! somewhere; an empty one is what templates meet where a site has little to say.

use super::directive::Fill;
use super::view::campaign::{CampaignGroup, CampaignView, EmbedCode, KitPicture, PostView};
use super::view::charts::{
    BarView, DotView, GroupView, MapView, PeriodView, ShapeView, SpanView, StepView, TickView, TimelineView,
};
use super::view::poster::PosterView;
use super::view::search::{ChoiceView, LetterView, SearchView, SeekView};
use super::view::{
    ActorView, AlternateView, AttachmentView, AuthorView, Card, CardView, ChangeView, CitationView, CiteView,
    ContactView, ContactsView, CtaView, DatabaseView, DateView, DeliveryView, EmbedView, EventView,
    ExpiredView, FacetView, FacetsView, FactView, FeedGroup, FeedRow, FeedView, FeedsView, FigureView,
    FilterView, FormView, FormatView, Frame, HomeView, Html, ItemView, LinkView, ListView, ListingView,
    LiveView, MastodonView, MentionView, MenuView, MetaView, NotFoundView, NoticeView, OgView, OptionView,
    OutcomeView, PagerPart, PagerView, PetitionView, PictureView, PracticeView, PracticesView, ProgressBar,
    ProgressView, PublicationView, QrView, QualityView, QuoteView, RecordView, RedirectView, ReferenceView,
    RegionNews, SectionLinks, ShareLink, ShareView, Shared, SignatoriesView, SignatoryView, SiteView,
    SnippetView, SourceView, StatView, StateView, StatementView, SwitchView, TargetView, TaskView, TermView,
    TermsView, TocEntry, TranslateView, UpdateView, ValueView, VideoView, View, WarningView,
};
use crate::base::node::Table;
use crate::content::Kind;

/// The same page twice: with everything, and with nothing.
pub(super) struct Sample {
    /// Every option and list filled.
    pub(super) full: View,
    /// As little as a page can have.
    pub(super) empty: View,
}

/// One sample for each template that shows a page.
pub(super) fn pages() -> Vec<Sample> {
    let mut samples = vec![
        Sample { full: View::Home(Box::new(home())), empty: View::Home(Box::default()) },
        Sample { full: View::Section(Box::new(list("section"))), empty: View::Section(Box::default()) },
        Sample { full: View::Term(Box::new(list("hashtag"))), empty: View::Term(Box::default()) },
        Sample { full: View::Terms(Box::new(terms())), empty: View::Terms(Box::default()) },
        Sample { full: View::Practices(Box::new(practices())), empty: View::Practices(Box::default()) },
        Sample { full: View::Facets(Box::new(facets())), empty: View::Facets(Box::default()) },
        Sample { full: View::Translate(Box::new(translate())), empty: View::Translate(Box::default()) },
        Sample { full: View::Feeds(Box::new(feeds())), empty: View::Feeds(Box::default()) },
        Sample { full: View::Map(Box::new(map())), empty: View::Map(Box::default()) },
        Sample { full: View::Timeline(Box::new(timeline(false))), empty: View::Timeline(Box::default()) },
        Sample { full: View::Timeline(Box::new(timeline(true))), empty: View::Timeline(Box::default()) },
        Sample { full: View::Embed(Box::new(embed())), empty: View::Embed(Box::default()) },
        Sample { full: View::Mastodon(Box::new(mastodon())), empty: View::Mastodon(Box::default()) },
        Sample { full: View::Expired(Box::new(expired())), empty: View::Expired(Box::default()) },
        Sample { full: View::Search(Box::new(search())), empty: View::Search(Box::default()) },
        Sample { full: View::NotFound(Box::new(not_found())), empty: View::NotFound(Box::default()) },
        Sample { full: View::Redirect(Box::new(redirect())), empty: View::Redirect(Box::default()) },
    ];
    samples.extend(Kind::ALL.map(|kind| Sample {
        full: View::Item(kind, Box::new(of_kind(kind, item(kind.name())))),
        empty: View::Item(kind, Box::new(empty_item(kind))),
    }));
    samples
}

/// An item with the own parts of every kind: what templates of all kinds may ask for.
pub(super) fn any_item() -> ItemView {
    item("statement")
}

/// A picture with all that one may show.
pub(super) fn poster() -> PosterView {
    PosterView {
        kind: "petition".to_owned(),
        lang: "en".to_owned(),
        dir: "ltr".to_owned(),
        eyebrow: text(),
        title: text(),
        text: text(),
        count_text: text(),
        percent: 40,
        hashtag: text(),
        site: text(),
    }
}

/// What templates see as `site`.
pub(super) fn settings() -> SiteView {
    SiteView {
        zero: text(),
        title: text(),
        lang: "en".to_owned(),
        dir: "ltr".to_owned(),
        home: url(),
        menu: vec![MenuView { label: text(), url: url(), key: "news".to_owned() }],
        footer: vec![link()],
        indexes: vec![link()],
        style: url(),
        script: url(),
        exit_script: url(),
        icon: url(),
        license: text(),
        license_url: url(),
        search: url(),
        exit_url: url(),
        extra: Table::default(),
    }
}

/// The arguments of every directive's component.
pub(super) fn directives() -> Vec<(&'static str, Fill)> {
    let mention = || Fill::Mention(MentionView { card: card() });
    vec![
        ("contacts", Fill::Contacts(ContactsView { contacts: vec![contact()] })),
        ("cta", Fill::Cta(CtaView { url: url(), label: text(), title: text() })),
        ("figure", Fill::Figure(Box::new(FigureView { image: picture() }))),
        ("petition", mention()),
        ("practice", mention()),
        ("quote", Fill::Quote(quote())),
        ("recommendations", Fill::Listing(ListingView {})),
        ("results", Fill::Listing(ListingView {})),
        (
            "signatories",
            Fill::Signatories(SignatoriesView { signatories: vec![signatory()], signed_by: text() }),
        ),
        ("stat", Fill::Stat(stat())),
        ("steps", Fill::Listing(ListingView {})),
        ("video", Fill::Video(video())),
        ("warning", Fill::Warning(WarningView { kind: "death".to_owned(), label: text() })),
    ]
}

fn text() -> String {
    "A <sample> & its words".to_owned()
}

fn url() -> String {
    "/sample/".to_owned()
}

fn html() -> Html {
    Html::new("<p>A sample.</p>")
}

fn link() -> LinkView {
    LinkView { label: text(), url: url(), lang: "ar".to_owned(), dir: "rtl".to_owned() }
}

fn date() -> DateView {
    DateView { iso: "2026-11-01".to_owned(), text: "1 November 2026".to_owned() }
}

fn picture() -> PictureView {
    let formats = vec![FormatView { media_type: text(), srcset: text() }];
    let (src, srcset) = (url(), text());
    PictureView { src, srcset, formats, width: 3, height: 2, alt: text(), caption: html(), credit: text() }
}

fn term() -> TermView {
    TermView { label: text(), url: url(), count_text: text(), gloss: text() }
}

fn card() -> Card {
    Card::new(CardView {
        kind: "petition".to_owned(),
        kind_label: text(),
        title: text(),
        url: url(),
        lang: "ar".to_owned(),
        dir: "rtl".to_owned(),
        lang_name: text(),
        date: Some(date()),
        summary: text(),
        place: text(),
        badge: text(),
        badge_key: "open".to_owned(),
        ask: text(),
        image: Some(picture()),
    })
}

fn frame(kind: &str) -> Frame {
    Frame {
        kind: kind.to_owned(),
        head_title: text(),
        description: text(),
        canonical: url(),
        noindex: true,
        alternates: vec![AlternateView { lang: "es".to_owned(), url: url() }],
        feeds: vec![FeedView { title: text(), url: url(), media_type: "application/atom+xml".to_owned() }],
        switcher: vec![SwitchView {
            there: text(),
            lang: "es".to_owned(),
            dir: "ltr".to_owned(),
            name: text(),
            url: url(),
            current: false,
            note: text(),
        }],
        crumbs: vec![link()],
        section: "news".to_owned(),
        og: OgView {
            kind: "article".to_owned(),
            locale: "en_US".to_owned(),
            alternates: vec!["es_MX".to_owned()],
            published: "2026-11-01".to_owned(),
            modified: "2026-11-02".to_owned(),
            image: url(),
            image_type: "image/png".to_owned(),
            image_alt: text(),
            image_width: 1200,
            image_height: 630,
        },
        json_ld: Html::new("{}"),
        csp: "default-src 'none'".to_owned(),
        notices: vec![NoticeView {
            kind: "draft".to_owned(),
            text: text(),
            link: link(),
            links: vec![link()],
        }],
        quick_exit: true,
        share: Some(ShareView {
            links: vec![ShareLink { network: "email".to_owned(), label: text(), url: url() }],
            url: url(),
            text: text(),
        }),
        improve: link(),
        data: vec![FeedView { title: text(), url: url(), media_type: "text/csv".to_owned() }],
        cite_as: url(),
        meta: vec![MetaView { name: "DC.title".to_owned(), content: text(), lang: "es".to_owned() }],
        onion: url(),
        no_excerpt: true,
        problem: link(),
        drawings: Vec::new(),
    }
}

fn home() -> HomeView {
    HomeView {
        frame: frame("home"),
        title: text(),
        summary: text(),
        body: html(),
        image: Some(picture()),
        petitions: vec![card()],
        statements: vec![card()],
        news: vec![RegionNews { region: link(), cards: vec![card()] }],
        practices: Some(DatabaseView { count_text: text(), countries_text: text(), cards: vec![card()] }),
        publications: vec![card()],
        hashtags: vec![term()],
        sections: SectionLinks {
            statement: link(),
            news: link(),
            petition: link(),
            practice: link(),
            publication: link(),
        },
    }
}

fn list(kind: &str) -> ListView {
    let part = |label: &str, current| PagerPart { label: label.to_owned(), url: url(), current };
    ListView {
        frame: frame(kind),
        title: text(),
        eyebrow: text(),
        gloss: text(),
        summary: text(),
        body: html(),
        count_text: text(),
        petitions: vec![card()],
        cards: vec![card()],
        pager: Some(PagerView {
            text: text(),
            current: 1,
            previous: url(),
            next: url(),
            parts: vec![
                part("1", true),
                PagerPart { url: String::new(), ..part("…", false) },
                part("9", false),
            ],
        }),
        feed: link(),
        siblings: vec![term()],
        campaign: Some(campaign()),
    }
}

fn campaign() -> CampaignView {
    let post = |is_over| PostView {
        network: "x".to_owned(),
        label: text(),
        action: text(),
        text: text(),
        lang: "es".to_owned(),
        dir: "ltr".to_owned(),
        count_text: text(),
        is_over,
        url: url(),
    };
    CampaignView {
        lang: "es".to_owned(),
        dir: "ltr".to_owned(),
        groups: vec![CampaignGroup { key: text(), title: text(), cards: vec![card()] }],
        posts: vec![post(false), post(true)],
        pictures: vec![KitPicture {
            url: url(),
            file: text(),
            size: text(),
            width: 1200,
            height: 630,
            alt: text(),
            lang: "en".to_owned(),
        }],
        embeds: vec![EmbedCode { title: text(), code: text() }],
    }
}

fn search() -> SearchView {
    let option = || OptionView { value: "news".to_owned(), label: text() };
    SearchView {
        frame: frame("search"),
        title: text(),
        url: url(),
        live: Some(SeekView { script: url(), index: url(), locale: "en".to_owned(), words: text() }),
        filters: vec![ChoiceView { key: "kind".to_owned(), label: text(), options: vec![option()] }],
        topics: vec![term()],
        count_text: text(),
        letters: vec![LetterView { letter: "A".to_owned(), pages: vec![link()] }],
    }
}

fn terms() -> TermsView {
    TermsView { frame: frame("countries"), title: text(), terms: vec![term()] }
}

fn value() -> ValueView {
    ValueView {
        facet: "cap".to_owned(),
        key: "placement".to_owned(),
        label: text(),
        definition: text(),
        url: url(),
        count: "7".to_owned(),
        count_text: text(),
        current: true,
        children: Vec::new(),
    }
}

fn practices() -> PracticesView {
    let values = vec![ValueView { children: vec![value()], ..value() }];
    PracticesView {
        frame: frame("practices"),
        title: text(),
        eyebrow: text(),
        summary: text(),
        body: html(),
        count_text: text(),
        records: vec![Shared::new(record())],
        pager: list("practices").pager,
        feed: link(),
        facets: vec![FacetView { key: "cap".to_owned(), label: text(), url: url(), values, open: true }],
        ways: vec![link()],
        refine: link(),
        downloads: vec![link()],
        data_part: text(),
        filter: Some(FilterView {
            script: url(),
            data: url(),
            version: "1".to_owned(),
            locale: "en".to_owned(),
            words: text(),
            records: url(),
        }),
    }
}

fn record() -> RecordView {
    RecordView {
        id: "atd-sample".to_owned(),
        title: text(),
        url: url(),
        lang: "ar".to_owned(),
        dir: "rtl".to_owned(),
        summary: text(),
        measure: text(),
        places: vec![link()],
        period: text(),
        status: text(),
        approach: text(),
        form_of_detention: text(),
        evidence: text(),
        figures: vec![outcome()],
    }
}

fn outcome() -> OutcomeView {
    OutcomeView {
        indicator: text(),
        value: "37%".to_owned(),
        comparator: text(),
        period: text(),
        n: text(),
        quality: text(),
        source_url: "#source-a".to_owned(),
        source: text(),
        note: text(),
        differs: text(),
    }
}

fn facets() -> FacetsView {
    let values = vec![ValueView { children: vec![value()], ..value() }];
    FacetsView { frame: frame("facets"), title: text(), values, others: vec![link()] }
}

fn translate() -> TranslateView {
    let bar = || ProgressBar { name: link(), value: 1, max: 2, text: text() };
    let task = || TaskView {
        page: link(),
        state: "missing".to_owned(),
        state_label: text(),
        about: text(),
        file: text(),
        translate: link(),
    };
    TranslateView {
        frame: frame("translate"),
        title: text(),
        intro: text(),
        progress: bar(),
        languages: vec![bar()],
        states: vec![StateView { state: "missing".to_owned(), label: text(), pages: text(), words: text() }],
        start: vec![task()],
        more: vec![task()],
        optional: vec![task()],
        review: vec![task()],
        thanks: text(),
        feed: link(),
        data: link(),
        badge: link(),
    }
}

fn map() -> MapView {
    let shape = |code: &str, is_dot: bool| ShapeView {
        code: code.to_owned(),
        label: text(),
        name: text(),
        url: url(),
        count: "6".to_owned(),
        level: 1,
        path: "M0 0h9v9z".to_owned(),
        at: DotView { x: 1, y: 2 },
        is_dot,
        is_numbered: !is_dot,
    };
    MapView {
        frame: frame("map"),
        title: text(),
        count_text: text(),
        elsewhere: text(),
        viewbox: "0 0 2000 875".to_owned(),
        land: "M0 0h9v9z".to_owned(),
        dots: vec![DotView { x: 1, y: 2 }],
        countries: vec![shape("MX", false), shape("MT", true)],
        legend: vec![StepView { level: 1, text: text() }],
        timeline: link(),
    }
}

fn timeline(is_dense: bool) -> TimelineView {
    let span = || SpanView { x: "1.00%".to_owned(), width: "9.00%".to_owned() };
    let bar = || BarView {
        page: link(),
        period: text(),
        known: Some(span()),
        about: vec![span()],
        ongoing: "9.00%".to_owned(),
        unknown: "9.00%".to_owned(),
    };
    TimelineView {
        frame: frame("timeline"),
        title: text(),
        count_text: text(),
        is_dense,
        years: 12,
        ticks: vec![TickView { x: "1.00%".to_owned(), text: text(), anchor: "middle".to_owned() }],
        groups: vec![GroupView {
            country: link(),
            count_text: text(),
            period: text(),
            most: text(),
            bars: vec![bar()],
            columns: "M0 40v-9h1v9z".to_owned(),
        }],
        records: vec![PeriodView { page: link(), countries: vec![link()], period: text() }],
        map: link(),
    }
}

fn feeds() -> FeedsView {
    let row = FeedRow { page: link(), atom: link(), json: link() };
    let group = FeedGroup { key: "site".to_owned(), title: text(), feeds: vec![row] };
    FeedsView { frame: frame("feeds"), title: text(), groups: vec![group] }
}

/// How what stands in a text is quoted.
pub(super) fn citation() -> CitationView {
    CitationView { text: text(), url: url(), open: "“".to_owned(), close: "”".to_owned() }
}

fn expired() -> ExpiredView {
    ExpiredView {
        frame: frame("expired"),
        title: text(),
        lang: "ar".to_owned(),
        dir: "rtl".to_owned(),
        text: text(),
        section: link(),
    }
}

fn not_found() -> NotFoundView {
    NotFoundView { frame: frame("not-found"), title: text(), links: vec![link()] }
}

fn redirect() -> RedirectView {
    RedirectView { frame: frame("redirect"), title: text(), url: url() }
}

/// Takes away what an item of this kind does not have.
fn of_kind(kind: Kind, item: ItemView) -> ItemView {
    ItemView {
        statement: item.statement.filter(|_| kind == Kind::Statement),
        event: item.event.filter(|_| kind == Kind::News),
        petition: item.petition.filter(|_| kind == Kind::Petition),
        practice: item.practice.filter(|_| kind == Kind::Practice),
        publication: item.publication.filter(|_| kind == Kind::Publication),
        ..item
    }
}

fn empty_item(kind: Kind) -> ItemView {
    let own = ItemView {
        statement: Some(StatementView::default()),
        petition: Some(PetitionView::default()),
        practice: Some(PracticeView::default()),
        publication: Some(PublicationView::default()),
        ..ItemView::default()
    };
    of_kind(kind, own)
}

fn item(kind: &str) -> ItemView {
    ItemView {
        frame: frame(kind),
        title: text(),
        subtitle: text(),
        summary: text(),
        intro: text(),
        kind_label: text(),
        lang: "ar".to_owned(),
        dir: "rtl".to_owned(),
        date: Some(date()),
        updated: Some(date()),
        authors: vec![AuthorView { name: text(), about: text(), guest: true }],
        translated_by: text(),
        countries: vec![link()],
        regions: vec![link()],
        topics: vec![link()],
        hashtags: vec![term()],
        image: Some(picture()),
        warnings: vec![text()],
        key_points: vec![text()],
        asks: vec![text()],
        dateline: text(),
        body: html(),
        citation: citation(),
        toc: vec![TocEntry { id: "why".to_owned(), text: text(), level: 2 }],
        attachments: vec![AttachmentView { title: text(), url: url(), about: text(), lang: "es".to_owned() }],
        references: vec![reference()],
        contacts: vec![contact()],
        changes: vec![ChangeView { date: date(), note: text() }],
        follows: Some(link()),
        followed_by: vec![link()],
        related: vec![card()],
        previous: Some(link()),
        next: Some(link()),
        extra: Table::default(),
        statement: Some(statement()),
        event: Some(event()),
        petition: Some(petition()),
        practice: Some(practice()),
        publication: Some(PublicationView { facts: vec![fact()], url: url() }),
    }
}

fn reference() -> ReferenceView {
    ReferenceView { title: text(), lang: "es".to_owned(), about: text(), url: url() }
}

fn contact() -> ContactView {
    ContactView { name: text(), about: text(), email: text(), phone: text(), phone_url: "tel:+1".to_owned() }
}

fn signatory() -> SignatoryView {
    SignatoryView { name: text(), url: url(), about: text() }
}

fn fact() -> FactView {
    FactView { key: "year".to_owned(), label: text(), values: vec![link()] }
}

fn statement() -> StatementView {
    StatementView {
        form: "open-letter".to_owned(),
        addressed_to: vec![text()],
        signatories: vec![signatory()],
        signed_by: text(),
        listed: false,
    }
}

fn event() -> EventView {
    EventView {
        name: text(),
        when: date(),
        place: text(),
        organisers: text(),
        attendees: text(),
        calendar: link(),
    }
}

fn petition() -> PetitionView {
    PetitionView {
        id: "sample".to_owned(),
        ask: text(),
        state: "open".to_owned(),
        state_label: text(),
        state_text: text(),
        targets: vec![TargetView { name: text(), note: text() }],
        progress: Some(ProgressView { count: 5, goal: 100, text: text(), as_of: text(), baseline: text() }),
        form: Some(form()),
        updates: vec![UpdateView { id: "update-1".to_owned(), date: date(), title: text(), body: html() }],
        delivery: vec![DeliveryView { date: date(), to: text(), status: text() }],
        outcome: text(),
        outcome_date: Some(date()),
        supporters: vec![signatory()],
        feed: link(),
        live: Some(live()),
        embed: Some(SnippetView { url: url(), code: html() }),
        qr: Some(QrView { url: url(), address: text() }),
        calendar: link(),
    }
}

fn live() -> LiveView {
    LiveView {
        script: url(),
        url: url(),
        locale: "en-GB".to_owned(),
        timezone: "UTC".to_owned(),
        from: 50,
        words: text(),
    }
}

fn embed() -> EmbedView {
    EmbedView {
        frame: frame("embed"),
        title: text(),
        lang: "es".to_owned(),
        dir: "ltr".to_owned(),
        url: url(),
        petition: petition(),
    }
}

fn mastodon() -> MastodonView {
    MastodonView {
        frame: frame("mastodon"),
        title: text(),
        lang: "es".to_owned(),
        dir: "ltr".to_owned(),
        url: url(),
        text: text(),
        script: url(),
        large: ShareLink { network: "mastodon".to_owned(), label: text(), url: url() },
    }
}

fn form() -> FormView {
    let option = || OptionView { value: "MX".to_owned(), label: text() };
    FormView {
        action: url(),
        provider: "altavoz".to_owned(),
        lang: "en".to_owned(),
        first_name: "required".to_owned(),
        last_name: "optional".to_owned(),
        country: "optional".to_owned(),
        countries: Shared::new(vec![option()]),
        age_text: text(),
        processing: option(),
        updates: option(),
        privacy: text(),
        contact: text(),
        mail: url(),
        page: url(),
        website: url(),
        script: url(),
    }
}

fn practice() -> PracticeView {
    PracticeView {
        id: "atd-sample".to_owned(),
        facts: vec![fact()],
        stale: text(),
        form_of_detention: text(),
        outcomes: vec![outcome()],
        qualities: vec![QualityView { label: text(), definition: text(), own: true }],
        actors: vec![ActorView { name: text(), url: url(), about: text(), note: text() }],
        legal_basis: vec![reference()],
        sources: vec![SourceView { id: "source-a".to_owned(), reference: reference(), links: vec![link()] }],
        pictures: vec![picture()],
        cite: CiteView {
            author: text(),
            title: text(),
            about: text(),
            url: url(),
            citations: vec![link()],
            data: vec![link()],
        },
        correction: link(),
        version: "1.0".to_owned(),
        reviewed: Some(date()),
        redacted: vec![text()],
    }
}

fn quote() -> QuoteView {
    QuoteView {
        by: text(),
        role: text(),
        org: text(),
        source: text(),
        source_url: url(),
        lang: "es".to_owned(),
        dir: "ltr".to_owned(),
        original: text(),
    }
}

fn stat() -> StatView {
    StatView {
        value: "37".to_owned(),
        text: "37%".to_owned(),
        label: text(),
        source: text(),
        source_url: url(),
        date: text(),
    }
}

fn video() -> VideoView {
    VideoView {
        src: url(),
        poster: url(),
        lang: "es".to_owned(),
        lang_name: text(),
        captions: url(),
        transcript: url(),
        host: text(),
    }
}
