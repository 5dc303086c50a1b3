//! Linking anew: what statements are about and which way, with all else left as it is.

use super::entity::{self, Known};
use super::entry::Grounds;
use super::statements::Writer;
use super::{Sql, Store, StoreError, StoredArticle, add};
use crate::model::{Actor, Agreement, Topic};
use crate::span::CodePoints;
use rusqlite::{Connection, OptionalExtension, params};

/// An article whose statements have their stances anew, with a card for each new target.
#[derive(Debug, Clone, PartialEq)]
pub struct Relinked {
    /// The article as it is on record, but for the stances and the pass that linked them.
    pub stored: StoredArticle,
    /// Cards of the actors that are targets.
    pub actors: Vec<Actor>,
    /// Cards of the topics.
    pub topics: Vec<Topic>,
    /// Cards of the agreements.
    pub agreements: Vec<Agreement>,
}

/// What linking an article anew did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Links {
    /// Statements whose links were replaced by other ones.
    pub changed: usize,
    /// Statements that stay as a person decided or coded them.
    pub kept: usize,
}

impl Store {
    /// The numbers of all articles.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn article_ids(&self) -> Result<Vec<i64>, StoreError> {
        let mut sql = Sql::default();
        sql.push("SELECT id FROM article ORDER BY id");
        self.rows(&sql, |row| row.int(0))
    }

    /// A person's own topics as they were last given: where they came from, and the table.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn own_topics(&self) -> Result<Option<(String, String)>, StoreError> {
        self.connection
            .query_row("SELECT name, content FROM own_topics", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()
            .map_err(|error| self.fail(error))
    }

    /// Remembers a person's own topics in place of the last; `None` forgets them.
    ///
    /// # Errors
    /// As any writing.
    pub fn remember_topics(&mut self, own: Option<(&str, &str)>) -> Result<(), StoreError> {
        let written = match own {
            Some((name, content)) => self.connection.execute(
                "INSERT OR REPLACE INTO own_topics (id, name, content) VALUES (1, ?1, ?2)",
                [name, content],
            ),
            None => self.connection.execute("DELETE FROM own_topics", []),
        };
        written.map(|_| ()).map_err(|error| self.fail(error))
    }

    /// Replaces the stances of an article's statements, in one transaction. A statement that a
    /// person decided about or coded stays exactly as it is.
    ///
    /// # Errors
    /// A span that does not lie in the text, or as any writing. Nothing is written then.
    pub fn relink(&mut self, relinked: &Relinked) -> Result<Links, StoreError> {
        let article = &relinked.stored.article;
        let statements = relinked.stored.statements.iter();
        add::check(article, statements.map(|one| &one.statement))?;
        self.in_transaction(|connection, known| write(connection, known, relinked))
    }
}

fn write(
    connection: &Connection,
    known: &mut Known,
    relinked: &Relinked,
) -> rusqlite::Result<Links> {
    let stored = &relinked.stored;
    let (topics, agreements) = (&relinked.topics, &relinked.agreements);
    entity::write_cards(connection, known, &relinked.actors, topics, agreements)?;
    let run = add::run_id(connection, &stored.run)?;
    connection
        .prepare_cached("UPDATE article SET run = ?2 WHERE id = ?1")?
        .execute([stored.id, run])?;
    let mut links = Links::default();
    let points = CodePoints::new(&stored.article.text);
    let mut writer = Writer::beside(connection, known, stored.id)?;
    for one in &stored.statements {
        if is_settled(connection, one.id)? {
            links.kept += 1;
            continue;
        }
        let before = rows(connection, one.id)?;
        connection
            .prepare_cached("DELETE FROM stance WHERE statement = ?1")?
            .execute([one.id])?;
        let grounds = Grounds::of(&points, &one.statement.stances);
        writer.stances(one.id, &one.statement, &grounds)?;
        connection
            .prepare_cached("UPDATE statement SET run = ?2 WHERE id = ?1")?
            .execute([one.id, run])?;
        links.changed += usize::from(rows(connection, one.id)? != before);
    }
    Ok(links)
}

/// Whether a person decided about a statement or coded it.
fn is_settled(connection: &Connection, statement: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT s.standing <> 'machine'
                    OR EXISTS (SELECT 1 FROM decision d WHERE d.statement = s.id)
                    OR EXISTS (SELECT 1 FROM coded_statement c WHERE c.statement = s.id)
               FROM statement s WHERE s.id = ?1",
        )?
        .query_row([statement], |row| row.get(0))
        .optional()
        // One that is gone since it was read has nothing to link.
        .map(|settled| settled.unwrap_or(true))
}

/// The stances of a statement as they are written.
fn rows(connection: &Connection, statement: i64) -> rusqlite::Result<Vec<(i64, String, String)>> {
    connection
        .prepare_cached(
            "SELECT target, label, evidence || condition || coalesce(object, '') || basis FROM stance
              WHERE statement = ?1 ORDER BY n",
        )?
        .query_map(params![statement], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect()
}
