//! Attributions to statements: names, coreference, roles, topics, agreements, stance, utterances.
//!
//! The cast of the article is read first ([`cast`]), then who met ([`parties`]); sources are
//! resolved in text order (`speaker`), targets and stances are linked statement by statement,
//! each is given the day that the report tells ([`said_on`]), and statements that report one
//! utterance are marked (`utterance`).

mod addressee;
pub mod agreements;
pub mod cast;
mod conjunction;
mod continuation;
mod focus;
mod letter;
pub mod names;
mod nested;
pub mod parties;
pub mod said_on;
mod speaker;
pub mod stance;
pub mod targets;
pub mod title;
pub mod topics;
mod unsaid;
mod utterance;
pub mod words;

use crate::lexicon::{Lexicon, Topics};
use crate::model::{
    Actor, ActorKind, Agreement, Article, Attribution, Basis, Speaker, Stance, Statement,
    TargetKind, Topic,
};
use crate::text::Text;
use addressee::Addressees;
use cast::Cast;
use names::Names;
use speaker::Resolver;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use targets::Targets;
use words::Words;

/// The statements of an article, with the cards of those who speak in them.
pub struct Resolved {
    /// In text order of their content.
    pub statements: Vec<Statement>,
    /// A card for each speaker and each actor that is a target, by name.
    pub actors: Vec<Actor>,
    /// A card for each topic that is a target, by id.
    pub topics: Vec<Topic>,
    /// A card for each agreement that is a target, by name.
    pub agreements: Vec<Agreement>,
}

/// The links of statements that are on record, with the cards of what they lead to.
pub struct Linked {
    /// The stances of each statement, in the order of the attributions.
    pub stances: Vec<Vec<Stance>>,
    /// A card for each actor that is a target, by name.
    pub actors: Vec<Actor>,
    /// A card for each topic that is a target, by id.
    pub topics: Vec<Topic>,
    /// A card for each agreement that is a target, by name.
    pub agreements: Vec<Agreement>,
}

/// Links attributions that are statements already.
pub fn links(
    article: &Article,
    text: &Text<'_>,
    attributions: &[&Attribution],
    lexicon: &'static Lexicon,
    topics: &Topics,
) -> Linked {
    let keys = lexicon.actors.keys(text.words());
    let names = Names::new(text, &keys, lexicon);
    let cast = Cast::read(text, names);
    let words = Words::read(text);
    let targets = Targets::about(text, &words, lexicon, topics, article.published);
    let addressees = Addressees::read(text, &cast, attributions.iter().copied());
    let stances: Vec<Vec<Stance>> = attributions
        .iter()
        .map(|attribution| stances(text, &targets, &cast, names, &addressees, attribution))
        .collect();
    let of_kind = |kind| targets_of(stances.iter().flatten(), kind);
    let actors: BTreeSet<&str> = of_kind(TargetKind::Actor).collect();
    Linked {
        actors: actors
            .into_iter()
            .filter_map(|name| names.card(name))
            .collect(),
        topics: topics::cards(topics, of_kind(TargetKind::Topic)),
        agreements: agreements::cards(lexicon.agreements, of_kind(TargetKind::Agreement)),
        stances,
    }
}

fn targets_of<'s>(
    stances: impl Iterator<Item = &'s Stance>,
    kind: TargetKind,
) -> impl Iterator<Item = &'s str> {
    stances
        .filter(move |stance| stance.target_kind == kind)
        .map(|stance| stance.target.as_str())
}

fn stances(
    text: &Text<'_>,
    targets: &Targets<'_, '_>,
    cast: &Cast,
    names: Names<'_>,
    addressees: &Addressees<'_>,
    attribution: &Attribution,
) -> Vec<Stance> {
    let own = own(text, cast, names, attribution);
    let mut stances = targets.stances_by(attribution, &own);
    stances.extend(targets.toward_actors(attribution, cast, addressees.you(attribution)));
    stances
}

