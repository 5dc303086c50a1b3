//! Who changed sides, over the whole record.

use super::change::{Change, Taken, turns};
use super::filter::{Filter, KEPT, Selection, clear, ids};
use super::said::{Said, said};
use super::shift::{Turn, position};
use crate::model::{Date, Label};
use crate::store::{Sql, Store, StoreError};
use serde::Serialize;
use std::collections::BTreeMap;

/// One change of one speaker toward one target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shifted {
    /// Canonical name of the speaker.
    pub speaker: String,
    /// Topic id, or canonical name of an agreement or actor.
    pub target: String,
    /// Both statements.
    #[serde(flatten)]
    pub turn: Turn,
}

/// Answers who changed sides, the latest change first, at most `limit`. Changes are those whose
/// second statement lies in the selection's time; the position before may be older. Without
/// `all`, only reversals are listed: support that became opposition, or the other way round, both
/// stated and toward the same thing.
///
/// # Errors
/// The database cannot be read.
pub fn shifts(
    store: &Store,
    selection: &Selection,
    all: bool,
    limit: Option<usize>,
) -> Result<Vec<Shifted>, StoreError> {
    let wanted = limit.unwrap_or(usize::MAX);
    let mut found = Vec::new();
    for candidates in candidates(store, selection, all)?.chunks(BATCH) {
        let said = read(store, candidates)?;
        for candidate in candidates {
            let shifted = candidate.shifted(&said);
            found.extend(shifted.filter(|shifted| all || shifted.turn.change == Change::Reversal));
            if found.len() >= wanted {
                found.truncate(wanted);
                return Ok(found);
            }
        }
    }
    Ok(found)
}

/// So many changes are read with one question.
const BATCH: usize = 200;

/// A change as the labels alone show it.
struct Candidate {
    speaker: String,
    target: String,
    statements: [i64; 2],
}

impl Candidate {
    fn shifted(&self, said: &BTreeMap<i64, Said>) -> Option<Shifted> {
        let [before, after] = self.statements.map(|number| said.get(&number));
        let (before, after) = (before?, after?);
        Some(Shifted {
            speaker: self.speaker.clone(),
            target: self.target.clone(),
            turn: Turn {
                change: Change::between(before, after, &self.target)?,
                before: position(before, &self.target)?,
                after: position(after, &self.target)?,
            },
        })
    }
}

fn read(store: &Store, candidates: &[Candidate]) -> Result<BTreeMap<i64, Said>, StoreError> {
    let mut numbers: Vec<i64> = candidates.iter().flat_map(|one| one.statements).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let filter = Filter {
        numbers,
        ..Filter::default()
    };
    let mut found = BTreeMap::new();
    said(store, &filter, |said| {
        found.insert(said.statement, said);
        Ok::<(), StoreError>(())
    })?;
    Ok(found)
}

/// A position with its day, as texts of days compare.
type Dated = (Option<String>, Taken);

/// Every change that the labels show, the latest first.
fn candidates(
    store: &Store,
    selection: &Selection,
    all: bool,
) -> Result<Vec<Candidate>, StoreError> {
    let mut taken: BTreeMap<(i64, i64), Vec<Dated>> = BTreeMap::new();
    store.each(&positions_sql(selection), |row| {
        if let Some(label) = Label::from_name(row.str(5)) {
            let position = Taken {
                statement: row.int(2),
                utterance: row.int(3),
                label,
                stated: true,
            };
            let those = taken.entry((row.int(0), row.int(1))).or_default();
            // Where merged names meet in one statement, its first stance counts.
            if those
                .iter()
                .rev()
                .take(4)
                .all(|(_, known)| known.statement != position.statement)
            {
                those.push((row.opt_text(4), position));
            }
        }
        Ok::<(), StoreError>(())
    })?;
    let in_time = |date: &Option<Date>| {
        selection
            .since
            .is_none_or(|since| date.is_some_and(|date| date >= since))
            && selection
                .until
                .is_none_or(|until| date.is_some_and(|date| date <= until))
    };
    let mut turned = Vec::new();
    for ((speaker, target), mut those) in taken {
        those.sort_by(|one, two| (&one.0, one.1.statement).cmp(&(&two.0, two.1.statement)));
        let dates: BTreeMap<i64, &Option<String>> = those
            .iter()
            .map(|(date, one)| (one.statement, date))
            .collect();
        let labels: BTreeMap<i64, Label> = those
            .iter()
            .map(|(_, one)| (one.statement, one.label))
            .collect();
        let order: Vec<Taken> = those.iter().map(|(_, one)| *one).collect();
        for [before, after] in turns(&order) {
            let conditional = [before, after]
                .iter()
                .any(|number| labels.get(number) == Some(&Label::Conditional));
            let date = dates
                .get(&after)
                .and_then(|date| date.as_ref()?.parse().ok());
            if (all || !conditional) && in_time(&date) {
                turned.push((date, speaker, target, [before, after]));
            }
        }
    }
    turned.sort_by(|one, two| {
        two.0
            .cmp(&one.0)
            .then(one.3[1].cmp(&two.3[1]))
            .then(one.2.cmp(&two.2))
    });
    let names = names(store)?;
    let name = |id: i64| names.get(&id).cloned().unwrap_or_default();
    Ok(turned
        .into_iter()
        .map(|(_, speaker, target, statements)| Candidate {
            speaker: name(speaker),
            target: name(target),
            statements,
        })
        .collect())
}

/// All positions of all that the selection asks for, at whatever time.
fn positions_sql(selection: &Selection) -> Sql {
    let mut sql = Sql::default();
    let mut conditions = vec![
        "x.label IN ('support', 'oppose', 'conditional')".to_owned(),
        // Stated, rather than read off from what is told.
        "x.object IS NOT '[]'".to_owned(),
        KEPT.to_owned(),
    ];
    if !selection.speakers.is_empty() {
        let speakers = sql.bind_all(ids(&selection.speakers));
        conditions.push(format!("p.entity IN ({speakers})"));
    }
    let targets: Vec<i64> = selection.subjects().collect();
    if !targets.is_empty() {
        let targets = sql.bind_all(targets.iter().copied());
        conditions.push(format!("x.target IN ({targets})"));
    }
    // Where all are asked for, the tables are walked in the order in which they lie.
    let then = match selection.speakers.is_empty() && targets.is_empty() {
        true => "CROSS JOIN",
        false => "JOIN",
    };
    let clear = clear(&mut sql, "x", selection.unclear_below);
    sql.push(&format!(
        "SELECT COALESCE(e.merged_into, p.entity), COALESCE(t.merged_into, x.target),
                s.id, s.utterance, s.date, x.label
           FROM statement s
           {then} speaker p ON p.statement = s.id
           {then} stance x ON x.statement = s.id
           JOIN entity e ON e.id = p.entity
           JOIN entity t ON t.id = x.target
          WHERE {}{clear}",
        conditions.join(" AND ")
    ));
    sql
}

fn names(store: &Store) -> Result<BTreeMap<i64, String>, StoreError> {
    let all = Sql::new("SELECT id, name FROM entity");
    Ok(store
        .rows(&all, |row| (row.int(0), row.text(1)))?
        .into_iter()
        .collect())
}
