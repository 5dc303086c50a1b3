//! Quotations that go on after the report: when they are statements of their own.
//!
//! An attribution keeps all pieces of a quotation that one report interrupts. As a statement, a
//! piece that follows the report's full stop stands for itself when it names a target that the
//! piece before does not: otherwise its position would be filed under the wrong topic.

use super::targets::Targets;
use crate::model::Attribution;
use crate::span::Span;
use crate::text::Text;
use std::collections::BTreeSet;

/// Cuts attributions at full stops between their pieces where a new target is named.
pub(super) fn split(
    text: &Text<'_>,
    attributions: Vec<Attribution>,
    targets: &Targets<'_, '_>,
) -> Vec<Attribution> {
    let mut found = Vec::with_capacity(attributions.len());
    for attribution in attributions {
        let mut rest = attribution;
        while let Some(at) = cut(text, &rest, targets) {
            let tail = rest.content.split_off(at);
            let mut continued = rest.clone();
            continued.content = tail;
            continued.kind = crate::attribute::kind::kind_of(text, &continued.content);
            continued.rule = format!("{}, continued", rest.rule);
            rest.kind = crate::attribute::kind::kind_of(text, &rest.content);
            found.push(std::mem::replace(&mut rest, continued));
        }
        found.push(rest);
    }
    found
}

/// The first piece that starts a sentence after the report and names a target of its own.
fn cut(text: &Text<'_>, attribution: &Attribution, targets: &Targets<'_, '_>) -> Option<usize> {
    (1..attribution.content.len()).find(|&at| {
        let (before, piece) = (attribution.content[at - 1], attribution.content[at]);
        sentence_between(text, before, piece) && names_more(attribution, at, targets)
    })
}

fn sentence_between(text: &Text<'_>, before: Span, piece: Span) -> bool {
    let last = text.tokens_in(before).end.saturating_sub(1);
    let first = text.tokens_in(piece).start;
    let words_between = (last + 1..first).any(|at| text.tokens[at].is_word());
    words_between && text.sentence_of(last) != text.sentence_of(first)
}

fn names_more(attribution: &Attribution, at: usize, targets: &Targets<'_, '_>) -> bool {
    let named = |content: &[Span]| -> BTreeSet<String> {
        let mut part = attribution.clone();
        part.content = content.to_vec();
        targets
            .stances(&part)
            .into_iter()
            .map(|stance| stance.target)
            .collect()
    };
    let before = named(&attribution.content[..at]);
    !before.is_empty()
        && named(&attribution.content[at..])
            .iter()
            .any(|target| !before.contains(target))
}
