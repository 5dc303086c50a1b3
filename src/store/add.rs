//! Writing one article with everything that was found in it.
//!
//! The same text is one article. A later pass replaces what an earlier pass found, with two
//! rules so that nothing a person decided is lost:
//!
//! - A statement is the same statement when its article, the extent of its content and its
//!   source are the same; it then keeps its number.
//! - A statement that a person decided about stays exactly as it is, and a new statement over
//!   mostly the same words as one of these is left out, so that what was rejected does not
//!   come back with one word more.
//!
//! A new version of an article is another article; what was decided about the older one is
//! carried over (`decide/carry.rs`).

use super::entity::{self, Known, day};
use super::entry::{Entry, Lines};
use super::statements::{Writer, on_record};
use super::{Class, Store, StoreError, decide, origin, repeats, retold};
use crate::model::{ActorKind, Article, Extraction, Run, Statement};
use crate::span::Span;
use rusqlite::{Connection, OptionalExtension, params};

/// What adding an article did. Each carries the article's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// The text was not there before.
    New(i64),
    /// The same pass had read the same text: nothing was changed.
    Same(i64),
    /// Another pass had read the same text: its statements were replaced.
    Renewed(i64),
}

impl Added {
    /// The article's number.
    pub fn article(self) -> i64 {
        match self {
            Added::New(id) | Added::Same(id) | Added::Renewed(id) => id,
        }
    }
}

impl Store {
    /// Adds everything of one article in one transaction.
    ///
    /// # Errors
    /// A span that does not lie in the text, no space, a read-only file, or a lock that
    /// another process holds for longer than [`super::PATIENCE`]. Nothing is written then.
    pub fn add(&mut self, extraction: &Extraction) -> Result<Added, StoreError> {
        self.add_at(extraction, None)
    }

    /// The same, with the time at which a new article comes on record, in UTC:
    /// `2021-06-16T18:00:00Z`. The store reads no clock.
    ///
    /// # Errors
    /// As [`Store::add`].
    pub fn add_at(
        &mut self,
        extraction: &Extraction,
        now: Option<&str>,
    ) -> Result<Added, StoreError> {
        self.add_one(extraction, &Lines::of(extraction), now)
    }

    fn add_one(
        &mut self,
        extraction: &Extraction,
        lines: &Lines,
        now: Option<&str>,
    ) -> Result<Added, StoreError> {
        check(&extraction.article, &extraction.statements)?;
        self.in_transaction(|connection, known| write(connection, known, extraction, lines, now))
    }

    /// Adds articles in their order, and hands on what was done with each as soon as it is on
    /// record. They are written in one transaction, since the log of the database then holds the
    /// pages that they share once; where that fails, each is written on its own, so that all
    /// before the one that fails are on record.
    ///
    /// # Errors
    /// As [`Store::add`], for the first that cannot be added; those after it are left out.
    pub fn add_all(
        &mut self,
        entries: &[&Entry],
        now: Option<&str>,
        mut told: impl FnMut(Added),
    ) -> Result<(), StoreError> {
        if entries.len() > 1 {
            match self.add_together(entries, now) {
                Ok(added) => {
                    added.into_iter().for_each(told);
                    return Ok(());
                }
                // Whoever holds the file holds it for the first of them, too.
                Err(error @ StoreError::Locked { .. }) => return Err(error),
                Err(_) => {}
            }
        }
        for entry in entries {
            told(self.add_one(entry.extraction(), &entry.lines, now)?);
        }
        Ok(())
    }

    fn add_together(
        &mut self,
        entries: &[&Entry],
        now: Option<&str>,
    ) -> Result<Vec<Added>, StoreError> {
        for entry in entries {
            let extraction = entry.extraction();
            check(&extraction.article, &extraction.statements)?;
        }
        self.in_transaction(|connection, known| {
            let write =
                |entry: &&Entry| write(connection, known, entry.extraction(), &entry.lines, now);
            entries.iter().map(write).collect()
        })
    }
}

/// Every span must slice the text, and every statement must have words.
pub(super) fn check<'s>(
    article: &Article,
    statements: impl IntoIterator<Item = &'s Statement>,
) -> Result<(), StoreError> {
    for statement in statements {
        let attribution = &statement.attribution;
        let mut all = vec![
            ("a source", &attribution.source),
            ("a cue", &attribution.cue),
            ("a content", &attribution.content),
        ];
        for stance in &statement.stances {
            all.push(("the evidence of a stance", &stance.evidence));
            all.push(("the condition of a stance", &stance.condition));
            all.extend(
                stance
                    .object
                    .iter()
                    .map(|spans| ("the object of a stance", spans)),
            );
        }
        for (what, spans) in all {
            if let Some(span) = spans.iter().find(|span| !span.fits(&article.text)) {
                return Err(StoreError::Span {
                    article: article.id.clone(),
                    what,
                    start: span.start,
                    end: span.end,
                });
            }
        }
        if attribution.extent().is_none_or(Span::is_empty) {
            return Err(StoreError::NoContent {
                article: article.id.clone(),
            });
        }
    }
    Ok(())
}

/// Writes an article with what it was read from.
fn write(
    connection: &Connection,
    known: &mut Known,
    extraction: &Extraction,
    lines: &Lines,
    now: Option<&str>,
) -> rusqlite::Result<Added> {
    let added = write_statements(connection, known, extraction, lines, now)?;
    if let Added::Same(id) | Added::Renewed(id) = added {
        origin::fill(connection, id, &extraction.article.origin)?;
    }
    Ok(added)
}

