//! Word pieces to words, with what the vocabulary forgets of them: case, quotation, layout.
//!
//! A word is a piece and those that follow it. training/words.py computes the same.

use super::wordpiece::Vocabulary;
use crate::span::Span;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// How a word is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// In small letters.
    Lower = 1,
    /// With a capital first.
    Capital = 2,
    /// In capitals, of which it has two or more.
    Upper = 3,
    /// In figures.
    Figure = 4,
    /// Without letters.
    Symbol = 5,
    /// With a capital somewhere in it.
    Other = 6,
}

/// Where a word stands to a quotation in double quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quote {
    /// In none.
    Outside = 0,
    /// In one.
    Inside = 1,
    /// It is the mark that opens one.
    Opens = 2,
    /// It is the mark that closes one.
    Closes = 3,
}

/// A text's pieces and words.
#[derive(Default)]
pub struct Words {
    /// Numbers of the pieces in the vocabulary.
    pub pieces: Vec<u32>,
    /// For each word, its first piece.
    pub first: Vec<usize>,
    /// For each word, its place in the text.
    pub span: Vec<Span>,
    /// For each word, how it is spelled.
    pub shape: Vec<Shape>,
    /// For each word, where it stands to a quotation.
    pub quote: Vec<Quote>,
    /// For each word, whether it is the first of its line.
    pub opens: Vec<bool>,
}

impl Words {
    /// Cuts a text.
    pub fn read(vocabulary: &Vocabulary, text: &str) -> Words {
        let mut words = Words::default();
        for (at, piece) in vocabulary.pieces(text).into_iter().enumerate() {
            words.pieces.push(piece.id);
            match words.span.last_mut() {
                Some(span) if piece.follows => span.end = piece.span.end,
                _ => {
                    words.first.push(at);
                    words.span.push(piece.span);
                }
            }
        }
        let mut quoted = false;
        let mut last = 0;
        for (number, span) in words.span.iter().enumerate() {
            let word = span.slice(text);
            let gap = Span::new(last, span.start).slice(text);
            last = span.end;
            let opens = number == 0 || gap.contains('\n');
            // A mark forgotten in one paragraph must not turn the rest inside out.
            quoted &= !opens;
            let quote = match word {
                "“" => Quote::Opens,
                "\"" if !quoted => Quote::Opens,
                "”" | "\"" => Quote::Closes,
                _ if quoted => Quote::Inside,
                _ => Quote::Outside,
            };
            quoted = matches!(quote, Quote::Opens | Quote::Inside);
            words.shape.push(shape(word));
            words.quote.push(quote);
            words.opens.push(opens);
        }
        words
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.first.len()
    }

    /// The piece after the words before `end`.
    pub fn first_piece_after(&self, end: usize) -> usize {
        self.first.get(end).copied().unwrap_or(self.pieces.len())
    }
}

fn shape(word: &str) -> Shape {
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return Shape::Figure;
    }
    let letter = |c: &char| {
        c.is_ascii_alphabetic()
            || !c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Letter
    };
    let (mut letters, mut capitals, mut first) = (0, 0, false);
    for c in word.chars().filter(letter) {
        first |= letters == 0 && c.is_uppercase();
        letters += 1;
        capitals += usize::from(c.is_uppercase());
    }
    match (letters, capitals) {
        (0, _) => Shape::Symbol,
        (_, 0) => Shape::Lower,
        (2.., all) if all == letters => Shape::Upper,
        _ if first => Shape::Capital,
        _ => Shape::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::CodePoints;
    use serde::Deserialize;

    /// What training/fixture.py wrote: the reference tokeniser's cuts.
    #[derive(Deserialize)]
    struct Reference {
        text: String,
        pieces: Vec<u32>,
        first: Vec<usize>,
        start: Vec<usize>,
        end: Vec<usize>,
        shape: Vec<u8>,
        quote: Vec<u8>,
        opens: Vec<u8>,
    }

    #[test]
    fn cuts_are_those_that_the_model_was_trained_on() {
        let vocabulary = include_str!("../../../data/models/vocabulary.txt");
        let vocabulary = Vocabulary::read(vocabulary).unwrap();
        let lines = include_str!("../../../tests/data/encoder/words.jsonl");
        for line in lines.lines() {
            let reference: Reference = serde_json::from_str(line).unwrap();
            let text = reference.text.as_str();
            let words = Words::read(&vocabulary, text);
            let points = CodePoints::new(text);
            assert_eq!(words.pieces, reference.pieces, "{text}");
            assert_eq!(words.first, reference.first, "{text}");
            for (k, &span) in words.span.iter().enumerate() {
                let [start, end] = points.of_span(span);
                assert_eq!(start, reference.start[k], "{text}");
                // The reference leaves a last combining mark outside; a span must not cut one off.
                let more = Span::new(points.to_byte(reference.end[k]).unwrap(), span.end);
                assert!(
                    end >= reference.end[k]
                        && more.slice(text).chars().all(|c| !c.is_alphanumeric())
                );
                assert_eq!(words.shape[k] as u8, reference.shape[k], "{text}");
                assert_eq!(words.quote[k] as u8, reference.quote[k], "{text}");
                assert_eq!(u8::from(words.opens[k]), reference.opens[k], "{text}");
            }
        }
    }
}
