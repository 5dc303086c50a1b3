//! A file of Discourse Network Analyzer into the record.
//!
//! Every row is kept as it came, for the way back. Each document's text becomes an article,
//! and each coded statement a statement of a run `coded by <coder>` that is accepted. Where
//! the record already has a statement over the same words, as when documents that the program
//! had coded come back, that statement is the one that is decided about (see `finished.rs`).

use super::super::entity::Known;
use super::coded::{Coded, collect, run};
use super::finished::{Before, Earlier};
use super::utf16::Utf16;
use super::{DnaError, DnaFile, ROWS};
use crate::model::ActorKind;
use crate::span::{CodePoints, Span};
use crate::store::add::run_id;
use crate::store::by_people;
use crate::store::check::hash;
use crate::store::{Sql, Store, StoreError};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};

/// What an import took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DnaImport {
    /// How many rows each table had, all of which are kept.
    pub rows: Vec<(String, usize)>,
    /// Documents, each now an article.
    pub documents: usize,
    /// Articles that were not there before; documents of the same text are one article.
    pub new_articles: usize,
    /// Statements that were not there before.
    pub new_statements: usize,
    /// Coded statements over the words of one that was there before.
    pub met: usize,
    /// Statements that read otherwise than before and were corrected.
    pub corrected: usize,
    /// Statements that are gone from the file and were rejected.
    pub rejected: usize,
    /// Changes that the record gives no ground for any more, and why.
    pub conflicts: Vec<String>,
    /// Numbers of coded statements that do not lie in their document's text. They are kept
    /// for the way back, and networks have them, but the record has no words for them.
    pub outside: Vec<i64>,
    /// Names of values that are a child of themselves by way of others.
    pub cycles: Vec<String>,
    /// Numbers of coded statements whose statement type is not there. They are kept for the
    /// way back only.
    pub orphans: Vec<i64>,
    /// The file of another name whose place this one took.
    pub instead_of: Option<String>,
    /// Files of other names that have some of these coded statements too, and how many.
    pub also_in: Vec<(String, usize)>,
    /// Tables, and columns as `TABLE.COLUMN`, that the form does not have and that were left out.
    pub left_out: Vec<String>,
}

/// The name of the coder as whom the program's own statements go out.
pub(super) const PROGRAM: &str = "onrecord";

/// What a file is to those that were imported before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Arrival<'a> {
    /// One of the same name come back, or the one from which it was written, if that is still as
    /// it was then; else another.
    #[default]
    Recognised,
    /// The one of this name come back.
    InsteadOf(&'a str),
    /// Another, even where it has the same coded statements; unless one has the same name.
    Beside,
}

impl Store {
    /// Imports a file under a name; all of it or nothing.
    ///
    /// # Errors
    /// The file cannot be read, has coded statements of another ([`DnaError::Twice`]), is to
    /// take the place of one that was not imported, or as any writing.
    pub fn import_dna(
        &mut self,
        file: &DnaFile,
        name: &str,
        arrival: Arrival,
        at: &str,
    ) -> Result<DnaImport, DnaError> {
        let path = self.path.clone();
        let fail = |error| StoreError::from_sqlite(&path, error);
        let before = self.before(file, name, arrival)?;
        let (earlier, gone) = self.earlier(file, before.as_ref().map(|before| before.0))?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        self.known = Known::default();
        let mut import = Import {
            connection: &transaction,
            known: &mut self.known,
            file: 0,
            name,
            earlier,
            gone,
            at,
            report: DnaImport::default(),
            fail: &fail,
        };
        let outcome = import.run(file, before, arrival);
        let report = import.report;
        if let Err(error) = outcome {
            // What it knew is undone.
            self.known = Known::default();
            return Err(error);
        }
        crate::store::commit(transaction).map_err(fail)?;
        Ok(report)
    }

    /// The number and name of the file that this one is, come back.
    fn before(
        &self,
        file: &DnaFile,
        name: &str,
        arrival: Arrival,
    ) -> Result<Option<(i64, String)>, DnaError> {
        let sql = Sql::new("SELECT id, name FROM coded_file ORDER BY id");
        let files = self.rows(&sql, |row| (row.int(0), row.text(1)))?;
        let called = |name: &str| files.iter().find(|file| file.1 == name).cloned();
        if let Arrival::InsteadOf(other) = arrival {
            return match called(other) {
                None => Err(DnaError::NotImported {
                    path: self.path().into(),
                    name: other.to_owned(),
                    known: files.into_iter().map(|file| file.1).collect(),
                }),
                found => Ok(found),
            };
        }
        if let Some(same) = called(name) {
            return Ok(Some(same));
        }
        let Some(mark) = file.mark()?.filter(|_| arrival == Arrival::Recognised) else {
            return Ok(None);
        };
        for (id, name) in files {
            if self.mark(id)? == mark {
                return Ok(Some((id, name)));
            }
        }
        Ok(None)
    }
}

