use super::counts::{Cell, Counts};
use super::error::{aggregations, normalisations};
use super::{Aggregation, Levels, Matrix, Mode, NetworkError, Normalisation, Occurrence, Sample};
use rayon::prelude::*;
use std::ops::Range;

/// How a sample becomes a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Projection {
    /// Which nodes it has.
    pub mode: Mode,
    /// What the qualifier does.
    pub aggregation: Aggregation,
    /// What links are divided by.
    pub normalisation: Normalisation,
    /// Whether rows and columns without a link are kept: all that occur in range.
    pub isolates: bool,
}

/// The most levels whose combinations a double tells apart.
const MOST_LEVELS: usize = 52;

impl Projection {
    /// Whether the aggregation reads the qualifier; see
    /// [`Sampling::heeds_qualifier`](super::Sampling::heeds_qualifier).
    pub fn heeds_qualifier(&self) -> bool {
        self.aggregation != Aggregation::Ignore
    }

    /// Whether the options go together and suit the qualifier.
    ///
    /// # Errors
    /// They do not.
    pub fn check(&self, qualifier: Option<&str>) -> Result<(), NetworkError> {
        let Projection {
            mode,
            aggregation,
            normalisation,
            ..
        } = *self;
        if !aggregations(mode).contains(&aggregation) {
            return Err(NetworkError::AggregationMode { aggregation, mode });
        }
        if !normalisations(mode).contains(&normalisation) {
            return Err(NetworkError::NormalisationMode {
                normalisation,
                mode,
            });
        }
        if qualifier.is_none() && self.heeds_qualifier() {
            return Err(NetworkError::NoQualifier { aggregation });
        }
        Ok(())
    }

    /// The network of a whole sample.
    ///
    /// # Errors
    /// As [`Projection::check_levels`].
    pub fn matrix(&self, sample: &Sample) -> Result<Matrix, NetworkError> {
        self.check_levels(sample)?;
        Ok(self.of(sample, &sample.occurrences))
    }

    /// Whether the qualifier's levels are few enough for `combine`.
    ///
    /// # Errors
    /// They are not.
    pub fn check_levels(&self, sample: &Sample) -> Result<(), NetworkError> {
        let levels = sample.levels.count();
        if self.aggregation == Aggregation::Combine && levels > MOST_LEVELS {
            return Err(NetworkError::TooManyLevels {
                levels,
                most: MOST_LEVELS,
            });
        }
        Ok(())
    }

    /// The network of some occurrences of a sample: those of a window.
    pub fn of(&self, sample: &Sample, occurrences: &[Occurrence]) -> Matrix {
        let mentions = occurrences
            .iter()
            .map(|occurrence| (occurrence.row, occurrence.column, occurrence.level, 1.0));
        let counts = Counts::new(sample.rows.len(), sample.columns.len(), mentions);
        let links = match self.mode {
            Mode::Two => two_mode(
                &counts,
                &sample.levels,
                self.aggregation,
                self.normalisation,
            ),
            Mode::One => {
                let (rows, _) = self.kept(sample, occurrences);
                let scale = Scale::new(
                    &counts,
                    &sample.levels,
                    self.aggregation,
                    self.normalisation,
                );
                one_mode(
                    &counts,
                    &sample.levels,
                    self.aggregation,
                    &scale,
                    Some(&rows),
                    None,
                )
            }
        };
        self.named(sample, occurrences, links)
    }

    /// Names rows and columns, and drops those that do not belong to the network.
    pub(super) fn named(
        &self,
        sample: &Sample,
        occurrences: &[Occurrence],
        links: Vec<Vec<(u32, f64)>>,
    ) -> Matrix {
        let (rows, columns) = self.kept(sample, occurrences);
        match self.mode {
            Mode::Two => Matrix {
                rows: sample.rows.clone(),
                columns: sample.columns.clone(),
                links,
            }
            .keep(&rows, &columns),
            Mode::One => Matrix {
                rows: sample.rows.clone(),
                columns: sample.rows.clone(),
                links,
            }
            .keep(&rows, &rows),
        }
    }

