//! `altavoz translate …`: one file a command.

mod adopt;
pub mod arguments;
mod check;
mod diff;
mod done;
mod export;
mod import;
mod init;
mod language;
mod moved;
mod prefill;
mod pseudo;
pub(super) mod side;
mod site;
mod start;
mod status;

use crate::base::Failure;

use super::Ended;
use super::print::Printer;
use super::surroundings::SiteAt;

use arguments::{Translate, Work};
use site::{Segments, Site};

/// Runs one of the commands.
pub(super) fn run(translate: &Translate, at: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    match &translate.command {
        Work::Init(init) => init::run(init, at, printer),
        Work::Prefill(prefill) => prefill::run(prefill, at, printer),
        Work::Pseudo(pseudo) => pseudo::run(pseudo, at, printer),
        Work::Language(language) => language::run(language, at, printer),
        Work::Status(status) => status::run(status, at, printer),
        Work::Diff(diff) => diff::run(diff, at, printer),
        Work::Start(start) => start::run(start, at, printer),
        Work::Done(done) => done::done(done, at, printer),
        Work::Waive(done) => done::waive(done, at, printer),
        Work::Review(review) => done::review(review, at, printer),
        Work::Adopt(adopt) => adopt::run(adopt, at, printer),
        Work::Export(export) => export::run(export, at, printer),
        Work::Pack(pack) => export::pack(pack, at, printer),
        Work::Import(import) => import::run(import, at, printer),
        Work::Check(look) => check::run(look, at, printer),
        Work::Mv(mv) => moved::run(mv, at, printer),
    }
}
