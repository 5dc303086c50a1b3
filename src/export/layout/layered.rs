//! The program's own layout: columns of boxes with level curves between them.
//!
//! What analysts draw is mostly two-sided, speakers and what they speak about, so columns
//! read better than a cloud: every label stands level, lines run one way, and lines end
//! side by side on a border instead of in one point. A line across a column passes through
//! a slot of its own between the boxes; lines to the same far box share slots.

use super::align::{Slot, align};
use super::order::Layers;
use super::{Curve, Placement, Point, Rect, Sketch};
use std::collections::BTreeMap;

/// Room between boxes of a column.
const GAP: f64 = 13.0;
/// Height of a slot through which lines cross a column, and the room around it.
const SLOT: f64 = 3.0;
const SLOT_GAP: f64 = 6.0;
/// Room between lines that end side by side.
const PORT_GAP: f64 = 3.0;
/// How far from a box's corner its lines keep.
const CORNER: f64 = 7.0;
/// Room between columns: at least, at most, and how it grows with the height, so that lines
/// in tall pictures do not become steep.
const BETWEEN: (f64, f64, f64) = (230.0, 520.0, 0.22);
const ROUNDS: usize = 40;

/// A box of the sketch, or a slot for lines to a far box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cell {
    Box(usize),
    /// Leads lines from the given side to a box.
    Slot {
        to: usize,
        rightward: bool,
    },
}

/// A side of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Left,
    Right,
}

/// Lays out a sketch in its columns.
pub fn place(sketch: &Sketch) -> Placement {
    if sketch.items.is_empty() {
        return Placement::default();
    }
    let columns = dense_columns(sketch);
    let routes: Vec<Vec<(usize, Cell)>> = sketch
        .ties
        .iter()
        .map(|tie| route(tie.from, tie.to, &columns))
        .collect();
    let cells = cells(&columns, &routes);
    let heights = heights(sketch, &columns);
    let segments = segments(sketch, &routes, &cells);

    let order = Layers {
        sizes: cells.iter().map(Vec::len).collect(),
        ties: segments.clone(),
    }
    .ordered();
    let middles = middles(&cells, &order, &segments, &heights);
    let lefts = lefts(sketch, &columns, &cells, &middles);

    let boxes: Vec<Rect> = (0..sketch.items.len())
        .map(|item| {
            let column = columns[item];
            let (x, width) = lefts[column];
            Rect {
                x,
                y: middles[column][&Cell::Box(item)] - heights[item] / 2.0,
                width,
                height: heights[item],
            }
        })
        .collect();
    let curves = curves(sketch, &columns, &routes, &boxes, &middles, &lefts);
    Placement { boxes, curves }
}

/// The column of each item, counting only columns that have items.
fn dense_columns(sketch: &Sketch) -> Vec<usize> {
    let mut used: Vec<usize> = sketch.items.iter().map(|item| item.column).collect();
    used.sort_unstable();
    used.dedup();
    sketch
        .items
        .iter()
        .map(|item| used.partition_point(|&column| column < item.column))
        .collect()
}

/// The cells that a tie passes, with their columns; of a tie within a column only its ends.
fn route(from: usize, to: usize, columns: &[usize]) -> Vec<(usize, Cell)> {
    let (start, end) = (columns[from], columns[to]);
    let slot = Cell::Slot {
        to,
        rightward: start < end,
    };
    let mut route = vec![(start, Cell::Box(from))];
    if start < end {
        route.extend((start + 1..end).map(|column| (column, slot)));
    } else {
        route.extend((end + 1..start).rev().map(|column| (column, slot)));
    }
    route.push((end, Cell::Box(to)));
    route
}

/// The cells of each column, in their given order.
fn cells(columns: &[usize], routes: &[Vec<(usize, Cell)>]) -> Vec<Vec<Cell>> {
    let count = columns.iter().max().map_or(0, |last| last + 1);
    let mut cells = vec![Vec::new(); count];
    for (item, &column) in columns.iter().enumerate() {
        cells[column].push(Cell::Box(item));
    }
    for &(column, cell) in routes.iter().flatten() {
        if matches!(cell, Cell::Slot { .. }) {
            cells[column].push(cell);
        }
    }
    for column in &mut cells {
        column.sort();
        column.dedup();
    }
    cells
}

/// Heights that give the lines on the busier side of each box room side by side.
fn heights(sketch: &Sketch, columns: &[usize]) -> Vec<f64> {
    let mut needed = vec![[0.0; 2]; sketch.items.len()];
    for tie in &sketch.ties {
        let (start, end) = sides(columns[tie.from], columns[tie.to]);
        needed[tie.from][start as usize] += tie.breadth + PORT_GAP;
        needed[tie.to][end as usize] += tie.breadth + PORT_GAP;
    }
    sketch
        .items
        .iter()
        .zip(needed)
        .map(|(item, [left, right])| item.height.max(left.max(right) + 2.0 * CORNER))
        .collect()
}

