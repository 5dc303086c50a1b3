//! How a content points to something said before: "the issue", "these measures", "it".

use super::Targets;
use crate::resolve::stance::Frame;
use std::ops::Range;

/// How words point to something said before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pointer {
    /// "it", "this".
    Pronoun,
    /// "the issue", "these measures".
    Noun,
}

/// How plainly the content must point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// By a pronoun or a noun with "the" too.
    Any,
    /// By a noun with "this" or "these" alone.
    Near,
}

impl Targets<'_, '_> {
    /// How the content points to something said before: "it", "the issue", "this proposal".
    pub(super) fn points_back(&self, frame: &Frame, reach: Reach) -> Option<Pointer> {
        let total: usize = frame.sentences.iter().map(Range::len).sum();
        let mut pointer = None;
        for (place, at) in frame.sentences.iter().flat_map(Clone::clone).enumerate() {
            let next = self.words.folded(at + 1);
            let noun = is_pointer(next);
            let told = noun || is_told(next);
            match self.words.folded(at) {
                "this" | "these" | "such" if told => return Some(Pointer::Noun),
                // "to think that issues": no word with "that" before several points anywhere.
                "that" if told && !next.ends_with('s') => return Some(Pointer::Noun),
                _ if reach == Reach::Near => {}
                "the" | "his" | "her" | "their"
                    if noun && total <= 25 && !self.tells_its_own(at + 1) =>
                {
                    return Some(Pointer::Noun);
                }
                // What is quoted answers to its own words, not to those of the report.
                _ if frame.direct => {}
                "this" | "these" | "such" if !matches!(next, "year" | "week" | "month") => {
                    pointer = Some(Pointer::Pronoun);
                }
                "it" if self.is_empty(at) => {}
                "it" | "its" if place < 3 && total <= 25 => pointer = Some(Pointer::Pronoun),
                // Who can be solved or discussed is no person.
                "they" if place < 3 && total <= 25 && self.words.folded(at + 2) == "be" => {
                    pointer = Some(Pointer::Pronoun);
                }
                word if place > 0 && total <= 6 && is_proposal(word) => {
                    return Some(Pointer::Noun);
                }
                _ => {}
            }
        }
        pointer
    }

    /// "the situation with the pipes", "the issue of fish": what is meant follows the noun, unless
    /// that is but a place.
    fn tells_its_own(&self, noun: usize) -> bool {
        let at = noun + 1;
        self.words.words.get(at).is_some_and(|word| !word.starts)
            && matches!(
                self.words.folded(at),
                "of" | "with" | "about" | "on" | "around" | "regarding" | "concerning" | "between"
            )
    }

    /// "it is necessary to", "it was unlikely that": a subject that stands for nothing.
    fn is_empty(&self, it: usize) -> bool {
        let words = |range: Range<usize>| range.map(|at| self.words.folded(at));
        words(it + 1..it + 4).any(|word| {
            matches!(
                word,
                "is" | "was" | "be" | "been" | "remains" | "remained" | "became" | "becomes"
            )
        }) && words(it + 3..it + 7).any(|word| matches!(word, "to" | "that"))
    }
}

/// "the president's suggestion": what somebody is said to have put forward.
fn is_proposal(word: &str) -> bool {
    matches!(
        word,
        "suggestion" | "proposal" | "proposals" | "initiative" | "idea"
    )
}

fn is_pointer(word: &str) -> bool {
    matches!(
        word,
        "issue"
            | "issues"
            | "matter"
            | "matters"
            | "problem"
            | "problems"
            | "question"
            | "proposal"
            | "proposals"
            | "suggestion"
            | "initiative"
            | "idea"
            | "document"
            | "measures"
            | "measure"
            | "steps"
            | "step"
            | "decision"
            | "opinion"
            | "position"
            | "approach"
            | "plan"
            | "plans"
            | "situation"
            | "process"
            | "talks"
            | "agreement"
            | "deal"
            | "treaty"
            | "work"
            | "move"
            | "crisis"
            | "conflict"
            | "area"
            | "sphere"
            | "field"
    )
}

/// Nouns that point back with "this" alone: "the crimes of the past" are others.
fn is_told(word: &str) -> bool {
    matches!(
        word,
        "evil" | "crime" | "crimes" | "threat" | "threats" | "phenomenon" | "areas" | "spheres"
    )
}
