//! Columns of boxes with level curves between them.
//!
//! What analysts draw is mostly two-sided, speakers and what they speak about, so columns
//! read better than a cloud: every label stands level, lines run one way, and lines end
//! side by side on a border instead of in one point. A line across a column passes through
//! a slot of its own between the boxes; lines of one strand to the same far box share slots
//! and arrive as one.

use super::layers::Layers;
use super::{Curve, GraphvizError, LayoutEngine, Placement, Point, Rect, Sketch, Tie};
use super::{align, graphviz, order};
use std::collections::BTreeMap;

/// Room above and below a box.
const BOX_MARGIN: f64 = 5.5;
/// Room for a slot through which lines cross a column.
const SLOT_ROOM: f64 = 9.0;
/// Room between lines that end side by side.
const PORT_GAP: f64 = 3.0;
/// How far from a box's corner its lines keep.
const CORNER: f64 = 7.0;
/// Room between columns: at least, at most, and how it grows with the height, so that lines
/// in tall pictures do not become steep, and two columns take about the shape of a page.
const BETWEEN: (f64, f64, f64) = (240.0, 640.0, 0.42);

/// A box of the sketch, or a slot for lines to a far box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cell {
    Box(usize),
    /// Leads lines from the given side to a box.
    Slot {
        to: usize,
        strand: usize,
        rightward: bool,
    },
}

/// A side of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Left,
    Right,
}

/// Where each cell's middle is, column by column.
type Middles = Vec<BTreeMap<Cell, f64>>;

