//! How a speaker's position moved.

use super::filter::{Filter, Order, Selection};
use super::said::{Said, said, said_sql};
use crate::model::Label;
use crate::store::{Named, Sql, Store, StoreError};
use serde::Serialize;

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
    /// All statements on the target.
    pub positions: Vec<Position>,
    /// Where the position changed. A neutral mention takes no side, so it changes none.
    pub turns: Vec<Turn>,
}

/// The question in SQL.
pub fn shift_sql(speaker: &Named, target: &Target) -> Sql {
    said_sql(&filter(speaker, target))
}

/// Answers how a speaker's position toward a target moved.
///
/// # Errors
/// The database cannot be read.
pub fn shift(store: &Store, speaker: &Named, target: &Target) -> Result<Shift, StoreError> {
    let mut positions = Vec::new();
    said(store, &filter(speaker, target), |said| {
        // The question asks for one target alone, so there is one stance.
        if let [stance] = said.stances.as_slice() {
            positions.push(Position {
                label: stance.label,
                condition: stance.condition.clone(),
                said,
            });
        }
        Ok::<(), StoreError>(())
    })?;
    let turns = turns(&positions);
    Ok(Shift {
        speaker: speaker.name.clone(),
        target: target.named().name.clone(),
        positions,
        turns,
    })
}

fn filter(speaker: &Named, target: &Target) -> Filter {
    let mut selection = Selection {
        speakers: vec![speaker.clone()],
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

fn turns(positions: &[Position]) -> Vec<Turn> {
    let taken: Vec<&Position> = positions
        .iter()
        .filter(|position| position.label != Label::Neutral)
        .collect();
    taken
        .windows(2)
        .filter(|pair| pair[0].label != pair[1].label)
        .map(|pair| Turn {
            before: pair[0].clone(),
            after: pair[1].clone(),
        })
        .collect()
}
