//! Conditions: "as long as", "provided that", "when" before what is yet to come, "before" and
//! "without" behind what is denied.

use super::Scene;
use crate::lexicon::Part;
use std::ops::Range;

/// So far before its matter a word for a condition stands, and behind what it requires, in words.
const REQUIRED: usize = 6;

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
            .filter(|hit| matches!(hit.value.part, Part::Condition | Part::When | Part::Without))
            .map(|hit| (hit, self.clause(hit.words.clone(), sentence)))
            .filter(|(hit, clause)| clause.end > hit.words.end && !clause.contains(&at))
            .find(|(hit, clause)| match hit.value.part {
                Part::Condition => clause.len() > 2,
                Part::When => clause.len() > 2 && self.looks_ahead(clause, sentence),
                _ => self.is_denied_without(hit.words.clone(), clause, sentence),
            })
            .map(|(_, clause)| Condition { clause })
    }

    /// "the release of prisoners is a condition for talks", "insisted on guarantees as a precondition
    /// for a ceasefire": what stands before binds what comes after, whatever else is said of it.
    pub(super) fn required_for(&self, at: usize, sentence: &Range<usize>) -> Option<Condition> {
        let from = at.saturating_sub(REQUIRED).max(sentence.start);
        let noun = (from..at).rev().find(|&word| {
            matches!(
                self.words.folded(word),
                "condition"
                    | "conditions"
                    | "precondition"
                    | "preconditions"
                    | "prerequisite"
                    | "prerequisites"
            ) && self.words.folded(word + 1) == "for"
        })?;
        if self.barrier(noun, at) || (noun..at).any(|word| self.comma_before(word)) {
            return None;
        }
        let link = (noun.saturating_sub(REQUIRED).max(sentence.start)..noun)
            .rev()
            .find(|&word| {
                matches!(
                    self.words.folded(word),
                    "is" | "are" | "was" | "were" | "be" | "remains" | "remain" | "as"
                )
            })?;
        let denied = (link..noun).any(|word| matches!(self.words.folded(word), "no" | "not"));
        let clause = sentence.start..link;
        (!denied && clause.len() >= 2).then_some(Condition { clause })
    }

    /// Whether the main clause before "before" or "without" denies something that is yet to
    /// come: "there will be no talks before the shelling ends".
    fn is_denied_without(
        &self,
        marker: Range<usize>,
        clause: &Range<usize>,
        sentence: &Range<usize>,
    ) -> bool {
        let dated = self
            .words
            .folded(marker.end)
            .starts_with(|first: char| first.is_ascii_digit());
        let denied = self
            .expressions_in(sentence.start..marker.start)
            .any(|hit| hit.value.part == Part::Negator);
        denied && !dated && self.looks_ahead(clause, sentence)
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

    /// Whether the condition around `at` is what the speaker asks for: "only if", "unless".
    pub(super) fn is_demanded(&self, at: usize, sentence: &Range<usize>) -> bool {
        self.expressions_in(sentence.clone())
            .filter(|hit| hit.value.part == Part::Condition)
            .filter(|hit| self.clause(hit.words.clone(), sentence).contains(&at))
            .any(|hit| hit.words.len() > 1 || self.words.folded(hit.words.start) == "unless")
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
                        | "could"
                        | "cannot"
                        | "may"
                        | "might"
                        | "supports"
                        | "support"
                        | "ready"
                        | "accepts"
                )
        });
        modal || present
    }
}
