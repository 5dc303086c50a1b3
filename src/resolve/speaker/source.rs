//! What an engine left out of a source, or cut off: the rest of a name, the pronoun behind a letter, the
//! subject of a verb that a sentence carries on with, who gave an order.

use super::super::{title, unsaid};
use super::{Resolver, Voice};
use crate::lexicon::Naming;
use crate::model::{Attribution, Basis};
use std::ops::Range;

/// So many names back at most somebody gave the orders that the text speaks of.
const BEFORE: usize = 60;

impl Resolver<'_> {
    /// "The ministry has been instructed": an order, which somebody gave.
    pub(super) fn is_order(&self, attribution: &Attribution) -> bool {
        let mut cue = attribution
            .cue
            .iter()
            .flat_map(|cue| self.text.tokens_in(*cue));
        cue.any(|at| unsaid::is_order(self.text.folded(at)))
    }

    /// Who gave orders last before a place: the person before a verb of signing or ordering.
    pub(super) fn commander(&self, at: usize) -> Option<Voice> {
        let mention = self.cast.before(at).take(BEFORE).find(|mention| {
            let end = mention.tokens.end;
            self.cast.is_person(mention.member)
                && (end..end + 2).any(|verb| is_decreeing(self.text.folded(verb)))
        })?;
        Some(self.member(mention.member, Basis::Parties))
    }

    /// "A telegram, which | said that", "the discussion also | touched upon": the subject that an engine
    /// left out.
    pub(super) fn left_out(&self, attribution: &Attribution) -> Option<Range<usize>> {
        let cue = self.text.tokens_in(*attribution.cue.first()?).start;
        let sentence = &self.text.sentences[self.text.sentence_of(cue)?].tokens;
        let last = (sentence.start..cue)
            .rev()
            .find(|&at| !matches!(self.text.folded(at), "also" | "then" | "further"))?;
        match self.text.folded(last) {
            "which" | "who" => Some(last..last + 1),
            "discussion" | "talks" | "conversation" | "meeting" | "negotiations"
            | "consultations" | "message" | "letter" | "telegram" => {
                let from = last.saturating_sub(3).max(sentence.start);
                let opens = |at: &usize| {
                    matches!(
                        self.text.folded(*at),
                        "the" | "this" | "their" | "his" | "her"
                    )
                };
                let from = (from..last).rev().find(opens)?;
                Some(from..last + 1)
            }
            _ => None,
        }
    }

    /// "They touched upon trade and | noted that": whose report the sentence carries on.
    pub(super) fn carried_on(&self, attribution: &Attribution) -> Vec<Voice> {
        let Some(cue) = attribution.cue.first() else {
            return Vec::new();
        };
        let cue = self.text.tokens_in(*cue).start;
        let joined = cue
            .checked_sub(1)
            .is_some_and(|and| matches!(self.text.folded(and), "and" | "also"));
        match self.past.last() {
            Some(past)
                if joined && self.text.sentence_of(past.at) == self.text.sentence_of(cue) =>
            {
                past.voices.clone()
            }
            _ => Vec::new(),
        }
    }

    /// A source with what is missing to a whole noun phrase: the rest of a name, a noun before the cue.
    pub(super) fn whole(&self, source: Range<usize>, attribution: &Attribution) -> Range<usize> {
        let Some(last) = source.end.checked_sub(1).filter(|_| !source.is_empty()) else {
            return source;
        };
        let mentions = &self.cast.mentions;
        let opened = mentions.partition_point(|mention| mention.tokens.start < source.end);
        let cut = mentions[..opened]
            .last()
            .filter(|mention| source.end < mention.tokens.end);
        if let Some(name) = cut {
            return source.start..name.tokens.end;
        }
        let open = matches!(
            self.text.folded(last),
            "the" | "a" | "an" | "of" | "and" | "their" | "his" | "her" | "its" | "bilateral"
        ) || self
            .names
            .longest(last)
            .is_some_and(|named| named.naming == Naming::Adjective && named.words == 1);
        let cue = attribution
            .cue
            .first()
            .map(|cue| self.text.tokens_in(*cue).start);
        match cue {
            Some(cue)
                if open
                    && (source.end + 1..=source.end + 4).contains(&cue)
                    && (source.end..cue).all(|at| self.text.tokens[at].is_word()) =>
            {
                source.start..cue
            }
            _ => source,
        }
    }

    /// "Noting this, Mr": where an engine stops at the form of address, the name behind it belongs to
    /// the source.
    pub(super) fn with_name(&self, source: Range<usize>) -> Range<usize> {
        let address = title::is_honorific(self.text.folded(source.end - 1));
        let name = self.cast.mentions.iter().find(|mention| {
            mention.tokens.start == source.end && self.cast.is_person(mention.member)
        });
        match name {
            Some(name) if address => source.start..name.tokens.end,
            _ => source,
        }
    }
}

/// What those do whose orders others get.
fn is_decreeing(verb: &str) -> bool {
    matches!(
        verb,
        "signed"
            | "approved"
            | "issued"
            | "instructed"
            | "ordered"
            | "endorsed"
            | "chaired"
            | "gave"
    )
}
