use super::field::Field;
use super::filter::{Filter, Tests};
use super::levels::{LevelOf, Levels};
use super::{Duplicates, NetworkError, Unit};
use crate::model::{Coding, Date, DateTime};
use std::collections::HashSet;

/// Which statements of a coding make a network, and what they link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sampling {
    /// The variable or document field of the rows.
    pub rows: String,
    /// The variable or document field of the columns.
    pub columns: String,
    /// The variable or document field that tells how a row mentions a column.
    pub qualifier: Option<String>,
    /// Whether the qualifier tells statements apart: whether two that differ in it alone are
    /// duplicates, and whether one without it is left out.
    pub heeds_qualifier: bool,
    /// Within what the same row, column and qualifier count once.
    pub duplicates: Duplicates,
    /// What is counted.
    pub unit: Unit,
    /// Made on this day or later.
    pub since: Option<Date>,
    /// Made on this day or earlier.
    pub until: Option<Date>,
    /// Which values to keep and which to leave out.
    pub filters: Vec<Filter>,
    /// Leaves out rows and columns with fewer kept statements; 0 and 1 leave out none.
    pub min_frequency: usize,
}

impl Sampling {
    /// Every statement that has a row and a column, none counted as a duplicate.
    pub fn new(rows: &str, columns: &str) -> Sampling {
        Sampling {
            rows: rows.into(),
            columns: columns.into(),
            qualifier: None,
            heeds_qualifier: false,
            duplicates: Duplicates::Include,
            unit: Unit::Statements,
            since: None,
            until: None,
            filters: Vec::new(),
            min_frequency: 0,
        }
    }

    /// Draws the sample.
    ///
    /// # Errors
    /// A name is no variable, or its values cannot be nodes or levels.
    pub fn draw(&self, coding: &Coding) -> Result<Sample, NetworkError> {
        if self.rows == self.columns {
            return Err(NetworkError::SameVariable {
                name: self.rows.clone(),
            });
        }
        let rows = Field::read(coding, &self.rows, "rows")?;
        let columns = Field::read(coding, &self.columns, "columns")?;
        let tests = Tests::new(coding, &self.filters)?;
        let mut order = self.in_range(coding);
        order.retain(|&at| tests.pass_document(at));
        let (levels, level_of) = self.levels(coding, &order)?;
        order.retain(|&at| tests.pass(at));

        let mut row_occurs = vec![false; rows.labels.len()];
        let mut column_occurs = vec![false; columns.labels.len()];
        let mut seen = HashSet::new();
        let mut reported = HashSet::new();
        let mut kept = Vec::new();
        for &at in &order {
            let statement = &coding.statements[at];
            if let Some(row) = rows.of[at] {
                row_occurs[row as usize] = true;
            }
            if let Some(column) = columns.of[at] {
                column_occurs[column as usize] = true;
            }
            let (Some(row), Some(column), Some(level)) =
                (rows.of[at], columns.of[at], level_of[at])
            else {
                continue;
            };
            let heeded = if self.heeds_qualifier { level } else { 0 };
            let key = (row, column, heeded);
            if self.unit == Unit::Utterances && !reported.insert((key, statement.utterance)) {
                continue;
            }
            if self.duplicates != Duplicates::Include
                && !seen.insert((key, self.period(coding, at)))
            {
                continue;
            }
            kept.push(Occurrence {
                statement: at,
                row,
                column,
                level,
                when: statement.when,
            });
        }
        self.drop_rare(&mut kept, &mut row_occurs, &mut column_occurs);
        Ok(Sample {
            occurrences: kept,
            rows: rows.labels,
            columns: columns.labels,
            row_occurs,
            column_occurs,
            levels,
            range: self.range(coding, &order),
        })
    }

    /// The statements in range, oldest first; ties stand in order of document, position and
    /// number.
    fn in_range(&self, coding: &Coding) -> Vec<usize> {
        let mut order = coding.in_order();
        order.retain(|&at| {
            let day = coding.statements[at].when.map(DateTime::date);
            let late_enough = self.since.is_none_or(|since| day >= Some(since));
            let is_early = |until| day.is_some_and(|day| day <= until);
            late_enough && self.until.is_none_or(is_early)
        });
        order
    }

