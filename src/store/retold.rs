//! Which statements of different articles report one utterance.
//!
//! Two statements are linked when the same identified speakers say mostly the same words (see
//! [`crate::wording`]) within [`DAYS`] of each other, or when extraction found that they report
//! the same within their article. What links reach is one utterance. A link depends on its two
//! statements alone, so it does not matter in which order articles are added; and when an
//! article is read again, its links are undone first, and whatever hung together by them alone
//! falls apart.

use crate::wording::Wording;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// Reports of one utterance lie no further apart, in days.
const DAYS: i64 = 3;

/// Joins the statements of an article that is all written to the utterances of others. They must
/// be joined to none, as a new one is, or one after [`part`]. `wordings` are those that are known
/// already, by statement ([`Wording::to_bytes`]).
pub(super) fn join(
    connection: &Connection,
    article: i64,
    wordings: &BTreeMap<i64, &[u8]>,
) -> rusqlite::Result<()> {
    let statements: Vec<(i64, i64, Option<String>)> = connection
        .prepare_cached("SELECT id, utterance, date FROM statement WHERE article = ?1 ORDER BY id")?
        .query_map([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut speakers = speakers(connection, article)?;
    let mut roots = BTreeMap::new();
    for (id, utterance, _) in &statements {
        roots.entry(*utterance).or_insert(*id);
    }
    for (id, utterance, date) in statements {
        let told = Told {
            statement: id,
            article,
            root: roots.get(&utterance).copied(),
            speakers: speakers.remove(&id).unwrap_or_default(),
            date: date.unwrap_or_default(),
            wording: match wordings.get(&id) {
                Some(bytes) => Wording::from_bytes(bytes),
                None => wording(connection, id)?,
            },
        };
        told.write(connection)?;
        unite(connection, id, &told.retellings(connection)?)?;
    }
    Ok(())
}

fn wording(connection: &Connection, statement: i64) -> rusqlite::Result<Wording> {
    connection
        .prepare_cached("SELECT words FROM statement WHERE id = ?1")?
        .query_row([statement], |row| {
            Ok(Wording::of(row.get_ref(0)?.as_str()?))
        })
}

/// Takes an article's statements out of the utterances that they share with other articles.
pub(super) fn part(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM wording WHERE statement IN (SELECT id FROM statement WHERE article = ?1)",
        )?
        .execute([article])?;
    let shared: Vec<i64> = connection
        .prepare_cached(
            "SELECT DISTINCT s.utterance FROM statement s
              WHERE s.article = ?1
                AND EXISTS (SELECT 1 FROM statement o
                             WHERE o.utterance = s.utterance AND o.article <> ?1)
              ORDER BY s.utterance",
        )?
        .query_map([article], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for utterance in shared {
        divide(connection, utterance)?;
    }
    Ok(())
}

/// Finds the utterances of an article's statements anew, after who speaks in them changed.
pub(super) fn anew(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    part(connection, article)?;
    join(connection, article, &BTreeMap::new())
}

/// Finds the utterances of a person's statements anew, after a decision changed who it is.
pub(super) fn follow(connection: &Connection, entity: i64) -> rusqlite::Result<()> {
    let articles: Vec<i64> = connection
        .prepare_cached(
            "SELECT DISTINCT s.article FROM speaker p JOIN statement s ON s.id = p.statement
              WHERE p.entity = ?1 ORDER BY s.article",
        )?
        .query_map([entity], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for article in articles {
        anew(connection, article)?;
    }
    Ok(())
}

/// A statement as far as it can be told again.
struct Told {
    statement: i64,
    article: i64,
    root: Option<i64>,
    speakers: String,
    date: String,
    wording: Wording,
}

impl Told {
    fn write(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO wording (speakers, date, statement, root, words)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                self.speakers,
                self.date,
                self.statement,
                self.root.unwrap_or(self.statement),
                self.wording.to_bytes(),
            ])?;
        Ok(())
    }

    /// The statements that tell the same.
    fn retellings(&self, connection: &Connection) -> rusqlite::Result<Vec<i64>> {
        let mut found = Vec::new();
        if self.speakers.is_empty() || self.date.is_empty() {
            return Ok(found);
        }
        let mut near = connection.prepare_cached(
            "SELECT statement, words FROM wording
              WHERE speakers = ?1 AND date BETWEEN date(?2, ?3) AND date(?2, ?4)
                AND statement <> ?5",
        )?;
        let mut rows = near.query(params![
            self.speakers,
            self.date,
            format!("-{DAYS} days"),
            format!("+{DAYS} days"),
            self.statement,
        ])?;
        while let Some(row) = rows.next()? {
            let wording = Wording::from_bytes(row.get_ref(1)?.as_blob().unwrap_or_default());
            if self.wording.retells(&wording) {
                found.push(row.get(0)?);
            }
        }
        Ok(found)
    }

    /// Whether the two report one utterance.
    fn is_linked(&self, other: &Told) -> bool {
        if self.article == other.article {
            let known = self.root.zip(other.root);
            if known.is_none_or(|(one, two)| one == two) {
                return true;
            }
        }
        !self.speakers.is_empty()
            && self.speakers == other.speakers
            && is_near(&self.date, &other.date)
            && self.wording.retells(&other.wording)
    }
}

fn is_near(one: &str, other: &str) -> bool {
    let day = |text: &str| text.parse::<crate::model::Date>().ok();
    let (Some(one), Some(other)) = (day(one), day(other)) else {
        return false;
    };
    one.until(other)
        .is_ok_and(|apart| i64::from(apart.get_days()).abs() <= DAYS)
}

/// The numbers of each statement's speakers; empty where one of them is not identified.
fn speakers(connection: &Connection, article: i64) -> rusqlite::Result<BTreeMap<i64, String>> {
    let mut all: BTreeMap<i64, BTreeSet<Option<i64>>> = BTreeMap::new();
    let mut ask = connection.prepare_cached(
        "SELECT p.statement, COALESCE(e.merged_into, p.entity)
           FROM statement s JOIN speaker p ON p.statement = s.id
           LEFT JOIN entity e ON e.id = p.entity
          WHERE s.article = ?1",
    )?;
    let mut rows = ask.query([article])?;
    while let Some(row) = rows.next()? {
        all.entry(row.get(0)?).or_default().insert(row.get(1)?);
    }
    let numbers = |ids: BTreeSet<Option<i64>>| {
        let numbers: Option<Vec<String>> = ids
            .into_iter()
            .map(|id| id.map(|id| id.to_string()))
            .collect();
        numbers.unwrap_or_default().join(",")
    };
    Ok(all
        .into_iter()
        .map(|(id, ids)| (id, numbers(ids)))
        .collect())
}

/// Makes one utterance of those that the statements report; the oldest number stays.
fn unite(connection: &Connection, statement: i64, others: &[i64]) -> rusqlite::Result<()> {
    if others.is_empty() {
        return Ok(());
    }
    let mut of = connection.prepare_cached("SELECT utterance FROM statement WHERE id = ?1")?;
    let mut utterances: BTreeSet<i64> = BTreeSet::new();
    for id in others.iter().chain([&statement]) {
        utterances.insert(of.query_row([id], |row| row.get(0))?);
    }
    let Some(stays) = utterances.pop_first() else {
        return Ok(());
    };
    for goes in utterances {
        connection
            .prepare_cached("UPDATE statement SET utterance = ?2 WHERE utterance = ?1")?
            .execute([goes, stays])?;
        connection
            .prepare_cached("DELETE FROM utterance WHERE id = ?1")?
            .execute([goes])?;
    }
    Ok(())
}

/// Divides an utterance into what its statements' links still hold together. The part with the
/// oldest statement keeps the number.
fn divide(connection: &Connection, utterance: i64) -> rusqlite::Result<()> {
    let members: Vec<Told> = connection
        .prepare_cached(
            "SELECT s.id, s.article, w.root, w.speakers, w.date, w.words
               FROM statement s LEFT JOIN wording w ON w.statement = s.id
              WHERE s.utterance = ?1 ORDER BY s.id",
        )?
        .query_map([utterance], |row| {
            Ok(Told {
                statement: row.get(0)?,
                article: row.get(1)?,
                root: row.get(2)?,
                speakers: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                date: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
                wording: Wording::from_bytes(
                    &row.get::<_, Option<Vec<u8>>>(5)?.unwrap_or_default(),
                ),
            })
        })?
        .collect::<Result<_, _>>()?;
    let mut left: Vec<&Told> = members.iter().collect();
    let mut first = true;
    while !left.is_empty() {
        let mut part = vec![left.remove(0)];
        let mut at = 0;
        while at < part.len() {
            let (linked, rest) = left.iter().partition(|other| part[at].is_linked(other));
            part.extend::<Vec<&Told>>(linked);
            left = rest;
            at += 1;
        }
        if !first {
            connection
                .prepare_cached("INSERT INTO utterance DEFAULT VALUES")?
                .execute([])?;
            let number = connection.last_insert_rowid();
            for told in &part {
                connection
                    .prepare_cached("UPDATE statement SET utterance = ?2 WHERE id = ?1")?
                    .execute([told.statement, number])?;
            }
        }
        first = false;
    }
    Ok(())
}
