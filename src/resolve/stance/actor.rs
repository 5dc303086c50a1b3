//! Positions toward those who act: "thanked Egypt for its efforts", "accused Oslo of delay".
//!
//! Only words that value or blame whoever did something say anything of them; to welcome a
//! treaty is no position toward its parties.

use super::Scene;
use crate::lexicon::Part;
use std::ops::Range;

/// How far behind such a word its object may stand, in words.
const OBJECT: usize = 4;

/// How far behind its doer a deed may be named, in words.
const DEED: usize = 3;

/// Words that value or blame their object, by the beginnings of their forms.
const REGARD: [&str; 19] = [
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
    "lash",
    "rail",
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
                let regards = REGARD.iter().any(|stem| word.starts_with(stem));
                let does = self.is_doer(actor);
                (regards || does)
                    && near.is_some_and(|gap| gap <= OBJECT)
                    && !(hit.words.end..actor.start)
                        .any(|at| self.splits(at) && !self.is_of_deed(at))
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

    /// Whether what follows an actor is its doing: "Egypt's efforts", "the US decision".
    fn is_doer(&self, actor: &Range<usize>) -> bool {
        (actor.end..actor.end + DEED)
            .take_while(|&at| !self.starts(at) && !self.comma_before(at))
            .take_while(|&at| !matches!(self.words.folded(at), "of" | "to" | "and" | "in" | "on"))
            .any(|at| is_deed(self.words.folded(at)))
    }

    /// "the efforts of", "the role played by": what follows is the doer of the deed before.
    fn is_of_deed(&self, at: usize) -> bool {
        matches!(self.words.folded(at), "of" | "by")
            && (at.saturating_sub(2)..at).any(|before| is_deed(self.words.folded(before)))
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

/// Nouns for what somebody does, by which a position toward it is one toward the doer.
fn is_deed(word: &str) -> bool {
    matches!(
        word,
        "effort"
            | "efforts"
            | "role"
            | "contribution"
            | "stance"
            | "stand"
            | "position"
            | "approach"
            | "decision"
            | "actions"
            | "conduct"
            | "behaviour"
            | "behavior"
            | "leadership"
            | "policy"
            | "policies"
            | "help"
            | "assistance"
            | "support"
            | "initiative"
            | "initiatives"
    )
}
