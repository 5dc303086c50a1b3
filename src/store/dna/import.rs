//! A file of Discourse Network Analyzer into the record.
//!
//! Every row is kept as it came, for the way back. Each document's text becomes an article,
//! and each coded statement a statement of a run `coded by <coder>` that is accepted. Where
//! the record already has a statement over the same words, as when documents that the program
//! had coded come back, that statement is the one that is accepted or corrected.

use super::super::add::{Writer, run_id};
use super::super::entity::Known;
use super::{DnaError, DnaFile, ROWS};
use crate::model::{
    ActorKind, Attribution, Basis, Coding, DateTime, Kind, Label, Run, Speaker, Stance, Statement,
    TargetKind, Values,
};
use crate::span::{CodePoints, Span};
use crate::store::{Store, StoreError};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

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
    /// Numbers of coded statements that do not lie in their document's text. They are kept
    /// for the way back, and networks have them, but the record has no words for them.
    pub outside: Vec<i64>,
    /// Names of values that are a child of themselves by way of others.
    pub cycles: Vec<String>,
    /// Tables that the form does not have and that were left out.
    pub left_out: Vec<String>,
}

/// The name of the coder as whom the program's own statements go out.
pub(super) const PROGRAM: &str = "onrecord";

impl Store {
    /// Imports a file under a name; all of it or nothing.
    ///
    /// # Errors
    /// The file cannot be read, a file of that name was imported before, or as any writing.
    pub fn import_dna(
        &mut self,
        file: &DnaFile,
        name: &str,
        at: &str,
    ) -> Result<DnaImport, DnaError> {
        let path = self.path.clone();
        let fail = |error| StoreError::from_sqlite(&path, error);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        self.known = Known::default();
        let mut import = Import {
            connection: &transaction,
            known: &mut self.known,
            file: 0,
            at,
            report: DnaImport::default(),
            fail: &fail,
        };
        import.run(file, name)?;
        let report = import.report;
        transaction.commit().map_err(fail)?;
        Ok(report)
    }
}

struct Import<'a> {
    connection: &'a Connection,
    known: &'a mut Known,
    file: i64,
    /// When, in UTC, RFC 3339: the date of the decisions.
    at: &'a str,
    report: DnaImport,
    fail: &'a dyn Fn(rusqlite::Error) -> StoreError,
}

/// A coded statement as the record has statements.
struct Coded {
    id: i64,
    coder: String,
    start: i64,
    stop: i64,
    speaker: Option<Speaker>,
    concept: Option<String>,
    label: Label,
    when: Option<DateTime>,
}

