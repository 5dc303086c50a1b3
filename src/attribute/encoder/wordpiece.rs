//! Text to word pieces: BERT's uncased WordPiece (Devlin et al. 2019), with the place in the
//! text that each piece comes from.
//!
//! Text is cleaned of control characters, freed of accents and put in lower case; cut at
//! white space, at punctuation and around Chinese characters; and each part is covered with
//! the longest entries of the vocabulary, from its left.

use super::ModelError;
use crate::span::Span;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// A part longer than this is one unknown piece.
const LONGEST: usize = 100;

/// The entries of the vocabulary, by their text.
pub struct Vocabulary {
    /// Pieces that open a part, and those that carry one on (without their `##`).
    opening: HashMap<Box<str>, u32>,
    following: HashMap<Box<str>, u32>,
    unknown: u32,
    /// Number of entries.
    pub size: usize,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Its number in the vocabulary.
    pub id: u32,
    /// Where it stands in the text; combining marks that follow it belong to it.
    pub span: Span,
    /// Whether it carries on the part that the piece before it opened.
    pub follows: bool,
}

/// A character as the vocabulary spells it, with its place in the text.
struct Letter {
    is: char,
    span: Span,
}

impl Vocabulary {
    /// Reads a vocabulary: an entry a line, numbered from 0.
    pub fn read(lines: &str) -> Result<Vocabulary, ModelError> {
        let (mut opening, mut following) = (HashMap::new(), HashMap::new());
        let mut size = 0;
        for (number, entry) in (0..).zip(lines.lines()) {
            match entry.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => following.insert(rest.into(), number),
                _ => opening.insert(entry.into(), number),
            };
            size += 1;
        }
        let unknown = *opening
            .get("[UNK]")
            .ok_or(ModelError::damaged("its vocabulary lacks [UNK]"))?;
        Ok(Vocabulary {
            opening,
            following,
            unknown,
            size,
        })
    }

    /// The pieces of a text, in order.
    pub fn pieces(&self, text: &str) -> Vec<Piece> {
        let mut out = Vec::with_capacity(text.len() / 4);
        let mut part: Vec<Letter> = Vec::new();
        let mut spelled = String::new();
        let mut marks_end = 0;
        for (at, c) in text.char_indices() {
            let span = Span::new(at, at + c.len_utf8());
            match sort(c) {
                Sort::Space => self.cover(&mut part, &mut spelled, &mut out),
                Sort::Nothing => {}
                Sort::Alone => {
                    self.cover(&mut part, &mut spelled, &mut out);
                    push_letters(c, span, &mut part);
                    self.cover(&mut part, &mut spelled, &mut out);
                }
                Sort::Letter => push_letters(c, span, &mut part),
                Sort::Mark => {
                    // An accent goes, but it stays with its letter in the span.
                    if let Some(last) = part.last_mut() {
                        last.span.end = span.end;
                    } else if let Some(last) = out.last_mut()
                        && last.span.end == at.max(marks_end)
                    {
                        last.span.end = span.end;
                    }
                    marks_end = span.end;
                }
            }
        }
        self.cover(&mut part, &mut spelled, &mut out);
        out
    }

    /// Covers a part with pieces, and empties it.
    fn cover(&self, part: &mut Vec<Letter>, spelled: &mut String, out: &mut Vec<Piece>) {
        if part.is_empty() {
            return;
        }
        spelled.clear();
        spelled.extend(part.iter().map(|letter| letter.is));
        let from = out.len();
        let (mut letter, mut byte) = (0, 0);
        if part.len() <= LONGEST {
            while letter < part.len() {
                let entries = if letter == 0 {
                    &self.opening
                } else {
                    &self.following
                };
                let mut to = part.len();
                let mut end = spelled.len();
                let found = loop {
                    if let Some(&id) = entries.get(&spelled[byte..end]) {
                        break Some(id);
                    }
                    to -= 1;
                    end -= part[to].is.len_utf8();
                    if to == letter {
                        break None;
                    }
                };
                let Some(id) = found else { break };
                out.push(Piece {
                    id,
                    span: part[letter].span.cover(part[to - 1].span),
                    follows: letter > 0,
                });
                (letter, byte) = (to, end);
            }
        }
        if letter < part.len() {
            out.truncate(from);
            out.push(Piece {
                id: self.unknown,
                span: part[0].span.cover(part[part.len() - 1].span),
                follows: false,
            });
        }
        part.clear();
    }
}

/// What a character does to the part that is being read.
enum Sort {
    /// Ends it.
    Space,
    /// Does not count.
    Nothing,
    /// Is a part by itself.
    Alone,
    /// Belongs to it.
    Letter,
    /// Is an accent of its last letter.
    Mark,
}

fn sort(c: char) -> Sort {
    if c.is_ascii_alphanumeric() {
        return Sort::Letter;
    }
    if c.is_ascii_punctuation() {
        return Sort::Alone;
    }
    if matches!(c, ' ' | '\t' | '\n' | '\r') {
        return Sort::Space;
    }
    if c == '\0' || c == '\u{fffd}' {
        return Sort::Nothing;
    }
    match c.general_category() {
        GeneralCategory::Control | GeneralCategory::Format | GeneralCategory::PrivateUse => {
            Sort::Nothing
        }
        GeneralCategory::NonspacingMark => Sort::Mark,
        _ if c.is_whitespace() => Sort::Space,
        _ if c.general_category_group() == GeneralCategoryGroup::Punctuation || chinese(c) => {
            Sort::Alone
        }
        _ => Sort::Letter,
    }
}

/// The blocks that BERT's tokeniser takes for Chinese.
fn chinese(c: char) -> bool {
    matches!(u32::from(c),
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2A6DF | 0x2A700..=0x2B73F
        | 0x2B740..=0x2B81F | 0x2B920..=0x2CEAF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}

/// A character without its accents, in lower case.
fn push_letters(c: char, span: Span, part: &mut Vec<Letter>) {
    if c.is_ascii() {
        let is = c.to_ascii_lowercase();
        part.push(Letter { is, span });
        return;
    }
    for plain in std::iter::once(c).nfd() {
        if plain.general_category() != GeneralCategory::NonspacingMark {
            part.extend(plain.to_lowercase().map(|is| Letter { is, span }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, bool)> {
        let vocabulary =
            Vocabulary::read("[UNK]\nsaid\nsa\n##id\ncafe\n##s\n“\n.\nre\n##fused").unwrap();
        let pieces = vocabulary.pieces(text);
        pieces
            .into_iter()
            .map(|piece| (piece.span.slice(text), piece.id == 0))
            .collect()
    }

    #[test]
    fn the_longest_entry_wins() {
        assert_eq!(
            read("Said sa."),
            [("Said", false), ("sa", false), (".", false)]
        );
        assert_eq!(read("refused"), [("re", false), ("fused", false)]);
    }

    #[test]
    fn accents_go_but_stay_in_the_span() {
        assert_eq!(read("Cafés"), [("Café", false), ("s", false)]);
        assert_eq!(read("cafe\u{301}s"), [("cafe\u{301}", false), ("s", false)]);
        assert_eq!(read("cafe\u{301}"), [("cafe\u{301}", false)]);
    }

    #[test]
    fn what_has_no_entry_is_one_unknown_piece() {
        assert_eq!(
            read("“saidx 🙂\r\nsaid"),
            [("“", false), ("saidx", true), ("🙂", true), ("said", false)]
        );
    }

    #[test]
    fn control_characters_do_not_cut() {
        assert_eq!(read("sa\u{200b}id"), [("sa\u{200b}id", false)]);
    }
}
