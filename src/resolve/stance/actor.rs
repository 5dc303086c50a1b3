//! Positions toward those who act: "thanked Egypt for its efforts", "accused Oslo of delay".
//!
//! Only words that value or blame whoever did something say anything of them; to welcome a
//! treaty is no position toward its parties.

use super::Scene;
use crate::lexicon::Part;
use std::ops::Range;

/// How far behind such a word its object may stand, in words.
const OBJECT: usize = 4;

/// Words that value or blame their object, by the beginnings of their forms.
const REGARD: [&str; 17] = [
    "thank",
    "grat",
    "prais",
    "appreciat",
    "commend",
    "applaud",
    "hail",
    "admir",
    "accus",
    "blam",
    "condemn",
    "criticis",
    "criticiz",
    "denounc",
    "slam",
    "rebuk",
    "lambast",
];

impl Scene<'_, '_> {
    /// The sign of a position toward an actor named in `actor`, and the word that takes it,
    /// looked for in the cue and what leads from it to the content.
    pub fn regard(&self, cue: &[Range<usize>], actor: &Range<usize>) -> Option<(i8, Range<usize>)> {
        cue.iter()
            .flat_map(|zone| self.said_in(zone))
            .filter(|hit| hit.value.part == Part::Stance && hit.value.object)
            .filter(|hit| {
                let word = self.words.folded(hit.words.start);
                let near = actor.start.checked_sub(hit.words.end);
                REGARD.iter().any(|stem| word.starts_with(stem))
                    && near.is_some_and(|gap| gap <= OBJECT)
                    && !(hit.words.end..actor.start).any(|at| self.splits(at))
            })
            .map(|hit| {
                let turned = self.negator(hit.words.start, hit.words.start.saturating_sub(4));
                let sign = if turned.is_some() {
                    -hit.value.sign
                } else {
                    hit.value.sign
                };
                (sign, hit.words.clone())
            })
            .next()
    }

    /// Words behind which another thing than the object is named.
    fn splits(&self, at: usize) -> bool {
        self.starts(at)
            || matches!(
                self.words.folded(at),
                "in" | "on" | "between" | "by" | "that" | "of" | "with" | "and" | "against"
            )
    }
}
