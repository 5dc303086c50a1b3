//! Asks the lexicon of actors about the words of a text.

use crate::lexicon::{
    ActorId, Actors, Entry, FirstNames, Found, Key, Lexicon, Naming, Post, Reading, Title,
};
use crate::model::{Actor, ActorKind, Date, Gender};
use crate::text::Text;

/// A name of the lexicon in the text.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    /// How many tokens it covers.
    pub words: usize,
    /// Whether its last word carries a possessive `'s`.
    pub possessive: bool,
    /// Whom it means.
    pub actor: ActorId,
    /// How it means them.
    pub naming: Naming,
}

/// The lexicon's actors, asked by the tokens of one text.
#[derive(Clone, Copy)]
pub struct Names<'n> {
    /// The lexicon itself.
    pub actors: &'static Actors,
    first_names: &'static FirstNames,
    text: &'n Text<'n>,
    /// The tokens, as the lexicon has them.
    keys: &'n [Key<'n>],
    /// The code of the state whose bodies the text may name by their office alone.
    home: Option<&'static str>,
}

impl<'n> Names<'n> {
    /// Names for one text, whose tokens were looked up ([`Actors::keys`]).
    pub fn new(text: &'n Text<'n>, keys: &'n [Key<'n>], lexicon: &'static Lexicon) -> Names<'n> {
        let mut names = Names {
            actors: &lexicon.actors,
            first_names: &lexicon.first_names,
            text,
            keys,
            home: None,
        };
        let has = |what: fn(&str) -> bool| (0..text.tokens.len()).any(|at| what(text.word(at)));
        let worldwide = |word: &str| matches!(word, "UN" | "U.N." | "Nations" | "UNSC");
        if has(|word| word == "Council")
            && !has(worldwide)
            && !has(|word| matches!(word, "resolution" | "Resolution"))
        {
            names.home = names.first_state();
        }
        names
    }

    /// The code of the state that is named first, itself or by somebody who serves it.
    fn first_state(&self) -> Option<&'static str> {
        let actors = self.actors;
        (0..self.text.tokens.len())
            .filter(|&at| self.text.tokens[at].capital)
            .filter_map(|at| actors.longest(self.words(at))?.values.first().copied())
            .find_map(|reading| {
                let serves = || {
                    let mut tenures = actors.tenures(reading.actor);
                    tenures.find_map(|tenure| actors.get(tenure.actor).code)
                };
                actors.get(reading.actor).code.or_else(serves)
            })
    }

    /// The words and marks from a token on, to the end of its sentence.
    fn words(&self, at: usize) -> impl Iterator<Item = Key<'n>> + Clone {
        let text = self.text;
        let end = text
            .sentence_of(at)
            .map_or(at, |sentence| text.sentences[sentence].tokens.end);
        self.keys[at.min(end)..end].iter().copied()
    }

    /// The state to which a publisher belongs: "President of Russia", "TASS".
    pub fn home_of(&self, publisher: &str) -> Option<ActorId> {
        let words = self.actors.keys(publisher.split_whitespace());
        let readings = (0..words.len())
            .filter_map(|at| self.actors.longest(words[at..].iter().copied()))
            .flat_map(|found| found.values);
        let code = readings
            .filter_map(|reading| self.entry(reading.actor).code)
            .next()?;
        let mut states = self
            .actors
            .all()
            .filter(|(_, entry)| entry.kind == ActorKind::State);
        states
            .find(|(_, entry)| entry.code == Some(code))
            .map(|(state, _)| state)
    }

    /// The longest name, alias, adjective or metonym that starts at a token.
    pub fn longest(&self, at: usize) -> Option<Named> {
        if !self.text.tokens.get(at)?.capital && self.text.folded(at) != "the" {
            return None;
        }
        let found = self.actors.longest(self.words(at))?;
        let reading = self.at_home(&found.values)?;
        if found.words == 1 && self.is_another(at) {
            return None;
        }
        Some(Named {
            words: found.words,
            possessive: found.possessive,
            actor: reading.actor,
            naming: reading.naming,
        })
    }

    /// "The 14th Congress of the association": a body that is called by what it is, and not the one that
    /// needs no more words.
    fn is_another(&self, at: usize) -> bool {
        matches!(
            self.text.folded(at),
            "congress" | "council" | "commission" | "parliament" | "assembly" | "duma" | "senate"
        ) && (self.text.folded(at + 1) == "of" || at > 0 && self.text.tokens[at - 1].digit)
    }

    /// "Security Council": the United Nations', unless the text speaks of a state that has one and
    /// not of the United Nations.
    fn at_home(&self, readings: &[Reading]) -> Option<Reading> {
        let code = |reading: &Reading| self.entry(reading.actor).code;
        let first = *readings.first()?;
        let own = readings
            .iter()
            .find(|other| self.home.is_some() && code(other) == self.home);
        Some(match own {
            Some(own) if code(&first).is_none() => *own,
            _ => first,
        })
    }

    /// Everybody whose family name starts at a token.
    pub fn surname(&self, at: usize) -> Vec<ActorId> {
        self.actors
            .surname(self.words(at))
            .map(|found| found.values)
            .unwrap_or_default()
    }

    /// The longest title that starts at a token.
    pub fn title(&self, at: usize) -> Option<Found<Title>> {
        self.actors.title(self.words(at))
    }

    /// What the lexicon knows of an actor.
    pub fn entry(&self, actor: ActorId) -> &'static Entry {
        self.actors.get(actor)
    }

    /// The office that the person of this name held on a day, as it is shown.
    pub fn role_on(&self, name: &str, day: Date) -> Option<String> {
        self.actors.role(self.actors.named(name)?, day)
    }

    /// Whether the person of this name held an office with one of these titles: on the day, or
    /// ever when no day is known.
    pub fn held(
        &self,
        name: &str,
        titles: &[Title],
        of: Option<ActorId>,
        day: Option<Date>,
    ) -> bool {
        let Some(person) = self.actors.named(name) else {
            return false;
        };
        self.actors.tenures(person).any(|tenure| {
            titles.iter().any(|&title| tenure.has(title))
                && of.is_none_or(|of| tenure.actor == of)
                && day.is_none_or(|day| tenure.held_on(day))
        })
    }

    /// The states and bodies of which the person of this name ever held an office.
    pub fn served(&self, name: &str) -> impl Iterator<Item = &'static str> {
        let person = self.actors.named(name);
        person
            .into_iter()
            .flat_map(|person| self.actors.tenures(person))
            .map(|tenure| self.entry(tenure.actor).name)
    }

    /// Who held an office with one of these titles on a day, each once.
    pub fn holders(&self, titles: &[Title], of: ActorId, day: Date) -> Vec<&'static str> {
        let mut found = Vec::new();
        for &title in titles {
            for tenure in self.actors.holders(Post { title, actor: of }, day, day) {
                let name = self.entry(tenure.person).name;
                if !found.contains(&name) {
                    found.push(name);
                }
            }
        }
        found
    }

    /// What a first name tells of a person's gender, when all whom the lexicon knows agree.
    pub fn gender_of_first_name(&self, name: &str) -> Option<Gender> {
        self.first_names.gender(name)
    }

    /// The card of the actor with this canonical name.
    pub fn card(&self, name: &str) -> Option<Actor> {
        self.actors.named(name).map(|actor| self.actors.card(actor))
    }
}
