//! One way to ask either database. A statement is written once, in the words that both know.
//!
//! Values stand as `?1`, `?2`, …; PostgreSQL gets `$1`, `$2`. What only PostgreSQL needs, such as the lock
//! of a row that SQLite's single writer has anyway, stands between `/*!` and `*/`: for SQLite that is a comment.
//! Columns of the row that is there already need their table's name in `DO UPDATE`; a value that
//! is selected needs its type: `CAST(?2 AS BIGINT)`.

use std::fmt;

use rusqlite::types::{ToSqlOutput, ValueRef};

use super::postgres::Postgres;

/// A value of a statement or of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::sign) enum Value<'v> {
    /// Nothing.
    Null,
    /// A number, an instant in milliseconds, or whether something is so (1 or 0).
    Number(i64),
    /// A text.
    Text(&'v str),
    /// Bytes.
    Bytes(&'v [u8]),
}

/// The values of a statement, in the order of their numbers.
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::sign::store::Value::from($value)),*] };
}
pub(in crate::sign) use values;

impl fmt::Debug for Value<'_> {
    /// Says nothing of what it holds: that may be personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Value::Null => "Null",
            Value::Number(_) => "Number",
            Value::Text(_) => "Text",
            Value::Bytes(_) => "Bytes",
        })
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Value::Number(number)
    }
}

impl From<Option<i64>> for Value<'_> {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Value::Null, Value::Number)
    }
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Value::Text(text)
    }
}

impl<'v> From<&'v String> for Value<'v> {
    fn from(text: &'v String) -> Self {
        Value::Text(text)
    }
}

impl<'v> From<&'v [u8]> for Value<'v> {
    fn from(bytes: &'v [u8]) -> Self {
        Value::Bytes(bytes)
    }
}

impl<'v> From<&'v Vec<u8>> for Value<'v> {
    fn from(bytes: &'v Vec<u8>) -> Self {
        Value::Bytes(bytes)
    }
}

impl<'v, const N: usize> From<&'v [u8; N]> for Value<'v> {
    fn from(bytes: &'v [u8; N]) -> Self {
        Value::Bytes(bytes)
    }
}

impl<'v> From<&'v Option<String>> for Value<'v> {
    fn from(value: &'v Option<String>) -> Self {
        value.as_ref().map_or(Value::Null, Value::from)
    }
}

impl<'v> From<&'v Option<Vec<u8>>> for Value<'v> {
    fn from(value: &'v Option<Vec<u8>>) -> Self {
        value.as_ref().map_or(Value::Null, Value::from)
    }
}

impl<'v> From<&'v Option<[u8; 16]>> for Value<'v> {
    fn from(value: &'v Option<[u8; 16]>) -> Self {
        value.as_ref().map_or(Value::Null, Value::from)
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Value::Null => ValueRef::Null,
            Value::Number(number) => ValueRef::Integer(number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// What a column of a row becomes.
pub(in crate::sign) trait Column: Sized {
    /// `None` if the column holds something else.
    fn of(value: Value<'_>) -> Option<Self>;
}

impl Column for i64 {
    fn of(value: Value<'_>) -> Option<i64> {
        if let Value::Number(number) = value { Some(number) } else { None }
    }
}

impl Column for bool {
    fn of(value: Value<'_>) -> Option<bool> {
        i64::of(value).map(|number| number != 0)
    }
}

impl Column for String {
    fn of(value: Value<'_>) -> Option<String> {
        if let Value::Text(text) = value { Some(text.to_owned()) } else { None }
    }
}

impl Column for Vec<u8> {
    fn of(value: Value<'_>) -> Option<Vec<u8>> {
        if let Value::Bytes(bytes) = value { Some(bytes.to_vec()) } else { None }
    }
}

impl<const N: usize> Column for [u8; N] {
    fn of(value: Value<'_>) -> Option<[u8; N]> {
        if let Value::Bytes(bytes) = value { bytes.try_into().ok() } else { None }
    }
}

impl<T: Column> Column for Option<T> {
    fn of(value: Value<'_>) -> Option<Option<T>> {
        if value == Value::Null { Some(None) } else { T::of(value).map(Some) }
    }
}

/// A row of an answer.
pub(in crate::sign) enum Row<'r> {
    /// Of SQLite.
    Sqlite(&'r rusqlite::Row<'r>),
    /// Of PostgreSQL.
    Postgres(&'r postgres::Row),
}

impl Row<'_> {
    /// The column at this place, the first at 0.
    pub(in crate::sign) fn get<T: Column>(&self, place: usize) -> Result<T, Trouble> {
        T::of(self.value(place)?).ok_or(Trouble::Unexpected)
    }

    /// The column at this place as it is.
    pub(in crate::sign) fn value(&self, place: usize) -> Result<Value<'_>, Trouble> {
        match self {
            Row::Sqlite(row) => match row.get_ref(place)? {
                ValueRef::Null => Ok(Value::Null),
                ValueRef::Integer(number) => Ok(Value::Number(number)),
                ValueRef::Text(text) => {
                    std::str::from_utf8(text).map(Value::Text).map_err(|_| Trouble::Unexpected)
                }
                ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes)),
                ValueRef::Real(_) => Err(Trouble::Unexpected),
            },
            Row::Postgres(row) => Ok(row.try_get(place)?),
        }
    }
}

