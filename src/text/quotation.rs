//! Quotations: what stands between double quotation marks, straight or curly.

use super::paragraph::Paragraph;
use super::{Token, TokenKind};
use crate::span::Span;
use std::ops::Range;

/// The words between two quotation marks.
#[derive(Debug, Clone)]
pub struct Quotation {
    /// The words, without the marks and the white space inside them.
    pub inner: Span,
    /// The words with their marks.
    pub outer: Span,
    /// Tokens of `outer`.
    pub tokens: Range<usize>,
    /// Whether a closing mark was found; without one it ends with its paragraph, as
    /// quotations do that go on in the next.
    pub closed: bool,
}

/// Pairs the marks of each paragraph and tells every token which quotation it is in.
pub(super) fn quotations(
    text: &str,
    tokens: &mut [Token],
    paragraphs: &[Paragraph],
) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    for paragraph in paragraphs {
        let mut open: Option<usize> = None;
        for at in paragraph.tokens.clone() {
            if tokens[at].kind != TokenKind::Quote {
                continue;
            }
            match open {
                None if opens(text, tokens, at, &paragraph.tokens) => open = Some(at),
                None => {}
                Some(from) if closes(text, tokens, from, at) => {
                    push(text, tokens, &mut found, from..at + 1, true);
                    open = None;
                }
                Some(_) => {}
            }
        }
        if let Some(from) = open {
            push(text, tokens, &mut found, from..paragraph.tokens.end, false);
        }
    }
    found
}

fn mark(text: &str, token: &Token) -> char {
    token.span.slice(text).chars().next().unwrap_or(' ')
}

/// A mark opens a quotation unless it is a closing mark by its form, or a straight one
/// that hangs on the word before it with nothing after. At the start of a paragraph a closing
/// mark that clings to the next word was mistyped.
fn opens(text: &str, tokens: &[Token], at: usize, paragraph: &Range<usize>) -> bool {
    match mark(text, &tokens[at]) {
        '”' if at == paragraph.start => tokens
            .get(at + 1)
            .is_some_and(|next| next.is_word() && !next.spaced),
        '”' | '»' | '’' => false,
        '"' | '\'' => {
            let follows = at + 1 < paragraph.end && !tokens[at + 1].spaced;
            follows || (tokens[at].spaced && at + 1 < paragraph.end)
        }
        _ => true,
    }
}

fn closes(text: &str, tokens: &[Token], from: usize, at: usize) -> bool {
    match (mark(text, &tokens[from]), mark(text, &tokens[at])) {
        (_, '”' | '»' | '‟' | '’') => true,
        ('„', '“') => true,
        // A straight mark that clings to the next word alone opens an inner quotation;
        // writers who nest straight marks are rare, so the first one closes.
        (_, '"' | '\'') => true,
        _ => false,
    }
}

fn push(
    text: &str,
    tokens: &mut [Token],
    found: &mut Vec<Quotation>,
    range: Range<usize>,
    closed: bool,
) {
    let number = found.len() as u32;
    let outer = tokens[range.start].span.cover(tokens[range.end - 1].span);
    let end = if closed {
        tokens[range.end - 1].span.start
    } else {
        outer.end
    };
    let inner = Span::new(tokens[range.start].span.end, end).trim(text);
    if inner.is_empty() {
        return;
    }
    for token in &mut tokens[range.clone()] {
        token.quotation = Some(number);
    }
    found.push(Quotation {
        inner,
        outer,
        tokens: range,
        closed,
    });
}
