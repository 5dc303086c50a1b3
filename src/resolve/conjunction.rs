//! The words between a cue, a content and a source are the reporter's, not the speaker's: an
//! engine may count them to the content, a statement does not.

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

/// Leaves out whom somebody congratulates or thanks: "congratulated | the athletes on | their victory".
pub(super) fn drop_greeted(text: &Text<'_>, attribution: &mut Attribution) {
    let (Some(cue), Some(first)) = (attribution.cue.last(), attribution.content.first_mut()) else {
        return;
    };
    let verb = text.folded(text.tokens_in(*cue).end.saturating_sub(1));
    let tokens = text.tokens_in(*first);
    let behind = cue.end <= first.start && text.tokens[tokens.start].quotation.is_none();
    let leads: &[&str] = match verb {
        "congratulated" | "congratulate" | "congratulating" => &["on", "upon"],
        "thanked" | "thank" | "thanking" => &["for"],
        _ => return,
    };
    // "Congratulated him on | winning": that is left out already.
    let before = tokens.start.checked_sub(1).map(|at| text.folded(at));
    if before.is_some_and(|word| leads.contains(&word)) {
        return;
    }
    let lead = tokens
        .clone()
        .skip(1)
        .take_while(|&at| text.word(at) != ".")
        .find(|&at| leads.contains(&text.folded(at)));
    if let Some(lead) = lead.filter(|&lead| behind && lead + 1 < tokens.end) {
        *first = Span::new(text.tokens[lead + 1].span.start, first.end);
    }
}

/// Leaves out the preposition behind a content that goes on with the reporter's words: "welcomed the
/// efforts in a joint statement".
pub(super) fn drop_hanging(text: &Text<'_>, attribution: &mut Attribution) {
    let Some(last) = attribution.content.last_mut() else {
        return;
    };
    let tokens = text.tokens_in(*last);
    let Some(hanging) = tokens.end.checked_sub(1).filter(|_| tokens.len() > 1) else {
        return;
    };
    // "Congratulated him on his birthday over the telephone": by what means.
    let means = ["over", "the", "telephone"];
    let ends = tokens.len() > 3
        && (tokens.end - 3..tokens.end)
            .map(|at| text.folded(at))
            .eq(means);
    if ends && text.tokens[hanging].quotation.is_none() {
        *last = Span::new(last.start, text.tokens[tokens.end - 4].span.end);
        return;
    }
    let goes_on = text.tokens.get(tokens.end).is_some_and(|next| {
        next.is_word() && text.sentence_of(tokens.end) == text.sentence_of(hanging)
    });
    let preposition = matches!(
        text.folded(hanging),
        "in" | "on"
            | "at"
            | "by"
            | "during"
            | "from"
            | "with"
            | "through"
            | "after"
            | "before"
            | "and"
            | "as"
    );
    if goes_on && preposition && text.tokens[hanging].quotation.is_none() {
        *last = Span::new(last.start, text.tokens[hanging - 1].span.end);
    }
}
