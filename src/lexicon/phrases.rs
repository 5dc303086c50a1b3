//! Phrases of one word or more, found in running text by their longest match.
//!
//! Words are compared in lower case, without accents and without the full stop that ends an
//! abbreviation, so that `Erdogan` finds `Erdoğan` and `U.S` finds `U.S.`. What a phrase writes
//! with a capital must have one in the text, as far as [`Strict`] says, and what it writes in
//! capitals alone must be so there too: `US` is not `us`, `Turkey` is not `turkey`.

use super::vocabulary::{Key, Vocabulary, bare};
use rustc_hash::FxHashMap;

/// The node at which every phrase begins; no branch leads to it.
const ROOT: u32 = 0;

/// A tree of phrases, each with the values that it stands for.
pub(super) struct Phrases<T> {
    /// By the numbers of the words: the branch at the root, or the root itself where none begins.
    roots: Vec<u32>,
    branches: FxHashMap<(u32, u32), u32>,
    ends: Vec<Vec<End<T>>>,
}

struct End<T> {
    case: Vec<Case>,
    value: T,
}

/// Which words of a phrase must have the capitals in the text that they have in the table.
/// A word in capitals alone must have them always.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strict {
    /// Every one: people and outlets ("Will Hurd", "The Hill").
    EveryWord,
    /// The first that has one: "Russian Foreign Ministry" is also "Russian foreign ministry".
    FirstWord,
    /// None but those in capitals: titles.
    Capitals,
}

/// How one word of a phrase must be written in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Any,
    Initial,
    Capitals,
}

/// A phrase that starts at a place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// How many words of the text it covers.
    pub words: usize,
    /// Whether its last word carries a possessive `'s`.
    pub possessive: bool,
    /// What it stands for, in the order of the tables; never empty.
    pub values: Vec<T>,
}

impl<T: Copy + PartialEq> Phrases<T> {
    pub(super) fn new() -> Phrases<T> {
        Phrases {
            roots: Vec::new(),
            branches: FxHashMap::default(),
            ends: vec![Vec::new()],
        }
    }

    /// Adds a phrase, whose words go into the vocabulary.
    pub(super) fn insert(
        &mut self,
        vocabulary: &mut Vocabulary,
        phrase: &str,
        strict: Strict,
        value: T,
    ) {
        let mut node = ROOT;
        let mut case = Vec::new();
        let mut named = false;
        for word in pieces(phrase) {
            let written = Case::of(word);
            case.push(match strict {
                Strict::EveryWord => written,
                Strict::FirstWord if !named => written,
                _ if written == Case::Capitals => written,
                _ => Case::Any,
            });
            named |= written != Case::Any;
            let word = vocabulary.insert(word);
            let fresh = self.ends.len() as u32;
            let branch = match node {
                ROOT => {
                    let word = word as usize;
                    self.roots.resize(self.roots.len().max(word + 1), ROOT);
                    &mut self.roots[word]
                }
                _ => self.branches.entry((node, word)).or_insert(ROOT),
            };
            if *branch == ROOT {
                *branch = fresh;
                self.ends.push(Vec::new());
            }
            node = *branch;
        }
        let ends = &mut self.ends[node as usize];
        if node != ROOT
            && !ends
                .iter()
                .any(|end| end.value == value && end.case == case)
        {
            ends.push(End { case, value });
        }
    }

