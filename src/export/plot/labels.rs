//! Where names stand beside their nodes, so that none covers another or a node.

use crate::export::layout::{Point, Rect};

/// A name that looks for a place: the node, its radius, and the size of the name.
pub struct Wanted {
    pub node: Point,
    pub radius: f64,
    pub width: f64,
    pub height: f64,
    /// Whether it may stand further off, at the end of a line, where there is no room beside.
    pub must: bool,
}

/// Places names, the first ones first; `None` where there is no room. Names keep within
/// `bounds`, and off every node.
pub fn placed(wanted: &[Wanted], nodes: &[Rect], bounds: &Rect) -> Vec<Option<Rect>> {
    let mut taken: Vec<Rect> = Vec::new();
    wanted
        .iter()
        .map(|name| {
            let free = |rect: &Rect| {
                rect.x >= bounds.x
                    && rect.y >= bounds.y
                    && rect.right() <= bounds.right()
                    && rect.bottom() <= bounds.bottom()
                    && !taken.iter().any(|other| rect.overlaps(other))
                    && !nodes.iter().any(|node| rect.overlaps(node))
            };
            let found = candidates(name).find(free)?;
            taken.push(found);
            Some(found)
        })
        .collect()
}

/// Right, left, below, above, the corners; then, where it must, in wider and wider rings.
fn candidates(name: &Wanted) -> impl Iterator<Item = Rect> {
    const SIDES: [(f64, f64); 8] = [
        (1.0, 0.0),
        (-1.0, 0.0),
        (0.0, 1.0),
        (0.0, -1.0),
        (0.8, 0.8),
        (0.8, -0.8),
        (-0.8, 0.8),
        (-0.8, -0.8),
    ];
    const RINGS: usize = 60;
    let (node, width, height, radius) = (name.node, name.width, name.height, name.radius);
    let beside = SIDES.into_iter().map(move |(x, y)| {
        let away = |way: f64, half: f64| way * (radius + 3.0 + half);
        let middle = Point::new(
            node.x + away(x, width / 2.0),
            node.y + away(y, height / 2.0),
        );
        Rect::around(middle, width, height)
    });
    let rings = if name.must { RINGS } else { 0 };
    let further = (1..=rings).flat_map(move |ring| {
        let steps = 12 + 2 * ring;
        (0..steps).map(move |step| {
            let turn = std::f64::consts::TAU * step as f64 / steps as f64;
            let reach = radius + 8.0 + 9.0 * ring as f64;
            let middle = Point::new(
                node.x + turn.cos() * (reach + width / 2.0),
                node.y + turn.sin() * (reach + height / 2.0),
            );
            Rect::around(middle, width, height)
        })
    });
    beside.chain(further)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_crowded_names_find_room_without_overlap() {
        let at =
            |n: usize| Point::new(300.0 + (n % 8) as f64 * 30.0, 300.0 + (n / 8) as f64 * 30.0);
        let wanted: Vec<Wanted> = (0..60)
            .map(|n| Wanted {
                node: at(n),
                radius: 8.0,
                width: 60.0 + (n * 7 % 50) as f64,
                height: 14.0,
                must: true,
            })
            .collect();
        let nodes: Vec<Rect> = (0..60).map(|n| Rect::around(at(n), 16.0, 16.0)).collect();
        let bounds = Rect {
            x: 0.0,
            y: 0.0,
            width: 900.0,
            height: 900.0,
        };
        let places: Vec<Rect> = placed(&wanted, &nodes, &bounds)
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(places.len(), 60);
        for (at, place) in places.iter().enumerate() {
            assert!(places[..at].iter().all(|other| !place.overlaps(other)));
            assert!(nodes.iter().all(|node| !place.overlaps(node)));
        }
    }
}
