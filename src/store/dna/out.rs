//! Rows that the program writes into a file of Discourse Network Analyzer.

use super::import::PROGRAM;
use super::password::password_hash;
use crate::model::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// The longest text in most columns, in characters.
const LONGEST: usize = 190;

/// A table beside those of the form, which Discourse Network Analyzer leaves alone: what the
/// program's own statements were when they left the record, so that what people change can be
/// told when the file comes back.
pub(super) const NOTES: &str = "CREATE TABLE IF NOT EXISTS ONRECORD (
    StatementId  INTEGER NOT NULL PRIMARY KEY,
    DocumentId   INTEGER NOT NULL,
    Start        INTEGER NOT NULL,
    Stop         INTEGER NOT NULL,
    Statement    INTEGER NOT NULL,
    Person       TEXT NOT NULL,
    Organization TEXT NOT NULL,
    Concept      TEXT NOT NULL,
    Agreement    INTEGER NOT NULL,
    Speaker      TEXT NOT NULL,
    Target       TEXT NOT NULL
)";

/// A statement to add; its offsets count code points.
pub(super) struct Addition {
    pub article: i64,
    pub start: i64,
    pub end: i64,
    pub person: String,
    pub organization: String,
    pub concept: String,
    pub agreement: bool,
    /// The statement on record, and the names there of its speaker and, as `CLASS:NAME`, target.
    pub statement: i64,
    pub speaker: String,
    pub target: String,
}

/// The statement type that additions have, and its variables: number, name and kind.
pub(super) struct Form {
    id: i64,
    variables: Vec<(i64, String, String)>,
}

pub(super) struct Out<'a> {
    pub connection: &'a Connection,
    /// The number of the next coded statement: one that none ever had.
    pub next: i64,
    pub entities: HashMap<(i64, String), i64>,
}

