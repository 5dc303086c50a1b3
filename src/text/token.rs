//! Words and marks with exact byte spans.

use crate::span::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word; `U.S.`, `Russia-US`, `o'clock` and `2.5` are one.
    Word,
    /// A quotation mark.
    Quote,
    /// Any other mark.
    Mark,
}

/// A word or a mark.
#[derive(Debug, Clone)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether its first character is an upper-case letter.
    pub capital: bool,
    /// Whether it has a digit.
    pub digit: bool,
    /// Whether white space, or nothing, comes before it.
    pub spaced: bool,
    /// The quotation it is in, by number.
    pub quotation: Option<u32>,
    /// The sentence it is in, by number; beyond the last where it is in none.
    pub(super) sentence: u32,
    pub(super) folded: (u32, u32),
}

impl Token {
    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }
}

/// Whether a character opens or closes a quotation.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»')
}

/// Cuts a text into tokens; the second value holds their folded forms.
pub(super) fn tokens(text: &str) -> (Vec<Token>, String) {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut folded = String::with_capacity(text.len());
    let mut spaced = true;
    let mut at = 0;
    let char_at = |at: usize| text[at..].chars().next();
    while let Some(c) = char_at(at) {
        let start = at;
        at += c.len_utf8();
        if c.is_whitespace() || is_invisible(c) {
            spaced = true;
            continue;
        }
        let fold_start = folded.len() as u32;
        let mut digit = false;
        let kind = if is_word(c) {
            digit |= c.is_numeric();
            fold(c, &mut folded);
            loop {
                // Most words are letters of ASCII to their end.
                let run = ascii_run(&text[at..]);
                digit |= run.bytes().any(|byte| byte.is_ascii_digit());
                at += run.len();
                let from = folded.len();
                folded.push_str(run);
                folded[from..].make_ascii_lowercase();
                let next = char_at(at).filter(|&c| is_word(c) || joins(text, start, at, c));
                let Some(next) = next else { break };
                digit |= next.is_numeric();
                fold(next, &mut folded);
                at += next.len_utf8();
            }
            TokenKind::Word
        } else {
            fold(c, &mut folded);
            // Typewriters and wire copy write double quotation marks with two single ones.
            let doubled = matches!(c, '\'' | '`' | '’' | '‘') && char_at(at) == Some(c);
            if doubled {
                at += c.len_utf8();
                TokenKind::Quote
            } else if is_quote(c) {
                TokenKind::Quote
            } else {
                TokenKind::Mark
            }
        };
        tokens.push(Token {
            span: Span::new(start, at),
            kind,
            capital: c.is_uppercase(),
            digit,
            spaced,
            quotation: None,
            sentence: u32::MAX,
            folded: (fold_start, folded.len() as u32),
        });
        spaced = false;
    }
    (tokens, folded)
}

/// The letters and digits of ASCII that a text begins with.
fn ascii_run(text: &str) -> &str {
    let bytes = text.as_bytes().iter();
    let length = bytes
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    &text[..length]
}

/// Letters, digits and the marks that combine with them.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}')
}

/// Zero-width and direction marks stand for no word.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{ad}'
    )
}

/// Whether a mark inside a run of letters belongs to the word: `o'clock`, `Russia-US`,
/// `2.5`, and the full stops of `U.S.` with the last of them.
fn joins(text: &str, start: usize, at: usize, mark: char) -> bool {
    let after = text[at + mark.len_utf8()..].chars().next();
    let before = text[start..at].chars().next_back();
    match mark {
        '\'' | '’' | '-' | '‑' => after.is_some_and(is_word),
        '.' | ',' => {
            let digits = before.is_some_and(|c| c.is_ascii_digit())
                && after.is_some_and(|c| c.is_ascii_digit());
            digits || (mark == '.' && initialism(&text[start..at], after))
        }
        _ => false,
    }
}

/// `U.S`, `a.m`, `D.C` before a further full stop: single letters between full stops.
fn initialism(run: &str, after: Option<char>) -> bool {
    let single = run
        .rsplit('.')
        .next()
        .is_some_and(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    if !single {
        return false;
    }
    let inner = run.contains('.');
    inner && !after.is_some_and(is_word) || after.is_some_and(char::is_alphabetic)
}

fn fold(c: char, folded: &mut String) {
    match c {
        '’' | '‘' | '`' => folded.push('\''),
        '‑' => folded.push('-'),
        c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
        c => folded.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text)
            .0
            .iter()
            .map(|token| token.span.slice(text))
            .collect()
    }

    #[test]
    fn initials_keep_their_full_stops() {
        assert_eq!(words("the U.S. said"), ["the", "U.S.", "said"]);
        assert_eq!(words("at 5 p.m. on"), ["at", "5", "p.m.", "on"]);
        assert_eq!(
            words("George W.Bush left."),
            ["George", "W.Bush", "left", "."]
        );
    }

    #[test]
    fn hyphens_and_apostrophes_join() {
        assert_eq!(words("Russia-US summit"), ["Russia-US", "summit"]);
        assert_eq!(words("there’s a prospect"), ["there’s", "a", "prospect"]);
        assert_eq!(
            words("the nations’ potential"),
            ["the", "nations", "’", "potential"]
        );
        assert_eq!(
            words("2.5 million, 3,000"),
            ["2.5", "million", ",", "3,000"]
        );
    }

    #[test]
    fn folded_forms_have_straight_apostrophes() {
        let (tokens, folded) = tokens("Didn’t É");
        let (start, end) = tokens[0].folded;
        assert_eq!(&folded[start as usize..end as usize], "didn't");
    }
}
