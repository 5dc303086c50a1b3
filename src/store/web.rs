//! What was read from the web, so that it is not read twice.

use super::{Store, StoreError};
use rusqlite::OptionalExtension;

/// By what a site tells whether a page has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visit {
    /// The header ETag.
    pub etag: Option<String>,
    /// The header Last-Modified.
    pub last_modified: Option<String>,
}

impl Store {
    /// The last visit to an address.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn visit(&self, url: &str) -> Result<Option<Visit>, StoreError> {
        self.connection
            .query_row(
                "SELECT etag, last_modified FROM web WHERE url = ?1",
                [url],
                |row| {
                    Ok(Visit {
                        etag: row.get(0)?,
                        last_modified: row.get(1)?,
                    })
                },
            )
            .optional()
            .map_err(|error| self.fail(error))
    }

    /// Remembers a visit at a moment, in UTC.
    ///
    /// # Errors
    /// The database cannot be written to.
    pub fn visited(&mut self, url: &str, visit: &Visit, at: &str) -> Result<(), StoreError> {
        self.connection
            .execute(
                "INSERT INTO web (url, etag, last_modified, at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (url) DO UPDATE SET etag = ?2, last_modified = ?3, at = ?4",
                (url, &visit.etag, &visit.last_modified, at),
            )
            .map(|_| ())
            .map_err(|error| self.fail(error))
    }

    /// Whether an article with this address is on record.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn has_url(&self, url: &str) -> Result<bool, StoreError> {
        self.connection
            .query_row(
                "SELECT EXISTS (SELECT 1 FROM article WHERE url = ?1)",
                [url],
                |row| row.get(0),
            )
            .map_err(|error| self.fail(error))
    }
}
