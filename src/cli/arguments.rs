//! What may be typed behind `altavoz`, and what it means.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use super::translate::arguments::Translate;
use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::base::message::Language;

/// Turns a folder of Markdown into a fast, multilingual campaign site.
///
/// Write statements, news, petitions and practices as Markdown files under `content/`, look at
/// them with `altavoz serve`, publish the folder that `altavoz build` makes.
#[derive(Debug, Parser)]
#[command(name = "altavoz", version, propagate_version = true, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 all is well · 1 the content has errors · 2 the machine or the arguments"
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command understands.
    #[command(flatten)]
    pub common: Common,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begin a new site in a folder
    ///
    /// Writes a small bilingual site with a page that explains the first steps, in both languages.
    Init(Init),
    /// Begin a statement, a news item, a petition, a practice, a publication or a page
    ///
    /// Writes a file in the right place with the fields that it needs, and with every other field
    /// as a remark that explains it, in the language of the text. What is missing is asked for.
    New(New),
    /// Build the site
    ///
    /// Reads the whole site, reports everything that is wrong with it in one go, and writes the
    /// pages into `public/`. Nothing is written while there is an error.
    Build(Build),
    /// Look at the site in a browser
    ///
    /// Builds the site in memory and shows it at http://127.0.0.1:1111, on this machine only. What is
    /// saved shows at once; what is wrong stands over the page until it is mended. Drafts and items
    /// under embargo are there too, marked.
    Serve(Serve),
    /// Look after consent records
    Consent(Consent),
    /// Read the site for what should not go out
    ///
    /// Follows every rule that a build follows, and writes nothing: `docs/checks.md` has them.
    Check(Check),
    /// Describe config.toml and front matter for editors, as JSON Schema
    ///
    /// Prints the schema of config.toml or of the fields of one kind, with the site's own regions
    /// and vocabularies, or all of them as one object. With --write they are put into `schemas/`,
    /// and config.toml gets the line that makes editors use its own.
    Schema(Schema),
    /// Say for every file where it is published, or why not
    List(List),
    /// Take the practice database out as a file
    Practices(Practices),
    /// Look after the petitions of the site
    Petitions(Petitions),
    /// Translate: see what is missing and what changed, send it out, take it back
    Translate(Translate),
    /// Bring a site of Hugo, Jekyll or Zola along
    ///
    /// Writes the pages of another site into this one: front matter in our fields, links to the files
    /// that moved, old addresses as `aliases`. Changes nothing in the old site's folder and no file
    /// that is here already, and says what could not be brought along, line by line.
    Import(Import),
    /// Run the collector of signatures for the petitions of a site
    Sign(Sign),
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Common {
    /// The site's folder [default: here, or the nearest folder above with a config.toml]
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Build as of this day or time, such as 2026-11-30 or 2026-11-30T09:00:00-06:00 [default: now]
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,
    /// How to print
    #[arg(long, global = true, value_enum, default_value_t = Format::Human, hide_possible_values = true, help = "How to print: human, json (one object a line), or github (build, check: annotations)")]
    pub format: Format,
    /// The language of messages: en or es [default: from the system's settings]
    #[arg(long, global = true, value_enum, value_name = "LANG", hide_possible_values = true)]
    pub messages: Option<Language>,
    /// Print problems only
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// One JSON object a line.
    Json,
    /// GitHub's annotations.
    Github,
    /// Of a file that is exported: PO.
    #[value(alias = "pot")]
    Po,
    /// Of a file that is exported: XLIFF 1.2.
    #[value(alias = "xlf")]
    Xliff,
    /// Of a file that is exported: a table.
    Csv,
    /// Of practices: a JSON object a line.
    Jsonl,
    /// Of citations: BibTeX.
    #[value(alias = "bib")]
    Bibtex,
    /// Of citations: RIS.
    Ris,
    /// Of citations: CSL-JSON.
    #[value(alias = "csl-json")]
    Csl,
}

impl Format {
    /// Whether what is said is for people; a file's format says nothing of that.
    pub fn is_for_people(self) -> bool {
        !matches!(self, Format::Json | Format::Github)
    }

