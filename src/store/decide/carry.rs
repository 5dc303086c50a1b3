//! What was decided about an older version of an article, carried over to the newest.
//!
//! A statement is the same in another version where the same words stand as the words of the
//! same source, wherever they moved. It then stands there as it stood: as the pass had left it
//! when somebody decided, with the decisions in force on top. Where the newer version's own
//! pass did not find it, it is put where its words stand, so that no later pass brings it back
//! undecided. Where its words or its source were altered, nothing is carried: the newer text may
//! have set right what was wrong. The log keeps the statement that the person saw.

use super::{Refusal, log, statement};
use crate::model::Basis;
use crate::span::{CodePoints, Span};
use crate::store::entity::Known;
use crate::store::spans;
use crate::store::statements::{SAME_WORDS, jaccard};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Carries over what was decided about older versions of the article `newest`.
pub(super) fn over(connection: &Connection, known: &mut Known, newest: i64) -> Result<(), Refusal> {
    let older: Vec<(i64, i64)> = connection
        .prepare_cached(
            "SELECT v.article, s.id FROM superseded v
               JOIN statement s ON s.article = v.article
               JOIN found f ON f.statement = s.id
              WHERE v.by = ?1 ORDER BY v.article, s.start, s.id",
        )?
        .query_map([newest], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    if older.is_empty() {
        return Ok(());
    }
    let to = Version::of(connection, newest)?;
    let mut versions: BTreeMap<i64, Version> = BTreeMap::new();
    for (article, _) in &older {
        if !versions.contains_key(article) {
            versions.insert(*article, Version::of(connection, *article)?);
        }
    }
    let mut carried = Vec::new();
    for (article, statement) in older {
        let decisions = decisions(connection, statement)?;
        if let (Some(from), Some(last)) = (versions.get(&article), decisions.last()) {
            carried.push((*last, from, statement, decisions));
        }
    }
    // What was decided last has the last word.
    carried.sort_by_key(|(last, ..)| *last);
    for (_, from, statement, decisions) in carried {
        if hold(connection, newest, &decisions)? {
            continue;
        }
        let Some(one) = from.statement(statement) else {
            continue;
        };
        let Some(there) = place(connection, from, one, &to)? else {
            continue;
        };
        for decision in decisions {
            connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO carried (decision, statement)
                     SELECT ?1, ?2 WHERE NOT EXISTS
                       (SELECT 1 FROM decision WHERE id = ?1 AND statement = ?2)",
                )?
                .execute([decision, there])?;
        }
        statement::rebuild(connection, known, there, &log::about(connection, there)?)?;
    }
    Ok(())
}

/// Carries a decision about a statement of an older version over to the newest.
pub(super) fn on(
    connection: &Connection,
    known: &mut Known,
    statement: i64,
) -> Result<(), Refusal> {
    let newest: Option<i64> = connection
        .prepare_cached(
            "SELECT v.by FROM superseded v JOIN statement s ON s.article = v.article
              WHERE s.id = ?1",
        )?
        .query_row([statement], |row| row.get(0))
        .optional()?;
    match newest {
        Some(newest) => over(connection, known, newest),
        None => Ok(()),
    }
}

/// The statement and those for which decisions about it hold too.
pub(super) fn same_in_all_versions(
    connection: &Connection,
    statement: i64,
) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached(
            "SELECT ?1 UNION SELECT c.statement FROM carried c
               JOIN decision d ON d.id = c.decision WHERE d.statement = ?1 ORDER BY 1",
        )?
        .query_map([statement], |row| row.get(0))?
        .collect()
}

/// The numbers of the decisions in force about a statement, oldest first.
fn decisions(connection: &Connection, statement: i64) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached(
            "SELECT id FROM decision
              WHERE (statement = ?1 OR id IN (SELECT decision FROM carried WHERE statement = ?1))
                AND id NOT IN (SELECT decision FROM undone) ORDER BY id",
        )?
        .query_map([statement], |row| row.get(0))?
        .collect()
}

