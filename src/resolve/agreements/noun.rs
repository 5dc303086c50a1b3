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
        let before = words.folded(at - 1);
        let points = matches!(before, "the" | "this" | "that" | "these" | "its")
            || bound && matches!(before, "their" | "his" | "political" | "all" | "own");
        let points = points && !words.words[at].starts && (bound || is_pointer(noun));
        if !points || !bound && names_its_own(words.folded(at + 1)) {
            continue;
        }
        let last = mentions
            .iter()
            .rev()
            .filter(|one| one.words.end <= at)
            // What somebody is bound to is told soon after what binds them.
            .take_while(|one| !bound || at - one.words.end <= NEAR)
            .find(|one| stands_for(agreements, one, noun));
        let taken = mentions
            .iter()
            .any(|one| one.words.start <= at && at < one.words.end);
        if let Some(last) = last.filter(|_| !taken) {
            back.push(Mention {
                name: last.name.clone(),
                words: at - 1..at + 1,
                by: By::Noun,
            });
        }
    }
    mentions.extend(back);
    mentions.sort_by_key(|one| one.words.start);
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
