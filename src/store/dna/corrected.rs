//! What was decided on record about statements of an import since it came.
//!
//! A coded statement is a part of a statement on record: one of its speakers and one of its
//! targets. A speaker or target that was replaced is replaced in its parts, one that is gone
//! takes them along, and one that came makes new ones.

use crate::model::{ActorKind, Label};
use crate::store::{Sql, Store, StoreError};
use std::collections::BTreeMap;

/// A statement on record that came from an import and reads otherwise now.
pub(super) struct Corrected {
    pub statement: i64,
    /// The numbers of its parts in the file.
    pub parts: Vec<i64>,
    /// For each speaker that it had, who speaks now.
    pub speakers: Followed<Voice>,
    /// For each position that it had, what it is now.
    pub positions: Followed<Position>,
}

/// A speaker.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Voice {
    entity: i64,
    /// As the text and the record have it.
    names: Vec<String>,
    /// What decisions about names make of it.
    pub name: String,
    pub kind: ActorKind,
    pub role: Option<String>,
}

/// A position toward a topic or an agreement.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Position {
    target: i64,
    /// The target's label and its name.
    names: Vec<String>,
    pub concept: String,
    /// The target as `CLASS:NAME`.
    pub key: String,
    pub label: Label,
}

/// Something that has a name and stays itself.
pub(super) trait Named {
    fn id(&self) -> i64;
    fn names(&self) -> &[String];
}

impl Named for Voice {
    fn id(&self) -> i64 {
        self.entity
    }

    fn names(&self) -> &[String] {
        &self.names
    }
}

impl Named for Position {
    fn id(&self) -> i64 {
        self.target
    }

    fn names(&self) -> &[String] {
        &self.names
    }
}

/// What was, what is, and which is which.
pub(super) struct Followed<T> {
    pub before: Vec<T>,
    pub now: Vec<T>,
    /// For each that was, its place in what is.
    heirs: Vec<Option<usize>>,
}

impl<T: Named + PartialEq> Followed<T> {
    /// Who stays is found first; those who came take the places of those who went, in order.
    fn new(before: Vec<T>, now: Vec<T>) -> Followed<T> {
        let stays = |one: &T| now.iter().position(|other| other.id() == one.id());
        let mut heirs: Vec<Option<usize>> = before.iter().map(stays).collect();
        let mut came = (0..now.len()).filter(|at| !heirs.contains(&Some(*at)));
        let came: Vec<usize> = came.by_ref().collect();
        let mut came = came.into_iter();
        for heir in heirs.iter_mut().filter(|heir| heir.is_none()) {
            *heir = came.next();
        }
        Followed { before, now, heirs }
    }

    fn is_as_before(&self) -> bool {
        self.before == self.now
    }

    /// The places of the one with that name, among what was and among what is. A name that is
    /// none of what was may be what it is already; the only one that was has any name.
    pub fn places(&self, name: &str) -> (Option<usize>, Option<usize>) {
        let is_called = |one: &T| one.names().iter().any(|known| known == name);
        if let Some(was) = self.before.iter().position(is_called) {
            return (Some(was), self.heirs[was]);
        }
        if let Some(now) = self.now.iter().position(is_called) {
            return (
                self.heirs.iter().position(|heir| *heir == Some(now)),
                Some(now),
            );
        }
        match self.heirs.as_slice() {
            [heir] if !name.is_empty() => (Some(0), *heir),
            [] => (None, self.newcomers().next()),
            _ => (None, None),
        }
    }

    /// Those who took nobody's place.
    pub fn newcomers(&self) -> impl Iterator<Item = usize> {
        (0..self.now.len()).filter(|at| !self.heirs.contains(&Some(*at)))
    }
}

/// A name that a person, not its spelling, brought together with another.
const MERGED: &str = "e.merged_into IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM variant v WHERE v.entity = e.id AND v.of = e.merged_into)";

