//! What an article was read from, and when it came on record.

use crate::model::Origin;
use rusqlite::{Connection, params};

/// Keeps the origin of an article. What is on record stays: a later pass over the same text
/// does not change where it first came from.
pub(super) fn write(
    connection: &Connection,
    article: i64,
    origin: &Origin,
    now: Option<&str>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE article SET format = COALESCE(format, ?2), encoding = COALESCE(encoding, ?3),
                                added = COALESCE(added, ?4)
              WHERE id = ?1",
        )?
        .execute(params![article, origin.format, origin.encoding, now])?;
    Ok(())
}
