//! Who speaks: the words of a source to the members of the cast.
//!
//! Attributions are resolved in text order, since pronouns and roles look back at who spoke
//! before them. Each construction is a file: pronouns, roles, groups, documents. What none of
//! them decides stays as the text words it, with the candidates that are left.

mod document;
mod group;
mod occasion;
mod open;
mod pronoun;
mod role;
mod source;

use super::cast::{Cast, Member, is_office_word};
use super::names::Names;
use super::parties::Parties;
use super::title::{self, Title};
use crate::lexicon::{ActorId, Naming};
use crate::model::{ActorKind, Article, Attribution, Basis, Date, Speaker};
use crate::text::{Place, Text};
use std::ops::Range;

/// One voice in a statement: the speaker, and the member of the cast that it is.
#[derive(Debug, Clone)]
pub(super) struct Voice {
    pub speaker: Speaker,
    pub member: Option<usize>,
}

/// A statement that was resolved before, for what looks back.
struct Past {
    at: usize,
    paragraph: usize,
    voices: Vec<Voice>,
}

/// Resolves the sources of one article.
pub(super) struct Resolver<'r> {
    text: &'r Text<'r>,
    cast: &'r Cast,
    names: Names<'r>,
    date: Option<Date>,
    parties: &'r Parties,
    /// The state of which the publisher writes "the President".
    home: Option<ActorId>,
    past: Vec<Past>,
}

