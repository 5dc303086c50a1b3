//! "both leaders", "the sides", "the presidents of Russia and France": joint speakers, each of
//! them a voice.

use super::{Resolver, Voice};
use crate::lexicon::ActorId;
use crate::model::{ActorKind, Basis};
use std::ops::Range;

/// What the head noun of a group says about its members.
enum Head {
    /// People: leaders, sides, parties.
    People,
    /// People who hold an office of this name: presidents, ministers.
    Office(&'static str),
    /// States: countries, nations.
    States,
    /// Whoever took part: participants.
    Participants,
}

fn head(word: &str) -> Option<Head> {
    Some(match word {
        "leaders" | "sides" | "parties" | "interlocutors" | "counterparts" | "politicians"
        | "statesmen" | "officials" | "negotiators" | "two" | "heads" => Head::People,
        "presidents" => Head::Office("president"),
        "ministers" => Head::Office("minister"),
        "premiers" => Head::Office("prime minister"),
        "chancellors" => Head::Office("chancellor"),
        "participants" | "attendees" => Head::Participants,
        "countries" | "nations" | "states" | "governments" | "powers" => Head::States,
        _ => return None,
    })
}

impl Resolver<'_> {
    pub(super) fn of_group(&self, source: &Range<usize>) -> Option<Vec<Voice>> {
        let (at, head) = self.before_comma(source.clone()).find_map(|at| {
            head(self.text.folded(at).trim_end_matches("'s")).map(|head| (at, head))
        })?;
        // "United States", "States Parties": names, not groups.
        if self.text.tokens[at].capital && at > source.start && !self.text.tokens[at - 1].spaced {
            return None;
        }
        if self.lexicon_covers(source, at) {
            return None;
        }
        // "the officials discussed", "both officials": whom the article is about. Other officials
        // need not be.
        let joint = source
            .clone()
            .any(|token| matches!(self.text.folded(token), "both" | "two"));
        if self.text.folded(at) == "officials" && !joint && !self.talk_together(source.end) {
            return None;
        }
        if matches!(head, Head::Participants) {
            let known = self.parties.len() >= 2 && self.talk_together(source.end);
            return known.then(|| self.of_parties_jointly());
        }
        let determined = source.clone().take_while(|&token| token < at).any(|token| {
            matches!(
                self.text.folded(token),
                "the" | "both" | "two" | "three" | "four" | "five" | "all" | "these"
            )
        });
        let states = self.states_in(source);
        if !states.is_empty() {
            return Some(
                states
                    .into_iter()
                    .map(|state| match self.of_state(state) {
                        Some(member) if !matches!(head, Head::States) => {
                            self.member(member, Basis::Joint)
                        }
                        _ => {
                            let entry = self.names.entry(state);
                            self.actor(entry.name, entry.kind, Basis::Joint)
                        }
                    })
                    .collect(),
            );
        }
        if !determined {
            return None;
        }
        // "the three countries' leaders": the people lead, whatever stands before them.
        let people_follow = (at + 1..source.end).any(|token| {
            matches!(
                self.text.folded(token),
                "leaders" | "presidents" | "ministers"
            )
        });
        if matches!(head, Head::People) && self.parties.others.is_some() {
            return Some(self.of_parties_jointly());
        }
        let members = self.together(source.start);
        if members.len() < 2 {
            return None;
        }
        let members = match head {
            Head::Office(office) if !people_follow => {
                let holding: Vec<usize> = members
                    .iter()
                    .copied()
                    .filter(|&member| {
                        self.cast.members[member]
                            .titles
                            .iter()
                            .any(|title| title.words.contains(office))
                    })
                    .collect();
                if holding.len() >= 2 { holding } else { members }
            }
            _ => members,
        };
        Some(
            members
                .into_iter()
                .map(|member| self.member(member, Basis::Joint))
                .collect(),
        )
    }

    /// Whether a verb of talking to each other follows: what those who met do.
    fn talk_together(&self, end: usize) -> bool {
        (end..self.text.tokens.len().min(end + 3)).any(|at| {
            matches!(
                self.text.folded(at),
                "discussed"
                    | "discuss"
                    | "exchanged"
                    | "addressed"
                    | "touched"
                    | "reviewed"
                    | "talked"
                    | "agreed"
                    | "outlined"
                    | "considered"
            )
        })
    }

    fn of_parties_jointly(&self) -> Vec<Voice> {
        let mut voices = self.of_parties();
        for voice in &mut voices {
            voice.speaker.basis = Basis::Joint;
        }
        voices
    }

    fn lexicon_covers(&self, source: &Range<usize>, at: usize) -> bool {
        source.clone().take_while(|&from| from <= at).any(|from| {
            self.names
                .longest(from)
                .is_some_and(|named| from + named.words > at)
        })
    }

    fn states_in(&self, source: &Range<usize>) -> Vec<ActorId> {
        let mut found: Vec<ActorId> = Vec::new();
        let mut at = source.start;
        while at < source.end {
            match self.names.longest(at) {
                Some(named) => {
                    let person = self.names.entry(named.actor).kind == ActorKind::Person;
                    if !person && !found.contains(&named.actor) {
                        found.push(named.actor);
                    }
                    at += named.words;
                }
                None => at += 1,
            }
        }
        if found.len() < 2 {
            found.clear();
        }
        found
    }

    /// Those who speak together here: the parties of the talk, else those who spoke together
    /// last, else the people of the sentence before.
    fn together(&self, at: usize) -> Vec<usize> {
        if self.parties.members.len() >= 2 {
            return self.parties.members.clone();
        }
        if let Some(past) = self.last_voices(|voices| voices.len() >= 2) {
            return past
                .voices
                .iter()
                .filter_map(|voice| voice.member)
                .collect();
        }
        let mut people: Vec<usize> = Vec::new();
        for mention in self.cast.before(at).take(6) {
            if self.cast.is_surely_person(mention.member) && !people.contains(&mention.member) {
                people.push(mention.member);
            }
        }
        people.truncate(2);
        people.reverse();
        people
    }
}
