//! Single cells of coded statements in a file that is being written.
//!
//! The file may have no rules of its own (see `Store::coded_file`), so every number is given.

use super::out::{NOTES, cut};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};

/// In the column `Agreement` of a note: there is no answer.
pub(super) const UNANSWERED: i64 = -1;
/// In the same column: the coded statement was left out.
pub(super) const LEFT_OUT: i64 = 2;

/// The tables of values, each with the column that has them.
const VALUES: [(&str, &str, &str); 4] = [
    ("boolean", "DATABOOLEAN", "Value"),
    ("integer", "DATAINTEGER", "Value"),
    ("long text", "DATALONGTEXT", "Value"),
    ("short text", "DATASHORTTEXT", "Entity"),
];

/// The cells of a file.
pub(super) struct Cells<'a> {
    pub connection: &'a Connection,
    /// The number of the next coded statement: one that none ever had.
    pub next: i64,
    /// How often a statement type had no variable for what was to be written.
    pub unsaid: usize,
}

/// What a note tells beside what the cells do.
pub(super) struct Sent<'a> {
    pub id: i64,
    /// The statement on record, and the names there of its speaker and target.
    pub statement: i64,
    pub speaker: &'a str,
    pub target: &'a str,
    pub is_sent: bool,
}

impl Cells<'_> {
    pub fn is_there(&self, id: i64) -> rusqlite::Result<bool> {
        let mut sql = self
            .connection
            .prepare_cached("SELECT 1 FROM STATEMENTS WHERE ID = ?1")?;
        sql.exists([id])
    }

    /// A variable of a coded statement's type, if it has one of that name and kind.
    fn variable(&self, id: i64, name: &str, kind: &str) -> rusqlite::Result<Option<i64>> {
        self.connection
            .prepare_cached(
                "SELECT v.ID FROM VARIABLES v JOIN STATEMENTS s
                     ON s.StatementTypeId = v.StatementTypeId
                  WHERE s.ID = ?1 AND v.Variable = ?2 AND v.DataType = ?3",
            )?
            .query_row(params![id, name, kind], |row| row.get(0))
            .optional()
    }

    /// The value of a short text.
    pub fn text(&self, id: i64, name: &str) -> rusqlite::Result<Option<String>> {
        let Some(variable) = self.variable(id, name, "short text")? else {
            return Ok(None);
        };
        self.connection
            .prepare_cached(
                "SELECT e.Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity
                  WHERE d.StatementId = ?1 AND d.VariableId = ?2",
            )?
            .query_row([id, variable], |row| row.get(0))
            .optional()
    }

    /// Writes a short text; tells whether it was another.
    pub fn put_text(&mut self, id: i64, name: &str, value: &str) -> rusqlite::Result<bool> {
        let value = cut(value);
        if self.text(id, name)?.unwrap_or_default() == value {
            return Ok(false);
        }
        let Some(variable) = self.variable(id, name, "short text")? else {
            self.unsaid += 1;
            return Ok(false);
        };
        let entity = self.entity(variable, &value)?;
        self.put("DATASHORTTEXT", "Entity", id, variable, entity.into())
    }

    /// Writes whether it agrees, or that there is no answer; tells whether that is new.
    pub fn put_agreement(&mut self, id: i64, side: Option<bool>) -> rusqlite::Result<bool> {
        let Some(variable) = self.variable(id, "agreement", "boolean")? else {
            self.unsaid += 1;
            return Ok(false);
        };
        match side {
            Some(side) if self.agreement(id, variable)? == Some(side.into()) => Ok(false),
            Some(side) => self.put("DATABOOLEAN", "Value", id, variable, side.into()),
            None => {
                let sql = "DELETE FROM DATABOOLEAN WHERE StatementId = ?1 AND VariableId = ?2";
                let deleted = self.connection.execute(sql, [id, variable])?;
                Ok(deleted > 0)
            }
        }
    }

    /// Whether a coded statement agrees: 1 or 0, where there is an answer.
    fn agreement(&self, id: i64, variable: i64) -> rusqlite::Result<Option<i64>> {
        self.connection
            .prepare_cached(
                "SELECT Value <> 0 FROM DATABOOLEAN WHERE StatementId = ?1 AND VariableId = ?2",
            )?
            .query_row([id, variable], |row| row.get(0))
            .optional()
    }

    fn put(
        &self,
        table: &str,
        column: &str,
        id: i64,
        variable: i64,
        value: Value,
    ) -> rusqlite::Result<bool> {
        let cell = params![id, variable, value];
        let update =
            format!("UPDATE {table} SET {column} = ?3 WHERE StatementId = ?1 AND VariableId = ?2");
        if self.connection.prepare_cached(&update)?.execute(cell)? == 0 {
            let insert = format!(
                "INSERT INTO {table} (ID, StatementId, VariableId, {column})
                 SELECT COALESCE(max(ID), 0) + 1, ?1, ?2, ?3 FROM {table}"
            );
            self.connection.prepare_cached(&insert)?.execute(cell)?;
        }
        Ok(true)
    }

    /// The number of a value of a variable; made where there is none.
    fn entity(&self, variable: i64, value: &str) -> rusqlite::Result<i64> {
        let mut find = self
            .connection
            .prepare_cached("SELECT ID FROM ENTITIES WHERE VariableId = ?1 AND Value = ?2")?;
        let found = find.query_row(params![variable, value], |row| row.get(0));
        if let Some(found) = found.optional()? {
            return Ok(found);
        }
        self.connection
            .prepare_cached(
                "INSERT INTO ENTITIES (ID, VariableId, Value, Red, Green, Blue)
                 SELECT COALESCE(max(ID), 0) + 1, ?1, ?2, 0, 0, 0 FROM ENTITIES RETURNING ID",
            )?
            .query_row(params![variable, value], |row| row.get(0))
    }

    /// Makes another coded statement over the same words, with the same values or, where
    /// `filled`, with empty ones; gives its number.
    pub fn copy(&mut self, id: i64, whole: bool, filled: bool) -> rusqlite::Result<Option<i64>> {
        let new = self.next;
        let copied = self.connection.execute(
            "INSERT INTO STATEMENTS (ID, StatementTypeId, DocumentId, Start, Stop, Coder)
             SELECT ?2, StatementTypeId, DocumentId, Start, Stop, Coder FROM STATEMENTS WHERE ID = ?1",
            [id, new],
        )?;
        if copied == 0 {
            return Ok(None);
        }
        self.next += 1;
        for (kind, table, column) in VALUES {
            let mut values: Vec<(i64, Value)> = Vec::new();
            if whole {
                let sql =
                    format!("SELECT VariableId, {column} FROM {table} WHERE StatementId = ?1");
                let mut rows = self.connection.prepare_cached(&sql)?;
                let rows = rows.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
                values.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
            } else if filled {
                for variable in self.variables(new, kind)? {
                    let empty = match kind {
                        "short text" => self.entity(variable, "")?.into(),
                        "long text" => Value::Text(String::new()),
                        _ => 0.into(),
                    };
                    values.push((variable, empty));
                }
            }
            for (variable, value) in values {
                self.put(table, column, new, variable, value)?;
            }
        }
        Ok(Some(new))
    }

    fn variables(&self, id: i64, kind: &str) -> rusqlite::Result<Vec<i64>> {
        self.connection
            .prepare_cached(
                "SELECT v.ID FROM VARIABLES v JOIN STATEMENTS s
                     ON s.StatementTypeId = v.StatementTypeId
                  WHERE s.ID = ?1 AND v.DataType = ?2 ORDER BY v.ID",
            )?
            .query_map(params![id, kind], |row| row.get(0))?
            .collect()
    }

    pub fn delete(&self, id: i64) -> rusqlite::Result<()> {
        for (_, table, _) in VALUES {
            let sql = format!("DELETE FROM {table} WHERE StatementId = ?1");
            self.connection.execute(&sql, [id])?;
        }
        let sql = "DELETE FROM STATEMENTS WHERE ID = ?1";
        self.connection.execute(sql, [id]).map(drop)
    }

    /// Notes how a coded statement goes out, or that it does not.
    pub fn note(&self, sent: &Sent<'_>) -> rusqlite::Result<()> {
        let agreement = match (
            sent.is_sent,
            self.variable(sent.id, "agreement", "boolean")?,
        ) {
            (false, _) => LEFT_OUT,
            (true, None) => UNANSWERED,
            (true, Some(variable)) => self.agreement(sent.id, variable)?.unwrap_or(UNANSWERED),
        };
        let text = |name| Ok::<_, rusqlite::Error>(self.text(sent.id, name)?.unwrap_or_default());
        self.connection.execute_batch(NOTES)?;
        self.connection
            .execute("DELETE FROM ONRECORD WHERE StatementId = ?1", [sent.id])?;
        self.connection
            .execute(
                "INSERT INTO ONRECORD
                 SELECT ID, DocumentId, Start, Stop, ?2, ?3, ?4, ?5, ?6, ?7, ?8
                   FROM STATEMENTS WHERE ID = ?1",
                params![
                    sent.id,
                    sent.statement,
                    text("person")?,
                    text("organization")?,
                    text("concept")?,
                    agreement,
                    sent.speaker,
                    sent.target
                ],
            )
            .map(drop)
    }
}