/// Whether all of the decisions hold for one statement of the article.
fn hold(connection: &Connection, article: i64, decisions: &[i64]) -> rusqlite::Result<bool> {
    let mut held: Option<BTreeSet<i64>> = None;
    for decision in decisions {
        let of: BTreeSet<i64> = connection
            .prepare_cached(
                "SELECT s.id FROM statement s
                   JOIN (SELECT statement FROM decision WHERE id = ?2
                          UNION SELECT statement FROM carried WHERE decision = ?2) d
                     ON d.statement = s.id
                  WHERE s.article = ?1",
            )?
            .query_map([article, *decision], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        held = Some(match held {
            None => of,
            Some(before) => before.intersection(&of).copied().collect(),
        });
    }
    Ok(held.is_some_and(|held| !held.is_empty()))
}

/// A version of an article with its statements.
struct Version {
    article: i64,
    text: String,
    points: CodePoints,
    statements: Vec<Standing>,
}

/// A statement where it stands in its version.
struct Standing {
    id: i64,
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
    /// Its words and those of its source, white space aside.
    words: (String, String),
    /// Whom the pass took for the speakers.
    speakers: BTreeSet<String>,
    /// Whether the source's own words name them, whatever stands before.
    named: bool,
    decided: bool,
    rejected: bool,
}

impl Version {
    fn of(connection: &Connection, article: i64) -> rusqlite::Result<Version> {
        let text: String = connection
            .prepare_cached("SELECT text FROM article WHERE id = ?1")?
            .query_row([article], |row| row.get(0))?;
        let points = CodePoints::new(&text);
        let rows: Vec<(i64, String, String, String, Option<String>, bool)> = connection
            .prepare_cached(
                "SELECT s.id, s.source, s.cue, s.content, f.speakers, s.standing = 'rejected'
                   FROM statement s LEFT JOIN found f ON f.statement = s.id
                  WHERE s.article = ?1 ORDER BY s.start, s.id",
            )?
            .query_map([article], |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                ))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let mut statements = Vec::new();
        for (id, source, cue, content, found, rejected) in rows {
            let source = spans::decode(&points, &source);
            let content = spans::decode(&points, &content);
            let decided = found.is_some();
            let speakers = match found {
                Some(found) => serde_json::from_str(&found).unwrap_or_default(),
                None => statement::rows_of(connection, "speaker", id)?,
            };
            statements.push(Standing {
                id,
                words: (plain(&text, &content), plain(&text, &source)),
                cue: spans::decode(&points, &cue),
                source,
                content,
                speakers: texts(&speakers, "name").collect(),
                named: texts(&speakers, "basis").all(|basis| basis == Basis::Name.name()),
                decided,
                rejected,
            });
        }
        Ok(Version {
            article,
            text,
            points,
            statements,
        })
    }

    fn statement(&self, id: i64) -> Option<&Standing> {
        self.statements.iter().find(|one| one.id == id)
    }

    /// Which one a statement is of those with the same words and source, in the text's order.
    fn turn(&self, one: &Standing) -> usize {
        let alike = self
            .statements
            .iter()
            .filter(|other| other.words == one.words);
        alike.take_while(|other| other.id != one.id).count()
    }
}

impl Standing {
    /// Whether it is the same in another version: the same words of the same source.
    fn is_same(&self, there: &Standing) -> bool {
        self.words.0 == there.words.0 && self.has_source_of(there)
    }

    /// "he" may be somebody else where other sentences stand before it. That matters to whoever
    /// put words into a mouth, and not to whoever rejected them.
    fn has_source_of(&self, there: &Standing) -> bool {
        let worded_alike = self.words.1 == there.words.1;
        let resolved_alike = self.speakers == there.speakers;
        match worded_alike {
            true => resolved_alike || self.rejected || self.named && there.named,
            false => resolved_alike && !self.speakers.is_empty(),
        }
    }

    fn pieces(&self) -> impl Iterator<Item = Span> {
        let all = [&self.content, &self.source, &self.cue];
        all.into_iter().flatten().copied()
    }

    fn extent(&self) -> Option<Span> {
        self.content.iter().copied().reduce(Span::cover)
    }
}

