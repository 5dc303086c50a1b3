//! The order of boxes in each column, with few crossings between columns.
//!
//! The method is that of layered drawing (Sugiyama, Tagawa and Toda 1981): sweep over the
//! columns, order each by the mean place of its neighbours, keep the best order seen; then
//! exchange neighbours in a column while that removes crossings.

use super::layers::{Layers, Order};

const SWEEPS: usize = 24;
/// Exchanging neighbours costs the square of their ties; beyond this many ties the picture
/// is too dense to gain from it.
const EXCHANGE_LIMIT: usize = 4_000;

/// An order with few crossings; the same for the same input.
pub fn ordered(layers: &Layers) -> Order {
    let neighbours = neighbours(layers);
    let given: Order = layers
        .rooms
        .iter()
        .map(|column| (0..column.len()).collect())
        .collect();
    // Two different starts: what is good for one is often poor for the other.
    let mut by_degree = given.clone();
    for (column, cells) in by_degree.iter_mut().enumerate() {
        cells.sort_by_key(|&at| std::cmp::Reverse(neighbours[column].degree(at)));
    }
    let mut best: Option<(f64, Order)> = None;
    for start in [given, by_degree] {
        let (crossings, order) = improved(layers, start, &neighbours);
        if best.as_ref().is_none_or(|(least, _)| crossings < *least) {
            best = Some((crossings, order));
        }
    }
    best.map_or_else(Vec::new, |(_, order)| order)
}

fn improved(layers: &Layers, start: Order, neighbours: &[Neighbours]) -> (f64, Order) {
    let mut order = start;
    let mut best = (crossings(layers, &order), order.clone());
    let exchange = layers.ties.iter().map(Vec::len).sum::<usize>() <= EXCHANGE_LIMIT;
    for sweep in 0..SWEEPS {
        let columns = order.len();
        let forward = sweep % 2 == 0;
        for step in 0..columns {
            let column = if forward { step } else { columns - 1 - step };
            sort_by_mean(&mut order, column, &neighbours[column], forward);
        }
        if exchange {
            for (column, neighbours) in neighbours.iter().enumerate() {
                exchange_neighbours(&mut order, column, neighbours);
            }
        }
        let left = crossings(layers, &order);
        if left < best.0 {
            best = (left, order.clone());
        }
    }
    best
}

fn neighbours(layers: &Layers) -> Vec<Neighbours> {
    let mut all: Vec<Neighbours> = layers
        .rooms
        .iter()
        .map(|column| Neighbours {
            left: vec![Vec::new(); column.len()],
            right: vec![Vec::new(); column.len()],
        })
        .collect();
    for (column, ties) in layers.ties.iter().enumerate() {
        for &(left, right, weight) in ties {
            all[column].right[left].push((right, weight));
            all[column + 1].left[right].push((left, weight));
        }
    }
    all
}

/// The sum, over crossing ties, of the product of their weights.
fn crossings(layers: &Layers, order: &Order) -> f64 {
    let mut total = 0.0;
    for (column, ties) in layers.ties.iter().enumerate() {
        let left = places(&order[column]);
        let right = places(&order[column + 1]);
        let mut ends: Vec<(usize, usize, f64)> = ties
            .iter()
            .map(|&(from, to, weight)| (left[from], right[to], weight))
            .collect();
        ends.sort_by_key(|&(from, to, _)| (from, to));
        // A binary indexed tree of the weight that arrived at each place so far.
        let mut tree = vec![0.0; right.len() + 1];
        let mut arrived = 0.0;
        for group in ends.chunk_by(|a, b| a.0 == b.0) {
            for &(_, to, weight) in group {
                total += weight * (arrived - prefix(&tree, to + 1));
            }
            for &(_, to, weight) in group {
                arrived += weight;
                let mut at = to + 1;
                while at < tree.len() {
                    tree[at] += weight;
                    at += at & at.wrapping_neg();
                }
            }
        }
    }
    total
}

/// The sum of the first `count` entries of a binary indexed tree.
fn prefix(tree: &[f64], count: usize) -> f64 {
    let mut at = count;
    let mut sum = 0.0;
    while at > 0 {
        sum += tree[at];
        at &= at - 1;
    }
    sum
}

/// For each box of a column the boxes it is tied to in the next, with weights.
type Ends = Vec<Vec<(usize, f64)>>;

