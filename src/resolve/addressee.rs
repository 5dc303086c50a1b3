//! To whom a statement is addressed: who is told, who gets the letter, who else takes turns.

use super::cast::{Cast, Mention};
use super::letter::{REACH, is_letter, is_sending};
use crate::attribute::transcript;
use crate::model::{ActorKind, Attribution};
use crate::text::Text;
use std::ops::Range;

/// Finds the addressees of one article's statements.
pub(super) struct Addressees<'a> {
    text: &'a Text<'a>,
    cast: &'a Cast,
    /// The two who take turns, where only two do.
    two: Option<[usize; 2]>,
}

impl<'a> Addressees<'a> {
    /// Reads who takes turns.
    pub(super) fn read<'t>(
        text: &'a Text<'a>,
        cast: &'a Cast,
        attributions: impl Iterator<Item = &'t Attribution>,
    ) -> Addressees<'a> {
        let mut turns: Vec<usize> = attributions
            .filter(|one| is_turn(one))
            .filter_map(|one| speaker(text, cast, one))
            .collect();
        turns.sort_unstable();
        turns.dedup();
        Addressees {
            text,
            cast,
            two: turns.try_into().ok(),
        }
    }

    /// The member of the cast to whom an attribution is addressed.
    pub(super) fn of(&self, attribution: &Attribution) -> Option<usize> {
        if is_turn(attribution) {
            return self.other(attribution);
        }
        self.told(attribution)
            .or_else(|| self.recipient(attribution))
    }

    /// Whom "you" means in the words of an attribution, where the text tells it surely.
    pub(super) fn you(&self, attribution: &Attribution) -> Option<usize> {
        if is_turn(attribution) {
            self.other(attribution)
        } else {
            self.recipient(attribution)
        }
    }

    fn other(&self, turn: &Attribution) -> Option<usize> {
        let speaker = speaker(self.text, self.cast, turn)?;
        let [one, two] = self.two?;
        Some(if speaker == one { two } else { one })
    }

    /// The person or body that stands between the cue and the content: "told Biden that".
    fn told(&self, attribution: &Attribution) -> Option<usize> {
        let cue = attribution.cue.last()?;
        let content = attribution.content.first()?;
        let source = attribution.source.first();
        if content.start < cue.end {
            return None;
        }
        let from = self.text.tokens_in(*cue).end;
        let to = self.text.tokens_in(*content).start;
        if to.saturating_sub(from) > 12
            || source.is_some_and(|source| source.start > cue.end && source.start < content.start)
        {
            return None;
        }
        self.person(from..to)
    }

    /// Who gets the letter whose words are given: "congratulated Yury Norshteyn", "sent a message to
    /// the Night Hockey League".
    fn recipient(&self, attribution: &Attribution) -> Option<usize> {
        let source = self.text.tokens_in(*attribution.source.first()?);
        let head = source.clone().find(|&at| is_letter(self.text.folded(at)))?;
        if let Some(member) = self.addressed(head + 1..source.end) {
            return Some(member);
        }
        let last = self.text.sentence_of(source.start)?;
        (last.saturating_sub(REACH)..=last)
            .rev()
            .find_map(|number| {
                let tokens = self.text.sentences[number].tokens.clone();
                let verb = tokens
                    .clone()
                    .find(|&at| is_sending(self.text.folded(at)))?;
                self.addressed(verb + 1..tokens.end.min(source.start).max(verb + 1))
            })
    }

    /// The first person of some words, else the first body.
    fn addressed(&self, words: Range<usize>) -> Option<usize> {
        self.person(words.clone()).or_else(|| {
            let body = |mention: &&Mention| {
                let kind = self.cast.members[mention.member].kind;
                matches!(kind, ActorKind::Organisation | ActorKind::Body)
            };
            let mention = self.cast.within(words).find(body)?;
            Some(mention.member)
        })
    }

    fn person(&self, words: Range<usize>) -> Option<usize> {
        let mention = self
            .cast
            .within(words)
            .find(|mention| self.cast.is_person(mention.member))?;
        Some(mention.member)
    }
}

fn is_turn(attribution: &Attribution) -> bool {
    attribution.rule == transcript::RULE
}

/// The last person named before the colon.
fn speaker(text: &Text<'_>, cast: &Cast, turn: &Attribution) -> Option<usize> {
    let label = text.tokens_in(*turn.source.first()?);
    let named = cast
        .within(label)
        .filter(|mention| cast.is_person(mention.member));
    Some(named.last()?.member)
}
