//! What people decide, kept for good and put into effect.
//!
//! What is on record is what the passes found, with the decisions in force on top, in the
//! order in which they were taken.

mod carry;
mod log;
mod name;
mod statement;
mod undo;

pub use log::Decided;

use super::entity::Known;
use super::{As, NameError, Sql, Store, StoreError};
use crate::model::{Decision, Verdict};
use rusqlite::{Connection, TransactionBehavior};

/// Why a decision was not taken.
enum Refusal {
    Sqlite(rusqlite::Error),
    NoStatement(i64),
    Unusable(String),
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Refusal {
        Refusal::Sqlite(error)
    }
}

impl Store {
    /// Records a decision about a statement or a name and puts it into effect, both or
    /// neither. From then on no pass replaces the statement; a rejected one is shown no more.
    /// Gives the decision's number.
    ///
    /// # Errors
    /// There is no such statement, name or decision, the value is none, or as any writing.
    pub fn decide(&mut self, decision: &Decision) -> Result<i64, StoreError> {
        let ids = self.decide_all(std::slice::from_ref(decision))?;
        // One decision has one number.
        Ok(ids.first().copied().unwrap_or_default())
    }

    /// Takes several decisions, all or none; gives their numbers.
    ///
    /// # Errors
    /// As [`Store::decide`], for the first that cannot be taken.
    pub fn decide_all(&mut self, decisions: &[Decision]) -> Result<Vec<i64>, StoreError> {
        let path = self.path.clone();
        let fail = |error| StoreError::from_sqlite(&path, error);
        // What is known of cards may change under a decision about names.
        self.known = Known::default();
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        let outcome = decisions
            .iter()
            .map(|decision| take(&transaction, &mut self.known, decision))
            .collect::<Result<Vec<i64>, Refusal>>()
            .and_then(|ids| Ok(super::commit(transaction).map(|()| ids)?));
        outcome.map_err(|refusal| {
            self.known = Known::default();
            match refusal {
                Refusal::Sqlite(error) => fail(error),
                Refusal::NoStatement(id) => StoreError::NoStatement {
                    path: path.clone(),
                    id,
                },
                Refusal::Unusable(reason) => StoreError::Undecidable { reason },
            }
        })
    }

    /// The name of the actor that is called so: a name on record as it is, even one that was
    /// merged into another; else whom [`Store::find`] finds.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn actor_called(&self, name: &str) -> Result<String, NameError> {
        let mut sql = Sql::default();
        let place = sql.bind(name.trim());
        sql.push(&format!(
            "SELECT name FROM entity WHERE class = 'actor' AND name = {place}"
        ));
        match self.rows(&sql, |row| row.text(0))?.pop() {
            Some(name) => Ok(name),
            None => Ok(self.find(As::Speaker, name)?.name),
        }
    }

    /// The targets of a statement's stances, each as `CLASS:NAME`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn targets_of(&self, statement: i64) -> Result<Vec<String>, StoreError> {
        let mut sql = Sql::default();
        let place = sql.bind(statement);
        sql.push(&format!(
            "SELECT t.class || ':' || COALESCE(m.name, t.name)
               FROM stance x JOIN entity t ON t.id = x.target
               LEFT JOIN entity m ON m.id = t.merged_into
              WHERE x.statement = {place} ORDER BY x.n"
        ));
        self.rows(&sql, |row| row.text(0))
    }

    /// Of whom a name is another name: of whom it was merged into, or whose alias it is.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn owners_of(&self, name: &str) -> Result<Vec<String>, StoreError> {
        let mut sql = Sql::default();
        let exact = sql.bind(name.trim());
        let norm = sql.bind(super::fold(name));
        sql.push(&format!(
            "SELECT m.name FROM entity e JOIN entity m ON m.id = e.merged_into
              WHERE e.class = 'actor' AND e.name = {exact}
              UNION
             SELECT e.name FROM alias a JOIN entity e ON e.id = a.entity
              WHERE e.class = 'actor' AND a.norm = {norm} AND a.name <> e.name
                AND e.merged_into IS NULL ORDER BY 1"
        ));
        self.rows(&sql, |row| row.text(0))
    }
}

/// Carries what was decided about older versions of an article over to the newest.
pub(super) fn carry_over(
    connection: &Connection,
    known: &mut Known,
    newest: i64,
) -> rusqlite::Result<()> {
    match carry::over(connection, known, newest) {
        Err(Refusal::Sqlite(error)) => Err(error),
        // What has lost its ground has no effect, here as after an undo.
        Ok(()) | Err(Refusal::NoStatement(_) | Refusal::Unusable(_)) => Ok(()),
    }
}

/// Takes a decision within a transaction; gives the reason where it cannot be taken.
pub(super) fn take_within(
    connection: &Connection,
    known: &mut Known,
    decision: &Decision,
) -> rusqlite::Result<Option<String>> {
    match take(connection, known, decision) {
        Ok(_) => Ok(None),
        Err(Refusal::Sqlite(error)) => Err(error),
        Err(Refusal::NoStatement(id)) => Ok(Some(format!("there is no statement {id}"))),
        Err(Refusal::Unusable(reason)) => Ok(Some(reason)),
    }
}

/// Puts one decision into effect and records it; gives its number.
fn take(connection: &Connection, known: &mut Known, decision: &Decision) -> Result<i64, Refusal> {
    match &decision.verdict {
        verdict @ (Verdict::Accept { statement: id }
        | Verdict::Reject { statement: id }
        | Verdict::Correct { statement: id, .. }) => {
            statement::decide(connection, known, *id, verdict)?;
        }
        verdict @ (Verdict::Merge { .. } | Verdict::Split { .. } | Verdict::Alias { .. }) => {
            name::decide(connection, known, verdict)?;
        }
        Verdict::Undo { decision } => undo::check(connection, *decision)?,
    }
    let id = log::record(connection, decision)?;
    match &decision.verdict {
        Verdict::Undo { decision } => undo::settle(connection, known, *decision)?,
        Verdict::Accept { statement }
        | Verdict::Reject { statement }
        | Verdict::Correct { statement, .. } => carry::on(connection, known, *statement)?,
        _ => {}
    }
    Ok(id)
}
