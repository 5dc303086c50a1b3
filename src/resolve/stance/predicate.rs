//! What is said of a target that is the subject: "the use of force was inadmissible".

use super::Scene;
use super::object::Governor;
use crate::lexicon::Part;
use std::ops::Range;

/// How far a subject may stand before its predicate, in words.
const REACH: usize = 16;

impl Scene<'_, '_> {
    /// The judgement on what ends at `at`, in the rest of its clause.
    pub(super) fn predicate(&self, at: usize, scope: &Range<usize>) -> Option<Governor> {
        let end = scope.end.min(at + REACH);
        let mut modal: Option<Governor> = None;
        for hit in self.expressions_in(at..end) {
            if (at + 1..=hit.words.start).any(|word| self.starts(word)) {
                break;
            }
            match hit.value.part {
                Part::Turn | Part::Condition | Part::When => break,
                Part::Modal if hit.value.subject && modal.is_none() => {
                    let negator = self.not_after(hit.words.end);
                    modal = Some(Governor {
                        words: hit.words.clone(),
                        part: Part::Modal,
                        sign: if negator.is_some() { -1 } else { 1 },
                        negator,
                    });
                }
                Part::Stance if hit.value.subject => {
                    let negator = self.negator(hit.words.start, at);
                    return Some(Governor {
                        words: hit.words.clone(),
                        part: Part::Stance,
                        sign: if negator.is_some() {
                            -hit.value.sign
                        } else {
                            hit.value.sign
                        },
                        negator,
                    });
                }
                _ => {}
            }
        }
        modal
    }
}
