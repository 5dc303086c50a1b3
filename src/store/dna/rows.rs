//! Reading a file of Discourse Network Analyzer row by row, as it is.

use super::utf16::Utf16;
use super::{DnaError, DnaFile, ROWS, columns, form_columns};
use crate::model::Coding;
use crate::store::StoreError;
use rusqlite::types::ValueRef;
use std::collections::BTreeMap;

impl DnaFile {
    /// Reads the words of a coding's statements; of one outside its text there are none.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read_words(&self, coding: &mut Coding) -> Result<(), DnaError> {
        let mut by_document: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        for (at, statement) in coding.statements.iter().enumerate() {
            let document = coding.documents[statement.document].id;
            by_document.entry(document).or_default().push(at);
        }
        self.texts(|document, _, _, _, text| {
            let units = Utf16::new(text);
            for &at in by_document.get(&document).into_iter().flatten() {
                let statement = &mut coding.statements[at];
                if let Some(span) = units.span(statement.start, statement.stop) {
                    statement.words = span.slice(text).to_owned();
                }
            }
            Ok(())
        })
    }

    /// The statement types: label and number of statements.
    pub fn statement_types(&self) -> Result<Vec<(String, usize)>, DnaError> {
        let mut types = Vec::new();
        self.each(
            "SELECT Label, (SELECT count(*) FROM STATEMENTS s WHERE s.StatementTypeId = t.ID)
               FROM STATEMENTTYPES t ORDER BY ID",
            [],
            |row| types.push((super::read::text(row, 0), super::read::int(row, 1) as usize)),
        )?;
        Ok(types)
    }

    /// Hands each document's number, title, source, date and text to `take`.
    pub(super) fn texts(
        &self,
        mut take: impl FnMut(i64, &str, &str, i64, &str) -> Result<(), StoreError>,
    ) -> Result<(), DnaError> {
        use super::read::{int, text};
        let mut outcome = Ok(());
        self.each(
            "SELECT ID, Title, Source, Date, Text FROM DOCUMENTS ORDER BY ID",
            [],
            |row| {
                if outcome.is_ok() {
                    let (title, source, words) = (text(row, 1), text(row, 2), text(row, 4));
                    outcome = take(int(row, 0), &title, &source, int(row, 3), &words);
                }
            },
        )?;
        Ok(outcome?)
    }

    /// Hands each row of a table to `take` as a JSON object, without a document's text. A
    /// table that is not there has no rows.
    pub(super) fn rows_of(
        &self,
        table: &str,
        mut take: impl FnMut(String) -> Result<(), StoreError>,
    ) -> Result<(), DnaError> {
        if !self
            .tables()?
            .iter()
            .any(|name| name.eq_ignore_ascii_case(table))
        {
            return Ok(());
        }
        let mut outcome = Ok(());
        let sql = format!("SELECT * FROM {table} ORDER BY 1");
        self.each(&sql, [], |row| {
            if outcome.is_err() {
                return;
            }
            let mut cells = serde_json::Map::new();
            for (at, column) in row.as_ref().column_names().enumerate() {
                if table == "DOCUMENTS" && column == "Text" {
                    continue;
                }
                let value = match row.get_ref(at) {
                    Ok(ValueRef::Integer(value)) => value.into(),
                    Ok(ValueRef::Real(value)) => value.into(),
                    Ok(ValueRef::Text(bytes)) => String::from_utf8_lossy(bytes).into(),
                    _ => serde_json::Value::Null,
                };
                cells.insert(column.to_owned(), value);
            }
            outcome = take(serde_json::Value::Object(cells).to_string());
        })?;
        Ok(outcome?)
    }

    fn tables(&self) -> Result<Vec<String>, DnaError> {
        let mut tables = Vec::new();
        self.each(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
              ORDER BY name",
            [],
            |row| tables.push(super::read::text(row, 0)),
        )?;
        Ok(tables)
    }

    /// Tables, and columns as `TABLE.COLUMN`, that the form does not have.
    pub(super) fn others(&self) -> Result<Vec<String>, DnaError> {
        let form = form_columns().map_err(|error| self.fail(error))?;
        let mut others = Vec::new();
        for name in self.tables()? {
            let Some(known) = ROWS.iter().find(|known| known.eq_ignore_ascii_case(&name)) else {
                others.push(name);
                continue;
            };
            let has = columns(&self.connection, &name).map_err(|error| self.fail(error))?;
            let in_form = |column: &String| {
                let mut columns = form.get(known).into_iter().flatten();
                columns.any(|known| known.eq_ignore_ascii_case(column))
            };
            others.extend(
                has.iter()
                    .filter(|column| !in_form(column))
                    .map(|column| format!("{name}.{column}")),
            );
        }
        Ok(others)
    }

    /// Statements of a type that is not there.
    pub(super) fn orphans(&self) -> Result<Vec<i64>, DnaError> {
        let mut orphans = Vec::new();
        self.each(
            "SELECT ID FROM STATEMENTS
              WHERE StatementTypeId IS NULL
                 OR StatementTypeId NOT IN (SELECT ID FROM STATEMENTTYPES WHERE ID IS NOT NULL)
              ORDER BY ID",
            [],
            |row| orphans.push(super::read::int(row, 0)),
        )?;
        Ok(orphans)
    }

    /// Values that are a child of themselves by way of others.
    pub(super) fn cycles(&self) -> Result<Vec<String>, DnaError> {
        use super::read::{int, text};
        let mut parents = BTreeMap::new();
        self.each(
            "SELECT ID, ChildOf, Value FROM ENTITIES WHERE ChildOf IS NOT NULL",
            [],
            |row| {
                parents.insert(int(row, 0), (int(row, 1), text(row, 2)));
            },
        )?;
        let in_cycle = |start: i64| {
            let mut at = start;
            // A way longer than there are values goes in a circle.
            for _ in 0..=parents.len() {
                match parents.get(&at) {
                    Some((parent, _)) if *parent == start => return true,
                    Some((parent, _)) => at = *parent,
                    None => return false,
                }
            }
            false
        };
        let names = parents.iter().filter(|(id, _)| in_cycle(**id));
        Ok(names.map(|(_, (_, name))| name.clone()).collect())
    }
}
