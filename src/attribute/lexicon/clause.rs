//! Units of text in which a report is looked for, and the clauses inside them.

use super::words;
use crate::text::{Place, Text, TokenKind};
use std::ops::Range;

/// A stretch of one paragraph that no quotation crosses: one sentence, or the sentences
/// that a quotation of several sentences holds together.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub tokens: Range<usize>,
    pub place: Place,
    pub paragraph: usize,
}

/// The units of a text, in order, without datelines and furniture.
pub(super) fn units(text: &Text<'_>) -> Vec<Unit> {
    let mut found = Vec::new();
    for (number, paragraph) in text.paragraphs.iter().enumerate() {
        if paragraph.place == Place::Furniture {
            continue;
        }
        let body = paragraph.tokens.start + paragraph.dateline..paragraph.tokens.end;
        let mut start = body.start;
        for sentence in &text.sentences[paragraph.sentences.clone()] {
            let end = sentence.tokens.end;
            if end <= start {
                continue;
            }
            let inside = end < body.end
                && text.quotation_of(end - 1).is_some()
                && text.quotation_of(end - 1) == text.quotation_of(end);
            if !inside {
                found.push(Unit {
                    tokens: start..end,
                    place: paragraph.place,
                    paragraph: number,
                });
                start = end;
            }
        }
    }
    found
}

/// Whether a unit is a quotation and nothing else but marks.
pub(super) fn is_quotation_alone(text: &Text<'_>, unit: &Unit) -> bool {
    unit.tokens
        .clone()
        .all(|at| text.tokens[at].quotation.is_some() || !text.tokens[at].is_word())
        && unit
            .tokens
            .clone()
            .any(|at| text.tokens[at].quotation.is_some())
}

/// Whether a token stands outside quotations.
pub(super) fn outside(text: &Text<'_>, at: usize) -> bool {
    text.tokens[at].quotation.is_none()
}

/// The last token of a content that starts at `from`: the unit's end without the marks that
/// end the sentence.
pub(super) fn trim_end(text: &Text<'_>, range: Range<usize>) -> Range<usize> {
    let mut end = range.end;
    while end > range.start {
        let at = end - 1;
        let token = &text.tokens[at];
        let is_end = match token.kind {
            TokenKind::Word => false,
            // A closing mark stays with the words it closes, unless they are all quoted.
            TokenKind::Quote => {
                text.quotation_of(range.start).is_some()
                    && text.quotation_of(range.start) == token.quotation.map(|q| q as usize)
            }
            TokenKind::Mark => matches!(text.word(at), "." | "," | ";" | ":" | "—" | "–" | "-"),
        };
        if !is_end {
            break;
        }
        end -= 1;
    }
    range.start..end
}

/// Whether a clause, rather than a prepositional phrase or nothing, starts at a token.
pub(super) fn starts_clause(text: &Text<'_>, at: usize, end: usize) -> bool {
    if at >= end {
        return false;
    }
    let token = &text.tokens[at];
    let word = text.folded(at);
    if !token.is_word() {
        return token.kind == TokenKind::Quote && token.quotation.is_some();
    }
    if words::is_preposition(word) || words::is_time(word) || words::is_adverb(word) {
        return false;
    }
    !matches!(
        word,
        "and" | "or" | "but" | "as" | "when" | "while" | "after" | "who" | "which"
    )
}