    /// Whether it is the format of a file, which only commands that export write.
    pub fn is_of_a_file(self) -> bool {
        !matches!(self, Format::Human | Format::Json | Format::Github)
    }

    /// Whether translators' programs read it.
    pub fn is_of_translations(self) -> bool {
        matches!(self, Format::Po | Format::Xliff | Format::Csv)
    }
}

impl ValueEnum for Language {
    fn value_variants<'a>() -> &'a [Language] {
        &Language::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.tag()))
    }
}

/// `altavoz init`.
#[derive(Clone, Debug, Args)]
pub struct Init {
    /// The folder; made if it is not there, and must be empty
    pub folder: PathBuf,
}

/// `altavoz new`.
#[derive(Clone, Debug, Args)]
pub struct New {
    /// What to begin: statement, news, petition, practice, publication, page
    pub kind: Option<String>,
    /// Its title, between quotation marks
    pub title: Option<String>,
    /// The language of the text [default: the site's default language]
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// A country that it is about, by its two letters; more than once, or with commas
    #[arg(long, value_name = "CODE")]
    pub country: Vec<String>,
    /// A campaign that it belongs to, without #; more than once, or with commas
    #[arg(long, value_name = "WORD")]
    pub hashtag: Vec<String>,
    /// The folder to put it into, inside the kind's folder; for a page, inside content/
    #[arg(long = "in", value_name = "FOLDER")]
    pub within: Option<String>,
    /// Make a folder for it, with room for pictures
    #[arg(long)]
    pub folder: bool,
    /// The last part of the address [default: made of the title]
    #[arg(long, value_name = "WORD")]
    pub slug: Option<String>,
}

/// Which unpublished items to show.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Unpublished {
    /// Show drafts too, marked
    #[arg(long)]
    pub drafts: bool,
    /// Show what is still under embargo too, marked
    #[arg(long)]
    pub future: bool,
}

/// `altavoz build`.
#[derive(Clone, Debug, Args)]
pub struct Build {
    /// Drafts and embargoed items.
    #[command(flatten)]
    pub unpublished: Unpublished,
    /// Where the site will be published, in place of the `base_url` of config.toml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The folder to write into [default: public]
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Count warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Remember in published.toml what is public now, to be warned when an address is lost
    #[arg(long)]
    pub record: bool,
    /// Write the site as a ZIP archive, too, whose pages open without a server [default: public.zip]
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    pub archive: Option<Option<PathBuf>>,
}

/// `altavoz serve`.
#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// The port [default: 1111, or the next free one]
    #[arg(long)]
    pub port: Option<u16>,
    /// Let other machines look too: everybody in the network sees drafts and items under embargo.
    /// Names the address to listen on; 0.0.0.0 is every address of this machine [default: 127.0.0.1]
    #[arg(long, value_name = "ADDRESS")]
    pub host: Option<IpAddr>,
    /// Open the browser
    #[arg(long)]
    pub open: bool,
    /// Leave out drafts and what is under embargo, as `build` does
    #[arg(long)]
    pub public: bool,
    /// Do not start the collector in test mode that the forms of petitions post to
    #[arg(long)]
    pub no_collector: bool,
    /// Show pages beside their translations into this language, to be worked on
    #[arg(long, value_name = "LANG")]
    pub translate: Option<String>,
    /// Who translates, if they want to be named in the ledger
    #[arg(long, value_name = "NAME", requires = "translate")]
    pub by: Option<String>,
}

/// `altavoz consent`.
#[derive(Clone, Debug, Args)]
pub struct Consent {
    /// What to do.
    #[command(subcommand)]
    pub command: ConsentCommand,
}

/// What is done with consent records.
#[derive(Clone, Debug, Subcommand)]
pub enum ConsentCommand {
    /// Take a consent back, and everything that was published by it
    ///
    /// Lists every place that uses the record and every published file. With `--yes`, or after a
    /// question on a terminal, marks the record as withdrawn, takes every use out of the texts and
    /// removes the pictures and what was made from them. In a pipe without `--yes` it only lists,
    /// and ends with exit code 1.
    Withdraw(Withdraw),
}