/// The sides on which a tie leaves and arrives. Within the first column lines bow out to
/// the left, where nothing else is; within others to the right.
fn sides(start: usize, end: usize) -> (Side, Side) {
    match start.cmp(&end) {
        std::cmp::Ordering::Less => (Side::Right, Side::Left),
        std::cmp::Ordering::Greater => (Side::Left, Side::Right),
        std::cmp::Ordering::Equal if start == 0 => (Side::Left, Side::Left),
        std::cmp::Ordering::Equal => (Side::Right, Side::Right),
    }
}

/// The pieces of ties between adjacent columns, as positions in their cells; pieces between
/// the same two cells are added up.
fn segments(
    sketch: &Sketch,
    routes: &[Vec<(usize, Cell)>],
    cells: &[Vec<Cell>],
) -> Vec<Vec<(usize, usize, f64)>> {
    let at = |(column, cell): (usize, Cell)| cells[column].binary_search(&cell).unwrap_or(0);
    let mut sums = vec![BTreeMap::new(); cells.len().saturating_sub(1)];
    for (tie, route) in sketch.ties.iter().zip(routes) {
        for pair in route.windows(2) {
            let (left, right) = match pair[0].0.cmp(&pair[1].0) {
                std::cmp::Ordering::Less => (pair[0], pair[1]),
                std::cmp::Ordering::Greater => (pair[1], pair[0]),
                std::cmp::Ordering::Equal => continue,
            };
            *sums[left.0].entry((at(left), at(right))).or_insert(0.0) += tie.weight;
        }
    }
    sums.into_iter()
        .map(|sums| {
            sums.into_iter()
                .map(|((left, right), weight)| (left, right, weight))
                .collect()
        })
        .collect()
}

/// The height of each cell's middle, with the highest box at zero.
fn middles(
    cells: &[Vec<Cell>],
    order: &[Vec<usize>],
    segments: &[Vec<(usize, usize, f64)>],
    heights: &[f64],
) -> Vec<BTreeMap<Cell, f64>> {
    let height = |cell: Cell| match cell {
        Cell::Box(item) => heights[item],
        Cell::Slot { .. } => SLOT,
    };
    let gap = |upper: Cell, lower: Option<&Cell>| match (upper, lower) {
        (Cell::Box(_), Some(Cell::Box(_))) => GAP,
        _ => SLOT_GAP,
    };
    // Start with each column stacked and the columns' middles level.
    let mut at: Vec<Vec<f64>> = cells.iter().map(|column| vec![0.0; column.len()]).collect();
    for (column, boxes) in order.iter().enumerate() {
        let mut y = 0.0;
        for (place, &cell) in boxes.iter().enumerate() {
            let this = cells[column][cell];
            let next = boxes.get(place + 1).map(|&next| &cells[column][next]);
            at[column][cell] = y + height(this) / 2.0;
            y += height(this) + gap(this, next);
        }
        for middle in &mut at[column] {
            *middle -= y / 2.0;
        }
    }
    for round in 0..ROUNDS {
        for step in 0..cells.len() {
            let column = if round % 2 == 0 {
                step
            } else {
                cells.len() - 1 - step
            };
            let mut wishes = vec![(0.0, 0.0); cells[column].len()];
            if let Some(ties) = segments.get(column) {
                for &(left, right, weight) in ties {
                    wishes[left].0 += weight * at[column + 1][right];
                    wishes[left].1 += weight;
                }
            }
            if let Some(left_column) = column.checked_sub(1) {
                for &(left, right, weight) in &segments[left_column] {
                    wishes[right].0 += weight * at[left_column][left];
                    wishes[right].1 += weight;
                }
            }
            let slots: Vec<Slot> = order[column]
                .iter()
                .enumerate()
                .map(|(place, &cell)| {
                    let this = cells[column][cell];
                    let next = order[column]
                        .get(place + 1)
                        .map(|&next| &cells[column][next]);
                    let (sum, weight) = wishes[cell];
                    let (wish, weight) = if weight > 0.0 {
                        (sum / weight, weight)
                    } else {
                        (at[column][cell], 0.1)
                    };
                    Slot {
                        wish,
                        weight,
                        height: height(this),
                        gap: gap(this, next),
                    }
                })
                .collect();
            for (&cell, middle) in order[column].iter().zip(align(&slots)) {
                at[column][cell] = middle;
            }
        }
    }
    let top = cells
        .iter()
        .zip(&at)
        .flat_map(|(cells, at)| cells.iter().zip(at))
        .map(|(&cell, middle)| middle - height(cell) / 2.0)
        .fold(f64::INFINITY, f64::min);
    cells
        .iter()
        .zip(at)
        .map(|(cells, at)| {
            let middles = at.into_iter().map(|middle| middle - top);
            cells.iter().copied().zip(middles).collect()
        })
        .collect()
}

