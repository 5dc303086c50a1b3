//! The agreements of a statement.

use super::Targets;
use crate::model::{Stance, TargetKind};
use crate::resolve::agreements::{By, Mention};
use crate::resolve::stance::{Frame, Nature};
use std::ops::Range;

impl Targets<'_, '_> {
    pub(super) fn agreement_stances(&self, frame: &Frame) -> Vec<Stance> {
        let mut names: Vec<(&str, Vec<Range<usize>>, By)> = Vec::new();
        for sentence in &frame.sentences {
            for mention in &self.mentions {
                if !sentence.contains(&mention.words.start) {
                    continue;
                }
                match names.iter_mut().find(|(name, ..)| *name == mention.name) {
                    Some(_) if matches!(mention.by, By::Deed | By::Undoing) => {}
                    Some((_, words, _)) => words.push(mention.words.clone()),
                    None => names.push((&mention.name, vec![mention.words.clone()], mention.by)),
                }
            }
        }
        if names.is_empty() {
            names.extend(
                self.it(frame)
                    .or_else(|| self.subject_of_statement(frame))
                    .or_else(|| self.named_in_front(frame)),
            );
        }
        names
            .into_iter()
            .map(|(name, words, by)| {
                let nature = match by {
                    By::Undoing => Nature::Undoing,
                    _ => Nature::Plain,
                };
                let from = format!("`{}` by {}", self.slice(&words[0]), by.name());
                self.stance(
                    frame,
                    name.to_string(),
                    TargetKind::Agreement,
                    &words,
                    nature,
                    from,
                )
            })
            .collect()
    }

    /// The agreements that a content names.
    pub(super) fn named<'f>(&'f self, frame: &'f Frame) -> impl Iterator<Item = &'f Mention> {
        self.mentions.iter().filter(|mention| {
            let own = |sentence: &Range<usize>| sentence.contains(&mention.words.start);
            frame.sentences.iter().any(own)
        })
    }

    /// "called it a success": the agreement that the sentence or the one before it named last.
    fn it(&self, frame: &Frame) -> Option<(&str, Vec<Range<usize>>, By)> {
        let first = frame.sentences.first()?;
        let at = first.start;
        let object = matches!(
            self.words.folded(at + 1),
            "a" | "an" | "the" | "as" | "one" | "not"
        );
        if self.words.folded(at) != "it" || !object {
            return None;
        }
        let from = self
            .earlier(at)
            .first()
            .map_or(self.sentence(at).start, |before| before.start);
        let named = self
            .mentions
            .iter()
            .rev()
            .find(|one| one.words.end <= at && one.words.start >= from)?;
        let pronoun = at..at + 1;
        Some((&named.name, vec![pronoun], By::Pronoun))
    }

    /// "Asked about the treaty, he said that ...".
    fn named_in_front(&self, frame: &Frame) -> Option<(&str, Vec<Range<usize>>, By)> {
        let front = self.fronted(frame)?;
        let named = self
            .mentions
            .iter()
            .find(|one| front.contains(&one.words.start))?;
        Some((&named.name, vec![named.words.clone()], named.by))
    }

    /// "In a statement about the treaty he said that ...": what the statement is said to be about.
    fn subject_of_statement(&self, frame: &Frame) -> Option<(&str, Vec<Range<usize>>, By)> {
        let at = frame.sentences.first()?.start;
        let sentence = self.sentence(at);
        let about = |one: &&Mention| {
            let mut start = one.words.start;
            if start > 0 && self.words.folded(start - 1) == "the" {
                start -= 1;
            }
            start >= sentence.start + 2
                && matches!(self.words.folded(start - 1), "about" | "on")
                && matches!(
                    self.words.folded(start - 2),
                    "statement" | "remarks" | "comment" | "comments" | "speech" | "address"
                )
        };
        let named = self
            .mentions
            .iter()
            .rev()
            .filter(|one| one.words.end <= at && one.words.start >= sentence.start)
            .find(about)?;
        Some((&named.name, vec![named.words.clone()], named.by))
    }
}
