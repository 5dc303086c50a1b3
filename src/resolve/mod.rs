//! Attributions to statements: names, coreference, roles, topics, agreements, stance, utterances.
//!
//! The cast of the article is read first ([`cast`]), then who met ([`parties`]); sources are
//! resolved in text order ([`speaker`]), targets and stances are linked statement by statement,
//! and statements that report one utterance are marked ([`utterance`]).

pub mod agreements;
pub mod cast;
mod continuation;
pub mod names;
mod nested;
pub mod parties;
mod speaker;
pub mod stance;
pub mod targets;
pub mod title;
pub mod topics;
mod utterance;
pub mod words;

use crate::lexicon::Lexicon;
use crate::model::{Actor, ActorKind, Article, Attribution, Statement};
use crate::text::Text;
use cast::Cast;
use names::Names;
use speaker::Resolver;
use std::collections::BTreeMap;
use targets::Targets;
use words::Words;

/// The statements of an article, with the cards of those who speak in them.
pub struct Resolved {
    /// In text order of their content.
    pub statements: Vec<Statement>,
    /// A card for each speaker, by name.
    pub actors: Vec<Actor>,
}

/// Resolves the attributions of one article.
pub fn statements(
    article: &Article,
    text: &Text<'_>,
    attributions: Vec<Attribution>,
    lexicon: &'static Lexicon,
) -> Resolved {
    let names = Names::new(text, lexicon);
    let cast = Cast::read(text, names);
    let parties = parties::parties(text, &cast);
    let words = Words::read(text);
    let targets = Targets::read(text, &words, lexicon);
    let mut attributions = continuation::split(text, attributions, &targets);
    attributions.sort_by_key(|one| (one.cue.first().copied(), one.content.first().copied()));
    let mut resolver = Resolver::new(text, &cast, names, article.published, &parties);
    let mut statements: Vec<Statement> = attributions
        .into_iter()
        .map(|attribution| {
            let voices = resolver.speakers(&attribution);
            Statement {
                stances: targets.stances(&attribution),
                speakers: voices.into_iter().map(|voice| voice.speaker).collect(),
                addressee: addressee(text, &cast, &attribution),
                said_on: None,
                utterance: 0,
                attribution,
            }
        })
        .collect();
    statements.sort_by_key(|one| {
        (
            one.attribution.content.first().copied(),
            one.attribution.cue.first().copied(),
        )
    });
    nested::drop_own_country(&cast, names, &mut statements);
    utterance::mark(text, &mut statements);
    let actors = cards(&statements, &cast, names);
    Resolved { statements, actors }
}

/// The person or body that stands between the cue and the content: "told Biden that".
fn addressee(text: &Text<'_>, cast: &Cast, attribution: &Attribution) -> Option<String> {
    let cue = attribution.cue.last()?;
    let content = attribution.content.first()?;
    let source = attribution.source.first();
    if content.start < cue.end {
        return None;
    }
    let from = text.tokens_in(*cue).end;
    let to = text.tokens_in(*content).start;
    if to.saturating_sub(from) > 12
        || source.is_some_and(|source| source.start > cue.end && source.start < content.start)
    {
        return None;
    }
    let mention = cast
        .within(from..to)
        .find(|mention| cast.is_person(mention.member))?;
    Some(cast.members[mention.member].name.clone())
}

/// A card for each name that speaks: the lexicon's where it has one.
fn cards(statements: &[Statement], cast: &Cast, names: Names<'_>) -> Vec<Actor> {
    let mut cards: BTreeMap<String, Actor> = BTreeMap::new();
    for speaker in statements.iter().flat_map(|statement| &statement.speakers) {
        if cards.contains_key(&speaker.name) {
            continue;
        }
        let card = names.card(&speaker.name).unwrap_or_else(|| Actor {
            name: speaker.name.clone(),
            kind: cast
                .members
                .iter()
                .find(|member| member.name == speaker.name)
                .map_or(speaker.kind, |member| member.kind),
            aliases: Vec::new(),
            roles: Vec::new(),
            qid: None,
        });
        cards.insert(speaker.name.clone(), card);
    }
    cards
        .into_values()
        .filter(|card| card.kind != ActorKind::Unknown || !card.name.is_empty())
        .collect()
}
