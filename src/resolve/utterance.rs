//! Which statements of one article report the same utterance.
//!
//! A headline, a standfirst and the body tell the same thing; a network that counts each would
//! count one utterance three times.
//!
//! Not all pairs are compared. Two sets that overlap by half share a word among the rarer half
//! of either's words, so that only those are looked up (prefix filtering: Chaudhuri, Ganti and
//! Kaushik, "A primitive operator for similarity joins", 2006).

use crate::model::Statement;
use crate::text::Text;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Statements of the same speakers whose content words overlap by half or more are one
/// utterance (Jaccard index over folded words of four letters and more).
pub fn mark(text: &Text<'_>, statements: &mut [Statement]) {
    let bags = bags(text, statements);
    // Words that few have come first.
    let mut spread: Vec<u32> = Vec::new();
    for &word in bags.iter().flatten() {
        let word = word as usize;
        if spread.len() <= word {
            spread.resize(word + 1, 0);
        }
        spread[word] += 1;
    }
    let mut casts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut told: FxHashMap<(usize, u32), Vec<usize>> = FxHashMap::default();
    for at in 0..statements.len() {
        statements[at].utterance = at;
        let Some(speakers) = speakers(&statements[at]) else {
            continue;
        };
        let next = casts.len();
        let cast = *casts.entry(speakers).or_insert(next);
        let mut words = bags[at].clone();
        words.sort_by_key(|&word| (spread[word as usize], word));
        words.truncate(words.len() / 2 + 1);
        let mut near: BTreeSet<usize> = BTreeSet::new();
        for word in words {
            let those = told.entry((cast, word)).or_default();
            near.extend(those.iter());
            those.push(at);
        }
        let same = near
            .into_iter()
            .find(|&earlier| overlap(&bags[earlier], &bags[at]) >= 0.5);
        if let Some(earlier) = same {
            statements[at].utterance = statements[earlier].utterance;
        }
    }
}

/// The content words of each statement, numbered in the order in which they come: sorted, each
/// once.
fn bags(text: &Text<'_>, statements: &[Statement]) -> Vec<Vec<u32>> {
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    statements
        .iter()
        .map(|statement| {
            let mut bag: Vec<u32> = statement
                .attribution
                .content
                .iter()
                .flat_map(|&piece| text.tokens_in(piece))
                .map(|token| text.folded(token))
                .filter(|word| word.len() >= 4)
                .map(|word| {
                    let next = numbers.len() as u32;
                    *numbers.entry(word).or_insert(next)
                })
                .collect();
            bag.sort_unstable();
            bag.dedup();
            bag
        })
        .collect()
}

/// Who speaks, in one order; none where nobody is named.
fn speakers(statement: &Statement) -> Option<Vec<String>> {
    let mut names: Vec<String> = statement
        .speakers
        .iter()
        .map(|speaker| speaker.name.clone())
        .collect();
    names.sort();
    names.dedup();
    (!names.is_empty()).then_some(names)
}

fn overlap(a: &[u32], b: &[u32]) -> f64 {
    let both = a
        .iter()
        .filter(|word| b.binary_search(word).is_ok())
        .count();
    let all = a.len() + b.len() - both;
    if all == 0 {
        return 0.0;
    }
    both as f64 / all as f64
}
