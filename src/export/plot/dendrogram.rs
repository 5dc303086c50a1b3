//! Coalitions as a dendrogram: names to the left, and to the right at what distance clusters join.

use super::looks::hex;
use super::sheet::{Entry, FAINT, GUIDE, INK, MARGIN, NAME, SMALL, Sheet, Swatch};
use super::{Heading, counted};
use crate::export::layout::Point;
use crate::export::network::COLOURS;
use crate::export::svg::lettering::Type;
use crate::export::svg::paint::n;
use crate::network::measure::Hierarchy;

/// Names are cut to so many pixels.
const NAMES: f64 = 250.0;
const LENGTH: f64 = 460.0;

/// Draws a dendrogram of these leaves; `of` has the coalition of each, from 0.
pub fn dendrogram(tree: &Hierarchy, names: &[String], of: &[usize], heading: &Heading) -> String {
    let order = tree.order();
    if order.is_empty() {
        return Sheet::empty(heading, "There is no node to draw.");
    }
    let (row, font) = match order.len() {
        0..=80 => (18.0, NAME),
        _ => (12.0, Type::regular(9.5)),
    };
    let widths = order.iter().map(|&leaf| font.width(&names[leaf]));
    // So that a name fits the width that it has itself.
    let width = widths.fold(60.0, f64::max).min(NAMES) + 1.0;
    let left = MARGIN + width + 8.0;
    let sizes = sizes(of);
    let mut legend: Vec<Entry> = (0..sizes.len().min(COLOURS.len()))
        .filter(|&coalition| sizes[coalition] > 1)
        .map(|coalition| {
            let words = format!("{}: {}", coalition + 1, counted(sizes[coalition], "node"));
            Entry::new(Swatch::Block(hex(COLOURS[coalition])), words)
        })
        .collect();
    let apart = Entry::new(Swatch::Block(FAINT.into()), "between coalitions, or alone");
    legend.push(apart);
    let mut sheet = Sheet::new(heading, &legend, left + LENGTH + 2.0 * MARGIN);
    let top = sheet.top + 26.0;
    let bottom = top + order.len() as f64 * row;

    let highest = tree
        .joins
        .iter()
        .map(|join| join.height)
        .fold(0.0, f64::max);
    let scale = if highest > 0.0 { highest } else { 1.0 };
    for tick in ticks(scale) {
        let x = left + tick / scale * LENGTH;
        sheet.guide(Point::new(x, top - 4.0), Point::new(x, bottom), GUIDE);
        let words = shown(tick);
        sheet
            .canvas
            .centred(Point::new(x, top - 9.0), SMALL, FAINT, &words);
    }
    let colour = |coalition: Option<usize>| match coalition {
        Some(coalition) if coalition < COLOURS.len() && sizes[coalition] > 1 => {
            hex(COLOURS[coalition])
        }
        _ => FAINT.into(),
    };
    // Of which coalition all leaves of a cluster are.
    let mut whole: Vec<Option<usize>> = of.iter().map(|&coalition| Some(coalition)).collect();
    for (join, corners) in tree.joins.iter().zip(branches(tree)) {
        let same = whole[join.left].filter(|_| whole[join.left] == whole[join.right]);
        whole.push(same);
        let place = |(leaf, height): (f64, f64)| {
            Point::new(
                left + height * highest / scale * LENGTH,
                top + (leaf + 0.5) * row,
            )
        };
        bracket(&mut sheet, corners.map(place), &colour(same));
    }
    for (at, &leaf) in order.iter().enumerate() {
        let baseline = top + (at as f64 + 0.5) * row + font.size * 0.35;
        let words = font.wrapped(&names[leaf], width, 1).remove(0);
        sheet
            .canvas
            .ending(Point::new(left - 6.0, baseline), font, INK, &words);
    }
    let words = "mean distance at which two clusters join";
    let at = Point::new(left, bottom + 16.0);
    sheet.canvas.text(at, SMALL, FAINT, words);
    sheet.finish(bottom + 20.0)
}

/// How many leaves each coalition has.
fn sizes(of: &[usize]) -> Vec<usize> {
    let mut sizes = vec![0; of.iter().max().map_or(0, |most| most + 1)];
    of.iter().for_each(|&coalition| sizes[coalition] += 1);
    sizes
}

/// About five round heights up to the highest.
fn ticks(highest: f64) -> Vec<f64> {
    let power = 10f64.powf((highest / 5.0).log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
    let step = steps.into_iter().find(|step| highest / step <= 6.0);
    let step = step.unwrap_or(highest);
    let count = (highest / step + 1e-9).floor() as usize;
    (0..=count).map(|at| at as f64 * step).collect()
}

fn shown(tick: f64) -> String {
    // Multiples of a step are rounded in the last digits.
    let text = format!("{tick:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The corners of each join: down to one part, across, and down to the other; places are
/// counted in leaves, and heights are shares of the highest.
pub(super) fn branches(tree: &Hierarchy) -> Vec<[(f64, f64); 4]> {
    let highest = tree
        .joins
        .iter()
        .map(|join| join.height)
        .fold(0.0, f64::max);
    let mut places = vec![(0.0, 0.0); tree.leaves];
    for (place, leaf) in tree.order().into_iter().enumerate() {
        places[leaf] = (place as f64, 0.0);
    }
    let mut segments = Vec::new();
    for join in &tree.joins {
        let (left, right) = (places[join.left], places[join.right]);
        let height = if highest > 0.0 {
            join.height / highest
        } else {
            1.0
        };
        segments.push([left, (left.0, height), (right.0, height), right]);
        places.push(((left.0 + right.0) / 2.0, height));
    }
    segments
}

pub(super) fn bracket(sheet: &mut Sheet, corners: [Point; 4], colour: &str) {
    let corners: Vec<String> = corners
        .iter()
        .map(|corner| format!("{},{}", n(corner.x), n(corner.y)))
        .collect();
    sheet.canvas.raw(&format!(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1\"/>",
        corners.join(" ")
    ));
}
