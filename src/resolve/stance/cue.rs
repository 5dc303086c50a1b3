//! The cue: what the reporting words themselves say of the speaker's position.

use super::Scene;
use crate::lexicon::Part;
use std::ops::Range;

/// Words that deplore a fact, by the beginnings of their forms.
const LAMENT: [&str; 9] = [
    "warn", "caution", "concern", "fear", "worr", "alarm", "regret", "lament", "complain",
];

/// What a cue says of the position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// Only that it was said: the content decides.
    Says,
    /// That it was talked about.
    Matter,
    /// A position, for (1) or against (-1).
    Position(i8),
    /// That it is left open whether: "stopped short of".
    Open,
}

/// A cue with the words that decide its tone.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub(super) tone: Tone,
    pub(super) words: Vec<Range<usize>>,
    /// Whether it laments a fact rather than rejects a claim: "warned that", "regretted that".
    pub(super) laments: bool,
}

impl Scene<'_, '_> {
    /// The tone of the words from the cue to the content.
    pub(super) fn cue(&self, zones: &[Range<usize>]) -> Cue {
        let mut cue = Cue {
            tone: Tone::Says,
            words: Vec::new(),
            laments: false,
        };
        for zone in zones {
            for hit in self.said_in(zone) {
                if hit.words.end > zone.end || !hit.value.object {
                    continue;
                }
                match (hit.value.part, cue.tone) {
                    (Part::Open, _) => {
                        cue.tone = Tone::Open;
                        cue.words = vec![hit.words.clone()];
                        return cue;
                    }
                    (Part::Stance, tone) => {
                        let turned = self.negator(hit.words.start, zone.start).is_some();
                        if self.falls_apart(&hit.words, zone, turned) {
                            cue.tone = Tone::Open;
                            cue.words = vec![hit.words.clone()];
                            return cue;
                        }
                        let sign = if turned {
                            -hit.value.sign
                        } else {
                            hit.value.sign
                        };
                        // "expressed support for", "voiced his opposition to": one position, told
                        // by the word nearest to the content.
                        if !matches!(tone, Tone::Position(_)) {
                            cue.words.clear();
                        }
                        cue.tone = Tone::Position(sign);
                        cue.laments = sign < 0 && !turned && self.laments(&hit.words);
                        if !cue.words.contains(&hit.words) {
                            cue.words.push(hit.words.clone());
                        }
                    }
                    (Part::Matter, Tone::Says) => {
                        cue.tone = Tone::Matter;
                        cue.words.push(hit.words.clone());
                    }
                    _ => {}
                }
            }
        }
        cue
    }

    /// "Did not agree on", "failed on Monday to agree on": who does not come to terms is not against
    /// the matter.
    fn falls_apart(&self, words: &Range<usize>, zone: &Range<usize>, turned: bool) -> bool {
        let agrees = self.words.folded(words.start).starts_with("agree");
        let fails = || {
            (zone.start..words.start).any(|word| {
                matches!(
                    self.words.folded(word),
                    "failed" | "fail" | "failing" | "fails"
                )
            })
        };
        agrees && (turned || fails())
    }

    /// Whether these words open a clause that holds what they deplore: not so "denied that".
    fn laments(&self, words: &Range<usize>) -> bool {
        let that =
            self.words.folded(words.end - 1) == "that" || self.words.folded(words.end) == "that";
        that && LAMENT
            .iter()
            .any(|stem| self.words.folded(words.start).starts_with(stem))
    }
}
