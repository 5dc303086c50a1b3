//! How often a label that rests on such grounds was right (data/stance-confidence.tsv).

use super::table;
use crate::model::Label;
use std::collections::BTreeMap;

pub(super) const CONFIDENCE: &str = include_str!("../../data/stance-confidence.tsv");

/// How many judgements of the wider class a class is taken to hold besides its own.
const PRIOR: f32 = 8.0;

/// The counts, by label and grounds from the widest class to the narrowest.
pub struct Confidence {
    counts: BTreeMap<Vec<String>, [f32; 2]>,
}

impl Confidence {
    pub(super) fn compile() -> Confidence {
        Confidence::read(CONFIDENCE)
    }

    fn read(rows: &'static str) -> Confidence {
        let mut counts: BTreeMap<Vec<String>, [f32; 2]> = BTreeMap::new();
        for row in table::rows(rows) {
            let [label, words, cue, reach, right, all] = row[..] else {
                continue;
            };
            let (Ok(right), Ok(all)) = (right.parse::<f32>(), all.parse::<f32>()) else {
                continue;
            };
            let class = [label, words, cue, reach];
            for depth in 0..=class.len() {
                let class = class[..depth].iter().map(|part| part.to_string()).collect();
                let sum = counts.entry(class).or_default();
                sum[0] += right;
                sum[1] += all;
            }
        }
        Confidence { counts }
    }

    /// The probability that a label is right that rests on these grounds (cue, words, reach), as
    /// the share of its class that was right, drawn toward that of the wider classes around it;
    /// `None` where nothing was counted.
    pub fn of(&self, [cue, words, reach]: [&str; 3], label: Label) -> Option<f32> {
        let class = [label.name(), words, cue, reach];
        let [right, all] = *self.counts.get(&Vec::new())?;
        let mut share = right / all;
        for depth in 1..=class.len() {
            let class: Vec<String> = class[..depth].iter().map(|part| part.to_string()).collect();
            let Some([right, all]) = self.counts.get(&class) else {
                break;
            };
            share = (right + PRIOR * share) / (all + PRIOR);
        }
        // More than hundredths the counts do not tell.
        Some((share * 100.0).round() / 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = "label\twords\tcue\treach\tright\tall\nsupport\teffect\tsays\tnear\t9\t10\noppose\tnone\tsays\tnear\t1\t2\n";

    #[test]
    fn a_small_class_leans_on_the_wider_ones() {
        let table = Confidence::read(ROWS);
        let of = |words, label| table.of(["says", words, "near"], label).unwrap();
        let (seen, rare) = (of("effect", Label::Support), of("none", Label::Oppose));
        assert_eq!((seen, rare), (0.9, 0.64));
        let unseen = of("predicate", Label::Neutral);
        assert_eq!(unseen, 0.83);
    }

    #[test]
    fn without_counts_there_is_no_confidence() {
        let table = Confidence::read("");
        assert_eq!(table.of(["says", "none", "near"], Label::Neutral), None);
    }

    #[test]
    fn the_table_gives_probabilities() {
        let table = Confidence::compile();
        for label in Label::ALL {
            let one = table.of(["says", "position", "near"], label).unwrap();
            assert!(one > 0.0 && one < 1.0, "{label}: {one}");
        }
    }
}
