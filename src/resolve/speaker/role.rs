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
        // "The President" is no director, although both lead something.
        let exact = |member: &usize| {
            let titles = &self.cast.members[*member].titles;
            titles.iter().any(|title| title.words == asked.words)
        };
        if asked.actor.is_none() && !candidates.iter().any(exact) {
            let mut members = 0..self.cast.members.len();
            if members.any(|member| self.held(member, &asked)) {
                candidates.clear();
            }
        }
        // "The President", where one who met or whom the text is about holds that office, and another
        // has it before the name.
        if asked.actor.is_none() && !asked.former && !candidates.is_empty() {
            let parties = self.parties.members.iter().copied();
            let more: Vec<usize> = parties
                .chain(self.first_named())
                .filter(|member| !candidates.contains(member) && self.held(*member, &asked))
                .collect();
            candidates.extend(more);
        }
        if asked.former
            && let Some(day) = self.date
        {
            let left: Vec<usize> = (0..self.cast.members.len())
                .filter(|&member| {
                    let card = &self.cast.members[member];
                    card.known
                        && self
                            .names
                            .held(&card.name, &asked.titles, asked.actor, None)
                        && !self
                            .names
                            .held(&card.name, &asked.titles, asked.actor, Some(day))
                })
                .collect();
            if let [only] = left[..] {
                return Some(self.member(only, Basis::Office));
            }
        }
        if candidates.is_empty() {
            candidates = (0..self.cast.members.len())
                .filter(|&member| self.held(member, &asked))
                .collect();
            if let [only] = candidates[..] {
                return Some(self.member(only, Basis::Office));
            }
        }
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

    /// "the minister", "the Vice Premier": words that stand in the title of one person alone, or
    /// before whose name they stood.
    fn of_rank(&self, phrase: &Range<usize>) -> Option<Voice> {
        if self.text.folded(phrase.start) != "the" {
            return None;
        }
        // "the Russian minister": the owner narrows the choice.
        let owner = self.names.longest(phrase.start + 1);
        let skip = owner.map_or(0, |named| named.words);
        let rank = phrase.start + 1 + skip..phrase.end;
        if !(1..=3).contains(&rank.len()) {
            return None;
        }
        let last = self.text.folded(rank.end - 1);
        let mut ranked = (0..self.cast.members.len()).filter(|&member| {
            rank.len() == 1
                && self.cast.is_person(member)
                && self.cast.members[member].titles.iter().any(|title| {
                    title.words.rsplit(' ').next() == Some(last)
                        && owner.is_none_or(|named| title.actor == Some(named.actor))
                })
        });
        match (ranked.next(), ranked.next()) {
            (Some(only), None) => Some(self.member(only, Basis::Role)),
            (Some(_), Some(_)) => None,
            (None, _) if owner.is_none() => self.ranked_before(rank),
            (None, _) => None,
        }
    }

    /// The nearest person whose name these words open: "Minister of Economic Development and Trade
    /// German Gref". They must name a person: a poll or an advert is nobody who stands near it.
    fn ranked_before(&self, rank: Range<usize>) -> Option<Voice> {
        if !is_office(self.text.folded(rank.end - 1)) {
            return None;
        }
        let words: Vec<&str> = rank.clone().map(|at| self.text.folded(at)).collect();
        let mention = self
            .cast
            .before(rank.start)
            .filter(|mention| self.cast.is_person(mention.member))
            .find(|mention| {
                let name = mention.tokens.start;
                (name.saturating_sub(10)..=name.saturating_sub(words.len())).any(|before| {
                    self.text.sentence_of(before) == self.text.sentence_of(name)
                        && (before..before + words.len())
                            .map(|at| self.text.folded(at))
                            .eq(words.iter().copied())
                        && (before + words.len()..name).all(|at| self.names_the_office(at))
                })
            })?;
        Some(self.member(mention.member, Basis::Role))
    }

    /// Whether a word can stand between an office and the name of who holds it.
    fn names_the_office(&self, at: usize) -> bool {
        self.text.tokens[at].capital
            || matches!(self.text.folded(at), "of" | "for" | "and" | "the" | "to")
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

    /// The person whom the text names first below the headline.
    fn first_named(&self) -> Option<usize> {
        let mut mentions = self.cast.mentions.iter();
        mentions
            .find(|one| !self.headline(one.tokens.start) && self.cast.is_surely_person(one.member))
            .map(|one| one.member)
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
        // "The President" on the pages of a state's president.
        let (Some(actor), Some(date)) = (asked.actor.or(self.home), self.date) else {
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
                *self
                    .parties
                    .members
                    .iter()
                    .find(|&&member| Some(member) != last)?
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

/// Nouns for who holds an office or follows a calling.
fn is_office(noun: &str) -> bool {
    matches!(
        noun,
        "minister"
            | "premier"
            | "president"
            | "chancellor"
            | "leader"
            | "secretary"
            | "deputy"
            | "governor"
            | "mayor"
            | "senator"
            | "congressman"
            | "congresswoman"
            | "lawmaker"
            | "legislator"
            | "representative"
            | "commissioner"
            | "ambassador"
            | "envoy"
            | "diplomat"
            | "negotiator"
            | "aide"
            | "adviser"
            | "advisor"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "official"
            | "officer"
            | "chief"
            | "head"
            | "director"
            | "chairman"
            | "chairwoman"
            | "chairperson"
            | "chair"
            | "speaker"
            | "commander"
            | "general"
            | "admiral"
            | "colonel"
            | "judge"
            | "prosecutor"
            | "attorney"
            | "lawyer"
            | "analyst"
            | "professor"
            | "economist"
            | "historian"
            | "expert"
            | "strategist"
            | "activist"
            | "candidate"
            | "nominee"
            | "founder"
            | "manager"
            | "author"
            | "columnist"
            | "journalist"
            | "editor"
            | "scientist"
            | "researcher"
            | "doctor"
            | "king"
            | "queen"
            | "prince"
            | "princess"
            | "emir"
            | "sultan"
            | "pope"
            | "patriarch"
            | "bishop"
            | "rabbi"
            | "imam"
    )
}
