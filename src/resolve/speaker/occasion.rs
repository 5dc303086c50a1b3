//! "The talks focused on", "which": words in the place of a speaker that name nobody.

use super::{Resolver, Voice};
use crate::model::Basis;
use std::ops::Range;

/// So many tokens at most a source has that is an occasion and no body: "their bilateral talks",
/// but not "the conference of heads of mission".
const SHORT: usize = 4;

/// An office before "who" has so many words at most: "the new Foreign Minister of Norway".
const OFFICE: usize = 7;

impl Resolver<'_> {
    /// An occasion speaks for the parties of the talk, a relative pronoun for what stands before
    /// it. Where the text does not tell who that is, nobody is named: an empty list.
    pub(super) fn of_occasion(&self, source: &Range<usize>) -> Option<Vec<Voice>> {
        let head = source.end - 1;
        let word = self.text.folded(head);
        if source.len() == 1 && matches!(word, "which" | "that" | "who") {
            return Some(self.antecedent(source.start));
        }
        let named = source
            .clone()
            .skip(1)
            .any(|at| self.text.tokens[at].capital);
        if named || source.len() > SHORT {
            return None;
        }
        match word {
            "talk" | "talks" | "conversation" | "conversations" | "discussion" | "discussions"
            | "negotiations" | "consultations" | "call" | "agenda" => Some(self.of_parties()),
            // Many take part in these; who holds them is one.
            "exercises" => Some(Vec::new()),
            _ if is_meeting(word) => Some(self.of_meeting()),
            _ => None,
        }
    }

    /// The parties of the talk, else who holds the meeting.
    pub(super) fn of_meeting(&self) -> Vec<Voice> {
        let chair = || {
            let chair = self.parties.chair?;
            Some(self.member(chair, Basis::Parties))
        };
        match self.parties.is_empty() {
            true => chair().into_iter().collect(),
            false => self.of_parties(),
        }
    }

    /// The body or state directly before "which", the person before "who"; else the office that
    /// stands there, or the document, which speaks for whoever sent it.
    fn antecedent(&self, which: usize) -> Vec<Voice> {
        let comma = usize::from(which > 0 && self.text.word(which - 1) == ",");
        let end = which - comma.min(which);
        let who = self.text.folded(which) == "who";
        let named = self
            .cast
            .before(which)
            .take(1)
            .filter(|mention| mention.tokens.end == end)
            .find(|mention| self.cast.is_person(mention.member) == who)
            .map(|mention| self.member(mention.member, Basis::Pronoun));
        let before = self.text.folded(end.saturating_sub(1));
        if named.is_none() && is_meeting(before) {
            return self.of_meeting();
        }
        named
            .or_else(|| match who {
                true => self.office_before(end),
                false => self.sender(end),
            })
            .into_iter()
            .collect()
    }

    /// "the French president, who": the role that ends there.
    fn office_before(&self, end: usize) -> Option<Voice> {
        let floor = self.sentence_start(end).max(end.saturating_sub(OFFICE));
        let the = (floor..end)
            .rev()
            .find(|&at| matches!(self.text.folded(at), "the" | "his" | "her" | "their"))?;
        let voice = self.of_role(&(the..end))?;
        Some(pronoun(voice))
    }

    /// "sent a telegram to Macron, which": a person is no "which", so that it takes up the
    /// document, whose sender the sentence names before it.
    fn sender(&self, end: usize) -> Option<Voice> {
        let start = self.sentence_start(end);
        let document = (start..end)
            .rev()
            .find(|&at| is_sent(self.text.folded(at)))?;
        let between = document + 1..end;
        let to_person = self
            .cast
            .within(between.clone())
            .last()
            .is_some_and(|one| one.tokens.end == end && self.cast.is_person(one.member));
        if !to_person && !between.is_empty() {
            return None;
        }
        let mut before = self.cast.within(start..document);
        let sender = before.find(|mention| {
            let preposition = mention
                .tokens
                .start
                .checked_sub(1)
                .filter(|&at| at >= start);
            preposition.is_none_or(|at| {
                !matches!(self.text.folded(at), "to" | "of" | "with" | "from" | "in")
            })
        })?;
        Some(self.member(sender.member, Basis::Document))
    }

    fn sentence_start(&self, at: usize) -> usize {
        self.text
            .sentence_of(at.saturating_sub(1))
            .map_or(at, |sentence| self.text.sentences[sentence].tokens.start)
    }
}

fn is_meeting(word: &str) -> bool {
    matches!(word, "meeting" | "meetings" | "conference" | "session")
}

fn pronoun(mut voice: Voice) -> Voice {
    if voice.speaker.basis != Basis::Description {
        voice.speaker.basis = Basis::Pronoun;
    }
    voice
}

/// Documents that somebody sends.
fn is_sent(word: &str) -> bool {
    matches!(
        word,
        "telegram"
            | "telegrams"
            | "letter"
            | "message"
            | "messages"
            | "greeting"
            | "greetings"
            | "condolences"
            | "note"
    )
}
