//! The record in one SQLite file: schema, writing, names, and plain reading.
//!
//! Nothing outside this module knows that SQLite is behind it: questions are put as an
//! [`Sql`] of text and parameters and are answered with [`Row`]s.
//!
//! Everything of one article lands in one transaction, with that of others where many are added; a
//! kill at any moment leaves each wholly in or wholly out. Several processes may write: each waits
//! its turn for [`PATIENCE`] at most. Readers never wait.

mod add;
mod by_people;
mod check;
mod coded;
mod decide;
mod dna;
mod edges;
mod entity;
mod entry;
mod error;
mod names;
mod origin;
mod read;
mod relink;
mod repeats;
mod retold;
mod schema;
mod spans;
mod spelling;
mod sql;
mod statements;
mod upkeep;
mod web;

pub use add::Added;
pub use check::{Checked, Finding, Flaw};
pub use coded::{CodedImport, CodedRow};
pub use decide::Decided;
pub use dna::{Arrival, DnaError, DnaExport, DnaFile, DnaImport, ExportRule};
pub use entry::Entry;
pub use error::StoreError;
pub use names::{As, Class, NameError, Named, fold};
pub use read::{StoredArticle, StoredStatement};
pub use relink::{Links, Relinked};
pub use spans::GAP;
pub use spelling::{common_form, likeness, likeness_keys};
pub use sql::{Row, Sql, Value};
pub use upkeep::Vacuumed;
pub use web::Visit;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a writer waits for another process before it gives up.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// An open database.
///
/// ```
/// # fn main() -> Result<(), onrecord::store::StoreError> {
/// let folder = tempfile::tempdir().expect("a temporary folder");
/// let store = onrecord::store::Store::open(&folder.path().join("record.db"))?;
/// assert!(store.article(1)?.is_none());
/// # Ok(())
/// # }
/// ```
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// Entities that this process has already written, to spare look-ups.
    known: entity::Known,
}

impl Store {
    /// Opens a database for reading and writing; makes it where there is none, and brings an
    /// older one up to date.
    ///
    /// # Errors
    /// The file is something else, is newer than this program, cannot be written to, or
    /// another process holds it for longer than [`PATIENCE`].
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        let fail = |error| StoreError::from_sqlite(path, error);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).map_err(fail)?;
        connection.busy_timeout(PATIENCE).map_err(fail)?;
        connection.set_prepared_statement_cache_capacity(256);
        // Plans do not depend on what is bound, so that statements are prepared once; otherwise
        // every value that meets a partial index has its statement prepared anew.
        connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .map_err(fail)?;
        // Looks before it touches: a foreign or newer file is left as it is.
        schema::current(&connection, path, schema::STEPS.len())?;
        write_ahead(&connection).map_err(fail)?;
        connection
            .execute_batch("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;")
            .map_err(fail)?;
        for (pragma, value) in [("wal_autocheckpoint", LOG), ("cache_size", WRITE_CACHE)] {
            connection
                .pragma_update_and_check(None, pragma, value, |_| Ok(()))
                .or_else(|error| match error {
                    rusqlite::Error::QueryReturnedNoRows => Ok(()),
                    error => Err(error),
                })
                .map_err(fail)?;
        }
        schema::migrate(&mut connection, path, schema::STEPS)?;
        Ok(Store::over(connection, path))
    }

    /// Opens an existing database for reading; works in a read-only folder too.
    ///
    /// # Errors
    /// The file is missing, empty, something else, or newer than this program.
    pub fn open_read_only(path: &Path) -> Result<Store, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing { path: path.into() });
        }
        let connection = match read_only(path, false) {
            // A reader of a write-ahead database wants to make its shared-memory file beside
            // it. Where the folder forbids that and no writer is about, the file is all there is.
            Err(StoreError::Unreachable { .. } | StoreError::ReadOnly { .. })
                if path.is_file() && !beside(path, "-wal").exists() =>
            {
                read_only(path, true)?
            }
            opened => opened?,
        };
        match schema::inspect(&connection, path)? {
            schema::Found::Empty => return Err(StoreError::Empty { path: path.into() }),
            schema::Found::Version(found) if found < schema::STEPS.len() => {
                drop(connection);
                return Store::open(path);
            }
            schema::Found::Version(_) => {
                schema::current(&connection, path, schema::STEPS.len())?;
            }
        }
        Ok(Store::over(connection, path))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Brings the planner's statistics up to date; worth its while after many articles.
    ///
    /// # Errors
    /// As any writing: no space, or another process writes for longer than [`PATIENCE`].
    pub fn settle(&self) -> Result<(), StoreError> {
        self.connection
            .execute_batch("PRAGMA optimize = 0x10002;")
            .map_err(|error| self.fail(error))
    }

    fn over(connection: Connection, path: &Path) -> Store {
        Store {
            connection,
            path: path.into(),
            known: entity::Known::default(),
        }
    }

    /// Writes in one transaction; where that fails, nothing is written.
    fn in_transaction<T>(
        &mut self,
        write: impl FnOnce(&Connection, &mut entity::Known) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let path = self.path.clone();
        let fail = |error| StoreError::from_sqlite(&path, error);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        let written = write(&transaction, &mut self.known)
            .and_then(|written| commit(transaction).map(|()| written));
        written.map_err(|error| {
            self.known = entity::Known::default();
            fail(error)
        })
    }

    fn fail(&self, error: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(&self.path, error)
    }
}

