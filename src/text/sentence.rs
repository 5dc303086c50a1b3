//! Sentences.

use super::paragraph::Paragraph;
use super::{Token, TokenKind};
use crate::span::Span;
use std::ops::Range;

/// A sentence; a quotation of several sentences inside one report is cut like any other text.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its paragraph, by number.
    pub paragraph: usize,
}

/// Cuts each paragraph into sentences.
///
/// A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number,
/// or the next word goes on in lower case. Marks that close a quotation or a bracket go with
/// the sentence they close.
pub(super) fn sentences(
    text: &str,
    tokens: &[Token],
    paragraphs: &mut [Paragraph],
) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (number, paragraph) in paragraphs.iter_mut().enumerate() {
        let from = found.len();
        let mut first = paragraph.tokens.start;
        let mut at = first;
        while at < paragraph.tokens.end {
            if ends(text, tokens, at, first) {
                let mut last = at;
                while last + 1 < paragraph.tokens.end && follows(text, tokens, last + 1) {
                    last += 1;
                }
                let next = last + 1;
                if next >= paragraph.tokens.end || starts(text, tokens, next) {
                    found.push(sentence(tokens, first..next, number));
                    first = next;
                }
                at = last;
            } else if at + 1 - first >= LONGEST {
                found.push(sentence(tokens, first..at + 1, number));
                first = at + 1;
            }
            at += 1;
        }
        if first < paragraph.tokens.end {
            found.push(sentence(tokens, first..paragraph.tokens.end, number));
        }
        paragraph.sentences = from..found.len();
    }
    found
}

/// No sentence of prose has so many tokens. Tables, lists and broken files do, and are cut, so
/// that work which grows with the square of a sentence stays small.
const LONGEST: usize = 400;

fn sentence(tokens: &[Token], range: Range<usize>, paragraph: usize) -> Sentence {
    Sentence {
        span: tokens[range.start].span.cover(tokens[range.end - 1].span),
        tokens: range,
        paragraph,
    }
}

fn ends(text: &str, tokens: &[Token], at: usize, first: usize) -> bool {
    let token = &tokens[at];
    let word = token.span.slice(text);
    match word {
        "!" | "?" | "…" => true,
        "." => at > first && !abbreviation(text, tokens, at - 1),
        // An initialism's own stop can end a sentence; the next word decides.
        _ => {
            token.kind == TokenKind::Word
                && word.ends_with('.')
                && tokens
                    .get(at + 1)
                    .is_some_and(|next| sentence_opener(next.span.slice(text)))
        }
    }
}

/// Whether the stop after this word belongs to the word.
fn abbreviation(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let word = token.span.slice(text);
    if tokens.get(at + 1).is_none_or(|stop| stop.spaced) {
        return false;
    }
    let next = tokens.get(at + 2).map(|token| token.span.slice(text));
    if word.chars().count() == 1 && token.capital {
        return true;
    }
    match ABBREVIATIONS.binary_search(&word) {
        Ok(_) => true,
        // "Jan. 5", "No. 3": only before a number.
        Err(_) if BEFORE_NUMBERS.contains(&word) => {
            next.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()))
        }
        Err(_) => false,
    }
}

/// Titles and short forms that stand before a capital. Sorted by bytes.
const ABBREVIATIONS: [&str; 46] = [
    "Adm", "Amb", "Assn", "Atty", "Ave", "Brig", "Bros", "Capt", "Cmdr", "Co", "Col", "Cpl", "Dr",
    "Fr", "Gen", "Gov", "Hon", "Jr", "Lt", "Maj", "Messrs", "Mme", "Mr", "Mrs", "Ms", "Mt", "Ph",
    "Pres", "Prof", "Pvt", "Rep", "Reps", "Rev", "Sec", "Sen", "Sens", "Sgt", "Spc", "Sr", "St",
    "Supt", "Treas", "ca", "cf", "viz", "vs",
];

const BEFORE_NUMBERS: [&str; 20] = [
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "No",
    "Nos", "Art", "Ch", "Vol", "p", "pp", "para",
];

/// Words that open a sentence after an initialism ("in the U.S. He said").
fn sentence_opener(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "I"
            | "In"
            | "On"
            | "At"
            | "But"
            | "And"
            | "A"
            | "An"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "His"
            | "Her"
            | "Their"
            | "Its"
            | "As"
            | "For"
            | "If"
            | "When"
            | "While"
            | "After"
            | "Asked"
            | "According"
    )
}

/// Marks that go with the sentence before them.
fn follows(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    match token.span.slice(text) {
        "." | "!" | "?" | "…" | ")" | "]" | "”" | "»" | "’" => {
            !token.spaced || token.kind == TokenKind::Quote
        }
        "\"" => !token.spaced,
        _ => false,
    }
}

/// Whether a word can open a sentence: not a lower-case one.
fn starts(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if !token.spaced && token.kind != TokenKind::Quote {
        // "…Lisbon.The treaty": a missing space, but "kremlin.ru" is none.
        return token.capital && tokens[at - 1].span.slice(text) == ".";
    }
    if token.kind == TokenKind::Word {
        return token.capital
            || token.digit
            || !token.span.slice(text).starts_with(char::is_lowercase);
    }
    !matches!(
        token.span.slice(text),
        "," | ";" | ":" | "—" | "–" | "-" | ")"
    )
}

#[cfg(test)]
mod tests {
    use crate::text::Text;

    fn sentences(text: &str) -> Vec<String> {
        let read = Text::read(text);
        read.sentences
            .iter()
            .map(|sentence| sentence.span.slice(text).to_string())
            .collect()
    }

    #[test]
    fn abbreviations_are_sorted_for_the_search() {
        let mut sorted = super::ABBREVIATIONS;
        sorted.sort_unstable();
        assert_eq!(sorted, super::ABBREVIATIONS);
    }

    #[test]
    fn titles_initials_and_dates_do_not_end_a_sentence() {
        for one in [
            "Sen. John J. McCain said on Jan. 5 that it was over.",
            "He spoke in Washington, D.C. on Monday.",
            "Mr. Biden met Gen. Mark Milley at 5 p.m. in Geneva.",
        ] {
            assert_eq!(sentences(one), [one]);
        }
    }

    #[test]
    fn a_line_without_an_end_is_cut() {
        let text = "word ".repeat(1_000);
        let found = sentences(&text);
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|one| one.len() <= 5 * super::LONGEST));
    }

    #[test]
    fn a_closing_mark_goes_with_its_sentence() {
        assert_eq!(
            sentences("\"We agreed.\" He left. \"It is over,\" he said."),
            ["\"We agreed.\"", "He left.", "\"It is over,\" he said."]
        );
        assert_eq!(
            sentences("He went to the U.S. He stayed."),
            ["He went to the U.S.", "He stayed."]
        );
    }
}
