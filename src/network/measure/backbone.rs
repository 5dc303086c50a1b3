use super::super::{Matrix, Occurrence, Projection, Sample};
use super::Ties;
use super::eigen::eigenvalues;
use rayon::prelude::*;

/// What two networks are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spectrum {
    /// The eigenvalues of the Laplacian, over their sum.
    #[default]
    Laplacian,
    /// The strengths of the nodes, over their sum: what Discourse Network Analyzer 3.1.2
    /// computes instead.
    Strengths,
}

impl Spectrum {
    fn of(self, matrix: &Matrix) -> Vec<f64> {
        let n = matrix.rows.len();
        let mut laplacian = vec![vec![0.0; n]; n];
        for (row, column, value) in matrix.cells() {
            if row != column && value > 0.0 {
                laplacian[row][column] -= value;
                laplacian[row][row] += value;
            }
        }
        let mut values = match self {
            Spectrum::Laplacian => eigenvalues(laplacian),
            Spectrum::Strengths => {
                let mut strengths: Vec<f64> = (0..n).map(|row| laplacian[row][row]).collect();
                strengths.sort_by(f64::total_cmp);
                strengths
            }
        };
        let sum: f64 = values.iter().sum();
        if sum > 0.0 {
            values.iter_mut().for_each(|value| *value /= sum);
        } else {
            values.fill(0.0);
        }
        values
    }
}

/// How a concept left the backbone.
#[derive(Debug, Clone, PartialEq)]
pub struct NestedStep {
    /// When: 1 is first. Concepts that change the network equally little go together.
    pub step: usize,
    /// The concept.
    pub concept: String,
    /// How far the network of the concepts that remain is from the whole, 0 to 2.
    pub backbone_loss: f64,
    /// How far the network of the concepts that are gone is from the whole.
    pub redundant_loss: f64,
    /// How many statements remain.
    pub statements: usize,
}

/// The order in which concepts leave the backbone: those that come last carry the structure.
pub type Nested = Vec<NestedStep>;

/// Losses that differ by less are equal.
const TIE: f64 = 1e-12;

/// Drops, again and again, the concept without which the one-mode network of all actors is
/// nearest to the whole network: the sum of the differences of their spectra is least.
pub fn nested(sample: &Sample, projection: Projection, spectrum: Spectrum) -> Nested {
    // All actors stay, so that the spectra have the same length.
    let projection = Projection {
        isolates: true,
        ..projection
    };
    let mut sample = sample.clone();
    sample.row_occurs.fill(false);
    for occurrence in &sample.occurrences {
        sample.row_occurs[occurrence.row as usize] = true;
    }
    let spectrum_of = |keep: &dyn Fn(u32) -> bool| {
        let kept: Vec<Occurrence> = sample
            .occurrences
            .iter()
            .filter(|occurrence| keep(occurrence.column))
            .copied()
            .collect();
        spectrum.of(&projection.of(&sample, &kept))
    };
    let whole = spectrum_of(&|_| true);
    let loss = |spectrum: Vec<f64>| -> f64 {
        whole
            .iter()
            .zip(&spectrum)
            .map(|(a, b)| (a - b).abs())
            .sum()
    };
    let mut remain: Vec<u32> = sample.occurrences.iter().map(|o| o.column).collect();
    remain.sort_unstable();
    remain.dedup();
    let mut steps = Nested::new();
    let mut step = 0;
    while !remain.is_empty() {
        step += 1;
        let losses: Vec<f64> = remain
            .par_iter()
            .map(|&gone| {
                loss(spectrum_of(&|column| {
                    column != gone && remain.contains(&column)
                }))
            })
            .collect();
        let least = losses.iter().copied().fold(f64::INFINITY, f64::min);
        let tied = remain
            .iter()
            .zip(&losses)
            .filter(|(_, loss)| **loss <= least + TIE);
        let tied: Vec<u32> = tied.map(|(&column, _)| column).collect();
        remain.retain(|column| !tied.contains(column));
        let backbone_loss = loss(spectrum_of(&|column| remain.contains(&column)));
        let redundant_loss = loss(spectrum_of(&|column| !remain.contains(&column)));
        let left = sample.occurrences.iter();
        let statements = left.filter(|o| remain.contains(&o.column)).count();
        steps.extend(tied.into_iter().map(|column| NestedStep {
            step,
            concept: sample.columns[column as usize].clone(),
            backbone_loss,
            redundant_loss,
            statements,
        }));
    }
    steps
}

/// The disparity filter (Serrano, Boguñá and Vespignani 2009): keeps a tie where its weight is
/// too large for chance at one of its ends. There it has the probability
/// `(1 - w / s)^(k - 1)` for a node of `k` ties and strength `s`; it must be below `alpha`.
pub fn disparity(ties: &Ties, alpha: f64) -> Ties {
    let strengths = ties.strengths();
    let chance = |node: usize, weight: f64| {
        let others = ties.links[node].len() as i32 - 1;
        // The only tie of a node says nothing about its share.
        if others == 0 {
            1.0
        } else {
            (1.0 - weight / strengths[node]).powi(others)
        }
    };
    let kept = |(node, links): (usize, &Vec<(u32, f64)>)| {
        let links = links.iter().copied();
        links
            .filter(|&(other, weight)| {
                chance(node, weight).min(chance(other as usize, weight)) < alpha
            })
            .collect()
    };
    Ties {
        names: ties.names.clone(),
        links: ties.links.iter().enumerate().map(kept).collect(),
    }
}
