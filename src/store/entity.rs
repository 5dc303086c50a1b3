//! Cards of actors, topics and agreements: written once, brought up to date when they change.

use super::Class;
use super::names::fold;
use super::spelling::common_form;
use crate::model::{Actor, ActorKind, Agreement, Date, Topic};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// Entities that this process has written, by class and name. They are never deleted, so an
/// id once seen stays right; a rolled-back transaction forgets all.
#[derive(Default)]
pub(super) struct Known {
    ids: HashMap<(Class, String), i64>,
    /// The cards as they were last written, so that an unchanged card costs nothing.
    actors: HashMap<String, Actor>,
    topics: HashMap<String, Topic>,
    agreements: HashMap<String, Agreement>,
}

/// The id of an actor as it is on record; made, of this kind, where there is none. A person who
/// names somebody tells nothing of what kind of actor it is.
pub(super) fn actor_as_is(
    connection: &Connection,
    known: &mut Known,
    name: &str,
    kind: &str,
) -> rusqlite::Result<i64> {
    let found: Option<i64> = connection
        .prepare_cached("SELECT id FROM entity WHERE class = 'actor' AND name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    match found {
        Some(id) => Ok(id),
        None => id_of(connection, known, Class::Actor, name, kind),
    }
}

/// Writes cards.
pub(super) fn write_cards(
    connection: &Connection,
    known: &mut Known,
    actors: &[Actor],
    topics: &[Topic],
    agreements: &[Agreement],
) -> rusqlite::Result<()> {
    for topic in topics {
        if known.topics.get(&topic.id) != Some(topic) {
            write_topic(connection, known, topic)?;
            known.topics.insert(topic.id.clone(), topic.clone());
        }
    }
    for actor in actors {
        if known.actors.get(&actor.name) != Some(actor) {
            write_actor(connection, known, actor)?;
            known.actors.insert(actor.name.clone(), actor.clone());
        }
    }
    for agreement in agreements {
        if known.agreements.get(&agreement.name) != Some(agreement) {
            write_agreement(connection, known, agreement)?;
            known
                .agreements
                .insert(agreement.name.clone(), agreement.clone());
        }
    }
    Ok(())
}

/// The id of a name; made where there is none. `kind` is believed where nothing better than
/// `unknown` is on record.
pub(super) fn id_of(
    connection: &Connection,
    known: &mut Known,
    class: Class,
    name: &str,
    kind: &str,
) -> rusqlite::Result<i64> {
    find_or_make(connection, known, class, name, kind).map(|(id, _)| id)
}