/// Ends a transaction that wrote statements: only now their words go into the full-text index, and
/// their edges to those of the same topics.
fn commit(transaction: Transaction<'_>) -> rusqlite::Result<()> {
    for step in [
        WORDS_OF_PENDING,
        &edges::of_pending(),
        "DELETE FROM pending",
    ] {
        transaction.prepare_cached(step)?.execute([])?;
    }
    transaction.commit()
}

/// What is pending is read first, which SQLite leaves as it is written where it says CROSS: its
/// statistics may hold that reading all statements takes less.
const WORDS_OF_PENDING: &str = "INSERT INTO statement_words (rowid, words)
    SELECT s.id, s.words FROM pending n CROSS JOIN statement s ON s.id = n.statement";

/// So many pages the log holds before they go into the file. An article's statements lie all over
/// the indexes of a large record; folded in at SQLite's own thousand pages, each page of the file
/// would be written dozens of times.
const LOG: i32 = 16_384;

/// The most memory for pages that a writer keeps, in SQLite's form: a negative number of kibibytes.
const WRITE_CACHE: i32 = -32 * 1024;

/// Switches to write-ahead logging, so that readers never wait for a writer. SQLite does not
/// ask its busy handler here, so two processes that make one file at once take turns by hand.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let switched = connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()));
        match switched {
            Err(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
                    && Instant::now() < deadline =>
            {
                std::thread::sleep(Duration::from_millis(20));
            }
            done => return done,
        }
    }
}

fn read_only(path: &Path, immutable: bool) -> Result<Connection, StoreError> {
    let fail = |error| StoreError::from_sqlite(path, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = if immutable {
        let uri = format!("file:{}?immutable=1", escape_uri(path));
        Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI).map_err(fail)?
    } else {
        Connection::open_with_flags(path, flags).map_err(fail)?
    };
    connection.busy_timeout(PATIENCE).map_err(fail)?;
    // SQLite reads nothing before it must; this shows whether the file can be read at all.
    connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
        .map_err(fail)?;
    Ok(connection)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// A path as SQLite's `file:` URIs want it.
fn escape_uri(path: &Path) -> String {
    let mut uri = String::new();
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' => uri.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02x}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Extraction, Run};

    fn article(text: &str) -> Extraction {
        Extraction {
            attributions: Vec::new(),
            article: Article {
                id: "made".into(),
                title: None,
                outlet: None,
                url: None,
                published: None,
                published_basis: None,
                dateline_place: None,
                lang: None,
                text: text.into(),
                sha256: format!("of {} bytes", text.len()),
                source_sha256: String::new(),
                origin: Default::default(),
            },
            run: Run {
                engine: "made".into(),
                version: "1".into(),
                fingerprint: String::new(),
            },
            statements: Vec::new(),
            actors: Vec::new(),
            topics: Vec::new(),
            agreements: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    fn fresh() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = Store::open(&folder.path().join("record.db")).expect("opened");
        (folder, store)
    }

    /// The end of each transaction took 0.2 s where a million statements were on record.
    #[test]
    fn the_end_of_a_transaction_reads_nothing_but_what_it_wrote() {
        let (_folder, store) = fresh();
        store
            .connection
            .execute_batch(
                "ANALYZE;
                 INSERT INTO sqlite_stat1 VALUES ('statement', NULL, '1000000'),
                    ('speaker', 'speaker', '1000000 1 1'), ('stance', 'stance', '1000000 1 1');
                 ANALYZE sqlite_schema;",
            )
            .expect("told that it is large");
        for step in [WORDS_OF_PENDING, &edges::of_pending()] {
            let plan: Vec<String> = store
                .connection
                .prepare(&format!("EXPLAIN QUERY PLAN {step}"))
                .and_then(|mut plan| plan.query_map([], |row| row.get(3))?.collect())
                .expect("planned");
            let scans: Vec<&String> = plan.iter().filter(|one| one.starts_with("SCAN")).collect();
            assert_eq!(scans, ["SCAN n"], "{plan:#?}");
        }
    }

    #[test]
    fn a_full_disk_undoes_the_article_and_harms_nothing() {
        let (_folder, mut store) = fresh();
        store.add(&article("short")).expect("added");
        let pages: i64 = store
            .connection
            .query_row("PRAGMA page_count", [], |row| row.get(0))
            .expect("counted");
        store
            .connection
            .pragma_update_and_check(None, "max_page_count", pages + 2, |_| Ok(()))
            .expect("limited");
        let error = store.add(&article(&"long ".repeat(100_000)));
        assert!(
            matches!(error, Err(StoreError::DiskFull { .. })),
            "{error:?}"
        );
        let checked: String = store
            .connection
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .expect("checked");
        assert_eq!(checked, "ok");
        assert!(store.article(1).expect("read").is_some());
        assert!(store.article(2).expect("read").is_none());
        store
            .add(&article("short too"))
            .expect("there is room for this");
    }

    #[test]
    fn a_writer_gives_up_when_another_holds_the_file_too_long() {
        let (_folder, mut store) = fresh();
        let other = Connection::open(store.path()).expect("opened");
        other.execute_batch("BEGIN IMMEDIATE").expect("locked");
        store
            .connection
            .busy_timeout(Duration::from_millis(10))
            .expect("set");
        let error = store.add(&article("text"));
        assert!(matches!(error, Err(StoreError::Locked { .. })), "{error:?}");
        other.execute_batch("ROLLBACK").expect("unlocked");
        store.add(&article("text")).expect("added");
    }
}