/// Why a statement was not run. What is told of it never holds a value: that would be personal data.
pub(in crate::sign) enum Trouble {
    /// SQLite would not.
    Sqlite(rusqlite::Error),
    /// PostgreSQL would not, or is away.
    Postgres(postgres::Error),
    /// The database holds something else than it should.
    Unexpected,
    /// A statement of the same transaction failed before.
    Undone,
    /// PostgreSQL was called a moment ago and did not answer.
    Away,
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Trouble {
        Trouble::Sqlite(error)
    }
}

impl From<postgres::Error> for Trouble {
    fn from(error: postgres::Error) -> Trouble {
        Trouble::Postgres(error)
    }
}

impl fmt::Debug for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Sqlite(rusqlite::Error::SqliteFailure(code, _)) => {
                f.write_str(rusqlite::ffi::code_to_str(code.extended_code))
            }
            Trouble::Postgres(error) => f.write_str(&super::postgres::cause(error)),
            Trouble::Away => f.write_str(super::postgres::NOBODY),
            Trouble::Undone => f.write_str("the transaction was undone"),
            Trouble::Sqlite(_) | Trouble::Unexpected => f.write_str("unexpected data in the database"),
        }
    }
}

/// A connection to a database of either kind.
pub(in crate::sign) enum Sql {
    /// A file.
    Sqlite(rusqlite::Connection),
    /// A server.
    Postgres(Box<Postgres>),
}

impl Sql {
    /// Runs a statement; gives how many rows it changed.
    pub(in crate::sign) fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Trouble> {
        match self {
            Sql::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                Ok(statement.execute(rusqlite::params_from_iter(values))? as u64)
            }
            Sql::Postgres(server) => server.execute(sql, values),
        }
    }

    /// Goes through the rows of an answer one by one: they are never all in memory.
    pub(in crate::sign) fn each(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        mut row: impl FnMut(&Row<'_>) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        match self {
            Sql::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query(rusqlite::params_from_iter(values))?;
                while let Some(found) = rows.next()? {
                    row(&Row::Sqlite(found))?;
                }
                Ok(())
            }
            Sql::Postgres(server) => server.each(sql, values, &mut row),
        }
    }

    /// All rows of an answer.
    pub(in crate::sign) fn all<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T, Trouble>,
    ) -> Result<Vec<T>, Trouble> {
        let mut all = Vec::new();
        self.each(sql, values, |row| {
            all.push(read(row)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// The first row of an answer.
    pub(in crate::sign) fn one<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T, Trouble>,
    ) -> Result<Option<T>, Trouble> {
        match self {
            Sql::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query(rusqlite::params_from_iter(values))?;
                rows.next()?.map(|found| read(&Row::Sqlite(found))).transpose()
            }
            Sql::Postgres(_) => Ok(self.all(sql, values, read)?.into_iter().next()),
        }
    }

    /// The number in the only column of an answer that has one row.
    pub(in crate::sign) fn number(&mut self, sql: &str, values: &[Value<'_>]) -> Result<i64, Trouble> {
        self.one(sql, values, |row| row.get(0))?.ok_or(Trouble::Unexpected)
    }

    /// Runs several statements that have no values.
    pub(super) fn script(&mut self, sql: &str) -> Result<(), Trouble> {
        match self {
            Sql::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            Sql::Postgres(server) => server.script(sql),
        }
    }

    /// Begins a transaction that may write.
    pub(super) fn begin(&mut self) -> Result<(), Trouble> {
        match self {
            Sql::Sqlite(connection) => Ok(connection.execute_batch("BEGIN IMMEDIATE")?),
            Sql::Postgres(server) => server.begin(),
        }
    }

    /// Begins a transaction that sees everything as it is at one moment, and keeps nobody from writing.
    pub(super) fn begin_reading(&mut self) -> Result<(), Trouble> {
        match self {
            Sql::Sqlite(connection) => Ok(connection.execute_batch("BEGIN")?),
            Sql::Postgres(_) => self.script("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"),
        }
    }

    /// Ends a transaction. What it wrote is on the disk when this returns.
    pub(super) fn commit(&mut self) -> Result<(), Trouble> {
        match self {
            Sql::Sqlite(connection) => Ok(connection.execute_batch("COMMIT")?),
            Sql::Postgres(server) => server.commit(),
        }
    }

    /// Undoes a transaction, if there is one. If that fails the next beginning does, and says so.
    pub(super) fn undo(&mut self) {
        match self {
            Sql::Sqlite(connection) if connection.is_autocommit() => {}
            Sql::Sqlite(_) | Sql::Postgres(_) => drop(self.script("ROLLBACK")),
        }
    }

    /// Does something in one transaction, all of it or nothing; once more where another was in the way.
    pub(in crate::sign) fn transaction<T>(
        &mut self,
        mut write: impl FnMut(&mut Sql) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let mut tries = 0;
        loop {
            tries += 1;
            let done =
                self.begin().and_then(|()| write(self)).and_then(|value| self.commit().map(|()| value));
            match done {
                Err(trouble) => {
                    self.undo();
                    if tries >= TRIES || !trouble.is_passing() {
                        return Err(trouble);
                    }
                }
                done => return done,
            }
        }
    }
}

/// How often a transaction is tried that others are in the way of.
const TRIES: u32 = 5;

impl Trouble {
    /// Whether another transaction was in the way: the same may work when it is tried again.
    pub(super) fn is_passing(&self) -> bool {
        matches!(self, Trouble::Postgres(error) if super::postgres::is_passing(error))
    }

    /// Whether there is no connection any more.
    pub(super) fn is_lost(&self) -> bool {
        match self {
            Trouble::Postgres(error) => super::postgres::is_lost(error),
            trouble => matches!(trouble, Trouble::Away),
        }
    }
}
