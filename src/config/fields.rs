//! The keys of config.toml, as records.
//!
//! What is set and what is not; the defaults are [`read`](super::read())'s.

use crate::base::Spanned;
use crate::base::country::Country;
use crate::base::node::Table;
use crate::base::record::{Read, Shape};
use crate::{record, words};

words! {
    /// What a reader gets where a translation is missing.
    pub enum Fallback {
        /// The source's text in the language's frame, with a notice.
        Source = "source",
        /// Lists lead to the source.
        Link = "link",
        /// Nothing.
        None = "none",
    }
}

words! {
    /// What becomes of front matter keys that no record knows.
    pub enum Unknown {
        /// A misspelt key is found out.
        Error = "error",
        /// They go to `extra`.
        Keep = "keep",
    }
}

words! {
    /// Formats that pictures are made in beside their own.
    pub enum Format {
        /// Small, known by every browser.
        Webp = "webp",
        /// Smaller, and slow to make.
        Avif = "avif",
    }
}

record! {
    /// The whole file.
    pub struct Fields {
        /// The site's title in the default language.
        title: Spanned<String> = required,
        /// Where it will be published; may have a path.
        base_url: Spanned<String> = required of [Web],
        /// The language of files without a suffix.
        default_language: Spanned<String> = plain of [Language],
        /// What days and times without a zone mean.
        timezone: Spanned<String> = plain,
        /// The theme's folder.
        theme: Spanned<String> = plain,
        /// The licence of texts.
        license: String = plain,
        /// The mail address that readers report problems to.
        contact: Spanned<String> = plain,
        /// By tag: [`LanguageFields`].
        languages: Table = plain of [Each(&<LanguageFields as Read>::SHAPE)],
        /// By key: [`RegionFields`].
        regions: Table = plain of [Each(&<RegionFields as Read>::SHAPE)],
        /// By folder: [`SectionFields`].
        sections: Table = plain of [Each(&<SectionFields as Read>::SHAPE)],
        /// The menu at the top.
        menu: Vec<Spanned<MenuFields>> = plain,
        /// How Markdown is read.
        markdown: MarkdownFields = plain,
        /// How pictures are made.
        media: MediaFields = plain,
        /// What lies in the output.
        output: OutputFields = plain,
        /// How the site is searched.
        search: SearchFields = plain,
        /// The largest sizes of pages.
        budget: BudgetFields = plain,
        /// For all petitions.
        petitions: PetitionFields = plain,
        /// For the practice database.
        practices: PracticeFields = plain,
        /// For translators.
        translation: TranslationFields = plain,
        /// For readers at risk.
        safety: SafetyFields = plain,
        /// How front matter is read.
        front_matter: FrontMatterFields = plain,
        /// Whatever a theme of one's own needs.
        extra: Table = plain,
    }
}

record! {
    /// `[languages.<tag>]`.
    pub struct LanguageFields {
        /// Its own name.
        name: String = plain,
        /// The site's title in it.
        title: String = plain,
        /// What dates and numbers look like.
        locale: Spanned<String> = plain,
        /// Outer quotation marks, or outer and inner ones.
        quotes: Spanned<String> = plain,
        /// The calendar of dates (CLDR).
        calendar: Spanned<String> = plain of [OneOf(super::language::CALENDARS)],
        /// The digits of numbers (CLDR).
        numbering: Spanned<String> = plain of [OneOf(super::language::NUMBERINGS)],
        /// What readers get where a translation is missing.
        fallback: Fallback = plain,
        /// Percent under which a page falls back whole.
        min_translated: Spanned<i64> = plain of [Between(0, 100)],
        /// Whether machine translations are published.
        publish_machine: bool = plain,
    }
}

record! {
    /// `[regions.<key>]`.
    pub struct RegionFields {
        /// Per language.
        name: Table = required of [Each(&Shape::Text)],
        /// Its countries.
        countries: Vec<Country> = plain,
        /// UN M49 codes whose countries are its own.
        m49: Vec<Spanned<String>> = plain,
    }
}

record! {
    /// `[sections.<folder>]`.
    pub struct SectionFields {
        /// Items a page of its list.
        page_size: Spanned<i64> = plain of [AtLeast(1)],
        /// Instead of the language's.
        fallback: Fallback = plain,
        /// Offer a way to leave its pages at once.
        quick_exit: bool = plain,
    }
}

record! {
    /// `[[menu]]`.
    pub struct MenuFields {
        /// A section, a page or an address.
        target: Spanned<String> = required,
        /// The label per language.
        name: Table = plain of [Each(&Shape::Text)],
    }
}

record! {
    /// `[markdown]`.
    pub struct MarkdownFields {
        /// Let HTML through.
        raw_html: bool = plain,
        /// Typographic quotes, dashes and dots.
        smart_punctuation: bool = plain,
        /// Colour code.
        highlight: bool = plain,
    }
}

record! {
    /// `[media]`.
    pub struct MediaFields {
        /// Beside the original format.
        formats: Vec<Format> = plain,
        /// In pixels.
        widths: Vec<Spanned<i64>> = plain of [AtLeast(1)],
        /// Draw a picture to share for every page that has none.
        share_pictures: bool = plain,
    }
}

record! {
    /// `[output]`.
    pub struct OutputFields {
        /// Write .br and .gz beside.
        precompress: bool = plain,
    }
}

record! {
    /// `[search]`.
    pub struct SearchFields {
        /// Make an index that browsers search; without it there is the list from A to Z.
        index: bool = plain,
    }
}

record! {
    /// `[budget]`, in kilobytes compressed.
    pub struct BudgetFields {
        /// The home page.
        home_kb: Spanned<i64> = plain of [AtLeast(1)],
        /// Any other page.
        page_kb: Spanned<i64> = plain of [AtLeast(1)],
        /// Scripts.
        script_kb: Spanned<i64> = plain of [AtLeast(1)],
        /// Requests.
        requests: Spanned<i64> = plain of [AtLeast(1)],
    }
}

record! {
    /// `[petitions]`.
    pub struct PetitionFields {
        /// The signature collector's address.
        collector: Spanned<String> = plain of [Web],
    }
}

record! {
    /// `[practices]`.
    pub struct PracticeFields {
        /// Months after which a practice wants to be reviewed.
        review_months: Spanned<i64> = plain of [AtLeast(1)],
        /// The mail address that corrections are sent to.
        corrections: Spanned<String> = plain,
    }
}

record! {
    /// `[translation]`.
    pub struct TranslationFields {
        /// Tell readers of small changes too.
        notice_minor: bool = plain,
        /// Where readers improve a text.
        improve: Spanned<String> = plain,
        /// A page for translators in every language.
        dashboard: bool = plain,
        /// A review is by somebody else than the translator.
        second_reviewer: bool = plain,
    }
}

record! {
    /// `[safety]`.
    pub struct SafetyFields {
        /// Where "leave this page" leads.
        exit_url: Spanned<String> = plain of [Web],
        /// The site's onion address.
        onion: Spanned<String> = plain,
    }
}

record! {
    /// `[front_matter]`.
    pub struct FrontMatterFields {
        /// What becomes of unknown keys.
        unknown: Unknown = plain,
    }
}
