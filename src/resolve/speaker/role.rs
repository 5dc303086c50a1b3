//! "the US President", "the Russian leader", "his American counterpart", "the President".

use super::super::title::{self, Title};
use super::{Resolver, Voice};
use crate::lexicon::ActorId;
use crate::model::{ActorKind, Basis};
use std::ops::Range;

impl Resolver<'_> {
    pub(super) fn of_role(&self, phrase: &Range<usize>) -> Option<Voice> {
        if let Some(voice) = self.of_counterpart(phrase) {
            return Some(voice);
        }
        let Some(asked) = title::role(self.text, self.names, phrase.clone()) else {
            return self.of_rank(phrase);
        };
        let mut candidates: Vec<usize> = (0..self.cast.members.len())
            .filter(|&member| self.cast.is_person(member))
            .filter(|&member| {
                self.cast.members[member]
                    .titles
                    .iter()
                    .any(|title| title.answers(&asked))
            })
            .collect();
        if candidates.is_empty() {
            // A title without an owner, when the lexicon does not say that it is another's.
            candidates = (0..self.cast.members.len())
                .filter(|&member| {
                    let card = &self.cast.members[member];
                    card.kind == ActorKind::Person
                        && !card.known
                        && card
                            .titles
                            .iter()
                            .any(|title| title.actor.is_none() && title.same_office(&asked))
                })
                .collect();
        }
        if candidates.is_empty() {
            candidates = (0..self.cast.members.len())
                .filter(|&member| self.held(member, &asked))
                .collect();
            if let [only] = candidates[..] {
                return Some(self.member(only, Basis::Office));
            }
        }
        match candidates[..] {
            [] => self.of_office(phrase, &asked),
            [only] => Some(self.member(only, Basis::Role)),
            _ => {
                // The office held on the article's date tells two titles apart.
                let holding: Vec<usize> = candidates
                    .iter()
                    .copied()
                    .filter(|&member| self.date.is_some() && self.held(member, &asked))
                    .collect();
                if let [only] = holding[..] {
                    return Some(self.member(only, Basis::Office));
                }
                Some(self.member(self.principal(phrase.start, &candidates), Basis::Role))
            }
        }
    }

    /// "the minister", "the spokeswoman": the last word of the title of one person alone.
    fn of_rank(&self, phrase: &Range<usize>) -> Option<Voice> {
        let [the, rank] = [phrase.start, phrase.start + 1];
        if phrase.len() != 2 || self.text.folded(the) != "the" {
            return None;
        }
        let rank = self.text.folded(rank);
        let mut ranked = (0..self.cast.members.len()).filter(|&member| {
            self.cast.is_person(member)
                && self.cast.members[member]
                    .titles
                    .iter()
                    .any(|title| title.words.rsplit(' ').next() == Some(rank))
        });
        match (ranked.next(), ranked.next()) {
            (Some(only), None) => Some(self.member(only, Basis::Role)),
            (Some(_), Some(_)) => None,
            (None, _) => self.ranked_before(the, rank),
        }
    }

    /// The nearest person before whose name the text has that word: "Minister of Economic
    /// Development and Trade German Gref".
    fn ranked_before(&self, at: usize, rank: &str) -> Option<Voice> {
        let mention = self
            .cast
            .before(at)
            .filter(|mention| self.cast.is_person(mention.member))
            .find(|mention| {
                let name = mention.tokens.start;
                (name.saturating_sub(10)..name).any(|before| {
                    self.text.folded(before) == rank
                        && self.text.sentence_of(before) == self.text.sentence_of(name)
                })
            })?;
        Some(self.member(mention.member, Basis::Role))
    }

    /// Among several who hold such an office: the one who spoke last in this paragraph, else
    /// the one whom the article names first.
    fn principal(&self, at: usize, candidates: &[usize]) -> usize {
        let paragraph = self.text.paragraph_of(at);
        let spoke = self
            .past
            .iter()
            .rev()
            .find_map(|past| match past.voices.as_slice() {
                [only] if Some(past.paragraph) == paragraph => {
                    only.member.filter(|member| candidates.contains(member))
                }
                _ => None,
            });
        let named = || {
            self.cast
                .mentions
                .iter()
                .find(|mention| {
                    candidates.contains(&mention.member) && !self.headline(mention.tokens.start)
                })
                .map(|mention| mention.member)
        };
        spoke.or_else(named).unwrap_or(candidates[0])
    }

    fn headline(&self, at: usize) -> bool {
        self.text.paragraph_of(at).is_some_and(|number| {
            self.text.paragraphs[number].place == crate::text::Place::Headline
        })
    }

    /// Whether a member of the cast held the office: on the article's date, or at any time when
    /// the date is unknown.
    fn held(&self, member: usize, asked: &Title) -> bool {
        let card = &self.cast.members[member];
        card.known
            && !asked.former
            && self
                .names
                .held(&card.name, &asked.titles, asked.actor, self.date)
    }

    /// Somebody whom the text does not name, by the office and the date.
    fn of_office(&self, phrase: &Range<usize>, asked: &Title) -> Option<Voice> {
        let (Some(actor), Some(date)) = (asked.actor, self.date) else {
            return Some(self.description(phrase.clone(), Vec::new()));
        };
        if asked.former {
            return Some(self.description(phrase.clone(), Vec::new()));
        }
        let holders = self.names.holders(&asked.titles, actor, date);
        match holders[..] {
            [only] => {
                let mut voice = self.actor(only, ActorKind::Person, Basis::Office);
                voice.speaker.role = self.names.role_on(only, date);
                Some(voice)
            }
            _ => {
                let candidates = holders.iter().map(|name| name.to_string()).collect();
                Some(self.description(phrase.clone(), candidates))
            }
        }
    }

    /// "his US counterpart": whoever of the cast holds an office of that state.
    fn of_counterpart(&self, phrase: &Range<usize>) -> Option<Voice> {
        let last = phrase.end.checked_sub(1)?;
        if !matches!(
            self.text.folded(last),
            "counterpart" | "colleague" | "interlocutor"
        ) {
            return None;
        }
        let state = phrase
            .clone()
            .find_map(|at| self.names.longest(at))
            .map(|named| named.actor);
        let member = match state {
            Some(state) => self.of_state(state)?,
            None => {
                let last = self.past.last()?.voices.first()?.member;
                *self.parties.iter().find(|&&member| Some(member) != last)?
            }
        };
        Some(self.member(member, Basis::Role))
    }

    /// The first person of the cast who holds an office of a state or body.
    pub(super) fn of_state(&self, state: ActorId) -> Option<usize> {
        (0..self.cast.members.len()).find(|&member| {
            self.cast.is_person(member)
                && self.cast.members[member]
                    .titles
                    .iter()
                    .any(|title| title.actor == Some(state) && !title.former)
        })
    }
}
