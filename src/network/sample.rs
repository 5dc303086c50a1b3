use super::{Duplicates, NetworkError, Unit};
use crate::model::{Coding, Date, DateTime, Values};
use std::collections::{BTreeSet, HashMap, HashSet};

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
        let order = self.in_range(coding)?;
        let (levels, level_of) = self.levels(coding, &order)?;

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

    /// The statements in range that the filters keep, oldest first; ties stand in order of
    /// document, position and number.
    fn in_range(&self, coding: &Coding) -> Result<Vec<usize>, NetworkError> {
        let tests = Tests::new(coding, &self.filters)?;
        let mut order = coding.in_order();
        order.retain(|&at| {
            let day = coding.statements[at].when.map(DateTime::date);
            self.since.is_none_or(|since| day >= Some(since))
                && self
                    .until
                    .is_none_or(|until| day.is_some_and(|day| day <= until))
                && tests.pass(at)
        });
        Ok(order)
    }

    /// The qualifier's levels among all statements in range, kept or not, so that a window
    /// measures with the same range as the whole.
    fn levels(
        &self,
        coding: &Coding,
        order: &[usize],
    ) -> Result<(Levels, Vec<Option<u32>>), NetworkError> {
        let Some(name) = &self.qualifier else {
            return Ok((Levels::Single, vec![Some(0); coding.statements.len()]));
        };
        let (levels, mut of) = match coding.variable(name).map(|variable| &variable.values) {
            Some(Values::Boolean(values)) => {
                let of = values.iter().map(|value| value.map(u32::from)).collect();
                (Levels::Boolean, of)
            }
            Some(Values::Integer(values)) => {
                let distinct: BTreeSet<i64> = order.iter().filter_map(|&at| values[at]).collect();
                let distinct: Vec<i64> = distinct.into_iter().collect();
                let of: Vec<Option<u32>> = values
                    .iter()
                    .map(|value| Some(distinct.binary_search(&(*value)?).ok()? as u32))
                    .collect();
                (Levels::Integer(distinct), of)
            }
            _ => {
                let field = Field::read(coding, name, "a qualifier")?;
                (Levels::Text(field.labels), field.of)
            }
        };
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

/// The levels of a qualifier, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Levels {
    /// There is no qualifier.
    Single,
    /// No and yes.
    Boolean,
    /// The numbers that occur in range.
    Integer(Vec<i64>),
    /// The names that occur.
    Text(Vec<String>),
}

impl Levels {
    /// How many there are.
    pub fn count(&self) -> usize {
        match self {
            Levels::Single => 1,
            Levels::Boolean => 2,
            Levels::Integer(levels) => levels.len(),
            Levels::Text(levels) => levels.len(),
        }
    }

    /// Whether the levels are names, between which there is no distance.
    pub fn are_names(&self) -> bool {
        matches!(self, Levels::Text(_))
    }

    /// The signed weight of a mention at that level: -1 and 1 for no and yes, the number
    /// itself, 1 for names.
    pub fn weight(&self, level: u32) -> f64 {
        match self {
            Levels::Boolean if level == 0 => -1.0,
            Levels::Integer(levels) => levels.get(level as usize).map_or(0.0, |&n| n as f64),
            _ => 1.0,
        }
    }

    /// How alike two levels are, from 0 to 1: one less their distance over the widest
    /// distance; for names 1 or 0.
    pub fn proximity(&self, a: u32, b: u32) -> f64 {
        match self {
            Levels::Integer(levels) => {
                let range = match levels.as_slice() {
                    [first, .., last] => first.abs_diff(*last) as f64,
                    _ => return 1.0,
                };
                let (Some(a), Some(b)) = (levels.get(a as usize), levels.get(b as usize)) else {
                    return 0.0;
                };
                1.0 - a.abs_diff(*b) as f64 / range
            }
            _ if a == b => 1.0,
            _ => 0.0,
        }
    }
}

/// A condition on the values of a variable or document field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The variable or document field.
    pub variable: String,
    /// The values it is about; `*` stands for any characters.
    pub pattern: String,
    /// Whether the values are kept, or left out. A statement is kept when, for each variable
    /// with values to keep, it has one of them, and it has none that is left out.
    pub keep: bool,
}

impl Filter {
    /// Reads `VARIABLE=PATTERN`.
    ///
    /// # Errors
    /// There is no variable or no equals sign.
    ///
    /// ```
    /// use onrecord::network::Filter;
    /// let filter = Filter::parse("organization=Ministry of *", false).unwrap();
    /// assert_eq!(filter.pattern, "Ministry of *");
    /// assert!(Filter::parse("Ministry", true).is_err());
    /// ```
    pub fn parse(text: &str, keep: bool) -> Result<Filter, NetworkError> {
        match text.split_once('=') {
            Some((variable, pattern)) if !variable.trim().is_empty() => Ok(Filter {
                variable: variable.trim().into(),
                pattern: pattern.into(),
                keep,
            }),
            _ => Err(NetworkError::Pattern {
                pattern: text.into(),
            }),
        }
    }
}