/// The words that spans mark, with single spaces.
fn plain(text: &str, marked: &[Span]) -> String {
    let words = spans::words(text, marked);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A column of rows that are JSON objects.
fn texts(rows: &Value, column: &str) -> impl Iterator<Item = String> {
    let rows = rows.as_array().into_iter().flatten();
    rows.filter_map(move |row| row[column].as_str().map(str::to_owned))
}

/// The statement of the version `to` that is the same as `one`, standing as `one` stood; none
/// where its words do not stand there as its source's.
fn place(
    connection: &Connection,
    from: &Version,
    one: &Standing,
    to: &Version,
) -> rusqlite::Result<Option<i64>> {
    let same: Vec<&Standing> = to.statements.iter().filter(|o| one.is_same(o)).collect();
    let turn = from.turn(one).min(same.len().saturating_sub(1));
    if let Some(there) = same.get(turn) {
        if !there.decided {
            stand(connection, from, one, to, there)?;
        }
        return Ok(Some(there.id));
    }
    let Some(there) = moved(from, one, to) else {
        return Ok(None);
    };
    put(connection, from, one, to, there)
}

/// A statement in another version, where all that belongs to it stands there word for word.
fn moved(from: &Version, one: &Standing, to: &Version) -> Option<Standing> {
    let hull = one.pieces().reduce(Span::cover)?;
    // "he said" does not stand in "she said".
    let (start, _) = to
        .text
        .match_indices(hull.slice(&from.text))
        .find(|(at, words)| {
            let before = to.text[..*at].chars().next_back();
            let after = to.text[at + words.len()..].chars().next();
            let goes_on = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !goes_on(before) && !goes_on(after)
        })?;
    let shift = |spans: &[Span]| -> Vec<Span> {
        let moved = |span: &Span| {
            let at = start + (span.start - hull.start);
            Span::new(at, at + span.len())
        };
        spans.iter().map(moved).collect()
    };
    Some(Standing {
        id: one.id,
        source: shift(&one.source),
        cue: shift(&one.cue),
        content: shift(&one.content),
        words: one.words.clone(),
        speakers: one.speakers.clone(),
        named: one.named,
        decided: false,
        rejected: one.rejected,
    })
}

/// Puts a statement that no pass found into a version, in the place of one over mostly the same
/// words; where a person decided about that one, it stays and is given. None where those words
/// are somebody else's there.
fn put(
    connection: &Connection,
    from: &Version,
    one: &Standing,
    to: &Version,
    there: Standing,
) -> rusqlite::Result<Option<i64>> {
    let Some(extent) = there.extent() else {
        return Ok(None);
    };
    let overlapping = to.statements.iter().filter(|other| {
        other.extent().is_some_and(|other| {
            jaccard((extent.start, extent.end), (other.start, other.end)) >= SAME_WORDS
        })
    });
    if overlapping.clone().any(|other| !one.has_source_of(other)) {
        return Ok(None);
    }
    if let Some(settled) = overlapping.clone().find(|other| other.decided) {
        return Ok(Some(settled.id));
    }
    for other in overlapping {
        let reports: i64 = connection
            .prepare_cached("DELETE FROM statement WHERE id = ?1 RETURNING utterance")?
            .query_row([other.id], |row| row.get(0))?;
        connection
            .prepare_cached(
                "DELETE FROM utterance
                  WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM statement WHERE utterance = ?1)",
            )?
            .execute([reports])?;
    }
    connection
        .prepare_cached("INSERT INTO utterance DEFAULT VALUES")?
        .execute([])?;
    let utterance = connection.last_insert_rowid();
    let [start, end] = to.points.of_span(extent);
    connection
        .prepare_cached(
            "INSERT INTO statement (article, run, utterance, kind, date, said_on, outlet, start,
                                    \"end\", source, cue, content, words, addressee, depth, rule)
             SELECT a.id, s.run, ?3, s.kind, COALESCE(substr(s.said_on || '-01-01', 1, 10), a.published),
                    s.said_on, a.outlet,
                    ?4, ?5, ?6, ?7, ?8, ?9, s.addressee, s.depth, s.rule
               FROM statement s JOIN article a ON a.id = ?2 WHERE s.id = ?1",
        )?
        .execute(params![
            one.id,
            to.article,
            utterance,
            start as i64,
            end as i64,
            spans::encode(&to.points, &there.source),
            spans::encode(&to.points, &there.cue),
            spans::encode(&to.points, &there.content),
            spans::words(&to.text, &there.content),
        ])?;
    let there = Standing {
        id: connection.last_insert_rowid(),
        ..there
    };
    stand(connection, from, one, to, &there)?;
    Ok(Some(there.id))
}

/// Lets a statement stand as another one stood before anybody decided about it.
fn stand(
    connection: &Connection,
    from: &Version,
    one: &Standing,
    to: &Version,
    there: &Standing,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE statement SET run = s.run, rule = s.rule, addressee = s.addressee,
                                  confidence = s.confidence
               FROM statement s WHERE s.id = ?2 AND statement.id = ?1",
        )?
        .execute([there.id, one.id])?;
    let (kind, standing, speakers, stances): (String, String, String, String) = connection
        .prepare_cached("SELECT kind, standing, speakers, stances FROM found WHERE statement = ?1")?
        .query_row([one.id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    let mut rows = [speakers, stances].map(|rows| {
        let rows: Vec<Value> = serde_json::from_str(&rows).unwrap_or_default();
        rows
    });
    for row in rows.iter_mut().flatten() {
        row["statement"] = there.id.into();
        for column in ["evidence", "condition", "object"] {
            let Some(json) = row[column].as_str() else {
                continue;
            };
            let marked = spans::decode(&from.points, json);
            let mut marks: Vec<Span> = marked
                .iter()
                .filter_map(|span| follow(*span, from, one, to, there))
                .collect();
            // A position is shown by the words that were said, at the least.
            if marks.is_empty() && !marked.is_empty() && column == "evidence" {
                marks.clone_from(&there.content);
            }
            row[column] = spans::encode(&to.points, &marks).into();
        }
    }
    let [speakers, stances] = rows.map(|rows| Value::from(rows).to_string());
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO found (statement, kind, standing, speakers, stances)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![there.id, kind, standing, speakers, stances])?;
    Ok(())
}

/// Where words of a statement stand in another version: in the piece of it that is the same, else
/// at the same distance, if the same words stand there.
fn follow(
    span: Span,
    from: &Version,
    one: &Standing,
    to: &Version,
    there: &Standing,
) -> Option<Span> {
    let mut pieces = one.pieces().zip(there.pieces());
    let (here, there) = pieces
        .find(|(here, _)| here.contains(span))
        .or_else(|| one.pieces().zip(there.pieces()).next())?;
    let start = (there.start + span.start).checked_sub(here.start)?;
    let moved = Span::new(start, start + span.len());
    (moved.fits(&to.text) && moved.slice(&to.text) == span.slice(&from.text)).then_some(moved)
}