impl Store {
    /// The statements of an imported file that read otherwise than when it came, and are not
    /// rejected.
    pub(super) fn corrected_in(&self, file: i64) -> Result<Vec<Corrected>, StoreError> {
        let mut sql = Sql::default();
        let bound = sql.bind(file);
        sql.push(&format!(
            "SELECT c.statement, c.coded FROM coded_statement c
               JOIN statement s ON s.id = c.statement
              WHERE c.file = {bound} AND s.standing <> 'rejected'
                AND (EXISTS (SELECT 1 FROM found f WHERE f.statement = s.id)
                     OR EXISTS (SELECT 1 FROM speaker p JOIN entity e ON e.id = p.entity
                                 WHERE p.statement = s.id AND {MERGED}))
              ORDER BY c.statement, c.coded"
        ));
        let mut parts: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        self.each(&sql, |row| {
            parts.entry(row.int(0)).or_default().push(row.int(1));
            Ok::<(), StoreError>(())
        })?;
        let mut corrected = Vec::new();
        for (statement, parts) in parts {
            let [were, are] = [true, false].map(|before| self.voices(statement, before));
            let speakers = Followed::new(were?, are?);
            let [were, are] = [true, false].map(|before| self.positions(statement, before));
            let positions = Followed::new(were?, are?);
            if !speakers.is_as_before() || !positions.is_as_before() {
                corrected.push(Corrected {
                    statement,
                    parts,
                    speakers,
                    positions,
                });
            }
        }
        Ok(corrected)
    }

    /// Who speaks in a statement, or spoke before anybody decided about it.
    fn voices(&self, statement: i64, before: bool) -> Result<Vec<Voice>, StoreError> {
        let mut sql = Sql::default();
        let bound = sql.bind(statement);
        let columns = ["n", "entity", "name", "role"];
        let (rows, name) = match before {
            true => (kept("speaker", &columns, &bound), "e.name".to_owned()),
            false => (
                standing("speaker", &columns, &bound),
                format!("CASE WHEN {MERGED} THEN m.name ELSE e.name END"),
            ),
        };
        sql.push(&format!(
            "SELECT e.id, p.name, e.name, {name}, e.kind, p.role FROM ({rows}) p
               JOIN entity e ON e.id = p.entity LEFT JOIN entity m ON m.id = e.merged_into
              ORDER BY p.n"
        ));
        self.rows(&sql, |row| Voice {
            entity: row.int(0),
            names: vec![row.text(1), row.text(2), row.text(3)],
            name: row.text(3),
            kind: ActorKind::from_name(&row.text(4)).unwrap_or(ActorKind::Unknown),
            role: row.opt_text(5),
        })
    }

    /// The positions of a statement, or those before anybody decided about it.
    fn positions(&self, statement: i64, before: bool) -> Result<Vec<Position>, StoreError> {
        let mut sql = Sql::default();
        let bound = sql.bind(statement);
        let columns = ["n", "target", "label"];
        let rows = match before {
            true => kept("stance", &columns, &bound),
            false => standing("stance", &columns, &bound),
        };
        sql.push(&format!(
            "SELECT t.id, t.label, t.name, t.class || ':' || t.name, x.label FROM ({rows}) x
               JOIN entity t ON t.id = x.target AND t.class IN ('topic', 'agreement')
              ORDER BY x.n"
        ));
        self.rows(&sql, |row| {
            let names: Vec<String> = [row.opt_text(1), row.opt_text(2)]
                .into_iter()
                .flatten()
                .collect();
            Position {
                target: row.int(0),
                concept: names.first().cloned().unwrap_or_default(),
                names,
                key: row.text(3),
                label: Label::from_name(&row.text(4)).unwrap_or(Label::Neutral),
            }
        })
    }
}

/// A statement's rows of a table as they stand, in SQL.
fn standing(table: &str, columns: &[&str], statement: &str) -> String {
    let columns = columns.join(", ");
    format!("SELECT {columns} FROM {table} WHERE statement = {statement}")
}

/// The same as they stood before anybody decided about the statement.
fn kept(table: &str, columns: &[&str], statement: &str) -> String {
    let cells: Vec<String> = columns
        .iter()
        .map(|column| format!("k.value ->> '{column}' AS {column}"))
        .collect();
    format!(
        "SELECT {} FROM found f, json_each(f.{table}s) k WHERE f.statement = {statement}
         UNION ALL {} AND NOT EXISTS (SELECT 1 FROM found WHERE statement = {statement})",
        cells.join(", "),
        standing(table, columns, statement)
    )
}