/// `altavoz consent withdraw`.
#[derive(Clone, Debug, Args)]
pub struct Withdraw {
    /// The record's name: `doors` for consent/doors.toml
    pub key: String,
    /// Do it without asking
    #[arg(long)]
    pub yes: bool,
}

/// `altavoz check`.
#[derive(Clone, Debug, Args)]
pub struct Check {
    /// Count warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Ask other sites whether what links lead to is still there
    #[arg(long)]
    pub external: bool,
    /// Ask servers in the own network too; for tests
    #[arg(long, hide = true)]
    pub allow_local: bool,
    /// Mend what is beyond doubt: misspelt keys and words, the spelling of hashtags
    #[arg(long)]
    pub fix: bool,
}

/// `altavoz schema`.
#[derive(Clone, Debug, Args)]
pub struct Schema {
    /// config, statement, news, petition, practice, publication or page [default: all]
    pub kind: Option<String>,
    /// The fields that a translation sets, in the place of those of an original
    #[arg(long, requires = "kind")]
    pub translation: bool,
    /// The language of the descriptions [default: that of messages, else the site's]
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Put all of them into the site's folder `schemas/`
    #[arg(long, conflicts_with_all = ["kind", "translation"])]
    pub write: bool,
}

/// `altavoz list`.
#[derive(Clone, Debug, Args)]
pub struct List {
    /// Only what is not published
    #[arg(long)]
    pub hidden: bool,
}

/// `altavoz practices`.
#[derive(Clone, Debug, Args)]
pub struct Practices {
    /// What to do.
    #[command(subcommand)]
    pub command: PracticesCommand,
}

/// What is done with the practice database.
#[derive(Clone, Debug, Subcommand)]
pub enum PracticesCommand {
    /// Write published records as a table, as JSON, or as citations
    ///
    /// --format is csv, json, jsonl (an object a line), bibtex, ris or csl; a table if it is not given.
    /// What is not published and what a record withholds is left out, as on the site.
    Export(PracticesExport),
}