fn write_statements(
    connection: &Connection,
    known: &mut Known,
    extraction: &Extraction,
    lines: &Lines,
    now: Option<&str>,
) -> rusqlite::Result<Added> {
    let article = &extraction.article;
    let found: Option<(i64, i64)> = connection
        .prepare_cached("SELECT id, run FROM article WHERE sha256 = ?1")?
        .query_row([&article.sha256], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let run = run_id(connection, &extraction.run)?;
    if let Some((id, last)) = found
        && last == run
    {
        if repeats::returned(connection, id, article)? {
            decide::carry_over(connection, known, id)?;
        }
        return Ok(Added::Same(id));
    }
    entity::write_cards(
        connection,
        known,
        &extraction.actors,
        &extraction.topics,
        &extraction.agreements,
    )?;
    let outlet = match &article.outlet {
        Some(name) => Some(entity::id_of(
            connection,
            known,
            Class::Actor,
            name,
            ActorKind::Outlet.name(),
        )?),
        None => None,
    };
    let (id, old, added) = match found {
        None => {
            let id = insert_article(connection, article, outlet, run, now)?;
            (id, Vec::new(), Added::New(id))
        }
        Some((id, _)) => {
            renew_article(connection, id, article, outlet, run)?;
            retold::part(connection, id)?;
            (id, on_record(connection, id)?, Added::Renewed(id))
        }
    };
    for diagnostic in &extraction.diagnostics {
        connection
            .prepare_cached("INSERT INTO diagnostic (article, code, message) VALUES (?1, ?2, ?3)")?
            .execute(params![id, diagnostic.code, diagnostic.message])?;
    }
    let mut writer = Writer::beside(connection, known, id)?;
    writer.run = run;
    let numbers = writer.statements(&extraction.statements, &lines.statements, &old)?;
    let lined = numbers.iter().zip(&lines.statements);
    let wordings = lined.filter_map(|(id, line)| Some(((*id)?, line.wording.as_slice())));
    retold::join(connection, id, &wordings.collect())?;
    match added {
        Added::New(_) => repeats::link(connection, id, article, &lines.bands)?,
        _ => {
            repeats::returned(connection, id, article)?;
        }
    }
    repeats::outdate(connection, id)?;
    if let Some(newest) = repeats::newest(connection, id)? {
        decide::carry_over(connection, known, newest)?;
    }
    Ok(added)
}

pub(super) fn run_id(connection: &Connection, run: &Run) -> rusqlite::Result<i64> {
    let key = params![run.engine, run.version, run.fingerprint];
    let found = connection
        .prepare_cached(
            "SELECT id FROM run WHERE engine = ?1 AND version = ?2 AND fingerprint = ?3",
        )?
        .query_row(key, |row| row.get(0))
        .optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    connection.execute(
        "INSERT INTO run (engine, version, fingerprint) VALUES (?1, ?2, ?3)",
        key,
    )?;
    Ok(connection.last_insert_rowid())
}

fn insert_article(
    connection: &Connection,
    article: &Article,
    outlet: Option<i64>,
    run: i64,
    now: Option<&str>,
) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO article (name, title, outlet, url, published, published_basis,
                                  dateline_place, lang, sha256, source_sha256, run, text,
                                  format, encoding, added)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(params![
            article.id,
            article.title,
            outlet,
            article.url,
            day(article.published),
            article.published_basis,
            article.dateline_place,
            article.lang,
            article.sha256,
            article.source_sha256,
            run,
            article.text,
            article.origin.format,
            article.origin.encoding,
            now,
        ])?;
    Ok(connection.last_insert_rowid())
}

/// What was known about an article stays; a later pass fills gaps, and replaces a date that
/// an earlier pass worked out, but never one that a person gave.
fn renew_article(
    connection: &Connection,
    id: i64,
    article: &Article,
    outlet: Option<i64>,
    run: i64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE article
                SET title = COALESCE(title, ?2), outlet = COALESCE(outlet, ?3),
                    url = COALESCE(url, ?4), dateline_place = COALESCE(dateline_place, ?5),
                    lang = COALESCE(lang, ?6), run = ?7
              WHERE id = ?1",
        )?
        .execute(params![
            id,
            article.title,
            outlet,
            article.url,
            article.dateline_place,
            article.lang,
            run
        ])?;
    connection
        .prepare_cached(
            "UPDATE article SET published = ?2, published_basis = ?3
              WHERE id = ?1 AND published_basis IS NOT 'given' AND ?2 IS NOT NULL",
        )?
        .execute(params![id, day(article.published), article.published_basis])?;
    connection
        .prepare_cached("DELETE FROM diagnostic WHERE article = ?1")?
        .execute([id])?;
    // Statements that stay follow the article's outlet, and its date where the text tells
    // none of their own.
    for follow in [
        // "2010-04" stands in order where its first day does.
        "UPDATE statement SET date = COALESCE(substr(said_on || '-01-01', 1, 10), a.published),
                outlet = a.outlet
           FROM article a WHERE a.id = ?1 AND statement.article = ?1",
        "UPDATE speaker SET date = (SELECT date FROM statement WHERE id = speaker.statement)
          WHERE statement IN (SELECT id FROM statement WHERE article = ?1)",
        "UPDATE stance SET date = (SELECT date FROM statement WHERE id = stance.statement)
          WHERE statement IN (SELECT id FROM statement WHERE article = ?1)",
    ] {
        connection.prepare_cached(follow)?.execute([id])?;
    }
    Ok(())
}
