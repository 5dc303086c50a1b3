//! How alike two wordings are: whether one tells again what the other told.
//!
//! A wording is kept as a sorted list of numbers, one a word, so that thousands are compared in
//! a millisecond and a database can hold it beside its statement. Words of little weight ("that",
//! "with") are left out, and the rest are cut to a few letters, so that "extend", "extended"
//! and "extending" meet. Rare words count more; since a word is the rarer the longer it is
//! (Zipf's law of abbreviation), a word's length stands for its rarity, and likeness depends on
//! the two wordings alone, never on what else is on record.

/// A wording in small. Two are alike only where the same is meant to be the same speakers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    /// Hash in the upper bits, weight in the lower four; ascending, none twice.
    words: Vec<u32>,
}

/// Words are cut to so many letters.
const STEM: usize = 6;

/// Two wordings of about the same length tell the same from this share of common weight on.
const SAME: f64 = 0.6;

/// A wording is a part of a longer one from this share of its weight on.
const PART: f64 = 0.85;

/// A part must have so many words; shorter ones stand in many longer ones by chance.
const PART_WORDS: usize = 5;

/// So many words must two wordings have to be compared at all.
const FEWEST: usize = 3;

const NEGATION: &str = "not";

impl Wording {
    /// Reads a wording.
    ///
    /// ```
    /// use onrecord::wording::Wording;
    /// let told = Wording::of("We will extend the treaty by five years");
    /// let again = Wording::of("the treaty would be extended by five years");
    /// assert!(told.retells(&again));
    /// assert!(!told.retells(&Wording::of("We will not extend the treaty by five years")));
    /// ```
    pub fn of(text: &str) -> Wording {
        let lower = text.to_lowercase().replace('’', "'");
        let mut words: Vec<u32> = lower
            .split(|c: char| !(c.is_alphanumeric() || c == '\''))
            .filter_map(key)
            .collect();
        words.sort_unstable();
        words.dedup();
        Wording { words }
    }

    /// Whether the two tell the same: mostly the same words, or one is a part of the other.
    /// Figures must agree, and so must "not".
    pub fn retells(&self, other: &Wording) -> bool {
        let (short, long) = if self.words.len() <= other.words.len() {
            (self, other)
        } else {
            (other, self)
        };
        if short.words.len() < FEWEST {
            return false;
        }
        let common = short.common(long);
        let (less, more) = (short.weight(), long.weight());
        let same = common >= SAME * (less + more - common);
        let part = short.words.len() >= PART_WORDS && common >= PART * less;
        if !same && !part {
            return false;
        }
        let negated = |wording: &Wording| {
            key(NEGATION).is_some_and(|not| wording.words.binary_search(&not).is_ok())
        };
        let figures_agree = short
            .words
            .iter()
            .filter(|word| *word & 0xf == FIGURE)
            .all(|word| long.words.binary_search(word).is_ok());
        let negation_agrees = negated(short) == negated(long)
            // A long text may deny something else than the part that is told again.
            || !negated(short) && !same && less * 2.0 <= more;
        figures_agree && negation_agrees
    }

    /// The share of this wording's weight that the other has too; 0 where there is none.
    pub fn share_in(&self, other: &Wording) -> f64 {
        let all = self.weight();
        if all == 0.0 {
            return 0.0;
        }
        self.common(other) / all
    }

    /// As bytes, four a word, little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.words
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .collect()
    }

    /// From [`Wording::to_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Wording {
        let (words, _) = bytes.as_chunks::<4>();
        Wording {
            words: words.iter().map(|word| u32::from_le_bytes(*word)).collect(),
        }
    }

    fn weight(&self) -> f64 {
        self.words.iter().map(|word| f64::from(word & 0xf)).sum()
    }

    /// The weight of the words that both have.
    fn common(&self, other: &Wording) -> f64 {
        let (mut a, mut b) = (self.words.iter().peekable(), other.words.iter().peekable());
        let mut common = 0.0;
        while let (Some(one), Some(two)) = (a.peek(), b.peek()) {
            if one == two {
                common += f64::from(*one & 0xf);
            }
            let (step_a, step_b) = (one <= two, two <= one);
            if step_a {
                a.next();
            }
            if step_b {
                b.next();
            }
        }
        common
    }
}

/// The weight that figures alone have: they decide what is told.
const FIGURE: u32 = 8;

/// A word's number; none for words of no weight.
fn key(word: &str) -> Option<u32> {
    let word = word.trim_matches('\'');
    let word = word.strip_suffix("'s").unwrap_or(word);
    let (word, weight) = if word.contains(|c: char| c.is_numeric()) {
        (word, FIGURE)
    } else if word.ends_with("n't")
        || matches!(word, "not" | "no" | "never" | "cannot" | "neither" | "nor")
    {
        (NEGATION, 5)
    } else if LIGHT.contains(&word) {
        return None;
    } else {
        let stem = word
            .char_indices()
            .nth(STEM)
            .map_or(word, |(at, _)| &word[..at]);
        match stem.chars().count() {
            0..=3 => return None,
            letters => (stem, letters as u32 - 2),
        }
    };
    // FNV-1a (Fowler, Noll, Vo), 32 bits.
    let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    Some((hash & !0xf) | weight)
}

/// Words of four letters and more that tell nothing of what is said.
const LIGHT: &[&str] = &[
    "about", "also", "been", "being", "both", "could", "does", "each", "even", "from", "have",
    "having", "here", "into", "just", "like", "more", "most", "much", "must", "only", "other",
    "over", "said", "says", "shall", "should", "some", "such", "than", "that", "their", "them",
    "then", "there", "these", "they", "this", "those", "very", "well", "were", "what", "when",
    "where", "which", "while", "will", "with", "would", "your", "ours",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn retells(a: &str, b: &str) -> bool {
        Wording::of(a).retells(&Wording::of(b))
    }

    #[test]
    fn a_part_of_a_quotation_is_the_same_saying() {
        assert!(retells(
            "Open harbours serve both countries and their neighbours",
            "Let me say it once more: open harbours serve both countries and their neighbours, and \
             whoever closes one closes a market that took a century to build",
        ));
    }

    #[test]
    fn other_figures_and_other_matters_are_not_the_same() {
        assert!(!retells(
            "We will send 100 observers to the northern border",
            "We will send 200 observers to the northern border",
        ));
        assert!(!retells(
            "The northern pact must stay in force",
            "The southern harbours must be closed at once",
        ));
        assert!(
            !retells("Yes, we agree", "We agree, yes"),
            "too short to tell"
        );
    }

    proptest! {
        #[test]
        fn likeness_has_no_direction(a in "[a-z ]{0,80}", b in "[a-z ]{0,80}") {
            prop_assert_eq!(retells(&a, &b), retells(&b, &a));
        }

        #[test]
        fn bytes_come_back(text in any::<String>()) {
            let wording = Wording::of(&text);
            prop_assert_eq!(Wording::from_bytes(&wording.to_bytes()), wording);
        }
    }
}