impl<'r> Resolver<'r> {
    pub fn new(
        text: &'r Text<'r>,
        cast: &'r Cast,
        names: Names<'r>,
        article: &Article,
        parties: &'r Parties,
    ) -> Resolver<'r> {
        Resolver {
            text,
            cast,
            names,
            date: article.published,
            parties,
            home: article
                .outlet
                .as_deref()
                .and_then(|name| names.home_of(name)),
            past: Vec::new(),
        }
    }

    /// The speakers of the next attribution in text order of its cue.
    pub fn speakers(&mut self, attribution: &Attribution) -> Vec<Voice> {
        let source = attribution.source.first().copied();
        let at = source
            .or(attribution.cue.first().copied())
            .or(attribution.content.first().copied())
            .map_or(0, |span| self.text.tokens_in(span).start);
        let voices = match source {
            Some(source) => self.of_source(self.whole(self.text.tokens_in(source), attribution)),
            None if self.is_agentless(attribution) => {
                let voices = self.of_nobody();
                match voices.is_empty() && self.is_order(attribution) {
                    true => self.commander(at).into_iter().collect(),
                    false => voices,
                }
            }
            None => match self.left_out(attribution) {
                Some(subject) => self.of_source(subject),
                None => self.carried_on(attribution),
            },
        };
        self.past.push(Past {
            at,
            paragraph: self.text.paragraph_of(at).unwrap_or(0),
            voices: voices.clone(),
        });
        voices
    }

    /// "it was agreed that": a passive names nobody. An active verb whose subject was not found
    /// has one all the same, and it need not be the parties of the talk.
    fn is_agentless(&self, attribution: &Attribution) -> bool {
        let Some(cue) = attribution.cue.first() else {
            return true;
        };
        let cue = self.text.tokens_in(*cue);
        let from = cue.start.saturating_sub(4);
        let passive = (from..cue.end).any(|at| {
            matches!(
                self.text.folded(at),
                "was" | "were" | "is" | "are" | "been" | "be" | "being"
            ) || self.text.folded(at) == "under" && self.text.folded(at + 1) == "discussion"
        });
        let verb = self.text.folded(cue.end.saturating_sub(1));
        passive && !matches!(verb, "expected" | "said" | "says" | "believed")
    }

    /// The words of a source, from the constructions that can stand only for themselves to the
    /// description that stands for nobody known.
    fn of_source(&self, source: Range<usize>) -> Vec<Voice> {
        if source.is_empty() {
            return Vec::new();
        }
        let source = self.with_name(source);
        if let Some(voices) = self.of_pronoun(&source) {
            return voices;
        }
        if let Some(voices) = self.of_document(&source) {
            return voices;
        }
        if let Some(voices) = self.of_occasion(&source) {
            return voices;
        }
        if let Some(voices) = self.of_group(&source) {
            return voices;
        }
        if let Some(voices) = self.of_list(&source) {
            return voices;
        }
        vec![self.of_phrase(source)]
    }

    /// "Putin and Macron": each part on its own.
    fn of_list(&self, source: &Range<usize>) -> Option<Vec<Voice>> {
        let and = source
            .clone()
            .find(|&at| matches!(self.text.folded(at), "and" | "&"));
        let Some(and) = and else {
            return self.of_headline_list(source);
        };
        if and == source.start || and + 1 >= source.end {
            return None;
        }
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut start = source.start;
        for at in source.start..and {
            if self.text.word(at) == "," {
                if at > start {
                    parts.push(start..at);
                }
                start = at + 1;
            }
        }
        if and > start {
            parts.push(start..and);
        }
        parts.push(and + 1..source.end);
        let mut voices: Vec<Voice> = parts.into_iter().map(|part| self.of_phrase(part)).collect();
        // "Rosneft CEO and Chairman of the Board Igor Sechin": two offices of one.
        voices.dedup_by(|next, one| next.member.is_some() && next.member == one.member);
        let resolved = voices
            .iter()
            .all(|voice| voice.speaker.basis != Basis::Description);
        resolved.then_some(voices)
    }

    /// "Xi, Biden agree": a headline joins by a comma alone. Each part is a name and nothing else.
    fn of_headline_list(&self, source: &Range<usize>) -> Option<Vec<Voice>> {
        let paragraph = self.text.paragraph_of(source.start)?;
        if self.text.paragraphs[paragraph].place != Place::Headline {
            return None;
        }
        let tokens: Vec<usize> = source.clone().collect();
        let parts: Vec<&[usize]> = tokens.split(|&at| self.text.word(at) == ",").collect();
        if parts.len() < 2 {
            return None;
        }
        let name = |part: &[usize]| {
            let part = *part.first()?..part.last()? + 1;
            let mention = self.cast.within(part.clone()).next()?;
            let kind = self.cast.members[mention.member].kind;
            let alone =
                mention.tokens == part && matches!(kind, ActorKind::Person | ActorKind::State);
            alone.then(|| self.of_phrase(part))
        };
        parts.into_iter().map(name).collect()
    }

    /// One noun phrase: a name, a role, a state or body, else a description.
    fn of_phrase(&self, phrase: Range<usize>) -> Voice {
        let head = self.before_comma(phrase.clone());
        if let Some(voice) = self.of_person(&head) {
            return voice;
        }
        // "His foreign minister, Mohammad Javad Zarif": the name tells, not the office.
        if let Some(voice) = self.of_apposition(&head, &phrase) {
            return voice;
        }
        if let Some(voice) = self.of_role(&head) {
            return voice;
        }
        if let Some(voice) = self.of_actor(&head) {
            return voice;
        }
        if let Some(voice) = self.of_person(&phrase).filter(|_| head != phrase) {
            return voice;
        }
        if let Some(voice) = self.of_shared_surname(&head) {
            return voice;
        }
        self.described_before(&phrase).unwrap_or_else(|| {
            // "An official who asked not to be named": the clause names nobody.
            let who = self.text.folded(head.end) == "who";
            self.description(if who { head } else { phrase }, Vec::new())
        })
    }

    /// The person who is named right behind the head and its comma.
    fn of_apposition(&self, head: &Range<usize>, phrase: &Range<usize>) -> Option<Voice> {
        let name = head.end + 1;
        let end = (name..phrase.end)
            .find(|&at| self.text.word(at) == ",")
            .unwrap_or(phrase.end);
        if name >= end || self.text.word(head.end) != "," {
            return None;
        }
        let mention = self
            .cast
            .within(name..end)
            .find(|mention| mention.tokens.start == name && self.cast.is_person(mention.member))?;
        Some(self.member(mention.member, Basis::Name))
    }

    fn before_comma(&self, phrase: Range<usize>) -> Range<usize> {
        let end = phrase
            .clone()
            .find(|&at| matches!(self.text.word(at), "," | "(" | "—" | "–" | "who"))
            .unwrap_or(phrase.end);
        if end == phrase.start {
            phrase
        } else {
            phrase.start..end
        }
    }

    /// A person named in the phrase as its head, not as "the spokesman for Putin".
    fn of_person(&self, phrase: &Range<usize>) -> Option<Voice> {
        let mention = self
            .cast
            .within(phrase.clone())
            .filter(|mention| self.cast.is_person(mention.member))
            .filter(|mention| !self.is_possessive(mention.tokens.end - 1, phrase.end))
            .filter(|mention| !self.is_complement(phrase, mention.tokens.start))
            .last()?;
        let member = &self.cast.members[mention.member];
        let words = self
            .text
            .span_of(mention.tokens.clone())?
            .slice(self.text.text);
        let basis = if words.split_whitespace().count() >= member.name.split(' ').count().min(2) {
            Basis::Name
        } else {
            Basis::Surname
        };
        Some(self.member(mention.member, basis))
    }

    /// Whether a name goes on as a possessor: "Putin’s spokesman".
    fn is_possessive(&self, last: usize, end: usize) -> bool {
        let word = self.text.word(last);
        let ends = word.ends_with("’s") || word.ends_with("'s");
        let apostrophe = matches!(self.text.word(last + 1), "’" | "'") && last + 1 < end;
        (ends && last + 1 < end) || apostrophe
    }

    /// Whether a preposition stands before the name and its titles.
    fn is_complement(&self, phrase: &Range<usize>, name: usize) -> bool {
        if self.is_behind_body(phrase, name) {
            return false;
        }
        let mut at = name;
        while at > phrase.start {
            let word = self.text.folded(at - 1);
            if matches!(
                word,
                "of" | "for"
                    | "to"
                    | "from"
                    | "by"
                    | "with"
                    | "against"
                    | "at"
                    | "in"
                    | "on"
                    | "including"
                    | "like"
            ) {
                // "President of Russia Vladimir Putin": the complement ends before the name.
                return title::before(self.text, self.names, name)
                    .is_none_or(|_| self.title_start(phrase, name) > phrase.start);
            }
            let between = matches!(word, "the" | "." | "mr" | "mrs" | "ms")
                || self.text.tokens[at - 1].capital
                || self.names.title(at - 1).is_some();
            if !between {
                return false;
            }
            at -= 1;
        }
        false
    }

    /// "Chairman of the Management Board of NOVATEK Leonid Mikhelson": what stands right before the
    /// name is neither preposition nor title, so the office's complement ends with it.
    fn is_behind_body(&self, phrase: &Range<usize>, name: usize) -> bool {
        let Some(before) = name.checked_sub(1).filter(|&at| at > phrase.start) else {
            return false;
        };
        let is_office = |at: usize| {
            is_office_word(self.text.folded(at)) || title::is_word(self.text, self.names, at)
        };
        let heads = phrase.start + usize::from(self.text.folded(phrase.start) == "the");
        is_office(heads)
            && self.text.tokens[before].capital
            && !is_office(before)
            && !title::is_honorific(self.text.folded(before))
    }

    fn title_start(&self, phrase: &Range<usize>, name: usize) -> usize {
        (phrase.start..name)
            .find(|&from| title::role(self.text, self.names, from..name).is_some())
            .unwrap_or(name)
    }

    /// A state, body, organisation or outlet as the head: "Russia", "the American side",
    /// "the Ukrainian authorities", "the Foreign Ministry".
    fn of_actor(&self, phrase: &Range<usize>) -> Option<Voice> {
        let mut at = phrase.start;
        while at < phrase.end
            && matches!(
                self.text.folded(at),
                "the" | "a" | "an" | "both" | "official"
            )
        {
            at += 1;
        }
        // "the Kremlin": some names carry their article.
        let with_article = self.names.longest(phrase.start);
        let from = if with_article.is_some() {
            phrase.start
        } else {
            at
        };
        if let Some(named) = with_article.or_else(|| self.names.longest(at))
            && self.names.entry(named.actor).kind != ActorKind::Person
            && from + named.words <= phrase.end
            && self.is_named(named.actor, from..from + named.words)
        {
            let rest = from + named.words..phrase.end;
            let actor = self.names.entry(named.actor);
            let government = rest.clone().all(|at| {
                matches!(
                    self.text.folded(at),
                    "side"
                        | "administration"
                        | "government"
                        | "authorities"
                        | "delegation"
                        | "leadership"
                        | "'s"
                        | "s"
                        | "'"
                        | "party"
                        | "team"
                        | "current"
                        | "new"
                        | "itself"
                )
            });
            if government && (named.naming != Naming::Adjective || !rest.is_empty()) {
                return Some(self.actor(actor.name, actor.kind, Basis::Name));
            }
        }
        let mention = self.cast.within(phrase.clone()).find(|mention| {
            !self.cast.is_person(mention.member)
                && mention.tokens.end == phrase.end
                && mention.tokens.start <= at
        })?;
        Some(self.member(mention.member, Basis::Name))
    }

    /// A passive without an agent: the parties of the talk speak, when all are known to be people.
    fn of_nobody(&self) -> Vec<Voice> {
        let mut members = self.parties.members.iter();
        if members.all(|&member| self.cast.is_surely_person(member)) {
            self.of_meeting()
        } else {
            Vec::new()
        }
    }

    /// Whether a name is one: "the alliance" is NATO only where the text names NATO.
    fn is_named(&self, actor: ActorId, words: Range<usize>) -> bool {
        let capital = |tokens: &Range<usize>| {
            let first = usize::from(self.text.folded(tokens.start) == "the");
            (tokens.start + first..tokens.end).any(|at| self.text.tokens[at].capital)
        };
        capital(&words)
            || self.cast.mentions.iter().any(|mention| {
                self.cast.members[mention.member].name == self.names.entry(actor).name
                    && capital(&mention.tokens)
            })
    }

    /// The parties of the talk, those without a name under the words for them.
    fn of_parties(&self) -> Vec<Voice> {
        let named = self.parties.members.iter();
        let others = self.parties.others.clone();
        named
            .map(|&member| self.member(member, Basis::Parties))
            .chain(others.map(|words| self.others(words)))
            .collect()
    }

    fn others(&self, words: Range<usize>) -> Voice {
        let mut voice = self.description(words, Vec::new());
        voice.speaker.basis = Basis::Parties;
        voice
    }

    /// Passes the cast member on as a voice, with the role held on the article's date.
    fn member(&self, member: usize, basis: Basis) -> Voice {
        let card = &self.cast.members[member];
        Voice {
            speaker: Speaker {
                name: card.name.clone(),
                kind: card.kind,
                role: self.role_of(card),
                basis,
                candidates: Vec::new(),
                confidence: None,
            },
            member: Some(member),
        }
    }

    fn actor(&self, name: &str, kind: ActorKind, basis: Basis) -> Voice {
        let member = self
            .cast
            .members
            .iter()
            .position(|member| member.name == name);
        Voice {
            speaker: Speaker {
                name: name.to_string(),
                kind,
                role: None,
                basis,
                candidates: Vec::new(),
                confidence: None,
            },
            member,
        }
    }

    fn role_of(&self, member: &Member) -> Option<String> {
        if member.kind != ActorKind::Person {
            return None;
        }
        if let Some(date) = self.date
            && let Some(role) = self.names.role_on(&member.name, date)
        {
            return Some(role);
        }
        member
            .titles
            .iter()
            .find_map(|title| self.title_text(title))
    }

    /// "US President", from the words of a title and the country it belongs to.
    fn title_text(&self, title: &Title) -> Option<String> {
        let words = title
            .words
            .split(' ')
            .map(|word| {
                let mut letters = word.chars();
                letters.next().map_or(String::new(), |first| {
                    first.to_uppercase().chain(letters).collect()
                })
            })
            .collect::<Vec<_>>()
            .join(" ")
            .replace(" Of ", " of ");
        let owner = title.actor.map(|actor| {
            let entry = self.names.entry(actor);
            entry.adjectives.first().copied().unwrap_or(entry.name)
        });
        let former = if title.former { "former " } else { "" };
        Some(match owner {
            Some(owner) => format!("{former}{owner} {words}"),
            None => format!("{former}{words}"),
        })
    }

    /// The voices of the nearest earlier statement that fit.
    fn last_voices(&self, fits: impl Fn(&[Voice]) -> bool) -> Option<&Past> {
        self.past.iter().rev().find(|past| fits(&past.voices))
    }
}
