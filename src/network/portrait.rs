use super::measure::{Ties, communities};
use super::{Matrix, Mode, Sample, Sampling};
use crate::model::{Date, DateTime};
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

/// A network with what is known of its nodes and links, for the files of other programs.
#[derive(Debug, Clone, PartialEq)]
pub struct Portrait {
    /// Which nodes it has.
    pub mode: Mode,
    /// The nodes: the rows, and in two-mode networks then the columns.
    pub nodes: Vec<PortraitNode>,
    /// The links; in one-mode networks each pair once.
    pub links: Vec<PortraitLink>,
}

/// A node.
#[derive(Debug, Clone, PartialEq)]
pub struct PortraitNode {
    /// Its name.
    pub name: String,
    /// The variable of which it is a value.
    pub variable: String,
    /// Whether it is a row, or in two-mode networks a column.
    pub is_row: bool,
    /// How many of the kept statements have it.
    pub statements: usize,
    /// The day of the first and the last of these.
    pub dates: Option<(Date, Date)>,
    /// Its community, from 0; see [`communities`].
    pub community: usize,
}

/// A link.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PortraitLink {
    /// An index into the nodes.
    pub from: usize,
    /// An index into the nodes.
    pub to: usize,
    /// The value in the matrix.
    pub weight: f64,
    /// From the day when there first was such a link to the day of the last statement that
    /// it rests on. Two rows are linked once both have mentioned a column.
    pub dates: Option<(Date, Date)>,
}

/// The first and the last day of some statements.
type Days = Option<(Date, Date)>;

fn both(a: Days, b: Days) -> Days {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}

/// Communities are found with this seed.
const SEED: u64 = 1;

impl Portrait {
    /// The portrait of a network that was projected from a sample.
    pub fn new(sampling: &Sampling, sample: &Sample, mode: Mode, matrix: &Matrix) -> Portrait {
        let known = Known::new(sample);
        let mut nodes = Vec::new();
        let add = |names: &[String], variable: &str, is_row: bool, nodes: &mut Vec<_>| {
            for name in names {
                let found = known.of.get(&(is_row, name.as_str()));
                let (statements, dates) = found.copied().unwrap_or_default();
                nodes.push(PortraitNode {
                    name: name.clone(),
                    variable: variable.into(),
                    is_row,
                    statements,
                    dates,
                    community: 0,
                });
            }
        };
        add(&matrix.rows, &sampling.rows, true, &mut nodes);
        if mode == Mode::Two {
            add(&matrix.columns, &sampling.columns, false, &mut nodes);
        }
        let ties = match mode {
            Mode::One => Ties::one_mode(matrix),
            Mode::Two => Ties::two_mode(matrix),
        };
        let found = communities(&ties, 1.0, SEED);
        for (node, community) in nodes.iter_mut().zip(found.of) {
            node.community = community;
        }
        let offset = match mode {
            Mode::One => 0,
            Mode::Two => matrix.rows.len(),
        };
        let cells = matrix.cells();
        let links = cells
            .filter(|&(row, column, _)| mode == Mode::Two || row < column)
            .map(|(row, column, weight)| {
                let (a, b) = (&matrix.rows[row], &matrix.columns[column]);
                PortraitLink {
                    from: row,
                    to: offset + column,
                    weight,
                    dates: match mode {
                        Mode::Two => known.cell(a, b),
                        Mode::One => known.pair(a, b),
                    },
                }
            })
            .collect();
        Portrait { mode, nodes, links }
    }

    /// The portrait of the part of a network with so many nodes, those with most statements.
    pub fn of_busiest(
        sampling: &Sampling,
        sample: &Sample,
        mode: Mode,
        matrix: Matrix,
        most: usize,
    ) -> Portrait {
        let known = Known::new(sample);
        let count =
            |is_row, name: &String| known.of.get(&(is_row, name.as_str())).map_or(0, |of| of.0);
        let mut counts: Vec<usize> = matrix.rows.iter().map(|name| count(true, name)).collect();
        if mode == Mode::Two {
            counts.extend(matrix.columns.iter().map(|name| count(false, name)));
        }
        let mut order: Vec<usize> = (0..counts.len()).collect();
        order.sort_by_key(|&at| (std::cmp::Reverse(counts[at]), at));
        let mut kept = vec![false; order.len()];
        order.iter().take(most).for_each(|&at| kept[at] = true);
        let (rows, columns) = match mode {
            Mode::One => (&kept[..], &kept[..]),
            Mode::Two => kept.split_at(matrix.rows.len()),
        };
        Portrait::new(sampling, sample, mode, &matrix.keep(rows, columns))
    }
}

/// What the statements tell of nodes and links.
struct Known<'a> {
    /// By whether it is a row, and its name: the number of statements, and when.
    of: HashMap<(bool, &'a str), (usize, Days)>,
    /// The number of a row in the sample, and of a column.
    place: HashMap<(bool, &'a str), usize>,
    /// For each row of the sample its columns and when it mentions them, by column.
    cells: Vec<Vec<(u32, Days)>>,
}

impl<'a> Known<'a> {
    fn new(sample: &'a Sample) -> Known<'a> {
        let mut of: HashMap<(bool, &str), (usize, Days)> = HashMap::new();
        let mut cells = vec![BTreeMap::new(); sample.rows.len()];
        for occurrence in &sample.occurrences {
            let row = sample.rows[occurrence.row as usize].as_str();
            let column = sample.columns[occurrence.column as usize].as_str();
            let day = occurrence.when.map(DateTime::date).map(|day| (day, day));
            for key in [(true, row), (false, column)] {
                let (count, days) = of.entry(key).or_default();
                *count += 1;
                *days = both(*days, day);
            }
            let row: &mut BTreeMap<u32, Days> = &mut cells[occurrence.row as usize];
            let cell = row.entry(occurrence.column).or_default();
            *cell = both(*cell, day);
        }
        let places = |names: &'a [String], are_rows: bool| {
            let names = names.iter().enumerate();
            names.map(move |(at, name)| ((are_rows, name.as_str()), at))
        };
        let rows = places(&sample.rows, true);
        Known {
            of,
            place: rows.chain(places(&sample.columns, false)).collect(),
            cells: cells
                .into_iter()
                .map(|row| row.into_iter().collect())
                .collect(),
        }
    }

    fn row(&self, name: &str) -> &[(u32, Days)] {
        let at = self.place.get(&(true, name));
        at.map_or(&[], |&at| self.cells[at].as_slice())
    }

    fn cell(&self, row: &str, column: &str) -> Days {
        let column = *self.place.get(&(false, column))? as u32;
        let row = self.row(row);
        let at = row.binary_search_by_key(&column, |cell| cell.0).ok()?;
        row[at].1
    }

    fn pair(&self, a: &str, b: &str) -> Days {
        let (mut a, mut b) = (self.row(a), self.row(b));
        let mut days = None;
        while let ([of_a, ..], [of_b, ..]) = (a, b) {
            match of_a.0.cmp(&of_b.0) {
                Ordering::Less => a = &a[1..],
                Ordering::Greater => b = &b[1..],
                Ordering::Equal => {
                    if let (Some(of_a), Some(of_b)) = (of_a.1, of_b.1) {
                        days = both(days, Some((of_a.0.max(of_b.0), of_a.1.max(of_b.1))));
                    }
                    (a, b) = (&a[1..], &b[1..]);
                }
            }
        }
        days
    }
}
