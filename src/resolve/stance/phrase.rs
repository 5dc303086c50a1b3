//! The words around a target that belong to its name: "energy blackmail", "sanctions against Iran".
//!
//! Two positions on one topic need not be toward one thing; by these words they are told apart.

use super::Scene;
use crate::lexicon::Part;
use std::ops::Range;

/// So many words before and behind the target may belong to it.
const BESIDE: usize = 4;

impl Scene<'_, '_> {
    /// The phrase that a target stands in, with what a preposition adds to it.
    pub fn phrase(&self, target: &Range<usize>, sentence: &Range<usize>) -> Range<usize> {
        let start = self.start(target.start, sentence.start);
        let start = self.whole(start, sentence.start).unwrap_or(start);
        let mut end = self.run(target.end, sentence.end);
        if end < sentence.end && !self.apart(end) && is_link(self.words.folded(end)) {
            let mut from = end + 1;
            while from < sentence.end && matches!(self.words.folded(from), "the" | "a" | "an") {
                from += 1;
            }
            let to = self.run(from, sentence.end);
            if to > from && !(end + 1..=from).any(|at| self.apart(at)) {
                end = to;
            }
        }
        start..end
    }

    /// Where the words begin that stand before a noun and belong to it.
    fn start(&self, noun: usize, floor: usize) -> usize {
        let floor = floor.max(noun.saturating_sub(BESIDE));
        let mut start = noun;
        while start > floor && !self.apart(start) && self.is_part(start - 1) {
            start -= 1;
        }
        start
    }

    /// "the chairman of | the council", "the science of | climate change": where that begins of
    /// which a phrase is but a part.
    fn whole(&self, start: usize, floor: usize) -> Option<usize> {
        let mut of = start.checked_sub(1)?;
        if matches!(self.words.folded(of), "the" | "a" | "an" | "this") {
            of = of.checked_sub(1)?;
        }
        let joined = of > floor && !(of..=start).any(|at| self.apart(at));
        (joined && self.words.folded(of) == "of" && self.is_part(of - 1))
            .then(|| self.start(of, floor))
    }

    /// Where the words that go on with a phrase end.
    fn run(&self, from: usize, end: usize) -> usize {
        let end = end.min(from + BESIDE);
        (from..end)
            .find(|&at| at > 0 && self.apart(at) || !self.is_part(at) || self.is_said_of(at))
            .unwrap_or(end.max(from))
    }

    fn apart(&self, at: usize) -> bool {
        self.starts(at) || self.comma_before(at)
    }

    /// Whether a word may be part of a name: no word of grammar, and none that governs one.
    fn is_part(&self, at: usize) -> bool {
        let word = self.words.folded(at);
        let governs = self
            .expressions_in(at.saturating_sub(4)..at + 1)
            .any(|hit| {
                hit.words.contains(&at)
                    && !hit.value.adjective
                    && (hit.value.part == Part::Stance || hit.value.part.is_effect())
            });
        !(governs || is_grammar(word) || word.len() > 4 && word.ends_with("ly"))
    }

    /// Whether a word behind a target says something of it: "grew", "interferes".
    fn is_said_of(&self, at: usize) -> bool {
        let word = self.words.folded(at);
        word.len() > 4 && word.ends_with("ed")
            || self
                .expressions_starting(at)
                .any(|hit| hit.value.subject || hit.value.part == Part::Coming)
    }
}

/// Prepositions that add to a name whose or which it is.
pub(crate) fn is_link(word: &str) -> bool {
    matches!(
        word,
        "of" | "with"
            | "against"
            | "on"
            | "in"
            | "between"
            | "for"
            | "over"
            | "to"
            | "toward"
            | "towards"
    )
}

/// Verbs that help others, and their "not".
pub(super) fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "is" | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "being"
            | "am"
            | "has"
            | "have"
            | "had"
            | "do"
            | "does"
            | "did"
            | "will"
            | "would"
            | "shall"
            | "should"
            | "must"
            | "can"
            | "could"
            | "may"
            | "might"
            | "not"
    )
}

/// Words of grammar, which no name begins or ends with.
fn is_grammar(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "this"
            | "that"
            | "these"
            | "those"
            | "such"
            | "any"
            | "some"
            | "all"
            | "no"
            | "every"
            | "each"
            | "both"
            | "other"
            | "another"
            | "my"
            | "our"
            | "your"
            | "his"
            | "her"
            | "its"
            | "their"
            | "i"
            | "we"
            | "you"
            | "he"
            | "she"
            | "it"
            | "they"
            | "us"
            | "them"
            | "him"
            | "who"
            | "which"
            | "what"
            | "whom"
            | "whose"
            | "there"
            | "here"
            | "and"
            | "or"
            | "but"
            | "nor"
            | "than"
            | "as"
            | "if"
            | "when"
            | "while"
            | "because"
            | "from"
            | "by"
            | "at"
            | "about"
            | "into"
            | "through"
            | "during"
            | "after"
            | "before"
            | "under"
            | "without"
            | "within"
            | "among"
            | "amid"
            | "cannot"
            | "also"
            | "only"
            | "even"
            | "very"
            | "always"
            | "never"
            | "still"
            | "already"
            | "yet"
            | "now"
            | "today"
            | "again"
            | "then"
            | "so"
            | "too"
            | "just"
            | "more"
            | "most"
            | "less"
            | "ever"
    ) || is_link(word)
        || is_auxiliary(word)
}
