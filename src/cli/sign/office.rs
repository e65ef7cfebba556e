//! `altavoz sign export|invalidate|erase|stats|retention|token|erasures`: what is done with signatures that
//! are there.

use std::io::{self, Write};
use std::path::Path;

use crate::base::Failure;
use crate::sign::{self, Address, Export, Flood, Office};

use super::super::Ended;
use super::super::arguments::{
    Format, SignCommand, SignDatabase, SignErasuresCommand, SignExport, SignInvalidate, SignTokenCommand,
};
use super::super::print::Printer;
use super::super::surroundings::milliseconds;
use super::{Secrets, chosen, keys};

/// What a token may be good for, and whether for one petition alone.
const SCOPES: [(&str, bool); 4] =
    [("export", true), ("invalidate", true), ("petitions", false), ("retention", false)];

/// Where a command finds things.
type Place<'a> = (&'a Path, Secrets<'a>);

/// Runs a command in a folder.
pub(super) fn run(command: &SignCommand, place: Place<'_>, printer: &Printer) -> Result<Ended, Failure> {
    let now = milliseconds();
    match command {
        SignCommand::Export(given) => export(given, place, printer)?,
        SignCommand::Invalidate(given) => invalidate(given, place, printer)?,
        SignCommand::Erase(given) => {
            let refused = || Failure::new("failure.sign-address").arg("value", &given.address);
            let address = Address::parse(&given.address).ok_or_else(refused)?;
            let erased = open(&given.database, place)?.erase(&address, given.petition.as_deref(), now)?;
            printer.say("say.sign-erased", &[("count", erased.to_string())]);
        }
        SignCommand::Stats(given) => {
            for (petition, state, count) in open(given, place)?.stats()? {
                printer.line(&format!("{petition}\t{state}\t{count}"));
            }
        }
        SignCommand::Retention(given) => {
            let mut office = open(&given.database, place)?;
            let forgotten =
                if given.yes { office.forget(now, given.clock_is_right)? } else { office.due(now)? };
            for (petition, count) in &forgotten {
                let said = [("petition", petition.clone().unwrap_or_default()), ("count", count.to_string())];
                let key = if petition.is_some() { "say.sign-anonymise" } else { "say.sign-forget" };
                printer.say(key, &said);
            }
            conclude(printer, given.yes, forgotten.is_empty());
        }
        SignCommand::Token(given) => token(&given.command, place, printer, now)?,
        SignCommand::Erasures(given) => erasures(&given.command, place, printer, now)?,
        SignCommand::Serve(_) | SignCommand::Keys(_) | SignCommand::Copy(_) => {
            unreachable!("whoever calls this does those")
        }
    }
    Ok(Ended::Well)
}

fn open(given: &SignDatabase, (folder, secrets): Place<'_>) -> Result<Office, Failure> {
    let keys = keys(given.keys.as_deref(), given.dev, folder)?;
    Office::open(&chosen(given.database.as_deref(), given.dev, folder, secrets)?, keys)
}

fn instant(text: Option<&str>) -> Result<Option<i64>, Failure> {
    let refused = |text: &str| Failure::new("failure.sign-date").arg("value", text);
    text.map(|text| sign::instant(text).ok_or_else(|| refused(text))).transpose()
}

fn export(given: &SignExport, place: Place<'_>, printer: &Printer) -> Result<(), Failure> {
    let format = match printer.format {
        Format::Jsonl => sign::Format::Jsonl,
        _ => sign::Format::Csv { bom: given.bom },
    };
    let wanted = Export {
        petition: given.petition.clone(),
        state: Some(given.state.clone()).filter(|state| state != "all"),
        since: instant(given.since.as_deref())?,
        format,
    };
    let mut office = open(&given.database, place)?;
    let Some(output) = &given.output else {
        return office.export(wanted, milliseconds(), &mut io::stdout().lock());
    };
    let path = place.0.join(output);
    let file = sign::create_private(&path).map_err(|cause| Failure::at("failure.write", &path, &cause))?;
    office.export(wanted, milliseconds(), &mut io::BufWriter::new(file))
}

fn invalidate(given: &SignInvalidate, place: Place<'_>, printer: &Printer) -> Result<(), Failure> {
    let flood = Flood {
        petition: given.petition.clone(),
        domain: given.domain.as_ref().map(|domain| domain.to_lowercase()),
        network: given.network,
        since: instant(given.since.as_deref())?,
        until: instant(given.until.as_deref())?,
    };
    if flood.is_everybody() {
        return Err(Failure::new("failure.sign-everybody"));
    }
    let found = open(&given.database, place)?.invalidate(&flood, milliseconds(), given.yes)?;
    for ((petition, state), count) in &found {
        printer.line(&format!("{petition}\t{state}\t{count}"));
    }
    if given.network.is_some() {
        printer.warn("say.sign-networks");
    }
    conclude(printer, given.yes, found.is_empty());
    Ok(())
}

/// Says whether anything was done, and how to do it.
fn conclude(printer: &Printer, is_meant: bool, is_nothing: bool) {
    let key = match (is_nothing, is_meant) {
        (true, _) => "say.sign-nothing",
        (false, true) => "say.sign-done",
        (false, false) => "say.sign-dry",
    };
    printer.say(key, &[]);
}

fn token(command: &SignTokenCommand, place: Place<'_>, printer: &Printer, now: i64) -> Result<(), Failure> {
    match command {
        SignTokenCommand::Add { name, scope, database } => {
            for scope in scope {
                let (what, petition) =
                    scope.split_once(':').map_or((&scope[..], None), |(what, only)| (what, Some(only)));
                let known = SCOPES.iter().find(|(known, _)| *known == what);
                let is_fine =
                    known.is_some_and(|(_, of_one)| petition.is_none_or(|it| *of_one && !it.is_empty()));
                if !is_fine || scope.contains(',') {
                    return Err(Failure::new("failure.sign-scope").arg("value", scope));
                }
            }
            let token = open(database, place)?.admit(name, scope, now)?;
            let token = token.ok_or_else(|| Failure::new("failure.sign-taken").arg("value", name))?;
            printer.line(&token);
        }
        SignTokenCommand::List(database) => {
            for (name, scopes, is_revoked) in open(database, place)?.operators()? {
                printer.line(&format!("{name}\t{scopes}\t{}", if is_revoked { "revoked" } else { "good" }));
            }
        }
        SignTokenCommand::Revoke { name, database } => {
            if !open(database, place)?.dismiss(name, now)? {
                return Err(Failure::new("failure.sign-nobody").arg("value", name));
            }
            printer.say("say.sign-revoked", &[("value", name.clone())]);
        }
    }
    Ok(())
}

fn erasures(
    command: &SignErasuresCommand,
    place: Place<'_>,
    printer: &Printer,
    now: i64,
) -> Result<(), Failure> {
    match command {
        SignErasuresCommand::Export { file, database } => {
            let mut office = open(database, place)?;
            let path = place.0.join(file);
            let out =
                sign::create_private(&path).map_err(|cause| Failure::at("failure.write", &path, &cause))?;
            let mut out = io::BufWriter::new(out);
            let count = office.export_erasures(&mut out)?;
            let flushed = out.flush();
            flushed.map_err(|cause| Failure::at("failure.write", &path, &cause))?;
            printer.say("say.sign-erasures-written", &[("count", count.to_string())]);
        }
        SignErasuresCommand::Import { file, database } => {
            let count = open(database, place)?.import_erasures(&place.0.join(file), now)?;
            printer.say("say.sign-erased", &[("count", count.to_string())]);
        }
    }
    Ok(())
}
