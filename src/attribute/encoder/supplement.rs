//! What the encoder's training texts lack or leave unmarked is found by rule: a headline's
//! colon, passives without an agent, `in X's view`.

use crate::attribute::Engine;
use crate::attribute::lexicon::LexiconEngine;
use crate::model::Attribution;
use crate::span::Span;
use crate::text::Text;

/// The constructions of the lexicon engine that are taken over where the encoder sees nothing.
/// The others gave more false alarms than finds on development data (docs/quality.md).
const CONSTRUCTIONS: [&str; 4] = [
    "headline colon",
    "passive",
    "expression",
    "in somebody's view",
];

/// Adds to `found` what these constructions find and the encoder does not.
pub fn add(rules: &LexiconEngine, text: &Text<'_>, found: &mut Vec<Attribution>) {
    let new: Vec<Attribution> = rules
        .attributions(text)
        .into_iter()
        .filter(|one| CONSTRUCTIONS.contains(&one.rule.as_str()))
        .filter(|one| !found.iter().any(|other| same(one, other)))
        .collect();
    found.extend(new);
}

/// Whether two attributions share their cue, or half of their content.
fn same(one: &Attribution, other: &Attribution) -> bool {
    let both = shared(&one.content, &other.content);
    let either = length(&one.content) + length(&other.content) - both;
    shared(&one.cue, &other.cue) > 0 || 2 * both >= either
}

fn length(spans: &[Span]) -> usize {
    spans.iter().map(|span| span.len()).sum()
}

fn shared(one: &[Span], other: &[Span]) -> usize {
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
    pairs
        .map(|(a, b)| a.end.min(b.end).saturating_sub(a.start.max(b.start)))
        .sum()
}
