//! The record as a database that Discourse Network Analyzer opens.
//!
//! What was imported goes back as it came, but for statements that were rejected or corrected
//! since. The other statements follow: one for each speaker and each topic or agreement on which the
//! speaker takes a side, coded by `onrecord`.

use super::amend::{Rows, Sides};
use super::cells::Cells;
use super::mark;
use super::out::{Addition, NOTES, Out};
use super::utf16::units;
use super::{DnaError, DnaFile, ROWS, form_columns};
use crate::model::{ActorKind, Coding, Date, Label};
use crate::store::{Sql, Store, StoreError};
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, params_from_iter};
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// What becomes of positions that are neither for nor against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExportRule {
    /// They are left out.
    #[default]
    Skip,
    /// They count as support.
    Support,
    /// They count as opposition.
    Oppose,
}

/// What an export wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DnaExport {
    /// Documents in the file.
    pub documents: usize,
    /// Statements that came from an import and went back.
    pub returned: usize,
    /// Statements of an import that were rejected since and were left out.
    pub rejected: usize,
    /// Statements of an import that were corrected since, and went back so.
    pub corrected: usize,
    /// Corrections that the statement type has no variable for.
    pub unsaid: usize,
    /// Statements of the record that are new in the file.
    pub added: usize,
    /// Positions that take no side and were left out.
    pub skipped: usize,
    /// Documents without a date, which stand at 1970-01-01.
    pub undated: usize,
}

impl Store {
    /// Writes the record to a new file. `conditional` and `neutral` say what becomes of such
    /// positions.
    ///
    /// # Errors
    /// The file is there already or cannot be written, several files were imported, or the
    /// record cannot be read.
    pub fn export_dna(
        &self,
        path: &Path,
        conditional: ExportRule,
        neutral: ExportRule,
    ) -> Result<DnaExport, DnaError> {
        if path.exists() {
            return Err(DnaError::Exists { path: path.into() });
        }
        let files = self.rows(&Sql::new("SELECT id FROM coded_file ORDER BY id"), |row| {
            row.int(0)
        })?;
        if files.len() > 1 {
            return Err(DnaError::SeveralFiles {
                path: self.path().into(),
                count: files.len(),
            });
        }
        // Under another name until it is whole, so that a file of that name always is.
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = std::path::PathBuf::from(part);
        let _ = std::fs::remove_file(&part);
        let outcome = self.export_into(&part, files.first().copied(), conditional, neutral);
        match outcome {
            Ok(report) => {
                std::fs::rename(&part, path).map_err(|error| DnaError::Unwritable {
                    path: path.into(),
                    reason: error.to_string(),
                })?;
                Ok(report)
            }
            Err(error) => {
                let _ = std::fs::remove_file(&part);
                Err(error)
            }
        }
    }

    fn export_into(
        &self,
        path: &Path,
        file: Option<i64>,
        conditional: ExportRule,
        neutral: ExportRule,
    ) -> Result<DnaExport, DnaError> {
        let fail = |error| DnaError::from(StoreError::from_sqlite(path, error));
        let mut connection = Connection::open(path).map_err(fail)?;
        // What was imported goes back as it came; where it breaks rules of the form, so does it.
        connection
            .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
            .map_err(fail)?;
        let transaction = connection.transaction().map_err(fail)?;
        transaction
            .execute_batch(include_str!("schema.sql"))
            .map_err(fail)?;
        let mut report = DnaExport::default();
        let mut next = 1;
        if let Some(file) = file {
            mark::write(&transaction, self.mark(file)?).map_err(fail)?;
            let rejected = self.rejected_in(file)?;
            self.send_back(&transaction, file, &rejected, &mut report, &fail)?;
            let sides = Sides::Ruled(conditional, neutral);
            let amended = self.amend(&transaction, file, sides, true, &fail)?;
            report.corrected = amended.changed;
            report.returned -= amended.left_out.min(report.returned);
            report.skipped += amended.left_out;
            report.unsaid = amended.cells.unsaid;
            next = amended.cells.next;
        }
        let additions = self.additions(conditional, neutral, &mut report)?;
        let mut out = Out {
            connection: &transaction,
            next,
            entities: HashMap::new(),
        };
        if file.is_none() {
            out.settings().map_err(fail)?;
        }
        if file.is_none() || !additions.is_empty() {
            self.write_additions(&mut out, additions, &mut report, &fail)?;
        }
        report.documents = transaction
            .query_row("SELECT count(*) FROM DOCUMENTS", [], |row| {
                row.get::<_, i64>(0)
            })
            .map_err(fail)? as usize;
        transaction.commit().map_err(fail)?;
        Ok(report)
    }

