//! "A senior official", a surname that two people share: words that name nobody known. They stand as
//! the text has them, with whom they may mean.

use super::super::cast;
use super::super::title;
use super::{Resolver, Voice};
use crate::model::{ActorKind, Basis, Speaker};
use crate::text::TokenKind;
use std::ops::Range;

impl Resolver<'_> {
    /// A surname that several people of the text share: open, with them as candidates.
    pub(super) fn of_shared_surname(&self, phrase: &Range<usize>) -> Option<Voice> {
        let name = phrase.end.checked_sub(1)?;
        let sharing = self.cast.sharing(name);
        let candidates: Vec<String> = sharing
            .iter()
            .map(|&member| self.cast.members[member].name.clone())
            .collect();
        (!candidates.is_empty()).then(|| self.description(phrase.clone(), candidates))
    }

    /// "The official" after "a senior US official": the same one, under the fuller words.
    pub(super) fn described_before(&self, phrase: &Range<usize>) -> Option<Voice> {
        let [the, noun] = [phrase.start, phrase.end.checked_sub(1)?];
        if phrase.len() != 2 || self.text.folded(the) != "the" {
            return None;
        }
        let noun = self.text.folded(noun);
        let past = self.last_voices(|voices| {
            matches!(voices, [voice] if voice.speaker.basis == Basis::Description
                && is_plain(&voice.speaker.name)
                && voice.speaker.name.rsplit(' ').next().is_some_and(|last| last == noun))
        })?;
        past.voices.first().cloned()
    }

    /// Words that name nobody known: they stand as they are, on one line.
    pub(super) fn description(&self, mut phrase: Range<usize>, candidates: Vec<String>) -> Voice {
        // "An official who", where an engine takes the relative along.
        if phrase.len() > 1 && matches!(self.text.folded(phrase.end - 1), "who" | "which") {
            phrase.end -= 1;
        }
        while phrase.len() > 1 && self.text.tokens[phrase.start].kind == TokenKind::Quote {
            phrase.start += 1;
        }
        let words = self
            .text
            .span_of(phrase.clone())
            .map_or("", |span| span.slice(self.text.text));
        let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = name
            .strip_prefix("the ")
            .or_else(|| name.strip_prefix("The "))
            .unwrap_or(&name)
            .to_string();
        Voice {
            speaker: Speaker {
                name,
                kind: ActorKind::Unknown,
                role: None,
                basis: if candidates.is_empty() && self.is_name(&phrase) {
                    Basis::Name
                } else {
                    Basis::Description
                },
                candidates,
                confidence: None,
            },
            member: None,
        }
    }

    /// Whether words that the lexicon does not know are a name: at most three, the last with a
    /// capital that does not come from opening the sentence, and none that describes.
    fn is_name(&self, phrase: &Range<usize>) -> bool {
        let Some(last) = phrase.end.checked_sub(1).filter(|_| phrase.len() <= 3) else {
            return false;
        };
        let describes = matches!(
            self.text.folded(phrase.start),
            "a" | "an"
                | "some"
                | "many"
                | "most"
                | "several"
                | "few"
                | "both"
                | "all"
                | "one"
                | "two"
                | "other"
                | "another"
                | "these"
                | "those"
                | "his"
                | "her"
                | "their"
                | "its"
                | "my"
                | "our"
        );
        let capital = self.text.tokens[last].capital
            && !title::is_honorific(self.text.folded(last))
            && (!cast::opens_sentence(self.text, last) || self.stands_inside(last));
        capital && !describes
    }

    /// Whether a word that opens a sentence has its capital inside one too.
    fn stands_inside(&self, word: usize) -> bool {
        (0..self.text.tokens.len()).any(|at| {
            self.text.word(at) == self.text.word(word) && !cast::opens_sentence(self.text, at)
        })
    }
}

/// Whether a description ends with its head noun: "a senior official", not "an ad from the campaign".
fn is_plain(description: &str) -> bool {
    !description.contains(',')
        && !description.split(' ').any(|word| {
            matches!(
                word,
                "of" | "from"
                    | "for"
                    | "in"
                    | "with"
                    | "to"
                    | "at"
                    | "by"
                    | "on"
                    | "who"
                    | "that"
                    | "and"
            )
        })
}
