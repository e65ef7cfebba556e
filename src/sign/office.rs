//! What whoever runs a collector does with its signatures: on a connection of its own, also while it runs.

use std::io::{self, Write};
use std::path::Path;

use super::address::Address;
use super::export::{self, Format};
use super::invalid::{self, Flood, Found};
use super::keys::Keys;
use super::retention::{self, Forgotten, Ran};
use super::store::{self, Database, Opens, Operator, Sql, Tombstone, Trouble, Which};
use super::text::{base64url, hex};
use super::{disk, not_opened};
use crate::base::Failure;

/// How a file of erasures begins, before what tells its keys from others.
const ERASURES: &str = "altavoz-erasures-1";
/// Who did it, in the audit.
const ACTOR: &str = "command line";
/// Erasures that are carried over in one transaction.
const STEP: usize = 500;

/// An open database with the keys that belong to it.
pub struct Office {
    sql: Sql,
    keys: Keys,
}

impl std::fmt::Debug for Office {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Office")
    }
}

/// Which signatures are exported, and how.
#[derive(Clone, Debug)]
pub struct Export {
    /// Of one petition.
    pub petition: Option<String>,
    /// In one state.
    pub state: Option<String>,
    /// Not sent before, in milliseconds since 1970.
    pub since: Option<i64>,
    /// What is written.
    pub format: Format,
}

impl Office {
    /// Opens a database that is there.
    pub fn open(database: &Database, keys: Keys) -> Result<Office, Failure> {
        let sql = store::open(database, Opens::ToWork, Some(&keys.mark()));
        sql.map(|sql| Office { sql, keys }).map_err(|unusable| not_opened(database, unusable))
    }

    /// Writes signatures out, row by row.
    pub fn export(&mut self, wanted: Export, now: i64, out: &mut dyn Write) -> Result<(), Failure> {
        let Export { petition, state, since, format } = wanted;
        let which = Which { petition, state, since, until: None };
        let mut written = Ok(());
        let mut write = |part: Vec<u8>| {
            written = out.write_all(&part);
            written.is_ok()
        };
        let context = (&self.keys, ACTOR, now);
        export::export(&mut self.sql, context, (&which, format), &mut write).map_err(|it| troubled(&it))?;
        // Whoever reads only the first lines has what was wanted.
        let written = written.and_then(|()| out.flush());
        let is_fine = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
        match written {
            Err(cause) if !is_fine(&cause) => Err(Failure::new("failure.sign-output").because(&cause)),
            _ => Ok(()),
        }
    }

    /// Takes a flood out of the count if that is meant; gives what it is made of.
    pub fn invalidate(&mut self, flood: &Flood, now: i64, is_meant: bool) -> Result<Found, Failure> {
        let found = if is_meant {
            invalid::invalidate(&mut self.sql, (&self.keys, ACTOR, now), flood)
        } else {
            invalid::look(&mut self.sql, &self.keys, flood).map(|(found, _)| found)
        };
        found.map_err(|trouble| troubled(&trouble))
    }

    /// Erases what an address signed; gives how many signatures that was.
    pub fn erase(&mut self, address: &Address, petition: Option<&str>, now: i64) -> Result<usize, Failure> {
        let address = self.keys.address(&address.canonical);
        let erased = self.sql.transaction(|sql| store::erase_address(sql, &address, petition, now));
        erased.map_err(|trouble| troubled(&trouble))
    }

    /// How many signatures of each petition are in which state, and what its counter says.
    pub fn stats(&mut self) -> Result<Vec<(String, String, i64)>, Failure> {
        let mut stats = store::stats(&mut self.sql).map_err(|trouble| troubled(&trouble))?;
        let counts = store::counts(&mut self.sql).map_err(|trouble| troubled(&trouble))?;
        stats.extend(counts.into_iter().map(|(petition, count)| (petition, "counted".to_owned(), count)));
        stats.sort();
        Ok(stats)
    }

    /// What is due to be forgotten.
    pub fn due(&mut self, now: i64) -> Result<Forgotten, Failure> {
        retention::look(&mut self.sql, now).map_err(|trouble| troubled(&trouble))
    }

