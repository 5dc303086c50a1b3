//! Taking decisions back. That is a decision too, and may be taken back in its turn.

use super::{Refusal, carry, log, name, statement};
use crate::model::Verdict;
use crate::store::entity::Known;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Whether the decision can be taken back.
pub(super) fn check(connection: &Connection, decision: i64) -> Result<(), Refusal> {
    let by: Option<Option<i64>> = connection
        .query_row(
            "SELECT u.undoes FROM decision d LEFT JOIN undone u ON u.decision = d.id WHERE d.id = ?1",
            [decision],
            |row| row.get(0),
        )
        .optional()?;
    match by {
        Some(None) => Ok(()),
        Some(Some(by)) => Err(Refusal::Unusable(format!(
            "decision {decision} is taken back already, by decision {by}; \
             `onrecord undo {by}` puts it into force again"
        ))),
        None => Err(Refusal::Unusable(format!(
            "there is no decision {decision}; `onrecord decisions` lists them"
        ))),
    }
}

/// Brings the record to what the decisions in force say, after the log has grown by one that
/// takes back `decision`.
pub(super) fn settle(
    connection: &Connection,
    known: &mut Known,
    decision: i64,
) -> Result<(), Refusal> {
    note_undone(connection)?;
    // An undo of an undo concerns what the first decision concerned.
    let mut first = log::verdict(connection, decision)?;
    while let Some(Verdict::Undo { decision }) = first {
        first = log::verdict(connection, decision)?;
    }
    match first {
        Some(
            Verdict::Accept { statement: id }
            | Verdict::Reject { statement: id }
            | Verdict::Correct { statement: id, .. },
        ) => {
            for id in carry::same_in_all_versions(connection, id)? {
                let in_force = log::about(connection, id)?;
                statement::rebuild(connection, known, id, &in_force)?;
            }
            carry::on(connection, known, id)
        }
        Some(_) => {
            let in_force = log::in_force(connection, "d.name IS NOT NULL", params![])?;
            name::rebuild(connection, known, &in_force)
        }
        None => Ok(()),
    }
}

/// Works out which decisions are taken back: those that an undo in force names. An undo is
/// always younger than what it takes back, so the youngest are settled first.
fn note_undone(connection: &Connection) -> Result<(), Refusal> {
    let undoes: Vec<(i64, i64)> = connection
        .prepare("SELECT id, undoes FROM decision WHERE undoes IS NOT NULL ORDER BY id DESC")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut out_of_force: BTreeSet<i64> = BTreeSet::new();
    let mut undone: BTreeMap<i64, i64> = BTreeMap::new();
    for (undo, decision) in undoes {
        if !out_of_force.contains(&undo) {
            out_of_force.insert(decision);
            undone.insert(decision, undo);
        }
    }
    connection.execute("DELETE FROM undone", [])?;
    for (decision, undo) in undone {
        connection
            .prepare_cached("INSERT INTO undone (decision, undoes) VALUES (?1, ?2)")?
            .execute([decision, undo])?;
    }
    Ok(())
}
