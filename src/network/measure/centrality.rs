use super::Ties;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// How long a tie is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lengths {
    /// Every tie is one step.
    #[default]
    Steps,
    /// The stronger, the shorter: one over the weight.
    Inverse,
}

/// The number of ties of each node.
pub fn degree(ties: &Ties) -> Vec<f64> {
    ties.links.iter().map(|links| links.len() as f64).collect()
}

/// The sum of the weights of each node's ties.
pub fn strength(ties: &Ties) -> Vec<f64> {
    ties.strengths()
}

/// Up to so many nodes the shortest paths from all are followed, beyond from so many that lie
/// evenly over the list.
const SOURCES: usize = 2000;

/// For each node the share of shortest paths between two others that pass it, 0 to 1
/// (Freeman 1977; computed as by Brandes 2001). Beyond 2,000 nodes it is estimated from the
/// paths of 2,000 of them.
pub fn betweenness(ties: &Ties, lengths: Lengths) -> Vec<f64> {
    let n = ties.len();
    if n < 3 {
        return vec![0.0; n];
    }
    let sources = sources(n);
    let shares: Vec<Vec<f64>> = sources
        .par_iter()
        .map(|&source| dependencies(ties, &paths(ties, source, lengths)))
        .collect();
    let mut sums = vec![0.0; n];
    for shares in &shares {
        for (sum, share) in sums.iter_mut().zip(shares) {
            *sum += share;
        }
    }
    // Each pair is seen from both its ends.
    let pairs = ((n - 1) * (n - 2)) as f64;
    let scale = n as f64 / sources.len() as f64 / pairs;
    sums.into_iter().map(|sum| sum * scale).collect()
}

fn sources(n: usize) -> Vec<usize> {
    match n {
        0..=SOURCES => (0..n).collect(),
        _ => (0..SOURCES).map(|at| at * n / SOURCES).collect(),
    }
}

/// For each node how near all others are that it reaches: their number over the sum of their
/// distances, times the share of nodes that it reaches (Wasserman and Faust 1994, p. 201).
pub fn closeness(ties: &Ties, lengths: Lengths) -> Vec<f64> {
    let n = ties.len();
    (0..n)
        .into_par_iter()
        .map(|source| {
            let paths = paths(ties, source, lengths);
            let reached = paths.order.len().saturating_sub(1) as f64;
            let sum: f64 = paths.order.iter().map(|&node| paths.distance[node]).sum();
            if sum == 0.0 {
                0.0
            } else {
                reached / sum * reached / (n - 1) as f64
            }
        })
        .collect()
}

/// The shortest paths from one node.
struct Paths {
    /// The nodes that are reached, nearest first, the source itself at the head.
    order: Vec<usize>,
    distance: Vec<f64>,
    /// How many shortest paths lead to each node.
    count: Vec<f64>,
    /// The nodes before each on these paths.
    before: Vec<Vec<usize>>,
}

/// Two lengths that differ by less, as a share, differ by rounding only.
const ROUNDING: f64 = 1e-12;

fn paths(ties: &Ties, source: usize, lengths: Lengths) -> Paths {
    let n = ties.len();
    let mut paths = Paths {
        order: Vec::new(),
        distance: vec![f64::INFINITY; n],
        count: vec![0.0; n],
        before: vec![Vec::new(); n],
    };
    paths.distance[source] = 0.0;
    paths.count[source] = 1.0;
    let mut settled = vec![false; n];
    let mut queue = BinaryHeap::from([Reached(0.0, source)]);
    while let Some(Reached(_, node)) = queue.pop() {
        if std::mem::replace(&mut settled[node], true) {
            continue;
        }
        paths.order.push(node);
        for &(next, weight) in &ties.links[node] {
            let next = next as usize;
            let length = match lengths {
                Lengths::Steps => 1.0,
                Lengths::Inverse => 1.0 / weight,
            };
            let distance = paths.distance[node] + length;
            if settled[next] {
                continue;
            }
            let known = paths.distance[next];
            if known.is_infinite() || distance < known * (1.0 - ROUNDING) {
                paths.distance[next] = distance;
                paths.count[next] = paths.count[node];
                paths.before[next] = vec![node];
                queue.push(Reached(distance, next));
            } else if distance <= known * (1.0 + ROUNDING) {
                paths.count[next] += paths.count[node];
                paths.before[next].push(node);
            }
        }
    }
    paths
}

