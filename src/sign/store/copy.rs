//! Copies all of one database into another, empty one, whichever kind either is.

use super::schema;
use super::sql::{Row, Sql, Trouble, Value};

/// Rows of one statement.
const ROWS: usize = 50;

/// What was copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sign) struct Copied {
    /// How many signatures.
    pub signatures: i64,
    /// How many came in while it was copied: the copy does not have them.
    pub missed: i64,
}

/// Why nothing was copied.
#[derive(Debug)]
pub(in crate::sign) enum NotCopied {
    /// The database that was read would not.
    From(Trouble),
    /// The database that was written would not.
    To(Trouble),
    /// There is something in it already.
    NotEmpty,
    /// The copy has not as many rows as it should.
    Differs(&'static str),
}

/// Copies all or nothing, as it was at one moment; whoever writes meanwhile is not kept waiting.
pub(in crate::sign) fn copy(from: &mut Sql, to: &mut Sql) -> Result<Copied, NotCopied> {
    from.begin_reading().map_err(NotCopied::From)?;
    to.begin().map_err(NotCopied::To)?;
    let copied = tables(from, to).and_then(|signatures| {
        to.commit().map_err(NotCopied::To)?;
        Ok(signatures)
    });
    if copied.is_err() {
        to.undo();
    }
    from.undo();
    let signatures = copied?;
    let now = count(from, "signatures").map_err(NotCopied::From)?;
    Ok(Copied { signatures, missed: now - signatures })
}

/// Gives how many signatures there are.
fn tables(from: &mut Sql, to: &mut Sql) -> Result<i64, NotCopied> {
    for table in schema::tables() {
        if count(to, table).map_err(NotCopied::To)? > 0 {
            return Err(NotCopied::NotEmpty);
        }
    }
    let mut signatures = 0;
    for table in schema::tables() {
        rows(from, to, table)?;
        let [read, written] =
            [count(from, table).map_err(NotCopied::From)?, count(to, table).map_err(NotCopied::To)?];
        if read != written {
            return Err(NotCopied::Differs(table));
        }
        if table == "signatures" {
            signatures = read;
        }
    }
    Ok(signatures)
}

/// What was written without a meaning is no part of a table.
fn filter(table: &str) -> &'static str {
    if table == "meta" { " WHERE key NOT LIKE 'as-if%'" } else { "" }
}

fn count(sql: &mut Sql, table: &str) -> Result<i64, Trouble> {
    sql.number(&format!("SELECT count(*) FROM {table}{}", filter(table)), &[])
}

fn rows(from: &mut Sql, to: &mut Sql, table: &str) -> Result<(), NotCopied> {
    let mut refused = None;
    let mut columns: Vec<String> = Vec::new();
    let mut cells: Vec<Cell> = Vec::new();
    let query = format!("SELECT * FROM {table}{}", filter(table));
    let read = from.each(&query, &[], |row| {
        if columns.is_empty() {
            columns = row.columns();
        }
        for place in 0..columns.len() {
            cells.push(Cell::of(row.value(place)?));
        }
        if cells.len() == ROWS * columns.len() {
            put(to, table, &columns, &cells).map_err(|trouble| {
                refused = Some(trouble);
                Trouble::Undone
            })?;
            cells.clear();
        }
        Ok(())
    });
    if let Some(trouble) = refused {
        return Err(NotCopied::To(trouble));
    }
    read.map_err(NotCopied::From)?;
    put(to, table, &columns, &cells).map_err(NotCopied::To)
}

fn put(to: &mut Sql, table: &str, columns: &[String], cells: &[Cell]) -> Result<(), Trouble> {
    if cells.is_empty() {
        return Ok(());
    }
    let rows = cells.len() / columns.len();
    let mut places = 1..;
    let rows: Vec<String> = (0..rows)
        .map(|_| {
            let row: Vec<String> =
                places.by_ref().take(columns.len()).map(|place| format!("?{place}")).collect();
            format!("({})", row.join(", "))
        })
        .collect();
    let insert = format!("INSERT INTO {table} ({}) VALUES {}", columns.join(", "), rows.join(", "));
    let values: Vec<Value<'_>> = cells.iter().map(Cell::value).collect();
    to.execute(&insert, &values).map(drop)
}

/// A value that outlives its row.
enum Cell {
    Null,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Cell {
    fn of(value: Value<'_>) -> Cell {
        match value {
            Value::Null => Cell::Null,
            Value::Number(number) => Cell::Number(number),
            Value::Text(text) => Cell::Text(text.to_owned()),
            Value::Bytes(bytes) => Cell::Bytes(bytes.to_vec()),
        }
    }

    fn value(&self) -> Value<'_> {
        match self {
            Cell::Null => Value::Null,
            Cell::Number(number) => Value::Number(*number),
            Cell::Text(text) => Value::Text(text),
            Cell::Bytes(bytes) => Value::Bytes(bytes),
        }
    }
}

impl Row<'_> {
    fn columns(&self) -> Vec<String> {
        match self {
            Row::Sqlite(row) => row.as_ref().column_names().map(str::to_owned).collect(),
            Row::Postgres(row) => row.columns().iter().map(|column| column.name().to_owned()).collect(),
        }
    }
}
