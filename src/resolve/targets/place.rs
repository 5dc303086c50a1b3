//! Where in a text to look for what a statement is about.

use super::Targets;
use crate::resolve::stance::Frame;
use crate::resolve::words::Words;
use crate::text::{Place, Text};
use std::ops::Range;

/// The words of the headline.
pub(super) fn headline(text: &Text<'_>, words: &Words<'_>) -> Option<Range<usize>> {
    text.paragraphs
        .iter()
        .find(|paragraph| paragraph.place == Place::Headline)
        .map(|paragraph| words.of_tokens(paragraph.tokens.clone()))
}

impl Targets<'_, '_> {
    /// The words of the sentence that holds a word.
    pub(super) fn sentence(&self, word: usize) -> Range<usize> {
        let token = self.words.token(word);
        self.text
            .sentence_of(token)
            .map(|at| self.words.of_tokens(self.text.sentences[at].tokens.clone()))
            .unwrap_or(word..word + 1)
    }

    /// The sentences before a word in its paragraph, the nearest first.
    pub(super) fn earlier(&self, word: usize) -> Vec<Range<usize>> {
        let token = self.words.token(word);
        let (Some(sentence), Some(paragraph)) =
            (self.text.sentence_of(token), self.text.paragraph_of(token))
        else {
            return Vec::new();
        };
        let first = self.text.paragraphs[paragraph].sentences.start;
        (first..sentence)
            .rev()
            .map(|at| self.words.of_tokens(self.text.sentences[at].tokens.clone()))
            .collect()
    }

    pub(super) fn headline(&self) -> Option<Range<usize>> {
        headline(self.text, self.words)
    }

    /// The last sentence of the paragraph before, for one that opens its own.
    pub(super) fn before_paragraph(
        &self,
        word: usize,
        earlier: &[Range<usize>],
    ) -> Option<Range<usize>> {
        if !earlier.is_empty() {
            return None;
        }
        let at = self.text.paragraph_of(self.words.token(word))?;
        let before = self.text.paragraphs.get(at.checked_sub(1)?)?;
        if before.place == Place::Headline {
            return None;
        }
        let last = before.sentences.clone().next_back()?;
        Some(
            self.words
                .of_tokens(self.text.sentences[last].tokens.clone()),
        )
    }

    /// What a sentence says to begin with that its statement is about: "Concerning relations with
    /// the United States, he said that ...".
    pub(super) fn fronted(&self, frame: &Frame) -> Option<Range<usize>> {
        let at = frame.sentences.first()?.start;
        let sentence = self.sentence(at);
        let word = |place: usize| self.words.folded(sentence.start + place);
        let subject = match word(0) {
            "concerning" | "regarding" | "discussing" | "touching" | "addressing" => 1,
            "as" => match word(1) {
                "for" | "to" | "regards" => 2,
                _ => return None,
            },
            "in" | "when" | "while" => match word(1) {
                "discussing" => 2,
                _ => return None,
            },
            "with" => match word(1) {
                "regard" | "respect" => 3,
                _ => return None,
            },
            "turning" => 2,
            "asked" | "commenting" | "speaking" | "questioned" => match word(1) {
                "about" | "on" | "of" => 2,
                _ => return None,
            },
            "on" if self.words.folded(sentence.start + 1) == "the"
                && matches!(
                    word(2),
                    "subject" | "issue" | "topic" | "question" | "situation"
                ) =>
            {
                3
            }
            _ => return None,
        };
        let from = sentence.start + subject;
        let to = frame
            .source
            .iter()
            .map(|source| source.start)
            .chain(frame.cue.iter().map(|cue| cue.start))
            .chain([at])
            .filter(|&place| place > from)
            .min()?;
        (from < to).then_some(from..to)
    }

    /// The sentence of the content without the words for who speaks: what somebody is the head
    /// of is not what is meant.
    pub(super) fn beside_source(&self, frame: &Frame) -> Vec<Range<usize>> {
        let Some(first) = frame.sentences.first() else {
            return Vec::new();
        };
        let sentence = self.sentence(first.start);
        let Some(source) = frame
            .source
            .clone()
            .filter(|source| sentence.contains(&source.start))
        else {
            return vec![sentence];
        };
        let next = frame
            .cue
            .iter()
            .map(|cue| cue.start)
            .chain([first.start])
            .filter(|&at| at >= source.end)
            .min()
            // Farther off there are more than titles between a source and its verb.
            .map(|at| if at - source.end > 10 { source.end } else { at });
        let after = next.unwrap_or(sentence.end).min(sentence.end);
        vec![sentence.start..source.start, after..sentence.end]
    }
}
