use crate::store::{Sql, Store, StoreError};
use std::collections::BTreeMap;

/// Where the record comes from: which pass made each statement, and what people decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The passes by their numbers.
    pub runs: BTreeMap<i64, PassEntry>,
    /// The pass of each statement.
    pub run_of: BTreeMap<i64, i64>,
    /// The decisions about statements, oldest first.
    pub decisions: Vec<DecisionEntry>,
}

/// One extraction pass, or one person's coding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassEntry {
    /// The engine, or `coded by` and the coder's name.
    pub engine: String,
    /// The program's version.
    pub version: String,
    /// What the engine's models and lexicons amount to.
    pub fingerprint: String,
}

/// A person's decision about a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionEntry {
    /// Its number.
    pub id: i64,
    /// The statement.
    pub statement: i64,
    /// `accept`, `reject` or `correct`.
    pub verdict: String,
    /// For a correction, the field.
    pub field: Option<String>,
    /// For a correction, the right value.
    pub value: Option<String>,
    /// Who decided.
    pub by: String,
    /// When, as UTC in ISO 8601.
    pub at: String,
    /// Why.
    pub note: Option<String>,
}

/// Where the record comes from.
///
/// # Errors
/// The database cannot be read.
pub fn provenance(store: &Store) -> Result<Provenance, StoreError> {
    let runs = store.rows(
        &Sql::new("SELECT id, engine, version, fingerprint FROM run ORDER BY id"),
        |row| {
            let pass = PassEntry {
                engine: row.text(1),
                version: row.text(2),
                fingerprint: row.text(3),
            };
            (row.int(0), pass)
        },
    )?;
    let run_of = store.rows(&Sql::new("SELECT id, run FROM statement"), |row| {
        (row.int(0), row.int(1))
    })?;
    let decisions = store.rows(
        &Sql::new(
            "SELECT d.id, h.statement, d.verdict, d.field, d.value, d.by, d.at, d.note
               FROM (SELECT id, statement FROM decision WHERE statement IS NOT NULL
                     UNION ALL SELECT decision, statement FROM carried) h
               JOIN decision d ON d.id = h.id ORDER BY d.id, h.statement",
        ),
        |row| DecisionEntry {
            id: row.int(0),
            statement: row.int(1),
            verdict: row.text(2),
            field: row.opt_text(3),
            value: row.opt_text(4),
            by: row.text(5),
            at: row.text(6),
            note: row.opt_text(7),
        },
    )?;
    Ok(Provenance {
        runs: runs.into_iter().collect(),
        run_of: run_of.into_iter().collect(),
        decisions,
    })
}