/// `altavoz practices export`.
#[derive(Clone, Debug, Args)]
pub struct PracticesExport {
    /// Only records with this value, such as cap=placement or country=MX. More than once: of one
    /// facet, either value; of different facets, all of them
    #[arg(long, value_name = "FACET=VALUE")]
    pub facet: Vec<String>,
    /// Only what is published in this language [default: all; a table is in the site's language]
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// The file to write into [default: print it]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `altavoz petitions`.
#[derive(Clone, Debug, Args)]
pub struct Petitions {
    /// What to do.
    #[command(subcommand)]
    pub command: PetitionsCommand,
}

/// What is done with the petitions of the site.
#[derive(Clone, Debug, Subcommand)]
pub enum PetitionsCommand {
    /// Ask the collectors how many have signed
    ///
    /// Writes the numbers and their dates into counts.toml, which the next build shows. Where a
    /// collector does not answer, its last number stays.
    Pull(PetitionsPull),
}

/// `altavoz petitions pull`.
#[derive(Clone, Debug, Args)]
pub struct PetitionsPull {
    /// Ask servers in the own network too; for tests
    #[arg(long, hide = true)]
    pub allow_local: bool,
}

/// `altavoz sign`.
#[derive(Clone, Debug, Args)]
pub struct Sign {
    /// What to do.
    #[command(subcommand)]
    pub command: SignCommand,
}

/// What is done with signatures.
#[derive(Clone, Debug, Subcommand)]
pub enum SignCommand {
    /// Take signatures, ask for their confirmation by mail, count them
    ///
    /// Reads the petitions from the file that a build writes, and reads it again when a build writes
    /// it anew. Runs until it is stopped; `docs/petitions.md` has how to run it as a service.
    Serve(Box<SignServe>),
    /// Make the file of keys that a collector needs
    ///
    /// Without it nobody can read the addresses in the database, and nobody can mend that: keep a copy
    /// in another place than the copies of the database.
    Keys(SignKeys),
    /// Copy all signatures into another, empty database: from a file to PostgreSQL, or back
    ///
    /// Stop the collector first, and start it on the copy: what comes in later is not in it. The
    /// database that is read stays as it is.
    Copy(SignCopy),
    /// Write signatures as a table or as JSON, for those who hand them over
    ///
    /// Names and addresses are in it: keep the file as safe as the database, and delete it afterwards.
    /// `--format csv` or `--format jsonl`.
    Export(SignExport),
    /// Take a flood of signatures out of the count; without --yes only say which
    Invalidate(SignInvalidate),
    /// Erase everything that was signed with an address
    Erase(SignErase),
    /// Say how many signatures each petition has in which state
    Stats(SignDatabase),
    /// Forget now what is due to be forgotten; without --yes only say what
    Retention(SignRetention),
    /// Say who may use the addresses under /admin
    Token(SignToken),
    /// Carry erasures over into a copy of the database that was restored
    Erasures(SignErasures),
}

/// The database of a collector and its keys.
#[derive(Clone, Debug, Args)]
pub struct SignDatabase {
    /// The database: a file, or postgres://user:password@host/name, better in ALTAVOZ_DATABASE
    /// [default: signatures.db; with --dev .altavoz/sign-test.db]
    #[arg(long, value_name = "PATH|URL")]
    pub database: Option<String>,
    /// The file of keys that belongs to it
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,
    /// The database of test mode
    #[arg(long)]
    pub dev: bool,
}

/// `altavoz sign export`.
#[derive(Clone, Debug, Args)]
pub struct SignExport {
    /// Where the signatures are.
    #[command(flatten)]
    pub database: SignDatabase,
    /// Of one petition only
    #[arg(long, value_name = "ID")]
    pub petition: Option<String>,
    /// In this state
    #[arg(long, value_name = "STATE", default_value = "confirmed",
        value_parser = ["confirmed", "pending", "held", "withdrawn", "invalid", "anonymised", "all"])]
    pub state: String,
    /// Sent on this day (UTC) or later, or at this instant (RFC 3339)
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Begin a table with the mark of UTF-8, which Excel needs
    #[arg(long)]
    pub bom: bool,
    /// The file to write [default: print it]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `altavoz sign invalidate`.
#[derive(Clone, Debug, Args)]
pub struct SignInvalidate {
    /// Where the signatures are.
    #[command(flatten)]
    pub database: SignDatabase,
    /// Of this petition
    #[arg(long, value_name = "ID")]
    pub petition: Option<String>,
    /// With addresses of this domain or below it
    #[arg(long, value_name = "DOMAIN")]
    pub domain: Option<String>,
    /// From the network of this IP address: its /24 or /64, which is all that is kept
    #[arg(long, value_name = "ADDRESS")]
    pub network: Option<IpAddr>,
    /// Sent on this day (UTC) or later, or at this instant (RFC 3339)
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Sent before this day or instant
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Do it
    #[arg(long)]
    pub yes: bool,
}

/// `altavoz sign erase`.
#[derive(Clone, Debug, Args)]
pub struct SignErase {
    /// The e-mail address, however it is written
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// From one petition only
    #[arg(long, value_name = "ID")]
    pub petition: Option<String>,
    /// Where the signatures are.
    #[command(flatten)]
    pub database: SignDatabase,
}

/// `altavoz sign retention`.
#[derive(Clone, Debug, Args)]
pub struct SignRetention {
    /// Where the signatures are.
    #[command(flatten)]
    pub database: SignDatabase,
    /// Do it
    #[arg(long)]
    pub yes: bool,
    /// Believe the clock, also when it is days ahead of the last time
    #[arg(long, requires = "yes")]
    pub clock_is_right: bool,
}

/// `altavoz sign token`.
#[derive(Clone, Debug, Args)]
pub struct SignToken {
    /// What to do.
    #[command(subcommand)]
    pub command: SignTokenCommand,
}

