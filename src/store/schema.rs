//! The schema's history, and how a file is brought up to date.

use super::StoreError;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// The schema's steps. A step that was released is never edited; a change is a new file.
pub(super) const STEPS: &[&str] = &[
    include_str!("schema/0001-record.sql"),
    include_str!("schema/0002-search.sql"),
    include_str!("schema/0003-views.sql"),
];

/// Marks the file as ours in SQLite's header: "onrc".
const APPLICATION_ID: i64 = 0x6f6e_7263;

/// What a file turns out to be before anything is written to it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// No content yet.
    Empty,
    /// Ours, with that many steps applied.
    Version(usize),
}

/// Looks at a file's header without changing it.
pub(super) fn inspect(connection: &Connection, path: &Path) -> Result<Found, StoreError> {
    let fail = |error| StoreError::from_sqlite(path, error);
    let version: i64 = pragma(connection, "user_version").map_err(fail)?;
    let application: i64 = pragma(connection, "application_id").map_err(fail)?;
    if application == APPLICATION_ID {
        let version = usize::try_from(version).unwrap_or(usize::MAX);
        return Ok(Found::Version(version));
    }
    let things: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(fail)?;
    if application == 0 && version == 0 && things == 0 {
        Ok(Found::Empty)
    } else {
        Err(StoreError::Foreign { path: path.into() })
    }
}

/// Applies the steps that the file lacks, all in one transaction.
pub(super) fn migrate(
    connection: &mut Connection,
    path: &Path,
    steps: &[&str],
) -> Result<(), StoreError> {
    if current(connection, path, steps.len())? == steps.len() {
        return Ok(());
    }
    let fail = |error| StoreError::from_sqlite(path, error);
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(fail)?;
    // Another process may have migrated while this one waited for the lock.
    let from = current(&transaction, path, steps.len())?;
    for step in steps.iter().skip(from) {
        transaction.execute_batch(step).map_err(fail)?;
    }
    transaction
        .pragma_update(None, "application_id", APPLICATION_ID)
        .map_err(fail)?;
    transaction
        .pragma_update(None, "user_version", steps.len() as i64)
        .map_err(fail)?;
    transaction.commit().map_err(fail)
}

/// How many steps the file has; an error when it has more than are known.
pub(super) fn current(
    connection: &Connection,
    path: &Path,
    known: usize,
) -> Result<usize, StoreError> {
    match inspect(connection, path)? {
        Found::Empty => Ok(0),
        Found::Version(found) if found > known => Err(StoreError::Newer {
            path: path.into(),
            found,
            known,
        }),
        Found::Version(found) => Ok(found),
    }
}

fn pragma(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}
