//! What it means when a speaker takes another position than before.

use super::object;
use super::said::{Said, SaidStance};
use crate::model::{Label, TargetKind};
use crate::wording::Wording;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What became of a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Support became opposition, or opposition support.
    Reversal,
    /// What was supported or opposed outright now depends on a condition.
    ConditionSet,
    /// What depended on a condition is now supported, and the words say that it is fulfilled:
    /// they take up the words of the condition.
    ConditionMet,
    /// What depended on a condition is now supported, and the condition is no longer named.
    ConditionDropped,
    /// What depended on a condition is now opposed.
    Refusal,
    /// The two statements are about different agreements, or about different things of one topic:
    /// the position toward the one need not have moved.
    OtherTarget,
}

impl Change {
    /// The name in tables and files.
    pub fn name(self) -> &'static str {
        match self {
            Change::Reversal => "reversal",
            Change::ConditionSet => "condition-set",
            Change::ConditionMet => "condition-met",
            Change::ConditionDropped => "condition-dropped",
            Change::Refusal => "refusal",
            Change::OtherTarget => "other-target",
        }
    }

    /// What became of the position toward `target` from one statement to a later one. None
    /// where there is no position in one of the two, the same in both, or where both were said
    /// on one day.
    pub(super) fn between(before: &Said, after: &Said, target: &str) -> Option<Change> {
        let [was, is] = [before, after].map(|said| toward(said, target));
        let (was, is) = (was?, is?);
        // Which of two statements of one day came first is not known.
        if before.date == after.date {
            return None;
        }
        let change = match (was.label, is.label) {
            (Label::Support, Label::Oppose) | (Label::Oppose, Label::Support) => Change::Reversal,
            (Label::Support | Label::Oppose, Label::Conditional) => Change::ConditionSet,
            (Label::Conditional, Label::Oppose) => Change::Refusal,
            (Label::Conditional, Label::Support) if takes_up(was, after) => Change::ConditionMet,
            (Label::Conditional, Label::Support) => Change::ConditionDropped,
            _ => return None,
        };
        let others = was.target_kind != TargetKind::Agreement
            && (are_apart(before, after) || !is_one_thing(was, is));
        Some(if others { Change::OtherTarget } else { change })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The position toward a target.
pub(super) fn toward<'a>(said: &'a Said, target: &str) -> Option<&'a SaidStance> {
    said.stances.iter().find(|stance| stance.target == target)
}

/// Whether each of the two names agreements, and none is in both.
fn are_apart(before: &Said, after: &Said) -> bool {
    let [before, after] = [before, after].map(|said| -> BTreeSet<&str> {
        let agreements = said.stances.iter();
        agreements
            .filter(|stance| stance.target_kind == TargetKind::Agreement)
            .map(|stance| stance.target.as_str())
            .collect()
    });
    !before.is_empty() && !after.is_empty() && before.is_disjoint(&after)
}

/// Whether two positions are toward one thing, where it is known toward what they are.
fn is_one_thing(was: &SaidStance, is: &SaidStance) -> bool {
    match (&was.object, &is.object) {
        (Some(before), Some(after)) => object::is_one(before, after),
        _ => true,
    }
}

/// From this share of a condition's weight on, later words take it up.
const TAKEN_UP: f64 = 0.4;

fn takes_up(was: &SaidStance, after: &Said) -> bool {
    was.condition.as_ref().is_some_and(|condition| {
        Wording::of(condition).share_in(&Wording::of(&after.words)) >= TAKEN_UP
    })
}

/// Whether the label takes a side; who mentions something neutrally has not moved.
pub(super) fn takes_side(label: Label) -> bool {
    matches!(label, Label::Support | Label::Oppose | Label::Conditional)
}

/// A position as it is compared: the statement that shows it, its utterance, and the label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) statement: i64,
    pub(super) utterance: i64,
    pub(super) label: Label,
    /// Whether it is stated, rather than read off from what is told.
    pub(super) stated: bool,
}

/// The numbers of the statements before and after each change, of positions in order of time.
///
/// Several reports of one utterance are one position, the one that most of them give (of
/// equally many, the first): where reports differ, the speaker has not moved.
pub(super) fn turns(taken: &[Taken]) -> Vec<[i64; 2]> {
    let mut reports: BTreeMap<i64, Vec<Taken>> = BTreeMap::new();
    let mut order = Vec::new();
    for one in taken
        .iter()
        .filter(|one| one.stated && takes_side(one.label))
    {
        let those = reports.entry(one.utterance).or_default();
        if those.is_empty() {
            order.push(one.utterance);
        }
        those.push(*one);
    }
    let positions: Vec<Taken> = order.iter().filter_map(|id| most(&reports[id])).collect();
    positions
        .windows(2)
        .filter(|pair| pair[0].label != pair[1].label)
        .map(|pair| [pair[0].statement, pair[1].statement])
        .collect()
}

fn most(reports: &[Taken]) -> Option<Taken> {
    let count = |label| reports.iter().filter(|one| one.label == label).count();
    let best = reports.iter().map(|one| count(one.label)).max()?;
    reports.iter().find(|one| count(one.label) == best).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(rows: &[(i64, i64, Label)]) -> Vec<[i64; 2]> {
        let rows: Vec<Taken> = rows
            .iter()
            .map(|&(statement, utterance, label)| Taken {
                statement,
                utterance,
                label,
                stated: true,
            })
            .collect();
        turns(&rows)
    }

    #[test]
    fn reports_that_differ_are_no_turn() {
        use Label::{Neutral, Oppose, Support};
        assert_eq!(
            taken(&[(1, 7, Support), (2, 7, Oppose), (3, 7, Support)]),
            [[0; 2]; 0]
        );
        assert_eq!(
            taken(&[
                (1, 1, Support),
                (2, 2, Neutral),
                (3, 3, Oppose),
                (4, 3, Oppose)
            ]),
            [[1, 3]]
        );
    }
}