/// Lays out a sketch in its columns; the engine says in which order and at which heights.
pub fn place(sketch: &Sketch, engine: &LayoutEngine) -> Result<Placement, GraphvizError> {
    if sketch.items.is_empty() {
        return Ok(Placement::default());
    }
    let columns = dense_columns(sketch);
    let routes: Vec<Vec<(usize, Cell)>> =
        sketch.ties.iter().map(|tie| route(tie, &columns)).collect();
    let cells = cells(&columns, &routes);
    let ports = ports(sketch, &columns, &routes);
    let heights = heights(sketch, &ports);
    let layers = Layers {
        rooms: rooms(&cells, &heights),
        ties: segments(sketch, &routes, &cells),
    };
    let middles = match engine {
        LayoutEngine::Layered => align::middles(&layers, &order::ordered(&layers)),
        LayoutEngine::Graphviz(program) => graphviz::middles(&layers, program)?,
    };
    let middles: Middles = cells
        .into_iter()
        .zip(middles)
        .map(|(cells, middles)| cells.into_iter().zip(middles).collect())
        .collect();
    let lefts = lefts(sketch, &columns, &middles);

    let boxes: Vec<Rect> = (0..sketch.items.len())
        .map(|item| {
            let (x, width) = lefts[columns[item]];
            Rect {
                x,
                y: middles[columns[item]][&Cell::Box(item)] - heights[item] / 2.0,
                width,
                height: heights[item],
            }
        })
        .collect();
    let ends = ends(ports, sketch.ties.len(), &columns, &boxes, &middles);
    let curves = curves(&routes, &ends, &middles, &lefts);
    Ok(Placement { boxes, curves })
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
fn route(tie: &Tie, columns: &[usize]) -> Vec<(usize, Cell)> {
    let (start, end) = (columns[tie.from], columns[tie.to]);
    let slot = Cell::Slot {
        to: tie.to,
        strand: tie.strand,
        rightward: start < end,
    };
    let mut route = vec![(start, Cell::Box(tie.from))];
    if start < end {
        route.extend((start + 1..end).map(|column| (column, slot)));
    } else {
        route.extend((end + 1..start).rev().map(|column| (column, slot)));
    }
    route.push((end, Cell::Box(tie.to)));
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

/// Heights that give the lines on each side of a box room side by side.
fn heights(sketch: &Sketch, ports: &BTreeMap<(usize, Side), Vec<Port>>) -> Vec<f64> {
    let mut heights: Vec<f64> = sketch.items.iter().map(|item| item.height).collect();
    for (&(item, _), ports) in ports {
        let room: f64 = ports.iter().map(Port::room).sum();
        heights[item] = heights[item].max(room + 2.0 * CORNER);
    }
    heights
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

/// The room that each cell needs in its column.
fn rooms(cells: &[Vec<Cell>], heights: &[f64]) -> Vec<Vec<f64>> {
    let room = |&cell: &Cell| match cell {
        Cell::Box(item) => heights[item] + 2.0 * BOX_MARGIN,
        Cell::Slot { .. } => SLOT_ROOM,
    };
    cells
        .iter()
        .map(|column| column.iter().map(room).collect())
        .collect()
}

/// The left border and the width of each column.
fn lefts(sketch: &Sketch, columns: &[usize], middles: &Middles) -> Vec<(f64, f64)> {
    let mut widths = vec![0.0_f64; middles.len()];
    for (item, &column) in sketch.items.iter().zip(columns) {
        widths[column] = widths[column].max(item.width);
    }
    let heights = || middles.iter().flat_map(|column| column.values().copied());
    let height = heights().fold(0.0, f64::max) - heights().fold(0.0, f64::min);
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

/// Where ties end on a side of a box.
struct Port {
    /// The tie, and the others that arrive through the same slots.
    ties: Vec<usize>,
    /// Whether the ties start here.
    is_start: bool,
    /// What lies next on the way, and its column.
    next: (usize, Cell),
    breadth: f64,
}

impl Port {
    fn room(&self) -> f64 {
        self.breadth + PORT_GAP
    }
}

fn ports(
    sketch: &Sketch,
    columns: &[usize],
    routes: &[Vec<(usize, Cell)>],
) -> BTreeMap<(usize, Side), Vec<Port>> {
    let mut ports: BTreeMap<(usize, Side), Vec<Port>> = BTreeMap::new();
    for (at, (tie, route)) in sketch.ties.iter().zip(routes).enumerate() {
        let (start_side, end_side) = sides(columns[tie.from], columns[tie.to]);
        ports.entry((tie.from, start_side)).or_default().push(Port {
            ties: vec![at],
            is_start: true,
            next: route[1],
            breadth: tie.breadth,
        });
        let previous = route[route.len() - 2];
        let there = ports.entry((tie.to, end_side)).or_default();
        let shared = there
            .iter_mut()
            .find(|port| !port.is_start && port.next == previous);
        match shared {
            Some(port) if matches!(previous.1, Cell::Slot { .. }) => {
                port.ties.push(at);
                port.breadth = port.breadth.max(tie.breadth);
            }
            _ => there.push(Port {
                ties: vec![at],
                is_start: false,
                next: previous,
                breadth: tie.breadth,
            }),
        }
    }
    ports
}

/// The start and the end of each tie, side by side on the borders of boxes.
fn ends(
    ports: BTreeMap<(usize, Side), Vec<Port>>,
    ties: usize,
    columns: &[usize],
    boxes: &[Rect],
    middles: &Middles,
) -> Vec<[Point; 2]> {
    let mut ends = vec![[Point::default(); 2]; ties];
    for ((item, side), mut ports) in ports {
        let rect = boxes[item];
        let own = rect.centre().y;
        // From the top: lines that bow upward, those to other columns, those that bow
        // downward. Of lines that bow, the nearest lie inside, so the outermost come last
        // on the way up and first on the way down.
        let place = |port: &Port| {
            let (column, cell) = port.next;
            let there = middles[column][&cell];
            match column == columns[item] {
                false => (1, there),
                true if there < own || (there == own && port.is_start) => (0, -there),
                true => (2, -there),
            }
        };
        ports.sort_by(|a, b| {
            let ((a_group, a_height), (b_group, b_height)) = (place(a), place(b));
            (a_group.cmp(&b_group))
                .then(a_height.total_cmp(&b_height))
                // Lines of one pair that bow would cross each other in the same order.
                .then(if a_group == 1 || a.is_start {
                    a.ties.cmp(&b.ties)
                } else {
                    b.ties.cmp(&a.ties)
                })
        });
        let room: f64 = ports.iter().map(Port::room).sum();
        let x = match side {
            Side::Left => rect.x,
            Side::Right => rect.right(),
        };
        let mut y = own - room / 2.0;
        for port in ports {
            let middle = Point::new(x, y + port.room() / 2.0);
            for &tie in &port.ties {
                ends[tie][usize::from(!port.is_start)] = middle;
            }
            y += port.room();
        }
    }
    ends
}

fn curves(
    routes: &[Vec<(usize, Cell)>],
    ends: &[[Point; 2]],
    middles: &Middles,
    lefts: &[(f64, f64)],
) -> Vec<Curve> {
    routes
        .iter()
        .zip(ends)
        .map(|(route, &[start, end])| {
            let column = route[0].0;
            if column == route[1].0 {
                return bow(start, end, column == 0);
            }
            let mut curve = Curve::from(start);
            for &(column, cell) in &route[1..route.len() - 1] {
                let (x, width) = lefts[column];
                let y = middles[column][&cell];
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
