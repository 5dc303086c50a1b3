//! "The talks focused on", "which": words in the place of a speaker that name nobody.

use super::{Resolver, Voice};
use crate::model::Basis;
use std::ops::Range;

/// So many tokens at most a source has that is an occasion and no body: "their bilateral talks",
/// but not "the conference of heads of mission".
const SHORT: usize = 4;

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
            | "negotiations" | "consultations" | "call" => Some(self.of_parties()),
            // Many take part in these.
            "meeting" | "meetings" | "conference" | "session" | "agenda" | "exercises" => {
                Some(Vec::new())
            }
            _ => None,
        }
    }

    /// The body or state directly before "which", the person before "who".
    fn antecedent(&self, which: usize) -> Vec<Voice> {
        let comma = usize::from(which > 0 && self.text.word(which - 1) == ",");
        let end = which - comma.min(which);
        self.cast
            .before(which)
            .take(1)
            .filter(|mention| {
                let person = self.text.folded(which) == "who";
                mention.tokens.end == end && self.cast.is_person(mention.member) == person
            })
            .map(|mention| self.member(mention.member, Basis::Pronoun))
            .collect()
    }
}