/// The ties of each box of one column to both sides.
struct Neighbours {
    left: Ends,
    right: Ends,
}

impl Neighbours {
    fn degree(&self, at: usize) -> usize {
        self.left[at].len() + self.right[at].len()
    }
}

/// Where each box lies in a column's order.
fn places(boxes: &[usize]) -> Vec<usize> {
    let mut places = vec![0; boxes.len()];
    for (place, &at) in boxes.iter().enumerate() {
        places[at] = place;
    }
    places
}

fn sort_by_mean(order: &mut Order, column: usize, neighbours: &Neighbours, forward: bool) {
    // The first column has only the second to go by, and the last only the one before.
    let from_left = (forward && column > 0) || column + 1 == order.len();
    let other = if from_left {
        column.checked_sub(1)
    } else {
        Some(column + 1)
    };
    let Some(other) = other.filter(|&other| other < order.len()) else {
        return;
    };
    let ties = if from_left {
        &neighbours.left
    } else {
        &neighbours.right
    };
    let there = places(&order[other]);
    let scale = order[column].len() as f64 / order[other].len().max(1) as f64;
    let mut keyed: Vec<(f64, usize)> = order[column]
        .iter()
        .enumerate()
        .map(|(place, &at)| {
            let weight: f64 = ties[at].iter().map(|tie| tie.1).sum();
            let sum: f64 = ties[at]
                .iter()
                .map(|&(tie, weight)| there[tie] as f64 * weight)
                .sum();
            // What has no ties on that side stays about where it is.
            let mean = if weight > 0.0 {
                sum / weight * scale
            } else {
                place as f64
            };
            (mean, at)
        })
        .collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
    order[column] = keyed.into_iter().map(|(_, at)| at).collect();
}

/// Exchanges boxes that lie side by side while that removes crossings.
fn exchange_neighbours(order: &mut Order, column: usize, neighbours: &Neighbours) {
    let left = column.checked_sub(1).map(|left| places(&order[left]));
    let right = order.get(column + 1).map(|boxes| places(boxes));
    let sides: Vec<(&Ends, Vec<usize>)> = [
        left.map(|places| (&neighbours.left, places)),
        right.map(|places| (&neighbours.right, places)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let boxes = &mut order[column];
    for _ in 0..boxes.len().min(12) {
        let mut changed = false;
        for at in 1..boxes.len() {
            let (upper, lower) = (boxes[at - 1], boxes[at]);
            let gain: f64 = sides
                .iter()
                .map(|(ties, there)| gain_of_exchange(&ties[upper], &ties[lower], there))
                .sum();
            if gain > 1e-9 {
                boxes.swap(at - 1, at);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
}

/// Crossings that go less those that come when `upper` and `lower` change places.
fn gain_of_exchange(upper: &[(usize, f64)], lower: &[(usize, f64)], there: &[usize]) -> f64 {
    let mut gain = 0.0;
    for &(a, a_weight) in upper {
        for &(b, b_weight) in lower {
            gain += match there[a].cmp(&there[b]) {
                std::cmp::Ordering::Greater => a_weight * b_weight,
                std::cmp::Ordering::Less => -a_weight * b_weight,
                std::cmp::Ordering::Equal => 0.0,
            };
        }
    }
    gain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layers(left: usize, right: usize, ties: &[(usize, usize)]) -> Layers {
        Layers {
            rooms: vec![vec![1.0; left], vec![1.0; right]],
            ties: vec![ties.iter().map(|&(from, to)| (from, to, 1.0)).collect()],
        }
    }

    #[test]
    fn counts_each_crossing_once() {
        let layers = layers(3, 3, &[(0, 2), (1, 1), (2, 0)]);
        let given: Order = vec![vec![0, 1, 2], vec![0, 1, 2]];
        assert_eq!(crossings(&layers, &given), 3.0);
    }

    #[test]
    fn ties_that_meet_do_not_cross() {
        let layers = layers(2, 1, &[(0, 0), (1, 0)]);
        assert_eq!(crossings(&layers, &vec![vec![0, 1], vec![0]]), 0.0);
    }

    #[test]
    fn a_picture_that_can_be_without_crossings_is() {
        let layers = layers(4, 4, &[(0, 3), (1, 2), (2, 1), (3, 0), (0, 2), (1, 1)]);
        assert_eq!(crossings(&layers, &ordered(&layers)), 0.0);
    }
}
