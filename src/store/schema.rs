//! The schema's history, and how a file is brought up to date.

use super::StoreError;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// The schema's steps. A step that was released is never edited; a change is a new file.
pub(super) const STEPS: &[&str] = &[
    include_str!("schema/0001-record.sql"),
    include_str!("schema/0002-search.sql"),
    include_str!("schema/0003-views.sql"),
    include_str!("schema/0004-coded.sql"),
    include_str!("schema/0005-decisions.sql"),
    include_str!("schema/0006-utterances.sql"),
    include_str!("schema/0007-repeats.sql"),
    include_str!("schema/0008-origin.sql"),
    include_str!("schema/0009-topics.sql"),
    include_str!("schema/0010-web.sql"),
    include_str!("schema/0011-carried.sql"),
    include_str!("schema/0012-objects.sql"),
    include_str!("schema/0013-edges.sql"),
    include_str!("schema/0014-search-together.sql"),
    include_str!("schema/0015-pending.sql"),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that the file is made of, as SQL.
    fn shape(connection: &Connection) -> Vec<(String, Option<String>)> {
        connection
            .prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")
            .expect("asked")
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("asked")
            .collect::<Result<_, _>>()
            .expect("answered")
    }

    #[test]
    fn a_file_of_any_age_ends_up_like_a_new_one() {
        let path = Path::new("in memory");
        let mut new = Connection::open_in_memory().expect("opened");
        migrate(&mut new, path, STEPS).expect("made");
        for age in 0..=STEPS.len() {
            let mut old = Connection::open_in_memory().expect("opened");
            migrate(&mut old, path, &STEPS[..age]).expect("made");
            migrate(&mut old, path, STEPS).expect("brought up to date");
            assert_eq!(shape(&old), shape(&new), "from {age} steps");
            let version = inspect(&old, path).expect("inspected");
            assert_eq!(version, Found::Version(STEPS.len()));
        }
    }

    #[test]
    fn what_an_old_file_holds_is_still_there_and_found() {
        let path = Path::new("in memory");
        let mut old = Connection::open_in_memory().expect("opened");
        migrate(&mut old, path, &STEPS[..1]).expect("made");
        old.execute_batch(
            "INSERT INTO run VALUES (1, 'e', '1', '0');
             INSERT INTO article (id, name, sha256, source_sha256, run, text)
                  VALUES (1, 'a', 's', 's', 1, 'yes');
             INSERT INTO utterance VALUES (1);
             INSERT INTO statement (id, article, run, utterance, kind, start, \"end\", source, cue,
                                    content, words, rule)
                  VALUES (1, 1, 1, 1, 'direct', 0, 3, '[]', '[]', '[[0,3]]', 'yes', 'r');",
        )
        .expect("filled");
        migrate(&mut old, path, STEPS).expect("brought up to date");
        for question in [
            "SELECT count(*) FROM said WHERE words = 'yes'",
            "SELECT count(*) FROM statement_words WHERE statement_words MATCH 'yes'",
        ] {
            let found: i64 = old
                .query_row(question, [], |row| row.get(0))
                .expect("answered");
            assert_eq!(found, 1, "{question}");
        }
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let path = Path::new("in memory");
        let mut file = Connection::open_in_memory().expect("opened");
        let broken = ["CREATE TABLE a (b)", "CREATE TABLE a (b)"];
        migrate(&mut file, path, &broken).expect_err("refused");
        assert_eq!(inspect(&file, path).expect("inspected"), Found::Empty);
    }
}
