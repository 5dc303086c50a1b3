//! How a speaker's position moved.

use super::change::{Change, Taken, toward, turns};
use super::filter::{Filter, KEPT, Order, Selection, clear};
use super::said::{Said, said, said_sql};
use crate::model::Label;
use crate::store::{Named, Sql, Store, StoreError};
use serde::Serialize;
use std::collections::BTreeMap;

/// Toward what a position is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A topic.
    Topic(Named),
    /// An agreement.
    Agreement(Named),
}

impl Target {
    /// The target's name.
    pub fn named(&self) -> &Named {
        match self {
            Target::Topic(named) | Target::Agreement(named) => named,
        }
    }
}

/// One statement of the speaker on the target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Position {
    /// The position that it takes.
    pub label: Label,
    /// For `conditional`, the words that state the condition.
    pub condition: Option<String>,
    /// The statement.
    #[serde(flatten)]
    pub said: Said,
}

/// A change: two statements, one after the other, with different positions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Turn {
    /// What became of the position.
    pub change: Change,
    /// The last statement of the position that was left.
    pub before: Position,
    /// The first of the new one.
    pub after: Position,
}

/// A speaker's positions toward a target, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shift {
    /// Canonical name of the speaker.
    pub speaker: String,
    /// Topic id, or canonical name of the agreement.
    pub target: String,
    /// The statements on the target.
    pub positions: Vec<Position>,
    /// Where the position changed. A neutral mention takes no side, so it changes none.
    pub turns: Vec<Turn>,
}

/// The question for all positions in SQL.
///
/// # Errors
/// The database cannot be read.
pub fn shift_sql(
    store: &Store,
    speaker: &Named,
    target: &Target,
    unclear_below: Option<f64>,
) -> Result<Sql, StoreError> {
    said_sql(store, &filter(speaker, target, unclear_below))
}

/// Answers how a speaker's position toward a target moved, with at most `limit` positions and
/// as many changes, the first ones. Positions with a lower confidence than `unclear_below` are
/// left out.
///
/// # Errors
/// The database cannot be read.
pub fn shift(
    store: &Store,
    speaker: &Named,
    target: &Target,
    unclear_below: Option<f64>,
    limit: Option<usize>,
) -> Result<Shift, StoreError> {
    // The labels alone tell where the position changed; only what is shown is read in full.
    let labels = labels(store, speaker, target, unclear_below)?;
    let limit = limit.unwrap_or(usize::MAX);
    let mut turns = turns(&labels);
    turns.truncate(limit);
    let shown = labels.iter().take(limit).map(|taken| taken.statement);
    let mut numbers: Vec<i64> = turns
        .iter()
        .flatten()
        .copied()
        .chain(shown.clone())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut read = BTreeMap::new();
    if !numbers.is_empty() {
        // With all that they are about, by which a change of target is told.
        let filter = Filter {
            numbers,
            order: Order::Date,
            selection: Selection {
                unclear_below,
                ..Selection::default()
            },
            ..Filter::default()
        };
        said(store, &filter, |said| {
            read.insert(said.statement, said);
            Ok::<(), StoreError>(())
        })?;
    }
    let name = target.named().name.as_str();
    let position = |number: i64| position(read.get(&number)?, name);
    Ok(Shift {
        speaker: speaker.name.clone(),
        target: target.named().name.clone(),
        turns: turns
            .into_iter()
            .filter_map(|[before, after]| {
                let between = (read.get(&before)?, read.get(&after)?);
                Some(Turn {
                    change: Change::between(between.0, between.1, name)?,
                    before: position(before)?,
                    after: position(after)?,
                })
            })
            .collect(),
        positions: shown.filter_map(position).collect(),
    })
}

/// A statement as a position toward a target, with nothing of what else it is about.
pub(super) fn position(said: &Said, target: &str) -> Option<Position> {
    let stance = toward(said, target)?.clone();
    Some(Position {
        label: stance.label,
        condition: stance.condition.clone(),
        said: Said {
            stances: vec![stance],
            ..said.clone()
        },
    })
}

/// The numbers and positions of all the speaker's statements on the target, oldest first.
fn labels(
    store: &Store,
    speaker: &Named,
    target: &Target,
    unclear_below: Option<f64>,
) -> Result<Vec<Taken>, StoreError> {
    let mut sql = Sql::default();
    let speakers = sql.bind_all(speaker.ids.iter().copied());
    let targets = sql.bind_all(target.named().ids.iter().copied());
    let clear = clear(&mut sql, "x", unclear_below);
    sql.push(&format!(
        "SELECT s.statement, x.label, (SELECT utterance FROM statement WHERE id = s.statement),
                x.object IS NOT '[]'
           FROM speaker s JOIN stance x ON x.statement = s.statement
          WHERE s.entity IN ({speakers}) AND x.target IN ({targets}){clear} AND {}
          ORDER BY s.date, s.statement, x.n",
        KEPT.replace("s.id", "s.statement")
    ));
    let labels = store.rows(&sql, |row| {
        Some(Taken {
            statement: row.int(0),
            utterance: row.int(2),
            label: Label::from_name(&row.text(1))?,
            stated: row.int(3) != 0,
        })
    })?;
    let mut labels: Vec<Taken> = labels.into_iter().flatten().collect();
    // Where merged names meet in one statement, its first stance counts.
    labels.dedup_by_key(|taken| taken.statement);
    Ok(labels)
}

fn filter(speaker: &Named, target: &Target, unclear_below: Option<f64>) -> Filter {
    let mut selection = Selection {
        speakers: vec![speaker.clone()],
        unclear_below,
        ..Selection::default()
    };
    match target {
        Target::Topic(named) => selection.topics.push(named.clone()),
        Target::Agreement(named) => selection.agreements.push(named.clone()),
    }
    Filter {
        selection,
        order: Order::Date,
        ..Filter::default()
    }
}