impl Out<'_> {
    pub fn settings(&self) -> rusqlite::Result<()> {
        self.connection.execute_batch(
            "INSERT INTO SETTINGS (Property, Value) VALUES ('version', '3.0.7'), ('date', '2022-06-10')",
        )?;
        self.new_coder("Admin").map(drop)
    }

    pub fn coder(&self) -> rusqlite::Result<i64> {
        let mut find = self
            .connection
            .prepare("SELECT ID FROM CODERS WHERE Name = ?1 ORDER BY ID")?;
        match find.query_map([PROGRAM], |row| row.get(0))?.next() {
            Some(found) => found,
            None => self.new_coder(PROGRAM),
        }
    }

    fn new_coder(&self, name: &str) -> rusqlite::Result<i64> {
        self.connection.execute(
            "INSERT INTO CODERS (Name, Red, Green, Blue, Password) VALUES (?1, 255, 255, 0, ?2)",
            params![name, password_hash(name)],
        )?;
        let id = self.connection.last_insert_rowid();
        self.connection.execute(
            "INSERT INTO CODERRELATIONS (Coder, OtherCoder)
             SELECT ?1, ID FROM CODERS WHERE ID <> ?1
             UNION ALL SELECT ID, ?1 FROM CODERS WHERE ID <> ?1",
            [id],
        )?;
        Ok(id)
    }

    /// The first statement type that has the four variables; made where there is none.
    pub fn form(&self) -> rusqlite::Result<Form> {
        let mut types = self
            .connection
            .prepare("SELECT ID FROM STATEMENTTYPES ORDER BY ID")?;
        let types: Vec<i64> = types
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in types {
            let form = Form {
                id,
                variables: self.variables(id)?,
            };
            let has = |name: &str, kind: &str| {
                form.variables
                    .iter()
                    .any(|found| found.1 == name && found.2 == kind)
            };
            if NAMES.iter().all(|(name, kind)| has(name, kind)) {
                return Ok(form);
            }
        }
        self.connection.execute(
            "INSERT INTO STATEMENTTYPES (Label, Red, Green, Blue) VALUES ('DNA Statement', 239, 208, 51)",
            [],
        )?;
        let id = self.connection.last_insert_rowid();
        for (name, kind) in NAMES {
            self.connection.execute(
                "INSERT INTO VARIABLES (Variable, DataType, StatementTypeId) VALUES (?1, ?2, ?3)",
                params![name, kind, id],
            )?;
        }
        Ok(Form {
            id,
            variables: self.variables(id)?,
        })
    }

    fn variables(&self, form: i64) -> rusqlite::Result<Vec<(i64, String, String)>> {
        self.connection
            .prepare("SELECT ID, Variable, DataType FROM VARIABLES WHERE StatementTypeId = ?1 ORDER BY ID")?
            .query_map([form], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect()
    }

    pub fn document(
        &self,
        title: &str,
        text: &str,
        coder: i64,
        source: &str,
        date: Option<Date>,
    ) -> rusqlite::Result<i64> {
        let epoch = Date::constant(1970, 1, 1);
        let seconds = date.map_or(0, |date| epoch.duration_until(date).as_secs());
        self.connection
            .prepare_cached(
                "INSERT INTO DOCUMENTS (Title, Text, Coder, Source, Date) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![cut(title), text, coder, cut(source), seconds])?;
        Ok(self.connection.last_insert_rowid())
    }

    pub fn statement(
        &mut self,
        form: &Form,
        document: i64,
        coder: i64,
        start: i64,
        end: i64,
        addition: &Addition,
    ) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO STATEMENTS (ID, StatementTypeId, DocumentId, Start, Stop, Coder)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute([self.next, form.id, document, start, end, coder])?;
        let id = self.next;
        self.next += 1;
        for (variable, name, kind) in &form.variables {
            // Every variable has a value in every statement, if only an empty one.
            let (table, column, value): (_, _, Value) = match kind.as_str() {
                "boolean" => {
                    let yes = name == "agreement" && addition.agreement;
                    ("DATABOOLEAN", "Value", i64::from(yes).into())
                }
                "integer" => ("DATAINTEGER", "Value", 0.into()),
                "long text" => ("DATALONGTEXT", "Value", String::new().into()),
                _ => {
                    let value = match name.as_str() {
                        "person" => &addition.person,
                        "organization" => &addition.organization,
                        "concept" => &addition.concept,
                        _ => "",
                    };
                    (
                        "DATASHORTTEXT",
                        "Entity",
                        self.entity(*variable, value)?.into(),
                    )
                }
            };
            self.connection
                .prepare_cached(&format!(
                    "INSERT INTO {table} (StatementId, VariableId, {column}) VALUES (?1, ?2, ?3)"
                ))?
                .execute(params![id, variable, value])?;
        }
        self.connection
            .prepare_cached(
                "INSERT INTO ONRECORD VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                id,
                document,
                start,
                end,
                addition.statement,
                cut(&addition.person),
                cut(&addition.organization),
                cut(&addition.concept),
                addition.agreement,
                addition.speaker,
                addition.target
            ])?;
        Ok(())
    }

    fn entity(&mut self, variable: i64, value: &str) -> rusqlite::Result<i64> {
        let value = cut(value);
        if let Some(&id) = self.entities.get(&(variable, value.clone())) {
            return Ok(id);
        }
        self.connection
            .prepare_cached(
                "INSERT INTO ENTITIES (VariableId, Value, Red, Green, Blue) VALUES (?1, ?2, 0, 0, 0)
                 ON CONFLICT (VariableId, Value) DO NOTHING",
            )?
            .execute(params![variable, value])?;
        let id = self
            .connection
            .prepare_cached("SELECT ID FROM ENTITIES WHERE VariableId = ?1 AND Value = ?2")?
            .query_row(params![variable, value], |row| row.get(0))?;
        self.entities.insert((variable, value), id);
        Ok(id)
    }
}

/// The variables of a coded statement, as Discourse Network Analyzer's own template has them.
const NAMES: [(&str, &str); 4] = [
    ("person", "short text"),
    ("organization", "short text"),
    ("concept", "short text"),
    ("agreement", "boolean"),
];

/// A text as most columns take it.
pub(super) fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
