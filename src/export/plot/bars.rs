//! Concepts by position: how often each is supported and opposed.

use super::looks::{Side, looks};
use super::sheet::{Entry, FAINT, GUIDE, INK, MARGIN, NAME, SMALL, Sheet, Swatch};
use super::{Heading, counted};
use crate::export::layout::Point;
use crate::network::Sample;

const ROW: f64 = 22.0;
const BAR: f64 = 14.0;
/// So that a name fits the width that it has itself.
const ROUNDING: f64 = 1.0;
const NAMES: f64 = 250.0;
const LENGTH: f64 = 420.0;

/// Draws a bar for each column of a sample, those with most statements first and `most` at
/// most: what is against it to the left of the middle, what is for it to the right, and what
/// takes no side apart.
pub fn bars(sample: &Sample, heading: &Heading, most: usize) -> String {
    let looks = &looks(&sample.levels);
    let mut rows = counts(sample, looks.len());
    if rows.is_empty() {
        return Sheet::empty(heading, "No statement matches this selection.");
    }
    let all = rows.len();
    rows.truncate(most);
    let mut heading = heading.clone();
    if rows.len() < all {
        heading.note += &format!(
            " The {} with most statements of {all} are shown.",
            rows.len()
        );
    }
    let mut order: Vec<usize> = (0..looks.len()).collect();
    order.retain(|&level| rows.iter().any(|row| row.counts[level] > 0));
    order.sort_by_key(|&level| looks[level].rank);
    let legend: Vec<Entry> = order
        .iter()
        .map(|&level| {
            Entry::new(
                Swatch::Block(looks[level].colour.clone()),
                &*looks[level].name,
            )
        })
        .collect();

    let on = |side: Side| {
        order
            .iter()
            .copied()
            .filter(move |&level| looks[level].side == side)
    };
    let widest = |side: Side| {
        let sums = rows
            .iter()
            .map(|row| on(side).map(|level| row.counts[level]).sum::<usize>());
        sums.max().unwrap_or(0)
    };
    let [against, towards, aside] = [Side::Against, Side::For, Side::Aside].map(&widest);
    let scale = LENGTH / (against + towards + aside).max(1) as f64;
    let names = rows
        .iter()
        .map(|row| NAME.width(&row.name))
        .fold(60.0, f64::max)
        .min(NAMES)
        + ROUNDING;
    // A count stands at the outer end of a bar.
    let room = SMALL.width("0000") + 8.0;
    let left = MARGIN + names + 10.0;
    let zero = left
        + if against > 0 {
            room + against as f64 * scale
        } else {
            0.0
        };
    let apart = zero + towards as f64 * scale + room;
    let right = if aside > 0 {
        apart + aside as f64 * scale + room
    } else {
        apart
    };
    let mut sheet = Sheet::new(&heading, &legend, right + MARGIN);
    let top = sheet.top + 18.0;
    let bottom = top + rows.len() as f64 * ROW;
    sheet.guide(Point::new(zero, top - 4.0), Point::new(zero, bottom), FAINT);
    if aside > 0 {
        sheet.guide(
            Point::new(apart, top - 4.0),
            Point::new(apart, bottom),
            GUIDE,
        );
    }
    for (at, row) in rows.iter().enumerate() {
        let middle = top + (at as f64 + 0.5) * ROW;
        let baseline = middle + NAME.size * 0.35;
        let label = NAME.wrapped(&row.name, names, 1).remove(0);
        sheet
            .canvas
            .ending(Point::new(MARGIN + names, baseline), NAME, INK, &label);
        for (side, start, way) in [
            (Side::Against, zero, -1.0),
            (Side::For, zero, 1.0),
            (Side::Aside, apart, 1.0),
        ] {
            let (mut x, mut sum) = (start, 0);
            for level in on(side) {
                let count = row.counts[level];
                if count == 0 {
                    continue;
                }
                let width = count as f64 * scale;
                let words = format!(
                    "{}: {}, {}",
                    row.name,
                    looks[level].name,
                    counted(count, "statement")
                );
                let corner = (if way < 0.0 { x - width } else { x }, middle - BAR / 2.0);
                sheet.told_block(corner, (width, BAR), &looks[level].colour, &words);
                x += way * width;
                sum += count;
            }
            if sum > 0 {
                let number = sum.to_string();
                let baseline = middle + SMALL.size * 0.35;
                let at = Point::new(x + way * 5.0, baseline);
                match way < 0.0 {
                    true => sheet.canvas.ending(at, SMALL, FAINT, &number),
                    false => sheet.canvas.text(at, SMALL, FAINT, &number),
                }
            }
        }
    }
    sheet.finish(bottom)
}

struct Row {
    name: String,
    counts: Vec<usize>,
}

/// How many statements each column has at each level, most first.
fn counts(sample: &Sample, levels: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = sample
        .columns
        .iter()
        .map(|name| Row {
            name: name.clone(),
            counts: vec![0; levels],
        })
        .collect();
    for occurrence in &sample.occurrences {
        let counts = &mut rows[occurrence.column as usize].counts;
        if let Some(count) = counts.get_mut(occurrence.level as usize) {
            *count += 1;
        }
    }
    rows.retain(|row| row.counts.iter().any(|&count| count > 0));
    rows.sort_by_key(|row| std::cmp::Reverse(row.counts.iter().sum::<usize>()));
    rows
}
