//! Decisions about names: which mean one actor, and which do not.
//!
//! Nothing is rewritten: a name that means another actor points to it. To take a decision back,
//! all pointers are set anew from what spelling tells and the decisions still in force.

use super::Refusal;
use crate::model::{ActorKind, Verdict};
use crate::store::entity::{self, Known};
use crate::store::names::fold;
use crate::store::retold;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Puts a decision about names into effect.
pub(super) fn decide(
    connection: &Connection,
    known: &mut Known,
    verdict: &Verdict,
) -> Result<(), Refusal> {
    let before = pointers(connection)?;
    apply(connection, known, verdict)?;
    retell(connection, &before)
}

/// Which name means which actor.
fn pointers(connection: &Connection) -> rusqlite::Result<BTreeMap<i64, i64>> {
    connection
        .prepare_cached("SELECT id, merged_into FROM entity WHERE merged_into IS NOT NULL")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Finds anew what those told whose names mean somebody else than before.
fn retell(connection: &Connection, before: &BTreeMap<i64, i64>) -> Result<(), Refusal> {
    let now = pointers(connection)?;
    let names: BTreeSet<i64> = before.keys().chain(now.keys()).copied().collect();
    for name in names {
        if before.get(&name) != now.get(&name) {
            retold::follow(connection, name)?;
        }
    }
    Ok(())
}

fn apply(connection: &Connection, known: &mut Known, verdict: &Verdict) -> Result<(), Refusal> {
    match verdict {
        Verdict::Merge { name, into } => merge(connection, name, into),
        Verdict::Alias { name, alias } => {
            let (_, target) = actor(connection, name)?;
            if fold(alias).is_empty() {
                return Err(Refusal::Unusable(format!("\"{alias}\" is no name")));
            }
            let kind: String =
                connection.query_row("SELECT kind FROM entity WHERE id = ?1", [target], |row| {
                    row.get(0)
                })?;
            entity::actor_as_is(connection, known, alias, &kind)?;
            merge(connection, alias, name)
        }
        Verdict::Split { name, alias } => split(connection, known, name, alias),
        _ => Ok(()),
    }
}

/// All names as spelling joins them, with these decisions on top; what has lost its ground in
/// the meantime has no effect.
pub(super) fn rebuild(
    connection: &Connection,
    known: &mut Known,
    in_force: &[Verdict],
) -> Result<(), Refusal> {
    let before = pointers(connection)?;
    connection.execute_batch(
        "INSERT OR IGNORE INTO alias (norm, entity, name) SELECT norm, entity, name FROM struck_alias;
         DELETE FROM struck_alias;
         UPDATE entity SET merged_into = NULL WHERE merged_into IS NOT NULL;
         UPDATE entity SET merged_into = v.of FROM variant v WHERE v.entity = entity.id;",
    )?;
    for verdict in in_force {
        match apply(connection, known, verdict) {
            Ok(()) | Err(Refusal::Unusable(_)) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    retell(connection, &before)
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
    let (id, now) = actor(connection, name)?;
    let (_, target) = actor(connection, into)?;
    if now == target {
        let reason = format!("\"{name}\" and \"{into}\" are one already");
        return Err(Refusal::Unusable(reason));
    }
    // Whoever was merged into the name that goes, goes along: no chain is ever longer than one.
    connection.execute(
        "UPDATE entity SET merged_into = ?2 WHERE id = ?1 OR merged_into = ?1",
        [id, target],
    )?;
    Ok(())
}

/// `alias` is somebody else than `name`. Two names that are apart already are kept apart: no
/// likeness of spelling brings them together.
fn split(
    connection: &Connection,
    known: &mut Known,
    name: &str,
    alias: &str,
) -> Result<(), Refusal> {
    let (id, _) = actor(connection, name)?;
    connection.execute(
        "UPDATE entity SET merged_into = NULL
          WHERE class = 'actor' AND name = ?2 AND merged_into = ?1",
        params![id, alias],
    )?;
    let key = params![id, fold(alias), fold(name)];
    let which = "entity = ?1 AND norm = ?2 AND norm <> ?3";
    connection.execute(
        &format!(
            "INSERT OR IGNORE INTO struck_alias (norm, entity, name)
             SELECT norm, entity, name FROM alias WHERE {which}"
        ),
        key,
    )?;
    let struck = connection.execute(&format!("DELETE FROM alias WHERE {which}"), key)?;
    if struck > 0 {
        let kind = ActorKind::Unknown.name();
        entity::actor_as_is(connection, known, alias, kind)?;
    }
    match actor(connection, alias) {
        Ok((other, _)) if other != id => Ok(()),
        _ => Err(Refusal::Unusable(format!(
            "\"{alias}\" is no other name of \"{name}\""
        ))),
    }
}
