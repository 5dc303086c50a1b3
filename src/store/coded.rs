//! Statements that people coded elsewhere, into the record.
//!
//! A row names an article on record and marks words that stand in it; it becomes an accepted
//! statement of a run `coded by <coder>`. What cannot be taken is refused with its reason, and
//! never half taken.

use super::add::run_id;
use super::by_people;
use super::check::hash;
use super::entity::Known;
use super::statements::Writer;
use super::{Store, StoreError};
use crate::model::{Date, Label, Statement};
use crate::span::{CodePoints, Span};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use std::collections::BTreeMap;

/// A coded statement as a table has it; fields that the table lacks are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodedRow {
    /// The line of the table, from 1.
    pub line: u64,
    /// The article: its name, with or without a file's ending, its title, its address or its
    /// whole text.
    pub document: String,
    /// The words; any white space stands for any other.
    pub words: String,
    /// The first character of the words in the text, from 0: in code points, or in UTF-16
    /// units where the words do not stand there.
    pub start: Option<usize>,
    /// Who speaks.
    pub person: String,
    /// For whom the person speaks, or who speaks where there is no person.
    pub organization: String,
    /// What it is about.
    pub concept: String,
    /// The position; neutral where there is none.
    pub label: Option<Label>,
    /// The day it was said; else the article's.
    pub date: Option<Date>,
    /// Who coded it.
    pub coder: String,
}

/// What an import took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodedImport {
    /// Statements that were not there before.
    pub new_statements: usize,
    /// Rows over the words of a statement that was there, by the same speaker on the same thing.
    pub met: usize,
    /// Lines that were not taken, and why.
    pub refused: Vec<(u64, String)>,
}

impl Store {
    /// Imports rows, made with a program of that name, at a moment in UTC (RFC 3339).
    ///
    /// # Errors
    /// As any writing; what is wrong with a row is in the report.
    pub fn import_coded(
        &mut self,
        rows: &[CodedRow],
        program: &str,
        at: &str,
    ) -> Result<CodedImport, StoreError> {
        let path = self.path.clone();
        let fail = |error| StoreError::from_sqlite(&path, error);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        self.known = Known::default();
        let mut report = CodedImport::default();
        let mut articles: BTreeMap<&str, Result<(i64, String), String>> = BTreeMap::new();
        for row in rows {
            if !articles.contains_key(row.document.as_str()) {
                let found = article(&transaction, &row.document).map_err(fail)?;
                articles.insert(&row.document, found);
            }
            let taken = match &articles[row.document.as_str()] {
                Ok((article, text)) => match place(text, row) {
                    Ok(span) => {
                        let mut import = Import {
                            connection: &transaction,
                            known: &mut self.known,
                            program,
                            at,
                        };
                        let is_new = import.take(*article, text, span, row).map_err(fail)?;
                        match is_new {
                            true => report.new_statements += 1,
                            false => report.met += 1,
                        }
                        continue;
                    }
                    Err(reason) => reason,
                },
                Err(reason) => reason.clone(),
            };
            report.refused.push((row.line, taken));
        }
        super::commit(transaction).map_err(fail)?;
        Ok(report)
    }
}

/// The article of that name and its text, or why there is none.
fn article(connection: &Connection, name: &str) -> rusqlite::Result<Result<(i64, String), String>> {
    let mut sql = connection.prepare_cached(
        "SELECT id, text FROM article
          WHERE name = ?1 OR title = ?1 OR url = ?1 OR name LIKE ?2 ESCAPE '\\' OR sha256 = ?3
          ORDER BY id LIMIT 2",
    )?;
    let escaped = name
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    let ending = if name.is_empty() {
        String::new()
    } else {
        escaped + ".___"
    };
    // Programs that keep texts give the text itself.
    let text = hash(name);
    let rows = sql.query_map(params![name, ending, text], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    let mut found: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
    Ok(match (found.len(), found.pop()) {
        _ if name.is_empty() => Err("it names no document".into()),
        (1, Some(found)) => Ok(found),
        (0, _) | (_, None) => Err(format!(
            "no article on record is called \"{}\"; add its text first",
            shortened(name)
        )),
        _ => Err(format!(
            "several articles are called \"{}\"",
            shortened(name)
        )),
    })
}

/// A name that may be a whole text, for a message.
fn shortened(name: &str) -> String {
    match name.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &name[..at]),
        None => name.to_owned(),
    }
}

