use super::super::Matrix;
use std::collections::BTreeMap;

/// How far each two of several networks are apart, 0 to 2: the sum of the differences of all
/// links, each network's over the sum of their sizes. Nodes are the same when their names are.
pub fn distances(networks: &[Matrix]) -> Vec<Vec<f64>> {
    let shares: Vec<BTreeMap<(&str, &str), f64>> = networks.iter().map(shares).collect();
    let mut distances = vec![vec![0.0; networks.len()]; networks.len()];
    for a in 0..networks.len() {
        for b in a + 1..networks.len() {
            let (of_a, of_b) = (&shares[a], &shares[b]);
            let both = of_a
                .iter()
                .map(|(link, share)| (share - of_b.get(link).copied().unwrap_or_default()).abs());
            let only = of_b.iter().filter(|(link, _)| !of_a.contains_key(*link));
            let distance = both.sum::<f64>() + only.map(|(_, share)| share.abs()).sum::<f64>();
            distances[a][b] = distance;
            distances[b][a] = distance;
        }
    }
    distances
}

fn shares(network: &Matrix) -> BTreeMap<(&str, &str), f64> {
    let total: f64 = network.cells().map(|(_, _, value)| value.abs()).sum();
    let share = |(row, column, value): (usize, usize, f64)| {
        let link = (network.rows[row].as_str(), network.columns[column].as_str());
        (link, value / total)
    };
    network.cells().map(share).collect()
}

/// Where a sequence changes from one state to another: the first element of each state but
/// the first, for so many states.
///
/// The states are the division of the sequence into stretches with the least sum of squared
/// distances within them, each over the stretch's length: the least squares of kernel change
/// points (Harchaoui and Cappé 2007), found by dynamic programming. There are fewer states
/// only where the sequence is shorter.
pub fn change_points(distances: &[Vec<f64>], states: usize) -> Vec<usize> {
    let n = distances.len();
    let states = states.clamp(1, n.max(1));
    if n == 0 {
        return Vec::new();
    }
    // sums[a][b]: the squared distances among the elements before a and b.
    let mut sums = vec![vec![0.0; n + 1]; n + 1];
    for a in 0..n {
        for b in 0..n {
            let square = distances[a][b] * distances[a][b];
            sums[a + 1][b + 1] = square + sums[a][b + 1] + sums[a + 1][b] - sums[a][b];
        }
    }
    let cost = |from: usize, to: usize| -> f64 {
        let sum = sums[to][to] - sums[from][to] - sums[to][from] + sums[from][from];
        sum / (2.0 * (to - from) as f64)
    };
    // best[k][to]: the least cost of the elements before `to` in k + 1 stretches, and where
    // the last of these begins.
    let mut best: Vec<Vec<(f64, usize)>> = vec![
        (0..=n)
            .map(|to| match to {
                0 => (0.0, 0),
                to => (cost(0, to), 0),
            })
            .collect(),
    ];
    for k in 1..states {
        let before = &best[k - 1];
        let row = (0..=n)
            .map(|to| {
                (k..to)
                    .map(|from| (before[from].0 + cost(from, to), from))
                    .min_by(|a, b| a.0.total_cmp(&b.0))
                    .unwrap_or((f64::INFINITY, 0))
            })
            .collect();
        best.push(row);
    }
    let mut points = Vec::new();
    let mut to = n;
    for k in (1..states).rev() {
        to = best[k][to].1;
        points.push(to);
    }
    points.reverse();
    points
}
