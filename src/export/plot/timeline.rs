//! Positions in time: a lane for each speaker, a mark for the statements of a few days.

use super::looks::{Look, looks};
use super::sheet::{Entry, FAINT, GUIDE, INK, MARGIN, NAME, SMALL, Sheet, Swatch};
use super::{Heading, counted};
use crate::export::escaped;
use crate::export::layout::Point;
use crate::model::{Date, DateTime};
use crate::network::Sample;
use std::collections::BTreeMap;

/// So that a name fits the width that it has itself.
const ROUNDING: f64 = 1.0;
const NAMES: f64 = 290.0;
const LENGTH: f64 = 760.0;
/// Statements within so many pixels share a mark for each position.
const BIN: f64 = 9.0;
const LANE: f64 = 24.0;
/// The radius of a mark of one statement where there are few, the least, and the largest.
const LEAST: f64 = 3.6;
const SMALLEST: f64 = 2.4;
const LARGEST: f64 = 8.5;

/// Draws a lane for each row of a sample, those with most dated statements first and `most` at
/// most. Marks of one place and time stand one under the other, a position each.
pub fn timeline(sample: &Sample, heading: &Heading, most: usize) -> String {
    let looks = looks(&sample.levels);
    let days = sample
        .occurrences
        .iter()
        .filter_map(|o| o.when.map(DateTime::date));
    let (Some(first), Some(last)) = (days.clone().min(), days.clone().max()) else {
        return Sheet::empty(heading, "No dated statement matches this selection.");
    };
    let axis = Axis::new(first, last);
    let mut lanes = lanes(sample, &looks, &axis);
    let all = lanes.len();
    lanes.truncate(most);
    let mut heading = heading.clone();
    if lanes.len() < all {
        heading.note += &format!(
            " The {} with most statements of {all} are shown.",
            lanes.len()
        );
    }
    let undated = sample.occurrences.len() - days.count();
    if undated > 0 {
        heading.note += &format!(
            " {} without a date left out.",
            counted(undated, "statement")
        );
    }

    let largest = lanes.iter().flat_map(|lane| lane.marks.values()).max();
    let largest = largest.copied().unwrap_or(1);
    // Areas in proportion to statements, as far as the largest mark allows.
    let unit = LEAST.min(LARGEST / (largest as f64).sqrt());
    let radius = |count: usize| (unit * (count as f64).sqrt()).max(SMALLEST);
    let mut order: Vec<usize> = (0..looks.len()).collect();
    order.retain(|&level| {
        lanes
            .iter()
            .any(|lane| lane.marks.keys().any(|key| key.1 == level))
    });
    order.sort_by_key(|&level| looks[level].rank);
    let mut legend: Vec<Entry> = order
        .iter()
        .map(|&level| {
            let look = &looks[level];
            Entry::new(Swatch::Mark(look.mark, look.colour.clone()), &*look.name)
        })
        .collect();
    if largest > 1 {
        let words = format!("larger: more statements, up to {largest}");
        legend.push(Entry::new(Swatch::None, words));
    }

    let names = lanes
        .iter()
        .map(|lane| NAME.width(lane.name))
        .fold(60.0, f64::max)
        .min(NAMES)
        + ROUNDING;
    let left = MARGIN + names + 16.0;
    let mut sheet = Sheet::new(&heading, &legend, left + LENGTH + 12.0 + MARGIN);
    let top = sheet.top + 22.0;
    let heights: Vec<f64> = lanes.iter().map(|lane| lane.height(&radius)).collect();
    let bottom = top + heights.iter().sum::<f64>();
    for (day, words) in axis.ticks() {
        let x = left + axis.place(day);
        sheet.guide(Point::new(x, top), Point::new(x, bottom), GUIDE);
        sheet
            .canvas
            .centred(Point::new(x, top - 6.0), SMALL, FAINT, &words);
        sheet
            .canvas
            .centred(Point::new(x, bottom + 14.0), SMALL, FAINT, &words);
    }
    let mut y = top;
    for (lane, height) in lanes.iter().zip(&heights) {
        let middle = y + height / 2.0;
        sheet.guide(
            Point::new(left, middle),
            Point::new(left + LENGTH, middle),
            GUIDE,
        );
        let label = NAME.wrapped(lane.name, names, 1).remove(0);
        let baseline = Point::new(MARGIN + names, middle + NAME.size * 0.35);
        sheet.canvas.ending(baseline, NAME, INK, &label);
        for (bin, stack) in lane.stacks() {
            let total: f64 = stack.iter().map(|&(_, count)| 2.0 * radius(count)).sum();
            let mut y = middle - total / 2.0;
            for (level, count) in stack {
                let look = &looks[level];
                let r = radius(count);
                let at = Point::new(left + (bin as f64 + 0.5) * BIN, y + r);
                sheet.canvas.raw(&format!(
                    "<g><title>{}</title>",
                    escaped(&format!(
                        "{}, {}: {}, {}",
                        lane.name,
                        axis.told(bin),
                        look.name,
                        counted(count, "statement")
                    ))
                ));
                look.mark.paint(&mut sheet.canvas, at, r, &look.colour);
                sheet.canvas.raw("</g>");
                y += 2.0 * r;
            }
        }
        y += height;
    }
    sheet.finish(bottom + 18.0)
}

