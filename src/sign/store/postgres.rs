//! A connection to a PostgreSQL server that mends itself, and what its errors mean.

use std::collections::HashMap;
use std::error::Error as _;
use std::io;
use std::time::Duration;

use bytes::BytesMut;
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, Statement};

use super::sql::{Row, Trouble, Value};
use super::tls::Tls;

/// How long a server may take to answer a call.
const CALL: Duration = Duration::from_secs(3);
/// How long it may leave what was sent unacknowledged before it counts as away.
const AWAY: Duration = Duration::from_secs(10);
/// Statements that are kept ready.
const READY: usize = 128;

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Answering people who wait: nothing may last.
    Serving,
    /// Work that takes as long as it takes.
    Working,
}

/// A connection with the statements that it knows.
pub(in crate::sign) struct Postgres {
    client: Client,
    config: Config,
    purpose: Purpose,
    ready: HashMap<String, Statement>,
    /// A statement of this transaction failed: the server would answer its end as if all were well.
    is_undone: bool,
}

impl Postgres {
    /// Calls a server.
    pub(super) fn connect(config: &Config, purpose: Purpose) -> Result<Postgres, Trouble> {
        let client = call(config, purpose)?;
        Ok(Postgres { client, config: config.clone(), purpose, ready: HashMap::new(), is_undone: false })
    }

    /// Calls again if the connection broke.
    pub(super) fn mend(&mut self) -> Result<(), Trouble> {
        if self.client.is_closed() {
            self.client = call(&self.config, self.purpose)?;
            self.ready.clear();
            self.is_undone = false;
        }
        Ok(())
    }

    pub(super) fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Trouble> {
        let done = self.ready(sql).and_then(|statement| changed(&mut self.client, &statement, values));
        self.noting(done)
    }

    pub(super) fn each(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: &mut dyn FnMut(&Row<'_>) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let done = self.ready(sql).map_err(Trouble::from).and_then(|statement| {
            let mut rows = self.client.query_raw(&statement, values)?;
            while let Some(found) = rows.next()? {
                row(&Row::Postgres(&found))?;
            }
            Ok(())
        });
        self.is_undone |= done.is_err();
        done
    }

    pub(super) fn script(&mut self, sql: &str) -> Result<(), Trouble> {
        let done = self.client.batch_execute(&rewritten(sql));
        self.noting(done)
    }

    pub(super) fn begin(&mut self) -> Result<(), Trouble> {
        self.is_undone = false;
        self.script("BEGIN")
    }

    pub(super) fn commit(&mut self) -> Result<(), Trouble> {
        if self.is_undone {
            return Err(Trouble::Undone);
        }
        self.script("COMMIT")
    }

    fn noting<T>(&mut self, done: Result<T, postgres::Error>) -> Result<T, Trouble> {
        self.is_undone |= done.is_err();
        Ok(done?)
    }

    fn ready(&mut self, sql: &str) -> Result<Statement, postgres::Error> {
        if let Some(statement) = self.ready.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&rewritten(sql))?;
        if self.ready.len() >= READY {
            self.ready.clear();
        }
        self.ready.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn changed(client: &mut Client, statement: &Statement, values: &[Value<'_>]) -> Result<u64, postgres::Error> {
    let mut rows = client.query_raw(statement, values)?;
    while rows.next()?.is_some() {}
    Ok(rows.rows_affected().unwrap_or(0))
}

fn call(config: &Config, purpose: Purpose) -> Result<Client, Trouble> {
    let mut config = config.clone();
    config.application_name("altavoz");
    config.connect_timeout(config.get_connect_timeout().copied().unwrap_or(CALL));
    config.tcp_user_timeout(AWAY).keepalives_idle(AWAY).notice_callback(drop);
    let mut client = config.connect(Tls)?;
    // Whoever acknowledges before the disk has it, such as a role with `synchronous_commit = off`, is overruled;
    // whoever waits for more than the disk may.
    client.batch_execute(
        "SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit')
           WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false);
         SET default_transaction_isolation = 'read committed'; SET client_encoding = 'UTF8';",
    )?;
    if purpose == Purpose::Serving {
        client.batch_execute(
            "SET lock_timeout = '500ms'; SET statement_timeout = '10s';
             SET idle_in_transaction_session_timeout = '10s';",
        )?;
    }
    Ok(client)
}

/// A statement in PostgreSQL's words.
pub(super) fn rewritten(sql: &str) -> String {
    let mut text = String::with_capacity(sql.len() + 8);
    let mut letters = sql.chars().peekable();
    while let Some(letter) = letters.next() {
        text.push(if letter == '?' && letters.peek().is_some_and(char::is_ascii_digit) {
            '$'
        } else {
            letter
        });
    }
    text.replace("/*!", "").replace("*/", "")
}

/// Why a statement failed, without the words of the server: those repeat values.
pub(super) fn cause(error: &postgres::Error) -> String {
    match error.code() {
        Some(code) => format!("PostgreSQL says {}", code.code()),
        None if is_lost(error) => "no connection to PostgreSQL".to_owned(),
        None => "unexpected data in the database".to_owned(),
    }
}

/// Why a server cannot be used at all, in its own words: nothing but settings was sent yet.
pub(super) fn told(error: &postgres::Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(said), _) => said.message().to_owned(),
        (None, Some(source)) => source.to_string(),
        (None, None) => error.to_string(),
    }
}

/// Whether another transaction was in the way.
pub(super) fn is_passing(error: &postgres::Error) -> bool {
    let passing =
        [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED, SqlState::LOCK_NOT_AVAILABLE];
    error.code().is_some_and(|code| passing.contains(code))
}

/// Whether there is no connection any more.
pub(super) fn is_lost(error: &postgres::Error) -> bool {
    let gone = [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::CANNOT_CONNECT_NOW];
    error.is_closed()
        || error.code().is_some_and(|code| gone.contains(code) || code.code().starts_with("08"))
        || error.source().is_some_and(<dyn std::error::Error>::is::<io::Error>)
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match (*self, kind) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Number(number), &Type::INT4) => i32::try_from(number)?.to_sql(kind, out),
            (Value::Number(number), &Type::BOOL) => (number != 0).to_sql(kind, out),
            (Value::Number(number), &Type::INT8) => number.to_sql(kind, out),
            (Value::Text(text), &Type::TEXT) => text.to_sql(kind, out),
            (Value::Bytes(bytes), &Type::BYTEA) => bytes.to_sql(kind, out),
            _ => Err(format!("{self:?} as {kind}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'v> FromSql<'v> for Value<'v> {
    fn from_sql(kind: &Type, raw: &'v [u8]) -> Result<Value<'v>, Box<dyn std::error::Error + Sync + Send>> {
        Ok(match *kind {
            Type::BOOL => Value::Number(bool::from_sql(kind, raw)?.into()),
            Type::INT4 => Value::Number(i32::from_sql(kind, raw)?.into()),
            Type::INT8 => Value::Number(i64::from_sql(kind, raw)?),
            Type::BYTEA => Value::Bytes(raw),
            _ => Value::Text(std::str::from_utf8(raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Value<'v>, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Value::Null)
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::BOOL | Type::INT4 | Type::INT8 | Type::TEXT | Type::VARCHAR | Type::BYTEA)
    }
}