/// Where the text names whoever speaks, or the state or body for which it speaks.
fn own(
    text: &Text<'_>,
    cast: &Cast,
    names: Names<'_>,
    attribution: &Attribution,
) -> Vec<Range<usize>> {
    let sources = attribution.source.iter().map(|span| text.tokens_in(*span));
    let voices: BTreeSet<usize> = sources
        .flat_map(|tokens| cast.within(tokens))
        .map(|mention| mention.member)
        .collect();
    let titled = voices
        .iter()
        .flat_map(|&voice| &cast.members[voice].titles)
        .filter_map(|title| Some(names.entry(title.actor?).name));
    let served = voices
        .iter()
        .flat_map(|&voice| names.served(&cast.members[voice].name));
    let stands_for: BTreeSet<&str> = titled.chain(served).collect();
    let is_own = |member: usize| {
        voices.contains(&member) || stands_for.contains(cast.members[member].name.as_str())
    };
    let content = attribution.content.iter().map(|span| text.tokens_in(*span));
    content
        .flat_map(|tokens| cast.within(tokens))
        .filter(|mention| is_own(mention.member))
        .map(|mention| mention.tokens.clone())
        .collect()
}

/// Resolves the attributions of one article.
pub fn statements(
    article: &Article,
    text: &Text<'_>,
    attributions: Vec<Attribution>,
    lexicon: &'static Lexicon,
    topics: &Topics,
) -> Resolved {
    let keys = lexicon.actors.keys(text.words());
    let names = Names::new(text, &keys, lexicon);
    let cast = Cast::read(text, names);
    let parties = parties::parties(text, &cast, names);
    let words = Words::read(text);
    let targets = Targets::about(text, &words, lexicon, topics, article.published);
    let mut attributions = continuation::split(text, attributions, &targets);
    focus::join(text, &mut attributions);
    attributions.retain(|one| unsaid::is_said(text, one));
    for attribution in &mut attributions {
        unsaid::clear_ordered(text, attribution);
        conjunction::drop_that(text, attribution);
        conjunction::drop_hanging(text, attribution);
        conjunction::drop_greeted(text, attribution);
    }
    attributions.sort_by_key(|one| (one.cue.first().copied(), one.content.first().copied()));
    let addressees = Addressees::read(text, &cast, attributions.iter());
    let mut resolver = Resolver::new(text, &cast, names, article, &parties);
    let mut statements: Vec<Statement> = attributions
        .into_iter()
        .map(|attribution| {
            let voices = resolver.speakers(&attribution);
            Statement {
                stances: stances(text, &targets, &cast, names, &addressees, &attribution),
                speakers: voices.into_iter().map(|voice| voice.speaker).collect(),
                addressee: addressees
                    .of(&attribution)
                    .map(|member| cast.members[member].name.clone()),
                said_on: None,
                utterance: 0,
                within: None,
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
    nested::drop_first_person(&mut statements);
    nested::chain(article.outlet.as_deref(), &mut statements);
    nested::quiet_messengers(&mut statements);
    let found: Vec<&Attribution> = statements.iter().map(|one| &one.attribution).collect();
    let days = said_on::said_on(text, &found, article.published);
    for (statement, day) in statements.iter_mut().zip(days) {
        statement.said_on = day;
    }
    utterance::mark(text, &mut statements);
    let of_kind = |kind| targets_of(statements.iter().flat_map(|one| &one.stances), kind);
    Resolved {
        actors: cards(&statements, &cast, names),
        topics: topics::cards(topics, of_kind(TargetKind::Topic)),
        agreements: agreements::cards(lexicon.agreements, of_kind(TargetKind::Agreement)),
        statements,
    }
}

/// A card for each name that speaks or is a target: the lexicon's where it has one. A
/// description that stands for nobody known has none.
fn cards(statements: &[Statement], cast: &Cast, names: Names<'_>) -> Vec<Actor> {
    let spoken = statements
        .iter()
        .flat_map(|statement| &statement.speakers)
        .filter(|speaker| speaker.basis != Basis::Description)
        .map(|speaker: &Speaker| (speaker.name.as_str(), speaker.kind));
    let targets = statements
        .iter()
        .flat_map(|statement| &statement.stances)
        .filter(|stance| stance.target_kind == TargetKind::Actor)
        .map(|stance| (stance.target.as_str(), ActorKind::Unknown));
    let mut cards: BTreeMap<&str, Actor> = BTreeMap::new();
    for (name, kind) in spoken.chain(targets) {
        cards.entry(name).or_insert_with(|| {
            names.card(name).unwrap_or_else(|| Actor {
                name: name.to_string(),
                kind: cast
                    .members
                    .iter()
                    .find(|member| member.name == name)
                    .map_or(kind, |member| member.kind),
                aliases: Vec::new(),
                roles: Vec::new(),
                qid: None,
            })
        });
    }
    cards.into_values().collect()
}
