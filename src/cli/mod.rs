//! The command line: arguments, clock, environment and terminal in; one file a command.

pub mod arguments;
mod beside;
mod build;
mod check;
mod consent;
mod desk;
pub mod external;
pub mod field_words;
mod fix;
mod import;
mod index;
mod init;
mod list;
mod new;
mod petitions;
pub mod place;
mod practices;
mod preview;
pub mod print;
mod record;
mod remains;
mod schema;
mod serve;
mod sign;
mod surroundings;
pub mod translate;
mod withdrawal;

use std::process::ExitCode;

use clap::Parser;

use crate::base::Failure;

use arguments::{
    Arguments, Command, Consent, ConsentCommand, Format, Petitions, PetitionsCommand, Practices,
    PracticesCommand, Sign,
};
use print::Printer;
use surroundings::Surroundings;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// All is well.
    Well,
    /// The content has errors.
    WithErrors,
}

/// Runs the program: exit code 0 all is well, 1 the content has errors, 2 the machine or the arguments.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let surroundings = Surroundings::of_the_process();
    let mut printer = surroundings.printer(&arguments.common);
    // There, `--format json` is what is in the file, and messages must not get into it.
    if matches!(arguments.command, Command::Practices(_)) {
        printer.format = Format::Csv;
    }
    let ended = match &arguments.command {
        // Needs no site, and speaks from several threads.
        Command::Sign(Sign { command }) if sign::writes(command, arguments.common.format) => {
            let own = surroundings.printer(&arguments.common);
            let folder = surroundings.folder(&arguments.common);
            let secrets = sign::Secrets { smtp: surroundings.smtp(), database: surroundings.database() };
            sign::run(command, (&folder, secrets), own)
        }
        _ => dispatch(&arguments, &surroundings, &printer),
    };
    match ended {
        Ok(Ended::Well) => ExitCode::SUCCESS,
        Ok(Ended::WithErrors) => ExitCode::from(1),
        Err(failure) => {
            printer.failure(&failure);
            ExitCode::from(2)
        }
    }
}

fn dispatch(arguments: &Arguments, surroundings: &Surroundings, printer: &Printer) -> Result<Ended, Failure> {
    let common = &arguments.common;
    let writes_file = match &arguments.command {
        Command::Translate(translate) => {
            translate.command.writes_files() && common.format.is_of_translations()
        }
        Command::Practices(_) => practices::writes(common.format),
        _ => false,
    };
    if common.format.is_of_a_file() && !writes_file {
        return Err(Failure::new("failure.format"));
    }
    match &arguments.command {
        Command::Init(init) => init::run(init, printer),
        Command::New(new) => new::run(new, &surroundings.site(common)?, printer),
        Command::Build(build) => build::run(build, &surroundings.site(common)?, printer),
        Command::Serve(serve) => serve::run(serve, &surroundings.site(common)?, printer),
        Command::Consent(Consent { command: ConsentCommand::Withdraw(withdraw) }) => {
            consent::withdraw(withdraw, &surroundings.site(common)?, printer)
        }
        Command::Check(check) => check::run(check, &surroundings.site(common)?, printer),
        Command::Schema(schema) => schema::run(schema, common, surroundings, printer),
        Command::List(list) => list::run(list, &surroundings.site(common)?, printer),
        Command::Practices(Practices { command: PracticesCommand::Export(export) }) => {
            practices::export(export, common.format, &surroundings.site(common)?, printer)
        }
        Command::Petitions(Petitions { command: PetitionsCommand::Pull(pull) }) => {
            petitions::pull(pull, &surroundings.site(common)?, printer)
        }
        Command::Translate(translate) => translate::run(translate, &surroundings.site(common)?, printer),
        Command::Import(import) => import::run(import, &surroundings.site(common)?, printer),
        Command::Sign(_) => Err(Failure::new("failure.format")),
    }
}