struct Lane<'a> {
    name: &'a str,
    /// How many statements there are by bin and level.
    marks: BTreeMap<(usize, usize), usize>,
    ranks: Vec<i64>,
}

impl Lane<'_> {
    /// The marks of each bin, in order of rank.
    fn stacks(&self) -> BTreeMap<usize, Vec<(usize, usize)>> {
        let mut stacks: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for (&(bin, level), &count) in &self.marks {
            stacks.entry(bin).or_default().push((level, count));
        }
        for stack in stacks.values_mut() {
            stack.sort_by_key(|&(level, _)| self.ranks[level]);
        }
        stacks
    }

    fn height(&self, radius: &impl Fn(usize) -> f64) -> f64 {
        let stacks = self.stacks();
        let heights = stacks.values().map(|stack| {
            let heights = stack.iter().map(|&(_, count)| 2.0 * radius(count));
            heights.sum::<f64>()
        });
        LANE.max(heights.fold(0.0, f64::max) + 6.0)
    }
}

fn lanes<'a>(sample: &'a Sample, looks: &[Look], axis: &Axis) -> Vec<Lane<'a>> {
    let mut lanes: Vec<Lane> = sample
        .rows
        .iter()
        .map(|name| Lane {
            name,
            marks: BTreeMap::new(),
            ranks: looks.iter().map(|look| look.rank).collect(),
        })
        .collect();
    for occurrence in &sample.occurrences {
        if let Some(when) = occurrence.when
            && (occurrence.level as usize) < looks.len()
        {
            let bin = axis.bin(when.date());
            let marks = &mut lanes[occurrence.row as usize].marks;
            *marks.entry((bin, occurrence.level as usize)).or_default() += 1;
        }
    }
    lanes.retain(|lane| !lane.marks.is_empty());
    lanes.sort_by_key(|lane| std::cmp::Reverse(lane.marks.values().sum::<usize>()));
    lanes
}

/// The days from left to right.
struct Axis {
    first: Date,
    days: f64,
}

impl Axis {
    fn new(first: Date, last: Date) -> Axis {
        Axis {
            first,
            days: (days_between(first, last) as f64).max(1.0),
        }
    }

    fn place(&self, day: Date) -> f64 {
        BIN / 2.0 + days_between(self.first, day) as f64 / self.days * (LENGTH - BIN)
    }

    fn bin(&self, day: Date) -> usize {
        (self.place(day) / BIN) as usize
    }

    /// The days of a bin.
    fn told(&self, bin: usize) -> String {
        let day = |place: f64| {
            let days = (place - BIN / 2.0) / (LENGTH - BIN) * self.days;
            let days = jiff::Span::new().try_days(days.ceil().max(0.0) as i64);
            days.and_then(|days| self.first.checked_add(days))
        };
        let from = day(bin as f64 * BIN);
        let to = day((bin as f64 + 1.0) * BIN).and_then(|day| day.yesterday());
        match (from, to) {
            (Ok(from), Ok(to)) if from < to => format!("{from} to {to}"),
            (Ok(from), _) => from.to_string(),
            _ => String::new(),
        }
    }

    /// Up to about ten days that are named: whole years, months or days.
    fn ticks(&self) -> Vec<(Date, String)> {
        const MOST: f64 = 10.0;
        let years = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
        if let Some(step) = [1.0, 2.0, 7.0, 14.0]
            .into_iter()
            .find(|step| self.days / step <= MOST)
        {
            let day = |at: i64| {
                let span = jiff::Span::new().try_days(at * step as i64).ok()?;
                let day = self.first.checked_add(span).ok()?;
                Some((day, day.to_string()))
            };
            return (0..=(self.days / step) as i64).filter_map(day).collect();
        }
        let months = [1, 2, 3, 6]
            .into_iter()
            .find(|&step| self.days / (30.4 * step as f64) <= MOST);
        let last = self
            .first
            .checked_add(jiff::Span::new().days(self.days as i64));
        let last = last.unwrap_or(Date::MAX);
        let mut ticks = Vec::new();
        let years = years
            .into_iter()
            .find(|&step| self.days / (365.25 * f64::from(step)) <= MOST);
        let years = years.unwrap_or(2000);
        let step_months = months.unwrap_or(years * 12);
        let mut month = i32::from(self.first.year()) * 12 + i32::from(self.first.month()) - 1;
        month = (month + step_months - 1).div_euclid(step_months) * step_months;
        loop {
            let (year, of_year) = (month.div_euclid(12), month.rem_euclid(12) + 1);
            let (Ok(year), Ok(of_year)) = (i16::try_from(year), i8::try_from(of_year)) else {
                break;
            };
            let Ok(day) = Date::new(year, of_year, 1) else {
                break;
            };
            if day > last {
                break;
            }
            if day >= self.first {
                let words = match months {
                    Some(_) => format!("{year}-{of_year:02}"),
                    None => year.to_string(),
                };
                ticks.push((day, words));
            }
            month += step_months;
        }
        ticks
    }
}

fn days_between(first: Date, last: Date) -> i64 {
    first.duration_until(last).as_hours() / 24
}
