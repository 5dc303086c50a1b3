//! Which statements of one article report the same utterance.
//!
//! A headline, a standfirst and the body tell the same thing; a network that counts each would
//! count one utterance three times.

use crate::model::Statement;
use crate::text::Text;
use std::collections::BTreeSet;

/// Statements of the same speakers whose content words overlap by half or more are one
/// utterance (Jaccard index over folded words of four letters and more).
pub fn mark(text: &Text<'_>, statements: &mut [Statement]) {
    let bags: Vec<BTreeSet<String>> = statements
        .iter()
        .map(|statement| bag(text, statement))
        .collect();
    for at in 0..statements.len() {
        statements[at].utterance = (0..at)
            .find(|&earlier| {
                same_speakers(&statements[earlier], &statements[at])
                    && overlap(&bags[earlier], &bags[at]) >= 0.5
            })
            .map_or(at, |earlier| statements[earlier].utterance);
    }
}

fn bag(text: &Text<'_>, statement: &Statement) -> BTreeSet<String> {
    statement
        .attribution
        .content
        .iter()
        .flat_map(|&piece| text.tokens_in(piece))
        .map(|token| text.folded(token))
        .filter(|word| word.len() >= 4)
        .map(str::to_string)
        .collect()
}

fn same_speakers(a: &Statement, b: &Statement) -> bool {
    !a.speakers.is_empty()
        && a.speakers.len() == b.speakers.len()
        && a.speakers
            .iter()
            .all(|one| b.speakers.iter().any(|other| other.name == one.name))
}

fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let both = a.intersection(b).count();
    let all = a.len() + b.len() - both;
    if all == 0 {
        return 0.0;
    }
    both as f64 / all as f64
}
