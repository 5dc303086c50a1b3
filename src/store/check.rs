//! Whether a database is whole: what SQLite sees, and what only this program can see.

use super::{Store, StoreError, edges, spans};
use crate::span::{CodePoints, Span};
use rusqlite::{Connection, OpenFlags, params};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::path::Path;

/// What a check looked at and what it found wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// How many articles were looked at.
    pub articles: usize,
    /// How many statements.
    pub statements: usize,
    /// How many stances.
    pub stances: usize,
    /// Whether the full-text index was compared with the words; SQLite does so only in a file
    /// that it may write to.
    pub search_compared: bool,
    /// What is wrong, in the order in which it was found.
    pub findings: Vec<Finding>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What kind of thing.
    pub flaw: Flaw,
    /// Where, and what it is, for the person.
    pub message: String,
}

/// The kinds of things that can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Flaw {
    /// SQLite's own pages or indexes contradict each other.
    Damage,
    /// A row refers to one that is not there.
    Reference,
    /// A text is not the one whose hash was kept.
    Text,
    /// A span does not lie in its text.
    Span,
    /// A statement's words are not what its spans slice.
    Words,
    /// A stance shows no evidence.
    Evidence,
    /// Something stands alone: nothing on record refers to it.
    Orphan,
    /// A value that is repeated to make questions fast is not what it repeats.
    Repeated,
    /// The full-text index does not agree with the words.
    Search,
}

impl Flaw {
    /// What the person can do about it.
    pub fn remedy(self) -> &'static str {
        match self {
            Flaw::Damage => {
                "restore the file from a backup, or save what is left with `sqlite3 FILE .recover`"
            }
            Flaw::Reference | Flaw::Text | Flaw::Span | Flaw::Words | Flaw::Evidence => {
                "another program changed the file: restore it from a backup, or add the articles to a new one"
            }
            Flaw::Orphan | Flaw::Search | Flaw::Repeated => "`onrecord vacuum` puts it right",
        }
    }
}

/// Findings of one kind beyond so many are counted, not listed: one cause often has thousands
/// of effects.
const LISTED: usize = 20;

impl Store {
    /// Looks at everything on record, one article in memory at a time, and changes nothing.
    ///
    /// # Errors
    /// The database cannot be read at all; all that is wrong with what it holds is a finding.
    pub fn check(&self) -> Result<Checked, StoreError> {
        let mut check = Check {
            connection: &self.connection,
            checked: Checked::default(),
            unlisted: Vec::new(),
        };
        check
            .whole()
            .and_then(|()| check.references())
            .and_then(|()| check.articles())
            .and_then(|()| check.orphans())
            .and_then(|()| check.repeated())
            .or_else(|error| match error.sqlite_error_code() {
                // Where pages are damaged, reading on ends somewhere: that is a finding too.
                Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
                    check.found(Flaw::Damage, error.to_string());
                    Ok(())
                }
                _ => Err(self.fail(error)),
            })?;
        match search_agrees(&self.path) {
            Some(Ok(())) => check.checked.search_compared = true,
            Some(Err(message)) => {
                check.checked.search_compared = true;
                check.found(
                    Flaw::Search,
                    format!("the full-text index does not agree with the words ({message})"),
                );
            }
            None => {}
        }
        Ok(check.done())
    }
}

/// Compares the full-text index with the words. `None` where the file cannot be written to, or
/// another process is writing: SQLite puts this question as a write that writes nothing.
fn search_agrees(path: &Path) -> Option<Result<(), String>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).ok()?;
    connection.busy_timeout(super::PATIENCE).ok()?;
    let asked = connection.execute(
        "INSERT INTO statement_words (statement_words, rank) VALUES ('integrity-check', 1)",
        [],
    );
    match asked {
        Ok(_) => Some(Ok(())),
        Err(error) => match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseCorrupt) => Some(Err(error.to_string())),
            _ => None,
        },
    }
}

struct Check<'a> {
    connection: &'a Connection,
    checked: Checked,
    /// How many findings of each kind are not listed.
    unlisted: Vec<(Flaw, usize)>,
}

