//! Negation: which expressions a "not" turns.

use super::Scene;
use crate::lexicon::Part;
use std::ops::Range;

/// How many words may stand between a negator and what it turns.
const REACH: usize = 4;
/// How far "there is no" reaches, in words.
const EXISTENCE: usize = 14;

impl Scene<'_, '_> {
    /// The negator that turns what starts at `at`, if one stands before it in its clause, not
    /// before `floor`; two of them cancel out and give none.
    pub(super) fn negator(&self, at: usize, floor: usize) -> Option<Range<usize>> {
        let mut found: Option<Range<usize>> = None;
        let mut word = at;
        while word > floor && at - word < REACH {
            if self.starts(word) {
                break;
            }
            word -= 1;
            if let Some(hit) = self.part_ending(word + 1, Part::Negator) {
                found = match found {
                    None => Some(hit.clone()),
                    Some(_) => return None,
                };
                word = hit.start;
                continue;
            }
            // Another position or a turn between them takes the negation to itself.
            let taken = self
                .expressions_ending(word + 1)
                .any(|hit| matches!(hit.value.part, Part::Stance | Part::Turn | Part::Condition));
            if taken || self.is_coordination(word) {
                break;
            }
        }
        found
    }

    /// A bare "no" or "without" before a noun phrase, or "there is not" before it.
    pub(super) fn denied(&self, at: usize, floor: usize) -> Option<Range<usize>> {
        let near = at.saturating_sub(3).max(floor);
        let bare = (near..at)
            .rev()
            .take_while(|&word| word + 1 == at || !self.starts(word + 1))
            .find(|&word| matches!(self.words.folded(word), "no" | "without"))
            .filter(|&word| self.part_ending(word + 1, Part::Negator).is_some());
        let bare = bare.or_else(|| {
            let from = at.saturating_sub(EXISTENCE).max(floor);
            let there = (from..at)
                .rev()
                .find(|&word| self.words.folded(word) == "there")?;
            let broken =
                (there + 1..=at).any(|word| self.starts(word) || self.is_coordination(word));
            let not = (there + 1..at.min(there + 4))
                .find(|&word| self.part_ending(word + 1, Part::Negator).is_some())?;
            (!broken).then_some(not)
        });
        bare.map(|word| word..word + 1)
    }
}
