//! Who stands where on what: a cell for each actor and concept, in cluster order.

use super::dendrogram::{bracket, branches};
use super::sheet::{Entry, FAINT, INK, MARGIN, NAME, SMALL, Sheet, Swatch};
use super::{Heading, counted};
use crate::export::escaped;
use crate::export::layout::Point;
use crate::export::svg::paint::n;
use crate::network::Matrix;
use crate::network::measure::{average_linkage, row_distances};

/// Names are cut to so many pixels.
const NAMES: f64 = 220.0;
const TREE: f64 = 70.0;
/// A cell shows its number from this size on.
const NUMBERED: f64 = 20.0;

/// Draws a two-mode network of at most `most` rows and columns, those with the largest sums.
///
/// Rows and columns stand in the order of their dendrograms: average linkage on 1 less the
/// cosine of two rows or columns. Names stand at the map, trees on the sides across.
pub fn heatmap(network: &Matrix, heading: &Heading, most: usize) -> String {
    let shown = largest(network, most);
    if shown.rows.is_empty() || shown.columns.is_empty() {
        return Sheet::empty(heading, "There is no link to draw.");
    }
    let mut heading = heading.clone();
    for (shown, all, what) in [
        (shown.rows.len(), network.rows.len(), "row"),
        (shown.columns.len(), network.columns.len(), "column"),
    ] {
        if shown < all {
            heading.note += &format!(
                " The {shown} strongest of {} are shown.",
                counted(all, what)
            );
        }
    }
    let by_row = average_linkage(&row_distances(&shown));
    let by_column = average_linkage(&row_distances(&transposed(&shown)));
    let (rows, columns) = (by_row.order(), by_column.order());

    let strongest = shown
        .cells()
        .map(|(_, _, value)| value.abs())
        .fold(0.0, f64::max);
    let whole = shown.cells().all(|(_, _, value)| value.fract() == 0.0);
    let longest = shown
        .cells()
        .map(|(_, _, value)| SMALL.width(&told(value, whole)))
        .fold(0.0, f64::max);
    let size = match rows.len().max(columns.len()) {
        0..=30 => NUMBERED.max(longest + 4.0),
        31..=70 => 15.0,
        _ => 9.5,
    };
    let font = if size < 12.0 {
        crate::export::svg::lettering::Type::regular(8.5)
    } else {
        NAME
    };
    let width_of = |names: &[String]| {
        let widths = names.iter().map(|name| font.width(name));
        widths.fold(0.0, f64::max).min(NAMES)
    };
    let (row_names, column_names) = (width_of(&shown.rows), width_of(&shown.columns));
    let grid = Point::new(columns.len() as f64 * size, rows.len() as f64 * size);
    // Slanted names reach beyond the last column; where columns are narrow they stand upright,
    // since slanted ones would lie on each other.
    let angle = if size < 12.0 { UPRIGHT } else { SLANT };
    let slant = column_names * angle.cos() + 8.0;
    let left = MARGIN + TREE;
    let right = left + grid.x + (8.0 + row_names).max(slant);

    let has = |sign: f64| shown.cells().any(|(_, _, value)| value * sign > 0.0);
    let mut legend = Vec::new();
    for (there, share, meaning) in [
        (has(-1.0), -1.0_f64, "strongest against"),
        (has(-1.0), -0.4, "against"),
        (has(1.0), 0.4, "for"),
        (has(1.0), 1.0, "strongest for"),
    ] {
        let words = match (share.abs() < 1.0, has(-1.0)) {
            (false, true) => format!("{meaning}: {}", told(share * strongest, whole)),
            (false, false) => format!("largest: {}", told(strongest, whole)),
            (true, true) => meaning.to_owned(),
            (true, false) => continue,
        };
        if there {
            legend.push(Entry::new(Swatch::Block(colour(share)), words));
        }
    }
    let mut sheet = Sheet::new(&heading, &legend, right + MARGIN);
    let top = sheet.top + column_names * angle.sin() + 18.0;

    sheet.canvas.raw(&format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#f4f5f6\"/>",
        n(left),
        n(top),
        n(grid.x),
        n(grid.y)
    ));
    let gap = if size >= 14.0 { 1.0 } else { 0.5 };
    for (y, &row) in rows.iter().enumerate() {
        let corner = top + y as f64 * size;
        for (x, &column) in columns.iter().enumerate() {
            let value = shown.value(row, column);
            if value == 0.0 {
                continue;
            }
            let share = value / strongest;
            let words = told(value, whole);
            let told = format!("{}, {}: {words}", shown.rows[row], shown.columns[column]);
            let at = (left + x as f64 * size + gap / 2.0, corner + gap / 2.0);
            sheet.told_block(at, (size - gap, size - gap), &colour(share), &told);
            if size >= NUMBERED {
                let ink = if share.abs() > 0.55 { "#ffffff" } else { INK };
                let middle = Point::new(
                    left + (x as f64 + 0.5) * size,
                    corner + size / 2.0 + SMALL.size * 0.35,
                );
                sheet.canvas.centred(middle, SMALL, ink, &words);
            }
        }
        let baseline = corner + size / 2.0 + font.size * 0.35;
        let at = Point::new(left + grid.x + 6.0, baseline);
        sheet.name(at, font, INK, &shown.rows[row], NAMES);
    }
    for (x, &column) in columns.iter().enumerate() {
        let at = Point::new(
            left + (x as f64 + 0.5) * size + font.size * 0.35 * angle.sin(),
            top - 6.0,
        );
        let words = font.wrapped(&shown.columns[column], NAMES, 1).remove(0);
        sheet.canvas.raw(&format!(
            "<text transform=\"translate({},{}) rotate(-{})\" font-size=\"{}\" fill=\"{INK}\">{}</text>",
            n(at.x),
            n(at.y),
            n(angle.to_degrees()),
            n(font.size),
            escaped(&words)
        ));
    }
    for segment in branches(&by_row) {
        let place = |(leaf, height): (f64, f64)| {
            Point::new(
                left - 4.0 - height * (TREE - 10.0),
                top + (leaf + 0.5) * size,
            )
        };
        bracket(&mut sheet, segment.map(place), FAINT);
    }
    for segment in branches(&by_column) {
        let place = |(leaf, height): (f64, f64)| {
            Point::new(
                left + (leaf + 0.5) * size,
                top + grid.y + 4.0 + height * (TREE - 10.0),
            )
        };
        bracket(&mut sheet, segment.map(place), FAINT);
    }
    sheet.finish(top + grid.y + TREE)
}