impl Check<'_> {
    fn found(&mut self, flaw: Flaw, message: String) {
        let findings = &mut self.checked.findings;
        if findings.iter().filter(|one| one.flaw == flaw).count() < LISTED {
            findings.push(Finding { flaw, message });
            return;
        }
        match self.unlisted.iter_mut().find(|(kind, _)| *kind == flaw) {
            Some((_, count)) => *count += 1,
            None => self.unlisted.push((flaw, 1)),
        }
    }

    fn done(mut self) -> Checked {
        for (flaw, count) in self.unlisted {
            let message = format!("and {count} more of this kind");
            self.checked.findings.push(Finding { flaw, message });
        }
        self.checked
    }

    fn whole(&mut self) -> rusqlite::Result<()> {
        let connection = self.connection;
        let mut asked = connection.prepare("PRAGMA integrity_check(100)")?;
        let mut rows = asked.query([])?;
        while let Some(row) = rows.next()? {
            let told: String = row.get(0)?;
            if told != "ok" {
                self.found(Flaw::Damage, told);
            }
        }
        Ok(())
    }

    fn references(&mut self) -> rusqlite::Result<()> {
        let connection = self.connection;
        let mut asked = connection.prepare("PRAGMA foreign_key_check")?;
        let mut rows = asked.query([])?;
        while let Some(row) = rows.next()? {
            let (table, id, parent): (String, Option<i64>, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let place = id.map(|id| format!(" {id}")).unwrap_or_default();
            let message = format!("{table}{place} refers to a row of {parent} that is not there");
            self.found(Flaw::Reference, message);
        }
        Ok(())
    }

    fn articles(&mut self) -> rusqlite::Result<()> {
        let connection = self.connection;
        let mut articles =
            connection.prepare("SELECT id, sha256, text FROM article ORDER BY id")?;
        let mut rows = articles.query([])?;
        while let Some(row) = rows.next()? {
            let (id, sha256, text): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            self.checked.articles += 1;
            if sha256 != hash(&text) {
                let message = format!("article {id}: the text is not the one that was added");
                self.found(Flaw::Text, message);
            }
            let points = CodePoints::new(&text);
            self.statements(id, &text, &points)?;
            self.stances(id, &points)?;
        }
        Ok(())
    }

    fn statements(
        &mut self,
        article: i64,
        text: &str,
        points: &CodePoints,
    ) -> rusqlite::Result<()> {
        let connection = self.connection;
        let mut asked = connection.prepare_cached(
            "SELECT id, source, cue, content, words, start, \"end\" FROM statement
              WHERE article = ?1 ORDER BY id",
        )?;
        let mut rows = asked.query([article])?;
        while let Some(row) = rows.next()? {
            self.checked.statements += 1;
            let id: i64 = row.get(0)?;
            for (column, what) in [(1, "source"), (2, "cue"), (3, "content")] {
                if all_spans(points, &row.get::<_, String>(column)?).is_none() {
                    let message = format!(
                        "statement {id} of article {article}: its {what} does not lie in the text"
                    );
                    self.found(Flaw::Span, message);
                }
            }
            let Some(content) = all_spans(points, &row.get::<_, String>(3)?) else {
                continue;
            };
            if content.is_empty() || spans::words(text, &content) != row.get::<_, String>(4)? {
                let message = format!(
                    "statement {id} of article {article}: its words are not those of the text"
                );
                self.found(Flaw::Words, message);
            }
            let extent = content.into_iter().reduce(Span::cover);
            let kept: [i64; 2] = [row.get(5)?, row.get(6)?];
            if extent.map(|extent| points.of_span(extent).map(|at| at as i64)) != Some(kept) {
                let message = format!(
                    "statement {id} of article {article}: start and end are not those of its content"
                );
                self.found(Flaw::Span, message);
            }
        }
        Ok(())
    }

    fn stances(&mut self, article: i64, points: &CodePoints) -> rusqlite::Result<()> {
        let connection = self.connection;
        // A person who corrects a position need not show where the text takes it.
        let mut asked = connection.prepare_cached(
            "SELECT x.statement, t.name, x.evidence, x.condition, s.standing = 'corrected'
               FROM statement s JOIN stance x ON x.statement = s.id
               JOIN entity t ON t.id = x.target
              WHERE s.article = ?1 ORDER BY x.statement, x.n",
        )?;
        let mut rows = asked.query([article])?;
        while let Some(row) = rows.next()? {
            self.checked.stances += 1;
            let (id, target): (i64, String) = (row.get(0)?, row.get(1)?);
            let at = format!("statement {id} of article {article}, stance toward {target}");
            match all_spans(points, &row.get::<_, String>(2)?) {
                None => self.found(
                    Flaw::Span,
                    format!("{at}: its evidence does not lie in the text"),
                ),
                Some(evidence) if evidence.is_empty() && !row.get::<_, bool>(4)? => {
                    self.found(Flaw::Evidence, format!("{at}: no evidence is shown"));
                }
                Some(_) => {}
            }
            if all_spans(points, &row.get::<_, String>(3)?).is_none() {
                let message = format!("{at}: its condition does not lie in the text");
                self.found(Flaw::Span, message);
            }
        }
        Ok(())
    }

    fn orphans(&mut self) -> rusqlite::Result<()> {
        for (question, what) in [
            (LONELY_UTTERANCES, "an utterance that no statement reports"),
            (
                "SELECT e.id FROM entity e
                  WHERE NOT EXISTS (SELECT 1 FROM alias a WHERE a.entity = e.id) ORDER BY e.id",
                "a name that look-up does not find",
            ),
        ] {
            self.each(question, Flaw::Orphan, |id| format!("{id}: {what}"))?;
        }
        Ok(())
    }

    fn repeated(&mut self) -> rusqlite::Result<()> {
        for (question, what) in [
            (
                "SELECT s.id FROM statement s JOIN article a ON a.id = s.article
                  WHERE s.date IS NOT COALESCE(substr(s.said_on || '-01-01', 1, 10), a.published) ORDER BY s.id",
                "its date is neither the text's nor the article's",
            ),
            (
                "SELECT s.id FROM statement s JOIN article a ON a.id = s.article
                  WHERE s.outlet IS NOT a.outlet ORDER BY s.id",
                "its outlet is not the article's",
            ),
            (
                "SELECT p.statement FROM speaker p JOIN statement s ON s.id = p.statement
                  WHERE p.date IS NOT s.date ORDER BY 1",
                "a speaker has another date",
            ),
            (
                "SELECT x.statement FROM stance x JOIN statement s ON s.id = x.statement
                  WHERE x.date IS NOT s.date ORDER BY 1",
                "a stance has another date",
            ),
            (&edges::untrue(), "its edges are not those of its stances"),
        ] {
            self.each(question, Flaw::Repeated, |id| {
                format!("statement {id}: {what}")
            })?;
        }
        Ok(())
    }

    fn each(
        &mut self,
        question: &str,
        flaw: Flaw,
        message: impl Fn(i64) -> String,
    ) -> rusqlite::Result<()> {
        let connection = self.connection;
        let mut asked = connection.prepare(question)?;
        let mut rows = asked.query(params![])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            self.found(flaw, message(id));
        }
        Ok(())
    }
}

/// Utterances to which nothing refers.
pub(super) const LONELY_UTTERANCES: &str = "SELECT u.id FROM utterance u
    WHERE NOT EXISTS (SELECT 1 FROM statement s WHERE s.utterance = u.id)";

/// The spans, where every one of them lies in the text and has words.
fn all_spans(points: &CodePoints, json: &str) -> Option<Vec<Span>> {
    let pairs: Vec<[usize; 2]> = serde_json::from_str(json).ok()?;
    pairs
        .into_iter()
        .map(|[start, end]| {
            let span = (points.to_byte(start)?, points.to_byte(end)?);
            (span.0 <= span.1).then(|| Span::new(span.0, span.1))
        })
        .collect()
}

/// The hash by which the record knows a text.
pub(super) fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