/// The same, with whether it was made now: of this kind and united with its spellings.
fn find_or_make(
    connection: &Connection,
    known: &mut Known,
    class: Class,
    name: &str,
    kind: &str,
) -> rusqlite::Result<(i64, bool)> {
    let key = (class, name.to_owned());
    if let Some(&id) = known.ids.get(&key) {
        return Ok((id, false));
    }
    let found: Option<(i64, String)> = connection
        .prepare_cached("SELECT id, kind FROM entity WHERE class = ?1 AND name = ?2")?
        .query_row(params![class.name(), name], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let (id, made) = match found {
        Some((id, on_record)) => {
            if on_record == ActorKind::Unknown.name() && kind != on_record {
                set_kind(connection, id, kind)?;
                unite(connection, id, class, name, kind)?;
            } else {
                note_spelling(connection, id, class, name, &on_record)?;
            }
            (id, false)
        }
        None => {
            connection
                .prepare_cached(
                    "INSERT INTO entity (class, kind, name, label) VALUES (?1, ?2, ?3, ?3)",
                )?
                .execute(params![class.name(), kind, name])?;
            let id = connection.last_insert_rowid();
            add_alias(connection, id, name)?;
            unite(connection, id, class, name, kind)?;
            (id, true)
        }
    };
    known.ids.insert(key, id);
    Ok((id, made))
}

fn write_actor(connection: &Connection, known: &mut Known, actor: &Actor) -> rusqlite::Result<()> {
    let kind = actor.kind.name();
    let (id, made) = find_or_make(connection, known, Class::Actor, &actor.name, kind)?;
    set_qid(connection, id, actor.qid.as_deref())?;
    if !made {
        set_kind(connection, id, kind)?;
        unite(connection, id, Class::Actor, &actor.name, kind)?;
    }
    if !made || actor.qid.is_some() {
        keep_listed(connection, id)?;
    }
    for alias in &actor.aliases {
        if !was_split(connection, &actor.name, alias)? {
            add_alias(connection, id, alias)?;
            note_spelling(connection, id, Class::Actor, alias, kind)?;
        }
    }
    // A card without roles says nothing about roles.
    if !actor.roles.is_empty() {
        connection
            .prepare_cached("DELETE FROM role WHERE entity = ?1")?
            .execute([id])?;
        let mut insert = connection.prepare_cached(
            "INSERT INTO role (entity, title, start, \"end\") VALUES (?1, ?2, ?3, ?4)",
        )?;
        for role in &actor.roles {
            insert.execute(params![id, role.title, day(role.start), day(role.end)])?;
        }
    }
    Ok(())
}

/// Files a name under the form that all its spellings share; gives the form.
fn note_spelling(
    connection: &Connection,
    id: i64,
    class: Class,
    name: &str,
    kind: &str,
) -> rusqlite::Result<Option<String>> {
    let kind = ActorKind::from_name(kind).unwrap_or(ActorKind::Unknown);
    let Some(form) = common_form(kind, name).filter(|_| class == Class::Actor) else {
        return Ok(None);
    };
    connection
        .prepare_cached("INSERT OR IGNORE INTO spelling (form, entity) VALUES (?1, ?2)")?
        .execute(params![form, id])?;
    Ok(Some(form))
}

/// Makes a name a variant of the one entity that is spelled alike. Where there are several,
/// where a person said that they are two, and where the name already means another, nothing
/// is done.
fn unite(
    connection: &Connection,
    id: i64,
    class: Class,
    name: &str,
    kind: &str,
) -> rusqlite::Result<()> {
    let Some(form) = note_spelling(connection, id, class, name, kind)? else {
        return Ok(());
    };
    let alike: Vec<(i64, String, Option<i64>)> = connection
        .prepare_cached(
            "SELECT e.id, e.name, e.merged_into FROM spelling s JOIN entity e ON e.id = s.entity
              WHERE s.form = ?1 AND e.id <> ?2 AND e.kind = ?3
                AND e.id NOT IN (SELECT entity FROM variant)
                AND NOT EXISTS (SELECT 1 FROM variant v WHERE v.entity = ?2 OR v.of = ?2)
                AND (SELECT merged_into FROM entity WHERE id = ?2) IS NULL",
        )?
        .query_map(params![form, id, kind], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let [(of, other, merged)] = alike.as_slice() else {
        return Ok(());
    };
    if was_split(connection, other, name)? || was_split(connection, name, other)? {
        return Ok(());
    }
    connection
        .prepare_cached("INSERT INTO variant (entity, of, reason) VALUES (?1, ?2, ?3)")?
        .execute(params![id, of, "the same name in another spelling"])?;
    connection
        .prepare_cached("UPDATE entity SET merged_into = ?2 WHERE id = ?1 OR merged_into = ?1")?
        .execute([id, merged.unwrap_or(*of)])?;
    Ok(())
}

/// A listed actor is shown under the listed name, even where a variant of it came first; not
/// where a person has decided about either name.
fn keep_listed(connection: &Connection, id: i64) -> rusqlite::Result<()> {
    let of: Option<i64> = connection
        .prepare_cached(
            "SELECT v.of FROM variant v JOIN entity e ON e.id = v.entity
               JOIN entity o ON o.id = v.of
              WHERE v.entity = ?1 AND e.merged_into = o.id AND e.qid IS NOT NULL AND o.qid IS NULL
                AND NOT EXISTS (SELECT 1 FROM decision d
                                 WHERE d.name IN (e.name, o.name) OR d.other IN (e.name, o.name))",
        )?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let Some(of) = of else { return Ok(()) };
    for swap in [
        "INSERT INTO variant (entity, of, reason)
         SELECT of, entity, reason FROM variant WHERE entity = ?1 AND of = ?2",
        "DELETE FROM variant WHERE entity = ?1 AND of = ?2",
        "UPDATE variant SET of = ?1 WHERE of = ?2",
        "UPDATE entity SET merged_into = NULLIF(?1, id) WHERE id IN (?1, ?2) OR merged_into = ?2",
    ] {
        connection.prepare_cached(swap)?.execute([id, of])?;
    }
    Ok(())
}

fn write_topic(connection: &Connection, known: &mut Known, topic: &Topic) -> rusqlite::Result<()> {
    let id = id_of(connection, known, Class::Topic, &topic.id, "topic")?;
    connection
        .prepare_cached("UPDATE entity SET label = ?2 WHERE id = ?1 AND label <> ?2")?
        .execute(params![id, topic.label])?;
    add_alias(connection, id, &topic.label)?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO topic (entity, iptc, broader) VALUES (?1, ?2, ?3)")?
        .execute(params![id, topic.iptc, topic.broader])?;
    Ok(())
}

fn write_agreement(
    connection: &Connection,
    known: &mut Known,
    agreement: &Agreement,
) -> rusqlite::Result<()> {
    let id = id_of(
        connection,
        known,
        Class::Agreement,
        &agreement.name,
        "agreement",
    )?;
    set_qid(connection, id, agreement.qid.as_deref())?;
    for alias in &agreement.aliases {
        add_alias(connection, id, alias)?;
    }
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO agreement (entity, signed, in_force, ended) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            id,
            day(agreement.signed),
            day(agreement.in_force),
            day(agreement.ended)
        ])?;
    for party in &agreement.parties {
        let party = id_of(
            connection,
            known,
            Class::Actor,
            party,
            ActorKind::Unknown.name(),
        )?;
        connection
            .prepare_cached("INSERT OR IGNORE INTO party (agreement, actor) VALUES (?1, ?2)")?
            .execute([id, party])?;
    }
    for topic in &agreement.topics {
        let topic = id_of(connection, known, Class::Topic, topic, "topic")?;
        connection
            .prepare_cached("INSERT OR IGNORE INTO about (agreement, topic) VALUES (?1, ?2)")?
            .execute([id, topic])?;
    }
    Ok(())
}

