//! A text as phrases see it: words without hyphens, possessive endings and full stops.

use crate::lexicon::Word;
use crate::span::Span;
use crate::text::Text;
use std::borrow::Cow;
use std::ops::Range;

/// The words of a text with their places.
pub struct Words<'t> {
    /// The words, in order.
    pub words: Vec<Word<'t>>,
    spans: Vec<Span>,
    /// The token that each word is of or in.
    tokens: Vec<u32>,
}

impl<'t> Words<'t> {
    /// Cuts the tokens of a text into words.
    pub fn read(text: &'t Text<'_>) -> Words<'t> {
        let mut read = Words {
            words: Vec::with_capacity(text.tokens.len()),
            spans: Vec::with_capacity(text.tokens.len()),
            tokens: Vec::with_capacity(text.tokens.len()),
        };
        let mut starts = true;
        let mut sentences = text.sentences.iter().map(|one| one.tokens.start).peekable();
        for (at, token) in text.tokens.iter().enumerate() {
            while sentences.next_if(|&start| start <= at).is_some() {
                starts = true;
            }
            if token.is_word() {
                read.push(text, at, &mut starts);
            } else {
                starts |= matches!(
                    text.word(at),
                    ";" | ":" | "(" | ")" | "—" | "–" | "?" | "!" | "."
                );
            }
        }
        read
    }

    fn push(&mut self, text: &'t Text<'_>, token: usize, starts: &mut bool) {
        let span = text.tokens[token].span;
        let written = text.word(token);
        // Most words have no mark within.
        if written.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let (folded, starts) = (text.folded(token).into(), std::mem::take(starts));
            self.words.push(Word::new(folded, written.into(), starts));
            self.spans.push(span);
            self.tokens.push(token as u32);
            return;
        }
        let mut folded = text.folded(token).split('-');
        let mut at = 0;
        for part in written.split(['-', '‑']) {
            let start = span.start + at;
            let hyphen = written[at + part.len()..].chars().next();
            at += part.len() + hyphen.map_or(0, char::len_utf8);
            let fold = folded.next().unwrap_or_default();
            if part.is_empty() || fold == "s" && part.len() < written.len() && start > span.start {
                continue;
            }
            let starts = std::mem::take(starts);
            self.words.push(Word::new(plain(fold), plain(part), starts));
            self.spans.push(Span::new(start, start + part.len()));
            self.tokens.push(token as u32);
        }
    }

    /// The words that lie wholly or partly in a span.
    pub fn within(&self, span: Span) -> Range<usize> {
        let start = self.spans.partition_point(|word| word.end <= span.start);
        let end = self.spans.partition_point(|word| word.start < span.end);
        start..end.max(start)
    }

    /// The span from the first word of a range to its last; `None` when it is empty.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        if range.is_empty() {
            return None;
        }
        Some(
            self.spans
                .get(range.start)?
                .cover(*self.spans.get(range.end - 1)?),
        )
    }

    /// The words of a range of tokens.
    pub fn of_tokens(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self
            .tokens
            .partition_point(|&token| (token as usize) < tokens.start);
        let end = self
            .tokens
            .partition_point(|&token| (token as usize) < tokens.end);
        start..end
    }

    /// The token that a word is of or in.
    pub fn token(&self, word: usize) -> usize {
        self.tokens.get(word).map_or(0, |&token| token as usize)
    }

    /// The folded word at a place; empty beyond the text.
    pub fn folded(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &*word.folded)
    }
}

/// A word without a possessive ending and without the full stops of an initialism.
fn plain(word: &str) -> Cow<'_, str> {
    let word = word
        .strip_suffix(['s', 'S'])
        .and_then(|stem| stem.strip_suffix(['\'', '’']))
        .filter(|stem| !stem.is_empty())
        .unwrap_or(word);
    // The words are short: a look at each byte is sooner done than a search.
    let initials =
        word.bytes().any(|byte| byte == b'.') && !word.bytes().any(|byte| byte.is_ascii_digit());
    if initials {
        word.chars()
            .filter(|&c| c != '.')
            .collect::<String>()
            .into()
    } else {
        word.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let text = Text::read(text);
        let words = Words::read(&text);
        words
            .words
            .iter()
            .map(|word| word.folded.to_string())
            .collect()
    }

    #[test]
    fn hyphens_possessives_and_initialisms() {
        assert_eq!(
            words("Russia’s U.S.-led cease-fire plan"),
            ["russia", "us", "led", "cease", "fire", "plan"]
        );
    }

    #[test]
    fn spans_slice_the_parts() {
        let text = Text::read("the “US‑Russia” talks");
        let words = Words::read(&text);
        let span = words.span(2..3).unwrap();
        assert_eq!(span.slice(text.text), "Russia");
    }
}
