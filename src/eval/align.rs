//! Which find answers which gold: greedy, one to one, the closest first.

use std::collections::BTreeSet;

/// Positions in a text: of tokens or of characters.
pub type Places = BTreeSet<usize>;

/// The share that two sets have in common (Jaccard's coefficient); 0 of two empty ones.
pub fn overlap(a: &Places, b: &Places) -> f64 {
    let both = a.intersection(b).count();
    super::share(both, a.len() + b.len() - both)
}

/// Pairs `(gold, found)` of sets that share something and have at least `least` in common.
/// Where two pairs are equally close, the larger intersection goes first when `by_size`, then
/// the earlier gold, then the earlier find.
pub fn align(
    gold: &[&Places],
    found: &[&Places],
    least: f64,
    by_size: bool,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, a) in gold.iter().enumerate() {
        for (j, b) in found.iter().enumerate() {
            let both = a.intersection(b).count();
            let close = super::share(both, a.len() + b.len() - both);
            if both > 0 && close >= least {
                pairs.push((close, if by_size { both } else { 0 }, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then(b.1.cmp(&a.1))
            .then((a.2, a.3).cmp(&(b.2, b.3)))
    });
    let (mut golds, mut finds) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut aligned = Vec::new();
    for (_, _, i, j) in pairs {
        if !golds[i] && !finds[j] {
            (golds[i], finds[j]) = (true, true);
            aligned.push((i, j));
        }
    }
    aligned.sort_unstable();
    aligned
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(range: std::ops::Range<usize>) -> Places {
        range.collect()
    }

    #[test]
    fn the_closest_pair_goes_first() {
        let gold = [&places(0..10), &places(8..12)];
        let found = [&places(7..12), &places(0..3)];
        assert_eq!(align(&gold, &found, 0.0, true), [(0, 1), (1, 0)]);
        assert_eq!(align(&gold, &found, 0.5, true), [(1, 0)]);
        assert_eq!(align(&gold, &[&places(20..30)], 0.0, true), []);
    }
}
