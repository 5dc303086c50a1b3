//! Heights in a column: as near as possible to where each box wants to be, in the given
//! order and with room between.

/// A box in a column, from the top.
pub struct Slot {
    /// Where its centre wants to be.
    pub wish: f64,
    /// How much it wants it; above zero.
    pub weight: f64,
    /// Its height.
    pub height: f64,
    /// The room below it.
    pub gap: f64,
}

/// The centres that minimise the weighted sum of squared distances to the wishes.
///
/// Without the room that boxes need, the order alone makes this an isotonic regression,
/// which pooling adjacent violators solves exactly (Ayer et al. 1955); so the room is
/// taken off, the regression solved, and the room put back.
pub fn align(slots: &[Slot]) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(slots.len());
    let mut offset = 0.0;
    for (at, slot) in slots.iter().enumerate() {
        if let Some(above) = at.checked_sub(1).map(|above| &slots[above]) {
            offset += above.height / 2.0 + above.gap + slot.height / 2.0;
        }
        offsets.push(offset);
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
            height: 10.0,
            gap: 2.0,
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
