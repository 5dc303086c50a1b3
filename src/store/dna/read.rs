use super::{DnaError, DnaFile, StoreError};
use crate::model::{CodedDocument, CodedStatement, Coding, DateTime, Values, Variable};
use rusqlite::types::ValueRef;
use rusqlite::{Params, Row};
use std::collections::HashMap;

impl DnaFile {
    /// The coded statements of one statement type, by its label; without one, of the only
    /// type that has variables of these names. Document fields need not be named.
    ///
    /// # Errors
    /// Several types will do, a row points to one that is not there, or the file cannot be
    /// read.
    pub fn coding(&self, label: Option<&str>, variables: &[&str]) -> Result<Coding, DnaError> {
        let statement_type = self.statement_type(label, variables)?;
        let (documents, dates) = self.documents()?;
        let place: HashMap<i64, usize> = places(documents.iter().map(|document| document.id));
        let coders = self.coders()?;
        let mut statements = Vec::new();
        let mut coded_by = Vec::new();
        let mut dangling = None;
        self.each(
            "SELECT ID, DocumentId, Start, Stop, Coder FROM STATEMENTS
              WHERE StatementTypeId = ?1 ORDER BY ID",
            [statement_type],
            |row| {
                let (id, document) = (int(row, 0), int(row, 1));
                let Some(&document) = place.get(&document) else {
                    dangling.get_or_insert((id, document));
                    return;
                };
                statements.push(CodedStatement {
                    id,
                    document,
                    start: int(row, 2),
                    stop: int(row, 3),
                    when: dates[document],
                    coder: int(row, 4),
                    words: String::new(),
                    utterance: id,
                });
                coded_by.push(coders.get(&int(row, 4)).map(String::as_str));
            },
        )?;
        if let Some((statement, id)) = dangling {
            return Err(self.dangling(statement, "document", id));
        }
        let mut variables = self.variables(statement_type, &statements)?;
        if variables.iter().all(|variable| variable.name != "coder") {
            variables.push(Variable {
                name: "coder".into(),
                values: Values::text(coded_by),
            });
        }
        Ok(Coding {
            documents,
            variables,
            statements,
        })
    }

    fn statement_type(&self, label: Option<&str>, needed: &[&str]) -> Result<i64, DnaError> {
        let mut types: Vec<(i64, String, i64, i64)> = Vec::new();
        let needed = serde_json::Value::from(needed.to_vec()).to_string();
        self.each(
            "SELECT t.ID, t.Label,
                    (SELECT count(*) FROM VARIABLES v
                      WHERE v.StatementTypeId = t.ID
                        AND v.Variable IN (SELECT value FROM json_each(?1))),
                    (SELECT count(*) FROM STATEMENTS s WHERE s.StatementTypeId = t.ID)
               FROM STATEMENTTYPES t ORDER BY t.ID",
            [needed],
            |row| types.push((int(row, 0), text(row, 1), int(row, 2), int(row, 3))),
        )?;
        if types.is_empty() {
            return Err(DnaError::NoStatementType {
                path: self.path.clone(),
            });
        }
        let labels = types.iter().map(|found| found.1.clone()).collect();
        if let Some(label) = label {
            types.retain(|found| found.1 == label);
        } else {
            let most = types.iter().map(|found| found.2).max();
            types.retain(|found| Some(found.2) == most);
            if types.iter().any(|found| found.3 > 0) {
                types.retain(|found| found.3 > 0);
            }
        }
        match types.as_slice() {
            [found] => Ok(found.0),
            _ => Err(DnaError::StatementType {
                path: self.path.clone(),
                labels,
            }),
        }
    }

    fn documents(&self) -> Result<(Vec<CodedDocument>, Vec<Option<DateTime>>), DnaError> {
        let mut documents = Vec::new();
        let mut dates = Vec::new();
        let mut wrong = None;
        self.each(
            "SELECT ID, Title, Author, Source, Section, Type, Date FROM DOCUMENTS ORDER BY ID",
            [],
            |row| {
                let date = datetime(int(row, 6));
                if date.is_none() {
                    wrong.get_or_insert((int(row, 0), int(row, 6)));
                }
                documents.push(CodedDocument {
                    id: int(row, 0),
                    title: text(row, 1),
                    author: text(row, 2),
                    source: text(row, 3),
                    section: text(row, 4),
                    kind: text(row, 5),
                });
                dates.push(date);
            },
        )?;
        match wrong {
            Some((document, seconds)) => Err(DnaError::Date {
                path: self.path.clone(),
                document,
                seconds,
            }),
            None => Ok((documents, dates)),
        }
    }

    fn coders(&self) -> Result<HashMap<i64, String>, DnaError> {
        let mut coders = HashMap::new();
        self.each("SELECT ID, Name FROM CODERS", [], |row| {
            coders.insert(int(row, 0), text(row, 1));
        })?;
        Ok(coders)
    }

