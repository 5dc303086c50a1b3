//! How alike two texts are, and hashes by which texts that are alike find each other.
//!
//! Texts are compared by the sequences of five words that they share (w-shingling, Broder
//! 1997). MinHash signatures of these sequences, hashed in bands (Leskovec, Rajaraman and
//! Ullman, Mining of Massive Datasets, chapter 3), bring candidates together without comparing
//! all pairs. A second signature is made of the text's beginning alone, since papers cut what
//! agencies send from the end. Case, punctuation and line breaks do not count.

/// Words of a sequence. Shorter ones are shared by texts that are not copies.
const WORDS: usize = 5;

/// Texts with fewer sequences are too short to tell a copy from another text of its form.
const FEW: usize = 20;

/// Sequences that count as the beginning: about the first three paragraphs.
const BEGINNING: usize = 100;

/// Rows of a band. With four, two texts of which half is the same meet in one band of sixteen.
const ROWS: usize = 4;

/// Bands of the whole text's signature.
const WHOLE_BANDS: usize = 16;

/// Bands of the beginning's.
const BEGINNING_BANDS: usize = 8;

/// A text may be cut to this share and still be a copy; below, it is a quotation.
const CUT: f64 = 0.25;

/// A text as the sequences of words in it.
#[derive(Debug, Clone)]
pub struct Likeness {
    /// In the order of the text, with repetitions.
    sequences: Vec<u64>,
    /// Ascending, each once.
    distinct: Vec<u64>,
}

impl Likeness {
    /// Reads a text.
    pub fn new(text: &str) -> Likeness {
        let words = words(text);
        let sequences: Vec<u64> = words
            .windows(WORDS)
            .map(|words| words.iter().fold(0, |sum, &word| mix(sum ^ word)))
            .collect();
        let mut distinct = sequences.clone();
        distinct.sort_unstable();
        distinct.dedup();
        Likeness {
            sequences,
            distinct,
        }
    }

    /// Hashes of which two texts that are alike share at least one, very probably: of texts that
    /// have seven tenths of all their sequences in common 99 of 100 do. A text that is too short
    /// has none.
    pub fn bands(&self) -> Vec<i64> {
        if self.distinct.len() < FEW {
            return Vec::new();
        }
        let beginning = &self.sequences[..self.sequences.len().min(BEGINNING)];
        let mut bands = banded(&self.distinct, WHOLE_BANDS, 0);
        bands.extend(banded(beginning, BEGINNING_BANDS, WHOLE_BANDS));
        bands
    }

    /// The share of the shorter text's sequences that the longer one has too; 0 where either is
    /// too short to tell, or the one so much longer that it only quotes the other.
    ///
    /// ```
    /// use onrecord::article::Likeness;
    /// let text: String = (0..50).map(|n| format!("word{n} ")).collect();
    /// let cut = &text[..text.len() * 2 / 3];
    /// // The word at which it was cut is another one.
    /// assert!(Likeness::new(&text).similarity(&Likeness::new(cut)) > 0.95);
    /// ```
    pub fn similarity(&self, other: &Likeness) -> f64 {
        let (shorter, longer) = match self.distinct.len() <= other.distinct.len() {
            true => (&self.distinct, &other.distinct),
            false => (&other.distinct, &self.distinct),
        };
        if shorter.len() < FEW || (shorter.len() as f64) < CUT * longer.len() as f64 {
            return 0.0;
        }
        let common = shorter
            .iter()
            .filter(|&sequence| longer.binary_search(sequence).is_ok())
            .count();
        common as f64 / shorter.len() as f64
    }
}

/// A hash of each word, in lower case (FNV-1a, Fowler, Noll and Vo).
fn words(text: &str) -> Vec<u64> {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut hash = START;
    for c in text.chars() {
        if c.is_alphanumeric() {
            for c in c.to_lowercase() {
                hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(PRIME);
            }
        } else if hash != START {
            words.push(hash);
            hash = START;
        }
    }
    if hash != START {
        words.push(hash);
    }
    words
}

/// MinHash: the least of the sequences in each of several orders; then a hash of each band of
/// them, in which the band's number counts.
fn banded(sequences: &[u64], bands: usize, from: usize) -> Vec<i64> {
    (from..from + bands)
        .map(|band| {
            let hash = (0..ROWS).fold(band as u64, |hash, row| {
                let order = mix((band * ROWS + row + 1) as u64);
                let least = sequences.iter().map(|&one| mix(one ^ order)).min();
                mix(hash ^ least.unwrap_or(0))
            });
            hash as i64
        })
        .collect()
}

/// A permutation of all numbers that leaves no pattern (the last steps of SplitMix64, Steele,
/// Lea and Flood 2014).
fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: std::ops::Range<usize>) -> String {
        words.map(|word| format!("word{word} ")).collect()
    }

    fn meet(a: &str, b: &str) -> bool {
        let b = Likeness::new(b).bands();
        Likeness::new(a).bands().iter().any(|band| b.contains(band))
    }

    #[test]
    fn case_punctuation_and_line_breaks_do_not_count() {
        let plain = text(0..60);
        let printed = plain.to_uppercase().replace(' ', ",\n");
        let (plain, printed) = (Likeness::new(&plain), Likeness::new(&printed));
        assert_eq!(plain.similarity(&printed), 1.0);
        assert_eq!(plain.bands(), printed.bands());
    }

    #[test]
    fn a_text_cut_to_a_third_meets_the_whole() {
        let (whole, cut) = (text(0..600), text(0..200));
        assert!(meet(&whole, &cut));
        assert_eq!(Likeness::new(&whole).similarity(&Likeness::new(&cut)), 1.0);
    }

    #[test]
    fn a_long_text_that_quotes_a_short_one_is_no_copy() {
        let (long, short) = (text(0..600), text(300..340));
        assert_eq!(Likeness::new(&long).similarity(&Likeness::new(&short)), 0.0);
    }

    #[test]
    fn a_few_words_are_like_nothing() {
        assert_eq!(Likeness::new("No comment was made.").bands(), [0; 0]);
        let empty = Likeness::new("");
        assert_eq!(empty.similarity(&empty), 0.0);
    }

    #[test]
    fn texts_with_nothing_in_common_do_not_meet() {
        assert!(!meet(&text(0..500), &text(1000..1500)));
    }
}
