//! Article to paragraphs, sentences, quotations and tokens.
//!
//! Everything here is an index over the stored text: spans and numbers, no copies of
//! words but the folded forms that the lexicons are asked for. Reading a text never
//! fails; what is odd about it (a quotation that nobody closes) is kept as a note.

mod paragraph;
mod quotation;
mod sentence;
mod token;

pub use paragraph::{Paragraph, Place};
pub use quotation::Quotation;
pub use sentence::Sentence;
pub use token::{Token, TokenKind};

use crate::span::Span;
use std::ops::Range;

/// An article's text with its structure; every span slices `text`.
///
/// ```
/// let text = onrecord::text::Text::read("“We are ready,” he said.");
/// assert_eq!(text.quotations[0].inner.slice(text.text), "We are ready,");
/// ```
pub struct Text<'a> {
    /// The text itself.
    pub text: &'a str,
    /// Words and marks, in order.
    pub tokens: Vec<Token>,
    /// Paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences, in order; none crosses a paragraph.
    pub sentences: Vec<Sentence>,
    /// Quotations, in order of their opening mark; inner ones are not listed.
    pub quotations: Vec<Quotation>,
    folded: String,
}

impl<'a> Text<'a> {
    /// Reads the structure of a text.
    pub fn read(text: &'a str) -> Text<'a> {
        let (mut tokens, folded) = token::tokens(text);
        let mut paragraphs = paragraph::paragraphs(text, &tokens);
        let quotations = quotation::quotations(text, &mut tokens, &paragraphs);
        let mut sentences = sentence::sentences(text, &tokens, &mut paragraphs);
        let paragraphs = paragraph::divide(paragraphs, &mut sentences);
        for (number, sentence) in sentences.iter().enumerate() {
            for token in &mut tokens[sentence.tokens.clone()] {
                token.sentence = number as u32;
            }
        }
        let mut read = Text {
            text,
            tokens,
            paragraphs,
            sentences,
            quotations,
            folded,
        };
        paragraph::place(&mut read);
        read
    }

    /// The words of a token as they stand.
    pub fn word(&self, token: usize) -> &'a str {
        self.tokens
            .get(token)
            .map_or("", |token| token.span.slice(self.text))
    }

    /// The words and marks, in order, as they stand.
    pub fn words(&self) -> impl Iterator<Item = &'a str> {
        let text = self.text;
        self.tokens.iter().map(move |token| token.span.slice(text))
    }

    /// The words of a token in lower case, with straight apostrophes.
    pub fn folded(&self, token: usize) -> &str {
        self.tokens
            .get(token)
            .and_then(|token| {
                self.folded
                    .get(token.folded.0 as usize..token.folded.1 as usize)
            })
            .unwrap_or("")
    }

    /// The span from the first token of a range to its last; `None` when it is empty.
    pub fn span_of(&self, range: Range<usize>) -> Option<Span> {
        if range.is_empty() {
            return None;
        }
        let first = self.tokens.get(range.start)?;
        let last = self.tokens.get(range.end - 1)?;
        Some(first.span.cover(last.span))
    }

    /// The tokens that lie wholly or partly in a span.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self
            .tokens
            .partition_point(|token| token.span.end <= span.start);
        let end = self
            .tokens
            .partition_point(|token| token.span.start < span.end);
        start..end.max(start)
    }

    /// The sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> Option<usize> {
        let at = self.tokens.get(token)?.sentence as usize;
        (at < self.sentences.len()).then_some(at)
    }

    /// The paragraph that holds a token.
    pub fn paragraph_of(&self, token: usize) -> Option<usize> {
        let at = self
            .paragraphs
            .partition_point(|paragraph| paragraph.tokens.end <= token);
        self.paragraphs
            .get(at)
            .is_some_and(|paragraph| paragraph.tokens.contains(&token))
            .then_some(at)
    }

    /// The quotation that a token is in; its marks count as in it.
    pub fn quotation_of(&self, token: usize) -> Option<usize> {
        self.tokens.get(token)?.quotation.map(|at| at as usize)
    }
}