    /// Forgets what is due; gives what that was. Not by a clock that is far ahead, unless somebody is sure of it.
    pub fn forget(&mut self, now: i64, is_sure: bool) -> Result<Forgotten, Failure> {
        let ran = retention::run(&mut self.sql, (ACTOR, now), is_sure);
        let day =
            |at| jiff::Timestamp::from_millisecond(at).unwrap_or_default().strftime("%Y-%m-%d").to_string();
        match ran.map_err(|trouble| troubled(&trouble))? {
            Ran::Forgot(forgotten) => Ok(forgotten),
            Ran::Ahead(believed) => {
                Err(Failure::new("failure.sign-clock").arg("day", day(now)).arg("before", day(believed)))
            }
        }
    }

    /// Gives somebody a token, which is not kept; `None` if the name is taken.
    pub fn admit(&mut self, name: &str, scopes: &[String], now: i64) -> Result<Option<String>, Failure> {
        let token = base64url(&self.keys.random::<32>());
        let (hash, scopes) = (self.keys.operator(&token), scopes.join(","));
        let admitted = self.sql.transaction(|sql| {
            let admitted = store::admit(sql, (name, &scopes), &hash, now)?;
            store::audit(sql, (ACTOR, "token-add", &format!("{name} {scopes}")), now)?;
            Ok(admitted)
        });
        Ok(admitted.map_err(|trouble| troubled(&trouble))?.then_some(token))
    }

    /// Takes somebody's token back; `false` if nobody of that name has one.
    pub fn dismiss(&mut self, name: &str, now: i64) -> Result<bool, Failure> {
        let dismissed = self.sql.transaction(|sql| {
            store::audit(sql, (ACTOR, "token-revoke", name), now)?;
            store::dismiss(sql, name, now)
        });
        dismissed.map_err(|trouble| troubled(&trouble))
    }

    /// Who has a token: name, scopes, whether it is revoked.
    pub fn operators(&mut self) -> Result<Vec<(String, String, bool)>, Failure> {
        let operators = store::operators(&mut self.sql).map_err(|trouble| troubled(&trouble))?;
        let told = |it: Operator| (it.name, it.scopes, it.revoked_at.is_some());
        Ok(operators.into_iter().map(told).collect())
    }

    /// Writes down who was erased from which petition and when, in digests; gives how many.
    pub fn export_erasures(&mut self, out: &mut dyn Write) -> Result<usize, Failure> {
        let mut written = writeln!(out, "{ERASURES} {}", hex(&self.keys.mark()));
        let mut count = 0;
        let read = store::tombstones(&mut self.sql, |grave| {
            let Tombstone { address, petition, at } = grave;
            if written.is_ok() {
                written = writeln!(out, "{at} {} {petition}", hex(&address));
            }
            count += 1;
            Ok(())
        });
        read.map_err(|trouble| troubled(&trouble))?;
        let written = written.and_then(|()| out.flush());
        written.map(|()| count).map_err(|cause| Failure::new("failure.sign-output").because(&cause))
    }

    /// Erases once more what such a file says, in a database that was restored; gives how many signatures that
    /// was. A file of other keys would find nobody, so it is refused.
    pub fn import_erasures(&mut self, path: &Path, now: i64) -> Result<usize, Failure> {
        let bytes = disk::read(path).map_err(|cause| Failure::at("failure.read", path, &cause))?;
        let refused = || Failure::new("failure.sign-erasures").arg("path", path.display());
        let text = std::str::from_utf8(&bytes).map_err(|_| refused())?;
        let mut lines = text.lines();
        if lines.next() != Some(&format!("{ERASURES} {}", hex(&self.keys.mark()))) {
            return Err(refused());
        }
        let graves: Vec<Tombstone> = lines.map(grave).collect::<Option<_>>().ok_or_else(refused)?;
        let mut found = 0;
        for step in graves.chunks(STEP) {
            let buried = self.sql.transaction(|sql| {
                let found = store::bury(sql, step)?;
                store::audit(sql, (ACTOR, "erasures-import", &found.to_string()), now)?;
                Ok(found)
            });
            found += buried.map_err(|trouble| troubled(&trouble))?;
        }
        Ok(found)
    }
}

fn grave(line: &str) -> Option<Tombstone> {
    let mut parts = line.splitn(3, ' ');
    let at = parts.next()?.parse().ok()?;
    let digits = parts.next().filter(|digits| digits.len() == 64 && digits.is_ascii())?;
    let mut address = [0; 32];
    for (byte, place) in address.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&digits[place..place + 2], 16).ok()?;
    }
    Some(Tombstone { address, petition: parts.next()?.to_owned(), at })
}

fn troubled(trouble: &Trouble) -> Failure {
    Failure::new("failure.sign-trouble").arg("cause", trouble)
}
