//! What an article was read from, and when it came on record.

use crate::model::Origin;
use rusqlite::{Connection, params};

/// Fills in the origin of an article that is on record. What is there stays: a later pass over
/// the same text does not change where it first came from.
pub(super) fn fill(connection: &Connection, article: i64, origin: &Origin) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE article SET format = COALESCE(format, ?2), encoding = COALESCE(encoding, ?3)
              WHERE id = ?1 AND (format IS NULL OR encoding IS NULL)",
        )?
        .execute(params![article, origin.format, origin.encoding])?;
    Ok(())
}
