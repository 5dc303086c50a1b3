//! How often the program is right: what it found against what people found.
//!
//! [`attribution`] scores who is quoted with which words;
//! [`statements`] scores who speaks, toward what, which way. Every piece of gold is paired with
//! at most one find ([`align`]), and the figures count on the pairs. docs/quality.md tells the
//! definitions and the figures.

pub mod align;
pub mod attribution;
pub mod gold;
pub mod names;
pub mod statements;
pub mod tokens;

use serde::{Serialize, Serializer};

/// Right finds among all finds and among all gold. Written as `[precision, recall, F1]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rate {
    /// Finds that are right.
    pub right: usize,
    /// Gold that was found; differs from `right` only for tokens of a kind of speech.
    pub recalled: usize,
    /// All finds.
    pub found: usize,
    /// All gold.
    pub gold: usize,
}

impl Rate {
    /// The share of the finds that are right, 0 where there are none.
    pub fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    /// The share of the gold that was found, 0 where there is none.
    pub fn recall(&self) -> f64 {
        share(self.recalled, self.gold)
    }

    /// The harmonic mean of the two.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 {
            return 0.0;
        }
        2.0 * precision * recall / (precision + recall)
    }

    /// Counts one pair that is right.
    fn hit(&mut self) {
        self.right += 1;
        self.recalled += 1;
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.precision(), self.recall(), self.f1()].serialize(serializer)
    }
}

/// One number in another, 0 of nothing.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
