//! Heights: each column's cells as near as possible to what they are tied to, in the given
//! order and without overlap.

use super::layers::{Layers, Order};

const ROUNDS: usize = 40;

/// The height of each cell's middle; y grows downward from anywhere.
pub fn middles(layers: &Layers, order: &Order) -> Vec<Vec<f64>> {
    let mut middles = stacked(layers, order);
    let columns = layers.rooms.len();
    for round in 0..ROUNDS {
        for step in 0..columns {
            let column = if round % 2 == 0 {
                step
            } else {
                columns - 1 - step
            };
            let wishes = wishes(layers, column, &middles);
            let slots: Vec<Slot> = order[column]
                .iter()
                .map(|&cell| Slot {
                    wish: wishes[cell].0,
                    weight: wishes[cell].1,
                    room: layers.rooms[column][cell],
                })
                .collect();
            for (&cell, middle) in order[column].iter().zip(align(&slots)) {
                middles[column][cell] = middle;
            }
        }
    }
    middles
}

/// Each column stacked by itself, the columns' middles level.
fn stacked(layers: &Layers, order: &Order) -> Vec<Vec<f64>> {
    let stack = |(rooms, cells): (&Vec<f64>, &Vec<usize>)| {
        let mut y = -rooms.iter().sum::<f64>() / 2.0;
        let mut middles = vec![0.0; rooms.len()];
        for &cell in cells {
            middles[cell] = y + rooms[cell] / 2.0;
            y += rooms[cell];
        }
        middles
    };
    layers.rooms.iter().zip(order).map(stack).collect()
}

/// Where each cell of a column wants to be, which is the mean height of what it is tied to,
/// and how much. What is tied to nothing weakly wants to stay.
fn wishes(layers: &Layers, column: usize, middles: &[Vec<f64>]) -> Vec<(f64, f64)> {
    let mut sums = vec![(0.0, 0.0); layers.rooms[column].len()];
    let mut add = |cell: usize, weight: f64, there: f64| {
        sums[cell].0 += weight * there;
        sums[cell].1 += weight;
    };
    if let Some(ties) = layers.ties.get(column) {
        for &(left, right, weight) in ties {
            add(left, weight, middles[column + 1][right]);
        }
    }
    if let Some(before) = column.checked_sub(1) {
        for &(left, right, weight) in &layers.ties[before] {
            add(right, weight, middles[before][left]);
        }
    }
    let wish = |((sum, weight), middle): ((f64, f64), &f64)| {
        if weight > 0.0 {
            (sum / weight, weight)
        } else {
            (*middle, 0.1)
        }
    };
    sums.into_iter().zip(&middles[column]).map(wish).collect()
}

/// A cell in a column, from the top.
struct Slot {
    /// Where its middle wants to be.
    wish: f64,
    /// How much it wants it; above zero.
    weight: f64,
    /// The height that it needs.
    room: f64,
}

/// The middles that minimise the weighted sum of squared distances to the wishes.
///
/// If cells needed no room, the order alone would make this an isotonic regression, which
/// pooling adjacent violators solves exactly (Ayer et al. 1955); so the room is taken off,
/// the regression solved, and the room put back.
fn align(slots: &[Slot]) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(slots.len());
    let mut y = 0.0;
    for slot in slots {
        offsets.push(y + slot.room / 2.0);
        y += slot.room;
    }
    // Each pool: its mean wish, its weight, how many slots it has.
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (slot, offset) in slots.iter().zip(&offsets) {
        let mut pool = (slot.wish - offset, slot.weight, 1);
        while let Some(above) = pools.pop_if(|above| above.0 > pool.0) {
            let weight = above.1 + pool.1;
            let mean = (above.0 * above.1 + pool.0 * pool.1) / weight;
            pool = (mean, weight, above.2 + pool.2);
        }
        pools.push(pool);
    }
    pools
        .iter()
        .flat_map(|&(mean, _, count)| std::iter::repeat_n(mean, count))
        .zip(offsets)
        .map(|(mean, offset)| mean + offset)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(wish: f64) -> Slot {
        Slot {
            wish,
            weight: 1.0,
            room: 12.0,
        }
    }

    #[test]
    fn wishes_with_room_are_granted() {
        assert_eq!(
            align(&[slot(0.0), slot(50.0), slot(90.0)]),
            [0.0, 50.0, 90.0]
        );
    }

    #[test]
    fn equal_wishes_share_the_room_evenly() {
        assert_eq!(
            align(&[slot(30.0), slot(30.0), slot(30.0)]),
            [18.0, 30.0, 42.0]
        );
    }

    #[test]
    fn wishes_against_the_order_do_not_change_it() {
        let centres = align(&[slot(100.0), slot(0.0), slot(50.0)]);
        assert!(
            centres
                .windows(2)
                .all(|pair| pair[1] - pair[0] >= 12.0 - 1e-9)
        );
    }
}
