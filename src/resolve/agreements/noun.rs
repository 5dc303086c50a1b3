//! Nouns that point to an agreement named before them: "the treaty", "its obligations".

use super::{By, Mention, NEAR};
use crate::lexicon::{Agreements, nouns};
use crate::resolve::words::Words;

/// Adds the nouns that point to an agreement named before them.
pub(super) fn point_back(words: &Words<'_>, agreements: &Agreements, mentions: &mut Vec<Mention>) {
    if mentions.is_empty() {
        return;
    }
    let mut back = Vec::new();
    for at in 1..words.words.len() {
        let noun = words.folded(at);
        let bound = is_obligation(noun);
        if !bound && !is_pointer(noun) {
            continue;
        }
        let Some(from) = determiner(words, at, bound) else {
            continue;
        };
        let told = |one: &Mention| is_retold(words, at) && one.by == By::Name;
        let own = !bound && names_its_own(words.folded(at + 1));
        let last = mentions
            .iter()
            .rev()
            .filter(|one| one.words.end <= from)
            // What somebody is bound to is told soon after what binds them.
            .take_while(|one| !bound || at - one.words.end <= NEAR)
            .find(|one| {
                stands_for(agreements, one, noun)
                    && (from + 1..at).all(|word| fits(agreements, one, words.folded(word)))
            })
            .filter(|one| !own || told(one));
        let taken = mentions
            .iter()
            .any(|one| one.words.start <= at && at < one.words.end);
        if let Some(last) = last.filter(|_| !taken) {
            back.push(Mention {
                name: last.name.clone(),
                words: from..at + 1,
                by: By::Noun,
            });
        }
    }
    mentions.extend(back);
    mentions.sort_by_key(|one| one.words.start);
}

/// How many words may stand between "the" and the noun: "the landmark nuclear deal".
const ADJECTIVES: usize = 2;

/// Where the "the" of a pointing noun stands: right before it or before its adjectives.
fn determiner(words: &Words<'_>, noun: usize, bound: bool) -> Option<usize> {
    for at in (noun.saturating_sub(ADJECTIVES + 1)..noun).rev() {
        if words.words[at + 1].starts {
            return None;
        }
        let word = words.folded(at);
        let points = matches!(word, "the" | "this" | "that" | "these" | "its")
            || bound && matches!(word, "their" | "his" | "all" | "own" | "political");
        if points {
            return Some(at);
        }
        let adjective = is_neutral(word)
            || matter_of(word).is_some()
            || bound && matches!(word, "related" | "political");
        if !adjective {
            return None;
        }
    }
    None
}

/// Adjectives that leave open which agreement is meant.
fn is_neutral(word: &str) -> bool {
    matches!(
        word,
        "current"
            | "existing"
            | "present"
            | "original"
            | "landmark"
            | "historic"
            | "whole"
            | "entire"
            | "same"
            | "bilateral"
            | "multilateral"
            | "international"
            | "key"
            | "important"
            | "major"
            | "crucial"
            | "vital"
            | "signed"
            | "flawed"
            | "troubled"
            | "fragile"
            | "draft"
            | "said"
            | "related"
            | "political"
    )
}

/// The topics of agreements that an adjective speaks of: "the nuclear deal".
fn matter_of(word: &str) -> Option<&'static [&'static str]> {
    Some(match word {
        "nuclear" => &[
            "iran-nuclear",
            "arms-control",
            "nuclear-nonproliferation",
            "strategic-stability",
            "north-korea-nuclear",
        ],
        "arms" | "missile" | "missiles" | "weapons" | "disarmament" => &["arms-control"],
        "control" => &["arms-control", "missile-defence"],
        "trade" | "tariff" | "commerce" => &["trade"],
        "climate" => &["climate"],
        "peace" | "settlement" => &["peace-settlement", "ceasefire", "middle-east"],
        "ceasefire" | "truce" => &["ceasefire", "peace-settlement"],
        "gas" | "oil" | "energy" => &["energy"],
        "migration" | "migrant" => &["migration", "refugees"],
        "prisoner" | "hostage" => &["prisoners"],
        _ => return None,
    })
}

/// Whether an agreement can be called by an adjective.
fn fits(agreements: &Agreements, mention: &Mention, adjective: &str) -> bool {
    let Some(topics) = matter_of(adjective) else {
        return true;
    };
    match agreements.get(&mention.name) {
        Some(entry) => entry
            .card
            .topics
            .iter()
            .any(|topic| topics.contains(&topic.as_str())),
        None => mention.name.to_lowercase().contains(adjective),
    }
}

/// "the treaty that enters into force today": what follows tells of the one that was named.
fn is_retold(words: &Words<'_>, noun: usize) -> bool {
    matches!(words.folded(noun + 1), "that" | "which")
        && matches!(
            words.folded(noun + 2),
            "enters" | "entered" | "takes" | "took" | "expires" | "expired" | "was" | "is"
        )
}

fn is_pointer(noun: &str) -> bool {
    matches!(
        noun,
        "treaty"
            | "pact"
            | "accord"
            | "accords"
            | "agreement"
            | "agreements"
            | "convention"
            | "deal"
            | "document"
            | "documents"
            | "text"
            | "protocol"
            | "memorandum"
            | "resolution"
            | "initiative"
            | "plan"
            | "declaration"
            | "charter"
    )
}

/// "the agreement on fisheries" is another one than the last named.
fn names_its_own(next: &str) -> bool {
    matches!(
        next,
        "on" | "between"
            | "with"
            | "of"
            | "to"
            | "that"
            | "reached"
            | "for"
            | "about"
            | "concluded"
            | "signed"
            | "organisation"
            | "organization"
    )
}

/// What an agreement lays on its parties: named, it points to the agreement.
fn is_obligation(noun: &str) -> bool {
    matches!(noun, "obligations" | "commitments")
}

fn stands_for(agreements: &Agreements, mention: &Mention, noun: &str) -> bool {
    if is_obligation(noun) {
        return agreements
            .get(&mention.name)
            .is_some_and(|entry| entry.nouns.contains(&"deal"));
    }
    let folded = mention.name.to_lowercase();
    match agreements.get(&mention.name) {
        Some(entry) => entry.nouns.contains(&noun) || folded.contains(noun),
        None => folded.contains(noun) || nouns("").contains(&noun),
    }
}
