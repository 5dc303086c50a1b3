//! What a label rests on, as the class by which its confidence is looked up.

use super::cue::{Cue, Tone};
use super::object::Governor;
use crate::lexicon::Part;
use std::fmt;
use std::ops::Range;

/// How near the nearest word of position stands to its target to be called near, in words.
const NEAR: usize = 3;

/// What a label rests on: coarse enough to be counted on some hundred judgements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ground {
    /// The tone of the cue: `says`, `matter`, `for`, `against`, `open`.
    pub cue: &'static str,
    /// The strongest expression around the target: `condition`, `predicate`, `position`, `effect`,
    /// `matter`, `none`, or `context` where the target's words are not in the content.
    pub words: &'static str,
    /// Whether the nearest of them stands `near` or `far`.
    pub reach: &'static str,
}

impl Ground {
    /// A position toward who is named as the object of praise or blame.
    pub const ACTOR: Ground = Ground {
        cue: "actor",
        words: "position",
        reach: "near",
    };

    pub(super) fn of(cue: &Cue, words: &'static str, reach: &'static str) -> Ground {
        let cue = match cue.tone {
            Tone::Says => "says",
            Tone::Matter => "matter",
            Tone::Position(1..) => "for",
            Tone::Position(_) => "against",
            Tone::Open => "open",
        };
        Ground { cue, words, reach }
    }

    pub(super) fn around(cue: &Cue, inner: &[Governor], target: &Range<usize>) -> Ground {
        let has = |test: fn(Part) -> bool| inner.iter().any(|one| test(one.part));
        let words = if inner
            .iter()
            .any(|one| one.part == Part::Stance && one.words.start >= target.end)
        {
            "predicate"
        } else if has(|part| matches!(part, Part::Stance | Part::Duty)) {
            "position"
        } else if has(Part::is_effect) {
            "effect"
        } else if has(|part| matches!(part, Part::Matter | Part::Open)) {
            "matter"
        } else {
            "none"
        };
        let nearest = inner
            .iter()
            .map(|one| {
                target
                    .start
                    .saturating_sub(one.words.end)
                    .max(one.words.start.saturating_sub(target.end))
            })
            .min();
        let reach = if nearest.is_none_or(|gap| gap <= NEAR) {
            "near"
        } else {
            "far"
        };
        Ground::of(cue, words, reach)
    }
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.cue, self.words, self.reach)
    }
}
