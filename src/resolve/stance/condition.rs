//! Conditions: "as long as", "provided that", "when" before what is yet to come.

use super::Scene;
use crate::lexicon::Part;
use std::ops::Range;

/// A condition in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Condition {
    /// Its clause, the marker included.
    pub(super) clause: Range<usize>,
}

impl Scene<'_, '_> {
    /// The condition that binds what stands at `at` in a sentence.
    pub(super) fn condition(&self, at: usize, sentence: &Range<usize>) -> Option<Condition> {
        self.expressions_in(sentence.clone())
            .filter(|hit| matches!(hit.value.part, Part::Condition | Part::When))
            .map(|hit| (hit.value.part, self.clause(hit.words.clone(), sentence)))
            .filter(|(_, clause)| clause.len() > 2 && !clause.contains(&at))
            .find(|(part, clause)| *part == Part::Condition || self.looks_ahead(clause, sentence))
            .map(|(_, clause)| Condition { clause })
    }

    /// Whether what stands at `at` is itself part of a condition.
    pub(super) fn in_condition(&self, at: usize, sentence: &Range<usize>) -> bool {
        self.expressions_in(sentence.clone())
            .filter(|hit| matches!(hit.value.part, Part::Condition | Part::When))
            .any(|hit| {
                let clause = self.clause(hit.words.clone(), sentence);
                clause.contains(&at)
                    && (hit.value.part == Part::Condition || self.looks_ahead(&clause, sentence))
            })
    }

    /// From its marker to the comma that gives way to the main clause, or to the sentence's end.
    fn clause(&self, marker: Range<usize>, sentence: &Range<usize>) -> Range<usize> {
        let first = marker.start <= sentence.start + 2
            || self.comma_before(marker.start)
            || self.words.folded(marker.start - 1) == "that";
        let end = (marker.end + 1..sentence.end)
            .find(|&at| self.starts(at) || (first && self.comma_before(at)))
            .unwrap_or(sentence.end);
        marker.start..end
    }

    /// Whether the main clause around a "when" clause is about what is yet to come or holds at
    /// all times: only then is the clause a condition rather than a time.
    fn looks_ahead(&self, clause: &Range<usize>, sentence: &Range<usize>) -> bool {
        let outside = |at: usize| !clause.contains(&at);
        let modal = self.expressions_in(sentence.clone()).any(|hit| {
            matches!(hit.value.part, Part::Duty | Part::Coming) && outside(hit.words.start)
        });
        let present = sentence.clone().any(|at| {
            outside(at)
                && matches!(
                    self.words.folded(at),
                    "does"
                        | "do"
                        | "doesn't"
                        | "don't"
                        | "can"
                        | "supports"
                        | "support"
                        | "ready"
                        | "accepts"
                )
        });
        modal || present
    }
}
