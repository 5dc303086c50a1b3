//! Where the nodes of a network lie: stress majorisation (Gansner, Koren and North 2004).
//!
//! The distance of two nodes on paper is to be that of the shortest path between them; the
//! stress is the sum of the squared differences, each over the square of the distance.

use crate::export::layout::Point;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

const ROUNDS: usize = 200;

/// Places the nodes in `order`, which are linked by ties of some length; others stay at the
/// origin.
///
/// They stand in that order on the circle from which the search begins, so the same network
/// always gives the same picture.
pub fn places(count: usize, ties: &[(usize, usize, f64)], order: &[usize]) -> Vec<Point> {
    let distances = distances(count, ties);
    let among = order
        .iter()
        .flat_map(|&a| order.iter().map(move |&b| (a, b)));
    let widest = among.map(|(a, b)| distances[a][b]).fold(1.0, f64::max);
    let mut places = vec![Point::default(); count];
    for (at, &node) in order.iter().enumerate() {
        let turn = std::f64::consts::TAU * at as f64 / order.len().max(1) as f64;
        // No three stand on one line, and no two on one place.
        let radius = widest / 2.0 * (1.0 + 0.01 * (at % 7) as f64);
        places[node] = Point::new(radius * turn.cos(), radius * turn.sin());
    }
    for _ in 0..ROUNDS {
        let mut moved: f64 = 0.0;
        for &node in order {
            let (mut sum, mut weights) = (Point::default(), 0.0);
            for &other in order.iter().filter(|&&other| other != node) {
                let distance = distances[node][other];
                let weight = 1.0 / (distance * distance);
                let way = (places[node] - places[other]).unit() * distance;
                sum = sum + (places[other] + way) * weight;
                weights += weight;
            }
            if weights > 0.0 {
                let next = sum * (1.0 / weights);
                moved = moved.max((next - places[node]).length());
                places[node] = next;
            }
        }
        if moved < widest * 1e-4 {
            break;
        }
    }
    places
}

/// All shortest paths; parts that no path joins lie a little further apart than the widest.
fn distances(count: usize, ties: &[(usize, usize, f64)]) -> Vec<Vec<f64>> {
    let mut near = vec![Vec::new(); count];
    for &(a, b, length) in ties {
        near[a].push((b, length));
        near[b].push((a, length));
    }
    let mut all: Vec<Vec<f64>> = (0..count).map(|from| paths(&near, from)).collect();
    let finite = all.iter().flatten().copied().filter(|d| d.is_finite());
    let apart = finite.fold(0.0, f64::max) * 0.5 + 1.5;
    for distance in all.iter_mut().flatten() {
        if !distance.is_finite() {
            *distance = apart;
        }
    }
    all
}

/// The shortest paths from one node (Dijkstra 1959), infinite where there is none.
fn paths(near: &[Vec<(usize, f64)>], from: usize) -> Vec<f64> {
    let mut distance = vec![f64::INFINITY; near.len()];
    distance[from] = 0.0;
    // Lengths are positive, and the bits of positive doubles are in their order.
    let mut queue = BinaryHeap::from([(Reverse(0u64), from)]);
    while let Some((Reverse(bits), node)) = queue.pop() {
        if f64::from_bits(bits) > distance[node] {
            continue;
        }
        for &(other, length) in &near[node] {
            let way = distance[node] + length;
            if way < distance[other] {
                distance[other] = way;
                queue.push((Reverse(way.to_bits()), other));
            }
        }
    }
    distance
}

/// Pushes discs apart until none overlaps: each is a place and a radius with its margin.
pub fn part(places: &mut [Point], radii: &[f64]) {
    for _ in 0..200 {
        let mut overlaps = false;
        for a in 0..places.len() {
            for b in a + 1..places.len() {
                let way = places[b] - places[a];
                let lacking = radii[a] + radii[b] - way.length();
                if lacking > 0.01 {
                    overlaps = true;
                    let push = way.unit() * (lacking / 2.0 + 0.01);
                    places[a] = places[a] - push;
                    places[b] = places[b] + push;
                }
            }
        }
        if !overlaps {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_lies_on_a_line() {
        let places = places(3, &[(0, 1, 1.0), (1, 2, 1.0)], &[0, 1, 2]);
        let length = |a: usize, b: usize| (places[a] - places[b]).length();
        assert!((length(0, 1) - 1.0).abs() < 0.01);
        assert!((length(0, 2) - 2.0).abs() < 0.02);
    }

    #[test]
    fn nothing_and_one_node_have_a_place() {
        assert_eq!(places(0, &[], &[]), []);
        let [one] = places(1, &[], &[0])[..] else {
            panic!("one node has one place");
        };
        assert!(one.x.is_finite() && one.y.is_finite());
    }

    #[test]
    fn discs_are_pushed_apart() {
        let mut places = vec![Point::default(); 5];
        part(&mut places, &[10.0; 5]);
        for a in 0..5 {
            for b in 0..a {
                assert!((places[a] - places[b]).length() > 19.9);
            }
        }
    }
}
