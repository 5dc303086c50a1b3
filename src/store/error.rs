//! What can go wrong with a database, worded for the person.

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Why the database could not do what was asked. Nothing is half-written when one is returned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A reading command was given a file that does not exist.
    #[error("there is no database {}; `onrecord add FILES` makes one, --db names another", path.display())]
    Missing {
        /// The file asked for.
        path: PathBuf,
    },
    /// The file cannot be opened or made.
    #[error("cannot open {}: {reason}", path.display())]
    Unreachable {
        /// The file asked for.
        path: PathBuf,
        /// What stands in the way.
        reason: String,
    },
    /// The file is something else than an SQLite database.
    #[error("{} is not a database: it was left as it is; --db names another file", path.display())]
    NotADatabase {
        /// The file asked for.
        path: PathBuf,
    },
    /// An SQLite database that another program made.
    #[error("{} is a database of another program: it was left as it is; --db names another file", path.display())]
    Foreign {
        /// The file asked for.
        path: PathBuf,
    },
    /// The file exists but nothing was ever added.
    #[error("{} holds no record yet; `onrecord add FILES` fills it", path.display())]
    Empty {
        /// The file asked for.
        path: PathBuf,
    },
    /// A newer version of the program made the file.
    #[error(
        "{} was made by a newer onrecord (schema {found}; this one knows {known}): update onrecord to use it",
        path.display()
    )]
    Newer {
        /// The file asked for.
        path: PathBuf,
        /// The file's schema.
        found: usize,
        /// The newest schema that this program knows.
        known: usize,
    },
    /// The file or its folder may not be written to.
    #[error("cannot write to {}: the file or its folder is read-only", path.display())]
    ReadOnly {
        /// The file asked for.
        path: PathBuf,
    },
    /// No space is left.
    #[error("no space left for {}: what was being added was undone; free some space and run the command again", path.display())]
    DiskFull {
        /// The file written to.
        path: PathBuf,
    },
    /// Another process held the write lock for longer than the store waits.
    #[error("{} is in use by another process that is writing (waited {} s): run the command again", path.display(), waited.as_secs())]
    Locked {
        /// The file asked for.
        path: PathBuf,
        /// How long the store waited.
        waited: Duration,
    },
    /// The file's pages contradict each other.
    #[error("{} is damaged ({message}): restore it from a copy, or save what is left with `sqlite3 FILE .recover`", path.display())]
    Damaged {
        /// The file asked for.
        path: PathBuf,
        /// SQLite's own words.
        message: String,
    },
    /// A statement's span does not slice its article's text.
    #[error(
        "article {article}: {what} at bytes {start}..{end} does not lie in its text; the article was left out"
    )]
    Span {
        /// What the reader calls the article.
        article: String,
        /// Which span: source, cue, content ...
        what: &'static str,
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
    /// A statement without words.
    #[error("article {article}: a statement has no content; the article was left out")]
    NoContent {
        /// What the reader calls the article.
        article: String,
    },
    /// A decision about a statement that is not there.
    #[error("there is no statement {id} in {}", path.display())]
    NoStatement {
        /// The file asked.
        path: PathBuf,
        /// The number asked for.
        id: i64,
    },
    /// A decision that makes no sense on this record.
    #[error("{reason}")]
    Undecidable {
        /// Why.
        reason: String,
    },
    /// A backup would replace a file.
    #[error("{} is there already and was left as it is: name another file", path.display())]
    BackupExists {
        /// The file named for the backup.
        path: PathBuf,
    },
    /// Anything else that SQLite reports.
    #[error("{}: the database cannot be used", path.display())]
    Sqlite {
        /// The file asked for.
        path: PathBuf,
        /// SQLite's own report.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// Words SQLite's report for the person.
    pub(super) fn from_sqlite(path: &Path, error: rusqlite::Error) -> StoreError {
        let path = path.to_path_buf();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::NotADatabase { path },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                StoreError::ReadOnly { path }
            }
            Some(ErrorCode::DiskFull) => StoreError::DiskFull { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked {
                path,
                waited: super::PATIENCE,
            },
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged {
                path,
                message: error.to_string(),
            },
            // SQLite opens a folder without complaint, and fails to read it.
            Some(ErrorCode::SystemIoFailure) if path.is_dir() => {
                let reason = unreachable_reason(&path);
                StoreError::Unreachable { path, reason }
            }
            Some(ErrorCode::CannotOpen) => {
                let reason = unreachable_reason(&path);
                StoreError::Unreachable { path, reason }
            }
            _ => StoreError::Sqlite {
                path,
                source: error,
            },
        }
    }
}

/// SQLite only says "unable to open database file"; the file system knows why.
fn unreachable_reason(path: &Path) -> String {
    if path.is_dir() {
        return "it is a folder".into();
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return format!("the folder {} does not exist", folder.display());
    }
    if path.exists() {
        return match std::fs::File::open(path) {
            Err(error) => error.to_string(),
            Ok(_) => "its folder may not be written to".into(),
        };
    }
    format!("the folder {} may not be written to", folder.display())
}