fn set_kind(connection: &Connection, id: i64, kind: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE entity SET kind = ?2 WHERE id = ?1 AND kind <> ?2")?
        .execute(params![id, kind])
        .map(drop)
}

fn set_qid(connection: &Connection, id: i64, qid: Option<&str>) -> rusqlite::Result<()> {
    let Some(qid) = qid else { return Ok(()) };
    connection
        .prepare_cached("UPDATE entity SET qid = ?2 WHERE id = ?1 AND qid IS NOT ?2")?
        .execute(params![id, qid])
        .map(drop)
}

fn add_alias(connection: &Connection, id: i64, name: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO alias (norm, entity, name) VALUES (?1, ?2, ?3)")?
        .execute(params![fold(name), id, name])
        .map(drop)
}

/// Whether a person decided that the alias is somebody else.
fn was_split(connection: &Connection, name: &str, alias: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT 1 FROM decision
              WHERE verdict = 'split' AND name = ?1 AND other = ?2
                AND id NOT IN (SELECT decision FROM undone)",
        )?
        .exists([name, alias])
}

/// Whom a person gave this name, however little the text tells of it: "the Kremlin spokesman".
pub(super) fn decided_alias(connection: &Connection, name: &str) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT e.id FROM alias a JOIN entity e ON e.id = a.entity AND e.class = 'actor'
               JOIN decision d ON d.verdict = 'alias' AND d.other = e.name
                AND d.id NOT IN (SELECT decision FROM undone)
              WHERE a.norm = ?1 LIMIT 1",
        )?
        .query_row([fold(name)], |row| row.get(0))
        .optional()
}

pub(super) fn day(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}
