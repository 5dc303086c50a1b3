//! Decisions about one statement.
//!
//! Before the first one the statement is remembered as the pass left it. To take a decision
//! back, that is restored and the decisions still in force are applied anew, so that they may
//! be taken back in any order.

use super::Refusal;
use crate::model::{ActorKind, Basis, Kind, Label, Verdict};
use crate::store::Class;
use crate::store::entity::{self, Known};
use crate::store::names::fold;
use crate::store::retold;
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value};

/// The reason that stands at a position which a person gave.
pub(super) const DECIDED: &str = "decided by a person";

/// Puts a decision about a statement into effect.
pub(super) fn decide(
    connection: &Connection,
    known: &mut Known,
    statement: i64,
    verdict: &Verdict,
) -> Result<(), Refusal> {
    remember(connection, statement)?;
    apply(connection, known, statement, verdict)?;
    match verdict {
        Verdict::Correct { field, .. } if field.starts_with("speaker") => {
            retell(connection, statement)
        }
        _ => Ok(()),
    }
}

/// Finds the utterance of a statement anew, after its speakers changed.
fn retell(connection: &Connection, statement: i64) -> Result<(), Refusal> {
    let article = connection
        .prepare_cached("SELECT article FROM statement WHERE id = ?1")?
        .query_row([statement], |row| row.get(0))
        .optional()?;
    if let Some(article) = article {
        retold::anew(connection, article)?;
    }
    Ok(())
}

fn apply(
    connection: &Connection,
    known: &mut Known,
    statement: i64,
    verdict: &Verdict,
) -> Result<(), Refusal> {
    match verdict {
        Verdict::Accept { .. } => stand(connection, statement, "accepted"),
        Verdict::Reject { .. } => stand(connection, statement, "rejected"),
        Verdict::Correct { field, value, .. } => {
            stand(connection, statement, "corrected")?;
            correct(connection, known, statement, field, value)
        }
        _ => Ok(()),
    }
}

