//! Which imported file an export was made from: a mark in the header of the database, where
//! SQLite keeps two numbers for programs and Discourse Network Analyzer leaves them alone.

use super::{DnaError, DnaFile};
use crate::store::{Sql, Store, StoreError};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

/// In the header's application id; a record has another.
const PROGRAM: i32 = i32::from_be_bytes(*b"onrd");

impl Store {
    /// The mark of an imported file: a hash of its rows as they came. Once another version of
    /// the file was imported in its place, the mark is another.
    pub(super) fn mark(&self, file: i64) -> Result<i32, StoreError> {
        let mut sql = Sql::default();
        let bound = sql.bind(file);
        sql.push(&format!(
            "SELECT part, cells FROM coded_row WHERE file = {bound} ORDER BY part, n"
        ));
        let mut hash = Sha256::new();
        self.each(&sql, |row| {
            for cell in [row.str(0), row.str(1)] {
                hash.update(cell.as_bytes());
                hash.update([0]);
            }
            Ok::<(), StoreError>(())
        })?;
        let hash = hash.finalize();
        Ok(i32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]))
    }
}

/// Writes the mark of the imported file from which a database was made.
pub(super) fn write(connection: &Connection, mark: i32) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", PROGRAM)?;
    connection.pragma_update(None, "user_version", mark)
}

impl DnaFile {
    /// The mark of the imported file from which an export wrote this one.
    pub(super) fn mark(&self) -> Result<Option<i32>, DnaError> {
        let number = |name| {
            self.connection
                .pragma_query_value(None, name, |row| row.get::<_, i32>(0))
                .map_err(|error| self.fail(error))
        };
        let is_ours = number("application_id")? == PROGRAM;
        Ok(is_ours.then_some(number("user_version")?))
    }
}