/// Names of columns rise at this angle, or straight up.
const SLANT: f64 = std::f64::consts::PI / 3.0;
const UPRIGHT: f64 = std::f64::consts::FRAC_PI_2;

fn told(value: f64, whole: bool) -> String {
    if whole {
        format!("{value:.0}")
    } else {
        format!("{value:.2}")
    }
}

/// From orange by white to green, as positions are coloured; a share of -1 to 1.
fn colour(share: f64) -> String {
    let full = if share < 0.0 {
        [208.0, 74.0, 0.0]
    } else {
        [0.0, 133.0, 106.0]
    };
    // The root tells small values from none.
    let depth = 0.12 + 0.88 * share.abs().min(1.0).sqrt();
    let mixed = full.map(|full| (255.0 + (full - 255.0) * depth).round() as u8);
    super::looks::hex(mixed)
}

fn transposed(network: &Matrix) -> Matrix {
    let mut links = vec![Vec::new(); network.columns.len()];
    for (row, column, value) in network.cells() {
        links[column].push((row as u32, value));
    }
    Matrix {
        rows: network.columns.clone(),
        columns: network.rows.clone(),
        links,
    }
}

/// The part of a network with the strongest rows and columns; no row or column is empty.
fn largest(network: &Matrix, most: usize) -> Matrix {
    let mut rows = vec![0.0; network.rows.len()];
    let mut columns = vec![0.0; network.columns.len()];
    for (row, column, value) in network.cells() {
        rows[row] += value.abs();
        columns[column] += value.abs();
    }
    let kept = |sums: &[f64]| -> Vec<usize> {
        let mut order: Vec<usize> = (0..sums.len()).filter(|&at| sums[at] > 0.0).collect();
        order.sort_by(|&a, &b| sums[b].total_cmp(&sums[a]).then(a.cmp(&b)));
        order.truncate(most);
        order.sort_unstable();
        order
    };
    let (rows, columns) = (kept(&rows), kept(&columns));
    let links = rows.iter().map(|&row| {
        let values = columns.iter().map(|&column| network.value(row, column));
        (0..)
            .zip(values)
            .filter(|(_, value)| *value != 0.0)
            .collect()
    });
    Matrix {
        links: links.collect(),
        rows: rows.iter().map(|&row| network.rows[row].clone()).collect(),
        columns: columns
            .iter()
            .map(|&column| network.columns[column].clone())
            .collect(),
    }
}