pub(super) struct Import<'a> {
    pub connection: &'a Connection,
    pub known: &'a mut Known,
    pub file: i64,
    /// The file's name.
    pub name: &'a str,
    /// What its statements were when it last left the record or came to it.
    pub earlier: Earlier,
    /// Those that were gone already when it last came.
    pub gone: BTreeSet<i64>,
    /// When, in UTC, RFC 3339: the date of the decisions.
    pub at: &'a str,
    pub report: DnaImport,
    fail: &'a dyn Fn(rusqlite::Error) -> StoreError,
}

impl Store {
    /// What the statements of a file were: as its last import took them, else as the export of
    /// this record noted them that wrote the file; and which were gone from the last import.
    fn earlier(
        &self,
        file: &DnaFile,
        before: Option<i64>,
    ) -> Result<(Earlier, BTreeSet<i64>), DnaError> {
        let noted = self.noted(file)?;
        let mut earlier = noted.clone();
        // What did not leave cannot be missing.
        earlier.retain(|_, was| !was.is_left_out);
        let mut gone = BTreeSet::new();
        let Some(number) = before else {
            return Ok((earlier, gone));
        };
        let mut sql = Sql::default();
        let bound = sql.bind(number);
        sql.push(&format!(
            "SELECT coded, statement FROM coded_statement WHERE file = {bound}"
        ));
        let mut statements = BTreeMap::new();
        self.each(&sql, |row| {
            statements.insert(row.int(0), row.int(1));
            Ok::<(), StoreError>(())
        })?;
        let mut by_document = BTreeMap::new();
        let before = self.coded_file(number, true)?;
        let noted_before = self.noted(&before)?;
        for (label, _) in before.statement_types()? {
            collect(&before.coding(Some(&label), &[])?, &mut by_document);
        }
        for (document, coded) in by_document {
            for coded in coded {
                if let Some(statement) = statements.remove(&coded.id) {
                    // What left after the last import tells more than that import.
                    let sent = noted.get(&coded.id);
                    let is_later = sent != noted_before.get(&coded.id);
                    if sent.is_some_and(|sent| is_later && sent.is_of(statement)) {
                        continue;
                    }
                    let mut was = Before::imported(&coded, document, statement);
                    if let Some(noted) = noted.get(&coded.id) {
                        was.is_called_as(noted);
                    }
                    earlier.insert(coded.id, was);
                }
            }
        }
        // What is left was linked, but was no more in the file.
        gone.extend(statements.into_keys());
        Ok((earlier, gone))
    }
}