    /// The longest phrase at the start of `words`, which are the words and marks of a text as they
    /// stand there, looked up in the vocabulary.
    pub(super) fn longest<'t>(&self, words: impl Iterator<Item = Key<'t>>) -> Option<Found<T>> {
        let mut longest = None;
        let mut node = ROOT;
        let mut seen: Vec<&str> = Vec::new();
        for (at, key) in words.enumerate() {
            // "John F. Kennedy": the stop is a mark of its own in the text.
            if key.raw == "." && seen.last().is_some_and(|last| last.chars().count() <= 2) {
                continue;
            }
            let whole = key.whole().and_then(|word| self.step(node, word));
            let owner = key.owner().and_then(|word| self.step(node, word));
            if whole.is_none() && owner.is_none() {
                break;
            }
            seen.push(key.raw);
            // A word with a possessive ending ends the phrase: nothing is looked for after it,
            // unless the name itself has one ("People's Republic of China").
            if let Some(next) = owner {
                longest = self.found(next, &seen, at + 1, true).or(longest);
            }
            match whole {
                Some(next) => node = next,
                None => break,
            }
            longest = self.found(node, &seen, at + 1, false).or(longest);
        }
        longest
    }

    /// The values of exactly this phrase, however it is capitalised.
    pub(super) fn exactly(&self, vocabulary: &Vocabulary, phrase: &str) -> Vec<T> {
        let mut node = ROOT;
        for word in pieces(phrase) {
            let word = vocabulary.key(word).whole();
            match word.and_then(|word| self.step(node, word)) {
                Some(next) => node = next,
                None => return Vec::new(),
            }
        }
        let mut values = Vec::new();
        for end in &self.ends[node as usize] {
            if !values.contains(&end.value) {
                values.push(end.value);
            }
        }
        values
    }

    fn step(&self, node: u32, word: u32) -> Option<u32> {
        match node {
            ROOT => {
                let branch = *self.roots.get(word as usize)?;
                (branch != ROOT).then_some(branch)
            }
            _ => self.branches.get(&(node, word)).copied(),
        }
    }

    fn found(&self, node: u32, seen: &[&str], words: usize, possessive: bool) -> Option<Found<T>> {
        let mut values = Vec::new();
        for end in &self.ends[node as usize] {
            let fits = seen
                .iter()
                .zip(&end.case)
                .all(|(word, case)| case.fits(word));
            if fits && !values.contains(&end.value) {
                values.push(end.value);
            }
        }
        (!values.is_empty()).then_some(Found {
            words,
            possessive,
            values,
        })
    }
}

impl Case {
    fn of(word: &str) -> Case {
        let letters = || word.chars().filter(|c| c.is_alphabetic());
        if letters().count() >= 2 && letters().all(char::is_uppercase) {
            Case::Capitals
        } else if word.starts_with(char::is_uppercase) {
            Case::Initial
        } else {
            Case::Any
        }
    }

    fn fits(self, word: &str) -> bool {
        match self {
            Case::Any => true,
            Case::Initial => word.starts_with(char::is_uppercase),
            Case::Capitals => {
                let word = bare(word).unwrap_or(word);
                !word.chars().any(char::is_lowercase)
            }
        }
    }
}

/// A phrase cut as a text is: commas are words of their own.
fn pieces(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split_whitespace().flat_map(|word| {
        let bare = word.strip_suffix(',');
        [bare.unwrap_or(word), if bare.is_some() { "," } else { "" }]
            .into_iter()
            .filter(|piece| !piece.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Table = (Vocabulary, Phrases<&'static str>);

    fn phrases(list: &[&'static str]) -> Table {
        let mut vocabulary = Vocabulary::default();
        let mut phrases = Phrases::new();
        for phrase in list {
            phrases.insert(&mut vocabulary, phrase, Strict::EveryWord, *phrase);
        }
        (vocabulary, phrases)
    }

    fn longest((vocabulary, phrases): &Table, text: &str) -> Option<(usize, bool, &'static str)> {
        let found = phrases.longest(text.split(' ').map(|word| vocabulary.key(word)))?;
        Some((found.words, found.possessive, found.values[0]))
    }

    #[test]
    fn the_longest_phrase_wins() {
        let phrases = phrases(&["Foreign Minister", "Deputy Foreign Minister", "Deputy"]);
        assert_eq!(
            longest(&phrases, "Deputy Foreign Minister Ryabkov"),
            Some((3, false, "Deputy Foreign Minister"))
        );
        assert_eq!(
            longest(&phrases, "Deputy Foreign Office"),
            Some((1, false, "Deputy"))
        );
    }

    #[test]
    fn capitals_tell_the_country_from_the_pronoun() {
        let phrases = phrases(&["US", "Turkey"]);
        assert_eq!(longest(&phrases, "us"), None);
        assert_eq!(longest(&phrases, "US"), Some((1, false, "US")));
        assert_eq!(longest(&phrases, "US’s"), Some((1, true, "US")));
        assert_eq!(longest(&phrases, "turkey"), None);
        assert_eq!(longest(&phrases, "TURKEY"), Some((1, false, "Turkey")));
    }

    #[test]
    fn accents_stops_and_possessives_do_not_hide_a_name() {
        let phrases = phrases(&["Recep Tayyip Erdogan", "John F. Kennedy", "U.S."]);
        assert_eq!(
            longest(&phrases, "Recep Tayyip Erdoğan’s visit"),
            Some((3, true, "Recep Tayyip Erdogan"))
        );
        assert_eq!(
            longest(&phrases, "John F . Kennedy"),
            Some((4, false, "John F. Kennedy"))
        );
        assert_eq!(longest(&phrases, "U.S. forces"), Some((1, false, "U.S.")));
    }
}