    /// Which rows and columns belong to the network.
    fn kept(&self, sample: &Sample, occurrences: &[Occurrence]) -> (Vec<bool>, Vec<bool>) {
        if self.isolates {
            return (sample.row_occurs.clone(), sample.column_occurs.clone());
        }
        let mut rows = vec![false; sample.rows.len()];
        let mut columns = vec![false; sample.columns.len()];
        for occurrence in occurrences {
            rows[occurrence.row as usize] = true;
            columns[occurrence.column as usize] = true;
        }
        (rows, columns)
    }
}

/// Rows linked to columns.
pub(super) fn two_mode(
    counts: &Counts,
    levels: &Levels,
    aggregation: Aggregation,
    normalisation: Normalisation,
) -> Vec<Vec<(u32, f64)>> {
    let most = levels.count() as i32 - 1;
    let value = |cells: &[Cell]| -> f64 {
        let value = cells.iter().map(|cell| match aggregation {
            Aggregation::Combine => 2f64.powi(most - cell.level as i32),
            Aggregation::Subtract => levels.weight(cell.level) * cell.x,
            _ => cell.x,
        });
        value.sum()
    };
    // A combination is a name rather than an amount, so it is its number that counts.
    let amount = |cells: &[Cell]| -> f64 {
        match aggregation {
            Aggregation::Combine => 1.0,
            _ => cells.iter().map(|cell| cell.x).sum(),
        }
    };
    let mut column_sums = vec![0.0; counts.by_column.len()];
    let mut links: Vec<Vec<(u32, f64)>> = Vec::with_capacity(counts.by_row.len());
    for cells in counts.by_row.iter() {
        let mut row = Vec::new();
        let mut row_sum = 0.0;
        for cells in cells.chunk_by(|a, b| a.at == b.at) {
            row.push((cells[0].at, value(cells)));
            row_sum += amount(cells);
            column_sums[cells[0].at as usize] += amount(cells);
        }
        if normalisation == Normalisation::Activity {
            row.iter_mut().for_each(|link| link.1 /= row_sum);
        }
        links.push(row);
    }
    for row in &mut links {
        if normalisation == Normalisation::Prominence {
            row.iter_mut()
                .for_each(|link| link.1 /= column_sums[link.0 as usize]);
        }
        row.retain(|link| link.1 != 0.0);
    }
    links
}

/// What a one-mode link is divided by.
pub(super) struct Scale {
    normalisation: Normalisation,
    /// For each row the sum of its counts.
    activity: Vec<f64>,
    /// For each row its length: the root of its likeness to itself.
    length: Vec<f64>,
}

/// The factor of each pair of rows that share a column: the sum of `2 / (n + n')` over all
/// columns and levels that either of the two mentions, `n` and `n'` times in the whole range.
pub(super) struct Smooth {
    /// For each row the factors with itself and later rows, by row.
    factors: Vec<Vec<(u32, f64)>>,
}

impl Smooth {
    pub fn new(counts: &Counts) -> Smooth {
        let alone = |cells: &[Cell]| -> f64 { cells.iter().map(|cell| 2.0 / cell.x).sum() };
        let alone: Vec<f64> = counts.by_row.iter().map(alone).collect();
        let mut together = vec![None; alone.len()];
        let mut factors = Vec::with_capacity(alone.len());
        for (row, cells) in counts.by_row.iter().enumerate() {
            let mut touched = Vec::new();
            for cell in cells {
                let others = counts.by_column.of(cell.at as usize);
                let from = others.partition_point(|other| (other.at as usize) < row);
                for other in &others[from..] {
                    let sum = together[other.at as usize].get_or_insert_with(|| {
                        touched.push(other.at);
                        0.0
                    });
                    if cell.level == other.level {
                        *sum += 2.0 / (cell.x + other.x) - 2.0 / cell.x - 2.0 / other.x;
                    }
                }
            }
            touched.sort_unstable();
            let factor = |other: u32| {
                let sum: f64 = together[other as usize].take().unwrap_or_default();
                (other, alone[row] + alone[other as usize] + sum)
            };
            factors.push(touched.into_iter().map(factor).collect());
        }
        Smooth { factors }
    }

