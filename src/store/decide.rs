//! What people decide, kept for good and put into effect.

use super::entity::{self, Known};
use super::names::fold;
use super::{Class, Store, StoreError, retold};
use crate::model::{ActorKind, Basis, Decision, Kind, Label, Verdict};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

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
    /// A correction's field is `kind`, `speakers` (names with `;` between) or `stance:TARGET`.
    ///
    /// # Errors
    /// There is no such statement or name, the value is none, or as any writing.
    pub fn decide(&mut self, decision: &Decision) -> Result<i64, StoreError> {
        let path = self.path.clone();
        let fail = |error| StoreError::from_sqlite(&path, error);
        // What is known of cards may change under a decision about names.
        self.known = Known::default();
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        let outcome = put_into_effect(&transaction, &mut self.known, &decision.verdict)
            .and_then(|()| Ok(record(&transaction, decision)?))
            .and_then(|id| Ok(transaction.commit().map(|()| id)?));
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
}

fn record(connection: &Connection, decision: &Decision) -> rusqlite::Result<i64> {
    let (verdict, statement, field, value, name, other) = match &decision.verdict {
        Verdict::Accept { statement } => ("accept", Some(statement), None, None, None, None),
        Verdict::Reject { statement } => ("reject", Some(statement), None, None, None, None),
        Verdict::Correct {
            statement,
            field,
            value,
        } => (
            "correct",
            Some(statement),
            Some(field),
            Some(value),
            None,
            None,
        ),
        Verdict::Merge { name, into } => ("merge", None, None, None, Some(name), Some(into)),
        Verdict::Split { name, alias } => ("split", None, None, None, Some(name), Some(alias)),
    };
    connection.execute(
        "INSERT INTO decision (verdict, statement, field, value, name, other, by, at, note)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            verdict,
            statement,
            field,
            value,
            name,
            other,
            decision.by,
            decision.at,
            decision.note
        ],
    )?;
    Ok(connection.last_insert_rowid())
}

fn put_into_effect(
    connection: &Connection,
    known: &mut Known,
    verdict: &Verdict,
) -> Result<(), Refusal> {
    match verdict {
        Verdict::Accept { statement } => stand(connection, *statement, "accepted"),
        Verdict::Reject { statement } => stand(connection, *statement, "rejected"),
        Verdict::Correct {
            statement,
            field,
            value,
        } => {
            stand(connection, *statement, "corrected")?;
            correct(connection, known, *statement, field, value)
        }
        Verdict::Merge { name, into } => merge(connection, name, into),
        Verdict::Split { name, alias } => split(connection, known, name, alias),
    }
}

fn stand(connection: &Connection, statement: i64, standing: &str) -> Result<(), Refusal> {
    let changed = connection.execute(
        "UPDATE statement SET standing = ?2 WHERE id = ?1",
        params![statement, standing],
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Refusal::NoStatement(statement))
    }
}

fn correct(
    connection: &Connection,
    known: &mut Known,
    statement: i64,
    field: &str,
    value: &str,
) -> Result<(), Refusal> {
    let unusable = || Refusal::Unusable(format!("\"{value}\" is no {field}"));
    match field.split_once(':') {
        None if field == "kind" => {
            let kind = Kind::from_name(value).ok_or_else(unusable)?;
            connection.execute(
                "UPDATE statement SET kind = ?2 WHERE id = ?1",
                params![statement, kind.name()],
            )?;
            Ok(())
        }
        None if field == "speakers" => {
            let names = value.split(';').map(str::trim);
            let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
            connection.execute("DELETE FROM speaker WHERE statement = ?1", [statement])?;
            for (n, name) in names.into_iter().enumerate() {
                let kind = ActorKind::Unknown.name();
                let entity = entity::id_of(connection, known, Class::Actor, name, kind)?;
                connection.execute(
                    "INSERT INTO speaker (statement, n, entity, name, kind, basis, date)
                     SELECT s.id, ?2, e.id, e.name, e.kind, ?4, s.date
                       FROM statement s JOIN entity e ON e.id = ?3 WHERE s.id = ?1",
                    params![statement, n as i64, entity, Basis::Name.name()],
                )?;
            }
            let article = "SELECT article FROM statement WHERE id = ?1";
            let article = connection.query_row(article, [statement], |row| row.get(0))?;
            retold::part(connection, article)?;
            retold::join(connection, article)?;
            Ok(())
        }
        Some(("stance", target)) => {
            let label = Label::from_name(value).ok_or_else(unusable)?;
            let changed = connection.execute(
                "UPDATE stance SET label = ?3
                  WHERE statement = ?1 AND target IN (SELECT id FROM entity WHERE name = ?2)",
                params![statement, target, label.name()],
            )?;
            if changed == 0 {
                let reason = format!("statement {statement} takes no stance toward \"{target}\"");
                return Err(Refusal::Unusable(reason));
            }
            Ok(())
        }
        _ => Err(Refusal::Unusable(format!(
            "\"{field}\" cannot be corrected; kind, speakers and stance:TARGET can"
        ))),
    }
}

/// The number of an actor, and of the one whom it was merged into.
fn actor(connection: &Connection, name: &str) -> Result<(i64, i64), Refusal> {
    connection
        .query_row(
            "SELECT id, COALESCE(merged_into, id) FROM entity WHERE class = 'actor' AND name = ?1",
            [name],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?
        .ok_or_else(|| Refusal::Unusable(format!("nobody on record is called \"{name}\"")))
}

fn merge(connection: &Connection, name: &str, into: &str) -> Result<(), Refusal> {
    let (id, _) = actor(connection, name)?;
    let (_, target) = actor(connection, into)?;
    if id == target {
        let reason = format!("\"{name}\" and \"{into}\" are one already");
        return Err(Refusal::Unusable(reason));
    }
    let along: Vec<i64> = connection
        .prepare("SELECT id FROM entity WHERE id = ?1 OR merged_into = ?1 ORDER BY id")?
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    // Whoever was merged into the name that goes, goes along: no chain is ever longer than one.
    connection.execute(
        "UPDATE entity SET merged_into = ?2 WHERE id = ?1 OR merged_into = ?1",
        [id, target],
    )?;
    for entity in along {
        retold::follow(connection, entity)?;
    }
    Ok(())
}

fn split(
    connection: &Connection,
    known: &mut Known,
    name: &str,
    alias: &str,
) -> Result<(), Refusal> {
    let (id, _) = actor(connection, name)?;
    let parted = connection.execute(
        "UPDATE entity SET merged_into = NULL
          WHERE class = 'actor' AND name = ?2 AND merged_into = ?1",
        params![id, alias],
    )?;
    let unnamed = connection.execute(
        "DELETE FROM alias WHERE entity = ?1 AND norm = ?2 AND norm <> ?3",
        params![id, fold(alias), fold(name)],
    )?;
    if parted + unnamed == 0 {
        let reason = format!("\"{alias}\" is no other name of \"{name}\"");
        return Err(Refusal::Unusable(reason));
    }
    let kind = ActorKind::Unknown.name();
    let parted = entity::id_of(connection, known, Class::Actor, alias, kind)?;
    retold::follow(connection, parted)?;
    Ok(())
}
