//! The record as a database that Discourse Network Analyzer opens.
//!
//! What was imported goes back as it came, but for statements that were rejected since. The
//! other statements follow: one for each speaker and each topic or agreement on which the
//! speaker takes a side, coded by `onrecord`.

use super::import::PROGRAM;
use super::{DnaError, DnaFile, ROWS};
use crate::model::{ActorKind, Coding, Date, Label};
use crate::store::{Sql, Store, StoreError};
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
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
    /// Statements of the record that are new in the file.
    pub added: usize,
    /// Positions that take no side and were left out.
    pub skipped: usize,
    /// Documents without a date, which stand at 1970-01-01.
    pub undated: usize,
}

/// The password of the coders that the export makes.
const PASSWORD: &str = "onrecord";

/// The longest text in most columns, in characters.
const LONGEST: usize = 190;

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
        let transaction = connection.transaction().map_err(fail)?;
        transaction
            .execute_batch(include_str!("schema.sql"))
            .map_err(fail)?;
        let mut report = DnaExport::default();
        if let Some(file) = file {
            self.send_back(&transaction, file, &mut report, &fail)?;
        }
        let additions = self.additions(conditional, neutral, &mut report)?;
        let mut out = Out {
            connection: &transaction,
            entities: HashMap::new(),
            documents: HashMap::new(),
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

    /// Writes the rows of an import as they came.
    fn send_back(
        &self,
        out: &Connection,
        file: i64,
        report: &mut DnaExport,
        fail: &dyn Fn(rusqlite::Error) -> DnaError,
    ) -> Result<(), DnaError> {
        let mut sql = Sql::default();
        let bound = sql.bind(file);
        sql.push(&format!(
            "SELECT c.coded FROM coded_statement c JOIN statement s ON s.id = c.statement
              WHERE c.file = {bound} AND s.standing = 'rejected'"
        ));
        let rejected: Vec<i64> = self.rows(&sql, |row| row.int(0))?;
        // Values may be children of later ones.
        out.execute_batch("PRAGMA defer_foreign_keys = ON")
            .map_err(fail)?;
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
                insert(out, table, &cells).map_err(fail)
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
            let fail = |error| DnaError::from(StoreError::from_sqlite(self.path(), error));
            let connection = Connection::open_in_memory().map_err(fail)?;
            connection
                .execute_batch(include_str!("schema.sql"))
                .and_then(|()| connection.execute_batch("BEGIN"))
                .map_err(fail)?;
            self.send_back(&connection, file, &mut DnaExport::default(), &fail)?;
            connection.execute_batch("COMMIT").map_err(fail)?;
            let file = DnaFile {
                connection,
                path: self.path().into(),
            };
            let mut coding = file.coding(label, variables)?;
            if words {
                file.read_words(&mut coding)?;
            }
            codings.push(coding);
        }
        Ok(codings)
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
                    p.role, COALESCE(tm.label, t.label), x.label
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
            out.documents.insert(article, document);
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

/// A statement to add; its offsets count code points.
struct Addition {
    article: i64,
    start: i64,
    end: i64,
    person: String,
    organization: String,
    concept: String,
    agreement: bool,
}

/// The statement type that additions have, and its variables: number, name and kind.
struct Form {
    id: i64,
    variables: Vec<(i64, String, String)>,
}

struct Out<'a> {
    connection: &'a Connection,
    entities: HashMap<(i64, String), i64>,
    documents: HashMap<i64, i64>,
}

