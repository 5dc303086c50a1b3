//! The words and marks of a text as the scores count them, at offsets in code points.
//!
//! They are cut by one plain rule, apart from the program's own tokens, so that a change of
//! those changes no figure: a run of letters, digits and underscores, or one other character
//! that is no space.

use super::align::Places;
use super::gold::Pieces;
use unicode_normalization::char::is_combining_mark;

/// A text cut into tokens.
pub struct Tokens {
    /// The text, a code point each.
    pub text: Vec<char>,
    /// Start and end of each token.
    spans: Vec<[usize; 2]>,
    /// The token of each code point; `None` for white space.
    at: Vec<Option<usize>>,
}

impl Tokens {
    /// Cuts a text.
    pub fn read(text: &str) -> Tokens {
        let text: Vec<char> = text.chars().collect();
        let mut spans: Vec<[usize; 2]> = Vec::new();
        let mut at = vec![None; text.len()];
        let mut in_word = false;
        for (place, &c) in text.iter().enumerate() {
            let word = of_word(c);
            if !word && is_space(c) {
                in_word = false;
                continue;
            }
            match spans.last_mut() {
                Some(last) if word && in_word => last[1] = place + 1,
                _ => spans.push([place, place + 1]),
            }
            at[place] = Some(spans.len() - 1);
            in_word = word;
        }
        Tokens { text, spans, at }
    }

    /// The tokens that share a character with one of the pieces.
    pub fn of(&self, pieces: &Pieces) -> Places {
        pieces
            .iter()
            .flat_map(|&piece| self.slots(piece).iter().flatten().copied())
            .collect()
    }

    fn slots(&self, [start, end]: [usize; 2]) -> &[Option<usize>] {
        let end = end.min(self.text.len());
        self.at.get(start..end).unwrap_or_default()
    }

    /// The characters of a piece, as far as the text has them.
    pub fn slice(&self, [start, end]: [usize; 2]) -> &[char] {
        let end = end.min(self.text.len());
        self.text.get(start..end).unwrap_or_default()
    }

    /// The words of several pieces, with a blank between two.
    pub fn words(&self, pieces: &Pieces) -> String {
        let pieces: Vec<String> = pieces
            .iter()
            .map(|&piece| self.slice(piece).iter().collect())
            .collect();
        pieces.join(" ")
    }

    /// The words among some tokens, without marks.
    pub fn without_marks(&self, tokens: &Places) -> Places {
        tokens
            .iter()
            .copied()
            .filter(|&token| self.is_word(token))
            .collect()
    }

    /// Whether a token is a word.
    pub fn is_word(&self, token: usize) -> bool {
        of_word(self.text[self.spans[token][0]])
    }

    /// A token's characters.
    pub fn word(&self, token: usize) -> &[char] {
        self.slice(self.spans[token])
    }

    /// The character before a token.
    pub fn before(&self, token: usize) -> Option<char> {
        let before = self.spans[token][0].checked_sub(1)?;
        self.text.get(before).copied()
    }
}

/// A letter or a digit. A combining mark is none, though Unicode counts some as alphabetic.
pub fn is_letter_or_digit(c: char) -> bool {
    c.is_alphanumeric() && !is_combining_mark(c)
}

/// Whether a character goes on a word.
pub fn of_word(c: char) -> bool {
    c == '_' || is_letter_or_digit(c)
}

/// White space, with the four separators of ASCII.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_marks_are_told_apart() {
        let tokens = Tokens::read("“Да_1,” he  said");
        let words: Vec<String> = (0..tokens.spans.len())
            .map(|token| tokens.word(token).iter().collect())
            .collect();
        assert_eq!(words, ["“", "Да_1", ",", "”", "he", "said"]);
        assert_eq!(
            tokens.of(&vec![[0, 2], [8, 100]]),
            Places::from([0, 1, 4, 5])
        );
        assert_eq!(tokens.of(&vec![[90, 100]]), Places::new());
    }
}