impl Import<'_> {
    fn run(
        &mut self,
        file: &DnaFile,
        before: Option<(i64, String)>,
        arrival: Arrival,
    ) -> Result<(), DnaError> {
        let name = self.name;
        if let Some((number, was)) = before {
            // It came back: what it was before is replaced, what was decided stays.
            self.forget(number).map_err(self.fail)?;
            self.report.instead_of = Some(was).filter(|was| was != name);
        }
        self.connection
            .execute("INSERT INTO coded_file (name) VALUES (?1)", [name])
            .map_err(self.fail)?;
        self.file = self.connection.last_insert_rowid();
        self.keep_rows(file)?;
        self.report.left_out = file.others()?;
        self.report.orphans = file.orphans()?;
        self.report.cycles = file.cycles()?;
        let mut coded = BTreeMap::<i64, Vec<Coded>>::new();
        for (label, _) in file.statement_types()? {
            collect(&file.coding(Some(&label), &[])?, &mut coded);
        }
        file.texts(|document, title, source, date, text| {
            let statements = coded.remove(&document).unwrap_or_default();
            self.document(document, title, source, date, text, statements)
                .map_err(|error| (self.fail)(error))
        })?;
        self.report.also_in = self.also_in().map_err(self.fail)?;
        match (self.report.also_in.first(), arrival) {
            (Some((other, count)), Arrival::Recognised) => Err(DnaError::Twice {
                name: name.to_owned(),
                other: other.clone(),
                count: *count,
            }),
            _ => Ok(()),
        }
    }

    /// Which other files have some of the file's coded statements, under the same numbers.
    fn also_in(&self) -> rusqlite::Result<Vec<(String, usize)>> {
        self.connection
            .prepare(
                "SELECT f.name, count(*) FROM coded_statement a
                   JOIN coded_statement b
                     ON b.statement = a.statement AND b.coded = a.coded AND b.file <> a.file
                   JOIN coded_file f ON f.id = b.file
                  WHERE a.file = ?1
                    AND a.coded IN (SELECT cells ->> 'ID' FROM coded_row
                                     WHERE file = ?1 AND part = 'STATEMENTS')
                  GROUP BY f.id ORDER BY f.id",
            )?
            .query_map([self.file], |row| {
                Ok((row.get(0)?, row.get::<_, i64>(1)? as usize))
            })?
            .collect()
    }

    fn forget(&self, file: i64) -> rusqlite::Result<()> {
        for table in ["coded_row", "coded_document", "coded_statement"] {
            self.connection
                .execute(&format!("DELETE FROM {table} WHERE file = ?1"), [file])?;
        }
        self.connection
            .execute("DELETE FROM coded_file WHERE id = ?1", [file])?;
        Ok(())
    }

    /// Keeps every row of every table as it came.
    fn keep_rows(&mut self, file: &DnaFile) -> Result<(), DnaError> {
        for table in ROWS {
            let mut count: i64 = 0;
            file.rows_of(table, |cells| {
                count += 1;
                self.connection
                    .prepare_cached(
                        "INSERT INTO coded_row (file, part, n, cells) VALUES (?1, ?2, ?3, ?4)",
                    )
                    .and_then(|mut insert| insert.execute(params![self.file, table, count, cells]))
                    .map(drop)
                    .map_err(self.fail)
            })?;
            // Only the program's own files have that table.
            if table != "ONRECORD" || count > 0 {
                self.report.rows.push((table.to_owned(), count as usize));
            }
        }
        Ok(())
    }

    fn document(
        &mut self,
        document: i64,
        title: &str,
        source: &str,
        date: i64,
        text: &str,
        statements: Vec<Coded>,
    ) -> rusqlite::Result<()> {
        self.report.documents += 1;
        let sha256 = hash(text);
        let found: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM article WHERE sha256 = ?1")?
            .query_row([&sha256], |row| row.get(0))
            .optional()?;
        let day = super::read::datetime(date).map(|when| when.date().to_string());
        let article = match found {
            Some(id) => id,
            None => {
                self.report.new_articles += 1;
                let run = run_id(self.connection, &run(PROGRAM))?;
                let outlet = match source {
                    "" => None,
                    name => Some(self.actor(name, ActorKind::Outlet)?),
                };
                self.connection
                    .prepare_cached(
                        "INSERT INTO article (name, title, outlet, published, published_basis,
                                              sha256, source_sha256, run, text)
                         VALUES (?1, ?2, ?3, ?4, 'given', ?5, ?5, ?6, ?7)",
                    )?
                    .execute(params![title, title, outlet, day, sha256, run, text])?;
                self.connection.last_insert_rowid()
            }
        };
        self.connection
            .prepare_cached(
                "INSERT INTO coded_document (file, document, article) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![self.file, document, article])?;
        let units = Utf16::new(text);
        let mut spans = BTreeMap::new();
        for coded in &statements {
            match units.span(coded.start, coded.stop) {
                Some(span) => {
                    spans.insert(coded.id, span);
                }
                None => self.report.outside.push(coded.id),
            }
        }
        let new = self.finish(document, article, text, &spans, statements)?;
        for coded in new {
            if let Some(&span) = spans.get(&coded.id) {
                self.statement(article, text, span, coded)?;
            }
        }
        Ok(())
    }

    fn actor(&mut self, name: &str, kind: ActorKind) -> rusqlite::Result<i64> {
        let class = crate::store::Class::Actor;
        super::super::entity::id_of(self.connection, self.known, class, name, kind.name())
    }

    fn statement(
        &mut self,
        article: i64,
        text: &str,
        span: Span,
        coded: Coded,
    ) -> rusqlite::Result<()> {
        let found = self.found(article, text, span, &coded)?;
        let id = match found {
            Some(id) => {
                self.report.met += 1;
                id
            }
            None => self.insert(article, text, span, &coded)?,
        };
        self.connection
            .prepare_cached(
                "INSERT INTO coded_statement (file, coded, statement) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![self.file, coded.id, id])?;
        // What the program coded and nobody touched is decided by nobody.
        if coded.coder == PROGRAM {
            return Ok(());
        }
        by_people::accept(self.connection, id, &coded.coder, self.at)
    }

    /// The statement on record over the same words by the same speaker on the same thing.
    fn found(
        &self,
        article: i64,
        text: &str,
        span: Span,
        coded: &Coded,
    ) -> rusqlite::Result<Option<i64>> {
        let [start, end] = CodePoints::new(text).of_span(span);
        let speaker = coded.speaker.as_ref().map(|speaker| speaker.name.as_str());
        self.connection
            .prepare_cached(
                "SELECT s.id FROM statement s
                  WHERE s.article = ?1 AND s.start = ?2 AND s.\"end\" = ?3
                    AND (SELECT e.name FROM speaker p JOIN entity e ON e.id = p.entity
                          WHERE p.statement = s.id AND e.name IS ?4) IS ?4
                    AND (SELECT e.name FROM stance x JOIN entity e ON e.id = x.target
                          WHERE x.statement = s.id AND ?5 IN (e.name, e.label) AND x.label = ?6)
                        IS NOT NULL
                    AND s.date IS ?7
                    AND NOT EXISTS (SELECT 1 FROM coded_statement c
                                     WHERE c.statement = s.id AND c.file = ?8)
                  ORDER BY s.id LIMIT 1",
            )?
            .query_row(
                params![
                    article,
                    start as i64,
                    end as i64,
                    speaker,
                    coded.concept,
                    coded.label.name(),
                    coded.when.map(|when| when.date().to_string()),
                    self.file,
                ],
                |row| row.get(0),
            )
            .optional()
    }
}