impl Out<'_> {
    fn settings(&self) -> rusqlite::Result<()> {
        self.connection.execute_batch(
            "INSERT INTO SETTINGS (Property, Value) VALUES ('version', '3.0.7'), ('date', '2022-06-10')",
        )?;
        self.new_coder("Admin").map(drop)
    }

    fn coder(&self) -> rusqlite::Result<i64> {
        let mut find = self
            .connection
            .prepare("SELECT ID FROM CODERS WHERE Name = ?1 ORDER BY ID")?;
        match find.query_map([PROGRAM], |row| row.get(0))?.next() {
            Some(found) => found,
            None => self.new_coder(PROGRAM),
        }
    }

    fn new_coder(&self, name: &str) -> rusqlite::Result<i64> {
        self.connection.execute(
            "INSERT INTO CODERS (Name, Red, Green, Blue, Password) VALUES (?1, 255, 255, 0, ?2)",
            params![name, password_hash(name)],
        )?;
        let id = self.connection.last_insert_rowid();
        self.connection.execute(
            "INSERT INTO CODERRELATIONS (Coder, OtherCoder)
             SELECT ?1, ID FROM CODERS WHERE ID <> ?1
             UNION ALL SELECT ID, ?1 FROM CODERS WHERE ID <> ?1",
            [id],
        )?;
        Ok(id)
    }

    /// The first statement type that has the four variables; made where there is none.
    fn form(&self) -> rusqlite::Result<Form> {
        let mut types = self
            .connection
            .prepare("SELECT ID FROM STATEMENTTYPES ORDER BY ID")?;
        let types: Vec<i64> = types
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in types {
            let form = Form {
                id,
                variables: self.variables(id)?,
            };
            let has = |name: &str, kind: &str| {
                form.variables
                    .iter()
                    .any(|found| found.1 == name && found.2 == kind)
            };
            if NAMES.iter().all(|(name, kind)| has(name, kind)) {
                return Ok(form);
            }
        }
        self.connection.execute(
            "INSERT INTO STATEMENTTYPES (Label, Red, Green, Blue) VALUES ('DNA Statement', 239, 208, 51)",
            [],
        )?;
        let id = self.connection.last_insert_rowid();
        for (name, kind) in NAMES {
            self.connection.execute(
                "INSERT INTO VARIABLES (Variable, DataType, StatementTypeId) VALUES (?1, ?2, ?3)",
                params![name, kind, id],
            )?;
        }
        Ok(Form {
            id,
            variables: self.variables(id)?,
        })
    }

    fn variables(&self, form: i64) -> rusqlite::Result<Vec<(i64, String, String)>> {
        self.connection
            .prepare("SELECT ID, Variable, DataType FROM VARIABLES WHERE StatementTypeId = ?1 ORDER BY ID")?
            .query_map([form], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect()
    }

    fn document(
        &self,
        title: &str,
        text: &str,
        coder: i64,
        source: &str,
        date: Option<Date>,
    ) -> rusqlite::Result<i64> {
        let epoch = Date::constant(1970, 1, 1);
        let seconds = date.map_or(0, |date| epoch.duration_until(date).as_secs());
        self.connection
            .prepare_cached(
                "INSERT INTO DOCUMENTS (Title, Text, Coder, Source, Date) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![cut(title), text, coder, cut(source), seconds])?;
        Ok(self.connection.last_insert_rowid())
    }

    fn statement(
        &mut self,
        form: &Form,
        document: i64,
        coder: i64,
        start: i64,
        end: i64,
        addition: &Addition,
    ) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO STATEMENTS (StatementTypeId, DocumentId, Start, Stop, Coder)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute([form.id, document, start, end, coder])?;
        let id = self.connection.last_insert_rowid();
        for (variable, name, kind) in &form.variables {
            // Every variable has a value in every statement, if only an empty one.
            let (table, column, value): (_, _, Value) = match kind.as_str() {
                "boolean" => {
                    let yes = name == "agreement" && addition.agreement;
                    ("DATABOOLEAN", "Value", i64::from(yes).into())
                }
                "integer" => ("DATAINTEGER", "Value", 0.into()),
                "long text" => ("DATALONGTEXT", "Value", String::new().into()),
                _ => {
                    let value = match name.as_str() {
                        "person" => &addition.person,
                        "organization" => &addition.organization,
                        "concept" => &addition.concept,
                        _ => "",
                    };
                    (
                        "DATASHORTTEXT",
                        "Entity",
                        self.entity(*variable, value)?.into(),
                    )
                }
            };
            self.connection
                .prepare_cached(&format!(
                    "INSERT INTO {table} (StatementId, VariableId, {column}) VALUES (?1, ?2, ?3)"
                ))?
                .execute(params![id, variable, value])?;
        }
        Ok(())
    }

    fn entity(&mut self, variable: i64, value: &str) -> rusqlite::Result<i64> {
        let value = cut(value);
        if let Some(&id) = self.entities.get(&(variable, value.clone())) {
            return Ok(id);
        }
        self.connection
            .prepare_cached(
                "INSERT INTO ENTITIES (VariableId, Value, Red, Green, Blue) VALUES (?1, ?2, 0, 0, 0)
                 ON CONFLICT (VariableId, Value) DO NOTHING",
            )?
            .execute(params![variable, value])?;
        let id = self
            .connection
            .prepare_cached("SELECT ID FROM ENTITIES WHERE VariableId = ?1 AND Value = ?2")?
            .query_row(params![variable, value], |row| row.get(0))?;
        self.entities.insert((variable, value), id);
        Ok(id)
    }
}

/// The variables of a coded statement, as Discourse Network Analyzer's own template has them.
const NAMES: [(&str, &str); 4] = [
    ("person", "short text"),
    ("organization", "short text"),
    ("concept", "short text"),
    ("agreement", "boolean"),
];

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

/// A text as most columns take it.
fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// The UTF-16 unit at which each code point starts, and the end; `None` for ASCII.
fn units(text: &str) -> Option<Vec<i64>> {
    if text.is_ascii() {
        return None;
    }
    let mut unit = 0;
    let mut units = vec![0];
    units.extend(text.chars().map(|c| {
        unit += c.len_utf16() as i64;
        unit
    }));
    Some(units)
}

/// A password as Discourse Network Analyzer stores it (Jasypt's strong encryptor): Base64 of
/// a salt of 16 bytes and of SHA-256 taken 100,000 times over salt and password. The salt is
/// made from the coder's name, so that an export is the same each time; the password is
/// printed in the manual anyway.
fn password_hash(coder: &str) -> String {
    let salt = Sha256::digest(coder.as_bytes());
    let salt = &salt[..16];
    let mut digest = Sha256::new_with_prefix(salt)
        .chain_update(PASSWORD.as_bytes())
        .finalize();
    for _ in 1..100_000 {
        digest = Sha256::digest(digest);
    }
    base64(&[salt, digest.as_slice()].concat())
}

/// Base64 (RFC 4648) of a multiple of three bytes.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks_exact(3) {
        let bits = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
        for shift in [18, 12, 6, 0] {
            text.push(char::from(DIGITS[(bits >> shift) as usize & 63]));
        }
    }
    text
}
