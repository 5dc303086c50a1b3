use super::Date;
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A time as precisely as a text tells it: a day, a week from Monday on, a month or a year. Written
/// so (ISO 8601): `2010-04-08`, `2010-04-05/2010-04-11`, `2010-04`, `2010`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct When {
    first: Date,
    precision: Precision,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Day,
    Week,
    Month,
    Year,
}

impl When {
    /// The week that a day lies in.
    pub fn week_of(day: Date) -> When {
        let since = i64::from(day.weekday().to_monday_zero_offset());
        When {
            first: day.saturating_sub(since.days()),
            precision: Precision::Week,
        }
    }

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

    /// In words: `on 2010-04-08`, `from 2010-04-05 to 2010-04-11`, `in 2010-04`, `in 2009`.
    pub fn in_words(self) -> String {
        match self.precision {
            Precision::Day => format!("on {self}"),
            Precision::Week => format!("from {}", self.to_string().replace('/', " to ")),
            Precision::Month | Precision::Year => format!("in {self}"),
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
            Precision::Week => {
                let last = self.first.saturating_add(6.days());
                return f.pad(&format!("{day}/{last}"));
            }
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
            _ => match text.split_once('/') {
                Some((first, _)) => When::week_of(first.parse()?),
                None => When::from(text.parse::<Date>()?),
            },
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_back_as_they_were_written() {
        for text in ["2010-04-08", "2024-11-04/2024-11-10", "2010-04", "2009"] {
            let when: When = text.parse().expect("read");
            assert_eq!(when.to_string(), text);
        }
        let week = When::week_of("2021-01-03".parse().expect("a day"));
        assert_eq!(week.to_string(), "2020-12-28/2021-01-03");
        assert_eq!(week.in_words(), "from 2020-12-28 to 2021-01-03");
    }
}
