use super::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A time as precisely as a text tells it: a day, a month or a year. Written so: `2010-04-08`,
/// `2010-04`, `2010`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct When {
    first: Date,
    precision: Precision,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Day,
    Month,
    Year,
}

impl When {
    /// The month that a day lies in.
    pub fn month_of(day: Date) -> When {
        When {
            first: day.first_of_month(),
            precision: Precision::Month,
        }
    }

    /// The year that a day lies in.
    pub fn year_of(day: Date) -> When {
        When {
            first: day.first_of_year(),
            precision: Precision::Year,
        }
    }

    /// The first day of that time: by it times are put in order.
    pub fn first(self) -> Date {
        self.first
    }

    /// The day, where that is told.
    pub fn day(self) -> Option<Date> {
        (self.precision == Precision::Day).then_some(self.first)
    }
}

impl From<Date> for When {
    fn from(day: Date) -> When {
        When {
            first: day,
            precision: Precision::Day,
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.first.to_string();
        f.pad(match self.precision {
            Precision::Day => &day,
            Precision::Month => day.get(..7).unwrap_or(&day),
            Precision::Year => day.get(..4).unwrap_or(&day),
        })
    }
}

impl FromStr for When {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<When, jiff::Error> {
        Ok(match text.len() {
            4 => When::year_of(format!("{text}-01-01").parse()?),
            7 => When::month_of(format!("{text}-01").parse()?),
            _ => When::from(text.parse::<Date>()?),
        })
    }
}

impl From<When> for String {
    fn from(when: When) -> String {
        when.to_string()
    }
}

impl TryFrom<String> for When {
    type Error = jiff::Error;

    fn try_from(text: String) -> Result<When, jiff::Error> {
        text.parse()
    }
}