    /// Lets the rows of an import say what was decided since.
    fn amend<'a>(
        &self,
        out: &'a Connection,
        file: i64,
        sides: Sides,
        noted: bool,
        fail: &dyn Fn(rusqlite::Error) -> DnaError,
    ) -> Result<Rows<'a>, DnaError> {
        let mut sql = Sql::default();
        let bound = sql.bind(file);
        sql.push(&format!(
            "SELECT max(COALESCE((SELECT max(cells ->> 'ID') FROM coded_row
                                   WHERE file = {bound} AND part = 'STATEMENTS'), 0),
                        COALESCE((SELECT max(coded) FROM coded_statement WHERE file = {bound}), 0))"
        ));
        let last = self.rows(&sql, |row| row.int(0))?.first().copied();
        let mut rows = Rows {
            cells: Cells {
                connection: out,
                next: last.unwrap_or_default() + 1,
                unsaid: 0,
            },
            sides,
            noted,
            changed: 0,
            left_out: 0,
        };
        for corrected in self.corrected_in(file)? {
            rows.amend(&corrected).map_err(fail)?;
        }
        Ok(rows)
    }

    /// Writes the rows of an import as they came, but for those statements.
    fn send_back(
        &self,
        out: &Connection,
        file: i64,
        rejected: &[i64],
        report: &mut DnaExport,
        fail: &dyn Fn(rusqlite::Error) -> DnaError,
    ) -> Result<(), DnaError> {
        let form = form_columns().map_err(fail)?;
        for table in ROWS {
            let mut sql = Sql::default();
            let (bound, part) = (sql.bind(file), sql.bind(table));
            sql.push(&format!(
                "SELECT r.cells, a.text FROM coded_row r
                   LEFT JOIN coded_document d ON r.part = 'DOCUMENTS' AND d.file = r.file
                         AND d.document = r.cells ->> 'ID'
                   LEFT JOIN article a ON a.id = d.article
                  WHERE r.file = {bound} AND r.part = {part} ORDER BY r.n"
            ));
            self.each(&sql, |row| {
                let mut cells: BTreeMap<String, Json> =
                    serde_json::from_str(&row.text(0)).unwrap_or_default();
                if table == "DOCUMENTS" {
                    cells.insert("Text".into(), row.text(1).into());
                }
                let statement = match table {
                    "STATEMENTS" => cells.get("ID"),
                    _ => cells.get("StatementId"),
                };
                if statement
                    .and_then(Json::as_i64)
                    .is_some_and(|id| rejected.contains(&id))
                {
                    report.rejected += usize::from(table == "STATEMENTS");
                    return Ok(());
                }
                report.returned += usize::from(table == "STATEMENTS");
                // What the form has no column for is not in the file that goes back.
                cells.retain(|name, _| {
                    let mut columns = form.get(table).into_iter().flatten();
                    columns.any(|has| has.eq_ignore_ascii_case(name))
                });
                if table == "ONRECORD" {
                    out.execute_batch(NOTES).map_err(fail)?;
                }
                insert(out, table, &cells).map_err(|error| match error.sqlite_error_code() {
                    Some(ErrorCode::ConstraintViolation) => DnaError::Malformed {
                        path: self.path().into(),
                        reason: error.to_string(),
                    },
                    _ => fail(error),
                })
            })?;
        }
        Ok(())
    }

    /// The coded statements of each imported file, without those that were rejected since;
    /// of one statement type, as in [`DnaFile::coding`], and with their words if asked for.
    ///
    /// # Errors
    /// As [`DnaFile::coding`].
    pub fn coded(
        &self,
        label: Option<&str>,
        variables: &[&str],
        words: bool,
    ) -> Result<Vec<Coding>, DnaError> {
        let files = self.rows(&Sql::new("SELECT id FROM coded_file ORDER BY id"), |row| {
            row.int(0)
        })?;
        let mut codings = Vec::new();
        for file in files {
            let file = self.coded_file(file, false)?;
            if file.statement_types()?.is_empty() {
                continue;
            }
            let mut coding = file.coding(label, variables)?;
            if words {
                file.read_words(&mut coding)?;
            }
            codings.push(coding);
        }
        Ok(codings)
    }

    /// An imported file, in memory: whole as it came, or as what was decided since has it.
    pub(super) fn coded_file(&self, file: i64, whole: bool) -> Result<DnaFile, DnaError> {
        let fail = |error| DnaError::from(StoreError::from_sqlite(self.path(), error));
        let connection = Connection::open_in_memory().map_err(fail)?;
        // Without the rules of the form: what a file holds is read, even where it breaks them.
        for (table, columns) in form_columns().map_err(fail)? {
            let table = format!("CREATE TABLE {table} ({})", columns.join(", "));
            connection.execute_batch(&table).map_err(fail)?;
        }
        connection.execute_batch("BEGIN").map_err(fail)?;
        let rejected = match whole {
            true => Vec::new(),
            false => self.rejected_in(file)?,
        };
        let report = &mut DnaExport::default();
        self.send_back(&connection, file, &rejected, report, &fail)?;
        if !whole {
            self.amend(&connection, file, Sides::Unanswered, false, &fail)?;
        }
        connection.execute_batch("COMMIT").map_err(fail)?;
        Ok(DnaFile {
            connection,
            path: self.path().into(),
        })
    }

    /// The numbers of an imported file's statements that were rejected since.
    fn rejected_in(&self, file: i64) -> Result<Vec<i64>, StoreError> {
        let mut sql = Sql::default();
        let bound = sql.bind(file);
        sql.push(&format!(
            "SELECT c.coded FROM coded_statement c JOIN statement s ON s.id = c.statement
              WHERE c.file = {bound} AND s.standing = 'rejected'"
        ));
        self.rows(&sql, |row| row.int(0))
    }

    /// The statements that did not come from an import, one for each speaker and target.
    fn additions(
        &self,
        conditional: ExportRule,
        neutral: ExportRule,
        report: &mut DnaExport,
    ) -> Result<Vec<Addition>, DnaError> {
        let sql = Sql::new(
            "SELECT s.article, s.start, s.\"end\", COALESCE(m.name, e.name), COALESCE(m.kind, e.kind),
                    p.role, COALESCE(tm.label, t.label), x.label, s.id,
                    t.class || ':' || COALESCE(tm.name, t.name)
               FROM statement s
               JOIN speaker p ON p.statement = s.id
               JOIN entity e ON e.id = p.entity
               LEFT JOIN entity m ON m.id = e.merged_into
               JOIN stance x ON x.statement = s.id
               JOIN entity t ON t.id = x.target AND t.class IN ('topic', 'agreement')
               LEFT JOIN entity tm ON tm.id = t.merged_into
              WHERE s.standing <> 'rejected'
                AND s.id NOT IN (SELECT statement FROM coded_statement)
              ORDER BY s.article, s.start, s.id, p.n, x.n",
        );
        let mut additions = Vec::new();
        self.each(&sql, |row| {
            let rule = match Label::from_name(&row.text(7)) {
                Some(Label::Support) => ExportRule::Support,
                Some(Label::Oppose) => ExportRule::Oppose,
                Some(Label::Conditional) => conditional,
                _ => neutral,
            };
            if rule == ExportRule::Skip {
                report.skipped += 1;
                return Ok::<(), StoreError>(());
            }
            let is_person = row.text(4) == ActorKind::Person.name();
            let speaker = row.text(3);
            let (person, organization) = match is_person {
                true => (row.text(3), row.text(5)),
                false => (String::new(), row.text(3)),
            };
            additions.push(Addition {
                article: row.int(0),
                start: row.int(1),
                end: row.int(2),
                person,
                organization,
                concept: row.text(6),
                agreement: rule == ExportRule::Support,
                statement: row.int(8),
                speaker,
                target: row.text(9),
            });
            Ok(())
        })?;
        Ok(additions)
    }

    fn write_additions(
        &self,
        out: &mut Out<'_>,
        additions: Vec<Addition>,
        report: &mut DnaExport,
        fail: &dyn Fn(rusqlite::Error) -> DnaError,
    ) -> Result<(), DnaError> {
        let coder = out.coder().map_err(fail)?;
        let form = out.form().map_err(fail)?;
        if !additions.is_empty() {
            out.connection.execute_batch(NOTES).map_err(fail)?;
        }
        let mut additions = additions.into_iter().peekable();
        let sql = Sql::new(
            "SELECT a.id, COALESCE(a.title, a.name), a.text, o.name, a.published,
                    (SELECT min(document) FROM coded_document d WHERE d.article = a.id)
               FROM article a LEFT JOIN entity o ON o.id = a.outlet ORDER BY a.id",
        );
        self.each(&sql, |row| {
            let (article, text) = (row.int(0), row.text(2));
            let document = match row.opt_int(5) {
                Some(document) => document,
                None => {
                    let date: Option<Date> = row.parse(4);
                    report.undated += usize::from(date.is_none());
                    out.document(&row.text(1), &text, coder, &row.text(3), date)
                        .map_err(fail)?
                }
            };
            let units = units(&text);
            while let Some(addition) = additions.next_if(|addition| addition.article == article) {
                let unit = |point: i64| match &units {
                    Some(units) => units.get(point as usize).copied().unwrap_or(point),
                    None => point,
                };
                let (start, end) = (unit(addition.start), unit(addition.end));
                out.statement(&form, document, coder, start, end, &addition)
                    .map_err(fail)?;
                report.added += 1;
            }
            Ok::<(), DnaError>(())
        })
    }
}

fn insert(out: &Connection, table: &str, cells: &BTreeMap<String, Json>) -> rusqlite::Result<()> {
    let columns: Vec<String> = cells
        .keys()
        .map(|name| format!("\"{}\"", name.replace('"', "")))
        .collect();
    let places = vec!["?"; cells.len()].join(", ");
    let values = cells.values().map(|value| match value {
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(number), _) => Value::Integer(number),
            (None, Some(number)) => Value::Real(number),
            (None, None) => Value::Null,
        },
        Json::String(text) => Value::Text(text.clone()),
        _ => Value::Null,
    });
    let sql = format!(
        "INSERT INTO {table} ({}) VALUES ({places})",
        columns.join(", ")
    );
    out.prepare_cached(&sql)?
        .execute(params_from_iter(values))
        .map(drop)
}