    /// The qualifier's levels among all statements in range, kept or not, so that a window
    /// measures with the same scale as the whole, and so does what filters of values leave.
    fn levels(
        &self,
        coding: &Coding,
        in_range: &[usize],
    ) -> Result<(Levels, LevelOf), NetworkError> {
        let Some(name) = &self.qualifier else {
            return Ok((Levels::Single, vec![Some(0); coding.statements.len()]));
        };
        let (levels, mut of) = Levels::among(coding, name, in_range)?;
        if !self.heeds_qualifier {
            // Where the qualifier is ignored, having none is a level of its own.
            let none = levels.count() as u32;
            of.iter_mut()
                .for_each(|level| *level = level.or(Some(none)));
        }
        Ok((levels, of))
    }

    fn period(&self, coding: &Coding, at: usize) -> Period {
        let statement = &coding.statements[at];
        let day = statement.when.map(DateTime::date);
        let period = match self.duplicates {
            Duplicates::Include => None,
            Duplicates::Document => Some(statement.document as i64),
            Duplicates::Day => day.map(day_number),
            // Day 0 was a Thursday.
            Duplicates::Week => day.map(|day| (day_number(day) + 3).div_euclid(7)),
            Duplicates::Month => day.map(|day| i64::from(day.year()) * 12 + i64::from(day.month())),
            Duplicates::Year => day.map(|day| i64::from(day.year())),
            Duplicates::Range => Some(0),
        };
        match period {
            Some(period) => Period::Number(period),
            // Nobody knows whether two undated statements are of one period.
            None => Period::Own(at),
        }
    }

    fn drop_rare(&self, kept: &mut Vec<Occurrence>, rows: &mut [bool], columns: &mut [bool]) {
        if self.min_frequency < 2 {
            return;
        }
        let mut row_counts = vec![0; rows.len()];
        let mut column_counts = vec![0; columns.len()];
        for occurrence in kept.iter() {
            row_counts[occurrence.row as usize] += 1;
            column_counts[occurrence.column as usize] += 1;
        }
        let often = |counts: &[usize], at: usize| counts[at] >= self.min_frequency;
        kept.retain(|occurrence| {
            often(&row_counts, occurrence.row as usize)
                && often(&column_counts, occurrence.column as usize)
        });
        for (at, occurs) in rows.iter_mut().enumerate() {
            *occurs &= often(&row_counts, at);
        }
        for (at, occurs) in columns.iter_mut().enumerate() {
            *occurs &= often(&column_counts, at);
        }
    }

    /// What was asked for, else the dates of the first and the last statement.
    fn range(&self, coding: &Coding, order: &[usize]) -> Option<(DateTime, DateTime)> {
        let mut dates = order.iter().filter_map(|&at| coding.statements[at].when);
        let first = dates.next()?;
        let last = dates.next_back().unwrap_or(first);
        let start = self.since.map(|since| since.at(0, 0, 0, 0));
        let stop = self.until.map(|until| until.at(23, 59, 59, 0));
        Some((start.unwrap_or(first), stop.unwrap_or(last)))
    }
}

/// A period within which duplicates count once.
#[derive(PartialEq, Eq, Hash)]
enum Period {
    Number(i64),
    Own(usize),
}

/// Days since 1970-01-01.
fn day_number(day: Date) -> i64 {
    Date::constant(1970, 1, 1).duration_until(day).as_hours() / 24
}

/// A kept statement as a link from a row to a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The statement: an index into [`Coding::statements`].
    pub statement: usize,
    /// An index into [`Sample::rows`].
    pub row: u32,
    /// An index into [`Sample::columns`].
    pub column: u32,
    /// The qualifier's level; 0 where there is no qualifier.
    pub level: u32,
    /// When it was made, in UTC.
    pub when: Option<DateTime>,
}

/// The statements that make a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The kept statements, oldest first, those without a date last.
    pub occurrences: Vec<Occurrence>,
    /// Names of all rows that occur anywhere, sorted.
    pub rows: Vec<String>,
    /// Names of all columns that occur anywhere, sorted.
    pub columns: Vec<String>,
    /// For each row, whether a statement in range has it, kept or not.
    pub row_occurs: Vec<bool>,
    /// For each column, whether a statement in range has it, kept or not.
    pub column_occurs: Vec<bool>,
    /// The qualifier's levels.
    pub levels: Levels,
    /// From when to when, both included; `None` without any dated statement.
    pub range: Option<(DateTime, DateTime)>,
}
