//! The "that" between a cue and its content is the reporter's word, not the speaker's: an
//! engine may count it to the content, a statement does not.

use crate::model::Attribution;
use crate::span::Span;
use crate::text::Text;

/// Leaves out the "that" which opens a content.
pub(super) fn drop_that(text: &Text<'_>, attribution: &mut Attribution) {
    let Some(first) = attribution.content.first_mut() else {
        return;
    };
    let tokens = text.tokens_in(*first);
    let that = tokens.start;
    let mut next = that + 1;
    if text.folded(that) != "that" || text.tokens[that].span.start != first.start {
        return;
    }
    // "said that was unfair": here it is what the speaker speaks of.
    if matches!(
        text.folded(next),
        "is" | "was"
            | "will"
            | "would"
            | "has"
            | "had"
            | "can"
            | "could"
            | "does"
            | "did"
            | "may"
            | "might"
            | "should"
            | "must"
            | "means"
            | "meant"
    ) {
        return;
    }
    // "said that, if needed,": the comma goes with the conjunction.
    if text.word(next) == "," {
        next += 1;
    }
    if next < tokens.end {
        *first = Span::new(text.tokens[next].span.start, first.end);
    }
}
