//! Mentions that name what is wrong with a target: "trade barriers", "tariffs", "an epidemic".

use super::cue::{Cue, Tone};
use super::object::Governor;
use super::{Frame, Nature, Scene};
use crate::lexicon::Part;
use std::ops::Range;

/// Verbs that take the side of their object, by the beginnings of their forms.
const PRAISE: [&str; 9] = [
    "welcom", "support", "back", "defend", "prais", "hail", "favo", "endors", "threaten",
];
/// Verbs that make more of their object, by the beginnings of their forms.
const MORE: [&str; 10] = [
    "impos", "increas", "rais", "toughen", "tighten", "expan", "introduc", "build", "keep",
    "maintain",
];
/// Nouns that say of a trouble that there is more of it.
const SPREAD: [&str; 12] = [
    "escalation",
    "outbreak",
    "rise",
    "increase",
    "growth",
    "surge",
    "wave",
    "danger",
    "threat",
    "risk",
    "spread",
    "upsurge",
];
/// Nouns behind which a trouble is but what they are about: "tariff policy".
const ABOUT: [&str; 14] = [
    "talks",
    "negotiations",
    "policy",
    "policies",
    "issues",
    "issue",
    "preferences",
    "union",
    "regulation",
    "cuts",
    "reduction",
    "reductions",
    "agreement",
    "regime",
];

impl Scene<'_, '_> {
    /// Whether a mention is of the trouble with its target: it ends with the word for it, or that
    /// word comes next.
    pub(super) fn is_trouble(&self, target: &Range<usize>, nature: Nature) -> bool {
        if nature == Nature::Measure {
            return self.is_relief(target);
        }
        // "violations | of the ceasefire": the noun for a harm names the trouble too.
        let harm = target.len() == 1
            && nature.is_cause()
            && self.words.folded(target.end) == "of"
            && self.said_in(target).iter().any(|hit| {
                hit.value.part == Part::Harm && hit.words == (target.start..target.end + 1)
            });
        if harm {
            return true;
        }
        // "resolution of the conflict", "ending the crisis" name the good, not the trouble;
        // "escalation of tension" does not.
        let solved = !SPREAD.contains(&self.words.folded(target.start))
            && target.clone().any(|at| {
                matches!(self.words.folded(at), "of" | "to" | "the")
                    || self
                        .said_in(&(at..at + 1))
                        .iter()
                        .any(|hit| hit.value.part.is_effect() || hit.value.part == Part::Stance)
            });
        let own = self
            .said_in(target)
            .iter()
            .any(|hit| hit.value.part == Part::Trouble && hit.words.end == target.end);
        let next = !self.barrier(target.end - 1, target.end)
            && !self.comma_before(target.end)
            && self
                .expressions_starting(target.end)
                .any(|hit| hit.value.part == Part::Trouble);
        // "illegal migration"
        let unlawful = target.start > 0
            && matches!(
                self.words.folded(target.start - 1),
                "illegal" | "illicit" | "uncontrolled" | "irregular"
            );
        let about = ABOUT.contains(&self.words.folded(target.end));
        !solved && !about && (own || next || unlawful)
    }

    /// The nature of a target that a statement only points to: "concern about the problems in
    /// that field" is no word against the field.
    pub(super) fn nature_there(&self, frame: &Frame, cue: &Cue, nature: Nature) -> Nature {
        let troubles = |at: usize| {
            matches!(
                self.words.folded(at),
                "problem" | "problems" | "difficulties" | "lack"
            ) || self
                .expressions_starting(at)
                .any(|hit| hit.value.part == Part::Trouble)
        };
        let against = matches!(cue.tone, Tone::Position(..0));
        match against && frame.sentences.iter().cloned().flatten().any(troubles) {
            true => nature.troubled(),
            false => nature,
        }
    }

    /// Whether a position for a hindrance makes more of it or praises it: "imposed tariffs",
    /// "trade wars are good"; to agree on tariffs does not.
    pub(super) fn furthers(&self, cue: &Cue, inner: &[Governor]) -> bool {
        let praised = cue.words.iter().any(|words| {
            let word = self.words.folded(words.start);
            PRAISE.iter().any(|stem| word.starts_with(stem))
        });
        let more = inner.iter().any(|one| {
            let word = self.words.folded(one.words.start);
            one.sign > 0
                && (MORE.iter().any(|stem| word.starts_with(stem)) || self.is_adjective(one))
        });
        praised || more
    }

    fn is_adjective(&self, one: &Governor) -> bool {
        self.expressions_starting(one.words.start)
            .any(|hit| hit.value.adjective && hit.words == one.words)
    }

    /// "sanctions relief": less of a measure.
    fn is_relief(&self, target: &Range<usize>) -> bool {
        !self.comma_before(target.end)
            && matches!(
                self.words.folded(target.end),
                "relief" | "easing" | "waiver" | "waivers" | "removal"
            )
    }
}
