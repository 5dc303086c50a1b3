//! "They discussed security, focusing on the treaty": what comes after the participle tells more of the
//! same matter, and is no second report.

use crate::model::Attribution;
use crate::span::Span;
use crate::text::Text;

/// Lengthens contents that end before such a clause to its end, and drops what an engine took for a
/// report of its own there.
pub(super) fn join(text: &Text<'_>, attributions: &mut Vec<Attribution>) {
    let mut joined = Vec::new();
    for at in 0..attributions.len() {
        let Some(&last) = attributions[at].content.last() else {
            continue;
        };
        let Some(participle) = focus(text, last) else {
            continue;
        };
        let own = attributions.iter().position(|other| {
            other
                .cue
                .first()
                .is_some_and(|cue| text.tokens_in(*cue).start == participle)
        });
        // Where another report begins first, the clause is its business.
        let end = match own.and_then(|own| attributions[own].content.last()) {
            Some(content) => content.end,
            None => match clause_end(text, attributions, participle) {
                Some(end) => end,
                None => continue,
            },
        };
        if let Some(content) = attributions[at].content.last_mut() {
            *content = Span::new(last.start, end.max(last.end));
        }
        joined.extend(own.filter(|own| *own != at));
    }
    let mut number = 0;
    attributions.retain(|_| {
        number += 1;
        !joined.contains(&(number - 1))
    });
    for attribution in attributions {
        end_matter(text, attribution);
    }
}

/// Cuts what is discussed where its sentence goes on with another predicate.
fn end_matter(text: &Text<'_>, attribution: &mut Attribution) {
    let (Some(cue), Some(last)) = (attribution.cue.last(), attribution.content.last_mut()) else {
        return;
    };
    let discussed = text
        .tokens_in(*cue)
        .any(|at| text.folded(at) == "discussed");
    let tokens = text.tokens_in(*last);
    let end = tokens.clone().skip(1).find(|&at| {
        text.word(at) == "," && text.tokens[at].quotation.is_none() && opens_predicate(text, at + 1)
    });
    if let Some(end) = end.filter(|_| discussed && cue.end <= last.start) {
        *last = Span::new(last.start, text.tokens[end - 1].span.end);
    }
}

/// The participle that opens such a clause right behind a content.
fn focus(text: &Text<'_>, content: Span) -> Option<usize> {
    let comma = text.tokens_in(content).end;
    let participle = comma + usize::from(text.word(comma) == ",");
    let inside = text.sentence_of(participle)? == text.sentence_of(comma.checked_sub(1)?)?;
    let opens = matches!(text.folded(participle), "focusing" | "focussing");
    (inside && opens && participle > comma).then_some(participle)
}

/// ", and will meet again": the subject does something else.
fn opens_predicate(text: &Text<'_>, and: usize) -> bool {
    let verb = text.folded(and + 1);
    matches!(text.folded(and), "and" | "but")
        && (verb.ends_with("ed")
            || matches!(
                verb,
                "will"
                    | "would"
                    | "shall"
                    | "can"
                    | "could"
                    | "is"
                    | "are"
                    | "was"
                    | "were"
                    | "has"
                    | "have"
                    | "had"
                    | "then"
                    | "said"
            ))
}

/// The end of the sentence or of its first predicate, where nothing else is reported up to there.
fn clause_end(text: &Text<'_>, attributions: &[Attribution], participle: usize) -> Option<usize> {
    let sentence = &text.sentences[text.sentence_of(participle)?];
    let end = (participle..sentence.tokens.end)
        .find(|&at| text.word(at) == "," && opens_predicate(text, at + 1))
        .unwrap_or(sentence.tokens.end);
    let last = end.checked_sub(1)?;
    let stop = matches!(text.word(last), "." | "!" | "?");
    let rest = Span::new(
        text.tokens[participle].span.start,
        text.tokens[last - usize::from(stop)].span.end,
    );
    let taken = attributions
        .iter()
        .flat_map(|one| one.cue.iter().chain(&one.content))
        .any(|piece| piece.overlaps(rest));
    (!taken).then_some(rest.end)
}