/// Where the words stand, or why that is not known.
fn place(text: &str, row: &CodedRow) -> Result<Span, String> {
    let words: Vec<&str> = row.words.split_whitespace().collect();
    let Some(first) = words.first() else {
        return Err("it has no words".into());
    };
    if let Some(start) = row.start {
        let points = CodePoints::new(text).to_byte(start);
        // Programs in JavaScript and Java count UTF-16 units.
        let mut unit = 0;
        let units = text.char_indices().find_map(|(at, c)| {
            let here = (unit == start).then_some(at);
            unit += c.len_utf16();
            here
        });
        let places = [points, units].into_iter().flatten();
        let span = places.into_iter().find_map(|at| matched(text, at, &words));
        return span.ok_or_else(|| "its words do not stand at its start".into());
    }
    let places = text.match_indices(first);
    let mut places = places.filter_map(|(at, _)| matched(text, at, &words));
    match (places.next(), places.next()) {
        (Some(span), None) => Ok(span),
        (None, _) => Err("its words do not stand in the text".into()),
        (Some(_), Some(_)) => {
            Err("its words stand in the text more than once; give their start".into())
        }
    }
}

/// The words from a place on, whatever the white space between them.
fn matched(text: &str, at: usize, words: &[&str]) -> Option<Span> {
    let mut rest = text.get(at..)?;
    for (number, word) in words.iter().enumerate() {
        if number > 0 {
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        }
        rest = rest.strip_prefix(word)?;
    }
    Some(Span::new(at, text.len() - rest.len()))
}

struct Import<'a> {
    connection: &'a Connection,
    known: &'a mut Known,
    program: &'a str,
    at: &'a str,
}

impl Import<'_> {
    /// Takes a row; tells whether the record did not have it.
    fn take(
        &mut self,
        article: i64,
        text: &str,
        span: Span,
        row: &CodedRow,
    ) -> rusqlite::Result<bool> {
        let statement = statement(text, span, row);
        let found = self.found(article, text, span, &statement)?;
        let id = match found {
            Some(id) => id,
            None => {
                let mut writer = Writer::beside(self.connection, self.known, article)?;
                let run = by_people::run(&row.coder, self.program);
                writer.run = run_id(self.connection, &run)?;
                writer.insert(text, &statement)?
            }
        };
        by_people::accept(self.connection, id, &row.coder, self.at)?;
        Ok(found.is_none())
    }

    /// The statement on record over the same words, by the same speaker, with the same position.
    fn found(
        &self,
        article: i64,
        text: &str,
        span: Span,
        statement: &Statement,
    ) -> rusqlite::Result<Option<i64>> {
        let [start, end] = CodePoints::new(text).of_span(span);
        let speaker = statement.speakers.first().map(|speaker| &speaker.name);
        let stance = statement.stances.first();
        self.connection
            .prepare_cached(
                "SELECT s.id FROM statement s
                   LEFT JOIN speaker p ON p.statement = s.id AND p.n = 0
                   LEFT JOIN entity e ON e.id = p.entity
                   LEFT JOIN entity em ON em.id = e.merged_into
                   LEFT JOIN stance x ON x.statement = s.id
                   LEFT JOIN entity t ON t.id = x.target
                  WHERE s.article = ?1 AND s.start = ?2 AND s.\"end\" = ?3
                    AND (?4 IS e.name OR ?4 IS em.name)
                    AND (?5 IS t.name OR ?5 IS t.label) AND x.label IS ?6
                  ORDER BY s.id LIMIT 1",
            )?
            .query_row(
                params![
                    article,
                    start as i64,
                    end as i64,
                    speaker,
                    stance.map(|stance| &stance.target),
                    stance.map(|stance| stance.label.name()),
                ],
                |row| row.get(0),
            )
            .optional()
    }
}

fn statement(text: &str, span: Span, row: &CodedRow) -> Statement {
    let given = |name: &str| (!name.is_empty()).then(|| name.to_owned());
    let speaker = by_people::speaker(given(&row.person), given(&row.organization));
    let position =
        given(&row.concept).map(|concept| (concept, row.label.unwrap_or(Label::Neutral)));
    by_people::statement(text, span, speaker, position, row.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_the_white_space_and_nowhere_else() {
        let row = |words: &str, start| CodedRow {
            words: words.into(),
            start,
            ..CodedRow::default()
        };
        let text = "Ja, we\n will act. Then we will talk.";
        let span = place(text, &row("we will act", None)).expect("found");
        assert_eq!(span.slice(text), "we\n will act");
        assert!(place(text, &row("we shall act", None)).is_err());
        assert!(place(text, &row("we will", None)).is_err());
        let span = place(text, &row("we will", Some(23))).expect("found");
        assert_eq!(span.start, 23);
        assert!(place(text, &row("we will", Some(5))).is_err());
        assert!(place(text, &row(" ", None)).is_err());
    }
}
