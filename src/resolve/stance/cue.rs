//! The cue: what the reporting words themselves say of the speaker's position.

use super::Scene;
use crate::lexicon::Part;
use std::ops::Range;

/// What a cue says of the position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// Only that it was said: the content decides.
    Says,
    /// That it was talked about.
    Matter,
    /// A position, for (1) or against (-1).
    Position(i8),
}

/// A cue with the words that decide its tone.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub(super) tone: Tone,
    pub(super) words: Vec<Range<usize>>,
}

impl Scene<'_, '_> {
    /// The tone of the words from the cue to the content.
    pub(super) fn cue(&self, zones: &[Range<usize>]) -> Cue {
        let mut cue = Cue {
            tone: Tone::Says,
            words: Vec::new(),
        };
        for zone in zones {
            for hit in self.said_in(zone) {
                if hit.words.end > zone.end || !hit.value.object {
                    continue;
                }
                match (hit.value.part, cue.tone) {
                    (Part::Stance, tone) => {
                        let turned = self.negator(hit.words.start, zone.start).is_some();
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
}
