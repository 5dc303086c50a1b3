//! Finds what was said: after the cue, before it, or around it.

use super::clause::{Unit, outside, starts_clause, trim_end};
use super::cue::{Found, Lead};
use super::words;
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// What follows a cue, and how.
pub(super) enum After {
    /// A content that starts at this token; `that` or a link has been passed.
    Content { start: usize, rule: &'static str },
    /// Nothing: the content must stand before.
    Nothing,
}

/// Looks at the words after a cue.
pub(super) fn after(text: &Text<'_>, unit: &Unit, cue: &Found<'_>) -> After {
    let end = unit.tokens.end;
    let at = past_aside(text, cue.tokens.end, end);
    let frames = match &cue.lead {
        Lead::Expression => return expression(text, at, end),
        Lead::Frames(frames) => *frames,
    };
    if at >= end {
        return After::Nothing;
    }
    if let Some(start) = quotation(text, at, end)
        && (frames.quote || frames.clause)
    {
        return After::Content {
            start,
            rule: "said-before quotation",
        };
    }
    if text.word(at) == ":" && at + 1 < end {
        return After::Content {
            start: at + 1,
            rule: "said-before colon",
        };
    }
    let word = text.folded(at);
    if word == "that" && (frames.that || frames.clause) && at + 1 < end {
        return After::Content {
            start: past_that(text, at, end),
            rule: "said-before that",
        };
    }
    if let Some(start) = adverbial_that(text, at, end)
        && (frames.that || frames.clause)
    {
        return After::Content {
            start,
            rule: "said-before that",
        };
    }
    if frames.infinitive && word == "to" && at + 1 < end {
        return After::Content {
            start: at,
            rule: "infinitive",
        };
    }
    if frames.prepositions.contains(&word) && at + 1 < end {
        return After::Content {
            start: at + 1,
            rule: "preposition",
        };
    }
    if frames.addressee
        && let Some(start) = past_addressee(text, at, end, &frames.prepositions)
    {
        return After::Content {
            start,
            rule: "told",
        };
    }
    if frames.object && is_object(text, at, end) {
        return After::Content {
            start: at,
            rule: "object",
        };
    }
    if frames.clause && starts_clause(text, at, end) && has_verb_after(text, at, end) {
        return After::Content {
            start: at,
            rule: "said-before clause",
        };
    }
    if frames.ing && word.ends_with("ing") {
        return After::Content {
            start: at,
            rule: "gerund",
        };
    }
    After::Nothing
}

/// "discussed in detail", "agreed, in particular, to": what stands between a cue and its content.
fn past_aside(text: &Text<'_>, at: usize, end: usize) -> usize {
    let comma = usize::from(at < end && text.word(at) == ",");
    let from = at + comma;
    if from + 2 >= end {
        return at;
    }
    let aside = matches!(
        (text.folded(from), text.folded(from + 1)),
        ("in", "detail" | "particular" | "depth" | "part") | ("at", "length")
    );
    let next = from + 2;
    match (aside, comma) {
        (false, _) => at,
        (true, 0) => next,
        (true, _) if text.word(next) == "," => next + 1,
        (true, _) => next,
    }
}

fn expression(text: &Text<'_>, at: usize, end: usize) -> After {
    if at + 1 >= end {
        return After::Nothing;
    }
    let start = match text.folded(at) {
        "to" => at,
        "that" => past_that(text, at, end),
        // "expressed the hope in January that".
        "in" | "on" | "at" => adverbial_that(text, at, end).unwrap_or(at + 1),
        _ => at + 1,
    };
    After::Content {
        start,
        rule: "expression",
    }
}

/// A quotation right after the cue, a comma or colon and "that" apart.
fn quotation(text: &Text<'_>, at: usize, end: usize) -> Option<usize> {
    let mut at = at;
    if at < end && matches!(text.word(at), "," | ":") {
        at += 1;
    }
    (at < end && text.tokens[at].kind == TokenKind::Quote && text.tokens[at].quotation.is_some())
        .then_some(at)
}

/// "said that, \"…": the comma goes with "that".
fn past_that(text: &Text<'_>, that: usize, end: usize) -> usize {
    let next = that + 1;
    if next + 1 < end && text.word(next) == "," && text.tokens[next + 1].kind == TokenKind::Quote {
        next + 1
    } else {
        next
    }
}

/// "said in Moscow on Tuesday that": the clause stands behind adverbials.
fn adverbial_that(text: &Text<'_>, at: usize, end: usize) -> Option<usize> {
    let opens = text.folded(at);
    if !(words::is_preposition(opens) || words::is_time(opens) || words::is_adverb(opens)) {
        return None;
    }
    for next in at..end.min(at + 14) {
        if !outside(text, next) || matches!(text.word(next), "," | ";" | ":") {
            return None;
        }
        if text.folded(next) == "that" && next > at {
            return Some(past_that(text, next, end)).filter(|&start| start < end);
        }
    }
    None
}

/// "told reporters that", "told a press conference in Geneva", "urged Iran to".
fn past_addressee(text: &Text<'_>, at: usize, end: usize, prepositions: &[&str]) -> Option<usize> {
    if !outside(text, at) || !text.tokens[at].is_word() || words::is_preposition(text.folded(at)) {
        return None;
    }
    for next in at + 1..end.min(at + 12) {
        if !outside(text, next) {
            return (text.tokens[next].kind == TokenKind::Quote).then_some(next);
        }
        match text.folded(next) {
            "that" => return Some(past_that(text, next, end)),
            // "urged Iran to": whom the demand is made of is part of it.
            "to" if next + 1 < end => return Some(at),
            "," => return quotation(text, next, end),
            ":" => return Some(next + 1).filter(|&start| start < end),
            // "thanked Bush for", "informed the President on".
            word if prepositions.contains(&word) && next + 1 < end => return Some(next + 1),
            // "told reporters the deal was dead": a determiner or pronoun opens the clause.
            word if next == at + 1
                && (words::is_determiner(word)
                    || words::is_subject_pronoun(word)
                    || word == "there")
                && has_verb_after(text, next, end) =>
            {
                return Some(next);
            }
            _ => {}
        }
    }
    None
}

/// Whether an object starts here: a noun phrase, not an adverbial.
fn is_object(text: &Text<'_>, at: usize, end: usize) -> bool {
    if at >= end {
        return false;
    }
    let token = &text.tokens[at];
    if !outside(text, at) {
        return token.kind == TokenKind::Quote;
    }
    let word = text.folded(at);
    token.is_word()
        && !(words::is_preposition(word)
            || words::is_time(word)
            || words::is_auxiliary(word)
            || words::is_boundary(word) && !matches!(word, "how" | "what" | "why" | "whether")
            || matches!(
                word,
                "him" | "her" | "them" | "me" | "us" | "it" | "himself" | "themselves"
            ) && at + 1 >= end)
}

/// Whether a finite verb seems to follow: an auxiliary, a common verb, a past form.
fn has_verb_after(text: &Text<'_>, at: usize, end: usize) -> bool {
    (at..end.min(at + 25)).any(|next| {
        let word = text.folded(next);
        words::is_auxiliary(word) && word != "to"
            || words::is_common_verb(word)
            || (word.len() > 4 && word.ends_with("ed"))
            || (next > at && word.len() > 3 && word.ends_with('s') && !text.tokens[next].capital)
            || word.contains('\'')
    })
}

/// What stands before a report that closes its sentence: the clause up to the comma at `comma`.
pub(super) fn before(text: &Text<'_>, unit: &Unit, comma: usize) -> Option<Range<usize>> {
    let mut start = unit.tokens.start;
    while start < comma && matches!(text.folded(start), "but" | "and" | "," | "meanwhile" | "so") {
        start += 1;
    }
    let words = (start..comma)
        .filter(|&at| text.tokens[at].is_word())
        .count();
    (words >= 3).then(|| trim_end(text, start..comma))
}