    fn variables(
        &self,
        statement_type: i64,
        statements: &[CodedStatement],
    ) -> Result<Vec<Variable>, DnaError> {
        let row_of = places(statements.iter().map(|statement| statement.id));
        let mut variables: Vec<(i64, Variable)> = Vec::new();
        let count = statements.len();
        self.each(
            "SELECT ID, Variable, DataType FROM VARIABLES WHERE StatementTypeId = ?1 ORDER BY ID",
            [statement_type],
            |row| {
                let values = match text(row, 2).as_str() {
                    "boolean" => Values::Boolean(vec![None; count]),
                    "integer" => Values::Integer(vec![None; count]),
                    "long text" => Values::LongText(vec![String::new(); count]),
                    _ => Values::Text {
                        names: Vec::new(),
                        of: vec![None; count],
                    },
                };
                let name = text(row, 1);
                variables.push((int(row, 0), Variable { name, values }));
            },
        )?;
        let mut unknown = None;
        for (id, variable) in &mut variables {
            match &mut variable.values {
                Values::Boolean(values) => {
                    self.values("DATABOOLEAN", "Value", *id, |statement, row| {
                        if let Some(&at) = row_of.get(&statement) {
                            values[at] = Some(int(row, 1) != 0);
                        }
                    })?;
                }
                Values::Integer(values) => {
                    self.values("DATAINTEGER", "Value", *id, |statement, row| {
                        if let Some(&at) = row_of.get(&statement) {
                            values[at] = Some(int(row, 1));
                        }
                    })?;
                }
                Values::LongText(values) => {
                    self.values("DATALONGTEXT", "Value", *id, |statement, row| {
                        if let Some(&at) = row_of.get(&statement) {
                            values[at] = text(row, 1);
                        }
                    })?;
                }
                Values::Text { names, of } => {
                    let mut place = HashMap::new();
                    self.each(
                        "SELECT ID, Value FROM ENTITIES WHERE VariableId = ?1 ORDER BY ID",
                        [*id],
                        |row| {
                            place.insert(int(row, 0), names.len() as u32);
                            names.push(text(row, 1));
                        },
                    )?;
                    self.values("DATASHORTTEXT", "Entity", *id, |statement, row| {
                        let Some(&at) = row_of.get(&statement) else {
                            return;
                        };
                        of[at] = place.get(&int(row, 1)).copied();
                        if of[at].is_none() {
                            unknown.get_or_insert((statement, int(row, 1)));
                        }
                    })?;
                }
            }
        }
        match unknown {
            Some((statement, id)) => Err(self.dangling(statement, "value", id)),
            None => Ok(variables
                .into_iter()
                .map(|(_, variable)| variable)
                .collect()),
        }
    }

    /// Hands the statement number and the row of each value of a variable to `take`.
    fn values(
        &self,
        table: &str,
        column: &str,
        variable: i64,
        mut take: impl FnMut(i64, &Row<'_>),
    ) -> Result<(), StoreError> {
        let sql = format!("SELECT StatementId, {column} FROM {table} WHERE VariableId = ?1");
        self.each(&sql, [variable], |row| take(int(row, 0), row))
    }

    pub(super) fn each(
        &self,
        sql: &str,
        params: impl Params,
        mut take: impl FnMut(&Row<'_>),
    ) -> Result<(), StoreError> {
        let fail = |error| self.fail(error);
        let mut statement = self.connection.prepare(sql).map_err(fail)?;
        let mut rows = statement.query(params).map_err(fail)?;
        while let Some(row) = rows.next().map_err(fail)? {
            take(row);
        }
        Ok(())
    }

    fn dangling(&self, statement: i64, what: &'static str, id: i64) -> DnaError {
        DnaError::Dangling {
            path: self.path.clone(),
            statement,
            what,
            id,
        }
    }
}

/// Seconds since 1970 as a moment in UTC.
pub(super) fn datetime(seconds: i64) -> Option<DateTime> {
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(jiff::tz::TimeZone::UTC.to_datetime(moment))
}

fn places(ids: impl Iterator<Item = i64>) -> HashMap<i64, usize> {
    ids.enumerate().map(|(place, id)| (id, place)).collect()
}

/// A whole number; 0 where there is none, as the program that made the file reads it.
pub(super) fn int(row: &Row<'_>, column: usize) -> i64 {
    match row.get_ref(column) {
        Ok(ValueRef::Integer(value)) => value,
        _ => 0,
    }
}

/// A text; empty where there is none.
pub(super) fn text(row: &Row<'_>, column: usize) -> String {
    match row.get_ref(column) {
        Ok(ValueRef::Text(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    }
}