impl Import<'_> {
    fn run(&mut self, file: &DnaFile, name: &str) -> Result<(), DnaError> {
        let taken =
            self.connection
                .query_row("SELECT 1 FROM coded_file WHERE name = ?1", [name], |_| {
                    Ok(())
                });
        if taken.optional().map_err(self.fail)?.is_some() {
            // It came back: what it was before is replaced, what was decided stays.
            self.forget(name).map_err(self.fail)?;
        }
        self.connection
            .execute("INSERT INTO coded_file (name) VALUES (?1)", [name])
            .map_err(self.fail)?;
        self.file = self.connection.last_insert_rowid();
        self.keep_rows(file)?;
        self.report.left_out = file.other_tables()?;
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
        Ok(())
    }

    fn forget(&self, name: &str) -> rusqlite::Result<()> {
        let file: i64 = self.connection.query_row(
            "SELECT id FROM coded_file WHERE name = ?1",
            [name],
            |row| row.get(0),
        )?;
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
            self.report.rows.push((table.to_owned(), count as usize));
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
        let sha256: String = Sha256::digest(text.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
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
        if statements.is_empty() {
            return Ok(());
        }
        let units = Utf16::new(text);
        for coded in statements {
            match units.span(coded.start, coded.stop) {
                Some(span) => self.statement(article, text, span, coded)?,
                None => self.report.outside.push(coded.id),
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
            None => {
                self.report.new_statements += 1;
                let mut writer = Writer::beside(self.connection, self.known, article, text)?;
                writer.run = run_id(self.connection, &run(&coded.coder))?;
                writer.insert(&as_statement(text, span, &coded))?
            }
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
        let standing: String = self
            .connection
            .prepare_cached("SELECT standing FROM statement WHERE id = ?1")?
            .query_row([id], |row| row.get(0))?;
        if standing != "machine" {
            return Ok(());
        }
        self.connection
            .prepare_cached("UPDATE statement SET standing = 'accepted' WHERE id = ?1")?
            .execute([id])?;
        self.connection
            .prepare_cached(
                "INSERT INTO decision (verdict, statement, by, at) VALUES ('accept', ?1, ?2, ?3)",
            )?
            .execute(params![id, coded.coder, self.at])?;
        Ok(())
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

fn run(coder: &str) -> Run {
    let engine = match coder {
        PROGRAM => "imported".to_owned(),
        coder => format!("coded by {coder}"),
    };
    Run {
        engine,
        version: "Discourse Network Analyzer 3".into(),
        fingerprint: String::new(),
    }
}

/// Sorts the statements of a coding by document.
fn collect(coding: &Coding, by_document: &mut BTreeMap<i64, Vec<Coded>>) {
    let text = |name: &str, at: usize| match coding.variable(name).map(|found| &found.values) {
        Some(Values::Text { names, of }) => {
            let name = names.get(of[at]? as usize)?;
            (!name.is_empty()).then(|| name.clone())
        }
        _ => None,
    };
    for (at, statement) in coding.statements.iter().enumerate() {
        let speaker = |name: String, kind, role| Speaker {
            name,
            kind,
            role,
            basis: Basis::Name,
            candidates: Vec::new(),
            confidence: None,
        };
        let organization = text("organization", at);
        let speaker = match text("person", at) {
            Some(person) => Some(speaker(person, ActorKind::Person, organization)),
            None => organization.map(|name| speaker(name, ActorKind::Organisation, None)),
        };
        let label = match coding.variable("agreement").map(|found| &found.values) {
            Some(Values::Boolean(values)) => match values[at] {
                Some(true) => Label::Support,
                Some(false) => Label::Oppose,
                None => Label::Neutral,
            },
            _ => Label::Neutral,
        };
        let document = coding.documents[statement.document].id;
        by_document.entry(document).or_default().push(Coded {
            id: statement.id,
            coder: text("coder", at).unwrap_or_else(|| "nobody".into()),
            start: statement.start,
            stop: statement.stop,
            speaker,
            concept: text("concept", at),
            label,
            when: statement.when,
        });
    }
}

fn as_statement(text: &str, span: Span, coded: &Coded) -> Statement {
    let stance = coded.concept.clone().map(|target| Stance {
        target,
        target_kind: TargetKind::Topic,
        label: coded.label,
        evidence: vec![span],
        condition: Vec::new(),
        basis: "coded".into(),
        confidence: None,
    });
    Statement {
        attribution: Attribution {
            kind: kind(span.slice(text)),
            source: Vec::new(),
            cue: Vec::new(),
            content: vec![span],
            rule: "coded".into(),
            confidence: None,
        },
        speakers: coded.speaker.iter().cloned().collect(),
        addressee: None,
        said_on: coded.when.map(DateTime::date),
        stances: stance.into_iter().collect(),
        utterance: 0,
        within: None,
    }
}

/// Coders do not say how words are reported; quotation marks do.
fn kind(words: &str) -> Kind {
    let words = words.trim();
    let opens = words.starts_with(['"', '“', '„', '«']);
    let closes = words.ends_with(['"', '”', '“', '»']);
    match (opens && closes, words.contains(['"', '“', '„', '«'])) {
        (true, _) => Kind::Direct,
        (false, true) => Kind::Mixed,
        (false, false) => Kind::Indirect,
    }
}

/// Converts offsets in UTF-16 units, as Java counts, to bytes.
struct Utf16<'a> {
    text: &'a str,
    /// The byte at which each unit starts, and the end; `None` for ASCII, where they agree.
    starts: Option<HashMap<usize, usize>>,
}

impl Utf16<'_> {
    fn new(text: &str) -> Utf16<'_> {
        let starts = (!text.is_ascii()).then(|| {
            let mut unit = 0;
            let mut starts = HashMap::new();
            for (byte, c) in text.char_indices() {
                starts.insert(unit, byte);
                unit += c.len_utf16();
            }
            starts.insert(unit, text.len());
            starts
        });
        Utf16 { text, starts }
    }

    /// The span in bytes; `None` when it is empty, outside the text or within a character.
    fn span(&self, start: i64, stop: i64) -> Option<Span> {
        let byte = |unit: i64| {
            let unit = usize::try_from(unit).ok()?;
            match &self.starts {
                Some(starts) => starts.get(&unit).copied(),
                None => (unit <= self.text.len()).then_some(unit),
            }
        };
        let (start, stop) = (byte(start)?, byte(stop)?);
        (start < stop).then(|| Span::new(start, stop))
    }
}

impl DnaFile {
    /// Reads the words of a coding's statements; of one outside its text there are none.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read_words(&self, coding: &mut Coding) -> Result<(), DnaError> {
        let mut by_document: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        for (at, statement) in coding.statements.iter().enumerate() {
            let document = coding.documents[statement.document].id;
            by_document.entry(document).or_default().push(at);
        }
        self.texts(|document, _, _, _, text| {
            let units = Utf16::new(text);
            for &at in by_document.get(&document).into_iter().flatten() {
                let statement = &mut coding.statements[at];
                if let Some(span) = units.span(statement.start, statement.stop) {
                    statement.words = span.slice(text).to_owned();
                }
            }
            Ok(())
        })
    }

    /// The statement types: label and number of statements.
    pub fn statement_types(&self) -> Result<Vec<(String, usize)>, DnaError> {
        let mut types = Vec::new();
        self.each(
            "SELECT Label, (SELECT count(*) FROM STATEMENTS s WHERE s.StatementTypeId = t.ID)
               FROM STATEMENTTYPES t ORDER BY ID",
            [],
            |row| types.push((super::read::text(row, 0), super::read::int(row, 1) as usize)),
        )?;
        Ok(types)
    }

    /// Hands each document's number, title, source, date and text to `take`.
    fn texts(
        &self,
        mut take: impl FnMut(i64, &str, &str, i64, &str) -> Result<(), StoreError>,
    ) -> Result<(), DnaError> {
        use super::read::{int, text};
        let mut outcome = Ok(());
        self.each(
            "SELECT ID, Title, Source, Date, Text FROM DOCUMENTS ORDER BY ID",
            [],
            |row| {
                if outcome.is_ok() {
                    let (title, source, words) = (text(row, 1), text(row, 2), text(row, 4));
                    outcome = take(int(row, 0), &title, &source, int(row, 3), &words);
                }
            },
        )?;
        Ok(outcome?)
    }

    /// Hands each row of a table to `take` as a JSON object, without a document's text. A
    /// table that is not there has no rows.
    fn rows_of(
        &self,
        table: &str,
        mut take: impl FnMut(String) -> Result<(), StoreError>,
    ) -> Result<(), DnaError> {
        if !self
            .tables()?
            .iter()
            .any(|name| name.eq_ignore_ascii_case(table))
        {
            return Ok(());
        }
        let mut outcome = Ok(());
        let sql = format!("SELECT * FROM {table} ORDER BY 1");
        self.each(&sql, [], |row| {
            if outcome.is_err() {
                return;
            }
            let mut cells = serde_json::Map::new();
            for (at, column) in row.as_ref().column_names().enumerate() {
                if table == "DOCUMENTS" && column == "Text" {
                    continue;
                }
                let value = match row.get_ref(at) {
                    Ok(ValueRef::Integer(value)) => value.into(),
                    Ok(ValueRef::Real(value)) => value.into(),
                    Ok(ValueRef::Text(bytes)) => String::from_utf8_lossy(bytes).into(),
                    _ => serde_json::Value::Null,
                };
                cells.insert(column.to_owned(), value);
            }
            outcome = take(serde_json::Value::Object(cells).to_string());
        })?;
        Ok(outcome?)
    }

    fn tables(&self) -> Result<Vec<String>, DnaError> {
        let mut tables = Vec::new();
        self.each(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
              ORDER BY name",
            [],
            |row| tables.push(super::read::text(row, 0)),
        )?;
        Ok(tables)
    }

    fn other_tables(&self) -> Result<Vec<String>, DnaError> {
        let mut tables = self.tables()?;
        tables.retain(|name| !ROWS.iter().any(|known| known.eq_ignore_ascii_case(name)));
        Ok(tables)
    }

    /// Values that are a child of themselves by way of others.
    fn cycles(&self) -> Result<Vec<String>, DnaError> {
        use super::read::{int, text};
        let mut parents = BTreeMap::new();
        self.each(
            "SELECT ID, ChildOf, Value FROM ENTITIES WHERE ChildOf IS NOT NULL",
            [],
            |row| {
                parents.insert(int(row, 0), (int(row, 1), text(row, 2)));
            },
        )?;
        let in_cycle = |start: i64| {
            let mut at = start;
            // A way longer than there are values goes in a circle.
            for _ in 0..=parents.len() {
                match parents.get(&at) {
                    Some((parent, _)) if *parent == start => return true,
                    Some((parent, _)) => at = *parent,
                    None => return false,
                }
            }
            false
        };
        let names = parents.iter().filter(|(id, _)| in_cycle(**id));
        Ok(names.map(|(_, (_, name))| name.clone()).collect())
    }
}
