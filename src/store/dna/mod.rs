//! Databases of Discourse Network Analyzer 3 (<https://github.com/leifeld/dna>): an SQLite
//! file with documents, statement types with variables, and coded statements.

mod amend;
mod cells;
mod coded;
mod corrected;
mod error;
mod export;
mod finished;
mod import;
mod mark;
mod out;
mod password;
mod read;
mod rows;
mod utf16;

pub use error::DnaError;
pub use export::{DnaExport, ExportRule};
pub use import::{Arrival, DnaImport};

use super::StoreError;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The tables that every such database has.
const TABLES: [&str; 11] = [
    "SETTINGS",
    "CODERS",
    "DOCUMENTS",
    "STATEMENTTYPES",
    "VARIABLES",
    "STATEMENTS",
    "DATABOOLEAN",
    "DATAINTEGER",
    "ENTITIES",
    "DATASHORTTEXT",
    "DATALONGTEXT",
];

/// The tables whose rows an import keeps, in an order in which rows point back.
const ROWS: [&str; 17] = [
    "SETTINGS",
    "CODERS",
    "DOCUMENTS",
    "STATEMENTTYPES",
    "VARIABLES",
    "VARIABLELINKS",
    "REGEXES",
    "CODERRELATIONS",
    "STATEMENTS",
    "DATABOOLEAN",
    "DATAINTEGER",
    "ENTITIES",
    "DATASHORTTEXT",
    "DATALONGTEXT",
    "ATTRIBUTEVARIABLES",
    "ATTRIBUTEVALUES",
    // No table of the form: what an export notes of its statements.
    "ONRECORD",
];

/// An open database of Discourse Network Analyzer; it is only read.
pub struct DnaFile {
    connection: Connection,
    path: PathBuf,
}

impl DnaFile {
    /// Opens a database.
    ///
    /// # Errors
    /// The file is missing or something else, lacks a table, or another version made it.
    pub fn open(path: &Path) -> Result<DnaFile, DnaError> {
        if !path.exists() {
            return Err(StoreError::Missing { path: path.into() }.into());
        }
        let file = DnaFile {
            connection: super::read_only(path, false)?,
            path: path.into(),
        };
        let missing = file.missing_tables()?;
        if missing.contains(&"STATEMENTTYPES") && missing.contains(&"STATEMENTS") {
            return Err(DnaError::Foreign { path: path.into() });
        }
        let version = match missing.contains(&"SETTINGS") {
            true => None,
            false => file.version()?,
        };
        if let Some(version) = version.filter(|version| !version.starts_with("3.")) {
            return Err(DnaError::Version {
                path: path.into(),
                version,
            });
        }
        if let Some(&table) = missing.first() {
            return Err(DnaError::MissingTable {
                path: path.into(),
                table,
            });
        }
        match file.missing_column()? {
            Some((table, column)) => Err(DnaError::MissingColumn {
                path: path.into(),
                table,
                column,
            }),
            None => Ok(file),
        }
    }

    /// The first column of the form that the file lacks.
    fn missing_column(&self) -> Result<Option<(&'static str, String)>, StoreError> {
        let form = form_columns().map_err(|error| self.fail(error))?;
        for table in TABLES {
            let has = columns(&self.connection, table).map_err(|error| self.fail(error))?;
            let is_there = |column: &String| has.iter().any(|has| has.eq_ignore_ascii_case(column));
            let mut needed = form.get(table).into_iter().flatten();
            if let Some(column) = needed.find(|column| !is_there(column)) {
                return Ok(Some((table, column.clone())));
            }
        }
        Ok(None)
    }

    /// Whether a file looks like such a database, of whatever version.
    ///
    /// # Errors
    /// The file is missing or no database at all.
    pub fn recognises(path: &Path) -> Result<bool, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing { path: path.into() });
        }
        let file = DnaFile {
            connection: super::read_only(path, false)?,
            path: path.into(),
        };
        let missing = file.missing_tables()?;
        Ok(!missing.contains(&"STATEMENTTYPES") && !missing.contains(&"STATEMENTS"))
    }

    fn missing_tables(&self) -> Result<Vec<&'static str>, StoreError> {
        let mut missing = Vec::new();
        for table in TABLES {
            let found = self.connection.query_row(
                "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND upper(name) = ?1",
                [table],
                |_| Ok(()),
            );
            if found
                .optional()
                .map_err(|error| self.fail(error))?
                .is_none()
            {
                missing.push(table);
            }
        }
        Ok(missing)
    }

    fn version(&self) -> Result<Option<String>, StoreError> {
        self.connection
            .query_row(
                "SELECT Value FROM SETTINGS WHERE Property = 'version'",
                [],
                |row| Ok(read::text(row, 0)),
            )
            .optional()
            .map(|version| version.filter(|version| !version.is_empty()))
            .map_err(|error| self.fail(error))
    }

    fn fail(&self, error: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(&self.path, error)
    }
}

/// The columns of a table, in order.
fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?
        .query_map([table], |row| row.get(0))?
        .collect()
}

/// The columns of each table of the form.
fn form_columns() -> rusqlite::Result<BTreeMap<&'static str, Vec<String>>> {
    let form = Connection::open_in_memory()?;
    form.execute_batch(include_str!("schema.sql"))?;
    form.execute_batch(out::NOTES)?;
    ROWS.iter()
        .map(|&table| Ok((table, columns(&form, table)?)))
        .collect()
}