/// Whether a value matches a pattern with `*` for any characters.
fn matches(pattern: &str, value: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = value.strip_prefix(first) else {
        return false;
    };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else {
        return rest.is_empty();
    };
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The filters with the values that each statement has.
struct Tests<'a> {
    by_variable: Vec<(Field, Vec<&'a Filter>)>,
}

impl<'a> Tests<'a> {
    fn new(coding: &Coding, filters: &'a [Filter]) -> Result<Tests<'a>, NetworkError> {
        let mut by_variable: Vec<(&str, Vec<&Filter>)> = Vec::new();
        for filter in filters {
            match by_variable
                .iter_mut()
                .find(|(name, _)| *name == filter.variable)
            {
                Some((_, filters)) => filters.push(filter),
                None => by_variable.push((&filter.variable, vec![filter])),
            }
        }
        let by_variable = by_variable
            .into_iter()
            .map(|(name, filters)| Ok((Field::read(coding, name, "filtered")?, filters)))
            .collect::<Result<_, NetworkError>>()?;
        Ok(Tests { by_variable })
    }

    fn pass(&self, at: usize) -> bool {
        self.by_variable.iter().all(|(field, filters)| {
            let value = field.of[at].map_or("", |code| field.labels[code as usize].as_str());
            let hit = |keep| {
                filters
                    .iter()
                    .any(|filter| filter.keep == keep && matches(&filter.pattern, value))
            };
            let keeps = filters.iter().any(|filter| filter.keep);
            !hit(false) && (!keeps || hit(true))
        })
    }
}

/// A variable or document field as sorted names and an index for each statement.
struct Field {
    labels: Vec<String>,
    of: Vec<Option<u32>>,
}

/// The fields of a document that can be used like variables.
const DOCUMENT_FIELDS: [&str; 6] = ["author", "source", "section", "type", "id", "title"];

impl Field {
    fn read(coding: &Coding, name: &str, used: &'static str) -> Result<Field, NetworkError> {
        if let Some(variable) = coding.variable(name) {
            return match &variable.values {
                Values::Text { names, of } => Ok(Field::sorted(names, of)),
                Values::Boolean(values) => Ok(Field::written(
                    values
                        .iter()
                        .map(|value| value.map(|yes| u8::from(yes).to_string())),
                )),
                Values::Integer(values) => Ok(Field::written(
                    values
                        .iter()
                        .map(|value| value.map(|number| number.to_string())),
                )),
                Values::LongText(_) => Err(NetworkError::Unusable {
                    name: name.into(),
                    kind: variable.values.kind(),
                    used,
                }),
            };
        }
        if !DOCUMENT_FIELDS.contains(&name) {
            let variables = coding
                .variables
                .iter()
                .map(|variable| variable.name.clone());
            let fields = DOCUMENT_FIELDS.map(str::to_owned);
            return Err(NetworkError::NoVariable {
                name: name.into(),
                known: variables.chain(fields).collect(),
            });
        }
        let documents = Field::written(coding.documents.iter().map(|document| {
            Some(match name {
                "author" => document.author.clone(),
                "source" => document.source.clone(),
                "section" => document.section.clone(),
                "type" => document.kind.clone(),
                "id" => document.id.to_string(),
                _ => document.title.clone(),
            })
        }));
        let of = coding.statements.iter();
        let of = of
            .map(|statement| documents.of[statement.document])
            .collect();
        Ok(Field {
            labels: documents.labels,
            of,
        })
    }

    fn written(values: impl Iterator<Item = Option<String>>) -> Field {
        let values: Vec<Option<String>> = values.collect();
        match Values::text(values.iter().map(Option::as_deref)) {
            Values::Text { names, of } => Field::sorted(&names, &of),
            _ => Field {
                labels: Vec::new(),
                of: Vec::new(),
            },
        }
    }

    /// Sorts the names, takes equal ones for one, and an empty one for no value.
    fn sorted(names: &[String], of: &[Option<u32>]) -> Field {
        let mut labels: Vec<&str> = names.iter().map(String::as_str).collect();
        labels.sort_unstable();
        labels.dedup();
        labels.retain(|name| !name.is_empty());
        let place: HashMap<&str, u32> = labels.iter().copied().zip(0..).collect();
        let place: Vec<Option<u32>> = names
            .iter()
            .map(|name| place.get(name.as_str()).copied())
            .collect();
        Field {
            of: of.iter().map(|code| place[(*code)? as usize]).collect(),
            labels: labels.into_iter().map(str::to_owned).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, value, expected) in [
            ("Russia", "Russia", true),
            ("Russia", "Russian", false),
            ("Russia*", "Russian", true),
            ("*ia", "Russia", true),
            ("M*of*", "Ministry of Peace", true),
            ("M*of*War", "Ministry of Peace", false),
            ("*", "", true),
            ("", "", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches(pattern, value), expected, "{pattern} {value}");
        }
    }
}
