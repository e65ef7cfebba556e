//! Signatures as a file for those who hand them over: CSV (RFC 4180) or JSON, a line each.
//!
//! Rows are opened and written one by one, so that a million takes no more memory than one.

use jiff::Timestamp;
use serde_json::json;

use super::keys::Keys;
use super::store::{self, Sql, Stored, Trouble, Which};
use super::text::hex;

/// The columns, in their order.
const COLUMNS: [&str; 12] = [
    "id",
    "petition",
    "state",
    "first_name",
    "last_name",
    "email",
    "country",
    "lang",
    "consent_processing",
    "consent_updates",
    "signed_at",
    "confirmed_at",
];
/// How many bytes are handed on at once.
const PART: usize = 32 * 1024;

/// How a file of signatures is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table for spreadsheets, with the mark of UTF-8 at its beginning or not.
    Csv {
        /// Whether it begins with a byte order mark, which Excel needs.
        bom: bool,
    },
    /// An object a line.
    Jsonl,
}

/// Writes signatures, part by part, until `write` says that nobody reads any more. Writes down beforehand
/// who did that.
pub(super) fn export(
    sql: &mut Sql,
    (keys, actor, now): (&Keys, &str, i64),
    (which, format): (&Which, Format),
    write: &mut dyn FnMut(Vec<u8>) -> bool,
) -> Result<(), Trouble> {
    let all = |given: &Option<String>| given.clone().unwrap_or_else(|| "all".to_owned());
    let detail = format!("petition {} state {}", all(&which.petition), all(&which.state));
    sql.transaction(|sql| store::audit(sql, (actor, "export", &detail), now))?;
    let mut part = head(format);
    let mut is_read = true;
    store::rows(sql, which, |row| {
        if is_read {
            part.extend(line(keys, &row, format).into_bytes());
            if part.len() >= PART {
                is_read = write(std::mem::take(&mut part));
            }
        }
        Ok(())
    })?;
    if is_read {
        write(part);
    }
    Ok(())
}

fn head(format: Format) -> Vec<u8> {
    match format {
        Format::Csv { bom } => {
            let mark = if bom { "\u{feff}" } else { "" };
            format!("{mark}{}\r\n", COLUMNS.join(",")).into_bytes()
        }
        Format::Jsonl => Vec::new(),
    }
}

fn line(keys: &Keys, row: &Stored, format: Format) -> String {
    let open = |field: &str, sealed: &Option<Vec<u8>>| {
        sealed.as_ref().and_then(|sealed| keys.open(&row.id, field, sealed)).unwrap_or_default()
    };
    let time = |at: i64| Timestamp::from_millisecond(at).map_or_else(|_| String::new(), |at| at.to_string());
    let values = [
        hex(&row.id),
        row.petition.clone(),
        row.state.clone(),
        open("first", &row.first),
        open("last", &row.last),
        open("email", &row.email),
        row.country.clone().unwrap_or_default(),
        row.lang.clone(),
        row.processing.clone(),
        row.updates.clone().unwrap_or_default(),
        time(row.at),
        row.confirmed_at.map_or_else(String::new, time),
    ];
    match format {
        Format::Csv { .. } => values.map(|value| cell(&value)).join(",") + "\r\n",
        Format::Jsonl => {
            let object = COLUMNS.iter().zip(values).map(|(name, value)| ((*name).to_owned(), json!(value)));
            serde_json::Value::Object(object.collect()).to_string() + "\n"
        }
    }
}

/// A value as a spreadsheet shows it, and never as one that it runs (OWASP, CSV injection).
fn cell(value: &str) -> String {
    let runs = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    let safe = if value.starts_with(runs) { format!("'{value}") } else { value.to_owned() };
    if safe.contains([',', '"', '\r', '\n', ';', '\'']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_spreadsheet_runs_no_cell() {
        for (value, shown) in [
            ("Ana", "Ana"),
            ("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("+1", "\"'+1\""),
            ("-1", "\"'-1\""),
            ("\tx", "\"'\tx\""),
            ("\rx", "\"'\rx\""),
            ("\u{ff1d}1", "\"'\u{ff1d}1\""),
            ("a \"b\", c", "\"a \"\"b\"\", c\""),
            ("a\nb", "\"a\nb\""),
        ] {
            assert_eq!(cell(value), shown);
        }
    }
}