    fn factor(&self, row: usize, other: usize) -> f64 {
        let factors: &[(u32, f64)] = &self.factors[row];
        match factors.binary_search_by_key(&other, |&(other, _)| other as usize) {
            Ok(at) => factors[at].1,
            Err(_) => 0.0,
        }
    }
}

impl Scale {
    pub fn new(
        counts: &Counts,
        levels: &Levels,
        aggregation: Aggregation,
        normalisation: Normalisation,
    ) -> Scale {
        let length = match normalisation {
            Normalisation::Cosine => lengths(counts, levels, aggregation),
            _ => Vec::new(),
        };
        Scale {
            normalisation,
            activity: counts.row_sums(),
            length,
        }
    }

    fn divisor(&self, i: usize, j: usize, pair: &Pair) -> f64 {
        let (a, b) = (self.activity[i], self.activity[j]);
        match self.normalisation {
            Normalisation::Average => (a + b) / 2.0,
            Normalisation::DnaCosine => a * b,
            Normalisation::Jaccard => a + b - pair.shared + pair.product,
            Normalisation::Cosine => self.length[i] * self.length[j],
            _ => 1.0,
        }
    }
}

/// The root of each row's likeness to itself, which is the length of its vector.
fn lengths(counts: &Counts, levels: &Levels, aggregation: Aggregation) -> Vec<f64> {
    let likeness = |a: &Cell, b: &Cell| match aggregation {
        Aggregation::Ignore => a.x * b.x,
        _ => a.x * b.x * levels.proximity(a.level, b.level),
    };
    let square = |cells: &[Cell]| -> f64 {
        cells
            .chunk_by(|a, b| a.at == b.at)
            .flat_map(|cells| {
                cells
                    .iter()
                    .flat_map(|a| cells.iter().map(|b| likeness(a, b)))
            })
            .sum()
    };
    counts
        .by_row
        .iter()
        .map(|cells| square(cells).sqrt())
        .collect()
}

/// What two rows have in common, gathered over the columns that both mention.
#[derive(Clone, Copy, Default)]
struct Pair {
    /// The sum of `x x'` times the weight of the two levels.
    weighted: f64,
    /// The sum of `x + x'` over the columns and levels that both mention.
    shared: f64,
    /// The sum of `x x'` over these.
    product: f64,
    /// Whether there is any such column.
    met: bool,
}

