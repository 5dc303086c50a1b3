//! A second copy of the file, and the file without the gaps that deleting leaves.

use super::{Store, StoreError, check, edges};
use rusqlite::backup::Backup;
use rusqlite::{Connection, MAIN_DB};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What vacuuming did. Sizes are in bytes, with what the write-ahead log still held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vacuumed {
    /// Before.
    pub before: u64,
    /// After.
    pub after: u64,
}

impl Store {
    /// Copies the database, as it is at one moment, into a new file, while others may write.
    /// The copy appears under its name only when it is complete and has been checked. Gives
    /// its size in bytes.
    ///
    /// # Errors
    /// There is a file of that name already, it cannot be written, no space is left, or the copy
    /// is damaged. No file of that name is left then.
    pub fn backup(&self, target: &Path) -> Result<u64, StoreError> {
        if target.exists() {
            return Err(StoreError::BackupExists {
                path: target.into(),
            });
        }
        let part = beside(target);
        let made = self.copy_into(&part).and_then(|()| {
            // A link, unlike a rename, never replaces what another process put there meanwhile.
            // Where the file system knows no links, a rename must do.
            let placed = fs::hard_link(&part, target).or_else(|error| match error.kind() {
                ErrorKind::AlreadyExists => Err(error),
                _ => fs::rename(&part, target),
            });
            placed.map_err(|error| StoreError::Unreachable {
                path: target.into(),
                reason: error.to_string(),
            })
        });
        // After a link this is a second name; after a failure it is of no use.
        let _ = fs::remove_file(&part);
        made?;
        // The name itself must reach the disk; where folders cannot be opened it is left to the
        // system.
        let folder = target.parent().filter(|folder| folder != &Path::new(""));
        if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
            let _ = folder.sync_all();
        }
        Ok(size(target))
    }

    fn copy_into(&self, part: &Path) -> Result<(), StoreError> {
        let fail = |error| StoreError::from_sqlite(part, error);
        let mut copy = Connection::open(part).map_err(fail)?;
        self.copy_pages(&mut copy).map_err(fail)?;
        // One file, without a log beside it, that can also be read where nothing may be written.
        copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))
            .map_err(fail)?;
        let told: String = copy
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
            .map_err(fail)?;
        match told.as_str() {
            "ok" => Ok(()),
            _ => Err(StoreError::Damaged {
                path: self.path.clone(),
                message: told,
            }),
        }
    }

    /// All pages in one step: in write-ahead mode a reader holds up no writer, and what they
    /// write meanwhile is not in the copy.
    fn copy_pages(&self, copy: &mut Connection) -> rusqlite::Result<()> {
        use rusqlite::backup::StepResult;
        let deadline = Instant::now() + super::PATIENCE;
        let backup = Backup::new_with_names(&self.connection, MAIN_DB, copy, MAIN_DB)?;
        loop {
            match backup.step(-1)? {
                StepResult::Done => return Ok(()),
                StepResult::More => {}
                _ if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(20)),
                _ => {
                    let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
                    return Err(rusqlite::Error::SqliteFailure(busy, None));
                }
            }
        }
    }

    /// Makes the file as small as its content: removes what nothing refers to, makes the
    /// full-text index and the repeated values anew, and closes the gaps. It needs as much free
    /// space as the file has.
    ///
    /// # Errors
    /// No space, a read-only file, or another process at work in it for longer than
    /// [`super::PATIENCE`]. The database is as it was then.
    pub fn vacuum(&mut self) -> Result<Vacuumed, StoreError> {
        let before = self.size();
        let path = self.path.clone();
        let fail = |error| StoreError::from_sqlite(&path, error);
        let tidy = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(fail)?;
        tidy.execute_batch(&format!(
            "DELETE FROM utterance WHERE id IN ({});
             UPDATE statement SET date = COALESCE(substr(said_on || '-01-01', 1, 10), a.published),
                    outlet = a.outlet
               FROM article a WHERE a.id = statement.article
                AND (date IS NOT COALESCE(substr(said_on || '-01-01', 1, 10), a.published)
                     OR statement.outlet IS NOT a.outlet);
             UPDATE speaker SET date = s.date FROM statement s
              WHERE s.id = speaker.statement AND speaker.date IS NOT s.date;
             UPDATE stance SET date = s.date FROM statement s
              WHERE s.id = stance.statement AND stance.date IS NOT s.date;
             {}
             DELETE FROM pending;
             INSERT INTO statement_words (statement_words) VALUES ('rebuild');
             INSERT INTO statement_words (statement_words) VALUES ('optimize');",
            check::LONELY_UTTERANCES,
            edges::anew(),
        ))
        .map_err(fail)?;
        tidy.commit().map_err(fail)?;
        self.connection
            .execute_batch("VACUUM; PRAGMA optimize = 0x10002;")
            .map_err(fail)?;
        // Busy readers may still need the log; it then shrinks when they are done.
        self.connection
            .pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()))
            .map_err(fail)?;
        Ok(Vacuumed {
            before,
            after: self.size(),
        })
    }

    fn size(&self) -> u64 {
        size(&self.path) + size(&super::beside(&self.path, "-wal"))
    }
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map(|about| about.len()).unwrap_or(0)
}

/// A name in the same folder, so that renaming is no copying.
fn beside(target: &Path) -> PathBuf {
    super::beside(target, &format!(".{}.part", std::process::id()))
}
