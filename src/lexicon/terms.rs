//! Terms of data/, found in a run of words.
//!
//! A phrase is words separated by spaces or hyphens. An upper-case letter in a word means that
//! its case matters; a final `*` takes any ending; `~` stands for up to three words. Terms are
//! kept by their first word, so that a text is read once whatever the number of phrases.

use super::sieve::Sieve;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

/// The most words that one `~` stands for.
const GAP: usize = 3;

/// One word of a text, as phrases see it: the parts of a hyphenated word are words, a
/// possessive ending is none, initialisms have no full stops.
#[derive(Debug, Clone)]
pub struct Word<'a> {
    /// In lower case.
    pub folded: Cow<'a, str>,
    /// As it stands.
    pub written: Cow<'a, str>,
    /// Whether a sentence, a clause behind strong punctuation or a heading starts here: no
    /// phrase reaches across.
    pub starts: bool,
    /// The first bytes of the folded word.
    head: u32,
}

impl<'a> Word<'a> {
    /// A word in lower case and as it stands.
    pub fn new(folded: Cow<'a, str>, written: Cow<'a, str>, starts: bool) -> Word<'a> {
        Word {
            head: head(&folded),
            folded,
            written,
            starts,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Folded(String),
    FoldedStem(String),
    Written(String),
    WrittenStem(String),
    Gap,
}

impl Piece {
    fn read(word: &str) -> Piece {
        if word == "~" {
            return Piece::Gap;
        }
        let (stem, open) = match word.strip_suffix('*') {
            Some(stem) => (stem, true),
            None => (word, false),
        };
        let stem = stem.to_string();
        match (stem.chars().any(char::is_uppercase), open) {
            (true, true) => Piece::WrittenStem(stem),
            (true, false) => Piece::Written(stem),
            (false, true) => Piece::FoldedStem(stem),
            (false, false) => Piece::Folded(stem),
        }
    }

    fn takes(&self, word: &Word<'_>) -> bool {
        match self {
            Piece::Folded(piece) => *word.folded == **piece,
            Piece::FoldedStem(piece) => word.folded.starts_with(piece.as_str()),
            Piece::Written(piece) => *word.written == **piece,
            Piece::WrittenStem(piece) => word.written.starts_with(piece.as_str()),
            Piece::Gap => false,
        }
    }
}

#[derive(Debug)]
struct Phrase<T> {
    pieces: Vec<Piece>,
    value: T,
}

/// A phrase by its number, with what its second word must begin with: few of the many phrases that
/// a common word begins need a closer look.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    phrase: u32,
    /// The first bytes, as far as `mask` has them; no mask where it has no second word, or any.
    head: u32,
    mask: u32,
}

impl Candidate {
    fn new(phrase: u32, pieces: &[Piece]) -> Candidate {
        let (stem, mask) = match pieces.get(1) {
            None | Some(Piece::Gap) => ("", 0),
            Some(Piece::Folded(word) | Piece::Written(word)) => (word.as_str(), u32::MAX),
            Some(Piece::FoldedStem(stem) | Piece::WrittenStem(stem)) => {
                let bytes = stem.len().min(HEAD);
                (
                    stem.as_str(),
                    bytes.checked_sub(1).map_or(0, |last| MASKS[last]),
                )
            }
        };
        // Small letters of other alphabets may have more bytes than the capitals.
        let mask = if stem.is_ascii() { mask } else { 0 };
        Candidate {
            phrase,
            head: head(&stem.to_ascii_lowercase()) & mask,
            mask,
        }
    }

    fn may_go_on(self, next: Option<&Word<'_>>) -> bool {
        self.mask == 0 || next.is_some_and(|next| next.head & self.mask == self.head)
    }
}

/// A phrase found.
#[derive(Debug, Clone)]
pub struct Hit<T> {
    /// What the phrase stands for.
    pub value: T,
    /// The words that it takes.
    pub words: Range<usize>,
}

/// A set of phrases, each with what it stands for.
#[derive(Debug)]
pub struct Terms<T> {
    phrases: Vec<Phrase<T>>,
    by_word: FxHashMap<String, Vec<Candidate>>,
    /// Terms whose first word takes endings, by the first bytes of its stem: [`HEAD`] of them,
    /// or all that a shorter one has.
    by_stem: FxHashMap<u32, Vec<Candidate>>,
    /// Whether there is a stem that is found by one, two, three or four bytes.
    stems: [bool; HEAD],
    /// The keys of both tables.
    sieve: Sieve,
}

impl<T: Copy> Terms<T> {
    /// Compiles phrases; one that holds no word is left out.
    pub fn compile<P: AsRef<str>>(phrases: impl IntoIterator<Item = (P, T)>) -> Terms<T> {
        let mut set = Terms {
            phrases: Vec::new(),
            by_word: FxHashMap::default(),
            by_stem: FxHashMap::default(),
            stems: [false; HEAD],
            sieve: Sieve::new(),
        };
        for (phrase, value) in phrases {
            set.insert(phrase.as_ref(), value);
        }
        set
    }

