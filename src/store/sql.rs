//! A question in SQL with its parameters, and the rows that answer it.

use super::{Store, StoreError};
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use std::fmt;

/// A parameter of a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A whole number.
    Int(i64),
    /// A real number.
    Real(f64),
    /// A text.
    Text(String),
}

impl From<i64> for Value {
    fn from(value: i64) -> Value {
        Value::Int(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Value {
        Value::Real(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::Text(value.into())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Value {
        Value::Text(value)
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Int(value) => ToSqlOutput::Borrowed(ValueRef::Integer(*value)),
            Value::Real(value) => ToSqlOutput::Borrowed(ValueRef::Real(*value)),
            Value::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
        })
    }
}

/// A question: its text, with `?1`, `?2` ... for the parameters. It prints as SQL that any
/// SQLite shell runs as it is.
///
/// ```
/// let mut sql = onrecord::store::Sql::default();
/// let name = sql.bind("O'Neill");
/// sql.push(&format!("SELECT * FROM said WHERE speaker = {name}"));
/// assert_eq!(sql.to_string(), "SELECT * FROM said WHERE speaker = 'O''Neill'");
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// A question without parameters.
    pub fn new(text: &str) -> Sql {
        Sql {
            text: text.into(),
            values: Vec::new(),
        }
    }

    /// Takes a parameter and gives its place to write into the text.
    pub fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    /// Takes several parameters and gives their places as `?1, ?2`.
    pub fn bind_all<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> String {
        let places: Vec<String> = values.into_iter().map(|value| self.bind(value)).collect();
        places.join(", ")
    }

    /// Adds text. A question mark in it always means a parameter.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

impl fmt::Display for Sql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut pieces = self.text.split('?');
        f.write_str(pieces.next().unwrap_or_default())?;
        for piece in pieces {
            let digits = piece.len() - piece.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let number: usize = piece[..digits].parse().unwrap_or(0);
            match number.checked_sub(1).and_then(|at| self.values.get(at)) {
                Some(Value::Int(value)) => write!(f, "{value}")?,
                Some(Value::Real(value)) => write!(f, "{value:?}")?,
                Some(Value::Text(value)) => write!(f, "'{}'", value.replace('\'', "''"))?,
                None => f.write_str("NULL")?,
            }
            f.write_str(&piece[digits..])?;
        }
        Ok(())
    }
}

/// One row of an answer. Columns are numbered from 0. Reading never fails: the schema's
/// tables are strict, so that a column has the type that its question knows it to have.
pub struct Row<'a>(&'a rusqlite::Row<'a>);

impl Row<'_> {
    /// A text; empty when there is none.
    pub fn text(&self, column: usize) -> String {
        self.opt_text(column).unwrap_or_default()
    }

    /// A text, where there is one.
    pub fn opt_text(&self, column: usize) -> Option<String> {
        match self.0.get_ref(column) {
            Ok(ValueRef::Text(bytes)) => Some(String::from_utf8_lossy(bytes).into_owned()),
            _ => None,
        }
    }

    /// A text where it stands; empty when there is none.
    pub fn str(&self, column: usize) -> &str {
        match self.0.get_ref(column) {
            Ok(ValueRef::Text(bytes)) => std::str::from_utf8(bytes).unwrap_or_default(),
            _ => "",
        }
    }

    /// A whole number; 0 when there is none.
    pub fn int(&self, column: usize) -> i64 {
        self.opt_int(column).unwrap_or_default()
    }

    /// A whole number, where there is one.
    pub fn opt_int(&self, column: usize) -> Option<i64> {
        match self.0.get_ref(column) {
            Ok(ValueRef::Integer(value)) => Some(value),
            _ => None,
        }
    }

    /// A probability, where there is one.
    pub fn opt_real(&self, column: usize) -> Option<f32> {
        match self.0.get_ref(column) {
            Ok(ValueRef::Real(value)) => Some(value as f32),
            _ => None,
        }
    }

    /// A text that a type can be read from, where there is one and it can.
    pub fn parse<T: std::str::FromStr>(&self, column: usize) -> Option<T> {
        self.str(column).parse().ok()
    }
}

impl Store {
    /// Puts a question and hands each row of the answer to `take` as it is found.
    ///
    /// # Errors
    /// The question's, or the first that `take` returns.
    pub fn each<E: From<StoreError>>(
        &self,
        sql: &Sql,
        mut take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let fail = |error| E::from(self.fail(error));
        let mut statement = self.connection.prepare_cached(&sql.text).map_err(fail)?;
        let mut rows = statement
            .query(rusqlite::params_from_iter(&sql.values))
            .map_err(fail)?;
        while let Some(row) = rows.next().map_err(fail)? {
            take(&Row(row))?;
        }
        Ok(())
    }

    /// Puts a question and collects what `read` makes of each row.
    ///
    /// # Errors
    /// The question's.
    pub fn rows<T>(
        &self,
        sql: &Sql,
        mut read: impl FnMut(&Row<'_>) -> T,
    ) -> Result<Vec<T>, StoreError> {
        let mut answer = Vec::new();
        self.each(sql, |row| {
            answer.push(read(row));
            Ok::<(), StoreError>(())
        })?;
        Ok(answer)
    }
}