/// What is done with tokens.
#[derive(Clone, Debug, Subcommand)]
pub enum SignTokenCommand {
    /// Make a token; it is printed once and not kept
    Add {
        /// Whose it is, for the list and for the audit
        #[arg(value_name = "NAME")]
        name: String,
        /// What it is good for, more than once: export, invalidate, petitions, retention; for one petition
        /// export:ID or invalidate:ID
        #[arg(long, value_name = "SCOPE", required = true)]
        scope: Vec<String>,
        /// Where the signatures are.
        #[command(flatten)]
        database: SignDatabase,
    },
    /// List who has a token
    List(SignDatabase),
    /// Take a token back
    Revoke {
        /// Whose it is
        #[arg(value_name = "NAME")]
        name: String,
        /// Where the signatures are.
        #[command(flatten)]
        database: SignDatabase,
    },
}

/// `altavoz sign erasures`.
#[derive(Clone, Debug, Args)]
pub struct SignErasures {
    /// What to do.
    #[command(subcommand)]
    pub command: SignErasuresCommand,
}

/// What is done with erasures.
#[derive(Clone, Debug, Subcommand)]
pub enum SignErasuresCommand {
    /// Write the erasures of a database into a file: digests, no addresses
    Export {
        /// The file to write
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Where the signatures are.
        #[command(flatten)]
        database: SignDatabase,
    },
    /// Erase once more what such a file says, in a database that was restored
    Import {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Where the signatures are.
        #[command(flatten)]
        database: SignDatabase,
    },
}

/// `altavoz sign serve`.
#[derive(Clone, Debug, Args)]
pub struct SignServe {
    /// The site's petitions [default: public/api/v1/petitions.json]
    #[arg(long, value_name = "FILE")]
    pub petitions: Option<PathBuf>,
    /// The database, made if it is not there: a file, or postgres://user:password@host/name, better in
    /// ALTAVOZ_DATABASE [default: signatures.db; with --dev .altavoz/sign-test.db]
    #[arg(long, value_name = "PATH|URL")]
    pub database: Option<String>,
    /// The address to answer at [default: 127.0.0.1:8787]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// The address that readers know the collector by [default: that of the site's forms]
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// The file of keys that `altavoz sign keys` made
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,
    /// The mail server, such as smtps://user:password@mail.example.org; better in ALTAVOZ_SMTP
    #[arg(long, value_name = "URL")]
    pub smtp: Option<String>,
    /// The sender of mails [default: the petition's contact for questions]
    #[arg(long, value_name = "ADDRESS")]
    pub from: Option<String>,
    /// Leave mails in the database, for another collector to send
    #[arg(long)]
    pub hold_mail: bool,
    /// A proxy in front whose word on where readers come from is believed; more than once
    #[arg(long, value_name = "ADDRESS")]
    pub proxy: Vec<IpAddr>,
    /// A list of domains, one a line, whose addresses are not taken: mailboxes that last an hour
    #[arg(long, value_name = "FILE")]
    pub refuse_domains: Option<PathBuf>,
    /// Try it out on this machine: mails become files in .altavoz/mail/, and the keys are known to
    /// everybody. Never for real signatures
    #[arg(long)]
    pub dev: bool,
}

/// `altavoz sign keys`.
#[derive(Clone, Debug, Args)]
pub struct SignKeys {
    /// The file to write; must not be there
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
}

/// `altavoz sign copy`.
#[derive(Clone, Debug, Args)]
pub struct SignCopy {
    /// The database to read [default: ALTAVOZ_DATABASE]
    #[arg(long, value_name = "PATH|URL", required_unless_present = "to")]
    pub from: Option<String>,
    /// The database to write: a new file, or an empty database of PostgreSQL [default: ALTAVOZ_DATABASE]
    #[arg(long, value_name = "PATH|URL")]
    pub to: Option<String>,
}

/// `altavoz import`.
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// The old site's folder, or its content folder
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Which program made it [default: by what lies in the folder]
    #[arg(long, value_enum, value_name = "PROGRAM")]
    pub from: Option<From>,
    /// The folder under content/ that posts go into
    #[arg(long, value_name = "SECTION", default_value = "news")]
    pub into: String,
}

/// Programs whose sites can be brought along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum From {
    /// gohugo.io
    Hugo,
    /// jekyllrb.com
    Jekyll,
    /// getzola.org
    Zola,
}
