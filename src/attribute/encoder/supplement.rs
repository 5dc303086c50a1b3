//! What the encoder's training texts lack or leave unmarked is found by rule: a headline's
//! colon, passives without an agent, `in X's view`, and plain reports that close a sentence in
//! layouts that it has not seen (an agency's dateline, a title before the name).

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

/// Constructions that are taken over when the cue only says and a name is the source.
const REPORTS: [&str; 2] = ["said-after", "inverted"];

/// The share of the threshold that is enough where the lexicon engine finds the same.
pub const CONFIRMED: f32 = 0.5;

/// Whether the lexicon engine's attributions have one with the same cue and content.
pub fn confirms(ruled: &[Attribution], one: &Attribution) -> bool {
    ruled
        .iter()
        .any(|other| shares_cue(one, other) && shares_half(one, other))
}

/// Adds to `found` what these constructions find among `ruled`, the lexicon engine's
/// attributions, and the encoder does not.
pub fn add(text: &Text<'_>, ruled: &[Attribution], found: &mut Vec<Attribution>) {
    let new: Vec<Attribution> = ruled
        .iter()
        .filter(|one| {
            CONSTRUCTIONS.contains(&one.rule.as_str())
                || REPORTS.contains(&one.rule.as_str()) && is_plain(text, one)
        })
        .filter(|one| !found.iter().any(|other| same(one, other)))
        .cloned()
        .collect();
    found.extend(new);
}

/// "US President Joe Biden said": a verb that only says, a source with a name in it.
fn is_plain(text: &Text<'_>, one: &Attribution) -> bool {
    let says = one.cue.last().is_some_and(|&cue| {
        let verb = text.tokens_in(cue).end.saturating_sub(1);
        matches!(
            text.folded(verb),
            "said" | "says" | "told" | "added" | "noted" | "stressed" | "stated" | "wrote"
        )
    });
    let named = one.source.iter().any(|&source| {
        text.tokens_in(source)
            .any(|token| text.tokens[token].capital)
    });
    says && named
}

/// Whether two attributions share their cue, or half of their content.
fn same(one: &Attribution, other: &Attribution) -> bool {
    shares_cue(one, other) || shares_half(one, other)
}

fn shares_cue(one: &Attribution, other: &Attribution) -> bool {
    shared(&one.cue, &other.cue) > 0
}

fn shares_half(one: &Attribution, other: &Attribution) -> bool {
    let both = shared(&one.content, &other.content);
    let either = length(&one.content) + length(&other.content) - both;
    2 * both >= either
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
