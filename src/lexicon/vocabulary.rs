//! The words of phrases by number: each word of a text is looked up once, whatever the number of
//! tables and of places where a phrase may begin.

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Stands for a word that no phrase has.
const NONE: u32 = u32::MAX;

/// The words of several tables of phrases, as [`folded`] gives them.
#[derive(Default)]
pub(super) struct Vocabulary {
    numbers: FxHashMap<String, u32>,
}

/// A word or mark of a text as phrases see it.
#[derive(Debug, Clone, Copy)]
pub struct Key<'t> {
    /// As it stands.
    pub(super) raw: &'t str,
    whole: u32,
    owner: u32,
}

impl Vocabulary {
    /// The number of a word of a phrase.
    pub(super) fn insert(&mut self, word: &str) -> u32 {
        let next = self.numbers.len() as u32;
        *self
            .numbers
            .entry(folded(word).into_owned())
            .or_insert(next)
    }

    /// Looks a word of a text up.
    pub(super) fn key<'t>(&self, raw: &'t str) -> Key<'t> {
        let word = folded(raw);
        Key {
            raw,
            whole: self.number(&word),
            owner: bare(&word).map_or(NONE, |bare| self.number(bare)),
        }
    }

    fn number(&self, word: &str) -> u32 {
        self.numbers.get(word).copied().unwrap_or(NONE)
    }
}

impl Key<'_> {
    /// The number of the word itself.
    pub(super) fn whole(self) -> Option<u32> {
        Some(self.whole).filter(|&number| number != NONE)
    }

    /// The number of the word without a possessive ending, where it has one.
    pub(super) fn owner(self) -> Option<u32> {
        Some(self.owner).filter(|&number| number != NONE)
    }
}

/// A word without its possessive ending.
pub(super) fn bare(word: &str) -> Option<&str> {
    word.strip_suffix('s')
        .and_then(|stem| stem.strip_suffix(['\'', '’']))
        .filter(|bare| !bare.is_empty())
}

/// Lower case, no accents, straight apostrophes, no final full stop.
pub(super) fn folded(word: &str) -> Cow<'_, str> {
    let word = match word.as_bytes() {
        [_, .., b'.'] => &word[..word.len() - 1],
        _ => word,
    };
    if word.is_ascii() {
        return if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(word.to_ascii_lowercase())
        } else {
            Cow::Borrowed(word)
        };
    }
    let mut plain = String::with_capacity(word.len());
    for c in word.nfkd().filter(|&c| !is_combining_mark(c)) {
        match c {
            '’' | '‘' | '`' | 'ʼ' => plain.push('\''),
            '‑' | '–' => plain.push('-'),
            'ı' => plain.push('i'),
            'ø' | 'Ø' => plain.push('o'),
            'ł' | 'Ł' => plain.push('l'),
            'đ' | 'Đ' => plain.push('d'),
            'ß' => plain.push_str("ss"),
            'æ' | 'Æ' => plain.push_str("ae"),
            c => plain.extend(c.to_lowercase().filter(|&c| !is_combining_mark(c))),
        }
    }
    Cow::Owned(plain)
}
