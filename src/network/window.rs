use super::options::named;
use super::{NetworkError, Sample};
use crate::model::DateTime;
use std::ops::Range;

named! {
    /// What the size of a window counts.
    WindowUnit {
        /// Days.
        Days = "days",
        /// Weeks of seven days.
        Weeks = "weeks",
        /// Months; a day that a month lacks becomes its last.
        Months = "months",
        /// Years.
        Years = "years",
        /// Kept statements.
        Events = "events",
    }
}

/// The size of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// How many units.
    pub size: u32,
    /// Which units.
    pub unit: WindowUnit,
}

impl Span {
    /// How far a window reaches to each side of its middle: half of `size - 1`, rounded up.
    pub fn reach(self) -> u32 {
        self.size / 2
    }
}

/// A stretch of time around a middle that moves on one unit at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Its number, from 0.
    pub index: usize,
    /// Its first moment.
    pub start: DateTime,
    /// Its middle.
    pub middle: DateTime,
    /// Its last moment.
    pub stop: DateTime,
    /// The statements in it: a range of [`Sample::occurrences`].
    pub occurrences: Range<usize>,
}

/// The windows that lie wholly within the sample's range, both ends included.
///
/// A window of events has as many statements before its middle as after it; ties stand in the
/// sample's order. Statements without a date are in no window.
///
/// # Errors
/// The size is 0.
pub fn windows(sample: &Sample, span: Span) -> Result<Vec<Window>, NetworkError> {
    if span.size == 0 {
        return Err(NetworkError::NoWindow);
    }
    let dates: Vec<DateTime> = sample.occurrences.iter().map_while(|o| o.when).collect();
    let reach = span.reach();
    if span.unit == WindowUnit::Events {
        let reach = reach as usize;
        let middles = reach..dates.len().saturating_sub(reach);
        let windows = middles.enumerate().map(|(index, middle)| Window {
            index,
            start: dates[middle - reach],
            middle: dates[middle],
            stop: dates[middle + reach],
            occurrences: middle - reach..middle + reach + 1,
        });
        return Ok(windows.collect());
    }
    let Some((first, last)) = sample.range else {
        return Ok(Vec::new());
    };
    let mut windows = Vec::new();
    for middle in steps(first, last, span.unit) {
        let reach = i64::from(reach);
        let (Some(start), Some(stop)) = (
            shifted(middle, -reach, span.unit),
            shifted(middle, reach, span.unit),
        ) else {
            continue;
        };
        if start < first || stop > last {
            continue;
        }
        let from = dates.partition_point(|&date| date < start);
        let to = dates.partition_point(|&date| date <= stop);
        windows.push(Window {
            index: windows.len(),
            start,
            middle,
            stop,
            occurrences: from..to,
        });
    }
    Ok(windows)
}

/// The moments from `first` to `last`, each one unit after the one before.
pub(super) fn steps(
    first: DateTime,
    last: DateTime,
    unit: WindowUnit,
) -> impl Iterator<Item = DateTime> {
    std::iter::successors(Some(first), move |&at| shifted(at, 1, unit))
        .take_while(move |&at| at <= last)
}

/// A moment so many units later; `None` beyond the calendar.
pub(super) fn shifted(at: DateTime, units: i64, unit: WindowUnit) -> Option<DateTime> {
    let span = jiff::Span::new();
    let span = match unit {
        WindowUnit::Days => span.try_days(units),
        WindowUnit::Weeks => span.try_weeks(units),
        WindowUnit::Months => span.try_months(units),
        WindowUnit::Years => span.try_years(units),
        WindowUnit::Events => return None,
    };
    at.checked_add(span.ok()?).ok()
}
