//! Names that may mean one actor, and names that may mean several: what a person has to decide.

use crate::model::ActorKind;
use crate::store::{Sql, Store, StoreError, fold, likeness, likeness_keys};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A name that is left open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenName {
    /// The name.
    pub name: String,
    /// How many statements it is said to have made.
    pub statements: i64,
    /// Whom it may mean.
    pub may_be: Vec<String>,
    /// Why that is open.
    pub because: String,
}

/// A name in use.
struct Used {
    name: String,
    kind: ActorKind,
    statements: i64,
}

/// Names that are left open, those with most statements first: pairs of which the one with
/// fewer statements may mean the other, and names among whose bearers the text does not decide.
/// Pairs that a person has told apart are left out.
///
/// # Errors
/// The database cannot be read.
pub fn open_names(store: &Store) -> Result<Vec<OpenName>, StoreError> {
    let mut found = undecided(store)?;
    let apart = apart(store)?;
    for ((name, because), (statements, may_be)) in alike(&used(store)?, &apart) {
        found.push(OpenName {
            name,
            statements,
            may_be,
            because: because.into(),
        });
    }
    found.sort_by(|a, b| {
        (b.statements, &a.name, &a.because).cmp(&(a.statements, &b.name, &b.because))
    });
    Ok(found)
}

/// Names whose bearer the text does not decide.
fn undecided(store: &Store) -> Result<Vec<OpenName>, StoreError> {
    let sql = Sql::new(
        "SELECT p.name, p.candidates, count(DISTINCT p.statement)
           FROM speaker p JOIN statement s ON s.id = p.statement
          WHERE p.entity IS NULL AND p.candidates <> '[]' AND s.standing <> 'rejected'
          GROUP BY p.name, p.candidates",
    );
    store.rows(&sql, |row| OpenName {
        name: row.text(0),
        may_be: serde_json::from_str(&row.text(1)).unwrap_or_default(),
        statements: row.int(2),
        because: "the text leaves the choice".into(),
    })
}

/// Speakers, merged names under the one that stayed.
fn used(store: &Store) -> Result<Vec<Used>, StoreError> {
    let sql = Sql::new(
        "SELECT e.name, e.kind, count(DISTINCT p.statement)
           FROM speaker p JOIN statement s ON s.id = p.statement
           JOIN entity f ON f.id = p.entity
           JOIN entity e ON e.id = COALESCE(f.merged_into, f.id)
          WHERE s.standing <> 'rejected' GROUP BY e.id ORDER BY e.name",
    );
    store.rows(&sql, |row| Used {
        name: row.text(0),
        kind: ActorKind::from_name(&row.text(1)).unwrap_or(ActorKind::Unknown),
        statements: row.int(2),
    })
}

/// Pairs that a person has told apart, both ways.
fn apart(store: &Store) -> Result<BTreeSet<(String, String)>, StoreError> {
    let sql = Sql::new(
        "SELECT name, other FROM decision WHERE verdict = 'split'
            AND id NOT IN (SELECT decision FROM undone)",
    );
    let pairs = store.rows(&sql, |row| (row.text(0), row.text(1)))?;
    let turned = pairs.iter().map(|(a, b)| (b.clone(), a.clone()));
    let turned: Vec<_> = turned.collect();
    Ok(pairs.into_iter().chain(turned).collect())
}

/// For a name and a reason: its statements, and whom it may mean.
type Alike = BTreeMap<(String, &'static str), (i64, Vec<String>)>;

fn alike(used: &[Used], apart: &BTreeSet<(String, String)>) -> Alike {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, one) in used.iter().enumerate() {
        groups
            .entry(format!("folded {}", fold(&one.name)))
            .or_default()
            .push(at);
        if matches!(one.kind, ActorKind::Person | ActorKind::Unknown) {
            for key in likeness_keys(&one.name) {
                groups.entry(key).or_default().push(at);
            }
        }
    }
    let mut found = Alike::new();
    let mut seen = BTreeSet::new();
    for group in groups.values() {
        for (n, &a) in group.iter().enumerate() {
            for &b in &group[n + 1..] {
                if !seen.insert((a.min(b), a.max(b))) {
                    continue;
                }
                let (a, b) = (&used[a], &used[b]);
                if apart.contains(&(a.name.clone(), b.name.clone())) {
                    continue;
                }
                let Some(because) = reason(a, b) else {
                    continue;
                };
                // The rarer name may mean the commoner; of two as common, the shorter.
                let rank = |one: &Used| (one.statements, one.name.chars().count());
                let (rare, common) = match rank(a) <= rank(b) {
                    true => (a, b),
                    false => (b, a),
                };
                let entry = found.entry((rare.name.clone(), because)).or_default();
                entry.0 = rare.statements;
                entry.1.push(common.name.clone());
            }
        }
    }
    for (_, may_be) in found.values_mut() {
        may_be.sort();
        may_be.dedup();
    }
    found
}

fn reason(a: &Used, b: &Used) -> Option<&'static str> {
    if fold(&a.name) == fold(&b.name) {
        return Some(match a.kind == b.kind {
            true => "the same name in another spelling",
            false => "the same name, another kind of actor",
        });
    }
    let persons = [a, b].iter().all(|one| one.kind == ActorKind::Person);
    let likely = likeness(&a.name, &b.name)?;
    // A name of no known kind is compared only where most of it is the same.
    (persons || likely == "the same words in another order").then_some(likely)
}