    fn insert(&mut self, phrase: &str, value: T) {
        let pieces: Vec<Piece> = phrase
            .split(|c: char| c.is_whitespace() || c == '-')
            .map(|word| word.trim_matches(|c: char| matches!(c, ',' | '"' | '(' | ')')))
            .map(|word| word.strip_suffix("'s").unwrap_or(word))
            .filter(|word| !word.is_empty())
            .map(Piece::read)
            .collect();
        let candidate = Candidate::new(self.phrases.len() as u32, &pieces);
        match pieces.first() {
            Some(Piece::Folded(word)) => {
                self.sieve.insert(key(head(word), word.len()));
                self.by_word
                    .entry(word.clone())
                    .or_default()
                    .push(candidate);
            }
            Some(Piece::Written(word)) => {
                let folded = word.to_lowercase();
                self.sieve.insert(key(head(&folded), folded.len()));
                self.by_word.entry(folded).or_default().push(candidate);
            }
            Some(Piece::FoldedStem(stem) | Piece::WrittenStem(stem)) => {
                let stem = stem.to_lowercase();
                let Some(last) = stem.len().min(HEAD).checked_sub(1) else {
                    return;
                };
                self.stems[last] = true;
                let head = head(&stem) & MASKS[last];
                self.sieve.insert(key(head, STEM + last));
                self.by_stem.entry(head).or_default().push(candidate);
            }
            Some(Piece::Gap) | None => return,
        }
        self.phrases.push(Phrase { pieces, value });
    }

    /// Every place of every phrase, in text order; places may overlap.
    pub fn find(&self, words: &[Word<'_>]) -> Vec<Hit<T>> {
        let mut hits = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).filter(|next| !next.starts);
            let mut take = |candidates: &[Candidate]| {
                for candidate in candidates {
                    if candidate.may_go_on(next)
                        && let Some((value, end)) = self.at(candidate.phrase, words, at)
                    {
                        let words = at..end;
                        hits.push(Hit { value, words });
                    }
                }
            };
            if self.sieve.may_hold(key(word.head, word.folded.len()))
                && let Some(candidates) = self.by_word.get(&*word.folded)
            {
                take(candidates);
            }
            for (length, mask) in MASKS.into_iter().enumerate() {
                let head = word.head & mask;
                if self.stems[length]
                    && self.sieve.may_hold(key(head, STEM + length))
                    && let Some(candidates) = self.by_stem.get(&head)
                {
                    take(candidates);
                }
            }
        }
        hits
    }

    /// What a phrase stands for, and where it ends, if it begins at a word under whose first bytes
    /// it was found.
    fn at(&self, phrase: u32, words: &[Word<'_>], at: usize) -> Option<(T, usize)> {
        let phrase = &self.phrases[phrase as usize];
        let (first, rest) = phrase.pieces.split_first()?;
        // What was looked up in lower case needs no second look.
        let begins = matches!(first, Piece::Folded(_)) || first.takes(&words[at]);
        let end = begins.then(|| reach(rest, words, at + 1)).flatten()?;
        Some((phrase.value, end))
    }
}

/// How many bytes of a stem it is found by.
const HEAD: usize = 4;

/// What leaves one, two, three or four bytes of a head.
const MASKS: [u32; HEAD] = [0xff, 0xffff, 0x00ff_ffff, 0xffff_ffff];

/// The first bytes of a word, the first lowest; zeros behind a shorter one.
fn head(word: &str) -> u32 {
    let bytes = word.as_bytes();
    if let Some(&four) = bytes.first_chunk() {
        return u32::from_le_bytes(four);
    }
    bytes
        .iter()
        .rev()
        .fold(0, |head, &byte| head << 8 | u32::from(byte))
}

/// In a key, stands where a whole word has its length.
const STEM: usize = 1 << 16;

/// By what the sieve knows a word or stem: its first bytes, and its length or how many they are.
fn key(head: u32, length: usize) -> u64 {
    u64::from(head) | (length as u64) << 32
}

/// Where the rest of a phrase ends when it goes on at `at`.
fn reach(pieces: &[Piece], words: &[Word<'_>], at: usize) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else {
        return Some(at);
    };
    if *piece == Piece::Gap {
        for end in at..=(at + GAP).min(words.len()) {
            if let Some(end) = reach(rest, words, end) {
                return Some(end);
            }
            if words.get(end).is_none_or(|word| word.starts) {
                return None;
            }
        }
        return None;
    }
    let word = words.get(at)?;
    (!word.starts && piece.takes(word))
        .then(|| reach(rest, words, at + 1))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word<'_>> {
        text.split([' ', '-'])
            .map(|word| Word::new(word.to_lowercase().into(), word.into(), false))
            .collect()
    }

    fn found(phrase: &str, text: &str) -> Option<Range<usize>> {
        let phrases = Terms::compile([(phrase, ())]);
        phrases.find(&words(text)).pop().map(|hit| hit.words)
    }

    #[test]
    fn hyphens_are_spaces_on_both_sides() {
        assert_eq!(found("cease-fire", "a cease fire held"), Some(1..3));
        assert_eq!(found("cease fire", "a cease-fire held"), Some(1..3));
    }

    #[test]
    fn stars_take_endings_and_tildes_take_words() {
        assert_eq!(found("terroris*", "the terrorists left"), Some(1..2));
        assert_eq!(
            found("lift ~ sanctions", "lift all the sanctions"),
            Some(0..4)
        );
        assert_eq!(found("lift ~ sanctions", "lift sanctions"), Some(0..2));
        assert_eq!(
            found("lift ~ sanctions", "lift a b c d sanctions"),
            None,
            "a gap holds three words at most"
        );
    }

    #[test]
    fn upper_case_in_a_phrase_means_that_case_matters() {
        assert_eq!(found("START", "the start of talks"), None);
        assert_eq!(found("START", "the START talks"), Some(1..2));
        assert_eq!(found("talks", "Talks began"), Some(0..1));
    }
}
