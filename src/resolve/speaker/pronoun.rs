//! he, she, they, it: who spoke last, else who the sentence before was about.

use super::{Resolver, Voice};
use crate::model::{ActorKind, Basis, Gender};
use std::ops::Range;

impl Resolver<'_> {
    pub(super) fn of_pronoun(&self, source: &Range<usize>) -> Option<Vec<Voice>> {
        if source.len() > 2 {
            return None;
        }
        let at = source.start;
        match self.text.folded(at) {
            "he" | "him" => self.single(at, Gender::Male),
            // "His conversations concerned": an engine may leave the noun to the report.
            "his" if source.len() == 1 => self.single(at, Gender::Male),
            "she" | "her" if source.len() == 1 => self.single(at, Gender::Female),
            "they" | "both" | "them" | "their" if source.len() == 1 => Some(self.plural(at)),
            "its" if source.len() == 1 => self.thing(at),
            "it" => self.thing(at),
            _ => None,
        }
    }

    pub(super) fn single(&self, at: usize, gender: Gender) -> Option<Vec<Voice>> {
        if let Some(member) = self.subject_before(at, gender) {
            return Some(vec![self.member(member, Basis::Pronoun)]);
        }
        if let Some(voice) = self.open_before(gender) {
            return Some(vec![voice]);
        }
        let member = self
            .speaker_before(at, gender)
            .or_else(|| self.nearest(at, gender))?;
        Some(vec![self.member(member, Basis::Pronoun)])
    }

    /// Who spoke last, where that is open among people of that gender: the pronoun is as open.
    fn open_before(&self, gender: Gender) -> Option<Voice> {
        let past = self.last_voices(|voices| {
            matches!(voices, [only] if !only.speaker.candidates.is_empty()
                || only.member.is_some_and(|member| self.fits(member, gender)))
        })?;
        let voice = past.voices.first()?;
        let candidates = voice.speaker.candidates.iter();
        let fit = candidates.clone().any(|name| {
            let mut members = self.cast.members.iter();
            members.any(|card| card.name == *name && card.gender.is_none_or(|of| of == gender))
        });
        fit.then(|| voice.clone())
    }

    fn fits(&self, member: usize, gender: Gender) -> bool {
        let member = &self.cast.members[member];
        member.kind == ActorKind::Person && member.gender.is_none_or(|known| known == gender)
    }

    /// The person who is the subject of this sentence before the pronoun, or of the sentence
    /// before it in the paragraph: named first, and not as a complement. A statement of one
    /// person in that sentence weighs more than its subject.
    fn subject_before(&self, at: usize, gender: Gender) -> Option<usize> {
        let sentence = self.text.sentence_of(at)?;
        let paragraph = self.text.paragraph_of(at)?;
        let own = self.text.sentences[sentence].tokens.start..at;
        if let Some(member) = self
            .said_in(&own, gender)
            .or_else(|| self.first_in(&own, gender))
        {
            return Some(member);
        }
        let mut earlier = sentence;
        while earlier > 0 {
            earlier -= 1;
            let before = &self.text.sentences[earlier];
            if before.paragraph != paragraph {
                return None;
            }
            let tokens = before.tokens.clone();
            if let Some(member) = self
                .said_in(&tokens, gender)
                .or_else(|| self.first_in(&tokens, gender))
            {
                return Some(member);
            }
        }
        None
    }

    fn said_in(&self, tokens: &Range<usize>, gender: Gender) -> Option<usize> {
        self.past
            .iter()
            .rev()
            .filter(|past| tokens.contains(&past.at))
            .find_map(|past| match past.voices.as_slice() {
                [only] => only.member.filter(|&member| self.fits(member, gender)),
                _ => None,
            })
    }

    fn first_in(&self, tokens: &Range<usize>, gender: Gender) -> Option<usize> {
        self.cast
            .within(tokens.clone())
            .filter(|mention| self.text.tokens[mention.tokens.start].quotation.is_none())
            .filter(|mention| self.fits(mention.member, gender))
            .find(|mention| {
                let before = mention.tokens.start.checked_sub(1);
                let complement = before.is_some_and(|at| {
                    at >= tokens.start
                        && matches!(
                            self.text.folded(at),
                            "of" | "with"
                                | "to"
                                | "by"
                                | "for"
                                | "from"
                                | "between"
                                | "counterpart"
                        )
                });
                !complement && !self.is_possessive(mention.tokens.end - 1, tokens.end)
            })
            .map(|mention| mention.member)
    }

    /// Who spoke last, alone.
    fn speaker_before(&self, _at: usize, gender: Gender) -> Option<usize> {
        let past = self.last_voices(|voices| {
            matches!(voices, [only] if only.member.is_some_and(|member| self.fits(member, gender)))
        })?;
        past.voices[0].member
    }

    fn nearest(&self, at: usize, gender: Gender) -> Option<usize> {
        self.cast
            .before(at)
            .find(|mention| self.fits(mention.member, gender))
            .map(|mention| mention.member)
    }

    /// they: those who spoke together last, else the parties when the talk is still theirs, else
    /// the body that spoke last. Behind the words of one person alone "they" is somebody else
    /// beside that person, and stays open.
    fn plural(&self, at: usize) -> Vec<Voice> {
        let joint = self
            .past
            .iter()
            .rev()
            .take(3)
            .find(|past| past.voices.len() >= 2)
            .map(|past| past.voices.clone());
        let mut voices = joint.unwrap_or_else(|| {
            if self.parties_hold(at) {
                self.of_parties()
            } else {
                Vec::new()
            }
        });
        if voices.is_empty() {
            let past = self.past.last().into_iter();
            voices = past
                .flat_map(|past| &past.voices)
                .filter(|voice| voice.speaker.kind != ActorKind::Person)
                .cloned()
                .collect();
        }
        for voice in &mut voices {
            voice.speaker.basis = Basis::Pronoun;
        }
        voices
    }

    /// Whether nobody but the parties has spoken in this paragraph.
    fn parties_hold(&self, at: usize) -> bool {
        let paragraph = self.text.paragraph_of(at);
        self.past
            .iter()
            .rev()
            .take_while(|past| Some(past.paragraph) == paragraph)
            .flat_map(|past| &past.voices)
            .filter_map(|voice| voice.member)
            .all(|member| self.parties.members.contains(&member) || !self.cast.is_person(member))
    }

    /// it: the body or state that spoke last, or that opens the sentence before.
    fn thing(&self, at: usize) -> Option<Vec<Voice>> {
        let past = self.last_voices(
            |voices| matches!(voices, [only] if only.speaker.kind != ActorKind::Person),
        );
        if let Some(past) = past
            && at.saturating_sub(past.at) < 120
        {
            let mut voices = past.voices.clone();
            voices[0].speaker.basis = Basis::Pronoun;
            return Some(voices);
        }
        let mention = self
            .cast
            .before(at)
            .take(4)
            .find(|mention| !self.cast.is_person(mention.member))?;
        Some(vec![self.member(mention.member, Basis::Pronoun)])
    }
}