/// Rows linked to rows by the columns that they share. With `members` the diagonal is left
/// out, and so are links of rows that are none; without, the diagonal is there. With `smooth`
/// a link is multiplied by the pair's factor instead of divided.
pub(super) fn one_mode(
    counts: &Counts,
    levels: &Levels,
    aggregation: Aggregation,
    scale: &Scale,
    members: Option<&[bool]>,
    smooth: Option<&Smooth>,
) -> Vec<Vec<(u32, f64)>> {
    let rows = counts.by_row.len();
    let weights = Weights::new(levels, aggregation);
    // Names in conflict: what one of the two mentions and the other does not.
    let differences =
        levels.are_names() && matches!(aggregation, Aggregation::Conflict | Aggregation::Subtract);
    let member = |row: usize| members.is_none_or(|members| members[row]);
    let value = |i: usize, j: usize, pair: &Pair| -> f64 {
        let apart = scale.activity[i] + scale.activity[j] - pair.shared;
        let value = match aggregation {
            Aggregation::Conflict if differences => apart,
            Aggregation::Subtract if differences => pair.weighted - apart,
            _ => pair.weighted,
        };
        match (smooth, scale.divisor(i, j, pair)) {
            (Some(smooth), _) => value * smooth.factor(i, j),
            (None, 0.0) => 0.0,
            (None, divisor) => value / divisor,
        }
    };
    let above = |row: usize, pairs: &mut [Pair], touched: &mut Vec<u32>, links: &mut Vec<_>| {
        let first = if members.is_some() { row + 1 } else { row };
        for cell in counts.by_row.of(row) {
            let others = counts.by_column.of(cell.at as usize);
            let from = others.partition_point(|other| (other.at as usize) < first);
            for other in &others[from..] {
                let pair = &mut pairs[other.at as usize];
                if !pair.met {
                    pair.met = true;
                    touched.push(other.at);
                }
                let product = cell.x * other.x;
                pair.weighted += product * weights.of(cell.level, other.level);
                if cell.level == other.level {
                    pair.shared += cell.x + other.x;
                    pair.product += product;
                }
            }
        }
        if differences {
            touched.clear();
            touched.extend(first as u32..rows as u32);
        } else {
            touched.sort_unstable();
        }
        for &other in touched.iter() {
            let pair = std::mem::take(&mut pairs[other as usize]);
            if !member(row) || !member(other as usize) {
                continue;
            }
            let value = value(row, other as usize, &pair);
            if value != 0.0 {
                links.push((row as u32, other, value));
            }
        }
        touched.clear();
    };
    let some = |rows: Range<usize>| {
        let mut pairs = vec![Pair::default(); counts.by_row.len()];
        let (mut touched, mut links) = (Vec::new(), Vec::new());
        for row in rows {
            above(row, &mut pairs, &mut touched, &mut links);
        }
        links
    };
    let starts = (0..rows).into_par_iter().step_by(ROWS);
    let upper: Vec<Vec<Link>> = starts
        .map(|start| some(start..rows.min(start + ROWS)))
        .collect();
    mirrored(rows, &upper)
}

/// So many rows are linked in one go.
const ROWS: usize = 64;

/// A row, a later one, and the value of their link.
type Link = (u32, u32, f64);

/// A symmetric matrix from the links on and above its diagonal, in order.
fn mirrored(rows: usize, upper: &[Vec<Link>]) -> Vec<Vec<(u32, f64)>> {
    let mut lengths = vec![0; rows];
    for &(row, other, _) in upper.iter().flatten() {
        lengths[row as usize] += 1;
        lengths[other as usize] += usize::from(row != other);
    }
    let mut whole: Vec<Vec<(u32, f64)>> = lengths.into_iter().map(Vec::with_capacity).collect();
    // A row's links with earlier rows all come before its own.
    for &(row, other, value) in upper.iter().flatten() {
        whole[row as usize].push((other, value));
        if row != other {
            whole[other as usize].push((row, value));
        }
    }
    whole
}

/// What a pair of levels weighs.
struct Weights {
    /// A table over the levels and the level of having none; empty where it would be large.
    table: Vec<f64>,
    side: usize,
    rule: Box<dyn Fn(u32, u32) -> f64 + Sync + Send>,
}

/// Up to so many levels have a table.
const TABLE: usize = 256;

impl Weights {
    fn new(levels: &Levels, aggregation: Aggregation) -> Weights {
        let levels = levels.clone();
        let side = levels.count() + 1;
        let rule = move |a: u32, b: u32| match aggregation {
            Aggregation::Conflict => 1.0 - levels.proximity(a, b),
            Aggregation::Subtract if !levels.are_names() => 2.0 * levels.proximity(a, b) - 1.0,
            Aggregation::Congruence | Aggregation::Subtract => levels.proximity(a, b),
            _ => 1.0,
        };
        let table = if side <= TABLE {
            (0..side * side)
                .map(|at| rule((at / side) as u32, (at % side) as u32))
                .collect()
        } else {
            Vec::new()
        };
        Weights {
            table,
            side,
            rule: Box::new(rule),
        }
    }

    fn of(&self, a: u32, b: u32) -> f64 {
        match self.table.get(a as usize * self.side + b as usize) {
            Some(&weight) => weight,
            None => (self.rule)(a, b),
        }
    }
}
