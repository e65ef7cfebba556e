//! Arguments of `altavoz translate …`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `altavoz translate`.
#[derive(Clone, Debug, Args)]
pub struct Translate {
    /// What to do.
    #[command(subcommand)]
    pub command: Work,
}

/// `altavoz translate …`.
#[derive(Clone, Debug, Subcommand)]
pub enum Work {
    /// Begin a new language: its entry in config.toml, the theme's words, the home page and the sections
    Language(Language),
    /// Say what is missing and what changed, page by page, what is most urgent first
    Status(Status),
    /// Show what changed in a page: the source before and now, and the translation
    Diff(Diff),
    /// Begin the translation of a page, or of every page that has none
    ///
    /// Writes a file with a mark in the place of every text. Readers get the source's text there.
    Start(Start),
    /// Say that translations are right for the source as it is
    Done(Done),
    /// Say that the last change of the source needs no translation
    Waive(Done),
    /// Say that a second person has read them
    Review(Review),
    /// Take translations that are there into the ledger as they are
    ///
    /// Pairs the paragraphs of each page with those of its source, and says how sure it is.
    Adopt(Adopt),
    /// Write a file for translators' tools: --format po, xliff or csv
    ///
    /// PO goes to i18n/po/, where a build reads what comes back. Everything else, and what --output
    /// names, holds what needs work; --all is everything.
    Export(Export),
    /// Write one page that a volunteer needs nothing for but a browser
    Pack(Pack),
    /// Take back a file from a translator
    ///
    /// Nothing that somebody changed meanwhile is written over, and nothing is lost: what is not
    /// taken is written to i18n/not-taken/ with its reason.
    Import(Import),
    /// Read translations beside their sources for what is wrong with them
    Check(Look),
    /// Let translations and what is known of them follow a page that moved
    Mv(Mv),
}

impl Work {
    /// Whether `--format` is a file's.
    pub fn writes_files(&self) -> bool {
        matches!(self, Work::Export(_))
    }
}

/// `altavoz translate language`.
#[derive(Clone, Debug, Args)]
pub struct Language {
    /// Its tag, such as fr or pt-BR
    pub lang: String,
}

/// `altavoz translate status`.
#[derive(Clone, Debug, Args)]
pub struct Status {
    /// The language [default: all]
    pub lang: Option<String>,
    /// Only this page, such as news/ana
    #[arg(long, value_name = "PAGE")]
    pub page: Option<String>,
    /// Count as a failure what is below so many percent of the words
    #[arg(long, value_name = "PERCENT")]
    pub fail_under: Option<u8>,
}

/// `altavoz translate diff`.
#[derive(Clone, Debug, Args)]
pub struct Diff {
    /// The language
    pub lang: String,
    /// The page, such as news/ana, or one of its paragraphs: news/ana#3f2a91c0
    pub page: String,
}

/// `altavoz translate start`.
#[derive(Clone, Debug, Args)]
pub struct Start {
    /// The language
    pub lang: String,
    /// The page, such as news/ana [default: every page that has no translation]
    pub page: Option<String>,
}

/// `altavoz translate done` and `waive`.
#[derive(Clone, Debug, Args)]
pub struct Done {
    /// The language
    pub lang: String,
    /// The page, such as news/ana, or one of its paragraphs: news/ana#3f2a91c0
    pub page: String,
    /// Whose word it is, if they want to be named
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

/// `altavoz translate review`.
#[derive(Clone, Debug, Args)]
pub struct Review {
    /// The language
    pub lang: String,
    /// The page, such as news/ana, or one of its paragraphs: news/ana#3f2a91c0
    pub page: String,
    /// Who read it
    #[arg(long, value_name = "NAME")]
    pub by: String,
}

/// `altavoz translate adopt`.
#[derive(Clone, Debug, Args)]
pub struct Adopt {
    /// The language
    pub lang: String,
    /// Only this page, such as news/ana
    pub page: Option<String>,
    /// Say what would be done and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `altavoz translate mv`.
#[derive(Clone, Debug, Args)]
pub struct Mv {
    /// What the page was called, such as news/ana
    pub old: String,
    /// What it is called now
    pub new: String,
}

/// `altavoz translate export`.
#[derive(Clone, Debug, Args)]
pub struct Export {
    /// The language
    pub lang: String,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What needs no work, too
    #[arg(long)]
    pub all: bool,
    /// Numbers such as {1} in the place of addresses and code
    #[arg(long)]
    pub placeholders: bool,
}

/// `altavoz translate pack`.
#[derive(Clone, Debug, Args)]
pub struct Pack {
    /// The language
    pub lang: String,
    /// The file to write [default: pack-LANG.html in the site's folder]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What needs no work, too
    #[arg(long)]
    pub all: bool,
    /// Only this page, such as news/ana; more than once
    #[arg(long, value_name = "PAGE")]
    pub page: Vec<String>,
}

/// `altavoz translate check`.
#[derive(Clone, Debug, Args)]
pub struct Look {
    /// The language [default: all]
    pub lang: Option<String>,
    /// Count warnings as errors
    #[arg(long)]
    pub strict: bool,
}

/// `altavoz translate import`.
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// The file: .po, .xlf or .csv
    pub file: PathBuf,
    /// Whose work it is, if they want to be named
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Say what would be done and write nothing
    #[arg(long)]
    pub dry_run: bool,
}