/// The left border and the width of each column.
fn lefts(
    sketch: &Sketch,
    columns: &[usize],
    cells: &[Vec<Cell>],
    middles: &[BTreeMap<Cell, f64>],
) -> Vec<(f64, f64)> {
    let mut widths = vec![0.0_f64; cells.len()];
    for (item, &column) in sketch.items.iter().zip(columns) {
        widths[column] = widths[column].max(item.width);
    }
    let height = middles
        .iter()
        .flat_map(|column| column.values().copied())
        .fold(0.0, f64::max);
    let (least, most, growth) = BETWEEN;
    let between = (height * growth).clamp(least, most);
    let mut x = 0.0;
    widths
        .into_iter()
        .map(|width| {
            let left = x;
            x += width + between;
            (left, width)
        })
        .collect()
}

/// One end of a tie at a box.
struct Port {
    tie: usize,
    is_start: bool,
    /// The order on its side, from the top: first lines that bow upward, then those to
    /// other columns, then those that bow downward.
    group: u8,
    height: f64,
}

fn curves(
    sketch: &Sketch,
    columns: &[usize],
    routes: &[Vec<(usize, Cell)>],
    boxes: &[Rect],
    middles: &[BTreeMap<Cell, f64>],
    lefts: &[(f64, f64)],
) -> Vec<Curve> {
    let middle = |(column, cell): (usize, Cell)| middles[column][&cell];
    let mut ports: BTreeMap<(usize, Side), Vec<Port>> = BTreeMap::new();
    for (at, (tie, route)) in sketch.ties.iter().zip(routes).enumerate() {
        let (start_side, end_side) = sides(columns[tie.from], columns[tie.to]);
        let bows = columns[tie.from] == columns[tie.to];
        let [from, to] = [boxes[tie.from].centre().y, boxes[tie.to].centre().y];
        let port = |is_start: bool, own: f64, other: f64| {
            // Of lines that bow, the nearest lie inside: outermost on the border.
            let (group, height) = match bows {
                true if other < own || (other == own && is_start) => (0, -other),
                true => (2, -other),
                false => (1, other),
            };
            Port {
                tie: at,
                is_start,
                group,
                height,
            }
        };
        let (next, previous) = (route[1], route[route.len() - 2]);
        ports
            .entry((tie.from, start_side))
            .or_default()
            .push(port(true, from, middle(next)));
        ports
            .entry((tie.to, end_side))
            .or_default()
            .push(port(false, to, middle(previous)));
    }

    let mut ends = vec![[Point::default(); 2]; sketch.ties.len()];
    for ((item, side), mut ports) in ports {
        ports.sort_by(|a, b| {
            (a.group.cmp(&b.group))
                .then(a.height.total_cmp(&b.height))
                // Side by side lines of one pair that bow would else cross each other.
                .then(if a.group == 1 || a.is_start {
                    a.tie.cmp(&b.tie)
                } else {
                    b.tie.cmp(&a.tie)
                })
        });
        let rect = boxes[item];
        let room: f64 = ports
            .iter()
            .map(|port| sketch.ties[port.tie].breadth + PORT_GAP)
            .sum();
        let mut y = rect.centre().y - room / 2.0;
        for port in ports {
            let step = sketch.ties[port.tie].breadth + PORT_GAP;
            let x = match side {
                Side::Left => rect.x,
                Side::Right => rect.right(),
            };
            ends[port.tie][usize::from(!port.is_start)] = Point::new(x, y + step / 2.0);
            y += step;
        }
    }

    routes
        .iter()
        .zip(ends)
        .map(|(route, [start, end])| {
            let column = route[0].0;
            if route.len() == 2 && column == route[1].0 {
                return bow(start, end, column == 0);
            }
            let mut curve = Curve::from(start);
            for &(column, cell) in &route[1..route.len() - 1] {
                let (x, width) = lefts[column];
                let y = middle((column, cell));
                let mut across = [x, x + width];
                if curve.end().x > x {
                    across.reverse();
                }
                for x in across {
                    curve.level_to(Point::new(x, y));
                }
            }
            curve.level_to(end);
            curve
        })
        .collect()
}

/// A line between boxes of one column, bowing out to a side.
fn bow(start: Point, end: Point, to_the_left: bool) -> Curve {
    let reach = (26.0 + (end.y - start.y).abs() * 0.22).min(150.0);
    let out = if to_the_left { -reach } else { reach };
    Curve {
        points: vec![
            start,
            Point::new(start.x + out, start.y),
            Point::new(end.x + out, end.y),
            end,
        ],
    }
}
