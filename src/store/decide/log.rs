//! The log of decisions.

use crate::model::{Decision, Verdict};
use crate::store::{Row, Sql, Store, StoreError};
use rusqlite::{Connection, OptionalExtension, Params, params};

/// A decision as it is on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Its number.
    pub id: i64,
    /// The decision.
    pub decision: Decision,
    /// The decision that took it back, where one did.
    pub undone_by: Option<i64>,
    /// The same statement in other versions of its article, for which it holds too.
    pub carried_to: Vec<i64>,
    /// Whether it is in force about an older version of an article alone, since the newest has
    /// no such statement.
    pub left_behind: bool,
}

/// The columns from which a verdict is read, of the table `d`.
const COLUMNS: &str = "d.verdict, d.statement, d.field, d.value, d.name, d.other, d.undoes";

/// Writes a decision; gives its number.
pub(super) fn record(connection: &Connection, decision: &Decision) -> rusqlite::Result<i64> {
    let (statement, field, value, name, other, undoes) = match &decision.verdict {
        Verdict::Accept { statement } | Verdict::Reject { statement } => {
            (Some(statement), None, None, None, None, None)
        }
        Verdict::Correct {
            statement,
            field,
            value,
        } => (Some(statement), Some(field), Some(value), None, None, None),
        Verdict::Merge { name, into: other }
        | Verdict::Split { name, alias: other }
        | Verdict::Alias { name, alias: other } => {
            (None, None, None, Some(name), Some(other), None)
        }
        Verdict::Undo { decision } => (None, None, None, None, None, Some(decision)),
    };
    connection.execute(
        "INSERT INTO decision (verdict, statement, field, value, name, other, undoes, by, at, note)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            decision.verdict.name(),
            statement,
            field,
            value,
            name,
            other,
            undoes,
            decision.by,
            decision.at,
            decision.note
        ],
    )?;
    Ok(connection.last_insert_rowid())
}

/// The columns of a decision, in the order of `COLUMNS`.
struct Written {
    verdict: String,
    statement: Option<i64>,
    field: Option<String>,
    value: Option<String>,
    name: Option<String>,
    other: Option<String>,
    undoes: Option<i64>,
}

impl Written {
    fn verdict(self) -> Option<Verdict> {
        Some(match self.verdict.as_str() {
            "accept" => Verdict::Accept {
                statement: self.statement?,
            },
            "reject" => Verdict::Reject {
                statement: self.statement?,
            },
            "correct" => Verdict::Correct {
                statement: self.statement?,
                field: self.field?,
                value: self.value?,
            },
            "merge" => Verdict::Merge {
                name: self.name?,
                into: self.other?,
            },
            "split" => Verdict::Split {
                name: self.name?,
                alias: self.other?,
            },
            "alias" => Verdict::Alias {
                name: self.name?,
                alias: self.other?,
            },
            "undo" => Verdict::Undo {
                decision: self.undoes?,
            },
            _ => return None,
        })
    }
}

fn written(row: &rusqlite::Row<'_>) -> rusqlite::Result<Written> {
    Ok(Written {
        verdict: row.get(0)?,
        statement: row.get(1)?,
        field: row.get(2)?,
        value: row.get(3)?,
        name: row.get(4)?,
        other: row.get(5)?,
        undoes: row.get(6)?,
    })
}

/// What a decision decided.
pub(super) fn verdict(connection: &Connection, id: i64) -> rusqlite::Result<Option<Verdict>> {
    let found = connection
        .query_row(
            &format!("SELECT {COLUMNS} FROM decision d WHERE d.id = ?1"),
            [id],
            written,
        )
        .optional()?;
    Ok(found.and_then(Written::verdict))
}

/// What the decisions in force that fulfil the condition decided, oldest first.
pub(super) fn in_force(
    connection: &Connection,
    condition: &str,
    parameters: impl Params,
) -> rusqlite::Result<Vec<Verdict>> {
    let mut select = connection.prepare(&format!(
        "SELECT {COLUMNS} FROM decision d
          WHERE {condition} AND d.id NOT IN (SELECT decision FROM undone) ORDER BY d.id"
    ))?;
    let rows = select.query_map(parameters, written)?;
    let found: Vec<Written> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(found.into_iter().filter_map(Written::verdict).collect())
}

/// What the decisions in force about a statement decided, oldest first, those carried over from
/// other versions of its article included.
pub(super) fn about(connection: &Connection, statement: i64) -> rusqlite::Result<Vec<Verdict>> {
    in_force(
        connection,
        "(d.statement = ?1 OR d.id IN (SELECT decision FROM carried WHERE statement = ?1))",
        [statement],
    )
}

impl Store {
    /// All decisions, oldest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decided>, StoreError> {
        self.decided("1", Sql::default())
    }

    /// The decisions about a statement, oldest first, those taken back and those carried over
    /// from other versions of its article included.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn decisions_about(&self, statement: i64) -> Result<Vec<Decided>, StoreError> {
        let mut sql = Sql::default();
        let place = sql.bind(statement);
        let condition = format!(
            "(d.statement = {place} OR d.id IN (SELECT decision FROM carried WHERE statement = {place}))"
        );
        self.decided(&condition, sql)
    }

    /// The number of the last decision in force that takes nothing back.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn last_decision(&self) -> Result<Option<i64>, StoreError> {
        let sql = Sql::new(
            "SELECT max(id) FROM decision
              WHERE undoes IS NULL AND id NOT IN (SELECT decision FROM undone)",
        );
        let last = self.rows(&sql, |row| row.opt_int(0))?;
        Ok(last.into_iter().flatten().next())
    }

    fn decided(&self, condition: &str, mut sql: Sql) -> Result<Vec<Decided>, StoreError> {
        sql.push(&format!(
            "SELECT {COLUMNS}, d.id, d.by, d.at, d.note, u.undoes,
                    (SELECT json_group_array(c.statement ORDER BY c.statement) FROM carried c
                      WHERE c.decision = d.id),
                    u.undoes IS NULL AND EXISTS
                        (SELECT 1 FROM outdated o WHERE o.statement = d.statement)
                    AND NOT EXISTS (SELECT 1 FROM carried c WHERE c.decision = d.id
                        AND c.statement NOT IN (SELECT statement FROM outdated))
               FROM decision d LEFT JOIN undone u ON u.decision = d.id
              WHERE {condition} ORDER BY d.id"
        ));
        Ok(self.rows(&sql, decided)?.into_iter().flatten().collect())
    }
}

fn decided(row: &Row<'_>) -> Option<Decided> {
    let written = Written {
        verdict: row.text(0),
        statement: row.opt_int(1),
        field: row.opt_text(2),
        value: row.opt_text(3),
        name: row.opt_text(4),
        other: row.opt_text(5),
        undoes: row.opt_int(6),
    };
    Some(Decided {
        decision: Decision {
            verdict: written.verdict()?,
            by: row.text(8),
            at: row.text(9),
            note: row.opt_text(10),
        },
        id: row.int(7),
        undone_by: row.opt_int(11),
        carried_to: serde_json::from_str(&row.text(12)).unwrap_or_default(),
        left_behind: row.int(13) != 0,
    })
}
