//! Databases of Discourse Network Analyzer 3 (<https://github.com/leifeld/dna>): an SQLite
//! file with documents, statement types with variables, and coded statements.

mod error;
mod export;
mod import;
mod read;

pub use error::DnaError;
pub use export::{DnaExport, ExportRule};
pub use import::DnaImport;

use super::StoreError;
use rusqlite::{Connection, OptionalExtension};
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
const ROWS: [&str; 16] = [
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
        match missing.first() {
            Some(&table) => Err(DnaError::MissingTable {
                path: path.into(),
                table,
            }),
            None => Ok(file),
        }
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
                |row| row.get(0),
            )
            .optional()
            .map_err(|error| self.fail(error))
    }

    fn fail(&self, error: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(&self.path, error)
    }
}
