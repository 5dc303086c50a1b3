//! "The joint statement by the two leaders": a document speaks for its issuers.

use super::super::letter::{REACH, is_letter, is_sending};
use super::{Resolver, Voice};
use crate::model::{ActorKind, Basis, Gender};
use std::ops::Range;

impl Resolver<'_> {
    pub(super) fn of_document(&self, source: &Range<usize>) -> Option<Vec<Voice>> {
        let source = &self.letter_meant(source);
        if let Some(signer) = self.of_decree(source) {
            return Some(as_document(vec![signer]));
        }
        let head = self.before_comma(source.clone()).find(|&at| {
            is_document(self.text.folded(at))
                && !self.cast.within(source.clone()).any(|mention| {
                    mention.tokens.contains(&at) && self.cast.is_person(mention.member)
                })
        })?;
        let by = (head + 1..source.end)
            .find(|&at| matches!(self.text.folded(at), "by" | "of" | "from"))
            .map(|at| at + 1..self.clause_end(at + 1, source.end))
            .filter(|issuer| !issuer.is_empty());
        if let Some(issuer) = by {
            let voices = self.of_source(issuer);
            if voices
                .iter()
                .all(|voice| voice.speaker.basis != Basis::Description)
            {
                return Some(as_document(voices));
            }
        }
        // "Putin's statement", "the ministry's report".
        let owner = source.start..head;
        let possessive = owner.clone().rev().find(|&at| {
            self.text.folded(at).ends_with("'s") || matches!(self.text.word(at), "’" | "'")
        });
        if let Some(end) = possessive {
            let voices = self.of_owner(owner.start..end + 1);
            if !voices.is_empty() {
                return Some(as_document(voices));
            }
        }
        // "The Russian statement".
        if let Some(named) = owner
            .clone()
            .find_map(|at| self.names.longest(at))
            .filter(|_| by_itself(self.text.folded(head)))
        {
            let entry = self.names.entry(named.actor);
            return Some(vec![self.actor(entry.name, entry.kind, Basis::Document)]);
        }
        let joint = source.clone().any(|at| {
            matches!(
                self.text.folded(at),
                "joint" | "final" | "communique" | "communiqué"
            )
        });
        if joint && self.parties.len() >= 2 {
            return Some(as_document(self.of_parties()));
        }
        // "His message": the pronoun tells.
        if matches!(self.text.folded(source.start), "his" | "her") && head == source.start + 1 {
            let pronoun = if self.text.folded(source.start) == "his" {
                Gender::Male
            } else {
                Gender::Female
            };
            if let Some(voices) = self.single(source.start, pronoun) {
                return Some(as_document(voices));
            }
        }
        if self.text.folded(source.start) == "their" && self.parties.len() >= 2 {
            return Some(as_document(self.of_parties()));
        }
        // "The letter" has one author: who sent it, else who spoke alone last. Whom it is sent to is
        // no author, however often the text names him.
        if is_letter(self.text.folded(head)) && head == source.end - 1 {
            let spoke = || {
                let past = self.last_voices(|voices| {
                    matches!(voices, [only] if only.member.is_some_and(|member| self.cast.is_person(member)))
                })?;
                Some(self.member(past.voices[0].member?, Basis::Document))
            };
            if let Some(author) = self.writer(source.start).or_else(spoke) {
                return Some(as_document(vec![author]));
            }
        }
        // "The statement" takes up a document that spoke before.
        let before = self.last_voices(|voices| {
            voices
                .first()
                .is_some_and(|voice| voice.speaker.basis == Basis::Document)
        });
        match before {
            Some(past) => Some(past.voices.clone()),
            None if self.parties.len() >= 2
                && is_anaphoric(self.text.folded(source.start))
                && source.len() <= 3 =>
            {
                Some(as_document(self.of_parties()))
            }
            None => None,
        }
    }

    /// "The Executive Order", "the instructions": who signed or gave them last.
    fn of_decree(&self, source: &Range<usize>) -> Option<Voice> {
        let last = source.end.checked_sub(1)?;
        let decree = matches!(
            self.text.folded(last),
            "order" | "decree" | "edict" | "directive" | "instruction" | "instructions"
        );
        let short = source.len() <= 4 && self.text.folded(source.start) == "the";
        if !(decree && short) {
            return None;
        }
        self.commander(source.start)
    }

    /// "Sent him a message, which reads", "issued a joint statement, which reads": the document for
    /// the pronoun that stands for it.
    fn letter_meant(&self, source: &Range<usize>) -> Range<usize> {
        let relative =
            source.len() == 1 && matches!(self.text.folded(source.start), "which" | "that");
        let Some(sentence) = self.text.sentence_of(source.start).filter(|_| relative) else {
            return source.clone();
        };
        let from = self.text.sentences[sentence].tokens.start;
        let before = from.max(source.start.saturating_sub(8))..source.start;
        let document =
            |&at: &usize| is_letter(self.text.folded(at)) || self.text.folded(at) == "statement";
        before.rev().find(document).map_or(source.clone(), |at| {
            let joint = self.text.folded(at - usize::from(at > from)) == "joint";
            at - usize::from(joint)..at + 1
        })
    }

    /// The subject of the nearest sentence that tells of a letter's being sent, or of what letters
    /// do: "Xi congratulated Macron".
    fn writer(&self, letter: usize) -> Option<Voice> {
        let last = self.text.sentence_of(letter)?;
        (last.saturating_sub(REACH)..=last)
            .rev()
            .find_map(|number| {
                let tokens = self.text.sentences[number].tokens.clone();
                let verb = (tokens.start..tokens.end.min(letter))
                    .find(|&at| is_sending(self.text.folded(at)))?;
                let subject = tokens.start..verb;
                let named = self.cast.within(subject.clone()).last().filter(|mention| {
                    // "Xi has sincerely congratulated"
                    mention.tokens.end + 2 >= verb && self.cast.is_person(mention.member)
                });
                match named {
                    Some(mention) => Some(self.member(mention.member, Basis::Document)),
                    None if subject.len() > 1 => self.of_role(&subject),
                    None => None,
                }
            })
    }

    /// A possessor: the mention that it holds.
    fn of_owner(&self, owner: Range<usize>) -> Vec<Voice> {
        self.cast
            .within(owner)
            .last()
            .map(|mention| self.member(mention.member, Basis::Document))
            .into_iter()
            .collect()
    }

    /// The issuer ends before what is said about the document ("published on ...").
    fn clause_end(&self, from: usize, end: usize) -> usize {
        (from..end)
            .find(|&at| {
                let word = self.text.folded(at);
                let list_ends = word == "," && !self.text.tokens[at + 1].capital;
                list_ends
                    || matches!(
                        word,
                        "on" | "in" | "at" | "after" | "following" | "that" | "which"
                    )
                    || (word.ends_with("ed") && !self.text.tokens[at].capital && word != "united")
            })
            .unwrap_or(end)
    }
}

fn as_document(mut voices: Vec<Voice>) -> Vec<Voice> {
    for voice in &mut voices {
        if voice.speaker.kind != ActorKind::Unknown {
            voice.speaker.basis = Basis::Document;
        }
    }
    voices
}

/// Documents that a state or body issues alone.
fn by_itself(word: &str) -> bool {
    matches!(
        word,
        "statement" | "declaration" | "document" | "text" | "memorandum" | "readout"
    )
}

fn is_anaphoric(word: &str) -> bool {
    matches!(word, "the" | "this" | "their")
}

fn is_document(word: &str) -> bool {
    matches!(
        word,
        "telegram"
            | "speech"
            | "statement"
            | "declaration"
            | "document"
            | "communique"
            | "communiqué"
            | "text"
            | "letter"
            | "message"
            | "memorandum"
            | "address"
            | "readout"
            | "conversation"
            | "talks"
            | "discussion"
            | "meeting"
            | "conversations"
            | "negotiations"
            | "consultations"
    )
}
