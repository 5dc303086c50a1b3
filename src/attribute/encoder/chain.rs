//! Attributions within others and around them, which the encoder does not look for: "Lavrov
//! said that Biden had told Putin …", "…, Lavrov said, according to Interfax", "TASS cites
//! Peskov as saying that …".
//!
//! The lexicon engine finds them; what stands neither inside an attribution of the encoder's nor
//! around one is left to [`super::supplement`].

use crate::attribute::IN_CHAIN;
use crate::attribute::lexicon::cited::{CITED, CITES, CITING, is_press};
use crate::lexicon::Lexicon;
use crate::model::{ActorKind, Attribution};
use crate::span::Span;
use crate::text::Text;
use std::ops::Range;

/// Adds to `found` what `ruled`, the lexicon engine's attributions, tell within what was found
/// and around it.
pub fn add(text: &Text<'_>, ruled: &[Attribution], found: &mut Vec<Attribution>) {
    // "was quoted by Interfax as saying": one construction with two voices, which the encoder
    // takes for one.
    let second_hand = |one: &&Attribution| [CITED, CITES, CITING].contains(&one.rule.as_str());
    let cited: Vec<&Attribution> = ruled.iter().filter(second_hand).collect();
    found.retain(|other| !cited.iter().any(|one| overlap(&one.cue, &other.cue)));
    found.extend(cited.into_iter().map(|one| match one.rule.as_str() {
        CITES => one.clone(),
        _ => chained(one),
    }));
    repair(text, ruled, found);
    let mut new: Vec<&Attribution> = ruled
        .iter()
        .filter(|one| !found.iter().any(|other| overlap(&one.cue, &other.cue)))
        .filter(|one| {
            found.iter().any(|outer| tells(outer, one)) && is_voice(text, one)
                || passes_on(text, one) && found.iter().any(|inner| tells(one, inner))
        })
        .collect();
    new.dedup();
    let new: Vec<Attribution> = new.into_iter().map(chained).collect();
    found.extend(new);
}

fn chained(one: &Attribution) -> Attribution {
    Attribution {
        rule: format!("{}{IN_CHAIN}", one.rule),
        ..one.clone()
    }
}

/// A source that does not stand beside "according to" is not the one meant; and where the report
/// is broken in two ("Lavrov said, according to Interfax, that"), all of it is what is passed on.
fn repair(text: &Text<'_>, ruled: &[Attribution], found: &mut [Attribution]) {
    for one in ruled.iter().filter(|one| one.rule == "according to") {
        let inner = found
            .iter()
            .any(|inner| !overlap(&one.cue, &inner.cue) && tells(one, inner));
        for other in found
            .iter_mut()
            .filter(|other| overlap(&one.cue, &other.cue))
        {
            let beside = match (one.source.first(), other.source.first()) {
                (Some(ruled), Some(found)) => ruled.overlaps(*found),
                _ => false,
            };
            if !beside && is_press(text, &tokens(text, &one.source)) {
                other.source.clone_from(&one.source);
            }
            if inner && one.content.len() > 1 {
                other.content.clone_from(&one.content);
                other.kind = one.kind;
            }
        }
    }
}

/// Whether the inner attribution stands whole, cue and source and all, in what the outer tells.
fn tells(outer: &Attribution, inner: &Attribution) -> bool {
    let told = |span: &Span| outer.content.iter().any(|piece| piece.contains(*span));
    let Some(extent) = outer.extent() else {
        return false;
    };
    !inner.cue.is_empty()
        && inner.cue.iter().chain(&inner.source).all(told)
        && inner.content.iter().all(|span| extent.contains(*span))
        && outer.content != inner.content
}

/// Whether a person or a publisher is the source, and the cue can report a quotation, with no
/// "not" in it: it tells of saying rather than of what a state is ready for or wants.
fn is_voice(text: &Text<'_>, one: &Attribution) -> bool {
    let cues = &Lexicon::shared().cues;
    let source = tokens(text, &one.source);
    let words = || one.cue.iter().flat_map(|&cue| text.tokens_in(cue));
    let says = words()
        .flat_map(|at| cues.with_form(text.folded(at)))
        .any(|(cue, _)| cue.frames.quote);
    let denied = words().any(|at| {
        let word = text.folded(at);
        matches!(word, "not" | "never" | "neither") || word.ends_with("n't")
    });
    says && !denied && (is_press(text, &source) || is_person(text, source))
}

/// Whether a source names a person: somebody known, a title, or a name of two words that is
/// nothing else.
fn is_person(text: &Text<'_>, source: Range<usize>) -> bool {
    let actors = &Lexicon::shared().actors;
    source.clone().any(|at| {
        let words = || (at..source.end).map(|token| actors.key(text.word(token)));
        let capital = |at: usize| at < source.end && text.tokens[at].capital;
        let known = actors.longest(words());
        let kind = known.map(|found| actors.get(found.values[0].actor).kind);
        capital(at)
            && (kind == Some(ActorKind::Person)
                || actors.surname(words()).is_some()
                || kind.is_none() && capital(at + 1))
            || actors.title(words()).is_some()
    })
}

/// Whether a report passes on what somebody else says: a publisher's, or one in the form for it.
fn passes_on(text: &Text<'_>, one: &Attribution) -> bool {
    one.rule == "according to"
        || matches!(one.rule.as_str(), "said-after" | "inverted")
            && is_press(text, &tokens(text, &one.source))
}

fn tokens(text: &Text<'_>, spans: &[Span]) -> Range<usize> {
    match (spans.first(), spans.last()) {
        (Some(first), Some(last)) => text.tokens_in(first.cover(*last)),
        _ => 0..0,
    }
}

fn overlap(one: &[Span], other: &[Span]) -> bool {
    one.iter().any(|a| other.iter().any(|b| a.overlaps(*b)))
}
