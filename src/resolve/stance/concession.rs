//! Concession: "although the treaty was flawed, it had to be preserved", "not perfect, but it works".
//!
//! What is granted weighs less than what is held against it: where the other clause takes up the
//! target by a pronoun, that clause decides.

use super::Scene;
use std::ops::Range;

/// How far behind "but" the pronoun may stand, in words.
const PRONOUN: usize = 9;

impl Scene<'_, '_> {
    /// The pronoun that takes up a target in the clause that weighs more.
    pub(super) fn taken_up(
        &self,
        target: &Range<usize>,
        sentence: &Range<usize>,
    ) -> Option<Range<usize>> {
        self.after_grant(target, sentence)
            .or_else(|| self.after_but(target, sentence))
            .map(|at| at..at + 1)
    }

    /// "although X ..., it": the subject of the main clause.
    fn after_grant(&self, target: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let grant = (sentence.start..target.start)
            .rev()
            .take_while(|&at| !self.starts(at + 1) && !self.comma_before(at + 1))
            .find(|&at| {
                matches!(
                    self.words.folded(at),
                    "although" | "though" | "while" | "whereas" | "despite"
                )
            })?;
        let main = (target.end..sentence.end)
            .take_while(|&at| !self.starts(at))
            .find(|&at| self.comma_before(at))?;
        (grant < main && matches!(self.words.folded(main), "it" | "they")).then_some(main)
    }

    /// "X is ..., but it", "has kept X, but will not be bound by its terms".
    fn after_but(&self, target: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let but = (target.end..sentence.end)
            .take_while(|&at| !self.starts(at))
            .find(|&at| matches!(self.words.folded(at), "but" | "yet"))?;
        (but + 1..sentence.end.min(but + PRONOUN))
            .take_while(|&at| !self.starts(at) && !self.comma_before(at))
            .find(|&at| matches!(self.words.folded(at), "it" | "its"))
    }
}