/// The statement as the pass left it, with these decisions on top; what has lost its ground
/// in the meantime has no effect.
pub(super) fn rebuild(
    connection: &Connection,
    known: &mut Known,
    statement: i64,
    in_force: &[Verdict],
) -> Result<(), Refusal> {
    restore(connection, statement)?;
    for verdict in in_force {
        match decide(connection, known, statement, verdict) {
            Ok(()) | Err(Refusal::Unusable(_)) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    retell(connection, statement)
}

fn stand(connection: &Connection, statement: i64, standing: &str) -> Result<(), Refusal> {
    let changed = connection.execute(
        "UPDATE statement SET standing = ?2 WHERE id = ?1",
        params![statement, standing],
    )?;
    match changed {
        1 => Ok(()),
        _ => Err(Refusal::NoStatement(statement)),
    }
}

fn correct(
    connection: &Connection,
    known: &mut Known,
    statement: i64,
    field: &str,
    value: &str,
) -> Result<(), Refusal> {
    match field.split_once(':') {
        None if field == "kind" => {
            let kind = Kind::from_name(value)
                .ok_or_else(|| Refusal::Unusable(format!("\"{value}\" is no kind")))?;
            connection.execute(
                "UPDATE statement SET kind = ?2 WHERE id = ?1",
                params![statement, kind.name()],
            )?;
            Ok(())
        }
        None if field == "speakers" => speakers(connection, known, statement, value),
        Some(("speaker", name)) => speaker(connection, known, statement, name, value),
        Some(("stance", target)) => stance(connection, known, statement, target, value),
        _ => Err(Refusal::Unusable(format!(
            "\"{field}\" cannot be corrected; kind, speakers, speaker:NAME and stance:TARGET can"
        ))),
    }
}

/// These speak, and nobody else.
fn speakers(
    connection: &Connection,
    known: &mut Known,
    statement: i64,
    value: &str,
) -> Result<(), Refusal> {
    connection.execute("DELETE FROM speaker WHERE statement = ?1", [statement])?;
    let names = value.split(';').map(str::trim);
    let mut written: Vec<i64> = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        let kind = ActorKind::Unknown.name();
        let entity = entity::actor_as_is(connection, known, name, kind)?;
        if written.contains(&entity) {
            continue;
        }
        connection.execute(
            "INSERT INTO speaker (statement, n, entity, name, kind, basis, date)
             SELECT s.id, ?2, e.id, e.name, e.kind, ?4, s.date
               FROM statement s JOIN entity e ON e.id = ?3 WHERE s.id = ?1",
            params![statement, written.len() as i64, entity, Basis::Name.name()],
        )?;
        written.push(entity);
    }
    Ok(())
}

/// Another speaks where the record has `name`; whoever else speaks, speaks on.
fn speaker(
    connection: &Connection,
    known: &mut Known,
    statement: i64,
    name: &str,
    other: &str,
) -> Result<(), Refusal> {
    let found: Option<(i64, String)> = connection
        .query_row(
            "SELECT p.n, COALESCE(e.kind, p.kind)
               FROM speaker p LEFT JOIN entity e ON e.id = p.entity
               LEFT JOIN entity m ON m.id = e.merged_into
              WHERE p.statement = ?1 AND ?2 IN (p.name, e.name, m.name) ORDER BY p.n LIMIT 1",
            params![statement, name],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((n, kind)) = found else {
        let reason = format!("\"{name}\" does not speak in statement {statement}");
        return Err(Refusal::Unusable(reason));
    };
    let entity = entity::actor_as_is(connection, known, other, &kind)?;
    connection.execute(
        "UPDATE speaker SET entity = e.id, name = e.name, kind = e.kind, role = NULL, basis = ?4,
                            candidates = '[]', confidence = NULL
           FROM entity e WHERE e.id = ?3 AND statement = ?1 AND n = ?2",
        params![statement, n, entity, Basis::Name.name()],
    )?;
    Ok(())
}

/// Changes, adds or (with `none`) removes the position toward one target.
fn stance(
    connection: &Connection,
    known: &mut Known,
    statement: i64,
    target: &str,
    value: &str,
) -> Result<(), Refusal> {
    let on_it: Option<i64> = connection
        .query_row(
            "SELECT x.n FROM stance x JOIN entity t ON t.id = x.target
               LEFT JOIN entity m ON m.id = t.merged_into
              WHERE x.statement = ?1
                AND ?2 IN (t.name, m.name, t.class || ':' || t.name, m.class || ':' || m.name)
              ORDER BY x.n LIMIT 1",
            params![statement, target],
            |row| row.get(0),
        )
        .optional()?;
    if value == NO_STANCE {
        let Some(n) = on_it else {
            let reason = format!("statement {statement} takes no stance toward \"{target}\"");
            return Err(Refusal::Unusable(reason));
        };
        connection.execute(
            "DELETE FROM stance WHERE statement = ?1 AND n = ?2",
            params![statement, n],
        )?;
        return Ok(());
    }
    let label = Label::from_name(value)
        .ok_or_else(|| Refusal::Unusable(format!("\"{value}\" is no stance")))?;
    if let Some(n) = on_it {
        // A condition belongs to the position that it qualified.
        connection.execute(
            "UPDATE stance
                SET label = ?3, basis = ?4, confidence = NULL, object = NULL,
                    condition = CASE WHEN ?3 = 'conditional' THEN condition ELSE '[]' END
              WHERE statement = ?1 AND n = ?2",
            params![statement, n, label.name(), DECIDED],
        )?;
        return Ok(());
    }
    let entity = target_on_record(connection, known, target)?;
    connection.execute(
        "INSERT INTO stance (statement, n, target, label, evidence, condition, basis, date)
         SELECT s.id, (SELECT COALESCE(max(n) + 1, 0) FROM stance WHERE statement = s.id),
                ?2, ?3, '[]', '[]', ?4, s.date
           FROM statement s WHERE s.id = ?1",
        params![statement, entity, label.name(), DECIDED],
    )?;
    Ok(())
}

/// As a stance's value: none is taken.
const NO_STANCE: &str = "none";

/// A topic, agreement or actor of that name; `topic:NAME` and the like also make one.
fn target_on_record(
    connection: &Connection,
    known: &mut Known,
    target: &str,
) -> Result<i64, Refusal> {
    for (class, kind) in [
        (Class::Topic, "topic"),
        (Class::Agreement, "agreement"),
        (Class::Actor, ActorKind::Unknown.name()),
    ] {
        let prefix = format!("{}:", class.name());
        if let Some(name) = target.strip_prefix(&prefix) {
            let name = name.trim();
            if !fold(name).is_empty() {
                return Ok(entity::id_of(connection, known, class, name, kind)?);
            }
        }
    }
    connection
        .query_row(
            "SELECT id FROM entity WHERE name = ?1
              ORDER BY CASE class WHEN 'topic' THEN 0 WHEN 'agreement' THEN 1 ELSE 2 END LIMIT 1",
            [target],
            |row| row.get(0),
        )
        .optional()?
        .ok_or_else(|| {
            Refusal::Unusable(format!(
                "nothing on record is called \"{target}\"; topic:NAME, agreement:NAME or \
                 actor:NAME makes it a new one"
            ))
        })
}

/// Keeps the statement as it is, unless that was done already.
fn remember(connection: &Connection, statement: i64) -> Result<(), Refusal> {
    let exists = connection
        .prepare_cached("SELECT 1 FROM found WHERE statement = ?1")?
        .exists([statement])?;
    if exists {
        return Ok(());
    }
    connection.execute(
        "INSERT INTO found (statement, kind, standing, speakers, stances)
         SELECT id, kind, standing, ?2, ?3 FROM statement WHERE id = ?1",
        params![
            statement,
            rows_of(connection, "speaker", statement)?.to_string(),
            rows_of(connection, "stance", statement)?.to_string()
        ],
    )?;
    Ok(())
}

/// Puts back what was kept, and forgets it.
fn restore(connection: &Connection, statement: i64) -> Result<(), Refusal> {
    let kept: Option<(String, String, String, String)> = connection
        .query_row(
            "SELECT kind, standing, speakers, stances FROM found WHERE statement = ?1",
            [statement],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
        .optional()?;
    let Some((kind, standing, speakers, stances)) = kept else {
        return Ok(());
    };
    connection.execute(
        "UPDATE statement SET kind = ?2, standing = ?3 WHERE id = ?1",
        params![statement, kind, standing],
    )?;
    for (table, rows) in [("speaker", speakers), ("stance", stances)] {
        connection.execute(
            &format!("DELETE FROM {table} WHERE statement = ?1"),
            [statement],
        )?;
        put_back(connection, table, &rows)?;
        // The article's date may have become known better in the meantime.
        connection.execute(
            &format!(
                "UPDATE {table} SET date = (SELECT date FROM statement WHERE id = ?1)
                  WHERE statement = ?1"
            ),
            [statement],
        )?;
    }
    connection.execute("DELETE FROM found WHERE statement = ?1", [statement])?;
    Ok(())
}

/// A statement's rows of a table, each an object of all its columns.
pub(super) fn rows_of(
    connection: &Connection,
    table: &str,
    statement: i64,
) -> rusqlite::Result<Value> {
    let mut select = connection.prepare(&format!(
        "SELECT * FROM {table} WHERE statement = ?1 ORDER BY n"
    ))?;
    let columns: Vec<String> = select.column_names().map(Into::into).collect();
    let rows = select.query_map([statement], |row| {
        let mut object = Map::new();
        for (at, column) in columns.iter().enumerate() {
            let value = match row.get::<_, Cell>(at)? {
                Cell::Integer(value) => Value::from(value),
                Cell::Real(value) => Value::from(value),
                Cell::Text(value) => Value::from(value),
                Cell::Null | Cell::Blob(_) => Value::Null,
            };
            object.insert(column.clone(), value);
        }
        Ok(Value::from(object))
    })?;
    rows.collect::<rusqlite::Result<Vec<Value>>>()
        .map(Value::from)
}

fn put_back(connection: &Connection, table: &str, rows: &str) -> rusqlite::Result<()> {
    let rows: Vec<Map<String, Value>> = serde_json::from_str(rows).unwrap_or_default();
    for row in rows {
        let columns: Vec<String> = row.keys().map(|name| format!("\"{name}\"")).collect();
        let places: Vec<String> = (1..=row.len()).map(|at| format!("?{at}")).collect();
        let cells = row.into_iter().map(|(_, value)| match value {
            Value::Number(number) => match number.as_i64() {
                Some(whole) => Cell::Integer(whole),
                None => number.as_f64().map_or(Cell::Null, Cell::Real),
            },
            Value::String(text) => Cell::Text(text),
            _ => Cell::Null,
        });
        connection
            .prepare_cached(&format!(
                "INSERT INTO {table} ({}) VALUES ({})",
                columns.join(", "),
                places.join(", ")
            ))?
            .execute(rusqlite::params_from_iter(cells))?;
    }
    Ok(())
}