/// A node in the queue: the nearest comes first, of equally near ones the first in the list.
#[derive(PartialEq)]
struct Reached(f64, usize);

impl Eq for Reached {}

impl PartialOrd for Reached {
    fn partial_cmp(&self, other: &Reached) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Reached {
    fn cmp(&self, other: &Reached) -> Ordering {
        other.0.total_cmp(&self.0).then(other.1.cmp(&self.1))
    }
}

/// How much of the paths from one source to all others depends on each node.
fn dependencies(ties: &Ties, paths: &Paths) -> Vec<f64> {
    let mut share = vec![0.0; ties.len()];
    for &node in paths.order.iter().rev() {
        for &before in &paths.before[node] {
            share[before] += paths.count[before] / paths.count[node] * (1.0 + share[node]);
        }
    }
    if let Some(&source) = paths.order.first() {
        share[source] = 0.0;
    }
    share
}

/// So many rounds are enough for any network that converges at all.
const ROUNDS: usize = 100_000;

/// How far the result may move in a round and count as settled.
const SETTLED: f64 = 1e-14;

/// For each node the sum of its neighbours' values times the weights: the eigenvector of the
/// largest eigenvalue, of length 1 (Bonacich 1972). Without ties all are 0; in a network of
/// several parts all but the strongest part are 0.
pub fn eigenvector(ties: &Ties) -> Vec<f64> {
    let n = ties.len();
    let scale = ties.strengths().into_iter().fold(0.0, f64::max);
    if scale == 0.0 {
        return vec![0.0; n];
    }
    let mut values = vec![1.0 / (n as f64).sqrt(); n];
    for _ in 0..ROUNDS {
        // Each keeps a part of its own value, so that the two sides of a two-mode network do
        // not take turns for ever.
        let mut next: Vec<f64> = (0..n)
            .map(|node| {
                let links = ties.links[node].iter();
                let sum: f64 = links.map(|&(other, w)| w * values[other as usize]).sum();
                sum / scale + values[node]
            })
            .collect();
        let length = next.iter().map(|value| value * value).sum::<f64>().sqrt();
        next.iter_mut().for_each(|value| *value /= length);
        let moved: f64 = next.iter().zip(&values).map(|(a, b)| (a - b).abs()).sum();
        values = next;
        if moved < SETTLED * n as f64 {
            break;
        }
    }
    // What fades away round by round belongs to a weaker part.
    values
        .iter_mut()
        .filter(|value| **value < 1e-12)
        .for_each(|value| *value = 0.0);
    values
}

/// How often a walker is at each node who follows ties by their weights, and in 15 of 100
/// steps jumps anywhere (Page and others 1999). They sum to 1.
pub fn page_rank(ties: &Ties) -> Vec<f64> {
    const FOLLOW: f64 = 0.85;
    let n = ties.len();
    let strengths = ties.strengths();
    let mut ranks = vec![1.0 / n as f64; n];
    for _ in 0..ROUNDS {
        let lost = (0..n).filter(|&node| strengths[node] == 0.0);
        let lost: f64 = lost.map(|node| ranks[node]).sum();
        let base = (1.0 - FOLLOW + FOLLOW * lost) / n as f64;
        let next: Vec<f64> = (0..n)
            .map(|node| {
                let links = ties.links[node].iter();
                let got: f64 = links
                    .map(|&(from, weight)| ranks[from as usize] * weight / strengths[from as usize])
                    .sum();
                base + FOLLOW * got
            })
            .collect();
        let moved: f64 = next.iter().zip(&ranks).map(|(a, b)| (a - b).abs()).sum();
        ranks = next;
        if moved < SETTLED {
            break;
        }
    }
    ranks
}
