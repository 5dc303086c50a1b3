//! Copies and versions: which article on record a new one repeats.
//!
//! An article with the address of one on record and much of its text is another version of it.
//! One with nearly the text of another, under another address or none, is a copy. Candidates
//! come from the bands of their signatures, so that no pair is compared that has nothing in
//! common; they are then compared text with text.

use super::entity::day;
use crate::article::Likeness;
use crate::model::Article;
use rusqlite::{Connection, OptionalExtension, params};
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// From this similarity on a text is a copy. Between readouts of the same form about different
/// calls it is lower; docs/schema.md has the figures.
const COPY: f64 = 0.8;

/// From this similarity on a text under the same address is another version, and not another
/// article: people give one address for many, and feeds link their front page.
const VERSION: f64 = 0.2;

/// Articles of one band that are looked at. More share it only where a form begins alike.
const A_BAND: usize = 32;

/// Candidates that are compared text with text.
const COMPARED: usize = 8;

/// Finds and keeps what the new article `id` repeats; `bands` are those of its text.
pub(super) fn link(
    connection: &Connection,
    id: i64,
    article: &Article,
    bands: &[i64],
) -> rusqlite::Result<()> {
    // Most articles are compared with none.
    let likeness = LazyCell::new(|| Likeness::new(&article.text));
    if let Some(url) = &article.url {
        supersede(connection, id, article, url, &likeness)?;
    }
    let first = first(connection, id, article, &likeness, bands)?;
    if let Some((first, similarity)) = first {
        connection
            .prepare_cached("INSERT INTO copy (article, of, similarity) VALUES (?1, ?2, ?3)")?
            .execute(params![id, first, similarity])?;
        return Ok(());
    }
    let mut insert = connection
        .prepare_cached("INSERT OR IGNORE INTO likeness (band, article) VALUES (?1, ?2)")?;
    for band in bands {
        insert.execute(params![band, id])?;
    }
    Ok(())
}

/// Keeps which statements of an article are outdated, after they were written.
pub(super) fn outdate(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO outdated
             SELECT s.id FROM superseded v JOIN statement s ON s.article = v.article
              WHERE v.article = ?1",
        )?
        .execute([article])?;
    Ok(())
}

/// Makes an older version the newest again where its text has come back to its address; says
/// whether it did. The same file read again tells nothing new, unlike a page that was fetched or
/// the text in another file.
pub(super) fn returned(
    connection: &Connection,
    id: i64,
    article: &Article,
) -> rusqlite::Result<bool> {
    let newest: Option<(i64, String, Option<String>, Option<String>)> = connection
        .prepare_cached(
            "SELECT n.id, a.name, n.url, n.published FROM superseded v
               JOIN article a ON a.id = v.article JOIN article n ON n.id = v.by
              WHERE v.article = ?1",
        )?
        .query_row([id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((newest, name, url, published)) = newest else {
        return Ok(false);
    };
    let fetched = article.id.starts_with("https://") || article.id.starts_with("http://");
    let is_earlier = match (day(article.published), published) {
        (Some(this), Some(other)) => this < other,
        _ => false,
    };
    let elsewhere = article.id != name && !is_earlier;
    if article.url != url || !(fetched || elsewhere) {
        return Ok(false);
    }
    for step in [
        "UPDATE superseded SET by = ?1 WHERE by = ?2",
        "INSERT INTO superseded (article, by) VALUES (?2, ?1)",
    ] {
        connection.prepare_cached(step)?.execute([id, newest])?;
    }
    for step in [
        "DELETE FROM superseded WHERE article = ?1",
        "DELETE FROM outdated WHERE statement IN (SELECT id FROM statement WHERE article = ?1)",
    ] {
        connection.prepare_cached(step)?.execute([id])?;
    }
    outdate(connection, newest)?;
    Ok(true)
}

/// The newest version of an article that has several.
pub(super) fn newest(connection: &Connection, article: i64) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT by FROM superseded WHERE article = ?1
              UNION ALL SELECT by FROM superseded WHERE by = ?1 LIMIT 1",
        )?
        .query_row([article], |row| row.get(0))
        .optional()
}

/// Of two versions the one that was added later is the newer, unless both are dated and it was
/// published earlier.
fn supersede(
    connection: &Connection,
    id: i64,
    article: &Article,
    url: &str,
    likeness: &LazyCell<Likeness, impl FnOnce() -> Likeness>,
) -> rusqlite::Result<()> {
    let newest: Vec<(i64, Option<String>, String)> = connection
        .prepare_cached(
            "SELECT id, published, text FROM article
              WHERE url = ?1 AND id <> ?2 AND id NOT IN (SELECT article FROM superseded)
              ORDER BY id",
        )?
        .query_map(params![url, id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    for (other, published, text) in newest {
        if likeness.similarity(&Likeness::new(&text)) < VERSION {
            continue;
        }
        let is_earlier = match (day(article.published), published) {
            (Some(new), Some(old)) => new < old,
            _ => false,
        };
        let (old, new) = if is_earlier { (id, other) } else { (other, id) };
        connection
            .prepare_cached("UPDATE superseded SET by = ?2 WHERE by = ?1")?
            .execute([old, new])?;
        connection
            .prepare_cached("INSERT INTO superseded (article, by) VALUES (?1, ?2)")?
            .execute([old, new])?;
        outdate(connection, old)?;
        if is_earlier {
            break;
        }
    }
    Ok(())
}

/// The article of which the new one is a copy, with their similarity: the most similar, and of
/// several the first.
fn first(
    connection: &Connection,
    id: i64,
    article: &Article,
    likeness: &LazyCell<Likeness, impl FnOnce() -> Likeness>,
    bands: &[i64],
) -> rusqlite::Result<Option<(i64, f64)>> {
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    let mut look = connection
        .prepare_cached("SELECT article FROM likeness WHERE band = ?1 ORDER BY article LIMIT ?2")?;
    for band in bands {
        for other in look.query_map(params![band, A_BAND as i64], |row| row.get(0))? {
            *shared.entry(other?).or_default() += 1;
        }
    }
    shared.remove(&id);
    let mut candidates: Vec<(i64, usize)> = shared.into_iter().collect();
    candidates.sort_by_key(|&(other, bands)| (std::cmp::Reverse(bands), other));
    let mut best: Option<(i64, f64)> = None;
    for (other, _) in candidates.into_iter().take(COMPARED) {
        let found: Option<(Option<String>, String)> = connection
            .prepare_cached("SELECT url, text FROM article WHERE id = ?1")?
            .query_row([other], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((url, text)) = found else { continue };
        // Versions are kept apart from copies.
        if url.is_some() && url == article.url {
            continue;
        }
        let similarity = likeness.similarity(&Likeness::new(&text));
        let better = best
            .is_none_or(|(first, most)| similarity > most || (similarity == most && other < first));
        if similarity >= COPY && better {
            best = Some((other, similarity));
        }
    }
    Ok(best)
}
